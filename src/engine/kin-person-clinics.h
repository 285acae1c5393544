/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-person.h"

G_BEGIN_DECLS

void       kin_person_correct_clinic             (KinPerson            *self,
                                                  KinClinic           **clinic);
gboolean   kin_person_has_corrected_clinic       (KinPerson            *self,
                                                  KinClinic            *clinic);
void       kin_person_save_clinic_async          (KinPerson            *self,
                                                  KinClinic            *clinic,
                                                  gboolean              is_corrected,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_person_save_clinic_finish         (KinPerson            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_person_probe_clinic_async         (KinPerson            *self,
                                                  KinClinic            *clinic,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
KinClinic *kin_person_probe_clinic_finish        (KinPerson            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_person_try_number_async           (KinPerson            *self,
                                                  KinClinic            *clinic,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_person_try_number_finish          (KinPerson            *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
