/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"

G_BEGIN_DECLS

/**
 * KinImportBinary:
 * @url: what a document calls it, such as "Binary/letter-1"
 * @media_type: (nullable): what it is
 * @bytes: (nullable): what is in it; %NULL when that is damaged
 *
 * A document that lies in a file of its own, beside the resource that names it.
 */
typedef struct
{
  char   *url;
  char   *media_type;
  GBytes *bytes;
} KinImportBinary;

GPtrArray *kin_import_binary_list (KinBundle       *bundle);
void       kin_import_binary_free (KinImportBinary *self);

G_END_DECLS
