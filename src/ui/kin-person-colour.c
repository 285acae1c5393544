/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-colour"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-person-colour.h"

/* White on each of these is at least 7.5:1. Red and yellow mean something else. */
static const struct
{
  const char *css_class;
  const char *words;
} colours[KIN_N_COLOURS] = {
  { "kin-blue", N_("Blue, slanted stripes") },
  { "kin-teal", N_("Green-blue, lying stripes") },
  { "kin-violet", N_("Violet, two standing stripes") },
  { "kin-brown", N_("Brown, dots") },
  { "kin-berry", N_("Berry, rings") },
  { "kin-olive", N_("Olive, squares") },
  { "kin-slate", N_("Grey, one standing stripe") },
};

/**
 * kin_person_colour_get_words:
 *
 * Returns: colour and pattern, for people who see neither
 */
const char *
kin_person_colour_get_words (guint number)
{
  g_return_val_if_fail (number < KIN_N_COLOURS, NULL);

  return _(colours[number].words);
}

/**
 * kin_person_colour_get_class:
 * @id: (nullable): the name that is kept with a person
 *
 * Returns: (nullable): the style class that draws it
 */
const char *
kin_person_colour_get_class (const char *id)
{
  for (guint i = 0; i < KIN_N_COLOURS; i++)
    if (g_strcmp0 (kin_colours_get_id (i), id) == 0)
      return colours[i].css_class;

  return NULL;
}

/**
 * kin_person_get_class:
 *
 * Returns: the style class of a person's colour: the chosen one, else always the same one
 */
const char *
kin_person_get_class (KinPerson *person)
{
  const char *chosen;

  g_return_val_if_fail (KIN_IS_PERSON (person), NULL);

  chosen = kin_person_colour_get_class (kin_person_get_colour (person));

  return chosen != NULL
         ? chosen
         : colours[g_str_hash (kin_person_get_id (person)) % KIN_N_COLOURS].css_class;
}

/**
 * kin_person_get_initials:
 *
 * Returns: (transfer full): the first letters of the first two words of the name
 */
char *
kin_person_get_initials (KinPerson *person)
{
  g_auto (GStrv) words = g_strsplit (kin_person_get_name (person), " ", -1);
  g_autoptr (GString) initials = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL && g_utf8_strlen (initials->str, -1) < 2; i++)
    if (*words[i] != '\0')
      g_string_append_unichar (initials, g_unichar_toupper (g_utf8_get_char (words[i])));

  return g_string_free (g_steal_pointer (&initials), FALSE);
}
