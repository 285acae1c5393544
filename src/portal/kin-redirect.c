/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-redirect"

#include "config.h"

#include <string.h>

#include "kin-login.h"
#include "kin-redirect-private.h"

#define STATE_BYTES 32

#define VISIT_SECONDS 5
#define MAX_VISITS 8

#define PAGE(status, words)                                                                     \
  "HTTP/1.1 " status "\r\n"                                                                     \
  "Content-Type: text/html; charset=utf-8\r\n"                                                  \
  "Cache-Control: no-store\r\n"                                                                 \
  "Referrer-Policy: no-referrer\r\n"                                                            \
  "X-Content-Type-Options: nosniff\r\n"                                                         \
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"                     \
  "Connection: close\r\n\r\n"                                                                  \
  "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Kinchart</title><p>" words    \
  "</p></html>\n"

/* Nothing of what was asked is ever repeated in an answer. */
static const char good_page[] = PAGE ("200 OK", "You can close this page and go back to Kinchart.");
static const char bad_page[] = PAGE ("404 Not Found", "Kinchart does not wait for this page.");

struct _KinRedirect
{
  GObject parent_instance;

  GSocketListener *listener;
  char *uri;                 /* as the portal is told */
  gboolean is_web;           /* a page there sends the browser on to the listener */
  char *authority;           /* of the listener; NULL where nothing is listened on */
  char *path;

  GTask *waiting;            /* the one wait, while it lasts */
  KinSecret *state;
  GCancellable *stop;        /* ends accepting and every visit */
  GSource *cancel_source;
  guint timer;
  gboolean accepting;
  guint visits;
  guint bad_hits;
};

G_DEFINE_FINAL_TYPE (KinRedirect, kin_redirect, G_TYPE_OBJECT)

/* One connection: a browser, or anybody else on this machine. */
typedef struct
{
  KinRedirect *redirect;
  GSocketConnection *connection;
  guint timer;
  GCancellable *cancel;
  gulong stop_handler;
  gsize length;
  GHashTable *answer;
  char bytes[KIN_REDIRECT_MAX_REQUEST];
} Visit;

static void accept_next (KinRedirect *self);
static void visit_read (Visit *visit);

static void
clear_cancel_source (KinRedirect *self)
{
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
}

/* Stops listening and hands over what came of it; called once per wait. */
static void
redirect_end (KinRedirect *self,
              GHashTable  *answer,
              GError      *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);

  if (task == NULL)
    {
      g_clear_error (&error);
      return;
    }
  g_clear_handle_id (&self->timer, g_source_remove);
  clear_cancel_source (self);
  g_socket_listener_close (self->listener);
  g_cancellable_cancel (self->stop);
  if (answer != NULL)
    g_task_return_pointer (task, g_hash_table_ref (answer), (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_error (task, error);
}

static void
visit_free (Visit *visit)
{
  g_clear_handle_id (&visit->timer, g_source_remove);
  g_cancellable_disconnect (visit->redirect->stop, visit->stop_handler);
  g_io_stream_close_async (G_IO_STREAM (visit->connection), G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  visit->redirect->visits--;
  if (visit->redirect->waiting != NULL)
    accept_next (visit->redirect);
  g_object_unref (visit->connection);
  g_object_unref (visit->cancel);
  g_clear_pointer (&visit->answer, g_hash_table_unref);
  explicit_bzero (visit->bytes, sizeof visit->bytes);
  g_object_unref (visit->redirect);
  g_free (visit);
}

static void
count_bad_hit (KinRedirect *self)
{
  if (++self->bad_hits > KIN_REDIRECT_MAX_BAD_HITS)
    redirect_end (self, NULL,
                  g_error_new_literal (KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_STATE,
                                       "too many requests that do not belong to this sign-in"));
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Visit *visit = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  /* The page is out before the listener goes, so that the browser shows it. */
  if (visit->answer != NULL)
    redirect_end (visit->redirect, visit->answer, NULL);
  visit_free (visit);
}

static void
visit_answer (Visit      *visit,
              const char *page)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (visit->connection));

  g_output_stream_write_all_async (stream, page, strlen (page), G_PRIORITY_DEFAULT,
                                   visit->cancel, write_cb, visit);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Visit *visit = user_data;
  KinRedirect *self = visit->redirect;
  KinRedirectRule rule = { self->authority, self->path, self->state };
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (length <= 0 || self->waiting == NULL)
    {
      /* Browsers open connections ahead and drop them; only words are counted. */
      if (visit->length > 0 && self->waiting != NULL)
        count_bad_hit (self);
      visit_free (visit);
      return;
    }
  visit->length += (gsize) length;
  switch (kin_redirect_read (&rule, visit->bytes, visit->length, &visit->answer))
    {
    case KIN_REDIRECT_MORE:
      visit_read (visit);
      break;
    case KIN_REDIRECT_GOOD:
      visit_answer (visit, good_page);
      break;
    case KIN_REDIRECT_BAD:
    case KIN_REDIRECT_OTHER:
    default:
      count_bad_hit (self);
      visit_answer (visit, bad_page);
      break;
    }
}

static void
visit_read (Visit *visit)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (visit->connection));

  g_input_stream_read_async (stream, visit->bytes + visit->length,
                             sizeof visit->bytes - visit->length, G_PRIORITY_DEFAULT,
                             visit->cancel, read_cb, visit);
}

static gboolean
on_visit_too_long (gpointer user_data)
{
  Visit *visit = user_data;

  visit->timer = 0;
  g_cancellable_cancel (visit->cancel);
  return G_SOURCE_REMOVE;
}

static void
on_stop (GCancellable *stop,
         gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
accept_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinRedirect) self = user_data;
  g_autoptr (GSocketConnection) connection = NULL;
  GError *error = NULL;
  Visit *visit;

  self->accepting = FALSE;
  connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (object), result, NULL, &error);
  if (connection == NULL)
    {
      redirect_end (self, NULL, error);
      return;
    }
  if (self->waiting == NULL)
    return;
  visit = g_new0 (Visit, 1);
  visit->redirect = g_object_ref (self);
  visit->connection = g_steal_pointer (&connection);
  visit->cancel = g_cancellable_new ();
  visit->stop_handler = g_cancellable_connect (self->stop, G_CALLBACK (on_stop),
                                               g_object_ref (visit->cancel), g_object_unref);
  visit->timer = g_timeout_add_seconds (VISIT_SECONDS, on_visit_too_long, visit);
  self->visits++;
  visit_read (visit);
  accept_next (self);
}

static void
accept_next (KinRedirect *self)
{
  /* Further visitors wait in the queue of the kernel. */
  if (self->authority == NULL || self->accepting || self->visits >= MAX_VISITS)
    return;
  self->accepting = TRUE;
  g_socket_listener_accept_async (self->listener, self->stop, accept_cb, g_object_ref (self));
}

static gboolean
on_wait_too_long (gpointer user_data)
{
  KinRedirect *self = user_data;

  self->timer = 0;
  redirect_end (self, NULL,
                g_error_new_literal (KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TIMED_OUT,
                                     "the browser did not come back in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  redirect_end (user_data, NULL,
                g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the wait was cancelled"));
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (KinRedirect  *self,
                   GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  self->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->cancel_source, g_task_get_context (self->waiting));
}

static void
kin_redirect_dispose (GObject *object)
{
  KinRedirect *self = KIN_REDIRECT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  clear_cancel_source (self);
  if (self->listener != NULL)
    g_socket_listener_close (self->listener);
  g_clear_object (&self->listener);

  G_OBJECT_CLASS (kin_redirect_parent_class)->dispose (object);
}

static void
kin_redirect_finalize (GObject *object)
{
  KinRedirect *self = KIN_REDIRECT (object);

  g_clear_object (&self->stop);
  g_clear_pointer (&self->state, kin_secret_unref);
  g_free (self->uri);
  g_free (self->authority);
  g_free (self->path);

  G_OBJECT_CLASS (kin_redirect_parent_class)->finalize (object);
}

static void
kin_redirect_class_init (KinRedirectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kin_redirect_dispose;
  object_class->finalize = kin_redirect_finalize;
}

static void
kin_redirect_init (KinRedirect *self)
{
  self->listener = g_socket_listener_new ();
  self->stop = g_cancellable_new ();
}

static char *
dup_local (KinRedirect *self)
{
  return g_strdup_printf ("http://%s%s", self->authority, self->path);
}

static gboolean
redirect_bind (KinRedirect  *self,
               const char   *host,
               guint16       port,
               GError      **error)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string (host, port);
  g_autoptr (GSocketAddress) bound = NULL;
  gboolean literal6 = strchr (host, ':') != NULL;
  guint16 chosen;

  if (!g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, NULL))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REDIRECT_TAKEN,
                           "the redirect address is in use");
      return FALSE;
    }
  chosen = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->authority = g_strdup_printf ("%s%s%s:%u", literal6 ? "[" : "", host, literal6 ? "]" : "",
                                     chosen);
  return TRUE;
}

/**
 * kin_redirect_new:
 * @uri: (nullable): a fixed redirect address; %NULL for `/callback` on a free port
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS or %KIN_PORTAL_ERROR_REDIRECT_TAKEN
 *
 * Takes the address at once, before a browser is opened (RFC 8252, section 7.3).
 *
 * Returns: (transfer full): a listener that answers nobody yet
 */
KinRedirect *
kin_redirect_new (const char  *uri,
                  GError     **error)
{
  g_autoptr (KinRedirect) self = g_object_new (KIN_TYPE_REDIRECT, NULL);
  g_auto (KinRedirectAddress) address = { 0 };

  if (!kin_redirect_address_read (uri, &address, error))
    return NULL;
  self->is_web = address.kind == KIN_REDIRECT_WEB;
  if (address.kind == KIN_REDIRECT_SCHEME)
    {
      self->uri = g_strdup (uri);
      return g_steal_pointer (&self);
    }
  self->path = g_steal_pointer (&address.path);
  if (!redirect_bind (self, address.host, address.port, error))
    return NULL;
  self->uri = self->is_web ? g_strdup (uri) : dup_local (self);
  return g_steal_pointer (&self);
}

/**
 * kin_redirect_new_state:
 * @self: a listener
 *
 * A state for one sign-in: random, and for an address on the web with the port on which the page
 * there finds this app, after a dot.
 *
 * Returns: (transfer full): the state
 */
KinSecret *
kin_redirect_new_state (KinRedirect *self)
{
  g_autoptr (KinSecret) bytes = kin_secret_new_random (STATE_BYTES);
  g_autoptr (KinSecret) text = kin_secret_to_base64url (bytes);
  g_autofree char *with_port = NULL;

  if (!self->is_web)
    return g_steal_pointer (&text);
  with_port = g_strconcat (kin_secret_get_text (text), ".", strrchr (self->authority, ':') + 1,
                           NULL);
  return kin_secret_new_text (with_port);
}

/**
 * kin_redirect_offer:
 * @self: a listener
 * @line: the address that a browser was sent to, by another way than the listener
 *
 * Takes the answer of the portal when the browser does not come to the listener: the person copies
 * its address line, or the desktop hands over an address of the app's own. The same is asked of it
 * as of a request, and it is taken once.
 *
 * Returns: whether it was taken; %KIN_REDIRECT_MORE when nothing is waited for
 */
KinRedirectVerdict
kin_redirect_offer (KinRedirect *self,
                    const char  *line)
{
  g_autoptr (GHashTable) answer = NULL;
  g_autofree char *local = self->authority != NULL ? dup_local (self) : NULL;
  const char *addresses[] = { self->uri, self->is_web ? KIN_LOGIN_SCHEME_REDIRECT : local, local,
                              NULL };
  KinRedirectVerdict verdict;

  if (self->waiting == NULL)
    return KIN_REDIRECT_MORE;
  verdict = kin_redirect_read_line (addresses, self->state, line, &answer);
  if (verdict == KIN_REDIRECT_GOOD)
    redirect_end (self, answer, NULL);
  return verdict;
}

/**
 * kin_redirect_get_uri:
 * @self: a listener
 *
 * Returns: its address, as the portal has to send the browser to it
 */
const char *
kin_redirect_get_uri (KinRedirect *self)
{
  return self->uri;
}

/**
 * kin_redirect_wait_async:
 * @self: a listener that has not waited yet
 * @state: the state of this sign-in
 * @seconds: how long to wait
 * @cancellable: (nullable): a cancellable
 * @callback: called when the browser came back
 * @user_data: for @callback
 *
 * Waits for the one request with the right state. Others get a fixed page; more
 * than %KIN_REDIRECT_MAX_BAD_HITS of them end the wait.
 */
void
kin_redirect_wait_async (KinRedirect         *self,
                         KinSecret           *state,
                         guint                seconds,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_assert (self->waiting == NULL && self->state == NULL);

  self->waiting = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->waiting, kin_redirect_wait_async);
  self->state = kin_secret_ref (state);
  self->timer = g_timeout_add_seconds (seconds, on_wait_too_long, self);
  watch_cancellable (self, cancellable);
  accept_next (self);
}

/**
 * kin_redirect_wait_finish:
 * @self: a listener
 * @result: the result
 * @error: why nobody came
 *
 * Returns: (transfer full): the names and values that the portal sent along
 */
GHashTable *
kin_redirect_wait_finish (KinRedirect   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
