/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-login"

#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "kin-login.h"
#include "kin-scope.h"
#include "kin-test-connection.h"

#define TOKEN_REPLY                                                                              \
  "{\"access_token\":\"access-1\",\"token_type\":\"Bearer\",\"expires_in\":3600,"                  \
  "\"refresh_token\":\"refresh-1\",\"scope\":\"patient/Observation.rs\",\"patient\":\"pat-1\"}"
#define TOKEN_REPLY_NO_PATIENT                                                                   \
  "{\"access_token\":\"access-1\",\"token_type\":\"Bearer\",\"expires_in\":3600%s}"

/* The portal of this test has two of them. */
static const char *const types[] = { "Patient", "Condition", "Goal", "Observation", NULL };

/* The person and the browser of this test: remembers the page that was opened. */
typedef struct
{
  GPtrArray *urls;
} Browser;

typedef struct
{
  FaultServer *server;
  KinHttp *http;
  KinPortal *portal;
  Browser browser;
} Fixture;

static void
set_up_with (Fixture    *fixture,
             const char *more)
{
  fixture->server = fault_server_new (NULL, NULL);
  fixture->http = test_http_new ();
  test_portal_serve (fixture->server, more);
  fixture->portal = test_portal_new (fixture->http, fixture->server);
  fault_server_forget (fixture->server);
  fault_server_say (fixture->server, "/token", 200, NULL, TOKEN_REPLY);
  fixture->browser.urls = g_ptr_array_new_with_free_func (g_free);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  more)
{
  set_up_with (fixture, more);
}

/* A portal whose keys and issuer are its own. */
static void
set_up_keys (Fixture       *fixture,
             gconstpointer  unused)
{
  set_up_with (fixture, "\"issuer\":\"https://issuer.example\",\"jwks_uri\":\"/jwks\"");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_pointer (&fixture->browser.urls, g_ptr_array_unref);
  g_clear_object (&fixture->portal);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, fault_server_free);
}

static void
open_page (const char *url,
           gpointer    user_data)
{
  Browser *browser = user_data;

  g_ptr_array_add (browser->urls, g_strdup (url));
}

static GHashTable *
query_of (const char *url)
{
  return soup_form_decode (strchr (url, '?') + 1);
}

/* The browser is sent back with @query; no answer is waited for. */
static void
come_back (const char *url,
           const char *query)
{
  g_autoptr (GHashTable) asked = query_of (url);
  g_autoptr (GUri) uri = g_uri_parse (g_hash_table_lookup (asked, "redirect_uri"),
                                      G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *text = g_strdup_printf ("GET %s?%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
                                           g_uri_get_path (uri), query, g_uri_get_port (uri));
  GOutputStream *stream;

  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                (guint16) g_uri_get_port (uri), NULL, NULL);
  if (connection == NULL)
    return;
  stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static const char *
last_url (Fixture *fixture)
{
  return g_ptr_array_index (fixture->browser.urls, fixture->browser.urls->len - 1);
}

static void
come_back_with (Fixture    *fixture,
                const char *more)
{
  g_autoptr (GHashTable) asked = query_of (last_url (fixture));
  g_autofree char *query = g_strdup_printf ("%s&state=%s", more,
                                            (char *) g_hash_table_lookup (asked, "state"));

  come_back (last_url (fixture), query);
}

static KinGrant *
sign_in (Fixture     *fixture,
         const char  *more,
         GError     **error)
{
  g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", NULL, NULL,
                                              types);
  g_autoptr (GAsyncResult) result = NULL;

  kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, &result);
  come_back_with (fixture, more);
  return kin_login_run_finish (login, wait_for (&result), error);
}

static void
test_sign_in (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinGrant) grant = sign_in (fixture, "code=abc", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kin_grant_get_patient (grant), ==, "pat-1");
  g_assert_cmpstr (kin_secret_get_text (kin_grant_get_access_token (grant)), ==, "access-1");
  g_assert_cmpstr (kin_secret_get_text (kin_grant_get_refresh_token (grant)), ==, "refresh-1");
  g_assert_cmpuint (fixture->browser.urls->len, ==, 1);
  g_assert_true (fault_server_saw (fixture->server, "grant_type=authorization_code&code=abc&"));
  g_assert_false (fault_server_saw (fixture->server, "authorization\""));
}

/* The browser does not come back by itself: its address line is copied. The exchange is the same,
 * with the redirect address that the page was asked with; a line counts once. */
static void
test_paste_back (Fixture       *fixture,
                 gconstpointer  unused)
{
  static const char * const uris[] = { NULL, "https://return.example/cb",
                                       KIN_LOGIN_SCHEME_REDIRECT };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", NULL,
                                                  uris[i], types);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GHashTable) asked = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (KinGrant) grant = NULL;
      g_autofree char *line = NULL;
      const char *redirect;

      fault_server_forget (fixture->server);
      fault_server_say (fixture->server, "/token", 200, NULL, TOKEN_REPLY);
      kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, &result);
      asked = query_of (last_url (fixture));
      redirect = g_hash_table_lookup (asked, "redirect_uri");
      if (uris[i] != NULL)
        g_assert_cmpstr (redirect, ==, uris[i]);
      line = g_strdup_printf ("%s?code=abc&state=%s", redirect,
                              (char *) g_hash_table_lookup (asked, "state"));
      g_assert_cmpint (kin_login_take_return (login, last_url (fixture)), ==,
                       KIN_RETURNED_NOT_IT);
      g_assert_cmpint (kin_login_take_return (login, line), ==, KIN_RETURNED_TAKEN);
      g_assert_cmpint (kin_login_take_return (login, line), ==, KIN_RETURNED_TOO_LATE);
      grant = kin_login_run_finish (login, wait_for (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (kin_grant_get_patient (grant), ==, "pat-1");
      g_assert_true (fault_server_saw (fixture->server, "code=abc&"));
    }
}

/* Neither a line of another sign-in nor one that another server made is used. */
static void
test_paste_back_of_others (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", NULL, NULL,
                                              types);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) asked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = NULL;
  g_autofree char *mixed = NULL;

  kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, &result);
  asked = query_of (last_url (fixture));
  other = g_strdup_printf ("%s?code=abc&state=another",
                           (char *) g_hash_table_lookup (asked, "redirect_uri"));
  mixed = g_strdup_printf ("%s?code=abc&state=%s&iss=https://evil.example",
                           (char *) g_hash_table_lookup (asked, "redirect_uri"),
                           (char *) g_hash_table_lookup (asked, "state"));
  g_assert_cmpint (kin_login_take_return (login, other), ==, KIN_RETURNED_OTHER);
  g_assert_cmpint (kin_login_take_return (login, mixed), ==, KIN_RETURNED_TAKEN);
  g_assert_null (kin_login_run_finish (login, wait_for (&result), &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_ISSUER);
  g_assert_false (fault_server_saw (fixture->server, "code=abc"));
}

/* The challenge in the page and the verifier in the token request belong
 * together (RFC 7636), and the page names nobody (rule T-14). */
static void
test_authorize_url (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const char *allowed[] = {
    "response_type", "client_id", "redirect_uri", "scope", "state", "aud", "code_challenge",
    "code_challenge_method", "nonce", "prompt", NULL
  };
  g_autoptr (KinGrant) grant = sign_in (fixture, "code=abc", NULL);
  g_autoptr (GHashTable) asked = query_of (last_url (fixture));
  g_autoptr (KinJson) ledger = fault_server_ledger (fixture->server);
  g_autofree char *body = kin_json_node_dup_string (kin_json_node_get_path (
    kin_json_get_root (ledger), "requests.0.body"));
  g_autoptr (GHashTable) form = soup_form_decode (body);
  g_autofree char *base = fault_server_url (fixture->server, "/fhir");
  const char *verifier = g_hash_table_lookup (form, "code_verifier");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *challenge = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;
  GHashTableIter iter;
  gpointer name;

  g_assert_nonnull (grant);
  g_hash_table_iter_init (&iter, asked);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_true (g_strv_contains (allowed, name));
  g_assert_cmpuint (g_hash_table_size (asked), ==, 10);
  g_assert_cmpstr (g_hash_table_lookup (asked, "aud"), ==, base);
  g_assert_cmpstr (g_hash_table_lookup (asked, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (asked, "code_challenge_method"), ==, "S256");
  /* Without it an OpenID provider gives no refresh token. */
  g_assert_cmpstr (g_hash_table_lookup (asked, "prompt"), ==, "consent");
  g_assert_cmpstr (g_hash_table_lookup (asked, "redirect_uri"), ==,
                   g_hash_table_lookup (form, "redirect_uri"));
  g_assert_cmpstr (g_hash_table_lookup (asked, "scope"), ==,
                   "launch/patient openid fhirUser offline_access "
                   "patient/Patient.rs patient/Observation.rs");
  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_assert_cmpuint (strlen (g_hash_table_lookup (asked, "state")), ==, 43);
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  challenge = g_base64_encode (digest, length);
  g_strdelimit (g_strdelimit (challenge, "+", '-'), "/", '_');
  *strchr (challenge, '=') = '\0';
  g_assert_cmpstr (g_hash_table_lookup (asked, "code_challenge"), ==, challenge);
}

#define RETURN_PAGE "https://return.example/cb"

/* What a portal answers where a sign-in would begin says whether it knows this app; nothing is
 * followed, and no browser is opened. */
static void
test_try (Fixture       *fixture,
          gconstpointer  unused)
{
  static const struct
  {
    guint       status;
    const char *headers;
    int         code;        /* -1: nothing speaks against it */
  } cases[] = {
    { 200, "Content-Type: text/html\r\n", -1 },
    { 302, "Location: https://login.example/page?x=1\r\n", -1 },
    { 302, "Location: /login\r\n", -1 },
    { 302, "Location: /login?error=please_sign_in\r\n", -1 },
    { 302, "Location: https://login.example/page?error=no_session\r\n", -1 },
    { 302, "Location: https://return.example/cb-of-another?error=access_denied\r\n", -1 },
    { 400, "Content-Type: text/html\r\n", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 401, "Content-Type: text/html\r\n", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 200, "Content-Type: application/json\r\n", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 400, "Content-Type: application/json\r\n", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 403, "Content-Type: text/html\r\n", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 403, "Content-Type: application/json\r\n", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 404, "Content-Type: text/html\r\n", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 302, "Location: " RETURN_PAGE "?error=unauthorized_client&state=x\r\n",
      KIN_PORTAL_ERROR_BAD_CLIENT },
    { 302, "Location: " RETURN_PAGE "?error=invalid_scope\r\n",
      KIN_PORTAL_ERROR_BAD_SCOPE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_good;

      fault_server_forget (fixture->server);
      fault_server_say (fixture->server, "/authorize", cases[i].status, cases[i].headers, "{}");
      kin_login_try_async (fixture->http, fixture->portal, "desktop", RETURN_PAGE, types, NULL,
                           wait_cb, &result);
      is_good = kin_login_try_finish (wait_for (&result), &error);
      g_test_message ("%s", cases[i].headers);
      g_assert_cmpint (is_good, ==, cases[i].code == -1);
      if (!is_good)
        g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_true (fault_server_saw (fixture->server, "client_id=desktop"));
      g_assert_false (fault_server_saw (fixture->server, "/login"));
    }
  g_assert_cmpuint (fixture->browser.urls->len, ==, 0);
}

/* Verifier and state are never used twice. */
static void
test_random (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 10000; i++)
    {
      g_autoptr (KinSecret) bytes = kin_secret_new_random (32);
      g_autoptr (KinSecret) text = kin_secret_to_base64url (bytes);

      g_assert_true (g_hash_table_add (seen, g_strdup (kin_secret_get_text (text))));
    }
}

/* A state that is old, swapped, cut, empty or missing never leads to a token
 * request, and does not stop the right answer (rule T-03). */
static void
test_state (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr (KinLogin) first = kin_login_new (fixture->http, fixture->portal, "desktop", NULL, NULL,
                                              types);
  g_autoptr (KinLogin) second = kin_login_new (fixture->http, fixture->portal, "desktop", NULL,
                                               NULL, types);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first_result = NULL;
  g_autoptr (GAsyncResult) second_result = NULL;
  g_autoptr (GHashTable) first_asked = NULL;
  g_autoptr (GHashTable) second_asked = NULL;
  g_autoptr (KinGrant) grant = NULL;
  g_autofree char *swapped = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *good = NULL;
  const char *first_url, *second_url, *first_state, *second_state;

  kin_login_run_async (first, open_page, &fixture->browser, cancellable, wait_cb, &first_result);
  kin_login_run_async (second, open_page, &fixture->browser, NULL, wait_cb, &second_result);
  first_url = g_ptr_array_index (fixture->browser.urls, 0);
  second_url = g_ptr_array_index (fixture->browser.urls, 1);
  first_asked = query_of (first_url);
  second_asked = query_of (second_url);
  first_state = g_hash_table_lookup (first_asked, "state");
  second_state = g_hash_table_lookup (second_asked, "state");
  swapped = g_strdup_printf ("code=abc&state=%s", first_state);
  cut = g_strdup_printf ("code=abc&state=%.42s", second_state);
  good = g_strdup_printf ("code=abc&state=%s", second_state);
  come_back (second_url, swapped);
  come_back (second_url, cut);
  come_back (second_url, "code=abc&state=");
  come_back (second_url, "code=abc");
  come_back (second_url, "code=abc&state=AAAA");
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 0);
  g_assert_null (second_result);

  come_back (second_url, good);
  grant = kin_login_run_finish (second, wait_for (&second_result), NULL);
  g_assert_nonnull (grant);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);

  /* The answer again: nobody listens any more. */
  come_back (second_url, good);
  come_back (first_url, good);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (kin_login_run_finish (first, wait_for (&first_result), NULL));
}

/* Two servers, one of them hostile: a code goes to a token endpoint only when
 * the answer names the issuer that was asked (RFC 9207; rule T-04). */
static void
test_issuers (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct
  {
    const char *smart;
    const char *answer;
    gboolean good;
  } cases[] = {
    { "\"issuer\":\"https://a.example\"", "code=c&iss=https://a.example", TRUE },
    { "\"issuer\":\"https://a.example\"", "code=c", TRUE },
    { "\"issuer\":\"https://a.example\"", "code=c&iss=https://evil.example", FALSE },
    { "\"issuer\":\"https://a.example\"", "code=c&iss=https://a.example/", FALSE },
    { "\"issuer\":\"https://a.example\"", "code=c&iss=HTTPS://A.EXAMPLE", FALSE },
    { "\"issuer\":\"https://a.example\"", "code=c&iss=", FALSE },
    { "\"issuer\":\"https://a.example\"", "error=invalid_scope&iss=https://evil.example", FALSE },
    { "\"issuer\":\"https://a.example\",\"authorization_response_iss_parameter_supported\":true",
      "code=c&iss=https://a.example", TRUE },
    { "\"issuer\":\"https://a.example\",\"authorization_response_iss_parameter_supported\":true",
      "code=c", FALSE },
    { "\"issuer\":\"https://a.example\",\"authorization_response_iss_parameter_supported\":true",
      "code=c&iss=https://evil.example", FALSE },
    { NULL, "code=c&iss=https://evil.example", FALSE },
    { NULL, "code=c", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinGrant) grant = NULL;

      g_test_message ("case %zu", i);
      test_portal_serve (fixture->server, cases[i].smart);
      g_clear_object (&fixture->portal);
      fixture->portal = test_portal_new (fixture->http, fixture->server);
      fault_server_forget (fixture->server);
      fault_server_say (fixture->server, "/token", 200, NULL, TOKEN_REPLY);
      grant = sign_in (fixture, cases[i].answer, &error);
      g_assert_cmpint (grant != NULL, ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_ISSUER);
      g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, cases[i].good);
    }
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *answer;
    int code;
  } cases[] = {
    { "error=access_denied&error_description=%3Cscript%3E", KIN_PORTAL_ERROR_DENIED },
    { "error=unauthorized_client", KIN_PORTAL_ERROR_BAD_CLIENT },
    { "error=server_error", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { "error=temporarily_unavailable", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { "error=something_else", KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { "error=", KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { "code=", KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { "code=a%0Ab", KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sign_in (fixture, cases[i].answer, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
    }
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 0);
}

/* Too many scopes for this portal: once more with few, and not a third time. */
static void
test_fewer_scopes (Fixture       *fixture,
                   gconstpointer  unused)
{
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", NULL,
                                                  NULL, types);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (KinGrant) grant = NULL;
      g_autofree char *first_state = NULL;
      g_autoptr (GHashTable) asked = NULL;

      g_ptr_array_set_size (fixture->browser.urls, 0);
      kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, &result);
      asked = query_of (last_url (fixture));
      first_state = g_strdup (g_hash_table_lookup (asked, "state"));
      come_back_with (fixture, "error=invalid_scope");
      while (fixture->browser.urls->len < 2)
        g_main_context_iteration (NULL, TRUE);
      g_hash_table_unref (asked);
      asked = query_of (last_url (fixture));
      g_assert_cmpstr (g_hash_table_lookup (asked, "state"), !=, first_state);
      come_back_with (fixture, i == 0 ? "code=abc" : "error=invalid_scope");
      grant = kin_login_run_finish (login, wait_for (&result), &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_SCOPE);
      g_assert_cmpuint (fixture->browser.urls->len, ==, 2);
    }
}

static void
test_token_refused (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const struct
  {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Ada\"}",
      KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { 401, "{\"error\":\"invalid_client\"}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 400, "", KIN_PORTAL_ERROR_SIGN_IN_REFUSED },
    { 500, "<html>", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 200, "<html>", KIN_PORTAL_ERROR_BAD_TOKEN_REPLY },
    { 200, "{}", KIN_PORTAL_ERROR_BAD_TOKEN_REPLY },
    { 307, "", KIN_PORTAL_ERROR_OTHER_HOST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_object (&fixture->http);
      fixture->http = test_http_new ();
      fault_server_forget (fixture->server);
      fault_server_say (fixture->server, "/token", cases[i].status, "Location: /fhir/token\r\n",
                        cases[i].body);
      g_assert_null (sign_in (fixture, "code=abc", &error));
      g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, "Ada"));
      g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
    }
}

static void
reply_without_patient (Fixture    *fixture,
                       const char *more)
{
  g_autofree char *body = g_strdup_printf (TOKEN_REPLY_NO_PATIENT, more);

  fault_server_say (fixture->server, "/token", 200, NULL, body);
}

/* The portal does not say whose record it opened: the only one there is. */
static void
test_only_patient (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const struct
  {
    const char *bundle;
    const char *patient;
  } cases[] = {
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\","
      "\"id\":\"pat-7\"}},{\"resource\":{\"resourceType\":\"OperationOutcome\"}}]}", "pat-7" },
    { "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\","
      "\"id\":\"pat-7\"}},{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"pat-8\"}}]}", NULL },
    { "{\"resourceType\":\"Bundle\"}", NULL },
    { "{}", NULL },
  };

  reply_without_patient (fixture, "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinGrant) grant = NULL;

      fault_server_say (fixture->server, "/fhir/Patient", 200,
                        "Content-Type: application/fhir+json\r\n", cases[i].bundle);
      grant = sign_in (fixture, "code=abc", &error);
      if (cases[i].patient != NULL)
        g_assert_cmpstr (kin_grant_get_patient (grant), ==, cases[i].patient);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_PATIENT);
    }
}

/* A bad id_token: no label from it, and no patient either (architecture 8). */
static void
test_bad_id_token (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinGrant) grant = NULL;

  fault_server_say (fixture->server, "/jwks", 200, NULL, "{\"keys\":[]}");
  reply_without_patient (fixture, ",\"patient\":\"pat-1\",\"id_token\":\"a.b.c\"");
  grant = sign_in (fixture, "code=abc", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kin_grant_get_patient (grant), ==, "pat-1");
  g_assert_null (kin_grant_get_fhir_user (grant));

  reply_without_patient (fixture, ",\"id_token\":\"a.b.c\"");
  g_assert_null (sign_in (fixture, "code=abc", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ID_TOKEN);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Patient"), ==, 0);
}

static void
test_secret (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (KinSecret) secret = kin_secret_new_text ("word");
  g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", secret,
                                              "http://127.0.0.1/back", types);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinGrant) grant = NULL;

  kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, &result);
  g_assert_nonnull (strstr (last_url (fixture), "%2Fback"));
  g_assert_null (strstr (last_url (fixture), "word"));
  come_back_with (fixture, "code=abc");
  grant = kin_login_run_finish (login, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (fault_server_saw (fixture->server, "Basic ZGVza3RvcDp3b3Jk"));
  g_assert_false (fault_server_saw (fixture->server, "client_id="));
}

/* A portal that knows apps because they ask it. */
static void
set_up_open (Fixture       *fixture,
             gconstpointer  unused)
{
  set_up_with (fixture, "\"registration_endpoint\":\"/register\"");
  fault_server_say (fixture->server, "/register", 201, NULL, "{\"client_id\":\"given-1\"}");
}

static KinLogin *
begin_unknown (Fixture       *fixture,
               GAsyncResult **result)
{
  KinLogin *login = kin_login_new (fixture->http, fixture->portal, NULL, NULL, NULL, types);

  kin_login_run_async (login, open_page, &fixture->browser, NULL, wait_cb, result);
  while (fixture->browser.urls->len == 0 && *result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return login;
}

/* RFC 7591: nobody has to ask for a number, and what was asked for is what is used then. */
static void
test_register (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (KinLogin) login = begin_unknown (fixture, &result);
  g_autoptr (KinJson) ledger = fault_server_ledger (fixture->server);
  g_autofree char *body = kin_json_node_dup_string (kin_json_node_get_path (
    kin_json_get_root (ledger), "requests.0.body"));
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (KinJson) words = kin_json_new (bytes, NULL);
  KinJsonNode root = kin_json_get_root (words);
  g_autoptr (GHashTable) asked = query_of (last_url (fixture));
  g_autoptr (KinGrant) grant = NULL;
  const char *redirect = g_hash_table_lookup (asked, "redirect_uri");

  g_assert_true (kin_json_node_equals (kin_json_node_get (root, "client_name"), "Kinchart"));
  /* Anything else may come back to a web address only. */
  g_assert_true (kin_json_node_equals (kin_json_node_get (root, "application_type"), "native"));
  g_assert_true (kin_json_node_equals (kin_json_node_get_path (root, "redirect_uris.0"),
                                       redirect));
  g_assert_true (kin_json_node_equals (kin_json_node_get (root, "token_endpoint_auth_method"),
                                       "none"));
  g_assert_true (kin_json_node_equals (kin_json_node_get (root, "scope"),
                                       g_hash_table_lookup (asked, "scope")));
  g_assert_false (kin_json_node_exists (kin_json_node_get (root, "jwks")));
  g_assert_cmpstr (g_hash_table_lookup (asked, "client_id"), ==, "given-1");

  come_back_with (fixture, "code=abc");
  grant = kin_login_run_finish (login, wait_for (&result), NULL);
  g_assert_nonnull (grant);
  g_assert_true (fault_server_saw (fixture->server, "&client_id=given-1"));
  g_assert_cmpstr (kin_login_get_client_id (login), ==, "given-1");
  g_assert_null (kin_login_get_client_secret (login));
  g_assert_cmpstr (kin_login_get_redirect_uri (login), ==, redirect);
}

/* A portal that does not want to know this app opens no page. */
static void
test_register_refused (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct
  {
    guint       status;
    const char *body;
    int         code;
  } cases[] = {
    { 400, "{\"error\":\"invalid_redirect_uri\"}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 401, "{\"error\":\"invalid_token\"}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 404, "", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 201, "{}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 201, "{\"client_id\":\"a\\r\\nX: 1\"}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 201, "{\"client_id\":7}", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 201, "<html>", KIN_PORTAL_ERROR_BAD_CLIENT },
    { 503, "", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 429, "", KIN_PORTAL_ERROR_TOO_MANY_REQUESTS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (KinLogin) login = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %zu", i);
      fault_server_say (fixture->server, "/register", cases[i].status, NULL, cases[i].body);
      login = begin_unknown (fixture, &result);
      g_assert_null (kin_login_run_finish (login, wait_for (&result), &error));
      g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_cmpuint (fixture->browser.urls->len, ==, 0);
    }
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (KinLogin) login = kin_login_new (fixture->http, fixture->portal, "desktop", NULL, NULL,
                                              types);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  kin_login_run_async (login, open_page, &fixture->browser, cancellable, wait_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (kin_login_run_finish (login, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, set_up, test)                                                                  \
  g_test_add ("/portal/login/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("sign-in", set_up, test_sign_in);
  ADD ("paste-back", set_up, test_paste_back);
  ADD ("paste-back-of-others", set_up, test_paste_back_of_others);
  ADD ("authorize-url", set_up, test_authorize_url);
  ADD ("try", set_up, test_try);
  ADD ("random", set_up, test_random);
  ADD ("state", set_up, test_state);
  ADD ("issuers", set_up, test_issuers);
  ADD ("refusals", set_up, test_refusals);
  ADD ("fewer-scopes", set_up, test_fewer_scopes);
  ADD ("token-refused", set_up, test_token_refused);
  ADD ("only-patient", set_up, test_only_patient);
  ADD ("bad-id-token", set_up_keys, test_bad_id_token);
  ADD ("secret", set_up, test_secret);
  ADD ("register", set_up_open, test_register);
  ADD ("register-refused", set_up_open, test_register_refused);
  ADD ("cancel", set_up, test_cancel);

  return g_test_run ();
}
