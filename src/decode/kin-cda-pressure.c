/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-pressure"

#include "config.h"

#include "kin-cda-statement.h"

/* Documents write the two numbers of a blood pressure as two measurements; elsewhere they are one:
 * https://hl7.org/fhir/R4/observation-vitalsigns.html */

#define UPPER "8480-6"
#define LOWER "8462-4"
#define BOTH "85354-9"

/* What belongs to one of the numbers; all else is the same of both, or they are not one. */
static const char * const own[] = {
  "code", "valueQuantity", "interpretation", "referenceRange", NULL,
};

static gboolean
has_code (const KinCdaEntry *entry,
          const char        *code)
{
  JsonObject *concept = json_object_get_object_member (entry->body, "code");
  JsonArray *codings = json_object_has_member (concept, "coding")
                       ? json_object_get_array_member (concept, "coding") : NULL;

  for (guint i = 0; codings != NULL && i < json_array_get_length (codings); i++)
    if (g_strcmp0 (json_object_get_string_member_with_default (
                     json_array_get_object_element (codings, i), "code", NULL), code) == 0)
      return TRUE;

  return FALSE;
}

/* Returns: (nullable): the only one like that which was measured together with @half */
static KinCdaEntry *
find_only (GPtrArray         *members,
           const KinCdaEntry *half,
           const char        *code)
{
  g_autofree char *rest = kin_cda_write_without (half->body, own);
  KinCdaEntry *found = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      KinCdaEntry *entry = g_ptr_array_index (members, i);
      g_autofree char *other = kin_cda_write_without (entry->body, own);

      if (!has_code (entry, code) || !g_str_equal (rest, other) ||
          !json_object_has_member (entry->body, "valueQuantity"))
        continue;
      if (found != NULL)
        return NULL;
      found = entry;
    }

  return found;
}

static JsonObject *
take_number (KinCdaEntry *half)
{
  JsonObject *component = json_object_new ();

  for (guint i = 0; own[i] != NULL; i++)
    if (json_object_has_member (half->body, own[i]))
      {
        json_object_set_member (component, own[i], json_object_dup_member (half->body, own[i]));
        json_object_remove_member (half->body, own[i]);
      }

  return component;
}

static JsonObject *
make_name (void)
{
  JsonObject *concept = json_object_new ();
  JsonObject *coding = json_object_new ();

  kin_cda_set (coding, "system", "http://loinc.org");
  kin_cda_set (coding, "code", BOTH);
  kin_cda_append (concept, "coding", coding);
  kin_cda_set (concept, "text", "Blood pressure");

  return concept;
}

/**
 * kin_cda_join_pressures:
 * @members: (element-type KinCdaEntry): what was measured together
 *
 * Makes one measurement of the two numbers of a blood pressure, where there is no doubt which two
 * belong together.
 */
void
kin_cda_join_pressures (KinCda    *self,
                        GPtrArray *members)
{
  g_autoptr (GPtrArray) all = g_ptr_array_copy (members, NULL, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      KinCdaEntry *upper = g_ptr_array_index (all, i);
      KinCdaEntry *lower;

      if (!g_ptr_array_find (members, upper, NULL) || !has_code (upper, UPPER) ||
          find_only (members, upper, UPPER) != upper ||
          (lower = find_only (members, upper, LOWER)) == NULL)
        continue;

      kin_cda_append (upper->body, "component", take_number (upper));
      kin_cda_append (upper->body, "component", take_number (lower));
      kin_cda_put (upper->body, "code", make_name ());
      g_ptr_array_remove (members, lower);
      g_ptr_array_remove (self->entries, lower);
    }
}
