/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-file-kind"

#include "config.h"

#include <string.h>

#include "kin-file-kind.h"

/* What kind of file a document is: one rule for letters of a person and of a clinic. */

#define UNKNOWN "application/octet-stream"
/* Where a sign of the kind may stand. */
#define HEAD 4096
/* A few systems put a line before the beginning of a PDF. */
#define HEAD_OF_PDF 1024

typedef struct
{
  const char *media_type;
  const char *ending;
  const char *sign;            /* how every file of the kind begins; NULL: it is text */
  guint       length;          /* of the sign */
  guint       offset;
} Kind;

#define SIGN(text) (text), sizeof (text) - 1
#define TEXT NULL, 0, 0

/* Of kinds that begin alike, the one that the others are a case of comes first; and of endings of
 * a kind the one that a copy gets. */
static const Kind kinds[] = {
  { "application/pdf", ".pdf", SIGN ("%PDF-"), 0 },
  { "image/png", ".png", SIGN ("\x89PNG\r\n\x1a\n"), 0 },
  { "image/jpeg", ".jpg", SIGN ("\xff\xd8\xff"), 0 },
  { "image/jpeg", ".jpeg", SIGN ("\xff\xd8\xff"), 0 },
  { "image/gif", ".gif", SIGN ("GIF8"), 0 },
  { "image/tiff", ".tif", SIGN ("II*\0"), 0 },
  { "image/tiff", ".tiff", SIGN ("MM\0*"), 0 },
  { "image/heic", ".heic", SIGN ("ftypheic"), 4 },
  { "image/heic", ".heic", SIGN ("ftypheix"), 4 },
  { "image/heic", ".heic", SIGN ("ftypmif1"), 4 },
  { "image/heif", ".heif", SIGN ("ftypmif1"), 4 },
  { "image/avif", ".avif", SIGN ("ftypavif"), 4 },
  { "image/webp", ".webp", SIGN ("WEBP"), 8 },
  { "application/rtf", ".rtf", SIGN ("{\\rtf"), 0 },
  { "application/dicom", ".dcm", SIGN ("DICM"), 128 },
  { "application/zip", ".zip", SIGN ("PK\003\004"), 0 },
  { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx",
    SIGN ("PK\003\004"), 0 },
  { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx",
    SIGN ("PK\003\004"), 0 },
  { "application/vnd.oasis.opendocument.text", ".odt", SIGN ("PK\003\004"), 0 },
  { "application/gzip", ".gz", SIGN ("\x1f\x8b"), 0 },
  { "application/msword", ".doc", SIGN ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 0 },
  { "text/plain", ".txt", TEXT },
  { "text/html", ".html", TEXT },
  { "text/html", ".htm", TEXT },
  { "application/xhtml+xml", ".xhtml", TEXT },
  { "application/xml", ".xml", TEXT },
  { "text/xml", ".xml", TEXT },
  { "text/calendar", ".ics", TEXT },
  { "text/csv", ".csv", TEXT },
  { "application/smart-health-card", ".smart-health-card", TEXT },
};

/* Media types are the same in any case, and what follows a semicolon says how, not what. */
static gboolean
is_said (const Kind *kind,
         const char *said)
{
  gsize length = strlen (kind->media_type);

  return g_ascii_strncasecmp (said, kind->media_type, length) == 0 &&
         (said[length] == '\0' || said[length] == ';' || said[length] == ' ');
}

static const Kind *
find_said (const char *said)
{
  for (guint i = 0; said != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (is_said (&kinds[i], said))
      return &kinds[i];

  return NULL;
}

static gboolean
begins_like (const Kind *kind,
             const char *data,
             gsize       length)
{
  return kind->sign != NULL && length >= kind->offset + kind->length &&
         memcmp (data + kind->offset, kind->sign, kind->length) == 0;
}

/* By its first bytes; among kinds that begin alike what was said decides. */
static const Kind *
find_sign (const char *said,
           const char *data,
           gsize       length)
{
  const Kind *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (begins_like (&kinds[i], data, length) &&
        (found == NULL || (said != NULL && is_said (&kinds[i], said))))
      found = &kinds[i];

  return found;
}

/* What begins otherwise is not of that kind, whoever says so. */
static gboolean
may_be (const Kind *kind,
        const char *data,
        gsize       length)
{
  if (kind->sign == NULL)
    return memchr (data, '\0', MIN (length, HEAD)) == NULL;

  return g_str_equal (kind->media_type, "application/pdf") &&
         g_strstr_len (data, (gssize) MIN (length, HEAD_OF_PDF), kind->sign) != NULL;
}

static gboolean
begins_with (const char *text,
             const char *word)
{
  return g_ascii_strncasecmp (text, word, strlen (word)) == 0;
}

/* Whether the head of a file is text; its end may be in the middle of a character. */
static gboolean
is_text (const char *head,
         gsize       length)
{
  const char *end;

  if (memchr (head, '\0', length) != NULL)
    return FALSE;

  return g_utf8_validate (head, (gssize) length, &end) ||
         (length == HEAD && end > head + HEAD - 4);
}

/* Of what nobody says anything about. */
static const char *
guess_text (const char *data,
            gsize       length)
{
  gsize mark = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  gsize size = MIN (length - mark, HEAD);
  g_autofree char *head = g_strndup (data + mark, size);
  const char *text = head;

  if (!is_text (data + mark, size))
    return UNKNOWN;

  while (g_ascii_isspace (*text))
    text++;
  if (begins_with (text, "<!doctype html") || begins_with (text, "<html"))
    return "text/html";
  if (begins_with (text, "<?xml") || begins_with (text, "<ClinicalDocument"))
    return "application/xml";

  return "text/plain";
}

/**
 * kin_file_kind_find:
 * @said: (nullable): the media type that came with the file, with or without parameters
 * @bytes: the file
 *
 * Tells what kind of file a document is. How it begins decides; where that says nothing, what was
 * said, unless the file cannot be of that kind; and at last what can be read in it.
 *
 * Returns: its media type, in small letters and without parameters
 */
const char *
kin_file_kind_find (const char *said,
                    GBytes     *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const Kind *kind;

  if (length == 0)
    return UNKNOWN;

  kind = find_sign (said, data, length);
  if (kind != NULL)
    return kind->media_type;

  kind = find_said (said);
  if (kind != NULL && may_be (kind, data, length))
    return kind->media_type;

  return guess_text (data, length);
}

/**
 * kin_file_kind_from_name:
 * @name: the name of a file
 *
 * Returns: (nullable): the media type that its ending stands for
 */
const char *
kin_file_kind_from_name (const char *name)
{
  const char *ending = strrchr (name, '.');

  for (guint i = 0; ending != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (ending, kinds[i].ending) == 0)
      return kinds[i].media_type;

  return NULL;
}

/**
 * kin_file_kind_get_ending:
 * @kind: what kin_file_kind_find() found
 *
 * Returns: the ending that names of such files have, such as ".pdf"; "" where there is none
 */
const char *
kin_file_kind_get_ending (const char *kind)
{
  const Kind *found = find_said (kind);

  return found != NULL ? found->ending : "";
}
