/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-merge"

#include "config.h"

#include "kin-merge.h"
#include "kin-reference.h"

#define CLOSED "closed"
#define INTO "replaced-by "
#define OF "replaces "

/* Which record it is, as far as that is said. */
static char *
dup_statement (const char  *kind,
               KinJsonNode  link)
{
  g_autoptr (KinReference) other = kin_reference_from_node (kin_json_node_get (link, "other"));

  return g_strconcat (kind, other->id != NULL ? other->id : other->text, NULL);
}

/**
 * kin_merge_list:
 * @patient: a Patient resource
 *
 * What it says about other records that are the same person's in the clinic's eyes now
 * (https://hl7.org/fhir/R4/patient.html#links). A link that is only a hint counts for nothing.
 *
 * Returns: (transfer full): one line for each
 */
GStrv
kin_merge_list (KinJsonNode patient)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  KinJsonNode link;
  KinJsonIter iter;

  if (kin_json_node_get_type (kin_json_node_get (patient, "active")) == KIN_JSON_FALSE)
    g_strv_builder_add (lines, CLOSED);

  kin_json_iter_init (&iter, kin_json_node_get (patient, "link"));
  while (kin_json_iter_next (&iter, NULL, &link))
    {
      KinJsonNode type = kin_json_node_get (link, "type");
      const char *kind = kin_json_node_equals (type, "replaced-by") ? INTO
                         : kin_json_node_equals (type, "replaces") ? OF : NULL;
      g_autofree char *line = kind != NULL ? dup_statement (kind, link) : NULL;

      if (line != NULL)
        g_strv_builder_add (lines, line);
    }

  return g_strv_builder_end (lines);
}

static gboolean
begins (const char * const *lines,
        const char         *kind)
{
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], kind))
      return TRUE;

  return FALSE;
}

/**
 * kin_merge_find:
 *
 * Returns: the most that @identity says
 */
KinMerge
kin_merge_find (KinIdentity *identity)
{
  const char * const *lines = kin_identity_get_merges (identity);

  if (begins (lines, INTO))
    return KIN_MERGE_INTO;
  if (begins (lines, OF))
    return KIN_MERGE_OF;

  return begins (lines, CLOSED) ? KIN_MERGE_CLOSED : KIN_MERGE_NONE;
}

/**
 * kin_merge_is_known:
 * @confirmed: what somebody said yes to
 *
 * Returns: whether @identity is the same record and says no more of this kind
 */
gboolean
kin_merge_is_known (KinIdentity *identity,
                    KinIdentity *confirmed)
{
  const char * const *lines = kin_identity_get_merges (identity);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_strv_contains (kin_identity_get_merges (confirmed), lines[i]))
      return FALSE;

  return g_strcmp0 (kin_identity_get_id (identity), kin_identity_get_id (confirmed)) == 0;
}

/**
 * kin_merge_has_taken_in:
 * @id: of another Patient of the same server
 *
 * Returns: whether @identity says that it was put into this
 */
gboolean
kin_merge_has_taken_in (KinIdentity *identity,
                        const char  *id)
{
  g_autofree char *line = g_strconcat (OF, id, NULL);

  return g_strv_contains (kin_identity_get_merges (identity), line);
}
