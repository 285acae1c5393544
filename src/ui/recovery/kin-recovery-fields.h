/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_TYPE_RECOVERY_FIELDS (kin_recovery_fields_get_type ())

G_DECLARE_FINAL_TYPE (KinRecoveryFields, kin_recovery_fields, KIN, RECOVERY_FIELDS, GtkGrid)

KinSecret *kin_recovery_fields_read      (KinRecoveryFields  *self,
                                          char              **problem);
void       kin_recovery_fields_show      (KinRecoveryFields  *self,
                                          GtkLabel           *label,
                                          const char         *problem);
void       kin_recovery_fields_refuse    (KinRecoveryFields  *self,
                                          GtkLabel           *label,
                                          const GError       *error,
                                          GtkWidget          *button);

G_END_DECLS
