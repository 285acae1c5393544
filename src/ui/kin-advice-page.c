/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-advice-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-wide-button.h"

/**
 * KinAdvicePage:
 *
 * What is so, and what to do now, with buttons for it.
 */
struct _KinAdvicePage
{
  KinPage    parent_instance;

  GtkLabel  *words;
  GtkBox    *buttons;
  GtkWidget *details_box;
  GtkLabel  *details;
};

G_DEFINE_FINAL_TYPE (KinAdvicePage, kin_advice_page, KIN_TYPE_PAGE)

static void
kin_advice_page_class_init (KinAdvicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-advice-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinAdvicePage, words);
  gtk_widget_class_bind_template_child (widget_class, KinAdvicePage, buttons);
  gtk_widget_class_bind_template_child (widget_class, KinAdvicePage, details_box);
  gtk_widget_class_bind_template_child (widget_class, KinAdvicePage, details);
}

static void
kin_advice_page_init (KinAdvicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_advice_page_new:
 * @what: the heading, translated
 * @now: what to do now, translated
 *
 * Returns: (transfer full): a page without a button
 */
KinPage *
kin_advice_page_new (const char *what,
                     const char *now)
{
  KinAdvicePage *self = g_object_new (KIN_TYPE_ADVICE_PAGE, "title", what, NULL);

  gtk_label_set_label (self->words, now);

  return KIN_PAGE (self);
}

/**
 * kin_advice_page_say:
 * @what: another heading, translated
 * @now: what to do now, translated
 *
 * Says what came of what the page said before.
 */
void
kin_advice_page_say (KinAdvicePage *self,
                     const char    *what,
                     const char    *now)
{
  g_return_if_fail (KIN_IS_ADVICE_PAGE (self));

  gtk_label_set_label (self->words, now);
  kin_page_set_title (KIN_PAGE (self), what);
}

/**
 * kin_advice_page_add_button:
 * @words: what it does, translated
 *
 * Returns: (transfer none): a button at the end of the page; the first one is the suggested one
 */
GtkWidget *
kin_advice_page_add_button (KinAdvicePage *self,
                            const char    *words)
{
  GtkWidget *button;

  g_return_val_if_fail (KIN_IS_ADVICE_PAGE (self), NULL);

  button = kin_wide_button_new (words);
  if (gtk_widget_get_first_child (GTK_WIDGET (self->buttons)) == NULL)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->buttons, button);

  return button;
}

/**
 * kin_advice_page_set_details:
 * @details: lines that only a help desk understands
 *
 * Shows them at the end of the page, where they can be copied.
 */
void
kin_advice_page_set_details (KinAdvicePage *self,
                             const char    *details)
{
  g_return_if_fail (KIN_IS_ADVICE_PAGE (self));

  gtk_label_set_label (self->details, details);
  gtk_widget_set_visible (self->details_box, TRUE);
}
