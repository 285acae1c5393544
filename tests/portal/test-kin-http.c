/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-http"

#include "config.h"

#include <string.h>

#include "kin-fault-server.h"
#include "kin-http-private.h"
#include "kin-origin-private.h"
#include "kin-outcome-private.h"
#include "kin-portal-error.h"

#define JSON "Content-Type: application/fhir+json\r\n"
#define TOKEN "TOK-sentinel-5b1f"

/* One second of waiting is two milliseconds here. */
static KinHttp *
quick_http (void)
{
  return g_object_new (KIN_TYPE_HTTP, "base-delay", 2, NULL);
}

static KinReply *
send (KinHttp     *http,
      KinRequest  *request,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_http_send_async (http, request, NULL, wait_cb, &result);
  return kin_http_send_finish (http, wait_for (&result), error);
}

static KinRequest *
request_new (FaultServer *server,
             const char  *path)
{
  g_autofree char *url = fault_server_url (server, path);
  g_autoptr (GUri) uri = kin_origin_parse (url, NULL);
  KinRequest *request = kin_request_new (uri, "application/fhir+json", 1024 * 1024);

  request->wants_json = TRUE;
  return request;
}

static KinReply *
get (KinHttp      *http,
     FaultServer  *server,
     const char   *path,
     GError      **error)
{
  g_autoptr (KinRequest) request = request_new (server, path);

  return send (http, request, error);
}

/* What a session could do beyond sending and receiving (rule N-14). */
static void
test_bare_session (void)
{
  g_autoptr (KinHttp) http = kin_http_new ();
  SoupSession *session = kin_http_get_session (http);
  const GType unwanted[] = {
    SOUP_TYPE_AUTH_MANAGER, SOUP_TYPE_CONTENT_DECODER, SOUP_TYPE_CONTENT_SNIFFER,
    SOUP_TYPE_COOKIE_JAR, SOUP_TYPE_CACHE, SOUP_TYPE_HSTS_ENFORCER, SOUP_TYPE_LOGGER,
    SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unwanted); i++)
    g_assert_false (soup_session_has_feature (session, unwanted[i]));
  if (!soup_check_version (3, 6, 6))
    g_assert_nonnull (g_getenv ("SOUP_FORCE_HTTP1"));
}

static void
test_ignored_offers (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();

  fault_server_say (server, "/a", 401,
                    JSON "Set-Cookie: track=1; Path=/\r\n"
                    "WWW-Authenticate: Basic realm=\"x\"\r\n"
                    "WWW-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n"
                    "WWW-Authenticate: NTLM\r\nWWW-Authenticate: Negotiate\r\n", "{}");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinReply) reply = get (http, server, "/a", NULL);

      g_assert_cmpuint (reply->status, ==, 401);
    }
  g_assert_cmpuint (fault_server_count (server, "/a"), ==, 2);
  g_assert_false (fault_server_saw (server, "\"cookie\""));
  g_assert_false (fault_server_saw (server, "\"authorization\""));
}

/* Name and version of the app, and nothing of the machine (rule N-17). */
static void
test_what_is_sent (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (KinReply) reply = NULL;
  g_autoptr (KinJson) ledger = NULL;
  KinJsonNode headers;

  fault_server_say (server, "/a", 200, JSON, "{}");
  reply = get (http, server, "/a", NULL);
  ledger = fault_server_ledger (server);
  headers = kin_json_node_get_path (kin_json_get_root (ledger), "requests.0.headers");
  g_assert_true (kin_json_node_equals (kin_json_node_get (headers, "user-agent"),
                                       "Kinchart/" KIN_VERSION));
  g_assert_true (kin_json_node_equals (kin_json_node_get (headers, "accept-encoding"), "gzip"));
  g_assert_true (kin_json_node_equals (kin_json_node_get (headers, "accept"),
                                       "application/fhir+json"));
  g_assert_false (kin_json_node_exists (kin_json_node_get (headers, "accept-language")));
  g_assert_false (kin_json_node_exists (kin_json_node_get (headers, "referer")));
}

typedef struct
{
  const char *name;
  gboolean followed;
  gboolean token_allowed;
} Target;

/* 302, 303, 307, 308 × seven places × page or attachment (rule N-05): the token
 * is seen by its own origin only, and nothing else is followed at all. */
static void
test_redirects (void)
{
  static const Target targets[] = {
    { "same origin", TRUE, TRUE },    { "other port", FALSE, FALSE },
    { "other host", FALSE, FALSE },   { "http", FALSE, FALSE },
    { "file", FALSE, FALSE },         { "data", FALSE, FALSE },
    { "userinfo", FALSE, FALSE },
  };
  static const guint statuses[] = { 302, 303, 307, 308 };
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (FaultServer) other = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autofree char *base_url = fault_server_url (server, "/fhir/");
  g_autofree char *own = fault_server_url (server, "/fhir/there");
  g_autofree char *elsewhere = fault_server_url (other, "/fhir/there");
  g_autofree char *host = g_strdup_printf ("http://localhost:%u/fhir/there",
                                           fault_server_get_port (other));
  g_autofree char *user = g_strdup_printf ("http://a:b@127.0.0.1:%u/fhir/there",
                                           fault_server_get_port (server));
  const char *locations[] = {
    own, elsewhere, host, "http://clinic.example/fhir/there", "file:///etc/hostname",
    "data:application/json,{}", user,
  };
  g_autoptr (GUri) base = kin_origin_parse (base_url, NULL);
  g_autoptr (KinSecret) token = kin_secret_new_text (TOKEN);
  guint cases = 0;

  for (gsize s = 0; s < G_N_ELEMENTS (statuses); s++)
    for (gsize t = 0; t < G_N_ELEMENTS (targets); t++)
      for (int page = 0; page < 2; page++)
        {
          g_autofree char *location = g_strdup_printf ("Location: %s\r\n", locations[t]);
          g_autoptr (KinRequest) request = request_new (server, "/fhir/here");
          g_autoptr (GError) error = NULL;
          g_autoptr (KinReply) reply = NULL;

          fault_server_say (server, "/fhir/here", statuses[s], location, "");
          fault_server_say (server, "/fhir/there", 200, JSON, "{}");
          fault_server_say (other, "/fhir/there", 200, JSON, "{}");
          request->wants_json = page;
          kin_request_set_bearer (request, base, token);
          g_test_message ("%u to %s", statuses[s], targets[t].name);
          reply = send (http, request, &error);
          g_assert_cmpint (reply != NULL, ==, targets[t].followed);
          if (!targets[t].followed)
            g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_HOST);
          g_assert_cmpuint (fault_server_count (server, "/fhir/there"), ==, targets[t].followed);
          g_assert_cmpuint (fault_server_count (other, "/fhir/there"), ==, 0);
          g_assert_true (fault_server_saw (server, TOKEN));
          g_assert_false (fault_server_saw (other, TOKEN));
          fault_server_forget (server);
          fault_server_forget (other);
          cases++;
        }
  g_assert_cmpuint (cases, ==, 56);
}

/* Same origin, but not under the base: followed, without the token (rule N-06). */
static void
test_redirect_out_of_base (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autofree char *base_url = fault_server_url (server, "/fhir/");
  g_autoptr (GUri) base = kin_origin_parse (base_url, NULL);
  g_autoptr (KinSecret) token = kin_secret_new_text (TOKEN);
  g_autoptr (KinRequest) request = request_new (server, "/fhir/here");
  g_autoptr (KinReply) reply = NULL;
  g_autoptr (KinJson) ledger = NULL;

  fault_server_say (server, "/fhir/here", 307, "Location: /files/there\r\n", "");
  fault_server_say (server, "/files/there", 200, JSON, "{}");
  kin_request_set_bearer (request, base, token);
  reply = send (http, request, NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  ledger = fault_server_ledger (server);
  g_assert_true (kin_json_node_exists (kin_json_node_get_path (
    kin_json_get_root (ledger), "requests.0.headers.authorization")));
  g_assert_true (kin_json_node_exists (kin_json_node_get_path (
    kin_json_get_root (ledger), "requests.1.headers")));
  g_assert_false (kin_json_node_exists (kin_json_node_get_path (
    kin_json_get_root (ledger), "requests.1.headers.authorization")));
}

static void
test_redirect_loop (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (GError) error = NULL;

  fault_server_say (server, "/a", 302, "Location: /a\r\n", "");
  g_assert_null (get (http, server, "/a", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_HOST);
  g_assert_cmpuint (fault_server_count (server, "/a"), ==, 6);
}

static void
test_post_is_not_redirected (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (KinRequest) request = request_new (server, "/token");
  g_autoptr (GError) error = NULL;

  fault_server_say (server, "/token", 307, "Location: /other\r\n", "");
  request->form = kin_secret_new_text ("code=" TOKEN);
  g_assert_null (send (http, request, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_HOST);
  g_assert_cmpuint (fault_server_count (server, "/other"), ==, 0);
}

/* The page of a hotel is neither an answer nor "no results" (rule N-08). */
static void
test_network_page (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
  } cases[] = {
    { 200, "Content-Type: text/html; charset=utf-8\r\n", "<html>Welcome</html>" },
    { 200, "Content-Type: text/plain\r\n", "  <!DOCTYPE html><title>Hi" },
    { 200, "", "<html>Welcome</html>" },
    { 511, "Content-Type: text/html\r\n", "<html>Sign in</html>" },
    { 302, "Location: http://hotel.example/login?next=x\r\n", "" },
    { 307, "Location: https://wifi.example/signin\r\n", "" },
  };
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      fault_server_say (server, "/a", cases[i].status, cases[i].headers, cases[i].body);
      g_assert_null (get (http, server, "/a", &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NETWORK_SIGN_IN);
    }
}

/* How often a GET is sent, by what comes back (rule N-15). */
static void
test_tries (void)
{
  static const struct
  {
    guint status;
    const char *headers;
    guint requests;
  } cases[] = {
    { 200, JSON, 1 },
    { 400, JSON, 1 },
    { 403, JSON, 1 },
    { 404, JSON, 1 },
    { 429, JSON, 6 },
    { 429, JSON "Retry-After: 1\r\n", 6 },
    { 429, JSON "Retry-After: soon\r\n", 6 },
    { 429, JSON "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n", 6 },
    { 429, JSON "X-RateLimit-Reset: 1\r\n", 6 },
    { 429, JSON "Retry-After: 10000\r\n", 1 },
    { 408, JSON, 6 },
    { 500, JSON, 3 },
    { 502, "Content-Type: text/html\r\n", 3 },
    { 503, JSON "Retry-After: 2\r\n", 3 },
    { 504, JSON, 3 },
    { 501, JSON, 1 },
  };
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinHttp) http = quick_http ();
      g_autoptr (GError) error = NULL;
      g_autoptr (KinReply) reply = NULL;

      fault_server_forget (server);
      g_test_message ("%u %s", cases[i].status, cases[i].headers);
      fault_server_say (server, "/a", cases[i].status, cases[i].headers, "{}");
      reply = get (http, server, "/a", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpuint (fault_server_count (server, "/a"), ==, cases[i].requests);
    }
}

static void
test_comes_back (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KinReply) reply = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  fault_server_say (server, "/a", 503, NULL, "");
  fault_server_then (server, nothing, FAULT_RESET);
  fault_server_then_say (server, 200, JSON, "{\"a\":1}");
  reply = get (http, server, "/a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (fault_server_count (server, "/a"), ==, 3);
}

/* A wait that one request was told holds for all requests to that host. */
static void
test_whole_host_waits (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = g_object_new (KIN_TYPE_HTTP, "base-delay", 100, NULL);
  g_autoptr (KinRequest) first = request_new (server, "/a");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KinReply) late = NULL;
  g_autoptr (KinReply) reply = NULL;
  gint64 start;

  fault_server_say (server, "/a", 429, "Retry-After: 4\r\n", "");
  fault_server_then_say (server, 200, JSON, "{}");
  fault_server_say (server, "/b", 200, JSON, "{}");
  kin_http_send_async (http, first, NULL, wait_cb, &result);
  while (fault_server_count (server, "/a") == 0)
    g_main_context_iteration (NULL, FALSE);
  for (int i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  start = g_get_monotonic_time ();
  reply = get (http, server, "/b", NULL);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 100 * 1000);
  late = kin_http_send_finish (http, wait_for (&result), NULL);
  g_assert_cmpuint (late->status, ==, 200);
}

/* After five failures in a row a host is not asked again for a while. */
static void
test_circuit (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (GError) error = NULL;

  fault_server_say (server, "/a", 500, JSON, "{}");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinReply) reply = get (http, server, "/a", NULL);

      g_clear_pointer (&reply, kin_reply_unref);
    }
  g_assert_cmpuint (fault_server_count (server, "/a"), ==, 5);
  g_assert_null (get (http, server, "/a", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_RESTING);
  g_assert_cmpuint (fault_server_count (server, "/a"), ==, 5);
}

static void
test_post_is_sent_once (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  guint statuses[] = { 429, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (KinHttp) http = quick_http ();
      g_autoptr (KinRequest) request = request_new (server, "/token");
      g_autoptr (KinReply) reply = NULL;

      fault_server_forget (server);
      fault_server_say (server, "/token", statuses[i], NULL, "");
      request->form = kin_secret_new_text ("a=b");
      reply = send (http, request, NULL);
      g_assert_cmpuint (reply->status, ==, statuses[i]);
      g_assert_cmpuint (fault_server_count (server, "/token"), ==, 1);
    }
}

static void
test_cancel_while_waiting (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = kin_http_new ();
  g_autoptr (KinRequest) request = request_new (server, "/a");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;

  fault_server_say (server, "/a", 429, "Retry-After: 60\r\n", "");
  kin_http_send_async (http, request, cancellable, wait_cb, &result);
  while (fault_server_count (server, "/a") == 0)
    g_main_context_iteration (NULL, FALSE);
  for (int i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  start = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  g_assert_null (kin_http_send_finish (http, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

static void
test_nobody_there (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (KinRequest) request = request_new (server, "/a");
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&server, fault_server_free);
  g_assert_null (send (http, request, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_NETWORK);
}

/* Only codes of an OperationOutcome get into a message, never its words. */
static void
test_outcome (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autoptr (KinHttp) http = quick_http ();
  g_autoptr (KinReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_say (server, "/a", 403, JSON,
                    "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\","
                    "\"code\":\"forbidden\",\"diagnostics\":\"Ada Berg may not\","
                    "\"details\":{\"coding\":[{\"code\":\"4130\"}],\"text\":\"Ada Berg\"}}]}");
  reply = get (http, server, "/a", NULL);
  g_assert_false (kin_reply_check (reply, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REFUSED_TYPE);
  g_assert_cmpstr (error->message, ==, "the server answered 403 forbidden/4130");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/http/bare-session", test_bare_session);
  g_test_add_func ("/portal/http/ignored-offers", test_ignored_offers);
  g_test_add_func ("/portal/http/what-is-sent", test_what_is_sent);
  g_test_add_func ("/portal/http/redirects", test_redirects);
  g_test_add_func ("/portal/http/redirect-out-of-base", test_redirect_out_of_base);
  g_test_add_func ("/portal/http/redirect-loop", test_redirect_loop);
  g_test_add_func ("/portal/http/post-is-not-redirected", test_post_is_not_redirected);
  g_test_add_func ("/portal/http/network-page", test_network_page);
  g_test_add_func ("/portal/http/tries", test_tries);
  g_test_add_func ("/portal/http/comes-back", test_comes_back);
  g_test_add_func ("/portal/http/whole-host-waits", test_whole_host_waits);
  g_test_add_func ("/portal/http/circuit", test_circuit);
  g_test_add_func ("/portal/http/post-is-sent-once", test_post_is_sent_once);
  g_test_add_func ("/portal/http/cancel-while-waiting", test_cancel_while_waiting);
  g_test_add_func ("/portal/http/nobody-there", test_nobody_there);
  g_test_add_func ("/portal/http/outcome", test_outcome);

  return g_test_run ();
}
