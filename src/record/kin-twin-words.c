/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin-words"

#include "config.h"

#include "kin-item-private.h"
#include "kin-time.h"
#include "kin-twin-private.h"

/* Some systems make a summary anew with other ids each time, and what came as words alone has no
 * code to be found by: then all else has to be the same. */

static gboolean is_same (KinJsonNode one,
                         KinJsonNode other);

/* What a file calls its parts, and of the whole when it was made and the narrative, which is made
 * from the rest. */
static gboolean
is_left_out (KinJsonNode name,
             gboolean    whole)
{
  return kin_json_node_equals (name, "id") || kin_json_node_equals (name, "reference") ||
         (whole && (kin_json_node_equals (name, "meta") || kin_json_node_equals (name, "text")));
}

static guint
count_members (KinJsonNode node,
               gboolean    whole)
{
  KinJsonNode name, value;
  KinJsonIter iter;
  guint n = 0;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    n += !is_left_out (name, whole);

  return n;
}

static gboolean
is_same_object (KinJsonNode one,
                KinJsonNode other,
                gboolean    whole)
{
  KinJsonNode name, value;
  KinJsonIter iter;

  if (count_members (one, whole) != count_members (other, whole))
    return FALSE;

  kin_json_iter_init (&iter, one);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = kin_json_node_dup_string (name);

      if (!is_left_out (name, whole) &&
          (key == NULL || !is_same (value, kin_json_node_get (other, key))))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_array (KinJsonNode one,
               KinJsonNode other)
{
  guint length = kin_json_node_get_length (one);

  if (length != kin_json_node_get_length (other))
    return FALSE;

  for (guint i = 0; i < length; i++)
    if (!is_same (kin_json_node_at (one, i), kin_json_node_at (other, i)))
      return FALSE;

  return TRUE;
}

/* Numbers are the same as they are written: 1.10 is another measurement than 1.1. */
static gboolean
is_same (KinJsonNode one,
         KinJsonNode other)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) there = NULL;

  if (kin_json_node_get_type (one) != kin_json_node_get_type (other))
    return FALSE;
  if (kin_json_node_get_type (one) == KIN_JSON_OBJECT)
    return is_same_object (one, other, FALSE);
  if (kin_json_node_get_type (one) == KIN_JSON_ARRAY)
    return is_same_array (one, other);

  text = kin_json_node_get_bytes (one);
  there = kin_json_node_get_bytes (other);

  return g_bytes_equal (text, there);
}

static gboolean
has_minute (KinItem *item)
{
  KinTime time;

  return kin_item_get_date (item) != NULL && kin_time_parse (kin_item_get_date (item), &time) &&
         time.precision >= KIN_TIME_MINUTE;
}

/* What lasts, the cover of results that are listed themselves, and a letter that has its words in
 * it. All else where the minute is known: of two visits on one day, only a reference might say
 * where each was, and in one minute nobody is at two places. */
static gboolean
may_be_compared (KinItem *item)
{
  switch ((int) kin_item_get_section (item))
    {
    case KIN_SECTION_MEDICINES:
    case KIN_SECTION_CONDITIONS:
    case KIN_SECTION_ALLERGIES:
      return TRUE;
    case KIN_SECTION_RESULTS:
      return has_minute (item) ||
             (kin_item_get_date (item) != NULL && kin_item_get_subtitle (item) == NULL);
    case KIN_SECTION_DOCUMENTS:
      return has_minute (item) || g_str_equal (kin_item_get_kind (item), "Composition");
    default:
      return has_minute (item);
    }
}

/* Whether two entries of one section say the same, word for word, but for the ids that their files
 * gave to things. What is told by such an id alone, as of which medicine it is, is in the title and
 * the codes. */
gboolean
kin_twin_is_word_for_word (KinItem *one,
                           KinItem *other)
{
  return may_be_compared (one) &&
         g_str_equal (kin_item_get_title (one), kin_item_get_title (other)) &&
         g_strcmp0 (kin_item_get_subtitle (one), kin_item_get_subtitle (other)) == 0 &&
         g_strcmp0 (kin_item_get_codes (one), kin_item_get_codes (other)) == 0 &&
         is_same_object (kin_item_get_node (one), kin_item_get_node (other), TRUE);
}
