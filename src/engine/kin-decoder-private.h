/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-decoder.h"

G_BEGIN_DECLS

char   **kin_decoder_make_command (const char         *program,
                                   const char * const *words);
GError  *kin_decoder_explain_end  (GSubprocess        *process);

G_END_DECLS
