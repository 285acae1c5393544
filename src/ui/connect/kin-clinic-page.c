/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-check-page.h"
#include "kin-clinic-allowed-page.h"
#include "kin-clinic-page.h"
#include "kin-clinic-sent-page.h"
#include "kin-clinic-words.h"
#include "kin-connect-wait-page.h"
#include "kin-disconnect-page.h"
#include "kin-download-page.h"
#include "kin-schedule.h"

/**
 * KinClinicPage:
 *
 * One clinic that a record comes from, and what can be done about it.
 */
struct _KinClinicPage
{
  KinPage        parent_instance;

  GtkLabel      *words;
  GtkLabel      *host;
  GtkWidget     *check;
  GtkWidget     *sign_in;
  GtkWidget     *newer;
  GtkWidget     *sent;
  GtkWidget     *allowed;
  GtkWidget     *other;
  GtkWidget     *disconnect;

  KinConnection *connection;
};

G_DEFINE_FINAL_TYPE (KinClinicPage, kin_clinic_page, KIN_TYPE_PAGE)

/* Many clinics ask for it each time: then it is the way to check, and nothing is wrong. */
static void
show_sign_in (KinClinicPage      *self,
              gboolean            is_portal,
              KinConnectionState  state)
{
  gboolean each_time = state == KIN_CONNECTION_NEEDS_SIGN_IN;

  gtk_widget_set_visible (self->sign_in, is_portal && state != KIN_CONNECTION_STOPPED &&
                                         state != KIN_CONNECTION_JOINED);
  gtk_button_set_label (GTK_BUTTON (self->sign_in),
                        each_time ? _("Sign in and check for new") : _("Sign in again"));
  if (each_time)
    gtk_widget_add_css_class (self->sign_in, "suggested-action");
  else
    gtk_widget_remove_css_class (self->sign_in, "suggested-action");
}

static void
show_state (KinClinicPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  KinConnectionState state = kin_connection_get_state (self->connection);
  gboolean is_portal = kin_connection_get_is_portal (self->connection);
  g_autofree char *words = NULL;

  words = kin_clinic_state_to_words (person, self->connection);
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (self->check, is_portal && (state == KIN_CONNECTION_READY ||
                                                      kin_connection_state_passes (state)));
  show_sign_in (self, is_portal, state);
  gtk_widget_set_visible (self->newer, !is_portal);
  gtk_widget_set_visible (self->sent, is_portal);
  gtk_widget_set_visible (self->allowed, is_portal && !kin_connection_state_is_over (state));
  gtk_widget_set_visible (self->other, is_portal && !kin_person_get_is_sample (person));
  gtk_button_set_label (GTK_BUTTON (self->disconnect), kin_connection_state_is_over (state)
                                                       ? _("Erase what is kept from this clinic")
                                                       : _("Disconnect"));
}

static void
on_check (KinClinicPage *self)
{
  if (kin_schedule_check (kin_person_get_schedule (kin_page_get_person (KIN_PAGE (self))),
                          self->connection))
    kin_page_push (KIN_PAGE (self), kin_check_page_new ());
}

static void
on_sign_in (KinClinicPage *self)
{
  g_autoptr (KinClinic) clinic = kin_clinic_new_of_connection (self->connection);

  kin_page_push (KIN_PAGE (self), kin_connect_wait_page_new (clinic));
}

static void
on_newer (KinClinicPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_download_page_new (NULL, NULL));
}

static void
on_sent (KinClinicPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_clinic_sent_page_new (self->connection));
}

static void
on_allowed (KinClinicPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_clinic_allowed_page_new (self->connection));
}

/* The window knows the other people; a page knows its own person only. */
static void
on_other (KinClinicPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.connect-other", "s",
                              kin_connection_get_id (self->connection));
}

static void
on_disconnect (KinClinicPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_disconnect_page_new (self->connection));
}

static void
kin_clinic_page_shown (KinPage *page)
{
  show_state (KIN_CLINIC_PAGE (page));
}

static void
kin_clinic_page_person_set (KinPage *page)
{
  g_signal_connect_object (kin_person_get_schedule (kin_page_get_person (page)), "changed",
                           G_CALLBACK (show_state), page, G_CONNECT_SWAPPED);
}

static void
kin_clinic_page_dispose (GObject *object)
{
  g_clear_object (&KIN_CLINIC_PAGE (object)->connection);

  G_OBJECT_CLASS (kin_clinic_page_parent_class)->dispose (object);
}

static void
kin_clinic_page_class_init (KinClinicPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_clinic_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_clinic_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_clinic_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-clinic-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, host);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, check);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, newer);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, sent);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, allowed);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, other);
  gtk_widget_class_bind_template_child (widget_class, KinClinicPage, disconnect);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in);
  gtk_widget_class_bind_template_callback (widget_class, on_newer);
  gtk_widget_class_bind_template_callback (widget_class, on_sent);
  gtk_widget_class_bind_template_callback (widget_class, on_allowed);
  gtk_widget_class_bind_template_callback (widget_class, on_other);
  gtk_widget_class_bind_template_callback (widget_class, on_disconnect);
}

static void
kin_clinic_page_init (KinClinicPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_clinic_page_new:
 * @connection: of the person that will be set on the page
 *
 * Returns: (transfer full): what there is to know and do about it
 */
KinPage *
kin_clinic_page_new (KinConnection *connection)
{
  KinClinicPage *self = g_object_new (KIN_TYPE_CLINIC_PAGE, NULL);
  const char *base = kin_connection_get_base (connection);
  g_autofree char *name = kin_clinic_name_to_words (connection);
  g_autofree char *host = base != NULL ? kin_address_to_host (base) : NULL;

  self->connection = g_object_ref (connection);
  kin_page_set_title (KIN_PAGE (self), name);
  gtk_label_set_label (self->host, host != NULL ? host : "");
  gtk_widget_set_visible (GTK_WIDGET (self->host), host != NULL);

  return KIN_PAGE (self);
}
