/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome-private-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-problem-page.h"
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
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinWelcomePrivatePage) self = user_data;
  g_autoptr (KinSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  KinPage *page;

  code = kin_recovery_make_finish (KIN_FAMILY (source), result, &error);
  gtk_widget_set_sensitive (self->print, TRUE);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (code == NULL)
    {
      kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
      return;
    }

  page = kin_recovery_print_page_new (self->family, code);
  g_signal_connect_object (page, "done", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  kin_page_push (KIN_PAGE (self), page);
}

static void
on_print (KinWelcomePrivatePage *self)
{
  gtk_widget_set_sensitive (self->print, FALSE);
  kin_recovery_make_async (self->family, NULL, made_cb, g_object_ref (self));
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
