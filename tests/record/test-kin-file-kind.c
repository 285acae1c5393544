/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-kind"

#include "config.h"

#include <string.h>

#include "kin-file-kind.h"

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define UNKNOWN "application/octet-stream"

static const struct
{
  const char *said;
  const char *text;
  const char *kind;
} files[] = {
  /* How it begins decides, whatever is said. */
  { NULL, "%PDF-1.7\n", "application/pdf" },
  { UNKNOWN, "%PDF-1.7\n", "application/pdf" },
  { "text/plain", "%PDF-1.7\n", "application/pdf" },
  { NULL, "\x89PNG\r\n\x1a\n", "image/png" },
  { "image/jpg", "\xff\xd8\xff\xe0", "image/jpeg" },
  { "application/pdf", "\xff\xd8\xff\xe0", "image/jpeg" },
  { NULL, "GIF89a", "image/gif" },
  { NULL, "{\\rtf1", "application/rtf" },
  { NULL, "\1\1\1\x18" "ftypmif1", "image/heic" },
  { "image/heif", "\1\1\1\x18" "ftypmif1", "image/heif" },
  { "image/heic", "\1\1\1\x18" "ftypheix", "image/heic" },
  { NULL, "RIFF\1\1\1\1WEBP", "image/webp" },
  { "text/rtf", "{\\rtf1", "application/rtf" },

  /* Of kinds that begin alike, what was said. */
  { NULL, "PK\003\004", "application/zip" },
  { DOCX, "PK\003\004", DOCX },
  { "application/pdf", "PK\003\004", "application/zip" },

  /* Where the beginning says nothing, what was said. */
  { "text/plain", "Dear Rosa,", "text/plain" },
  { "TEXT/Plain; charset=utf-8", "<html>", "text/plain" },
  { "text/plain", "Dear Se\xf1ora", "text/plain" },
  { "text/calendar", "BEGIN:VCALENDAR", "text/calendar" },
  { "application/pdf", "\r\n%PDF-1.4", "application/pdf" },

  /* But not what it cannot be. */
  { "application/pdf", "\x7f" "ELF\xff", UNKNOWN },
  { "application/pdf", "<html>Not found</html>", "text/html" },
  { "image/png", "Dear Rosa,", "text/plain" },

  /* And at last what can be read. */
  { NULL, "<?xml version=\"1.0\"?>", "application/xml" },
  { NULL, "\xef\xbb\xbf\n <!DOCTYPE html>", "text/html" },
  { "text/htmlx", "Dear Rosa,", "text/plain" },
  { NULL, "\xd8\xb9\xd8\xb2", "text/plain" },
  { NULL, "MZ\x90\xff", UNKNOWN },
  { "text/plain", "", UNKNOWN },
};

static void
test_kinds (void)
{
  g_autoptr (GBytes) zero = g_bytes_new_static ("SQLite format 3\0", 16);
  g_autoptr (GBytes) tiff = g_bytes_new_static ("II*\0", 4);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].text, strlen (files[i].text));

      g_test_message ("%s: %s", files[i].said, files[i].kind);
      g_assert_cmpstr (kin_file_kind_find (files[i].said, bytes), ==, files[i].kind);
    }

  g_assert_cmpstr (kin_file_kind_find (NULL, tiff), ==, "image/tiff");
  g_assert_cmpstr (kin_file_kind_find (NULL, zero), ==, UNKNOWN);
  g_assert_cmpstr (kin_file_kind_find ("text/plain", zero), ==, UNKNOWN);
}

static void
test_endings (void)
{
  static const char * const endings[][2] = {
    { "application/pdf", ".pdf" }, { "text/plain", ".txt" }, { "image/jpeg", ".jpg" },
    { "image/tiff", ".tif" }, { "text/html", ".html" }, { DOCX, ".docx" }, { UNKNOWN, "" },
    { "../../etc/passwd", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    g_assert_cmpstr (kin_file_kind_get_ending (endings[i][0]), ==, endings[i][1]);

  g_assert_cmpstr (kin_file_kind_from_name ("Letter of 3.5.PDF"), ==, "application/pdf");
  g_assert_cmpstr (kin_file_kind_from_name ("a/photo.jpeg"), ==, "image/jpeg");
  g_assert_null (kin_file_kind_from_name ("pdf"));
  g_assert_null (kin_file_kind_from_name ("x.pdf.exe"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/file-kind/kinds", test_kinds);
  g_test_add_func ("/file-kind/endings", test_endings);

  return g_test_run ();
}
