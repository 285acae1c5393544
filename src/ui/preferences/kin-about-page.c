/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-about-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-about-page.h"
#include "kin-page-parts.h"

/**
 * KinAboutPage:
 *
 * What Kinchart is, what it is not, and what has been checked.
 *
 * A page as every other: the buttons of libadwaita 1.2's own window for this have names that no
 * screen reader can use.
 */
struct _KinAboutPage
{
  KinPage     parent_instance;

  GtkListBox *facts;
};

G_DEFINE_FINAL_TYPE (KinAboutPage, kin_about_page, KIN_TYPE_PAGE)

static void
kin_about_page_class_init (KinAboutPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-about-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinAboutPage, facts);
}

static void
kin_about_page_init (KinAboutPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_list_box_append (self->facts, kin_fact_row_new (_("Version"), KIN_VERSION));
  gtk_list_box_append (self->facts, kin_fact_row_new (_("Made by"),
                                                      _("The Kinchart contributors")));
  gtk_list_box_append (self->facts,
                       kin_fact_row_new (_("Licence"),
                                         _("GNU General Public License, version 3 or later. You"
                                           " may use, study, share and change Kinchart.")));
}

/**
 * kin_about_page_new:
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_about_page_new (void)
{
  return g_object_new (KIN_TYPE_ABOUT_PAGE, NULL);
}
