/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-fetch"

#include "config.h"

#include "kin-answer-private.h"
#include "kin-attachment-private.h"
#include "kin-fetch-private.h"
#include "kin-grant-private.h"
#include "kin-http-private.h"
#include "kin-json.h"
#include "kin-origin-private.h"
#include "kin-outcome-private.h"
#include "kin-portal-private.h"

#define FHIR_JSON "application/fhir+json"

/* What is read in less time than it takes to wake a thread for it, in bytes. */
#define SHORT_PAGE (16 * 1024)

#define ATTACHMENT_DEADLINE (15 * 60 * 1000)

/* A page whose end nothing on the wire proves is asked for again this often. */
#define MAX_CUTS 2

/* How often one request may meet 401 in all: with tokens that end on the way,
 * or that another request had fetched before. */
#define MAX_REFUSALS 5

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
  request = kin_request_new (fetch->uri, fetch->accept, fetch->most);
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

/* Returns: (transfer full) (nullable): where @url leads, if the token may go there */
GUri *
kin_fetch_resolve (KinClient   *self,
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

/**
 * kin_fetch_begin:
 * @task: of a #KinClient; ends with a #KinAnswer
 * @url: relative to the base, or a whole address
 * @content_type: (nullable): of an attachment; %NULL for a page
 * @size: what the record says an attachment has, in bytes, or -1
 * @most: how many bytes may come
 *
 * Waits, repeats and has new tokens brought as needed.
 */
void
kin_fetch_begin (GTask      *task,
                 const char *url,
                 const char *content_type,
                 gint64      size,
                 gsize       most)
{
  KinClient *self = g_task_get_source_object (task);
  Fetch *fetch = g_new0 (Fetch, 1);
  GError *error = NULL;

  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->accept = g_strdup (content_type != NULL ? content_type : FHIR_JSON);
  fetch->attachment = content_type != NULL;
  fetch->size = size;
  fetch->most = most;
  fetch->uri = kin_fetch_resolve (self, url, &error);
  if (fetch->uri == NULL)
    g_task_return_error (task, error);
  else
    fetch_step (task);
}
