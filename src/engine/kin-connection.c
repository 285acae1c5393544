/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connection"

#include "config.h"

#include "kin-connection-private.h"
#include "kin-scope.h"
#include "kin-sync-topic.h"

/* A little less than a day, so that a daily timer that is early does not skip one. */
#define DUE_AFTER (20 * G_TIME_SPAN_HOUR)

#define KEEP_PORTAL_SECONDS (24 * 60 * 60)

/**
 * KinConnection:
 *
 * One person at one portal, or one source that files are imported from.
 */
struct _KinConnection
{
  GObject            parent_instance;

  KinConnectionNote *note;
  KinGrant          *grant;   /* in memory only */
  KinPortal         *portal;  /* likewise: what it said of itself */
  gint64             asked;   /* when, seconds since 1970 */
};

G_DEFINE_FINAL_TYPE (KinConnection, kin_connection, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_BASE,
  PROP_PATIENT_ID,
  PROP_STATE,
  PROP_LAST_SUCCESS,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
kin_connection_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  KinConnection *self = KIN_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->note->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->note->name);
      break;
    case PROP_BASE:
      g_value_set_string (value, self->note->base);
      break;
    case PROP_PATIENT_ID:
      g_value_set_string (value, self->note->patient_id);
      break;
    case PROP_STATE:
      g_value_set_enum (value, kin_connection_get_state (self));
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_string (value, self->note->last_success);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->note->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_connection_finalize (GObject *object)
{
  KinConnection *self = KIN_CONNECTION (object);

  g_clear_pointer (&self->note, kin_connection_note_free);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_clear_object (&self->portal);

  G_OBJECT_CLASS (kin_connection_parent_class)->finalize (object);
}

static void
kin_connection_class_init (KinConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = kin_connection_get_property;
  object_class->finalize = kin_connection_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_BASE] = g_param_spec_string ("base", NULL, NULL, NULL, flags);
  properties[PROP_PATIENT_ID] = g_param_spec_string ("patient-id", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, KIN_TYPE_CONNECTION_STATE,
                                              KIN_CONNECTION_READY, flags);
  properties[PROP_LAST_SUCCESS] = g_param_spec_string ("last-success", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_connection_init (KinConnection *self)
{
}

/**
 * kin_connection_new:
 * @note: what is remembered about it
 *
 * Returns: (transfer full): a connection
 */
KinConnection *
kin_connection_new (const KinConnectionNote *note)
{
  KinConnection *self = g_object_new (KIN_TYPE_CONNECTION, NULL);

  self->note = kin_connection_note_copy (note);

  return self;
}

/**
 * kin_connection_get_note:
 *
 * Returns: (transfer none): what is remembered; not to be kept beyond a change
 */
const KinConnectionNote *
kin_connection_get_note (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note;
}

static gboolean
has_ended (KinConnection *self)
{
  KinConnectionState state = kin_connection_get_state (self);

  return state == KIN_CONNECTION_NEEDS_SIGN_IN || !kin_connection_state_is_asked (state);
}

/**
 * kin_connection_take_note:
 * @note: (transfer full): what is remembered from now on; the id stays
 *
 * Notifies of what is different, and of nothing else. A connection that has come to an end keeps
 * nothing to ask with.
 */
void
kin_connection_take_note (KinConnection     *self,
                          KinConnectionNote *note)
{
  GObject *object = G_OBJECT (self);
  KinConnectionNote *before;

  g_return_if_fail (KIN_IS_CONNECTION (self));
  g_return_if_fail (g_strcmp0 (self->note->id, note->id) == 0);

  before = g_steal_pointer (&self->note);
  self->note = note;
  if (has_ended (self))
    {
      kin_connection_set_grant (self, NULL);
      kin_connection_set_portal (self, NULL);
    }

  if (g_strcmp0 (before->name, note->name) != 0)
    g_object_notify_by_pspec (object, properties[PROP_NAME]);
  if (g_strcmp0 (before->base, note->base) != 0)
    g_object_notify_by_pspec (object, properties[PROP_BASE]);
  if (g_strcmp0 (before->patient_id, note->patient_id) != 0)
    g_object_notify_by_pspec (object, properties[PROP_PATIENT_ID]);
  if (g_strcmp0 (before->state, note->state) != 0)
    g_object_notify_by_pspec (object, properties[PROP_STATE]);
  if (g_strcmp0 (before->last_success, note->last_success) != 0)
    g_object_notify_by_pspec (object, properties[PROP_LAST_SUCCESS]);
  if (g_strcmp0 (before->problem, note->problem) != 0)
    g_object_notify_by_pspec (object, properties[PROP_PROBLEM]);

  kin_connection_note_free (before);
}

/**
 * kin_connection_set_grant:
 * @grant: (nullable): what a portal gave for now
 *
 * Some portals let nobody stay signed in: what came with the sign-in is all there is, and good
 * until it ends or the program does. Where there is more, it is in the keyring, and not here.
 */
void
kin_connection_set_grant (KinConnection *self,
                          KinGrant      *grant)
{
  g_return_if_fail (KIN_IS_CONNECTION (self));

  g_clear_pointer (&self->grant, kin_grant_unref);
  if (grant != NULL && kin_grant_get_refresh_token (grant) == NULL)
    self->grant = kin_grant_ref (grant);
}

/**
 * kin_connection_get_grant:
 *
 * Returns: (nullable) (transfer none): a grant that cannot be renewed
 */
KinGrant *
kin_connection_get_grant (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->grant;
}

/**
 * kin_connection_set_portal:
 * @portal: (nullable): what the portal just said of itself; %NULL: it is to be asked again
 *
 * Kept for as long as the program lives, for a day at most, and not when something went wrong: it
 * may be somewhere else by then. Where tokens may go is pinned all the same (security.md N-04).
 */
void
kin_connection_set_portal (KinConnection *self,
                           KinPortal     *portal)
{
  g_return_if_fail (KIN_IS_CONNECTION (self));

  g_set_object (&self->portal, portal);
  self->asked = g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * kin_connection_get_portal:
 *
 * Returns: (nullable) (transfer none): what the portal said of itself within a day
 */
KinPortal *
kin_connection_get_portal (KinConnection *self)
{
  gint64 age;

  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  age = g_get_real_time () / G_USEC_PER_SEC - self->asked;
  return age >= 0 && age < KEEP_PORTAL_SECONDS ? self->portal : NULL;
}

/**
 * kin_connection_is_for_now:
 *
 * Returns: whether the record can be brought home now, and later only after another sign-in
 */
gboolean
kin_connection_is_for_now (KinConnection *self)
{
  return kin_connection_get_grant (self) != NULL;
}

const char *
kin_connection_get_id (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->id;
}

/**
 * kin_connection_get_name:
 *
 * Returns: (nullable): the clinic
 */
const char *
kin_connection_get_name (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->name;
}

/**
 * kin_connection_get_base:
 *
 * Returns: (nullable): the FHIR base URL of a portal
 */
const char *
kin_connection_get_base (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->base;
}

const char *
kin_connection_get_patient_id (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->patient_id;
}

/**
 * kin_connection_get_last_success:
 *
 * Returns: (nullable): when a sync last ended well, UTC
 */
const char *
kin_connection_get_last_success (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->last_success;
}

/**
 * kin_connection_get_problem:
 *
 * Returns: (nullable): what stands in the way, for developers
 */
const char *
kin_connection_get_problem (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return self->note->problem;
}

/**
 * kin_connection_get_is_portal:
 *
 * Returns: whether this is a portal, and not a source of imported files
 */
gboolean
kin_connection_get_is_portal (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), FALSE);

  return g_strcmp0 (self->note->kind, KIN_CONNECTION_KIND_PORTAL) == 0;
}

/* A rest of which nobody knows the end is over when it is looked at again. */
static gboolean
is_over (KinConnection *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) until = NULL;

  if (self->note->until != NULL)
    until = g_date_time_new_from_iso8601 (self->note->until, NULL);

  return until == NULL || g_date_time_compare (until, now) <= 0;
}

/**
 * kin_connection_get_state:
 *
 * Returns: how things stand with the portal now
 */
KinConnectionState
kin_connection_get_state (KinConnection *self)
{
  KinConnectionState state;

  g_return_val_if_fail (KIN_IS_CONNECTION (self), KIN_CONNECTION_READY);

  state = kin_connection_state_from_id (self->note->state);
  return kin_connection_state_passes (state) && is_over (self) ? KIN_CONNECTION_READY : state;
}

/**
 * kin_connection_is_due:
 * @now: the time it is
 *
 * Returns: whether it is time to ask the portal without anybody wanting it: once a day, and only
 *   where it lets us in and does not want to be left alone
 */
gboolean
kin_connection_is_due (KinConnection *self,
                       GDateTime     *now)
{
  g_autoptr (GDateTime) last = NULL;
  const char *instant;

  g_return_val_if_fail (KIN_IS_CONNECTION (self), FALSE);

  instant = self->note->last_success != NULL ? self->note->last_success : self->note->created;
  if (!kin_connection_get_is_portal (self) || instant == NULL ||
      kin_connection_get_state (self) != KIN_CONNECTION_READY)
    return FALSE;

  last = g_date_time_new_from_iso8601 (instant, NULL);
  return last != NULL && g_date_time_difference (now, last) > DUE_AFTER;
}

/**
 * kin_connection_dup_until:
 *
 * Returns: (transfer full) (nullable): until when its state holds, where that is known: a rest of
 *   the portal, or a sign-in for now
 */
GDateTime *
kin_connection_dup_until (KinConnection *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  KinGrant *grant;

  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  if (self->note->until != NULL && !is_over (self))
    return g_date_time_new_from_iso8601 (self->note->until, NULL);

  grant = kin_connection_get_grant (self);
  if (grant == NULL || kin_connection_get_state (self) != KIN_CONNECTION_READY ||
      kin_grant_get_expiry (grant) <= g_get_monotonic_time ())
    return NULL;

  return g_date_time_add (now, kin_grant_get_expiry (grant) - g_get_monotonic_time ());
}

/**
 * kin_connection_get_state_id:
 *
 * Returns: the word for the state in machine-readable output
 */
const char *
kin_connection_get_state_id (KinConnection *self)
{
  return kin_connection_state_to_id (kin_connection_get_state (self));
}

/**
 * kin_connection_get_stays:
 *
 * Returns: whether the portal lets us ask again without the person signing in each time; where no
 *   sign-in has shown it, what it granted says so
 */
gboolean
kin_connection_get_stays (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), FALSE);

  if (self->note->stays != NULL)
    return g_str_equal (self->note->stays, KIN_CONNECTION_STAYS);

  return kin_scope_has (self->note->scope, "offline_access") ||
         kin_scope_has (self->note->scope, "online_access");
}

/**
 * kin_connection_get_each_time:
 *
 * Returns: whether it is known that the person signs in each time: that nothing is left of a
 *   sign-in is the way of this portal then, and no trouble
 */
gboolean
kin_connection_get_each_time (KinConnection *self)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), FALSE);

  return g_strcmp0 (self->note->stays, KIN_CONNECTION_LEAVES) == 0;
}

/**
 * kin_connection_dup_questions:
 * @allowed: whether to list what the portal may be asked for, or what it may not
 *
 * Returns: (transfer full): the questions, by the names that the ledger has for them
 */
GStrv
kin_connection_dup_questions (KinConnection *self,
                              gboolean       allowed)
{
  g_return_val_if_fail (KIN_IS_CONNECTION (self), NULL);

  return kin_sync_topic_dup_questions (self->note->scope, allowed);
}
