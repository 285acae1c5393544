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

/* A Quantity or Money: `<0.10 mmol/L`, `12 %`, `129.16 USD`. */
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

/* Both ends of a Period or a Range with a dash between, or the one there is behind or before a
 * dash. */
static gboolean
append_period (GString     *line,
               KinJsonNode  period)
{
  gsize before = line->len;
  gsize behind;

  if (!kin_words_append (line, kin_json_node_get (period, "start")))
    append_quantity (line, kin_json_node_get (period, "low"));
  g_string_append (line, line->len > before ? " –" : "–");

  behind = line->len;
  g_string_append_c (line, ' ');
  if (kin_words_append (line, kin_json_node_get (period, "end"))
      || append_quantity (line, kin_json_node_get (period, "high")))
    return TRUE;

  g_string_truncate (line, behind == before + strlen ("–") ? before : behind);

  return line->len > before;
}

static gboolean
append_ratio (GString     *line,
              KinJsonNode  ratio)
{
  gsize behind;

  if (!append_quantity (line, kin_json_node_get (ratio, "numerator")))
    return FALSE;

  behind = line->len;
  g_string_append (line, " : ");
  if (!append_quantity (line, kin_json_node_get (ratio, "denominator")))
    g_string_truncate (line, behind);

  return TRUE;
}

static gboolean
is_sampled (KinJsonNode value)
{
  return kin_json_node_exists (kin_json_node_get (value, "origin"));
}

/**
 * kin_amount_append:
 * @line: text to add to
 * @value: a quantity, a range, a ratio, a period, a number, text, or anything else
 *
 * Adds the amount as the clinic sent it. For a concept, and for a curve, which is shown as a
 * curve or not at all, @line stays as it is.
 *
 * Returns: whether there was an amount
 */
gboolean
kin_amount_append (GString     *line,
                   KinJsonNode  value)
{
  if (kin_json_node_get_type (value) != KIN_JSON_OBJECT)
    return append_number (line, value);

  return !is_sampled (value)
         && (append_quantity (line, value) || append_ratio (line, value)
             || append_period (line, value));
}

/**
 * kin_value_append:
 * @line: text to add to
 * @value: what a choice of types holds: an amount as for kin_amount_append(), or a concept
 *
 * Adds the value as the clinic sent it. Where there is none, @line stays as it is.
 *
 * Returns: whether there was one
 */
gboolean
kin_value_append (GString     *line,
                  KinJsonNode  value)
{
  static const KinJsonNode none = { NULL, NULL };

  return kin_amount_append (line, value) || kin_words_append_node (line, value, none)
         || (!is_sampled (value) && kin_words_append_code (line, value, none));
}

/* What is added to a line, as a line of its own. */
static char *
dup_added (gboolean  (* append) (GString *line, KinJsonNode node),
           KinJsonNode  node)
{
  g_autoptr (GString) line = g_string_new (NULL);

  return append (line, node) ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
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
  return dup_added (append_quantity, node);
}

/**
 * kin_amount_dup_text:
 * @value: as for kin_amount_append()
 *
 * Returns: (transfer full) (nullable): it on one line
 */
char *
kin_amount_dup_text (KinJsonNode value)
{
  return dup_added (kin_amount_append, value);
}

/**
 * kin_value_dup_text:
 * @value: as for kin_value_append()
 *
 * Returns: (transfer full) (nullable): it on one line
 */
char *
kin_value_dup_text (KinJsonNode value)
{
  return dup_added (kin_value_append, value);
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
          const char *text;

          if (!may_begin (name, *prefix))
            continue;
          text = kin_json_node_peek_text (name, &length);
          if (length > n_prefix + 2
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
