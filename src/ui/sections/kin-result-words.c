/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-result-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-date-words.h"
#include "kin-item-words.h"
#include "kin-mark-words.h"
#include "kin-range-words.h"
#include "kin-result-words.h"

/* What may be said about a result: only what the data says without interpretation. Where a value
 * cannot be compared with certainty, the range stands as the laboratory wrote it. */

typedef enum
{
  PLACE_UNKNOWN,
  PLACE_INSIDE,
  PLACE_ABOVE,
  PLACE_BELOW,
  PLACE_OTHER_UNIT,
} Place;

/* So many digits are exact in a double; what has more is not compared. */
#define MOST_DIGITS 15

static gboolean
read_number (const KinQuantity *quantity,
             double            *number)
{
  char *end = NULL;

  if (quantity == NULL || quantity->value == NULL || strlen (quantity->value) > MOST_DIGITS)
    return FALSE;

  *number = g_ascii_strtod (quantity->value, &end);

  return end != quantity->value && *end == '\0';
}

static gboolean
has_unit (const KinQuantity *quantity)
{
  return quantity->unit != NULL || quantity->code != NULL;
}

/* Where a plain value stands. */
static Place
place_value (double        value,
             const double *low,
             const double *high)
{
  if (high != NULL && value > *high)
    return PLACE_ABOVE;
  if (low != NULL && value < *low)
    return PLACE_BELOW;

  return PLACE_INSIDE;
}

/* "Less than 0.1" is below a range that begins at 0.1 or later; of the rest nothing is certain. */
static Place
place_comparator (const char   *comparator,
                  double        value,
                  const double *low,
                  const double *high)
{
  if (g_str_equal (comparator, "<") && low != NULL && value <= *low)
    return PLACE_BELOW;
  if (g_str_equal (comparator, "<=") && low != NULL && value < *low)
    return PLACE_BELOW;
  if (g_str_equal (comparator, ">") && high != NULL && value >= *high)
    return PLACE_ABOVE;
  if (g_str_equal (comparator, ">=") && high != NULL && value > *high)
    return PLACE_ABOVE;

  return PLACE_UNKNOWN;
}

static Place
place_in_range (const KinQuantity *quantity,
                KinJsonNode        range)
{
  g_autoptr (KinQuantity) low = kin_quantity_new (kin_json_node_get (range, "low"));
  g_autoptr (KinQuantity) high = kin_quantity_new (kin_json_node_get (range, "high"));
  double value, least, most;
  gboolean has_low = read_number (low, &least);
  gboolean has_high = read_number (high, &most);

  /* A limit that is there and cannot be read makes the range another one. */
  if (!read_number (quantity, &value) || has_low != (low != NULL) || has_high != (high != NULL) ||
      (!has_low && !has_high))
    return PLACE_UNKNOWN;
  if ((has_low && low->comparator != NULL) || (has_high && high->comparator != NULL))
    return PLACE_UNKNOWN;

  if ((has_low && !kin_units_are_same (quantity, low)) ||
      (has_high && !kin_units_are_same (quantity, high)))
    return has_unit (quantity) && has_unit (has_low ? low : high) ? PLACE_OTHER_UNIT
                                                                  : PLACE_UNKNOWN;

  if (quantity->comparator != NULL)
    return place_comparator (quantity->comparator, value, has_low ? &least : NULL,
                             has_high ? &most : NULL);

  return place_value (value, has_low ? &least : NULL, has_high ? &most : NULL);
}

/* A range for some people, or for treatment, is not simply "the" range. */
static gboolean
is_plain_range (KinJsonNode range)
{
  return !kin_json_node_exists (kin_json_node_get (range, "age")) &&
         !kin_json_node_exists (kin_json_node_get (range, "appliesTo")) &&
         !kin_json_node_exists (kin_json_node_get (range, "type")) &&
         !kin_json_node_exists (kin_json_node_get (range, "modifierExtension"));
}

static KinJsonNode
get_root (KinResult *result)
{
  return kin_json_get_root (kin_item_get_json (KIN_ITEM (result)));
}

static Place
find_place (KinResult *result)
{
  g_autoptr (KinQuantity) quantity = kin_result_dup_quantity (result);
  KinJsonNode ranges = kin_json_node_get (get_root (result), "referenceRange");

  if (quantity == NULL || kin_json_node_get_length (ranges) != 1 ||
      !is_plain_range (kin_json_node_at (ranges, 0)))
    return PLACE_UNKNOWN;

  return place_in_range (quantity, kin_json_node_at (ranges, 0));
}

static gboolean
is_number (KinJsonNode root)
{
  return kin_json_node_exists (kin_json_node_get (root, "valueQuantity")) ||
         kin_json_node_exists (kin_json_node_get (root, "valueInteger"));
}

/* Returns whether the value stands beside a range of the lab. */
static gboolean
say_range (KinResult *result,
           Place      place,
           GPtrArray *parts)
{
  KinJsonNode root = get_root (result);
  KinJsonNode ranges = kin_json_node_get (root, "referenceRange");
  g_auto (GStrv) written = kin_range_list_words (ranges);
  g_autofree char *lines = g_strjoinv ("\n", written);

  /* There is nothing to compare words with. */
  if (*written != NULL)
    kin_item_parts_add (parts, _("The lab’s range"), lines);
  else if (is_number (root) && kin_item_get_section (KIN_ITEM (result)) == KIN_SECTION_RESULTS)
    kin_item_parts_say (parts, _("No range was sent with this result. Ask what to compare it"
                                 " with."));

  if (place == PLACE_INSIDE)
    kin_item_parts_say (parts, _("Inside the lab’s range."));
  else if (place == PLACE_ABOVE)
    kin_item_parts_say (parts, _("Above the lab’s range."));
  else if (place == PLACE_BELOW)
    kin_item_parts_say (parts, _("Below the lab’s range."));
  else if (place == PLACE_OTHER_UNIT)
    kin_item_parts_say (parts, _("The units are different, so we do not compare."));
  else if (kin_json_node_get_length (ranges) > 1)
    kin_item_parts_say (parts, _("The lab sent more than one range."));

  return *written != NULL;
}

/* Where the mark itself says that the value stands. */
static Place
place_of_mark (KinMark mark)
{
  if (mark == KIN_MARK_HIGH || mark == KIN_MARK_QUICK_HIGH)
    return PLACE_ABOVE;
  if (mark == KIN_MARK_LOW || mark == KIN_MARK_QUICK_LOW)
    return PLACE_BELOW;

  return mark == KIN_MARK_IN_RANGE ? PLACE_INSIDE : PLACE_UNKNOWN;
}

/* What asks for quick attention was said above already. */
static void
say_mark (KinResult   *result,
          KinJsonNode  concept,
          Place        place,
          GPtrArray   *parts)
{
  KinMark mark = kin_mark_from_node (concept);
  Place marked = place_of_mark (mark);
  g_autofree char *written = kin_value_dup_text (concept);
  g_autofree char *words = kin_mark_to_words (mark, written);
  gboolean is_said = kin_mark_is_quick (mark) && kin_item_is_urgent (KIN_ITEM (result));

  if (words != NULL && !is_said)
    kin_item_parts_say (parts, words);
  if (marked != PLACE_UNKNOWN && place != PLACE_UNKNOWN && place != PLACE_OTHER_UNIT &&
      marked != place)
    kin_item_parts_say (parts, _("These two do not agree. Ask your care team."));
}

/* In FHIR R4 there may be several marks; before it there was one, not in a list. */
static void
say_marks (KinResult *result,
           Place      place,
           GPtrArray *parts)
{
  KinJsonNode given = kin_json_node_get (get_root (result), "interpretation");
  KinJsonNode concept;
  KinJsonIter iter;

  if (kin_json_node_get_type (given) == KIN_JSON_OBJECT)
    {
      say_mark (result, given, place, parts);
      return;
    }

  kin_json_iter_init (&iter, given);
  while (kin_json_iter_next (&iter, NULL, &concept))
    say_mark (result, concept, place, parts);
}

/* The value, its range and its mark. */
static char *
part_to_words (const KinResultPart *part)
{
  g_autofree char *mark = kin_mark_to_words (part->mark, part->interpretation);
  g_autofree char *value = g_strdup (part->value);
  const char *lines[] = { NULL, NULL, NULL };
  guint n_lines = 0;

  if (part->reference_range != NULL && value != NULL)
    {
      g_free (value);
      /* Translators: a value, and the range as the lab wrote it. */
      value = g_strdup_printf (_("%1$s (the lab’s range: %2$s)"), part->value,
                               part->reference_range);
    }
  if (value != NULL)
    lines[n_lines++] = value;
  if (mark != NULL)
    lines[n_lines++] = mark;

  return n_lines > 0 ? g_strjoinv ("\n", (GStrv) lines) : NULL;
}

/* Returns whether one of the values was compared with a range. */
static gboolean
say_parts (KinResult *result,
           GPtrArray *parts)
{
  g_autoptr (GPtrArray) measured = kin_result_list_parts (result);
  gboolean compared = FALSE;

  for (guint i = 0; i < measured->len; i++)
    {
      const KinResultPart *part = g_ptr_array_index (measured, i);
      gboolean is_known = !kin_item_has_modifier (KIN_ITEM (result));
      g_autofree char *words = is_known ? part_to_words (part) : g_strdup (part->value);

      kin_item_parts_add (parts, part->name, words);
      compared = compared || (is_known && g_strcmp0 (words, part->value) != 0);
    }

  return compared;
}

/* A text keeps its lines, and a sign before a number is read as a word. */
static char *
value_to_words (KinResult *result)
{
  KinJsonNode root = get_root (result);
  KinJsonNode text = kin_json_node_get (root, "valueString");
  KinJsonNode amount = kin_json_node_get (root, "valueQuantity");
  KinJsonNode range = kin_json_node_get (root, "valueRange");

  if (kin_json_node_get_type (text) == KIN_JSON_STRING)
    return kin_json_node_dup_string (text);
  if (kin_json_node_exists (kin_json_node_get (amount, "comparator")))
    return kin_amount_to_words (amount);
  if (kin_json_node_exists (range))
    return kin_span_to_words (kin_json_node_get (range, "low"), kin_json_node_get (range, "high"));

  return kin_result_dup_value (result);
}

static void
say_status (KinResult *result,
            GPtrArray *parts)
{
  const char *status = kin_item_get_status (KIN_ITEM (result));
  g_autofree char *issued = kin_json_node_dup_string (kin_json_node_get (get_root (result),
                                                                         "issued"));
  g_autofree char *day = kin_date_to_words (issued);
  g_autofree char *sentence = NULL;

  if (day != NULL)
    /* Translators: %s is a day. */
    sentence = g_strdup_printf (_("Corrected on %s."), day);

  if (g_strcmp0 (status, "preliminary") == 0)
    kin_item_parts_say (parts, _("Early result. It may change."));
  else if (g_strcmp0 (status, "cancelled") == 0)
    kin_item_parts_say (parts, _("This test was not done."));
  else if (g_strcmp0 (status, "corrected") == 0 || g_strcmp0 (status, "amended") == 0)
    kin_item_parts_say (parts, sentence != NULL ? sentence : _("Corrected."));
}

/**
 * kin_result_add_sentences:
 * @result: with its resource
 * @now: the time
 * @parts: (element-type KinItemPart): gets what is said
 *
 * The order: whether it may still change, whether it is urgent, the value as sent, the range, the
 * lab's mark.
 */
void
kin_result_add_sentences (KinResult *result,
                          GDateTime *now,
                          GPtrArray *parts)
{
  gboolean cancelled = g_strcmp0 (kin_item_get_status (KIN_ITEM (result)), "cancelled") == 0;
  g_autofree char *value = value_to_words (result);
  g_autofree char *absent = kin_result_dup_absent_reason (result);
  Place place = find_place (result);
  gboolean compared;
  guint n_before;

  say_status (result, parts);
  compared = kin_item_say_urgency (KIN_ITEM (result), now, parts);
  kin_item_parts_add (parts, _("Result"), value);
  if (value == NULL)
    kin_item_parts_add (parts, cancelled ? _("Reason") : _("Why there is no value"), absent);
  compared = say_parts (result, parts) || compared;

  /* What cannot be interpreted is not compared by us. */
  if (!kin_item_has_modifier (KIN_ITEM (result)))
    {
      compared = (say_range (result, place, parts) && value != NULL) || compared;
      n_before = parts->len;
      say_marks (result, place, parts);
      compared = compared || parts->len > n_before;
    }

  /* It belongs under every comparison, ours, the lab's or the reader's, and nowhere else. */
  if (compared)
    kin_item_parts_say (parts, _("A result outside the range does not always mean something is"
                                 " wrong. A result inside does not always mean all is well. Your"
                                 " care team knows your health."));
}
