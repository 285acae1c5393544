/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-merge.h"
#include "kin-person.h"

G_BEGIN_DECLS

KinMatch       kin_person_match            (KinPerson      *person,
                                            KinIdentity    *identity,
                                            KinConnection  *joined);
KinMatch       kin_person_match_portal     (KinPerson      *person,
                                            const char     *base,
                                            KinIdentity    *identity,
                                            const char     *granted,
                                            KinConnection **joined,
                                            KinMerge       *merge);
KinMatch       kin_person_match_trial      (KinPerson      *person,
                                            const char     *vendor,
                                            KinMatch        match);
GPtrArray     *kin_person_list_joined      (KinPerson      *person,
                                            const char     *base,
                                            KinIdentity    *identity,
                                            const char     *granted);
char          *kin_person_match_to_binding (KinIdentity    *identity,
                                            const char     *granted);
KinConnection *kin_person_find_source      (KinPerson      *person,
                                            const char     *base,
                                            const char     *patient_id);
KinConnection *kin_person_find_file_source (KinPerson      *person,
                                            const char     *patient_id,
                                            KinIdentity    *identity);

G_END_DECLS
