/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-directory"

#include "config.h"

#include <string.h>

#include "kin-directory.h"
#include "kin-portal-error.h"

#define HEADER "Kinchart directory 1\t2026-08-03\n"

/* In the order of the file. */
static const char made_up[] =
  "# A remark.\n"
  HEADER
  "Clínica San José\t\tOstermere\t55401\tMN\thttps://joe.example.org/r4/secret\t\t\t\t\n"
  "Hospital San Pedro\tSan Pablo Clinic\tLindvik\t55402\tMN\thttps://a.example.org/r4\t\t\t\t\n"
  "Mercy Clinic\t\tBirch\t55403\tWI\thttps://one.example.org/r4\tEpic\t\tnumber\t\n"
  "Mercy Clinic\t\tSan Pedro\t55404\tWI\thttps://two.example.org/r4\tEpic\t\tnumber\t\n"
  "St. Anthony's Clinic\tSaint Antonio\t\t\t\t\t\thttps://portal.anthony.example.org\t\t\n"
  "San Clinic\t\t\t\t\thttps://san.example.org/r4\t\t\tconnect\tmade up\n"
  "Elm Practice\tSan Telmo|Olm\n";

static KinDirectory *
read_text (const char  *text,
           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return kin_directory_new (bytes, error);
}

static KinDirectory *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  KinDirectory *directory = read_text (text, &error);

  g_assert_no_error (error);

  return directory;
}

static void
test_read (void)
{
  g_autoptr (KinDirectory) directory = read_good (made_up);
  const KinDirectoryEntry *entry = kin_directory_get_entry (directory, 2);

  g_assert_cmpstr (kin_directory_get_date (directory), ==, "2026-08-03");
  g_assert_cmpuint (kin_directory_get_n_entries (directory), ==, 7);
  g_assert_cmpstr (entry->name, ==, "Mercy Clinic");
  g_assert_null (entry->other_names);
  g_assert_cmpstr (entry->town, ==, "Birch");
  g_assert_cmpstr (entry->postal_code, ==, "55403");
  g_assert_cmpstr (entry->region, ==, "WI");
  g_assert_cmpstr (entry->base, ==, "https://one.example.org/r4");
  g_assert_cmpstr (entry->vendor, ==, "Epic");
  g_assert_null (entry->page);
  g_assert_cmpstr (entry->way, ==, "number");
  g_assert_false (entry->made_up);
  g_assert_true (kin_directory_get_entry (directory, 5)->made_up);
}

/* A list that is not whole says so, and is no list. */
static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "has no date" },
    { "# A remark.\n", "has no date" },
    { "Oak\t\n", "Line 1" },
    { "Kinchart directory 1\t\n", "Line 1" },
    { "Kinchart directory 2\t2026-08-03\n", "Line 1" },
    { HEADER "\tNo name\n", "Line 2" },
    { HEADER "Oak\t\n\tNo name\n", "Line 3" },
    { HEADER "Oak\t\t\t\t\t\t\t\t\t\tone more\n", "Line 2" },
    { HEADER "Oak\t\t\t\t\thttp://oak.example.org/r4\n", "Line 2" },
    { HEADER "Oak\t\t\t\t\tjavascript:alert(1)\n", "Line 2" },
    { HEADER "Oak \xff\n", "not text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (cases[i].text, &error));
      g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_FAILED);
      g_test_message ("%u: %s", i, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

/* The positions that are found, as one text. */
static char *
search (KinDirectory *directory,
        const char   *words,
        guint         limit,
        guint        *n_found)
{
  g_autoptr (GArray) found = kin_directory_search (directory, words, limit, n_found);
  GString *positions = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (positions, "%s%u", i > 0 ? " " : "", g_array_index (found, guint, i));

  return g_string_free (positions, FALSE);
}

/* A list of no clinics is one, and a line need not have all columns. */
static void
test_short (void)
{
  g_autoptr (KinDirectory) none = read_good (HEADER);
  g_autoptr (KinDirectory) one = read_good (HEADER "\nOak");
  g_autofree char *found_none = NULL;
  g_autofree char *found_one = NULL;
  guint n_found;

  found_none = search (none, "oak", 8, &n_found);
  g_assert_cmpuint (n_found, ==, 0);
  found_one = search (one, "oak", 8, &n_found);
  g_assert_cmpuint (n_found, ==, 1);
  g_assert_cmpstr (found_one, ==, "0");
}

static void
test_search (void)
{
  static const struct
  {
    const char *words;
    const char *positions;
  } cases[] = {
    { "", "" },
    { " ,. ", "" },
    { "clinica jose", "0" },
    { "JOSÉ", "0" },
    { "mercy", "2 3" },
    /* The name begins so, has the words, is called so too, is in a town of that name. */
    { "san", "5 0 1 6 3" },
    { "san cl", "5 0 1 3" },
    { "san tel", "6" },
    { "san ped", "1 3" },
    { "pedro clinic", "1 3" },
    { "ostermere", "0" },
    { "mercy birch", "2" },
    { "mercy 55404", "3" },
    { "55403", "2" },
    { "5540", "0 1 2 3" },
    { "wi mercy", "2 3" },
    { "epic", "2 3" },
    { "st anthonys", "4" },
    { "st anthony’s", "4" },
    { "anthony s clinic", "4" },
    { "saint clinic", "4" },
    { "https://portal.anthony", "4" },
    { "two.example.org", "3" },
    /* What is behind the host is a number to people, and the middle of a word none. */
    { "secret", "" },
    { "ercy", "" },
    { "mercy hospital", "" },
  };
  g_autoptr (KinDirectory) directory = read_good (made_up);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_found;
      g_autofree char *positions = search (directory, cases[i].words, 99, &n_found);
      g_auto (GStrv) parts = g_strsplit (positions, " ", -1);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (positions, ==, cases[i].positions);
      g_assert_cmpuint (n_found, ==, g_strv_length (parts));
    }
}

/* A limit takes the last, not the best. */
static void
test_limit (void)
{
  static const char * const wanted[] = { "", "5", "5 0", "5 0 1", "5 0 1 6", "5 0 1 6 3" };
  g_autoptr (KinDirectory) directory = read_good (made_up);

  for (guint limit = 0; limit < G_N_ELEMENTS (wanted); limit++)
    {
      guint n_found;
      g_autofree char *positions = search (directory, "san", limit, &n_found);

      g_assert_cmpstr (positions, ==, wanted[limit]);
      g_assert_cmpuint (n_found, ==, 5);
    }
}

static char *
what_people_see (const KinDirectoryEntry *entry)
{
  const char *address = entry->base != NULL ? entry->base : entry->page;
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;

  return g_strdup_printf ("%s, %s, %s, %s", entry->name, entry->town != NULL ? entry->town : "",
                          entry->postal_code != NULL ? entry->postal_code : "",
                          uri != NULL ? g_uri_get_host (uri) : "");
}

/* What comes with the app, which may be empty, or what the option "directory" gave: each can be
 * told from the others, and is asked only over TLS. */
static void
test_shipped (void)
{
  g_autofree char *text = NULL;
  g_autoptr (KinDirectory) directory = NULL;
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_true (g_file_get_contents (g_getenv ("KIN_DIRECTORY"), &text, NULL, NULL));
  directory = read_good (text);
  for (guint i = 0; i < kin_directory_get_n_entries (directory); i++)
    {
      const KinDirectoryEntry *entry = kin_directory_get_entry (directory, i);

      g_assert_true (entry->base == NULL || g_str_has_prefix (entry->base, "https://"));
      g_assert_true (entry->page == NULL || g_str_has_prefix (entry->page, "https://"));
      g_assert_true (g_hash_table_add (told, what_people_see (entry)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/directory/read", test_read);
  g_test_add_func ("/directory/bad", test_bad);
  g_test_add_func ("/directory/short", test_short);
  g_test_add_func ("/directory/search", test_search);
  g_test_add_func ("/directory/limit", test_limit);
  g_test_add_func ("/directory/shipped", test_shipped);

  return g_test_run ();
}
