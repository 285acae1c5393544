/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-plan"

#include "config.h"

#include <string.h>

#include "kin-scope.h"
#include "kin-sync-plan.h"

#define MAX_FILTERS 16
#define MAX_SHAPES 8

#define OBSERVATION "http://terminology.hl7.org/CodeSystem/observation-category|"
#define US_CORE "http://hl7.org/fhir/us/core/CodeSystem/us-core-category|"
#define CONDITION "http://terminology.hl7.org/CodeSystem/condition-category|"
#define US_CORE_CONDITION "http://hl7.org/fhir/us/core/CodeSystem/condition-category|"
#define LOINC "http://loinc.org|"

/* Why a question is not asked. */
#define NOT_SHARED "not shared with this app"
#define NOT_SEARCHABLE "the portal cannot be asked for one person's"

/**
 * Row:
 *
 * One resource type of the US Core and International Patient Access searches.
 *
 * @filters: what is asked; "" asks for all of one person's
 * @parts: what is asked in their place when a portal refuses that
 * @optional: not in US Core: asked only where the portal says that it can be
 */
typedef struct
{
  const char *type;
  const char *filters[MAX_FILTERS];
  const char *parts[MAX_FILTERS];
  gboolean    optional;
} Row;

static const Row rows[] = {
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
  { "Claim", { "" }, { NULL }, TRUE },
  { "ExplanationOfBenefit", { "" }, { NULL }, TRUE },
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
 * KinSyncPlan:
 *
 * What to ask a portal for one person: pure, made from what the portal says it can do and what
 * the person agreed to share (US Core 3.1.1 to 9.0.0, https://hl7.org/fhir/us/core/).
 */
struct _KinSyncPlan
{
  GObject    parent_instance;

  GPtrArray *queries;
};

G_DEFINE_FINAL_TYPE (KinSyncPlan, kin_sync_plan, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (KinSyncQuery, kin_sync_query, kin_sync_query_ref, kin_sync_query_unref)

/* What all questions of one plan share. */
typedef struct
{
  KinPortal  *portal;
  const KinQuirks *quirks;
  const char *scope;
  char       *patient;
  GDateTime  *now;
  GHashTable *ledger;
} Context;

static void
query_clear (gpointer data)
{
  KinSyncQuery *self = data;

  g_free (self->type);
  g_free (self->name);
  g_ptr_array_unref (self->shapes);
  g_ptr_array_unref (self->parts);
  g_free (self->from);
  g_clear_pointer (&self->wider, kin_sync_query_unref);
}

static KinSyncQuery *
query_new (const char *type,
           const char *filter)
{
  KinSyncQuery *self = g_rc_box_new0 (KinSyncQuery);

  self->type = g_strdup (type);
  self->name = *filter != '\0' ? g_strdup_printf ("%s?%s", type, filter) : g_strdup (type);
  self->shapes = g_ptr_array_new_with_free_func (g_free);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_query_unref);

  return self;
}

/* `category=SYSTEM|CODE` without the system. */
static char *
strip_system (const char *filter)
{
  const char *equals = strchr (filter, '=');
  const char *bar = strchr (filter, '|');

  if (equals == NULL || bar == NULL)
    return NULL;

  return g_strdup_printf ("%.*s%s", (int) (equals + 1 - filter), filter, bar + 1);
}

/* How a portal names the person in a search of this type. */
static const char *
person_parameter (const Context *context,
                  const Row     *row)
{
  if (kin_portal_has_search (context->portal, row->type, "patient") || !row->optional)
    return "patient";
  if (kin_portal_has_search (context->portal, row->type, "subject"))
    return "subject";
  /* A message may be to a person without being about one. */
  if (kin_portal_has_search (context->portal, row->type, "recipient"))
    return "recipient";

  return NULL;
}

static void
append_parameter (GString    *url,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_c (url, strchr (url->str, '?') == NULL ? '?' : '&');
  g_string_append_printf (url, "%s=%s", name, escaped);
}

/* A filter is `name=value`, or `date` alone for a portal that insists on a period; some want
 * an end of it too. */
static void
append_filter (GString       *url,
               const Context *context,
               const char    *filter,
               gboolean       with_end)
{
  const char *equals = strchr (filter, '=');

  if (equals != NULL)
    {
      g_autofree char *name = g_strndup (filter, (gsize) (equals - filter));

      append_parameter (url, name, equals + 1);
    }
  else if (g_str_equal (filter, "date"))
    {
      int year = g_date_time_get_year (context->now);
      g_autofree char *from = g_strdup_printf ("ge%04d-01-01", year - 2);
      g_autofree char *until = g_strdup_printf ("le%04d-12-31", year + 2);

      append_parameter (url, "date", from);
      if (with_end)
        append_parameter (url, "date", until);
    }
}

/* What belongs to the answers has to be shared itself: some refuse the whole question else. */
static void
append_companions (GString       *url,
                   const Context *context,
                   const char    *type)
{
  if (kin_quirks_comes_alone (context->quirks, type))
    return;

  if (g_str_equal (type, "MedicationRequest") &&
      kin_portal_has_include (context->portal, type, "MedicationRequest:medication"))
    append_parameter (url, "_include", "MedicationRequest:medication");

  if (kin_portal_has_rev_include (context->portal, type, "Provenance:target") &&
      kin_scope_allows (context->scope, "Provenance", 'r'))
    append_parameter (url, "_revinclude", "Provenance:target");
}

static void
append_person (GString       *url,
               const Context *context,
               const char    *parameter)
{
  g_autofree char *reference = g_strconcat ("Patient/", context->patient, NULL);

  append_parameter (url, parameter,
                    g_str_equal (parameter, "patient") ? context->patient : reference);
}

/* The practice, where one address is that of many. */
static void
append_practice (GString       *url,
                 const Context *context)
{
  g_autofree char *practice = kin_quirks_dup_practice (context->quirks, context->patient);

  if (practice != NULL)
    append_filter (url, context, practice, FALSE);
}

static void
append_window (GString            *url,
               const Context      *context,
               const KinSyncQuery *query)
{
  gboolean day = query->window == KIN_SYNC_BY_CHANGE &&
                 kin_quirks_since_is_day (context->quirks);
  g_autofree char *from = NULL;

  if (query->from == NULL)
    return;

  from = g_strdup_printf ("ge%.*s", day ? (int) strlen ("2026-01-01") : -1, query->from);
  append_parameter (url, kin_sync_window_get_parameter (query->window), from);
}

static char *
make_url (const Context      *context,
          const KinSyncQuery *query,
          const char         *person,
          const char         *filter,
          gboolean            extras)
{
  GString *url = g_string_new (kin_portal_get_base (context->portal));

  if (url->len == 0 || url->str[url->len - 1] != '/')
    g_string_append_c (url, '/');
  g_string_append (url, query->type);
  append_person (url, context, person);
  append_filter (url, context, filter, !extras);
  append_practice (url, context);
  append_window (url, context, query);

  if (extras)
    {
      g_autofree char *size = g_strdup_printf (
        "%u", kin_quirks_get_page_size (context->quirks, query->type));

      append_companions (url, context, query->type);
      append_parameter (url, "_count", size);
    }

  return g_string_free (url, FALSE);
}

static void
add_shape (KinSyncQuery *query,
           char         *url)
{
  if (g_ptr_array_find_with_equal_func (query->shapes, url, g_str_equal, NULL))
    g_free (url);
  else
    g_ptr_array_add (query->shapes, url);
}

/* The full form first; then without the system of a code, which some portals do not know; then
 * without anything that is not needed. */
static KinSyncQuery *
make_window_query (const Context *context,
                   const Row     *row,
                   const char    *person,
                   const char    *filter,
                   KinSyncWindow  window,
                   char          *from)
{
  g_autofree char *bare = strip_system (filter);
  KinSyncQuery *query = query_new (row->type, bare != NULL ? bare : filter);

  query->window = window;
  query->from = from;
  add_shape (query, make_url (context, query, person, filter, TRUE));
  if (bare != NULL)
    add_shape (query, make_url (context, query, person, bare, TRUE));
  add_shape (query, make_url (context, query, person, bare != NULL ? bare : filter, FALSE));
  query->retry_empty = bare != NULL && window == KIN_SYNC_WHOLE;

  return query;
}

/* What the ledger says about a question. */
static const KinLedgerEntry *
find_line (const Context *context,
           const Row     *row,
           const char    *filter)
{
  g_autofree char *bare = strip_system (filter);
  g_autoptr (KinSyncQuery) query = query_new (row->type, bare != NULL ? bare : filter);

  return context->ledger != NULL ? g_hash_table_lookup (context->ledger, query->name) : NULL;
}

static gboolean
has_answer (const Context *context,
            const Row     *row,
            const char    *filter,
            KinOutcome     answer)
{
  const KinLedgerEntry *line = find_line (context, row, filter);

  return line != NULL && line->answer == answer;
}

/* Everything, or what is new, in as narrow a window as the portal has and is known to take, in
 * the form that it took the last time. Some do not take another date together with one. */
static KinSyncQuery *
make_query (const Context *context,
            const Row     *row,
            const char    *person,
            const char    *filter)
{
  KinSyncQuery *query = make_window_query (context, row, person, filter, KIN_SYNC_WHOLE, NULL);
  const KinLedgerEntry *line = find_line (context, row, filter);

  if (line != NULL && line->answer != KIN_OUTCOME_REFUSED)
    query->first = MIN (line->form % MAX_SHAPES, query->shapes->len - 1);
  if (strstr (filter, "date") != NULL)
    return query;

  for (KinSyncWindow window = KIN_SYNC_BY_DATE; window < KIN_SYNC_N_WINDOWS; window++)
    {
      guint deaf = KIN_SYNC_BY_CHANGE - window;
      char *from = kin_sync_window_dup_from (window, context->portal, row->type, line,
                                             context->now);
      KinSyncQuery *narrower;

      if (from == NULL)
        continue;

      query->deaf = MAX (query->deaf, deaf + 1);
      if (deaf < line->form / MAX_SHAPES)
        {
          g_free (from);
          continue;
        }

      narrower = make_window_query (context, row, person, filter, window, from);
      narrower->first = MIN (line->form % MAX_SHAPES, narrower->shapes->len - 1);
      narrower->deaf = deaf;
      narrower->wider = query;
      query = narrower;
    }

  return query;
}

/* What a person agreed to may be some categories of a type only. */
static gboolean
is_granted (const char *scope,
            const char *type,
            const char *filter)
{
  g_auto (GStrv) granted = kin_scope_dup_categories (scope, type, 's');
  const char *equals = strchr (filter, '=');

  if (granted == NULL || granted[0] == NULL)
    return TRUE;

  return equals != NULL && g_strv_contains ((const char * const *) granted, equals + 1);
}

static void
skip_row (KinSyncPlan *self,
          const Row   *row,
          const char  *reason)
{
  KinSyncQuery *query = query_new (row->type, "");

  query->skip = reason;
  g_ptr_array_add (self->queries, query);
}

static KinSyncQuery *
add_part (const Context *context,
          const Row     *row,
          const char    *person,
          const char    *filter,
          GPtrArray     *target)
{
  KinSyncQuery *query = make_query (context, row, person, filter);

  if (!is_granted (context->scope, row->type, filter))
    query->skip = NOT_SHARED;
  g_ptr_array_add (target, query);

  return query;
}

/* What the vendor's portals may have, and this one need not. */
static KinSyncQuery *
add_vendors_part (const Context *context,
                  const Row     *row,
                  const char    *person,
                  const char    *filter,
                  GPtrArray     *target)
{
  KinSyncQuery *query = add_part (context, row, person, filter, target);

  for (KinSyncQuery *wider = query; wider != NULL; wider = wider->wider)
    wider->maybe = TRUE;

  return query;
}

/* However wide it is asked in the end, it is not the whole type. */
static void
set_partial (KinSyncQuery *query)
{
  for (KinSyncQuery *wider = query; wider != NULL; wider = wider->wider)
    wider->partial = TRUE;
}

/* What is asked in the place of a whole type, the vendor's own questions too. */
static void
add_parts (const Context *context,
           const Row     *row,
           const char    *person,
           GPtrArray     *target)
{
  const char * const *filters = kin_quirks_get_filters (context->quirks, row->type);

  for (guint i = 0; i < MAX_FILTERS && row->parts[i] != NULL; i++)
    set_partial (add_part (context, row, person, row->parts[i], target));
  for (guint i = 0; *row->filters[0] == '\0' && filters != NULL && filters[i] != NULL; i++)
    set_partial (add_vendors_part (context, row, person, filters[i], target));
}

/* Whether the portal refused the whole when it was last asked for, and gave its parts. */
static gboolean
comes_in_parts (const Context *context,
                const Row     *row,
                const char    *filter)
{
  for (guint i = 0; i < MAX_FILTERS && row->parts[i] != NULL; i++)
    if (has_answer (context, row, row->parts[i], KIN_OUTCOME_ANSWERED))
      return has_answer (context, row, filter, KIN_OUTCOME_REFUSED);

  return FALSE;
}

static void
add_filter (KinSyncPlan   *self,
            const Context *context,
            const Row     *row,
            const char    *person,
            const char    *filter)
{
  KinSyncQuery *query;

  /* A whole type of which only some categories are shared is asked for by category. */
  if (comes_in_parts (context, row, filter) ||
      (*filter == '\0' && row->parts[0] != NULL &&
       !is_granted (context->scope, row->type, filter)))
    {
      add_parts (context, row, person, self->queries);
      return;
    }

  /* Its parts are asked when the widest form of it is refused. */
  query = add_part (context, row, person, filter, self->queries);
  while (query->wider != NULL)
    query = query->wider;
  add_parts (context, row, person, query->parts);
}

/* A vendor's own questions about a type that is never asked for as a whole. */
static void
add_vendors_filters (KinSyncPlan   *self,
                     const Context *context,
                     const Row     *row,
                     const char    *person)
{
  const char * const *filters = kin_quirks_get_filters (context->quirks, row->type);

  for (guint i = 0; *row->filters[0] != '\0' && filters != NULL && filters[i] != NULL; i++)
    add_vendors_part (context, row, person, filters[i], self->queries);
}

/* Whether it is time to ask for everything of a type: then all its questions do, for only
 * together they tell what is not there any more. */
static gboolean
is_due (const Context *context,
        const Row     *row)
{
  for (guint i = 0; i < MAX_FILTERS && row->filters[i] != NULL; i++)
    if (kin_sync_window_is_due (find_line (context, row, row->filters[i]), context->now))
      return TRUE;

  for (guint i = 0; i < MAX_FILTERS && row->parts[i] != NULL; i++)
    if (comes_in_parts (context, row, row->filters[0]) &&
        kin_sync_window_is_due (find_line (context, row, row->parts[i]), context->now))
      return TRUE;

  return FALSE;
}

static void
add_row (KinSyncPlan   *self,
         const Context *shared,
         const Row     *row)
{
  Context own = *shared;
  const Context *context = &own;
  const char *person;

  if (is_due (shared, row))
    own.ledger = NULL;

  if (!kin_portal_has_type (context->portal, row->type) ||
      kin_quirks_is_closed (context->quirks, row->type))
    return;

  if (!kin_scope_allows (context->scope, row->type, 's'))
    {
      skip_row (self, row, NOT_SHARED);
      return;
    }

  person = person_parameter (context, row);
  if (person == NULL)
    {
      skip_row (self, row, NOT_SEARCHABLE);
      return;
    }

  for (guint i = 0; i < MAX_FILTERS && row->filters[i] != NULL; i++)
    add_filter (self, context, row, person, row->filters[i]);
  add_vendors_filters (self, context, row, person);
}

static void
kin_sync_plan_finalize (GObject *object)
{
  g_ptr_array_unref (KIN_SYNC_PLAN (object)->queries);

  G_OBJECT_CLASS (kin_sync_plan_parent_class)->finalize (object);
}

static void
kin_sync_plan_class_init (KinSyncPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_sync_plan_finalize;
}

static void
kin_sync_plan_init (KinSyncPlan *self)
{
  self->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_sync_query_unref);
}

KinSyncQuery *
kin_sync_query_ref (KinSyncQuery *self)
{
  return g_rc_box_acquire (self);
}

void
kin_sync_query_unref (KinSyncQuery *self)
{
  g_rc_box_release_full (self, query_clear);
}

/**
 * kin_sync_query_get_form:
 * @shape: of its shapes, the one that was answered
 *
 * Returns: a number by which the ledger keeps how the portal wants to be asked
 */
guint
kin_sync_query_get_form (const KinSyncQuery *self,
                         guint               shape)
{
  return self->deaf * MAX_SHAPES + shape;
}

/**
 * kin_sync_plan_new:
 * @scope: what was granted, as the token reply said it
 * @patient_id: the id that the portal knows the person by
 * @now: the time it is
 * @ledger: (nullable) (element-type utf8 KinLedgerEntry): what was known before, by question;
 *   what is new since then is asked for, where the portal can tell; %NULL: everything is
 *
 * Returns: (transfer full): the plan, in the order to ask
 */
KinSyncPlan *
kin_sync_plan_new (KinPortal  *portal,
                   const char *scope,
                   const char *patient_id,
                   GDateTime  *now,
                   GHashTable *ledger)
{
  KinSyncPlan *self = g_object_new (KIN_TYPE_SYNC_PLAN, NULL);
  Context context = { portal, kin_portal_get_quirks (portal), scope, (char *) patient_id, now,
                      ledger };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (self, &context, &rows[i]);

  return self;
}

/**
 * kin_sync_plan_get_queries:
 *
 * Returns: (transfer none) (element-type KinSyncQuery): what to ask, and what not and why
 */
GPtrArray *
kin_sync_plan_get_queries (KinSyncPlan *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PLAN (self), NULL);

  return self->queries;
}

/* Whether any of it would be asked for. */
static gboolean
is_row_granted (const char *scope,
                const Row  *row,
                const char *filter)
{
  if (!kin_scope_allows (scope, row->type, 's'))
    return FALSE;
  if (is_granted (scope, row->type, filter))
    return TRUE;

  for (guint i = 0; *filter == '\0' && i < MAX_FILTERS && row->parts[i] != NULL; i++)
    if (is_granted (scope, row->type, row->parts[i]))
      return TRUE;

  return FALSE;
}

static void
add_questions (GStrvBuilder *questions,
               const char   *scope,
               gboolean      granted,
               const Row    *row)
{
  for (guint i = 0; i < MAX_FILTERS && row->filters[i] != NULL; i++)
    {
      g_autofree char *bare = strip_system (row->filters[i]);
      g_autoptr (KinSyncQuery) query = query_new (row->type, bare != NULL ? bare
                                                                          : row->filters[i]);

      if (is_row_granted (scope, row, row->filters[i]) == granted)
        g_strv_builder_add (questions, query->name);
    }
}

/**
 * kin_sync_plan_dup_questions:
 * @scope: (nullable): what was granted
 * @granted: whether to list what may be asked for, or what may not
 *
 * Returns: (transfer full): the questions, by the names that the ledger has for them
 */
GStrv
kin_sync_plan_dup_questions (const char *scope,
                             gboolean    granted)
{
  g_autoptr (GStrvBuilder) questions = g_strv_builder_new ();

  if (kin_scope_allows (scope, "Patient", 'r') == granted)
    g_strv_builder_add (questions, "Patient");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_questions (questions, scope, granted, &rows[i]);

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
 * kin_sync_plan_dup_types:
 * @portal: (nullable): where; %NULL for any
 *
 * Returns: (transfer full): the types to ask a person to share: those that we read and that
 *   this portal has
 */
GStrv
kin_sync_plan_dup_types (KinPortal *portal)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new ();

  g_ptr_array_add (types, g_strdup ("Patient"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_offered (types, portal, rows[i].type);
  for (guint i = 0; shared_types[i] != NULL; i++)
    add_offered (types, portal, shared_types[i]);
  add_offered (types, portal, "Provenance");
  add_offered (types, portal, "Binary");
  g_ptr_array_add (types, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&types), FALSE);
}
