/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connection-state"

#include "config.h"

#include "kin-connection-state.h"
#include "kin-engine-error.h"
#include "kin-portal-error.h"

/* What asks to be left alone without saying how long, or is in trouble. */
#define SHORTEST_REST 60
#define TROUBLE_REST (15 * 60)

G_DEFINE_ENUM_TYPE (KinConnectionState, kin_connection_state,
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_NEEDS_SIGN_IN, "needs-sign-in"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_LIMITED, "limited"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_MERGED, "merged"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_ENDED, "ended"),
                    G_DEFINE_ENUM_VALUE (KIN_CONNECTION_JOINED, "joined"))

static const char * const ids[] = {
  "ready", "needs-sign-in", "limited", "paused", "refused", "stopped", "merged", "ended",
  "joined",
};

/**
 * kin_connection_state_to_id:
 *
 * Returns: the word for @state that is kept in files
 */
const char *
kin_connection_state_to_id (KinConnectionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (ids), NULL);

  return ids[state];
}

/**
 * kin_connection_state_from_id:
 * @id: (nullable): a word in a file, maybe of a later version
 *
 * Returns: what it stands for; %KIN_CONNECTION_READY where that is not known
 */
KinConnectionState
kin_connection_state_from_id (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      return i;

  return KIN_CONNECTION_READY;
}

static gboolean
is_refusal (const GError *error)
{
  static const KinPortalError refusals[] = {
    KIN_PORTAL_ERROR_BAD_CLIENT, KIN_PORTAL_ERROR_DENIED,  KIN_PORTAL_ERROR_SIGN_IN_REFUSED,
    KIN_PORTAL_ERROR_BAD_SCOPE,  KIN_PORTAL_ERROR_REFUSED, KIN_PORTAL_ERROR_REFUSED_TYPE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_error_matches (error, KIN_PORTAL_ERROR, (int) refusals[i]))
      return TRUE;

  return FALSE;
}

/**
 * kin_connection_state_after:
 * @before: the state when a run began
 * @error: (nullable): what ended the whole run
 * @complete: all questions came to an end
 * @rest: for how many seconds the portal is left alone from now on
 * @asked: whether it asked for that itself
 *
 * Decides how things stand with a portal after it was asked. What says nothing about the portal,
 * such as no network, changes nothing.
 */
KinConnectionState
kin_connection_state_after (KinConnectionState  before,
                            const GError       *error,
                            gboolean            complete,
                            gint64              rest,
                            gboolean            asked)
{
  if (kin_connection_state_is_over (before))
    return before;
  if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_OTHER_PERSON))
    return KIN_CONNECTION_STOPPED;
  if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_MERGED) ||
      g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_MERGED))
    return KIN_CONNECTION_MERGED;
  if (g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NEEDS_SIGN_IN) ||
      g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN))
    return KIN_CONNECTION_NEEDS_SIGN_IN;
  if (is_refusal (error))
    return KIN_CONNECTION_REFUSED;
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_MANY_REQUESTS))
    return KIN_CONNECTION_LIMITED;
  if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE) ||
      g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_RESTING))
    return KIN_CONNECTION_PAUSED;
  if (error != NULL)
    return before;

  if (complete || rest <= 0)
    return KIN_CONNECTION_READY;

  return asked ? KIN_CONNECTION_LIMITED : KIN_CONNECTION_PAUSED;
}

/**
 * kin_connection_state_passes:
 *
 * Returns: whether @state ends by itself, and the portal is connected as before
 */
gboolean
kin_connection_state_passes (KinConnectionState state)
{
  return state == KIN_CONNECTION_LIMITED || state == KIN_CONNECTION_PAUSED;
}

/**
 * kin_connection_state_is_asked:
 *
 * Returns: whether a portal in @state may be asked without anybody having looked first
 */
gboolean
kin_connection_state_is_asked (KinConnectionState state)
{
  return state != KIN_CONNECTION_STOPPED && state != KIN_CONNECTION_MERGED &&
         !kin_connection_state_is_over (state);
}

/**
 * kin_connection_state_is_over:
 *
 * Returns: whether it came to an end, and somebody has seen to that: nothing is left to do
 */
gboolean
kin_connection_state_is_over (KinConnectionState state)
{
  return state == KIN_CONNECTION_ENDED || state == KIN_CONNECTION_JOINED;
}

/**
 * kin_connection_state_lasts:
 * @rest: for how many seconds the portal is left alone anyway
 *
 * Returns: for how many seconds @state holds; 0 when nobody knows
 */
gint64
kin_connection_state_lasts (KinConnectionState state,
                            gint64             rest)
{
  if (!kin_connection_state_passes (state))
    return 0;

  return MAX (rest, state == KIN_CONNECTION_LIMITED ? SHORTEST_REST : TROUBLE_REST);
}

/**
 * kin_connection_state_dup_end:
 * @seconds: for so long it holds from now
 *
 * Returns: (transfer full) (nullable): until when, in UTC; %NULL where that is 0, and not known
 */
char *
kin_connection_state_dup_end (gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add_seconds (now, (double) seconds);

  return seconds > 0 ? g_date_time_format (end, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}
