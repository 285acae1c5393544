/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-file-aside"

#include "config.h"

#include <glib/gstdio.h>

#include "kin-database-private.h"
#include "kin-file-private.h"
#include "kin-store-kit.h"

#define RECORD "record.db"
#define ASIDE RECORD ".damaged-1"
#define ASIDE_TOO RECORD ".damaged-2"

/* A damaged record is kept beside an empty one, where somebody wants that (security.md F-09), until
 * something is erased. */

static void
make (KitSet *set)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);
      g_autofree char *query = g_strdup_printf ("Observation?%u", i);
      g_autofree char *result = kit_result (id, NULL, "2020-01-01", "Calcium");

      kit_ingest_all (store, query, result, NULL);
    }
  kit_close (store);
}

static char *
get (KitSet     *set,
     const char *name,
     gsize      *length)
{
  g_autofree char *path = kit_path (set, name);
  char *content = NULL;

  return g_file_get_contents (path, &content, length, NULL) ? content : NULL;
}

static void
put (KitSet     *set,
     const char *name,
     const char *content,
     gsize       length)
{
  g_autofree char *path = kit_path (set, name);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
damage (KitSet *set,
        gsize   page)
{
  gsize length = 0;
  g_autofree char *content = get (set, RECORD, &length);

  g_assert_cmpuint (length, >=, (page + 1) * KIN_PAGE_SIZE);
  for (gsize i = 0; i < 8; i++)
    content[page * KIN_PAGE_SIZE + 100 + i] ^= 0x55;
  put (set, RECORD, content, length);
}

static void
lose (KitSet     *set,
      const char *name)
{
  g_autofree char *path = kit_path (set, name);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

static gboolean
is_there (KitSet     *set,
          const char *name)
{
  g_autofree char *path = kit_path (set, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Opens it as @mode says; it holds @results, can keep another one, and says what is @aside. */
static void
assert_opens (KitSet       *set,
              KinStoreMode  mode,
              guint64       results,
              const char   *aside)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, mode);

  g_assert_cmpuint (kit_count (store, KIN_SECTION_RESULTS, NULL), ==, results);
  g_assert_cmpstr (kin_record_store_get_aside (store), ==, aside);
  g_assert_cmpint (kin_record_store_get_log_lost (store), ==, 0);
  kit_close_sound (store);
}

/* Begins again, for each page that may be damaged: the damaged file is kept, byte for byte, and
 * what comes in its place opens from then on. */
static void
test_every_page (KitSet        *set,
                 gconstpointer  unused)
{
  gsize length = 0;
  g_autofree char *sound = NULL;

  make (set);
  sound = get (set, RECORD, &length);
  for (gsize page = 0; page < length / KIN_PAGE_SIZE; page++)
    {
      g_autofree char *damaged = NULL;
      g_autofree char *kept = NULL;
      gsize kept_length = 0;

      put (set, RECORD, sound, length);
      damage (set, page);
      damaged = get (set, RECORD, &kept_length);
      assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
      kept = get (set, ASIDE, &kept_length);
      g_assert_cmpmem (kept, (int) kept_length, damaged, (int) length);
      assert_opens (set, KIN_STORE_OPEN, 0, ASIDE);
      lose (set, ASIDE);
    }
}

/* What is whole is opened, whoever wanted it to begin again. */
static void
test_whole (KitSet        *set,
            gconstpointer  unused)
{
  make (set);
  assert_opens (set, KIN_STORE_RENEW, 40, NULL);
  g_assert_false (is_there (set, ASIDE));
}

/* Emptied, or gone. */
static void
test_nothing_left (KitSet        *set,
                   gconstpointer  unused)
{
  make (set);
  put (set, RECORD, "", 0);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
  lose (set, RECORD);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
}

/* Each is kept, and the last one is named. How far it was says nothing of the new one. */
static void
test_again (KitSet        *set,
            gconstpointer  unused)
{
  make (set);
  damage (set, 0);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
  damage (set, 0);
  put (set, RECORD ".generation", "00000000000000000099 00000000000000000000\n", 42);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE_TOO);
  g_assert_true (is_there (set, ASIDE));
}

/* The damaged file has its other name, and its log and the empty record have not: what is left is
 * kept, and never played into what is new. */
static void
test_cut_off (KitSet        *set,
              gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;
  gsize length = 0;

  make (set);
  put (set, RECORD "-wal", "a log", 5);
  put (set, RECORD ".new", "not whole", 9);
  put (set, ASIDE, "damaged", 7);
  lose (set, RECORD);
  g_assert_null (kit_open (set, KIN_STORE_OPEN, &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
  log = get (set, ASIDE_TOO "-wal", &length);
  g_assert_cmpmem (log, (int) length, "a log", 5);
  g_assert_false (is_there (set, ASIDE "-wal"));
  g_assert_false (is_there (set, RECORD ".new"));
}

/* How the check of a file says that the disk did not give a page, and that one is damaged. */
static void
test_words_of_disk (KitSet        *set,
                    gconstpointer  unused)
{
  g_assert_true (kin_file_says_of_disk ("Tree 5 page 9: unable to get the page. error code=266"));
  g_assert_true (kin_file_says_of_disk ("Tree 5 page 9: returns error code 10"));
  g_assert_false (kin_file_says_of_disk ("Tree 5 page 9: unable to get the page. error code=11"));
  g_assert_false (kin_file_says_of_disk ("btreeInitPage() returns error code 11"));
  g_assert_false (kin_file_says_of_disk ("Tree 5 page 9: error code"));
  g_assert_false (kin_file_says_of_disk ("row 1 missing from index"));
  g_assert_false (kin_file_says_of_disk (NULL));
}

/* Whoever erases what came from a clinic is not left with it in a damaged file; also where one was
 * taken away by hand. */
static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = NULL;

  make (set);
  damage (set, 0);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE);
  damage (set, 0);
  assert_opens (set, KIN_STORE_RENEW, 0, ASIDE_TOO);
  lose (set, ASIDE);
  put (set, ASIDE_TOO "-wal", "a log", 5);
  store = kit_open_fine (set, KIN_STORE_OPEN);
  kit_erase (store, KIT_CONNECTION);
  g_assert_null (kin_record_store_get_aside (store));
  g_assert_false (is_there (set, ASIDE_TOO));
  g_assert_false (is_there (set, ASIDE_TOO "-wal"));
  kit_close (store);
  assert_opens (set, KIN_STORE_OPEN, 0, NULL);
}

/* Opening alone never does it. */
static void
test_only_when_wanted (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make (set);
  damage (set, 0);
  before = kit_fingerprint (set);
  g_assert_null (kit_open (set, KIN_STORE_OPEN, &error));
  g_assert_nonnull (error);
  after = kit_fingerprint (set);
  g_assert_cmpstr (before, ==, after);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/store/aside/" name, KitSet, NULL, kit_set_up, func, kit_tear_down)
  ADD ("every-page", test_every_page);
  ADD ("whole", test_whole);
  ADD ("erased", test_erased);
  ADD ("nothing-left", test_nothing_left);
  ADD ("again", test_again);
  ADD ("cut-off", test_cut_off);
  ADD ("words-of-disk", test_words_of_disk);
  ADD ("only-when-wanted", test_only_when_wanted);
#undef ADD

  return g_test_run ();
}
