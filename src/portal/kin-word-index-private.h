/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words, and in which of many numbered entries each stands, and how well that fits: its rank, of
 * which the least is the best. */
typedef struct _KinWordIndex KinWordIndex;

KinWordIndex *kin_word_index_new  (guint                n_ranks);
void          kin_word_index_free (KinWordIndex        *self);
void          kin_word_index_add  (KinWordIndex        *self,
                                   const char          *text,
                                   guint                entry,
                                   guint                rank);
void          kin_word_index_sort (KinWordIndex        *self);
guint8       *kin_word_index_rank (const KinWordIndex  *self,
                                   char               **words,
                                   guint                n_entries);

G_END_DECLS
