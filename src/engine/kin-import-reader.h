/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"

G_BEGIN_DECLS

/* What is unpacked at most. */
#define KIN_IMPORT_MAX_ENTRIES 1000
#define KIN_IMPORT_MAX_ALL     100000
#define KIN_IMPORT_MAX_OUT     (500 * 1024 * 1024)
#define KIN_IMPORT_MAX_RATIO   100

/**
 * KinImportReader:
 *
 * Reads a file of FHIR JSON or NDJSON, plain, in gzip or in zip, piece by piece. Not for two
 * threads at once.
 */
typedef struct _KinImportReader KinImportReader;

KinImportReader *kin_import_reader_new            (GBytes           *bytes,
                                                   GError          **error);
void             kin_import_reader_free           (KinImportReader  *self);
void             kin_import_reader_collect        (KinImportReader  *self,
                                                   GPtrArray        *letters);
KinBundle       *kin_import_reader_next           (KinImportReader  *self,
                                                   GError          **error);
guint            kin_import_reader_get_bad        (KinImportReader  *self);
guint            kin_import_reader_get_left_out   (KinImportReader  *self);
const char      *kin_import_reader_get_media_type (KinImportReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinImportReader, kin_import_reader_free)

G_END_DECLS
