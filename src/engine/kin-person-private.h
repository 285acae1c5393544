/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-connection-private.h"
#include "kin-data-folder.h"
#include "kin-http.h"
#include "kin-keyring.h"
#include "kin-person.h"
#include "kin-personal-store.h"
#include "kin-record-store.h"

G_BEGIN_DECLS

/* In kin-letter.h. */
struct _KinLetter;

/* Whether the record changed since it was looked through for what came twice. */
typedef struct
{
  guint    due;                      /* a source, or 0 */
  gboolean is_changed;
} KinTwinWatch;

/* Whether something may have come that the person hid. */
typedef struct
{
  guint    due;                      /* a source, or 0 */
  gboolean is_changed;
} KinHiddenWatch;

/* Whether letters are looked through for words. */
typedef struct
{
  guint         due;                 /* a source, or 0 */
  GCancellable *cancellable;         /* (nullable): of what began by itself last */
  gboolean      is_saving;
  gboolean      is_reading;          /* one that nobody has looked through */
} KinWordsWatch;

/* Whether files that were opened by hand are read again. */
typedef struct
{
  guint         due;                 /* a source, or 0 */
  GCancellable *cancellable;         /* (nullable): of what began by itself */
} KinFilesWatch;

/* Whether the file of what is noted is read whole. */
typedef struct
{
  guint due;                         /* a source, or 0 */
} KinCheckWatch;

typedef struct
{
  KinCheckWatch  check;
  KinTwinWatch   twins;
  KinHiddenWatch hidden;
  KinWordsWatch  words;
  KinFilesWatch  files;
  gboolean       is_renewing;
} KinPersonWatch;

/* Notes of this kind are for the program itself. */
#define KIN_PERSON_MARK "mark"

/* A mark: when the record began again, until somebody has read that. */
#define KIN_PERSON_BEGAN_AGAIN "began-again"

/* A mark: since when files that were opened by hand wait to be read again. */
#define KIN_PERSON_FILES_UNREAD "files-unread"

/* A mark: the names of those that could not be, one in each line, until somebody has read that. */
#define KIN_PERSON_FILES_LEFT "files-left"

KinPerson        *kin_person_new                    (KinDataFolder           *folder,
                                                     KinKeyring              *keyring,
                                                     KinHttp                 *http,
                                                     KinSetUps               *set_ups,
                                                     const char              *id,
                                                     const char              *name,
                                                     const char              *birth_date,
                                                     const char              *colour,
                                                     KinPersonFlags           flags);
void              kin_person_set_photo              (KinPerson               *self,
                                                     GBytes                  *photo);
void              kin_person_set_relation           (KinPerson               *self,
                                                     const char              *relation);
void              kin_person_take_files             (KinPerson               *self,
                                                     KinRecordStore          *record,
                                                     KinPersonalStore        *personal,
                                                     GPtrArray               *notes);
void              kin_person_give_files             (KinPerson               *self,
                                                     KinRecordStore         **record,
                                                     KinPersonalStore       **personal);
KinDataFolder    *kin_person_get_data_folder        (KinPerson               *self);
KinKeyring       *kin_person_get_keyring            (KinPerson               *self);
KinHttp          *kin_person_get_http               (KinPerson               *self);
KinRecordStore   *kin_person_get_record             (KinPerson               *self);
KinPersonalStore *kin_person_get_personal           (KinPerson               *self);
GListStore       *kin_person_get_connections        (KinPerson               *self);
GPtrArray        *kin_person_get_notes              (KinPerson               *self);
void              kin_person_say_changed            (KinPerson               *self);
void              kin_person_say_damaged            (KinPerson               *self);
gboolean          kin_person_find_note              (KinPerson               *self,
                                                     const char              *kind,
                                                     const char              *name,
                                                     guint                   *position);
void              kin_person_take_note              (KinPerson               *self,
                                                     const char              *kind,
                                                     const char              *name,
                                                     const char              *value);
void              kin_person_keep_note              (GTask                   *task,
                                                     const char              *kind,
                                                     const char              *name,
                                                     const char              *value);
/* The kind of a note about a letter; its name is kin_person_letter_note_name(). */
#define KIN_PERSON_LETTER "letter"
/* What the person says of its date; its name is the id of the letter. */
#define KIN_PERSON_LETTER_DATE "letter date"
char             *kin_person_letter_note_name       (const char              *connection,
                                                     const char              *letter);
KinBundle        *kin_person_bundle_letter          (KinPerson               *self,
                                                     struct _KinLetter       *letter,
                                                     GError                 **error);
void              kin_person_hide_again             (KinPerson               *self);
void              kin_person_settle_hidden          (KinPerson               *self);
void              kin_person_forget_notes           (KinPerson               *self,
                                                     const char              *connection);

KinPersonWatch   *kin_person_get_watch              (KinPerson               *self);
void              kin_person_begin_watch            (KinPerson               *self);
void              kin_person_end_watch              (KinPerson               *self);
void              kin_person_watch_twins            (KinPerson               *self);
void              kin_person_settle_twins           (KinPerson               *self);
void              kin_person_watch_words            (KinPerson               *self);
void              kin_person_look_for_words         (KinPerson               *self);
void              kin_person_settle_words           (KinPerson               *self);
void              kin_person_watch_files            (KinPerson               *self);
void              kin_person_settle_files           (KinPerson               *self);
void              kin_person_watch_check            (KinPerson               *self);
void              kin_person_settle_check           (KinPerson               *self);

void              kin_person_create_async           (KinPerson               *self,
                                                     GCancellable            *cancellable,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
gboolean          kin_person_create_finish          (KinPerson               *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);
void              kin_person_save_connection_async  (KinPerson               *self,
                                                     const KinConnectionNote *note,
                                                     GCancellable            *cancellable,
                                                     GAsyncReadyCallback      callback,
                                                     gpointer                 user_data);
KinConnection    *kin_person_save_connection_finish (KinPerson               *self,
                                                     GAsyncResult            *result,
                                                     GError                 **error);
void              kin_person_forget_connection_async  (KinPerson               *self,
                                                       KinConnection           *connection,
                                                       GCancellable            *cancellable,
                                                       GAsyncReadyCallback      callback,
                                                       gpointer                 user_data);
gboolean          kin_person_forget_connection_finish (KinPerson               *self,
                                                       GAsyncResult            *result,
                                                       GError                 **error);

G_END_DECLS
