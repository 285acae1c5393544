/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-exchange"

#include "config.h"

#include <string.h>

#include "kin-origin-private.h"
#include "kin-test-connection.h"

#define JSON "Content-Type: application/fhir+json\r\n"
#define N_CUTS 50

typedef enum
{
  BY_LENGTH,
  BY_CHUNKS,
  BY_CLOSE,
  BY_GZIP,
  BY_GZIP_CHUNKS,
  N_FRAMINGS
} Framing;

typedef struct
{
  FaultServer *server;
  KinHttp *http;
  KinPortal *portal;
  TestCredentials *credentials;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->server = fault_server_new (NULL, NULL);
  fixture->http = test_http_new ();
  test_portal_serve (fixture->server, NULL);
  fixture->portal = test_portal_new (fixture->http, fixture->server);
  fixture->credentials = test_credentials_new (NULL, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_object (&fixture->credentials);
  g_clear_object (&fixture->portal);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, fault_server_free);
}

static KinClient *
client_new (Fixture *fixture)
{
  g_autoptr (KinHttp) http = test_http_new ();
  g_autoptr (KinGrant) grant = test_grant_new ("access-0", 3600);

  return kin_client_new (http, fixture->portal, "desktop", "pat-1", NULL,
                         KIN_CREDENTIALS (fixture->credentials), grant);
}

static GBytes *
page_new (void)
{
  GString *text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                                "\"entry\":[");

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "%s{\"resource\":{\"resourceType\":\"Observation\",\"id\":"
                                  "\"o%d\",\"status\":\"final\",\"subject\":{\"reference\":"
                                  "\"Patient/pat-1\"},\"code\":{\"text\":\"made up %u\"}}}",
                            i > 0 ? "," : "", i, g_random_int ());
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

/* The body in N_CUTS chunks, each with its own frame, and the last, empty one. */
static GPtrArray *
chunks_new (GBytes *body)
{
  GPtrArray *chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize length = g_bytes_get_size (body);
  gsize step = length / N_CUTS + 1;

  for (gsize at = 0; at < length; at += step)
    {
      gsize size = MIN (step, length - at);
      g_autoptr (GBytes) start = fault_text ("%zx\r\n", size);
      g_autoptr (GBytes) data = g_bytes_new_from_bytes (body, at, size);
      g_autoptr (GBytes) end = fault_text ("\r\n");
      g_autoptr (GBytes) framed = fault_join (start, data);

      g_ptr_array_add (chunks, fault_join (framed, end));
    }
  g_ptr_array_add (chunks, fault_text ("0\r\n\r\n"));
  return chunks;
}

static GBytes *
first_chunks (GPtrArray *chunks,
              guint      n)
{
  GBytes *joined = g_bytes_new_static ("", 0);

  for (guint i = 0; i < n; i++)
    {
      GBytes *longer = fault_join (joined, g_ptr_array_index (chunks, i));

      g_bytes_unref (joined);
      joined = longer;
    }
  return joined;
}

/* The wire form of @body, the first @share of N_CUTS of it. Chunked bodies are
 * cut between two chunks, where it shows least; with all of the data, but not the
 * last chunk, a page would be whole. */
static GBytes *
framed (Framing  framing,
        GBytes  *body,
        guint    share)
{
  gboolean gzip = framing == BY_GZIP || framing == BY_GZIP_CHUNKS;
  g_autoptr (GBytes) packed = gzip ? fault_gzip (body) : g_bytes_ref (body);
  gsize length = g_bytes_get_size (packed);
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) part = NULL;

  if (framing == BY_CHUNKS || framing == BY_GZIP_CHUNKS)
    {
      g_autoptr (GPtrArray) chunks = chunks_new (packed);

      part = first_chunks (chunks, share == N_CUTS ? chunks->len : MIN (share, chunks->len - 2));
      head = fault_text ("HTTP/1.1 200 OK\r\n" JSON "Transfer-Encoding: chunked\r\n%s\r\n",
                         gzip ? "Content-Encoding: gzip\r\n" : "");
      return fault_join (head, part);
    }
  part = g_bytes_new_from_bytes (packed, 0, share == N_CUTS ? length : length * share / N_CUTS);
  if (framing == BY_LENGTH)
    head = fault_text ("HTTP/1.1 200 OK\r\n" JSON "Content-Length: %zu\r\n\r\n", length);
  else
    head = fault_text ("HTTP/1.1 200 OK\r\n" JSON "%sConnection: close\r\n\r\n",
                       gzip ? "Content-Encoding: gzip\r\n" : "");
  return fault_join (head, part);
}

/* Cut at every fiftieth of its length, however it is framed, a page is never
 * taken for whole (rule N-12). */
static void
test_cuts (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (GBytes) page = page_new ();
  guint cut = 0;

  for (Framing framing = 0; framing < N_FRAMINGS; framing++)
    for (guint share = 0; share <= N_CUTS; share++)
      {
        g_autoptr (KinClient) client = client_new (fixture);
        g_autoptr (GBytes) wire = framed (framing, page, share);
        g_autoptr (GError) error = NULL;
        g_autoptr (KinAnswer) answer = NULL;

        fault_server_answer (fixture->server, "/fhir/Observation", wire, FAULT_CLOSE);
        answer = test_fetch (client, "Observation", &error);
        if (share == N_CUTS)
          {
            g_assert_no_error (error);
            g_assert_true (g_bytes_equal (kin_answer_get_bytes (answer), page));
            continue;
          }
        g_assert_null (answer);
        if (!g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE))
          g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
        cut++;
      }
  g_test_message ("%u cut pages, none taken", cut);
}

/* The other side of the test above: the same cuts, read by libsoup without our
 * proof, do pass for whole. Without such cuts the test would show nothing. */
static void
test_cuts_matter (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr (GBytes) page = page_new ();
  g_autofree char *url = fault_server_url (fixture->server, "/fhir/Observation");
  guint taken[N_FRAMINGS] = { 0 };

  for (Framing framing = 0; framing < N_FRAMINGS; framing++)
    for (guint share = 1; share < N_CUTS; share += 7)
      {
        g_autoptr (SoupSession) session = soup_session_new ();
        g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
        g_autoptr (GBytes) wire = framed (framing, page, share);
        g_autoptr (GBytes) body = NULL;

        fault_server_answer (fixture->server, "/fhir/Observation", wire, FAULT_CLOSE);
        body = soup_session_send_and_read (session, message, NULL, NULL);
        taken[framing] += body != NULL;
      }
  g_test_message ("taken by libsoup alone: length %u, chunks %u, close %u, gzip %u",
                  taken[BY_LENGTH], taken[BY_CHUNKS], taken[BY_CLOSE], taken[BY_GZIP]);
  g_assert_cmpuint (taken[BY_CLOSE], >, 0);
  g_assert_cmpuint (taken[BY_GZIP], >, 0);
  g_assert_cmpuint (taken[BY_LENGTH], ==, 0);
  if (!soup_check_version (3, 6, 5))
    g_assert_cmpuint (taken[BY_CHUNKS], >, 0);
}

static void
test_whole_later (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr (KinClient) client = client_new (fixture);
  g_autoptr (GBytes) page = page_new ();
  g_autoptr (GBytes) part = framed (BY_CLOSE, page, 20);
  g_autoptr (GBytes) whole = framed (BY_CLOSE, page, N_CUTS);
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_answer (fixture->server, "/fhir/Observation", part, FAULT_CLOSE);
  fault_server_then (fixture->server, whole, FAULT_CLOSE);
  answer = test_fetch (client, "Observation", NULL);
  g_assert_true (g_bytes_equal (kin_answer_get_bytes (answer), page));
}

/* What cannot be the length of one body is not taken for one. */
static void
test_unclear_length (Fixture       *fixture,
                     gconstpointer  unused)
{
  const char *heads[] = {
    "Content-Length: 2\r\nContent-Length: 300\r\n",
    "Content-Length: 300\r\nContent-Length: 2\r\n",
    "Content-Length: 2, 2\r\n",
    "Content-Length: 2x\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (KinClient) client = client_new (fixture);
      g_autoptr (GBytes) wire = fault_text ("HTTP/1.1 200 OK\r\n" JSON "%s\r\n{}", heads[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", heads[i]);
      fault_server_answer (fixture->server, "/fhir/Observation", wire, FAULT_CLOSE);
      g_assert_null (test_fetch (client, "Observation", &error));
    }
}

/* Only what was asked for is unpacked, once (rule N-11). */
static void
test_codings (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct
  {
    const char *coding;
    gboolean good;
  } cases[] = {
    { "gzip", TRUE },     { "GZip", TRUE },      { "x-gzip", TRUE },  { "br", FALSE },
    { "deflate", FALSE }, { "gzip, gzip", FALSE }, { "br, gzip", FALSE }, { "zstd", FALSE },
    { "compress", FALSE },
  };
  g_autoptr (GBytes) page = page_new ();
  g_autoptr (GBytes) packed = fault_gzip (page);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinClient) client = client_new (fixture);
      g_autoptr (GBytes) head = fault_text ("HTTP/1.1 200 OK\r\n" JSON "Content-Encoding: %s\r\n"
                                            "Content-Length: %zu\r\n\r\n", cases[i].coding,
                                            g_bytes_get_size (packed));
      g_autoptr (GBytes) wire = fault_join (head, packed);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinAnswer) answer = NULL;

      g_test_message ("%s", cases[i].coding);
      fault_server_answer (fixture->server, "/fhir/Observation", wire, FAULT_KEEP);
      answer = test_fetch (client, "Observation", &error);
      g_assert_cmpint (answer != NULL, ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ENCODING);
    }
}

static GError *
fail_to_get (KinHttp     *http,
             FaultServer *server,
             gint64       deadline)
{
  g_autofree char *url = fault_server_url (server, "/slow");
  g_autoptr (GUri) uri = kin_origin_parse (url, NULL);
  g_autoptr (KinRequest) request = kin_request_new (uri, "*/*", 1024 * 1024);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  request->deadline = deadline;
  kin_http_send_async (http, request, NULL, wait_cb, &result);
  g_assert_null (kin_http_send_finish (http, wait_for (&result), &error));
  return error;
}

/* Servers that take their time, each in another way (rule N-09). The limits are
 * a hundredth of the real ones. */
static void
test_slow (Fixture       *fixture,
           gconstpointer  unused)
{
  const KinLimits limits = { .connect = 150, .headers = 300, .rate_window = 300,
                             .rate_bytes = 300, .tick = 10 };
  static const char *const reasons[] = {
    "the server did not begin to answer", "the server did not begin to answer",
    "the answer comes too slowly", "the answer comes too slowly",
    "the whole request took too long",
  };
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) letter = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) piece = fault_text ("%0100d", 0);
  g_autoptr (GBytes) half_head = fault_text ("HTTP/1.1 200 OK\r\nContent-");
  g_autoptr (GBytes) head = fault_text ("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");

  kin_http_set_limits (fixture->http, &limits);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("case %d", i);
      if (i == 0)
        fault_server_answer (fixture->server, "/slow", nothing, FAULT_HANG);
      else if (i == 1)
        fault_server_drip (fixture->server, "/slow", half_head, letter, 200, 50, FAULT_HANG);
      else if (i == 2)
        fault_server_answer (fixture->server, "/slow", head, FAULT_HANG);
      else if (i == 3)
        fault_server_drip (fixture->server, "/slow", head, letter, 200, 20, FAULT_HANG);
      else
        /* Fast enough, but without an end. */
        fault_server_drip (fixture->server, "/slow", head, piece, 500, 10, FAULT_HANG);
      /* Only the last one meets the limit of the whole request. */
      error = fail_to_get (fixture->http, fixture->server, i == 4 ? 2000 : 60000);
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TIMED_OUT);
      g_assert_cmpstr (error->message, ==, reasons[i]);
      g_assert_cmpuint (fault_server_count (fixture->server, "/slow"), ==, 1);
      fault_server_forget (fixture->server);
    }
}

/* A server that takes the connection and never shakes hands: nothing was sent, so nothing of the
 * request, such as a token, was used up. */
static void
test_no_handshake (Fixture       *fixture,
                   gconstpointer  unused)
{
  const KinLimits limits = { .connect = 200, .headers = 60000, .rate_window = 60000,
                             .rate_bytes = 1, .tick = 10 };
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", port);
  g_autoptr (GUri) uri = kin_origin_parse (url, NULL);
  g_autoptr (KinRequest) request = kin_request_new (uri, "*/*", 1024);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  kin_http_set_limits (fixture->http, &limits);
  request->deadline = 60000;
  kin_http_send_async (fixture->http, request, NULL, wait_cb, &result);
  g_assert_null (kin_http_send_finish (fixture->http, wait_for (&result), &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_NETWORK);
  g_assert_cmpstr (error->message, ==, "connecting took too long");
}

/* A body without an end is given up at the cap, not read into memory. */
static void
test_endless (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *zeros = g_strnfill (65536, '0');
  g_autoptr (GBytes) head = fault_text ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  g_autoptr (GBytes) chunk = fault_text ("10000\r\n%s\r\n", zeros);
  g_autoptr (GError) error = NULL;

  fault_server_drip (fixture->server, "/slow", head, chunk, 200, 0, FAULT_HANG);
  error = fail_to_get (fixture->http, fixture->server, 60000);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE);
}

static void
test_large_header (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autofree char *filler = g_strnfill (300 * 1024, 'x');
  g_autoptr (GBytes) wire = fault_text ("HTTP/1.1 200 OK\r\nX-Long: %s\r\n"
                                        "Content-Length: 2\r\n\r\n{}", filler);
  g_autoptr (GError) error = NULL;

  fault_server_answer (fixture->server, "/slow", wire, FAULT_KEEP);
  error = fail_to_get (fixture->http, fixture->server, 60000);
  g_assert_nonnull (error);
}

#define ADD(path, test)                                                                          \
  g_test_add ("/portal/exchange/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("cuts", test_cuts);
  ADD ("cuts-matter", test_cuts_matter);
  ADD ("whole-later", test_whole_later);
  ADD ("unclear-length", test_unclear_length);
  ADD ("codings", test_codings);
  ADD ("slow", test_slow);
  ADD ("no-handshake", test_no_handshake);
  ADD ("endless", test_endless);
  ADD ("large-header", test_large_header);

  return g_test_run ();
}
