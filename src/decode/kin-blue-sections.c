/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-blue-sections"

#include "config.h"

#include <string.h>

#include "kin-blue-report.h"

/* The things in a report that can mean one thing only, one section after the other. */

#define VA_TITLE "MY HEALTHEVET PERSONAL INFORMATION REPORT"

/**
 * kin_blue_add:
 * @type: of the resource
 * @what: kind of thing
 * @one: what tells it from others of that kind
 * @other: (nullable): the same
 *
 * Returns: (transfer none): an entry, still empty, that a newer report of the same thing replaces
 */
KinCdaEntry *
kin_blue_add (KinBlueReport *self,
              const char    *type,
              const char    *what,
              const char    *one,
              const char    *other)
{
  KinCdaEntry *entry = kin_cda_add (&self->cda, type, NULL);

  entry->key = g_strjoin ("|", self->maker, what, one, other != NULL ? other : "", NULL);

  return entry;
}

static void
set_words (JsonObject *object,
           const char *name,
           const char *words)
{
  kin_cda_put (object, name, kin_cda_text_new ("text", g_strdup (words)));
}

/**
 * kin_blue_append_note:
 * @name: of a field
 *
 * Notes its words as they stand in the file, name and all, if there are any.
 */
void
kin_blue_append_note (JsonObject    *body,
                      KinBlueRecord *record,
                      const char    *name)
{
  const char *words = kin_blue_get (record, name);

  if (words != NULL)
    kin_cda_append (body, "note", kin_cda_text_new ("text", g_strjoin (": ", name, words, NULL)));
}

static void
append_notes (JsonObject         *body,
              KinBlueRecord      *record,
              const char * const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    kin_blue_append_note (body, record, names[i]);
}

/* The first of two names that has words. */
static const char *
get_either (KinBlueRecord *record,
            const char    *one,
            const char    *other)
{
  const char *words = kin_blue_get (record, one);

  return words != NULL ? words : kin_blue_get (record, other);
}

static const char *
find_word (const char * const (*words)[2],
           gsize               n_words,
           const char         *word)
{
  for (gsize i = 0; word != NULL && i < n_words; i++)
    if (g_ascii_strcasecmp (words[i][0], word) == 0)
      return words[i][1];

  return NULL;
}

/* Medicines */

/* https://hl7.org/fhir/R4/valueset-medication-statement-status.html; that a prescription has
 * expired, or is being filled, says nothing about whether the medicine is taken. */
static const char *
get_va_status (KinBlueRecord *record)
{
  static const char * const states[][2] = {
    { "Active", "active" }, { "Discontinued", "stopped" }, { "Hold", "on-hold" },
  };
  const char *state = find_word (states, G_N_ELEMENTS (states), kin_blue_get (record, "Status"));

  return state != NULL ? state : "unknown";
}

static const char * const va_medicine_keys[] = {
  "Medication", "Instructions", "Status", "Refills Remaining", "Last Filled On",
  "Initially Ordered On", "Quantity", "Days Supply", "Pharmacy", "Prescription Number", NULL,
};

static void
read_va_medicine (KinBlueReport *self,
                  KinBlueRecord *record)
{
  static const char * const notes[] = {
    "Status", "Refills Remaining", "Last Filled On", "Quantity", "Days Supply", "Pharmacy",
    "Prescription Number", NULL,
  };
  const char *name = kin_blue_get (record, "Medication");
  const char *number = kin_blue_get (record, "Prescription Number");
  const char *ordered = kin_blue_get (record, "Initially Ordered On");
  char *start = kin_blue_dup_date (ordered);
  JsonObject *body = kin_blue_add (self, "MedicationStatement", "prescription",
                                   number != NULL ? number : name,
                                   number != NULL ? NULL : ordered)->body;

  kin_cda_set (body, "status", get_va_status (record));
  set_words (body, "medicationCodeableConcept", name);
  kin_cda_put (body, "effectivePeriod", kin_cda_text_new ("start", start));
  kin_cda_append (body, "dosage",
                  kin_cda_text_new ("text", g_strdup (kin_blue_get (record, "Instructions"))));
  append_notes (body, record, notes);
}

/* The category is told apart, but not taken over: it stands before the name, so that it may go with
 * the medicine above. */
static const char * const own_medicine_keys[] = {
  "Category", "Drug Name", "Prescription Number", "Strength", "Dose", "Frequency", "Start Date",
  "Stop Date", "Pharmacy Name", "Pharmacy Phone", "Reason for taking", "Comments", "Supply",
  "Orig Drug Entry", NULL,
};

static char *
join_words (KinBlueRecord      *record,
            const char * const *names)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    if (kin_blue_get (record, names[i]) != NULL)
      g_ptr_array_add (words, (gpointer) kin_blue_get (record, names[i]));
  g_ptr_array_add (words, NULL);

  return words->len > 1 ? g_strjoinv (", ", (char **) words->pdata) : NULL;
}

/* Nobody says whether it is still taken, but by the day on which it ends: days in FHIR are in the
 * order of their letters. */
static gboolean
is_over (KinBlueReport *self,
         const char    *stop)
{
  const char *moment = self->cda.moment;

  return stop != NULL && moment != NULL && strncmp (stop, moment, strlen ("2012-09-24")) <= 0;
}

static void
read_own_medicine (KinBlueReport *self,
                   KinBlueRecord *record)
{
  static const char * const doses[] = { "Dose", "Frequency", "Supply", NULL };
  static const char * const notes[] = { "Comments", "Pharmacy Name", NULL };
  const char *name = kin_blue_get (record, "Drug Name");
  const char *strength = kin_blue_get (record, "Strength");
  char *start = kin_blue_dup_date (kin_blue_get (record, "Start Date"));
  char *stop = kin_blue_dup_date (kin_blue_get (record, "Stop Date"));
  g_autofree char *full = strength != NULL ? g_strjoin (" ", name, strength, NULL)
                                           : g_strdup (name);
  JsonObject *body = kin_blue_add (self, "MedicationStatement", "own medicine", full,
                                   kin_blue_get (record, "Start Date"))->body;
  JsonObject *period = kin_cda_text_new ("start", start);

  kin_cda_set (body, "status", is_over (self, stop) ? "completed" : "unknown");
  set_words (body, "medicationCodeableConcept", full);
  if (period == NULL)
    period = kin_cda_text_new ("end", stop);
  else
    kin_cda_take (period, "end", stop);
  kin_cda_put (body, "effectivePeriod", period);
  kin_cda_append (body, "dosage", kin_cda_text_new ("text", join_words (record, doses)));
  kin_cda_append (body, "reasonCode",
                  kin_cda_text_new ("text",
                                    g_strdup (kin_blue_get (record, "Reason for taking"))));
  append_notes (body, record, notes);
}

/* Allergies */

static const char * const allergy_keys[] = {
  "Allergy Name", "Location", "Date Entered", "Date", "First Episode Date", "Last Episode Date",
  "Reaction", "Allergy Type", "Type", "VA Drug Class", "Drug Class", "Observed/Historical",
  "Severity", "Diagnosed", "Treatment", "Comments", NULL,
};

static void
append_reaction (JsonObject    *body,
                 KinBlueRecord *record)
{
  static const char * const severities[][2] = {
    { "Mild", "mild" }, { "Moderate", "moderate" }, { "Severe", "severe" },
  };
  JsonObject *manifestation = kin_cda_text_new ("text",
                                                g_strdup (kin_blue_get (record, "Reaction")));
  JsonObject *reaction;

  if (manifestation == NULL)
    return;

  reaction = json_object_new ();
  kin_cda_append (reaction, "manifestation", manifestation);
  kin_cda_set (reaction, "severity", find_word (severities, G_N_ELEMENTS (severities),
                                                kin_blue_get (record, "Severity")));
  kin_cda_append (body, "reaction", reaction);
}

static void
read_allergy (KinBlueReport *self,
              KinBlueRecord *record)
{
  static const char * const kinds[][2] = {
    { "DRUG", "medication" }, { "Drugs", "medication" }, { "FOOD", "food" },
  };
  static const char * const notes[] = {
    "Observed/Historical", "Severity", "Diagnosed", "Treatment", "Comments", "Location", NULL,
  };
  const char *name = kin_blue_get (record, "Allergy Name");
  const char *entered = kin_blue_get (record, "Date Entered");
  const char *first = get_either (record, "First Episode Date", "Date");
  const char *kind = find_word (kinds, G_N_ELEMENTS (kinds),
                                get_either (record, "Allergy Type", "Type"));
  JsonObject *body = kin_blue_add (self, "AllergyIntolerance", record->section, name,
                                   entered != NULL ? entered : first)->body;

  if (kind != NULL)
    {
      json_object_set_array_member (body, "category", json_array_new ());
      json_array_add_string_element (json_object_get_array_member (body, "category"), kind);
    }
  set_words (body, "code", name);
  kin_cda_take (body, "recordedDate", kin_blue_dup_date (entered));
  kin_cda_take (body, "onsetDateTime", kin_blue_dup_date (first));
  append_reaction (body, record);
  append_notes (body, record, notes);
}

/* Vaccines */

static const char * const vaccine_keys[] = {
  "Immunization", "Immunization Name", "Other", "Method", "Date Received", "Date Administered",
  "Location", "Reaction", "Reactions", "Were you vaccinated in the US", "Booster 1 Date",
  "Booster 2 Date", "Booster 3 Date", "Comments", NULL,
};

static void
read_vaccine (KinBlueReport *self,
              KinBlueRecord *record)
{
  static const char * const notes[] = {
    "Other", "Method", "Location", "Reaction", "Reactions", "Booster 1 Date", "Booster 2 Date",
    "Booster 3 Date", "Comments", NULL,
  };
  const char *name = get_either (record, "Immunization", "Immunization Name");
  const char *when = get_either (record, "Date Received", "Date Administered");
  char *day = kin_blue_dup_date (when);
  JsonObject *body;

  /* A plan, or a heading: nobody says that it was given. */
  if (when == NULL)
    return;

  body = kin_blue_add (self, "Immunization", record->section, name, when)->body;
  kin_cda_set (body, "status", "completed");
  set_words (body, "vaccineCode", name);
  kin_cda_set (body, day != NULL ? "occurrenceDateTime" : "occurrenceString",
               day != NULL ? day : when);
  g_free (day);
  append_notes (body, record, notes);
}

/* Conditions */

static const char * const condition_keys[] = {
  "Condition Name", "Medical Condition Start Date", "Medical Condition End Date", "Comments", NULL,
};

static void
read_condition (KinBlueReport *self,
                KinBlueRecord *record)
{
  const char *name = kin_blue_get (record, "Condition Name");
  const char *start = kin_blue_get (record, "Medical Condition Start Date");
  JsonObject *body = kin_blue_add (self, "Condition", "own condition", name, start)->body;

  set_words (body, "code", name);
  kin_cda_take (body, "onsetDateTime", kin_blue_dup_date (start));
  kin_cda_take (body, "abatementDateTime",
                kin_blue_dup_date (kin_blue_get (record, "Medical Condition End Date")));
  kin_blue_append_note (body, record, "Comments");
}

/* What insurance paid */

static const char * const claim_keys[] = {
  "Claim Number", "Provider", "Provider Billing Address", "Service Start Date", "Service End Date",
  "Amount Charged", "Medicare Approved", "Provider Paid", "You May be Billed", "Claim Type",
  "Diagnosis Code 1", "Diagnosis Code 2", "Diagnosis Code 3", "Diagnosis Code 4",
  "Diagnosis Code 5", "Diagnosis Code 6", "Diagnosis Code 7", "Diagnosis Code 8", NULL,
};

static void
append_total (JsonObject    *body,
              KinBlueRecord *record,
              const char    *name)
{
  g_autofree char *number = kin_blue_dup_amount (kin_blue_get (record, name));
  JsonObject *total, *amount;

  if (number == NULL)
    return;

  total = json_object_new ();
  amount = json_object_new ();
  set_words (total, "category", name);
  kin_cda_set_number (amount, "value", number);
  kin_cda_set (amount, "currency", "USD");
  kin_cda_put (total, "amount", amount);
  kin_cda_append (body, "total", total);
}

static void
append_remarks (JsonObject    *body,
                KinBlueRecord *record)
{
  for (guint i = 0; claim_keys[i] != NULL; i++)
    {
      const char *words = kin_blue_get (record, claim_keys[i]);

      if (words != NULL && g_str_has_prefix (claim_keys[i], "Diagnosis Code"))
        kin_cda_append (body, "processNote",
                        kin_cda_text_new ("text", g_strjoin (": ", claim_keys[i], words, NULL)));
    }
}

static void
read_claim (KinBlueReport *self,
            KinBlueRecord *record)
{
  static const char * const amounts[] = {
    "Amount Charged", "Medicare Approved", "Provider Paid", "You May be Billed",
  };
  const char *number = kin_blue_get (record, "Claim Number");
  char *start = kin_blue_dup_date (kin_blue_get (record, "Service Start Date"));
  char *end = kin_blue_dup_date (kin_blue_get (record, "Service End Date"));
  JsonObject *body = kin_blue_add (self, "ExplanationOfBenefit", "claim", number, NULL)->body;
  JsonObject *period = kin_cda_text_new ("start", start);

  kin_cda_set (body, "status", "active");
  kin_cda_set (body, "use", "claim");
  kin_cda_append (body, "identifier", kin_cda_text_new ("value", g_strdup (number)));
  set_words (body, "type", kin_blue_get (record, "Claim Type"));
  if (period == NULL)
    period = kin_cda_text_new ("end", end);
  else
    kin_cda_take (period, "end", end);
  kin_cda_put (body, "billablePeriod", period);
  kin_cda_put (body, "provider",
               kin_cda_text_new ("display", g_strdup (kin_blue_get (record, "Provider"))));
  kin_cda_put (body, "insurer", kin_cda_text_new ("display", g_strdup ("Medicare")));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    append_total (body, record, amounts[i]);
  append_remarks (body, record);
}

/* Sections */

static const char * const person_keys[] = { "Name", "Date of Birth", NULL };

/* Below @heading, each thing has the first field, or the second one, in its name. */
static const struct
{
  const char         *heading;
  const char * const *keys;
  const char         *name;
  const char         *other_name;
  void              (*read) (KinBlueReport *self,
                             KinBlueRecord *record);
} sections[] = {
  { "VA MEDICATION HISTORY", va_medicine_keys, "Medication", "", read_va_medicine },
  { "SELF REPORTED MEDICATIONS AND SUPPLEMENTS", own_medicine_keys, "Drug Name", "",
    read_own_medicine },
  { "DRUGS", own_medicine_keys, "Drug Name", "", read_own_medicine },
  { "VA ALLERGIES", allergy_keys, "Allergy Name", "", read_allergy },
  { "SELF REPORTED ALLERGIES", allergy_keys, "Allergy Name", "", read_allergy },
  { "VA IMMUNIZATIONS", vaccine_keys, "Immunization", "", read_vaccine },
  { "SELF REPORTED IMMUNIZATIONS", vaccine_keys, "Immunization", "Immunization Name",
    read_vaccine },
  { "SELF REPORTED MEDICAL CONDITIONS", condition_keys, "Condition Name", "", read_condition },
  { "VA LABORATORY RESULTS", kin_blue_result_keys, "Lab Test", "Test Name",
    kin_blue_read_result },
  { "CLAIM SUMMARY", claim_keys, "Claim Number", "", read_claim },
};

/**
 * kin_blue_is_about_person:
 *
 * Returns: whether what stands below this heading says whose report it is
 */
gboolean
kin_blue_is_about_person (const char *section)
{
  return g_str_equal (section, VA_TITLE) || g_str_equal (section, "DEMOGRAPHIC");
}

/**
 * kin_blue_find_keys:
 *
 * A #KinBlueKeysFunc. The lines of a claim stand below a heading of their own, and the next claim
 * below that.
 */
const char * const *
kin_blue_find_keys (const char *section)
{
  if (kin_blue_is_about_person (section))
    return person_keys;
  if (g_str_has_prefix (section, "CLAIM LINES FOR CLAIM NUMBER"))
    return claim_keys;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].heading, section))
      return sections[i].keys;

  return NULL;
}

/**
 * kin_blue_read_record:
 *
 * Adds an entry for what @record says, if that can mean one thing only.
 */
void
kin_blue_read_record (KinBlueReport *self,
                      KinBlueRecord *record)
{
  const char *section = g_str_has_prefix (record->section, "CLAIM LINES") ? "CLAIM SUMMARY"
                                                                          : record->section;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (sections[i].heading, section) &&
        get_either (record, sections[i].name, sections[i].other_name) != NULL)
      sections[i].read (self, record);
}
