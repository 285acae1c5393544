/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

/**
 * KinTwinReason:
 * @KIN_TWIN_NONE: nothing shows that they are the same
 * @KIN_TWIN_NUMBER: the clinic's own number, and the code or the name; or the number of the order,
 *   the code, the time and the value
 * @KIN_TWIN_VACCINE: the code and the day of a dose
 * @KIN_TWIN_RESULT: the code, the time and the value, and no other order
 * @KIN_TWIN_MEDICINE: the code, and the directions
 * @KIN_TWIN_CONDITION: the code; the day, too, of what is over
 * @KIN_TWIN_ALLERGY: the code, and the reaction
 * @KIN_TWIN_WORDS: everything, but for its own id and those that say who wrote it
 *
 * By what two entries from two sources are seen to be the same thing. Never by a name alone.
 */
typedef enum
{
  KIN_TWIN_NONE,
  KIN_TWIN_NUMBER,
  KIN_TWIN_VACCINE,
  KIN_TWIN_RESULT,
  KIN_TWIN_MEDICINE,
  KIN_TWIN_CONDITION,
  KIN_TWIN_ALLERGY,
  KIN_TWIN_WORDS,
} KinTwinReason;

/**
 * KinTwin:
 * @item: an entry from another source, with its resource
 * @reason: by what it is seen to be the same thing; %KIN_TWIN_NONE: it is kept apart
 */
typedef struct
{
  KinItem       *item;
  KinTwinReason  reason;
} KinTwin;

KinTwin      *kin_twin_new       (KinItem       *item,
                                  KinTwinReason  reason);
void          kin_twin_free      (KinTwin       *self);

GStrv         kin_twin_list_keys (KinItem *item);
char         *kin_twin_dup_name  (KinItem *one,
                                  KinItem *other);
KinTwinReason kin_twin_compare   (KinItem *item,
                                  KinItem *shown);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinTwin, kin_twin_free)

G_END_DECLS
