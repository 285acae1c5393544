/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KinPhone:
 * @name: whom one reaches
 * @role: (nullable): what that person does
 * @number: as it was typed
 * @note: (nullable): what the clinic says about the numbers of a team
 *
 * A phone number that the person typed, or that a clinic sent.
 */
typedef struct
{
  char *name;
  char *role;
  char *number;
  char *note;
} KinPhone;

void        kin_phone_free              (KinPhone             *self);

const char *kin_person_get_mark         (KinPerson            *self,
                                         const char           *name);
void        kin_person_set_mark         (KinPerson            *self,
                                         const char           *name,
                                         const char           *value);
const char *kin_person_get_from_copy    (KinPerson            *self);
void        kin_person_end_from_copy    (KinPerson            *self);
GPtrArray  *kin_person_list_phones      (KinPerson            *self);
void        kin_person_save_phone_async (KinPerson            *self,
                                         const char           *name,
                                         const char           *number,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    kin_person_save_phone_finish (KinPerson           *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPhone, kin_phone_free)

G_END_DECLS
