/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-words"

#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <poppler.h>

#include "kin-decode-file.h"
#include "kin-decode-rtf.h"
#include "kin-decode-words.h"

/* The same bounds are in record/kin-document-words.h. */
#define MOST_BYTES (32 * 1024 * 1024)
#define MOST_WORDS (256 * 1024)
#define MOST_PAGES 2000

/* After so much work no further page is read; what was found is kept. */
#define ENOUGH_SECONDS 4

/* A few systems put a line before the beginning of a PDF. */
#define HEAD 1024

/* Nobody waits for it. */
#define LOWEST 19

static gboolean
is_pdf (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 0 && memmem (data, MIN (length, HEAD), "%PDF-", 5) != NULL;
}

static void
add_page (GString         *words,
          PopplerDocument *document,
          int              position)
{
  g_autoptr (GObject) page = (GObject *) poppler_document_get_page (document, position);
  g_autofree char *text = page != NULL ? poppler_page_get_text (POPPLER_PAGE (page)) : NULL;
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (valid != NULL)
    g_string_append_printf (words, "%s\n", valid);
}

static gboolean
read_pdf (GBytes  *bytes,
          GString *words)
{
  /* This poppler has no automatic pointers of its own. */
  g_autoptr (GObject) document = (GObject *) poppler_document_new_from_bytes (bytes, NULL, NULL);
  int n_pages;

  if (document == NULL)
    return FALSE;

  n_pages = poppler_document_get_n_pages (POPPLER_DOCUMENT (document));
  for (int i = 0; i < MIN (n_pages, MOST_PAGES) && words->len < MOST_WORDS; i++)
    {
      if (i > 0 && clock () > ENOUGH_SECONDS * CLOCKS_PER_SEC)
        break;
      add_page (words, POPPLER_DOCUMENT (document), i);
    }

  return TRUE;
}

static gboolean
read_rtf (GBytes  *bytes,
          GString *words)
{
  g_autofree char *text = kin_decode_rtf_to_words (bytes, MOST_WORDS);

  g_string_append (words, text);

  return TRUE;
}

static gboolean
read_any (GBytes  *bytes,
          GString *words)
{
  if (kin_decode_is_rtf (bytes))
    return read_rtf (bytes, words);

  return is_pdf (bytes) && read_pdf (bytes, words);
}

/**
 * kin_decode_words:
 * @input: where the file comes from: a PDF or RTF, by its beginning
 * @output: where the words go, in UTF-8
 *
 * Reads the words in a letter, the first 256 KiB of them. The system gives its time to whoever else
 * wants it first.
 *
 * Returns: how the program ends: %KIN_DECODE_DONE, or %KIN_DECODE_NOT_READABLE
 */
int
kin_decode_words (int input,
                  int output)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  setpriority (PRIO_PROCESS, 0, LOWEST);
  bytes = kin_decode_read_all (input, MOST_BYTES);
  if (bytes == NULL || !read_any (bytes, words))
    return KIN_DECODE_NOT_READABLE;

  if (words->len > MOST_WORDS)
    g_string_truncate (words, (gsize) (g_utf8_find_prev_char (words->str, words->str + MOST_WORDS)
                                       - words->str));

  return kin_decode_write_all (output, words->str, words->len) ? KIN_DECODE_DONE
                                                               : KIN_DECODE_NOT_READABLE;
}
