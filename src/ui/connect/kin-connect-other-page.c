/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-connect-other-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-add-person-page.h"
#include "kin-connect-other-page.h"
#include "kin-connect-steps-page.h"
#include "kin-date-words.h"
#include "kin-key-gone-page.h"
#include "kin-page-parts.h"
#include "kin-text.h"

/**
 * KinConnectOtherPage:
 *
 * Whom a clinic is to be connected for, after somebody else. The clinic's set-up stays; the
 * person is always chosen here.
 */
struct _KinConnectOtherPage
{
  KinPage     parent_instance;

  GtkLabel   *words;
  GtkListBox *people;

  KinFamily  *family;
  KinPerson  *last;
  KinClinic  *clinic;
  GPtrArray  *rows;                /* of KinPerson, as the list shows them */
};

G_DEFINE_FINAL_TYPE (KinConnectOtherPage, kin_connect_other_page, KIN_TYPE_PAGE)

static KinPage *
make_steps_page (KinConnectOtherPage *self,
                 KinPerson           *person)
{
  KinPage *steps = kin_connect_steps_page_new_after (self->clinic,
                                                     kin_person_get_name (self->last));

  kin_page_set_person (steps, person);

  return steps;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinConnectOtherPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean opened = kin_person_open_finish (KIN_PERSON (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->people), TRUE);
  if (opened)
    kin_page_push (KIN_PAGE (self), make_steps_page (self, KIN_PERSON (source)));
  else
    kin_key_gone_page_open (KIN_PAGE (self), self->family, KIN_PERSON (source), error);
}

static void
on_person (KinConnectOtherPage *self,
           GtkListBoxRow       *row)
{
  KinPerson *person = g_ptr_array_index (self->rows, gtk_list_box_row_get_index (row));

  gtk_widget_set_sensitive (GTK_WIDGET (self->people), FALSE);
  kin_person_open_async (person, NULL, opened_cb, g_object_ref (self));
}

static void
on_added (KinPage             *page,
          KinPerson           *person,
          KinConnectOtherPage *self)
{
  kin_page_replace (page, make_steps_page (self, person));
}

static void
on_add (KinConnectOtherPage *self)
{
  KinPage *page = kin_add_person_page_new (self->family, KIN_PERSON_NO_FLAGS);

  g_signal_connect_object (page, "added", G_CALLBACK (on_added), self, G_CONNECT_DEFAULT);
  kin_page_push (KIN_PAGE (self), page);
}

static void
add_row (KinConnectOtherPage *self,
         KinPerson           *person)
{
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *day = kin_date_to_words (kin_person_get_birth_date (person));
  /* Translators: %s is a birth date. */
  g_autofree char *born = day != NULL ? g_strdup_printf (_("Born %s"), day) : NULL;

  g_ptr_array_add (self->rows, g_object_ref (person));
  gtk_list_box_append (self->people,
                       kin_link_row_new (name, born != NULL ? born : _("Birth date not known")));
}

/* Somebody may have been added meanwhile. */
static void
kin_connect_other_page_shown (KinPage *page)
{
  KinConnectOtherPage *self = KIN_CONNECT_OTHER_PAGE (page);
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (self->family));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->people, 0)) != NULL)
    gtk_list_box_remove (self->people, GTK_WIDGET (row));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (self->family), i);

      if (person != self->last && !kin_person_get_is_sample (person))
        add_row (self, person);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), self->rows->len > 0);
}

static void
kin_connect_other_page_finalize (GObject *object)
{
  KinConnectOtherPage *self = KIN_CONNECT_OTHER_PAGE (object);

  g_clear_object (&self->family);
  g_clear_object (&self->last);
  g_clear_object (&self->clinic);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (kin_connect_other_page_parent_class)->finalize (object);
}

static void
kin_connect_other_page_class_init (KinConnectOtherPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_connect_other_page_finalize;
  KIN_PAGE_CLASS (klass)->shown = kin_connect_other_page_shown;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-connect-other-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinConnectOtherPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinConnectOtherPage, people);
  gtk_widget_class_bind_template_callback (widget_class, on_person);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
kin_connect_other_page_init (KinConnectOtherPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->people), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
}

/**
 * kin_connect_other_page_new:
 * @family: whom to choose from
 * @last: who signed in there before
 * @clinic: with its set-up
 *
 * Returns: (transfer full): the page; it is nobody's
 */
KinPage *
kin_connect_other_page_new (KinFamily *family,
                            KinPerson *last,
                            KinClinic *clinic)
{
  KinConnectOtherPage *self = g_object_new (KIN_TYPE_CONNECT_OTHER_PAGE, NULL);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (last));
  /* Translators: %s is a person's name. */
  g_autofree char *words = g_strdup_printf (_("The clinic gives one record at a time. The record"
                                              " of %s stays as it is."), name);

  self->family = g_object_ref (family);
  self->last = g_object_ref (last);
  self->clinic = g_object_ref (clinic);
  gtk_label_set_label (self->words, words);

  return KIN_PAGE (self);
}
