/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_VISIT (kin_visit_get_type ())

/**
 * KinVisit:
 *
 * A visit, a stay, something that was done there, or the note about it
 * (Encounter, Procedure, DocumentReference, DiagnosticReport).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinVisit, kin_visit, KIN, VISIT, KinItem)

char      *kin_visit_dup_start      (KinVisit *self);
char      *kin_visit_dup_end        (KinVisit *self);
char      *kin_visit_dup_manner     (KinVisit *self);
char      *kin_visit_dup_reason     (KinVisit *self);
char      *kin_visit_dup_place      (KinVisit *self);
char      *kin_visit_dup_clinic     (KinVisit *self);
GStrv      kin_visit_list_people    (KinVisit *self);
GStrv      kin_visit_list_diagnoses (KinVisit *self);
char      *kin_visit_dup_outcome    (KinVisit *self);
GStrv      kin_visit_list_notes     (KinVisit *self);
GPtrArray *kin_visit_list_files     (KinVisit *self);

G_END_DECLS
