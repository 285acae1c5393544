/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-exchange"

#include "config.h"

#include <errno.h>
#include <string.h>

#include "kin-exchange-private.h"
#include "kin-origin-private.h"

#define PIECE (64 * 1024)
#define RATE_SLOTS 32

/* A clock this far from the server's explains an "expired" certificate. */
#define SKEW_SECONDS 300

/* One request and its answer on the wire; nothing is followed or repeated here. */
typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  KinRequest *request;
  KinLimits limits;
  gint64 clock_skew;

  GCancellable *cancel;      /* ours: ends the exchange for every reason */
  GCancellable *outer;
  gulong outer_handler;
  GError *reason;            /* why we ended it, when we did */

  guint timer;
  gint64 started;            /* monotonic, microseconds; 0 is "not yet" */
  gint64 connecting;
  gint64 sent;
  gint64 reading;
  guint64 received;
  guint64 rate_log[RATE_SLOTS];
  guint rate_slot;
  guint rate_filled;
  gint64 rate_logged;

  GInputStream *stream;
  KinBody *body;
  KinReply *reply;
  guint8 *piece;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_handle_id (&exchange->timer, g_source_remove);
  if (exchange->outer_handler != 0)
    g_cancellable_disconnect (exchange->outer, exchange->outer_handler);
  g_clear_object (&exchange->outer);
  g_clear_object (&exchange->cancel);
  g_clear_error (&exchange->reason);
  g_clear_object (&exchange->stream);
  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->session);
  g_clear_pointer (&exchange->request, kin_request_unref);
  g_clear_pointer (&exchange->body, kin_body_free);
  g_clear_pointer (&exchange->reply, kin_reply_unref);
  if (exchange->piece != NULL)
    explicit_bzero (exchange->piece, PIECE);
  g_free (exchange->piece);
  g_free (exchange);
}

/* Ends the exchange at once; the first reason given is the one reported. */
static void
exchange_abort (Exchange       *exchange,
                KinPortalError  code,
                const char     *message)
{
  if (exchange->reason == NULL)
    exchange->reason = g_error_new_literal (KIN_PORTAL_ERROR, (int) code, message);
  g_cancellable_cancel (exchange->cancel);
}

static gboolean
over (gint64 since,
      gint64 now,
      gint64 limit)
{
  return since != 0 && now - since > limit * 1000;
}

/* Keeps how many bytes had come at each moment of the last window, so that a
 * server that drips is seen whenever the drip starts. */
static gboolean
is_too_slow (Exchange *exchange,
             gint64    now)
{
  gint64 step = MAX (exchange->limits.rate_window * 1000 / RATE_SLOTS, 1);
  guint64 before;

  if (exchange->reading == 0)
    return FALSE;
  if (exchange->rate_logged == 0)
    exchange->rate_logged = exchange->reading;
  while (now - exchange->rate_logged >= step)
    {
      exchange->rate_logged += step;
      before = exchange->rate_log[exchange->rate_slot];
      exchange->rate_log[exchange->rate_slot] = exchange->received;
      exchange->rate_slot = (exchange->rate_slot + 1) % RATE_SLOTS;
      if (exchange->rate_filled < RATE_SLOTS)
        exchange->rate_filled++;
      else if (exchange->received - before < (guint64) exchange->limits.rate_bytes)
        return TRUE;
    }
  return FALSE;
}

static gboolean
on_timer (gpointer user_data)
{
  Exchange *exchange = user_data;
  gint64 now = g_get_monotonic_time ();
  KinPortalError code = KIN_PORTAL_ERROR_TIMED_OUT;
  const char *what = NULL;

  if (over (exchange->started, now, exchange->request->deadline))
    what = "the whole request took too long";
  else if (exchange->sent == 0 && over (exchange->connecting, now, exchange->limits.connect))
    {
      /* Nothing was sent yet, so nothing was used up: see kin-refresh.c. */
      code = KIN_PORTAL_ERROR_NO_NETWORK;
      what = "connecting took too long";
    }
  else if (exchange->reading == 0 && over (exchange->sent, now, exchange->limits.headers))
    what = "the server did not begin to answer";
  else if (is_too_slow (exchange, now))
    what = "the answer comes too slowly";
  if (what == NULL)
    return G_SOURCE_CONTINUE;

  exchange->timer = 0;
  exchange_abort (exchange, code, what);
  return G_SOURCE_REMOVE;
}

/* Runs before the first byte of the request is written (rule N-02): the
 * platform would still speak TLS 1.0. */
static void
on_network_event (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            user_data)
{
  Exchange *exchange = user_data;

  if (exchange->connecting == 0)
    exchange->connecting = g_get_monotonic_time ();
  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED)
    return;
  if (!G_IS_TLS_CONNECTION (connection) ||
      g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) <
        G_TLS_PROTOCOL_VERSION_TLS_1_2)
    exchange_abort (exchange, KIN_PORTAL_ERROR_TLS_OLD, "the server speaks an old TLS only");
}

static void
on_starting (SoupMessage *message,
             gpointer     user_data)
{
  Exchange *exchange = user_data;

  exchange->sent = g_get_monotonic_time ();
}

static void
on_outer_cancelled (GCancellable *cancellable,
                    gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static KinPortalError
certificate_problem (Exchange             *exchange,
                     GTlsCertificateFlags  flags)
{
  if (flags & (G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_INSECURE))
    return KIN_PORTAL_ERROR_TLS_WEAK;
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return KIN_PORTAL_ERROR_TLS_UNKNOWN_ISSUER;
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return KIN_PORTAL_ERROR_TLS_OTHER_NAME;
  /* Nobody installs a certificate before it is valid, so it is our clock. */
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return KIN_PORTAL_ERROR_TLS_CLOCK;
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return ABS (exchange->clock_skew) > SKEW_SECONDS ? KIN_PORTAL_ERROR_TLS_CLOCK
                                                     : KIN_PORTAL_ERROR_TLS_EXPIRED;
  return KIN_PORTAL_ERROR_TLS_FAILED;
}

static const char *
certificate_words (KinPortalError code)
{
  switch ((int) code)
    {
    case KIN_PORTAL_ERROR_TLS_WEAK:
      return "the certificate is weak or revoked";
    case KIN_PORTAL_ERROR_TLS_UNKNOWN_ISSUER:
      return "the certificate comes from an unknown issuer";
    case KIN_PORTAL_ERROR_TLS_OTHER_NAME:
      return "the certificate is for another host";
    case KIN_PORTAL_ERROR_TLS_CLOCK:
      return "the certificate is not valid at the time this computer shows: its clock looks wrong";
    case KIN_PORTAL_ERROR_TLS_EXPIRED:
      return "the certificate has expired, or the clock of this computer is wrong";
    default:
      return "the certificate is not accepted";
    }
}

/* What a failure of the platform means for us. */
static GError *
translate (Exchange *exchange,
           GError   *error)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (exchange->message);
  KinPortalError code = KIN_PORTAL_ERROR_NO_NETWORK;
  const char *words = "the server cannot be reached";

  if (exchange->reason != NULL)
    return g_error_copy (exchange->reason);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == KIN_PORTAL_ERROR)
    return g_error_copy (error);
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
      (error->domain == G_TLS_ERROR && flags != 0))
    {
      code = certificate_problem (exchange, flags);
      words = certificate_words (code);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
           (exchange->reading != 0 && error->domain != SOUP_SESSION_ERROR))
    {
      code = KIN_PORTAL_ERROR_NOT_COMPLETE;
      words = "the answer ended early";
    }
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF) || exchange->sent != 0)
    {
      code = KIN_PORTAL_ERROR_NOT_COMPLETE;
      words = "the server closed the connection without an answer";
    }
  else if (error->domain == G_TLS_ERROR)
    {
      code = KIN_PORTAL_ERROR_TLS_FAILED;
      words = "no secure connection could be made";
    }
  return g_error_new_literal (KIN_PORTAL_ERROR, (int) code, words);
}

static void
exchange_fail (GTask  *task,
               GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_clear_handle_id (&exchange->timer, g_source_remove);
  soup_message_headers_remove (soup_message_get_request_headers (exchange->message),
                               "Authorization");
  g_task_return_error (task, translate (exchange, error));
  g_error_free (error);
}

/* The one header that is asked for must also be the one that comes back; a
 * stacked or unknown coding is refused unread (rule N-11). */
static gboolean
read_coding (SoupMessageHeaders  *headers,
             gboolean            *gzip,
             GError             **error)
{
  const char *coding = soup_message_headers_get_list (headers, "Content-Encoding");

  *gzip = coding != NULL && (g_ascii_strcasecmp (coding, "gzip") == 0 ||
                             g_ascii_strcasecmp (coding, "x-gzip") == 0);
  if (*gzip || coding == NULL || *coding == '\0' || g_ascii_strcasecmp (coding, "identity") == 0)
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ENCODING,
                       "the answer is packed in a way that was not asked for");
  return FALSE;
}

/* Two lengths, or one that is no number, prove nothing. */
static gboolean
read_length (SoupMessage  *message,
             goffset      *announced,
             GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *text = soup_message_headers_get_list (headers, "Content-Length");
  guint64 length;

  *announced = -1;
  if (text == NULL || soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL))
    {
      *announced = (goffset) length;
      return TRUE;
    }
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                       "the answer has no clear length");
  return FALSE;
}

static char *
plain_header (SoupMessageHeaders *headers,
              const char         *name)
{
  const char *value = soup_message_headers_get_one (headers, name);

  return kin_header_is_plain (value) ? g_strdup (value) : NULL;
}

/* A Location may be a long URL; kin_origin_resolve() judges it. */
static char *
location_header (SoupMessageHeaders *headers)
{
  return g_strdup (soup_message_headers_get_one (headers, "Location"));
}

static gint64
date_header (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static KinReply *
reply_new (SoupMessage *message)
{
  static const char *rate_headers[] = { "RateLimit-Reset", "X-RateLimit-Reset", "RateLimit" };
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  KinReply *reply = g_new0 (KinReply, 1);

  g_ref_count_init (&reply->ref_count);
  reply->status = soup_message_get_status (message);
  reply->content_type = kin_header_is_plain (type) ? g_ascii_strdown (type, -1) : NULL;
  reply->location = location_header (headers);
  reply->etag = plain_header (headers, "ETag");
  reply->retry_after = plain_header (headers, "Retry-After");
  for (gsize i = 0; i < G_N_ELEMENTS (rate_headers) && reply->rate_reset == NULL; i++)
    reply->rate_reset = plain_header (headers, rate_headers[i]);
  reply->server_time = date_header (headers);
  return reply;
}

/* From 3.6.5 on libsoup itself refuses a chunked body without its last chunk;
 * over HTTP/2 the end of the stream is explicit. */
static gboolean
wire_proves_end (SoupMessage *message)
{
  if (soup_message_get_http_version (message) == SOUP_HTTP_2_0)
    return TRUE;
  return soup_message_headers_get_encoding (soup_message_get_response_headers (message)) ==
           SOUP_ENCODING_CHUNKED &&
         soup_check_version (3, 6, 5);
}

static void
exchange_end (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->reply->body = kin_body_finish (exchange->body, &exchange->reply->proof, &error);
  if (exchange->reply->body == NULL)
    {
      exchange_fail (task, error);
      return;
    }
  if (wire_proves_end (exchange->message))
    exchange->reply->proof = KIN_BODY_PROVEN;
  g_clear_handle_id (&exchange->timer, g_source_remove);
  g_task_return_pointer (task, g_steal_pointer (&exchange->reply),
                         (GDestroyNotify) kin_reply_unref);
}

static void read_next (GTask *task);

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (length == 0)
    exchange_end (task);
  else if (length < 0)
    exchange_fail (task, error);
  else
    {
      exchange->received += (guint64) length;
      if (!kin_body_take (exchange->body, exchange->piece, (gsize) length, &error))
        {
          /* Ends the connection too: nobody reads the rest of a bomb. */
          exchange_abort (exchange, (KinPortalError) error->code, error->message);
          exchange_fail (task, error);
        }
      else
        read_next (g_steal_pointer (&task));
    }
}

static void
read_next (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_async (exchange->stream, exchange->piece, PIECE, G_PRIORITY_DEFAULT,
                             exchange->cancel, read_cb, task);
}

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean gzip = FALSE;
  goffset announced = -1;
  guint status;

  exchange->stream = soup_session_send_finish (exchange->session, result, &error);
  if (exchange->stream == NULL)
    {
      exchange_fail (task, error);
      return;
    }
  soup_message_headers_remove (soup_message_get_request_headers (exchange->message),
                               "Authorization");
  if (!read_coding (soup_message_get_response_headers (exchange->message), &gzip, &error) ||
      !read_length (exchange->message, &announced, &error))
    {
      exchange_abort (exchange, (KinPortalError) error->code, error->message);
      exchange_fail (task, error);
      return;
    }
  status = soup_message_get_status (exchange->message);
  exchange->reading = g_get_monotonic_time ();
  exchange->reply = reply_new (exchange->message);
  exchange->body = kin_body_new (SOUP_STATUS_IS_SUCCESSFUL (status)
                                   ? exchange->request->cap
                                   : MIN (exchange->request->cap, (gsize) KIN_CAP_PROBLEM),
                                 gzip, status == SOUP_STATUS_NOT_MODIFIED ? -1 : announced);
  exchange->piece = g_malloc (PIECE);
  read_next (g_steal_pointer (&task));
}

static void
add_credentials (KinRequest         *request,
                 SoupMessageHeaders *headers)
{
  g_autofree char *value = NULL;

  if (request->basic != NULL && request->form != NULL)
    value = g_strconcat ("Basic ", kin_secret_get_text (request->basic), NULL);
  else if (kin_request_may_bear (request))
    value = g_strconcat ("Bearer ", kin_secret_get_text (request->bearer), NULL);
  if (value == NULL)
    return;
  soup_message_headers_replace (headers, "Authorization", value);
  explicit_bzero (value, strlen (value));
}

static void
add_form (KinRequest  *request,
          SoupMessage *message)
{
  gsize length;
  const guint8 *data;
  g_autoptr (GBytes) body = NULL;

  if (request->form == NULL)
    return;
  data = kin_secret_get_data (request->form, &length);
  body = g_bytes_new_with_free_func (data, length, (GDestroyNotify) kin_secret_unref,
                                     kin_secret_ref (request->form));
  soup_message_set_request_body_from_bytes (message,
                                            request->sends_json
                                            ? "application/json"
                                            : "application/x-www-form-urlencoded", body);
}

static SoupMessage *
message_new (KinRequest *request)
{
  SoupMessage *message = soup_message_new_from_uri (request->form != NULL ? "POST" : "GET",
                                                    request->uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* A code or token can be spent once: it does not ride on a connection that the
   * server may just be closing. */
  if (request->form != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_headers_replace (headers, "Accept", request->accept);
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  add_credentials (request, headers);
  add_form (request, message);
  return message;
}

/**
 * kin_exchange_async:
 * @session: a bare session
 * @limits: how long each part may take
 * @request: the question
 * @clock_skew: how far our clock is from the last server's, in seconds
 * @cancellable: (nullable): a cancellable
 * @callback: called with the whole answer
 * @user_data: for @callback
 *
 * Sends one request once, and reads its answer whole. Fails with
 * %KIN_PORTAL_ERROR for the way there and back; every status is an answer.
 */
void
kin_exchange_async (SoupSession         *session,
                    const KinLimits     *limits,
                    KinRequest          *request,
                    gint64               clock_skew,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, kin_exchange_async);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  /* A finished answer is handed over even when the cancel came a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  exchange->session = g_object_ref (session);
  exchange->request = kin_request_ref (request);
  exchange->limits = *limits;
  exchange->clock_skew = clock_skew;
  exchange->cancel = g_cancellable_new ();
  exchange->started = g_get_monotonic_time ();
  exchange->message = message_new (request);
  if (cancellable != NULL)
    {
      exchange->outer = g_object_ref (cancellable);
      exchange->outer_handler = g_cancellable_connect (cancellable,
                                                       G_CALLBACK (on_outer_cancelled),
                                                       g_object_ref (exchange->cancel),
                                                       g_object_unref);
    }
  g_signal_connect (exchange->message, "network-event", G_CALLBACK (on_network_event), exchange);
  g_signal_connect (exchange->message, "starting", G_CALLBACK (on_starting), exchange);
  exchange->timer = g_timeout_add ((guint) limits->tick, on_timer, exchange);
  soup_session_send_async (session, exchange->message, G_PRIORITY_DEFAULT, exchange->cancel,
                           send_cb, g_steal_pointer (&task));
}

/**
 * kin_exchange_finish:
 * @result: the result
 * @error: why there is no answer
 *
 * Returns: (transfer full): the answer
 */
KinReply *
kin_exchange_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
