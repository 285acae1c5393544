/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-window-actions"

#include "config.h"

#include "kin-check-page.h"
#include "kin-clinics-page.h"
#include "kin-connect-other-page.h"
#include "kin-connect-page.h"
#include "kin-people-page.h"
#include "kin-phones-page.h"
#include "kin-print-choose-page.h"
#include "kin-print-page.h"
#include "kin-print-wait-page.h"
#include "kin-schedule.h"
#include "kin-search-page.h"
#include "kin-window-files.h"
#include "kin-window-private.h"

/* What the menu, the keys of kin-shortcuts.c and pages ask of the window. */

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  kin_window_go_back (KIN_WINDOW (widget));
}

/* The window may be there a moment before its first page. */
static void
scroll (GtkWidget     *window,
        GtkScrollType  step)
{
  KinPage *page = kin_window_get_page (KIN_WINDOW (window));

  if (page != NULL)
    kin_page_scroll (page, step);
}

static void
page_down_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  scroll (widget, GTK_SCROLL_PAGE_DOWN);
}

static void
page_up_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  scroll (widget, GTK_SCROLL_PAGE_UP);
}

/* The person whose page is in front; the menu speaks of nobody else. */
static KinPerson *
get_person (KinWindow *self)
{
  KinPage *page = kin_window_get_page (self);

  return page != NULL ? kin_page_get_person (page) : NULL;
}

/* Goes to another page of the same person, unless such a page is in front already. */
static void
go_to (KinWindow *self,
       KinPage   *next)
{
  KinPage *page = kin_window_get_page (self);

  if (page != NULL && G_OBJECT_TYPE (page) != G_OBJECT_TYPE (next))
    kin_page_push (page, next);
  else
    g_object_unref (g_object_ref_sink (next));
}

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  KinPage *page = kin_window_get_page (KIN_WINDOW (widget));

  if (page != NULL)
    kin_page_undo (page);
}

static void
clinics_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  if (get_person (KIN_WINDOW (widget)) != NULL)
    go_to (KIN_WINDOW (widget), kin_clinics_page_new ());
}

static void
people_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  KinWindow *self = KIN_WINDOW (widget);

  if (kin_window_get_family (self) != NULL)
    go_to (self, kin_people_page_new (kin_window_get_family (self)));
}

/* Another person at a clinic that somebody is connected to: the page is nobody's until it is
 * chosen whose it is to be. */
static void
connect_other_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  KinWindow *self = KIN_WINDOW (widget);
  KinPerson *person = get_person (self);
  const char *id = g_variant_get_string (parameter, NULL);
  KinConnection *connection = person != NULL ? kin_person_find_connection (person, id) : NULL;
  g_autoptr (KinClinic) clinic = NULL;

  if (connection == NULL || kin_window_get_family (self) == NULL)
    return;

  clinic = kin_clinic_new_of_connection (connection);
  kin_window_push (self, kin_connect_other_page_new (kin_window_get_family (self), person, clinic));
}

static void
phones_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  if (get_person (KIN_WINDOW (widget)) != NULL)
    go_to (KIN_WINDOW (widget), kin_phones_page_new ());
}

static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  if (get_person (KIN_WINDOW (widget)) != NULL)
    go_to (KIN_WINDOW (widget), kin_search_page_new ());
}

static void
find_inside_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  KinPage *page = kin_window_get_page (KIN_WINDOW (widget));

  if (page != NULL)
    kin_page_find_inside (page);
}

/* The page in front, or a part of the record that is chosen. */
static void
print_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  KinPage *page = kin_window_get_page (KIN_WINDOW (widget));
  KinPage *next;

  if (get_person (KIN_WINDOW (widget)) == NULL || KIN_IS_PRINT_WAIT_PAGE (page))
    return;

  if (KIN_IS_PRINT_PAGE (page))
    {
      kin_print_page_print (KIN_PRINT_PAGE (page));
      return;
    }

  next = kin_page_make_print (page);
  go_to (KIN_WINDOW (widget), next != NULL ? next : kin_print_choose_page_new ());
}

static void
check_for_new_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  KinWindow *self = KIN_WINDOW (widget);
  KinPerson *person = get_person (self);

  if (person == NULL)
    return;

  if (kin_schedule_check (kin_person_get_schedule (person), NULL))
    go_to (self, kin_check_page_new ());
  else
    go_to (self, kin_connect_page_new ());
}

static void
open_file_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  kin_window_choose_files (KIN_WINDOW (widget));
}

/* A file that somebody was told of: as if it had been chosen. */
static void
look_at_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autofree char *path = g_filename_from_uri (g_variant_get_string (parameter, NULL), NULL, NULL);
  const char *const paths[] = { path, NULL };

  kin_window_open_files (KIN_WINDOW (widget), paths);
}

/* It is somebody else's: the file is opened again for whoever is chosen. */
static void
open_for_other_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  KinWindow *self = KIN_WINDOW (widget);
  KinFamily *family = kin_window_get_family (self);
  g_auto (GStrv) paths = g_variant_dup_bytestring_array (parameter, NULL);

  if (family == NULL)
    return;

  kin_window_push (self, kin_people_page_new (family));
  kin_window_open_files (self, (const char * const *) paths);
}

/**
 * kin_window_install_actions:
 * @widget_class: of the window
 *
 * Makes them known, each as `win.` and its name.
 */
void
kin_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.page-down", NULL, page_down_action);
  gtk_widget_class_install_action (widget_class, "win.page-up", NULL, page_up_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.check-for-new", NULL, check_for_new_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.find-inside", NULL, find_inside_action);
  gtk_widget_class_install_action (widget_class, "win.connect-other", "s", connect_other_action);
  gtk_widget_class_install_action (widget_class, "win.clinics", NULL, clinics_action);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "win.look-at", "s", look_at_action);
  gtk_widget_class_install_action (widget_class, "win.open-for-other", "aay",
                                   open_for_other_action);
  gtk_widget_class_install_action (widget_class, "win.people", NULL, people_action);
  gtk_widget_class_install_action (widget_class, "win.phones", NULL, phones_action);
}

/**
 * kin_window_update_actions:
 *
 * What does nothing on the page in front is not offered: the menu leaves it out, and its keys are
 * free.
 */
void
kin_window_update_actions (KinWindow *self)
{
  static const char * const about_person[] = {
    "win.find", "win.phones", "win.check-for-new", "win.clinics", "win.print",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  KinPage *page = kin_window_get_page (self);
  gboolean has_person = page != NULL && kin_page_get_person (page) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (about_person); i++)
    gtk_widget_action_set_enabled (widget, about_person[i], has_person);
  gtk_widget_action_set_enabled (widget, "win.back", kin_window_can_go_back (self));
  gtk_widget_action_set_enabled (widget, "win.people", kin_window_get_family (self) != NULL);
}
