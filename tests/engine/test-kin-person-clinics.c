/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-person-clinics"

#include "config.h"

#include "engine-kit.h"
#include "kin-person-clinics.h"
#include "kin-person-match.h"

static KinClinic *
listed (const char *address)
{
  return g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address", address, "key",
                       address != NULL ? address : "Oak\nOstermere", "way", KIN_WAY_PAPER, NULL);
}

static void
save (KinPerson *person,
      KinClinic *clinic,
      gboolean   is_corrected)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_person_save_clinic_async (person, clinic, is_corrected, NULL, kit_done, &result);
  kin_person_save_clinic_finish (person, kit_wait (&result), &error);
  g_assert_no_error (error);
}

/* What @person sees of the clinic. */
static void
assert_sees (KinPerson  *person,
             const char *listed_address,
             const char *address,
             KinWay      way)
{
  g_autoptr (KinClinic) clinic = listed (listed_address);

  kin_person_correct_clinic (person, &clinic);
  g_assert_cmpstr (kin_clinic_get_name (clinic), ==, "Oak");
  g_assert_cmpstr (kin_clinic_get_address (clinic), ==, address);
  g_assert_cmpint (kin_clinic_get_way (clinic), ==, way);
  g_assert_cmpstr (kin_clinic_get_address (kin_clinic_get_listed (clinic)), ==, listed_address);
  g_assert_cmpint (kin_clinic_get_way (kin_clinic_get_listed (clinic)), ==, KIN_WAY_PAPER);
}

/* It is kept when everything is closed, is nobody else's, and can be taken back. */
static void
test_kept (KitTwo        *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    const char *listed;
    const char *address;
    KinWay      way;
  } cases[] = {
    { "https://old.example.org/r4", "https://new.example.org/r4", KIN_WAY_NUMBER },
    { "https://old.example.org/r4", NULL, KIN_WAY_ASK },
    { "https://old.example.org/r4", "https://new.example.org/r4", KIN_WAY_UNKNOWN },
    { NULL, "https://new.example.org/r4", KIN_WAY_CONNECT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinClinic) of_list = listed (cases[i].listed);
      g_autoptr (KinClinic) right = kin_clinic_new_with_way (of_list, cases[i].address,
                                                             cases[i].way);

      save (fixture->rosa, right, TRUE);
      kit_open_again (fixture->rosa);
      g_assert_true (kin_person_has_corrected_clinic (fixture->rosa, of_list));
      assert_sees (fixture->rosa, cases[i].listed, cases[i].address, cases[i].way);
      g_assert_false (kin_person_has_corrected_clinic (fixture->luis, of_list));
      assert_sees (fixture->luis, cases[i].listed, cases[i].listed, KIN_WAY_PAPER);

      save (fixture->rosa, of_list, FALSE);
      assert_sees (fixture->rosa, cases[i].listed, cases[i].listed, KIN_WAY_PAPER);
      kit_open_again (fixture->rosa);
      assert_sees (fixture->rosa, cases[i].listed, cases[i].listed, KIN_WAY_PAPER);
    }
}

/* Where nothing can be had it is said at once, and not when somebody wants to connect. */
static void
test_bad_address (KitTwo        *fixture,
                  gconstpointer  unused)
{
  static const char * const addresses[] = { "http://new.example.org/r4", "https://a@b/r4",
                                            "https://new.example.org/r4?x=1" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_auto (KitResult) result = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (KinClinic) of_list = listed ("https://old.example.org/r4");
      g_autoptr (KinClinic) wrong = kin_clinic_new_with_way (of_list, addresses[i],
                                                             KIN_WAY_CONNECT);

      kin_person_save_clinic_async (fixture->rosa, wrong, TRUE, NULL, kit_done, &result);
      g_assert_false (kin_person_save_clinic_finish (fixture->rosa, kit_wait (&result), &error));
      g_assert_nonnull (error);
      g_assert_false (kin_person_has_corrected_clinic (fixture->rosa, of_list));
    }
}

static KinPerson *
add_sample (KinFamily *family)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinPerson *person;

  kin_family_add_async (family, "Ronja Lind", "1990-01-02", NULL, NULL, KIN_PERSON_SAMPLE, NULL,
                        kit_done, &result);
  person = kin_family_add_finish (family, kit_wait (&result), &error);
  g_assert_no_error (error);

  return person;
}

/* What is at a portal for trying things out is nobody's, and only a record of nobody takes it. */
static void
test_trial (KitTwo        *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char *vendor;
    KinMatch    match;
    KinMatch    of_somebody;
    KinMatch    of_nobody;
  } cases[] = {
    { "trial Oak", KIN_MATCH_SAME, KIN_MATCH_OTHER, KIN_MATCH_SAME },
    { "trial Oak", KIN_MATCH_OTHER, KIN_MATCH_OTHER, KIN_MATCH_ASK },
    { "trial epic", KIN_MATCH_ASK, KIN_MATCH_OTHER, KIN_MATCH_ASK },
    { "epic", KIN_MATCH_SAME, KIN_MATCH_SAME, KIN_MATCH_SAME },
    { "epic", KIN_MATCH_OTHER, KIN_MATCH_OTHER, KIN_MATCH_OTHER },
    { NULL, KIN_MATCH_OTHER, KIN_MATCH_OTHER, KIN_MATCH_OTHER },
  };
  g_autoptr (KinPerson) sample = add_sample (fixture->family);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      g_assert_cmpint (kin_person_match_trial (fixture->rosa, cases[i].vendor, cases[i].match), ==,
                       cases[i].of_somebody);
      g_assert_cmpint (kin_person_match_trial (sample, cases[i].vendor, cases[i].match), ==,
                       cases[i].of_nobody);
    }
}

#define ADD(name, function) \
  g_test_add ("/person-clinics/" name, KitTwo, NULL, kit_two_set_up, function, kit_two_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("trial", test_trial);
  ADD ("kept", test_kept);
  ADD ("bad-address", test_bad_address);

  return g_test_run ();
}
