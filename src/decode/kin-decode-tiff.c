/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-tiff"

#include "config.h"

#include <string.h>

#include "kin-decode-tiff.h"

/* A fax or a scan has many pages in one TIFF, and the library reads the first one. Each page says
 * where the next one is described, and the beginning of the file where the first one is: for a
 * page, the beginning is made to point at it. See TIFF 6.0, section 2. */

#define AT_FIRST 4               /* where the beginning says it */
#define LENGTH_OF_TAG 12

typedef struct
{
  const guint8 *data;
  gsize         length;
  gboolean      is_big_endian;
} Tiff;

static gboolean
open_tiff (Tiff   *self,
           GBytes *bytes)
{
  self->data = g_bytes_get_data (bytes, &self->length);
  if (self->length < AT_FIRST + 4)
    return FALSE;

  self->is_big_endian = memcmp (self->data, "MM\0*", 4) == 0;

  return self->is_big_endian || memcmp (self->data, "II*\0", 4) == 0;
}

static guint32
read_number (const Tiff *self,
             gsize       at,
             guint       n_bytes)
{
  guint32 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | self->data[at + (self->is_big_endian ? i : n_bytes - 1 - i)];

  return number;
}

/* Returns: where the place of the page after the one at @at stands; 0 when it is not in the file */
static gsize
find_next (const Tiff *self,
           gsize       at)
{
  gsize next;

  if (at == 0 || at + 2 > self->length)
    return 0;

  next = at + 2 + (gsize) read_number (self, at, 2) * LENGTH_OF_TAG;

  return next + 4 <= self->length ? next : 0;
}

/* Goes from page to page, no more than @most: a file may send us in circles.
 * Returns: how many there were; *@at is where the last one is described */
static guint
walk (const Tiff *self,
      guint       most,
      guint32    *at)
{
  gsize place = AT_FIRST;
  guint n = 0;

  while (n < most)
    {
      guint32 next = read_number (self, place, 4);

      place = find_next (self, next);
      if (place == 0)
        break;
      *at = next;
      n++;
    }

  return n;
}

/**
 * kin_decode_tiff_count:
 * @bytes: a file
 * @most: so many pages, and no more
 *
 * Returns: how many pages it has; 0 for what is no TIFF
 */
guint
kin_decode_tiff_count (GBytes *bytes,
                       guint   most)
{
  Tiff tiff;
  guint32 at;

  return open_tiff (&tiff, bytes) ? walk (&tiff, most, &at) : 0;
}

/**
 * kin_decode_tiff_page:
 * @bytes: a TIFF
 * @number: a page of it, from 0
 *
 * Returns: (transfer full) (nullable): a TIFF that begins with that page
 */
GBytes *
kin_decode_tiff_page (GBytes *bytes,
                      guint   number)
{
  Tiff tiff;
  guint32 at = 0;
  guint8 *copy;

  if (!open_tiff (&tiff, bytes) || walk (&tiff, number + 1, &at) != number + 1)
    return NULL;

  copy = g_memdup2 (tiff.data, tiff.length);
  for (guint i = 0; i < 4; i++)
    copy[AT_FIRST + (tiff.is_big_endian ? i : 3 - i)] = (guint8) (at >> (24 - 8 * i));

  return g_bytes_new_take (copy, tiff.length);
}
