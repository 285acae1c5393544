/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-client"

#include "config.h"

#include <string.h>

#include <jose/b64.h>

#include "kin-client-key-private.h"
#include "kin-test-connection.h"

#define JSON "Content-Type: application/fhir+json\r\n"
#define PAGE "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[]}"

typedef struct
{
  FaultServer *server;
  KinHttp *http;
  KinPortal *portal;
  TestCredentials *credentials;
  KinClient *client;
} Fixture;

static void
set_up_with (Fixture    *fixture,
             const char *refresh_token,
             gint64      seconds)
{
  g_autoptr (KinGrant) grant = seconds > 0 ? test_grant_new ("access-0", seconds) : NULL;

  fixture->server = fault_server_new (NULL, NULL);
  fixture->http = test_http_new ();
  test_portal_serve (fixture->server, NULL);
  fixture->portal = test_portal_new (fixture->http, fixture->server);
  fixture->credentials = test_credentials_new (refresh_token, NULL);
  fixture->client = kin_client_new (fixture->http, fixture->portal, "desktop", "pat-1",
                                    "patient/Observation.rs",
                                    KIN_CREDENTIALS (fixture->credentials), grant);
  fault_server_forget (fixture->server);
  fault_server_say (fixture->server, "/fhir/Observation", 200, JSON, PAGE);
  test_token_answer (fixture->server, "access-1", "refresh-1");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  set_up_with (fixture, "refresh-0", 3600);
}

/* A new process: nothing but what was kept. */
static void
set_up_cold (Fixture       *fixture,
             gconstpointer  unused)
{
  set_up_with (fixture, "refresh-0", 0);
}

/* A portal that gives no refresh token. */
static void
set_up_single (Fixture       *fixture,
               gconstpointer  unused)
{
  set_up_with (fixture, NULL, 60);
}

/* A token with two seconds to live, of which more than one is over. */
static void
set_up_old (Fixture       *fixture,
            gconstpointer  unused)
{
  set_up_with (fixture, "refresh-0", 2);
  g_usleep (1200 * 1000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->credentials);
  g_clear_object (&fixture->portal);
  g_clear_object (&fixture->http);
  g_clear_pointer (&fixture->server, fault_server_free);
}

static void
assert_fetched (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinAnswer) answer = test_fetch (fixture->client, "Observation?patient=pat-1", &error);

  g_assert_no_error (error);
  g_assert_nonnull (kin_answer_get_bundle (answer));
  g_assert_cmpstr (kin_answer_get_content_type (answer), ==, "application/fhir+json");
}

static void
assert_needs_sign_in (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_fetch (fixture->client, "Observation?patient=pat-1", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN);
  g_assert_true (kin_client_get_needs_sign_in (fixture->client));
}

static void
test_page (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_say (fixture->server, "/fhir/Observation", 200,
                    JSON "ETag: W/\"7\"\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n", PAGE);
  answer = test_fetch (fixture->client, "Observation?patient=pat-1", NULL);
  g_assert_cmpint (kin_answer_get_server_time (answer), ==, 784111777);
  g_assert_cmpstr (kin_answer_get_etag (answer), ==, "W/\"7\"");
  g_assert_true (fault_server_saw (fixture->server, "Bearer access-0"));
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 0);
}

/* Ten pages may come, whatever the server still has (rule N-10). */
static void
test_enough (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  kin_client_set_max_total (fixture->client, 10 * strlen (PAGE));
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (KinAnswer) answer = test_fetch (fixture->client, "Observation?patient=pat-1",
                                                 &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
    }
  g_assert_null (test_fetch (fixture->client, "Observation?patient=pat-1", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_ENOUGH);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 10);
}

/* Header values that would not be safe to send back are not kept (rule N-16). */
static void
test_bad_etag (Fixture       *fixture,
               gconstpointer  unused)
{
  const char *etags[] = { "ETag: \xff\xfe\r\n", "ETag: a\x01""b\r\n", "ETag: \r\n" };
  g_autofree char *large = g_strnfill (2000, 'x');
  g_autofree char *line = g_strdup_printf ("ETag: %s\r\n", large);

  for (gsize i = 0; i <= G_N_ELEMENTS (etags); i++)
    {
      const char *etag = i < G_N_ELEMENTS (etags) ? etags[i] : line;
      g_autofree char *headers = g_strconcat (JSON, etag, NULL);
      g_autoptr (KinAnswer) answer = NULL;

      fault_server_say (fixture->server, "/fhir/Observation", 200, headers, PAGE);
      answer = test_fetch (fixture->client, "Observation", NULL);
      g_assert_nonnull (answer);
      g_assert_null (kin_answer_get_etag (answer));
    }
}

/* Nothing of another host, and nothing beside the base, is even asked. */
static void
test_foreign (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *beside = fault_server_url (fixture->server, "/other/Observation");
  const char *urls[] = { "https://evil.example/fhir/Observation", "//evil.example/fhir/x", beside };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (kin_client_is_own_url (fixture->client, urls[i]));
      g_assert_null (test_fetch (fixture->client, urls[i], &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (kin_client_get_n_requests (fixture->client), ==, 0);
}

static void
test_statuses (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    guint status;
    const char *headers;
    const char *body;
    int code;
  } cases[] = {
    { 400, JSON, "{}", KIN_PORTAL_ERROR_REFUSED_SHAPE },
    { 403, JSON, "{}", KIN_PORTAL_ERROR_REFUSED_TYPE },
    { 404, JSON, "{}", KIN_PORTAL_ERROR_NOT_FOUND },
    { 405, JSON, "{}", KIN_PORTAL_ERROR_REFUSED },
    { 406, JSON, "{}", KIN_PORTAL_ERROR_REFUSED_FORMAT },
    { 410, JSON, "{}", KIN_PORTAL_ERROR_GONE },
    { 429, JSON "Retry-After: 10000\r\n", "{}", KIN_PORTAL_ERROR_TOO_MANY_REQUESTS },
    { 200, JSON, "", KIN_PORTAL_ERROR_SERVER_TROUBLE },
    { 200, JSON, "[]", KIN_PORTAL_ERROR_NOT_FHIR },
    { 200, JSON, "{\"resourceType\":\"Bundle\"", KIN_PORTAL_ERROR_NOT_FHIR },
    { 200, JSON, "not json", KIN_PORTAL_ERROR_NOT_FHIR },
    { 200, "Content-Type: text/html\r\n", "<p>Hello", KIN_PORTAL_ERROR_NETWORK_SIGN_IN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinHttp) http = test_http_new ();
      g_autoptr (KinGrant) grant = test_grant_new ("access-0", 3600);
      KinCredentials *credentials = KIN_CREDENTIALS (fixture->credentials);
      g_autoptr (KinClient) client = kin_client_new (http, fixture->portal, "desktop", "pat-1",
                                                     NULL, credentials, grant);
      g_autoptr (GError) error = NULL;

      g_test_message ("%u %s", cases[i].status, cases[i].body);
      fault_server_say (fixture->server, "/fhir/Observation", cases[i].status, cases[i].headers,
                        cases[i].body);
      g_assert_null (test_fetch (client, "Observation?patient=pat-1", &error));
      g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
      g_assert_null (strstr (error->message, "pat-1"));
    }
}

/* A server that always says 401: two requests and one refresh (rule T-16). */
static void
test_always_401 (Fixture       *fixture,
                 gconstpointer  unused)
{
  fault_server_say (fixture->server, "/fhir/Observation", 401, JSON, "{}");
  assert_needs_sign_in (fixture);
  assert_needs_sign_in (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 2);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
}

static void
test_one_401 (Fixture       *fixture,
              gconstpointer  unused)
{
  fault_server_say (fixture->server, "/fhir/Observation", 401, JSON, "{}");
  fault_server_then_say (fixture->server, 200, JSON, PAGE);
  assert_fetched (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
  g_assert_true (fault_server_saw (fixture->server, "Bearer access-1"));
  g_assert_cmpstr (test_credentials_get_token (fixture->credentials), ==, "refresh-1");
}

/* A token that is about to end is replaced before a request starts with it. */
static void
test_refresh_ahead (Fixture       *fixture,
                    gconstpointer  unused)
{
  assert_fetched (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 1);
  g_assert_false (fault_server_saw (fixture->server, "access-0"));
}

/* A slow request comes back refused when another one has long fetched a new
 * token, and that one ends on the way as well: not yet a reason to sign in. */
static void
test_late_401 (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) refusal = fault_text ("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_drip (fixture->server, "/fhir/Condition", nothing, refusal, 1, 300, FAULT_KEEP);
  fault_server_then_say (fixture->server, 401, JSON, "{}");
  fault_server_then_say (fixture->server, 200, JSON, PAGE);
  fault_server_say (fixture->server, "/fhir/Observation", 401, JSON, "{}");
  fault_server_then_say (fixture->server, 200, JSON, PAGE);
  kin_client_fetch_async (fixture->client, "Condition", NULL, wait_cb, &result);
  assert_fetched (fixture);
  answer = kin_client_fetch_finish (fixture->client, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 2);
}

/* Eight requests at once with a token that is no longer good: one refresh. */
static void
test_single_flight (Fixture       *fixture,
                    gconstpointer  unused)
{
  GAsyncResult *results[8] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    kin_client_fetch_async (fixture->client, "Observation", NULL, wait_cb, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinAnswer) answer = kin_client_fetch_finish (fixture->client,
                                                              wait_for (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (answer);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 8);
}

static gint64
time_of (Fixture    *fixture,
         const char *text)
{
  g_autoptr (KinJson) json = fault_server_ledger (fixture->server);
  KinJsonIter iter;
  KinJsonNode request;

  kin_json_iter_init (&iter, kin_json_node_get (kin_json_get_root (json), "requests"));
  while (kin_json_iter_next (&iter, NULL, &request))
    {
      g_autofree char *seconds = kin_json_node_dup_number (kin_json_node_get (request, "time"));
      KinJsonNode header = kin_json_node_get_path (request, "headers.authorization");

      if (kin_json_node_equals (header, text))
        return (gint64) (g_ascii_strtod (seconds, NULL) * G_USEC_PER_SEC);
    }
  g_assert_not_reached ();
}

/* Kept first, used then: both times come from the same clock (rule T-12). */
static void
test_saved_before_used (Fixture       *fixture,
                        gconstpointer  unused)
{
  assert_fetched (fixture);
  g_assert_cmpstr (test_credentials_get_token (fixture->credentials), ==, "refresh-1");
  g_assert_cmpint (test_credentials_get_saved (fixture->credentials), <=,
                   time_of (fixture, "Bearer access-1"));
}

/* A keyring that does not take the new token: nothing is done with it, and when
 * the keyring is back the token that was received is the one that is kept. */
static void
test_save_fails (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  test_credentials_set_failing (fixture->credentials, TRUE);
  g_assert_null (test_fetch (fixture->client, "Observation", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_false (fault_server_saw (fixture->server, "Bearer access-1"));
  g_assert_cmpstr (test_credentials_get_token (fixture->credentials), ==, "refresh-0");

  test_credentials_set_failing (fixture->credentials, FALSE);
  assert_fetched (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
  g_assert_cmpstr (test_credentials_get_token (fixture->credentials), ==, "refresh-1");
}

static void
test_no_rotation (Fixture       *fixture,
                  gconstpointer  unused)
{
  test_token_answer (fixture->server, "access-1", NULL);
  assert_fetched (fixture);
  g_assert_cmpstr (test_credentials_get_token (fixture->credentials), ==, "refresh-0");
  g_assert_cmpint (test_credentials_get_saved (fixture->credentials), ==, 0);
}

/* The answer to a refresh is lost: once more, and not again (rule T-12). */
static void
test_lost_answer (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  fault_server_answer (fixture->server, "/token", nothing, FAULT_CLOSE);
  assert_needs_sign_in (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 2);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 0);
}

static void
test_lost_once (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr (GBytes) half = fault_text ("HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n{\"acc");

  fault_server_answer (fixture->server, "/token", half, FAULT_RESET);
  fault_server_then_say (fixture->server, 200, "Content-Type: application/json\r\n",
                         "{\"access_token\":\"access-1\",\"token_type\":\"Bearer\"}");
  assert_fetched (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 2);
}

static void
test_refused_refresh (Fixture       *fixture,
                      gconstpointer  unused)
{
  static const struct
  {
    guint status;
    const char *body;
    gboolean forgotten;
  } cases[] = {
    { 400, "{\"error\":\"invalid_grant\"}", TRUE },
    { 400, "", TRUE },
    { 401, "{\"error\":\"invalid_client\"}", FALSE },
    { 403, "{\"error\":\"unauthorized_client\"}", FALSE },
    { 403, "{\"error\":{\"code\":403,\"message\":\"gateway\"}}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestCredentials) credentials = test_credentials_new ("refresh-0", NULL);
      g_autoptr (KinClient) client = kin_client_new (fixture->http, fixture->portal, "desktop",
                                                     "pat-1", NULL, KIN_CREDENTIALS (credentials),
                                                     NULL);
      g_autoptr (GError) error = NULL;

      fault_server_say (fixture->server, "/token", cases[i].status, NULL, cases[i].body);
      g_assert_null (test_fetch (client, "Observation", &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN);
      g_assert_cmpint (test_credentials_get_token (credentials) == NULL, ==, cases[i].forgotten);
    }
}

/* Trouble at the token endpoint is not the end of a grant. */
static void
test_troubled_refresh (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fault_server_say (fixture->server, "/token", 503, NULL, "");
  g_assert_null (test_fetch (fixture->client, "Observation", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_SERVER_TROUBLE);
  g_assert_false (kin_client_get_needs_sign_in (fixture->client));
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 2);

  test_token_answer (fixture->server, "access-1", "refresh-1");
  assert_fetched (fixture);
}

/* A token endpoint that asks for time gets it: no second question before that (rule N-15). */
static void
test_busy_refresh (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fault_server_say (fixture->server, "/token", 429, "Retry-After: 10000\r\n", "");
  g_assert_null (test_fetch (fixture->client, "Observation", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_MANY_REQUESTS);
  g_assert_false (kin_client_get_needs_sign_in (fixture->client));
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 1);
}

/* A grant for somebody else never reads into this record (rule W-02). */
static void
test_other_person (Fixture       *fixture,
                   gconstpointer  unused)
{
  fault_server_say (fixture->server, "/token", 200, "Content-Type: application/json\r\n",
                    "{\"access_token\":\"access-1\",\"token_type\":\"Bearer\","
                    "\"patient\":\"pat-2\"}");
  assert_needs_sign_in (fixture);
  g_assert_false (fault_server_saw (fixture->server, "access-1"));
}

static void
test_client_secret (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr (TestCredentials) credentials = test_credentials_new ("refresh-0", "s:e cret");
  g_autoptr (KinClient) client = kin_client_new (fixture->http, fixture->portal, "desk top",
                                                 "pat-1", NULL, KIN_CREDENTIALS (credentials),
                                                 NULL);
  g_autoptr (KinAnswer) answer = test_fetch (client, "Observation", NULL);

  g_assert_nonnull (answer);
  /* desk%20top:s%3Ae%20cret */
  g_assert_true (fault_server_saw (fixture->server, "Basic ZGVzayUyMHRvcDpzJTNBZSUyMGNyZXQ="));
  g_assert_false (fault_server_saw (fixture->server, "client_id="));
}

static KinSecret *
make_key (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_client_key_new_async ("ES384", NULL, wait_cb, &result);
  return kin_client_key_new_finish (wait_for (&result), NULL);
}

/* Nothing of a private key goes over the wire. */
static void
assert_stays_here (Fixture   *fixture,
                   KinSecret *key)
{
  json_auto_t *jwk = json_loads (kin_secret_get_text (key), 0, NULL);

  g_assert_false (fault_server_saw (fixture->server,
                                    json_string_value (json_object_get (jwk, "d"))));
}

static void
test_client_key (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (KinSecret) key = make_key ();
  g_autoptr (TestCredentials) credentials = test_credentials_new ("refresh-0",
                                                                  kin_secret_get_text (key));
  g_autoptr (KinClient) client = kin_client_new (fixture->http, fixture->portal, "desktop",
                                                 "pat-1", NULL, KIN_CREDENTIALS (credentials),
                                                 NULL);
  g_autoptr (KinAnswer) answer = test_fetch (client, "Observation", NULL);

  g_assert_nonnull (answer);
  g_assert_true (fault_server_saw (fixture->server, "refresh_token=refresh-0"));
  g_assert_true (fault_server_saw (fixture->server, "client_assertion=ey"));
  g_assert_false (fault_server_saw (fixture->server, "Basic "));
  assert_stays_here (fixture, key);
}

/* A key that was left at the portal stands in for a refresh token: each access token is asked for
 * with a word of its own, and the key stays good (portal-quirks 20). */
static void
test_device_key (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (KinSecret) bare = make_key ();
  g_autoptr (KinSecret) key = kin_client_key_with_client_id (bare, "device-7");
  g_autoptr (TestCredentials) credentials = test_credentials_new (kin_secret_get_text (key), NULL);
  g_autoptr (KinClient) client = kin_client_new (fixture->http, fixture->portal, "desktop",
                                                 "pat-1", "patient/Observation.rs",
                                                 KIN_CREDENTIALS (credentials), NULL);
  g_autoptr (KinAnswer) first = NULL;
  g_autoptr (KinAnswer) second = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  test_token_answer (fixture->server, "access-1", NULL);
  first = test_fetch (client, "Observation", NULL);
  g_assert_nonnull (first);
  g_assert_true (fault_server_saw (
    fixture->server, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&"
                     "assertion=ey"));
  g_assert_true (fault_server_saw (fixture->server, "&client_id=device-7"));
  g_assert_cmpstr (test_credentials_get_token (credentials), ==, kin_secret_get_text (key));
  /* Whoever has a key stays, although the portal has no word for it. */
  g_assert_cmpstr (kin_client_get_scope (client), ==, "patient/Observation.rs offline_access");

  fault_server_say (fixture->server, "/fhir/Observation", 401, JSON, "{}");
  fault_server_then_say (fixture->server, 200, JSON, PAGE);
  second = test_fetch (client, "Observation", NULL);
  g_assert_nonnull (second);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 2);

  /* Given back is what the portal gave. */
  fault_server_say (fixture->server, "/revoke", 200, NULL, "");
  kin_client_revoke_async (client, NULL, wait_cb, &result);
  g_assert_true (kin_client_revoke_finish (client, wait_for (&result), NULL));
  g_assert_true (fault_server_saw (fixture->server, "token=access-1"));
  assert_stays_here (fixture, key);
}

/* A portal's own token may look like anything: only a key that was left there under a name of its
 * own is used as one. */
static void
test_token_like_a_key (Fixture       *fixture,
                       gconstpointer  unused)
{
  const char *token = "{\"kty\":\"EC\",\"alg\":\"ES384\",\"kid\":\"1\",\"d\":\"AAAA\"}";
  g_autoptr (TestCredentials) credentials = test_credentials_new (token, NULL);
  g_autoptr (KinClient) client = kin_client_new (fixture->http, fixture->portal, "desktop",
                                                 "pat-1", "patient/Observation.rs",
                                                 KIN_CREDENTIALS (credentials), NULL);
  g_autoptr (KinAnswer) answer = test_fetch (client, "Observation", NULL);

  g_assert_nonnull (answer);
  g_assert_true (fault_server_saw (fixture->server, "grant_type=refresh_token&refresh_token=%7B"));
}

/* Without a refresh token the access token is good to its end, and no longer. */
static void
test_no_refresh_token (Fixture       *fixture,
                       gconstpointer  unused)
{
  assert_fetched (fixture);
  fault_server_say (fixture->server, "/fhir/Observation", 401, JSON, "{}");
  assert_needs_sign_in (fixture);
  g_assert_cmpuint (fault_server_count (fixture->server, "/token"), ==, 0);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Observation"), ==, 2);
}

static void
test_revoke (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_say (fixture->server, "/revoke", 200, NULL, "");
  kin_client_revoke_async (fixture->client, NULL, wait_cb, &result);
  g_assert_true (kin_client_revoke_finish (fixture->client, wait_for (&result), &error));
  g_assert_no_error (error);
  g_assert_true (fault_server_saw (fixture->server, "token=refresh-0"));
  g_assert_true (fault_server_saw (fixture->server, "token_type_hint=refresh_token"));
  assert_needs_sign_in (fixture);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_answer (fixture->server, "/token", nothing, FAULT_HANG);
  kin_client_fetch_async (fixture->client, "Observation", cancellable, wait_cb, &result);
  while (fault_server_count (fixture->server, "/token") == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (kin_client_fetch_finish (fixture->client, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, set_up, test)                                                                  \
  g_test_add ("/portal/client/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("page", set_up, test_page);
  ADD ("enough", set_up, test_enough);
  ADD ("bad-etag", set_up, test_bad_etag);
  ADD ("foreign", set_up, test_foreign);
  ADD ("statuses", set_up, test_statuses);
  ADD ("always-401", set_up, test_always_401);
  ADD ("one-401", set_up, test_one_401);
  ADD ("refresh-ahead", set_up_old, test_refresh_ahead);
  ADD ("late-401", set_up, test_late_401);
  ADD ("single-flight", set_up_cold, test_single_flight);
  ADD ("saved-before-used", set_up_cold, test_saved_before_used);
  ADD ("save-fails", set_up_cold, test_save_fails);
  ADD ("no-rotation", set_up_cold, test_no_rotation);
  ADD ("lost-answer", set_up_cold, test_lost_answer);
  ADD ("lost-once", set_up_cold, test_lost_once);
  ADD ("refused-refresh", set_up_cold, test_refused_refresh);
  ADD ("troubled-refresh", set_up_cold, test_troubled_refresh);
  ADD ("busy-refresh", set_up_cold, test_busy_refresh);
  ADD ("other-person", set_up_cold, test_other_person);
  ADD ("client-secret", set_up_cold, test_client_secret);
  ADD ("client-key", set_up_cold, test_client_key);
  ADD ("device-key", set_up_cold, test_device_key);
  ADD ("token-like-a-key", set_up_cold, test_token_like_a_key);
  ADD ("no-refresh-token", set_up_single, test_no_refresh_token);
  ADD ("revoke", set_up, test_revoke);
  ADD ("cancel", set_up_cold, test_cancel);

  return g_test_run ();
}
