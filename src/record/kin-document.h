/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_DOCUMENT (kin_document_get_type ())

/**
 * KinDocument:
 *
 * A letter or document
 * (DocumentReference, Composition, DiagnosticReport).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinDocument, kin_document, KIN, DOCUMENT, KinItem)

char      *kin_document_dup_kind_of_document (KinDocument *self);
char      *kin_document_dup_description      (KinDocument *self);
char      *kin_document_dup_author           (KinDocument *self);
char      *kin_document_dup_clinic           (KinDocument *self);
char      *kin_document_dup_filed            (KinDocument *self);
GPtrArray *kin_document_list_files           (KinDocument *self);

G_END_DECLS
