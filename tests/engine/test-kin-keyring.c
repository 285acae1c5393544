/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-keyring"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "kin-engine-error.h"
#include "kin-keyring.h"

#define SET "0d7f6b1e-38c5-4a0e-9e58-2f1b6c8f3a10"

/* How the keyring of this run was started, by with-session-bus.sh. */
static const char *keyring_state;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **target = user_data;

  *target = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static KinSecret *
lookup (const char  *key_id,
        GError     **error)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GAsyncResult) result = NULL;

  kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, key_id, NULL, done_cb, &result);
  return kin_keyring_lookup_finish (keyring, wait_for (&result), error);
}

static gboolean
store (const char  *key_id,
       const char  *text,
       GError     **error)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (KinSecret) secret = kin_secret_new_text (text);
  g_autoptr (GAsyncResult) result = NULL;

  kin_keyring_store_async (keyring, KIN_KEYRING_RECORD_KEY, SET, key_id, secret, NULL, done_cb,
                           &result);
  return kin_keyring_store_finish (keyring, wait_for (&result), error);
}

static gboolean
remove_item (const char  *key_id,
             GError     **error)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GAsyncResult) result = NULL;

  kin_keyring_remove_async (keyring, KIN_KEYRING_RECORD_KEY, SET, key_id, NULL, done_cb, &result);
  return kin_keyring_remove_finish (keyring, wait_for (&result), error);
}

static KinEngineError
expected_failure (void)
{
  return g_str_equal (keyring_state, "locked") ? KIN_ENGINE_ERROR_KEYRING_LOCKED
                                               : KIN_ENGINE_ERROR_KEYRING_NO_SERVICE;
}

static void
assert_secret (const char *key_id,
               const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSecret) secret = lookup (key_id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kin_secret_get_text (secret), ==, text);
}

static void
assert_missing (const char *key_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (key_id, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
}

static void
test_store_and_find (void)
{
  g_autoptr (GError) error = NULL;

  assert_missing ("one");
  g_assert_true (store ("one", "first", &error));
  g_assert_true (store ("two", "second", &error));
  assert_secret ("one", "first");
  assert_secret ("two", "second");

  /* A new secret takes the place of the old one. */
  g_assert_true (store ("one", "third", &error));
  assert_secret ("one", "third");

  g_assert_true (remove_item ("one", &error));
  g_assert_true (remove_item ("one", &error));
  g_assert_no_error (error);
  assert_missing ("one");
  assert_secret ("two", "second");
}

/* The names of a person or a portal are in no attribute and no label. */
static void
test_what_can_be_read_while_locked (void)
{
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  g_assert_true (store ("three", "value", &error));
  g_assert_true (g_spawn_command_line_sync ("secret-tool search --all app kinchart", &shown, NULL,
                                            NULL, &error));
  g_assert_no_error (error);

  /* Only the one label, and only the four attributes. */
  line = strstr (shown, "label = ");
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "label = Kinchart\n"));
}

static void
test_not_available (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup ("one", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, (int) expected_failure ());
  g_clear_error (&error);

  g_assert_false (store ("one", "first", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, (int) expected_failure ());
  g_assert_null (strstr (error->message, "first"));
}

/* What a person brought is found where no keyring could keep it, until it is removed: alone, or
 * with the rest of its set. */
static void
test_held (void)
{
  static const struct
  {
    const char *key_id;
    const char *set;
    gboolean    is_left;
  } removals[] = {
    { "brought", SET, FALSE }, { "another", SET, TRUE }, { NULL, SET, FALSE }, { NULL, "x", TRUE },
  };
  g_autoptr (KinSecret) secret = kin_secret_new_text ("brought");

  for (gsize i = 0; i < G_N_ELEMENTS (removals); i++)
    {
      g_autoptr (KinKeyring) keyring = kin_keyring_new ();
      g_autoptr (GAsyncResult) found = NULL;
      g_autoptr (GAsyncResult) removed = NULL;
      g_autoptr (KinSecret) held = NULL;
      g_autoptr (KinSecret) at_once = NULL;

      kin_keyring_hold (keyring, KIN_KEYRING_RECORD_KEY, SET, "brought", secret);
      kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, "brought", NULL, done_cb,
                                &found);
      held = kin_keyring_lookup_finish (keyring, wait_for (&found), NULL);
      g_assert_true (kin_secret_equal (held, secret));
      at_once = kin_keyring_lookup (keyring, KIN_KEYRING_RECORD_KEY, SET, "brought", NULL, NULL);
      g_assert_true (kin_secret_equal (at_once, secret));

      if (removals[i].key_id != NULL)
        kin_keyring_remove_async (keyring, KIN_KEYRING_RECORD_KEY, SET, removals[i].key_id, NULL,
                                  done_cb, &removed);
      else
        kin_keyring_remove_set_async (keyring, removals[i].set, NULL, done_cb, &removed);
      kin_keyring_remove_finish (keyring, wait_for (&removed), NULL);
      g_assert_cmpint (kin_keyring_is_holding (keyring), ==, removals[i].is_left);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, "one", cancellable, done_cb,
                            &result);
  g_assert_null (kin_keyring_lookup_finish (keyring, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  keyring_state = g_getenv ("KIN_TEST_KEYRING");
  if (keyring_state == NULL)
    keyring_state = "unlocked";

  if (g_str_equal (keyring_state, "unlocked"))
    {
      g_test_add_func ("/keyring/store-and-find", test_store_and_find);
      g_test_add_func ("/keyring/readable-while-locked", test_what_can_be_read_while_locked);
      g_test_add_func ("/keyring/cancelled", test_cancelled);
    }
  else
    {
      g_test_add_func ("/keyring/not-available", test_not_available);
    }
  g_test_add_func ("/keyring/held", test_held);

  return g_test_run ();
}
