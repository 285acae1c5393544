/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-list"

#include "config.h"

#include <string.h>

#include "kin-medicine.h"
#include "kin-record-private.h"
#include "kin-time.h"

#define FIRST_PAGE 50
#define MAX_RUNS 8

/* A list is one walk along an index that has all it filters by; the one of
 * everything is a walk for each section, put in order afterwards. The first two
 * terms make the partial index usable. */
#define FROM_SECTION                                                                           \
  "SELECT rid, date_key FROM resource WHERE section = ?1 AND section > 0"                      \
  " AND (?2 IS NULL OR source = (SELECT source FROM source WHERE connection = ?2))"
#define SELECT_PLACES FROM_SECTION " AND hidden = 0 AND (?3 = 0 OR unread = 1)"

/* Few of many, each found by where it is noted that they are such. */
#define SELECT_CHANGED FROM_SECTION " AND hidden = 0 AND rid IN (SELECT rid FROM version)"
#define SELECT_CORRECTED FROM_SECTION                                                          \
  " AND hidden = 0 AND status IN ('amended', 'corrected')"
#define SELECT_WITHDRAWN FROM_SECTION " AND hidden IN (1, 5)"
#define SELECT_GONE FROM_SECTION " AND hidden = 0 AND rid IN (SELECT rid FROM gone)"
#define IN_YEAR " AND date_key >= ?5 AND date_key < ?6"
#define NEWEST_FIRST " ORDER BY date_key DESC, rid DESC LIMIT ?4"

/* Whoever asks for one clinic finds all of it, also what is listed as an entry of another one;
 * only what is listed is new. */
#define SELECT_TWINS                                                                           \
  "SELECT r.rid, r.date_key FROM twin AS t JOIN resource AS r ON r.rid = t.rid"                \
  " WHERE r.hidden = 4 AND r.section = ?1"                                                     \
  " AND r.source = (SELECT source FROM source WHERE connection = ?2)"                          \
  " AND ?3 = 0 AND ?4 <> 0"

#define SQL_TWINS SELECT_TWINS
#define SQL_TWINS_YEAR SELECT_TWINS IN_YEAR

static const char *
get_sql (KinItemMarks only,
         gboolean     year)
{
  switch (only)
    {
    case KIN_ITEM_CHANGED:
      return year ? SELECT_CHANGED IN_YEAR NEWEST_FIRST : SELECT_CHANGED NEWEST_FIRST;
    case KIN_ITEM_CORRECTED:
      return year ? SELECT_CORRECTED IN_YEAR NEWEST_FIRST : SELECT_CORRECTED NEWEST_FIRST;
    case KIN_ITEM_WITHDRAWN:
      return year ? SELECT_WITHDRAWN IN_YEAR NEWEST_FIRST : SELECT_WITHDRAWN NEWEST_FIRST;
    case KIN_ITEM_GONE:
      return year ? SELECT_GONE IN_YEAR NEWEST_FIRST : SELECT_GONE NEWEST_FIRST;
    case KIN_ITEM_UNREAD:
    default:
      return year ? SELECT_PLACES IN_YEAR NEWEST_FIRST : SELECT_PLACES NEWEST_FIRST;
    }
}

#define SQL_ROW "SELECT " KIN_ROW_COLUMNS KIN_ROW_FROM " WHERE r.rid = ?1"

#define SQL_STANDING "SELECT type, status, flag FROM resource WHERE rid = ?1"

/* Where an item stands in a list. */
typedef struct
{
  gint64 id;
  int    group;                    /* of medicines: what is taken now comes first */
  char   date_key[KIN_TIME_KEY_LENGTH + 1];
} Place;

/* Newest first, in each group; what has no date comes last. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *left = a, *right = b;
  int order = left->group - right->group;

  if (order == 0)
    order = strcmp (right->date_key, left->date_key);

  return order != 0 ? order : (left->id < right->id) - (left->id > right->id);
}

static gboolean
add_found (KinDatabase     *db,
           const char      *sql,
           const KinQuery  *query,
           KinSection       section,
           gint64           limit,
           GArray          *places,
           GError         **error)
{
  int year = kin_query_get_year (query);
  KinItemMarks only = kin_query_get_only (query);
  g_autofree char *from = g_strdup_printf ("%04d", year);
  g_autofree char *to = g_strdup_printf ("%04d", year + 1);
  g_autoptr (KinStatement) row = NULL;
  gboolean found = TRUE;

  row = kin_database_ask (db, error, sql, year == 0 ? "itii" : "itiitt", (gint64) section,
                          kin_query_get_connection (query), (gint64) (only == KIN_ITEM_UNREAD),
                          limit, from, to);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error))
    {
      Place place = { .id = sqlite3_column_int64 (row, 0) };
      const char *date_key = (const char *) sqlite3_column_text (row, 1);

      if (!found)
        return TRUE;

      g_strlcpy (place.date_key, date_key != NULL ? date_key : "", sizeof place.date_key);
      g_array_append_val (places, place);
    }

  return FALSE;
}

/* Adds what one section has for a query. */
static gboolean
add_section (KinDatabase     *db,
             const KinQuery  *query,
             KinSection       section,
             gint64           limit,
             GArray          *places,
             GError         **error)
{
  gboolean all_years = kin_query_get_year (query) == 0;
  KinItemMarks only = kin_query_get_only (query);

  if (!add_found (db, get_sql (only, !all_years), query, section, limit, places, error))
    return FALSE;
  if (kin_query_get_connection (query) == NULL || (only & ~KIN_ITEM_UNREAD) != 0)
    return TRUE;

  if (!add_found (db, all_years ? SQL_TWINS : SQL_TWINS_YEAR, query, section, limit, places, error))
    return FALSE;
  g_array_sort (places, compare_places);

  return TRUE;
}

static gboolean
find_group (KinDatabase  *db,
            Place        *place,
            GError      **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (db, error, SQL_STANDING, "i", place->id);
  gboolean found;

  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (found)
    place->group
      = (int) kin_medicine_choose_group ((const char *) sqlite3_column_text (row, 0),
                                         (const char *) sqlite3_column_text (row, 1),
                                         (const char *) sqlite3_column_text (row, 2));

  return TRUE;
}

/* Adds the medicines for a query, all of them: dates alone do not tell which come first. */
static gboolean
add_medicines (KinDatabase     *db,
               const KinQuery  *query,
               GArray          *places,
               GError         **error)
{
  if (!add_section (db, query, KIN_SECTION_MEDICINES, -1, places, error))
    return FALSE;

  for (guint i = 0; i < places->len; i++)
    if (!find_group (db, &g_array_index (places, Place, i), error))
      return FALSE;

  g_array_sort (places, compare_places);

  return TRUE;
}

static gboolean
add_one (KinDatabase     *db,
         const KinQuery  *query,
         gint64           limit,
         GArray          *places,
         GError         **error)
{
  KinSection section = kin_query_get_section (query);

  return section == KIN_SECTION_MEDICINES ? add_medicines (db, query, places, error)
                                          : add_section (db, query, section, limit, places, error);
}

static gboolean
add_all_sections (KinDatabase     *db,
                  const KinQuery  *query,
                  gint64           limit,
                  GArray          *places,
                  GError         **error)
{
  for (int section = KIN_SECTION_NONE + 1; section < KIN_N_SECTIONS; section++)
    if (!add_section (db, query, (KinSection) section, limit, places, error))
      return FALSE;

  g_array_sort (places, compare_places);

  return TRUE;
}

/* The year of a place in a list, or 0. */
static int
year_of (const Place *place)
{
  int year = 0;

  for (const char *digit = place->date_key; *digit != '\0' && digit < place->date_key + 4; digit++)
    year = 10 * year + *digit - '0';

  return year;
}

/* Each year once, where it comes first. */
static void
add_year (GArray      *years,
          const Place *place)
{
  int year = year_of (place);

  if (year > 0 && (years->len == 0 || g_array_index (years, int, years->len - 1) != year))
    g_array_append_val (years, year);
}

/* The ids of a query, in its order, and the years; all of them from @offset on with a @limit of
 * -1. Runs on any thread that owns @db. */
static gboolean
read_ids (KinDatabase     *db,
          const KinQuery  *query,
          gint64           limit,
          gint64           offset,
          GArray          *ids,
          GArray          *years,
          GError         **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  gint64 end = limit >= 0 ? offset + limit : -1;

  if (!(kin_query_get_section (query) == KIN_SECTION_NONE
          ? add_all_sections (db, query, end, places, error)
          : add_one (db, query, end, places, error)))
    return FALSE;

  for (gint64 i = offset; i < places->len && (i < end || end < 0); i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      g_array_append_val (ids, place->id);
      if (years != NULL)
        add_year (years, place);
    }

  return TRUE;
}

static gpointer
read_first_ids (KinDatabase  *database,
                gpointer      wanted,
                GCancellable *ending)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return read_ids (database, wanted, FIRST_PAGE, 0, ids, NULL, NULL) ? g_steal_pointer (&ids)
                                                                     : NULL;
}

/* The first screen of a list, for the main thread; NULL when only a long walk would
 * tell, or the disk takes its time. */
GArray *
kin_record_store_peek_ids (KinRecordStore *self,
                           KinQuery       *query)
{
  KinRowQuestion question = {
    .read = read_first_ids, .free_wanted = (GDestroyNotify) kin_query_unref,
    .free_answer = (GDestroyNotify) g_array_unref,
  };
  gboolean is_late;

  if (self->closed || kin_query_get_connection (query) != NULL ||
      kin_query_get_only (query) != 0 || kin_query_get_section (query) == KIN_SECTION_MEDICINES)
    return NULL;

  question.wanted = kin_query_ref (query);

  return kin_row_reader_ask (self->rows, question, &is_late);
}

/* Refreshing a list: all ids anew, and where they differ. */

typedef struct
{
  KinQuery  *query;
  GArray    *old_ids;
  GPtrArray *changes;
  GArray    *new_ids;
  GArray    *years;        /* of int, newest first */
  GArray    *runs;         /* of KinListRun */
} Refresh;

static void
refresh_free (Refresh *self)
{
  kin_query_unref (self->query);
  g_array_unref (self->old_ids);
  g_ptr_array_unref (self->changes);
  g_clear_pointer (&self->new_ids, g_array_unref);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_free (self);
}

static gboolean
is_changed (Refresh *self,
            gint64   id)
{
  for (guint i = 0; i < self->changes->len; i++)
    if (kin_changes_has_id (g_ptr_array_index (self->changes, i), id))
      return TRUE;

  return FALSE;
}

static gint64
id_at (GArray *ids,
       guint   position)
{
  return g_array_index (ids, gint64, position);
}

static GHashTable *
ids_between (GArray *ids,
             guint   from,
             guint   to)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = from; i < to; i++)
    g_hash_table_add (set, (gpointer) (gintptr) id_at (ids, i));

  return set;
}

static gboolean
contains (GHashTable *set,
          gint64      id)
{
  return g_hash_table_contains (set, (gpointer) (gintptr) id);
}

static gboolean
is_kept (Refresh *self,
         guint    old_position,
         guint    new_position)
{
  gint64 id = id_at (self->old_ids, old_position);

  return id == id_at (self->new_ids, new_position) && !is_changed (self, id);
}

/* Walks from two equal places to the next two, and returns the run between. */
static KinListRun
walk_run (Refresh    *self,
          GHashTable *in_old,
          GHashTable *in_new,
          guint      *i,
          guint       old_end,
          guint      *j,
          guint       new_end)
{
  KinListRun run = { .old_position = *i, .new_position = *j };

  while (*i < old_end || *j < new_end)
    {
      if (*i < old_end && *j < new_end && is_kept (self, *i, *j))
        break;

      if (*i < old_end && !contains (in_new, id_at (self->old_ids, *i)))
        {
          (*i)++;
        }
      else if (*j < new_end && !contains (in_old, id_at (self->new_ids, *j)))
        {
          (*j)++;
        }
      else
        {
          /* Changed in its place, or moved. */
          *i += *i < old_end ? 1 : 0;
          *j += *j < new_end ? 1 : 0;
        }
    }

  run.n_removed = *i - run.old_position;
  run.n_added = *j - run.new_position;

  return run;
}

/* Equal rows at both ends are most of them, so they are passed first. */
static void
compare_ids (Refresh *self)
{
  guint old_end = self->old_ids->len;
  guint new_end = self->new_ids->len;
  guint i = 0, j = 0;
  g_autoptr (GHashTable) in_old = NULL;
  g_autoptr (GHashTable) in_new = NULL;

  while (i < old_end && j < new_end && is_kept (self, i, j))
    i++, j++;

  while (old_end > i && new_end > j && is_kept (self, old_end - 1, new_end - 1))
    old_end--, new_end--;

  in_old = ids_between (self->old_ids, i, old_end);
  in_new = ids_between (self->new_ids, j, new_end);

  while (i < old_end || j < new_end)
    {
      if (i < old_end && j < new_end && is_kept (self, i, j))
        {
          i++, j++;
        }
      else
        {
          KinListRun run = walk_run (self, in_old, in_new, &i, old_end, &j, new_end);

          g_array_append_val (self->runs, run);
        }
    }
}

/* Many small signals cost a list widget more than one large one. */
static void
join_runs (GArray *runs)
{
  KinListRun first, last;

  if (runs->len <= MAX_RUNS)
    return;

  first = g_array_index (runs, KinListRun, 0);
  last = g_array_index (runs, KinListRun, runs->len - 1);
  first.n_removed = last.old_position + last.n_removed - first.old_position;
  first.n_added = last.new_position + last.n_added - first.new_position;
  g_array_set_size (runs, 0);
  g_array_append_val (runs, first);
}

static void
refresh_job (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Refresh *self = task_data;
  g_autoptr (GError) error = NULL;

  kin_worker_assert (core->file->worker);

  self->new_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->runs = g_array_new (FALSE, FALSE, sizeof (KinListRun));

  kin_database_set_cancellable (core->file->reader, cancellable);
  read_ids (core->file->reader, self->query, -1, 0, self->new_ids, self->years, &error);
  kin_database_set_cancellable (core->file->reader, NULL);

  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  compare_ids (self);
  join_runs (self->runs);
  g_task_return_boolean (task, TRUE);
}

/* Reads the ids of a query on the worker and compares them with @ids, which
 * nobody may change meanwhile. */
void
kin_record_store_refresh_async (KinRecordStore      *self,
                                KinQuery            *query,
                                GArray              *ids,
                                GPtrArray           *changes,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Refresh *refresh = g_new0 (Refresh, 1);

  refresh->query = kin_query_ref (query);
  refresh->old_ids = g_array_ref (ids);
  refresh->changes = g_ptr_array_ref (changes);
  g_task_set_source_tag (task, kin_record_store_refresh_async);
  g_task_set_task_data (task, refresh, (GDestroyNotify) refresh_free);
  kin_record_store_push (self, task, refresh_job);
}

/* Returns the new ids, the runs in rising order, and the years, of medicines in any order. */
GArray *
kin_record_store_refresh_finish (KinRecordStore  *self,
                                 GAsyncResult    *result,
                                 GArray         **runs,
                                 GArray         **years,
                                 GError         **error)
{
  Refresh *refresh;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  refresh = g_task_get_task_data (G_TASK (result));
  *runs = g_steal_pointer (&refresh->runs);
  *years = g_steal_pointer (&refresh->years);

  return g_steal_pointer (&refresh->new_ids);
}

/* A portion of a list, for those who do not want it live. */

typedef struct
{
  KinQuery *query;
  guint     offset;
  guint     limit;
} Portion;

static void
portion_free (Portion *self)
{
  kin_query_unref (self->query);
  g_free (self);
}

static gboolean
read_items (KinRecordCore  *core,
            GArray         *ids,
            GPtrArray      *items,
            GError        **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (KinStatement) row = NULL;
      gboolean found;

      row = kin_database_ask (core->file->reader, error, SQL_ROW, "i", id_at (ids, i));
      if (row == NULL || !kin_statement_step (row, &found, error))
        return FALSE;

      if (found)
        g_ptr_array_add (items, kin_record_row_to_item (row, NULL));
    }

  return TRUE;
}

static void
list_job (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  Portion *portion = task_data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  gint64 limit = portion->limit > 0 ? (gint64) portion->limit : -1;

  kin_worker_assert (core->file->worker);
  kin_database_set_cancellable (core->file->reader, cancellable);

  if (read_ids (core->file->reader, portion->query, limit, portion->offset, ids, NULL, &error)
      && read_items (core, ids, items, &error))
    g_task_return_pointer (task, g_steal_pointer (&items), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));

  kin_database_set_cancellable (core->file->reader, NULL);
}

/**
 * kin_record_store_list_async:
 * @self: a store
 * @query: which items
 * @offset: how many to leave out
 * @limit: at most how many, or 0 for all
 * @cancellable: (nullable): to stop it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads a portion of a list, in the order of its query. For a list on a screen, which is to
 * stay right, see kin_record_store_get_items().
 */
void
kin_record_store_list_async (KinRecordStore      *self,
                             KinQuery            *query,
                             guint                offset,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;
  Portion *portion;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (query != NULL);

  portion = g_new0 (Portion, 1);
  portion->query = kin_query_ref (query);
  portion->offset = offset;
  portion->limit = limit;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_list_async);
  g_task_set_task_data (task, portion, (GDestroyNotify) portion_free);
  kin_record_store_push (self, task, list_job);
}

/**
 * kin_record_store_list_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: (transfer container) (element-type KinItem): the items, without their resources
 */
GPtrArray *
kin_record_store_list_finish (KinRecordStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
