/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-body"

#include "config.h"

#include <libdeflate.h>
#include <string.h>

#include "kin-body-private.h"

/* As much is unpacked at once to see how long it is. */
#define PIECE (64 * 1024)

/* A body this small may hold a token: it gets its room at once, so that growing
 * leaves no copies behind, and is wiped at the end. */
#define SECRET_CAP (64 * 1024)

/* Honest JSON packs about 10 to 1, repeated text up to 50 to 1 (rule N-11). */
#define MAX_RATIO 100
#define RATIO_FROM (1024 * 1024)

/* So much room is made at once for what is announced. */
#define USUAL_LENGTH (1024 * 1024)

struct _KinBody
{
  gsize cap;
  goffset announced;         /* Content-Length, or -1 */

  gboolean gzip;             /* what comes is packed */

  guint8 *data;              /* as it comes */
  gsize length;
  gsize room;
};

typedef struct
{
  guint8 *data;
  gsize room;
} Wiped;

/* The size of the room is known here, so explicit_bzero can see all of it. */
static void
wiped_free (gpointer data)
{
  Wiped *wiped = data;

  if (wiped->data != NULL)
    explicit_bzero (wiped->data, wiped->room);
  g_free (wiped->data);
  g_free (wiped);
}

KinBody *
kin_body_new (gsize    cap,
              gboolean gzip,
              goffset  announced)
{
  KinBody *self = g_new0 (KinBody, 1);

  g_assert (cap > 0);

  self->cap = cap;
  self->announced = announced;
  self->gzip = gzip;
  if (cap <= SECRET_CAP)
    {
      self->room = cap;
      self->data = g_malloc (self->room);
    }
  return self;
}

void
kin_body_free (KinBody *self)
{
  if (self->data != NULL)
    explicit_bzero (self->data, self->length);
  g_free (self->data);
  g_free (self);
}

/* Room for as many bytes more, or as many as may come at all. */
static void
body_grow (KinBody *self,
           gsize    length)
{
  gsize wanted = self->length + MIN (length, self->cap - self->length);

  if (wanted <= self->room)
    return;
  if (self->room == 0)
    wanted = MAX (wanted, (gsize) CLAMP (self->announced, 0, USUAL_LENGTH));
  self->room = MIN (MAX (self->room * 2, wanted), self->cap);
  self->data = g_realloc (self->data, self->room);
}

static void
set_too_large (KinBody  *self,
               GError  **error)
{
  g_set_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE,
               "the answer is larger than %" G_GSIZE_FORMAT " bytes", self->cap);
}

/**
 * kin_body_take:
 * @self: a body
 * @data: the next bytes from the wire
 * @length: how many
 * @error: %KIN_PORTAL_ERROR_TOO_LARGE over the cap
 *
 * Returns: whether more may come
 */
gboolean
kin_body_take (KinBody       *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  if (length == 0)
    return TRUE;
  if (length > self->cap - self->length)
    {
      set_too_large (self, error);
      return FALSE;
    }
  body_grow (self, length);
  memcpy (self->data + self->length, data, length);
  self->length += length;
  return TRUE;
}

/* What proves the end (rule N-12); libsoup takes a cut gzip stream, and before
 * 3.6.5 a chunked body cut between chunks, for whole ones. Nothing at all is no gzip stream. */
static gboolean
check_end (KinBody  *self,
           GError  **error)
{
  gboolean counted = self->announced >= 0;

  if ((counted && (gsize) self->announced != self->length)
      || (self->gzip && self->length == 0 && !counted))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                           "the answer ended early");
      return FALSE;
    }
  return TRUE;
}

/* How long it says it is when unpacked (RFC 1952, section 2.3.1, ISIZE): of a stream that was cut
 * this is anything. */
static gsize
read_size (KinBody *self)
{
  guint32 size = 0;

  if (self->length >= sizeof size)
    memcpy (&size, self->data + self->length - sizeof size, sizeof size);

  return GUINT32_FROM_LE (size);
}

/* Only one member: whether another one is missing could not be seen. */
static Wiped *
unpack_into (KinBody *self,
             gsize    room)
{
  struct libdeflate_decompressor *gunzip = libdeflate_alloc_decompressor ();
  Wiped *wiped = g_new0 (Wiped, 1);
  enum libdeflate_result result;
  gsize used = 0;

  wiped->data = g_malloc (MAX (room, 1));
  wiped->room = room;
  result = libdeflate_gzip_decompress_ex (gunzip, self->data, self->length, wiped->data, room,
                                          &used, NULL);
  libdeflate_free_decompressor (gunzip);
  if (result == LIBDEFLATE_SUCCESS && used == self->length)
    return wiped;

  wiped_free (wiped);

  return NULL;
}

/* Whether there are @most bytes in it, without keeping them. */
static gboolean
has_more_than (KinBody *self,
               gsize    most)
{
  g_autoptr (GConverter) gunzip
    = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autofree guint8 *piece = g_malloc (PIECE);
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize read = 0, total = 0;

  while (result == G_CONVERTER_CONVERTED && total <= most)
    {
      gsize used = 0, made = 0;

      result = g_converter_convert (gunzip, self->data + read, self->length - read, piece, PIECE,
                                    G_CONVERTER_INPUT_AT_END, &used, &made, NULL);
      read += used;
      total += made;
    }

  explicit_bzero (piece, PIECE);

  return total > most;
}

static void
set_not_unpacked (KinBody  *self,
                  gsize     most,
                  GError  **error)
{
  gsize size = read_size (self);

  if (!has_more_than (self, most))
    g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                         "the gzip stream is cut or damaged, or goes on after its end");
  else if (most < self->cap || size / MAX_RATIO >= self->length)
    g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BOMB,
                         "the answer unpacks to over a hundred times its size");
  else
    set_too_large (self, error);
}

/* In the room that it asks for. Where that is more than is allowed, it may be too long, or it was
 * cut. */
static Wiped *
unpack (KinBody  *self,
        GError  **error)
{
  gsize most = MIN (self->cap, MAX (self->length * MAX_RATIO, RATIO_FROM));
  gsize size = read_size (self);
  Wiped *wiped = size <= most ? unpack_into (self, size) : NULL;

  if (wiped == NULL)
    set_not_unpacked (self, most, error);

  return wiped;
}

static Wiped *
take_as_it_is (KinBody *self)
{
  Wiped *wiped = g_new0 (Wiped, 1);

  wiped->data = g_steal_pointer (&self->data);
  wiped->room = self->length;
  self->length = self->room = 0;

  return wiped;
}

/**
 * kin_body_finish:
 * @self: a body that has ended
 * @proof: (out): whether the wire proved that it is whole
 * @error: %KIN_PORTAL_ERROR_NOT_COMPLETE when it is known not to be, or its gzip is damaged,
 *   %KIN_PORTAL_ERROR_TOO_LARGE when it unpacks to more than the cap, or
 *   %KIN_PORTAL_ERROR_BOMB to many more bytes than came
 *
 * Returns: (transfer full): the bytes, wiped when the last one lets go
 */
GBytes *
kin_body_finish (KinBody       *self,
                 KinBodyProof  *proof,
                 GError       **error)
{
  Wiped *wiped;

  if (!check_end (self, error))
    return NULL;

  *proof = self->announced >= 0 || self->gzip ? KIN_BODY_PROVEN : KIN_BODY_UNPROVEN;
  wiped = self->gzip && self->length > 0 ? unpack (self, error) : take_as_it_is (self);
  if (wiped == NULL)
    return NULL;

  return g_bytes_new_with_free_func (wiped->data, wiped->room, wiped_free, wiped);
}
