/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-not-sent-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-contact.h"
#include "kin-clinic-sent-page.h"
#include "kin-clinic-words.h"
#include "kin-not-sent-page.h"
#include "kin-page-parts.h"
#include "kin-section-page.h"
#include "kin-section-words.h"

/**
 * KinNotSentPage:
 *
 * Why a part of the record is empty: which parts, what each clinic was asked and what it
 * answered, and how to reach it.
 */
struct _KinNotSentPage
{
  KinPage  parent_instance;

  GtkBox  *parts;
  GArray  *sections;               /* of KinSection */
};

G_DEFINE_FINAL_TYPE (KinNotSentPage, kin_not_sent_page, KIN_TYPE_PAGE)

static void
on_section_activated (KinNotSentPage *self,
                      GtkListBoxRow  *row)
{
  guint position = (guint) gtk_list_box_row_get_index (row);

  kin_page_push (KIN_PAGE (self),
                 kin_section_page_new (g_array_index (self->sections, KinSection, position)));
}

static void
on_clinic_activated (KinNotSentPage *self,
                     GtkWidget      *row)
{
  kin_page_push (KIN_PAGE (self),
                 kin_clinic_sent_page_new (g_object_get_data (G_OBJECT (row), "connection")));
}

static void
show_sections (KinNotSentPage *self)
{
  GtkWidget *list = kin_list_new (_("Nothing came"));

  for (guint i = 0; i < self->sections->len; i++)
    {
      KinSection section = g_array_index (self->sections, KinSection, i);

      gtk_list_box_append (GTK_LIST_BOX (list),
                           kin_link_row_new (kin_section_get_words (section), NULL));
    }

  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_section_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->parts, list);
}

static void
show_clinic (KinNotSentPage *self,
             GtkWidget      *list,
             KinConnection  *connection)
{
  g_autofree char *name = kin_clinic_name_to_words (connection);
  GtkWidget *row = kin_link_row_new (name, _("What this clinic sent"));

  g_object_set_data_full (G_OBJECT (row), "connection", g_object_ref (connection),
                          g_object_unref);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (self->parts,
                  kin_clinic_contact_new (kin_page_get_person (KIN_PAGE (self)), connection));
}

static void
kin_not_sent_page_person_set (KinPage *page)
{
  KinNotSentPage *self = KIN_NOT_SENT_PAGE (page);
  GListModel *connections = G_LIST_MODEL (kin_page_get_person (page));
  GtkWidget *list = kin_list_new (_("Clinics"));
  guint n_connections = g_list_model_get_n_items (connections);

  show_sections (self);
  gtk_box_append (self->parts, kin_heading_new (_("Ask the clinic")));
  gtk_box_append (self->parts, list);
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (connections, i);

      if (kin_connection_get_is_portal (connection))
        show_clinic (self, list, connection);
    }

  gtk_widget_set_visible (list, gtk_widget_get_first_child (list) != NULL);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_clinic_activated), self,
                           G_CONNECT_SWAPPED);
}

static void
kin_not_sent_page_finalize (GObject *object)
{
  g_clear_pointer (&KIN_NOT_SENT_PAGE (object)->sections, g_array_unref);

  G_OBJECT_CLASS (kin_not_sent_page_parent_class)->finalize (object);
}

static void
kin_not_sent_page_class_init (KinNotSentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_not_sent_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_not_sent_page_person_set;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-not-sent-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinNotSentPage, parts);
}

static void
kin_not_sent_page_init (KinNotSentPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_not_sent_page_new:
 * @sections: (element-type KinSection): the sections that hold nothing
 *
 * Returns: (transfer full): a page about them, for the person that is set on it
 */
KinPage *
kin_not_sent_page_new (GArray *sections)
{
  KinNotSentPage *self = g_object_new (KIN_TYPE_NOT_SENT_PAGE, NULL);

  self->sections = g_array_ref (sections);

  return KIN_PAGE (self);
}
