/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinQuantity:
 *
 * A measured amount as the clinic sent it
 * (https://hl7.org/fhir/R4/datatypes.html#Quantity). @value keeps its digits;
 * any part may be %NULL.
 */
typedef struct
{
  char *comparator;
  char *value;
  char *unit;
  char *system;
  char *code;
} KinQuantity;

KinQuantity *kin_quantity_new      (KinJsonNode  node);
void         kin_quantity_free     (KinQuantity *self);
char        *kin_quantity_dup_text (KinJsonNode  node);
KinJsonNode  kin_choice_find       (KinJsonNode  object,
                                    const char  *prefix,
                                    gsize        length);
KinJsonNode  kin_value_find        (KinJsonNode  object,
                                    const char  *prefix);
gboolean     kin_amount_append     (GString     *line,
                                    KinJsonNode  value);
char        *kin_amount_dup_text   (KinJsonNode  value);
gboolean     kin_value_append      (GString     *line,
                                    KinJsonNode  value);
char        *kin_value_dup_text    (KinJsonNode  value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinQuantity, kin_quantity_free)

G_END_DECLS
