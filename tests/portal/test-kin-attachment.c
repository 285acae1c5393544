/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-attachment"

#include "config.h"

#include <string.h>

#include "kin-test-connection.h"

#define TEXT "Content-Type: text/plain\r\n"
#define BINARY "{\"resourceType\":\"Binary\",\"contentType\":\"text/plain\",\"data\":\"SGVsbG8=\"}"
#define PDF "%PDF-1.4\nmade up\n%%EOF\n"
#define PNG "\x89PNG\r\n made up IEND\xae\x42\x60\x82"

typedef struct
{
  FaultServer *server;
  KinHttp *http;
  KinPortal *portal;
  TestCredentials *credentials;
  KinClient *client;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (KinGrant) grant = test_grant_new ("access-0", 3600);

  fixture->server = fault_server_new (NULL, NULL);
  fixture->http = test_http_new ();
  test_portal_serve (fixture->server, NULL);
  fixture->portal = test_portal_new (fixture->http, fixture->server);
  fixture->credentials = test_credentials_new (NULL, NULL);
  fixture->client = kin_client_new (fixture->http, fixture->portal, "desktop", "pat-1", NULL,
                                    KIN_CREDENTIALS (fixture->credentials), grant);
  fault_server_forget (fixture->server);
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

static KinAnswer *
fetch (Fixture     *fixture,
       const char  *type,
       gint64       size,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_client_fetch_attachment_async (fixture->client, "Binary/1", type, size,
                                     KIN_CLIENT_MAX_ATTACHMENT, NULL, wait_cb, &result);
  return kin_client_fetch_attachment_finish (fixture->client, wait_for (&result), error);
}

static void
assert_text (KinAnswer  *answer,
             const char *text)
{
  g_autoptr (GBytes) expected = g_bytes_new (text, strlen (text));

  g_assert_nonnull (answer);
  g_assert_null (kin_answer_get_bundle (answer));
  g_assert_true (g_bytes_equal (kin_answer_get_bytes (answer), expected));
}

/* An answer without a length, as far as it came. */
static GBytes *
unmeasured (const char *type,
            const char *body)
{
  return fault_text ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n%s", type,
                     body);
}

static void
test_raw (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 200, TEXT, "Hello");
  answer = fetch (fixture, "text/plain", -1, NULL);
  assert_text (answer, "Hello");
  g_assert_cmpstr (kin_answer_get_content_type (answer), ==, "text/plain");
  g_assert_true (fault_server_saw (fixture->server, "\"accept\": \"text/plain\""));
}

static void
test_wrapped (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 200,
                    "Content-Type: application/fhir+json;charset=utf-8\r\n", BINARY);
  answer = fetch (fixture, "text/plain", -1, NULL);
  assert_text (answer, "Hello");
  g_assert_cmpstr (kin_answer_get_content_type (answer), ==, "text/plain");
}

/* A document that is JSON itself comes as it is, or in a resource of the same type. */
static void
test_json (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    const char *sent;
    const char *kept;
  } cases[] = {
    { "{\"a\":1}", "{\"a\":1}" },
    { BINARY, "Hello" },
    { "{\"resourceType\":\"Binary\",\"data\":\"SGVs*G8=\"}", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinAnswer) answer = NULL;

      g_test_message ("case %zu", i);
      fault_server_say (fixture->server, "/fhir/Binary/1", 200,
                        "Content-Type: application/json\r\n", cases[i].sent);
      answer = fetch (fixture, "application/json", -1, &error);
      if (cases[i].kept != NULL)
        assert_text (answer, cases[i].kept);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_FHIR);
    }
}

/* 406 to the one form, so the other one is asked for, once (portal-quirks 35). */
static void
test_other_form (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 406, NULL, "");
  fault_server_then_say (fixture->server, 200, "Content-Type: application/fhir+json\r\n", BINARY);
  answer = fetch (fixture, "application/pdf", -1, NULL);
  assert_text (answer, "Hello");
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Binary/1"), ==, 2);
}

static void
test_no_form (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 406, NULL, "");
  g_assert_null (fetch (fixture, "application/pdf", -1, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_REFUSED_FORMAT);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Binary/1"), ==, 2);
}

/* Nothing shows the end of a plain text, so it comes in a resource instead. */
static void
test_unproven (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GBytes) half = unmeasured ("text/plain", "Hel");
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_answer (fixture->server, "/fhir/Binary/1", half, FAULT_CLOSE);
  fault_server_then_say (fixture->server, 200, "Content-Type: application/fhir+json\r\n", BINARY);
  answer = fetch (fixture, "text/plain", -1, NULL);
  assert_text (answer, "Hello");
}

static void
test_never_proven (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr (GBytes) half = unmeasured ("text/plain", "Hel");
  g_autoptr (GError) error = NULL;

  fault_server_answer (fixture->server, "/fhir/Binary/1", half, FAULT_CLOSE);
  g_assert_null (fetch (fixture, "text/plain", -1, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
  g_assert_cmpuint (fault_server_count (fixture->server, "/fhir/Binary/1"), ==, 2);
}

/* The size in the record, or the form of the file, shows the end as well. */
static void
test_shows_its_end (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const struct
  {
    const char *type;
    const char *body;
    gint64 size;
    gboolean whole;
  } cases[] = {
    { "text/plain", "Hello", 5, TRUE },
    { "text/plain", "Hell", 5, FALSE },
    { "application/pdf", PDF, -1, TRUE },
    { "application/pdf", "%PDF-1.4\nmade up", -1, FALSE },
    { "application/pdf", "%PDF-1.4\n/Linearized 1\n%%EOF\n", -1, FALSE },
    { "image/png", PNG, -1, TRUE },
    { "image/png", "\x89PNG\r\n made up", -1, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) wire = unmeasured (cases[i].type, cases[i].body);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinAnswer) answer = NULL;

      g_test_message ("case %zu", i);
      fault_server_answer (fixture->server, "/fhir/Binary/1", wire, FAULT_CLOSE);
      answer = fetch (fixture, cases[i].type, cases[i].size, &error);
      g_assert_cmpint (answer != NULL, ==, cases[i].whole);
      if (cases[i].whole)
        assert_text (answer, cases[i].body);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE);
    }
}

static void
test_web_page (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 200, "Content-Type: text/html\r\n",
                    "<html>Welcome</html>");
  g_assert_null (fetch (fixture, "application/pdf", -1, &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NETWORK_SIGN_IN);
}

/* What a record says is the type does not get into a header as it is. */
static void
test_type_is_no_header (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autoptr (KinAnswer) answer = NULL;

  fault_server_say (fixture->server, "/fhir/Binary/1", 200, TEXT, "Hello");
  answer = fetch (fixture, "text/plain\r\nX-Planted: 1", -1, NULL);
  assert_text (answer, "Hello");
  g_assert_false (fault_server_saw (fixture->server, "planted"));
}

#define ADD(path, test)                                                                          \
  g_test_add ("/portal/attachment/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("raw", test_raw);
  ADD ("wrapped", test_wrapped);
  ADD ("json", test_json);
  ADD ("other-form", test_other_form);
  ADD ("no-form", test_no_form);
  ADD ("unproven", test_unproven);
  ADD ("never-proven", test_never_proven);
  ADD ("shows-its-end", test_shows_its_end);
  ADD ("web-page", test_web_page);
  ADD ("type-is-no-header", test_type_is_no_header);

  return g_test_run ();
}
