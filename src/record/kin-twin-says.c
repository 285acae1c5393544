/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin-says"

#include "config.h"

#include <string.h>

#include "kin-item-private.h"
#include "kin-medicine-codes.h"
#include "kin-path-private.h"
#include "kin-text.h"
#include "kin-twin-private.h"

gboolean
kin_twin_is_same_text (const char *one,
                       const char *other)
{
  g_autofree char *folded = one != NULL && other != NULL ? kin_text_fold (one) : NULL;
  g_autofree char *against = folded != NULL ? kin_text_fold (other) : NULL;

  return folded != NULL && g_str_equal (folded, against);
}

/* What is shown may say more than what is not, never less: else something would be lost. */
gboolean
kin_twin_says_text (const char *shown,
                    const char *text)
{
  return text == NULL || *text == '\0' || kin_twin_is_same_text (shown, text);
}

static gboolean
says_at (KinItem           *shown,
         KinItem           *item,
         const char *const *paths)
{
  g_auto (GStrv) here = kin_item_list_first (shown, paths);
  g_auto (GStrv) there = kin_item_list_first (item, paths);
  g_autofree char *words = here != NULL ? g_strjoinv ("\n", here) : g_strdup ("");
  g_autofree char *others = there != NULL ? g_strjoinv ("\n", there) : g_strdup ("");

  return kin_twin_says_text (words, others);
}

/* One mark means that there is nothing to be marked. */
static gboolean
says_flag (KinItem *shown,
           KinItem *item)
{
  const char *flag = kin_item_get_flag (item);

  return kin_twin_says_text (kin_item_get_flag (shown), flag) ||
         (kin_item_get_flag (shown) == NULL && g_str_equal (flag, "N"));
}

/* A line of a list has the beginning of a long answer, and four parts of many. */
static gboolean
says_value (KinItem *shown,
            KinItem *item)
{
  return says_at (shown, item, KIN_PATHS ("value[x]")) &&
         says_at (shown, item, KIN_PATHS ("component.code")) &&
         says_at (shown, item, KIN_PATHS ("component.value[x]")) &&
         says_at (shown, item, KIN_PATHS ("bodySite"));
}

static gboolean
says_directions (KinItem *shown,
                 KinItem *item)
{
  static const char *const parts[][5] = {
    { "dosageInstruction.text", "dosage.text", "dosageInstruction.patientInstruction",
      "dosage.patientInstruction", NULL },
    { "dosageInstruction.doseAndRate.dose[x]", "dosage.doseAndRate.dose[x]", "dosage.dose", NULL },
    { "dosageInstruction.route", "dosage.route", NULL },
    { "dosageInstruction.asNeeded[x]", "dosage.asNeeded[x]", NULL },
    { "dosageInstruction.timing.code", "dosage.timing.code", NULL },
    { "dosageInstruction.timing.repeat.frequency", "dosage.timing.repeat.frequency", NULL },
    { "dosageInstruction.timing.repeat.period", "dosage.timing.repeat.period", NULL },
    { "dosageInstruction.timing.repeat.periodUnit", "dosage.timing.repeat.periodUnit", NULL },
    { "dosageInstruction.timing.repeat.when", "dosage.timing.repeat.when", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!says_at (shown, item, parts[i]))
      return FALSE;

  return TRUE;
}

static gboolean
is_digit (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isdigit (c) || g_unichar_type (c) == G_UNICODE_OTHER_NUMBER;
}

/* Of a number, or a point before its digits. */
static gboolean
is_of_number (const char *at)
{
  return is_digit (at) || (*at != '\0' && strchr (".,/", *at) != NULL && is_digit (at + 1));
}

/* Of the word after it, such as mg/ml. */
static gboolean
is_of_unit (const char *at)
{
  return *at != '\0' && (g_unichar_isalpha (g_utf8_get_char (at)) || strchr ("%/", *at) != NULL);
}

/* Moves over what @is_of says, and returns where that ends. */
static const char *
take (const char  *at,
      gboolean   (*is_of) (const char *at),
      GString     *taken)
{
  const char *end = at;

  while (is_of (end))
    end = g_utf8_next_char (end);
  g_string_append_len (taken, at, end - at);

  return end;
}

/* The numbers in a name in their order, each as it is written and with the word after it: 10mg,
 * 12.5mg, 160/25mg. */
static char *
dup_numbers (KinItem *item)
{
  g_autofree char *title = kin_text_fold (kin_item_get_title (item));
  GString *numbers = g_string_new (NULL);
  const char *at = title;

  while (*at != '\0')
    if (is_of_number (at))
      {
        at = take (at, is_of_number, numbers);
        at = take (at + strspn (at, " "), is_of_unit, numbers);
        g_string_append_c (numbers, ' ');
      }
    else
      {
        at = g_utf8_next_char (at);
      }

  return g_string_free (numbers, FALSE);
}

/* Codes of what is in it, where a resource inside says so. */
static GStrv
list_parts (KinItem *item)
{
  const char *codes = kin_item_get_codes (item);
  GStrv parts = g_strsplit (codes != NULL ? codes : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!kin_medicine_codes_is_parts (parts[i]))
      parts[i][0] = '\0';

  return parts;
}

static gboolean
has_all (GStrv texts,
         GStrv wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    if (wanted[i][0] != '\0' && !g_strv_contains ((const char *const *) texts, wanted[i]))
      return FALSE;

  return TRUE;
}

/* A code may name no more than the substance: then only the name, or what is in it, says how
 * strong it is. */
static gboolean
says_strength (KinItem *shown,
               KinItem *item)
{
  g_autofree char *numbers = dup_numbers (shown);
  g_autofree char *others = dup_numbers (item);
  g_auto (GStrv) parts = list_parts (shown);
  g_auto (GStrv) of_other = list_parts (item);

  return (*others == '\0' || g_str_equal (numbers, others)) && has_all (parts, of_other);
}

/* Whoever reads only one of them must not miss the worse one. */
static gboolean
says_reaction (KinItem *shown,
               KinItem *item)
{
  return says_at (shown, item, KIN_PATHS ("criticality")) &&
         says_at (shown, item, KIN_PATHS ("reaction.severity")) &&
         says_at (shown, item, KIN_PATHS ("reaction.manifestation"));
}

/* Whether @shown says all that matters of @item, whatever they are seen to be the same by. */
gboolean
kin_twin_says (KinItem *shown,
               KinItem *item)
{
  if (!kin_twin_says_text (kin_item_get_status (shown), kin_item_get_status (item)) ||
      !says_flag (shown, item) ||
      /* That a clinic no longer shows it is not to be missed, nor that another one still does. */
      kin_item_has_mark (shown, KIN_ITEM_GONE) != kin_item_has_mark (item, KIN_ITEM_GONE))
    return FALSE;

  switch ((int) kin_item_get_section (shown))
    {
    case KIN_SECTION_VACCINES:
      return says_at (shown, item, KIN_PATHS ("lotNumber")) ||
             says_at (item, shown, KIN_PATHS ("lotNumber"));
    case KIN_SECTION_RESULTS:
    case KIN_SECTION_MEASUREMENTS:
      return says_value (shown, item);
    case KIN_SECTION_MEDICINES:
      return says_strength (shown, item) && says_directions (shown, item);
    case KIN_SECTION_ALLERGIES:
      return says_reaction (shown, item);
    default:
      return TRUE;
    }
}
