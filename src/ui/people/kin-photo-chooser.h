/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KIN_TYPE_PHOTO_CHOOSER (kin_photo_chooser_get_type ())

G_DECLARE_FINAL_TYPE (KinPhotoChooser, kin_photo_chooser, KIN, PHOTO_CHOOSER, GtkBox)

GBytes  *kin_photo_chooser_get_photo  (KinPhotoChooser *self);
void     kin_photo_chooser_set_photo  (KinPhotoChooser *self,
                                       GBytes          *photo);
gboolean kin_photo_chooser_is_reading (KinPhotoChooser *self);

G_END_DECLS
