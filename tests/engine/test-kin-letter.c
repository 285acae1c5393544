/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-letter"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-document-file.h"
#include "kin-letter.h"
#include "kin-summary.h"

#define NOON_OF_3_AUGUST_2026 1785758400

/* The name says what the bytes leave open. */
static void
test_types (void)
{
  g_autoptr (GBytes) word = g_bytes_new_static ("PK\003\004", 4);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.7", 8);
  g_autoptr (KinLetter) named = kin_letter_new ("diet.docx", 0, word);
  g_autoptr (KinLetter) misnamed = kin_letter_new ("diet.txt", 0, pdf);

  g_assert_true (g_str_has_suffix (named->media_type, "wordprocessingml.document"));
  g_assert_cmpstr (misnamed->media_type, ==, "application/pdf");
}

/* Folders, endings and control signs are no part of a name; and it is never a path. */
static void
test_names (void)
{
  static const char * const names[][2] = {
    { "Letter.pdf", "Letter" },
    { "../../etc/passwd", "passwd" },
    { "C:\\Users\\x\\scan 2.jpeg", "scan 2" },
    { "a\\b/scan.pdf", "scan" },
    { ".bashrc", ".bashrc" },
    { "a\nb\t.txt", "a b" },
    { "\n\r .pdf", "" },
    { "Caf\xe9.pdf", "Caf\ufffd" },
    { "رسالة.pdf", "رسالة" },
    { "", "" },
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (KinLetter) letter = kin_letter_new (names[i][0], 0, bytes);

      g_assert_cmpstr (letter->name, ==, names[i][1]);
    }
}

/* A file from no time that there is can be kept too, and so can one without a name. */
static void
test_oddities (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (KinLetter) letter = kin_letter_new (" .txt", G_MAXINT64, bytes);
  g_autoptr (GBytes) resource = kin_letter_to_resource (letter, "p");
  g_autoptr (KinBundle) bundle = kin_bundle_new (resource, NULL);
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, 0, NULL);

  g_assert_cmpstr (letter->date, ==, "1970-01-01");
  g_assert_cmpint (summary->section, ==, KIN_SECTION_DOCUMENTS);
}

/* The record reads it as it reads a clinic's own. */
static void
test_resource (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("%PDF-1.7", 8);
  g_autoptr (KinLetter) letter = kin_letter_new ("On \"diet\".pdf", NOON_OF_3_AUGUST_2026, bytes);
  g_autoptr (GBytes) resource = kin_letter_to_resource (letter, "p");
  g_autofree char *url = kin_letter_dup_url (letter);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinBundle) bundle = kin_bundle_new (resource, &error);
  g_autoptr (KinBundle) checked = NULL;
  g_autoptr (KinSummary) summary = NULL;
  g_autoptr (GPtrArray) files = NULL;
  const KinDocumentFile *file;

  g_assert_no_error (error);
  checked = kin_bundle_check_person (bundle, NULL, "p", &error);
  g_assert_no_error (error);
  g_assert_cmpint (kin_bundle_get_state_at (checked, 0), ==, KIN_ENTRY_MATCH);
  summary = kin_bundle_summarise (checked, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->section, ==, KIN_SECTION_DOCUMENTS);
  g_assert_cmpstr (summary->title, ==, "On \"diet\"");
  g_assert_cmpstr (summary->date, ==, "2026-08-03");
  files = kin_document_file_list (kin_bundle_get_resource (checked, 0));
  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->url, ==, url);
  g_assert_cmpstr (file->content_type, ==, "application/pdf");
  g_assert_cmpint (file->size, ==, 8);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/letter/types", test_types);
  g_test_add_func ("/letter/names", test_names);
  g_test_add_func ("/letter/oddities", test_oddities);
  g_test_add_func ("/letter/resource", test_resource);

  return g_test_run ();
}
