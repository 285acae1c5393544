/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-concerns"

#include "config.h"

#include "kin-cda-statement.h"

/* Problems and allergies: a concern, and in it what the person has. */

#define ALLERGY "AllergyIntolerance"
#define PROBLEM "Condition"

/* The section of all that somebody has now. */
#define PROBLEM_LIST "11450-4"

#define SEVERITY "SEV"
#define CRITICALITY "82606-5"

/* What stands beside a problem or an allergy, and is none: how severe, how it stands, how the
 * person is, and at what age. */
static const char * const remarks[][2] = {
  { SEVERITY, "" }, { CRITICALITY, "" }, { "33999-4", "" }, { "11323-3", "" },
  { "445518008", "" }, { "397659008", "" }, { "263490005", "" },
};

static const char *
find_code (xmlNode            *value,
           const char * const (*rows)[2],
           guint               n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    if (kin_cda_tree_has (value, "code", rows[i][0]))
      return rows[i][1];

  return NULL;
}

static gboolean
is_remark (xmlNode *observation)
{
  return find_code (kin_cda_tree_get (observation, "code"), remarks, G_N_ELEMENTS (remarks)) !=
         NULL;
}

/* An end that nobody knows: some write it of what is over, others of what goes on. */
static gboolean
may_be_over (xmlNode *observation)
{
  return kin_cda_tree_has (kin_cda_tree_get (observation, "effectiveTime/high"), "nullFlavor",
                           "UNK");
}

/* What the document says itself; an end says that it is over. A concern goes on in a section of
 * what was before, too. */
static const char *
get_standing (xmlNode *concern,
              xmlNode *observation,
              xmlNode *section)
{
  const char *standing = kin_cda_get_standing (observation);
  g_autofree char *end = kin_cda_dup_end (kin_cda_tree_get (observation, "effectiveTime"));
  g_autofree char *status = kin_cda_dup_status (concern);

  if (standing == NULL)
    standing = kin_cda_get_standing (concern);
  if (standing == NULL && end != NULL)
    standing = "resolved";
  if (standing == NULL && g_strcmp0 (status, "active") == 0 && !may_be_over (observation) &&
      !kin_cda_is_earlier (section))
    standing = "active";

  return standing;
}

static gboolean
is_withdrawn (xmlNode *concern,
              xmlNode *observation)
{
  g_autofree char *outer = kin_cda_dup_status (concern);
  g_autofree char *inner = kin_cda_dup_status (observation);

  return g_strcmp0 (outer, "nullified") == 0 || g_strcmp0 (inner, "nullified") == 0;
}

static void
set_standing (JsonObject *object,
              const char *system,
              const char *verification,
              xmlNode    *concern,
              xmlNode    *observation,
              xmlNode    *section)
{
  const char *standing = get_standing (concern, observation, section);

  if (is_withdrawn (concern, observation))
    kin_cda_put (object, "verificationStatus", kin_cda_code (verification, "entered-in-error"));
  else if (standing != NULL && !kin_cda_says_no (json_object_get_object_member (object, "code")))
    kin_cda_put (object, "clinicalStatus", kin_cda_code (system, standing));
}

/* What is denied as a whole kind, where nothing of that kind is named. */
static const struct
{
  const char    *denied;
  const char    *type;
  KinCdaAbsence  absence;
} kinds[] = {
  { "419199007", ALLERGY, KIN_CDA_NO_ALLERGY },
  { "420134006", ALLERGY, KIN_CDA_NO_ALLERGY },
  { "418038007", ALLERGY, KIN_CDA_NO_ALLERGY },
  { "416098002", ALLERGY, KIN_CDA_NO_DRUG_ALLERGY },
  { "419511003", ALLERGY, KIN_CDA_NO_DRUG_ALLERGY },
  { "414285001", ALLERGY, KIN_CDA_NO_FOOD_ALLERGY },
  { "418471000", ALLERGY, KIN_CDA_NO_FOOD_ALLERGY },
  { "55607006", PROBLEM, KIN_CDA_NO_PROBLEM },
  { "64572001", PROBLEM, KIN_CDA_NO_PROBLEM },
};

static JsonObject *find_substance (KinCda *self, xmlNode *observation);

/* That there was no problem before, or in a stay, says nothing of now. */
static KinCdaAbsence
find_absence (KinCda     *self,
              const char *type,
              xmlNode    *observation,
              xmlNode    *section)
{
  xmlNode *value = kin_cda_tree_get (observation, "value");
  g_autoptr (JsonObject) substance = find_substance (self, observation);

  if (g_str_equal (type, PROBLEM) && !kin_cda_is_section (section, PROBLEM_LIST))
    return KIN_CDA_SOMETHING;

  for (guint i = 0; substance == NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].type) && kin_cda_tree_has (value, "code", kinds[i].denied))
      return kinds[i].absence;

  return KIN_CDA_SOMETHING;
}

/* Returns: (nullable): how the document says that it is not so */
static JsonObject *
find_denial (KinCda     *self,
             const char *type,
             xmlNode    *observation,
             xmlNode    *section)
{
  KinCdaAbsence absence = find_absence (self, type, observation, section);
  char *words = kin_cda_dup_denial (self, observation, section);

  /* Words that do not deny may name what is denied. */
  if (absence == KIN_CDA_SOMETHING || (words == NULL && kin_cda_has_own_words (self, observation)))
    return kin_cda_text_new ("text", words);

  return kin_cda_absence (absence, words);
}

/* Takes @concept over. Returns: (nullable): a new entry about it, when there are words for it. */
static KinCdaEntry *
add_concern (KinCda     *self,
             const char *type,
             xmlNode    *observation,
             xmlNode    *section,
             JsonObject *concept)
{
  KinCdaEntry *entry;

  if (is_remark (observation) || kin_cda_tree_is_null (observation))
    g_clear_pointer (&concept, json_object_unref);
  else if (kin_cda_is_denied (observation))
    {
      g_clear_pointer (&concept, json_object_unref);
      concept = find_denial (self, type, observation, section);
    }
  if (concept == NULL)
    return NULL;

  entry = kin_cda_add (self, type, observation);
  kin_cda_put (entry->body, "code", concept);

  return entry;
}

typedef void (*AddFunc) (KinCda  *self,
                         xmlNode *concern,
                         xmlNode *observation,
                         xmlNode *section);

/* An act that is denied denies what is in it. */
static void
read_concern (KinCda  *self,
              xmlNode *entry,
              xmlNode *section,
              AddFunc  add)
{
  xmlNode *act = kin_cda_tree_get (entry, "act");

  if (act != NULL && kin_cda_is_denied (act))
    return;

  KIN_CDA_FOR_EACH_RELATED (observation, act, "SUBJ", "observation")
    add (self, act, observation, section);
  KIN_CDA_FOR_EACH (observation, entry, "observation")
    add (self, NULL, observation, section);
}

/* Allergies */

static const char * const severities[][2] = {
  { "255604002", "mild" }, { "6736007", "moderate" }, { "24484000", "severe" },
};
static const char * const criticalities[][2] = {
  { "CRITL", "low" }, { "CRITH", "high" }, { "CRITU", "unable-to-assess" },
};
static const char * const allergy_types[][2] = {
  { "419199007", "allergy" }, { "416098002", "allergy" }, { "414285001", "allergy" },
  { "59037007", "intolerance" }, { "235719002", "intolerance" },
};

/* Kinds that are neither an allergy nor an intolerance by name. */
static const char * const propensities[][2] = {
  { "420134006", "" }, { "419511003", "" }, { "418471000", "" }, { "418038007", "" },
};

static const char *
get_severity (xmlNode *observation)
{
  xmlNode *severity = kin_cda_find_related (observation, NULL, "observation", SEVERITY);

  return find_code (kin_cda_tree_get (severity, "value"), severities, G_N_ELEMENTS (severities));
}

static void
append_reactions (KinCda     *self,
                  JsonObject *allergy,
                  xmlNode    *observation)
{
  KIN_CDA_FOR_EACH_RELATED (reaction, observation, "MFST", "observation")
    {
      JsonObject *concept = kin_cda_is_denied (reaction) ? NULL
        : kin_cda_choose_name (self, reaction,
                               kin_cda_concept (self, kin_cda_tree_get (reaction, "value")));
      const char *severity = get_severity (reaction);
      JsonObject *object;

      if (concept == NULL)
        continue;
      object = json_object_new ();
      kin_cda_append (object, "manifestation", concept);
      kin_cda_set (object, "severity", severity != NULL ? severity : get_severity (observation));
      kin_cda_append (allergy, "reaction", object);
    }
}

/* What the person is allergic to. */
static JsonObject *
find_substance (KinCda  *self,
                xmlNode *observation)
{
  KIN_CDA_FOR_EACH (participant, observation, "participant")
    {
      xmlNode *entity = kin_cda_tree_get (participant, "participantRole/playingEntity");
      JsonObject *concept = kin_cda_thing (self, entity);

      if (concept != NULL)
        return concept;
    }

  return NULL;
}

/* “Allergy to substance” says nothing without the substance; “No known allergies” does. */
static JsonObject *
find_allergy (KinCda  *self,
              xmlNode *observation)
{
  xmlNode *value = kin_cda_tree_get (observation, "value");
  JsonObject *concept = find_substance (self, observation);

  if (concept == NULL && find_code (value, allergy_types, G_N_ELEMENTS (allergy_types)) == NULL &&
      find_code (value, propensities, G_N_ELEMENTS (propensities)) == NULL)
    concept = kin_cda_concept (self, value);

  return kin_cda_has_words (concept) ? concept : kin_cda_choose_name (self, observation, concept);
}

static void
add_allergy (KinCda  *self,
             xmlNode *concern,
             xmlNode *observation,
             xmlNode *section)
{
  KinCdaEntry *entry = add_concern (self, ALLERGY, observation, section,
                                    find_allergy (self, observation));
  xmlNode *criticality = kin_cda_find_related (observation, NULL, "observation", CRITICALITY);

  if (entry == NULL)
    return;

  set_standing (entry->body, "allergyintolerance-clinical", "allergyintolerance-verification",
                concern, observation, section);
  if (kin_cda_is_denied (observation))
    return;
  kin_cda_set (entry->body, "type", find_code (kin_cda_tree_get (observation, "value"),
                                               allergy_types, G_N_ELEMENTS (allergy_types)));
  kin_cda_set (entry->body, "criticality", find_code (kin_cda_tree_get (criticality, "value"),
                                                      criticalities,
                                                      G_N_ELEMENTS (criticalities)));
  kin_cda_take (entry->body, "onsetDateTime",
                kin_cda_dup_start (kin_cda_tree_get (observation, "effectiveTime")));
  kin_cda_set_recorded (entry->body, "recordedDate", observation);
  append_reactions (self, entry->body, observation);
  kin_cda_append_notes (self, entry->body, observation);
}

void
kin_cda_read_allergy (KinCda  *self,
                      xmlNode *entry,
                      xmlNode *section)
{
  read_concern (self, entry, section, add_allergy);
}

/* Problems */

static void
add_problem (KinCda  *self,
             xmlNode *concern,
             xmlNode *observation,
             xmlNode *section)
{
  JsonObject *concept = kin_cda_concept (self, kin_cda_tree_get (observation, "value"));
  KinCdaEntry *entry = add_concern (self, PROBLEM, observation, section,
                                    kin_cda_choose_name (self, observation, concept));
  xmlNode *time = kin_cda_tree_get (observation, "effectiveTime");

  if (entry == NULL)
    return;

  kin_cda_append (entry->body, "category", kin_cda_code ("condition-category",
                                                         "problem-list-item"));
  set_standing (entry->body, "condition-clinical", "condition-ver-status", concern, observation,
                section);
  if (kin_cda_is_denied (observation))
    return;
  kin_cda_take (entry->body, "onsetDateTime", kin_cda_dup_start (time));
  kin_cda_take (entry->body, "abatementDateTime", kin_cda_dup_end (time));
  kin_cda_set_recorded (entry->body, "recordedDate", observation);
  kin_cda_append_notes (self, entry->body, observation);
}

void
kin_cda_read_problem (KinCda  *self,
                      xmlNode *entry,
                      xmlNode *section)
{
  read_concern (self, entry, section, add_problem);
}
