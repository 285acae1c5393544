/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-clinic.h"
#include "kin-item.h"
#include "kin-page.h"

G_BEGIN_DECLS

/**
 * KinNeed:
 * @id: names it in our notes, and says nothing about the person
 * @words: what it is, in one sentence
 * @detail: (nullable): what more there is to know
 * @button: what the person can do
 * @never: (nullable): what ends it for good, where a person may
 * @section: where that leads, unless one of the next is there
 * @item: (nullable): the item it leads to
 * @connection: (nullable): the clinic it leads to
 * @clinic: (nullable): the clinic whose number it leads to
 * @copy: (nullable): the id of the copy it leads to
 * @is_check: it leads to asking the clinics
 * @make_page: (nullable): makes the page it leads to
 *
 * Something that needs the person: a fact of the record, never advice.
 */
typedef struct
{
  char          *id;
  char          *words;
  char          *detail;
  const char    *button;
  const char    *never;
  KinSection     section;
  KinItem       *item;
  KinConnection *connection;
  KinClinic     *clinic;
  char          *copy;
  gboolean       is_check;
  KinPage     *(*make_page) (KinPerson *person);
} KinNeed;

void       kin_need_free        (KinNeed    *self);

void       kin_needs_add_urgent (GPtrArray  *needs,
                                 GPtrArray  *results,
                                 GDateTime  *now);
void       kin_needs_add_damage (GPtrArray  *needs,
                                 KinPerson  *person);
void       kin_needs_add_bills  (GPtrArray  *needs,
                                 GPtrArray  *bills);
void       kin_needs_add_messages (GPtrArray *needs,
                                 guint64     unread);
void       kin_needs_add_clinics (GPtrArray *needs,
                                 KinPerson  *person,
                                 GDateTime  *now);
void       kin_needs_add_set_up (GPtrArray  *needs,
                                 KinClinic  *clinic);
void       kin_needs_add_set_ups (GPtrArray *needs,
                                 KinPerson  *person,
                                 GDateTime  *now);
void       kin_needs_add_copies (GPtrArray  *needs,
                                 KinPerson  *person,
                                 GDateTime  *now);

const char *kin_need_get_put_off (KinNeed   *self,
                                 KinPerson  *person,
                                 GDateTime  *now);
void       kin_need_put_off     (KinNeed    *self,
                                 KinPerson  *person,
                                 GDateTime  *until);

void       kin_need_ask_on      (KinNeed    *self,
                                 KinPerson  *person,
                                 GDateTime  *day,
                                 GAsyncReadyCallback callback,
                                 gpointer    user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinNeed, kin_need_free)

G_END_DECLS
