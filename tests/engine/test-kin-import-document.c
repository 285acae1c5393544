/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-import-document"

#include "config.h"

#include <string.h>

#include "engine-kit.h"
#include "kin-engine-error.h"
#include "kin-import-private.h"
#include "kin-letter.h"
#include "kin-person-private.h"

/* Clinical documents, taken apart in the real sandbox. */

#define DOCUMENT(given, born, problem) \
  "<?xml version='1.0'?>\n<ClinicalDocument xmlns='urn:hl7-org:v3'" \
  " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><id root='1.2.9' extension='d'/>" \
  "<title>Summary of care</title><recordTarget><patientRole><id root='1.2.4' extension='" born \
  "'/><patient><name><given>" given "</given><family>Delgado</family></name>" \
  "<birthTime value='" born "'/></patient></patientRole></recordTarget>" \
  "<component><structuredBody><component><section><code code='11450-4'/><text>x</text>" \
  "<entry><observation classCode='OBS' moodCode='EVN'><id root='1' extension='p'/>" \
  "<effectiveTime><low value='20110305'/></effectiveTime>" \
  "<value xsi:type='CD' code='1' displayName='" problem "'/></observation></entry>" \
  "</section></component></structuredBody></component></ClinicalDocument>"
#define ROSA DOCUMENT ("Rosa", "19440302", "Asthma")

#define BLUE_BUTTON(person) \
  "------ MY HEALTHEVET PERSONAL INFORMATION REPORT ------\n24 Sep 2012 @ 1139\n\n" person "\n\n" \
  "------ VA MEDICATION HISTORY ------\n\nMedication: LISINOPRIL 10MG TAB\nStatus: Active\n" \
  "Prescription Number: 7\n\n------ VA ALLERGIES ------\n\nAllergy Name: TRAMADOL\n" \
  "Date Entered: 09 Mar 2011\n\n------ SELF REPORTED FOOD JOURNAL ------\n\nSoup\n"
#define ROSA_OF_VA "Name: DELGADO, ROSA            Date of Birth: 02 Mar 1944"

typedef struct
{
  char      *folder;
  char      *decoder;
  KinFamily *family;
  KinPerson *person;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = kit_make_folder ();
  fixture->decoder = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode", "kinchart-decode",
                                            NULL);
  fixture->family = kit_open_family (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->person = kit_add_person (fixture->family, "Rosa Delgado", "1944-03-02");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  kit_close_family (fixture->family);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->decoder);
}

static KinImport *
begin (Fixture    *fixture,
       const char *decoder,
       const char *name,
       const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  const char *paths[] = { path, NULL };
  KinImport *import;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  import = kin_import_new (fixture->person, paths);
  import->found->decoder = g_strdup (decoder);

  return import;
}

static gboolean
look (KinImport  *import,
      GError    **error)
{
  g_auto (KitResult) result = { NULL };

  kin_import_look_async (import, NULL, kit_done, &result);
  return kin_import_look_finish (import, kit_wait (&result), error);
}

static KinImportCounts
confirm (KinImport *import)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };

  kin_import_confirm_async (import, NULL, kit_done, &result);
  kin_import_confirm_finish (import, kit_wait (&result), &counts, &error);
  g_assert_no_error (error);
  return counts;
}

/* What is in it is said before anything is stored, and the document is kept as it came. */
static void
test_document (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (KinImport) import = begin (fixture, fixture->decoder, "care.xml", ROSA);
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GPtrArray) originals = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GBytes) came = NULL;
  g_auto (KitResult) result = { NULL };
  const KinOriginal *original;

  g_assert_true (look (import, NULL));
  g_assert_true (kin_import_has_record (import));
  g_assert_cmpuint (kin_import_get_letters (import)->len, ==, 0);
  g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_SAME);
  g_assert_cmpstr (kin_import_get_newest (import), ==, "2011-03-05");
  totals = kin_import_get_totals (import);
  g_assert_cmpuint (totals->len, ==, 2);
  g_assert_cmpuint (confirm (import).stored, ==, 3);

  originals = kit_list_originals (fixture->person);
  g_assert_cmpuint (originals->len, ==, 1);
  original = g_ptr_array_index (originals, 0);
  g_assert_cmpstr (original->name, ==, "care.xml");
  g_assert_cmpstr (original->media_type, ==, "application/xml");
  kin_personal_store_load_original_async (kin_person_get_personal (fixture->person), original->id,
                                          NULL, kit_done, &result);
  kept = kin_personal_store_load_original_finish (kin_person_get_personal (fixture->person),
                                                  kit_wait (&result), NULL);
  came = g_bytes_new_static (ROSA, strlen (ROSA));
  g_assert_true (g_bytes_equal (kept, came));
}

/* The text of a blue button is a record too: the person comes first, what is certain becomes
 * entries, the text is kept whole, and the same text again doubles nothing. */
static void
test_blue_button (Fixture       *fixture,
                  gconstpointer  unused)
{
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (KinImport) import = begin (fixture, fixture->decoder, "mhv.txt",
                                            BLUE_BUTTON (ROSA_OF_VA));
      KinImportCounts counts;

      g_assert_true (look (import, NULL));
      g_assert_true (kin_import_has_record (import));
      g_assert_cmpuint (kin_import_get_letters (import)->len, ==, 0);
      g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_SAME);
      counts = confirm (import);
      g_assert_cmpuint (counts.resources, ==, 4);
      g_assert_cmpuint (counts.stored, ==, round == 0 ? 4 : 0);
    }
}

static void
test_blue_button_of_others (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr (KinImport) other =
    begin (fixture, fixture->decoder, "other.txt",
           BLUE_BUTTON ("Name: DELGADO, ROSA            Date of Birth: 01 Jan 1999"));
  g_autoptr (KinImport) nobody = begin (fixture, fixture->decoder, "nobody.txt",
                                        BLUE_BUTTON ("Name: DELGADO, ROSA"));

  g_assert_true (look (other, NULL));
  g_assert_cmpint (kin_import_get_match (other), ==, KIN_MATCH_OTHER);
  /* Without a birth date it is a letter like any other text. */
  g_assert_true (look (nobody, NULL));
  g_assert_false (kin_import_has_record (nobody));
  g_assert_cmpuint (kin_import_get_letters (nobody)->len, ==, 1);
}

static void
test_stranger (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr (KinImport) import = begin (fixture, fixture->decoder, "other.xml",
                                        DOCUMENT ("Rosa", "19990101", "Asthma"));

  g_assert_true (look (import, NULL));
  g_assert_cmpint (kin_import_get_match (import), ==, KIN_MATCH_OTHER);
}

static void
test_two_people (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr (KinImport) import = begin (fixture, fixture->decoder, "rosa.xml", ROSA);
  g_autofree char *other = g_build_filename (fixture->folder, "other.xml", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (other, DOCUMENT ("Rosa", "19990101", "Gout"), -1, NULL));
  g_ptr_array_add (import->paths, g_steal_pointer (&other));
  g_assert_false (look (import, &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_SEVERAL_PEOPLE);
}

/* Where there is no sandbox nothing is opened; nor is what the person wants kept as it is. */
static void
test_letter (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr (KinImport) import = begin (fixture, "/nowhere/kinchart-decode", "care.xml", ROSA);
  g_autoptr (KinImport) kept = begin (fixture, fixture->decoder, "care.xml", ROSA);
  g_autoptr (GPtrArray) originals = NULL;

  g_assert_true (look (import, NULL));
  g_assert_false (kin_import_has_record (import));
  g_assert_cmpuint (kin_import_get_letters (import)->len, ==, 1);
  g_assert_cmpuint (confirm (import).letters, ==, 1);
  originals = kit_list_originals (fixture->person);
  g_assert_cmpuint (originals->len, ==, 0);

  kin_import_take_as_letters (kept);
  g_assert_true (look (kept, NULL));
  g_assert_false (kin_import_has_record (kept));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/import-document/document", test_document);
  ADD ("/import-document/blue-button", test_blue_button);
  ADD ("/import-document/blue-button-of-others", test_blue_button_of_others);
  ADD ("/import-document/stranger", test_stranger);
  ADD ("/import-document/two-people", test_two_people);
  ADD ("/import-document/letter", test_letter);

  return g_test_run ();
}
