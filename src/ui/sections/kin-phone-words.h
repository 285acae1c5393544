/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person-notes.h"

G_BEGIN_DECLS

gboolean  kin_phone_is_another (const KinPhone *phone,
                                const KinPhone *before);
char     *kin_phone_to_words   (const KinPhone *phone,
                                const KinPhone *before);

G_END_DECLS
