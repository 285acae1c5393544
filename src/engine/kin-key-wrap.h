/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-secret.h"

G_BEGIN_DECLS

char      *kin_key_wrap   (KinSecret   *key,
                           KinSecret   *with,
                           const char  *set,
                           const char  *key_id);
KinSecret *kin_key_unwrap (const char  *wrapped,
                           KinSecret   *with,
                           const char  *set,
                           const char  *key_id,
                           GError     **error);

G_END_DECLS
