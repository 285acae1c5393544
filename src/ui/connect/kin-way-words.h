/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"

G_BEGIN_DECLS

char       *kin_login_to_words      (KinClinic  *clinic);
char       *kin_trial_to_words      (KinClinic  *clinic);
const char *kin_way_to_words        (KinWay      way);
const char *kin_way_to_statement    (KinWay      way);
const char *kin_way_to_advice       (KinWay      way);
char       *kin_clinic_to_website   (KinClinic  *clinic);
char       *kin_clinic_to_row_words (KinClinic  *clinic,
                                     const char *typed);

G_END_DECLS
