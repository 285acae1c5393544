/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-topic"

#include "config.h"

#include <string.h>

#include "kin-scope.h"
#include "kin-sync-topic-private.h"
#include "kin-sync-topic.h"

#define OBSERVATION "http://terminology.hl7.org/CodeSystem/observation-category|"
#define US_CORE "http://hl7.org/fhir/us/core/CodeSystem/us-core-category|"
#define CONDITION "http://terminology.hl7.org/CodeSystem/condition-category|"
#define US_CORE_CONDITION "http://hl7.org/fhir/us/core/CodeSystem/condition-category|"
#define LOINC "http://loinc.org|"

/* The searches of US Core 3.1.1 to 9.0.0 (https://hl7.org/fhir/us/core/) and of International
 * Patient Access, and what portals have beside them. */
static const KinSyncTopic topics[] = {
  { "AllergyIntolerance", { "" } },
  { "Condition",
    { "" },
    { "category=" CONDITION "problem-list-item", "category=" US_CORE_CONDITION "health-concern",
      "category=" CONDITION "encounter-diagnosis" } },
  { "MedicationRequest", { "intent=order,plan" }, { "intent=order", "intent=plan" } },
  { "Immunization", { "" } },
  /* Never without a category: portals refuse it, or drown in it. */
  { "Observation",
    { "category=" OBSERVATION "laboratory", "category=" OBSERVATION "vital-signs",
      "category=" OBSERVATION "social-history", "category=" OBSERVATION "survey",
      "category=" US_CORE "sdoh", "category=" OBSERVATION "exam",
      "category=" OBSERVATION "imaging", "category=" OBSERVATION "procedure",
      "category=" OBSERVATION "therapy", "category=" OBSERVATION "activity",
      "category=" US_CORE "functional-status", "category=" US_CORE "disability-status",
      "category=" US_CORE "cognitive-status",
      "category=" US_CORE "treatment-intervention-preference",
      "category=" US_CORE "care-experience-preference" } },
  { "DiagnosticReport",
    { "" },
    { "category=http://terminology.hl7.org/CodeSystem/v2-0074|LAB",
      "category=" LOINC "LP29684-5", "category=" LOINC "LP29708-2",
      "category=" LOINC "LP7839-6" } },
  { "DocumentReference",
    { "" },
    { "category=http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category|"
      "clinical-note" } },
  { "Encounter", { "" } },
  /* Four questions are asked at a time: a long list at the end would be asked for alone. */
  { "Claim", { "" }, { NULL }, TRUE },
  { "ExplanationOfBenefit", { "" }, { NULL }, TRUE },
  { "Procedure", { "" } },
  /* All plans and teams where a portal gives them; else what it has to give. */
  { "CarePlan",
    { "" },
    { "category=http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan" } },
  { "CareTeam", { "" }, { "status=active" } },
  { "Goal", { "" } },
  { "Device", { "" } },
  { "MedicationDispense", { "" } },
  { "MedicationStatement", { "" }, { NULL }, TRUE },
  { "MedicationAdministration", { "" }, { NULL }, TRUE },
  { "Coverage", { "" } },
  { "ServiceRequest", { "" } },
  { "QuestionnaireResponse", { "" } },
  { "RelatedPerson", { "" } },
  { "FamilyMemberHistory", { "" } },
  /* Some portals want a period, and refuse one without an end or a beginning. */
  { "Appointment", { "" }, { "date" }, TRUE },
  { "Account", { "" }, { NULL }, TRUE },
  { "Invoice", { "" }, { NULL }, TRUE },
  { "Communication", { "" }, { NULL }, TRUE },
  { "Task", { "" }, { NULL }, TRUE },
  { "Consent", { "" }, { NULL }, TRUE },
  { "ImmunizationRecommendation", { "" }, { NULL }, TRUE },
  { "Media", { "" }, { NULL }, TRUE },
  { "ImagingStudy", { "" }, { NULL }, TRUE },
  { "Flag", { "" }, { NULL }, TRUE },
  { "List", { "" }, { NULL }, TRUE },
};

/* Things that belong to no one person: read one by one, when something points at them. */
static const char * const shared_types[] = {
  "Practitioner", "PractitionerRole", "Organization", "Location", "Medication", "Specimen", NULL,
};

/**
 * kin_sync_topic_get_all:
 * @n_topics: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_topics): all that is asked for, in the order to ask
 */
const KinSyncTopic *
kin_sync_topic_get_all (guint *n_topics)
{
  *n_topics = G_N_ELEMENTS (topics);
  return topics;
}

/**
 * kin_sync_topic_dup_bare:
 * @filter: such as `category=SYSTEM|CODE`
 *
 * Returns: (transfer full) (nullable): the same without the system; %NULL where there is none
 */
char *
kin_sync_topic_dup_bare (const char *filter)
{
  const char *equals = strchr (filter, '=');
  const char *bar = strchr (filter, '|');

  if (equals == NULL || bar == NULL)
    return NULL;

  return g_strdup_printf ("%.*s%s", (int) (equals + 1 - filter), filter, bar + 1);
}

/**
 * kin_sync_topic_dup_question:
 * @filter: one of its filters or parts, or a vendor's
 *
 * Returns: (transfer full): the name that the ledger has for it
 */
char *
kin_sync_topic_dup_question (const KinSyncTopic *self,
                             const char         *filter)
{
  g_autofree char *bare = kin_sync_topic_dup_bare (filter);

  if (*filter == '\0')
    return g_strdup (self->type);

  return g_strdup_printf ("%s?%s", self->type, bare != NULL ? bare : filter);
}

/**
 * kin_sync_topic_is_granted:
 *
 * What a person agreed to may be some categories of a type only.
 */
gboolean
kin_sync_topic_is_granted (const KinSyncTopic *self,
                           const char         *scope,
                           const char         *filter)
{
  g_auto (GStrv) granted = kin_scope_dup_categories (scope, self->type, 's');
  const char *equals = strchr (filter, '=');

  if (granted == NULL || granted[0] == NULL)
    return TRUE;

  return equals != NULL && g_strv_contains ((const char * const *) granted, equals + 1);
}

/* Whether any of it would be asked for. */
static gboolean
is_any_granted (const KinSyncTopic *self,
                const char         *scope,
                const char         *filter)
{
  if (!kin_scope_allows (scope, self->type, 's'))
    return FALSE;
  if (kin_sync_topic_is_granted (self, scope, filter))
    return TRUE;

  for (guint i = 0; *filter == '\0' && self->parts[i] != NULL; i++)
    if (kin_sync_topic_is_granted (self, scope, self->parts[i]))
      return TRUE;

  return FALSE;
}

static void
add_questions (GStrvBuilder       *questions,
               const char         *scope,
               gboolean            granted,
               const KinSyncTopic *topic)
{
  for (guint i = 0; topic->filters[i] != NULL; i++)
    {
      g_autofree char *question = kin_sync_topic_dup_question (topic, topic->filters[i]);

      if (is_any_granted (topic, scope, topic->filters[i]) == granted)
        g_strv_builder_add (questions, question);
    }
}

/**
 * kin_sync_topic_dup_questions:
 * @scope: (nullable): what was granted
 * @granted: whether to list what may be asked for, or what may not
 *
 * Returns: (transfer full): the questions, by the names that the ledger has for them
 */
GStrv
kin_sync_topic_dup_questions (const char *scope,
                              gboolean    granted)
{
  g_autoptr (GStrvBuilder) questions = g_strv_builder_new ();

  if (kin_scope_allows (scope, "Patient", 'r') == granted)
    g_strv_builder_add (questions, "Patient");
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    add_questions (questions, scope, granted, &topics[i]);

  return g_strv_builder_end (questions);
}

static void
add_offered (GPtrArray  *types,
             KinPortal  *portal,
             const char *type)
{
  if ((portal == NULL || (kin_portal_has_type (portal, type) &&
                          !kin_quirks_is_closed (kin_portal_get_quirks (portal), type))) &&
      !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
    g_ptr_array_add (types, g_strdup (type));
}

/**
 * kin_sync_topic_dup_types:
 * @portal: (nullable): where; %NULL for any
 *
 * Returns: (transfer full): the types to ask a person to share: those that we read and that
 *   this portal has
 */
GStrv
kin_sync_topic_dup_types (KinPortal *portal)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  g_ptr_array_add (types, g_strdup ("Patient"));
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    add_offered (types, portal, topics[i].type);
  for (guint i = 0; shared_types[i] != NULL; i++)
    add_offered (types, portal, shared_types[i]);
  add_offered (types, portal, "Provenance");
  add_offered (types, portal, "Binary");
  g_ptr_array_add (types, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}
