/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection.h"
#include "kin-secret.h"
#include "kin-way.h"

G_BEGIN_DECLS

/* What Kinchart calls itself where nobody gave it a number. */
#define KIN_USUAL_CLIENT_ID "kinchart"

/* How the name of who made a portal begins when it is for trying things out on the internet: a
 * connection and a set-up remember it. */
#define KIN_TRIAL_VENDOR "trial "

#define KIN_TYPE_CLINIC (kin_clinic_get_type ())

G_DECLARE_FINAL_TYPE (KinClinic, kin_clinic, KIN, CLINIC, GObject)

KinClinic  *kin_clinic_new_at            (const char    *address);
KinClinic  *kin_clinic_new_of_connection (KinConnection *connection);
KinClinic  *kin_clinic_new_with_set_up   (KinClinic     *self,
                                          const char    *client_id,
                                          KinSecret     *client_secret,
                                          const char    *redirect,
                                          const char    *vendor);
KinClinic  *kin_clinic_new_with_way      (KinClinic     *self,
                                          const char    *address,
                                          KinWay         way);
const char *kin_clinic_get_name          (KinClinic     *self);
const char *kin_clinic_get_place         (KinClinic     *self);
const char *kin_clinic_get_other_names   (KinClinic     *self);
const char *kin_clinic_get_address       (KinClinic     *self);
gboolean    kin_clinic_has_number        (KinClinic     *self);
const char *kin_clinic_get_client_id     (KinClinic     *self);
const char *kin_clinic_get_number_from   (KinClinic     *self);
KinSecret  *kin_clinic_get_client_secret (KinClinic     *self);
const char *kin_clinic_get_redirect      (KinClinic     *self);
gboolean    kin_clinic_get_made_up       (KinClinic     *self);
const char *kin_clinic_get_page          (KinClinic     *self);
const char *kin_clinic_get_key           (KinClinic     *self);
const char *kin_clinic_get_vendor        (KinClinic     *self);
gboolean    kin_clinic_get_is_trial      (KinClinic     *self);
const char *kin_clinic_get_login         (KinClinic     *self);
const char *kin_clinic_get_password      (KinClinic     *self);
const char *kin_clinic_get_known         (KinClinic     *self);
KinWay      kin_clinic_get_way           (KinClinic     *self);
KinClinic  *kin_clinic_get_listed        (KinClinic     *self);

G_END_DECLS
