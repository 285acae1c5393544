/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-match"

#include "config.h"

#include "kin-record-private.h"

/* Which entries are the same thing from several sources is found out anew from the whole
 * record, and only what is different from before is written: whatever comes, goes or changes,
 * nothing has to be kept in step. A record of one source is not even read. */

#define SQL_SOURCES \
  "SELECT count (DISTINCT source) FROM counts WHERE listed + hidden > 0 AND section > 0"
#define SQL_STATE \
  "SELECT count(*) || ' ' || max (rid) || ' ' || sum (meaning & 16777215) || ' '" \
  " || sum ((hidden & 3) * (rid % 65521)) || ' '" \
  " || (SELECT count(*) || ' ' || total (rid) FROM gone) FROM resource"
#define SQL_PLACES \
  "SELECT " KIN_ROW_COLUMNS ", r.source" KIN_ROW_FROM \
  " WHERE r.section > 0 AND r.hidden & 1 = 0 ORDER BY r.rid"
#define SQL_LOAD "SELECT " KIN_ROW_COLUMNS ", r.dict, r.body" KIN_ROW_FROM " WHERE r.rid = ?1"
#define SQL_KNOWN "SELECT rid, main, reason FROM twin"
#define SQL_ADD "INSERT OR REPLACE INTO twin (rid, main, reason) VALUES (?1, ?2, ?3)"
#define SQL_REMOVE "DELETE FROM twin WHERE rid = ?1"

/* So many that share a key are looked at for one entry: enough for a medicine that was
 * prescribed anew for years. */
#define MOST_COMPARED 64

typedef struct
{
  gint64        rid;
  gint64        source;
  gint64        main;                /* its rid, or 0 */
  KinTwinReason reason;
  gboolean      put_away;            /* by the person */
  GArray       *taken;               /* NULL, or the sources that have a twin of it */
} Place;

typedef struct
{
  KinRecordCore *core;
  GHashTable    *apart;              /* names of two that the person keeps apart */
  GArray        *places;             /* of Place, in the order in which they came */
  GHashTable    *by_key;             /* key → GArray of positions */
  GHashTable    *known;              /* rid → Place, as it was before */
} Match;

static void
place_clear (gpointer data)
{
  Place *self = data;

  g_clear_pointer (&self->taken, g_array_unref);
}

static void
match_clear (Match *self)
{
  g_hash_table_unref (self->apart);
  g_array_unref (self->places);
  g_hash_table_unref (self->by_key);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static void
match_init (Match         *self,
            KinRecordCore *core,
            char         **apart)
{
  self->core = core;
  self->apart = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; apart[i] != NULL; i++)
    g_hash_table_add (self->apart, apart[i]);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_array_unref);
}

static KinItem *
load (Match   *self,
      gint64   rid,
      GError **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (self->core->file->writer, error, SQL_LOAD, "i",
                                                   rid);
  gboolean found = FALSE;

  return row != NULL && kin_statement_step (row, &found, error) && found
         ? kin_record_read_item (self->core, row, error) : NULL;
}

/* What the person hid took its twins with it, and hides no other: the one of two that is left is
 * what the person wants to see. */
static gboolean
is_hidden_from (Match       *self,
                const Place *main,
                const Place *place)
{
  const Place *known = main->put_away ? g_hash_table_lookup (self->known, &place->rid) : NULL;

  return main->put_away && (known == NULL || known->main != main->rid);
}

static gboolean
is_free (Match       *self,
         const Place *main,
         const Place *place)
{
  if (main->source == place->source || main->main != 0 || is_hidden_from (self, main, place))
    return FALSE;

  for (guint i = 0; main->taken != NULL && i < main->taken->len; i++)
    if (g_array_index (main->taken, gint64, i) == place->source)
      return FALSE;

  return TRUE;
}

/* Of each other source, one entry is the twin of one. */
static void
join_with (Place         *place,
           Place         *main,
           KinTwinReason  reason)
{
  place->main = main->rid;
  place->reason = reason;
  if (main->taken == NULL)
    main->taken = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (main->taken, place->source);
}

static gboolean
compare (Match    *self,
         Place    *place,
         KinItem **item,
         Place    *main,
         GError  **error)
{
  g_autoptr (KinItem) other = NULL;
  g_autofree char *name = NULL;
  KinTwinReason reason;

  if (*item == NULL)
    *item = load (self, place->rid, error);
  other = *item != NULL ? load (self, main->rid, error) : NULL;
  if (other == NULL)
    return FALSE;

  reason = kin_twin_compare (*item, other);
  name = reason != KIN_TWIN_NONE ? kin_twin_dup_name (*item, other) : NULL;
  if (name != NULL && !g_hash_table_contains (self->apart, name))
    join_with (place, main, reason);

  return TRUE;
}

/* Among those that came before. */
static gboolean
find_main (Match    *self,
           Place    *place,
           GStrv     keys,
           GError  **error)
{
  g_autoptr (KinItem) item = NULL;
  guint n_compared = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      GArray *positions = g_hash_table_lookup (self->by_key, keys[i]);

      for (guint j = 0; positions != NULL && j < positions->len; j++)
        {
          Place *main = &g_array_index (self->places, Place,
                                        g_array_index (positions, guint, j));

          if (place->main != 0 || n_compared == MOST_COMPARED)
            return TRUE;
          if (!is_free (self, main, place))
            continue;
          n_compared++;
          if (!compare (self, place, &item, main, error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
add_place (Match       *self,
           const Place *place,
           GStrv        keys)
{
  guint position = self->places->len;

  g_array_append_val (self->places, *place);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      GArray *positions = g_hash_table_lookup (self->by_key, keys[i]);

      if (positions == NULL)
        {
          positions = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_key, g_strdup (keys[i]), positions);
        }
      g_array_append_val (positions, position);
    }
}

static gboolean
find_all (Match   *self,
          GError **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (self->core->file->writer, error, SQL_PLACES, "");
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    {
      g_autoptr (KinItem) item = kin_record_row_to_item (row, NULL);
      g_auto (GStrv) keys = kin_twin_list_keys (item);
      Place place = { .rid = sqlite3_column_int64 (row, 0),
                      .source = sqlite3_column_int64 (row, KIN_ROW_DICT),
                      .put_away = sqlite3_column_int (row, KIN_ROW_HIDDEN)
                                  & KIN_HIDDEN_BY_PERSON };

      if (!find_main (self, &place, keys, error))
        return FALSE;
      add_place (self, &place, keys);
    }

  return *error == NULL;
}

/* Writing what is different */

static gboolean
is_as_known (const Place *place,
             const Place *known)
{
  return known != NULL && known->main == place->main && known->reason == place->reason;
}

static gboolean
write_twins (Match   *self,
             GError **error)
{
  KinDatabase *db = self->core->file->writer;

  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->main == 0)
        continue;
      if (!is_as_known (place, g_hash_table_lookup (self->known, &place->rid))
          && !(kin_database_run (db, error, SQL_ADD, "iii", place->rid, place->main,
                                 (gint64) place->reason)
               && kin_record_hide (self->core, place->rid, KIN_HIDDEN_BY_TWIN, TRUE, error)))
        return FALSE;
      g_hash_table_remove (self->known, &place->rid);
    }

  return TRUE;
}

/* What is left of them are twins no more. */
static gboolean
part_twins (KinRecordCore  *core,
            GHashTable     *known,
            GError        **error)
{
  GHashTableIter iter;
  gpointer rid;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &rid, NULL))
    if (!kin_database_run (core->file->writer, error, SQL_REMOVE, "i", *(gint64 *) rid)
        || !kin_record_hide (core, *(gint64 *) rid, KIN_HIDDEN_BY_TWIN, FALSE, error))
      return FALSE;

  return TRUE;
}

/* rid → Place */
static GHashTable *
read_known (KinRecordCore  *core,
            GError        **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (KinStatement) row = kin_database_ask (core->file->writer, error, SQL_KNOWN, "");
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    {
      Place *place = g_new0 (Place, 1);

      place->rid = sqlite3_column_int64 (row, 0);
      place->main = sqlite3_column_int64 (row, 1);
      place->reason = (KinTwinReason) sqlite3_column_int (row, 2);
      g_hash_table_insert (known, &place->rid, place);
    }

  return *error == NULL ? g_steal_pointer (&known) : NULL;
}

/* All that decides about it, in short; "" for an empty record. */
static char *
read_state (KinRecordCore  *core,
            char          **apart,
            GError        **error)
{
  g_autoptr (KinStatement) row = kin_database_ask (core->file->writer, error, SQL_STATE, "");
  g_autofree char *names = g_strjoinv ("\n", apart);
  g_autofree char *state = NULL;
  gboolean found = FALSE;

  if (row == NULL || !kin_statement_step (row, &found, error))
    return NULL;

  state = kin_statement_dup_text (row, 0);

  return g_strconcat (state != NULL ? state : "", "\n", names, NULL);
}

static gboolean
match_all (KinRecordCore  *core,
           char          **apart,
           gboolean        several,
           GError        **error)
{
  g_auto (Match) self = { NULL };

  match_init (&self, core, apart);
  self.known = read_known (core, error);

  return self.known != NULL && (!several || find_all (&self, error))
         && write_twins (&self, error) && part_twins (core, self.known, error);
}

/* Most of what changes, such as that something was read, changes nothing here. */
static gboolean
match (KinRecordCore  *core,
       char          **apart,
       GError        **error)
{
  g_autofree char *state = NULL;
  gint64 n_sources;

  if (!kin_database_get_number (core->file->writer, SQL_SOURCES, &n_sources, error))
    return FALSE;
  if (n_sources > 1)
    {
      state = read_state (core, apart, error);
      if (state == NULL)
        return FALSE;
      if (g_strcmp0 (state, core->matched) == 0)
        return TRUE;
    }

  g_clear_pointer (&core->matched, g_free);
  if (!match_all (core, apart, n_sources > 1, error))
    return FALSE;

  core->matched = g_steal_pointer (&state);

  return TRUE;
}

static void
match_job (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinRecordCore *core = KIN_RECORD_STORE (source_object)->core;
  GError *error = NULL;
  gboolean done = kin_record_core_begin_alone (core, &error) && match (core, task_data, &error);

  kin_record_core_finish (core, task, done, error);
}

/**
 * kin_record_store_match_async:
 * @self: a store
 * @apart: (array zero-terminated=1): kin_twin_dup_name() of those that are not to be joined
 * @cancellable: (nullable): to stop it before it is begun
 * @callback: called when done
 * @user_data: for @callback
 *
 * Finds what came from several sources, and lists each thing once, as the entry that came first.
 * All are kept, and kin_record_store_list_twins_async() has them.
 */
void
kin_record_store_match_async (KinRecordStore      *self,
                              char               **apart,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (KIN_IS_RECORD_STORE (self));
  g_return_if_fail (apart != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_record_store_match_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdupv (apart), (GDestroyNotify) g_strfreev);
  kin_record_store_push (self, task, match_job);
}

/**
 * kin_record_store_match_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a #KinStoreError
 *
 * Returns: whether lists are so now
 */
gboolean
kin_record_store_match_finish (KinRecordStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
