/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-card"

#include "config.h"

#include "kin-card.h"
#include "kin-icon.h"
#include "kin-page-parts.h"
#include "kin-pile-layout.h"
#include "kin-row-layout.h"

/**
 * KinCard:
 *
 * A way to another page: its drawing, its name, and a line about what is there. To people who
 * hear it, it is one sentence.
 */
struct _KinCard
{
  GtkButton  parent_instance;

  GtkImage  *picture;
  GtkLabel  *title;
  GtkLabel  *words;
};

G_DEFINE_FINAL_TYPE (KinCard, kin_card, GTK_TYPE_BUTTON)

static void
kin_card_class_init (KinCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (KIN_TYPE_PILE_LAYOUT);
  g_type_ensure (KIN_TYPE_ROW_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-card.ui");
  gtk_widget_class_bind_template_child (widget_class, KinCard, picture);
  gtk_widget_class_bind_template_child (widget_class, KinCard, title);
  gtk_widget_class_bind_template_child (widget_class, KinCard, words);
}

static void
kin_card_init (KinCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_card_new:
 * @icon: (nullable): the name of a drawing
 * @title: where it leads
 *
 * Returns: (transfer full): a card without a second line
 */
GtkWidget *
kin_card_new (const char *icon,
              const char *title)
{
  KinCard *self = g_object_new (KIN_TYPE_CARD, NULL);

  kin_icon_show (self->picture, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), icon != NULL);
  gtk_label_set_label (self->title, title);
  kin_card_set_words (self, NULL);

  return GTK_WIDGET (self);
}

/**
 * kin_card_set_words:
 * @words: (nullable): a line about what is there
 */
void
kin_card_set_words (KinCard    *self,
                    const char *words)
{
  const char *title;
  g_autofree char *name = NULL;

  g_return_if_fail (KIN_IS_CARD (self));

  title = gtk_label_get_label (self->title);
  gtk_label_set_label (self->words, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words), words != NULL);

  name = kin_row_to_name (title, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
