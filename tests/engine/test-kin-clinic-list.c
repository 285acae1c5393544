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

static const char made_up[] =
  "[a]\nName=Clínica San José\nPlace=Ostermere, MN\nAddress=https://joe.example.org/fhir\n"
  "[b]\nName=Oak Street Clinic\nPlace=San Pedro\nWords=Chêne\nAddress=https://oak.example.org/r4\n"
  "[c]\nName=Birch Hospital\nPlace=Ostermere\nAddress=https://portal.birch.example.org\n"
  "[d]\nPlace=Nowhere\nAddress=https://no-name.example.org\n"
  "[e]\nName=No address\n";

static GPtrArray *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  GPtrArray *clinics = kin_clinic_list_parse (bytes, &error);

  g_assert_no_error (error);

  return clinics;
}

/* Without a name or an address a clinic cannot be shown or reached. */
static void
test_parse (void)
{
  g_autoptr (GPtrArray) clinics = parse (made_up);

  g_assert_cmpuint (clinics->len, ==, 3);
  g_assert_cmpstr (kin_clinic_get_client_id (g_ptr_array_index (clinics, 0)), ==, "kinchart");
}

static void
test_find (void)
{
  static const struct
  {
    const char *words;
    const char *names;
  } cases[] = {
    { "", "" },
    { " ,. ", "" },
    { "clin", "Clínica San José|Oak Street Clinic" },
    { "clinica jose", "Clínica San José" },
    { "JOSÉ", "Clínica San José" },
    { "ostermere", "Clínica San José|Birch Hospital" },
    { "hospital oster", "Birch Hospital" },
    /* In the name counts more than in the place. */
    { "san", "Clínica San José|Oak Street Clinic" },
    { "oak.example.org", "Oak Street Clinic" },
    { "https://portal.birch", "Birch Hospital" },
    { "chene", "Oak Street Clinic" },
    { "treet", "" },
    { "oak hospital", "" },
  };
  g_autoptr (GPtrArray) clinics = parse (made_up);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = kin_clinic_list_find (clinics, cases[i].words);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint j = 0; j < found->len; j++)
        g_string_append_printf (names, "%s%s", j > 0 ? "|" : "",
                                kin_clinic_get_name (g_ptr_array_index (found, j)));
      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (names->str, ==, cases[i].names);
    }
}

/* What comes with the app: each can be told from the others, and asked only over TLS. */
static void
test_shipped (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("KIN_DATA"), "clinics.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) clinics = NULL;
  g_autoptr (GHashTable) addresses = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  clinics = parse (text);
  g_assert_cmpuint (clinics->len, >, 0);
  for (guint i = 0; i < clinics->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (clinics, i);

      g_assert_true (g_str_has_prefix (kin_clinic_get_address (clinic), "https://"));
      g_assert_false (g_str_has_suffix (kin_clinic_get_address (clinic), "/"));
      g_assert_nonnull (kin_clinic_get_place (clinic));
      g_assert_true (g_hash_table_add (addresses, (gpointer) kin_clinic_get_address (clinic)));
    }
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
  int status;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clinic-list/parse", test_parse);
  g_test_add_func ("/clinic-list/find", test_find);
  g_test_add_func ("/clinic-list/shipped", test_shipped);
  g_test_add_func ("/clinic-list/practice", test_practice);

  status = g_test_run ();
  g_rmdir (runtime);

  return status;
}
