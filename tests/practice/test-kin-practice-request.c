/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-request"

#include "config.h"

#include "kin-practice-request.h"

#include <string.h>

static KinPracticeRequest *
make_request (const char *authorization, const char *type, const char *body)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  soup_message_headers_append (headers, "Cookie", "a=1; visit=two; visitor=3");
  soup_message_headers_append (headers, "Content-Type", type);
  if (authorization != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);

  return kin_practice_request_new ("POST", "/x", "a=1%2B1&b=%7C&a=2&c", headers, bytes);
}

static void
test_query (void)
{
  g_autoptr (KinPracticeRequest) request = make_request (NULL, "text/plain", "d=4");
  KinPracticePair *third = g_ptr_array_index (request->parameters, 2);

  g_assert_cmpstr (kin_practice_request_get (request, "a"), ==, "1+1");
  g_assert_cmpstr (kin_practice_request_get (request, "b"), ==, "|");
  g_assert_cmpstr (third->value, ==, "2");
  g_assert_null (kin_practice_request_get (request, "d"));
  g_assert_null (kin_practice_request_get_field (request, "d"));
}

static void
test_form (void)
{
  g_autoptr (KinPracticeRequest) request = make_request (
      NULL, "application/x-www-form-urlencoded; charset=utf-8", "d=a+b&e=%C3%A9");

  g_assert_cmpstr (kin_practice_request_get_field (request, "d"), ==, "a b");
  g_assert_cmpstr (kin_practice_request_get_field (request, "e"), ==, "é");
}

static void
test_cookie (void)
{
  g_autoptr (KinPracticeRequest) request = make_request (NULL, "text/plain", "");
  g_autofree char *visit = kin_practice_request_dup_cookie (request, "visit");

  g_assert_cmpstr (visit, ==, "two");
  g_assert_null (kin_practice_request_dup_cookie (request, "vis"));
}

static void
test_authorization (void)
{
  g_autoptr (KinPracticeRequest) bearer = make_request ("bearer abc", "text/plain", "");
  /* "a b:c%3Ad" */
  g_autoptr (KinPracticeRequest) basic = make_request ("Basic YSUyMGI6YyUzQWQ=", "text/plain", "");

  g_assert_cmpstr (bearer->bearer, ==, "abc");
  g_assert_null (bearer->basic_user);
  g_assert_cmpstr (basic->basic_user, ==, "a b");
  g_assert_cmpstr (basic->basic_password, ==, "c:d");
  g_assert_null (basic->bearer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/request/query", test_query);
  g_test_add_func ("/practice/request/form", test_form);
  g_test_add_func ("/practice/request/cookie", test_cookie);
  g_test_add_func ("/practice/request/authorization", test_authorization);

  return g_test_run ();
}
