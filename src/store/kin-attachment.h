/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinAttachment:
 * @url: its address as the resource has it; with the connection, its name here
 * @content_type: (nullable): as the portal sent it
 * @size: decoded bytes; 0 when it is not here
 * @hash: (nullable): BLAKE2b-256 of the bytes in hex; NULL when it is not here
 * @reason: (nullable): why it is not here; no names or values
 * @tries: how often it was asked for in vain
 *
 * A document, picture or scan that belongs to a resource.
 */
typedef struct
{
  char    *url;
  char    *content_type;
  guint64  size;
  char    *hash;
  char    *reason;
  guint    tries;
} KinAttachment;

#define KIN_TYPE_ATTACHMENT (kin_attachment_get_type ())

GType          kin_attachment_get_type (void) G_GNUC_CONST;
KinAttachment *kin_attachment_copy     (const KinAttachment *self);
void           kin_attachment_free     (KinAttachment       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinAttachment, kin_attachment_free)

G_END_DECLS
