/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-vendor.h"

G_BEGIN_DECLS

#define KIN_VENDORS_RESOURCE "/io/github/kinchart/Kinchart/vendors.ini"

const char *kin_set_up_step_to_words   (const char      *step,
                                        gboolean         is_trial);
char       *kin_set_up_to_intro        (const KinVendor *vendor,
                                        gboolean         is_trial);
const char *kin_set_up_to_redirect     (const KinVendor *vendor);

G_END_DECLS
