/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-vendor.h"

G_BEGIN_DECLS

#define KIN_TYPE_SET_UP_STEPS (kin_set_up_steps_get_type ())

G_DECLARE_FINAL_TYPE (KinSetUpSteps, kin_set_up_steps, KIN, SET_UP_STEPS, GtkWidget)

void kin_set_up_steps_set_vendor (KinSetUpSteps   *self,
                                  const KinVendor *vendor,
                                  gboolean         is_trial,
                                  const char      *date);

G_END_DECLS
