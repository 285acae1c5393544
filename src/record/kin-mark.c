/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-mark"

#include "config.h"

#include <string.h>

#include "kin-item-private.h"
#include "kin-mark.h"
#include "kin-path-private.h"
#include "kin-words.h"

/* After so many days without anything new a mark is said in other words. */
#define DAYS_OF_URGENCY 14

/* https://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation */
static const struct
{
  const char *code;
  KinMark     mark;
} codes[] = {
  { "N", KIN_MARK_IN_RANGE }, { "H", KIN_MARK_HIGH }, { "L", KIN_MARK_LOW },
  { "A", KIN_MARK_DIFFERENT }, { "HH", KIN_MARK_QUICK_HIGH }, { "LL", KIN_MARK_QUICK_LOW },
  { "AA", KIN_MARK_QUICK }, { "POS", KIN_MARK_FOUND }, { "DET", KIN_MARK_FOUND },
  { "NEG", KIN_MARK_NOT_FOUND }, { "ND", KIN_MARK_NOT_FOUND }, { "IND", KIN_MARK_UNCLEAR },
};

/* How laboratories begin where the standard has HH, LL and AA: "Critical high", "Panic". */
static gboolean
asks_in_words (const char *written)
{
  return g_ascii_strncasecmp (written, "critical", strlen ("critical")) == 0 ||
         g_ascii_strncasecmp (written, "panic", strlen ("panic")) == 0;
}

static KinMark
read_words (const char *written)
{
  g_autofree char *folded = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (written, codes[i].code))
      return codes[i].mark;

  if (!asks_in_words (written))
    return KIN_MARK_OTHER;

  folded = g_ascii_strdown (written, -1);
  if (strstr (folded, "high") != NULL)
    return KIN_MARK_QUICK_HIGH;

  return strstr (folded, "low") != NULL ? KIN_MARK_QUICK_LOW : KIN_MARK_QUICK;
}

typedef struct
{
  KinMark  mark;
  char    *quick;        /* the words or the code that ask for quick attention */
} Reading;

/* What asks for quick attention comes before everything, then the first that is known. */
static gboolean
take_words (KinJsonNode node,
            gpointer    user_data)
{
  Reading *reading = user_data;
  g_autofree char *written = kin_words_from_text (node);
  KinMark mark = written != NULL ? read_words (written) : KIN_MARK_NONE;

  if (mark > KIN_MARK_NONE && reading->mark <= KIN_MARK_OTHER)
    reading->mark = mark;
  if (!kin_mark_is_quick (mark))
    return FALSE;

  reading->mark = mark;
  reading->quick = g_steal_pointer (&written);

  return TRUE;
}

static gboolean
take_concept (KinJsonNode concept,
              gpointer    user_data)
{
  static const char *const paths[] = { "coding.code", "coding.display", "text" };

  if (kin_json_node_get_type (concept) != KIN_JSON_OBJECT)
    return take_words (concept, user_data);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (kin_path_visit (concept, paths[i], take_words, user_data))
      return TRUE;

  return FALSE;
}

/**
 * kin_mark_from_node:
 * @concept: an interpretation, or a list of them
 *
 * Returns: what it says
 */
KinMark
kin_mark_from_node (KinJsonNode concept)
{
  Reading reading = { KIN_MARK_NONE, NULL };

  kin_path_visit (concept, "", take_concept, &reading);
  g_free (reading.quick);

  return reading.mark;
}

/**
 * kin_mark_is_quick:
 *
 * Returns: whether it asks for quick attention
 */
gboolean
kin_mark_is_quick (KinMark mark)
{
  return mark >= KIN_MARK_QUICK;
}

/**
 * kin_mark_dup_quick:
 * @resource: an Observation, or anything else
 *
 * Returns: (transfer full) (nullable): the code or the words by which quick attention is asked for,
 *   of the result or of a part of it
 */
char *
kin_mark_dup_quick (KinJsonNode resource)
{
  Reading reading = { KIN_MARK_NONE, NULL };

  if (!kin_path_visit (resource, "interpretation", take_concept, &reading))
    kin_path_visit (resource, "component.interpretation", take_concept, &reading);

  return reading.quick;
}

/**
 * kin_item_is_urgent:
 * @item: an item, of a list too
 *
 * Returns: whether the laboratory or the clinic asked for quick attention
 */
gboolean
kin_item_is_urgent (KinItem *item)
{
  g_return_val_if_fail (KIN_IS_ITEM (item), FALSE);

  return !kin_item_has_modifier (item) && kin_item_get_flag (item) != NULL &&
         kin_mark_is_quick (read_words (kin_item_get_flag (item)));
}

/**
 * kin_mark_is_recent:
 * @date: (nullable): of what is marked; a month may hold a day that is late enough
 * @now: the time
 *
 * Returns: whether a mark of that day is still news
 */
gboolean
kin_mark_is_recent (const char *date,
                    GDateTime  *now)
{
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *oldest = NULL;

  g_return_val_if_fail (now != NULL, FALSE);

  then = g_date_time_add_days (now, -DAYS_OF_URGENCY);
  oldest = g_date_time_format (then, "%Y-%m-%d");

  return date != NULL && strncmp (date, oldest, MIN (strlen (date), strlen (oldest))) >= 0;
}

/**
 * kin_item_get_urgency:
 * @item: an item, of a list too
 * @now: the time
 *
 * Returns: whether quick attention was asked for, and whether that is long ago
 */
KinUrgency
kin_item_get_urgency (KinItem   *item,
                      GDateTime *now)
{
  if (!kin_item_is_urgent (item))
    return KIN_URGENCY_NONE;

  return kin_mark_is_recent (kin_item_get_date (item), now) ? KIN_URGENCY_NOW : KIN_URGENCY_PAST;
}
