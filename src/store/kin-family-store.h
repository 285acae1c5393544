/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-secret.h"
#include "kin-store-error.h"

G_BEGIN_DECLS

#define KIN_TYPE_FAMILY_STORE (kin_family_store_get_type ())

/**
 * KinFamilyStore:
 *
 * `family.db`: the people whose records are kept here, and how Kinchart is known to vendors of
 * portals. Small, sent whole by its worker thread. All methods are called on the main thread.
 */
G_DECLARE_FINAL_TYPE (KinFamilyStore, kin_family_store, KIN, FAMILY_STORE, GObject)

/**
 * KinPersonNote:
 * @id: random; also the name of the folder with the person's files
 * @name: as the person is called at home
 * @birth_date: (nullable): FHIR date
 * @colour: (nullable): the name of the colour and pattern that mark the person's pages
 * @photo: (nullable): pixels of the person's photo, as they were saved
 * @relation: (nullable): what the person is to the one who uses this computer account, as typed
 * @is_self: the person who uses this computer account
 * @is_sample: made up, to look around with
 * @created: (nullable): when first saved, UTC; set by the store
 */
typedef struct
{
  char     *id;
  char     *name;
  char     *birth_date;
  char     *colour;
  GBytes   *photo;
  char     *relation;
  gboolean  is_self;
  gboolean  is_sample;
  char     *created;
} KinPersonNote;

void             kin_family_store_open_async    (const char           *folder,
                                                 KinStoreMode          mode,
                                                 KinSecret            *key,
                                                 const char           *key_id,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void             kin_family_store_open_with_async (const char         *folder,
                                                 KinStoreMode          mode,
                                                 KinStoreKeyFunc       find_key,
                                                 GObject              *owner,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
KinFamilyStore  *kin_family_store_open_finish   (GAsyncResult         *result,
                                                 GError              **error);
void             kin_family_store_close_async   (KinFamilyStore       *self,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean         kin_family_store_close_finish  (KinFamilyStore       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

void       kin_family_store_save_person_async    (KinFamilyStore       *self,
                                                  const KinPersonNote  *note,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_family_store_save_person_finish   (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_family_store_save_photo_async     (KinFamilyStore       *self,
                                                  const char           *id,
                                                  GBytes               *photo,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_family_store_save_photo_finish    (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_family_store_save_relation_async  (KinFamilyStore       *self,
                                                  const char           *id,
                                                  const char           *relation,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_family_store_save_relation_finish (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_family_store_list_people_async    (KinFamilyStore       *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray *kin_family_store_list_people_finish   (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_family_store_remove_person_async  (KinFamilyStore       *self,
                                                  const char           *id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_family_store_remove_person_finish (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * KinSetUpNote:
 * @vendor: whose portals it is for
 * @id: random; names the secret that belongs to it, in the keyring
 * @client_id: (nullable): the number that Kinchart has there, as far as it was typed
 * @redirect: (nullable): the return address that goes with it
 * @is_ready: whether the number is used
 * @remind: (nullable): FHIR date of the day on which to ask whether it came
 * @name: (nullable): the clinic that it was needed for first
 * @address: (nullable): the same, its web address
 *
 * How Kinchart is known to one vendor of portals, for everybody here.
 */
typedef struct
{
  char     *vendor;
  char     *id;
  char     *client_id;
  char     *redirect;
  gboolean  is_ready;
  char     *remind;
  char     *name;
  char     *address;
} KinSetUpNote;

KinSetUpNote *kin_set_up_note_new  (const char         *vendor,
                                    const char         *id);
KinSetUpNote *kin_set_up_note_copy (const KinSetUpNote *self);
void          kin_set_up_note_free (KinSetUpNote       *self);

void       kin_family_store_save_set_up_async    (KinFamilyStore       *self,
                                                  const KinSetUpNote   *note,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean   kin_family_store_save_set_up_finish   (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void       kin_family_store_list_set_ups_async   (KinFamilyStore       *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GPtrArray *kin_family_store_list_set_ups_finish  (KinFamilyStore       *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

void       kin_family_store_find_from_copy_async  (KinFamilyStore      *self,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             user_data);
char      *kin_family_store_find_from_copy_finish (KinFamilyStore      *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);
void       kin_family_store_forget_from_copy      (KinFamilyStore      *self);

KinPersonNote *kin_person_note_new  (const char          *id,
                                     const char          *name,
                                     const char          *birth_date);
KinPersonNote *kin_person_note_copy (const KinPersonNote *self);
void           kin_person_note_free (KinPersonNote       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPersonNote, kin_person_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSetUpNote, kin_set_up_note_free)

G_END_DECLS
