/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-search-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-after-frame.h"
#include "kin-hit.h"
#include "kin-item-page.h"
#include "kin-item-row.h"
#include "kin-person-letters.h"
#include "kin-person-record.h"
#include "kin-search-page.h"
#include "kin-section-words.h"
#include "kin-text-find.h"
#include "kin-vaccine-names.h"

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
  GtkLabel       *reading;
  GtkListView    *list;

  GListStore     *hits;            /* of KinHit */
  GPtrArray      *found;           /* of KinHit, until all of them are among the hits */
  guint           n_shown;         /* so many of them are */
  char           *words;           /* that the hits are for */
  GCancellable   *cancellable;     /* of the present search */
  gboolean        is_again;        /* it is for the same words as the one before */
  gboolean        is_shown;        /* there are the hits for these words */
};

G_DEFINE_FINAL_TYPE (KinSearchPage, kin_search_page, KIN_TYPE_PAGE)

/* More than a person looks through: another word finds what is wanted sooner. */
#define MOST_HITS 60

/* Rows of one go: a screen of them. */
#define PORTION 20

/* Rows */

/* The list holds it. */
static KinHit *
hit_at (KinSearchPage *self,
        guint          position)
{
  g_autoptr (KinHit) hit = g_list_model_get_item (G_LIST_MODEL (self->hits), position);

  return hit;
}

static void
on_setup (KinSearchPage *self,
          GtkListItem   *list_item)
{
  gtk_list_item_set_child (list_item, kin_item_row_new ());
}

/* What is found in one section stands under its name; what only letters say stands below. */
static const char *
group_to_words (KinHit *hit)
{
  if (kin_hit_get_in_letter (hit))
    /* Translators: above what a search found only in the text of a letter, not in its title. */
    return _("In the text of letters");

  return kin_section_get_words (kin_item_get_section (kin_hit_get_item (hit)));
}

static void
on_bind (KinSearchPage *self,
         GtkListItem   *list_item)
{
  KinItemRow *row = KIN_ITEM_ROW (gtk_list_item_get_child (list_item));
  KinHit *hit = gtk_list_item_get_item (list_item);
  guint position = gtk_list_item_get_position (list_item);
  const char *group = group_to_words (hit);
  const char *above = position > 0 ? group_to_words (hit_at (self, position - 1)) : NULL;

  kin_item_row_set_hit (row, hit,
                        kin_person_is_from_file (kin_page_get_person (KIN_PAGE (self)),
                                                 kin_hit_get_item (hit)), self->words);
  kin_item_row_set_group (row, g_strcmp0 (group, above) != 0 ? group : NULL);
}

static void
on_activate (KinSearchPage *self,
             guint          position)
{
  KinHit *hit = hit_at (self, position);

  if (hit != NULL)
    kin_page_push (KIN_PAGE (self), kin_item_page_new (kin_hit_get_item (hit)));
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
add_section (GPtrArray  *sorted,
             GPtrArray  *hits,
             gboolean    in_letter,
             KinSection  section)
{
  for (guint i = 0; i < hits->len; i++)
    {
      KinHit *hit = g_ptr_array_index (hits, i);

      if (kin_hit_get_in_letter (hit) == in_letter
          && kin_item_get_section (kin_hit_get_item (hit)) == section)
        g_ptr_array_add (sorted, g_object_ref (hit));
    }
}

/* In the order of the sections, and then the letters; within one, the best stays first. */
static GPtrArray *
sort_by_section (GPtrArray *hits)
{
  GPtrArray *sorted = g_ptr_array_new_full (hits->len, g_object_unref);

  for (gboolean in_letter = FALSE; in_letter <= TRUE; in_letter++)
    for (KinSection section = KIN_SECTION_RESULTS; section < KIN_N_SECTIONS; section++)
      add_section (sorted, hits, in_letter, section);

  return sorted;
}

/* The rows that are there are filled anew, which is quicker than making others. With the last
 * portion go those that are too many. */
static gboolean
show_portion (gpointer user_data)
{
  KinSearchPage *self = user_data;
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->hits));
  guint n_added;
  gboolean is_last;

  if (self->found == NULL)
    return G_SOURCE_REMOVE;

  n_added = MIN (self->found->len - self->n_shown, PORTION);
  is_last = self->n_shown + n_added == self->found->len;
  n_hits -= self->n_shown;
  g_list_store_splice (self->hits, self->n_shown, is_last ? n_hits : MIN (n_hits, n_added),
                       self->found->pdata + self->n_shown, n_added);
  self->n_shown += n_added;
  if (is_last)
    g_clear_pointer (&self->found, g_ptr_array_unref);

  return is_last ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static gboolean
is_same_hit (KinHit *one,
             KinHit *other)
{
  return kin_item_get_id (kin_hit_get_item (one)) == kin_item_get_id (kin_hit_get_item (other))
         && kin_hit_get_in_letter (one) == kin_hit_get_in_letter (other)
         && g_strcmp0 (kin_hit_get_extract (one), kin_hit_get_extract (other)) == 0;
}

/* So many of those that were found are on top already. */
static guint
count_there (KinSearchPage *self)
{
  guint n_hits = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->hits)), self->found->len);

  for (guint i = 0; i < n_hits; i++)
    if (!is_same_hit (hit_at (self, i), g_ptr_array_index (self->found, i)))
      return i;

  return n_hits;
}

/* The first at once, and the others when those are there to be read. Where the same words were
 * looked for again, what somebody reads stays where it is. */
static void
show_hits (KinSearchPage *self,
           GPtrArray     *hits)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = sort_by_section (hits);
  self->n_shown = self->is_again ? count_there (self) : 0;
  if (show_portion (self) == G_SOURCE_CONTINUE)
    kin_after_frame (GTK_WIDGET (self->list), show_portion, self);

  /* The list would stay in its middle, among other hits than before. */
  if (hits->len > 0 && !self->is_again)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0u);
}

static void
show_none (KinSearchPage *self,
           const char    *words)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_list_store_remove_all (self->hits);
  say_count (self, words);
}

static char *
count_to_words (KinSearchPage *self,
                guint          n_hits)
{
  if (n_hits == 0 && gtk_widget_get_visible (GTK_WIDGET (self->reading)))
    return g_strdup (_("Nothing found yet"));
  if (n_hits == 0)
    return g_strdup (_("Nothing found. Try another word, or the start of one."));
  if (n_hits >= MOST_HITS)
    /* Translators: %u is how many things a search found, more than fit on the page. */
    return g_strdup_printf (g_dngettext (NULL, "The first %u is shown. Type more to find fewer.",
                                         "The first %u are shown. Type more to find fewer.",
                                         n_hits), n_hits);

  /* Translators: how many things a search found. */
  return g_strdup_printf (g_dngettext (NULL, "%u found", "%u found", n_hits), n_hits);
}

static void
show_all (KinSearchPage *self,
          GPtrArray     *hits)
{
  g_autofree char *words = count_to_words (self, hits->len);

  show_hits (self, hits);
  self->is_shown = TRUE;
  say_count (self, words);
}

/* Those that were found by the words of the clinic are there already. */
static gboolean
is_there (GPtrArray *hits,
          KinItem   *item)
{
  for (guint i = 0; i < hits->len; i++)
    if (kin_item_get_id (kin_hit_get_item (g_ptr_array_index (hits, i))) == kin_item_get_id (item))
      return TRUE;

  return FALSE;
}

typedef struct
{
  KinSearchPage *page;
  GPtrArray     *hits;
} Named;

/* Vaccines that have a name of ours only. */
static void
vaccines_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Named *named = user_data;
  g_autoptr (KinSearchPage) self = named->page;
  g_autoptr (GPtrArray) hits = named->hits;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = kin_person_list_finish (KIN_PERSON (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  for (guint i = 0; items != NULL && i < items->len && hits->len < MOST_HITS; i++)
    {
      KinItem *item = g_ptr_array_index (items, i);
      const char *name = kin_vaccine_find_name (item);

      if (name != NULL && kin_text_has_all (name, self->words) && !is_there (hits, item))
        g_ptr_array_add (hits, kin_hit_new (item, NULL, FALSE));
    }
  show_all (self, hits);
}

static void
look_for_names (KinSearchPage *self,
                GPtrArray     *hits)
{
  Named *named = g_new0 (Named, 1);

  named->page = g_object_ref (self);
  named->hits = g_ptr_array_ref (hits);
  kin_person_list_async (kin_page_get_person (KIN_PAGE (self)), KIN_SECTION_VACCINES, 0, 0, 0,
                         self->cancellable, vaccines_cb, named);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinSearchPage) self = user_data;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  hits = kin_person_search_finish (KIN_PERSON (source), result, &error);
  if (hits == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;

      /* Those that are there answer another question. */
      show_none (self, _("The search did not work. Type the word again."));
      return;
    }

  if (kin_vaccine_is_named (self->words))
    look_for_names (self, hits);
  else
    show_all (self, hits);
}

static char *
read_words (KinSearchPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static gboolean
emptied_cb (gpointer user_data)
{
  KinSearchPage *self = user_data;
  g_autofree char *words = read_words (self);

  if (*words == '\0')
    show_none (self, NULL);

  return G_SOURCE_REMOVE;
}

static void
look (KinSearchPage *self,
      gboolean       is_again)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->is_again = is_again;
  if (*self->words == '\0')
    return;

  self->cancellable = g_cancellable_new ();
  kin_person_search_async (kin_page_get_person (KIN_PAGE (self)), self->words, MOST_HITS,
                           self->cancellable, found_cb, g_object_ref (self));
}

/* Whoever puts other words into the field empties it first, for a moment: the hits that are there
 * wait for those that come, and no more of them are shown. */
static void
on_search_changed (KinSearchPage *self)
{
  g_free (self->words);
  self->words = read_words (self);
  self->is_shown = FALSE;
  look (self, FALSE);
  if (*self->words == '\0')
    g_idle_add_full (G_PRIORITY_DEFAULT, emptied_cb, g_object_ref (self), g_object_unref);
}

/* Letters are found by their words when those were read. */
static void
on_reading_changed (KinSearchPage *self)
{
  gboolean is_reading;

  g_object_get (kin_page_get_person (KIN_PAGE (self)), "is-reading-letters", &is_reading, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reading), is_reading);
  if (self->words != NULL)
    look (self, self->is_shown);
}

static void
kin_search_page_person_set (KinPage *page)
{
  g_signal_connect_object (kin_page_get_person (page), "notify::is-reading-letters",
                           G_CALLBACK (on_reading_changed), page, G_CONNECT_SWAPPED);
  on_reading_changed (KIN_SEARCH_PAGE (page));
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
kin_search_page_finalize (GObject *object)
{
  KinSearchPage *self = KIN_SEARCH_PAGE (object);

  g_object_unref (self->hits);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->words);

  G_OBJECT_CLASS (kin_search_page_parent_class)->finalize (object);
}

static void
kin_search_page_class_init (KinSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_search_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kin_search_page_finalize;
  KIN_PAGE_CLASS (klass)->person_set = kin_search_page_person_set;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, reading);
  gtk_widget_class_bind_template_child (widget_class, KinSearchPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, kin_page_go_back);
}

static void
kin_search_page_init (KinSearchPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->hits = g_list_store_new (KIN_TYPE_HIT);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->hits))));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
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
