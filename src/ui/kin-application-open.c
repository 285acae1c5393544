/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-application-open"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-advice-page.h"
#include "kin-application-private.h"
#include "kin-begin-again-page.h"
#include "kin-damage-page.h"
#include "kin-home-page.h"
#include "kin-key-gone-page.h"
#include "kin-people-page.h"
#include "kin-problem-page.h"
#include "kin-schedule.h"
#include "kin-welcome.h"

/* What the window shows first: who is in the family, and her record, or why it cannot be. */

#define SHOW_AFTER_MILLISECONDS 100
#define SAY_AFTER_MILLISECONDS 400      /* after that */

static void open_first_page (KinApplication *self);

/* The window is seen first with something in it: who opens it waits for one picture, not two. */
static void
start_with (KinApplication *self,
            KinPage        *page)
{
  g_clear_handle_id (&self->wait_timer, g_source_remove);
  kin_window_start_with (self->window, page);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->window)))
    gtk_window_present (GTK_WINDOW (self->window));
}

static KinPage *
new_waiting_page (void)
{
  return kin_advice_page_new (_("Opening your records"),
                              _("This takes a moment. If your computer asks for a password, type"
                                " it in there."));
}

/* The keyring may ask for its password, or the check that went on while the window was closed is
 * still writing what it has. */
static gboolean
say_waiting (gpointer user_data)
{
  KinApplication *self = user_data;

  self->wait_timer = 0;
  if (self->window != NULL && kin_window_get_page (self->window) == NULL)
    start_with (self, new_waiting_page ());

  return G_SOURCE_REMOVE;
}

static gboolean
show_waiting (gpointer user_data)
{
  KinApplication *self = user_data;

  self->wait_timer = g_timeout_add (SAY_AFTER_MILLISECONDS, say_waiting, self);
  if (self->window != NULL)
    gtk_window_present (GTK_WINDOW (self->window));

  return G_SOURCE_REMOVE;
}

static void
on_list_damage_read (KinApplication *self)
{
  kin_family_end_from_copy (self->family);
  open_first_page (self);
}

/* Before anybody is looked for in a list from which somebody may be missing. */
static void
show_list_damage (KinApplication *self,
                  const char     *time)
{
  g_autofree char *words = kin_damage_dup_list_words (time);
  KinPage *page = kin_advice_page_new (_("The list of people was damaged"), words);
  GtkWidget *button = kin_advice_page_add_button (KIN_ADVICE_PAGE (page), _("I have read this"));

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_list_damage_read), self,
                           G_CONNECT_SWAPPED);
  start_with (self, page);
}

static void
show_family (KinApplication *self)
{
  const char *time = kin_family_get_from_copy (self->family);

  kin_window_set_family (self->window, self->family);
  if (time != NULL)
    show_list_damage (self, time);
  else
    open_first_page (self);
}

static void
set_family (KinApplication *self,
            KinFamily      *family)
{
  g_set_object (&self->family, family);
  show_family (self);
}

/* Where there is a recovery page, a key that is gone is not the end, and a record of @person that
 * is lost can begin again. */
static void
show_problem (KinApplication *self,
              KinPerson      *person,
              const GError   *error)
{
  KinPage *page;

  if (person != NULL && kin_begin_again_page_can_help (error))
    {
      start_with (self, kin_begin_again_page_new (person));
      return;
    }

  if (!kin_key_gone_page_can_help (error))
    {
      start_with (self, kin_problem_page_new (error));
      return;
    }

  page = kin_key_gone_page_new (self->family, error);
  g_signal_connect_object (page, "opened", G_CALLBACK (set_family), self, G_CONNECT_SWAPPED);
  start_with (self, page);
}

/* The window, and whoever is in the family or why nobody can be: what is there last begins. */
static void
show_first (KinApplication *self)
{
  if (self->family != NULL)
    show_family (self);
  else
    show_problem (self, NULL, self->problem);
}

static void
person_open_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  KinPerson *person = KIN_PERSON (source);
  g_autoptr (GError) error = NULL;
  KinApplication *self = user_data;
  KinPage *page;

  if (!kin_person_open_finish (person, result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_object (&self->home);
          show_problem (self, person, error);
        }
      return;
    }

  page = kin_welcome_resume (self->family, self->settings);
  if (page == NULL)
    {
      page = self->home != NULL ? self->home : kin_home_page_new ();
      kin_page_set_person (page, person);
    }
  start_with (self, page);
  g_clear_object (&self->home);
}

static void
closed_to_open_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (KinApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_person_close_finish (KIN_PERSON (source), result, &error))
    g_warning ("A file was not closed: %s", error->message);
  if (self->window != NULL)
    kin_person_open_async (KIN_PERSON (source), self->cancellable, person_open_cb, self);
}

/* What was shown is left, so that nothing is done with it: it comes back from the copy. */
static void
on_damaged (KinApplication *self,
            KinPerson      *person)
{
  if (self->window == NULL)
    return;

  start_with (self, new_waiting_page ());
  kin_schedule_stop (kin_person_get_schedule (person));
  kin_person_close_async (person, closed_to_open_cb, g_object_ref (self));
}

/* Nobody yet: the first steps. One person, or first steps that were left in the middle: that
 * person's pages. Several: whose record it is to be is asked first. */
static void
open_first_page (KinApplication *self)
{
  GListModel *people = G_LIST_MODEL (self->family);
  guint n_people = g_list_model_get_n_items (people);
  g_autoptr (KinPerson) last = NULL;

  if (n_people == 0)
    {
      start_with (self, kin_welcome_resume (self->family, self->settings));
      return;
    }

  last = g_list_model_get_item (people, n_people - 1);
  if (n_people == 1 || kin_welcome_is_left_open (self->settings))
    {
      g_signal_connect_object (last, "damaged", G_CALLBACK (on_damaged), self, G_CONNECT_SWAPPED);
      kin_person_open_early_async (last, self->cancellable, person_open_cb, self);
      /* Made while the record is opened. */
      g_clear_object (&self->home);
      self->home = g_object_ref_sink (kin_home_page_new ());
    }
  else
    start_with (self, kin_people_page_new (self->family));
}

static void
family_open_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinFamily) family = kin_family_open_finish (result, &error);
  KinApplication *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = user_data;
  g_set_object (&self->family, family);
  self->problem = g_steal_pointer (&error);
  if (self->window != NULL)
    show_first (self);
}

void
kin_application_make_window (KinApplication *self)
{
  self->window = kin_window_new (GTK_APPLICATION (self), self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  self->wait_timer = g_timeout_add (SHOW_AFTER_MILLISECONDS, show_waiting, self);
  if (self->family != NULL || self->problem != NULL)
    show_first (self);
}

/* Asks the keyring and the disk; what they say is shown once there is a window. */
void
kin_application_open_family (KinApplication *self)
{
  kin_family_open_async (NULL, self->cancellable, family_open_cb, self);
}
