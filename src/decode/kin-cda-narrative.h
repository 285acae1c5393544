/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-cda.h"

G_BEGIN_DECLS

GHashTable *kin_cda_narrative_index (xmlNode    *root);
void        kin_cda_narrative_write (GString    *html,
                                     xmlNode    *section);
void        kin_cda_narrative_text  (GString    *html,
                                     const char *text);

G_END_DECLS
