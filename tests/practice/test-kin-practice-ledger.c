/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-ledger"

#include "config.h"

#include "kin-json.h"
#include "kin-practice-ledger.h"

#include <string.h>

static void
test_lines (void)
{
  g_autoptr (KinPracticeLedger) ledger = kin_practice_ledger_new ();
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (KinPracticeRequest) request = NULL;
  g_autoptr (KinPracticeAnswer) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (KinJson) json = NULL;
  KinJsonNode line;

  soup_message_headers_append (headers, "Authorization", "Bearer secret-token");
  request = kin_practice_request_new ("GET", "/fhir/Goal", "patient=1", headers, NULL);
  kin_practice_ledger_add (ledger, request, 200, TRUE);
  answer = kin_practice_ledger_answer (ledger);
  body = kin_practice_answer_dup_body (answer);
  json = kin_json_new (body, NULL);
  line = kin_json_node_at (kin_json_get_root (json), 0);

  g_assert_true (kin_json_node_equals (kin_json_node_get (line, "path"), "/fhir/Goal?patient=1"));
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (line, "bearer")), ==, KIN_JSON_TRUE);
  g_assert_cmpint (kin_json_node_get_type (kin_json_node_get (line, "faulty")), ==, KIN_JSON_TRUE);
  /* That a token was sent, and never which. */
  g_assert_null (memmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "secret", 6));
}

static void
assert_lines (KinPracticeAnswer *answer, guint n_lines)
{
  g_autoptr (KinPracticeAnswer) owned = answer;
  g_autoptr (GBytes) body = kin_practice_answer_dup_body (owned);
  g_autoptr (KinJson) json = kin_json_new (body, NULL);

  g_assert_cmpuint (kin_json_node_get_length (kin_json_get_root (json)), ==, n_lines);
}

/* What is taken is said, once. */
static void
test_take (void)
{
  g_autoptr (KinPracticeLedger) ledger = kin_practice_ledger_new ();
  g_autoptr (KinPracticeRequest) request
      = kin_practice_request_new ("GET", "/", NULL, NULL, NULL);

  kin_practice_ledger_add (ledger, request, 200, FALSE);
  kin_practice_ledger_add (ledger, request, 200, FALSE);
  assert_lines (kin_practice_ledger_take (ledger), 2);
  assert_lines (kin_practice_ledger_take (ledger), 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/ledger/lines", test_lines);
  g_test_add_func ("/practice/ledger/take", test_take);

  return g_test_run ();
}
