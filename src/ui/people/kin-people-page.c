/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-people-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-add-person-page.h"
#include "kin-date-words.h"
#include "kin-home-page.h"
#include "kin-key-gone-page.h"
#include "kin-page-parts.h"
#include "kin-people-page.h"
#include "kin-person-colour.h"
#include "kin-person-mark.h"
#include "kin-problem-page.h"
#include "kin-sample.h"
#include "kin-text.h"

/**
 * KinPeoplePage:
 *
 * The people whose records are kept here. Going to another one is always a choice made here,
 * and ends on that person's Home.
 */
struct _KinPeoplePage
{
  KinPage     parent_instance;

  GtkLabel   *question;
  GtkListBox *people;
  GtkWidget  *remove_sample;

  KinFamily  *family;
};

G_DEFINE_FINAL_TYPE (KinPeoplePage, kin_people_page, KIN_TYPE_PAGE)

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinPeoplePage) self = user_data;
  g_autoptr (GError) error = NULL;
  KinPage *home;
  gboolean opened = kin_person_open_finish (KIN_PERSON (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->people), TRUE);
  if (!opened)
    {
      kin_key_gone_page_open (KIN_PAGE (self), self->family, KIN_PERSON (source), error);
      return;
    }

  home = kin_home_page_new ();
  kin_page_set_person (home, KIN_PERSON (source));
  kin_page_start_with (KIN_PAGE (self), home);
}

static void
on_person (KinPeoplePage *self,
           GtkListBoxRow *row)
{
  g_autoptr (KinPerson) person =
    g_list_model_get_item (G_LIST_MODEL (self->family), (guint) gtk_list_box_row_get_index (row));

  if (person == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->people), FALSE);
  kin_person_open_async (person, NULL, opened_cb, g_object_ref (self));
}

static char *
about (KinPerson *person)
{
  g_autofree char *day = kin_date_to_words (kin_person_get_birth_date (person));
  g_autofree char *born = NULL;

  if (day != NULL)
    /* Translators: %s is a birth date. */
    born = g_strdup_printf (_("Born %s"), day);
  if (kin_person_get_is_sample (person))
    return g_strdup (_("Sample. Not a real person"));
  if (born == NULL)
    return g_strdup (_("Birth date not known"));
  if (kin_person_get_is_self (person))
    /* Translators: %s is "Born 14 May 1945". */
    return g_strdup_printf (_("You. %s"), born);
  if (kin_person_get_relation (person) != NULL)
    {
      g_autofree char *relation = kin_text_isolate (kin_person_get_relation (person));

      /* Translators: what the person is to the reader, as typed ("Mother"); "Born 14 May 1945". */
      return g_strdup_printf (_("%1$s. %2$s"), relation, born);
    }

  return g_steal_pointer (&born);
}

static GtkWidget *
make_mark (KinPerson *person)
{
  GtkWidget *mark = kin_person_mark_new (person);

  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "kin-person-mark");
  gtk_widget_add_css_class (mark, kin_person_get_class (person));

  return mark;
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  KinPerson *person = item;
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *words = about (person);
  GtkWidget *row = kin_link_row_new (name, words);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_mark (person));

  return row;
}

static void
show_sample_button (KinPeoplePage *self)
{
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (self->family));
  gboolean any = FALSE;

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (self->family), i);

      any = any || kin_person_get_is_sample (person);
    }

  gtk_widget_set_visible (self->remove_sample, any);
}

static void
on_added (KinPage   *page,
          KinPerson *person)
{
  KinPage *home = kin_home_page_new ();

  kin_page_set_person (home, person);
  kin_page_start_with (page, home);
}

static void
on_add (KinPeoplePage *self)
{
  KinPage *page = kin_add_person_page_new (self->family, KIN_PERSON_NO_FLAGS);

  g_signal_connect (page, "added", G_CALLBACK (on_added), NULL);
  kin_page_push (KIN_PAGE (self), page);
}

static void
sample_removed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (KinPeoplePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = kin_sample_remove_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (!removed)
    {
      gtk_widget_set_sensitive (self->remove_sample, TRUE);
      kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
      return;
    }

  /* Pages of the sample person are left behind with them. */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->family)) == 0)
    {
      KinPage *add = kin_add_person_page_new (self->family, KIN_PERSON_SELF);

      g_signal_connect (add, "added", G_CALLBACK (on_added), NULL);
      kin_page_start_with (KIN_PAGE (self), add);
    }
  else
    {
      kin_page_start_with (KIN_PAGE (self), kin_people_page_new (self->family));
    }
}

static void
on_remove_sample (KinPeoplePage *self)
{
  gtk_widget_set_sensitive (self->remove_sample, FALSE);
  kin_page_set_attention (KIN_PAGE (self), _("Removing the sample family"));
  kin_sample_remove_async (self->family, NULL, sample_removed_cb, g_object_ref (self));
}

static void
kin_people_page_dispose (GObject *object)
{
  g_clear_object (&KIN_PEOPLE_PAGE (object)->family);

  G_OBJECT_CLASS (kin_people_page_parent_class)->dispose (object);
}

static void
kin_people_page_class_init (KinPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_people_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPeoplePage, question);
  gtk_widget_class_bind_template_child (widget_class, KinPeoplePage, people);
  gtk_widget_class_bind_template_child (widget_class, KinPeoplePage, remove_sample);
  gtk_widget_class_bind_template_callback (widget_class, on_person);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_sample);
}

static void
kin_people_page_init (KinPeoplePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->people), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_page_get_title (KIN_PAGE (self)), -1);
}

/**
 * kin_people_page_new:
 * @family: the people
 *
 * Returns: (transfer full): the page; it is nobody's
 */
KinPage *
kin_people_page_new (KinFamily *family)
{
  KinPeoplePage *self = g_object_new (KIN_TYPE_PEOPLE_PAGE, NULL);

  self->family = g_object_ref (family);
  gtk_list_box_bind_model (self->people, G_LIST_MODEL (family), make_row, NULL, NULL);
  show_sample_button (self);
  g_signal_connect_object (family, "items-changed", G_CALLBACK (show_sample_button), self,
                           G_CONNECT_SWAPPED);

  return KIN_PAGE (self);
}

/**
 * kin_people_page_ask:
 * @question: why somebody is chosen here, in words
 *
 * Asks it in place of whose record is to be seen.
 */
void
kin_people_page_ask (KinPeoplePage *self,
                     const char    *question)
{
  g_return_if_fail (KIN_IS_PEOPLE_PAGE (self));

  kin_page_say (KIN_PAGE (self), self->question, question);
}
