/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-clinic-list"

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kin-clinic-list.h"
#include "kin-portal.h"
#include "kin-time.h"

#define RESOURCE "/test/directory.tsv"
#define VENDORS "/test/vendors.ini"

static const char made_up[] =
  "Kinchart directory 1\t2026-08-03\n"
  "Birch Practice\t\tBirch\t55403\tMN\t\t\thttps://birch.example.org\t\t\n"
  "Elm Practice\t\t\t\t\t\t\t\t\t\n"
  "Oak Clinic\tOaks|Chêne\tOstermere\t55401\tMN, US\thttps://oak.example.org/r4\tEpic\t\tnumber\t\n"
  "Trial\t\t\t\tHere\thttps://trial.example.org/r4\t\t\tconnect\tmade up\n"
  "Unsaid\t\t\t55402\t\thttps://unsaid.example.org/r4\t\t\tsoon\t\n";

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static KinClinicList *
load (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  kin_clinic_list_load_async (RESOURCE, VENDORS, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return kin_clinic_list_load_finish (result, error);
}

/* GLib puts the file in place of the resource: see main(). */
static void
write_list (const char *text)
{
  g_assert_true (g_file_set_contents (g_getenv ("KIN_LIST"), text, -1, NULL));
}

static KinClinic *
find_one (KinClinicList *list,
          const char    *words)
{
  guint n_found;
  g_autoptr (GPtrArray) found = kin_clinic_list_find (list, NULL, words, 8, &n_found);

  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpuint (found->len, ==, 1);

  return g_object_ref (g_ptr_array_index (found, 0));
}

/* What a line of the list is to a person. */
static void
test_find (void)
{
  static const struct
  {
    const char *words;
    const char *place;
    const char *address;
    KinWay      way;
  } cases[] = {
    { "oak", "Ostermere, MN, US 55401", "https://oak.example.org/r4", KIN_WAY_NUMBER },
    { "chene", "Ostermere, MN, US 55401", "https://oak.example.org/r4", KIN_WAY_NUMBER },
    { "unsaid", "55402", "https://unsaid.example.org/r4", KIN_WAY_UNKNOWN },
    /* Where nobody can sign in, there is another way. */
    { "birch", "Birch, MN 55403", NULL, KIN_WAY_DOWNLOAD },
    { "elm", NULL, NULL, KIN_WAY_ASK },
  };
  g_autoptr (KinClinicList) list = NULL;
  g_autoptr (GPtrArray) trials = NULL;
  g_autoptr (GError) error = NULL;
  guint n_trials;

  write_list (made_up);
  list = load (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (kin_clinic_list_get_date (list), ==, "2026-08-03");
  /* Nobody there is real: that is not for everybody. */
  trials = kin_clinic_list_find (list, NULL, "trial", 8, &n_trials);
  g_assert_cmpuint (trials->len, ==, 0);
  g_assert_cmpuint (n_trials, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinClinic) clinic = find_one (list, cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (kin_clinic_get_place (clinic), ==, cases[i].place);
      g_assert_cmpstr (kin_clinic_get_address (clinic), ==, cases[i].address);
      g_assert_cmpint (kin_clinic_get_way (clinic), ==, cases[i].way);
      g_assert_nonnull (kin_clinic_get_key (clinic));
      g_assert_cmpstr (kin_clinic_get_client_id (clinic), ==, "kinchart");
    }
}

/* Clinics that share one service are not one: who corrects one of them corrects no other. */
static void
test_keys (void)
{
  g_autoptr (KinClinicList) list = NULL;
  g_autoptr (KinClinic) north = NULL;
  g_autoptr (KinClinic) south = NULL;
  g_autoptr (KinClinic) other = NULL;

  write_list ("Kinchart directory 1\t2026-08-03\n"
              "Oak North\t\tOstermere\t\t\thttps://oak.example.org/r4\t\t\t\t\n"
              "Oak South\t\tOstermere\t\t\thttps://oak.example.org/r4\t\t\t\t\n"
              "Oak South\t\tLindvik\t\t\thttps://oak.example.org/r4\t\t\t\t\n");
  list = load (NULL);
  north = find_one (list, "north");
  south = find_one (list, "south ostermere");
  other = find_one (list, "lindvik");
  g_assert_cmpstr (kin_clinic_get_key (north), !=, kin_clinic_get_key (south));
  g_assert_cmpstr (kin_clinic_get_key (south), !=, kin_clinic_get_key (other));
}

/* A number that was typed is a number that is known. */
static void
test_set_up (void)
{
  g_autoptr (KinClinicList) list = NULL;
  g_autoptr (KinClinic) clinic = NULL;
  g_autoptr (KinClinic) known = NULL;

  write_list (made_up);
  list = load (NULL);
  clinic = find_one (list, "oak");
  known = kin_clinic_new_with_set_up (clinic, "12345", NULL, NULL, NULL);
  g_assert_cmpint (kin_clinic_get_way (known), ==, KIN_WAY_CONNECT);
  g_assert_cmpstr (kin_clinic_get_key (known), ==, kin_clinic_get_key (clinic));
  g_assert_cmpstr (kin_clinic_get_place (known), ==, kin_clinic_get_place (clinic));
}

/* What the list says of a portal is of that portal, and so is its number. */
static void
test_elsewhere (void)
{
  static const struct
  {
    const char *address;
    gboolean    is_same;
  } cases[] = {
    { "https://oak.example.org/r4", TRUE },
    { "https://oak.example.org/other", TRUE },
    { "https://oak.example.com/r4", FALSE },
    { "https://oak.example.org:8443/r4", FALSE },
    { NULL, FALSE },
  };
  g_autoptr (KinClinicList) list = NULL;
  g_autoptr (KinClinic) clinic = NULL;
  g_autoptr (KinClinic) known = NULL;

  write_list (made_up);
  list = load (NULL);
  clinic = find_one (list, "oak");
  known = kin_clinic_new_with_set_up (clinic, "12345", NULL, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinClinic) corrected = kin_clinic_new_with_way (known, cases[i].address,
                                                                 KIN_WAY_NUMBER);

      g_test_message ("%s", cases[i].address);
      g_assert_cmpstr (kin_clinic_get_vendor (corrected), ==, cases[i].is_same ? "Epic" : NULL);
      g_assert_cmpint (kin_clinic_has_number (corrected), ==, cases[i].is_same);
      g_assert_cmpstr (kin_clinic_get_vendor (kin_clinic_get_listed (corrected)), ==, "Epic");
    }
}

static gboolean
is_day (const char *date)
{
  KinTime time;

  return kin_time_parse (date, &time) && time.precision == KIN_TIME_DAY;
}

/* The list that comes with the app: what is in it can be used as it is. */
static void
test_trials (void)
{
  g_autoptr (KinTrials) trials = kin_trials_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *all = kin_trials_get_all (trials);

  g_assert_true (is_day (kin_trials_get_date (trials)));
  g_assert_cmpuint (all->len, >=, 5);
  for (guint i = 0; i < all->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (all, i);
      const char *address = kin_clinic_get_address (clinic);
      const char *known = kin_clinic_get_known (clinic);
      g_autofree char *base = address != NULL ? kin_portal_check_base (address, &error) : NULL;

      g_test_message ("%s", kin_clinic_get_name (clinic));
      g_assert_no_error (error);
      g_assert_true (kin_clinic_get_is_trial (clinic) && kin_clinic_get_made_up (clinic));
      g_assert_cmpint (kin_clinic_get_way (clinic), !=, KIN_WAY_UNKNOWN);
      g_assert_cmpint (base != NULL, ==, kin_clinic_get_way (clinic) < KIN_WAY_DOWNLOAD);
      g_assert_true (base != NULL || kin_clinic_get_page (clinic) != NULL);
      g_assert_cmpint (kin_clinic_get_login (clinic) != NULL, ==,
                       kin_clinic_get_password (clinic) != NULL);
      g_assert_true (known == NULL ||
                     (is_day (known) && strcmp (known, kin_trials_get_date (trials)) <= 0));
      if (base != NULL)
        g_assert_true (kin_trials_find (trials, base) == clinic);
    }
}

/* Where people who are real have their records, nothing is a trial but what the list names. */
static void
test_find_trial (void)
{
  static const struct
  {
    const char *address;
    gboolean    is_one;
  } cases[] = {
    { "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4", TRUE },
    { "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4/", TRUE },
    { "https://FHIR.epic.com/interconnect-fhir-oauth/api/FHIR/STU3", TRUE },
    { "https://fhir.epic.com.example.org/api/FHIR/R4", FALSE },
    { "https://launch.smarthealthit.org/v/r4/sim/another/fhir", TRUE },
    { "https://fhir-myrecord.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d", TRUE },
    { "https://fhir-myrecord.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d/", TRUE },
    { "https://fhir-myrecord.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583", FALSE },
    { "https://fhir-myrecord.cerner.com/r4/another-hospital", FALSE },
    { "https://api.bluebutton.cms.gov/v2/fhir", FALSE },
    { "no address", FALSE },
    { "", FALSE },
  };
  g_autoptr (KinTrials) trials = kin_trials_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].address);
      g_assert_cmpint (kin_trials_find (trials, cases[i].address) != NULL, ==, cases[i].is_one);
    }
}

static void
test_bad (void)
{
  g_autoptr (GError) error = NULL;

  write_list ("Oak Clinic\n");
  g_assert_null (load (&error));
  g_assert_nonnull (error);
}

static int
write_notice (const char *path,
              const char *text,
              int         mode)
{
  int fd = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fchmod (fd, (mode_t) mode), ==, 0);
  g_assert_cmpint (write (fd, text, strlen (text)), ==, (int) strlen (text));

  return fd;
}

/* Only while the one who wrote it runs, and only to this computer. */
static void
test_practice (void)
{
  static const struct
  {
    const char *text;
    int         mode;
    gboolean    held;
    gboolean    there;
  } cases[] = {
    { "http://127.0.0.1:4711/fhir", 0600, TRUE, TRUE },
    { "http://127.0.0.1:4711/fhir", 0600, FALSE, FALSE },
    { "http://127.0.0.1:4711/fhir", 0666, TRUE, FALSE },
    { "https://elsewhere.example.org/fhir", 0600, TRUE, FALSE },
    { "http://127.0.0.1:x@elsewhere.example.org/fhir", 0600, TRUE, FALSE },
    { "", 0600, TRUE, FALSE },
  };
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), KIN_PRACTICE_NOTICE, NULL);

  g_assert_null (kin_clinic_find_practice ("Practice", "Here"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int fd = write_notice (path, cases[i].text, cases[i].mode);
      g_autoptr (KinClinic) clinic = NULL;

      if (cases[i].held)
        g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
      clinic = kin_clinic_find_practice ("Practice", "Here");
      g_test_message ("%u", i);
      g_assert_cmpint (clinic != NULL, ==, cases[i].there);
      if (clinic != NULL)
        g_assert_cmpstr (kin_clinic_get_address (clinic), ==, cases[i].text);
      close (fd);
    }
  g_unlink (path);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *runtime = g_dir_make_tmp ("kin-runtime-XXXXXX", NULL);
  g_autofree char *list = NULL;
  g_autofree char *vendors = NULL;
  g_autofree char *overlay = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  list = g_build_filename (runtime, "directory.tsv", NULL);
  vendors = g_test_build_filename (G_TEST_DIST, "..", "data", "vendors.ini", NULL);
  overlay = g_strconcat (RESOURCE "=", list, G_SEARCHPATH_SEPARATOR_S VENDORS "=", vendors, NULL);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_setenv ("KIN_LIST", list, TRUE);
  g_setenv ("G_RESOURCE_OVERLAYS", overlay, TRUE);

  g_test_add_func ("/clinic-list/find", test_find);
  g_test_add_func ("/clinic-list/set-up", test_set_up);
  g_test_add_func ("/clinic-list/elsewhere", test_elsewhere);
  g_test_add_func ("/clinic-list/keys", test_keys);
  g_test_add_func ("/clinic-list/trials", test_trials);
  g_test_add_func ("/clinic-list/find-trial", test_find_trial);
  g_test_add_func ("/clinic-list/bad", test_bad);
  g_test_add_func ("/clinic-list/practice", test_practice);

  status = g_test_run ();
  g_unlink (list);
  g_rmdir (runtime);

  return status;
}
