/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"

G_BEGIN_DECLS

GPtrArray *kin_clinic_list_parse     (GBytes      *text,
                                      GError     **error);
GPtrArray *kin_clinic_list_find      (GPtrArray   *clinics,
                                      const char  *words);
KinClinic *kin_clinic_find_practice  (const char  *name,
                                      const char  *place);

G_END_DECLS
