/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-person.h"
#include "kin-trials.h"

G_BEGIN_DECLS

#define KIN_TYPE_CLINIC_LIST (kin_clinic_list_get_type ())

/**
 * KinClinicList:
 *
 * The clinics that are known by name. Immutable.
 */
G_DECLARE_FINAL_TYPE (KinClinicList, kin_clinic_list, KIN, CLINIC_LIST, GObject)

void           kin_clinic_list_load_async   (const char           *resource,
                                             const char           *vendors,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
KinClinicList *kin_clinic_list_load_finish  (GAsyncResult         *result,
                                             GError              **error);
const char    *kin_clinic_list_get_date     (KinClinicList        *self);
KinTrials     *kin_clinic_list_get_trials   (KinClinicList        *self);
void           kin_clinic_list_set_up       (KinClinicList        *self,
                                             KinPerson            *person,
                                             KinClinic           **clinic);
GPtrArray     *kin_clinic_list_find         (KinClinicList        *self,
                                             KinPerson            *person,
                                             const char           *words,
                                             guint                 limit,
                                             guint                *n_found);
KinClinic     *kin_clinic_find_practice     (const char           *name,
                                             const char           *place);

G_END_DECLS
