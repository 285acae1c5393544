/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-document-file.h"

G_BEGIN_DECLS

/**
 * KinDrawnPage:
 * @width: in pixels; 0 for a page that cannot be drawn
 * @height: in pixels; 0 for a page that cannot be drawn
 * @text: (nullable): the words on it, in UTF-8, as they came; %NULL where there are none
 * @pixels: (nullable): @height rows of @width pixels without gaps, three bytes each (red, green,
 *   blue); %NULL for a page that cannot be drawn
 */
typedef struct
{
  guint   width;
  guint   height;
  char   *text;
  GBytes *pixels;
} KinDrawnPage;

/**
 * KinDrawnPages:
 * @pages: (element-type KinDrawnPage): one after the other, from the first that was asked for;
 *   one at least
 * @n_pages: how many the letter has in all
 */
typedef struct
{
  GPtrArray *pages;
  guint      n_pages;
} KinDrawnPages;

void           kin_decoder_picture_async     (const char           *program,
                                              GFile                *file,
                                              guint                 side,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GBytes        *kin_decoder_picture_finish    (GAsyncResult         *result,
                                              GError              **error);

void           kin_decoder_draw_pages_async  (const char           *program,
                                              GBytes               *letter,
                                              guint                 first,
                                              guint                 most,
                                              guint                 width,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
KinDrawnPages *kin_decoder_draw_pages_finish (GAsyncResult         *result,
                                              GError              **error);
void           kin_drawn_pages_free          (KinDrawnPages        *self);

GBytes        *kin_decoder_read_record       (const char           *program,
                                              GBytes               *document,
                                              GCancellable         *cancellable,
                                              GError              **error);

gboolean       kin_decoder_reads_words       (const char           *kind);
void           kin_decoder_read_words_async  (const char           *program,
                                              GBytes               *letter,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char          *kin_decoder_read_words_finish (GAsyncResult         *result,
                                              GError              **error);

gboolean         kin_decoder_opens_letter       (const char           *kind);
void             kin_decoder_open_letter_async  (const char           *program,
                                                 GBytes               *document,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
KinDocumentFile *kin_decoder_open_letter_finish (GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinDrawnPages, kin_drawn_pages_free)

G_END_DECLS
