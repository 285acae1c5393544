/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-import-reader"

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>

#include "kin-engine-error.h"
#include "kin-import-reader.h"
#include "kin-letter.h"

#define PATIENT "{\"resourceType\":\"Patient\",\"id\":\"p\"}"
#define GOAL(id) "{\"resourceType\":\"Goal\",\"id\":\"" id "\",\"n\":1.10}"

/* What a file came to. */
typedef struct
{
  guint   resources;
  guint   bad;
  GError *error;
} Verdict;

static Verdict
read_all (GBytes *bytes)
{
  Verdict verdict = { 0 };
  g_autoptr (KinImportReader) reader = kin_import_reader_new (bytes, &verdict.error);

  while (reader != NULL)
    {
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &verdict.error);

      if (bundle == NULL)
        break;
      verdict.resources += kin_bundle_get_n_entries (bundle);
    }

  if (reader != NULL)
    verdict.bad = kin_import_reader_get_bad (reader);
  return verdict;
}

static Verdict
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return read_all (bytes);
}

/* One entry of a packed file. */
typedef struct
{
  const char *name;
  const char *text;
  const char *link;
} Entry;

static la_ssize_t
write_cb (struct archive *archive,
          void           *user_data,
          const void     *data,
          size_t          length)
{
  g_byte_array_append (user_data, data, (guint) length);
  return (la_ssize_t) length;
}

static GBytes *
pack_with (gboolean     zip,
           const char  *password,
           const Entry *entries,
           guint        n_entries)
{
  struct archive *archive = archive_write_new ();
  GByteArray *bytes = g_byte_array_new ();

  if (zip)
    {
      archive_write_set_format_zip (archive);
      if (password != NULL)
        {
          archive_write_set_options (archive, "zip:encryption=zipcrypt");
          archive_write_set_passphrase (archive, password);
        }
    }
  else
    {
      archive_write_set_format_raw (archive);
      archive_write_add_filter_gzip (archive);
    }
  archive_write_set_bytes_in_last_block (archive, 1);
  archive_write_open (archive, bytes, NULL, write_cb, NULL);

  for (guint i = 0; i < n_entries; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, entries[i].name);
      archive_entry_set_filetype (entry, entries[i].link != NULL ? AE_IFLNK : AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      if (entries[i].link != NULL)
        archive_entry_set_symlink (entry, entries[i].link);
      else
        archive_entry_set_size (entry, (la_int64_t) strlen (entries[i].text));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      if (entries[i].link == NULL)
        archive_write_data (archive, entries[i].text, strlen (entries[i].text));
      archive_entry_free (entry);
    }

  archive_write_close (archive);
  archive_write_free (archive);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
pack (gboolean     zip,
      const Entry *entries,
      guint        n_entries)
{
  return pack_with (zip, NULL, entries, n_entries);
}

static void
check (Verdict verdict,
       guint   resources,
       guint   bad)
{
  g_assert_no_error (verdict.error);
  g_assert_cmpuint (verdict.resources, ==, resources);
  g_assert_cmpuint (verdict.bad, ==, bad);
}

static void
check_refused (Verdict        verdict,
               KinEngineError code)
{
  g_assert_error (verdict.error, KIN_ENGINE_ERROR, (int) code);
  g_clear_error (&verdict.error);
}

static void
test_shapes (void)
{
  /* One resource, one Bundle, and each over several lines. */
  check (read_text (PATIENT), 1, 0);
  check (read_text ("{\n \"resourceType\": \"Patient\",\n \"id\": \"p\"\n}\n"), 1, 0);
  check (read_text ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" PATIENT "}]}"), 1, 0);
  check (read_text ("{\"resourceType\":\"Bundle\",\n\"entry\":[{\"resource\":" PATIENT "},"
                    "{\"resource\":" GOAL ("a") "}]}"), 2, 0);

  /* Lines, with and without an end to the last one, with empty ones and Windows line ends. */
  check (read_text (PATIENT "\n" GOAL ("a") "\n" GOAL ("b")), 3, 0);
  check (read_text (PATIENT "\r\n\r\n" GOAL ("a") "\r\n"), 2, 0);

  /* A byte order mark, before the first line and before each. */
  check (read_text ("\xef\xbb\xbf" PATIENT "\n" GOAL ("a") "\n"), 2, 0);
  check (read_text ("\xef\xbb\xbf" PATIENT "\n\xef\xbb\xbf" GOAL ("a") "\n"), 2, 0);
  check (read_text ("\xef\xbb\xbf{\n\"resourceType\":\"Patient\",\n\"id\":\"p\"}"), 1, 0);

  /* A Bundle a line. */
  check (read_text (PATIENT "\n{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" GOAL ("a")
                    "}]}\n" GOAL ("b") "\n"), 3, 0);
}

static void
test_bad_lines (void)
{
  check (read_text (PATIENT "\n{\"resourceType\":\n" GOAL ("a") "\n[1]\n"), 2, 2);
  check (read_text (PATIENT "\n{\"resourceType\":\"Goal\",\"id\":\"cut"), 1, 1);
}

/* A Goal that lies @depth levels deep. */
static char *
make_goal (guint depth)
{
  g_autofree char *open = g_strnfill (depth - 1, '[');
  g_autofree char *close = g_strnfill (depth - 1, ']');

  return g_strconcat ("{\"resourceType\":\"Goal\",\"id\":\"d\",\"x\":", open, close, "}", NULL);
}

/* A line that nests too deep is set aside by itself, wherever it stands, and one that is as deep
 * as may be comes. */
static void
test_deep_lines (void)
{
  g_autofree char *deepest = make_goal (KIN_JSON_MAX_DEPTH);
  g_autofree char *too_deep = make_goal (KIN_JSON_MAX_DEPTH + 1);
  g_autofree char *last = g_strjoin ("\n", PATIENT, GOAL ("a"), deepest, GOAL ("b"), too_deep,
                                   NULL);
  g_autofree char *first = g_strjoin ("\n", too_deep, PATIENT, GOAL ("a"), NULL);
  g_autofree char *line = g_strconcat (too_deep, "\n", NULL);
  g_autofree char *lines = g_strconcat ("{\n", too_deep + 1, NULL);

  check (read_text (last), 4, 1);
  check (read_text (first), 2, 1);
  check_refused (read_text (line), KIN_ENGINE_ERROR_IMPORT_LIMIT);
  check_refused (read_text (lines), KIN_ENGINE_ERROR_IMPORT_LIMIT);
  check_refused (read_text (too_deep), KIN_ENGINE_ERROR_IMPORT_LIMIT);
}

static void
test_not_fhir (void)
{
  static const char * const texts[] = {
    "\n", "hello", "[]", "%PDF-1.7", "SQLite format 3", "<html></html>",
    "{\"name\":\"x\"}", "{\n\"name\":\n\"x\"}", "\xef\xbb\xbfhello",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_refused (read_text (texts[i]), KIN_ENGINE_ERROR_IMPORT_FORMAT);
}

/* What is not whole is told from what is something else. */
static void
test_not_whole (void)
{
  check_refused (read_text (""), KIN_ENGINE_ERROR_IMPORT_EMPTY);
  check_refused (read_text ("{\"resourceType\":\"Bundle\",\n\"entry\":[{\"resource\":" PATIENT),
                 KIN_ENGINE_ERROR_IMPORT_CUT);
  check_refused (read_text ("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" PATIENT),
                 KIN_ENGINE_ERROR_IMPORT_CUT);
  check_refused (read_text ("PK\003\004 and no more"), KIN_ENGINE_ERROR_IMPORT_CUT);
}

static void
test_packed (void)
{
  const Entry one[] = { { "data", PATIENT "\n" GOAL ("a") "\n", NULL } };
  const Entry many[] = {
    { "export/readme.txt", "Not a record", NULL },
    { "export/Patient.ndjson", PATIENT "\n", NULL },
    { "export/Goal.ndjson", GOAL ("a") "\n" GOAL ("b") "\n", NULL },
    { "export/one.json", "{\n\"resourceType\":\"Goal\",\n\"id\":\"c\"}", NULL },
  };
  g_autoptr (GBytes) gzip = pack (FALSE, one, 1);
  g_autoptr (GBytes) zip = pack (TRUE, many, G_N_ELEMENTS (many));
  g_autoptr (GBytes) cut_gzip = g_bytes_new_from_bytes (gzip, 0, g_bytes_get_size (gzip) - 12);
  g_autoptr (GBytes) cut_zip = g_bytes_new_from_bytes (zip, 0, g_bytes_get_size (zip) / 3);

  check (read_all (gzip), 2, 0);
  check (read_all (zip), 4, 0);
  check_refused (read_all (cut_gzip), KIN_ENGINE_ERROR_IMPORT_CUT);
  check_refused (read_all (cut_zip), KIN_ENGINE_ERROR_IMPORT_CUT);
}

/* Whoever packed it knows the password, and can unpack it. */
static void
test_locked (void)
{
  static const Entry record = { "record.json", PATIENT, NULL };
  g_autoptr (GBytes) zip = pack_with (TRUE, "secret", &record, 1);

  check_refused (read_all (zip), KIN_ENGINE_ERROR_IMPORT_LOCKED);
}

static void
test_hostile_names (void)
{
  static const Entry hostile[] = {
    { "../../.bashrc", PATIENT, NULL },
    { "/etc/passwd", PATIENT, NULL },
    { "a/../../b", PATIENT, NULL },
    { "..\\..\\b", PATIENT, NULL },
    { "\\a/b", PATIENT, NULL },
    { "link", NULL, "/etc/passwd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GBytes) zip = pack (TRUE, &hostile[i], 1);

      check_refused (read_all (zip), KIN_ENGINE_ERROR_IMPORT_UNSAFE);
    }
}

static GPtrArray *
collect_zip (GBytes *zip,
             guint   resources)
{
  GPtrArray *letters = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_letter_free);
  g_autoptr (KinImportReader) reader = kin_import_reader_new (zip, NULL);
  guint found = 0;

  kin_import_reader_collect (reader, letters);
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &error);

      if (bundle == NULL)
        {
          if (found > 0)
            g_assert_no_error (error);
          else
            g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_IMPORT_FORMAT);
          break;
        }
      found += kin_bundle_get_n_entries (bundle);
    }

  g_assert_cmpuint (found, ==, resources);
  return letters;
}

static GPtrArray *
collect (const Entry *entries,
         guint        n_entries,
         guint        resources)
{
  g_autoptr (GBytes) zip = pack (TRUE, entries, n_entries);

  return collect_zip (zip, resources);
}

/* A download of a portal: the record, letters beside it, and what only helps to show them. */
static void
test_letters (void)
{
  static const Entry download[] = {
    { "record/record.json", "{\n\"resourceType\":\"Patient\",\n\"id\":\"p\"}", NULL },
    { "record/about.json", "{\n\"version\":\n1}", NULL },
    { "record/Letter of 3 May.pdf", "%PDF-1.4 words", NULL },
    { "record/photo.jpg", "\xff\xd8\xff\xe0 pixels", NULL },
    { "record/summary.xml", "<?xml version=\"1.0\"?><ClinicalDocument/>", NULL },
    { "record/index.html", "<!DOCTYPE html><p>Open me</p>", NULL },
    { "record/style.xsl", "<?xml version=\"1.0\"?><xsl/>", NULL },
    { "record/page.CSS", "p { color: red }", NULL },
    { "record/README.TXT", "Open index.html", NULL },
    { "record/Thumbs.db", "\xd0\xcf\x11\xe0", NULL },
    { "record/.DS_Store", "Bud1", NULL },
    { "__MACOSX/record/photo.jpg", "Mac OS X", NULL },
    { "record/Note of 4 May.txt", "Drink more", NULL },
    { "record/old.doc", "\xd0\xcf\x11\xe0 words", NULL },
    { "record/empty.pdf", "", NULL },
  };
  static const Entry document[] = {
    { "word/media/image1.png", "\x89PNG\r\n\x1a\n pixels", NULL },
    { "[Content_Types].xml", "<?xml version=\"1.0\"?><Types/>", NULL },
  };
  g_autoptr (GPtrArray) letters = collect (download, G_N_ELEMENTS (download), 1);
  g_autoptr (GPtrArray) only = collect (download + 2, 1, 0);
  static const Entry page[] = { { "mimetype", "application/vnd.oasis.opendocument.text", NULL } };
  g_autoptr (GPtrArray) parts = collect (document, G_N_ELEMENTS (document), 0);
  g_autoptr (GPtrArray) of_page = collect (page, G_N_ELEMENTS (page), 0);
  g_autoptr (GBytes) packed = pack (TRUE, document, G_N_ELEMENTS (document));
  static const char * const names[] = {
    "Letter of 3 May", "photo", "summary", "index", "Note of 4 May", "old",
  };
  KinLetter *first = g_ptr_array_index (letters, 0);

  g_assert_cmpuint (letters->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < letters->len; i++)
    g_assert_cmpstr (((KinLetter *) g_ptr_array_index (letters, i))->name, ==, names[i]);
  g_assert_cmpstr (first->media_type, ==, "application/pdf");
  g_assert_cmpuint (g_bytes_get_size (first->bytes), ==, strlen ("%PDF-1.4 words"));
  g_assert_cmpuint (only->len, ==, 1);
  g_assert_cmpuint (parts->len, ==, 0);
  g_assert_cmpuint (of_page->len, ==, 0);
  check_refused (read_all (packed), KIN_ENGINE_ERROR_IMPORT_FORMAT);
}

/* Says of the names of a zip that they are in UTF-8, as bit 11 does. */
static void
set_utf8 (GBytes *zip)
{
  gsize length;
  guint8 *data = (guint8 *) g_bytes_get_data (zip, &length);

  for (gsize i = 0; i + 10 < length; i++)
    if (memcmp (data + i, "PK\003\004", 4) == 0)
      data[i + 7] |= 0x08;
    else if (memcmp (data + i, "PK\001\002", 4) == 0)
      data[i + 9] |= 0x08;
}

/* Names of any system can be read, and a letter without one is a letter too. */
static void
test_names (void)
{
  static const struct
  {
    const char *written;
    gboolean    is_utf8;
    const char *name;
  } cases[] = {
    { "Caf\u00e9 \u0631.pdf", TRUE, "Caf\u00e9 \u0631" },
    { "Caf\u00e9 \u0631.pdf", FALSE, "Caf\u00e9 \u0631" },
    { "Caf\x82.pdf", FALSE, "Caf\u00e9" },
    { "Caf\x82.pdf", TRUE, "" },
    { "./a/Letter.pdf", FALSE, "Letter" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Entry entry = { cases[i].written, "%PDF-1.4", NULL };
      g_autoptr (GBytes) zip = pack (TRUE, &entry, 1);
      g_autoptr (GPtrArray) letters = NULL;

      if (cases[i].is_utf8)
        set_utf8 (zip);
      letters = collect_zip (zip, 0);
      g_assert_cmpuint (letters->len, ==, 1);
      g_assert_cmpstr (((KinLetter *) g_ptr_array_index (letters, 0))->name, ==, cases[i].name);
    }
}

static void
test_too_many_entries (void)
{
  g_autofree Entry *entries = g_new0 (Entry, KIN_IMPORT_MAX_ENTRIES + 1);
  g_autoptr (GBytes) zip = NULL;

  for (guint i = 0; i < KIN_IMPORT_MAX_ENTRIES + 1; i++)
    entries[i] = (Entry) { "Patient.ndjson", PATIENT, NULL };
  zip = pack (TRUE, entries, KIN_IMPORT_MAX_ENTRIES + 1);

  check_refused (read_all (zip), KIN_ENGINE_ERROR_IMPORT_LIMIT);
}

/* A phone counts steps in thousands of files; each thing of a clinic is a file, too. */
static void
test_export_of_phone (void)
{
  const guint n_records = KIN_IMPORT_MAX_ENTRIES + 500;
  g_autofree Entry *entries = g_new0 (Entry, n_records + 4);
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_letter_free);
  g_autoptr (KinImportReader) reader = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GError) error = NULL;
  guint n_found = 0;

  entries[0] = (Entry) { "apple_health_export/export.xml", "<HealthData/>", NULL };
  entries[1] = (Entry) { "apple_health_export/workout-routes/route.gpx", "<gpx/>", NULL };
  entries[2] = (Entry) { "apple_health_export/export_cda.xml", "<ClinicalDocument/>", NULL };
  entries[3] = (Entry) { "apple_health_export/clinical-records/letter.pdf", "%PDF-1.4", NULL };
  for (guint i = 0; i < n_records; i++)
    entries[i + 4] = (Entry) { "apple_health_export/clinical-records/Patient-1.json", PATIENT,
                               NULL };
  zip = pack (TRUE, entries, n_records + 4);

  reader = kin_import_reader_new (zip, &error);
  g_assert_no_error (error);
  kin_import_reader_collect (reader, letters);
  while (TRUE)
    {
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &error);

      g_assert_no_error (error);
      if (bundle == NULL)
        break;
      n_found += kin_bundle_get_n_entries (bundle);
    }
  g_assert_cmpuint (n_found, ==, n_records);
  g_assert_cmpuint (kin_import_reader_get_left_out (reader), ==, 2);
  g_assert_cmpuint (letters->len, ==, 2);
}

/* 40 MB of spaces shrink to a thousandth. */
static void
test_bomb (void)
{
  g_autofree char *spaces = g_strnfill (40 * 1024 * 1024, ' ');
  g_autofree char *text = g_strconcat (PATIENT "\n", spaces, NULL);
  const Entry entry = { "data", text, NULL };
  g_autoptr (GBytes) gzip = pack (FALSE, &entry, 1);

  check_refused (read_all (gzip), KIN_ENGINE_ERROR_IMPORT_LIMIT);
}

/* A packed file in a packed file is not opened. */
static void
test_nested (void)
{
  const Entry inner[] = { { "data", PATIENT "\n", NULL } };
  g_autoptr (GBytes) zip = pack (TRUE, inner, 1);
  struct archive *archive = archive_write_new ();
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GBytes) twice = NULL;
  struct archive_entry *entry = archive_entry_new ();

  archive_write_set_format_raw (archive);
  archive_write_add_filter_gzip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  archive_write_open (archive, bytes, NULL, write_cb, NULL);
  archive_entry_set_pathname (entry, "data");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_write_header (archive, entry);
  archive_write_data (archive, g_bytes_get_data (zip, NULL), g_bytes_get_size (zip));
  archive_entry_free (entry);
  archive_write_close (archive);
  archive_write_free (archive);
  twice = g_byte_array_free_to_bytes (bytes);

  check_refused (read_all (twice), KIN_ENGINE_ERROR_IMPORT_FORMAT);
}

/* Many lines come in several pieces, and every number stays as it was written. */
static void
test_pieces (void)
{
  g_autoptr (GString) text = g_string_new (PATIENT "\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinImportReader) reader = NULL;
  guint pieces = 0;
  guint resources = 0;

  for (guint i = 0; i < 3500; i++)
    g_string_append_printf (text, GOAL ("g%u") "\n", i);
  bytes = g_bytes_new (text->str, text->len);
  reader = kin_import_reader_new (bytes, NULL);

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinBundle) bundle = kin_import_reader_next (reader, &error);
      g_autofree char *number = NULL;
      KinJsonNode last;

      g_assert_no_error (error);
      if (bundle == NULL)
        break;
      pieces++;
      resources += kin_bundle_get_n_entries (bundle);
      last = kin_bundle_get_resource (bundle, kin_bundle_get_n_entries (bundle) - 1);
      number = kin_json_node_dup_number (kin_json_node_get (last, "n"));
      g_assert_cmpstr (number, ==, "1.10");
    }

  g_assert_cmpuint (resources, ==, 3501);
  g_assert_cmpuint (pieces, >, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import-reader/shapes", test_shapes);
  g_test_add_func ("/import-reader/bad-lines", test_bad_lines);
  g_test_add_func ("/import-reader/deep-lines", test_deep_lines);
  g_test_add_func ("/import-reader/not-fhir", test_not_fhir);
  g_test_add_func ("/import-reader/not-whole", test_not_whole);
  g_test_add_func ("/import-reader/letters", test_letters);
  g_test_add_func ("/import-reader/names", test_names);
  g_test_add_func ("/import-reader/packed", test_packed);
  g_test_add_func ("/import-reader/hostile-names", test_hostile_names);
  g_test_add_func ("/import-reader/locked", test_locked);
  g_test_add_func ("/import-reader/too-many-entries", test_too_many_entries);
  g_test_add_func ("/import-reader/export-of-phone", test_export_of_phone);
  g_test_add_func ("/import-reader/bomb", test_bomb);
  g_test_add_func ("/import-reader/nested", test_nested);
  g_test_add_func ("/import-reader/pieces", test_pieces);

  return g_test_run ();
}
