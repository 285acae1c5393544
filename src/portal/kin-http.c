/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-http"

#include "config.h"

#include <string.h>

#include "kin-http-private.h"
#include "kin-origin-private.h"
#include "kin-portal-error.h"
#include "kin-retry-private.h"

#define MAX_HOPS 5
#define MAX_CONNECTIONS_PER_HOST 4
#define IDLE_SECONDS 30

/* How often one GET is sent at most (portal-standards 3.7). */
#define MAX_TRIES_BUSY 6
#define MAX_TRIES_TROUBLE 3

/* After this many failures in a row a host is left alone for a while. */
#define MAX_FAILURES 5
#define REST_SECONDS 30

/* Nobody watches a request wait longer than this; the next run asks again. */
#define MAX_WAIT_SECONDS 300

/* What is known about one origin. */
typedef struct
{
  guint failures;            /* in a row, one per pause */
  gint64 paused_until;       /* monotonic, microseconds */
  gboolean busy;             /* it was the server that asked for the pause */
} Host;

/* One request with its hops and repeats. */
typedef struct
{
  KinRequest *request;
  guint hops;
  guint tries;
} Send;

struct _KinHttp
{
  GObject parent_instance;

  SoupSession *session;
  GTlsDatabase *tls_database;
  KinLimits limits;
  guint base_delay;

  GHashTable *hosts;         /* origin → Host */
  gint64 clock_skew;         /* seconds that the last server was ahead of us */
};

G_DEFINE_FINAL_TYPE (KinHttp, kin_http, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TLS_DATABASE,
  PROP_BASE_DELAY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void send_step (GTask *task);

static void
send_free (Send *send)
{
  kin_request_unref (send->request);
  g_free (send);
}

static Host *
get_host (KinHttp *self,
          GUri    *uri)
{
  g_autofree char *origin = kin_origin_to_string (uri);
  Host *host = g_hash_table_lookup (self->hosts, origin);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      g_hash_table_insert (self->hosts, g_steal_pointer (&origin), host);
    }
  return host;
}

/* One second of waiting, stretched or shrunk by "base-delay". */
static gint64
seconds_to_usec (KinHttp *self,
                 double   seconds)
{
  return (gint64) (seconds * (double) self->base_delay * 1000.0);
}

/* Pauses the whole host. Several requests that fail together are one failure. */
static void
pause_host (KinHttp *self,
            Host    *host,
            double   seconds,
            gboolean busy)
{
  gint64 now = g_get_monotonic_time ();

  if (host->paused_until <= now && !busy)
    host->failures++;
  if (host->failures >= MAX_FAILURES)
    seconds = MAX (seconds, REST_SECONDS);
  host->busy = busy;
  host->paused_until = MAX (host->paused_until, now + seconds_to_usec (self, seconds));
}

static gboolean
on_wait_over (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    send_step (task);
  return G_SOURCE_REMOVE;
}

/* Waits without blocking, and wakes early when cancelled. */
static void
wait_then_step (GTask  *task,
                gint64  usec)
{
  g_autoptr (GSource) source = g_timeout_source_new ((guint) (usec / 1000 + 1));
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    {
      g_autoptr (GSource) child = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (child);
      g_source_add_child_source (source, child);
    }
  g_source_set_callback (source, on_wait_over, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
is_busy_status (guint status)
{
  return status == 408 || status == 429;
}

static gboolean
is_trouble_status (guint status)
{
  return status == 500 || status == 502 || status == 503 || status == 504;
}

static void
return_busy (GTask *task,
             Host  *host)
{
  if (host->busy)
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_MANY_REQUESTS,
                             "the server asked to be left alone for a while");
  else
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_RESTING,
                             "the server failed several times in a row");
}

/* Whether this GET is worth sending again after a pause; if so, arranges it. */
static gboolean
try_again (GTask    *task,
           guint     max_tries,
           double    seconds,
           gboolean  busy)
{
  KinHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  Host *host = get_host (self, send->request->uri);

  if (seconds < 0)
    seconds = kin_retry_backoff (send->tries);
  pause_host (self, host, seconds, busy);
  if (send->request->form != NULL || send->tries >= max_tries ||
      host->failures >= MAX_FAILURES || seconds > MAX_WAIT_SECONDS)
    return FALSE;
  wait_then_step (task, host->paused_until - g_get_monotonic_time ());
  return TRUE;
}

static double
asked_seconds (KinReply *reply)
{
  gint64 now = reply->server_time != 0 ? reply->server_time
                                       : g_get_real_time () / G_USEC_PER_SEC;

  return (double) kin_retry_seconds (reply->retry_after, reply->rate_reset, now);
}

/* A page of the network's own, not of the server (rule N-08). */
static gboolean
looks_like_network_page (const char *location)
{
  static const char *words[] = { "login", "signin", "captive", "hotspot", "wifi", "portal" };
  g_autofree char *text = g_ascii_strdown (location, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Where a redirect may go: same origin, by GET, a few times (rule N-05). */
static GUri *
next_hop (Send      *send,
          KinReply  *reply,
          GError   **error)
{
  g_autoptr (GUri) uri = NULL;
  KinRequest *request = send->request;
  gboolean page;

  if (reply->location != NULL && request->form == NULL && send->hops < MAX_HOPS)
    uri = kin_origin_resolve (request->uri, reply->location, NULL);
  if (uri != NULL && kin_origin_equal (request->uri, uri))
    return g_steal_pointer (&uri);

  page = request->wants_json && reply->location != NULL &&
         looks_like_network_page (reply->location);
  g_set_error_literal (error, KIN_PORTAL_ERROR,
                       page ? KIN_PORTAL_ERROR_NETWORK_SIGN_IN : KIN_PORTAL_ERROR_OTHER_HOST,
                       page ? "a page to sign in to the network answered"
                            : "the server redirects where it may not");
  return NULL;
}

static void
follow (GTask    *task,
        KinReply *reply)
{
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GUri) uri = next_hop (send, reply, &error);
  KinRequest *next;

  if (uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  next = kin_request_new (uri, send->request->accept, send->request->cap);
  next->deadline = send->request->deadline;
  next->wants_json = send->request->wants_json;
  if (send->request->bearer != NULL)
    kin_request_set_bearer (next, send->request->bearer_base, send->request->bearer);
  kin_request_unref (send->request);
  send->request = next;
  send->hops++;
  send_step (task);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void
take_reply (GTask    *task,
            KinReply *reply)
{
  KinHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  gboolean success = reply->status >= 200 && reply->status < 300;

  if (reply->server_time != 0)
    self->clock_skew = reply->server_time - g_get_real_time () / G_USEC_PER_SEC;
  if (is_redirect (reply->status) && !send->request->stays)
    {
      follow (task, reply);
      return;
    }
  if (is_busy_status (reply->status) &&
      try_again (task, MAX_TRIES_BUSY, asked_seconds (reply), TRUE))
    return;
  if (is_trouble_status (reply->status) &&
      try_again (task, MAX_TRIES_TROUBLE, asked_seconds (reply), FALSE))
    return;
  if (reply->status == 511 || (success && send->request->wants_json && kin_reply_is_html (reply)))
    {
      g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NETWORK_SIGN_IN,
                               "a web page answered in place of the server");
      return;
    }
  if (!is_busy_status (reply->status) && !is_trouble_status (reply->status))
    get_host (self, send->request->uri)->failures = 0;
  g_task_return_pointer (task, kin_reply_ref (reply), (GDestroyNotify) kin_reply_unref);
}

static void
exchange_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinReply) reply = kin_exchange_finish (result, &error);

  if (reply != NULL)
    take_reply (task, reply);
  else if (!g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE) ||
           !try_again (task, MAX_TRIES_TROUBLE, -1, FALSE))
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
send_step (GTask *task)
{
  KinHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  Host *host = get_host (self, send->request->uri);
  gint64 left = host->paused_until - g_get_monotonic_time ();

  if (left > 0 && (left > seconds_to_usec (self, MAX_WAIT_SECONDS) ||
                   host->failures >= MAX_FAILURES))
    {
      return_busy (task, host);
      return;
    }
  if (left > 0)
    {
      wait_then_step (task, left);
      return;
    }
  send->tries++;
  kin_exchange_async (self->session, &self->limits, send->request, self->clock_skew,
                      g_task_get_cancellable (task), exchange_cb, g_object_ref (task));
}

/* libsoup's HTTP/2 has known faults before 3.6.6; it reads this when the first
 * session is made, and offers no other switch at 3.2. */
static void
force_http1 (void)
{
  if (!soup_check_version (3, 6, 6))
    g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

/* What a session could do beyond sending and receiving: all of it stays out
 * (rule N-14). Packed bodies are unpacked by #KinBody, which sees a cut. */
static void
strip_session (SoupSession *session)
{
  const GType unwanted[] = {
    SOUP_TYPE_AUTH_MANAGER, SOUP_TYPE_CONTENT_DECODER, SOUP_TYPE_CONTENT_SNIFFER,
    SOUP_TYPE_COOKIE_JAR, SOUP_TYPE_CACHE, SOUP_TYPE_HSTS_ENFORCER,
    SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER, SOUP_TYPE_LOGGER,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    {
      soup_session_remove_feature_by_type (session, unwanted[i]);
      if (soup_session_has_feature (session, unwanted[i]))
        g_error ("a session keeps a feature that it must not have");
    }
}

static void
kin_http_constructed (GObject *object)
{
  KinHttp *self = KIN_HTTP (object);

  G_OBJECT_CLASS (kin_http_parent_class)->constructed (object);

  self->session = soup_session_new_with_options (
    "max-conns", 4 * MAX_CONNECTIONS_PER_HOST,
    "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
    "timeout", 0,
    "idle-timeout", IDLE_SECONDS,
    "user-agent", "Kinchart/" KIN_VERSION,
    NULL);
  if (self->tls_database != NULL)
    soup_session_set_tls_database (self->session, self->tls_database);
  strip_session (self->session);
}

static void
kin_http_dispose (GObject *object)
{
  KinHttp *self = KIN_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->tls_database);
  g_clear_pointer (&self->hosts, g_hash_table_unref);

  G_OBJECT_CLASS (kin_http_parent_class)->dispose (object);
}

static void
kin_http_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  KinHttp *self = KIN_HTTP (object);

  switch (property_id)
    {
    case PROP_TLS_DATABASE:
      g_value_set_object (value, self->tls_database);
      break;
    case PROP_BASE_DELAY:
      g_value_set_uint (value, self->base_delay);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kin_http_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  KinHttp *self = KIN_HTTP (object);

  switch (property_id)
    {
    case PROP_TLS_DATABASE:
      self->tls_database = g_value_dup_object (value);
      break;
    case PROP_BASE_DELAY:
      self->base_delay = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kin_http_class_init (KinHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  force_http1 ();

  object_class->constructed = kin_http_constructed;
  object_class->dispose = kin_http_dispose;
  object_class->get_property = kin_http_get_property;
  object_class->set_property = kin_http_set_property;

  /**
   * KinHttp:tls-database:
   *
   * The certificate authorities to trust in place of the system's. It can only
   * name other ones; nothing turns the check off.
   */
  properties[PROP_TLS_DATABASE] =
    g_param_spec_object ("tls-database", NULL, NULL, G_TYPE_TLS_DATABASE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * KinHttp:base-delay:
   *
   * How long one second of waiting between repeats is, in milliseconds.
   */
  properties[PROP_BASE_DELAY] =
    g_param_spec_uint ("base-delay", NULL, NULL, 1, 1000, 1000,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_http_init (KinHttp *self)
{
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->limits = (KinLimits) {
    .connect = 15 * 1000,
    .headers = 30 * 1000,
    .rate_window = 30 * 1000,
    .rate_bytes = 30 * 1024,
    .tick = 500,
  };
}

/**
 * kin_http_new:
 *
 * Returns: (transfer full): a way onto the network that trusts the system's
 *   certificate authorities
 */
KinHttp *
kin_http_new (void)
{
  return g_object_new (KIN_TYPE_HTTP, NULL);
}

/**
 * kin_http_new_with_database:
 * @database: (nullable): the certificate authorities to trust
 *
 * Returns: (transfer full): a way onto the network
 */
KinHttp *
kin_http_new_with_database (GTlsDatabase *database)
{
  return g_object_new (KIN_TYPE_HTTP, "tls-database", database, NULL);
}

/* For tests, which cannot wait for minutes. */
void
kin_http_set_limits (KinHttp         *self,
                     const KinLimits *limits)
{
  self->limits = *limits;
}

SoupSession *
kin_http_get_session (KinHttp *self)
{
  return self->session;
}

/**
 * kin_http_send_async:
 * @self: the way onto the network
 * @request: the question
 * @cancellable: (nullable): a cancellable
 * @callback: called with the last answer
 * @user_data: for @callback
 *
 * Sends a request, follows redirects inside its origin, and repeats a GET that
 * the server was too busy or too broken to answer (rules N-05, N-15). A POST is
 * sent once. Statuses are answers, not errors: see kin_reply_check().
 */
void
kin_http_send_async (KinHttp             *self,
                     KinRequest          *request,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Send *send = g_new0 (Send, 1);

  g_task_set_source_tag (task, kin_http_send_async);
  send->request = kin_request_ref (request);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  send_step (task);
}

/**
 * kin_http_send_finish:
 * @self: the way onto the network
 * @result: the result
 * @error: why there is no answer
 *
 * Returns: (transfer full): the answer, whatever its status
 */
KinReply *
kin_http_send_finish (KinHttp       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_http_get_rest:
 * @url: (nullable): an address
 * @asked: (out): whether the server asked for it itself
 *
 * Returns: for how many seconds from now on its server is left alone; 0 when it may be asked
 */
gint64
kin_http_get_rest (KinHttp    *self,
                   const char *url,
                   gboolean   *asked)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  Host *host;
  gint64 left;

  g_return_val_if_fail (KIN_IS_HTTP (self), 0);

  *asked = FALSE;
  if (uri == NULL)
    return 0;

  host = get_host (self, uri);
  left = host->paused_until - g_get_monotonic_time ();
  *asked = host->busy;

  return MAX (left, 0) / G_USEC_PER_SEC;
}
