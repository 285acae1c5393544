/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-client"

#include "config.h"

#include "kin-client.h"
#include "kin-fetch-private.h"
#include "kin-request-private.h"
#include "kin-revoke-private.h"
#include "kin-task.h"

G_DEFINE_FINAL_TYPE (KinClient, kin_client, G_TYPE_OBJECT)

static void
kin_client_finalize (GObject *object)
{
  KinClient *self = KIN_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_object (&self->portal);
  g_clear_object (&self->refresh);
  g_free (self->patient_id);

  G_OBJECT_CLASS (kin_client_parent_class)->finalize (object);
}

static void
kin_client_class_init (KinClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_client_finalize;
}

static void
kin_client_init (KinClient *self)
{
  self->max_total = KIN_CLIENT_MAX_TOTAL;
}

/**
 * kin_client_new:
 * @http: the way onto the network
 * @portal: the portal, as it describes itself now
 * @client_id: who this app is there
 * @patient_id: (nullable): whose record it is; %NULL before it is confirmed
 * @scope: (nullable): what was granted last, when there is no @grant
 * @credentials: where the secrets of this connection are kept
 * @grant: (nullable): a grant of this run; without one the first request refreshes
 *
 * All of it stays as it is: another person or portal is another client.
 *
 * Returns: (transfer full): the requests of one connection
 */
KinClient *
kin_client_new (KinHttp        *http,
                KinPortal      *portal,
                const char     *client_id,
                const char     *patient_id,
                const char     *scope,
                KinCredentials *credentials,
                KinGrant       *grant)
{
  KinClient *self;

  g_return_val_if_fail (KIN_IS_HTTP (http), NULL);
  g_return_val_if_fail (KIN_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (client_id != NULL, NULL);
  g_return_val_if_fail (KIN_IS_CREDENTIALS (credentials), NULL);

  self = g_object_new (KIN_TYPE_CLIENT, NULL);
  self->http = g_object_ref (http);
  self->portal = g_object_ref (portal);
  self->patient_id = g_strdup (patient_id);
  self->refresh = kin_refresh_new (http, portal, client_id, patient_id, scope, credentials, grant);
  return self;
}

/**
 * kin_client_set_confirmed:
 * @confirmed: whose record it is, as somebody said yes to it
 *
 * A grant for a record that @confirmed says was put into this one is as good as one for this one:
 * only this one is asked about either way.
 */
void
kin_client_set_confirmed (KinClient   *self,
                          KinIdentity *confirmed)
{
  g_return_if_fail (KIN_IS_CLIENT (self));
  g_return_if_fail (confirmed != NULL);

  kin_refresh_set_confirmed (self->refresh, confirmed);
}

/**
 * kin_client_get_portal:
 * @self: a client
 *
 * Returns: (transfer none): its portal
 */
KinPortal *
kin_client_get_portal (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), NULL);

  return self->portal;
}

/**
 * kin_client_get_patient_id:
 * @self: a client
 *
 * Returns: (nullable): the id of the Patient it asks about
 */
const char *
kin_client_get_patient_id (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), NULL);

  return self->patient_id;
}

/**
 * kin_client_get_scope:
 * @self: a client
 *
 * Returns: (nullable): what is granted; a refresh may change it
 */
const char *
kin_client_get_scope (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), NULL);

  return kin_refresh_get_scope (self->refresh);
}

/**
 * kin_client_get_grant:
 * @self: a client
 *
 * Returns: (nullable) (transfer none): what it asks with now; %NULL before it had to ask
 */
KinGrant *
kin_client_get_grant (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), NULL);

  return kin_refresh_get_grant (self->refresh);
}

/**
 * kin_client_get_needs_sign_in:
 * @self: a client
 *
 * Returns: whether every further request would fail until the person signs in
 */
gboolean
kin_client_get_needs_sign_in (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), FALSE);

  return kin_refresh_is_over (self->refresh);
}

/**
 * kin_client_set_max_total:
 * @self: a client
 * @max_total: bytes of all answers together, unpacked, above which no more is asked
 *
 * %KIN_CLIENT_MAX_TOTAL unless set: a smaller one for a disk that is nearly full.
 */
void
kin_client_set_max_total (KinClient *self,
                          guint64    max_total)
{
  g_return_if_fail (KIN_IS_CLIENT (self));

  self->max_total = max_total;
}

/**
 * kin_client_get_n_requests:
 * @self: a client
 *
 * Returns: how many pages and attachments were asked for, with repeats after a
 *   new token but without those of the HTTP layer
 */
guint
kin_client_get_n_requests (KinClient *self)
{
  g_return_val_if_fail (KIN_IS_CLIENT (self), 0);

  return self->n_requests;
}

/**
 * kin_client_is_own_url:
 * @self: a client
 * @url: a link, reference or attachment address, relative or absolute
 *
 * Returns: whether it may be fetched with the token of this connection
 */
gboolean
kin_client_is_own_url (KinClient  *self,
                       const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (KIN_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (url != NULL, FALSE);

  uri = kin_fetch_resolve (self, url, NULL);
  return uri != NULL;
}

/**
 * kin_client_fetch_async:
 * @self: a client
 * @url: a query or reference relative to the base, or a `next` link as it came
 * @cancellable: (nullable): a cancellable
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Reads one page or resource. Waits, repeats and refreshes as needed.
 */
void
kin_client_fetch_async (KinClient           *self,
                        const char          *url,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (KIN_IS_CLIENT (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_client_fetch_async);
  kin_fetch_begin (task, url, NULL, -1, KIN_CLIENT_MAX_PAGE);
}

/**
 * kin_client_fetch_finish:
 * @self: a client
 * @result: the result
 * @error: %KIN_PORTAL_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the page, proven complete, with its bundle
 */
KinAnswer *
kin_client_fetch_finish (KinClient     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_client_fetch_attachment_async:
 * @self: a client
 * @url: the `url` of an Attachment
 * @content_type: (nullable): its `contentType`
 * @size: its `size` in bytes, or -1
 * @most: how many bytes may come, at most %KIN_CLIENT_MAX_ATTACHMENT
 * @cancellable: (nullable): a cancellable
 * @callback: called with the bytes
 * @user_data: for @callback
 *
 * Reads one attachment as it is; as a Binary resource when the server wants it
 * so, or when nothing else would show that it came whole (portal-standards 3.6).
 */
void
kin_client_fetch_attachment_async (KinClient           *self,
                                   const char          *url,
                                   const char          *content_type,
                                   gint64               size,
                                   gsize                most,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  gboolean named;

  g_return_if_fail (KIN_IS_CLIENT (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_client_fetch_attachment_async);
  /* What a record says goes into a header: only when it can be one (rule N-16). */
  named = content_type != NULL && kin_header_is_plain (content_type);
  kin_fetch_begin (task, url, named ? content_type : "*/*", size,
                   MIN (most, KIN_CLIENT_MAX_ATTACHMENT));
}

/**
 * kin_client_fetch_attachment_finish:
 * @self: a client
 * @result: the result
 * @error: %KIN_PORTAL_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the attachment, proven complete, without a bundle
 */
KinAnswer *
kin_client_fetch_attachment_finish (KinClient     *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
settle_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task, kin_refresh_settle_finish (KIN_REFRESH (object), result, &error),
                        &error);
}

/**
 * kin_client_settle_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable, for somebody without the patience
 * @callback: called when no new token is on its way
 * @user_data: for @callback
 *
 * Waits until a token that was asked for has come and is kept, or has not. The
 * portal may have taken the old one already: a program that ends in between has
 * lost the connection.
 */
void
kin_client_settle_async (KinClient           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (KIN_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_client_settle_async);
  kin_refresh_settle_async (self->refresh, cancellable, settle_cb, g_object_ref (task));
}

/**
 * kin_client_settle_finish:
 * @self: a client
 * @result: the result
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: whether no new token is on its way
 */
gboolean
kin_client_settle_finish (KinClient     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
revoke_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean done = kin_revoke_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, done);
}

/**
 * kin_client_revoke_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal has forgotten the grant
 * @user_data: for @callback
 *
 * Gives the grant back (RFC 7009). The client cannot be used afterwards. The
 * caller clears the secrets, whatever comes of this.
 */
void
kin_client_revoke_async (KinClient           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (KIN_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_client_revoke_async);
  kin_refresh_revoke_async (self->refresh, cancellable, revoke_cb, g_object_ref (task));
}

/**
 * kin_client_revoke_finish:
 * @self: a client
 * @result: the result
 * @error: why the portal may still honour the grant
 *
 * Returns: whether the portal took it back; %FALSE without an error when it
 *   offers no way to do so (see kin_portal_get_management())
 */
gboolean
kin_client_revoke_finish (KinClient     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
