/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-years"

#include "config.h"

#include "kin-item.h"
#include "kin-summary.h"
#include "kin-years.h"

#define MOST 8
#define MANY 300

/* The dates of a list, and the years that are offered of it. */
static const struct
{
  const char *dates[MOST];
  const char *years;
} cases[] = {
  { { NULL }, "" },
  { { "2024-05-03" }, "2024" },
  { { "2024-05-03", "2024", "2023-12-31T23:59:00-05:00", "2019-02" }, "2024 2023 2019" },
  /* What has no date stands at the end. */
  { { "2024-05-03", "2019-02", "", "" }, "2024 2019" },
  { { "", "" }, "" },
};

static void
add (GListStore *items,
     const char *date)
{
  KinSummary summary = { 0 };
  g_autoptr (KinItem) item = NULL;

  summary.type = (char *) "Condition";
  summary.id = (char *) "i";
  summary.title = (char *) "Gout";
  summary.date = *date != '\0' ? (char *) date : NULL;
  item = kin_item_new (1, "s", &summary, 0, NULL);
  g_list_store_append (items, item);
}

static char *
years_to_words (GListStore *items)
{
  g_autoptr (GArray) years = kin_years_of_list (G_LIST_MODEL (items));
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < years->len; i++)
    g_string_append_printf (words, "%s%d", i > 0 ? " " : "", g_array_index (years, int, i));

  return g_strdup (words->str);
}

static void
test_years (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GListStore) items = g_list_store_new (KIN_TYPE_ITEM);
      g_autofree char *words = NULL;

      for (guint k = 0; k < MOST && cases[i].dates[k] != NULL; k++)
        add (items, cases[i].dates[k]);
      words = years_to_words (items);
      g_assert_cmpstr (words, ==, cases[i].years);
    }
}

/* Many of one year, one of the next, and more without a date than with one. */
static void
test_long_list (void)
{
  g_autoptr (GListStore) items = g_list_store_new (KIN_TYPE_ITEM);
  g_autofree char *words = NULL;

  for (guint i = 0; i < MANY; i++)
    add (items, "2024-05-03");
  add (items, "2020-01-01");
  for (guint i = 0; i < MANY; i++)
    add (items, "");

  words = years_to_words (items);
  g_assert_cmpstr (words, ==, "2024 2020");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/years/of-a-list", test_years);
  g_test_add_func ("/ui/years/of-a-long-list", test_long_list);

  return g_test_run ();
}
