/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-no-dictionary"

#include <stddef.h>
#include <zdict.h>

/* Stands in the place of the library's: no dictionary can be made, and without
 * one the store keeps each body as it came. What is measured then is the record
 * without compression, with no setting for it in the store. */
size_t
ZDICT_finalizeDictionary (void              *content,
                          size_t             capacity,
                          const void        *chosen,
                          size_t             chosen_length,
                          const void        *samples,
                          const size_t      *sample_lengths,
                          unsigned           n_samples,
                          ZDICT_params_t     parameters)
{
  /* Every error is a small number below zero. */
  return (size_t) -1;
}
