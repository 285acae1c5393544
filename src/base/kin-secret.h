/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinSecret:
 *
 * Bytes that must not leave this process: a key, a token, a client secret.
 * They sit in memory that is locked, left out of core dumps and wiped when the
 * last reference goes. A zero byte follows them, so that a text secret can be
 * read as a C string. Immutable; may be used from several threads.
 */
typedef struct _KinSecret KinSecret;

#define KIN_TYPE_SECRET (kin_secret_get_type ())

GType         kin_secret_get_type     (void) G_GNUC_CONST;

KinSecret    *kin_secret_new          (const void      *data,
                                       gsize            length);
KinSecret    *kin_secret_new_text     (const char      *text);
KinSecret    *kin_secret_new_random   (gsize            length);
KinSecret    *kin_secret_ref          (KinSecret       *self);
void          kin_secret_unref        (KinSecret       *self);
const guint8 *kin_secret_get_data     (const KinSecret *self,
                                       gsize           *length);
const char   *kin_secret_get_text     (const KinSecret *self);
gboolean      kin_secret_equal        (const KinSecret *a,
                                       const KinSecret *b);
KinSecret    *kin_secret_to_hex       (const KinSecret *self);
KinSecret    *kin_secret_from_hex     (const char      *hex);
KinSecret    *kin_secret_to_base64url (const KinSecret *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSecret, kin_secret_unref)

G_END_DECLS
