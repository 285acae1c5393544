/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-progress"

#include "config.h"

#include "kin-sync-progress-private.h"

/**
 * KinSyncProgress:
 *
 * What a running sync has come to so far: its questions as a live list, and counts of what is
 * committed.
 */
struct _KinSyncProgress
{
  GObject     parent_instance;

  GListStore *steps;
  guint       requests;
  guint64     resources;
  guint64     stored;
  guint64     unchanged;
  guint64     quarantined;
  guint       missing;
  gboolean    complete;
};

G_DEFINE_FINAL_TYPE (KinSyncProgress, kin_sync_progress, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STEPS,
  PROP_REQUESTS,
  PROP_RESOURCES,
  PROP_STORED,
  PROP_UNCHANGED,
  PROP_QUARANTINED,
  PROP_MISSING,
  PROP_COMPLETE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static KinSyncStep *
find_step (KinSyncProgress *self,
           const char      *query)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->steps));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

      /* The list keeps it alive. */
      if (g_strcmp0 (kin_sync_step_get_query (step), query) == 0)
        return step;
    }

  return NULL;
}

static void
kin_sync_progress_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  KinSyncProgress *self = KIN_SYNC_PROGRESS (object);

  switch (prop_id)
    {
    case PROP_STEPS:
      g_value_set_object (value, self->steps);
      break;
    case PROP_REQUESTS:
      g_value_set_uint (value, self->requests);
      break;
    case PROP_RESOURCES:
      g_value_set_uint64 (value, self->resources);
      break;
    case PROP_STORED:
      g_value_set_uint64 (value, self->stored);
      break;
    case PROP_UNCHANGED:
      g_value_set_uint64 (value, self->unchanged);
      break;
    case PROP_QUARANTINED:
      g_value_set_uint64 (value, self->quarantined);
      break;
    case PROP_MISSING:
      g_value_set_uint (value, self->missing);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_sync_progress_finalize (GObject *object)
{
  g_object_unref (KIN_SYNC_PROGRESS (object)->steps);

  G_OBJECT_CLASS (kin_sync_progress_parent_class)->finalize (object);
}

static void
kin_sync_progress_class_init (KinSyncProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_sync_progress_get_property;
  object_class->finalize = kin_sync_progress_finalize;

  properties[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_REQUESTS] = g_param_spec_uint ("requests", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RESOURCES] = g_param_spec_uint64 ("resources", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_STORED] = g_param_spec_uint64 ("stored", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_UNCHANGED] = g_param_spec_uint64 ("unchanged", NULL, NULL, 0, G_MAXUINT64, 0,
                                                    flags);
  properties[PROP_QUARANTINED] = g_param_spec_uint64 ("quarantined", NULL, NULL, 0, G_MAXUINT64,
                                                      0, flags);
  properties[PROP_MISSING] = g_param_spec_uint ("missing", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_sync_progress_init (KinSyncProgress *self)
{
  self->steps = g_list_store_new (KIN_TYPE_SYNC_STEP);
}

KinSyncProgress *
kin_sync_progress_new (void)
{
  return g_object_new (KIN_TYPE_SYNC_PROGRESS, NULL);
}

/**
 * kin_sync_progress_add_step:
 *
 * Returns: (transfer none): the step of that question, added if it is not there
 */
KinSyncStep *
kin_sync_progress_add_step (KinSyncProgress *self,
                            const char      *query)
{
  g_autoptr (KinSyncStep) step = NULL;
  KinSyncStep *known = find_step (self, query);

  if (known != NULL)
    return known;

  step = kin_sync_step_new (query);
  g_list_store_append (self->steps, step);
  return step;
}

void
kin_sync_progress_drop_step (KinSyncProgress *self,
                             const char      *query)
{
  KinSyncStep *step = find_step (self, query);
  guint position;

  if (step != NULL && g_list_store_find (self->steps, step, &position))
    g_list_store_remove (self->steps, position);
}

static void
count (KinSyncProgress *self,
       guint            property,
       guint64         *sum,
       guint64          more)
{
  if (more == 0)
    return;

  *sum += more;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * kin_sync_progress_count_page:
 * @query: the question that a committed page answers
 * @counts: what was in it
 */
void
kin_sync_progress_count_page (KinSyncProgress       *self,
                              const char            *query,
                              const KinIngestCounts *counts)
{
  KinSyncStep *step = kin_sync_progress_add_step (self, query);

  kin_sync_step_set_counts (step, kin_sync_step_get_pages (step) + 1,
                            kin_sync_step_get_stored (step) + counts->stored - counts->along);

  count (self, PROP_RESOURCES, &self->resources, counts->resources);
  count (self, PROP_STORED, &self->stored, counts->stored);
  count (self, PROP_UNCHANGED, &self->unchanged, counts->unchanged);
  count (self, PROP_QUARANTINED, &self->quarantined, counts->quarantined);
}

void
kin_sync_progress_set_requests (KinSyncProgress *self,
                                guint            requests)
{
  if (self->requests == requests)
    return;

  self->requests = requests;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REQUESTS]);
}

void
kin_sync_progress_set_missing (KinSyncProgress *self,
                               guint            missing)
{
  if (self->missing == missing)
    return;

  self->missing = missing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
}

/**
 * kin_sync_progress_end:
 *
 * The run has ended: what was not gone through is said to have failed.
 */
void
kin_sync_progress_end (KinSyncProgress *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->steps));
  gboolean complete = TRUE;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinSyncStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), i);

      if (kin_sync_step_get_state (step) == KIN_SYNC_WAITING)
        kin_sync_step_set_state (step, KIN_SYNC_FAILED, "it was not asked any more");
      else if (kin_sync_step_get_state (step) == KIN_SYNC_RUNNING)
        kin_sync_step_set_state (step, KIN_SYNC_FAILED, "it was stopped");
      complete = complete && kin_sync_step_get_state (step) != KIN_SYNC_FAILED;
    }

  if (self->complete == complete)
    return;

  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

/**
 * kin_sync_state_from_outcome:
 *
 * Returns: what a line of the ledger says, in the words of this room
 */
KinSyncState
kin_sync_state_from_outcome (KinOutcome outcome)
{
  switch (outcome)
    {
    case KIN_OUTCOME_ANSWERED:
      return KIN_SYNC_ANSWERED;
    case KIN_OUTCOME_REFUSED:
      return KIN_SYNC_REFUSED;
    case KIN_OUTCOME_FAILED:
      return KIN_SYNC_FAILED;
    case KIN_OUTCOME_SKIPPED:
      return KIN_SYNC_SKIPPED;
    case KIN_OUTCOME_RUNNING:
    default:
      return KIN_SYNC_RUNNING;
    }
}

/**
 * kin_sync_progress_get_steps:
 *
 * Returns: (transfer none) (element-type KinSyncStep): the questions and how far they are
 */
GListModel *
kin_sync_progress_get_steps (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), NULL);

  return G_LIST_MODEL (self->steps);
}

/**
 * kin_sync_progress_get_requests:
 *
 * Returns: how many requests were sent
 */
guint
kin_sync_progress_get_requests (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->requests;
}

/**
 * kin_sync_progress_get_resources:
 *
 * Returns: resources in the pages that are committed
 */
guint64
kin_sync_progress_get_resources (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->resources;
}

/**
 * kin_sync_progress_get_stored:
 *
 * Returns: of these, new or changed
 */
guint64
kin_sync_progress_get_stored (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->stored;
}

/**
 * kin_sync_progress_get_unchanged:
 *
 * Returns: of these, already here
 */
guint64
kin_sync_progress_get_unchanged (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->unchanged;
}

/**
 * kin_sync_progress_get_quarantined:
 *
 * Returns: of these, set aside
 */
guint64
kin_sync_progress_get_quarantined (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->quarantined;
}

/**
 * kin_sync_progress_get_missing:
 *
 * Returns: documents and pictures that could not be had
 */
guint
kin_sync_progress_get_missing (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), 0);

  return self->missing;
}

/**
 * kin_sync_progress_get_complete:
 *
 * Returns: whether the run has ended and every question that could be asked was answered or
 *   refused: nothing broke off
 */
gboolean
kin_sync_progress_get_complete (KinSyncProgress *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_PROGRESS (self), FALSE);

  return self->complete;
}
