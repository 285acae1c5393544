/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-absence"

#include "config.h"

#include "kin-cda-statement.h"

/* That there is nothing of a kind at all, such as no allergy, is said in codes as well as in words:
 * https://hl7.org/fhir/uv/ips/ names those of SNOMED CT. */

#define SNOMED "http://snomed.info/sct"

static const struct
{
  const char *code;
  const char *display;
} absences[] = {
  [KIN_CDA_NO_ALLERGY] = { "716186003", "No known allergy" },
  [KIN_CDA_NO_DRUG_ALLERGY] = { "409137002", "No known drug allergy" },
  [KIN_CDA_NO_FOOD_ALLERGY] = { "429625007", "No known food allergy" },
  [KIN_CDA_NO_PROBLEM] = { "160245001", "No current problems or disability" },
  [KIN_CDA_NO_MEDICINE] = { "787481004", "No known medications" },
};

/**
 * kin_cda_absence:
 * @words: (transfer full) (nullable): how the document says so
 *
 * Returns: (transfer full): that there is nothing of the kind
 */
JsonObject *
kin_cda_absence (KinCdaAbsence  absence,
                 char          *words)
{
  JsonObject *concept = json_object_new ();
  JsonObject *coding = json_object_new ();

  kin_cda_set (coding, "system", SNOMED);
  kin_cda_set (coding, "code", absences[absence].code);
  kin_cda_set (coding, "display", absences[absence].display);
  kin_cda_append (concept, "coding", coding);
  kin_cda_take (concept, "text", words != NULL ? words : g_strdup (absences[absence].display));

  return concept;
}

static gboolean
is_absence (const char *code)
{
  for (guint i = KIN_CDA_SOMETHING + 1; i < G_N_ELEMENTS (absences); i++)
    if (g_strcmp0 (code, absences[i].code) == 0)
      return TRUE;

  return FALSE;
}

/**
 * kin_cda_is_absence:
 * @concept: a CodeableConcept
 *
 * Returns: whether one of its codes says that there is nothing of a kind
 */
gboolean
kin_cda_is_absence (JsonObject *concept)
{
  JsonArray *codings = json_object_has_member (concept, "coding")
                       ? json_object_get_array_member (concept, "coding") : NULL;

  for (guint i = 0; codings != NULL && i < json_array_get_length (codings); i++)
    if (is_absence (json_object_get_string_member_with_default (
                      json_array_get_object_element (codings, i), "code", NULL)))
      return TRUE;

  return FALSE;
}
