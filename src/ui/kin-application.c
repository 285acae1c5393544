/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-application"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "kin-about-page.h"
#include "kin-application-private.h"
#include "kin-preferences-page.h"
#include "kin-process.h"
#include "kin-shortcuts-page.h"
#include "kin-shortcuts.h"
#include "kin-window-files.h"

/* Made by the build from kinchart.gresource.xml. */
GResource *kin_ui_get_resource (void);

G_DEFINE_FINAL_TYPE (KinApplication, kin_application, ADW_TYPE_APPLICATION)

enum
{
  RETURNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Addresses that only this app answers: how a browser comes back from a clinic. */
#define SCHEME "io.github.kinchart"

#define TEXT_STEP 25
#define TEXT_SMALLEST 100
#define TEXT_LARGEST 200
#define TEXT_SIMPLE 150

/* Text size */

/* Zero in the settings means "same as the computer", and in the large and simple view at
 * least 150 %. */
static int
get_text_size (KinApplication *self)
{
  int percent = g_settings_get_int (self->settings, "text-size");

  if (percent != 0)
    return percent;

  return g_settings_get_boolean (self->settings, "simple-view")
         ? MAX (TEXT_SIMPLE, self->system_percent) : self->system_percent;
}

static void
apply_text_size (KinApplication *self)
{
  GtkSettings *desktop = gtk_settings_get_default ();
  int dpi = 0;

  if (desktop == NULL)
    return;

  gtk_settings_reset_property (desktop, "gtk-xft-dpi");
  g_object_get (desktop, "gtk-xft-dpi", &dpi, NULL);
  self->system_percent = dpi > 0 ? dpi * 100 / (96 * 1024) : TEXT_SMALLEST;

  if (get_text_size (self) != self->system_percent)
    g_object_set (desktop, "gtk-xft-dpi", 96 * 1024 * get_text_size (self) / 100, NULL);
}

static void
change_text_size (KinApplication *self,
                  int             step)
{
  int percent = step == 0 ? 0 : CLAMP (get_text_size (self) + step, TEXT_SMALLEST, TEXT_LARGEST);

  g_settings_set_int (self->settings, "text-size", percent);
}

/* Words that were made smaller than the view's own begin again with the view's. */
static void
on_simple_view_changed (KinApplication *self)
{
  if (g_settings_get_boolean (self->settings, "simple-view")
      && g_settings_get_int (self->settings, "text-size") < TEXT_SIMPLE)
    g_settings_set_int (self->settings, "text-size", 0);
  apply_text_size (self);
}

static void
text_larger_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  change_text_size (user_data, TEXT_STEP);
}

static void
text_smaller_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  change_text_size (user_data, -TEXT_STEP);
}

static void
text_as_computer_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  change_text_size (user_data, 0);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_application_quit (user_data);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  KinApplication *self = user_data;
  KinPage *page = self->window != NULL ? kin_window_get_page (self->window) : NULL;

  if (page != NULL && !KIN_IS_PREFERENCES_PAGE (page))
    kin_page_push (page, kin_preferences_page_new (self->settings, self->family));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  KinApplication *self = user_data;
  KinPage *page = self->window != NULL ? kin_window_get_page (self->window) : NULL;

  if (page != NULL && !KIN_IS_SHORTCUTS_PAGE (page))
    kin_page_push (page, kin_shortcuts_page_new (GTK_WINDOW (self->window)));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  KinApplication *self = user_data;
  KinPage *page = self->window != NULL ? kin_window_get_page (self->window) : NULL;

  if (page != NULL && !KIN_IS_ABOUT_PAGE (page))
    kin_page_push (page, kin_about_page_new ());
}

/* Opening */

/* What has come leads to the next thing to wait for, before the toolkit is busy again. */
static void
go_on (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
kin_application_activate (GApplication *application)
{
  KinApplication *self = KIN_APPLICATION (application);

  if (self->window == NULL)
    go_on ();
  if (self->window == NULL)
    kin_application_make_window (self);
  else
    gtk_window_present (GTK_WINDOW (self->window));
}

/* GTK mirrors by its own translation, which may not be there for a language that ours has. */
static void
set_text_direction (void)
{
  /* Translators: not shown. Say "default:RTL" if your language is written from right to left,
   * else "default:LTR". */
  const char *direction = C_("text direction", "default:LTR");

  if (g_str_equal (direction, "default:RTL"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
}

/* Else GTK marks all of a text that can be copied when the focus comes by, which looks like a
 * mistake. */
static void
leave_words_unmarked (void)
{
  GtkSettings *desktop = gtk_settings_get_default ();

  if (desktop != NULL)
    g_object_set (desktop, "gtk-label-select-on-focus", FALSE, NULL);
}

/* Begins nothing: who waits for a browser looks whether it is the answer to that. */
static void
hand_over (KinApplication *self,
           GFile          *address)
{
  g_autofree char *line = g_file_get_uri (address);
  gboolean is_taken = FALSE;

  g_signal_emit (self, signals[RETURNED], 0, line, &is_taken);
  if (!is_taken)
    g_message ("An address was handed over that nobody waits for");
}

/* Only shows what is in files: any program of this session may ask for it. */
static void
kin_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  KinApplication *self = KIN_APPLICATION (application);
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  g_application_activate (application);
  for (int i = 0; i < n_files; i++)
    if (g_file_has_uri_scheme (files[i], SCHEME))
      hand_over (self, files[i]);
    else
      g_list_store_append (list, files[i]);

  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    kin_window_open_list (self->window, G_LIST_MODEL (list));
}

/* As when the person of this computer logs out. */
static gboolean
on_signal (gpointer user_data)
{
  g_application_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static const GActionEntry actions[] = {
  { "about", about_action, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_action, NULL, NULL, NULL, { 0 } },
  { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_action, NULL, NULL, NULL, { 0 } },
  { "text-larger", text_larger_action, NULL, NULL, NULL, { 0 } },
  { "text-smaller", text_smaller_action, NULL, NULL, NULL, { 0 } },
  { "text-as-computer", text_as_computer_action, NULL, NULL, NULL, { 0 } },
};

static void
kin_application_startup (GApplication *application)
{
  KinApplication *self = KIN_APPLICATION (application);
  g_autoptr (GAction) simple_view = NULL;

  /* In this order the two toolkits begin 5 of 38 ms faster than in theirs. */
  adw_init ();

  /* Most style sheets are read, and nobody's key or record was asked for yet. The keyring and the
   * disk answer while the others are. */
  kin_process_wipe_freed ();
  kin_application_open_family (self);

  /* A static library's own constructor would be left out by the linker. */
  g_resources_register (kin_ui_get_resource ());
  G_APPLICATION_CLASS (kin_application_parent_class)->startup (application);
  set_text_direction ();
  leave_words_unmarked ();

  self->settings = g_settings_new (KIN_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  simple_view = g_settings_create_action (self->settings, "simple-view");
  g_action_map_add_action (G_ACTION_MAP (self), simple_view);
  kin_shortcuts_set_accels (GTK_APPLICATION (self));

  g_signal_connect_object (self->settings, "changed::text-size", G_CALLBACK (apply_text_size),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::simple-view",
                           G_CALLBACK (on_simple_view_changed), self, G_CONNECT_SWAPPED);
  apply_text_size (self);

  g_unix_signal_add (SIGHUP, on_signal, self);
  g_unix_signal_add (SIGINT, on_signal, self);
  g_unix_signal_add (SIGTERM, on_signal, self);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *is_closed = user_data;

  if (!kin_family_close_finish (KIN_FAMILY (source), result, &error))
    g_warning ("A file was not closed: %s", error->message);
  *is_closed = TRUE;
}

/* What was chosen just before is still being written. */
static void
close_family (KinFamily *family)
{
  gboolean is_closed = FALSE;

  kin_family_close_async (family, closed_cb, &is_closed);
  while (!is_closed)
    g_main_context_iteration (NULL, TRUE);
}

static void
kin_application_shutdown (GApplication *application)
{
  KinApplication *self = KIN_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->family != NULL)
    close_family (self->family);

  G_APPLICATION_CLASS (kin_application_parent_class)->shutdown (application);
}

static void
kin_application_dispose (GObject *object)
{
  KinApplication *self = KIN_APPLICATION (object);

  g_clear_handle_id (&self->wait_timer, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_error (&self->problem);
  g_clear_object (&self->home);
  g_clear_object (&self->family);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_application_parent_class)->dispose (object);
}

static void
kin_application_class_init (KinApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_application_dispose;
  application_class->activate = kin_application_activate;
  application_class->open = kin_application_open;
  application_class->startup = kin_application_startup;
  application_class->shutdown = kin_application_shutdown;

  /**
   * KinApplication::returned:
   * @line: an address of this app, as a browser was sent to it
   *
   * Returns: whether it was waited for
   */
  signals[RETURNED] = g_signal_new ("returned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    g_signal_accumulator_true_handled, NULL, NULL,
                                    G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
}

static void
kin_application_init (KinApplication *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * kin_application_new:
 *
 * Returns: (transfer full): the app
 */
KinApplication *
kin_application_new (void)
{
  return g_object_new (KIN_TYPE_APPLICATION,
                       "application-id", KIN_APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/kinchart/Kinchart",
                       NULL);
}
