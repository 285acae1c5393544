/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-keyring"

#include "config.h"

#include <libsecret/secret.h>

#include "bad-keyring.h"
#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-keep-secrets-private.h"
#include "kin-keyring-credentials.h"
#include "keyring-kit.h"

/* A real keyring, of whose answers one does not come, or none from there on: what is asked then is
 * done or said not to be, and a key is never taken for one that is not there. */

static gboolean
find_none (KinKeyring  *keyring,
           GError     **error)
{
  g_autoptr (GError) local = NULL;

  g_assert_false (kit_keyring_find (keyring, KIN_KEYRING_RECORD_KEY, "none", &local));
  if (g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
store_another (KinKeyring  *keyring,
               GError     **error)
{
  g_autofree char *text = g_uuid_string_random ();

  return kit_keyring_store (keyring, KIT_SET, "another", text, error);
}

static gboolean
remove_other (KinKeyring  *keyring,
              GError     **error)
{
  g_auto (KitResult) result = { NULL };

  kin_keyring_remove_async (keyring, KIN_KEYRING_RECORD_KEY, KIT_SET, "two", NULL, kit_done,
                            &result);
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

/* It is as it was kept, also when none is: that is an answer as well. */
static gboolean
load (KinKeyring         *keyring,
      KinCredentialKind   kind,
      const char         *wanted,
      GError            **error)
{
  g_autoptr (KinCredentials) credentials = kin_keyring_credentials_new (keyring, KIT_SET, "portal");
  g_autoptr (KinSecret) found = NULL;
  g_autoptr (GError) local = NULL;
  g_auto (KitResult) result = { NULL };

  kin_credentials_load_async (credentials, kind, NULL, kit_done, &result);
  found = kin_credentials_load_finish (credentials, kit_wait (&result), &local);
  if (local != NULL)
    {
      g_assert_null (found);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_assert_cmpstr (found != NULL ? kin_secret_get_text (found) : NULL, ==, wanted);
  return TRUE;
}

/* What it says that it keeps is there; without a token the earlier one is not. */
static gboolean
keep (KinKeyring  *keyring,
      const char  *secret_text,
      const char  *token_text,
      GError     **error)
{
  g_autoptr (KinCredentials) credentials = kin_keyring_credentials_new (keyring, KIT_SET, "portal");
  g_autoptr (KinSecret) token = token_text != NULL ? kin_secret_new_text (token_text) : NULL;
  g_autoptr (KinSecret) secret = secret_text != NULL ? kin_secret_new_text (secret_text) : NULL;
  g_auto (KitResult) result = { NULL };

  kin_keep_secrets_async (credentials, secret, token, NULL, kit_done, &result);
  if (!kin_keep_secrets_finish (kit_wait (&result), error))
    return FALSE;

  bad_keyring_end ();
  g_assert_true (load (keyring, KIN_CREDENTIAL_CLIENT_SECRET, secret_text, NULL));
  g_assert_true (load (keyring, KIN_CREDENTIAL_REFRESH_TOKEN, token_text, NULL));
  return TRUE;
}

static gboolean
keep_both (KinKeyring  *keyring,
           GError     **error)
{
  return keep (keyring, "a secret", "a token", error);
}

static gboolean
keep_secret (KinKeyring  *keyring,
             GError     **error)
{
  return keep (keyring, "another secret", NULL, error);
}

static gboolean
keep_token (KinKeyring  *keyring,
            GError     **error)
{
  return keep (keyring, NULL, "another token", error);
}

static gboolean
load_token (KinKeyring  *keyring,
            GError     **error)
{
  return load (keyring, KIN_CREDENTIAL_REFRESH_TOKEN, "another token", error);
}

static gboolean
load_no_secret (KinKeyring  *keyring,
                GError     **error)
{
  return load (keyring, KIN_CREDENTIAL_CLIENT_SECRET, NULL, error);
}

static const KitAsk asks[] = {
  kit_keyring_look, kit_keyring_find_key, find_none, kit_keyring_store_key, store_another,
  remove_other, remove_other_set, keep_both, keep_secret, keep_token, load_token, load_no_secret,
};

typedef struct
{
  GQuark         domain;
  int            code;
  KinEngineError wanted;
} Refusal;

/* Asks with an answer that does not come. Returns: whether there was such an answer. */
static gboolean
ask_badly (KinKeyring    *keyring,
           gsize          ask,
           guint          at,
           gboolean       for_good,
           const Refusal *refusal)
{
  g_autoptr (GError) error = NULL;
  gboolean asked, hit;

  bad_keyring_begin (BAD_KEYRING_REFUSES, at, for_good, refusal->domain, refusal->code);
  asked = asks[ask] (keyring, &error);
  hit = bad_keyring_end ();

  g_assert_true (asked == (error == NULL));
  g_assert_true (asked || hit);
  if (!asked)
    g_assert_error (error, KIN_ENGINE_ERROR, (int) refusal->wanted);

  return hit;
}

static void
ask_all (KinKeyring    *keyring,
         gsize          n_asks,
         gboolean       for_good,
         const Refusal *refusal)
{
  for (gsize ask = 0; ask < n_asks; ask++)
    {
      guint at = 1;

      while (ask_badly (keyring, ask, at, for_good, refusal))
        at++;
      g_assert_cmpuint (at, >, 1);
      g_assert_true (kit_keyring_find_key (keyring, NULL));
    }
}

static void
test_no_answer (void)
{
  const Refusal cases[] = {
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

  g_assert_true (kit_keyring_store_key (keyring, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int for_good = 0; for_good < 2; for_good++)
      ask_all (keyring, i < 3 ? G_N_ELEMENTS (asks) : 1, for_good, &cases[i]);
}

/* It says that it keeps a key, and does not: that is found out before anything is written. */
static void
test_lie (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GError) error = NULL;

  bad_keyring_begin (BAD_KEYRING_LIES, 1, TRUE, 0, 0);
  g_assert_false (kit_keyring_store (keyring, KIT_SET, "one", "another", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED);
  g_clear_error (&error);
  g_assert_false (kit_keyring_store (keyring, KIT_SET, "new", "another", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING);
  g_assert_true (bad_keyring_end ());
  g_assert_true (kit_keyring_find_key (keyring, NULL));
}

/* The dialog that would have to make a keyring is sent away. */
static void
test_sent_away (void)
{
  const Refusal cases[] = {
    { 0, 0, KIN_ENGINE_ERROR_KEYRING_LOCKED },
    { G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, KIN_ENGINE_ERROR_KEYRING_NONE },
    { SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT, KIN_ENGINE_ERROR_KEYRING_NONE },
  };
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      bad_keyring_begin (BAD_KEYRING_REFUSES, 1, FALSE, cases[i].domain, cases[i].code);
      g_assert_false (kit_keyring_store_key (keyring, &error));
      g_assert_true (bad_keyring_end ());
      g_assert_error (error, KIN_ENGINE_ERROR, (int) cases[i].wanted);
    }
}

/* Nothing is the matter with a keyring that nobody waits for any more. */
static void
test_given_up (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GError) error = NULL;

  bad_keyring_begin (BAD_KEYRING_REFUSES, 1, TRUE, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (kit_keyring_find_key (keyring, &error));
  g_assert_true (bad_keyring_end ());
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A keyring that does not say whether it is open may have the key, and takes another. */
static void
test_not_said (void)
{
  static const BadKeyring ways[] = { BAD_KEYRING_SILENT, BAD_KEYRING_STRANGE };
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      /* Which keyrings there are, and whether the first one is open. */
      for (guint at = 1; at <= 2; at++)
        {
          g_autoptr (GError) error = NULL;

          bad_keyring_begin (ways[i], at, FALSE, 0, 0);
          g_assert_false (find_none (keyring, &error));
          g_assert_true (bad_keyring_end ());
          g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_LOCKED);
        }

      bad_keyring_begin (ways[i], 1, TRUE, 0, 0);
      g_assert_true (store_another (keyring, NULL));
      g_assert_true (bad_keyring_end ());
    }
}

/* A key that cannot be read is not a key that is lost. */
static void
test_garbled (void)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (kit_keyring_store_key (keyring, NULL));
  bad_keyring_begin (BAD_KEYRING_GARBLES, 1, TRUE, 0, 0);
  g_assert_false (kit_keyring_find_key (keyring, &error));
  g_assert_true (bad_keyring_end ());
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED);
  g_assert_true (kit_keyring_find_key (keyring, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bad-keyring/no-answer", test_no_answer);
  g_test_add_func ("/bad-keyring/lie", test_lie);
  g_test_add_func ("/bad-keyring/sent-away", test_sent_away);
  g_test_add_func ("/bad-keyring/given-up", test_given_up);
  g_test_add_func ("/bad-keyring/not-said", test_not_said);

  g_test_add_func ("/bad-keyring/garbled", test_garbled);

  return g_test_run ();
}
