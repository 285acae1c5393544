/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

char     *kin_home_status_to_words   (KinPerson *person);
gboolean  kin_clinics_have_answered  (KinPerson *person);
char     *kin_not_sent_to_words      (KinPerson *person,
                                      GStrv      sections);
char     *kin_section_count_to_words (guint64    count,
                                      guint64    unread);

G_END_DECLS
