/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-letter-pages"

#include "config.h"

#include "kin-decoder.h"
#include "kin-letter-pages.h"
#include "kin-text.h"

/* The pages of a PDF, or a picture, as the sandbox drew them. Nothing that a clinic sent is opened
 * in this process, nothing is written to the disk, and nothing that a document asks for is fetched
 * or run. */

static void
sheet_free (KinLetterSheet *self)
{
  g_clear_object (&self->texture);
  g_free (self->text);
  g_free (self);
}

void
kin_letter_pages_free (KinLetterPages *self)
{
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

static KinLetterSheet *
make_sheet (const KinDrawnPage *page)
{
  KinLetterSheet *sheet = g_new0 (KinLetterSheet, 1);

  if (page->pixels != NULL)
    sheet->texture = gdk_memory_texture_new ((int) page->width, (int) page->height,
                                             GDK_MEMORY_R8G8B8, page->pixels,
                                             (gsize) page->width * 3);
  sheet->text = kin_text_isolate_lines (page->text);

  return sheet;
}

static void
drawn_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (KinDrawnPages) drawn = NULL;
  KinLetterPages *pages;
  GError *error = NULL;

  drawn = kin_decoder_draw_pages_finish (result, &error);
  if (drawn == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  pages = g_new0 (KinLetterPages, 1);
  pages->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  pages->first = GPOINTER_TO_UINT (g_task_get_task_data (task));
  pages->n_pages = drawn->n_pages;
  for (guint i = 0; i < drawn->pages->len; i++)
    g_ptr_array_add (pages->sheets, make_sheet (g_ptr_array_index (drawn->pages, i)));

  g_task_return_pointer (task, pages, (GDestroyNotify) kin_letter_pages_free);
}

/**
 * kin_letter_pages_can_draw:
 * @kind: what kin_file_kind_find() found
 *
 * Returns: whether a document of that kind can be drawn here
 */
gboolean
kin_letter_pages_can_draw (const char *kind)
{
  return g_str_equal (kind, "application/pdf") || g_str_equal (kind, "image/png") ||
         g_str_equal (kind, "image/jpeg") || g_str_equal (kind, "image/gif") ||
         g_str_equal (kind, "image/tiff");
}

/**
 * kin_letter_pages_draw_async:
 * @kind: one that kin_letter_pages_can_draw()
 * @bytes: the document
 * @first: the first page that is wanted, from 0
 * @most: so many pages; there may be fewer, when they are slow to draw
 * @width: of a page of text, in pixels
 *
 * Draws some pages of a document and reads the words on them.
 */
void
kin_letter_pages_draw_async (const char          *kind,
                             GBytes              *bytes,
                             guint                first,
                             guint                most,
                             int                  width,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (kin_letter_pages_can_draw (kind));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (width > 0);

  g_task_set_source_tag (task, kin_letter_pages_draw_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (first), NULL);
  kin_decoder_draw_pages_async (NULL, bytes, first, most, (guint) width, cancellable, drawn_cb,
                                g_object_ref (task));
}

/**
 * kin_letter_pages_draw_finish:
 *
 * Returns: (transfer full): the pages
 */
KinLetterPages *
kin_letter_pages_draw_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
