/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-section"

#include "config.h"

#include "kin-section.h"

static const char *const section_ids[KIN_N_SECTIONS] = {
  [KIN_SECTION_NONE] = "none",
  [KIN_SECTION_RESULTS] = "results",
  [KIN_SECTION_SCANS] = "scans",
  [KIN_SECTION_MEASUREMENTS] = "measurements",
  [KIN_SECTION_MEDICINES] = "medicines",
  [KIN_SECTION_VACCINES] = "vaccines",
  [KIN_SECTION_CONDITIONS] = "conditions",
  [KIN_SECTION_ALLERGIES] = "allergies",
  [KIN_SECTION_VISITS] = "visits",
  [KIN_SECTION_DOCUMENTS] = "documents",
  [KIN_SECTION_MESSAGES] = "messages",
  [KIN_SECTION_APPOINTMENTS] = "appointments",
  [KIN_SECTION_BILLS] = "bills",
  [KIN_SECTION_INSURANCE] = "insurance",
  [KIN_SECTION_CARE_TEAM] = "care-team",
  [KIN_SECTION_OTHER] = "other",
};

G_DEFINE_ENUM_TYPE (KinSection, kin_section,
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_RESULTS, "results"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_SCANS, "scans"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_MEASUREMENTS, "measurements"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_MEDICINES, "medicines"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_VACCINES, "vaccines"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_CONDITIONS, "conditions"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_ALLERGIES, "allergies"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_VISITS, "visits"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_DOCUMENTS, "documents"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_MESSAGES, "messages"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_APPOINTMENTS, "appointments"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_BILLS, "bills"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_INSURANCE, "insurance"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_CARE_TEAM, "care-team"),
                    G_DEFINE_ENUM_VALUE (KIN_SECTION_OTHER, "other"))

/**
 * kin_section_get_id:
 * @section: a section
 *
 * Gets the word that names @section on a command line and in JSON.
 *
 * Returns: a lower-case word, never translated
 */
const char *
kin_section_get_id (KinSection section)
{
  g_return_val_if_fail (section < KIN_N_SECTIONS, section_ids[KIN_SECTION_OTHER]);

  return section_ids[section];
}

/**
 * kin_section_from_id:
 * @id: a word from kin_section_get_id()
 * @section: (out) (optional): the section, when there is one
 *
 * Finds the section that a word names.
 *
 * Returns: whether there is one
 */
gboolean
kin_section_from_id (const char *id,
                     KinSection *section)
{
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; i < KIN_N_SECTIONS; i++)
    {
      if (g_str_equal (section_ids[i], id))
        {
          if (section != NULL)
            *section = (KinSection) i;
          return TRUE;
        }
    }

  return FALSE;
}
