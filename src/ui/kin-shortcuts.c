/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-shortcuts"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-shortcuts.h"

typedef enum
{
  GROUP_READING,
  GROUP_SIZE,
  GROUP_APP,
  N_GROUPS,
} Group;

static const char * const groups[N_GROUPS] = {
  [GROUP_READING] = N_("Reading"),
  [GROUP_SIZE] = N_("Size of words"),
  [GROUP_APP] = N_("Kinchart"),
};

/* The one table of keys: what they do, and what the shortcuts window says of them. */
typedef struct
{
  Group       group;
  const char *words;
  const char *action;
  const char *keys[3];
  gboolean    in_window;   /* Escape must reach an open menu or a field first */
} Shortcut;

static const Shortcut shortcuts[] = {
  { GROUP_READING, N_("Go back"), "win.back", { "<Alt>Left", "Escape" }, TRUE },
  { GROUP_READING, N_("Find"), "win.find", { "<Primary>f" }, FALSE },
  { GROUP_READING, N_("Print"), "win.print", { "<Primary>p" }, FALSE },
  { GROUP_READING, N_("Open a file"), "win.open-file", { "<Primary>o" }, FALSE },
  { GROUP_READING, N_("Check for new"), "win.check-for-new", { "<Primary>r", "F5" }, FALSE },
  { GROUP_SIZE, N_("Larger text"), "app.text-larger",
    { "<Primary>plus", "<Primary>equal", "<Primary>KP_Add" }, FALSE },
  { GROUP_SIZE, N_("Smaller text"), "app.text-smaller",
    { "<Primary>minus", "<Primary>KP_Subtract" }, FALSE },
  { GROUP_SIZE, N_("Text as on the computer"), "app.text-as-computer",
    { "<Primary>0", "<Primary>KP_0" }, FALSE },
  { GROUP_SIZE, N_("Large and simple view"), "app.simple-view", { "<Primary><Shift>s" }, FALSE },
  { GROUP_APP, N_("Preferences"), "app.preferences", { "<Primary>comma" }, FALSE },
  { GROUP_APP, N_("Keyboard shortcuts"), "app.shortcuts",
    { "<Primary>question", "<Primary>slash" }, FALSE },
  { GROUP_APP, N_("Quit"), "app.quit", { "<Primary>q" }, FALSE },
};

static guint
count_keys (const Shortcut *shortcut)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (shortcut->keys) && shortcut->keys[n] != NULL)
    n++;

  return n;
}

/**
 * kin_shortcuts_set_accels:
 * @application: the app
 *
 * Gives each action its keys, except those that a window binds itself.
 */
void
kin_shortcuts_set_accels (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      const char *keys[G_N_ELEMENTS (shortcuts[i].keys) + 1] = { NULL };

      if (shortcuts[i].in_window)
        continue;
      for (guint n = 0; n < count_keys (&shortcuts[i]); n++)
        keys[n] = shortcuts[i].keys[n];
      gtk_application_set_accels_for_action (application, shortcuts[i].action, keys);
    }
}

/**
 * kin_shortcuts_bind:
 * @widget_class: the class of the window
 *
 * Binds the keys that come after whatever has the focus: Escape closes a menu before it
 * leaves a page.
 */
void
kin_shortcuts_bind (GtkWidgetClass *widget_class)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (widget_class));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    for (guint n = 0; shortcuts[i].in_window && n < count_keys (&shortcuts[i]); n++)
      {
        g_autoptr (GtkShortcut) shortcut = NULL;

        shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys[n]),
                                     gtk_named_action_new (shortcuts[i].action));
        gtk_widget_class_add_shortcut (widget_class, shortcut);
      }
}

/* A key for something that is not there would be a promise we do not keep. */
static gboolean
is_there (GtkWindow  *window,
          const char *action)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_GET_CLASS (window);
  GtkApplication *application = gtk_window_get_application (window);
  const GVariantType *parameter_type = NULL;
  const char *property = NULL;
  const char *name = NULL;
  GType owner = G_TYPE_INVALID;

  if (g_str_has_prefix (action, "app."))
    return g_action_group_has_action (G_ACTION_GROUP (application), action + strlen ("app."));

  for (guint i = 0; gtk_widget_class_query_action (widget_class, i, &owner, &name,
                                                   &parameter_type, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;

  return FALSE;
}

static void
add_shortcut (GString        *xml,
              const Shortcut *shortcut)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autofree char *element = NULL;

  /* The number pad's keys do the same; saying so would only be longer. */
  for (guint n = 0; n < count_keys (shortcut); n++)
    if (strstr (shortcut->keys[n], "KP_") == NULL)
      g_string_append_printf (keys, "%s%s", n > 0 ? " " : "", shortcut->keys[n]);

  element = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                     "<property name='title'>%s</property>"
                                     "<property name='accelerator'>%s</property>"
                                     "</object></child>", _(shortcut->words), keys->str);
  g_string_append (xml, element);
}

static void
add_group (GString   *xml,
           GtkWindow *parent,
           Group      group)
{
  g_autofree char *title = g_markup_escape_text (_(groups[group]), -1);

  g_string_append_printf (xml, "<child><object class='GtkShortcutsGroup'>"
                          "<property name='title'>%s</property>", title);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].group == group && is_there (parent, shortcuts[i].action))
      add_shortcut (xml, &shortcuts[i]);
  g_string_append (xml, "</object></child>");
}

/**
 * kin_shortcuts_window_new:
 * @parent: the window whose keys are meant
 *
 * On GTK 4.8 a shortcuts window takes its content from a description only.
 *
 * Returns: (transfer none): a window that lists every key that does something now
 */
GtkWidget *
kin_shortcuts_window_new (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder = NULL;
  g_autoptr (GString) xml = NULL;
  GtkWindow *window;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                      "<child><object class='GtkShortcutsSection'>"
                      "<property name='section-name'>all</property>"
                      "<property name='max-height'>14</property>");
  for (guint group = 0; group < N_GROUPS; group++)
    add_group (xml, parent, (Group) group);
  g_string_append (xml, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);

  return GTK_WIDGET (window);
}
