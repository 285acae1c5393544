/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-secret.h"

G_BEGIN_DECLS

/*
 * How this app proves to a portal that it is itself is one secret: %NULL where there is nothing to
 * show, a text that the portal gave it, or a key of its own (RFC 7523), made for one number: of one
 * portal, or of all portals of a vendor. A key is a private JWK as text (RFC 7517), and kept
 * wherever a secret is kept.
 */
gboolean   kin_client_key_is          (const KinSecret      *secret);
void       kin_client_key_new_async   (const char           *algorithm,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
KinSecret *kin_client_key_new_finish  (GAsyncResult         *result,
                                       GError              **error);
char      *kin_client_key_dup_public  (const KinSecret      *key);

G_END_DECLS
