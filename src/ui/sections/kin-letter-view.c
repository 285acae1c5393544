/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter-view"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-columns.h"
#include "kin-decoder.h"
#include "kin-file-kind.h"
#include "kin-file-words.h"
#include "kin-letter-pages.h"
#include "kin-letter-view.h"
#include "kin-page-parts.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinLetterView:
 *
 * A letter on the page: its words, or its pages as they look on paper. Pages can be made larger,
 * and where there are words on them, these can be read alone, in the size of all other words.
 * In its words others can be found, which KinLetterFind does.
 */
struct _KinLetterView
{
  GtkWidget     parent_instance;

  GtkWidget    *find;
  GtkWidget    *tools;
  GtkWidget    *larger;
  GtkWidget    *smaller;
  GtkWidget    *words_only;
  GtkWidget    *scroller;
  GtkBox       *pages;
  GtkBox       *words;
  GtkLabel     *state;
  GtkWidget    *more;

  const char   *kind;
  GBytes       *bytes;
  GPtrArray    *texts;             /* of GtkLabel in @words, not owned: what the letter says */
  guint         n_pages;           /* 0: it has words only */
  guint         n_drawn;           /* pages, from the first */
  guint         n_read;            /* pages whose words are in @words */
  int           zoom;              /* percent of the width of the column */
  gboolean      has_pictures;      /* pages without words */
  gboolean      shows_words;
  gboolean      is_drawing;
  gboolean      is_reading;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinLetterView, kin_letter_view, GTK_TYPE_WIDGET)

enum
{
  WORDS_ADDED,
  WORDS_HIDDEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Pixels of a page that fills the column, sharp on a dense screen too. */
#define WIDTH_OF_PAGE 1100

#define PAGES_AT_ONCE 8

/* Where only the words of pages are wanted, these are drawn as small as it gets. */
#define WORDS_AT_ONCE 64
#define WIDTH_OF_NOTHING 8

#define ZOOM_STEP 50
#define ZOOM_MOST 300

static void
say (KinLetterView *self,
     const char    *words)
{
  gtk_label_set_label (self->state, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), words != NULL);
}

static void
say_unreadable (KinLetterView *self)
{
  say (self, _("This document cannot be shown here. Save a copy to open it in another app."));
}

/* A page of the letter that is wider than the column scrolls sideways in its own box. The box
 * does not know how high a page of that width is: it is told. */
static void
apply_zoom (KinLetterView *self)
{
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages));
  int width = gtk_widget_get_width (self->scroller) * self->zoom / 100;

  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    {
      GdkPaintable *paintable = gtk_picture_get_paintable (GTK_PICTURE (page));
      double ratio = gdk_paintable_get_intrinsic_aspect_ratio (paintable);

      gtk_widget_set_size_request (page, self->zoom > 100 ? width : -1, (int) (width / ratio));
    }
}

static void
apply_later (gpointer user_data)
{
  g_autoptr (KinLetterView) self = user_data;

  if (gtk_widget_get_mapped (self->scroller))
    apply_zoom (self);
}

/* While sizes are given out is no time to ask for others. */
static void
on_width_changed (KinLetterView *self)
{
  g_idle_add_once (apply_later, g_object_ref (self));
}

static void
on_larger_clicked (KinLetterView *self)
{
  self->zoom = MIN (self->zoom + ZOOM_STEP, ZOOM_MOST);
  apply_zoom (self);
}

static void
on_smaller_clicked (KinLetterView *self)
{
  self->zoom = MAX (self->zoom - ZOOM_STEP, 100);
  apply_zoom (self);
}

/* The box of the words always shows: GTK 4.8 remembers of a hidden box that was empty that it
 * does not grow when it gets narrower. */
static void
show_words (KinLetterView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->words));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, self->shows_words);
}

static void
set_shows_words (KinLetterView *self,
                 gboolean       shows_words)
{
  self->shows_words = shows_words;
  show_words (self);
  gtk_widget_set_visible (self->scroller, !self->shows_words);
  gtk_widget_set_visible (self->larger, !self->shows_words);
  gtk_widget_set_visible (self->smaller, !self->shows_words);
  gtk_button_set_label (GTK_BUTTON (self->words_only),
                        self->shows_words ? _("Show the pages") : _("Show the words only"));
}

static void
on_words_only_clicked (KinLetterView *self)
{
  set_shows_words (self, !self->shows_words);
  if (!self->shows_words)
    g_signal_emit (self, signals[WORDS_HIDDEN], 0);
}

/* What the letter says: all else in the box is ours. */
static void
add_text (KinLetterView *self,
          const char    *text)
{
  GtkWidget *paragraph = kin_paragraph_new (text);

  gtk_box_append (self->words, paragraph);
  g_ptr_array_add (self->texts, paragraph);
}

static void
say_words_added (KinLetterView *self)
{
  gtk_widget_set_visible (self->find, self->texts->len > 0);
  g_signal_emit (self, signals[WORDS_ADDED], 0);
}

static char *
page_to_words (guint number,
               guint n_pages)
{
  /* Translators: the first %u is the page, the second how many there are. */
  return g_strdup_printf (_("Page %1$u of %2$u"), number, n_pages);
}

static void
add_words (KinLetterView        *self,
           const KinLetterSheet *sheet,
           guint                 number,
           guint                 n_pages)
{
  g_autofree char *name = page_to_words (number, n_pages);

  if (n_pages > 1)
    gtk_box_append (self->words, kin_heading_new (name));
  if (sheet->text != NULL)
    add_text (self, sheet->text);
  else
    gtk_box_append (self->words,
                    kin_paragraph_new (_("This page is a picture. It cannot be read aloud.")));
  self->has_pictures = self->has_pictures || sheet->text == NULL;
}

/* Of pages whose words are there nothing comes a second time. */
static void
add_words_of (KinLetterView        *self,
              const KinLetterPages *pages)
{
  for (guint i = 0; i < pages->sheets->len; i++)
    {
      const KinLetterSheet *sheet = g_ptr_array_index (pages->sheets, i);

      if (pages->first + i >= self->n_read && sheet->texture != NULL)
        add_words (self, sheet, pages->first + i + 1, pages->n_pages);
    }

  self->n_pages = pages->n_pages;
  self->n_read = MAX (self->n_read, pages->first + pages->sheets->len);
  show_words (self);
}

static void
add_sheet (KinLetterView        *self,
           const KinLetterSheet *sheet,
           guint                 number,
           guint                 n_pages)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (sheet->texture));
  g_autofree char *name = page_to_words (number, n_pages);

  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_add_css_class (picture, "kin-letter-page");
  if (sheet->text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    sheet->text, -1);
  gtk_box_append (self->pages, picture);
}

/* What has the focus does not go away before the focus went on. */
static void
show_more (KinLetterView *self,
           gboolean       any)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!any && root != NULL && gtk_widget_has_focus (self->more))
    gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (self->more, any);
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinLetterView) self = user_data;
  g_autoptr (KinLetterPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  pages = kin_letter_pages_draw_finish (result, &error);
  self->is_drawing = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pages == NULL)
    {
      say_unreadable (self);
      return;
    }

  for (guint i = 0; i < pages->sheets->len; i++)
    {
      const KinLetterSheet *sheet = g_ptr_array_index (pages->sheets, i);

      if (sheet->texture != NULL)
        add_sheet (self, sheet, pages->first + i + 1, pages->n_pages);
    }

  add_words_of (self, pages);
  self->n_drawn = pages->first + pages->sheets->len;
  gtk_widget_set_visible (self->tools, TRUE);
  gtk_widget_set_visible (self->words_only, self->texts->len > 0);
  show_more (self, self->n_drawn < pages->n_pages);
  apply_zoom (self);
  say (self, self->texts->len > 0 ? NULL : _("This is a picture. It cannot be read aloud."));
  say_words_added (self);
}

static void
draw_more (KinLetterView *self)
{
  if (self->is_drawing)
    return;

  self->is_drawing = TRUE;
  say (self, _("Opening the document…"));
  kin_letter_pages_draw_async (self->kind, self->bytes, self->n_drawn, PAGES_AT_ONCE,
                               WIDTH_OF_PAGE, self->cancellable, drawn_cb, g_object_ref (self));
}

/* Where no more can be read, what is there is all. */
static void
rest_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (KinLetterView) self = user_data;
  g_autoptr (KinLetterPages) pages = NULL;
  g_autoptr (GError) error = NULL;

  pages = kin_letter_pages_draw_finish (result, &error);
  self->is_reading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (pages != NULL)
    add_words_of (self, pages);
  else
    self->n_read = self->n_pages;
  self->has_pictures = self->has_pictures || pages == NULL;
  say_words_added (self);
}

static void
read_rest (KinLetterView *self)
{
  if (self->is_reading || self->n_read >= self->n_pages)
    return;

  self->is_reading = TRUE;
  kin_letter_pages_draw_async (self->kind, self->bytes, self->n_read, WORDS_AT_ONCE,
                               WIDTH_OF_NOTHING, self->cancellable, rest_cb, g_object_ref (self));
}

static void
show_text (KinLetterView *self,
           const char    *text)
{
  add_text (self, text);
  gtk_widget_set_visible (self->scroller, FALSE);
  say_words_added (self);
}

static void
words_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinLetterView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = kin_decoder_read_words_finish (result, &error);
  g_autofree char *text = kin_text_isolate_lines (words);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  say (self, NULL);
  if (text != NULL && *text != '\0')
    show_text (self, text);
  else
    say_unreadable (self);
}

static void
read_words (KinLetterView *self)
{
  say (self, _("Opening the document…"));
  kin_decoder_read_words_async (NULL, self->bytes, self->cancellable, words_cb,
                                g_object_ref (self));
}

/* Shows what can be read at once, and has words read, or pages drawn. */
static gboolean
show_bytes (KinLetterView *self,
            const char    *kind,
            GBytes        *bytes)
{
  g_autofree char *text = kin_file_to_text (kind, bytes);

  self->kind = kind;
  self->bytes = g_bytes_ref (bytes);
  if (text != NULL)
    show_text (self, text);
  else if (kin_decoder_reads_words (kind))
    read_words (self);
  else if (kin_letter_pages_can_draw (kind))
    draw_more (self);

  return text != NULL || kin_decoder_reads_words (kind) || kin_letter_pages_can_draw (kind);
}

/* A letter in a letter in a letter is not opened. */
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinLetterView) self = user_data;
  g_autoptr (KinDocumentFile) letter = NULL;
  g_autoptr (GError) error = NULL;

  letter = kin_decoder_open_letter_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  say (self, NULL);
  if (letter == NULL ||
      !show_bytes (self, kin_file_kind_find (letter->content_type, letter->data), letter->data))
    say_unreadable (self);
}

static void
open_letter (KinLetterView *self,
             GBytes        *bytes)
{
  say (self, _("Opening the document…"));
  kin_decoder_open_letter_async (NULL, bytes, self->cancellable, opened_cb, g_object_ref (self));
}

static void
kin_letter_view_dispose (GObject *object)
{
  KinLetterView *self = KIN_LETTER_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_letter_view_parent_class)->dispose (object);
}

static void
kin_letter_view_class_init (KinLetterViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_letter_view_dispose;

  /**
   * KinLetterView::words-added:
   *
   * There are more words than before, or it is known that there are no more.
   */
  signals[WORDS_ADDED] = g_signal_new ("words-added", G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinLetterView::words-hidden:
   *
   * The person went from the words back to the pages.
   */
  signals[WORDS_HIDDEN] = g_signal_new ("words-hidden", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KIN_TYPE_COLUMNS);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-letter-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, find);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, tools);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, larger);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, smaller);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, words_only);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, scroller);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, pages);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, words);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, state);
  gtk_widget_class_bind_template_child (widget_class, KinLetterView, more);
  gtk_widget_class_bind_template_callback (widget_class, on_larger_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_smaller_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_words_only_clicked);
  gtk_widget_class_bind_template_callback (widget_class, draw_more);
}

static void
kin_letter_view_init (KinLetterView *self)
{
  GtkAdjustment *across;

  self->zoom = 100;
  self->cancellable = g_cancellable_new ();
  self->texts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_connect_object (across, "notify::page-size", G_CALLBACK (on_width_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * kin_letter_view_show_words:
 *
 * Shows the words in place of the pages, if there are any, and has those of all pages read.
 */
void
kin_letter_view_show_words (KinLetterView *self)
{
  g_return_if_fail (KIN_IS_LETTER_VIEW (self));

  if (self->n_pages == 0 || self->texts->len == 0)
    return;

  if (!self->shows_words)
    set_shows_words (self, TRUE);
  read_rest (self);
}

/**
 * kin_letter_view_get_texts:
 *
 * Returns: (transfer none) (element-type GtkLabel): what the letter says, in order, as far as it
 *   was read
 */
GPtrArray *
kin_letter_view_get_texts (KinLetterView *self)
{
  g_return_val_if_fail (KIN_IS_LETTER_VIEW (self), NULL);

  return self->texts;
}

/**
 * kin_letter_view_get_is_reading:
 *
 * Returns: whether more words are on their way
 */
gboolean
kin_letter_view_get_is_reading (KinLetterView *self)
{
  g_return_val_if_fail (KIN_IS_LETTER_VIEW (self), FALSE);

  return self->is_reading;
}

/**
 * kin_letter_view_get_has_pictures:
 *
 * Returns: whether it has pages without words that can be read
 */
gboolean
kin_letter_view_get_has_pictures (KinLetterView *self)
{
  g_return_val_if_fail (KIN_IS_LETTER_VIEW (self), FALSE);

  return self->has_pictures;
}

/**
 * kin_letter_view_can_show:
 * @kind: what kin_file_kind_find() found
 * @bytes: the document
 *
 * Returns: whether kin_letter_view_new() would show something of it
 */
gboolean
kin_letter_view_can_show (const char *kind,
                          GBytes     *bytes)
{
  g_autofree char *text = NULL;

  if (kin_letter_pages_can_draw (kind) || kin_decoder_opens_letter (kind)
      || kin_decoder_reads_words (kind))
    return TRUE;

  text = kin_file_to_text (kind, bytes);

  return text != NULL;
}

/**
 * kin_letter_view_new:
 * @kind: what kin_file_kind_find() found
 * @bytes: the document
 *
 * Returns: (transfer full): the document, as far as it can be shown here
 */
GtkWidget *
kin_letter_view_new (const char *kind,
                     GBytes     *bytes)
{
  KinLetterView *self = g_object_new (KIN_TYPE_LETTER_VIEW, NULL);

  if (kin_decoder_opens_letter (kind))
    open_letter (self, bytes);
  else
    show_bytes (self, kind, bytes);

  return GTK_WIDGET (self);
}
