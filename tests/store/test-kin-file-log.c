/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-log"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <utime.h>

#include "kin-database-private.h"
#include "kin-store-kit.h"

#define RECORD "record.db"
#define LOG RECORD "-wal"
#define MARK RECORD ".generation"
#define LOST RECORD ".lost"
#define AWAY RECORD ".damaged-1-wal"

/* What was kept last is in the log when a program is killed. Whoever loses that file is told, and
 * whoever finds an older one in the place of any of them (security.md F-05, K-15). */

static void
add (KinRecordStore *store,
     guint           number)
{
  g_autofree char *id = g_strdup_printf ("r%u", number);
  g_autofree char *result = kit_result (id, NULL, "2020-01-01", "Calcium");
  g_autofree char *query = g_strdup_printf ("Observation?%u", number);

  kit_ingest_all (store, query, result, NULL);
}

static gboolean
is_there (KitSet     *set,
          const char *name)
{
  g_autofree char *path = kit_path (set, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
lose (KitSet     *set,
      const char *name)
{
  g_autofree char *path = kit_path (set, name);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
put (KitSet     *set,
     const char *name,
     GBytes     *bytes)
{
  g_autofree char *path = kit_path (set, name);
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
put_mark (KitSet     *set,
          const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  put (set, MARK, bytes);
}

/* A record with one result, closed well, and with another one that is only in the log. */
static void
make (KitSet *set)
{
  g_autoptr (KinRecordStore) first = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;

  add (first, 1);
  kit_close (first);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  add (store, 2);
  kit_end_badly (set, store);
}

static void
assert_opens (KitSet   *set,
              guint64   results,
              gboolean  is_lost)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_OPEN);

  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, results);
  g_assert_cmpint (kin_record_store_get_log_lost (store) != 0, ==, is_lost);
  kit_close_sound (store);
}

/* A kill alone loses nothing, and nothing is said. */
static void
test_kept (KitSet        *set,
           gconstpointer  unused)
{
  make (set);
  assert_opens (set, 2, FALSE);
  assert_opens (set, 2, FALSE);
}

/* It is said each time, until it was read. */
static void
test_lost (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = NULL;

  make (set);
  lose (set, LOG);
  assert_opens (set, 1, TRUE);
  assert_opens (set, 1, TRUE);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  kin_record_store_forget_log_lost (store);
  g_assert_cmpint (kin_record_store_get_log_lost (store), ==, 0);
  kit_close (store);
  g_assert_false (is_there (set, LOST));
  assert_opens (set, 1, FALSE);
}

/* Another file in its place: an emptied one, or one of something else. */
static void
test_foreign (KitSet        *set,
              gconstpointer  unused)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) other = g_bytes_new_static ("something else", 14);
  GBytes *logs[] = { empty, other };

  make (set);
  assert_opens (set, 2, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_OPEN);

      add (store, 3);
      kit_end_badly (set, store);
      put (set, LOG, logs[i]);
      assert_opens (set, 2, TRUE);
      lose (set, LOST);
    }
}

/* Lost after something of it went into the file: also then the rest is missed. */
static void
test_lost_later (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  add (store, 1);
  g_usleep (3 * G_USEC_PER_SEC);      /* Then the log is folded. */
  add (store, 2);
  kit_end_badly (set, store);
  lose (set, LOG);
  assert_opens (set, 1, TRUE);
}

/* A kill after all of it went into the file. */
static void
test_kept_later (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  add (store, 1);
  g_usleep (3 * G_USEC_PER_SEC);
  kit_end_badly (set, store);
  assert_opens (set, 1, FALSE);
}

/* Nothing was kept, so that there is nothing to lose. */
static void
test_only_read (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) first = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;

  add (first, 1);
  kit_close (first);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 1);
  kit_end_badly (set, store);
  if (is_there (set, LOG))
    lose (set, LOG);
  assert_opens (set, 1, FALSE);
}

/* What is lost later is another loss: who put the first one off is told again. */
static void
test_two_losses (KitSet        *set,
                 gconstpointer  unused)
{
  static const time_t times[] = { 1767323045, 1767409445 };

  make (set);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *mark = kit_path (set, MARK);
      struct utimbuf when = { times[i], times[i] };
      g_autoptr (KinRecordStore) store = NULL;

      put_mark (set, "00000000000000000099 00000000000000000000\n");
      g_assert_cmpint (g_utime (mark, &when), ==, 0);
      if (is_there (set, LOG))
        lose (set, LOG);
      store = kit_open_fine (set, KIN_STORE_OPEN);
      g_assert_cmpint (kin_record_store_get_log_lost (store), ==, times[i]);
      kit_close (store);
    }
}

/* Looking for something to do keeps nothing either. */
static void
test_only_looked (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) first = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;

  add (first, 1);
  kit_close (first);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  g_assert_null (KIT_ASK (kin_record_store_find_unread_letter, store, &error, G_MAXINT64, NULL));
  g_assert_no_error (error);
  kit_end_badly (set, store);
  assert_opens (set, 1, FALSE);
}

/* Half of a mark, or something else, says nothing; the next one is whole. */
static void
test_other_mark (KitSet        *set,
                 gconstpointer  unused)
{
  static const char *const marks[] = {
    "", "00000000000000000099", "something else", "00000000000000000099\n",
    "-0000000000000000099 00000000000000000000\n", "99999999999999999999 00000000000000000000\n",
    "00000000000000000099-00000000000000000000\n", "00000000000000000099 -0000000000000000001\n",
    "00000000000000000099 00000000000000000000 00000000000000000000\n",
  };

  make (set);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      put_mark (set, marks[i]);
      assert_opens (set, 2, FALSE);
    }
}

/* A log of an earlier session, as a program that keeps folders alike may put it there: nothing of
 * it gets into the file, and nothing is lost. */
static void
test_earlier_log (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = NULL;
  KitState *earlier;

  make (set);
  earlier = kit_see (set);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  add (store, 3);
  kit_close (store);
  kit_put_back (set, earlier, 1, 1);

  g_test_expect_message ("kin-file-log", G_LOG_LEVEL_WARNING, "*put away*");
  assert_opens (set, 3, FALSE);
  g_test_assert_expected_messages ();
  g_assert_true (is_there (set, AWAY));
  assert_opens (set, 3, FALSE);
  kit_state_free (earlier);
}

/* An older file, with the log of a newer one beside it or alone: what it is too old for is not
 * played into it. */
static void
test_older_file (KitSet        *set,
                 gconstpointer  with_log)
{
  g_autoptr (KinRecordStore) store = NULL;
  KitState *older;

  make (set);
  assert_opens (set, 2, FALSE);
  older = kit_see (set);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  add (store, 3);
  kit_close (store);
  g_clear_object (&store);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  add (store, 4);
  if (with_log != NULL)
    kit_end_badly (set, store);
  else
    kit_close (store);
  kit_put_back (set, older, 0, 0);

  if (with_log != NULL)
    g_test_expect_message ("kin-file-log", G_LOG_LEVEL_WARNING, "*put away*");
  assert_opens (set, 2, TRUE);
  g_test_assert_expected_messages ();
  kit_state_free (older);
}

static void
put_strange (KitSet *set,
             GBytes *log)
{
  put (set, LOG, log);
  g_test_expect_message ("kin-file-log", G_LOG_LEVEL_WARNING, "*put away*");
  assert_opens (set, 2, FALSE);
  g_test_assert_expected_messages ();
}

/* A log of another record, and what no log is. */
static void
test_of_another (KitSet        *set,
                 gconstpointer  unused)
{
  KitSet other;
  KitState *of_other;

  kit_set_up (&other, NULL);
  make (&other);
  of_other = kit_see (&other);
  make (set);
  assert_opens (set, 2, FALSE);
  put_strange (set, of_other->files[1]);
  kit_state_free (of_other);
  kit_tear_down (&other, NULL);
}

/* A log of a program that did not count. */
static void
test_of_older_program (KitSet        *set,
                       gconstpointer  unused)
{
  static const KinFileKind kind = { .name = RECORD, .schema = "record", .wal = TRUE };
  g_autoptr (KinDatabase) database = NULL;
  KitState *before, *older;

  make (set);
  assert_opens (set, 2, FALSE);
  before = kit_see (set);
  database = kin_database_open (&kind, set->folder, RECORD, KIN_DATABASE_WRITER, set->key, NULL);
  g_assert_nonnull (database);
  g_assert_true (kin_database_run (database, NULL, "DROP TABLE generation", ""));
  older = kit_see (set);
  g_clear_pointer (&database, kin_database_close);

  kit_put_back (set, before, 0, 2);
  put_strange (set, older->files[1]);
  kit_state_free (before);
  kit_state_free (older);
}

/* The record goes two ways: an older file comes back, and more is kept in it; then the log of the
 * other way comes back. Nothing of it gets in, however far both are. */
static void
test_two_ways (KitSet        *set,
               gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = NULL;
  KitState *older, *first;

  make (set);
  assert_opens (set, 2, FALSE);
  older = kit_see (set);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  for (guint i = 3; i < 9; i++)
    add (store, i);
  first = kit_see (set);
  kit_close (store);
  g_clear_object (&store);

  kit_put_back (set, older, 0, 0);
  assert_opens (set, 2, TRUE);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  add (store, 10);
  kit_close (store);

  kit_put_back (set, first, 1, 1);
  g_test_expect_message ("kin-file-log", G_LOG_LEVEL_WARNING, "*put away*");
  assert_opens (set, 3, TRUE);
  g_test_assert_expected_messages ();
  lose (set, LOST);

  /* And the whole of it: what was kept since is missed. */
  kit_put_back (set, first, 0, 1);
  assert_opens (set, 8, TRUE);
  kit_state_free (older);
  kit_state_free (first);
}

/* Whatever was left of a record is put together from two moments of its life: it opens as it was at
 * one moment, and where anything is missing, that is said. Without the mark nobody would know. */

#define MOMENTS 20
#define TRIALS 200

static KitState **
live (KitSet *set)
{
  KitState **moments = g_new0 (KitState *, MOMENTS);
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  for (guint i = 0; i < MOMENTS; i++)
    {
      add (store, i);
      moments[i] = kit_see (set);
      /* After a while the log is folded; and now and then the program is closed, or killed. */
      if (i % 7 == 3)
        g_usleep (5 * G_USEC_PER_SEC / 2);
      if (i % 5 == 4)
        {
          if (i % 2 == 0)
            kit_close (store);
          else
            kit_end_badly (set, store);
          g_object_unref (store);
          store = kit_open_fine (set, KIN_STORE_OPEN);
        }
    }
  kit_end_badly (set, store);

  return moments;
}

/* Returns: how many results are there, which are the first ones of its life. */
static guint
open_mixed (KitSet   *set,
            gboolean *is_lost)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_OPEN);
  g_autoptr (GPtrArray) items = kit_list (store, KIN_SECTION_RESULTS);

  *is_lost = kin_record_store_get_log_lost (store) != 0;
  for (guint i = 0; i < items->len; i++)
    {
      const char *id = kin_item_get_resource_id (g_ptr_array_index (items, i));

      g_assert_cmpuint (g_ascii_strtoull (id + 1, NULL, 10), <, items->len);
    }
  kit_close_sound (store);

  return items->len;
}

static void
say_nothing (const char     *domain,
             GLogLevelFlags  level,
             const char     *message,
             gpointer        unused)
{
  g_assert_nonnull (strstr (message, "put away"));
}

static gboolean
go_on (const char     *domain,
       GLogLevelFlags  level,
       const char     *message,
       gpointer        unused)
{
  return FALSE;
}

static void
test_mixed (KitSet        *set,
            gconstpointer  unused)
{
  KitState **moments = live (set);
  GRand *random = g_rand_new_with_seed (15);
  guint n_missing = 0;
  guint n_silent = 0;

  g_test_log_set_fatal_handler (go_on, NULL);
  g_log_set_handler ("kin-file-log", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, say_nothing, NULL);
  for (guint i = 0; i < TRIALS; i++)
    {
      guint file = (guint) g_rand_int_range (random, 0, MOMENTS);
      guint log = (guint) g_rand_int_range (random, 0, MOMENTS);
      gboolean is_lost, is_silent;
      guint n_results;

      kit_put_back (set, moments[file], 0, 0);
      kit_put_back (set, moments[log], 1, 1);
      kit_put_back (set, moments[MOMENTS - 1], 2, 2);
      n_results = open_mixed (set, &is_lost);
      g_assert_cmpint (is_lost, ==, n_results < MOMENTS);
      n_missing += is_lost;
      if (is_lost)
        lose (set, LOST);

      kit_put_back (set, moments[file], 0, 0);
      kit_put_back (set, moments[log], 1, 1);
      put_mark (set, "");
      n_silent += open_mixed (set, &is_silent) < MOMENTS && !is_silent;
    }

  g_test_message ("of %d, something was missing in %u, and %u would have been silent", TRIALS,
                  n_missing, n_silent);
  g_assert_cmpuint (n_missing, >, TRIALS / 2);
  g_assert_cmpuint (n_silent, ==, n_missing);

  g_rand_free (random);
  for (guint i = 0; i < MOMENTS; i++)
    kit_state_free (moments[i]);
  g_free (moments);
}

#define ADD(name, function) \
  g_test_add ("/store/file-log/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept", test_kept);
  ADD ("lost", test_lost);
  ADD ("foreign", test_foreign);
  ADD ("lost-later", test_lost_later);
  ADD ("kept-later", test_kept_later);
  ADD ("only-read", test_only_read);
  ADD ("only-looked", test_only_looked);
  ADD ("two-losses", test_two_losses);
  ADD ("other-mark", test_other_mark);
  ADD ("earlier-log", test_earlier_log);
  ADD ("older-file", test_older_file);
  g_test_add ("/store/file-log/older-file-with-log", KitSet, "log", kit_set_up, test_older_file,
              kit_tear_down);
  ADD ("of-another", test_of_another);
  ADD ("of-older-program", test_of_older_program);
  ADD ("two-ways", test_two_ways);
  ADD ("mixed", test_mixed);

  return g_test_run ();
}
