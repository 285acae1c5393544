/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

/* A scan of a thick folder fits; a film does not. */
#define KIN_LETTER_MAX_SIZE (100 * 1024 * 1024)

/**
 * KinLetter:
 * @name: what the file was called, without its ending; a label, never a path; "" without a name
 * @media_type: its kind, as kin_file_kind_find() finds it
 * @date: the FHIR date that it is kept under
 * @said: (nullable): the FHIR date that the person says it has
 * @id: FHIR id: the same bytes have the same one
 * @bytes: the file
 *
 * A file that is no record in itself: a letter as PDF, a photo of one, a page of text.
 */
typedef struct _KinLetter
{
  char       *name;
  const char *media_type;
  char       *date;
  char       *said;
  char       *id;
  GBytes     *bytes;
} KinLetter;

KinLetter  *kin_letter_new         (const char *name,
                                    gint64      seconds,
                                    GBytes     *bytes);
KinLetter  *kin_letter_new_of_item (KinItem    *item,
                                    GBytes     *bytes);
KinLetter  *kin_letter_new_of_note (const char *id,
                                    const char *note,
                                    GBytes     *bytes);
char       *kin_letter_to_note     (KinLetter  *self);
char       *kin_letter_dup_query   (KinLetter  *self);
void        kin_letter_free        (KinLetter  *self);
char       *kin_letter_dup_url     (KinLetter  *self);
GBytes     *kin_letter_to_resource (KinLetter  *self,
                                    const char *patient_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinLetter, kin_letter_free)

G_END_DECLS
