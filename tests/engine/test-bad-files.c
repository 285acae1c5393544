/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-files"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "engine-kit.h"
#include "kin-decoder.h"
#include "kin-decoder-private.h"

/* Files that break programs, through the real program in its real sandbox: each is read or refused,
 * and the program ends by itself, as one that stands in the way of bwrap notes. */

#define NOT_READABLE 3
#define WIDTH 64

typedef enum { REFUSED, READ, EITHER } Outcome;   /* EITHER: libraries differ, and both are good */

/* @begin, @middle so many times, @end; then as @charset, and cut. */
typedef struct
{
  const char *name;
  Outcome     outcome;
  const char *begin;
  gsize       n_begin;
  const char *middle;
  gsize       n_middle;
  gsize       times;
  const char *end;
  const char *charset;          /* NULL: as it stands */
  gsize       cut;              /* so many bytes of the end are missing */
} Case;

#define T(text) text, sizeof text - 1
#define TIMES(text, times) T (text), times
#define ONCE NULL, 0, 0, NULL, NULL, 0

#define GIF "GIF89a\1\0\1\0\200\0\0\0\0\0\377\377\377"
#define FRAME ",\0\0\0\0\1\0\1\0\0"

static const Case gifs[] = {
  { "a whole GIF", READ, T (GIF FRAME "\2\2D\1\0;"), ONCE },
  { "a GIF that is a name", REFUSED, T ("GIF89a"), ONCE },
  { "a GIF without a frame", REFUSED, T (GIF ";"), ONCE },
  { "a GIF of no size", REFUSED, T ("GIF89a\0\0\0\0\200\0\0\0\0\0\1\1\1;"), ONCE },
  { "a GIF of 4 billion pixels", REFUSED, T ("GIF89a\377\377\377\377\200\0\0\0\0\0\1\1\1"
    ",\0\0\0\0\377\377\377\377\0\2\2D\1\0;"), ONCE },
  { "a GIF without its colours", REFUSED, T ("GIF89a\1\0\1\0\367\0\0\1\2\3"), ONCE },
  { "a GIF that is cut in a frame", EITHER, T (GIF FRAME "\2\2D"), ONCE },
  { "a GIF with codes of 255 bits", EITHER, T (GIF FRAME "\377\2D\1\0;"), ONCE },
  { "a GIF with codes that are not there", EITHER, T (GIF FRAME "\2\4\377\377\377\377\0;"), ONCE },
  { "a GIF with a frame outside of it", EITHER, T (GIF ",\377\377\377\377\1\0\1\0\0\2\2D\1\0;"),
    ONCE },
  { "a GIF with a frame larger than it", EITHER, T (GIF ",\0\0\0\0\377\377\377\377\0\2\2D\1\0;"),
    ONCE },
  { "a GIF with nothing but comments", REFUSED, T (GIF), TIMES ("!\376\1a\0", 10000), ";", NULL,
    0 },
  { "a GIF with 2,000 frames", EITHER, T (GIF), TIMES (FRAME "\2\2D\1\0", 2000), ";", NULL, 0 },
};

/* The beginning of a PNG, @more, its pixels,
    its end. Each piece has its right sum but for a flaw. */
typedef struct
{
  const char *name;
  Outcome     outcome;
  guint32     width;
  guint32     height;
  guint8      depth;
  guint8      colour;
  const char *more;             /* (nullable): a piece: four letters, then what is in it */
  gsize       n_more;
  gsize       n_pixels;         /* bytes, packed; 0: there is no such piece */
  gsize       cut;              /* so many bytes of the end are missing */
  gsize       flaw;             /* a byte that is another one; 0: none */
} Png;

static const Png pngs[] = {
  { "a whole PNG", READ, 2, 2, 8, 2, NULL, 0, 14, 0, 0 },
  { "a PNG without pixels", REFUSED, 2, 2, 8, 2, NULL, 0, 0, 0, 0 },
  { "a PNG with too few pixels", EITHER, 64, 64, 8, 2, NULL, 0, 14, 0, 0 },
  { "a PNG with 10 MB too many", EITHER, 2, 2, 8, 2, NULL, 0, 10000000, 0, 0 },
  { "a PNG of no width", REFUSED, 0, 2, 8, 2, NULL, 0, 14, 0, 0 },
  { "a PNG of 2 billion columns", REFUSED, 0x7fffffff, 1, 8, 2, NULL, 0, 14, 0, 0 },
  { "a PNG of less than none", REFUSED, 0xffffffff, 0xffffffff, 8, 2, NULL, 0, 14, 0, 0 },
  { "a PNG of 3 bits", REFUSED, 2, 2, 3, 2, NULL, 0, 14, 0, 0 },
  { "a PNG of a colour of nobody", REFUSED, 2, 2, 8, 5, NULL, 0, 14, 0, 0 },
  { "a PNG of colours that it has not", EITHER, 2, 2, 8, 3, NULL, 0, 6, 0, 0 },
  { "a PNG with half a colour", EITHER, 2, 2, 8, 3, T ("PLTE\1\2"), 6, 0, 0 },
  { "a PNG with a word that is a bomb", EITHER, 2, 2, 8, 2, T ("zTXta\0\0x\234"), 14, 0, 0 },
  { "a PNG with a piece that must be known", REFUSED, 2, 2, 8, 2, T ("ABCDx"), 14, 0, 0 },
  { "a PNG that says it is turned, wrongly", READ, 2, 2, 8, 2, T ("eXIfMM\0*\377\377\377\377"), 14,
    0,
    0 },
  { "a PNG that is cut", EITHER, 2, 2, 8, 2, NULL, 0, 14, 20, 0 },
  { "a PNG whose size was changed", REFUSED, 2, 2, 8, 2, NULL, 0, 14, 0, 19 },
};

#define PDF_HEAD \
  "%PDF-1.4\n" \
  "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" \
  "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R\n" \
  "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n" \
  "4 0 obj<</Length 36>>stream\n"
#define PDF \
  PDF_HEAD "BT /F 18 Tf 20 40 Td (Hello) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

static const Case pages[] = {
  { "HTML", REFUSED, T ("<!DOCTYPE html><html><body>Hello</body></html>"), ONCE },
  { "HTML that fetches", REFUSED, T ("<html><img src='http://127.0.0.1:9/x'><script>1"), ONCE },
  { "HTML with tags without end", REFUSED, T ("<html>"), TIMES ("<div><table>", 100000), NULL,
    NULL, 0 },
  { "HTML in UTF-16", REFUSED, T ("<html><p>Hello"), NULL, 0, 0, NULL, "UTF-16", 0 },
  { "words", REFUSED, T ("Hello"), ONCE },
  { "a line of a million words", REFUSED, T ("a"), TIMES (" word", 1000000), NULL, NULL, 0 },
  { "nothing but NUL", REFUSED, T ("\0\0\0\0\0\0\0\0\0\0\0\0"), ONCE },
  { "words that say PDF", REFUSED, T ("%PDF-1.7\nHello\n%%EOF\n"), ONCE },
  { "a page of RTF", REFUSED, T ("{\\rtf1\\ansi "), TIMES ("{\\b ", 100000), "}", NULL, 0 },
  { "a TIFF whose pages go in circles", READ, T ("II*\0\10\0\0\0\0\0\10\0\0\0"), ONCE },
  { "a TIFF whose page is outside", REFUSED, T ("II*\0\377\377\377\377"), ONCE },
  { "a JPEG that is a beginning", REFUSED, T ("\377\330\377\340"), ONCE },
};

/* For words: what is cut or made up is refused, and costs nothing else. */
static const Case words[] = {
  { "plain words", REFUSED, T ("Dear Mirela, all is well."), ONCE },
  { "words that say PDF", REFUSED, T ("%PDF-1.7\nHello\n%%EOF\n"), ONCE },
  { "a PDF after a line", READ, T ("From: a clinic\r\n" PDF), ONCE },
  { "a PDF that is cut", EITHER, T (PDF), NULL, 0, 0, NULL, NULL, 60 },
  { "a PDF whose pages go in circles", EITHER, T ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>"
    "endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
    "trailer<</Root 1 0 R>>\n"), ONCE },
  { "a PDF with a word without end", EITHER, T (PDF_HEAD "BT /F 1 Tf ("), TIMES ("word", 1000000),
    ") Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", NULL, 0 },
  { "RTF without an end", READ, T ("{\\rtf1 "), TIMES ("{\\b a", 100000), NULL, NULL, 0 },
  { "RTF with bytes that are not there", READ, T ("{\\rtf1 a\\bin2147483647 b"), ONCE },
  { "RTF with NUL in it", READ, T ("{\\rtf1 a\0b\\'00\\u0?c}"), ONCE },
  { "RTF that is a picture", READ, T ("{\\rtf1{\\pict "), TIMES ("0123456789abcdef", 1000000),
    "}}", NULL, 0 },
  { "RTF with all code pages", READ, T ("{\\rtf1"), TIMES ("\\ansicpg1251\\'cc", 1000000), "}",
    NULL, 0 },
  { "more than 32 MB", REFUSED, T (PDF), TIMES ("%     \n", 5000000), NULL, NULL, 0 },
};

#define HEAD \
  "<ClinicalDocument xmlns='urn:hl7-org:v3'>" \
  "<id root='1.2.9' extension='d'/><title>Summary</title><effectiveTime value='20240203'/>" \
  "<recordTarget><patientRole><id root='1.2.4' extension='7'/><patient><name>" \
  "<given>Mirela</given>" \
  "<family>Testova</family></name><birthTime value='19610418'/></patient></patientRole>" \
  "</recordTarget><component><structuredBody>"
#define OPEN HEAD "<component><section><code code='11450-4'/><title>Problems</title><text>"
#define SHUT "</text></section></component>"
#define END "</structuredBody></component></ClinicalDocument>"
#define LAUGH(name, of) "<!ENTITY " name " '&" of ";&" of ";&" of ";&" of ";&" of ";&" of ";'>"
#define VA \
  "--------------- MY HEALTHEVET PERSONAL INFORMATION REPORT ---------------\r\n" \
  "                 *************CONFIDENTIAL*************\r\n" \
  "                           24 Sep 2012 @ 1139\r\n\r\n"
#define VA_NAME \
  "Name: TESTOVA, MIRELA ANA                       Date of Birth: 18 Apr 1961\r\n\r\n"

static const Case records[] = {
  { "a whole document", READ, T (OPEN "Asthma" SHUT END), ONCE },
  { "names that grow", REFUSED, T ("<!DOCTYPE ClinicalDocument [<!ENTITY a 'aaaaaa'>"
    LAUGH ("b", "a") LAUGH ("c", "b") LAUGH ("d", "c") LAUGH ("e", "d") LAUGH ("f", "e")
    LAUGH ("g", "f") LAUGH ("h", "g") "]>" OPEN "&h;" SHUT END), ONCE },
  { "one long name, very often", REFUSED, T ("<!DOCTYPE ClinicalDocument [<!ENTITY a 'aaaaaaaa'>]>"
    OPEN), TIMES ("&a;", 100000), SHUT END, NULL, 0 },
  { "a name that is a file", REFUSED, T ("<!DOCTYPE ClinicalDocument [<!ENTITY a SYSTEM"
    " 'file:///etc/fonts/fonts.conf'>]>" OPEN "&a;" SHUT END), ONCE },
  { "a type that is elsewhere", REFUSED, T ("<!DOCTYPE ClinicalDocument SYSTEM"
    " 'http://127.0.0.1:9/x.dtd'>" OPEN "a" SHUT END), ONCE },
  { "a name of a name", REFUSED, T ("<!DOCTYPE ClinicalDocument [<!ENTITY % a SYSTEM"
    " 'file:///a'>%a;]>" OPEN "a" SHUT END), ONCE },
  { "a name that nobody declared", REFUSED, T (OPEN "&a;" SHUT END), ONCE },
  { "levels without end", REFUSED, T (OPEN), TIMES ("<list>", 100000), NULL, NULL, 0 },
  { "101 levels", REFUSED, T (OPEN), TIMES ("<list>", 101), SHUT END, NULL, 0 },
  { "an attribute of 11 MB", REFUSED, T (OPEN "<content ID='"), TIMES ("0123456789a", 1000000),
    "'/>" SHUT END, NULL, 0 },
  { "an attribute without end", REFUSED, T (OPEN "<content ID='"), TIMES ("0123456789a", 1000),
    NULL, NULL,
    0 },
  { "an attribute 10,000 times", REFUSED, T (OPEN "<content"), TIMES (" ID='a'", 10000), "/>"
    SHUT END, NULL,
    0 },
  { "a word of 11 MB", EITHER, T (OPEN), TIMES ("0123456789a", 1000000), SHUT END, NULL, 0 },
  { "100,000 parts", READ, T (OPEN "a" SHUT), TIMES ("<component/>", 100000), END, NULL, 0 },
  { "more than 32 MB", REFUSED, T (OPEN), TIMES ("<br/> ", 6000000), SHUT END, NULL, 0 },
  { "cut in the last tag", REFUSED, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, NULL, 1 },
  { "cut in the middle", REFUSED, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, NULL, 120 },
  { "cut in the first tag", REFUSED, T ("<ClinicalDocument xmlns='urn:hl7-"), ONCE },
  { "nobody’s", REFUSED, T ("<ClinicalDocument xmlns='urn:hl7-org:v3'/>"), ONCE },
  { "of no namespace", REFUSED, T ("<ClinicalDocument><recordTarget/></ClinicalDocument>"), ONCE },
  { "another document", REFUSED, T ("<html xmlns='urn:hl7-org:v3'/>"), ONCE },
  { "two documents", REFUSED, T (OPEN "a" SHUT END OPEN "a" SHUT END), ONCE },
  { "Latin-1 that says nothing", REFUSED, T (OPEN "caf\351" SHUT END), ONCE },
  { "Latin-1 that says UTF-8", REFUSED, T ("<?xml version='1.0' encoding='UTF-8'?>" OPEN "caf\351 a"
    SHUT END), ONCE },
  { "an encoding of nobody", REFUSED, T ("<?xml version='1.0' encoding='x-none'?>" OPEN "a" SHUT
    END), ONCE },
  { "UTF-8 that says UTF-16", EITHER, T ("<?xml version='1.0' encoding='UTF-16'?>" OPEN "a" SHUT
    END), ONCE },
  { "UTF-16 without its mark", READ, T ("<?xml version='1.0' encoding='UTF-16'?>" OPEN "a" SHUT
    END), NULL, 0, 0, NULL, "UTF-16LE", 0 },
  { "UTF-16 without its mark, the other way", READ, T ("<?xml version='1.0' encoding='UTF-16'?>"
    OPEN "a" SHUT END), NULL, 0, 0, NULL, "UTF-16BE", 0 },
  { "UTF-16 that says nothing", REFUSED, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, "UTF-16LE", 0 },
  { "half a letter of UTF-16", REFUSED, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, "UTF-16", 1 },
  { "UTF-32", EITHER, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, "UTF-32LE", 0 },
  { "the letters of a mainframe", REFUSED, T (OPEN "a" SHUT END), NULL, 0, 0, NULL, "IBM037", 0 },
  { "a NUL in it", REFUSED, T (OPEN "a\0b" SHUT END), ONCE },
  { "a NUL before it", REFUSED, T ("\0" OPEN "a" SHUT END), ONCE },
  { "a NUL after it", EITHER, T (OPEN "a" SHUT END "\0"), ONCE },
  { "nothing but NUL", REFUSED, T ("\0\0\0\0"), ONCE },
  { "a letter that is none", REFUSED, T (OPEN "&#0;" SHUT END), ONCE },
  { "half a letter by number", REFUSED, T (OPEN "&#xD800;" SHUT END), ONCE },
  { "a letter that rings", REFUSED, T (OPEN "\7" SHUT END), ONCE },
  { "a letter that is too long", REFUSED, T (OPEN "\300\274" SHUT END), ONCE },
  { "a quotation without end", REFUSED, T (OPEN "<![CDATA["), TIMES ("a]]", 1000), NULL, NULL, 0 },
  { "a remark without end", REFUSED, T (OPEN "<!--"), TIMES ("a- ", 1000), NULL, NULL, 0 },
  { "a file to be put in", READ, T (OPEN "a<x:include xmlns:x='http://www.w3.org/2001/XInclude'"
    " href='file:///etc/fonts/fonts.conf'/>" SHUT END), ONCE },
  { "a sheet of style", READ, T ("<?xml-stylesheet href='file:///a.xsl'?>" OPEN "a" SHUT END),
    ONCE },
  { "a cell over 4 billion columns", READ, T (OPEN "<table><tr><td colspan='4294967295'"
    " rowspan='-1'>a</td></tr></table>" SHUT END), ONCE },
  { "words that point at themselves", READ, T (OPEN "<content ID='a'>a<reference value='#a'/>"
    "</content>" SHUT END), ONCE },
  { "one name 10,000 times", READ, T (OPEN), TIMES ("<content ID='a'>a</content>", 10000), SHUT
    END, NULL,
    0 },
  { "the report of nobody", REFUSED, T (VA), ONCE },
  { "a whole report", READ, T (VA VA_NAME), ONCE },
  { "a report with 10,000 names", READ, T (VA), TIMES (VA_NAME, 10000), NULL, NULL, 0 },
  { "a report with a line of 1 MB", READ, T (VA VA_NAME), TIMES (" word", 200000), NULL, NULL,
    0 },
  { "a report with a NUL", REFUSED, T (VA "\0" VA_NAME), ONCE },
  { "a report that is not UTF-8", READ, T (VA VA_NAME "\377\376caf\351"), ONCE },
  { "plain words", REFUSED, T ("Dear Mirela, all is well."), ONCE },
};

typedef struct
{
  char *folder;
  char *program;
  char *path;
} Desk;

/* What is found before bwrap, runs it, and writes down how it ended. */
static void
set_up (Desk          *desk,
        gconstpointer  unused)
{
  g_autofree char *bwrap = g_find_program_in_path ("bwrap");
  g_autofree char *script = NULL;
  g_autofree char *instead = NULL;
  g_autofree char *paths = NULL;

  desk->folder = kit_make_folder ();
  desk->program = g_test_build_filename (G_TEST_BUILT, "..", "src", "decode", "kinchart-decode",
                                         NULL);
  desk->path = g_strdup (g_getenv ("PATH"));
  instead = g_build_filename (desk->folder, "bwrap", NULL);
  script = g_strdup_printf ("#!/bin/sh\n%s \"$@\"\nend=$?\necho $end > '%s/end'\nexit $end\n",
                            bwrap, desk->folder);
  g_assert_true (g_file_set_contents_full (instead, script, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                           0755, NULL));
  paths = g_strconcat (desk->folder, ":", desk->path, NULL);
  g_setenv ("PATH", paths, TRUE);
}

static void
tear_down (Desk          *desk,
           gconstpointer  unused)
{
  g_setenv ("PATH", desk->path, TRUE);
  kit_remove_folder (desk->folder);
  g_free (desk->folder);
  g_free (desk->program);
  g_free (desk->path);
}

static GBytes *
make (const Case *row)
{
  g_autoptr (GString) text = g_string_new_len (row->begin, (gssize) row->n_begin);
  g_autofree char *converted = NULL;
  gsize length;

  for (gsize i = 0; i < row->times; i++)
    g_string_append_len (text, row->middle, (gssize) row->n_middle);
  if (row->end != NULL)
    g_string_append (text, row->end);
  if (row->charset == NULL)
    return g_bytes_new (text->str, text->len - row->cut);

  converted = g_convert (text->str, (gssize) text->len, row->charset, "UTF-8", NULL, &length, NULL);
  g_assert_nonnull (converted);

  return g_bytes_new (converted, length - row->cut);
}

static void
append_number (GByteArray *bytes,
               guint32     number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

/* The sum of PNG, annex D. */
static guint32
sum (const guint8 *bytes,
     gsize         length)
{
  guint32 all = 0xffffffff;

  for (gsize i = 0; i < length * 8; i++)
    {
      if (i % 8 == 0)
        all ^= bytes[i / 8];
      all = all >> 1 ^ (all & 1 ? 0xedb88320 : 0);
    }

  return ~all;
}

/* @piece: four letters, then what is in it */
static void
append_piece (GByteArray *bytes,
              const void *piece,
              gsize       length)
{
  append_number (bytes, (guint32) length - 4);
  g_byte_array_append (bytes, piece, (guint) length);
  append_number (bytes, sum (bytes->data + bytes->len - length, length));
}

static void
append_pixels (GByteArray *bytes,
               gsize       n_pixels)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  g_autofree guint8 *pixels = g_malloc0 (n_pixels);
  g_autofree guint8 *packed = g_malloc (n_pixels + 100);
  gsize n_read;
  gsize n_packed;

  memcpy (packed, "IDAT", 4);
  g_assert_cmpint (g_converter_convert (G_CONVERTER (packer), pixels, n_pixels, packed + 4,
                                        n_pixels + 96, G_CONVERTER_INPUT_AT_END, &n_read,
                                        &n_packed, NULL), ==, G_CONVERTER_FINISHED);
  append_piece (bytes, packed, n_packed + 4);
}

static GBytes *
make_png (const Png *row)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GByteArray) head = g_byte_array_new ();
  const guint8 kind[] = { row->depth, row->colour, 0, 0, 0 };

  g_byte_array_append (head, (const guint8 *) "IHDR", 4);
  append_number (head, row->width);
  append_number (head, row->height);
  g_byte_array_append (head, kind, sizeof kind);
  g_byte_array_append (bytes, (const guint8 *) "\211PNG\r\n\032\n", 8);
  append_piece (bytes, head->data, head->len);
  if (row->more != NULL)
    append_piece (bytes, row->more, row->n_more);
  if (row->n_pixels > 0)
    append_pixels (bytes, row->n_pixels);
  append_piece (bytes, "IEND", 4);
  if (row->flaw > 0)
    bytes->data[row->flaw] ^= 0xff;
  g_byte_array_set_size (bytes, bytes->len - (guint) row->cut);

  return g_byte_array_free_to_bytes (bytes);
}

static void
assert_end (Desk       *desk,
            const char *name,
            Outcome     outcome,
            gboolean    is_read)
{
  g_autofree char *path = g_build_filename (desk->folder, "end", NULL);
  g_autofree char *end = NULL;

  g_assert_true (g_file_get_contents (path, &end, NULL, NULL));
  g_test_message ("%s: %s, %s", name, is_read ? "read" : "refused", g_strchomp (end));
  g_assert_cmpint (atoi (end), ==, is_read ? 0 : NOT_READABLE);
  if (outcome != EITHER)
    g_assert_cmpint (is_read, ==, outcome == READ);
}

static gboolean
draws (Desk   *desk,
       GBytes *letter)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinDrawnPages) drawn = NULL;

  kin_decoder_draw_pages_async (desk->program, letter, 0, 2, WIDTH, NULL, kit_done, &result);
  drawn = kin_decoder_draw_pages_finish (kit_wait (&result), NULL);

  return drawn != NULL;
}

/* All that comes: also of what the engine would not even give to the program. */
static gpointer
take_all (KinHatch   *hatch,
          const void *request)
{
  g_autoptr (GByteArray) taken = g_byte_array_new ();
  guint8 block[4096];
  gssize n;

  while ((n = kin_hatch_read (hatch, block, sizeof block)) > 0)
    g_byte_array_append (taken, block, (guint) n);

  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&taken)) : NULL;
}

static gboolean
reads (Desk       *desk,
       const char *what,
       GBytes     *document)
{
  const char * const request[] = { what, NULL };
  g_autoptr (GBytes) record = NULL;

  record = kin_decoder_run (desk->program, request, kin_decoder_put_in_memory (document), take_all,
                            NULL, (GDestroyNotify) g_bytes_unref, NULL, NULL);

  return record != NULL;
}

static void
draw_rows (Desk       *desk,
           const Case *rows,
           gsize       n_rows)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      g_autoptr (GBytes) letter = make (&rows[i]);

      assert_end (desk, rows[i].name, rows[i].outcome, draws (desk, letter));
    }
}

static void
test_gifs (Desk          *desk,
           gconstpointer  unused)
{
  draw_rows (desk, gifs, G_N_ELEMENTS (gifs));
}

static void
test_pngs (Desk          *desk,
           gconstpointer  unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pngs); i++)
    {
      g_autoptr (GBytes) letter = make_png (&pngs[i]);

      assert_end (desk, pngs[i].name, pngs[i].outcome, draws (desk, letter));
    }
}

static void
test_pages (Desk          *desk,
            gconstpointer  unused)
{
  draw_rows (desk, pages, G_N_ELEMENTS (pages));
}

static void
test_records (Desk          *desk,
              gconstpointer  unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GBytes) document = make (&records[i]);

      assert_end (desk, records[i].name, records[i].outcome, reads (desk, "record", document));
    }
}

static void
test_words (Desk          *desk,
            gconstpointer  unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GBytes) letter = make (&words[i]);

      assert_end (desk, words[i].name, words[i].outcome, reads (desk, "words", letter));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/bad-files/gifs", Desk, NULL, set_up, test_gifs, tear_down);
  g_test_add ("/bad-files/pngs", Desk, NULL, set_up, test_pngs, tear_down);
  g_test_add ("/bad-files/pages", Desk, NULL, set_up, test_pages, tear_down);
  g_test_add ("/bad-files/records", Desk, NULL, set_up, test_records, tear_down);
  g_test_add ("/bad-files/words", Desk, NULL, set_up, test_words, tear_down);

  return g_test_run ();
}
