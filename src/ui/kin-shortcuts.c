/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-shortcuts"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-shortcuts.h"
#include "kin-text.h"

typedef enum
{
  GROUP_READING,
  GROUP_SIZE,
  GROUP_APP,
  N_GROUPS,
} Group;

static const char * const groups[N_GROUPS] = {
  [GROUP_READING] = N_("Reading"),
  [GROUP_SIZE] = N_("Text size"),
  [GROUP_APP] = N_("Kinchart"),
};

/* The one table of keys: what they do, and what the page of shortcuts says of them. */
typedef struct
{
  Group       group;
  const char *words;
  const char *action;
  const char *keys[3];
  gboolean    in_window;   /* Escape must reach an open menu or a field first, Space a button,
                            * Ctrl+Z what was typed */
} Shortcut;

static const Shortcut shortcuts[] = {
  { GROUP_READING, N_("Go back"), "win.back", { "<Alt>Left", "Escape" }, TRUE },
  { GROUP_READING, N_("Move down the page"), "win.page-down",
    { "Page_Down", "space", "KP_Page_Down" }, TRUE },
  { GROUP_READING, N_("Move up the page"), "win.page-up",
    { "Page_Up", "<Shift>space", "KP_Page_Up" }, TRUE },
  { GROUP_READING, N_("Undo what was done last on this page"), "win.undo", { "<Primary>z" },
    TRUE },
  { GROUP_READING, N_("Find"), "win.find", { "<Primary>f" }, FALSE },
  { GROUP_READING, N_("Find in the document on this page"), "win.find-inside",
    { "<Primary><Shift>f" }, FALSE },
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

/* What is held down, in the order in which it is said. */
static const struct
{
  GdkModifierType  modifier;
  const char      *words;
} held[] = {
  { GDK_CONTROL_MASK, N_("Ctrl") },
  { GDK_ALT_MASK, N_("Alt") },
  { GDK_SHIFT_MASK, N_("Shift") },
};

/* Keys that are not just called by a letter or a number: a sign alone is easily overlooked, and a
 * screen reader may leave it out. */
static const struct
{
  guint       key;
  const char *words;
} named_keys[] = {
  { GDK_KEY_Left, N_("Left arrow") },
  { GDK_KEY_Escape, N_("Esc") },
  { GDK_KEY_Page_Down, N_("Page Down") },
  { GDK_KEY_Page_Up, N_("Page Up") },
  { GDK_KEY_space, N_("Space") },
  { GDK_KEY_plus, N_("plus (+)") },
  { GDK_KEY_minus, N_("minus (-)") },
  { GDK_KEY_equal, N_("equals (=)") },
  { GDK_KEY_comma, N_("comma (,)") },
  { GDK_KEY_question, N_("question mark (?)") },
  { GDK_KEY_slash, N_("slash (/)") },
};

static char *
key_to_words (guint key)
{
  for (guint i = 0; i < G_N_ELEMENTS (named_keys); i++)
    if (named_keys[i].key == key)
      return g_strdup (_(named_keys[i].words));

  return gtk_accelerator_get_label (key, 0);
}

/* "Ctrl and F", "Ctrl, Shift and S", "F5". */
static char *
press_to_words (guint           key,
                GdkModifierType modifiers)
{
  g_autofree char *name = key_to_words (key);
  g_autofree char *safe_name = kin_text_isolate (name);
  const char *downs[G_N_ELEMENTS (held) + 1] = { NULL };
  guint n_downs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if ((modifiers & held[i].modifier) != 0)
      downs[n_downs++] = _(held[i].words);

  if (n_downs == 0)
    return g_steal_pointer (&safe_name);
  if (n_downs == 1)
    /* Translators: keys to press together, such as "Ctrl" and "F". */
    return g_strdup_printf (_("%1$s and %2$s"), downs[0], safe_name);

  g_assert (n_downs == 2);
  /* Translators: keys to press together, such as "Ctrl", "Shift" and "S". */
  return g_strdup_printf (_("%1$s, %2$s and %3$s"), downs[0], downs[1], safe_name);
}

/* "Ctrl and R or F5"; the number pad's keys do the same, and saying so would only be longer. */
static char *
keys_to_words (const Shortcut *shortcut)
{
  char *words = NULL;

  for (guint n = 0; n < count_keys (shortcut); n++)
    {
      g_autofree char *press = NULL;
      GdkModifierType modifiers = 0;
      guint key = 0;
      char *longer;

      if (strstr (shortcut->keys[n], "KP_") != NULL
          || !gtk_accelerator_parse (shortcut->keys[n], &key, &modifiers))
        continue;

      press = press_to_words (key, modifiers);
      /* Translators: two ways to press a key, such as "Ctrl and R" and "F5". */
      longer = words != NULL ? g_strdup_printf (_("%1$s, or %2$s"), words, press)
                             : g_strdup (press);
      g_free (words);
      words = longer;
    }

  return words;
}

/**
 * kin_shortcuts_describe:
 * @window: the window whose keys are meant
 * @describe: (scope call): called with each key that does something now, group by group
 */
void
kin_shortcuts_describe (GtkWindow        *window,
                        KinShortcutWords  describe,
                        gpointer          user_data)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (is_there (window, shortcuts[i].action))
      {
        g_autofree char *keys = keys_to_words (&shortcuts[i]);

        describe (_(groups[shortcuts[i].group]), _(shortcuts[i].words), keys, user_data);
      }
}
