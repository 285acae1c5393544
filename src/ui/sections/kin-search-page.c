/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-search-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-item-page.h"
#include "kin-page-parts.h"
#include "kin-person-record.h"
#include "kin-search-page.h"
#include "kin-section-words.h"
#include "kin-text.h"

/**
 * KinSearchPage:
 *
 * Looks through the whole record as words are typed, without the network; what is found stands
 * under the name of its section.
 */
struct _KinSearchPage
{
  KinPage         parent_instance;

  GtkSearchEntry *entry;
  GtkLabel       *count;
  GtkBox         *hits;

  GCancellable   *cancellable;     /* of the present search */
};

G_DEFINE_FINAL_TYPE (KinSearchPage, kin_search_page, KIN_TYPE_PAGE)

/* More than a person looks through: another word finds what is wanted sooner. */
#define MOST_HITS 60

static void
on_row_activated (KinSearchPage *self,
                  GtkWidget     *row)
{
  KinItem *item = g_object_get_data (G_OBJECT (row), "item");

  kin_page_push (KIN_PAGE (self), kin_item_page_new (item));
}

static GtkWidget *
hit_new (KinItem *item)
{
  g_autofree char *title = kin_text_isolate (kin_item_get_title (item));
  g_autofree char *date = kin_date_to_words (kin_item_get_date (item));
  GtkWidget *row = kin_link_row_new (title, date != NULL ? date : _("No date was sent"));

  g_object_set_data_full (G_OBJECT (row), "item", g_object_ref (item), g_object_unref);

  return row;
}

static void
add_section (KinSearchPage *self,
             KinSection     section,
             GPtrArray     *items)
{
  GtkWidget *list = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      KinItem *item = g_ptr_array_index (items, i);

      if (kin_item_get_section (item) != section)
        continue;

      if (list == NULL)
        {
          list = kin_list_new (kin_section_get_words (section));
          g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self,
                                   G_CONNECT_SWAPPED);
          gtk_box_append (self->hits, kin_heading_new (kin_section_get_words (section)));
          gtk_box_append (self->hits, list);
        }
      gtk_list_box_append (GTK_LIST_BOX (list), hit_new (item));
    }
}

/* Seen on the page, and heard through the title. */
static void
say_count (KinSearchPage *self,
           const char    *words)
{
  gtk_label_set_label (self->count, words != NULL ? words : "");
  kin_page_set_attention (KIN_PAGE (self), words);
}

static void
clear_hits (KinSearchPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->hits))) != NULL)
    gtk_box_remove (self->hits, child);
}

static char *
count_to_words (guint n_hits)
{
  if (n_hits == 0)
    return g_strdup (_("Nothing found. Try another word, or the start of one."));
  if (n_hits >= MOST_HITS)
    /* Translators: %u is how many things a search found, more than fit on the page. */
    return g_strdup_printf (_("The first %u are shown. Type more to find fewer."), n_hits);

  /* Translators: how many things a search found. */
  return g_strdup_printf (g_dngettext (NULL, "%u found", "%u found", n_hits), n_hits);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinSearchPage) self = user_data;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  items = kin_person_search_finish (KIN_PERSON (source), result, &error);
  if (items == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say_count (self, _("The search did not work. Type the word again."));
      return;
    }

  clear_hits (self);
  for (KinSection section = KIN_SECTION_RESULTS; section < KIN_N_SECTIONS; section++)
    add_section (self, section, items);
  words = count_to_words (items->len);
  say_count (self, words);
}

static void
on_search_changed (KinSearchPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *words = g_strstrip (g_strdup (typed));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*words == '\0')
    {
      clear_hits (self);
      say_count (self, NULL);
      return;
    }

  self->cancellable = g_cancellable_new ();
  kin_person_search_async (kin_page_get_person (KIN_PAGE (self)), words, MOST_HITS,
                           self->cancellable, found_cb, g_object_ref (self));
}

static void
kin_search_page_dispose (GObject *object)
{
  KinSearchPage *self = KIN_SEARCH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_search_page_parent_class)->dispose (object);
}

static void
kin_search_page_class_init (KinSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_search_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, hits);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, kin_page_go_back);
}

static void
kin_search_page_init (KinSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kin_page_set_first_focus (KIN_PAGE (self), GTK_WIDGET (self->entry));
}

/**
 * kin_search_page_new:
 *
 * Returns: (transfer full): a search in the record of the person that is set on it
 */
KinPage *
kin_search_page_new (void)
{
  return g_object_new (KIN_TYPE_SEARCH_PAGE, NULL);
}
