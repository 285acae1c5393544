/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-person.h"

G_BEGIN_DECLS

char     *kin_address_complete      (const char    *typed);
gboolean  kin_address_is_one        (const char    *typed);
char     *kin_address_to_host       (const char    *address);
char     *kin_address_to_safe_page  (const char    *typed);
char     *kin_address_to_website    (const char    *address);
char     *kin_clinic_place_to_lines (KinClinic     *clinic);
char     *kin_moment_to_words       (const char    *instant);
char     *kin_moment_to_value       (const char    *instant);
int       kin_days_since            (const char    *instant,
                                     GDateTime     *now);
char     *kin_file_age_to_words     (const char    *instant,
                                     GDateTime     *now);
char     *kin_clinic_name_to_words  (KinConnection *connection);
char     *kin_clinic_state_to_words (KinPerson     *person,
                                     KinConnection *connection);

G_END_DECLS
