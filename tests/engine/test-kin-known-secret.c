/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-known-secret"

#include "config.h"

#include "engine-kit.h"
#include "kin-credentials.h"
#include "kin-keyring-credentials.h"
#include "kin-known-secret-private.h"
#include "kin-person-private.h"
#include "kin-set-ups-private.h"
#include "sync-plan-kit.h"

#define NUMBER "a number"
#define OLD "of-the-connection"
#define NEWER "of-the-number"

/* Somebody signed in with the number and a secret. */
static void
connect (KinPerson  *person,
         KinPortal  *portal,
         const char *vendor)
{
  KinConnectionNote *note = kin_connection_note_new ();
  g_autoptr (KinConnection) connection = NULL;
  g_autoptr (KinCredentials) credentials = NULL;
  g_autoptr (KinSecret) secret = kin_secret_new_text (OLD);
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) saved = { 0 };
  g_auto (KitResult) kept = { 0 };

  note->id = g_strdup ("one");
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup (kin_portal_get_base (portal));
  note->issuer = kin_portal_dup_pin (portal);
  note->client_id = g_strdup (NUMBER);
  note->state = g_strdup (kin_connection_state_to_id (KIN_CONNECTION_READY));
  note->vendor = g_strdup (vendor);
  kin_person_save_connection_async (person, note, NULL, kit_done, &saved);
  connection = kin_person_save_connection_finish (person, kit_wait (&saved), &error);
  g_assert_no_error (error);
  kin_connection_note_free (note);

  credentials = kin_keyring_credentials_new (kin_person_get_keyring (person),
                                             kin_person_get_id (person), "one");
  kin_credentials_save_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, secret, NULL, kit_done,
                              &kept);
  kin_credentials_save_finish (credentials, kit_wait (&kept), &error);
  g_assert_no_error (error);
}

/* Somebody typed the secret that came later. */
static void
type (KinPerson  *person,
      const char *address,
      const char *number)
{
  g_autoptr (KinClinic) bare = kin_clinic_new_at (address);
  g_autoptr (KinSecret) secret = kin_secret_new_text (NEWER);
  g_autoptr (KinClinic) clinic = kin_clinic_new_with_set_up (bare, number, secret, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) result = { 0 };

  kin_set_ups_save_async (kin_person_get_set_ups (person), "epic", clinic, TRUE, NULL, kit_done,
                          &result);
  kin_set_ups_save_finish (kin_person_get_set_ups (person), kit_wait (&result), &error);
  g_assert_no_error (error);
}

static char *
find (KinPerson  *person,
      KinPortal  *portal,
      const char *vendor)
{
  g_autoptr (KinSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) result = { 0 };

  kin_known_secret_find_async (person, portal, vendor, NUMBER, NULL, kit_done, &result);
  secret = kin_known_secret_find_finish (kit_wait (&result), &error);
  g_assert_no_error (error);

  return secret != NULL ? g_strdup (kin_secret_get_text (secret)) : NULL;
}

/* The newest secret of a number is used, also for a connection that was made before it was noted
 * whose number it is; but then nowhere but at the place where the number was typed. */
static void
test_newer (void)
{
  static const struct
  {
    gboolean    is_connected;
    const char *vendor;
    const char *address;
    const char *number;
    const char *wanted;
  } cases[] = {
    { TRUE, "epic", KIT_BASE, NUMBER, NEWER },
    { TRUE, "epic", "https://other.example/r4", NUMBER, NEWER },
    { TRUE, NULL, KIT_BASE, NUMBER, NEWER },
    { TRUE, NULL, "https://other.example/r4", NUMBER, OLD },
    { TRUE, NULL, KIT_BASE, "another", OLD },
    { FALSE, NULL, KIT_BASE, NUMBER, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = kit_make_folder ();
      g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
      g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
      g_autoptr (KinPortal) portal = kit_portal ("");
      g_autofree char *found = NULL;

      g_test_message ("case %zu", i);
      if (cases[i].is_connected)
        connect (ana, portal, cases[i].vendor);
      type (ana, cases[i].address, cases[i].number);
      found = find (ana, portal, cases[i].vendor);
      g_assert_cmpstr (found, ==, cases[i].wanted);
      g_clear_object (&ana);
      kit_close_family (family);
      kit_remove_folder (folder);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/known-secret/newer", test_newer);

  return g_test_run ();
}
