/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_PAGE (kin_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (KinPage, kin_page, KIN, PAGE, GtkWidget)

/**
 * KinPageClass:
 * @person_set: the page learns whose it is; called once, before it is shown
 * @shown: the page is in front, for the first time or again
 * @print: a page that shows this one on paper; %NULL where there is nothing of its own to print
 * @find_inside: opens the way to find words on this page; %FALSE where there is none
 * @undo: takes back what was done last on this page; %FALSE where there is nothing to take back
 */
struct _KinPageClass
{
  GtkWidgetClass parent_class;

  void (*person_set) (KinPage *self);
  void (*shown)      (KinPage *self);

  KinPage *(*print)  (KinPage *self);
  gboolean (*find_inside) (KinPage *self);
  gboolean (*undo)   (KinPage *self);
};

const char *kin_page_get_title     (KinPage    *self);
void        kin_page_set_title     (KinPage    *self,
                                    const char *title);
void        kin_page_set_heading   (KinPage    *self,
                                    const char *heading);
KinPerson  *kin_page_get_person    (KinPage    *self);
void        kin_page_set_person    (KinPage    *self,
                                    KinPerson  *person);
const char *kin_page_get_attention (KinPage    *self);
void        kin_page_set_attention (KinPage    *self,
                                    const char *attention);
void        kin_page_say           (KinPage    *self,
                                    GtkLabel   *where,
                                    const char *words);
gboolean    kin_page_get_simple    (KinPage    *self);
void        kin_page_set_simple    (KinPage    *self,
                                    gboolean    is_simple);
void        kin_page_set_first_focus (KinPage   *self,
                                      GtkWidget *widget);
void        kin_page_show_place    (KinPage    *self,
                                    GtkWidget  *widget,
                                    int         top,
                                    int         bottom);
void        kin_page_scroll        (KinPage       *self,
                                    GtkScrollType  step);
void        kin_page_show          (KinPage    *self);
void        kin_page_leave         (KinPage    *self);
KinPage    *kin_page_make_print    (KinPage    *self);
gboolean    kin_page_find_inside   (KinPage    *self);
gboolean    kin_page_undo          (KinPage    *self);
void        kin_page_push          (KinPage    *self,
                                    KinPage    *next);
void        kin_page_replace       (KinPage    *self,
                                    KinPage    *next);
void        kin_page_start_with    (KinPage    *self,
                                    KinPage    *first);
void        kin_page_go_back       (KinPage    *self);

G_END_DECLS
