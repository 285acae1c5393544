/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-answer"

#include "config.h"

#include "kin-answer-private.h"

struct _KinAnswer
{
  gatomicrefcount ref_count;

  KinBundle *bundle;
  GBytes *bytes;
  char *content_type;
  gint64 server_time;
  char *etag;
};

G_DEFINE_BOXED_TYPE (KinAnswer, kin_answer, kin_answer_ref, kin_answer_unref)

KinAnswer *
kin_answer_new (KinBundle  *bundle,
                GBytes     *bytes,
                const char *content_type,
                gint64      server_time,
                const char *etag)
{
  KinAnswer *self = g_new0 (KinAnswer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->bundle = bundle != NULL ? kin_bundle_ref (bundle) : NULL;
  self->bytes = g_bytes_ref (bytes);
  self->content_type = g_strdup (content_type);
  self->server_time = server_time;
  self->etag = g_strdup (etag);
  return self;
}

/**
 * kin_answer_ref:
 * @self: an answer
 *
 * Returns: (transfer full): @self, held once more
 */
KinAnswer *
kin_answer_ref (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * kin_answer_unref:
 * @self: (transfer full): an answer
 *
 * Lets it go.
 */
void
kin_answer_unref (KinAnswer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->bundle, kin_bundle_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_free (self);
}

/**
 * kin_answer_get_bundle:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): what a page holds; %NULL for an attachment
 */
KinBundle *
kin_answer_get_bundle (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bundle;
}

/**
 * kin_answer_get_bytes:
 * @self: an answer
 *
 * Returns: (transfer none): the bytes, with every transfer coding taken off
 */
GBytes *
kin_answer_get_bytes (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * kin_answer_get_content_type:
 * @self: an answer
 *
 * Returns: (nullable): the media type without parameters, in lower case
 */
const char *
kin_answer_get_content_type (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_type;
}

/**
 * kin_answer_get_server_time:
 * @self: an answer
 *
 * Returns: the `Date` of the server in seconds since 1970; 0 when it sent none.
 *   "Changed since" is asked in the server's time, not in ours.
 */
gint64
kin_answer_get_server_time (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->server_time;
}

/**
 * kin_answer_get_etag:
 * @self: an answer
 *
 * Returns: (nullable): the `ETag`, when it is well formed
 */
const char *
kin_answer_get_etag (KinAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->etag;
}
