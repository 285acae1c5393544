/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinCoding:
 *
 * One code of a concept as the clinic sent it
 * (https://hl7.org/fhir/R4/datatypes.html#Coding). Any part may be %NULL.
 */
typedef struct
{
  char *system;
  char *code;
  char *display;
} KinCoding;

void       kin_coding_free      (KinCoding                *self);
GPtrArray *kin_coding_list      (KinJsonNode               concept);
gboolean   kin_coding_has       (KinJsonNode               concept,
                                 const char               *code);
guint      kin_coding_find_list (KinJsonNode               concept,
                                 const char *const *const *lists,
                                 guint                     n_lists);
void       kin_coding_append    (KinJsonNode               concept,
                                 GString                  *codes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinCoding, kin_coding_free)

G_END_DECLS
