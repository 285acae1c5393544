/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-login-try"

#include "config.h"

#include <libsoup/soup.h>

#include "kin-http-private.h"
#include "kin-login-private.h"
#include "kin-origin-private.h"
#include "kin-portal-private.h"
#include "kin-redirect-private.h"
#include "kin-task.h"
#include "kin-token-private.h"

/* Looks at the page of a portal where a sign-in would begin, as a browser would, and goes no
 * further. A portal that does not know a client says so there, or sends it back with an error (RFC
 * 6749, 4.1.2.1); one that knows it asks who the person is, here or on another page. What else
 * there is, a guard that lets only browsers in or a page that moved, says nothing of the client. */

/* (nullable): the error that the portal sends the browser back to us with; a page of its own may
 * have one in its address for reasons of its own. */
static char *
find_refusal (KinReply   *reply,
              const char *redirect)
{
  const char *query = reply->location != NULL
                      ? kin_redirect_find_query (redirect, reply->location) : NULL;
  g_autoptr (GHashTable) pairs = query != NULL ? soup_form_decode (query) : NULL;

  return pairs != NULL ? g_strdup (g_hash_table_lookup (pairs, "error")) : NULL;
}

static gboolean
says_unknown (KinReply *reply)
{
  return reply->status == 400 || reply->status == 401 ||
         (reply->status < 300 && kin_reply_is_json (reply));
}

static gboolean
judge (KinReply    *reply,
       const char  *redirect,
       GError     **error)
{
  g_autofree char *refusal = find_refusal (reply, redirect);

  if (refusal != NULL)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, (int) kin_token_error_code (refusal),
                           "the portal refuses to begin a sign-in");
      return FALSE;
    }
  if (says_unknown (reply))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT,
                           "the page to sign in does not open for this client");
      return FALSE;
    }
  if (reply->status >= 400)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE,
                           "the page to sign in does not say whether it knows this client");
      return FALSE;
    }
  return TRUE;
}

static void
reply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);

  kin_task_return_done (task, reply != NULL && judge (reply, g_task_get_task_data (task), &error),
                        &error);
}

/**
 * kin_login_try_async:
 * @http: the way onto the network
 * @portal: where somebody is going to sign in
 * @client_id: who this app is there
 * @redirect_uri: (nullable): as for kin_login_new()
 * @types: as for kin_login_new()
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal answered
 * @user_data: for @callback
 *
 * Finds out whether a portal knows this app, as far as can be told before anybody signs in. No
 * browser is opened, and nothing about a person is sent.
 */
void
kin_login_try_async (KinHttp             *http,
                     KinPortal           *portal,
                     const char          *client_id,
                     const char          *redirect_uri,
                     const char * const  *types,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (KinLogin) login = kin_login_new (http, portal, client_id, NULL, redirect_uri, types);
  g_autoptr (KinRequest) request = NULL;
  g_autoptr (GUri) uri = NULL;
  GError *error = NULL;
  g_autofree char *page = kin_login_new_page (login, &error);

  g_task_set_source_tag (task, kin_login_try_async);
  if (page != NULL)
    g_task_set_task_data (task, g_strdup (kin_login_get_return_to (login)), g_free);
  if (page != NULL)
    uri = kin_origin_parse (page, &error);
  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  request = kin_request_new (uri, "text/html", KIN_CAP_DISCOVERY);
  request->stays = TRUE;
  kin_http_send_async (http, request, cancellable, reply_cb, g_object_ref (task));
}

/**
 * kin_login_try_finish:
 * @result: the result
 * @error: %KIN_PORTAL_ERROR_BAD_CLIENT when the portal does not know this app,
 *   %KIN_PORTAL_ERROR_SERVER_TROUBLE when that could not be found out, or what else there is
 *
 * Returns: whether nothing speaks against it
 */
gboolean
kin_login_try_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
