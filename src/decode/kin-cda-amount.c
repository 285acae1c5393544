/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-amount"

#include "config.h"

#include <string.h>

#include "kin-cda-values.h"

/* Numbers, amounts and ranges, with their digits as they were written. */

#define UNITS "http://unitsofmeasure.org"
#define MOST_DIGITS 40
#define MOST_WORDS 4000

static gboolean
is_number (const char *text)
{
  const char *c = text + (*text == '-' ? 1 : 0);
  gsize n_whole = strspn (c, "0123456789");
  gsize n_part = c[n_whole] == '.' ? strspn (c + n_whole + 1, "0123456789") : 0;

  /* JSON knows no 007 and no ".5". */
  if (n_whole == 0 || (*c == '0' && n_whole > 1) || (c[n_whole] == '.' && n_part == 0))
    return FALSE;

  return c[n_whole + (n_part > 0 ? n_part + 1 : 0)] == '\0' && strlen (text) <= MOST_DIGITS;
}

/**
 * kin_cda_dup_number:
 * @node: (nullable): an element with a value
 *
 * Returns: (transfer full) (nullable): the number as it stands there
 */
char *
kin_cda_dup_number (xmlNode *node)
{
  g_autofree char *value = kin_cda_tree_is_null (node) ? NULL : kin_cda_tree_dup (node, "value");

  return value != NULL && is_number (value) ? g_steal_pointer (&value) : NULL;
}

/**
 * kin_cda_quantity:
 * @node: (nullable): an element with a value and a unit
 *
 * Returns: (transfer full) (nullable): a Quantity
 */
JsonObject *
kin_cda_quantity (xmlNode *node)
{
  g_autofree char *number = kin_cda_dup_number (node);
  g_autofree char *unit = kin_cda_tree_dup (node, "unit");
  JsonObject *quantity;

  if (number == NULL)
    return NULL;

  quantity = json_object_new ();
  kin_cda_set_number (quantity, "value", number);
  if (unit != NULL && !g_str_equal (unit, "1"))
    {
      kin_cda_set (quantity, "unit", unit);
      kin_cda_set (quantity, "system", UNITS);
      kin_cda_set (quantity, "code", unit);
    }

  return quantity;
}

/* What is no number of JSON, and still an amount: `.5 mg`. */
static char *
dup_words (xmlNode *node)
{
  g_autofree char *value = kin_cda_tree_is_null (node) ? NULL : kin_cda_tree_dup (node, "value");
  g_autofree char *unit = kin_cda_tree_dup (node, "unit");

  if (value == NULL)
    return NULL;

  return unit != NULL ? g_strdup_printf ("%s %s", value, unit) : g_steal_pointer (&value);
}

/* Ranges */

static gboolean
is_outside (xmlNode *end)
{
  return kin_cda_tree_has (end, "inclusive", "false");
}

static const char *
get_sign (xmlNode *end,
          gboolean lower)
{
  if (is_outside (end))
    return lower ? ">" : "<";

  return lower ? ">=" : "<=";
}

/* A range that is open at one end: `<5`. */
static JsonObject *
compared (xmlNode *end,
          gboolean lower)
{
  JsonObject *quantity = kin_cda_quantity (end);

  if (quantity != NULL)
    kin_cda_set (quantity, "comparator", get_sign (end, lower));

  return quantity;
}

static JsonObject *
make_range (xmlNode *low,
            xmlNode *high)
{
  JsonObject *range = json_object_new ();

  kin_cda_put (range, "low", kin_cda_quantity (low));
  kin_cda_put (range, "high", kin_cda_quantity (high));

  return range;
}

/* For what FHIR has no element for. */
static char *
dup_range_words (xmlNode *low,
                 xmlNode *high)
{
  g_autofree char *from = dup_words (low);
  g_autofree char *to = dup_words (high);
  g_autofree char *start = from != NULL ? g_strconcat (get_sign (low, TRUE), from, NULL) : NULL;
  g_autofree char *end = to != NULL ? g_strconcat (get_sign (high, FALSE), to, NULL) : NULL;

  if (start == NULL || end == NULL)
    return g_strdup (start != NULL ? start : end);

  return g_strconcat (start, " ", end, NULL);
}

static gboolean
is_plain (xmlNode *low,
          xmlNode *high)
{
  g_autofree char *from = kin_cda_dup_number (low);
  g_autofree char *to = kin_cda_dup_number (high);

  return from != NULL && to != NULL && !is_outside (low) && !is_outside (high);
}

static gboolean
is_open (xmlNode *end,
         xmlNode *other)
{
  g_autofree char *number = kin_cda_dup_number (end);
  g_autofree char *words = dup_words (other);

  return number != NULL && words == NULL;
}

static void
set_range (JsonObject *object,
           xmlNode    *value)
{
  xmlNode *low = kin_cda_tree_get (value, "low");
  xmlNode *high = kin_cda_tree_get (value, "high");

  if (is_plain (low, high))
    kin_cda_put (object, "valueRange", make_range (low, high));
  else if (is_open (low, high))
    kin_cda_put (object, "valueQuantity", compared (low, TRUE));
  else if (is_open (high, low))
    kin_cda_put (object, "valueQuantity", compared (high, FALSE));
  else
    kin_cda_take (object, "valueString", dup_range_words (low, high));
}

/**
 * kin_cda_set_dose:
 * @name: `dose` or `rate`
 * @node: (nullable): an amount, or a range of amounts
 */
void
kin_cda_set_dose (JsonObject *dose,
                  const char *name,
                  xmlNode    *node)
{
  g_autofree char *amount = g_strconcat (name, "Quantity", NULL);
  g_autofree char *span = g_strconcat (name, "Range", NULL);
  xmlNode *low = kin_cda_tree_get (node, "low");
  xmlNode *high = kin_cda_tree_get (node, "high");

  kin_cda_put (dose, amount, kin_cda_quantity (node));
  if (is_plain (low, high))
    kin_cda_put (dose, span, make_range (low, high));
}

/**
 * kin_cda_usual:
 * @range: what a laboratory calls usual
 *
 * Returns: (transfer full) (nullable): a reference range of FHIR, in the words of the laboratory
 *   where there are any
 */
JsonObject *
kin_cda_usual (KinCda  *self,
               xmlNode *range)
{
  xmlNode *value = kin_cda_tree_get (range, "value");
  xmlNode *low = kin_cda_tree_get (value, "low");
  xmlNode *high = kin_cda_tree_get (value, "high");
  g_autofree char *words = kin_cda_dup_reference (self, kin_cda_tree_get (range, "text"));
  g_autofree char *type = kin_cda_tree_dup_type (value);
  JsonObject *usual;

  if (words == NULL && (g_strcmp0 (type, "ST") == 0 || g_strcmp0 (type, "ED") == 0))
    words = kin_cda_dup_reference (self, value);
  if (words == NULL && !is_plain (low, high))
    words = dup_range_words (low, high);

  usual = is_plain (low, high) ? make_range (low, high) : json_object_new ();
  kin_cda_set (usual, "text", words);
  if (json_object_get_size (usual) == 0)
    g_clear_pointer (&usual, json_object_unref);

  return usual;
}

/* Values */

static void
set_amount (JsonObject *object,
            xmlNode    *value)
{
  JsonObject *quantity = kin_cda_quantity (value);

  if (quantity != NULL)
    kin_cda_put (object, "valueQuantity", quantity);
  else
    kin_cda_take (object, "valueString", dup_words (value));
}

/* `1:128` is one value. */
static void
set_ratio (JsonObject *object,
           xmlNode    *value)
{
  JsonObject *top = kin_cda_quantity (kin_cda_tree_get (value, "numerator"));
  JsonObject *ratio;

  if (top == NULL)
    return;

  ratio = json_object_new ();
  kin_cda_put (ratio, "numerator", top);
  kin_cda_put (ratio, "denominator", kin_cda_quantity (kin_cda_tree_get (value, "denominator")));
  kin_cda_put (object, "valueRatio", ratio);
}

static void
set_words (KinCda     *self,
           JsonObject *object,
           xmlNode    *value)
{
  char *words;

  /* What is packed into letters is a file, and no words. */
  if (kin_cda_tree_has (value, "representation", "B64"))
    return;

  words = kin_cda_dup_reference (self, value);
  if (words == NULL)
    words = kin_cda_tree_dup_text (value, MOST_WORDS);
  kin_cda_take (object, "valueString", words);
}

static void
set_truth (JsonObject *object,
           xmlNode    *value)
{
  if (kin_cda_tree_has (value, "value", "true") || kin_cda_tree_has (value, "value", "false"))
    json_object_set_boolean_member (object, "valueBoolean",
                                    kin_cda_tree_has (value, "value", "true"));
}

/**
 * kin_cda_set_value:
 * @object: an Observation
 * @value: (nullable): what was found, in any of the types of HL7
 *
 * A value of a type that is not known is left to the text of the document.
 */
void
kin_cda_set_value (KinCda     *self,
                   JsonObject *object,
                   xmlNode    *value)
{
  g_autofree char *type = kin_cda_tree_dup_type (value);

  if (type == NULL)
    return;

  if (g_str_equal (type, "CD") || g_str_equal (type, "CE") || g_str_equal (type, "CO") ||
      g_str_equal (type, "CV") || g_str_equal (type, "CS"))
    kin_cda_put (object, "valueCodeableConcept", kin_cda_concept (self, value));
  else if (kin_cda_tree_is_null (value))
    return;
  else if (g_str_equal (type, "PQ") || g_str_equal (type, "REAL") || g_str_equal (type, "INT") ||
           g_str_equal (type, "MO"))
    set_amount (object, value);
  else if (g_str_equal (type, "IVL_PQ") || g_str_equal (type, "IVL_REAL") ||
           g_str_equal (type, "IVL_INT"))
    set_range (object, value);
  else if (g_str_has_prefix (type, "RTO"))
    set_ratio (object, value);
  else if (g_str_equal (type, "ST") || g_str_equal (type, "ED"))
    set_words (self, object, value);
  else if (g_str_equal (type, "BL"))
    set_truth (object, value);
  else if (g_str_equal (type, "TS"))
    kin_cda_take (object, "valueDateTime", kin_cda_dup_time (value));
  else if (g_str_equal (type, "IVL_TS"))
    kin_cda_put (object, "valuePeriod", kin_cda_period (value));
}
