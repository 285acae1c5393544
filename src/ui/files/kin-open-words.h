/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-import.h"
#include "kin-letter.h"

G_BEGIN_DECLS

char *kin_open_whose_to_words   (KinIdentity           *identity);
char *kin_open_amount_to_words  (guint64                n_entries,
                                 const char            *oldest,
                                 const char            *newest);
char *kin_open_letter_to_name   (const KinLetter       *letter);
char *kin_open_letter_to_words  (const KinLetter       *letter);
char *kin_open_saved_to_words   (const KinImportCounts *counts);
char *kin_open_stopped_to_words (const KinImportCounts *counts);

G_END_DECLS
