/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-private-page"

#include "config.h"

#include "kin-welcome-private-page.h"
#include "kin-welcome.h"

/**
 * KinWelcomePrivatePage:
 *
 * Who can read what is kept here: said once, plainly, before anything is.
 */
struct _KinWelcomePrivatePage
{
  KinPage    parent_instance;

  KinFamily *family;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (KinWelcomePrivatePage, kin_welcome_private_page, KIN_TYPE_PAGE)

static void
on_next (KinWelcomePrivatePage *self)
{
  kin_welcome_go_to (KIN_PAGE (self), self->family, self->settings, KIN_WELCOME_RECORD);
}

static void
kin_welcome_private_page_dispose (GObject *object)
{
  KinWelcomePrivatePage *self = KIN_WELCOME_PRIVATE_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kin_welcome_private_page_parent_class)->dispose (object);
}

static void
kin_welcome_private_page_class_init (KinWelcomePrivatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_welcome_private_page_dispose;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-welcome-private-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_welcome_private_page_init (KinWelcomePrivatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_welcome_private_page_new:
 * @family: with at least one person
 * @settings: the app's settings
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_welcome_private_page_new (KinFamily *family,
                              GSettings *settings)
{
  KinWelcomePrivatePage *self = g_object_new (KIN_TYPE_WELCOME_PRIVATE_PAGE, NULL);

  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);

  return KIN_PAGE (self);
}
