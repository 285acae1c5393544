/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-data-folder.h"
#include "kin-family-store.h"
#include "kin-family.h"
#include "kin-http.h"
#include "kin-keyring.h"
#include "kin-set-ups.h"

G_BEGIN_DECLS

/* The id, in the keyring, of the set of files that holds the list of people. */
#define KIN_FAMILY_SET "family"

/* Where the folders of the people are, below the data folder. */
#define KIN_PEOPLE_FOLDER "people"

/**
 * KinFamily:
 *
 * The people whose records are kept here: the list that everything starts from. Holds the data
 * folder, and with it the lock, for as long as it lives.
 *
 * Until the first person is added nothing is written and no key is made.
 */
struct _KinFamily
{
  GObject         parent_instance;

  KinDataFolder  *folder;
  KinKeyring     *keyring;
  KinHttp        *http;
  KinSetUps      *set_ups;

  KinFamilyStore *store;          /* NULL until the first person is added */
  GListStore     *people;
  char           *from_copy;      /* (nullable): from when the list is, when nobody has read that it
                                   * was damaged */
};

KinDataFolder  *kin_family_get_folder        (KinFamily            *self);
KinKeyring     *kin_family_get_keyring       (KinFamily            *self);
KinFamilyStore *kin_family_get_store         (KinFamily            *self);
GListStore     *kin_family_get_people        (KinFamily            *self);
void            kin_family_take_store        (KinFamily            *self,
                                              KinFamilyStore       *store);
KinPerson      *kin_family_new_person        (KinFamily            *self,
                                              const char           *id,
                                              const char           *name,
                                              const char           *birth_date,
                                              const char           *colour,
                                              KinPersonFlags        flags);
void            kin_family_open_folder_async (KinDataFolder        *folder,
                                              KinKeyring           *keyring,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char           *kin_family_dup_relation      (const char           *typed);

G_END_DECLS
