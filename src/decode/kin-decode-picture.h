/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KIN_DECODE_DONE 0
#define KIN_DECODE_NOT_READABLE 3

int kin_decode_picture (int input,
                        int output,
                        int side);

G_END_DECLS
