/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_CLINIC_CONTACT (kin_clinic_contact_get_type ())

G_DECLARE_FINAL_TYPE (KinClinicContact, kin_clinic_contact, KIN, CLINIC_CONTACT, GtkWidget)

GtkWidget *kin_clinic_contact_new (KinPerson     *person,
                                   KinConnection *connection);

G_END_DECLS
