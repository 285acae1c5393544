/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-range-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-range-words.h"
#include "kin-text.h"

/* Amounts and ranges as people read them: the digits and units as they were sent, the signs
 * between them in words. */

static const struct
{
  const char *comparator;
  const char *words;
} comparators[] = {
  /* Translators: %s is an amount with its unit. */
  { "<", N_("less than %s") },
  /* Translators: %s is an amount with its unit. */
  { "<=", N_("%s or less") },
  /* Translators: %s is an amount with its unit. */
  { ">", N_("more than %s") },
  /* Translators: %s is an amount with its unit. */
  { ">=", N_("%s or more") },
};

static char *
fill (const char *words,
      const char *amount)
{
  g_auto (GStrv) halves = g_strsplit (words, "%s", 2);

  return g_strjoinv (amount, halves);
}

/**
 * kin_amount_to_words:
 * @amount: a Quantity (https://hl7.org/fhir/R4/datatypes.html#Quantity)
 *
 * Returns: (transfer full) (nullable): such as "less than 0.10 mmol/L"
 */
char *
kin_amount_to_words (KinJsonNode amount)
{
  g_autoptr (KinQuantity) quantity = kin_quantity_new (amount);
  g_autofree char *text = kin_quantity_dup_text (amount);
  g_autofree char *safe = NULL;

  if (quantity == NULL || text == NULL)
    return NULL;
  if (quantity->comparator == NULL)
    return kin_text_isolate (text);

  safe = kin_text_isolate (text + strlen (quantity->comparator));
  for (guint i = 0; i < G_N_ELEMENTS (comparators); i++)
    if (g_str_equal (comparators[i].comparator, quantity->comparator))
      return fill (_(comparators[i].words), safe);

  return kin_text_isolate (text);
}

/* Only a litre may be written with either letter; "mg" and "Mg" are not the same. */
static gboolean
is_litre (const char *unit,
          gsize       at)
{
  char before = at > 0 ? unit[at - 1] : '/';
  char after = unit[at + 1];

  return (unit[at] == 'l' || unit[at] == 'L') && strchr ("/ mdcunpf", before) != NULL &&
         (after == '\0' || after == '/' || after == ' ');
}

/* The micro sign, the Greek letter and the "u" of those who have neither. */
static char *
dup_plain_micro (const char *unit)
{
  g_autoptr (GString) plain = g_string_new (unit);

  g_string_replace (plain, "µ", "u", 0);
  g_string_replace (plain, "μ", "u", 0);

  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
is_same_spelling (const char *first,
                  const char *second)
{
  g_autofree char *one = first != NULL ? dup_plain_micro (first) : NULL;
  g_autofree char *other = second != NULL ? dup_plain_micro (second) : NULL;

  if (one == NULL || other == NULL)
    return one == other;
  if (strlen (one) != strlen (other))
    return FALSE;

  for (gsize i = 0; one[i] != '\0'; i++)
    if (one[i] != other[i] && !(is_litre (one, i) && is_litre (other, i)))
      return FALSE;

  return TRUE;
}

/**
 * kin_units_are_same:
 *
 * Returns: whether the numbers can be compared as they are
 */
gboolean
kin_units_are_same (const KinQuantity *one,
                    const KinQuantity *other)
{
  if (one->code != NULL && other->code != NULL)
    return g_strcmp0 (one->code, other->code) == 0 && g_strcmp0 (one->system, other->system) == 0;

  return is_same_spelling (one->unit, other->unit);
}

/**
 * kin_span_to_words:
 * @low: a Quantity, or nothing
 * @high: a Quantity, or nothing
 *
 * Returns: (transfer full) (nullable): such as "3.5 to 5.1 mmol/L", with one unit for both
 *   where it is one, or "up to 5.6 %"
 */
char *
kin_span_to_words (KinJsonNode low,
                   KinJsonNode high)
{
  g_autoptr (KinQuantity) least = kin_quantity_new (low);
  g_autoptr (KinQuantity) most = kin_quantity_new (high);
  g_autofree char *from = kin_amount_to_words (low);
  g_autofree char *to = kin_amount_to_words (high);

  if (from == NULL && to == NULL)
    return NULL;
  if (from == NULL)
    /* Translators: the highest value of a range that has no lowest. */
    return fill (C_("range", "up to %s"), to);
  if (to == NULL)
    /* Translators: the lowest value of a range that has no highest. */
    return fill (C_("range", "%s or more"), from);
  if (least->comparator == NULL && g_strcmp0 (least->unit, most->unit) == 0 &&
      g_strcmp0 (least->code, most->code) == 0)
    {
      g_free (from);
      from = kin_text_isolate (least->value);
    }

  /* Translators: the lowest and the highest value of a range. */
  return g_strdup_printf (_("%1$s to %2$s"), from, to);
}

static void
add_texts (GPtrArray   *texts,
           KinJsonNode  concepts)
{
  KinJsonNode concept;
  KinJsonIter iter;

  kin_json_iter_init (&iter, concepts);
  while (kin_json_iter_next (&iter, NULL, &concept))
    {
      char *text = kin_value_dup_text (concept);

      if (text != NULL)
        g_ptr_array_add (texts, text);
    }
}

/* "Girls, 12 to 17 years", or nothing for everybody. */
static char *
whom_to_words (KinJsonNode range)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  KinJsonNode age = kin_json_node_get (range, "age");
  char *type = kin_value_dup_text (kin_json_node_get (range, "type"));
  char *years = kin_span_to_words (kin_json_node_get (age, "low"),
                                   kin_json_node_get (age, "high"));

  if (type != NULL)
    g_ptr_array_add (texts, type);
  add_texts (texts, kin_json_node_get (range, "appliesTo"));
  if (years != NULL)
    g_ptr_array_add (texts, years);
  g_ptr_array_add (texts, NULL);

  return texts->len > 1 ? g_strjoinv (", ", (char **) texts->pdata) : NULL;
}

static char *
range_to_words (KinJsonNode range)
{
  g_autofree char *written = kin_json_node_dup_string (kin_json_node_get (range, "text"));
  g_autofree char *span = kin_span_to_words (kin_json_node_get (range, "low"),
                                             kin_json_node_get (range, "high"));
  g_autofree char *whom = whom_to_words (range);
  const char *words = written != NULL ? written : span;

  if (words == NULL || whom == NULL)
    return g_strdup (words);

  /* Translators: a range, and for whom it is, as the lab wrote them. */
  return g_strdup_printf (_("%1$s (%2$s)"), words, whom);
}

/**
 * kin_range_list_words:
 * @ranges: Observation.referenceRange
 *
 * Returns: (transfer full): each range that was sent, and for whom it is
 */
GStrv
kin_range_list_words (KinJsonNode ranges)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  KinJsonNode range;
  KinJsonIter iter;

  kin_json_iter_init (&iter, ranges);
  while (kin_json_iter_next (&iter, NULL, &range))
    {
      g_autofree char *words = range_to_words (range);

      if (words != NULL)
        g_strv_builder_add (builder, words);
    }

  return g_strv_builder_end (builder);
}
