/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-record-page"

#include "config.h"

#include "kin-connect-page.h"
#include "kin-welcome-record-page.h"
#include "kin-welcome.h"

/**
 * KinWelcomeRecordPage:
 *
 * Where the record comes from: a clinic, a file, or later.
 */
struct _KinWelcomeRecordPage
{
  KinPage    parent_instance;

  KinFamily *family;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (KinWelcomeRecordPage, kin_welcome_record_page, KIN_TYPE_PAGE)

/* Both lead elsewhere, and from there to Home: the first steps end here. */
static void
end_first_steps (KinWelcomeRecordPage *self)
{
  g_settings_set_string (self->settings, "welcome-page", KIN_WELCOME_DONE);
}

static void
on_connect (KinWelcomeRecordPage *self)
{
  end_first_steps (self);
  kin_page_push (KIN_PAGE (self), kin_connect_page_new ());
}

static void
on_open_file (KinWelcomeRecordPage *self)
{
  end_first_steps (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-file", NULL);
}

static void
on_later (KinWelcomeRecordPage *self)
{
  kin_welcome_go_to (KIN_PAGE (self), self->family, self->settings, KIN_WELCOME_DONE);
}

static void
kin_welcome_record_page_dispose (GObject *object)
{
  KinWelcomeRecordPage *self = KIN_WELCOME_RECORD_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kin_welcome_record_page_parent_class)->dispose (object);
}

static void
kin_welcome_record_page_class_init (KinWelcomeRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_welcome_record_page_dispose;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-welcome-record-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
  gtk_widget_class_bind_template_callback (widget_class, on_open_file);
  gtk_widget_class_bind_template_callback (widget_class, on_later);
}

static void
kin_welcome_record_page_init (KinWelcomeRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_welcome_record_page_new:
 * @family: with at least one person
 * @settings: the app's settings
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_welcome_record_page_new (KinFamily *family,
                             GSettings *settings)
{
  KinWelcomeRecordPage *self = g_object_new (KIN_TYPE_WELCOME_RECORD_PAGE, NULL);

  self->family = g_object_ref (family);
  self->settings = g_object_ref (settings);

  return KIN_PAGE (self);
}
