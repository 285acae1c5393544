/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-medicine-codes"

#include "config.h"

#include "kin-coding.h"
#include "kin-medicine-codes.h"

/* More than that is in no medicine, and nothing is compared by a part of what is in it. */
#define MOST_INGREDIENTS 32

/* How a code of all that is in a medicine begins; the system of that follows. */
#define PARTS "in:"

/* A number reads the same however it is written: 10 and 10.0. */
static char *
dup_quantity (KinJsonNode node)
{
  g_autofree char *number = kin_json_node_dup_number (kin_json_node_get (node, "value"));
  g_autofree char *code = kin_json_node_dup_string (kin_json_node_get (node, "code"));
  g_autofree char *unit = kin_json_node_dup_string (kin_json_node_get (node, "unit"));
  g_autofree char *folded = NULL;
  char plain[G_ASCII_DTOSTR_BUF_SIZE];

  if (number == NULL || kin_json_node_exists (kin_json_node_get (node, "comparator")))
    return NULL;

  folded = g_ascii_strdown (code != NULL ? code : unit != NULL ? unit : "", -1);
  g_ascii_formatd (plain, sizeof plain, "%.12g", g_ascii_strtod (number, NULL));

  return g_strconcat (plain, folded, NULL);
}

/* https://hl7.org/fhir/R4/medication-definitions.html#Medication.ingredient.strength */
static char *
dup_strength (KinJsonNode ratio)
{
  KinJsonNode denominator = kin_json_node_get (ratio, "denominator");
  g_autofree char *amount = dup_quantity (kin_json_node_get (ratio, "numerator"));
  g_autofree char *in = kin_json_node_exists (denominator) ? dup_quantity (denominator)
                                                           : g_strdup ("1");

  return amount != NULL && in != NULL ? g_strconcat (amount, "/", in, NULL) : NULL;
}

static const char *
find_code (GPtrArray  *codings,
           const char *system)
{
  for (guint i = 0; i < codings->len; i++)
    {
      const KinCoding *coding = g_ptr_array_index (codings, i);

      if (coding->code != NULL && g_strcmp0 (coding->system, system) == 0)
        return coding->code;
    }

  return NULL;
}

/* A substance by its code in one system, and how much of it is there; NULL unless both are said. */
static char *
dup_part (KinJsonNode  ingredient,
          const char  *system)
{
  g_autoptr (GPtrArray) codings =
    kin_coding_list (kin_json_node_get (ingredient, "itemCodeableConcept"));
  const char *code = find_code (codings, system);
  g_autofree char *strength = dup_strength (kin_json_node_get (ingredient, "strength"));

  return code != NULL && strength != NULL ? g_strconcat (code, "*", strength, NULL) : NULL;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* All that is in it, in one order, whatever the order of the clinic; NULL when not all is said. */
static char *
dup_parts (KinJsonNode  ingredients,
           const char  *system)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  KinJsonIter iter;
  KinJsonNode ingredient;

  kin_json_iter_init (&iter, ingredients);
  while (kin_json_iter_next (&iter, NULL, &ingredient))
    {
      char *part = dup_part (ingredient, system);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
    }

  g_ptr_array_sort (parts, compare_parts);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv ("+", (char **) parts->pdata);
}

/* Of a tablet and of a syrup with the same in it, each is another medicine. */
static char *
dup_form (KinJsonNode form)
{
  g_autoptr (GPtrArray) codings = kin_coding_list (form);
  const KinCoding *first = codings->len > 0 ? g_ptr_array_index (codings, 0) : NULL;
  char *text = kin_json_node_dup_string (kin_json_node_get (form, "text"));

  if (first == NULL || first->code == NULL)
    return text != NULL ? text : g_strdup ("");

  g_free (text);

  return g_strdup (first->code);
}

static void
append_parts (KinJsonNode  medicine,
              const char  *system,
              GString     *codes)
{
  g_autofree char *parts = dup_parts (kin_json_node_get (medicine, "ingredient"), system);
  g_autofree char *form = dup_form (kin_json_node_get (medicine, "form"));
  g_autofree char *code = NULL;

  if (parts == NULL)
    return;

  code = g_strdup_printf (PARTS "%s|%s:%s", system, form, parts);
  g_strdelimit (code, " \t\r\n\f\v", '_');
  if (codes->len > 0)
    g_string_append_c (codes, ' ');
  g_string_append (codes, code);
}

/**
 * kin_medicine_codes_append:
 * @medicine: a Medication, or anything else
 * @codes: text to add to
 *
 * Adds the codes by which two medicines are the same: those of kin_coding_append() for the
 * medicine itself; and for each system in which all that is in it has a code and a strength,
 * one code for all of that together. One substance of two, or a substance of which nobody says
 * how much, says nothing about the medicine.
 */
void
kin_medicine_codes_append (KinJsonNode  medicine,
                           GString     *codes)
{
  KinJsonNode ingredients = kin_json_node_get (medicine, "ingredient");
  g_autoptr (GPtrArray) codings = NULL;

  g_return_if_fail (codes != NULL);

  kin_coding_append (kin_json_node_get (medicine, "code"), codes);
  if (kin_json_node_get_type (ingredients) != KIN_JSON_ARRAY ||
      kin_json_node_get_length (ingredients) == 0 ||
      kin_json_node_get_length (ingredients) > MOST_INGREDIENTS)
    return;

  codings = kin_coding_list (kin_json_node_get (kin_json_node_at (ingredients, 0),
                                                "itemCodeableConcept"));
  for (guint i = 0; i < codings->len && i < MOST_INGREDIENTS; i++)
    {
      const KinCoding *coding = g_ptr_array_index (codings, i);

      if (coding->system != NULL && *coding->system != '\0')
        append_parts (medicine, coding->system, codes);
    }
}

/**
 * kin_medicine_codes_is_parts:
 * @code: one of the codes of kin_medicine_codes_append()
 *
 * Returns: whether it is that of all that is in a medicine, with how much of it
 */
gboolean
kin_medicine_codes_is_parts (const char *code)
{
  return g_str_has_prefix (code, PARTS);
}
