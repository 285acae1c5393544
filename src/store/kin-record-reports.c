/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-reports"

#include "config.h"

#include "kin-record-private.h"
#include "kin-reference.h"
#include "kin-result.h"

/* A report of one test and its only result are one thing to whoever reads a list: it shows as the
 * result, which has the value, and whose page leads to the report. */

/* One row that cannot fail half-way: a statement that may have to be undone by itself would make
 * the search index write out what it has gathered, each time. */
#define SQL_NOTE "INSERT OR IGNORE INTO report (rid) VALUES (?1)"
#define SQL_AGAIN "UPDATE report SET result = NULL WHERE rid = ?1"
#define SQL_NEW "SELECT rid FROM report WHERE result IS NULL LIMIT 2000"
#define SQL_LOAD "SELECT " KIN_ROW_COLUMNS ", r.dict, r.body" KIN_ROW_FROM " WHERE r.rid = ?1"
#define SQL_SET_NONE "UPDATE report SET result = x'' WHERE rid = ?1"
#define SQL_SET "UPDATE report SET result = ?2 WHERE rid = ?1"

/* What is to come, or says something else than before, is seen in the list first. */
#define IN_RESULT                                                                              \
  "(o.section > 0 AND o.hidden & 1 = 0 AND r.hidden & 1 = 0"                                   \
  " AND coalesce (r.status, '') NOT IN ('partial', 'registered', 'preliminary')"               \
  " AND NOT (r.unread = 1 AND EXISTS (SELECT 1 FROM version AS v WHERE v.rid = r.rid)))"
#define FROM_REPORTS                                                                           \
  " FROM report AS p JOIN resource AS r ON r.rid = p.rid"                                      \
  " LEFT JOIN resource AS o ON o.address = p.result"
#define SQL_IN_RESULT                                                                          \
  "SELECT p.rid, coalesce (" IN_RESULT ", 0) AS wanted" FROM_REPORTS                           \
  " WHERE wanted <> (r.hidden & 8 <> 0)"
#define SQL_WITH_RESULT                                                                        \
  "SELECT p.rid, coalesce (" IN_RESULT " AND o.hidden & 2 <> 0, 0) AS wanted" FROM_REPORTS     \
  " WHERE wanted <> (r.hidden & 16 <> 0)"

/* Remembers to look at a report that came, or came again. */
gboolean
kin_record_reports_note (KinRecordCore  *core,
                         const char     *type,
                         gint64          rid,
                         gboolean        again,
                         GError        **error)
{
  return !g_str_equal (type, "DiagnosticReport")
         || kin_database_run (core->file->writer, error, again ? SQL_AGAIN : SQL_NOTE, "i", rid);
}

static GArray *
list_new (KinRecordCore  *core,
          GError        **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (KinStatement) row = kin_database_ask (core->file->writer, error, SQL_NEW, "");
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    {
      gint64 rid = sqlite3_column_int64 (row, 0);

      g_array_append_val (rids, rid);
    }

  return *error == NULL ? g_steal_pointer (&rids) : NULL;
}

/* The one result of a report, as a place in the same source; NULL for none, several or elsewhere */
static KinReference *
find_only_result (KinItem *report)
{
  g_autoptr (GPtrArray) members = KIN_IS_RESULT (report)
                                  ? kin_result_list_members (KIN_RESULT (report)) : NULL;
  g_autoptr (KinReference) place = NULL;
  const KinResultMember *only;

  if (members == NULL || members->len != 1)
    return NULL;

  only = g_ptr_array_index (members, 0);
  place = kin_reference_new (only->reference != NULL ? only->reference : "");

  return place->style == KIN_REFERENCE_RELATIVE ? g_steal_pointer (&place) : NULL;
}

static gboolean
look_at (KinRecordCore  *core,
         gint64          rid,
         GError        **error)
{
  KinDatabase *db = core->file->writer;
  g_autoptr (KinStatement) row = kin_database_ask (db, error, SQL_LOAD, "i", rid);
  g_autoptr (KinItem) report = NULL;
  g_autoptr (KinReference) place = NULL;
  guint8 address[KIN_HASH_LENGTH];
  gboolean found = FALSE;

  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  report = found ? kin_record_read_item (core, row, error) : NULL;
  if (report == NULL)
    return *error == NULL;

  place = find_only_result (report);
  if (place == NULL)
    return kin_database_run (db, error, SQL_SET_NONE, "i", rid);

  kin_record_core_address (core, kin_item_get_source (report), place->type, place->id, address);

  return kin_database_run (db, error, SQL_SET, "ip", rid, address, sizeof address);
}

static gboolean
look_at_new (KinRecordCore  *core,
             gboolean       *looked_at,
             GError        **error)
{
  g_autoptr (GArray) rids = list_new (core, error);

  for (guint i = 0; rids != NULL && i < rids->len; i++)
    if (!look_at (core, g_array_index (rids, gint64, i), error))
      return FALSE;

  *looked_at = rids != NULL && rids->len > 0;
  return rids != NULL;
}

typedef struct
{
  gint64   rid;
  gboolean hidden;
} Wish;

/* Hides what is to be hidden for a reason, and no longer what is not. */
static gboolean
put_in_order (KinRecordCore  *core,
              const char     *sql,
              int             why,
              GError        **error)
{
  g_autoptr (GArray) wishes = g_array_new (FALSE, FALSE, sizeof (Wish));
  g_autoptr (KinStatement) row = kin_database_ask (core->file->writer, error, sql, "");
  gboolean found = FALSE;

  while (row != NULL && kin_statement_step (row, &found, error) && found)
    {
      Wish wish = { sqlite3_column_int64 (row, 0), sqlite3_column_int (row, 1) != 0 };

      g_array_append_val (wishes, wish);
    }

  for (guint i = 0; *error == NULL && i < wishes->len; i++)
    {
      const Wish *wish = &g_array_index (wishes, Wish, i);

      if (!kin_record_hide (core, wish->rid, why, wish->hidden, error))
        return FALSE;
    }

  return *error == NULL;
}

/* Lists each report of one test as its result, where that is here, in a transaction that is
 * begun. A file of before has many to look at: they come in turns, so that a list does not wait. */
gboolean
kin_record_reports_match (KinRecordCore  *core,
                          GError        **error)
{
  gboolean looked_at = FALSE;

  if (!kin_record_core_load_key (core, error) || !look_at_new (core, &looked_at, error))
    return FALSE;
  if (!looked_at && !core->reports_due)
    return TRUE;
  if (!put_in_order (core, SQL_IN_RESULT, KIN_HIDDEN_IN_RESULT, error)
      || !put_in_order (core, SQL_WITH_RESULT, KIN_HIDDEN_WITH_RESULT, error))
    return FALSE;

  core->reports_due = FALSE;
  return TRUE;
}
