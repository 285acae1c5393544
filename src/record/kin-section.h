/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinSection:
 *
 * The part of the app an item belongs to. The numbers are stored in files: add
 * at the end, never change one.
 *
 * %KIN_SECTION_NONE: kept because other items point at it (a person, a place,
 * a provenance note); never in a list of its own.
 * %KIN_SECTION_OTHER: everything without a section of its own; shown under "Everything".
 */
typedef enum
{
  KIN_SECTION_NONE,
  KIN_SECTION_RESULTS,
  KIN_SECTION_SCANS,
  KIN_SECTION_MEASUREMENTS,
  KIN_SECTION_MEDICINES,
  KIN_SECTION_VACCINES,
  KIN_SECTION_CONDITIONS,
  KIN_SECTION_ALLERGIES,
  KIN_SECTION_VISITS,
  KIN_SECTION_DOCUMENTS,
  KIN_SECTION_MESSAGES,
  KIN_SECTION_APPOINTMENTS,
  KIN_SECTION_BILLS,
  KIN_SECTION_INSURANCE,
  KIN_SECTION_CARE_TEAM,
  KIN_SECTION_OTHER,
  KIN_N_SECTIONS,
} KinSection;

#define KIN_TYPE_SECTION (kin_section_get_type ())

GType       kin_section_get_type  (void) G_GNUC_CONST;
const char *kin_section_get_id    (KinSection  section);
gboolean    kin_section_from_id   (const char *id,
                                   KinSection *section);

G_END_DECLS
