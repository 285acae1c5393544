/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-number-page"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-connect-number-page.h"
#include "kin-connect-steps-page.h"
#include "kin-download-page.h"
#include "kin-way-words.h"

/**
 * KinConnectNumberPage:
 *
 * How a clinic knows Kinchart, where it lets in only apps that it has given a number.
 */
struct _KinConnectNumberPage
{
  KinPage    parent_instance;

  GtkLabel  *needed;
  GtkLabel  *problem;
  GtkEntry  *number;
  GtkEntry  *redirect;
  GtkWidget *secret;

  KinClinic *clinic;
};

G_DEFINE_FINAL_TYPE (KinConnectNumberPage, kin_connect_number_page, KIN_TYPE_PAGE)

static char *
dup_stripped (GtkEntry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
show_problem (KinConnectNumberPage *self,
              const char           *what,
              GtkEntry             *where)
{
  gtk_label_set_label (self->problem, what);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (where), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  what, -1);
  kin_page_set_attention (KIN_PAGE (self), what);
  gtk_widget_grab_focus (GTK_WIDGET (where));
}

/* The browser has to find its way back to this computer. */
static gboolean
leads_back_here (const char *redirect)
{
  g_autoptr (GUri) uri = g_uri_parse (redirect, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && g_str_equal (g_uri_get_scheme (uri), "http") &&
         (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1")) &&
         g_uri_get_port (uri) > 0;
}

/* (nullable): the one that was typed for this number before; it is not shown again. */
static KinSecret *
get_known_secret (KinConnectNumberPage *self,
                  const char           *number)
{
  return g_strcmp0 (number, kin_clinic_get_client_id (self->clinic)) == 0
         ? kin_clinic_get_client_secret (self->clinic) : NULL;
}

/* (nullable): what was typed, from the field's own safe memory, without the spaces that come with
 * it when it is copied. */
static KinSecret *
dup_secret (KinConnectNumberPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->secret));
  gsize length;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  return length > 0 ? kin_secret_new (text, length) : NULL;
}

static void
on_next (KinConnectNumberPage *self)
{
  g_autoptr (KinSecret) secret = dup_secret (self);
  g_autofree char *number = dup_stripped (self->number);
  g_autofree char *redirect = dup_stripped (self->redirect);
  g_autoptr (KinClinic) clinic = NULL;

  if (*number == '\0')
    {
      show_problem (self, _("Type the number the clinic gave"), self->number);
      return;
    }
  if (*redirect != '\0' && !leads_back_here (redirect))
    {
      show_problem (self, _("A return address begins with http://127.0.0.1: and a port"),
                    self->redirect);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  clinic = kin_clinic_new_with_set_up (self->clinic, number,
                                       secret != NULL ? secret : get_known_secret (self, number),
                                       *redirect != '\0' ? redirect : NULL);
  kin_page_push (KIN_PAGE (self), kin_connect_steps_page_new (clinic));
}

static void
on_download (KinConnectNumberPage *self)
{
  g_autofree char *website = kin_clinic_to_website (self->clinic);

  kin_page_push (KIN_PAGE (self),
                 kin_download_page_new (kin_clinic_get_name (self->clinic), website));
}

static void
kin_connect_number_page_dispose (GObject *object)
{
  g_clear_object (&KIN_CONNECT_NUMBER_PAGE (object)->clinic);

  G_OBJECT_CLASS (kin_connect_number_page_parent_class)->dispose (object);
}

static void
kin_connect_number_page_class_init (KinConnectNumberPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_connect_number_page_dispose;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-number-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, needed);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, number);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, redirect);
  gtk_widget_class_bind_template_child (widget_class, KinConnectNumberPage, secret);
  gtk_widget_class_bind_template_callback (widget_class, on_download);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
kin_connect_number_page_init (KinConnectNumberPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_connect_number_page_new:
 * @clinic: that has given a number, or asks for one
 *
 * Returns: (transfer full): the page that asks for it
 */
KinPage *
kin_connect_number_page_new (KinClinic *clinic)
{
  KinConnectNumberPage *self = g_object_new (KIN_TYPE_CONNECT_NUMBER_PAGE, NULL);

  self->clinic = g_object_ref (clinic);
  gtk_widget_set_visible (GTK_WIDGET (self->needed), kin_clinic_get_way (clinic) == KIN_WAY_NUMBER);
  if (kin_clinic_has_number (clinic))
    gtk_editable_set_text (GTK_EDITABLE (self->number), kin_clinic_get_client_id (clinic));
  if (kin_clinic_get_redirect (clinic) != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->redirect), kin_clinic_get_redirect (clinic));

  return KIN_PAGE (self);
}
