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

GSubprocess *kin_decoder_start       (const char          *program,
                                      const char * const  *words,
                                      int                  fd,
                                      GError             **error);
GError      *kin_decoder_explain_end (GSubprocess         *process);

void         kin_hatch_init          (KinHatch            *hatch,
                                      GSubprocess         *process,
                                      GCancellable        *cancellable);
gssize       kin_hatch_read          (KinHatch            *hatch,
                                      void                *bytes,
                                      gsize                length);
void         kin_hatch_close         (KinHatch            *hatch,
                                      GSubprocess         *process);

G_END_DECLS
