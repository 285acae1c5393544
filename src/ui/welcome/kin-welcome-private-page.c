/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-private-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-recovery-print-page.h"
#include "kin-recovery.h"
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

  GtkWidget *print;
  GtkWidget *next;
  GtkWidget *works;

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
on_typed (KinWelcomePrivatePage *self)
{
  KinPage *page = kin_welcome_private_page_new (self->family, self->settings);

  kin_page_set_attention (page, _("Your recovery page works"));
  kin_page_replace (KIN_PAGE (self), page);
}

static void
on_print (KinWelcomePrivatePage *self)
{
  kin_recovery_print_page_open (KIN_PAGE (self), self->family, self->print,
                                G_CALLBACK (on_typed));
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
  gtk_widget_class_bind_template_child (widget_class, KinWelcomePrivatePage, print);
  gtk_widget_class_bind_template_child (widget_class, KinWelcomePrivatePage, next);
  gtk_widget_class_bind_template_child (widget_class, KinWelcomePrivatePage, works);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
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

  /* What comes next is what is not done yet. */
  if (kin_recovery_get_state (NULL) >= KIN_RECOVERY_TYPED)
    {
      gtk_widget_set_visible (self->print, FALSE);
      gtk_widget_set_visible (self->works, TRUE);
      gtk_widget_add_css_class (self->next, "suggested-action");
    }

  return KIN_PAGE (self);
}
