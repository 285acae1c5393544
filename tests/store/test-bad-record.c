/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-record"

#include "config.h"

#include "bad-day.h"
#include "record-asks.h"

/* Everything that can be asked of a record, with each single call of the database failing once:
 * what is said to be done is done, what failed changed nothing, and can be done again. */

static KinRecordStore *
open_filled (KitSet *set)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store;

  record_fill (set);
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  return store;
}

/* What is answered on a good day, and what is there before and then. */
static void
ask_well (RecordAskFunc   ask,
          char          **before,
          char          **answer,
          char          **after)
{
  KitSet set;
  g_autoptr (KinRecordStore) store = open_filled (&set);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  *before = record_dump (store);
  g_assert_true (ask (store, said, &error));
  g_assert_no_error (error);
  *answer = g_string_free (g_steal_pointer (&said), FALSE);
  *after = record_dump (store);
  kit_close (store);
  kit_tear_down (&set, NULL);
}

/* Asks with the call number @at failing. Returns: whether there was such a call; it may have been
 * one that nothing depends on. */
static gboolean
ask_badly (KinRecordStore *store,
           RecordAskFunc   ask,
           guint           at,
           const char     *before,
           const char     *answer,
           const char     *after,
           gboolean       *was_asked)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  gboolean asked, hit;

  bad_day_begin (at);
  asked = ask (store, said, &error);
  *was_asked = asked;
  hit = bad_day_end ();
  now = record_dump (store);

  if (asked)
    g_assert_cmpstr (said->str, ==, answer);
  else
    g_assert_nonnull (error);
  g_assert_true (asked || hit);
  g_assert_cmpstr (now, ==, asked ? after : before);

  return hit;
}

static void
test_ask (gconstpointer data)
{
  RecordAskFunc ask = ((const RecordAsk *) data)->ask;
  KinRecordStore *store = NULL;
  KitSet set;
  g_autofree char *before = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *after = NULL;
  gboolean asked = TRUE;
  gboolean hit = TRUE;
  guint at = 0;

  ask_well (ask, &before, &answer, &after);
  while (hit)
    {
      if (store == NULL)
        store = open_filled (&set);
      hit = ask_badly (store, ask, ++at, before, answer, after, &asked);
      if (asked)
        {
          kit_close_sound (store);
          g_clear_object (&store);
          kit_tear_down (&set, NULL);
        }
    }

  g_test_message ("%u calls", at - 1);
  g_assert_cmpuint (at, >, 1);
}

static guint64
read_generation (KitSet *set)
{
  g_autofree char *path = kit_path (set, "record.db.generation");
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtoull (text, NULL, 10) : 0;
}

/* Whatever failed before, each state has a number of its own. */
static void
keep_more (KinRecordStore *store,
           KitSet         *set)
{
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *result = kit_result (id, NULL, "2020-01-01", "Calcium");
  g_autoptr (GError) error = NULL;
  guint64 before = read_generation (set);

  kit_ingest (store, "nobody", result, &step, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read_generation (set), ==, before + 1);
}

/* Opens a record with the call number @at failing, and then without. Returns: whether there was
 * such a call. */
static gboolean
open_badly (KitSet       *set,
            KinStoreMode  mode,
            guint         at)
{
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean hit;

  bad_day_begin (at);
  store = kit_open (set, mode, &error);
  hit = bad_day_end ();
  g_assert_true ((store == NULL) == (error != NULL));
  g_assert_true (store != NULL || hit);

  /* A new file may have got its name before. */
  if (store == NULL)
    store = kit_open (set, mode, NULL);
  if (store == NULL)
    store = kit_open (set, KIN_STORE_OPEN, NULL);
  g_assert_nonnull (store);
  keep_more (store, set);
  kit_close_sound (store);

  return hit;
}

static void
test_open_new (void)
{
  gboolean hit = TRUE;

  for (guint at = 1; hit; at++)
    {
      KitSet set;

      kit_set_up (&set, NULL);
      hit = open_badly (&set, KIN_STORE_CREATE, at);
      kit_tear_down (&set, NULL);
    }
}

static void
test_open_old (void)
{
  KitSet set;
  guint at = 1;

  record_fill (&set);
  while (open_badly (&set, KIN_STORE_OPEN, at))
    at++;
  kit_tear_down (&set, NULL);
}

/* With a log that a kill has left: whatever fails then, what is in it is not given up. */
static void
test_open_log (void)
{
  g_autoptr (KinRecordStore) store = NULL;
  KitState *killed;
  KitSet set;
  guint64 kept;
  gboolean hit = TRUE;

  record_fill (&set);
  store = kit_open_fine (&set, KIN_STORE_OPEN);
  keep_more (store, &set);
  kept = kit_count (store, KIN_SECTION_RESULTS, NULL);
  killed = kit_see (&set);
  kit_close (store);

  for (guint at = 1; hit; at++)
    {
      kit_put_back (&set, killed, 0, KIT_STATE_FILES - 1);
      hit = open_badly (&set, KIN_STORE_OPEN, at);
      g_clear_object (&store);
      store = kit_open_fine (&set, KIN_STORE_OPEN);
      g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, kept + 1);
      kit_close (store);
    }

  kit_state_free (killed);
  kit_tear_down (&set, NULL);
}

static void
add_asks (const RecordAsk *asks)
{
  for (const RecordAsk *ask = asks; ask->name != NULL; ask++)
    {
      g_autofree char *path = g_strconcat ("/bad-record/", ask->name, NULL);

      g_test_add_data_func (path, ask, test_ask);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bad-record/open-new", test_open_new);
  g_test_add_func ("/bad-record/open-old", test_open_old);
  g_test_add_func ("/bad-record/open-log", test_open_log);
  add_asks (record_changes);
  add_asks (record_readings);

  return g_test_run ();
}
