/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-section-words"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kin-section-words.h"

static const struct
{
  const char *words;
  const char *icon;
} sections[KIN_N_SECTIONS] = {
  [KIN_SECTION_NONE] = { N_("Everything"), "kin-everything-symbolic" },
  [KIN_SECTION_RESULTS] = { N_("Test results"), "kin-results-symbolic" },
  [KIN_SECTION_SCANS] = { N_("Scans and X-rays"), "kin-scans-symbolic" },
  /* Translators: blood pressure, weight, temperature and the like. */
  [KIN_SECTION_MEASUREMENTS] = { N_("Measurements"), "kin-measurements-symbolic" },
  [KIN_SECTION_MEDICINES] = { N_("Medicines"), "kin-medicines-symbolic" },
  [KIN_SECTION_VACCINES] = { N_("Vaccines"), "kin-vaccines-symbolic" },
  [KIN_SECTION_CONDITIONS] = { N_("Health conditions"), "kin-conditions-symbolic" },
  [KIN_SECTION_ALLERGIES] = { N_("Allergies and reactions"), "kin-allergies-symbolic" },
  [KIN_SECTION_VISITS] = { N_("Past visits and notes"), "kin-visits-symbolic" },
  [KIN_SECTION_DOCUMENTS] = { N_("Letters and documents"), "kin-documents-symbolic" },
  [KIN_SECTION_MESSAGES] = { N_("Messages"), "kin-messages-symbolic" },
  [KIN_SECTION_APPOINTMENTS] = { N_("Appointments"), "kin-appointments-symbolic" },
  [KIN_SECTION_BILLS] = { N_("Bills"), "kin-bills-symbolic" },
  [KIN_SECTION_INSURANCE] = { N_("Insurance"), "kin-insurance-symbolic" },
  [KIN_SECTION_CARE_TEAM] = { N_("Care team"), "kin-care-team-symbolic" },
  [KIN_SECTION_OTHER] = { N_("Other entries"), "kin-other-symbolic" },
};

/* In "X-rays", a letter and a hyphen would stand alone at the end of a line. A word joiner, which
 * is neither seen nor heard, keeps them with the rest. */
#define JOINER "\342\201\240"

static const char *
keep_together (const char *words)
{
  g_autoptr (GString) joined = NULL;
  const char *hyphen = strchr (words, '-');

  if (hyphen == NULL || hyphen == words || (hyphen - words > 1 && hyphen[-2] != ' '))
    return words;

  joined = g_string_new (words);
  g_string_insert (joined, hyphen + 1 - words, JOINER);

  return g_intern_string (joined->str);
}

/**
 * kin_section_get_words:
 *
 * Returns: the one name that the section has everywhere; %KIN_SECTION_NONE is all of them
 */
const char *
kin_section_get_words (KinSection section)
{
  g_return_val_if_fail (section < KIN_N_SECTIONS, "");

  return keep_together (_(sections[section].words));
}

/**
 * kin_section_get_icon:
 *
 * Returns: the name of its drawing
 */
const char *
kin_section_get_icon (KinSection section)
{
  g_return_val_if_fail (section < KIN_N_SECTIONS, "");

  return sections[section].icon;
}

/* The order of the map: what people look for first comes first. */
static const struct
{
  const char *title;
  KinSection  sections[10];        /* the last one is KIN_SECTION_NONE */
} groups[] = {
  { N_("Your health"),
    { KIN_SECTION_RESULTS, KIN_SECTION_SCANS, KIN_SECTION_MEASUREMENTS, KIN_SECTION_MEDICINES,
      KIN_SECTION_VACCINES, KIN_SECTION_CONDITIONS, KIN_SECTION_ALLERGIES, KIN_SECTION_VISITS,
      KIN_SECTION_DOCUMENTS } },
  { N_("Get care"), { KIN_SECTION_MESSAGES, KIN_SECTION_APPOINTMENTS, KIN_SECTION_CARE_TEAM } },
  { N_("Money"), { KIN_SECTION_BILLS, KIN_SECTION_INSURANCE } },
};

/**
 * kin_entries_to_words:
 *
 * Returns: (transfer full): how many things a section, a file or a search holds: "12 entries"
 */
char *
kin_entries_to_words (guint64 n_entries)
{
  /* Translators: how many things a section, a file or a search holds. */
  return g_strdup_printf (g_dngettext (NULL, "%u entry", "%u entries", (gulong) n_entries),
                          (guint) n_entries);
}

/**
 * kin_section_get_n_groups:
 *
 * Returns: into how many groups the sections are sorted
 */
guint
kin_section_get_n_groups (void)
{
  return G_N_ELEMENTS (groups);
}

/**
 * kin_section_get_group_words:
 *
 * Returns: the heading over a group of sections
 */
const char *
kin_section_get_group_words (guint group)
{
  g_return_val_if_fail (group < G_N_ELEMENTS (groups), "");

  return _(groups[group].title);
}

/**
 * kin_section_get_group:
 *
 * Returns: (array zero-terminated=1): the sections of a group, in order; %KIN_SECTION_NONE ends
 *   them
 */
const KinSection *
kin_section_get_group (guint group)
{
  g_return_val_if_fail (group < G_N_ELEMENTS (groups), NULL);

  return groups[group].sections;
}
