/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "keyring-kit.h"

/* As with-session-bus.sh gives it, with the end of its line. */
#define PASSWORD "test\n"

#define SERVICE "org.freedesktop.Secret.Service"
#define WITHOUT_DIALOG "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"

gboolean
kit_keyring_look (KinKeyring  *keyring,
                  GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_look_async (keyring, NULL, kit_done, &result);
  return kin_keyring_look_finish (keyring, kit_wait (&result), error);
}

gboolean
kit_keyring_find (KinKeyring  *keyring,
                  const char  *kind,
                  const char  *key_id,
                  GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinSecret) found = NULL;

  kin_keyring_lookup_async (keyring, kind, KIT_SET, key_id, NULL, kit_done, &result);
  found = kin_keyring_lookup_finish (keyring, kit_wait (&result), error);
  if (found != NULL)
    g_assert_cmpstr (kin_secret_get_text (found), ==, "first");

  return found != NULL;
}

gboolean
kit_keyring_find_key (KinKeyring  *keyring,
                      GError     **error)
{
  return kit_keyring_find (keyring, KIN_KEYRING_RECORD_KEY, "one", error);
}

gboolean
kit_keyring_store (KinKeyring  *keyring,
                   const char  *set,
                   const char  *key_id,
                   const char  *text,
                   GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinSecret) secret = kin_secret_new_text (text);

  kin_keyring_store_async (keyring, KIN_KEYRING_RECORD_KEY, set, key_id, secret, NULL, kit_done,
                           &result);
  return kin_keyring_store_finish (keyring, kit_wait (&result), error);
}

gboolean
kit_keyring_store_key (KinKeyring  *keyring,
                       GError     **error)
{
  return kit_keyring_store (keyring, KIT_SET, "one", "first", error);
}

static GVariant *
ask_daemon (const char *interface,
            const char *method,
            GVariant   *arguments)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets",
                                                 "/org/freedesktop/secrets", interface, method,
                                                 arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                                 &error);

  g_assert_no_error (error);
  return reply;
}

void
kit_keyring_lock (void)
{
  g_variant_unref (ask_daemon (SERVICE, "Lock",
                               g_variant_new_parsed ("([%o],)", KIT_KEYRING_LOGIN)));
}

void
kit_keyring_set_default (const char *path)
{
  g_variant_unref (ask_daemon (SERVICE, "SetAlias", g_variant_new ("(so)", "default", path)));
}

/* Returns: (transfer full): the password, as it is said to the daemon */
static GVariant *
dup_password (void)
{
  g_autoptr (GVariant) session = ask_daemon (SERVICE, "OpenSession",
                                             g_variant_new ("(sv)", "plain",
                                                            g_variant_new_string ("")));
  const char *path;

  g_variant_get (session, "(v&o)", NULL, &path);
  return g_variant_new ("(oay@ays)", path, NULL,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, PASSWORD,
                                                   strlen (PASSWORD), 1),
                        "text/plain");
}

void
kit_keyring_unlock (void)
{
  g_variant_unref (ask_daemon (WITHOUT_DIALOG, "UnlockWithMasterPassword",
                               g_variant_new ("(o@(oayays))", KIT_KEYRING_LOGIN,
                                              dup_password ())));
}

/* The first one of a session, as a desktop makes it when a person chooses a password. */
void
kit_keyring_make (void)
{
  GVariant *label = g_variant_new_parsed ("{'org.freedesktop.Secret.Collection.Label': <'Login'>}");
  g_autoptr (GVariant) reply = ask_daemon (WITHOUT_DIALOG, "CreateWithMasterPassword",
                                           g_variant_new ("(@a{sv}@(oayays))", label,
                                                          dup_password ()));
  const char *path;

  g_variant_get (reply, "(&o)", &path);
  kit_keyring_set_default (path);
}
