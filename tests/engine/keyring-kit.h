/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-keyring.h"

G_BEGIN_DECLS

#define KIT_SET "0d7f6b1e-38c5-4a0e-9e58-2f1b6c8f3a10"

/* Something that is asked of the keyring, until there is an answer. Each key is "first". */
typedef gboolean (* KitAsk) (KinKeyring *, GError **);

gboolean  kit_keyring_look      (KinKeyring  *keyring,
                                 GError     **error);
gboolean  kit_keyring_find      (KinKeyring  *keyring,
                                 const char  *kind,
                                 const char  *key_id,
                                 GError     **error);
gboolean  kit_keyring_find_key  (KinKeyring  *keyring,
                                 GError     **error);
gboolean  kit_keyring_store     (KinKeyring  *keyring,
                                 const char  *set,
                                 const char  *key_id,
                                 const char  *text,
                                 GError     **error);
gboolean  kit_keyring_store_key (KinKeyring  *keyring,
                                 GError     **error);

/* The keyring of with-session-bus.sh, and the one that lives as long as the session. */
#define KIT_KEYRING_LOGIN "/org/freedesktop/secrets/collection/login"
#define KIT_KEYRING_SESSION "/org/freedesktop/secrets/collection/session"

/* What the desktop, or another program, does with it. */
void      kit_keyring_lock        (void);
void      kit_keyring_unlock      (void);
void      kit_keyring_make        (void);
void      kit_keyring_set_default (const char *path);

G_END_DECLS
