/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-decoder.h"

G_BEGIN_DECLS

/**
 * KinHatch:
 *
 * The pipe through which things come out of the sandbox, and how long it may take.
 */
typedef struct
{
  int           fd;
  GCancellable *cancellable;
  gint64        deadline;
  gboolean      ended;
} KinHatch;

/* Returns: (nullable): what came, or %NULL when anything is not as it should be. */
typedef gpointer (*KinHatchRead) (KinHatch   *hatch,
                                  const void *request);

gpointer  kin_decoder_run           (const char           *program,
                                     const char * const   *words,
                                     int                   fd,
                                     KinHatchRead          read,
                                     const void           *request,
                                     GDestroyNotify        free_func,
                                     GCancellable         *cancellable,
                                     GError              **error);
int       kin_decoder_put_in_memory (GBytes               *bytes);
gssize    kin_hatch_read            (KinHatch             *hatch,
                                     void                 *bytes,
                                     gsize                 length);

G_END_DECLS
