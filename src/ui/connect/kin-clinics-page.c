/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-clinics-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-clinic-page.h"
#include "kin-clinic-words.h"
#include "kin-clinics-page.h"
#include "kin-connect-page.h"
#include "kin-copy-asked-page.h"
#include "kin-copy-words.h"
#include "kin-page-parts.h"
#include "kin-schedule.h"
#include "kin-text.h"

/**
 * KinClinicsPage:
 *
 * Where a person's record comes from: each clinic, and how things are with it; and what was asked
 * for by letter.
 */
struct _KinClinicsPage
{
  KinPage     parent_instance;

  GtkLabel   *empty;
  GtkListBox *clinics;
  GtkWidget  *copies_heading;
  GtkListBox *copies;
  GtkWidget  *check;

  GPtrArray  *asked;               /* of KinAskedCopy, as the list box shows them */
};

G_DEFINE_FINAL_TYPE (KinClinicsPage, kin_clinics_page, KIN_TYPE_PAGE)

static GtkWidget *
make_row (KinPerson     *person,
          KinConnection *connection)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = kin_clinic_name_to_words (connection);
  g_autofree char *state = kin_clinic_state_to_words (person, connection);

  g_object_set (row, "use-markup", FALSE, "title", name, "subtitle", state, "activatable", TRUE,
                "title-lines", 0, "subtitle-lines", 0, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));

  return row;
}

static void
remove_rows (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
show_clinics (KinClinicsPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  guint n_connections = g_list_model_get_n_items (G_LIST_MODEL (person));

  remove_rows (self->clinics);
  for (guint i = 0; i < n_connections; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      gtk_list_box_append (self->clinics, make_row (person, connection));
    }

  gtk_widget_set_visible (GTK_WIDGET (self->clinics), n_connections > 0);
  gtk_widget_set_visible (self->check, n_connections > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), n_connections == 0);
}

static void
show_copies (KinClinicsPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_clear_pointer (&self->asked, g_ptr_array_unref);
  self->asked = kin_person_list_copies (kin_page_get_person (KIN_PAGE (self)));
  remove_rows (self->copies);
  for (guint i = 0; i < self->asked->len; i++)
    {
      const KinAskedCopy *copy = g_ptr_array_index (self->asked, i);
      g_autofree char *clinic = kin_text_isolate (copy->clinic);
      g_autofree char *due = kin_copy_due_to_words (copy, now);

      gtk_list_box_append (self->copies, kin_link_row_new (clinic, due));
    }

  gtk_widget_set_visible (self->copies_heading, self->asked->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->copies), self->asked->len > 0);
}

static void
on_copy (KinClinicsPage *self,
         GtkListBoxRow  *row)
{
  const KinAskedCopy *copy = g_ptr_array_index (self->asked, gtk_list_box_row_get_index (row));

  kin_page_push (KIN_PAGE (self), kin_copy_asked_page_new (copy->id));
}

static void
on_clinic (KinClinicsPage *self,
           GtkListBoxRow  *row)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  g_autoptr (KinConnection) connection =
    g_list_model_get_item (G_LIST_MODEL (person), (guint) gtk_list_box_row_get_index (row));

  if (connection != NULL)
    kin_page_push (KIN_PAGE (self), kin_clinic_page_new (connection));
}

static void
on_connect (KinClinicsPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_connect_page_new ());
}

/* Rebuilding the rows takes the focus with them, so it is done while nobody is on them. */
static void
on_changed (KinClinicsPage *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->clinics)) == NULL)
    show_clinics (self);
}

static void
kin_clinics_page_shown (KinPage *page)
{
  show_clinics (KIN_CLINICS_PAGE (page));
  show_copies (KIN_CLINICS_PAGE (page));
}

static void
kin_clinics_page_person_set (KinPage *page)
{
  KinPerson *person = kin_page_get_person (page);

  g_signal_connect_object (kin_person_get_schedule (person), "changed", G_CALLBACK (on_changed),
                           page, G_CONNECT_SWAPPED);
}

static void
kin_clinics_page_finalize (GObject *object)
{
  g_clear_pointer (&KIN_CLINICS_PAGE (object)->asked, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_clinics_page_parent_class)->finalize (object);
}

static void
kin_clinics_page_class_init (KinClinicsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_clinics_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_clinics_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_clinics_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-clinics-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinClinicsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, KinClinicsPage, clinics);
  gtk_widget_class_bind_template_child (widget_class, KinClinicsPage, copies_heading);
  gtk_widget_class_bind_template_child (widget_class, KinClinicsPage, copies);
  gtk_widget_class_bind_template_child (widget_class, KinClinicsPage, check);
  gtk_widget_class_bind_template_callback (widget_class, on_clinic);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
}

static void
kin_clinics_page_init (KinClinicsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clinics), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
}

/**
 * kin_clinics_page_new:
 *
 * Returns: (transfer full): the clinics of the person that is set on it
 */
KinPage *
kin_clinics_page_new (void)
{
  return g_object_new (KIN_TYPE_CLINICS_PAGE, NULL);
}
