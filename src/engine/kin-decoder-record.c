/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder-record"

#include "config.h"

#include <string.h>

#include "kin-decoder-private.h"
#include "kin-engine-error.h"
#include "kin-text.h"

/* What comes out is looked at like a file of FHIR that anybody may have made: whoever wrote the
 * document may have taken the program over. */

/* decode/kin-decode-record.c reads no more. */
#define MOST_BYTES (32 * 1024 * 1024)
/* The text comes out a second time, as a page in base64. */
#define MOST_RECORD (128 * 1024 * 1024)
#define BLOCK (256 * 1024)

/* Before this much of it, a clinical document has said that it is one. */
#define HEAD (64 * 1024)
#define ROOT "ClinicalDocument"
#define TITLE_HEAD 4096

/* Returns: (nullable): all that came, when it is not too much. */
static gpointer
read_record (KinHatch   *hatch,
             const void *request)
{
  g_autoptr (GByteArray) record = g_byte_array_new ();
  gssize length = BLOCK;

  while (length == BLOCK && record->len < MOST_RECORD)
    {
      guint before = record->len;

      g_byte_array_set_size (record, before + BLOCK);
      length = kin_hatch_read (hatch, record->data + before, BLOCK);
      g_byte_array_set_size (record, before + (guint) MAX (length, 0));
    }

  return length >= 0 && length < BLOCK
         ? g_byte_array_free_to_bytes (g_steal_pointer (&record)) : NULL;
}

/* What VA and Medicare give out as text says so at its beginning. */
static gboolean
may_be_blue_button (const char *data,
                    gsize       length)
{
  static const char * const titles[] = {
    "MY HEALTHEVET PERSONAL INFORMATION REPORT", "MYMEDICARE.GOV PERSONAL HEALTH INFORMATION",
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (memmem (data, MIN (length, TITLE_HEAD), titles[i], strlen (titles[i])) != NULL)
      return TRUE;

  return FALSE;
}

/* What begins like UTF-16 is looked at without its empty halves. */
static GBytes *
dup_head (GBytes *document)
{
  gsize length;
  const char *data = g_bytes_get_data (document, &length);
  g_autoptr (GByteArray) head = NULL;

  if (length < 2 || (memcmp (data, "\xff\xfe", 2) != 0 && memcmp (data, "\xfe\xff", 2) != 0))
    return g_bytes_new_from_bytes (document, 0, MIN (length, HEAD));

  head = g_byte_array_new ();
  for (gsize i = 2; i < MIN (length, 2 * HEAD); i++)
    if (data[i] != '\0')
      g_byte_array_append (head, (const guint8 *) data + i, 1);

  return g_byte_array_free_to_bytes (g_steal_pointer (&head));
}

static gboolean
may_be_document (GBytes *document)
{
  g_autoptr (GBytes) head = dup_head (document);
  gsize length;
  const char *data = g_bytes_get_data (head, &length);

  if (g_bytes_get_size (document) > MOST_BYTES)
    return FALSE;
  if (may_be_blue_button (data, length))
    return TRUE;

  return kin_text_get_first (data, length) == '<' &&
         memmem (data, length, ROOT, strlen (ROOT)) != NULL;
}

/**
 * kin_decoder_read_record:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @document: a file that may be a clinical document (HL7 C-CDA), or the text of a blue button,
 *   made by anybody
 * @cancellable: (nullable): also ends the program
 * @error: %KIN_ENGINE_ERROR_PICTURE, or %KIN_ENGINE_ERROR_NO_SANDBOX
 *
 * Waits for the program: not for the main thread.
 *
 * Returns: (transfer full) (nullable): the record in it, as a Bundle of FHIR R4 that is to be
 *   trusted as little as the file
 */
GBytes *
kin_decoder_read_record (const char    *program,
                         GBytes        *document,
                         GCancellable  *cancellable,
                         GError       **error)
{
  const char * const words[] = { "record", NULL };
  int fd = may_be_document (document) ? kin_decoder_put_in_memory (document) : -1;

  if (fd >= 0)
    return kin_decoder_run (program, words, fd, read_record, NULL,
                            (GDestroyNotify) g_bytes_unref, cancellable, error);

  g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                       "The file is no clinical document, or is too large");
  return NULL;
}
