/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-locked-keyring"

#include "config.h"

#include <libsecret/secret.h>
#include <signal.h>

#include "bad-keyring.h"
#include "engine-kit.h"
#include "kin-engine-error.h"
#include "keyring-kit.h"

/* A real keyring that is locked, or whose daemon ends, while the program runs. */

#define OTHER_SET "5b1c9f52-7a3d-4c1e-b0a6-93e2d7f4c8b1"

static gboolean
find_no_key (KinKeyring  *keyring,
             GError     **error)
{
  return kit_keyring_find (keyring, KIN_KEYRING_RECORD_KEY, "none", error);
}

static gboolean
find_no_token (KinKeyring  *keyring,
               GError     **error)
{
  return kit_keyring_find (keyring, KIN_KEYRING_REFRESH_TOKEN, "portal", error);
}

static gboolean
remove_set (KinKeyring  *keyring,
            GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_remove_set_async (keyring, KIT_SET, NULL, kit_done, &result);
  return kin_keyring_remove_finish (keyring, kit_wait (&result), error);
}

static void
assert_locked (KinKeyring *keyring,
               KitAsk      ask)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ask (keyring, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_LOCKED);
}

/* Nobody answers the dialog. What is in the keyring is neither lost nor there. */
static void
test_locked (void)
{
  static const KitAsk asks[] = {
    kit_keyring_look, kit_keyring_find_key, find_no_key, find_no_token, kit_keyring_store_key,
    remove_set,
  };
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  g_assert_true (kit_keyring_store_key (keyring, NULL));
  kit_keyring_lock ();
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    assert_locked (keyring, asks[i]);

  kit_keyring_unlock ();
  g_assert_true (kit_keyring_find_key (keyring, NULL));
}

static void
test_password_typed (void)
{
  static const KitAsk asks[] = { kit_keyring_store_key, remove_set };
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      kit_keyring_lock ();
      bad_keyring_begin (BAD_KEYRING_UNLOCKED, 1, FALSE, 0, 0);
      g_assert_true (asks[i] (keyring, NULL));
      g_assert_true (bad_keyring_end ());
    }
}

/* The dialog cannot be shown at all. */
static void
test_no_dialog (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  gboolean hit = TRUE;

  kit_keyring_lock ();
  for (guint at = 1; hit; at++)
    {
      g_autoptr (GError) error = NULL;
      KinEngineError wanted;

      bad_keyring_begin (BAD_KEYRING_REFUSES, at, TRUE, SECRET_ERROR, SECRET_ERROR_PROTOCOL);
      g_assert_false (kit_keyring_store_key (keyring, &error));
      hit = bad_keyring_end ();
      wanted = hit ? KIN_ENGINE_ERROR_KEYRING_FAILED : KIN_ENGINE_ERROR_KEYRING_LOCKED;
      g_assert_error (error, KIN_ENGINE_ERROR, (int) wanted);
    }
  kit_keyring_unlock ();
}

/* A part of it cannot be read; or all of it can, and a new token could not be kept: that is no good
 * time for a sync. */
static void
test_partly_locked (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  g_assert_true (kit_keyring_store_key (keyring, NULL));
  kit_keyring_set_default (KIT_KEYRING_SESSION);
  g_assert_true (kit_keyring_store (keyring, OTHER_SET, "one", "first", NULL));
  kit_keyring_lock ();
  assert_locked (keyring, kit_keyring_look);

  kit_keyring_unlock ();
  g_assert_true (remove_set (keyring, NULL));
  kit_keyring_set_default (KIT_KEYRING_LOGIN);
  kit_keyring_lock ();
  assert_locked (keyring, kit_keyring_look);
  kit_keyring_unlock ();
  g_assert_true (kit_keyring_look (keyring, NULL));
}

static GVariant *
ask_bus (const char         *method,
         const GVariantType *type)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  return g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                      method, g_variant_new ("(s)", "org.freedesktop.secrets"),
                                      type, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
}

static gboolean
has_owner (void)
{
  g_autoptr (GVariant) reply = ask_bus ("NameHasOwner", G_VARIANT_TYPE ("(b)"));
  gboolean has = FALSE;

  g_variant_get (reply, "(b)", &has);
  return has;
}

static void
end_daemon (void)
{
  g_autoptr (GVariant) reply = ask_bus ("GetConnectionUnixProcessID", G_VARIANT_TYPE ("(u)"));
  guint32 daemon = 0;

  g_variant_get (reply, "(u)", &daemon);
  kill ((pid_t) daemon, SIGKILL);
  while (has_owner ())
    g_usleep (1000);
}

/* A new one knows nothing of the session with the old one, which costs none of the two tries. */
static void
test_new_daemon (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  /* libsecret has words for properties that are gone together with their daemon. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);

  g_assert_true (kit_keyring_store_key (keyring, NULL));
  end_daemon ();
  kit_keyring_unlock ();
  /* Where it is, and what it says. */
  bad_keyring_begin (BAD_KEYRING_REFUSES, 3, FALSE, SECRET_ERROR, SECRET_ERROR_PROTOCOL);
  g_assert_true (kit_keyring_find_key (keyring, NULL));
  g_assert_false (bad_keyring_end ());

  /* The bus starts one when it is asked for, and that has not been told the password. */
  end_daemon ();
  assert_locked (keyring, kit_keyring_find_key);
  kit_keyring_unlock ();
  g_assert_true (kit_keyring_find_key (keyring, NULL));
  g_log_set_always_fatal (fatal);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locked-keyring/locked", test_locked);
  g_test_add_func ("/locked-keyring/password-typed", test_password_typed);
  g_test_add_func ("/locked-keyring/no-dialog", test_no_dialog);
  g_test_add_func ("/locked-keyring/partly-locked", test_partly_locked);
  g_test_add_func ("/locked-keyring/new-daemon", test_new_daemon);

  return g_test_run ();
}
