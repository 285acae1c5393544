/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-section.h"
#include "kin-json.h"

G_BEGIN_DECLS

/* In the place of a flag: the resource holds a modifier that is not known here, so that what it
 * says may be the opposite (https://hl7.org/fhir/R4/extensibility.html#modifierExtension). */
#define KIN_FLAG_NOT_KNOWN "?"

/* By which rules summaries are made, and letters inside entries are found: to be raised with every
 * change to what one says, so that what was read by older rules is read anew. */
#define KIN_SUMMARY_VERSION 3

/* Behind the name of a resource that gives its codes alone. */
#define KIN_NAMED_BY_CODES "#codes"

/**
 * KinSummary:
 *
 * What a list shows of one resource, read from it once: the store keeps these
 * as columns. Text is what the clinic wrote, in no language of ours.
 *
 * @type: FHIR resource type; @id: its id, of any length
 * @section: where it is listed
 * @title: `text`, else the best `display`, else the code; never a URL, never NULL
 * @subtitle: (nullable): the second line (a value with its unit, a dose, a status reason)
 * @date: (nullable): the date as sent, from the element that says when it happened
 * @date_key: (nullable): sorts as text in the order of time; see kin_time_to_key()
 * @status: (nullable): the FHIR status code, trimmed
 * @codes: (nullable): `system|code` of each coding, separated by a space
 * @flag: (nullable): the code, or the words, by which the clinic marked it or a part of it, or
 *   %KIN_FLAG_NOT_KNOWN
 * @patient: (nullable): the reference to the patient as sent
 * @words: text for search (title, displays, values, notes), a line each, not folded
 * @has_name: @title is in words that were found, and not a code or the type
 * @hidden: entered in error: kept, and not listed
 * @named_by: (nullable): `Type/id` of the resource that has the name, such as
 *   `Medication/7`, when @title could not be found here; its title is the title, and the codes
 *   of a medicine are the codes. With %KIN_NAMED_BY_CODES behind it, the title is found
 * @updated: (nullable): `meta.lastUpdated` as sent, to tell which of two is newer
 *
 * The title has memory of its own, for when another one is found for it. All other texts
 * stand behind the summary, in the same piece of memory.
 */
typedef struct _KinSummary
{
  char       *type;
  char       *id;
  KinSection  section;
  char       *title;
  char       *subtitle;
  char       *date;
  char       *date_key;
  char       *status;
  char       *codes;
  char       *flag;
  char       *patient;
  char       *words;
  gboolean    has_name;
  gboolean    hidden;
  char       *named_by;
  char       *updated;
} KinSummary;

KinSummary *kin_summary_new  (KinJsonNode        resource,
                              GError           **error);
KinSummary *kin_summary_copy (const KinSummary  *self);
void        kin_summary_free (KinSummary        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSummary, kin_summary_free)

G_END_DECLS
