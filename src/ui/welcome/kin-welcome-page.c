/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-page"

#include "config.h"

#include "kin-welcome-page.h"

/**
 * KinWelcomePage:
 *
 * The first page of the first run.
 */
struct _KinWelcomePage
{
  KinPage    parent_instance;

  KinFamily *family;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (KinWelcomePage, kin_welcome_page, KIN_TYPE_PAGE)

static void
kin_welcome_page_dispose (GObject *object)
{
  KinWelcomePage *self = KIN_WELCOME_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kin_welcome_page_parent_class)->dispose (object);
}

static void
kin_welcome_page_class_init (KinWelcomePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/kinchart/Kinchart/kin-welcome-page.ui");
}

static void
kin_welcome_page_init (KinWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_welcome_page_new:
 * @family: where people will be added
 * @settings: the app's settings
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_welcome_page_new (KinFamily *family,
                      GSettings *settings)
{
  KinWelcomePage *self = g_object_new (KIN_TYPE_WELCOME_PAGE, NULL);

  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);

  return KIN_PAGE (self);
}
