/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-years"

#include "config.h"

#include "kin-item.h"
#include "kin-time.h"
#include "kin-years.h"

/* The year of an entry, or 0. */
static int
year_at (GListModel *items,
         guint       position)
{
  g_autoptr (KinItem) item = g_list_model_get_item (items, position);
  KinTime time;

  if (item == NULL || kin_item_get_date (item) == NULL ||
      !kin_time_parse (kin_item_get_date (item), &time))
    return 0;

  return time.year;
}

/* Where the entries of the year that begins at @begin end: of a long list few are looked at. */
static guint
find_end (GListModel *items,
          guint       begin,
          int         year)
{
  guint inside = begin;
  guint end = g_list_model_get_n_items (items);

  while (end - inside > 1)
    {
      guint middle = inside + (end - inside) / 2;

      if (year_at (items, middle) == year)
        inside = middle;
      else
        end = middle;
    }

  return end;
}

/**
 * kin_years_of_list:
 * @items: (element-type KinItem): newest first, and what has no date last
 *
 * Returns: (transfer full) (element-type int): each year that has entries, newest first
 */
GArray *
kin_years_of_list (GListModel *items)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));
  guint begin = 0;
  int year;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), years);

  while ((year = year_at (items, begin)) > 0)
    {
      g_array_append_val (years, year);
      begin = find_end (items, begin, year);
    }

  return years;
}
