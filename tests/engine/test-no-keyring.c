/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-no-keyring"

#include "config.h"

#include "keyring-kit.h"
#include "kin-engine-error.h"

/* A session in which no keyring was made yet, as after signing in without a password. */

static void
assert_missing (KinKeyring *keyring)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kit_keyring_find_key (keyring, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
}

/* The dialog that would make one is sent away, which is said, and nothing is kept; the next time
 * the person chooses a password. */
static void
test_made_later (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (kit_keyring_look (keyring, NULL));
  assert_missing (keyring);
  g_assert_false (kit_keyring_store_key (keyring, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_NONE);
  assert_missing (keyring);

  kit_keyring_make ();
  g_assert_true (kit_keyring_store_key (keyring, NULL));
  g_assert_true (kit_keyring_find_key (keyring, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/no-keyring/made-later", test_made_later);

  return g_test_run ();
}
