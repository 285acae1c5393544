/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-file"

#include "config.h"

#include "kin-practice-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define BUNDLE "{\"resourceType\":\"Bundle\",\"entry\":[{\"fullUrl\":\"urn:uuid:1\"," \
               "\"resource\":{\"resourceType\":\"Goal\"}},{},{\"resource\":{\"x\":1}}]}"
#define LINES "{\"resourceType\":\"Goal\"}\r\n\n{\"resourceType\":\"Task\"}"

static GBytes *
pack (const char *text)
{
  g_autoptr (GConverter) gzip
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (out, gzip);

  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static GPtrArray *
read_file (const char *name, GBytes *bytes)
{
  g_autofree char *folder = g_dir_make_tmp ("kin-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  entries = kin_practice_file_read (path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);

  return entries;
}

static const struct
{
  const char *name;
  const char *text;
  gboolean    packed;
  guint       n;
} files[] = {
  { "a.json", BUNDLE, FALSE, 1 },      { "a.json.gz", BUNDLE, TRUE, 1 },
  { "a.json", BUNDLE, TRUE, 1 },       { "a.ndjson", LINES, FALSE, 2 },
  { "a.ndjson.gz", LINES, TRUE, 2 },   { "a.json", "{\"resourceType\":\"Goal\"}", FALSE, 1 },
  { "a.json", "[]", FALSE, 0 },
};

static void
test_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = files[i].packed
                                     ? pack (files[i].text)
                                     : g_bytes_new (files[i].text, strlen (files[i].text));
      g_autoptr (GPtrArray) entries = read_file (files[i].name, bytes);
      KinPracticeEntry *first = entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;

      g_assert_cmpuint (entries->len, ==, files[i].n);
      if (first == NULL)
        continue;
      g_assert_cmpstr (first->full_url, ==, files[i].n == 1 && files[i].text[17] == 'B'
                                                ? "urn:uuid:1"
                                                : NULL);
      g_assert_cmpint (first->modified, >, 0);
    }
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (kin_practice_file_read ("/nonexistent.json", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/file/read", test_read);
  g_test_add_func ("/practice/file/missing", test_missing);

  return g_test_run ();
}
