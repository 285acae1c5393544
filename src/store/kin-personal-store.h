/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-secret.h"
#include "kin-store-error.h"

G_BEGIN_DECLS

#define KIN_TYPE_PERSONAL_STORE (kin_personal_store_get_type ())

/**
 * KinPersonalStore:
 *
 * One person's `personal.db`: what exists nowhere else. Small lists are sent
 * whole by its worker thread. All methods are called on the main thread.
 */
G_DECLARE_FINAL_TYPE (KinPersonalStore, kin_personal_store, KIN, PERSONAL_STORE, GObject)

/**
 * KIN_PERSONAL_FROM_COPY:
 *
 * The name of the mark (a note of the kind `mark`) that the file was damaged and its copy has
 * taken its place; its value is from when the copy was, UTC. The person who reads it takes it away.
 */
#define KIN_PERSONAL_FROM_COPY "from-copy"

/**
 * KinConnectionNote:
 * @id: random, names the connection in every file
 * @kind: `portal` or `file`
 * @base: (nullable): FHIR base URL
 * @name: (nullable): what the person calls this clinic
 * @issuer: (nullable): who signs people in
 * @client_id: (nullable): our id at this portal
 * @redirect: (nullable): the redirect URI this connection was made with
 * @patient_id: (nullable): whose record it is there
 * @binding: (nullable): what the person confirmed: the patient as JSON
 * @scope: (nullable): what was granted
 * @state: a word of the engine
 * @problem: (nullable): a word of the engine
 * @last_success: (nullable): when a sync last ended well, UTC
 * @until: (nullable): until when @state holds, UTC
 * @vendor: (nullable): who made the portal, where that was known
 * @number_from: (nullable): `portal` when that gave @client_id by itself, for a secret that is kept
 *   with this connection alone
 * @stays: (nullable): `yes` or `no`: whether the last sign-in left something to go on with
 * @created: (nullable): when it was first saved, UTC; set by the store
 *
 * What is remembered about one connection. Secrets are in the keyring, never here.
 */
typedef struct
{
  char *id;
  char *kind;
  char *base;
  char *name;
  char *issuer;
  char *client_id;
  char *redirect;
  char *patient_id;
  char *binding;
  char *scope;
  char *state;
  char *problem;
  char *last_success;
  char *until;
  char *vendor;
  char *number_from;
  char *stays;
  char *created;
} KinConnectionNote;

/**
 * KinOriginal:
 * @id: its id here
 * @connection: the source it was imported as
 * @name: (nullable): the name of the file
 * @media_type: (nullable): what it was taken for
 * @size: in bytes
 * @hash: BLAKE2b-256 of the bytes, in hex
 * @received: when, UTC
 *
 * A file that a person gave us, kept as it was.
 */
typedef struct
{
  gint64   id;
  char    *connection;
  char    *name;
  char    *media_type;
  guint64  size;
  char    *hash;
  char    *received;
} KinOriginal;

/**
 * KinNote:
 * @kind: what it is for
 * @name: one of that kind
 * @value: what is noted
 *
 * Something short that the person wrote down or set aside.
 */
typedef struct
{
  char *kind;
  char *name;
  char *value;
} KinNote;

void               kin_personal_store_open_async    (const char           *folder,
                                                     KinStoreMode          mode,
                                                     KinSecret            *key,
                                                     const char           *key_id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
KinPersonalStore  *kin_personal_store_open_finish   (GAsyncResult         *result,
                                                     GError              **error);
void               kin_personal_store_check_async   (KinPersonalStore     *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           kin_personal_store_check_finish  (KinPersonalStore     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void               kin_personal_store_close_async   (KinPersonalStore     *self,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean           kin_personal_store_close_finish  (KinPersonalStore     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

void       kin_personal_store_save_connection_async    (KinPersonalStore        *self,
                                                        const KinConnectionNote *note,
                                                        GCancellable            *cancellable,
                                                        GAsyncReadyCallback      callback,
                                                        gpointer                 user_data);
gboolean   kin_personal_store_save_connection_finish   (KinPersonalStore        *self,
                                                        GAsyncResult            *result,
                                                        GError                 **error);
void       kin_personal_store_list_connections_async   (KinPersonalStore        *self,
                                                        GCancellable            *cancellable,
                                                        GAsyncReadyCallback      callback,
                                                        gpointer                 user_data);
GPtrArray *kin_personal_store_list_connections_finish  (KinPersonalStore        *self,
                                                        GAsyncResult            *result,
                                                        GError                 **error);
void       kin_personal_store_remove_connection_async  (KinPersonalStore        *self,
                                                        const char              *id,
                                                        GCancellable            *cancellable,
                                                        GAsyncReadyCallback      callback,
                                                        gpointer                 user_data);
gboolean   kin_personal_store_remove_connection_finish (KinPersonalStore        *self,
                                                        GAsyncResult            *result,
                                                        GError                 **error);
char      *kin_personal_store_dup_aside                (KinPersonalStore        *self);

void       kin_personal_store_save_original_async   (KinPersonalStore     *self,
                                                     const char           *connection,
                                                     const char           *name,
                                                     const char           *media_type,
                                                     GBytes               *bytes,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gint64     kin_personal_store_save_original_finish  (KinPersonalStore     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void       kin_personal_store_list_originals_async  (KinPersonalStore     *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GPtrArray *kin_personal_store_list_originals_finish (KinPersonalStore     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void       kin_personal_store_load_original_async   (KinPersonalStore     *self,
                                                     gint64                id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GBytes    *kin_personal_store_load_original_finish  (KinPersonalStore     *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

void       kin_personal_store_save_note_async   (KinPersonalStore     *self,
                                                 const char           *kind,
                                                 const char           *name,
                                                 const char           *value,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean   kin_personal_store_save_note_finish  (KinPersonalStore     *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void       kin_personal_store_list_notes_async  (KinPersonalStore     *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GPtrArray *kin_personal_store_list_notes_finish (KinPersonalStore     *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

KinNote           *kin_note_new             (const char              *kind,
                                             const char              *name,
                                             const char              *value);
void               kin_note_free            (KinNote                 *self);
KinConnectionNote *kin_connection_note_new  (void);
KinConnectionNote *kin_connection_note_copy (const KinConnectionNote *self);
void               kin_connection_note_free (KinConnectionNote       *self);
void               kin_original_free        (KinOriginal             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinConnectionNote, kin_connection_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinNote, kin_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinOriginal, kin_original_free)

G_END_DECLS
