/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KinPrintStyle:
 * @KIN_PRINT_GROUP: over several headings; stays on the sheet of the first
 * @KIN_PRINT_HEADING: stays on the sheet of what follows it
 * @KIN_PRINT_TEXT: a paragraph
 * @KIN_PRINT_CODE: letters of one width, larger, kept on one line where it fits
 */
typedef enum
{
  KIN_PRINT_GROUP,
  KIN_PRINT_HEADING,
  KIN_PRINT_TEXT,
  KIN_PRINT_CODE,
} KinPrintStyle;

#define KIN_PRINT_USUAL_SIZE 16

#define KIN_TYPE_PRINT (kin_print_get_type ())

G_DECLARE_FINAL_TYPE (KinPrint, kin_print, KIN, PRINT, GObject)

KinPrint   *kin_print_new         (const char    *title,
                                   const char    *who);
const char *kin_print_get_title   (KinPrint      *self);
void        kin_print_set_size    (KinPrint      *self,
                                   int            points);
void        kin_print_add         (KinPrint      *self,
                                   KinPrintStyle  style,
                                   const char    *words);
KinPrint   *kin_print_copy        (KinPrint      *self);
void        kin_print_begin       (KinPrint      *self,
                                   PangoContext  *context,
                                   double         width,
                                   double         height);
gboolean    kin_print_go_on       (KinPrint      *self);
guint       kin_print_get_n_sheets (KinPrint     *self);
guint       kin_print_lay_out     (KinPrint      *self,
                                   PangoContext  *context,
                                   double         width,
                                   double         height);
void        kin_print_draw        (KinPrint      *self,
                                   guint          number,
                                   cairo_t       *cr);
char       *kin_print_dup_text    (KinPrint      *self,
                                   guint          number);
void        kin_print_run         (KinPrint      *self,
                                   GtkWindow     *parent);
void        kin_print_save_async  (KinPrint            *self,
                                   const char          *path,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean    kin_print_save_finish (KinPrint            *self,
                                   GAsyncResult        *result,
                                   GError             **error);

G_END_DECLS
