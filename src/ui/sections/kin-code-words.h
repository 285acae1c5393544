/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *kin_code_to_words    (const char *written);
char *kin_status_to_words  (const char *status);
char *kin_status_to_remark (const char *status);

G_END_DECLS
