/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinField:
 * @name: the FHIR element names that lead to it, in words: `Dosage instruction, text`
 * @value: what stands there, as it was sent
 *
 * One line of the plain form in which any resource can be shown.
 */
typedef struct
{
  char *name;
  char *value;
} KinField;

GPtrArray *kin_field_list (KinJsonNode  resource);
void       kin_field_free (KinField    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinField, kin_field_free)

G_END_DECLS
