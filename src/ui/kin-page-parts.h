/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char      *kin_row_to_name   (const char *title,
                              const char *words);
GtkWidget *kin_heading_new   (const char *words);
GtkWidget *kin_paragraph_new (const char *words);
GtkWidget *kin_choice_new    (GtkWidget  *child,
                              const char *words,
                              GtkWidget  *group);
GtkWidget *kin_list_new      (const char *name);
GtkWidget *kin_link_row_new  (const char *title,
                              const char *subtitle);
GtkWidget *kin_plain_row_new (const char *title,
                              const char *subtitle);
GtkWidget *kin_fact_row_new  (const char *name,
                              const char *words);
GtkWidget *kin_tool_row_new  (const char *name,
                              const char *words);
GtkWidget *kin_fact_card_new (const char *name,
                              const char *words);

#define KIN_LAST_QUESTION_YES "yes"

GtkWindow *kin_last_question_new (GtkWidget  *page,
                                  const char *question,
                                  const char *words,
                                  const char *act);

G_END_DECLS
