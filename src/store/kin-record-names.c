/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-record-names"

#include "config.h"

#include <string.h>

#include "kin-record-private.h"
#include "kin-summary.h"
#include "kin-text.h"

/* Some items have no name of their own, or no codes: a prescription may only point at a
 * medicine, which comes on another page, or much later. */

#define SQL_NAME "SELECT title, codes FROM resource WHERE address = ?1"
#define SQL_NAMED \
  "SELECT rid, section, hidden, named_by = ?2 FROM resource WHERE source = ?1" \
  " AND named_by IN (?2, ?2 || '" KIN_NAMED_BY_CODES "')"
#define SQL_SET_TITLE "UPDATE resource SET title = ?2 WHERE rid = ?1"
#define SQL_SET_CODES "UPDATE resource SET codes = ?2 WHERE rid = ?1"

/* The codes of a clinic or of a person are not those of what they did. */
#define MEDICINE "Medication"

/* What came along in the same answer has given its codes already. */
static void
take_codes (KinSummary **summary,
            char        *codes)
{
  KinSummary with_codes = **summary;
  KinSummary *taken;

  if (codes == NULL || with_codes.codes != NULL)
    return;

  with_codes.codes = codes;
  taken = kin_summary_copy (&with_codes);
  kin_summary_free (*summary);
  *summary = taken;
}

/* Gives what arrives the title and the codes of what it points at, if that is here already. */
gboolean
kin_record_names_take (KinRecordCore  *core,
                       const char     *connection,
                       KinSummary    **summary,
                       GError        **error)
{
  g_autoptr (KinStatement) row = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *codes = NULL;
  guint8 address[KIN_HASH_LENGTH];
  gboolean found;

  if ((*summary)->named_by == NULL)
    return TRUE;

  parts = g_strsplit_set ((*summary)->named_by, "/#", 3);
  if (g_strv_length (parts) < 2)
    return TRUE;

  kin_record_core_address (core, connection, parts[0], parts[1], address);
  row = kin_database_ask (core->file->writer, error, SQL_NAME, "p", address, sizeof address);
  if (row == NULL || !kin_statement_step (row, &found, error))
    return FALSE;

  if (found && parts[2] == NULL)
    {
      g_free ((*summary)->title);
      (*summary)->title = kin_statement_dup_text (row, 0);
    }

  codes = found && g_str_equal (parts[0], MEDICINE) ? kin_statement_dup_text (row, 1) : NULL;
  take_codes (summary, codes);

  return TRUE;
}

static gboolean
give_title (KinRecordCore  *core,
            gint64          rid,
            KinStatement   *row,
            const char     *title,
            const char     *index,
            GError        **error)
{
  if (!kin_database_run (core->file->writer, error, SQL_SET_TITLE, "it", rid, title))
    return FALSE;

  if (sqlite3_column_int (row, 2) == 0)
    {
      kin_record_index_rename (core, rid, index);
      kin_record_core_note (core, (KinSection) sqlite3_column_int (row, 1), rid);
    }

  return TRUE;
}

/* Gives its title and codes to what was here before and points at it. Only what is in no
 * list of its own names others: medicines, clinics, people who treat. */
gboolean
kin_record_names_give (KinRecordCore     *core,
                       gint64             source,
                       const KinSummary  *summary,
                       GError           **error)
{
  gboolean gives_codes = g_str_equal (summary->type, MEDICINE);
  g_autofree char *name = NULL;
  g_autofree char *index = NULL;
  g_autoptr (KinStatement) row = NULL;
  gboolean found = FALSE;

  if (summary->section != KIN_SECTION_NONE)
    return TRUE;

  name = g_strconcat (summary->type, "/", summary->id, NULL);
  index = kin_text_to_index (summary->title);
  row = kin_database_ask (core->file->writer, error, SQL_NAMED, "it", source, name);
  if (row == NULL)
    return FALSE;

  while (kin_statement_step (row, &found, error) && found)
    {
      gint64 rid = sqlite3_column_int64 (row, 0);

      if ((sqlite3_column_int (row, 3) != 0
           && !give_title (core, rid, row, summary->title, index, error))
          || (gives_codes && !kin_database_run (core->file->writer, error, SQL_SET_CODES, "it", rid,
                                                summary->codes)))
        return FALSE;
    }

  return *error == NULL;
}
