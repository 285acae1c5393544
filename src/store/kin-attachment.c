/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-attachment"

#include "config.h"

#include "kin-attachment.h"

G_DEFINE_BOXED_TYPE (KinAttachment, kin_attachment, kin_attachment_copy, kin_attachment_free)

KinAttachment *
kin_attachment_copy (const KinAttachment *self)
{
  KinAttachment *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (KinAttachment, 1);
  *copy = *self;
  copy->url = g_strdup (self->url);
  copy->content_type = g_strdup (self->content_type);
  copy->hash = g_strdup (self->hash);
  copy->reason = g_strdup (self->reason);

  return copy;
}

void
kin_attachment_free (KinAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->content_type);
  g_free (self->hash);
  g_free (self->reason);
  g_free (self);
}
