/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is in front */
GtkWindow *kin_eye_get_front     (void);
GtkWidget *kin_eye_get_page      (GtkWindow   *window);
gboolean   kin_eye_is_target     (GtkWidget   *widget);
void       kin_eye_add_box       (JsonBuilder *answer,
                                  GtkWidget   *widget,
                                  GtkWindow   *window);

/* Questions */
void       kin_eye_look          (JsonBuilder *answer,
                                  gboolean     with_pixels);
void       kin_eye_tab           (JsonBuilder *answer);
void       kin_eye_colours       (JsonBuilder *answer);
gboolean   kin_eye_press         (const char  *words);
gboolean   kin_eye_press_row     (void);
gboolean   kin_eye_focus         (const char  *words);
gboolean   kin_eye_go_back       (void);

/* Pixels */
typedef struct _KinEyePicture KinEyePicture;

KinEyePicture *kin_eye_picture_new          (GtkWindow       *window);
void           kin_eye_picture_free         (KinEyePicture   *self);
double         kin_eye_picture_get_contrast (KinEyePicture   *self,
                                             graphene_rect_t *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinEyePicture, kin_eye_picture_free)

/* Frames */
void       kin_eye_frames_watch_first (const char  *path);
void       kin_eye_frames_report      (JsonBuilder *answer);
gboolean   kin_eye_frames_scroll      (GtkWindow   *window);
GObject   *kin_eye_frames_get_first_entry (GtkWindow *window);

/* The watch over the main loop */
void       kin_eye_watch_start   (void);
void       kin_eye_watch_pause   (void);
void       kin_eye_watch_report  (JsonBuilder *answer);
void       kin_eye_watch_turn    (JsonBuilder *answer);
void       kin_eye_watch_titles  (JsonBuilder *answer);

G_END_DECLS
