/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin-words"

#include "config.h"

#include "kin-item-private.h"
#include "kin-time.h"
#include "kin-twin-private.h"

/* Some systems make a summary anew with other ids each time, and what came as words alone has no
 * code to be found by: then all else has to be the same. An id may be all that tells two things
 * apart, as which medicine it is or where a visit was: it is passed over only where it says who
 * wrote it, or what is listed itself. */

static gboolean is_same (KinJsonNode one,
                         KinJsonNode other,
                         const char *member);

static gboolean
is_passed_over (KinJsonNode  reference,
                const char  *member)
{
  static const char *const members[] = {
    "subject",   "patient", "encounter",         "performer", "recorder",  "asserter",
    "requester", "author",  "informationSource", "result",    "hasMember", NULL,
  };
  g_autofree char *text = kin_json_node_dup_string (reference);

  return text != NULL && text[0] != '#' && member != NULL && g_strv_contains (members, member);
}

/* Only a narrative that was made from the rest says nothing more. */
static gboolean
is_generated (KinJsonNode text)
{
  return kin_json_node_equals (kin_json_node_get (text, "status"), "generated");
}

/* What a file calls the whole, and when it was made. */
static gboolean
is_left_out (KinJsonNode  name,
             KinJsonNode  value,
             const char  *member)
{
  if (kin_json_node_equals (name, "reference"))
    return is_passed_over (value, member);

  return member == NULL
         && (kin_json_node_equals (name, "id") || kin_json_node_equals (name, "meta")
             || (kin_json_node_equals (name, "text") && is_generated (value)));
}

static guint
count_members (KinJsonNode  node,
               const char  *member)
{
  KinJsonNode name, value;
  KinJsonIter iter;
  guint n = 0;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    n += !is_left_out (name, value, member);

  return n;
}

/* @member: what the object is called; NULL for the whole. */
static gboolean
is_same_object (KinJsonNode  one,
                KinJsonNode  other,
                const char  *member)
{
  KinJsonNode name, value;
  KinJsonIter iter;

  if (count_members (one, member) != count_members (other, member))
    return FALSE;

  kin_json_iter_init (&iter, one);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = kin_json_node_dup_string (name);

      if (!is_left_out (name, value, member)
          && (key == NULL || !is_same (value, kin_json_node_get (other, key), key)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_array (KinJsonNode  one,
               KinJsonNode  other,
               const char  *member)
{
  guint length = kin_json_node_get_length (one);

  if (length != kin_json_node_get_length (other))
    return FALSE;

  for (guint i = 0; i < length; i++)
    if (!is_same (kin_json_node_at (one, i), kin_json_node_at (other, i), member))
      return FALSE;

  return TRUE;
}

/* Numbers are the same as they are written: 1.10 is another measurement than 1.1. */
static gboolean
is_same (KinJsonNode  one,
         KinJsonNode  other,
         const char  *member)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) there = NULL;

  if (kin_json_node_get_type (one) != kin_json_node_get_type (other))
    return FALSE;
  if (kin_json_node_get_type (one) == KIN_JSON_OBJECT)
    return is_same_object (one, other, member);
  if (kin_json_node_get_type (one) == KIN_JSON_ARRAY)
    return is_same_array (one, other, member);

  text = kin_json_node_get_bytes (one);
  there = kin_json_node_get_bytes (other);

  return g_bytes_equal (text, there);
}

/* Midnight is what many systems write for a day. */
static gboolean
has_minute (KinItem *item)
{
  KinTime time;

  return kin_item_get_date (item) != NULL && kin_time_parse (kin_item_get_date (item), &time)
         && time.precision >= KIN_TIME_MINUTE && (time.hour != 0 || time.minute != 0);
}

/* What it covers is listed itself. */
static gboolean
is_cover (KinItem *item)
{
  KinJsonNode node = kin_item_get_node (item);

  return kin_item_get_date (item) != NULL && kin_item_get_subtitle (item) == NULL
         && (kin_json_node_get_length (kin_json_node_get (node, "result")) > 0
             || kin_json_node_get_length (kin_json_node_get (node, "hasMember")) > 0);
}

/* What is of a day alone may have been there twice on it. */
static gboolean
may_be_compared (KinItem *one,
                 KinItem *other)
{
  if (has_minute (one))
    return TRUE;

  switch ((int) kin_item_get_section (one))
    {
    case KIN_SECTION_MEDICINES:
      return kin_twin_is_of_orders (one) && kin_twin_go_on_or_are_of_one_day (one, other);
    case KIN_SECTION_CONDITIONS:
    case KIN_SECTION_ALLERGIES:
      return kin_twin_go_on_or_are_of_one_day (one, other);
    case KIN_SECTION_RESULTS:
      return is_cover (one);
    default:
      return FALSE;
    }
}

/* Whether two entries of one section say the same, word for word. */
gboolean
kin_twin_is_word_for_word (KinItem *one,
                           KinItem *other)
{
  return may_be_compared (one, other)
         && g_str_equal (kin_item_get_title (one), kin_item_get_title (other))
         && g_strcmp0 (kin_item_get_codes (one), kin_item_get_codes (other)) == 0
         && is_same_object (kin_item_get_node (one), kin_item_get_node (other), NULL);
}
