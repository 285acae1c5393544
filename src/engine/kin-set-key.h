/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-keyring.h"

G_BEGIN_DECLS

/**
 * KinSetKey:
 * @key: 32 bytes that open the files of one set
 * @key_id: which key that is; also in the file `meta` of the set
 */
typedef struct
{
  KinSecret *key;
  char      *key_id;
} KinSetKey;

void       kin_set_key_create_async  (KinKeyring           *keyring,
                                      const char           *set,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
KinSetKey *kin_set_key_create_finish (GAsyncResult         *result,
                                      GError              **error);
KinSetKey *kin_set_key_find          (KinKeyring           *keyring,
                                      const char           *set,
                                      const char           *folder,
                                      GCancellable         *cancellable,
                                      GError              **error);
void       kin_set_key_find_async    (KinKeyring           *keyring,
                                      const char           *set,
                                      const char           *folder,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
KinSetKey *kin_set_key_find_finish   (GAsyncResult         *result,
                                      GError              **error);
void       kin_set_key_free          (KinSetKey            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSetKey, kin_set_key_free)

G_END_DECLS
