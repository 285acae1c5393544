/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-colours"

#include "config.h"

#include "kin-colours.h"
#include "kin-person.h"

static const char * const ids[KIN_N_COLOURS] = {
  "blue", "teal", "violet", "brown", "berry", "olive", "slate",
};

/**
 * kin_colours_get_id:
 *
 * Returns: the name that is kept with a person
 */
const char *
kin_colours_get_id (guint number)
{
  g_return_val_if_fail (number < KIN_N_COLOURS, NULL);

  return ids[number];
}

static guint
count (GListModel *people,
       const char *id)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (people, i);

      n += g_strcmp0 (kin_person_get_colour (person), id) == 0;
    }

  return n;
}

/**
 * kin_colours_find_free:
 * @people: of one family
 *
 * Returns: the colour that the fewest of them have, so that two people are told apart without
 *   anybody's choice
 */
const char *
kin_colours_find_free (GListModel *people)
{
  const char *found = ids[0];

  g_return_val_if_fail (G_IS_LIST_MODEL (people), NULL);

  for (guint i = 1; i < KIN_N_COLOURS; i++)
    if (count (people, ids[i]) < count (people, found))
      found = ids[i];

  return found;
}
