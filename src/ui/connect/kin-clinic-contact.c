/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinic-contact"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-browser.h"
#include "kin-clinic-contact.h"
#include "kin-contact.h"
#include "kin-clinic-words.h"
#include "kin-page-parts.h"
#include "kin-person-reading.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinClinicContact:
 *
 * How to reach a clinic for what it does not send: the phone number it wrote in the record, and
 * its website. Both are read from the file; nothing is asked of anybody.
 */
struct _KinClinicContact
{
  GtkWidget      parent_instance;

  GtkWidget     *phones;
  GtkLabel      *state;

  KinPerson     *person;
  KinConnection *connection;
  char          *website;
  GCancellable  *cancellable;
};

G_DEFINE_FINAL_TYPE (KinClinicContact, kin_clinic_contact, GTK_TYPE_WIDGET)

static void
say (KinClinicContact *self,
     const char       *words)
{
  gtk_label_set_label (self->state, words);
  gtk_widget_set_visible (GTK_WIDGET (self->state), TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinClinicContact) self = user_data;
  g_autofree char *words = NULL;

  if (kin_browser_open_finish (result, NULL))
    return;

  /* Translators: %s is a web address. */
  words = g_strdup_printf (_("No browser opened. Type this address in a browser: %s"),
                           self->website);
  say (self, words);
}

static void
on_website_clicked (KinClinicContact *self)
{
  kin_browser_open_async (GTK_WIDGET (self), self->website, opened_cb, g_object_ref (self));
}

static gboolean
is_web_address (const char *address)
{
  g_autofree char *scheme = g_uri_parse_scheme (address);

  return g_strcmp0 (scheme, "https") == 0;
}

/* What the clinic wrote about itself: its numbers, and an address better than its portal’s. */
static void
show_ways (KinClinicContact *self,
           KinItem          *clinic)
{
  KinJsonNode root = kin_json_get_root (kin_item_get_json (clinic));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_auto (GStrv) numbers = kin_contact_list (root, "phone", now);
  g_auto (GStrv) addresses = kin_contact_list (root, "url", now);
  g_autofree char *name = kin_text_isolate (kin_item_get_title (clinic));

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      g_autofree char *words = kin_text_isolate (numbers[i]);

      gtk_box_append (GTK_BOX (self->phones), kin_fact_card_new (name, words));
    }

  for (guint i = 0; addresses[i] != NULL; i++)
    if (is_web_address (addresses[i]))
      {
        g_free (self->website);
        self->website = g_strdup (addresses[i]);
      }
}

static void
clinic_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinClinicContact) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinItem) clinic = kin_person_find_finish (KIN_PERSON (source), result, &error);

  if (clinic != NULL && kin_item_get_json (clinic) != NULL)
    show_ways (self, clinic);
}

/* Whose patient the person is (https://hl7.org/fhir/R4/patient.html). */
static void
patient_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinClinicContact) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinItem) patient = kin_person_find_finish (KIN_PERSON (source), result, &error);
  g_autofree char *reference = NULL;
  KinJsonNode clinic;

  if (patient == NULL || kin_item_get_json (patient) == NULL)
    return;

  clinic = kin_json_node_get_path (kin_json_get_root (kin_item_get_json (patient)),
                                   "managingOrganization.reference");
  reference = kin_json_node_dup_string (clinic);
  if (reference != NULL)
    kin_person_find_async (self->person, kin_connection_get_id (self->connection), reference,
                           self->cancellable, clinic_cb, g_object_ref (self));
}

static void
kin_clinic_contact_dispose (GObject *object)
{
  KinClinicContact *self = KIN_CLINIC_CONTACT (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->person);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->website, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_clinic_contact_parent_class)->dispose (object);
}

static void
kin_clinic_contact_class_init (KinClinicContactClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_clinic_contact_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
kin_clinic_contact_init (KinClinicContact *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
  self->cancellable = g_cancellable_new ();
}

/* The front door of the portal, when the clinic says nothing of its own. */
static char *
portal_to_website (KinConnection *connection)
{
  const char *base = kin_connection_get_base (connection);
  g_autoptr (GUri) uri = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "/", NULL, NULL);
}

/**
 * kin_clinic_contact_new:
 * @person: whose clinic it is
 * @connection: a portal
 *
 * Returns: (transfer full): how to reach it
 */
GtkWidget *
kin_clinic_contact_new (KinPerson     *person,
                        KinConnection *connection)
{
  KinClinicContact *self = g_object_new (KIN_TYPE_CLINIC_CONTACT, NULL);
  g_autofree char *name = kin_clinic_name_to_words (connection);
  /* Translators: %s is a clinic. */
  g_autofree char *words = g_strdup_printf (_("Open the website of %s"), name);
  GtkWidget *button = kin_wide_button_new (words);

  self->person = g_object_ref (person);
  self->connection = g_object_ref (connection);
  self->website = portal_to_website (connection);

  self->phones = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->phones, "kin-stack");
  gtk_widget_set_parent (self->phones, GTK_WIDGET (self));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_website_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (button, self->website != NULL);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  self->state = GTK_LABEL (kin_paragraph_new (""));
  gtk_widget_set_visible (GTK_WIDGET (self->state), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->state), GTK_WIDGET (self));

  if (kin_connection_get_patient_id (connection) != NULL)
    {
      g_autofree char *reference = g_strconcat ("Patient/",
                                                kin_connection_get_patient_id (connection), NULL);

      kin_person_find_async (person, kin_connection_get_id (connection), reference,
                             self->cancellable, patient_cb, g_object_ref (self));
    }

  return GTK_WIDGET (self);
}
