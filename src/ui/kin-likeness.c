/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-likeness"

#include "config.h"

#include "kin-likeness.h"

/* Two people of one family whose records could be taken for each other: twins, a mother and a
 * daughter of one name. */

/* The first name without marks and capitals: "Ana" and "Aná" look the same in a hurry. */
static char *
dup_first_name (const char *name)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (name, NULL, NULL);

  return g_strdup (words[0]);
}

/**
 * kin_names_are_alike:
 * @one: (nullable): a name
 * @other: (nullable): a name
 *
 * Returns: whether both begin with the same first name
 */
gboolean
kin_names_are_alike (const char *one,
                     const char *other)
{
  g_autofree char *first = one != NULL ? dup_first_name (one) : NULL;
  g_autofree char *second = other != NULL ? dup_first_name (other) : NULL;

  return first != NULL && g_strcmp0 (first, second) == 0;
}

/**
 * kin_person_has_alike:
 * @people: (element-type KinPerson): the family
 *
 * Returns: whether somebody else in the family has the same first name or birth date, so that
 *   the birth date has to be seen wherever @person is named
 */
gboolean
kin_person_has_alike (KinPerson  *person,
                      GListModel *people)
{
  const char *born = kin_person_get_birth_date (person);
  guint n_people = g_list_model_get_n_items (people);

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) other = g_list_model_get_item (people, i);

      if (other == person)
        continue;
      if (kin_names_are_alike (kin_person_get_name (person), kin_person_get_name (other)) ||
          (born != NULL && g_strcmp0 (born, kin_person_get_birth_date (other)) == 0))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_person_dup_short_name:
 * @people: (nullable) (element-type KinPerson): the family
 *
 * For where others may look on: the title of the window is seen beside those of other programs.
 *
 * Returns: (transfer full): the first name of @person; the whole one where somebody else could be
 *   meant
 */
char *
kin_person_dup_short_name (KinPerson  *person,
                           GListModel *people)
{
  const char *name = kin_person_get_name (person);
  g_auto (GStrv) words = g_strsplit_set (name, " ", 2);

  if (people == NULL || words[0] == NULL || kin_person_has_alike (person, people))
    return g_strdup (name);

  return g_strdup (words[0]);
}
