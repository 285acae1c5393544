/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-set-ups"

#include "config.h"

#include "engine-kit.h"
#include "kin-credentials.h"
#include "kin-family-private.h"
#include "kin-set-ups-private.h"

#define ADDRESS "https://portal.example.org/r4"
#define SECRET "of-a-made-up-clinic"

static KinSetUps *
set_ups_of (KinFamily *family,
            guint      number)
{
  g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (family), number);

  return kin_person_get_set_ups (person);
}

static gboolean
try_to_save (KinSetUps   *set_ups,
             const char  *vendor,
             const char  *number,
             const char  *secret,
             gboolean     is_ready,
             const char  *remind,
             GError     **error)
{
  g_autoptr (KinClinic) bare = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address", ADDRESS,
                                             "way", KIN_WAY_NUMBER, NULL);
  g_autoptr (KinSecret) words = secret != NULL ? kin_secret_new_text (secret) : NULL;
  g_autoptr (KinClinic) clinic = kin_clinic_new_with_set_up (bare, number, words,
                                                             "http://127.0.0.1:47811/callback",
                                                             NULL);
  g_auto (KitResult) result = { 0 };

  kin_set_ups_save_async (set_ups, vendor, clinic, is_ready, remind, kit_done, &result);

  return kin_set_ups_save_finish (set_ups, kit_wait (&result), error);
}

static void
save (KinSetUps  *set_ups,
      const char *number,
      const char *secret,
      gboolean    is_ready,
      const char *remind)
{
  g_autoptr (GError) error = NULL;

  try_to_save (set_ups, "epic", number, secret, is_ready, remind, &error);
  g_assert_no_error (error);
}

static KinClinic *
apply (KinSetUps *set_ups,
       gboolean   wanted)
{
  g_autoptr (KinClinic) other = g_object_new (KIN_TYPE_CLINIC, "name", "Elm", "address",
                                              "https://elm.example.org/r4", "way", KIN_WAY_NUMBER,
                                              NULL);
  gboolean is_ready;
  KinClinic *clinic = kin_set_ups_apply (set_ups, "epic", other, &is_ready);

  g_assert_cmpint (is_ready, ==, wanted);

  return clinic;
}

static char *
load_secret (KinSetUps  *set_ups,
             const char *number)
{
  g_autoptr (KinCredentials) credentials = kin_set_ups_dup_credentials (set_ups, "epic", number);
  g_autoptr (KinSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) result = { 0 };

  g_assert_nonnull (credentials);
  kin_credentials_load_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, NULL, kit_done, &result);
  secret = kin_credentials_load_finish (credentials, kit_wait (&result), &error);
  g_assert_no_error (error);

  return secret != NULL ? g_strdup (kin_secret_get_text (secret)) : NULL;
}

/* What one person types is there for the other, at another clinic, also after the next start; it is
 * used once it is said to be right. The secret is in the keyring and in no file. */
static void
test_one_for_all (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
  g_autoptr (KinPerson) juan = kit_add_person (family, "Juan", "1949-01-02");
  g_autoptr (KinClinic) nothing = apply (set_ups_of (family, 0), FALSE);
  g_autoptr (KinClinic) typed = NULL;
  g_autoptr (KinClinic) ready = NULL;
  g_autofree char *secret = NULL;

  g_assert_null (nothing);
  save (set_ups_of (family, 0), "half a num", NULL, FALSE, NULL);
  g_clear_object (&ana);
  g_clear_object (&juan);
  kit_close_family (family);
  g_clear_object (&family);

  family = kit_open_family (folder, NULL);
  typed = apply (set_ups_of (family, 1), FALSE);
  g_assert_cmpstr (kin_clinic_get_client_id (typed), ==, "half a num");
  save (set_ups_of (family, 1), "a number", SECRET, TRUE, NULL);
  kit_close_family (family);
  g_clear_object (&family);

  family = kit_open_family (folder, NULL);
  ready = apply (set_ups_of (family, 0), TRUE);
  g_assert_cmpstr (kin_clinic_get_name (ready), ==, "Elm");
  g_assert_cmpstr (kin_clinic_get_client_id (ready), ==, "a number");
  g_assert_cmpstr (kin_clinic_get_redirect (ready), ==, "http://127.0.0.1:47811/callback");
  g_assert_cmpint (kin_clinic_get_way (ready), ==, KIN_WAY_CONNECT);
  g_assert_cmpstr (kin_clinic_get_vendor (ready), ==, "epic");
  secret = load_secret (set_ups_of (family, 0), "a number");
  g_assert_cmpstr (secret, ==, SECRET);
  kit_close_family (family);
  kit_remove_folder (folder);
}

/* A secret goes with its number and to nobody but its vendor. */
static void
test_secret_of_others (void)
{
  static const struct
  {
    const char *vendor;
    const char *number;
  } others[] = {
    { "epic", "another" }, { "portal.example.org", "a number" }, { NULL, "a number" },
  };
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
  KinSetUps *set_ups = kin_person_get_set_ups (ana);

  save (set_ups, "a number", SECRET, TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (kin_set_ups_dup_credentials (set_ups, others[i].vendor, others[i].number));
  g_clear_object (&ana);
  kit_close_family (family);
  kit_remove_folder (folder);
}

/* A day that was asked for comes, and what is typed meanwhile leaves it; the number ends it. */
static void
test_remind (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
  KinSetUps *set_ups = kin_person_get_set_ups (ana);
  g_autoptr (KinClinic) due = NULL;
  g_autoptr (KinClinic) again = NULL;

  save (set_ups, NULL, NULL, FALSE, "2026-11-28");
  g_assert_null (kin_set_ups_find_due (set_ups, "2026-11-27", FALSE));
  save (set_ups, "a num", NULL, FALSE, NULL);
  due = kin_set_ups_find_due (set_ups, "2026-11-28", FALSE);
  g_assert_cmpstr (kin_clinic_get_name (due), ==, "Oak");
  g_assert_cmpstr (kin_clinic_get_address (due), ==, ADDRESS);
  g_assert_cmpstr (kin_clinic_get_vendor (due), ==, "epic");
  save (set_ups, "a number", NULL, TRUE, NULL);
  g_assert_null (kin_set_ups_find_due (set_ups, "2026-11-29", FALSE));
  save (set_ups, "a number", NULL, FALSE, "2026-12-01");
  again = kin_set_ups_find_due (set_ups, "2026-12-01", FALSE);
  g_assert_cmpstr (kin_clinic_get_name (again), ==, "Oak");
  save (set_ups, NULL, NULL, FALSE, "");
  g_assert_null (kin_set_ups_find_due (set_ups, "2026-12-01", FALSE));
  g_clear_object (&ana);
  kit_close_family (family);
  kit_remove_folder (folder);
}

/* A trial is asked about in a sample record only, and stands in nobody's way. */
static void
test_remind_trial (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
  KinSetUps *set_ups = kin_person_get_set_ups (ana);
  g_autoptr (KinClinic) of_nobody = NULL;
  g_autoptr (KinClinic) of_somebody = NULL;
  g_autoptr (GError) error = NULL;

  try_to_save (set_ups, "trial epic", NULL, NULL, FALSE, "2026-11-28", &error);
  g_assert_no_error (error);
  g_assert_null (kin_set_ups_find_due (set_ups, "2026-11-28", FALSE));
  save (set_ups, NULL, NULL, FALSE, "2026-11-28");
  of_nobody = kin_set_ups_find_due (set_ups, "2026-11-28", TRUE);
  g_assert_cmpstr (kin_clinic_get_vendor (of_nobody), ==, "trial epic");
  of_somebody = kin_set_ups_find_due (set_ups, "2026-11-28", FALSE);
  g_assert_cmpstr (kin_clinic_get_vendor (of_somebody), ==, "epic");
  g_clear_object (&ana);
  kit_close_family (family);
  kit_remove_folder (folder);
}

static void
check_used (KinSetUps  *set_ups,
            const char *number,
            const char *wanted)
{
  g_autoptr (KinClinic) used = apply (set_ups, TRUE);
  g_autofree char *secret = load_secret (set_ups, number);

  g_assert_cmpstr (kin_clinic_get_client_id (used), ==, number);
  g_assert_cmpstr (secret, ==, wanted);
}

/* Who tries another number, or waits for one, takes from nobody the one that is used. */
static void
test_used_stays (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) ana = kit_add_person (family, "Ana", "1950-05-02");
  KinSetUps *set_ups = kin_person_get_set_ups (ana);
  g_autoptr (GError) error = NULL;

  save (set_ups, "a number", SECRET, TRUE, NULL);
  save (set_ups, "a numbe", NULL, FALSE, NULL);
  save (set_ups, "another", "another-secret", FALSE, "2026-11-28");
  check_used (set_ups, "a number", SECRET);
  g_clear_object (&ana);
  kit_close_family (family);
  g_clear_object (&family);

  family = kit_open_family (folder, NULL);
  set_ups = set_ups_of (family, 0);
  check_used (set_ups, "a number", SECRET);
  kin_set_ups_set_store (set_ups, NULL);
  g_assert_false (try_to_save (set_ups, "epic", "another", NULL, TRUE, NULL, &error));
  check_used (set_ups, "a number", SECRET);
  kin_set_ups_set_store (set_ups, kin_family_get_store (family));
  save (set_ups, "another", NULL, TRUE, NULL);
  check_used (set_ups, "another", NULL);
  save (set_ups, "a number", NULL, TRUE, NULL);
  check_used (set_ups, "a number", NULL);
  kit_close_family (family);
  kit_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/set-ups/one-for-all", test_one_for_all);
  g_test_add_func ("/set-ups/secret-of-others", test_secret_of_others);
  g_test_add_func ("/set-ups/remind", test_remind);
  g_test_add_func ("/set-ups/remind-trial", test_remind_trial);
  g_test_add_func ("/set-ups/used-stays", test_used_stays);

  return g_test_run ();
}
