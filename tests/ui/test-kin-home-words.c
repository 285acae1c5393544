/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-home-words"

#include "config.h"

#include <string.h>

#include "kin-damage-page.h"
#include "kin-home-needs.h"
#include "kin-home-words.h"
#include "kin-summary.h"

static KinItem *
new_item (gint64      id,
          const char *type,
          const char *date,
          const char *status,
          const char *flag,
          gboolean    unread)
{
  KinSummary summary = { 0 };

  summary.type = (char *) type;
  summary.id = (char *) "i";
  summary.title = (char *) "Potassium";
  summary.date = (char *) date;
  summary.status = (char *) status;
  summary.flag = (char *) flag;

  return kin_item_new (id, "s", &summary, unread ? KIN_ITEM_UNREAD : 0, NULL);
}

static GPtrArray *
new_needs (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kin_need_free);
}

static const KinNeed *
need_at (GPtrArray *needs,
         guint      position)
{
  return g_ptr_array_index (needs, position);
}

/* Counts */

static const struct
{
  guint64     count;
  guint64     unread;
  const char *words;
} counts[] = {
  { 1, 0, "1 entry" }, { 12, 0, "12 entries" }, { 12, 2, "12 entries, 2 new" },
  { 1, 1, "1 entry, 1 new" },
};

static void
test_counts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *words = kin_section_count_to_words (counts[i].count, counts[i].unread);

      g_assert_cmpstr (words, ==, counts[i].words);
    }
}

/* Urgent results. Today is 25 November 2026. */
static const struct
{
  const char *flag;
  const char *date;
  gboolean    unread;
  const char *words;                /* NULL: Home says nothing */
} results[] = {
  { "HH", "2026-11-24", FALSE, "The lab marked a result as needing quick attention." },
  { "LL", "2026-11-11", FALSE, "The lab marked a result as needing quick attention." },
  { "AA", "2026-11-20T08:00:00Z", TRUE, "The lab marked a result as needing quick attention." },
  { "HH", "2026-03-03", TRUE,
    "The lab marked a result on 3 March 2026 as needing quick attention." },
  { "HH", NULL, TRUE, "The lab marked a result without a date as needing quick attention." },
  { "HH", "2026-03-03", FALSE, NULL },
  { "HH", "2019-03-03", FALSE, NULL },
  { "H", "2026-11-24", TRUE, NULL },
  { "A", "2026-11-24", TRUE, NULL },
  { "H*", "2026-11-24", TRUE, NULL },
  { NULL, "2026-11-24", TRUE, NULL },
};

static void
test_urgent (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 25, 10, 0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GPtrArray) needs = new_needs ();
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (items, new_item (1, "Observation", results[i].date, "final",
                                        results[i].flag, results[i].unread));
      kin_needs_add_urgent (needs, items, now);
      if (results[i].words == NULL)
        {
          g_assert_cmpuint (needs->len, ==, 0);
          continue;
        }

      g_assert_cmpuint (needs->len, ==, 1);
      g_assert_cmpstr (need_at (needs, 0)->words, ==, results[i].words);
      /* Whoever passes the screen does not learn which test it is. */
      g_assert_null (strstr (need_at (needs, 0)->words, "Potassium"));
      g_assert_null (strstr (need_at (needs, 0)->detail, "Potassium"));
      g_assert_true (need_at (needs, 0)->item == g_ptr_array_index (items, 0));
    }
}

static void
test_messages (void)
{
  g_autoptr (GPtrArray) needs = new_needs ();

  kin_needs_add_messages (needs, 0);
  g_assert_cmpuint (needs->len, ==, 0);
  kin_needs_add_messages (needs, 1);
  kin_needs_add_messages (needs, 3);
  g_assert_cmpstr (need_at (needs, 0)->words, ==, "1 message is new.");
  g_assert_cmpstr (need_at (needs, 1)->words, ==, "3 messages are new.");
  g_assert_cmpint (need_at (needs, 0)->section, ==, KIN_SECTION_MESSAGES);
}

/* Only what was sent and is not settled; what insurance paid is no bill. */
static void
test_bills (void)
{
  g_autoptr (GPtrArray) needs = new_needs ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, new_item (1, "Invoice", "2026-11-01", "balanced", NULL, FALSE));
  g_ptr_array_add (items, new_item (2, "Invoice", "2026-11-01", "cancelled", NULL, FALSE));
  g_ptr_array_add (items, new_item (3, "ExplanationOfBenefit", NULL, "active", NULL, FALSE));
  kin_needs_add_bills (needs, items);
  g_assert_cmpuint (needs->len, ==, 0);

  g_ptr_array_add (items, new_item (4, "Invoice", "2026-11-01", "issued", NULL, FALSE));
  kin_needs_add_bills (needs, items);
  g_assert_cmpuint (needs->len, ==, 1);
  g_assert_cmpstr (need_at (needs, 0)->words, ==, "1 bill is open.");

  g_ptr_array_add (items, new_item (5, "Invoice", "2026-11-02", "issued", NULL, FALSE));
  kin_needs_add_bills (needs, items);
  g_assert_cmpstr (need_at (needs, 1)->words, ==, "2 bills are open.");
}

static void
test_files_left (void)
{
  g_autofree char *none = kin_damage_dup_left_words (NULL);
  g_autofree char *one = kin_damage_dup_left_words ("May.zip");
  g_autofree char *some = kin_damage_dup_left_words ("May.zip\nJune.zip");

  g_assert_null (none);
  g_assert_cmpstr (one, ==, "Open these again, because they could not be read:\nMay.zip");
  g_assert_cmpstr (some, ==,
                   "Open these again, because they could not be read:\nMay.zip\nJune.zip");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/home-words/counts", test_counts);
  g_test_add_func ("/ui/home-words/urgent", test_urgent);
  g_test_add_func ("/ui/home-words/messages", test_messages);
  g_test_add_func ("/ui/home-words/bills", test_bills);
  g_test_add_func ("/ui/home-words/files-left", test_files_left);

  return g_test_run ();
}
