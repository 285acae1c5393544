/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-redirect"

#include "config.h"

#include <string.h>

#include "kin-fault-server.h"
#include "kin-redirect-private.h"

#define STATE "c3RhdGUtb2YtdGhpcy1zaWduLWlu"
#define HOST "Host: 127.0.0.1:4000\r\n"

static KinRedirectVerdict
judge (const char  *request,
       gsize        length,
       GHashTable **answer)
{
  g_autoptr (KinSecret) state = kin_secret_new_text (STATE);
  KinRedirectRule rule = { "127.0.0.1:4000", "/callback", state };

  return kin_redirect_read (&rule, request, length, answer);
}

static void
test_good (void)
{
  const char *request = "GET /callback?code=a%20b%2Bc+d&state=" STATE "&iss=https%3A%2F%2Fx "
                        "HTTP/1.1\r\n"
                        "Accept: */*\r\nhost: 127.0.0.1:4000\r\n\r\n";
  g_autoptr (GHashTable) answer = NULL;

  g_assert_cmpint (judge (request, strlen (request), &answer), ==, KIN_REDIRECT_GOOD);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "a b+c d");
  g_assert_cmpstr (g_hash_table_lookup (answer, "iss"), ==, "https://x");

  /* However it is cut into packets, it is not whole before its end. */
  for (gsize length = 0; length < strlen (request); length++)
    g_assert_cmpint (judge (request, length, &answer), ==, KIN_REDIRECT_MORE);
}

/* Nothing else is taken for the answer of the portal (rules T-03, T-07). */
static void
test_bad (void)
{
  const char *requests[] = {
    "GET /callback?code=a HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&state= HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&state=c3Rhd HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&state=" STATE "x HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&State=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&state=" STATE "&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&code=b&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&error=b&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=%00&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=%ff&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=%zz&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback/?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback2?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /Callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET //callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET http://127.0.0.1:4000/callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "POST /callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "get /callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET  /callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/2\r\n" HOST "\r\n",
    "GET /callback?code=a&state=" STATE "\r\n" HOST "\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\n\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\nHost: evil.example:4000\r\n\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\nHost: localhost:4000\r\n\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST HOST "\r\n",
    "GET /callback?code=a&state=" STATE " HTTP/1.1\r\n" HOST "Host: x\r\n\r\n",
    "\r\n\r\n",
    "\x16\x03\x01\r\n\r\n",
  };
  g_autofree char *long_line = g_strnfill (KIN_REDIRECT_MAX_REQUEST, 'a');
  g_autoptr (GHashTable) answer = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_test_message ("%s", requests[i]);
      g_assert_cmpint (judge (requests[i], strlen (requests[i]), &answer), ==, KIN_REDIRECT_BAD);
      g_assert_null (answer);
    }
  g_assert_cmpint (judge (long_line, KIN_REDIRECT_MAX_REQUEST, &answer), ==, KIN_REDIRECT_BAD);
  g_assert_cmpint (judge ("GET \0", 5, &answer), ==, KIN_REDIRECT_BAD);
}

static GSocketConnection *
visit (KinRedirect *redirect)
{
  g_autoptr (GUri) uri = g_uri_parse (kin_redirect_get_uri (redirect), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  connection = g_socket_client_connect_to_host (client, g_uri_get_host (uri),
                                                (guint16) g_uri_get_port (uri), NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
say (GSocketConnection *connection,
     const char        *text)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL));
}

static char *
hear (GSocketConnection *connection)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, 0, NULL,
                                wait_cb, &result);
  g_output_stream_splice_finish (memory, wait_for (&result), NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
request_text (KinRedirect *redirect,
              const char  *target)
{
  g_autoptr (GUri) uri = g_uri_parse (kin_redirect_get_uri (redirect), G_URI_FLAGS_NONE, NULL);

  return g_strdup_printf ("GET %s HTTP/1.1\r\nHost: %s%s%s:%d\r\n\r\n", target,
                          strchr (g_uri_get_host (uri), ':') != NULL ? "[" : "",
                          g_uri_get_host (uri),
                          strchr (g_uri_get_host (uri), ':') != NULL ? "]" : "",
                          g_uri_get_port (uri));
}

/* The real answer arrives between hostile visitors, and nothing that they wrote
 * comes back out. */
static void
test_visitors (void)
{
  g_autoptr (KinSecret) state = kin_secret_new_text (STATE);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRedirect) redirect = kin_redirect_new (NULL, &error);
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) slow = NULL;
  g_autoptr (GSocketConnection) hostile = NULL;
  g_autoptr (GSocketConnection) large = NULL;
  g_autoptr (GSocketConnection) browser = NULL;
  g_autofree char *attack = NULL;
  g_autofree char *good = NULL;
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *page = NULL;
  g_autofree char *end = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) answer = NULL;
  GOutputStream *stream;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kin_redirect_get_uri (redirect), "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (kin_redirect_get_uri (redirect), "/callback"));
  kin_redirect_wait_async (redirect, state, 60, NULL, wait_cb, &result);
  silent = visit (redirect);
  slow = visit (redirect);
  say (slow, "GET /call");
  hostile = visit (redirect);
  attack = request_text (redirect, "/callback?error_description=<script>alert(1)</script>&state=x");
  say (hostile, attack);
  page = hear (hostile);
  g_assert_nonnull (strstr (page, "404 Not Found"));
  g_assert_null (strstr (page, "script"));
  large = visit (redirect);
  stream = g_io_stream_get_output_stream (G_IO_STREAM (large));
  g_socket_set_blocking (g_socket_connection_get_socket (large), FALSE);
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (stream), filler,
                                              1024 * 1024, NULL, NULL);
  g_assert_null (result);

  browser = visit (redirect);
  good = request_text (redirect, "/callback?code=abc&state=" STATE);
  say (browser, good);
  end = hear (browser);
  g_assert_nonnull (strstr (end, "200 OK"));
  g_assert_nonnull (strstr (end, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (end, "Referrer-Policy: no-referrer"));
  g_assert_null (strstr (end, "abc"));
  g_assert_null (strstr (end, "<script"));
  answer = kin_redirect_wait_finish (redirect, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "abc");
}

static gboolean
listens (KinRedirect *redirect)
{
  g_autoptr (GUri) uri = g_uri_parse (kin_redirect_get_uri (redirect), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  connection = g_socket_client_connect_to_host (client, g_uri_get_host (uri),
                                                (guint16) g_uri_get_port (uri), NULL, NULL);
  return connection != NULL;
}

/* The port is open only while a sign-in is pending (rule T-06). */
static void
test_closes (void)
{
  g_autoptr (KinSecret) state = kin_secret_new_text (STATE);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (KinRedirect) redirect = kin_redirect_new (NULL, NULL);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      kin_redirect_wait_async (redirect, state, i == 1 ? 1 : 60, cancellable, wait_cb, &result);
      g_assert_true (listens (redirect));
      if (i == 0)
        g_cancellable_cancel (cancellable);
      for (int hit = 0; i == 2 && hit <= KIN_REDIRECT_MAX_BAD_HITS; hit++)
        {
          g_autoptr (GSocketConnection) connection = visit (redirect);
          g_autofree char *text = request_text (redirect, "/callback?code=a&state=wrong");
          g_autofree char *page = NULL;

          say (connection, text);
          page = hear (connection);
        }
      g_assert_null (kin_redirect_wait_finish (redirect, wait_for (&result), &error));
      if (i == 0)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else if (i == 1)
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TIMED_OUT);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_STATE);
      g_assert_false (listens (redirect));
    }
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *uri;
    const char *prefix;
    const char *suffix;
  } cases[] = {
    { "http://127.0.0.1/cb", "http://127.0.0.1:", "/cb" },
    { "http://127.0.0.1:0/cb", "http://127.0.0.1:", "/cb" },
    { "http://localhost:8000/cb", NULL, NULL },
    { "http://0.0.0.0:8000/cb", NULL, NULL },
    { "http://192.0.2.1:8000/cb", NULL, NULL },
    { "https://return.example/cb", "https://return.example/cb", "/cb" },
    { "https://return.example/cb?x=1", NULL, NULL },
    { "https://return.example/cb#x", NULL, NULL },
    { "https://user@return.example/cb", NULL, NULL },
    { "io.github.kinchart:/cb", "io.github.kinchart:/cb", "/cb" },
    { "io.github.kinchart:/other", NULL, NULL },
    { "javascript:/cb", NULL, NULL },
    { "http://127.0.0.1:8000/cb?x=1", NULL, NULL },
    { "org.example.portal:/cb", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinRedirect) redirect = kin_redirect_new (cases[i].uri, &error);

      g_test_message ("%s", cases[i].uri);
      g_assert_cmpint (redirect != NULL, ==, cases[i].prefix != NULL);
      if (redirect == NULL)
        {
          g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS);
          continue;
        }
      g_assert_true (g_str_has_prefix (kin_redirect_get_uri (redirect), cases[i].prefix));
      g_assert_true (g_str_has_suffix (kin_redirect_get_uri (redirect), cases[i].suffix));
    }
}

/* What a person copies from the address line of a browser; the same is asked of it (rule T-03). */
static void
test_lines (void)
{
  static const struct
  {
    const char         *line;
    KinRedirectVerdict  verdict;
  } cases[] = {
    { "http://127.0.0.1:4000/callback?code=a&state=" STATE, KIN_REDIRECT_GOOD },
    { "  127.0.0.1:4000/callback?code=a&state=" STATE "\n", KIN_REDIRECT_GOOD },
    { "https://return.example/cb?state=" STATE "&code=a#_=_", KIN_REDIRECT_GOOD },
    { "io.github.kinchart:/cb?error=access_denied&state=" STATE, KIN_REDIRECT_GOOD },
    { "http://127.0.0.1:4000/callback?code=a&state=" STATE "x", KIN_REDIRECT_OTHER },
    { "http://127.0.0.1:4000/callback?code=a&state=", KIN_REDIRECT_OTHER },
    { "http://127.0.0.1:4000/callback?code=a", KIN_REDIRECT_OTHER },
    { "http://127.0.0.1:4000/callback", KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000/callback?state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000/callback?code=a&error=b&state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000/callback?code=a&code=b&state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000/callback?code=%00&state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000/callback2?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4001/callback?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "http://127.0.0.1:4000@evil.example/callback?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "https://portal.example/login?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "http://return.example/cb?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "https://return.example/cb/?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "https://bare.example/?code=a&state=" STATE, KIN_REDIRECT_GOOD },
    { "bare.example/?code=a&state=" STATE, KIN_REDIRECT_GOOD },
    { "https://bare.example?code=a&state=" STATE, KIN_REDIRECT_GOOD },
    { "https://bare.example//?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "https://bare.example.org/?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "https://bare.example/cb?code=a&state=" STATE, KIN_REDIRECT_BAD },
    { "code=a&state=" STATE, KIN_REDIRECT_BAD },
    { STATE, KIN_REDIRECT_BAD },
    { "", KIN_REDIRECT_BAD },
  };
  const char *addresses[] = { "https://return.example/cb", "https://bare.example",
                              "io.github.kinchart:/cb", "http://127.0.0.1:4000/callback", NULL };
  g_autoptr (KinSecret) state = kin_secret_new_text (STATE);
  g_autofree char *long_line = g_strnfill (KIN_REDIRECT_MAX_REQUEST, 'a');
  g_autoptr (GHashTable) none = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) answer = NULL;

      g_test_message ("%s", cases[i].line);
      g_assert_cmpint (kin_redirect_read_line (addresses, state, cases[i].line, &answer), ==,
                       cases[i].verdict);
      g_assert_cmpint (answer != NULL, ==, cases[i].verdict == KIN_REDIRECT_GOOD);
    }
  g_assert_cmpint (kin_redirect_read_line (addresses, state, long_line, &none), ==,
                   KIN_REDIRECT_BAD);
}

/* By whatever way a line comes, it is taken once, and only while it is waited for. */
static void
test_offer (void)
{
  static const char * const uris[] = { NULL, "https://return.example/cb",
                                       "io.github.kinchart:/cb" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (KinRedirect) redirect = kin_redirect_new (uris[i], NULL);
      g_autoptr (KinSecret) state = kin_redirect_new_state (redirect);
      g_autoptr (KinSecret) other = kin_redirect_new_state (redirect);
      g_autofree char *good = g_strdup_printf ("%s?code=abc&state=%s",
                                               kin_redirect_get_uri (redirect),
                                               kin_secret_get_text (state));
      g_autofree char *wrong = g_strdup_printf ("%s?code=abc&state=%s",
                                                kin_redirect_get_uri (redirect),
                                                kin_secret_get_text (other));
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GHashTable) answer = NULL;

      g_assert_cmpint (kin_redirect_offer (redirect, good), ==, KIN_REDIRECT_MORE);
      kin_redirect_wait_async (redirect, state, 10, NULL, wait_cb, &result);
      g_assert_cmpint (kin_redirect_offer (redirect, wrong), ==, KIN_REDIRECT_OTHER);
      g_assert_cmpint (kin_redirect_offer (redirect, "nothing"), ==, KIN_REDIRECT_BAD);
      g_assert_cmpint (kin_redirect_offer (redirect, good), ==, KIN_REDIRECT_GOOD);
      answer = kin_redirect_wait_finish (redirect, wait_for (&result), NULL);
      g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "abc");
      g_assert_cmpint (kin_redirect_offer (redirect, good), ==, KIN_REDIRECT_MORE);
      /* The page on the web finds the port after the dot; no other way needs one. */
      g_assert_cmpint (strchr (kin_secret_get_text (state), '.') != NULL, ==, i == 1);
    }
}

static void
test_fixed_port_taken (void)
{
  g_autoptr (KinRedirect) first = kin_redirect_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRedirect) second = kin_redirect_new (kin_redirect_get_uri (first), &error);

  g_assert_null (second);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REDIRECT_TAKEN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/redirect/good", test_good);
  g_test_add_func ("/portal/redirect/bad", test_bad);
  g_test_add_func ("/portal/redirect/visitors", test_visitors);
  g_test_add_func ("/portal/redirect/closes", test_closes);
  g_test_add_func ("/portal/redirect/addresses", test_addresses);
  g_test_add_func ("/portal/redirect/lines", test_lines);
  g_test_add_func ("/portal/redirect/offer", test_offer);
  g_test_add_func ("/portal/redirect/fixed-port-taken", test_fixed_port_taken);

  return g_test_run ();
}
