/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-log"

#include "config.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "kin-store-kit.h"

#define RECORD "record.db"
#define LOG RECORD "-wal"
#define USED RECORD ".log-used"
#define LOST RECORD ".log-lost"

/* What was kept last is in the log when a program is killed. Whoever loses that file is told
 * (security.md F-05). */

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

static GBytes *
get (KitSet     *set,
     const char *name)
{
  g_autofree char *path = kit_path (set, name);
  char *content = NULL;
  gsize length;

  return g_file_get_contents (path, &content, &length, NULL) ? g_bytes_new_take (content, length)
                                                             : NULL;
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

/* Ends a store as a kill would: what is on the disk stays as it is now. Returns: what is in the
 * log. */
static GBytes *
end_badly (KitSet         *set,
           KinRecordStore *store)
{
  static const char * const names[] = { RECORD, LOG, USED };
  GBytes *left[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    left[i] = get (set, names[i]);
  kit_close (store);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (left[i] != NULL)
      put (set, names[i], left[i]);

  g_clear_pointer (&left[0], g_bytes_unref);
  g_clear_pointer (&left[2], g_bytes_unref);

  return left[1];
}

static void
put_mark (KitSet *set)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  put (set, USED, nothing);
}

/* A record with one result, closed well, and with another one that is only in the log. */
static GBytes *
make (KitSet *set)
{
  g_autoptr (KinRecordStore) first = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;

  add (first, 1);
  kit_close (first);
  g_assert_false (is_there (set, USED));
  store = kit_open_fine (set, KIN_STORE_OPEN);
  g_assert_false (is_there (set, USED));
  add (store, 2);
  g_assert_true (is_there (set, USED));

  return end_badly (set, store);
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
  g_bytes_unref (make (set));
  assert_opens (set, 2, FALSE);
  assert_opens (set, 2, FALSE);
  g_assert_false (is_there (set, USED));
}

/* It is said each time, until it was read. */
static void
test_lost (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = NULL;

  g_bytes_unref (make (set));
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

  g_bytes_unref (make (set));
  assert_opens (set, 2, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_OPEN);
      g_autoptr (GBytes) log = NULL;

      add (store, 3);
      log = end_badly (set, store);
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
  g_autoptr (GBytes) log = NULL;

  add (store, 1);
  g_usleep (3 * G_USEC_PER_SEC);      /* Then the log is folded. */
  add (store, 2);
  log = end_badly (set, store);
  lose (set, LOG);
  assert_opens (set, 1, TRUE);
}

/* A kill after all of it went into the file. */
static void
test_kept_later (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GBytes) log = NULL;

  add (store, 1);
  g_usleep (3 * G_USEC_PER_SEC);
  log = end_badly (set, store);
  assert_opens (set, 1, FALSE);
}

/* Nothing was kept, so that there is nothing to lose. */
static void
test_only_read (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) first = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GBytes) log = NULL;

  add (first, 1);
  kit_close (first);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, 1);
  log = end_badly (set, store);
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

  g_bytes_unref (make (set));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *mark = kit_path (set, USED);
      struct utimbuf when = { times[i], times[i] };
      g_autoptr (KinRecordStore) store = NULL;

      put_mark (set);
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
  g_autoptr (GBytes) log = NULL;
  g_autoptr (GError) error = NULL;

  add (first, 1);
  kit_close (first);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  g_assert_null (KIT_ASK (kin_record_store_find_unread_letter, store, &error, G_MAXINT64, NULL));
  g_assert_no_error (error);
  log = end_badly (set, store);
  assert_opens (set, 1, FALSE);
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

  return g_test_run ();
}
