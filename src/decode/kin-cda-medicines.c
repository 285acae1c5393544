/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-medicines"

#include "config.h"

#include "kin-cda-statement.h"

/* Medicines and vaccines: both are given to the person. */

#define HOW_TO_TAKE_IT "76662-6"

/* The section of all that somebody takes now. */
#define MEDICINE_LIST "10160-0"

static xmlNode *
get_product (xmlNode *administration)
{
  return kin_cda_tree_get (administration, "consumable/manufacturedProduct");
}

static JsonObject *
find_product (KinCda  *self,
              xmlNode *administration)
{
  xmlNode *material = kin_cda_tree_get (get_product (administration), "manufacturedMaterial");
  JsonObject *concept = kin_cda_thing (self, material);

  return kin_cda_choose_name (self, administration, concept);
}

static gboolean
is_in_mood (xmlNode            *statement,
            const char * const *moods)
{
  g_autofree char *mood = kin_cda_tree_dup (statement, "moodCode");

  return mood != NULL && g_strv_contains (moods, mood);
}

/* Medicines */

/* https://hl7.org/fhir/R4/valueset-medication-statement-status.html: what was taken at a time says
 * nothing of now, but that it ended does. */
static const char *
get_medicine_status (xmlNode *administration,
                     xmlNode *section)
{
  static const char * const states[][2] = {
    { "active", "active" }, { "completed", "completed" }, { "aborted", "stopped" },
    { "suspended", "on-hold" }, { "held", "on-hold" }, { "nullified", "entered-in-error" },
  };
  const char *standing = kin_cda_get_standing (administration);
  const char *status = kin_cda_find_status (administration, states, G_N_ELEMENTS (states));

  if (g_strcmp0 (status, "entered-in-error") != 0 && standing != NULL)
    status = g_str_equal (standing, "active") ? "active" : "completed";
  if (g_strcmp0 (status, "active") == 0 && kin_cda_is_earlier (section))
    status = NULL;

  return status != NULL ? status : "unknown";
}

/* The interval of years stands beside how often a day. */
static xmlNode *
find_time (xmlNode  *administration,
           gboolean  repeats)
{
  KIN_CDA_FOR_EACH (time, administration, "effectiveTime")
    {
      g_autofree char *type = kin_cda_tree_dup_type (time);
      gboolean is_often = g_strcmp0 (type, "PIVL_TS") == 0 || g_strcmp0 (type, "EIVL_TS") == 0;

      if (is_often == repeats)
        return time;
    }

  return NULL;
}

/* How often: https://hl7.org/fhir/R4/datatypes.html#Timing */
static JsonObject *
make_timing (xmlNode *administration)
{
  static const char * const units = "s min h d wk mo a";
  xmlNode *period = kin_cda_tree_get (find_time (administration, TRUE), "period");
  g_autofree char *number = kin_cda_dup_number (period);
  g_autofree char *unit = kin_cda_tree_dup (period, "unit");
  g_auto (GStrv) known = g_strsplit (units, " ", -1);
  JsonObject *timing;
  JsonObject *repeat;

  if (number == NULL || unit == NULL || !g_strv_contains ((const char * const *) known, unit))
    return NULL;

  timing = json_object_new ();
  repeat = json_object_new ();
  kin_cda_set_number (repeat, "frequency", "1");
  kin_cda_set_number (repeat, "period", number);
  kin_cda_set (repeat, "periodUnit", unit);
  kin_cda_put (timing, "repeat", repeat);

  return timing;
}

static char *
dup_instructions (KinCda  *self,
                  xmlNode *administration)
{
  xmlNode *words = kin_cda_find_related (administration, NULL, "substanceAdministration",
                                         HOW_TO_TAKE_IT);

  return kin_cda_dup_reference (self, kin_cda_tree_get (words, "text"));
}

static JsonObject *
make_dosage (KinCda  *self,
             xmlNode *administration)
{
  JsonObject *dosage = json_object_new ();
  JsonObject *dose = json_object_new ();
  xmlNode *when = kin_cda_tree_get (administration, "precondition/criterion/value");

  kin_cda_take (dosage, "text", dup_instructions (self, administration));
  kin_cda_put (dosage, "timing", make_timing (administration));
  if (!kin_cda_tree_is_null (when))
    kin_cda_put (dosage, "asNeededCodeableConcept", kin_cda_concept (self, when));
  kin_cda_put (dosage, "route",
               kin_cda_concept (self, kin_cda_tree_get (administration, "routeCode")));
  kin_cda_set_dose (dose, "dose", kin_cda_tree_get (administration, "doseQuantity"));
  kin_cda_set_dose (dose, "rate", kin_cda_tree_get (administration, "rateQuantity"));
  if (json_object_get_size (dose) > 0)
    kin_cda_append (dosage, "doseAndRate", dose);
  else
    json_object_unref (dose);
  if (json_object_get_size (dosage) == 0)
    g_clear_pointer (&dosage, json_object_unref);

  return dosage;
}

static void
fill_medicine (KinCda     *self,
               JsonObject *medicine,
               xmlNode    *administration,
               xmlNode    *section)
{
  kin_cda_set (medicine, "status", get_medicine_status (administration, section));
  kin_cda_put (medicine, "effectivePeriod",
               kin_cda_period (find_time (administration, FALSE)));
  kin_cda_set_recorded (medicine, "dateAsserted", administration);
  kin_cda_append (medicine, "dosage", make_dosage (self, administration));
  kin_cda_append_reasons (self, medicine, administration);
  kin_cda_append_notes (self, medicine, administration);
}

/* Where no medicine is named, all are denied: those of now, or those that a stay was about. */
static JsonObject *
find_denial (KinCda  *self,
             xmlNode *administration,
             xmlNode *section)
{
  xmlNode *material = kin_cda_tree_get (get_product (administration), "manufacturedMaterial");
  char *words = kin_cda_dup_denial (self, administration, section);
  g_autoptr (JsonObject) product = kin_cda_thing (self, material);

  if (product != NULL || kin_cda_tree_get (material, "code") == NULL ||
      !kin_cda_is_section (section, MEDICINE_LIST) ||
      (words == NULL && kin_cda_has_own_words (self, administration)))
    return kin_cda_text_new ("text", words);

  return kin_cda_absence (KIN_CDA_NO_MEDICINE, words);
}

static void
add_medicine (KinCda  *self,
              xmlNode *administration,
              xmlNode *section)
{
  static const char * const moods[] = { "EVN", "INT", "RQO", NULL };
  gboolean denied = kin_cda_is_denied (administration);
  JsonObject *concept;
  KinCdaEntry *medicine;

  if (!is_in_mood (administration, moods))
    return;

  concept = denied ? find_denial (self, administration, section)
                   : find_product (self, administration);
  if (concept == NULL)
    return;

  medicine = kin_cda_add (self, "MedicationStatement", administration);
  kin_cda_put (medicine->body, "medicationCodeableConcept", concept);
  if (denied || kin_cda_says_no (concept))
    kin_cda_set (medicine->body, "status", "unknown");
  else
    fill_medicine (self, medicine->body, administration, section);
}

/* By itself, or in an act that says when in a stay it was. */
void
kin_cda_read_medicine (KinCda  *self,
                       xmlNode *entry,
                       xmlNode *section)
{
  xmlNode *act = kin_cda_tree_get (entry, "act");

  add_medicine (self, kin_cda_tree_get (entry, "substanceAdministration"), section);
  if (act == NULL || kin_cda_is_denied (act))
    return;
  KIN_CDA_FOR_EACH_RELATED (administration, act, "SUBJ", "substanceAdministration")
    add_medicine (self, administration, section);
}

/* Vaccines */

/* Returns: (nullable): what is known to have been, or not to have been; else it is left out */
static const char *
get_vaccine_status (xmlNode *administration)
{
  g_autofree char *status = kin_cda_dup_status (administration);

  if (g_strcmp0 (status, "nullified") == 0)
    return "entered-in-error";
  if (kin_cda_is_denied (administration) || g_strcmp0 (status, "cancelled") == 0 ||
      g_strcmp0 (status, "aborted") == 0)
    return "not-done";

  return g_strcmp0 (status, "completed") == 0 ? "completed" : NULL;
}

static JsonObject *
find_refusal (KinCda  *self,
              xmlNode *administration)
{
  xmlNode *reason = kin_cda_find_related (administration, "RSON", "observation", NULL);

  return kin_cda_concept (self, kin_cda_tree_get (reason, "code"));
}

static void
set_dose_number (JsonObject *vaccine,
                 xmlNode    *administration)
{
  g_autofree char *number = kin_cda_dup_number (kin_cda_tree_get (administration,
                                                                  "repeatNumber"));
  JsonObject *protocol;

  if (number == NULL || *number < '1' || *number > '9')
    return;

  protocol = json_object_new ();
  kin_cda_set_number (protocol, "doseNumberPositiveInt", number);
  kin_cda_append (vaccine, "protocolApplied", protocol);
}

static void
fill_vaccine (KinCda     *self,
              JsonObject *vaccine,
              xmlNode    *administration)
{
  xmlNode *product = get_product (administration);
  xmlNode *maker = kin_cda_tree_get (product, "manufacturerOrganization/name");
  JsonObject *performer = kin_cda_who (administration, "performer");

  kin_cda_take (vaccine, "occurrenceDateTime",
                kin_cda_dup_start (kin_cda_tree_get (administration, "effectiveTime")));
  kin_cda_take (vaccine, "lotNumber",
                kin_cda_tree_dup_text (kin_cda_tree_get (product, "manufacturedMaterial/"
                                                                  "lotNumberText"),
                                       KIN_CDA_LONGEST_NAME));
  kin_cda_put (vaccine, "manufacturer",
               kin_cda_text_new ("display", kin_cda_tree_dup_text (maker,
                                                                   KIN_CDA_LONGEST_NAME)));
  kin_cda_put (vaccine, "route",
               kin_cda_concept (self, kin_cda_tree_get (administration, "routeCode")));
  kin_cda_put (vaccine, "site",
               kin_cda_concept (self, kin_cda_tree_get (administration, "approachSiteCode")));
  kin_cda_put (vaccine, "doseQuantity",
               kin_cda_quantity (kin_cda_tree_get (administration, "doseQuantity")));
  if (performer != NULL)
    {
      JsonObject *actor = json_object_new ();

      kin_cda_put (actor, "actor", performer);
      kin_cda_append (vaccine, "performer", actor);
    }
  set_dose_number (vaccine, administration);
  kin_cda_append_notes (self, vaccine, administration);
}

/* What is only planned has not been given. */
void
kin_cda_read_vaccine (KinCda  *self,
                      xmlNode *entry,
                      xmlNode *section)
{
  static const char * const moods[] = { "EVN", NULL };
  xmlNode *administration = kin_cda_tree_get (entry, "substanceAdministration");
  xmlNode *code = kin_cda_tree_get (get_product (administration), "manufacturedMaterial/code");
  const char *status = get_vaccine_status (administration);
  JsonObject *concept;
  KinCdaEntry *vaccine;

  if (!is_in_mood (administration, moods) || status == NULL ||
      kin_cda_denies_nothing (administration, code))
    return;

  concept = find_product (self, administration);
  if (concept == NULL)
    return;

  vaccine = kin_cda_add (self, "Immunization", administration);
  kin_cda_put (vaccine->body, "vaccineCode", concept);
  kin_cda_set (vaccine->body, "status", status);
  if (g_str_equal (status, "not-done"))
    kin_cda_put (vaccine->body, "statusReason", find_refusal (self, administration));
  fill_vaccine (self, vaccine->body, administration);
}
