/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-steps-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-connect-number-page.h"
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
  KinPage    parent_instance;

  GtkLabel  *step_1;
  GtkLabel  *step_2;
  GtkLabel  *step_3;
  GtkLabel  *step_4;
  GtkLabel  *made_up;
  GtkLabel  *signed_in;

  KinClinic *clinic;
};

G_DEFINE_FINAL_TYPE (KinConnectStepsPage, kin_connect_steps_page, KIN_TYPE_PAGE)

static void
on_open (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_wait_page_new (self->clinic));
}

static void
on_number (KinConnectStepsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_number_page_new (self->clinic));
}

static void
kin_connect_steps_page_dispose (GObject *object)
{
  g_clear_object (&KIN_CONNECT_STEPS_PAGE (object)->clinic);

  G_OBJECT_CLASS (kin_connect_steps_page_parent_class)->dispose (object);
}

static void
kin_connect_steps_page_class_init (KinConnectStepsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_steps_page_dispose;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-steps-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_1);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_2);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_3);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, step_4);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, made_up);
  gtk_widget_class_bind_template_child (widget_class, KinConnectStepsPage, signed_in);
  gtk_widget_class_bind_template_callback (widget_class, on_number);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
kin_connect_steps_page_init (KinConnectStepsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_steps (KinConnectStepsPage *self)
{
  g_autofree char *host = kin_address_to_host (kin_clinic_get_address (self->clinic));
  g_autofree char *safe_host = kin_text_isolate (host);
  /* Translators: %s is the host of the clinic's address, such as portal.example.org. */
  g_autofree char *first = g_strdup_printf (_("1. Your web browser opens a page of %s."),
                                            safe_host);

  gtk_label_set_label (self->step_1, first);
  gtk_label_set_label (self->step_2, _("2. You sign in there with the login you have at the clinic."
                                       " Kinchart never sees your password."));
  gtk_label_set_label (self->step_3, _("3. The clinic asks what you allow."));
  gtk_label_set_label (self->step_4, _("4. Kinchart shows whose record it is, and asks before it"
                                       " adds anything."));
  gtk_widget_set_visible (GTK_WIDGET (self->made_up), kin_clinic_get_made_up (self->clinic));
}

/**
 * kin_connect_steps_page_new:
 * @clinic: whose address has a host
 *
 * Returns: (transfer full): the page that says what will happen
 */
KinPage *
kin_connect_steps_page_new (KinClinic *clinic)
{
  return kin_connect_steps_page_new_after (clinic, NULL);
}

/**
 * kin_connect_steps_page_new_after:
 * @clinic: whose address has a host
 * @last_name: (nullable): who signed in there before, for somebody else's record
 *
 * The browser keeps people signed in. Without a word about it, the second sign-in brings the
 * record of the first person once more.
 *
 * Returns: (transfer full): the page that says what will happen
 */
KinPage *
kin_connect_steps_page_new_after (KinClinic  *clinic,
                                  const char *last_name)
{
  KinConnectStepsPage *self = g_object_new (KIN_TYPE_CONNECT_STEPS_PAGE, NULL);
  g_autofree char *safe_name = kin_text_isolate (last_name != NULL ? last_name : "");
  /* Translators: %s is a person's name. */
  g_autofree char *words = g_strdup_printf (_("Your browser may still be signed in for %s. If the"
                                              " page does not ask who you are, sign out on it"
                                              " first. If you sign in for several people with one"
                                              " login, choose the right person there."), safe_name);

  self->clinic = g_object_ref (clinic);
  show_steps (self);
  gtk_label_set_label (self->signed_in, words);
  gtk_widget_set_visible (GTK_WIDGET (self->signed_in), last_name != NULL);

  return KIN_PAGE (self);
}
