/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-quantity"

#include "config.h"

#include <string.h>

#include "kin-quantity.h"
#include "kin-text.h"
#include "kin-words.h"

/**
 * kin_quantity_new:
 * @node: a Quantity, or anything else
 *
 * Returns: (transfer full) (nullable): its parts; %NULL when it has no value
 */
KinQuantity *
kin_quantity_new (KinJsonNode node)
{
  g_autofree char *value = kin_words_from_number (kin_json_node_get (node, "value"));
  KinQuantity *self;

  if (value == NULL)
    return NULL;

  self = g_new0 (KinQuantity, 1);
  self->value = g_steal_pointer (&value);
  self->comparator = kin_words_from_text (kin_json_node_get (node, "comparator"));
  self->unit = kin_words_from_text (kin_json_node_get (node, "unit"));
  self->system = kin_json_node_dup_string (kin_json_node_get (node, "system"));
  self->code = kin_words_from_text (kin_json_node_get (node, "code"));

  return self;
}

/**
 * kin_quantity_free:
 * @self: (transfer full) (nullable): a quantity
 *
 * Frees it.
 */
void
kin_quantity_free (KinQuantity *self)
{
  if (self == NULL)
    return;

  g_free (self->comparator);
  g_free (self->value);
  g_free (self->unit);
  g_free (self->system);
  g_free (self->code);
  g_free (self);
}

static gboolean
append_number (GString     *line,
               KinJsonNode  node)
{
  gsize length;
  const char *number = kin_json_node_peek_text (node, &length);
  KinJsonType type = kin_json_node_get_type (node);

  if (type == KIN_JSON_NUMBER || type == KIN_JSON_TRUE || type == KIN_JSON_FALSE)
    kin_text_append (line, number, length);
  else
    return kin_words_append (line, node);

  return TRUE;
}

/* The clinic's word, else the code; the unit "one" of UCUM says that there is none. */
static void
append_unit (GString     *line,
             KinJsonNode  quantity)
{
  static const char *const names[] = { "unit", "code", "currency" };
  gsize before = line->len;
  guint i = 0;

  g_string_append_c (line, ' ');
  while (i < G_N_ELEMENTS (names)
         && !kin_words_append (line, kin_json_node_get (quantity, names[i])))
    i++;

  if (i == G_N_ELEMENTS (names) || g_str_equal (line->str + before, " 1"))
    g_string_truncate (line, before);
}

/* Adds what kin_quantity_dup_text() says, or nothing. */
static gboolean
append_quantity (GString     *line,
                 KinJsonNode  node)
{
  KinJsonNode value = kin_json_node_get (node, "value");
  gsize before = line->len;

  if (!kin_json_node_exists (value))
    return FALSE;

  kin_words_append (line, kin_json_node_get (node, "comparator"));
  if (!append_number (line, value))
    {
      g_string_truncate (line, before);
      return FALSE;
    }
  append_unit (line, node);

  return TRUE;
}

/**
 * kin_quantity_dup_text:
 * @node: a Quantity, Money, or anything else
 *
 * Writes an amount on one line, the digits as they were sent: `<0.10 mmol/L`,
 * `12 %`, `129.16 USD`. The unit is the clinic's word, else the unit code.
 *
 * Returns: (transfer full) (nullable): the line; %NULL when there is no value
 */
char *
kin_quantity_dup_text (KinJsonNode node)
{
  g_autoptr (GString) line = NULL;

  if (!kin_json_node_exists (kin_json_node_get (node, "value")))
    return NULL;

  line = g_string_new (NULL);

  return append_quantity (line, node) ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/**
 * kin_period_dup_text:
 * @period: a Period, a Range, or anything else
 *
 * Returns: (transfer full) (nullable): both ends with a dash between, or the one
 *   there is behind or before a dash
 */
char *
kin_period_dup_text (KinJsonNode period)
{
  KinJsonNode low = kin_json_node_get (period, "low");
  KinJsonNode high = kin_json_node_get (period, "high");
  g_autofree char *start = kin_words_from_text (kin_json_node_get (period, "start"));
  g_autofree char *end = kin_words_from_text (kin_json_node_get (period, "end"));

  if (start == NULL)
    start = kin_quantity_dup_text (low);
  if (end == NULL)
    end = kin_quantity_dup_text (high);

  if (start == NULL && end == NULL)
    return NULL;
  if (start == NULL)
    return g_strconcat ("– ", end, NULL);
  if (end == NULL)
    return g_strconcat (start, " –", NULL);

  return g_strconcat (start, " – ", end, NULL);
}

/* Whether a name may begin with this letter. With escapes it has no mark. */
static gboolean
may_begin (KinJsonNode name,
           char        letter)
{
  guint32 first = KIN_JSON_MARK_LETTER (kin_json_node_get_mark (name));

  return first == (guchar) letter || first == 0;
}

/**
 * kin_choice_find:
 * @object: an element or a resource
 * @prefix: the name without its type, such as `value` or `effective`
 * @n_prefix: its length in bytes; no zero byte is needed after it
 *
 * Finds the one member of a choice of types
 * (https://hl7.org/fhir/R4/formats.html#choice): `valueQuantity`, `valueString` …
 *
 * Returns: its value, or a missing node
 */
KinJsonNode
kin_choice_find (KinJsonNode  object,
                 const char  *prefix,
                 gsize        n_prefix)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  if (kin_json_node_get_type (object) == KIN_JSON_OBJECT)
    {
      kin_json_iter_init (&iter, object);
      while (kin_json_iter_next (&iter, &name, &value))
        {
          gsize length;
          const char *text = kin_json_node_peek_text (name, &length);

          if (may_begin (name, *prefix) && length > n_prefix + 2
              && kin_json_same_text (text + 1, prefix, n_prefix)
              && g_ascii_isupper (text[n_prefix + 1]))
            return value;
        }
    }

  return (KinJsonNode) { NULL, NULL };
}

/**
 * kin_value_find:
 * @object: an element or a resource
 * @prefix: the name without its type
 *
 * kin_choice_find() for a whole name.
 *
 * Returns: its value, or a missing node
 */
KinJsonNode
kin_value_find (KinJsonNode  object,
                const char  *prefix)
{
  return kin_choice_find (object, prefix, strlen (prefix));
}

static char *
ratio_dup_text (KinJsonNode ratio)
{
  g_autofree char *top = kin_quantity_dup_text (kin_json_node_get (ratio, "numerator"));
  g_autofree char *bottom = kin_quantity_dup_text (kin_json_node_get (ratio, "denominator"));

  if (top == NULL)
    return NULL;
  if (bottom == NULL)
    return g_steal_pointer (&top);

  return g_strconcat (top, " : ", bottom, NULL);
}

static gboolean
is_sampled (KinJsonNode value)
{
  return kin_json_node_exists (kin_json_node_get (value, "origin"));
}

/**
 * kin_amount_dup_text:
 * @value: a quantity, a range, a ratio, a period, a number, text, or anything else
 *
 * Returns: (transfer full) (nullable): it on one line; %NULL for a concept or a
 *   curve, which is shown as a curve or not at all
 */
char *
kin_amount_dup_text (KinJsonNode value)
{
  char *text;

  if (kin_json_node_get_type (value) != KIN_JSON_OBJECT)
    return kin_words_from_number (value);
  if (is_sampled (value))
    return NULL;

  text = kin_quantity_dup_text (value);
  if (text == NULL)
    text = ratio_dup_text (value);
  if (text == NULL)
    text = kin_period_dup_text (value);

  return text;
}

/**
 * kin_value_dup_text:
 * @value: what a choice of types holds: an amount as for kin_amount_dup_text(), or a concept
 *
 * Writes the value on one line as the clinic sent it.
 *
 * Returns: (transfer full) (nullable): the line
 */
char *
kin_value_dup_text (KinJsonNode value)
{
  static const KinJsonNode none = { NULL, NULL };
  char *text = kin_amount_dup_text (value);

  if (text == NULL)
    text = kin_words_from_node (value, none);
  if (text == NULL && !is_sampled (value))
    text = kin_words_from_code (value, none);

  return text;
}

/**
 * kin_value_append:
 * @line: text to add to
 * @value: as for kin_value_dup_text()
 *
 * Adds the value to a line. Where there is none, @line stays as it is.
 *
 * Returns: whether there was one
 */
gboolean
kin_value_append (GString     *line,
                  KinJsonNode  value)
{
  g_autofree char *text = NULL;

  if (kin_json_node_get_type (value) == KIN_JSON_OBJECT && !is_sampled (value)
      && append_quantity (line, value))
    return TRUE;

  text = kin_value_dup_text (value);
  if (text != NULL)
    g_string_append (line, text);

  return text != NULL;
}
