/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-server"

#include "config.h"

#include "kin-practice-server.h"

#include "kin-practice-care.h"
#include "kin-practice-ledger.h"
#include "kin-practice-plant.h"
#include "kin-practice-wire.h"

#include <string.h>

#define MOST_BODY (64 * 1024)

struct _KinPracticeServer
{
  SoupServer        *server;
  KinPracticePortal *portal;
  KinPracticeFaults *faults;   /* unowned */
  KinPracticeLedger *ledger;
  char              *host;     /* "127.0.0.1:port" */
  char              *alias;    /* "localhost:port" */
};

/* An answer that waits. */
typedef struct
{
  SoupServerMessage *message;
  KinPracticeAnswer *answer;
  KinPracticeRule   *rule;
  gboolean           gone;     /* the other side has hung up meanwhile */
} Waiting;

static KinPracticeRequest *
read_request (SoupServerMessage *message, const char *path)
{
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));

  return kin_practice_request_new (soup_server_message_get_method (message), path,
                                   g_uri_get_query (uri),
                                   soup_server_message_get_request_headers (message), body);
}

static gboolean
accepts_gzip (SoupServerMessage *message)
{
  const char *encodings = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Accept-Encoding");

  return encodings != NULL && strstr (encodings, "gzip") != NULL;
}

static void
add_rule_header (KinPracticeAnswer *answer, KinJsonNode name, KinJsonNode value)
{
  g_autofree char *header = kin_json_node_dup_string (name);
  g_autofree char *text = kin_json_node_dup_string (value);

  if (text != NULL)
    kin_practice_answer_set_header (answer, header, text);
}

static void
add_rule_headers (KinPracticeAnswer *answer, KinPracticeRule *rule)
{
  KinJsonNode name;
  KinJsonNode value;
  KinJsonIter iter;

  if (rule == NULL || rule->headers == NULL)
    return;

  kin_json_iter_init (&iter, kin_json_get_root (rule->headers));
  while (kin_json_iter_next (&iter, &name, &value))
    add_rule_header (answer, name, value);
}

/* The answer of a rule stands for the portal's own, which is then not even asked. */
static KinPracticeAnswer *
make_answer (KinPracticeServer *self, KinPracticeRequest *request, KinPracticeRule *rule)
{
  KinPracticeAnswer *answer;

  if (rule != NULL && (rule->status > 0 || rule->body != NULL))
    {
      answer = kin_practice_answer_new (rule->status > 0 ? (guint) rule->status : SOUP_STATUS_OK,
                                        "text/html; charset=utf-8");
      for (gint64 i = 0; i <= rule->repeat; i++)
        kin_practice_answer_add_text (answer, rule->body != NULL ? rule->body : "");
    }
  else
    answer = kin_practice_portal_answer (self->portal, request, rule);
  add_rule_headers (answer, rule);

  return answer;
}

static void
on_disconnected (SoupServerMessage *message, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->gone = TRUE;
}

static gboolean
on_waited (gpointer user_data)
{
  Waiting *waiting = user_data;

  g_signal_handlers_disconnect_by_data (waiting->message, waiting);
  if (!waiting->gone)
    {
      kin_practice_wire_send (waiting->message, waiting->answer, waiting->rule);
      if (!kin_practice_rule_is_raw (waiting->rule))
        soup_server_message_unpause (waiting->message);
    }
  kin_practice_answer_free (waiting->answer);
  kin_practice_rule_unref (waiting->rule);
  g_object_unref (waiting->message);
  g_free (waiting);

  return G_SOURCE_REMOVE;
}

static void
send_later (SoupServerMessage *message, KinPracticeAnswer *answer, KinPracticeRule *rule)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->message = g_object_ref (message);
  waiting->answer = answer;
  waiting->rule = rule;
  g_signal_connect (message, "disconnected", G_CALLBACK (on_disconnected), waiting);
  soup_server_message_pause (message);
  g_timeout_add ((guint) rule->delay, on_waited, waiting);
}

/* Only by our own names: a page elsewhere may point a name of its own at this computer. */
static gboolean
is_our_name (KinPracticeServer *self, SoupServerMessage *message)
{
  const char *host
      = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");

  return host != NULL && (g_str_equal (host, self->host) || g_str_equal (host, self->alias));
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  KinPracticeServer *self = user_data;
  g_autoptr (KinPracticeRequest) request = NULL;
  g_autoptr (KinPracticeRule) rule = NULL;
  g_autoptr (KinPracticeAnswer) answer = NULL;

  if (!is_our_name (self, message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_MISDIRECTED_REQUEST, NULL);
      return;
    }

  request = read_request (message, path);
  rule = kin_practice_faults_take (self->faults, request->method, request->path, request->query,
                                   request->body);
  answer = make_answer (self, request, rule);
  kin_practice_ledger_add (self->ledger, request, answer->status, rule != NULL);
  if (accepts_gzip (message) && answer->pieces->len > 0
      && (rule == NULL || rule->framing == KIN_PRACTICE_FRAMING_USUAL))
    kin_practice_answer_gzip (answer);

  if (rule != NULL && rule->delay > 0)
    send_later (message, g_steal_pointer (&answer), g_steal_pointer (&rule));
  else
    kin_practice_wire_send (message, answer, rule);
}

/* Forms and fault rules are small; anything larger is turned away before it is read. */
static void
on_headers (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    soup_server_message_set_status (message, SOUP_STATUS_LENGTH_REQUIRED, NULL);
  else if (soup_message_headers_get_content_length (headers) > MOST_BODY)
    soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
}

static KinPracticeAnswer *
answer_plants (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const *plants = kin_practice_plant_list ();

  json_builder_begin_array (builder);
  for (guint i = 0; plants[i] != NULL; i++)
    json_builder_add_string_value (builder, plants[i]);
  json_builder_end_array (builder);

  return kin_practice_answer_new_json (SOUP_STATUS_OK, builder);
}

static KinPracticeAnswer *
set_faults (KinPracticeServer *self, KinPracticeRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (request->body == NULL || !kin_practice_faults_set (self->faults, request->body, &error))
    return kin_practice_answer_new_outcome (SOUP_STATUS_BAD_REQUEST, "invalid",
                                            error != NULL ? error->message : "no rules");

  return kin_practice_answer_new (SOUP_STATUS_NO_CONTENT, NULL);
}

/* For tests only, and only as JSON, which no form on a foreign page can send. */
static KinPracticeAnswer *
answer_control (KinPracticeServer *self, KinPracticeRequest *request)
{
  gboolean get = g_str_equal (request->method, "GET");

  if (get && g_str_equal (request->path, "/_practice/plants"))
    return answer_plants ();
  if (get && g_str_equal (request->path, "/_practice/faults"))
    return kin_practice_faults_answer (self->faults);
  if (get && g_str_equal (request->path, "/_practice/ledger"))
    return kin_practice_ledger_answer (self->ledger);
  if (g_str_equal (request->method, "DELETE")
      && g_str_equal (request->path, "/_practice/ledger"))
    return kin_practice_ledger_take (self->ledger);
  if (g_str_equal (request->method, "POST") && g_str_equal (request->path, "/_practice/faults")
      && request->content_type != NULL
      && g_str_has_prefix (request->content_type, "application/json"))
    return set_faults (self, request);

  return kin_practice_answer_new_outcome (SOUP_STATUS_NOT_FOUND, "not-found",
                                          "There is nothing here.");
}

static void
on_control (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  KinPracticeServer *self = user_data;
  g_autoptr (KinPracticeRequest) request = NULL;
  g_autoptr (KinPracticeAnswer) answer = NULL;

  if (!is_our_name (self, message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_MISDIRECTED_REQUEST, NULL);
      return;
    }

  request = read_request (message, path);
  answer = answer_control (self, request);
  kin_practice_wire_send (message, answer, NULL);
}

static gboolean
listen_at (KinPracticeServer *self, guint port, GError **error)
{
  g_autoptr (GError) reason = NULL;
  GSList *uris;
  int bound;

  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &reason))
    {
      g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_LISTEN, "cannot listen: %s",
                   reason->message);
      return FALSE;
    }

  uris = soup_server_get_uris (self->server);
  bound = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->host = g_strdup_printf ("127.0.0.1:%d", bound);
  self->alias = g_strdup_printf ("localhost:%d", bound);

  return TRUE;
}

/**
 * kin_practice_server_new:
 * @care: what the portal knows; must live longer
 * @faults: the rules to begin with; must live longer
 * @port: where to listen, or 0 for any free port
 * @error: return location
 *
 * Opens the portal, to this computer only.
 *
 * Returns: (transfer full) (nullable): the server, which answers while a main loop runs
 */
KinPracticeServer *
kin_practice_server_new (KinPracticeCare *care, KinPracticeFaults *faults, guint port,
                         GError **error)
{
  g_autoptr (KinPracticeServer) self = g_new0 (KinPracticeServer, 1);
  g_autofree char *origin = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->faults = faults;
  self->ledger = kin_practice_ledger_new ();
  if (!listen_at (self, port, error))
    return NULL;

  origin = g_strconcat ("http://", self->host, NULL);
  self->portal = kin_practice_portal_new (care, origin);
  soup_server_add_early_handler (self->server, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->server, "/_practice", on_control, self, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);

  return g_steal_pointer (&self);
}

/**
 * kin_practice_server_free:
 * @self: (transfer full): the server
 *
 * Closes the portal.
 */
void
kin_practice_server_free (KinPracticeServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_clear_pointer (&self->portal, kin_practice_portal_free);
  kin_practice_ledger_free (self->ledger);
  g_free (self->host);
  g_free (self->alias);
  g_free (self);
}

/**
 * kin_practice_server_get_portal:
 * @self: the server
 *
 * Returns: (transfer none): the portal it serves
 */
KinPracticePortal *
kin_practice_server_get_portal (KinPracticeServer *self)
{
  return self->portal;
}
