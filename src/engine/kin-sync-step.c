/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-step"

#include "config.h"

#include <string.h>

#include "kin-sync-step.h"

/**
 * KinSyncStep:
 *
 * One question to a portal and how far it is: a row of a running sync, or a line of the ledger.
 */
struct _KinSyncStep
{
  GObject       parent_instance;

  char         *query;
  KinSyncState  state;
  char         *reason;
  guint         pages;
  guint64       stored;
  char         *updated;

  char         *oldest;            /* of a line of the ledger */
  char         *newest;
  guint64       received;
  gboolean      changes_only;
};

G_DEFINE_FINAL_TYPE (KinSyncStep, kin_sync_step, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (KinSyncState, kin_sync_state,
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_ANSWERED, "answered"),
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (KIN_SYNC_SKIPPED, "skipped"))

enum
{
  PROP_0,
  PROP_QUERY,
  PROP_STATE,
  PROP_REASON,
  PROP_PAGES,
  PROP_STORED,
  PROP_UPDATED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
kin_sync_step_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  KinSyncStep *self = KIN_SYNC_STEP (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_PAGES:
      g_value_set_uint (value, self->pages);
      break;
    case PROP_STORED:
      g_value_set_uint64 (value, self->stored);
      break;
    case PROP_UPDATED:
      g_value_set_string (value, self->updated);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_sync_step_finalize (GObject *object)
{
  KinSyncStep *self = KIN_SYNC_STEP (object);

  g_free (self->query);
  g_free (self->reason);
  g_free (self->updated);
  g_free (self->oldest);
  g_free (self->newest);

  G_OBJECT_CLASS (kin_sync_step_parent_class)->finalize (object);
}

static void
kin_sync_step_class_init (KinSyncStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_sync_step_get_property;
  object_class->finalize = kin_sync_step_finalize;

  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, KIN_TYPE_SYNC_STATE,
                                              KIN_SYNC_WAITING, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_PAGES] = g_param_spec_uint ("pages", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STORED] = g_param_spec_uint64 ("stored", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_UPDATED] = g_param_spec_string ("updated", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_sync_step_init (KinSyncStep *self)
{
}

/**
 * kin_sync_step_new:
 * @query: the question, without the patient
 *
 * Returns: (transfer full): a step that waits
 */
KinSyncStep *
kin_sync_step_new (const char *query)
{
  KinSyncStep *self = g_object_new (KIN_TYPE_SYNC_STEP, NULL);

  self->query = g_strdup (query);

  return self;
}

/**
 * kin_sync_state_get_id:
 *
 * Returns: the word that stands for @state in machine-readable output
 */
const char *
kin_sync_state_get_id (KinSyncState state)
{
  static const char * const ids[] = {
    "waiting", "running", "answered", "refused", "failed", "skipped",
  };

  g_return_val_if_fail (state < G_N_ELEMENTS (ids), NULL);

  return ids[state];
}

const char *
kin_sync_step_get_query (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), NULL);

  return self->query;
}

KinSyncState
kin_sync_step_get_state (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), KIN_SYNC_WAITING);

  return self->state;
}

/**
 * kin_sync_step_get_reason:
 *
 * Returns: (nullable): why it was refused, failed or skipped
 */
const char *
kin_sync_step_get_reason (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), NULL);

  return self->reason;
}

/**
 * kin_sync_step_get_pages:
 *
 * Returns: whole pages that are committed
 */
guint
kin_sync_step_get_pages (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), 0);

  return self->pages;
}

/**
 * kin_sync_step_get_stored:
 *
 * Returns: resources in them that were new or changed
 */
guint64
kin_sync_step_get_stored (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), 0);

  return self->stored;
}

/**
 * kin_sync_step_get_updated:
 *
 * Returns: (nullable): when the line was written, UTC
 */
const char *
kin_sync_step_get_updated (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), NULL);

  return self->updated;
}

/**
 * kin_sync_step_get_oldest:
 *
 * Returns: (nullable): a FHIR date: of the earliest that this question ever brought
 */
const char *
kin_sync_step_get_oldest (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), NULL);

  return self->oldest;
}

/**
 * kin_sync_step_get_newest:
 *
 * Returns: (nullable): a FHIR date: of the latest that this question ever brought
 */
const char *
kin_sync_step_get_newest (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), NULL);

  return self->newest;
}

/**
 * kin_sync_step_get_received:
 *
 * Returns: resources that came when it was last asked, known ones too
 */
guint64
kin_sync_step_get_received (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), 0);

  return self->received;
}

/**
 * kin_sync_step_get_changes_only:
 *
 * Returns: whether it was last asked for changes only, so that none says nothing of what there is
 */
gboolean
kin_sync_step_get_changes_only (KinSyncStep *self)
{
  g_return_val_if_fail (KIN_IS_SYNC_STEP (self), FALSE);

  return self->changes_only;
}

/* A key of kin_time_to_key() as a FHIR date. */
static char *
key_to_date (const char *key)
{
  if (key == NULL || strlen (key) < 8)
    return NULL;
  if (strncmp (key + 4, "00", 2) == 0)
    return g_strndup (key, 4);
  if (strncmp (key + 6, "00", 2) == 0)
    return g_strdup_printf ("%.4s-%.2s", key, key + 4);

  return g_strdup_printf ("%.4s-%.2s-%.2s", key, key + 4, key + 6);
}

/**
 * kin_sync_step_set_history:
 * @oldest: (nullable): date key of the earliest that ever came
 * @newest: (nullable): of the latest
 * @received: how many came when it was last asked
 * @changes_only: whether only changes were asked for
 *
 * What the ledger remembers beyond the last run. Set once, before the step is shown.
 */
void
kin_sync_step_set_history (KinSyncStep *self,
                           const char  *oldest,
                           const char  *newest,
                           guint64      received,
                           gboolean     changes_only)
{
  g_return_if_fail (KIN_IS_SYNC_STEP (self));
  g_return_if_fail (self->oldest == NULL && self->newest == NULL);

  self->oldest = key_to_date (oldest);
  self->newest = key_to_date (newest);
  self->received = received;
  self->changes_only = changes_only;
}

/**
 * kin_sync_step_set_state:
 * @reason: (nullable): why, where there is something to explain
 */
void
kin_sync_step_set_state (KinSyncStep  *self,
                         KinSyncState  state,
                         const char   *reason)
{
  g_return_if_fail (KIN_IS_SYNC_STEP (self));

  if (g_strcmp0 (self->reason, reason) != 0)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }

  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

void
kin_sync_step_set_counts (KinSyncStep *self,
                          guint        pages,
                          guint64      stored)
{
  g_return_if_fail (KIN_IS_SYNC_STEP (self));

  if (self->pages != pages)
    {
      self->pages = pages;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGES]);
    }

  if (self->stored != stored)
    {
      self->stored = stored;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STORED]);
    }
}

void
kin_sync_step_set_updated (KinSyncStep *self,
                           const char  *updated)
{
  g_return_if_fail (KIN_IS_SYNC_STEP (self));

  if (g_strcmp0 (self->updated, updated) == 0)
    return;

  g_free (self->updated);
  self->updated = g_strdup (updated);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATED]);
}
