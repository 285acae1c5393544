/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-database-private.h"

G_BEGIN_DECLS

/* Reads for the main thread, on a thread of its own: rows of lists are wanted at once, and a disk
 * that is slow or asleep must not make the window stand still. */
typedef struct _KinRowReader KinRowReader;

/**
 * KinRowQuestion:
 * @read: called on the reader's thread, with @wanted; nobody wants the rest when @ending is
 *   cancelled
 * @wanted: (nullable): what is to be read
 * @free_wanted: (nullable): for @wanted
 * @free_answer: for what @read returns
 * @late: (nullable): called on the main thread with an answer that nobody waited for
 * @owner: (nullable): for @late; held until then
 */
typedef struct
{
  gpointer       (* read) (KinDatabase  *database,
                           gpointer      wanted,
                           GCancellable *ending);
  gpointer       wanted;
  GDestroyNotify free_wanted;
  GDestroyNotify free_answer;

  void           (* late) (GObject     *owner,
                           gpointer     wanted,
                           gpointer     answer);
  GObject       *owner;
} KinRowQuestion;

KinRowReader *kin_row_reader_new (KinDatabase    *database);
void          kin_row_reader_end (KinRowReader   *self);
gpointer      kin_row_reader_ask (KinRowReader   *self,
                                  KinRowQuestion  asked,
                                  gboolean       *is_late);

G_END_DECLS
