/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin"

#include "config.h"

#include <string.h>

#include "kin-item-private.h"
#include "kin-meaning.h"
#include "kin-path-private.h"
#include "kin-text.h"
#include "kin-time.h"
#include "kin-twin-private.h"

/* Of an id that no other server gives to something else. */
#define LONG_ID 16

/**
 * kin_twin_new:
 * @item: (transfer full): an entry
 * @reason: by what it is the same as another one
 *
 * Returns: (transfer full): the two together
 */
KinTwin *
kin_twin_new (KinItem       *item,
              KinTwinReason  reason)
{
  KinTwin *self = g_new0 (KinTwin, 1);

  self->item = item;
  self->reason = reason;

  return self;
}

/**
 * kin_twin_free:
 * @self: (transfer full) (nullable): a twin
 */
void
kin_twin_free (KinTwin *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->item);
  g_free (self);
}

/* What lasts stands under a code alone; all else is of a day. */
static gboolean
lasts (KinSection section)
{
  return section == KIN_SECTION_MEDICINES || section == KIN_SECTION_CONDITIONS ||
         section == KIN_SECTION_ALLERGIES;
}

/**
 * kin_twin_list_keys:
 * @item: an item, with its resource or without
 *
 * Where to look for an item's twins: only two that share a key can be the same for
 * kin_twin_compare().
 *
 * Returns: (transfer full): the keys, in no order
 */
GStrv
kin_twin_list_keys (KinItem *item)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_auto (GStrv) codes = NULL;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  g_autofree char *last = NULL;
  KinSection section;

  g_return_val_if_fail (KIN_IS_ITEM (item), NULL);

  section = kin_item_get_section (item);
  day = lasts (section) || kin_item_get_date (item) == NULL
        ? g_strdup ("") : g_strndup (kin_item_get_date (item), strlen ("2026-01-31"));
  codes = g_strsplit (kin_item_get_codes (item) != NULL ? kin_item_get_codes (item) : "", " ", -1);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *key = g_strdup_printf ("%d %s %s", section, day, codes[i]);

      g_strv_builder_add (keys, key);
    }
  title = kin_text_fold (kin_item_get_title (item));
  last = g_strdup_printf ("%d %s =%s", section, day, title);
  g_strv_builder_add (keys, last);

  return g_strv_builder_end (keys);
}

/**
 * kin_twin_dup_name:
 * @one: an item
 * @other: another one
 *
 * Returns: (transfer full): a name for the two of them, in whatever order they are given: the
 *   kin_item_dup_name() of both, with a space between
 */
char *
kin_twin_dup_name (KinItem *one,
                   KinItem *other)
{
  g_autofree char *name = kin_item_dup_name (one);
  g_autofree char *after = kin_item_dup_name (other);

  return strcmp (name, after) < 0 ? g_strjoin (" ", name, after, NULL)
                                  : g_strjoin (" ", after, name, NULL);
}

/* What is compared */

static gboolean
are_of_one_system (const char *code,
                   const char *other)
{
  gsize length = strcspn (code, "|");

  return length > 0 && strncmp (code, other, length + 1) == 0;
}

/* Whether one of @others is of the system of @code; and if so, whether @code is there. */
static gboolean
is_contradicted (const char *code,
                 GStrv       others)
{
  gboolean same_system = FALSE;

  for (guint i = 0; others[i] != NULL; i++)
    same_system = same_system || are_of_one_system (code, others[i]);

  return same_system && !g_strv_contains ((const char *const *) others, code);
}

static gboolean
is_any_contradicted (GStrv codes,
                     GStrv others)
{
  for (guint i = 0; codes[i] != NULL; i++)
    if (is_contradicted (codes[i], others))
      return TRUE;

  return FALSE;
}

static GStrv
split_codes (KinItem *item)
{
  const char *codes = kin_item_get_codes (item);

  return g_strsplit (codes != NULL ? codes : "", " ", -1);
}

/* A code says what it means only with its system. A medicine has the code of what is in it,
 * too: where a system has codes in both, they have to be the same. */
static gboolean
share_code (KinItem *one,
            KinItem *other)
{
  g_auto (GStrv) codes = split_codes (one);
  g_auto (GStrv) others = split_codes (other);

  if (is_any_contradicted (codes, others) || is_any_contradicted (others, codes))
    return FALSE;

  for (guint i = 0; codes[i] != NULL; i++)
    if (codes[i][0] != '\0' && codes[i][0] != '|' &&
        g_strv_contains ((const char *const *) others, codes[i]))
      return TRUE;

  return FALSE;
}

/* Whether each has a code that the other one does not have, though it has others of that system:
 * what has all codes of the other one, and more, only says more. */
static gboolean
differ_in_codes (KinItem *one,
                 KinItem *other)
{
  g_auto (GStrv) codes = split_codes (one);
  g_auto (GStrv) others = split_codes (other);

  return is_any_contradicted (codes, others) && is_any_contradicted (others, codes);
}

static gint64
to_minute (const KinTime *time,
           gboolean       zoned)
{
  g_autoptr (GDate) date = g_date_new_dmy (time->day, (GDateMonth) time->month,
                                           (GDateYear) time->year);

  return (gint64) g_date_get_julian (date) * 24 * 60 + time->hour * 60 + time->minute
         - (zoned ? time->offset : 0);
}

static gboolean
are_on_one_day (const KinTime *one,
                const KinTime *other)
{
  return one->precision >= KIN_TIME_DAY && other->precision >= KIN_TIME_DAY &&
         one->year == other->year && one->month == other->month && one->day == other->day;
}

/* To the minute where both have one, else to the day. */
static gboolean
are_at_one_time (KinItem  *one,
                 KinItem  *other,
                 gboolean  to_the_minute)
{
  KinTime here, there;
  gboolean zoned;

  if (kin_item_get_date (one) == NULL || kin_item_get_date (other) == NULL ||
      !kin_time_parse (kin_item_get_date (one), &here) ||
      !kin_time_parse (kin_item_get_date (other), &there))
    return FALSE;

  zoned = here.has_zone && there.has_zone;
  if (to_the_minute && here.precision >= KIN_TIME_MINUTE && there.precision >= KIN_TIME_MINUTE)
    return to_minute (&here, zoned) == to_minute (&there, zoned);

  return are_on_one_day (&here, &there);
}

/* Numbers of an entry: what numbers it means, and the number */

static gboolean
add_number (KinJsonNode node,
            gpointer    user_data)
{
  g_autofree char *system = kin_json_node_dup_string (kin_json_node_get (node, "system"));
  g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (node, "value"));
  g_autofree char *use = kin_json_node_dup_string (kin_json_node_get (node, "use"));

  if (system != NULL && value != NULL && *system != '\0' && *value != '\0' &&
      g_strcmp0 (use, "old") != 0)
    g_hash_table_add (user_data, g_strdup_printf ("%s|%s", system, value));

  return FALSE;
}

static GHashTable *
list_numbers (KinItem *item)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  kin_path_visit (kin_item_get_node (item), "identifier", add_number, numbers);

  return numbers;
}

/* A short id is counted up by many servers: then all else has to be the same, word for word. */
static gboolean
share_id (KinItem *one,
          KinItem *other)
{
  const char *id = kin_item_get_resource_id (one);

  return g_str_equal (id, kin_item_get_resource_id (other)) &&
         (strlen (id) >= LONG_ID || kin_meaning_hash (kin_item_get_node (one))
                                      == kin_meaning_hash (kin_item_get_node (other)));
}

static gboolean
share_number (KinItem *one,
              KinItem *other)
{
  g_autoptr (GHashTable) numbers = NULL;
  g_autoptr (GHashTable) others = NULL;
  GHashTableIter iter;
  gpointer number;

  if (share_id (one, other))
    return TRUE;
  if (kin_twin_orders_differ (one, other))
    return FALSE;

  numbers = list_numbers (one);
  others = list_numbers (other);
  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (g_hash_table_contains (others, number))
      return TRUE;

  return FALSE;
}

/* What the clinic asked for may have been written down as what is taken. */
gboolean
kin_twin_is_of_orders (KinItem *item)
{
  return g_str_equal (kin_item_get_kind (item), "MedicationRequest") ||
         g_str_equal (kin_item_get_kind (item), "MedicationStatement");
}

static gboolean
are_of_one_kind (KinItem *one,
                 KinItem *other)
{
  return g_str_equal (kin_item_get_kind (one), kin_item_get_kind (other));
}

/* Tests of a panel share the number of the panel, and a number may be that of something else:
 * of two strengths of a medicine with one name, say. */
static gboolean
are_one_by_number (KinItem *item,
                   KinItem *shown)
{
  return are_of_one_kind (item, shown) &&
         kin_twin_says_text (kin_item_get_subtitle (shown), kin_item_get_subtitle (item)) &&
         !differ_in_codes (item, shown) &&
         (share_code (item, shown) ||
          kin_twin_is_same_text (kin_item_get_title (item), kin_item_get_title (shown))) &&
         (kin_twin_says_text (kin_item_get_date (shown), kin_item_get_date (item)) ||
          are_at_one_time (item, shown, TRUE)) &&
         share_number (item, shown);
}

/* The time is that of the result: of a series, the order is the same. */
static gboolean
are_one_by_order (KinItem *one,
                  KinItem *other)
{
  return g_str_equal (kin_item_get_kind (one), "Observation") && are_of_one_kind (one, other) &&
         share_code (one, other) &&
         kin_twin_is_same_text (kin_item_get_subtitle (one), kin_item_get_subtitle (other)) &&
         (kin_twin_is_same_text (kin_item_get_date (one), kin_item_get_date (other)) ||
          are_at_one_time (one, other, TRUE)) &&
         kin_twin_share_order (one, other);
}

/* By kind */

static gboolean
are_one_result (KinItem *one,
                KinItem *other)
{
  return g_str_equal (kin_item_get_kind (one), "Observation") &&
         are_at_one_time (one, other, TRUE) &&
         kin_twin_is_same_text (kin_item_get_subtitle (one), kin_item_get_subtitle (other)) &&
         !kin_twin_orders_differ (one, other);
}

/* What goes on is one thing wherever it was written down; what is over was there in its time. */
gboolean
kin_twin_go_on_or_are_of_one_day (KinItem *one,
                                  KinItem *other)
{
  return (g_strcmp0 (kin_item_get_status (one), "active") == 0 &&
          g_strcmp0 (kin_item_get_status (other), "active") == 0) ||
         are_at_one_time (one, other, FALSE);
}

/* What was given at a time is not what was asked for. */
static gboolean
are_one_medicine (KinItem *one,
                  KinItem *other)
{
  return kin_twin_is_of_orders (one) && kin_twin_is_of_orders (other)
         ? kin_twin_go_on_or_are_of_one_day (one, other)
         : are_of_one_kind (one, other) && are_at_one_time (one, other, TRUE);
}

static KinTwinReason
find_reason (KinItem *one,
             KinItem *other)
{
  KinSection section = kin_item_get_section (one);

  if (section == KIN_SECTION_MEDICINES)
    return are_one_medicine (one, other) ? KIN_TWIN_MEDICINE : KIN_TWIN_NONE;
  if (!are_of_one_kind (one, other))
    return KIN_TWIN_NONE;

  switch ((int) section)
    {
    case KIN_SECTION_VACCINES:
      return are_at_one_time (one, other, FALSE) ? KIN_TWIN_VACCINE : KIN_TWIN_NONE;
    case KIN_SECTION_RESULTS:
    case KIN_SECTION_MEASUREMENTS:
      return are_one_result (one, other) ? KIN_TWIN_RESULT : KIN_TWIN_NONE;
    case KIN_SECTION_CONDITIONS:
      return kin_twin_go_on_or_are_of_one_day (one, other) ? KIN_TWIN_CONDITION : KIN_TWIN_NONE;
    case KIN_SECTION_ALLERGIES:
      return KIN_TWIN_ALLERGY;
    default:
      return KIN_TWIN_NONE;
    }
}

/* What would turn an entry into its opposite is not compared. */
static KinTwinReason
find_reason_of_plain (KinItem *item,
                      KinItem *shown)
{
  if (kin_item_has_modifier (item) || kin_item_has_modifier (shown))
    return KIN_TWIN_NONE;
  if (are_one_by_number (item, shown) || are_one_by_order (item, shown))
    return KIN_TWIN_NUMBER;

  return share_code (item, shown) ? find_reason (item, shown) : KIN_TWIN_NONE;
}

/**
 * kin_twin_compare:
 * @item: an item, with its resource
 * @shown: one of the same person from another source, with its resource, that would be listed
 *   instead
 *
 * Whether two entries are the same thing, so that one of them is enough in a list. Where @shown
 * says something else in any of what is compared, or says nothing where @item does, both are to
 * be listed.
 *
 * Returns: by what they are seen to be the same
 */
KinTwinReason
kin_twin_compare (KinItem *item,
                  KinItem *shown)
{
  KinTwinReason reason;

  g_return_val_if_fail (KIN_IS_ITEM (item) && KIN_IS_ITEM (shown), KIN_TWIN_NONE);

  if (kin_item_get_section (item) != kin_item_get_section (shown) || !kin_twin_says (shown, item))
    return KIN_TWIN_NONE;

  reason = find_reason_of_plain (item, shown);

  return reason == KIN_TWIN_NONE && kin_twin_is_word_for_word (item, shown) ? KIN_TWIN_WORDS
                                                                            : reason;
}
