/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-section-words"

#include "config.h"

#include <pango/pango.h>

#include "kin-section-words.h"

/* One name for each part, everywhere. */
static const struct
{
  KinSection  section;
  const char *words;
} names[] = {
  { KIN_SECTION_NONE, "Everything" },
  { KIN_SECTION_RESULTS, "Test results" },
  { KIN_SECTION_SCANS, "Scans and X-\342\201\240rays" },
  { KIN_SECTION_MEASUREMENTS, "Measurements" },
  { KIN_SECTION_MEDICINES, "Medicines" },
  { KIN_SECTION_VACCINES, "Vaccines" },
  { KIN_SECTION_CONDITIONS, "Health conditions" },
  { KIN_SECTION_ALLERGIES, "Allergies and reactions" },
  { KIN_SECTION_VISITS, "Past visits and notes" },
  { KIN_SECTION_DOCUMENTS, "Letters and documents" },
  { KIN_SECTION_MESSAGES, "Messages" },
  { KIN_SECTION_APPOINTMENTS, "Appointments" },
  { KIN_SECTION_BILLS, "Bills" },
  { KIN_SECTION_INSURANCE, "Insurance" },
  { KIN_SECTION_CARE_TEAM, "Care team" },
  { KIN_SECTION_OTHER, "Other entries" },
};

static void
test_names (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (names), ==, KIN_N_SECTIONS);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (kin_section_get_words (names[i].section), ==, names[i].words);
}

/* At 200 % on a narrow window names take two lines: none begins with a part of a word whose only
 * letter before the hyphen stays behind. */
static void
test_line_breaks (void)
{
  for (int i = 0; i < KIN_N_SECTIONS; i++)
    {
      const char *words = kin_section_get_words ((KinSection) i);
      glong n = g_utf8_strlen (words, -1) + 1;
      g_autofree PangoLogAttr *places = g_new0 (PangoLogAttr, (gsize) n);

      pango_get_log_attrs (words, -1, -1, pango_language_from_string ("en"), places, (int) n);
      for (glong k = 1; k + 1 < n; k++)
        if (places[k].is_line_break)
          g_assert_true (places[k - 1].is_white);
    }
}

/* Each has a drawing of its own; two alike could not be told apart without words. */
static void
test_drawings (void)
{
  for (int i = 0; i < KIN_N_SECTIONS; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (kin_section_get_icon ((KinSection) i), !=,
                       kin_section_get_icon ((KinSection) j));
}

/* Every part but the rest stands in one group, and in one only. */
static void
test_groups (void)
{
  guint seen[KIN_N_SECTIONS] = { 0 };

  for (guint i = 0; i < kin_section_get_n_groups (); i++)
    {
      g_assert_cmpstr (kin_section_get_group_words (i), !=, "");
      for (const KinSection *section = kin_section_get_group (i); *section != KIN_SECTION_NONE;
           section++)
        seen[*section]++;
    }

  for (int i = 0; i < KIN_N_SECTIONS; i++)
    g_assert_cmpuint (seen[i], ==, i == KIN_SECTION_NONE || i == KIN_SECTION_OTHER ? 0 : 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/section-words/names", test_names);
  g_test_add_func ("/ui/section-words/line-breaks", test_line_breaks);
  g_test_add_func ("/ui/section-words/drawings", test_drawings);
  g_test_add_func ("/ui/section-words/groups", test_groups);

  return g_test_run ();
}
