/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-person.h"

G_BEGIN_DECLS

/**
 * KinAskedCopy:
 * @id: random
 * @clinic: whom the person asked, as she typed it
 * @sent: the FHIR date on which the letter was sent
 * @due: the FHIR date by which she expects an answer
 *
 * A copy of the record that the person asked a clinic for by letter, and waits for.
 */
typedef struct
{
  char *id;
  char *clinic;
  char *sent;
  char *due;
} KinAskedCopy;

KinAskedCopy *kin_asked_copy_new            (const char           *id,
                                             const char           *clinic,
                                             const char           *sent,
                                             const char           *due);
KinAskedCopy *kin_asked_copy_copy           (const KinAskedCopy   *self);
void          kin_asked_copy_free           (KinAskedCopy         *self);
char         *kin_copy_dup_day_of_law       (const char           *sent);

GPtrArray    *kin_person_list_copies        (KinPerson            *self);
KinAskedCopy *kin_person_find_copy          (KinPerson            *self,
                                             const char           *id);
void          kin_person_save_copy_async    (KinPerson            *self,
                                             const KinAskedCopy   *copy,
                                             gboolean              is_waited_for,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean      kin_person_save_copy_finish   (KinPerson            *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinAskedCopy, kin_asked_copy_free)

G_END_DECLS
