/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-wait-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-document-file.h"
#include "kin-file-kind.h"
#include "kin-file-words.h"
#include "kin-item-words.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-print-page.h"
#include "kin-print-wait-page.h"
#include "kin-print-words.h"
#include "kin-problem-page.h"
#include "kin-text.h"

/* How often it is said how far it is. */
#define STEP 50

/**
 * KinPrintWaitPage:
 *
 * What is to be printed is read from the record, one item after the other; then the preview
 * takes the place of this page.
 */
struct _KinPrintWaitPage
{
  KinPage       parent_instance;

  GtkLabel     *words;

  char         *heading;           /* of the first sheet */
  KinSection    section;           /* of the list */
  char         *group;             /* that the last entry stands in */
  GListModel   *items;             /* of KinItem; NULL for a single one */
  GArray       *ids;               /* what was in the list when it was whole */
  KinItem      *item;              /* that is being read */
  guint         position;
  GPtrArray    *files;             /* of KinDocumentFile, of a single item */
  KinPrint     *print;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinPrintWaitPage, kin_print_wait_page, KIN_TYPE_PAGE)

static void
show_preview (KinPrintWaitPage *self)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    kin_page_replace (KIN_PAGE (self), kin_print_page_new (self->print));
}

static void
show_problem (KinPrintWaitPage *self,
              const GError     *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    kin_page_replace (KIN_PAGE (self), kin_problem_page_new (error));
}

/* A list */

static void read_next (KinPrintWaitPage *self);

/* Medicines of today and of earlier are told apart on paper too. */
static void
add_group (KinPrintWaitPage *self,
           KinItem          *item)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  char *group;

  if (self->section != KIN_SECTION_MEDICINES)
    return;

  group = kin_item_group_to_words (item, self->section, now);
  if (g_strcmp0 (group, self->group) != 0)
    kin_print_add (self->print, KIN_PRINT_GROUP, group);
  g_free (self->group);
  self->group = group;
}

static void
entry_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPrintWaitPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinItem) item = kin_person_load_finish (KIN_PERSON (source), result, &error);

  if (item == NULL)
    {
      show_problem (self, error);
      return;
    }

  add_group (self, item);
  kin_print_add_entry (self->print, KIN_PERSON (source), item);
  self->position++;
  read_next (self);
}

static void
show_progress (KinPrintWaitPage *self)
{
  g_autofree char *words = NULL;

  if (self->position % STEP != 0)
    return;

  /* Translators: how many of how many entries were read. */
  words = g_strdup_printf (g_dngettext (NULL, "%1$u of %2$u entry", "%1$u of %2$u entries",
                                        self->ids->len), self->position, self->ids->len);
  gtk_label_set_label (self->words, words);
}

static void
read_next (KinPrintWaitPage *self)
{
  if (self->position >= self->ids->len)
    {
      show_preview (self);
      return;
    }

  show_progress (self);
  kin_person_load_async (kin_page_get_person (KIN_PAGE (self)),
                         g_array_index (self->ids, gint64, self->position), self->cancellable,
                         entry_cb, g_object_ref (self));
}

/* The list is whole: what comes later is not on this paper. */
static void
on_complete (KinPrintWaitPage *self)
{
  gboolean complete = FALSE;

  g_object_get (self->items, "complete", &complete, NULL);
  if (!complete || self->print != NULL)
    return;

  self->print = kin_print_new_for_person (self->heading, kin_page_get_person (KIN_PAGE (self)));
  self->ids = kin_items_list_ids (self->items);
  kin_print_add_amount (self->print, self->ids->len);
  read_next (self);
}

/* A single item, and the words of its documents */

static void read_file (KinPrintWaitPage *self);

static void
add_file (KinPrintWaitPage *self,
          const char       *words)
{
  kin_print_add (self->print, KIN_PRINT_HEADING, _("Document"));
  kin_print_add (self->print, KIN_PRINT_TEXT, words);
  self->position++;
  read_file (self);
}

static void
add_bytes (KinPrintWaitPage      *self,
           const KinDocumentFile *file,
           GBytes                *bytes)
{
  const char *kind = kin_file_kind_find (file->content_type, bytes);
  g_autofree char *text = kin_file_to_text (kind, bytes);

  add_file (self, text != NULL ? text : _("This document is not printed here. Save a copy of it"
                                          " and print it with another app."));
}

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinPrintWaitPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kin_person_file_finish (KIN_PERSON (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (bytes != NULL)
    add_bytes (self, g_ptr_array_index (self->files, self->position), bytes);
  else
    add_file (self, kin_file_missing_get_words (TRUE));
}

static void
read_file (KinPrintWaitPage *self)
{
  const KinDocumentFile *file;

  if (self->position >= self->files->len)
    {
      show_preview (self);
      return;
    }

  file = g_ptr_array_index (self->files, self->position);
  if (file->data != NULL)
    add_bytes (self, file, file->data);
  else if (file->url == NULL)
    add_file (self, kin_file_missing_get_words (FALSE));
  else
    kin_person_file_async (kin_page_get_person (KIN_PAGE (self)),
                           kin_item_get_source (self->item), file->url, self->cancellable,
                           file_cb, g_object_ref (self));
}

static void
item_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinPrintWaitPage) self = user_data;
  g_autoptr (GError) error = NULL;
  KinPerson *person = KIN_PERSON (source);
  g_autoptr (KinItem) item = kin_person_load_finish (person, result, &error);

  if (item == NULL)
    {
      show_problem (self, error);
      return;
    }

  self->print = kin_print_new_for_person (self->heading, person);
  kin_print_add_item (self->print, person, item);
  self->files = kin_item_list_files (item);
  read_file (self);
}

static void
on_stop (KinPrintWaitPage *self)
{
  kin_page_go_back (KIN_PAGE (self));
}

/* The page is in a window now, so that the preview can take its place. */
static void
kin_print_wait_page_shown (KinPage *page)
{
  KinPrintWaitPage *self = KIN_PRINT_WAIT_PAGE (page);

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  if (self->items == NULL)
    {
      kin_person_load_async (kin_page_get_person (page), kin_item_get_id (self->item),
                             self->cancellable, item_cb, g_object_ref (self));
      return;
    }

  g_signal_connect_object (self->items, "notify::complete", G_CALLBACK (on_complete), self,
                           G_CONNECT_SWAPPED);
  on_complete (self);
}

static void
kin_print_wait_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (KIN_PRINT_WAIT_PAGE (widget)->cancellable);

  GTK_WIDGET_CLASS (kin_print_wait_page_parent_class)->unroot (widget);
}

static void
kin_print_wait_page_dispose (GObject *object)
{
  KinPrintWaitPage *self = KIN_PRINT_WAIT_PAGE (object);

  g_clear_pointer (&self->heading, g_free);
  g_clear_pointer (&self->group, g_free);
  g_clear_object (&self->items);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->item);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->print);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_print_wait_page_parent_class)->dispose (object);
}

static void
kin_print_wait_page_class_init (KinPrintWaitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_print_wait_page_dispose;
  widget_class->unroot = kin_print_wait_page_unroot;
  KIN_PAGE_CLASS (klass)->shown = kin_print_wait_page_shown;

  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-print-wait-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPrintWaitPage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
kin_print_wait_page_init (KinPrintWaitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_print_wait_page_new_for_list:
 * @section: what the list is of
 * @title: what stands over the list on paper
 * @items: (transfer full): a list of the person that is set on the page
 *
 * Returns: (transfer full): a page that leads to the preview of the list
 */
KinPage *
kin_print_wait_page_new_for_list (KinSection  section,
                                  const char *title,
                                  GListModel *items)
{
  KinPrintWaitPage *self = g_object_new (KIN_TYPE_PRINT_WAIT_PAGE, NULL);

  self->section = section;
  self->heading = g_strdup (title);
  self->items = items;

  return KIN_PAGE (self);
}

/**
 * kin_print_wait_page_new_for_item:
 * @item: an item of the person that is set on the page
 *
 * Returns: (transfer full): a page that leads to the preview of the item
 */
KinPage *
kin_print_wait_page_new_for_item (KinItem *item)
{
  KinPrintWaitPage *self = g_object_new (KIN_TYPE_PRINT_WAIT_PAGE, NULL);

  self->heading = kin_item_title_to_words (item);
  self->item = g_object_ref (item);

  return KIN_PAGE (self);
}
