/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-credentials.h"
#include "kin-keyring.h"

G_BEGIN_DECLS

#define KIN_TYPE_KEYRING_CREDENTIALS (kin_keyring_credentials_get_type ())

G_DECLARE_FINAL_TYPE (KinKeyringCredentials, kin_keyring_credentials, KIN, KEYRING_CREDENTIALS,
                      GObject)

KinCredentials *kin_keyring_credentials_new (KinKeyring *keyring,
                                             const char *set,
                                             const char *connection);

G_END_DECLS
