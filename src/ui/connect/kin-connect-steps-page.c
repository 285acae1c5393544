/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-steps-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-connect-steps-page.h"
#include "kin-connect-wait-page.h"
#include "kin-text.h"

/**
 * KinConnectStepsPage:
 *
 * What will happen, and with whom, before the browser opens.
 */
struct _KinConnectStepsPage
{
  KinPage   parent_instance;

  GtkLabel *step_1;
  GtkLabel *step_2;
  GtkLabel *step_3;
  GtkLabel *step_4;

  char     *address;
};

G_DEFINE_FINAL_TYPE (KinConnectStepsPage, kin_connect_steps_page, KIN_TYPE_PAGE)

static void
on_open (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_wait_page_new (self->address));
}

static void
kin_connect_steps_page_finalize (GObject *object)
{
  g_free (KIN_CONNECT_STEPS_PAGE (object)->address);

  G_OBJECT_CLASS (kin_connect_steps_page_parent_class)->finalize (object);
}

static void
kin_connect_steps_page_class_init (KinConnectStepsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_connect_steps_page_finalize;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-steps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_1);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_2);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_3);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_4);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
kin_connect_steps_page_init (KinConnectStepsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_steps_page_new:
 * @address: the clinic's, with a host
 *
 * Returns: (transfer full): the page that says what will happen
 */
KinPage *
kin_connect_steps_page_new (const char *address)
{
  KinConnectStepsPage *self = g_object_new (KIN_TYPE_CONNECT_STEPS_PAGE, NULL);
  g_autofree char *host = kin_address_to_host (address);
  g_autofree char *safe_host = kin_text_isolate (host);
  g_autofree char *first = NULL;

  self->address = g_strdup (address);
  /* Translators: %s is the host of the clinic's address, such as portal.example.org. */
  first = g_strdup_printf (_("1. Your web browser opens a page of %s."), safe_host);
  gtk_label_set_label (self->step_1, first);
  gtk_label_set_label (self->step_2, _("2. You sign in there with the login you have at the clinic."
                                       " Kinchart never sees your password."));
  gtk_label_set_label (self->step_3, _("3. The clinic asks what you allow."));
  gtk_label_set_label (self->step_4, _("4. Kinchart shows whose record it is, and asks before it"
                                       " adds anything."));

  return KIN_PAGE (self);
}
