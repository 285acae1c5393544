/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-client"

#include "config.h"

#include <string.h>

#include "kin-answer-private.h"
#include "kin-attachment-private.h"
#include "kin-client.h"
#include "kin-grant-private.h"
#include "kin-http-private.h"
#include "kin-json.h"
#include "kin-origin-private.h"
#include "kin-outcome-private.h"
#include "kin-portal-private.h"
#include "kin-refresh-private.h"
#include "kin-revoke-private.h"

#define FHIR_JSON "application/fhir+json"

/* What is read in less time than it takes to wake a thread for it, in bytes. */
#define SHORT_PAGE (16 * 1024)

#define ATTACHMENT_DEADLINE (15 * 60 * 1000)

/* A page whose end nothing on the wire proves is asked for again this often. */
#define MAX_CUTS 2

/* How often one request may meet 401 in all: with tokens that end on the way,
 * or that another request had fetched before. */
#define MAX_REFUSALS 5

struct _KinClient
{
  GObject parent_instance;

  KinHttp *http;
  KinPortal *portal;
  char *patient_id;
  KinRefresh *refresh;
  guint n_requests;
  guint64 received;          /* bytes of all answers, unpacked */
  guint64 max_total;
};

G_DEFINE_FINAL_TYPE (KinClient, kin_client, G_TYPE_OBJECT)

/* One page or attachment, until it is there. */
typedef struct
{
  GUri *uri;
  char *accept;
  gboolean attachment;
  gboolean wrapped;          /* asked as a Binary resource */
  gint64 size;               /* what the record says an attachment has, or -1 */
  gsize most;                /* how many bytes may come */

  KinGrant *grant;           /* what it was last sent with */
  guint n_refused;           /* how often the answer was 401 */
  gint64 refused_at;         /* the last time, monotonic */
  guint cuts;
  KinReply *reply;
} Fetch;

static void fetch_step (GTask *task);

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_free (fetch->accept);
  g_clear_pointer (&fetch->grant, kin_grant_unref);
  g_clear_pointer (&fetch->reply, kin_reply_unref);
  g_free (fetch);
}

/* In a thread, unless it is short: a page takes longer to read than a frame lasts. */
static void
read_page (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  KinReply *reply = task_data;
  g_autoptr (GError) problem = NULL;
  g_autoptr (KinBundle) bundle = kin_bundle_new (reply->body, &problem);

  if (bundle != NULL)
    g_task_return_pointer (task, kin_answer_new (bundle, reply->body, reply->content_type,
                                                 reply->server_time, reply->etag),
                           (GDestroyNotify) kin_answer_unref);
  /* Only the closed root proves the end of such a body (rule N-12). */
  else if (reply->proof == KIN_BODY_UNPROVEN && problem->domain == KIN_JSON_ERROR)
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                             "the page ended early");
  else
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_FHIR,
                             "the page is not FHIR");
}

static void
page_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  KinAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) kin_answer_unref);
  else if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE) &&
           fetch->cuts++ < MAX_CUTS)
    {
      g_clear_error (&error);
      fetch_step (task);
    }
  else
    g_task_return_error (task, error);
}

/* Asks for an attachment in the other of the two ways FHIR has: as a Binary
 * resource, whose JSON shows its own end (portal-quirks 35). */
static gboolean
ask_wrapped (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->wrapped)
    return FALSE;
  fetch->wrapped = TRUE;
  g_free (fetch->accept);
  fetch->accept = g_strdup (FHIR_JSON);
  fetch_step (task);
  return TRUE;
}

static void
attachment_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) kin_answer_unref);
  else if (g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE) &&
           ask_wrapped (task))
    g_clear_error (&error);
  else
    g_task_return_error (task, error);
}

static void
read_attachment_in_thread (GTask        *task,
                           gpointer      source,
                           gpointer      task_data,
                           GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;
  KinAnswer *answer = kin_attachment_read (fetch->reply, fetch->accept, fetch->size, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) kin_answer_unref);
  else
    g_task_return_error (task, error);
}

/* A copy for the thread, so that nothing there is shared with this one. */
static Fetch *
fetch_copy_for_thread (Fetch *fetch)
{
  Fetch *copy = g_new0 (Fetch, 1);

  copy->accept = g_strdup (fetch->accept);
  copy->size = fetch->size;
  copy->reply = g_steal_pointer (&fetch->reply);
  return copy;
}

static void
fetch_read (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  gboolean is_short = g_bytes_get_size (fetch->reply->body) < SHORT_PAGE;
  g_autoptr (GTask) child = g_task_new (g_task_get_source_object (task),
                                        g_task_get_cancellable (task),
                                        fetch->attachment ? attachment_cb : page_cb,
                                        g_object_ref (task));

  if (fetch->attachment)
    {
      g_task_set_task_data (child, fetch_copy_for_thread (fetch), (GDestroyNotify) fetch_free);
      g_task_run_in_thread (child, read_attachment_in_thread);
    }
  else
    {
      g_task_set_task_data (child, g_steal_pointer (&fetch->reply),
                            (GDestroyNotify) kin_reply_unref);
      if (is_short)
        read_page (child, g_task_get_source_object (child), g_task_get_task_data (child), NULL);
      else
        g_task_run_in_thread (child, read_page);
    }
}

/* Whether it was a fresh token that was refused: fetched because of an earlier
 * 401 to this very request, and not yet at its end when the answer came. */
static gboolean
was_fresh (Fetch *fetch)
{
  return fetch->n_refused > 0 && kin_grant_get_received (fetch->grant) >= fetch->refused_at &&
         kin_grant_is_in_time (fetch->grant);
}

/* 401 means: a new token, once; a second one means: nothing we hold is good
 * any more (rule T-16). */
static void
take_unauthorized (GTask *task)
{
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  gboolean final = was_fresh (fetch);

  fetch->refused_at = g_get_monotonic_time ();
  if (!final && ++fetch->n_refused < MAX_REFUSALS)
    {
      fetch_step (task);
      return;
    }
  g_debug ("the grant has ended: a fresh token was refused");
  kin_refresh_set_over (self->refresh);
  g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN,
                           "the portal refuses a fresh token");
}

static void
reply_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&fetch->reply, kin_reply_unref);
  fetch->reply = kin_http_send_finish (KIN_HTTP (object), result, &error);
  if (fetch->reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->received += g_bytes_get_size (fetch->reply->body);
  if (fetch->reply->status == 401)
    take_unauthorized (task);
  else if (fetch->attachment &&
           (fetch->reply->status == 406 || fetch->reply->status == 415) && ask_wrapped (task))
    return;
  else if (!kin_reply_check (fetch->reply, &error))
    g_task_return_error (task, error);
  else if (g_bytes_get_size (fetch->reply->body) == 0 && !fetch->attachment)
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE,
                             "the server answered with nothing");
  else
    fetch_read (task);
}

static void
grant_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  KinGrant *grant = kin_refresh_get_finish (KIN_REFRESH (object), result, &error);
  g_autoptr (KinRequest) request = NULL;

  if (grant == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&fetch->grant, kin_grant_unref);
  fetch->grant = grant;
  if (self->received >= self->max_total)
    {
      g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_ENOUGH,
                               "all answers together are as large as those of one run may be");
      return;
    }
  request = kin_request_new (fetch->uri, fetch->accept,
                             fetch->most);
  if (fetch->attachment)
    request->deadline = ATTACHMENT_DEADLINE;
  request->wants_json = !fetch->attachment || fetch->wrapped;
  kin_request_set_bearer (request, kin_portal_get_base_uri (self->portal),
                          kin_grant_get_access_token (grant));
  self->n_requests++;
  kin_http_send_async (self->http, request, g_task_get_cancellable (task), reply_cb,
                       g_object_ref (task));
}

static void
fetch_step (GTask *task)
{
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  kin_refresh_get_async (self->refresh, fetch->n_refused > 0 ? fetch->grant : NULL,
                         g_task_get_cancellable (task), grant_cb, g_object_ref (task));
}

static GUri *
resolve_own (KinClient   *self,
             const char  *url,
             GError     **error)
{
  GUri *base = kin_portal_get_base_uri (self->portal);
  g_autoptr (GUri) uri = kin_origin_resolve (base, url, error);

  if (uri == NULL)
    return NULL;
  if (kin_origin_is_under (base, uri))
    return g_steal_pointer (&uri);
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_HOST,
                       "the address is not part of this portal");
  return NULL;
}

static void
fetch_begin (GTask      *task,
             const char *url,
             const char *accept,
             gboolean    attachment,
             gint64      size,
             gsize       most)
{
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_new0 (Fetch, 1);
  GError *error = NULL;

  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->accept = g_strdup (accept);
  fetch->attachment = attachment;
  fetch->size = size;
  fetch->most = most;
  fetch->uri = resolve_own (self, url, &error);
  if (fetch->uri == NULL)
    g_task_return_error (task, error);
  else
    fetch_step (task);
}

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

  uri = resolve_own (self, url, NULL);
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
  fetch_begin (task, url, FHIR_JSON, FALSE, -1, KIN_CLIENT_MAX_PAGE);
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
  fetch_begin (task, url, named ? content_type : "*/*", TRUE, size,
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

  if (kin_refresh_settle_finish (KIN_REFRESH (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
