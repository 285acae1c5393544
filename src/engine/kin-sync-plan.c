/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-plan"

#include "config.h"

#include "kin-scope.h"
#include "kin-sync-plan.h"
#include "kin-sync-query-private.h"

/* Why a question is not asked. */
#define NOT_SHARED "not shared with this app"
#define NOT_SEARCHABLE "the portal cannot be asked for one person's"

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

/* How a portal names the person in a search of this type. */
static const char *
person_parameter (const KinSyncTerms *terms,
                  const KinSyncTopic *topic)
{
  if (kin_portal_has_search (terms->portal, topic->type, "patient") || !topic->optional)
    return "patient";
  if (kin_portal_has_search (terms->portal, topic->type, "subject"))
    return "subject";
  /* A message may be to a person without being about one. */
  if (kin_portal_has_search (terms->portal, topic->type, "recipient"))
    return "recipient";

  return NULL;
}

static gboolean
has_answer (const KinSyncTerms *terms,
            const KinSyncTopic *topic,
            const char         *filter,
            KinOutcome          answer)
{
  const KinLedgerEntry *line = kin_sync_query_find_line (terms, topic, filter);

  return line != NULL && line->answer == answer;
}

static void
skip_topic (KinSyncPlan        *self,
            const KinSyncTopic *topic,
            const char         *reason)
{
  KinSyncQuery *query = kin_sync_query_new (topic, "");

  query->skip = reason;
  g_ptr_array_add (self->queries, query);
}

static KinSyncQuery *
add_part (const KinSyncTerms *terms,
          const KinSyncTopic *topic,
          const char         *person,
          const char         *filter,
          GPtrArray          *target)
{
  KinSyncQuery *query = kin_sync_query_make (terms, topic, person, filter);

  if (!kin_sync_topic_is_granted (topic, terms->scope, filter))
    query->skip = NOT_SHARED;
  g_ptr_array_add (target, query);

  return query;
}

/* What the vendor's portals may have, and this one need not. */
static KinSyncQuery *
add_vendors_part (const KinSyncTerms *terms,
                  const KinSyncTopic *topic,
                  const char         *person,
                  const char         *filter,
                  GPtrArray          *target)
{
  KinSyncQuery *query = add_part (terms, topic, person, filter, target);

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
add_parts (const KinSyncTerms *terms,
           const KinSyncTopic *topic,
           const char         *person,
           GPtrArray          *target)
{
  const char * const *filters = kin_quirks_get_filters (terms->quirks, topic->type);

  for (guint i = 0; topic->parts[i] != NULL; i++)
    set_partial (add_part (terms, topic, person, topic->parts[i], target));
  for (guint i = 0; *topic->filters[0] == '\0' && filters != NULL && filters[i] != NULL; i++)
    set_partial (add_vendors_part (terms, topic, person, filters[i], target));
}

/* Whether the portal refused the whole when it was last asked for, and gave its parts. */
static gboolean
comes_in_parts (const KinSyncTerms *terms,
                const KinSyncTopic *topic,
                const char         *filter)
{
  for (guint i = 0; topic->parts[i] != NULL; i++)
    if (has_answer (terms, topic, topic->parts[i], KIN_OUTCOME_ANSWERED))
      return has_answer (terms, topic, filter, KIN_OUTCOME_REFUSED);

  return FALSE;
}

static void
add_filter (KinSyncPlan        *self,
            const KinSyncTerms *terms,
            const KinSyncTopic *topic,
            const char         *person,
            const char         *filter)
{
  KinSyncQuery *query;

  /* A whole type of which only some categories are shared is asked for by category. */
  if (comes_in_parts (terms, topic, filter) ||
      (*filter == '\0' && topic->parts[0] != NULL &&
       !kin_sync_topic_is_granted (topic, terms->scope, filter)))
    {
      add_parts (terms, topic, person, self->queries);
      return;
    }

  /* Its parts are asked when the widest form of it is refused. */
  query = add_part (terms, topic, person, filter, self->queries);
  while (query->wider != NULL)
    query = query->wider;
  add_parts (terms, topic, person, query->parts);
}

/* A vendor's own questions about a type that is never asked for as a whole. */
static void
add_vendors_filters (KinSyncPlan        *self,
                     const KinSyncTerms *terms,
                     const KinSyncTopic *topic,
                     const char         *person)
{
  const char * const *filters = kin_quirks_get_filters (terms->quirks, topic->type);

  for (guint i = 0; *topic->filters[0] != '\0' && filters != NULL && filters[i] != NULL; i++)
    add_vendors_part (terms, topic, person, filters[i], self->queries);
}

/* Whether it is time to ask for everything of a type: then all its questions do, for only
 * together they tell what is not there any more. */
static gboolean
is_due (const KinSyncTerms *terms,
        const KinSyncTopic *topic)
{
  for (guint i = 0; topic->filters[i] != NULL; i++)
    if (kin_sync_window_is_due (kin_sync_query_find_line (terms, topic, topic->filters[i]),
                                terms->now))
      return TRUE;

  for (guint i = 0; topic->parts[i] != NULL; i++)
    if (comes_in_parts (terms, topic, topic->filters[0]) &&
        kin_sync_window_is_due (kin_sync_query_find_line (terms, topic, topic->parts[i]),
                                terms->now))
      return TRUE;

  return FALSE;
}

static void
add_topic (KinSyncPlan        *self,
           const KinSyncTerms *shared,
           const KinSyncTopic *topic)
{
  KinSyncTerms own = *shared;
  const KinSyncTerms *terms = &own;
  const char *person;

  if (is_due (shared, topic))
    own.ledger = NULL;

  if (!kin_portal_has_type (terms->portal, topic->type) ||
      kin_quirks_is_closed (terms->quirks, topic->type))
    return;

  if (!kin_scope_allows (terms->scope, topic->type, 's'))
    {
      skip_topic (self, topic, NOT_SHARED);
      return;
    }

  person = person_parameter (terms, topic);
  if (person == NULL)
    {
      skip_topic (self, topic, NOT_SEARCHABLE);
      return;
    }

  for (guint i = 0; topic->filters[i] != NULL; i++)
    add_filter (self, terms, topic, person, topic->filters[i]);
  add_vendors_filters (self, terms, topic, person);
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
  const KinSyncTerms terms = { portal, kin_portal_get_quirks (portal), scope, patient_id, now,
                               ledger };
  const KinSyncTopic *topics;
  guint n_topics;

  topics = kin_sync_topic_get_all (&n_topics);
  for (guint i = 0; i < n_topics; i++)
    add_topic (self, &terms, &topics[i]);

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
