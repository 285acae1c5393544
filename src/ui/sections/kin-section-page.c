/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-section-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-item-page.h"
#include "kin-item-row.h"
#include "kin-person-record.h"
#include "kin-section-page.h"
#include "kin-section-words.h"

/**
 * KinSectionPage:
 *
 * All items of one section, newest first, as they are in the file; the list stays true while
 * more arrive.
 */
struct _KinSectionPage
{
  KinPage      parent_instance;

  GtkListView *list;
  KinSection   section;
};

G_DEFINE_FINAL_TYPE (KinSectionPage, kin_section_page, KIN_TYPE_PAGE)

static void
on_setup (KinSectionPage *self,
          GtkListItem    *list_item)
{
  gtk_list_item_set_child (list_item, kin_item_row_new ());
}

static void
on_bind (KinSectionPage *self,
         GtkListItem    *list_item)
{
  kin_item_row_set_item (KIN_ITEM_ROW (gtk_list_item_get_child (list_item)),
                         gtk_list_item_get_item (list_item));
}

static void
on_activate (KinSectionPage *self,
             guint           position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (KinItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    kin_page_push (KIN_PAGE (self), kin_item_page_new (item));
}

static void
kin_section_page_person_set (KinPage *page)
{
  KinSectionPage *self = KIN_SECTION_PAGE (page);
  g_autoptr (GtkSelectionModel) selection = NULL;
  GListModel *items;

  items = kin_person_get_items (kin_page_get_person (page), self->section, NULL, 0, FALSE);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (items));
  gtk_list_view_set_model (self->list, selection);
}

static void
kin_section_page_class_init (KinSectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  KIN_PAGE_CLASS (klass)->person_set = kin_section_page_person_set;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-section-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSectionPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
kin_section_page_init (KinSectionPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * kin_section_page_new:
 * @section: which; %KIN_SECTION_NONE for everything
 *
 * Returns: (transfer full): a list of items, for the person that is set on it
 */
KinPage *
kin_section_page_new (KinSection section)
{
  KinSectionPage *self = g_object_new (KIN_TYPE_SECTION_PAGE, "title",
                                       kin_section_get_words (section), NULL);

  self->section = section;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kin_section_get_words (section), -1);

  return KIN_PAGE (self);
}
