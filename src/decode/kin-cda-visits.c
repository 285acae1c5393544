/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-visits"

#include "config.h"

#include "kin-cda-statement.h"

/* What was done, and where somebody was. What is only planned is neither. */

#define CLASSES "http://terminology.hl7.org/CodeSystem/v3-ActCode"

static const char *
choose_status (xmlNode            *statement,
               const char * const (*states)[2],
               guint               n_states)
{
  g_autofree char *status = kin_cda_dup_status (statement);

  for (guint i = 0; i < n_states; i++)
    if (g_strcmp0 (status, states[i][0]) == 0)
      return states[i][1];

  return "unknown";
}

static void
append_who (JsonObject *object,
            const char *list,
            const char *member,
            xmlNode    *statement)
{
  KIN_CDA_FOR_EACH (performer, statement, "performer")
    {
      JsonObject *who = kin_cda_text_new ("display", kin_cda_dup_who (performer));
      JsonObject *element;

      if (who == NULL)
        continue;
      element = json_object_new ();
      kin_cda_put (element, member, who);
      kin_cda_append (object, list, element);
    }
}

/* The name of the place where it was. */
static JsonObject *
find_place (xmlNode *statement)
{
  KIN_CDA_FOR_EACH (participant, statement, "participant")
    {
      xmlNode *name = kin_cda_tree_get (participant, "participantRole/playingEntity/name");
      char *words = kin_cda_tree_dup_text (name, KIN_CDA_LONGEST_NAME);

      if (kin_cda_tree_has (participant, "typeCode", "LOC") && words != NULL)
        return kin_cda_text_new ("display", words);
      g_free (words);
    }

  return NULL;
}

/* Procedures */

/* https://hl7.org/fhir/R4/valueset-event-status.html */
static const char * const procedure_states[][2] = {
  { "completed", "completed" }, { "active", "in-progress" }, { "aborted", "stopped" },
  { "cancelled", "not-done" }, { "nullified", "entered-in-error" },
};

static void
add_procedure (KinCda  *self,
               xmlNode *statement)
{
  xmlNode *code = kin_cda_tree_get (statement, "code");
  JsonObject *name;
  KinCdaEntry *entry;

  if (!kin_cda_tree_has (statement, "moodCode", "EVN") || kin_cda_denies_nothing (statement, code))
    return;

  name = kin_cda_choose_name (self, statement, kin_cda_concept (self, code));
  if (kin_cda_says_no (name))
    g_clear_pointer (&name, json_object_unref);
  if (name == NULL)
    return;

  entry = kin_cda_add (self, "Procedure", statement);
  kin_cda_set (entry->body, "status",
               kin_cda_is_denied (statement)
               ? "not-done" : choose_status (statement, procedure_states,
                                             G_N_ELEMENTS (procedure_states)));
  kin_cda_put (entry->body, "code", name);
  kin_cda_set_when (entry->body, "performed", kin_cda_tree_get (statement, "effectiveTime"));
  kin_cda_append (entry->body, "bodySite",
                  kin_cda_concept (self, kin_cda_tree_get (statement, "targetSiteCode")));
  kin_cda_put (entry->body, "location", find_place (statement));
  append_who (entry->body, "performer", "actor", statement);
  kin_cda_append_reasons (self, entry->body, statement);
  kin_cda_append_notes (self, entry->body, statement);
}

void
kin_cda_read_procedure (KinCda  *self,
                        xmlNode *entry,
                        xmlNode *section)
{
  static const char * const names[] = { "procedure", "observation", "act" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    KIN_CDA_FOR_EACH (statement, entry, names[i])
      add_procedure (self, statement);
}

/* Encounters */

/* https://hl7.org/fhir/R4/valueset-encounter-status.html */
static const char * const encounter_states[][2] = {
  { "completed", "finished" }, { "active", "in-progress" }, { "aborted", "cancelled" },
  { "cancelled", "cancelled" }, { "nullified", "entered-in-error" },
};

/* At the clinic, at home, as an emergency: as code or translation in a system of its own. */
static void
set_class (JsonObject *encounter,
           xmlNode    *code)
{
  KIN_CDA_FOR_EACH (translation, code, "translation")
    {
      JsonObject *coding;

      if (!kin_cda_tree_has (translation, "codeSystem", "2.16.840.1.113883.5.4") ||
          kin_cda_tree_is_null (translation) || json_object_has_member (encounter, "class"))
        continue;
      coding = json_object_new ();
      kin_cda_set (coding, "system", CLASSES);
      kin_cda_take (coding, "code", kin_cda_tree_dup (translation, "code"));
      kin_cda_take (coding, "display", kin_cda_tree_dup (translation, "displayName"));
      kin_cda_put (encounter, "class", coding);
    }
}

static void
append_diagnoses (KinCda     *self,
                  JsonObject *encounter,
                  xmlNode    *statement)
{
  KIN_CDA_FOR_EACH_RELATED (act, statement, NULL, "act")
    KIN_CDA_FOR_EACH_RELATED (observation, act, "SUBJ", "observation")
      {
        g_autoptr (JsonObject) concept = kin_cda_concept (self, kin_cda_tree_get (observation,
                                                                                  "value"));
        JsonObject *diagnosis;

        if (kin_cda_is_denied (act) || kin_cda_is_denied (observation) ||
            !kin_cda_has_words (concept))
          continue;
        diagnosis = json_object_new ();
        kin_cda_put (diagnosis, "condition",
                     kin_cda_text_new ("display",
                                       g_strdup (json_object_get_string_member (concept,
                                                                                "text"))));
        kin_cda_append (encounter, "diagnosis", diagnosis);
      }
}

static void
fill_encounter (KinCda     *self,
                JsonObject *encounter,
                xmlNode    *statement)
{
  JsonObject *place = find_place (statement);

  kin_cda_put (encounter, "period",
               kin_cda_period (kin_cda_tree_get (statement, "effectiveTime")));
  append_who (encounter, "participant", "individual", statement);
  kin_cda_append_reasons (self, encounter, statement);
  append_diagnoses (self, encounter, statement);
  if (place != NULL)
    {
      JsonObject *location = json_object_new ();

      kin_cda_put (location, "location", place);
      kin_cda_append (encounter, "location", location);
    }
}

void
kin_cda_read_encounter (KinCda  *self,
                        xmlNode *entry,
                        xmlNode *section)
{
  KIN_CDA_FOR_EACH (statement, entry, "encounter")
    {
      xmlNode *code = kin_cda_tree_get (statement, "code");
      JsonObject *name;
      KinCdaEntry *encounter;

      if (!kin_cda_tree_has (statement, "moodCode", "EVN") || kin_cda_is_denied (statement))
        continue;
      name = kin_cda_choose_name (self, statement, kin_cda_concept (self, code));
      if (name == NULL)
        continue;

      encounter = kin_cda_add (self, "Encounter", statement);
      kin_cda_set (encounter->body, "status",
                   choose_status (statement, encounter_states, G_N_ELEMENTS (encounter_states)));
      set_class (encounter->body, code);
      kin_cda_append (encounter->body, "type", name);
      fill_encounter (self, encounter->body, statement);
    }
}
