/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinReferenceStyle:
 * @KIN_REFERENCE_NONE: no `reference` at all: a display, an identifier, or nothing
 * @KIN_REFERENCE_RELATIVE: `Type/id`, with or without a version
 * @KIN_REFERENCE_ABSOLUTE: the same behind an http or https address
 * @KIN_REFERENCE_CONTAINED: `#id`
 * @KIN_REFERENCE_URN: `urn:…`, to be found among the addresses of a Bundle
 * @KIN_REFERENCE_ODD: anything else (a search, a path, an escape): it names nothing for sure
 */
typedef enum
{
  KIN_REFERENCE_NONE,
  KIN_REFERENCE_RELATIVE,
  KIN_REFERENCE_ABSOLUTE,
  KIN_REFERENCE_CONTAINED,
  KIN_REFERENCE_URN,
  KIN_REFERENCE_ODD,
} KinReferenceStyle;

/**
 * KinReference:
 *
 * What the text of a FHIR reference points at
 * (https://hl7.org/fhir/R4/references.html#literal). @type and @id are set for
 * relative and absolute ones, @base for absolute ones, @id for contained ones.
 */
typedef struct
{
  KinReferenceStyle style;
  char             *text;
  char             *base;
  char             *type;
  char             *id;
} KinReference;

/**
 * KinReferencePart:
 *
 * A part of a text where it stands, with no zero byte at its end; empty for none.
 */
typedef struct
{
  const char *start;
  gsize       length;
} KinReferencePart;

/**
 * KinReferenceView:
 *
 * What #KinReference says, borrowed from the text that it was read from: there are so many of
 * them that copies would cost more than everything else that is done with a page.
 */
typedef struct
{
  KinReferenceStyle style;
  KinReferencePart  text;
  KinReferencePart  base;
  KinReferencePart  type;
  KinReferencePart  id;
} KinReferenceView;

KinReference *kin_reference_new       (const char       *text);
KinReference *kin_reference_from_node (KinJsonNode       node);
void          kin_reference_free      (KinReference     *self);
char         *kin_reference_dup_key   (KinReference     *self);
void          kin_reference_view_text (KinReferenceView *self,
                                       const char       *text);
char         *kin_reference_view_node (KinReferenceView *self,
                                       KinJsonNode       node);
gboolean      kin_base_equals         (const char       *a,
                                       const char       *b);
KinJsonNode   kin_contained_find      (KinJsonNode       resource,
                                       const char       *id);

/**
 * kin_reference_part_equals:
 *
 * Returns: whether the part reads exactly like @text
 */
static inline gboolean
kin_reference_part_equals (KinReferencePart  self,
                           const char       *text)
{
  return self.length == strlen (text) && kin_json_same_text (self.start, text, self.length);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinReference, kin_reference_free)

G_END_DECLS
