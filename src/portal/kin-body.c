/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-body"

#include "config.h"

#include <string.h>

#include "kin-body-private.h"

/* As much is unpacked before it is looked at. */
#define PIECE (64 * 1024)

/* A body this small may hold a token: it gets its room at once, so that growing
 * leaves no copies behind, and is wiped at the end. */
#define SECRET_CAP (64 * 1024)

/* Honest JSON packs about 10 to 1, repeated text up to 50 to 1 (rule N-11). */
#define USUAL_RATIO 12
#define MAX_RATIO 100
#define RATIO_FROM (1024 * 1024)

struct _KinBody
{
  gsize cap;
  goffset announced;         /* Content-Length, or -1 */

  GConverter *gunzip;        /* NULL when the body comes as it is */
  gboolean gunzip_ended;

  guint64 received;          /* on the wire */
  guint8 *data;
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
  if (gzip)
    self->gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
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
  g_clear_object (&self->gunzip);
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

static gboolean
body_append (KinBody       *self,
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

static gboolean
check_ratio (KinBody  *self,
             GError  **error)
{
  if (self->length <= RATIO_FROM || self->length / MAX_RATIO < self->received)
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BOMB,
                       "the answer unpacks to over a hundred times its size");
  return FALSE;
}

static void
set_bad_gzip (GError **error)
{
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                       "the gzip stream is damaged, or goes on after its end");
}

/* Unpacks some of it to where it stays; at the cap, one byte that is too many. */
static GConverterResult
unpack_piece (KinBody       *self,
              const guint8  *data,
              gsize          length,
              gsize         *used,
              gsize         *made,
              GError       **error)
{
  guint8 more;
  gboolean full = self->length == self->cap;

  if (self->room == 0)
    body_grow (self, CLAMP ((gsize) MAX (self->announced, 0), 100, RATIO_FROM / USUAL_RATIO)
                       * USUAL_RATIO);
  else if (self->length == self->room)
    body_grow (self, PIECE);

  return g_converter_convert (self->gunzip, data, length,
                              full ? &more : self->data + self->length,
                              full ? sizeof more : MIN (self->room - self->length, PIECE),
                              G_CONVERTER_NO_FLAGS, used, made, error);
}

static gboolean
body_unpack (KinBody       *self,
             const guint8  *data,
             gsize          length,
             GError       **error)
{
  /* Goes on until the unpacker asks for more, also without input: it may still
   * hold output that did not fit into one piece. */
  while (!self->gunzip_ended)
    {
      g_autoptr (GError) problem = NULL;
      gsize used = 0, made = 0;
      GConverterResult result;

      result = unpack_piece (self, data, length, &used, &made, &problem);
      if (result == G_CONVERTER_ERROR)
        {
          if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
            return TRUE;
          set_bad_gzip (error);
          return FALSE;
        }
      if (made > self->cap - self->length)
        {
          set_too_large (self, error);
          return FALSE;
        }
      self->length += made;
      if (!check_ratio (self, error))
        return FALSE;
      self->gunzip_ended = result == G_CONVERTER_FINISHED;
      data += used;
      length -= used;
    }
  /* Only one member: whether another one is missing could not be seen. */
  if (length > 0)
    set_bad_gzip (error);
  return length == 0;
}

/**
 * kin_body_take:
 * @self: a body
 * @data: the next bytes from the wire
 * @length: how many
 * @error: %KIN_PORTAL_ERROR_TOO_LARGE over the cap, which counts unpacked bytes,
 *   %KIN_PORTAL_ERROR_BOMB for many more of them than came, or
 *   %KIN_PORTAL_ERROR_NOT_COMPLETE for damaged gzip
 *
 * Returns: whether more may come
 */
gboolean
kin_body_take (KinBody       *self,
               const guint8  *data,
               gsize          length,
               GError       **error)
{
  self->received += length;
  if (self->gunzip == NULL)
    return body_append (self, data, length, error);
  return body_unpack (self, data, length, error);
}

/* What proves the end (rule N-12); libsoup takes a cut gzip stream, and before
 * 3.6.5 a chunked body cut between chunks, for whole ones. */
static gboolean
check_end (KinBody       *self,
           KinBodyProof  *proof,
           GError       **error)
{
  gboolean counted = self->announced >= 0;

  if ((counted && (guint64) self->announced != self->received) ||
      (self->gunzip != NULL && !self->gunzip_ended && (self->received > 0 || !counted)))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_COMPLETE,
                           "the answer ended early");
      return FALSE;
    }
  *proof = counted || self->gunzip != NULL ? KIN_BODY_PROVEN : KIN_BODY_UNPROVEN;
  return TRUE;
}

/**
 * kin_body_finish:
 * @self: a body that has ended
 * @proof: (out): whether the wire proved that it is whole
 * @error: %KIN_PORTAL_ERROR_NOT_COMPLETE when it is known not to be
 *
 * Returns: (transfer full): the bytes, wiped when the last one lets go
 */
GBytes *
kin_body_finish (KinBody       *self,
                 KinBodyProof  *proof,
                 GError       **error)
{
  Wiped *wiped;
  GBytes *bytes;

  if (!check_end (self, proof, error))
    return NULL;
  wiped = g_new0 (Wiped, 1);
  wiped->data = g_steal_pointer (&self->data);
  wiped->room = self->length;
  bytes = g_bytes_new_with_free_func (wiped->data, self->length, wiped_free, wiped);
  self->length = self->room = 0;
  return bytes;
}
