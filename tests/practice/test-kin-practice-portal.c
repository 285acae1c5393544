/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-portal"

#include "config.h"

#include "kin-practice-portal.h"
#include "small-record.h"

#include <string.h>

static KinPracticeAnswer *
ask (KinPracticePortal *portal, const char *method, const char *path, const char *query)
{
  g_autoptr (KinPracticeRequest) request
      = kin_practice_request_new (method, path, query, NULL, NULL);

  return kin_practice_portal_answer (portal, request, NULL);
}

static const struct
{
  const char *method;
  const char *path;
  guint       status;
  const char *type;   /* of the body, or NULL */
} doors[] = {
  { "GET", "/", 200, "text/html; charset=utf-8" },
  { "GET", "/fhir/metadata", 200, "application/fhir+json" },
  { "GET", "/fhir/.well-known/smart-configuration", 200, "application/json" },
  { "GET", "/.well-known/openid-configuration", 200, "application/json" },
  { "GET", "/authorize", 400, "text/html; charset=utf-8" },
  { "GET", "/sign-in/none", 400, "text/html; charset=utf-8" },
  { "POST", "/sign-in/none", 400, "text/html; charset=utf-8" },
  { "POST", "/token", 401, "application/json" },
  { "GET", "/token", 404, "application/fhir+json" },
  { "POST", "/revoke", 401, "application/json" },
  { "GET", "/fhir/Patient", 401, "application/fhir+json" },
  { "GET", "/fhir/Patient/rosa", 401, "application/fhir+json" },
  { "POST", "/fhir/Patient", 401, "application/fhir+json" },
  { "GET", "/fhir/", 401, "application/fhir+json" },
  { "GET", "/fhir", 404, "application/fhir+json" },
  { "GET", "/favicon.ico", 404, "application/fhir+json" },
};

/* Without a sign-in there is nothing of anybody behind any door. */
static void
test_doors (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "a.ndjson", NULL);
  g_autoptr (KinPracticePortal) portal = kin_practice_portal_new (care, "http://127.0.0.1:1");

  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr (KinPracticeAnswer) answer = ask (portal, doors[i].method, doors[i].path, NULL);
      g_autoptr (GBytes) body = kin_practice_answer_dup_body (answer);

      g_test_message ("%s %s", doors[i].method, doors[i].path);
      g_assert_cmpuint (answer->status, ==, doors[i].status);
      g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Content-Type"), ==,
                       doors[i].type);
      g_assert_null (memmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "Rosa", 4));
    }
}

static void
test_secrets (void)
{
  g_autoptr (KinPracticeCare) care = care_from_text (SMALL_RECORD, "a.ndjson", NULL);
  g_autoptr (KinPracticePortal) one = kin_practice_portal_new (care, "http://127.0.0.1:1");
  g_autoptr (KinPracticePortal) two = kin_practice_portal_new (care, "http://127.0.0.1:1");
  KinPracticeLogin *login = kin_practice_portal_get_login (one);

  g_assert_cmpstr (kin_practice_portal_get_base (one), ==, "http://127.0.0.1:1/fhir");
  g_assert_cmpstr (kin_practice_login_get_password (login), !=,
                   kin_practice_login_get_password (kin_practice_portal_get_login (two)));
  g_assert_cmpuint (strlen (kin_practice_login_get_password (login)), ==, 14);
  g_assert_cmpuint (strspn (kin_practice_login_get_code (login), "0123456789"), ==, 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/portal/doors", test_doors);
  g_test_add_func ("/practice/portal/secrets", test_secrets);

  return g_test_run ();
}
