/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-window"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-home-page.h"
#include "kin-likeness.h"
#include "kin-open-look-page.h"
#include "kin-open-person-page.h"
#include "kin-open-preview-page.h"
#include "kin-pane.h"
#include "kin-people-page.h"
#include "kin-person-strip.h"
#include "kin-phones-page.h"
#include "kin-section-page.h"
#include "kin-shortcuts.h"
#include "kin-sidebar.h"
#include "kin-welcome.h"
#include "kin-wide-button.h"
#include "kin-window-files.h"
#include "kin-window-private.h"

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

  gboolean              has_drawn;       /* its first picture */
  gboolean              is_by_keyboard;  /* the last thing that was pressed is a key */
};

G_DEFINE_FINAL_TYPE (KinWindow, kin_window, ADW_TYPE_APPLICATION_WINDOW)

/* "Results – Marta", then what just happened: a change of title is the one thing
 * that every screen reader on the floor speaks. The first one comes with the first picture, not
 * before: for it, X11 reads what it knows of the language. */
static void
update_title (KinWindow *self)
{
  KinPage *page = kin_window_get_page (self);
  g_autoptr (GString) title = g_string_new (NULL);
  KinPerson *person;

  if (page == NULL || !self->has_drawn)
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
on_first_picture (KinWindow     *self,
                  GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_first_picture, self);
  self->has_drawn = TRUE;
  update_title (self);
}

static void
kin_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kin_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_first_picture), widget, G_CONNECT_SWAPPED);
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
  kin_window_update_actions (self);
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

/**
 * kin_window_go_back:
 *
 * Returns to the page before, where there is one.
 */
void
kin_window_go_back (KinWindow *self)
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
  g_signal_connect_object (page, "go-back", G_CALLBACK (kin_window_go_back), self,
                           G_CONNECT_SWAPPED);
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
  kin_window_go_back (self);
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
  widget_class->realize = kin_window_realize;
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

  kin_window_install_actions (widget_class);
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
  kin_window_update_actions (self);
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
  kin_window_update_actions (self);
}

KinFamily *
kin_window_get_family (KinWindow *self)
{
  return self->family;
}

gboolean
kin_window_can_go_back (KinWindow *self)
{
  return self->pages->len > 1;
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
