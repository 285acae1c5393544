/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-outcome"

#include "config.h"

#include <string.h>

#include "kin-json.h"
#include "kin-outcome-private.h"
#include "kin-portal-error.h"

#define MAX_CODE 48

/* Codes go into messages and logs; free text, which may name a person, does not. */
static gboolean
is_code (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MAX_CODE &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                       "0123456789-_.") == length;
}

static char *
dup_code (KinJsonNode node)
{
  g_autofree char *text = kin_json_node_dup_string (node);

  return text != NULL && is_code (text) ? g_steal_pointer (&text) : NULL;
}

/**
 * kin_outcome_dup_code:
 * @body: an answer, of any kind
 *
 * Reads the first issue of an OperationOutcome
 * (https://hl7.org/fhir/R4/operationoutcome.html).
 *
 * Returns: (transfer full) (nullable): its code, and the vendor's code after a
 *   slash when there is one; %NULL when @body is no OperationOutcome
 */
char *
kin_outcome_dup_code (GBytes *body)
{
  g_autoptr (KinJson) json = kin_json_new (body, NULL);
  g_autofree char *code = NULL;
  g_autofree char *detail = NULL;
  KinJsonNode root, issue;

  if (json == NULL)
    return NULL;
  root = kin_json_get_root (json);
  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "OperationOutcome"))
    return NULL;
  issue = kin_json_node_at (kin_json_node_get (root, "issue"), 0);
  code = dup_code (kin_json_node_get (issue, "code"));
  detail = dup_code (kin_json_node_get (
    kin_json_node_at (kin_json_node_get_path (issue, "details.coding"), 0), "code"));
  if (code != NULL && detail != NULL)
    return g_strdup_printf ("%s/%s", code, detail);
  return code != NULL ? g_steal_pointer (&code) : g_steal_pointer (&detail);
}

static KinPortalError
status_to_code (guint status)
{
  switch (status)
    {
    case 400:
      return KIN_PORTAL_ERROR_REFUSED_SHAPE;
    case 401:
      return KIN_PORTAL_ERROR_NEEDS_SIGN_IN;
    case 403:
      return KIN_PORTAL_ERROR_REFUSED_TYPE;
    case 404:
      return KIN_PORTAL_ERROR_NOT_FOUND;
    case 406:
    case 415:
      return KIN_PORTAL_ERROR_REFUSED_FORMAT;
    case 408:
    case 429:
      return KIN_PORTAL_ERROR_TOO_MANY_REQUESTS;
    case 410:
      return KIN_PORTAL_ERROR_GONE;
    case 511:
      return KIN_PORTAL_ERROR_NETWORK_SIGN_IN;
    default:
      return status >= 500 ? KIN_PORTAL_ERROR_SERVER_TROUBLE : KIN_PORTAL_ERROR_REFUSED;
    }
}

/* A limit for the day, whatever status it comes with: another day there is an answer. The number
 * is Epic's, for a document that was made too often. */
static gboolean
is_limit (const char *code)
{
  return code != NULL &&
         (g_str_equal (code, "throttled") || g_str_has_prefix (code, "throttled/") ||
          g_str_has_suffix (code, "/4135"));
}

/* The number is Epic's, for a patient who was merged. */
static gboolean
is_merge (const char *code)
{
  return code != NULL && g_str_has_suffix (code, "/4107");
}

static KinPortalError
find_code (guint       status,
           const char *code)
{
  if (is_limit (code))
    return KIN_PORTAL_ERROR_TOO_MANY_REQUESTS;

  return is_merge (code) ? KIN_PORTAL_ERROR_MERGED : status_to_code (status);
}

/**
 * kin_reply_check:
 * @reply: a reply
 * @error: what the status means (portal-standards 3.7), with the status and the
 *   OperationOutcome code in the message
 *
 * Returns: whether it is a plain success
 */
gboolean
kin_reply_check (KinReply  *reply,
                 GError   **error)
{
  g_autofree char *code = NULL;

  if (reply->status >= 200 && reply->status < 300)
    return TRUE;
  code = kin_outcome_dup_code (reply->body);
  g_set_error (error, KIN_PORTAL_ERROR, (int) find_code (reply->status, code),
               "the server answered %u%s%s", reply->status, code != NULL ? " " : "",
               code != NULL ? code : "");
  return FALSE;
}
