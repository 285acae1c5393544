/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KinLetterSheet:
 * @texture: (nullable): how it looks; %NULL for a page that cannot be drawn
 * @text: (nullable): the words on it, isolated; %NULL for a picture without words
 *
 * One page of a letter, drawn.
 */
typedef struct
{
  GdkTexture *texture;
  char       *text;
} KinLetterSheet;

/**
 * KinLetterPages:
 * @sheets: (element-type KinLetterSheet): some of the pages, one after the other; one at least
 * @first: the number of the first one, from 0
 * @n_pages: how many the letter has
 */
typedef struct
{
  GPtrArray *sheets;
  guint      first;
  guint      n_pages;
} KinLetterPages;

gboolean        kin_letter_pages_can_draw    (const char           *kind);
void            kin_letter_pages_draw_async  (const char           *kind,
                                              GBytes               *bytes,
                                              guint                 first,
                                              guint                 most,
                                              int                   width,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
KinLetterPages *kin_letter_pages_draw_finish (GAsyncResult         *result,
                                              GError              **error);
void            kin_letter_pages_free        (KinLetterPages       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinLetterPages, kin_letter_pages_free)

G_END_DECLS
