/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-done-page"

#include "config.h"

#include "kin-home-page.h"
#include "kin-welcome-done-page.h"

/**
 * KinWelcomeDonePage:
 *
 * The end of the first steps, and what can be done now.
 */
struct _KinWelcomeDonePage
{
  KinPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KinWelcomeDonePage, kin_welcome_done_page, KIN_TYPE_PAGE)

static void
on_start (KinWelcomeDonePage *self)
{
  kin_page_start_with (KIN_PAGE (self), kin_home_page_new ());
}

static void
kin_welcome_done_page_class_init (KinWelcomeDonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-welcome-done-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_start);
}

static void
kin_welcome_done_page_init (KinWelcomeDonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_welcome_done_page_new:
 *
 * Returns: (transfer full): the page, for the person that is set on it
 */
KinPage *
kin_welcome_done_page_new (void)
{
  return g_object_new (KIN_TYPE_WELCOME_DONE_PAGE, NULL);
}
