/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"

G_BEGIN_DECLS

#define KIN_TYPE_SET_UPS (kin_set_ups_get_type ())

G_DECLARE_FINAL_TYPE (KinSetUps, kin_set_ups, KIN, SET_UPS, GObject)

KinClinic *kin_set_ups_apply       (KinSetUps            *self,
                                    const char           *vendor,
                                    KinClinic            *clinic,
                                    gboolean             *is_ready);
KinClinic *kin_set_ups_find_due    (KinSetUps            *self,
                                    const char           *today,
                                    gboolean              with_trials);
void       kin_set_ups_save_async  (KinSetUps            *self,
                                    const char           *vendor,
                                    KinClinic            *clinic,
                                    gboolean              is_ready,
                                    const char           *remind,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean   kin_set_ups_save_finish (KinSetUps            *self,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
