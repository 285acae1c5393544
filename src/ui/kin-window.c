/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-window"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-check-page.h"
#include "kin-clinics-page.h"
#include "kin-connect-other-page.h"
#include "kin-connect-page.h"
#include "kin-home-page.h"
#include "kin-likeness.h"
#include "kin-open-look-page.h"
#include "kin-open-person-page.h"
#include "kin-open-preview-page.h"
#include "kin-pane.h"
#include "kin-people-page.h"
#include "kin-person-strip.h"
#include "kin-phones-page.h"
#include "kin-print-choose-page.h"
#include "kin-print-page.h"
#include "kin-print-wait-page.h"
#include "kin-schedule.h"
#include "kin-search-page.h"
#include "kin-section-page.h"
#include "kin-shortcuts.h"
#include "kin-sidebar.h"
#include "kin-welcome.h"
#include "kin-wide-button.h"
#include "kin-window-files.h"
#include "kin-window.h"

/**
 * KinWindow:
 *
 * The window: a pile of pages of which one is seen, whose record it is, and one
 * line about how things are. It shows one person at a time. When it is wide, the
 * sections of the record stand beside the page.
 */
struct _KinWindow
{
  AdwApplicationWindow  parent_instance;

  GSettings            *settings;
  KinFamily            *family;
  GPtrArray            *pages;          /* of KinPage, the one in front last */
  GStrv                 waiting;        /* files to open once it is known for whom */

  GtkWidget            *back;
  GtkMenuButton        *menu;
  GMenuModel           *menu_model;
  KinPersonStrip       *strip;
  GtkLabel             *status;
  AdwLeaflet           *leaflet;
  GtkWidget            *sidebar_pane;
  KinSidebar           *sidebar;
  GtkWidget            *page_pane;
  GtkStack             *stack;

  gboolean              is_by_keyboard;  /* the last thing that was pressed is a key */
};

G_DEFINE_FINAL_TYPE (KinWindow, kin_window, ADW_TYPE_APPLICATION_WINDOW)

/* "Results – Marta", then what just happened: a change of title is the one thing
 * that every screen reader on the floor speaks. */
static void
update_title (KinWindow *self)
{
  KinPage *page = kin_window_get_page (self);
  g_autoptr (GString) title = g_string_new (NULL);
  KinPerson *person;

  if (page == NULL)
    return;

  person = kin_page_get_person (page);
  if (kin_page_get_attention (page) != NULL)
    g_string_append_printf (title, "%s – ", kin_page_get_attention (page));
  g_string_append (title, kin_page_get_title (page));
  if (person != NULL && g_settings_get_boolean (self->settings, "name-in-title"))
    {
      g_autofree char *name = kin_person_dup_short_name (person, G_LIST_MODEL (self->family));

      g_string_append_printf (title, " – %s", name);
    }

  gtk_window_set_title (GTK_WINDOW (self), title->str);
}

static void
update_view (KinWindow *self)
{
  gboolean is_simple = g_settings_get_boolean (self->settings, "simple-view");

  if (is_simple)
    gtk_widget_add_css_class (GTK_WIDGET (self), "kin-simple");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "kin-simple");
  /* One thing at a time: the large and simple view has one column at any width. */
  adw_leaflet_set_can_unfold (self->leaflet, !is_simple);
  for (guint i = 0; i < self->pages->len; i++)
    kin_page_set_simple (g_ptr_array_index (self->pages, i), is_simple);
}

/* Where the page in front is: in a section, on the first page, or elsewhere. */
static int
find_place (KinWindow *self)
{
  for (guint i = self->pages->len; i > 0; i--)
    {
      KinPage *page = g_ptr_array_index (self->pages, i - 1);

      if (KIN_IS_PHONES_PAGE (page))
        return KIN_SECTION_CARE_TEAM;
      if (KIN_IS_SECTION_PAGE (page))
        return (int) kin_section_page_get_section (KIN_SECTION_PAGE (page));
      if (KIN_IS_HOME_PAGE (page))
        return i == self->pages->len ? KIN_PLACE_HOME : KIN_PLACE_ELSEWHERE;
    }

  return KIN_PLACE_ELSEWHERE;
}

/* First steps are done first: nothing leads away from them, nor from what one of them led to. */
static gboolean
is_in_first_steps (KinWindow *self)
{
  return kin_welcome_is_left_open (self->settings) ||
         kin_welcome_is_step (g_ptr_array_index (self->pages, 0));
}

static void
show_person (KinWindow *self,
             KinPerson *person)
{
  gboolean is_open = person != NULL && kin_person_get_is_open (person);

  kin_person_strip_set_person (self->strip, person, G_LIST_MODEL (self->family));
  gtk_widget_set_visible (GTK_WIDGET (self->strip), person != NULL);
  kin_sidebar_set_person (self->sidebar, is_open ? person : NULL);
  kin_sidebar_set_place (self->sidebar, find_place (self));
  gtk_widget_set_visible (self->sidebar_pane, is_open && !is_in_first_steps (self));
  adw_leaflet_set_visible_child (self->leaflet, self->page_pane);
}

/* What does nothing on the page in front is not offered: the menu leaves it out, and its keys are
 * free. */
static void
update_actions (KinWindow *self)
{
  static const char * const about_person[] = {
    "win.find", "win.phones", "win.check-for-new", "win.clinics", "win.print",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  KinPage *page = kin_window_get_page (self);
  gboolean has_person = page != NULL && kin_page_get_person (page) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (about_person); i++)
    gtk_widget_action_set_enabled (widget, about_person[i], has_person);
  gtk_widget_action_set_enabled (widget, "win.back", self->pages->len > 1);
  gtk_widget_action_set_enabled (widget, "win.people", self->family != NULL);
}

static void
bring_to_front (KinWindow *self)
{
  KinPage *page = kin_window_get_page (self);

  gtk_widget_set_visible (GTK_WIDGET (page), TRUE);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  /* A page that is not in front is not there for screen readers either. */
  for (guint i = 0; i + 1 < self->pages->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->pages, i), FALSE);
  show_person (self, kin_page_get_person (page));
  gtk_widget_set_visible (self->back, self->pages->len > 1);
  update_actions (self);
  update_title (self);
  kin_page_show (page);
}

static gboolean
is_opening (KinPage *page)
{
  return KIN_IS_OPEN_LOOK_PAGE (page) || KIN_IS_OPEN_PREVIEW_PAGE (page) ||
         KIN_IS_OPEN_PERSON_PAGE (page);
}

/* Opens the files that wait, when the page in front is a person's, or there is nobody yet to
 * whom they could belong. First steps are done first. */
static void
open_waiting (KinWindow *self)
{
  KinPage *page = kin_window_get_page (self);
  KinPerson *person = page != NULL ? kin_page_get_person (page) : NULL;
  g_auto (GStrv) paths = NULL;
  KinPage *next;

  if (self->waiting == NULL || page == NULL || self->family == NULL ||
      kin_welcome_is_left_open (self->settings))
    return;

  if (person == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->family)) > 0)
    {
      if (KIN_IS_PEOPLE_PAGE (page))
        kin_people_page_ask (KIN_PEOPLE_PAGE (page), _("Choose whose file this is"));
      else
        kin_page_set_attention (page, _("Choose whose file this is"));
      return;
    }

  paths = g_steal_pointer (&self->waiting);
  next = kin_open_look_page_new (person, self->family, self->settings,
                                 (const char * const *) paths);
  if (is_opening (page))
    kin_page_replace (page, next);
  else
    kin_page_push (page, next);
}

static void
on_push (KinWindow *self,
         KinPage   *next)
{
  kin_window_push (self, next);
}

static void
go_back (KinWindow *self)
{
  g_autoptr (KinPage) left = NULL;

  if (self->pages->len < 2)
    return;

  left = g_ptr_array_steal_index (self->pages, self->pages->len - 1);
  /* Whoever leaves the question whose file it is, or comes back to a person's page without an
   * answer, does not open it. */
  if (KIN_IS_PEOPLE_PAGE (left) || kin_page_get_person (kin_window_get_page (self)) != NULL)
    g_clear_pointer (&self->waiting, g_strfreev);
  bring_to_front (self);
  gtk_stack_remove (self->stack, GTK_WIDGET (left));
}

static void
go_back_to_first (KinWindow *self)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);

  while (self->pages->len > 1)
    g_ptr_array_add (left, g_ptr_array_steal_index (self->pages, self->pages->len - 1));

  bring_to_front (self);
  for (guint i = 0; i < left->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (left, i));
}

static void
on_start_with (KinWindow *self,
               KinPage   *first)
{
  kin_window_start_with (self, first);
}

static void
on_replace (KinWindow *self,
            KinPage   *next,
            KinPage   *page)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_object_unref);
  guint position;

  if (!g_ptr_array_find (self->pages, page, &position))
    return;

  while (self->pages->len > position)
    g_ptr_array_add (left, g_ptr_array_steal_index (self->pages, self->pages->len - 1));

  kin_window_push (self, next);
  for (guint i = 0; i < left->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (left, i));
}

static void
add_page (KinWindow *self,
          KinPage   *page)
{
  g_signal_connect_object (page, "push", G_CALLBACK (on_push), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "go-back", G_CALLBACK (go_back), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "replace", G_CALLBACK (on_replace), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "start-with", G_CALLBACK (on_start_with), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::attention", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  kin_page_set_simple (page, g_settings_get_boolean (self->settings, "simple-view"));
  g_ptr_array_add (self->pages, g_object_ref_sink (page));
  gtk_stack_add_child (self->stack, GTK_WIDGET (page));
}

/* The sidebar leads from Home, as Home's own cards do: Back returns there. */
static void
on_place_chosen (KinWindow *self,
                 int        place)
{
  KinPerson *person = kin_page_get_person (kin_window_get_page (self));
  KinPage *home = g_ptr_array_index (self->pages, 0);

  if (!KIN_IS_HOME_PAGE (home) || kin_page_get_person (home) != person)
    {
      home = kin_home_page_new ();
      kin_page_set_person (home, person);
      kin_window_start_with (self, home);
    }

  if (place == KIN_PLACE_HOME)
    go_back_to_first (self);
  else if (self->pages->len > 1)
    kin_page_replace (g_ptr_array_index (self->pages, 1),
                      kin_section_page_new ((KinSection) place));
  else
    kin_page_push (home, kin_section_page_new ((KinSection) place));
}

static gboolean
on_event (KinWindow *self,
          GdkEvent  *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_KEY_PRESS)
    self->is_by_keyboard = TRUE;
  else if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    self->is_by_keyboard = FALSE;

  return GDK_EVENT_PROPAGATE;
}

/* GTK takes the ring away after three seconds: whoever looks away for longer could not find the
 * place again. */
static void
on_focus_visible_changed (KinWindow *self)
{
  if (self->is_by_keyboard && !gtk_window_get_focus_visible (GTK_WINDOW (self)))
    gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
}

static void
on_back_button_pressed (KinWindow *self)
{
  go_back (self);
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  go_back (KIN_WINDOW (widget));
}

/* GTK takes Space for what has the focus. A heading makes nothing of it: then it is as in the table
 * of keys. */
static void
kin_window_activate_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL || (gtk_widget_is_sensitive (focus) && !gtk_widget_activate (focus)))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.page-down", NULL);
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

  if (self->family != NULL)
    go_to (self, kin_people_page_new (self->family));
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

  if (connection == NULL || self->family == NULL)
    return;

  clinic = kin_clinic_new_of_connection (connection);
  kin_window_push (self, kin_connect_other_page_new (self->family, person, clinic));
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

  if (self->family == NULL)
    return;

  g_strfreev (self->waiting);
  self->waiting = g_variant_dup_bytestring_array (parameter, NULL);
  kin_window_push (self, kin_people_page_new (self->family));
  open_waiting (self);
}

static void
kin_window_dispose (GObject *object)
{
  KinWindow *self = KIN_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->family);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_strfreev);

  G_OBJECT_CLASS (kin_window_parent_class)->dispose (object);
}

static void
kin_window_class_init (KinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_window_dispose;
  GTK_WINDOW_CLASS (klass)->activate_focus = kin_window_activate_focus;

  g_type_ensure (KIN_TYPE_PANE);
  g_type_ensure (KIN_TYPE_PERSON_STRIP);
  g_type_ensure (KIN_TYPE_SIDEBAR);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KinWindow, back);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, menu_model);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, status);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, page_pane);
  gtk_widget_class_bind_template_child (widget_class, KinWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_back_button_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_event);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_visible_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen);

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
  kin_shortcuts_bind (widget_class);
}

/* The menu is made when it is opened for the first time, not before the first picture. */
static void
make_menu (GtkMenuButton *button,
           gpointer       user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, KIN_WINDOW (user_data)->menu_model);
}

static void
kin_window_init (KinWindow *self)
{
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu, make_menu, self, NULL);
  kin_window_take_drops (self);
  update_actions (self);
}

/**
 * kin_window_new:
 * @settings: the app's settings
 *
 * Returns: (transfer none): a window without a page
 */
KinWindow *
kin_window_new (GtkApplication *application,
                GSettings      *settings)
{
  KinWindow *self = g_object_new (KIN_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (GAction) print_size = g_settings_create_action (settings, "print-size");

  g_action_map_add_action (G_ACTION_MAP (self), print_size);
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::simple-view", G_CALLBACK (update_view), self,
                           G_CONNECT_SWAPPED);
  update_view (self);
  g_signal_connect_object (settings, "changed::name-in-title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * kin_window_set_family:
 * @family: the people whose records the window may show
 */
void
kin_window_set_family (KinWindow *self,
                       KinFamily *family)
{
  g_return_if_fail (KIN_IS_WINDOW (self));

  g_set_object (&self->family, family);
  update_actions (self);
}

/**
 * kin_window_get_page:
 *
 * Returns: (transfer none) (nullable): the page in front
 */
KinPage *
kin_window_get_page (KinWindow *self)
{
  g_return_val_if_fail (KIN_IS_WINDOW (self), NULL);

  return self->pages->len > 0 ? g_ptr_array_index (self->pages, self->pages->len - 1) : NULL;
}

/**
 * kin_window_start_with:
 * @page: (transfer full): the first page
 *
 * Leaves every page that is open, and begins again with this one.
 */
void
kin_window_start_with (KinWindow *self,
                       KinPage   *page)
{
  g_autoptr (GPtrArray) left = NULL;

  g_return_if_fail (KIN_IS_WINDOW (self));
  g_return_if_fail (KIN_IS_PAGE (page));

  left = g_steal_pointer (&self->pages);
  self->pages = g_ptr_array_new_with_free_func (g_object_unref);
  add_page (self, page);
  bring_to_front (self);
  for (guint i = 0; i < left->len; i++)
    gtk_stack_remove (self->stack, g_ptr_array_index (left, i));
  open_waiting (self);
}

/**
 * kin_window_push:
 * @page: (transfer full): the page to go to
 *
 * Puts a page in front; Back returns to the one that is there now.
 */
void
kin_window_push (KinWindow *self,
                 KinPage   *page)
{
  g_return_if_fail (KIN_IS_WINDOW (self));
  g_return_if_fail (KIN_IS_PAGE (page));

  if (kin_window_get_page (self) != NULL)
    kin_page_leave (kin_window_get_page (self));
  add_page (self, page);
  bring_to_front (self);
}

/**
 * kin_window_open_files:
 * @paths: files to show what is in them; nothing is added before a person says so
 *
 * Opens them for the person of the page in front, or as soon as it is known for whom.
 */
void
kin_window_open_files (KinWindow          *self,
                       const char * const *paths)
{
  g_return_if_fail (KIN_IS_WINDOW (self));

  if (*paths == NULL)
    return;

  g_strfreev (self->waiting);
  self->waiting = g_strdupv ((char **) paths);
  open_waiting (self);
}

/**
 * kin_window_set_status:
 * @status: (nullable): how things are, in one sentence; %NULL for nothing to say
 */
void
kin_window_set_status (KinWindow  *self,
                       const char *status)
{
  g_return_if_fail (KIN_IS_WINDOW (self));

  gtk_label_set_label (self->status, status != NULL ? status : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), status != NULL);
}
