/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-cda-letter"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "cda-kit.h"
#include "kin-cda.h"
#include "kin-document-file.h"

/* The page of a document */

#define PAGE \
  SECTION ("x", "Diet &amp; rest", "<paragraph>Water <content styleCode='Bold'>H<sub>2</sub>O" \
  "</content> &lt;script&gt;</paragraph><table><thead><tr><th>When</th></tr></thead>" \
  "<tbody><tr><td onclick='x' rowspan='2' colspan='x'>Daily<br/>at noon</td></tr></tbody></table>" \
  "<list listType='ordered'><item>One</item></list>" \
  "<renderMultiMedia referencedObject='m'/><linkHtml href='http://x.example'>there</linkHtml>" \
  "<table><caption>Performance Information</caption><tbody><tr><td>0.5 s</td></tr></tbody>" \
  "</table>" \
  "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/hostname'/>", "")

static char *
dup_page (const char *document)
{
  g_autoptr (KinBundle) bundle = kit_read_bundle (document, NULL);
  g_autoptr (GPtrArray) files = kin_document_file_list (kin_bundle_get_resource (bundle, 1));
  const KinDocumentFile *file;

  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_nonnull (file->data);

  return g_strndup (g_bytes_get_data (file->data, NULL), g_bytes_get_size (file->data));
}

static void
test_page (void)
{
  g_autofree char *page = dup_page (DOCUMENT (PAGE));

  g_assert_cmpstr (page, ==,
                   "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n"
                   "<h1>Summary of care</h1>\n<h2>Diet &amp; rest</h2>\n"
                   "<p>Water H<sub>2</sub>O &lt;script&gt;</p>\n"
                   "<table><thead><tr><th>When</th>\n</tr>\n</thead>\n"
                   "<tbody><tr><td rowspan=\"2\">Daily<br>at noon</td>\n</tr>\n</tbody>\n</table>\n"
                   "<ol><li>One</li>\n</ol>\nthere</body></html>\n");
}

static void
test_letter_inside (void)
{
  g_autofree char *plain = dup_page (HEAD PATIENT ("7") "<component><nonXMLBody>"
                                     "<text mediaType='text/plain'> Dear Mirela </text>"
                                     "</nonXMLBody></component></ClinicalDocument>");
  g_autofree char *packed = dup_page (HEAD PATIENT ("7") "<component><nonXMLBody>"
                                      "<text mediaType='text/plain' representation='B64'>\n"
                                      "RGVhciBN\naXJlbGE=</text>"
                                      "</nonXMLBody></component></ClinicalDocument>");

  g_assert_cmpstr (plain, ==, "Dear Mirela");
  g_assert_cmpstr (packed, ==, "Dear Mirela");
}

/* Packed in each of the ways that HL7 knows: https://hl7.org/cda/, ED.compression. */
static char *
dup_packed (GZlibCompressorFormat format,
            const char           *compression,
            const char           *text)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (format, -1));
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, packer);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autofree char *data = NULL;

  g_output_stream_splice (output, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  data = g_base64_encode (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (output)),
                          g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (output)));

  return g_strdup_printf (HEAD PATIENT ("7") "<component><nonXMLBody><text mediaType='text/plain'"
                          " representation='B64' compression='%s'>%s</text></nonXMLBody>"
                          "</component></ClinicalDocument>", compression, data);
}

static void
test_packed_letter (void)
{
  static const struct
  {
    GZlibCompressorFormat format;
    const char           *compression;
  } ways[] = {
    { G_ZLIB_COMPRESSOR_FORMAT_RAW, "DF" }, { G_ZLIB_COMPRESSOR_FORMAT_ZLIB, "ZL" },
    { G_ZLIB_COMPRESSOR_FORMAT_GZIP, "GZ" },
  };
  g_autofree char *long_text = g_strnfill (40 * 1024 * 1024, 'x');
  g_autofree char *bomb = dup_packed (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, "ZL", long_text);
  g_autofree char *other = dup_packed (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, "GZ", "Dear Mirela");
  g_autofree char *unknown = dup_packed (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, "Z", "Dear Mirela");
  const char *refused[] = { bomb, other, unknown };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *document = dup_packed (ways[i].format, ways[i].compression, "Dear Mirela");
      g_autofree char *page = dup_page (document);

      g_assert_cmpstr (page, ==, "Dear Mirela");
    }

  /* What cannot be unpacked, or is far too much, is no letter. */
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i], strlen (refused[i]));

      g_assert_null (kin_cda_read (bytes));
    }
}

#define PLAIN \
  DOCUMENT (SECTION ("11450-4", "Problems", "", \
    "<entry><observation classCode='OBS' moodCode='EVN'><value xsi:type='CD' code='1' " SNOMED \
    " displayName='Gout'/></observation></entry>"))

/* As some programs of Windows write it. */
static void
test_wide_letters (void)
{
  static const char * const charsets[] = { "UTF-16LE", "UTF-16BE" };
  g_autofree char *text = g_strconcat ("\ufeff<?xml version='1.0' encoding='UTF-16'?>",
                                       PLAIN, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      gsize length;
      char *wide = g_convert (text, -1, charsets[i], "UTF-8", NULL, &length, NULL);
      g_autoptr (GBytes) bytes = g_bytes_new_take (wide, length);
      g_autoptr (GBytes) record = kin_cda_read (bytes);
      g_autoptr (KinBundle) bundle = record != NULL ? kin_bundle_new (record, NULL) : NULL;

      g_assert_nonnull (bundle);
      g_assert_cmpuint (kin_bundle_get_n_entries (bundle), ==, 3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/kin-cda-letter/page", test_page);
  g_test_add_func ("/kin-cda-letter/inside", test_letter_inside);
  g_test_add_func ("/kin-cda-letter/packed", test_packed_letter);
  g_test_add_func ("/kin-cda-letter/wide", test_wide_letters);

  return g_test_run ();
}
