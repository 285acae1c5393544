/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-results"

#include "config.h"

#include "kin-cda-statement.h"

/* What was measured: results of a laboratory, vital signs, and how somebody lives. */

#define CATEGORIES "observation-category"

/* https://hl7.org/fhir/R4/valueset-observation-status.html */
static const char *
get_status (xmlNode *statement)
{
  static const char * const states[][2] = {
    { "completed", "final" }, { "active", "registered" }, { "aborted", "cancelled" },
    { "cancelled", "cancelled" }, { "nullified", "entered-in-error" },
  };
  g_autofree char *status = kin_cda_dup_status (statement);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (status, states[i][0]) == 0)
      return states[i][1];

  return "unknown";
}

static JsonObject *
find_specimen (KinCda  *self,
               xmlNode *statement)
{
  xmlNode *entity = kin_cda_tree_get (statement, "specimen/specimenRole/specimenPlayingEntity");
  g_autoptr (JsonObject) concept = kin_cda_concept (self, kin_cda_tree_get (entity, "code"));

  if (!kin_cda_has_words (concept))
    return NULL;

  return kin_cda_text_new ("display",
                           g_strdup (json_object_get_string_member (concept, "text")));
}

/* `ASSERTION` is no question: then the answer is what it is about. */
static gboolean
is_assertion (xmlNode *observation)
{
  return kin_cda_tree_has (kin_cda_tree_get (observation, "code"), "code", "ASSERTION");
}

static JsonObject *
find_name (KinCda  *self,
           xmlNode *observation)
{
  const char *path = is_assertion (observation) ? "value" : "code";

  return kin_cda_choose_name (self, observation,
                              kin_cda_concept (self, kin_cda_tree_get (observation, path)));
}

static void
fill_observation (KinCda     *self,
                  JsonObject *object,
                  xmlNode    *observation,
                  xmlNode    *organizer)
{
  xmlNode *time = kin_cda_tree_get (observation, "effectiveTime");
  g_autofree char *start = kin_cda_dup_start (time);
  g_autofree char *end = kin_cda_dup_end (time);
  JsonObject *specimen = find_specimen (self, observation);

  if (start == NULL && end == NULL)
    time = kin_cda_tree_get (organizer, "effectiveTime");
  kin_cda_set_when (object, "effective", time);
  if (!is_assertion (observation))
    kin_cda_set_value (self, object, kin_cda_tree_get (observation, "value"));
  KIN_CDA_FOR_EACH (code, observation, "interpretationCode")
    kin_cda_append (object, "interpretation", kin_cda_concept (self, code));
  KIN_CDA_FOR_EACH (range, observation, "referenceRange")
    kin_cda_append (object, "referenceRange",
                    kin_cda_usual (self, kin_cda_tree_get (range, "observationRange")));
  kin_cda_put (object, "specimen",
               specimen != NULL ? specimen : find_specimen (self, organizer));
  kin_cda_put (object, "bodySite",
               kin_cda_concept (self, kin_cda_tree_get (observation, "targetSiteCode")));
  kin_cda_append (object, "performer", kin_cda_who (observation, "performer"));
  kin_cda_append_notes (self, object, observation);
}

/* Neither what was found, nor when; or it says so. */
static gboolean
says_nothing (xmlNode *observation)
{
  g_autofree char *start = kin_cda_dup_start (kin_cda_tree_get (observation, "effectiveTime"));

  return kin_cda_tree_is_null (observation) ||
         (start == NULL && kin_cda_tree_is_null (kin_cda_tree_get (observation, "value")));
}

/* Returns: (nullable): a new entry; what was not found to be so is none. */
static KinCdaEntry *
add_observation (KinCda     *self,
                 const char *category,
                 xmlNode    *observation,
                 xmlNode    *organizer)
{
  JsonObject *name;
  KinCdaEntry *entry;

  if (!kin_cda_tree_has (observation, "moodCode", "EVN") || kin_cda_is_denied (observation) ||
      says_nothing (observation) || (name = find_name (self, observation)) == NULL)
    return NULL;

  entry = kin_cda_add (self, "Observation", observation);
  kin_cda_set (entry->body, "status", get_status (observation));
  kin_cda_append (entry->body, "category", kin_cda_code (CATEGORIES, category));
  kin_cda_put (entry->body, "code", name);
  fill_observation (self, entry->body, observation, organizer);

  return entry;
}

/* Returns: (transfer full) (element-type KinCdaEntry): what was found together */
static GPtrArray *
add_observations (KinCda     *self,
                  const char *category,
                  xmlNode    *organizer)
{
  GPtrArray *members = g_ptr_array_new ();

  KIN_CDA_FOR_EACH (component, organizer, "component")
    KIN_CDA_FOR_EACH (observation, component, "observation")
      {
        KinCdaEntry *entry = add_observation (self, category, observation, organizer);

        if (entry != NULL)
          g_ptr_array_add (members, entry);
      }

  return members;
}

/* The report that holds them together, where it has a name. */
static void
add_report (KinCda    *self,
            xmlNode   *organizer,
            GPtrArray *members)
{
  JsonObject *name = kin_cda_concept (self, kin_cda_tree_get (organizer, "code"));
  KinCdaEntry *entry;

  if (!kin_cda_has_words (name) || members->len == 0)
    {
      g_clear_pointer (&name, json_object_unref);
      return;
    }

  entry = kin_cda_add (self, "DiagnosticReport", organizer);
  entry->members = g_ptr_array_ref (members);
  kin_cda_set (entry->body, "status", get_status (organizer));
  kin_cda_append (entry->body, "category", kin_cda_code ("v2-0074", "LAB"));
  kin_cda_put (entry->body, "code", name);
  kin_cda_set_when (entry->body, "effective", kin_cda_tree_get (organizer, "effectiveTime"));
  kin_cda_append (entry->body, "performer", kin_cda_who (organizer, "performer"));
}

void
kin_cda_read_result (KinCda  *self,
                     xmlNode *entry,
                     xmlNode *section)
{
  KIN_CDA_FOR_EACH (organizer, entry, "organizer")
    {
      g_autoptr (GPtrArray) members = add_observations (self, "laboratory", organizer);

      add_report (self, organizer, members);
    }
  KIN_CDA_FOR_EACH (observation, entry, "observation")
    add_observation (self, "laboratory", observation, NULL);
}

void
kin_cda_read_vital_sign (KinCda  *self,
                         xmlNode *entry,
                         xmlNode *section)
{
  KIN_CDA_FOR_EACH (organizer, entry, "organizer")
    {
      g_autoptr (GPtrArray) members = add_observations (self, "vital-signs", organizer);

      kin_cda_join_pressures (self, members);
    }
  KIN_CDA_FOR_EACH (observation, entry, "observation")
    add_observation (self, "vital-signs", observation, NULL);
}

void
kin_cda_read_social (KinCda  *self,
                     xmlNode *entry,
                     xmlNode *section)
{
  KIN_CDA_FOR_EACH (observation, entry, "observation")
    add_observation (self, "social-history", observation, NULL);
}

void
kin_cda_read_status (KinCda  *self,
                     xmlNode *entry,
                     xmlNode *section)
{
  KIN_CDA_FOR_EACH (organizer, entry, "organizer")
    g_ptr_array_unref (add_observations (self, "survey", organizer));
  KIN_CDA_FOR_EACH (observation, entry, "observation")
    add_observation (self, "survey", observation, NULL);
}
