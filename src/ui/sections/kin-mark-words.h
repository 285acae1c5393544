/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-mark.h"

G_BEGIN_DECLS

char       *kin_mark_to_words        (KinMark      mark,
                                      const char  *written);

char       *kin_urgency_to_words     (KinUrgency   urgency,
                                      KinItem     *item);
char       *kin_urgency_to_need      (KinUrgency   urgency,
                                      KinItem     *item);
const char *kin_urgency_to_advice    (KinUrgency   urgency);

G_END_DECLS
