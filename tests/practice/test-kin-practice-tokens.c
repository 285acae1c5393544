/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-tokens"

#include "config.h"

#include "kin-practice-tokens.h"

static KinPracticeGrant *
make_grant (void)
{
  KinPracticeGrant *grant = kin_practice_grant_new ();

  grant->client = kin_practice_client_find ("kinchart");
  return grant;
}

static void
test_code (void)
{
  g_autoptr (KinPracticeTokens) tokens = kin_practice_tokens_new ();
  g_autoptr (KinPracticeGrant) grant = make_grant ();
  g_autoptr (KinPracticeGrant) got = NULL;
  g_autofree char *code = kin_practice_tokens_add_code (tokens, grant);
  g_autofree char *access = kin_practice_tokens_add_access (tokens, grant, 60);

  g_assert_cmpint (kin_practice_tokens_use_code (tokens, code, &got), ==, KIN_PRACTICE_TOKEN_GOOD);
  g_assert_true (got == grant);
  g_assert_true (kin_practice_tokens_find_access (tokens, access) == grant);
  g_assert_cmpint (kin_practice_tokens_use_code (tokens, code, &got), ==,
                   KIN_PRACTICE_TOKEN_REPLAYED);
  g_assert_null (kin_practice_tokens_find_access (tokens, access));
  g_assert_cmpint (kin_practice_tokens_use_code (tokens, NULL, &got), ==, KIN_PRACTICE_TOKEN_NONE);
  g_assert_cmpint (kin_practice_tokens_use_code (tokens, access, &got), ==,
                   KIN_PRACTICE_TOKEN_NONE);
}

static void
test_refresh (void)
{
  g_autoptr (KinPracticeTokens) tokens = kin_practice_tokens_new ();
  g_autoptr (KinPracticeGrant) grant = make_grant ();
  g_autoptr (KinPracticeGrant) got = NULL;
  const KinPracticeClient *other = kin_practice_client_find ("kinchart-fixed-port");
  g_autofree char *first = kin_practice_tokens_add_refresh (tokens, grant);
  g_autofree char *second = kin_practice_tokens_add_refresh (tokens, grant);

  g_assert_cmpint (kin_practice_tokens_use_refresh (tokens, first, other, 0, &got), ==,
                   KIN_PRACTICE_TOKEN_NONE);
  g_assert_cmpint (kin_practice_tokens_use_refresh (tokens, first, grant->client, 0, &got), ==,
                   KIN_PRACTICE_TOKEN_GOOD);
  g_clear_pointer (&got, kin_practice_grant_unref);
  g_assert_cmpint (kin_practice_tokens_use_refresh (tokens, first, grant->client, 60, &got), ==,
                   KIN_PRACTICE_TOKEN_GOOD);
  g_assert_cmpint (kin_practice_tokens_use_refresh (tokens, first, grant->client, 0, &got), ==,
                   KIN_PRACTICE_TOKEN_REPLAYED);
  g_assert_cmpint (kin_practice_tokens_use_refresh (tokens, second, grant->client, 0, &got), ==,
                   KIN_PRACTICE_TOKEN_NONE);
}

static void
test_end (void)
{
  g_autoptr (KinPracticeTokens) tokens = kin_practice_tokens_new ();
  g_autoptr (KinPracticeGrant) grant = make_grant ();
  const KinPracticeClient *other = kin_practice_client_find ("kinchart-fixed-port");
  g_autofree char *old = kin_practice_tokens_add_access (tokens, grant, 0);
  g_autofree char *one = kin_practice_tokens_add_access (tokens, grant, 60);
  g_autofree char *two = kin_practice_tokens_add_access (tokens, grant, 60);
  g_autofree char *refresh = kin_practice_tokens_add_refresh (tokens, grant);

  g_assert_null (kin_practice_tokens_find_access (tokens, old));
  kin_practice_tokens_revoke (tokens, one, other);
  g_assert_nonnull (kin_practice_tokens_find_access (tokens, one));
  kin_practice_tokens_revoke (tokens, one, grant->client);
  g_assert_null (kin_practice_tokens_find_access (tokens, one));
  g_assert_nonnull (kin_practice_tokens_find_access (tokens, two));
  kin_practice_tokens_revoke (tokens, "unknown", grant->client);
  kin_practice_tokens_revoke (tokens, refresh, other);
  g_assert_nonnull (kin_practice_tokens_find_access (tokens, two));
  kin_practice_tokens_revoke (tokens, refresh, grant->client);
  g_assert_null (kin_practice_tokens_find_access (tokens, two));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/tokens/code", test_code);
  g_test_add_func ("/practice/tokens/refresh", test_refresh);
  g_test_add_func ("/practice/tokens/end", test_end);

  return g_test_run ();
}
