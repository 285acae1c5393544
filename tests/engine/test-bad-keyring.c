/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-keyring"

#include "config.h"

#include <dlfcn.h>
#include <libsecret/secret.h>

#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-keyring.h"

/* A real keyring, of whose answers one does not come, or none from there on: what is asked then is
 * done or said not to be, and a key is never taken for one that is not there. */

#define SET "0d7f6b1e-38c5-4a0e-9e58-2f1b6c8f3a10"

/* How many answers are left before the bad one; 0 on a good day. */
static gint left;
static gint hit;
static gboolean for_good;
static gboolean lies;           /* says that it has done it */
static GQuark bad_domain;
static int bad_code;

static gboolean
fails (GError **error)
{
  int now = g_atomic_int_get (&left);

  if (now == 0 || (now > 1 && g_atomic_int_add (&left, -1) > 1))
    return FALSE;

  if (!for_good)
    g_atomic_int_set (&left, 0);
  g_atomic_int_set (&hit, TRUE);
  if (!lies && error != NULL)
    g_set_error_literal (error, bad_domain, bad_code, "An answer that did not come");
  return TRUE;
}

static gpointer
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

GList *
secret_service_search_sync (SecretService       *service,
                            const SecretSchema  *schema,
                            GHashTable          *attributes,
                            SecretSearchFlags    flags,
                            GCancellable        *cancellable,
                            GError             **error)
{
  GList *(*next) (SecretService *, const SecretSchema *, GHashTable *, SecretSearchFlags,
                  GCancellable *, GError **) = real ("secret_service_search_sync");

  return !lies && fails (error) ? NULL
                                : next (service, schema, attributes, flags, cancellable, error);
}

SecretValue *
secret_service_lookup_sync (SecretService       *service,
                            const SecretSchema  *schema,
                            GHashTable          *attributes,
                            GCancellable        *cancellable,
                            GError             **error)
{
  SecretValue *(*next) (SecretService *, const SecretSchema *, GHashTable *, GCancellable *,
                        GError **) = real ("secret_service_lookup_sync");

  return !lies && fails (error) ? NULL : next (service, schema, attributes, cancellable, error);
}

GVariant *
g_dbus_connection_call_sync (GDBusConnection     *bus,
                             const gchar         *name,
                             const gchar         *path,
                             const gchar         *interface,
                             const gchar         *method,
                             GVariant            *arguments,
                             const GVariantType  *type,
                             GDBusCallFlags       flags,
                             gint                 timeout,
                             GCancellable        *cancellable,
                             GError             **error)
{
  GVariant *(*next) (GDBusConnection *, const gchar *, const gchar *, const gchar *, const gchar *,
                     GVariant *, const GVariantType *, GDBusCallFlags, gint, GCancellable *,
                     GError **) = real ("g_dbus_connection_call_sync");
  g_autoptr (GVariant) kept = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;

  return g_str_equal (method, "SearchItems") && !lies && fails (error)
           ? NULL
           : next (bus, name, path, interface, method, kept, type, flags, timeout, cancellable,
                   error);
}

gboolean
secret_service_store_sync (SecretService       *service,
                           const SecretSchema  *schema,
                           GHashTable          *attributes,
                           const char          *collection,
                           const char          *label,
                           SecretValue         *value,
                           GCancellable        *cancellable,
                           GError             **error)
{
  gboolean (*next) (SecretService *, const SecretSchema *, GHashTable *, const char *,
                    const char *, SecretValue *, GCancellable *, GError **)
    = real ("secret_service_store_sync");

  return fails (error) ? lies : next (service, schema, attributes, collection, label, value,
                                      cancellable, error);
}

gboolean
secret_service_clear_sync (SecretService       *service,
                           const SecretSchema  *schema,
                           GHashTable          *attributes,
                           GCancellable        *cancellable,
                           GError             **error)
{
  gboolean (*next) (SecretService *, const SecretSchema *, GHashTable *, GCancellable *, GError **)
    = real ("secret_service_clear_sync");

  return fails (error) ? lies : next (service, schema, attributes, cancellable, error);
}

SecretCollection *
secret_collection_for_alias_sync (SecretService          *service,
                                  const char             *alias,
                                  SecretCollectionFlags   flags,
                                  GCancellable           *cancellable,
                                  GError                **error)
{
  SecretCollection *(*next) (SecretService *, const char *, SecretCollectionFlags, GCancellable *,
                             GError **) = real ("secret_collection_for_alias_sync");

  return !lies && fails (error) ? NULL : next (service, alias, flags, cancellable, error);
}

static gboolean
look (KinKeyring  *keyring,
      GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_look_async (keyring, NULL, kit_done, &result);
  return kin_keyring_look_finish (keyring, kit_wait (&result), error);
}

static gboolean
find (KinKeyring  *keyring,
      GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinSecret) found = NULL;

  kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, "one", NULL, kit_done, &result);
  found = kin_keyring_lookup_finish (keyring, kit_wait (&result), error);
  if (found != NULL)
    g_assert_cmpstr (kin_secret_get_text (found), ==, "first");
  return found != NULL;
}

static gboolean
find_none (KinKeyring  *keyring,
           GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinSecret) found = NULL;
  g_autoptr (GError) local = NULL;

  kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, "none", NULL, kit_done,
                            &result);
  found = kin_keyring_lookup_finish (keyring, kit_wait (&result), &local);
  g_assert_null (found);
  if (g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
store (KinKeyring  *keyring,
       const char  *key_id,
       const char  *text,
       GError     **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinSecret) secret = kin_secret_new_text (text);

  kin_keyring_store_async (keyring, KIN_KEYRING_RECORD_KEY, SET, key_id, secret, NULL, kit_done,
                           &result);
  return kin_keyring_store_finish (keyring, kit_wait (&result), error);
}

static gboolean
store_again (KinKeyring  *keyring,
             GError     **error)
{
  return store (keyring, "one", "first", error);
}

static gboolean
store_another (KinKeyring  *keyring,
               GError     **error)
{
  g_autofree char *text = g_uuid_string_random ();

  return store (keyring, "another", text, error);
}

static gboolean
remove_other (KinKeyring  *keyring,
              GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_remove_async (keyring, KIN_KEYRING_RECORD_KEY, SET, "two", NULL, kit_done, &result);
  return kin_keyring_remove_finish (keyring, kit_wait (&result), error);
}

static gboolean
remove_other_set (KinKeyring  *keyring,
                  GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_remove_set_async (keyring, "another-set", NULL, kit_done, &result);
  return kin_keyring_remove_finish (keyring, kit_wait (&result), error);
}

static gboolean (* const asks[]) (KinKeyring *, GError **) = {
  look, find, find_none, store_again, store_another, remove_other, remove_other_set,
};

/* Asks with an answer that does not come. Returns: whether there was such an answer. */
static gboolean
ask_badly (KinKeyring     *keyring,
           gsize           ask,
           int             at,
           KinEngineError  wanted)
{
  g_autoptr (GError) error = NULL;
  gboolean asked;

  g_atomic_int_set (&hit, FALSE);
  g_atomic_int_set (&left, at);
  asked = asks[ask] (keyring, &error);
  g_atomic_int_set (&left, 0);

  g_assert_true (asked == (error == NULL));
  g_assert_true (asked || g_atomic_int_get (&hit));
  if (!asked)
    g_assert_error (error, KIN_ENGINE_ERROR, (int) wanted);

  return g_atomic_int_get (&hit);
}

static void
ask_all (KinKeyring     *keyring,
         gsize           n_asks,
         GQuark          domain,
         int             code,
         KinEngineError  wanted)
{
  bad_domain = domain;
  bad_code = code;
  for (gsize ask = 0; ask < n_asks; ask++)
    {
      int at = 1;

      while (ask_badly (keyring, ask, at, wanted))
        at++;
      g_assert_cmpint (at, >, 1);
      g_assert_true (find (keyring, NULL));
    }
}

static void
test_no_answer (void)
{
  const struct
  {
    GQuark         domain;
    int            code;
    KinEngineError wanted;
  } cases[] = {
    { G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, KIN_ENGINE_ERROR_KEYRING_FAILED },
    { G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { SECRET_ERROR, SECRET_ERROR_IS_LOCKED, KIN_ENGINE_ERROR_KEYRING_LOCKED },
    /* These mean the same as one before, and are only looked at. */
    { G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE },
    { SECRET_ERROR, SECRET_ERROR_PROTOCOL, KIN_ENGINE_ERROR_KEYRING_FAILED },
  };
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  g_assert_true (store_again (keyring, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int good = 0; good < 2; good++)
      {
        for_good = good == 0;
        ask_all (keyring, i < 3 ? G_N_ELEMENTS (asks) : 1, cases[i].domain, cases[i].code,
                 cases[i].wanted);
      }
}

/* It says that it keeps a key, and does not: that is found out before anything is written. */
static void
test_lie (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GError) error = NULL;

  lies = for_good = TRUE;
  g_atomic_int_set (&left, 1);
  g_assert_false (store (keyring, "one", "another", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED);
  g_clear_error (&error);
  g_assert_false (store (keyring, "new", "another", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
  g_atomic_int_set (&left, 0);
  lies = FALSE;
  g_assert_true (find (keyring, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bad-keyring/no-answer", test_no_answer);
  g_test_add_func ("/bad-keyring/lie", test_lie);

  return g_test_run ();
}
