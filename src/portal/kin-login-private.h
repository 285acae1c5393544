/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-login.h"

G_BEGIN_DECLS

char       *kin_login_new_page      (KinLogin  *self,
                                     GError   **error);
const char *kin_login_get_return_to (KinLogin  *self);

G_END_DECLS
