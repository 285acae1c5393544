/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person-private.h"
#include "kin-set-key.h"

G_BEGIN_DECLS

/**
 * KinPersonOpening:
 * @key: of the files
 * @personal: (nullable): what is opened first
 * @connections: (element-type KinConnectionNote) (nullable): what it says of them
 * @notes: (element-type KinNote) (nullable): what else it says
 * @record: (nullable): what is opened last
 * @n_forgotten: how many connections were looked at that count as not asked
 * @renewal: (nullable): when the record begins again
 * @began_before: (nullable): when it had, and nobody has read that
 * @unread_before: (nullable): the same, of files that were not read again yet
 * @is_renewed: whether it did begin again
 * @error: (nullable): why it was not done, while what was opened is closed
 *
 * The task data of an opening: of kin_person_create_async(), kin_person_open_async() and
 * kin_person_renew_async().
 */
typedef struct
{
  KinSetKey        *key;
  KinPersonalStore *personal;
  GPtrArray        *connections;
  GPtrArray        *notes;
  KinRecordStore   *record;
  guint             n_forgotten;
  char             *renewal;
  char             *began_before;
  char             *unread_before;
  gboolean          is_renewed;
  GError           *error;
} KinPersonOpening;

void kin_person_opening_begin       (GTask  *task);
void kin_person_opening_open_record (GTask  *task);
void kin_person_opening_give_up     (GTask  *task,
                                     GError *error);

void kin_person_renewal_begin       (GTask  *task);
void kin_person_renewal_end         (GTask  *task);

G_END_DECLS
