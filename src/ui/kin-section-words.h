/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-section.h"

G_BEGIN_DECLS

const char       *kin_section_get_words       (KinSection section);
const char       *kin_section_get_icon        (KinSection section);
char             *kin_entries_to_words        (guint64    n_entries);
guint             kin_section_get_n_groups    (void);
const char       *kin_section_get_group_words (guint      group);
const KinSection *kin_section_get_group       (guint      group);

G_END_DECLS
