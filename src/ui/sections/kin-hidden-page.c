/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-hidden-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-hidden-page.h"
#include "kin-item-page.h"
#include "kin-item-words.h"
#include "kin-page-parts.h"
#include "kin-person-hidden.h"
#include "kin-section-words.h"
#include "kin-text.h"

/**
 * KinHiddenPage:
 *
 * What the person hid, so that nothing is lost from sight: each entry opens, and can be shown
 * again there.
 */
struct _KinHiddenPage
{
  KinPage       parent_instance;

  GtkLabel     *words;
  GtkBox       *entries;

  KinSection    section;
  GPtrArray    *items;          /* of KinItem, as the rows */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinHiddenPage, kin_hidden_page, KIN_TYPE_PAGE)

static GtkWidget *
row_new (KinItem *item)
{
  g_autofree char *title = kin_item_title_to_words (item);
  g_autofree char *date = kin_date_to_words (kin_item_get_date (item));
  g_autofree char *subtitle = NULL;

  subtitle = g_strdup_printf ("%s · %s", kin_section_get_words (kin_item_get_section (item)),
                              date != NULL ? date : _("No date was sent"));

  return kin_link_row_new (title, subtitle);
}

static void
on_row_activated (KinHiddenPage *self,
                  GtkListBoxRow *row)
{
  KinItem *item = g_ptr_array_index (self->items, gtk_list_box_row_get_index (row));

  kin_page_push (KIN_PAGE (self), kin_item_page_new (item));
}

static void
show_rows (KinHiddenPage *self)
{
  GtkWidget *list = kin_list_new (_("Hidden by you"));

  for (guint i = 0; i < self->items->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), row_new (g_ptr_array_index (self->items, i)));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->entries, list);
}

/* Whoever shows one again goes on at the next. */
static int
find_row_in_use (KinHiddenPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->entries)) &&
         GTK_IS_LIST_BOX_ROW (focus) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
}

static void
use_row (KinHiddenPage *self,
         int            position)
{
  GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (self->entries));

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list),
                                                                    position)));
}

/* The row that had the focus is gone. */
static void
say_nothing_is_left (KinHiddenPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  kin_page_set_attention (KIN_PAGE (self), gtk_label_get_label (self->words));
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinHiddenPage) self = user_data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *list;
  int at;

  items = kin_person_list_hidden_finish (KIN_PERSON (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (items == NULL)
    {
      gtk_label_set_label (self->words, _("This could not be read. Go back and open it again."));
      return;
    }

  at = find_row_in_use (self);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  while ((list = gtk_widget_get_first_child (GTK_WIDGET (self->entries))) != NULL)
    gtk_box_remove (self->entries, list);
  gtk_label_set_label (self->words,
                       self->items->len > 0
                         ? _("Lists, search and print leave these entries out. They stay in the"
                             " file. Open one to show it again.")
                         : _("Nothing is hidden any more."));
  if (self->items->len > 0)
    show_rows (self);
  if (at >= 0 && self->items->len > 0)
    use_row (self, MIN (at, (int) self->items->len - 1));
  else if (at >= 0)
    say_nothing_is_left (self);
}

static void
kin_hidden_page_shown (KinPage *page)
{
  KinHiddenPage *self = KIN_HIDDEN_PAGE (page);

  kin_person_list_hidden_async (kin_page_get_person (page), self->section, self->cancellable,
                                listed_cb, g_object_ref (self));
}

static void
kin_hidden_page_dispose (GObject *object)
{
  KinHiddenPage *self = KIN_HIDDEN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_hidden_page_parent_class)->dispose (object);
}

static void
kin_hidden_page_class_init (KinHiddenPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_hidden_page_dispose;
  KIN_PAGE_CLASS (klass)->shown = kin_hidden_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-hidden-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinHiddenPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinHiddenPage, entries);
}

static void
kin_hidden_page_init (KinHiddenPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_hidden_page_new:
 * @section: where the entries were; %KIN_SECTION_NONE for all of them
 *
 * Returns: (transfer full): what is hidden, for the person that is set on it
 */
KinPage *
kin_hidden_page_new (KinSection section)
{
  KinHiddenPage *self = g_object_new (KIN_TYPE_HIDDEN_PAGE, NULL);

  self->section = section;

  return KIN_PAGE (self);
}
