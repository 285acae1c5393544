/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-shortcuts-page"

#include "config.h"

#include <adwaita.h>

#include "kin-page-parts.h"
#include "kin-shortcuts-page.h"
#include "kin-shortcuts.h"

/**
 * KinShortcutsPage:
 *
 * Every key that does something now. GTK's own window of shortcuts is wider than a
 * small screen, and names its rows by their class.
 */
struct _KinShortcutsPage
{
  KinPage     parent_instance;

  GtkBox     *groups;

  GtkWidget  *list;            /* the list of the last group */
  const char *last_group;
};

G_DEFINE_FINAL_TYPE (KinShortcutsPage, kin_shortcuts_page, KIN_TYPE_PAGE)

static void
add_row (const char *group,
         const char *words,
         const char *keys,
         gpointer    user_data)
{
  KinShortcutsPage *self = user_data;

  if (g_strcmp0 (group, self->last_group) != 0)
    {
      self->list = kin_list_new (group);
      self->last_group = group;
      gtk_box_append (self->groups, kin_heading_new (group));
      gtk_box_append (self->groups, self->list);
    }

  gtk_list_box_append (GTK_LIST_BOX (self->list),
                       g_object_new (ADW_TYPE_ACTION_ROW, "title", words, "subtitle", keys,
                                     "use-markup", FALSE, NULL));
}

static void
kin_shortcuts_page_class_init (KinShortcutsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/"
                                               "kin-shortcuts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinShortcutsPage, groups);
}

static void
kin_shortcuts_page_init (KinShortcutsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_shortcuts_page_new:
 * @window: the window whose keys are meant
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_shortcuts_page_new (GtkWindow *window)
{
  KinShortcutsPage *self = g_object_new (KIN_TYPE_SHORTCUTS_PAGE, NULL);

  kin_shortcuts_describe (window, add_row, self);

  return KIN_PAGE (self);
}
