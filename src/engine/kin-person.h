/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-connection.h"

G_BEGIN_DECLS

/**
 * KinPersonFlags:
 * @KIN_PERSON_SELF: the person who uses this computer account
 * @KIN_PERSON_SAMPLE: made up, to look around with
 */
typedef enum
{
  KIN_PERSON_NO_FLAGS = 0,
  KIN_PERSON_SELF = 1 << 0,
  KIN_PERSON_SAMPLE = 1 << 1,
} KinPersonFlags;

/* A photo is a square of so many pixels on a side, three bytes each (red, green, blue). */
#define KIN_PERSON_PHOTO_SIDE 192

/* In kin-set-ups.h. */
typedef struct _KinSetUps KinSetUps;

#define KIN_TYPE_PERSON (kin_person_get_type ())

G_DECLARE_FINAL_TYPE (KinPerson, kin_person, KIN, PERSON, GObject)

const char    *kin_person_get_id          (KinPerson            *self);
const char    *kin_person_get_name        (KinPerson            *self);
const char    *kin_person_get_birth_date  (KinPerson            *self);
const char    *kin_person_get_colour      (KinPerson            *self);
GBytes        *kin_person_get_photo       (KinPerson            *self);
const char    *kin_person_get_relation    (KinPerson            *self);
gboolean       kin_person_get_is_self     (KinPerson            *self);
gboolean       kin_person_get_is_sample   (KinPerson            *self);
const char    *kin_person_get_folder      (KinPerson            *self);
gboolean       kin_person_get_is_open     (KinPerson            *self);
KinSetUps     *kin_person_get_set_ups     (KinPerson            *self);
gboolean       kin_person_has_portal      (KinPerson            *self);
KinConnection *kin_person_find_connection (KinPerson            *self,
                                           const char           *id);

void           kin_person_open_async      (KinPerson            *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void           kin_person_open_early_async (KinPerson            *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       kin_person_open_finish     (KinPerson            *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void           kin_person_renew_async     (KinPerson            *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       kin_person_renew_finish    (KinPerson            *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void           kin_person_close_async     (KinPerson            *self,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean       kin_person_close_finish    (KinPerson            *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
