/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-error"

#include "config.h"

#include "kin-bundle.h"
#include "kin-json.h"
#include "kin-portal-error.h"
#include "kin-sync-error-private.h"

/**
 * kin_sync_is_fatal:
 *
 * Returns: whether the whole run has to end, and not only this question
 */
gboolean
kin_sync_is_fatal (const GError *error)
{
  if (error->domain == KIN_PORTAL_ERROR)
    return error->code == KIN_PORTAL_ERROR_NEEDS_SIGN_IN;
  if (error->domain == KIN_RECORD_ERROR)
    return error->code == KIN_RECORD_ERROR_OTHER_PERSON;

  return error->domain != KIN_JSON_ERROR;
}

static gboolean
is_one_of (const GError         *error,
           const KinPortalError *codes,
           gsize                 n_codes)
{
  for (gsize i = 0; i < n_codes; i++)
    if (g_error_matches (error, KIN_PORTAL_ERROR, (int) codes[i]))
      return TRUE;

  return FALSE;
}

/**
 * kin_sync_is_refusal:
 *
 * Returns: whether the portal said no, and would say so again
 */
gboolean
kin_sync_is_refusal (const GError *error)
{
  static const KinPortalError refusals[] = {
    KIN_PORTAL_ERROR_REFUSED_SHAPE,  KIN_PORTAL_ERROR_REFUSED_TYPE,
    KIN_PORTAL_ERROR_REFUSED_FORMAT, KIN_PORTAL_ERROR_REFUSED,
    KIN_PORTAL_ERROR_NOT_FOUND,      KIN_PORTAL_ERROR_GONE,
    KIN_PORTAL_ERROR_MERGED,
  };

  return is_one_of (error, refusals, G_N_ELEMENTS (refusals));
}

/**
 * kin_sync_will_pass:
 *
 * Returns: whether it says something about the portal and the way there, and nothing about what
 *   was asked for: such a try is none, so that nothing is given up for it. A server that fails at
 *   one thing may only do so at this one.
 */
gboolean
kin_sync_will_pass (const GError *error)
{
  static const KinPortalError passing[] = {
    KIN_PORTAL_ERROR_ENOUGH,     KIN_PORTAL_ERROR_TOO_MANY_REQUESTS,
    KIN_PORTAL_ERROR_NO_NETWORK, KIN_PORTAL_ERROR_NETWORK_SIGN_IN,
    KIN_PORTAL_ERROR_RESTING,
  };

  return is_one_of (error, passing, G_N_ELEMENTS (passing));
}

/**
 * kin_sync_reason:
 *
 * Returns: what the ledger says about @error: a few words without names or values
 */
const char *
kin_sync_reason (const GError *error)
{
  static const struct
  {
    KinPortalError  code;
    const char     *words;
  } reasons[] = {
    { KIN_PORTAL_ERROR_REFUSED_SHAPE, "the portal does not take this question" },
    { KIN_PORTAL_ERROR_REFUSED_TYPE, "not shared with this app" },
    { KIN_PORTAL_ERROR_REFUSED_FORMAT, "the portal does not send it in a form we read" },
    { KIN_PORTAL_ERROR_NOT_FOUND, "the portal does not have this" },
    { KIN_PORTAL_ERROR_GONE, "the portal does not have this any more" },
    { KIN_PORTAL_ERROR_MERGED, "the portal joined it with another" },
    { KIN_PORTAL_ERROR_REFUSED, "the portal refused" },
    { KIN_PORTAL_ERROR_NO_NETWORK, "no connection to the portal" },
    { KIN_PORTAL_ERROR_NETWORK_SIGN_IN, "the network wants a sign-in of its own" },
    { KIN_PORTAL_ERROR_TIMED_OUT, "the portal did not answer in time" },
    { KIN_PORTAL_ERROR_NOT_COMPLETE, "the answer was cut off" },
    { KIN_PORTAL_ERROR_TOO_LARGE, "the answer is too large" },
    { KIN_PORTAL_ERROR_BOMB, "the answer is packed so that it can do harm" },
    { KIN_PORTAL_ERROR_ENOUGH, "this was enough for one time" },
    { KIN_PORTAL_ERROR_TOO_MANY_REQUESTS, "the portal asks to wait" },
    { KIN_PORTAL_ERROR_SERVER_TROUBLE, "the portal has trouble" },
    { KIN_PORTAL_ERROR_RESTING, "the portal has trouble" },
    { KIN_PORTAL_ERROR_NOT_FHIR, "the answer is not a health record" },
    { KIN_PORTAL_ERROR_OTHER_HOST, "the portal points to another server" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_error_matches (error, KIN_PORTAL_ERROR, (int) reasons[i].code))
      return reasons[i].words;

  return "the answer could not be used";
}
