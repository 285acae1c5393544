/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family-store.h"
#include "kin-personal-store.h"
#include "kin-store-kit.h"

G_BEGIN_DECLS

/* The small files of a set. */
typedef struct
{
  KinPersonalStore *personal;
  KinFamilyStore   *family;
} Notes;

KinPersonalStore *notes_open_personal  (KitSet            *set,
                                        KinStoreMode       mode,
                                        GError           **error);
KinFamilyStore   *notes_open_family    (KitSet            *set,
                                        KinStoreMode       mode,
                                        GError           **error);
void              notes_close_personal (KinPersonalStore  *store);
void              notes_close_family   (KinFamilyStore    *store);

/* Asks something of them, and writes what they answer into @answer. */
typedef gboolean (*NotesAsk) (Notes    *notes,
                              GString  *answer,
                              GError  **error);

gboolean notes_save_connection (Notes    *notes,
                                GString  *answer,
                                GError  **error);
gboolean notes_save_note       (Notes    *notes,
                                GString  *answer,
                                GError  **error);
gboolean notes_list_notes      (Notes    *notes,
                                GString  *answer,
                                GError  **error);

/* Everything that can be asked, up to a %NULL; and the answers to all that changes nothing. */
extern const NotesAsk notes_asks[];

void notes_say_all (Notes   *notes,
                    GString *said);

G_END_DECLS
