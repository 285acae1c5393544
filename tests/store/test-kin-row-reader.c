/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-row-reader"

#include "config.h"

#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/prctl.h>

#include "kin-store-kit.h"

/* A disk that gives out what it has read when it likes: rows wait until it may. */

#define N_ROWS 60

static GMutex lock;
static GCond opened;
static gboolean is_shut;
static gint is_broken;

static gboolean
is_thread_of_rows (void)
{
  char name[16];

  return prctl (PR_GET_NAME, name) == 0 && strcmp (name, "rows") == 0;
}

/* The test's own, in place of the library's. */
int
sqlite3_step (sqlite3_stmt *statement)
{
  int (*next) (sqlite3_stmt *) = dlsym (RTLD_NEXT, "sqlite3_step");
  int code = next (statement);

  if (!is_thread_of_rows ())
    return code;

  g_mutex_lock (&lock);
  while (is_shut)
    g_cond_wait (&opened, &lock);
  g_mutex_unlock (&lock);

  return g_atomic_int_get (&is_broken) ? SQLITE_IOERR : code;
}

static void
set_shut (gboolean shut)
{
  g_mutex_lock (&lock);
  is_shut = shut;
  g_cond_broadcast (&opened);
  g_mutex_unlock (&lock);
}

/* As a list widget does, which keeps what it was given. */
static void
on_items_changed (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GPtrArray  *given)
{
  for (guint i = 0; i < added; i++)
    g_ptr_array_add (given, g_list_model_get_item (list, position + i));
}

static GPtrArray *
watch (KinItemList *list)
{
  GPtrArray *given = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), given);

  return given;
}

static char *
make_result (guint       number,
             const char *title)
{
  g_autofree char *id = g_strdup_printf ("r%02u", number);
  g_autofree char *date = g_strdup_printf ("%04u-01-01", 2000 + number);

  return kit_result (id, NULL, date, title);
}

/* The newest comes first. */
static char *
make_title (guint position)
{
  return g_strdup_printf ("Row %u", N_ROWS - 1 - position);
}

static KinRecordStore *
make_store (KitSet *set)
{
  KinRecordStore *store = kit_open_fine (set, KIN_STORE_CREATE);

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Row %u", i);
      g_autofree char *resource = make_result (i, title);

      kit_ingest_all (store, "Observation", resource, NULL);
    }

  return store;
}

static KinItemList *
make_list (KinRecordStore *store)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_RESULTS, NULL, 0, 0);

  return kin_record_store_get_items (store, query);
}

static void
wait_complete (KinItemList *list)
{
  while (!kin_item_list_get_complete (list))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_empty_at (KinItemList *list,
             guint        position)
{
  g_autoptr (KinItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

  return kin_item_is_empty (item);
}

static void
wait_for_title (KinItemList *list,
                guint        position,
                const char  *title)
{
  while (TRUE)
    {
      g_autoptr (KinItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);

      if (g_str_equal (kin_item_get_title (item), title))
        return;

      g_main_context_iteration (NULL, TRUE);
    }
}

/* Whoever asks goes on, with rows that keep their places; each is told when it is there, once. */
static void
test_late (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_store (set);
  g_autoptr (KinItemList) list = make_list (store);
  g_autoptr (GPtrArray) given = NULL;

  wait_complete (list);
  given = watch (list);

  set_shut (TRUE);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_assert_true (is_empty_at (list, i));
      g_assert_true (is_empty_at (list, i));
      g_assert_cmpint (kin_item_list_get_id (list, i), >, 0);
    }
  g_assert_cmpuint (given->len, ==, 0);

  set_shut (FALSE);
  while (given->len < N_ROWS)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *title = make_title (i);

      wait_for_title (list, i, title);
    }
  g_assert_cmpuint (given->len, ==, N_ROWS);
  g_signal_handlers_disconnect_by_data (list, given);
  kit_close_sound (store);
}

/* A row that changed while it was read is read again. */
static void
test_changed_meanwhile (KitSet        *set,
                        gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_store (set);
  g_autoptr (KinItemList) list = make_list (store);
  g_autofree char *resource = make_result (N_ROWS - 1, "Corrected");
  g_autoptr (GPtrArray) given = NULL;

  wait_complete (list);
  set_shut (TRUE);
  g_assert_true (is_empty_at (list, 0));
  given = watch (list);
  kit_ingest_all (store, "Observation", resource, NULL);
  while (given->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_empty_at (list, 0));

  set_shut (FALSE);
  while (is_empty_at (list, 0))
    g_main_context_iteration (NULL, TRUE);
  wait_for_title (list, 0, "Corrected");
  g_signal_handlers_disconnect_by_data (list, given);
  kit_close_sound (store);
}

/* It says so, nobody asks for it again while it stands there, and whoever comes anew does. */
static void
test_unreadable (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_store (set);
  g_autoptr (KinItemList) list = make_list (store);
  g_autoptr (GPtrArray) given = NULL;

  wait_complete (list);
  given = watch (list);
  set_shut (TRUE);
  g_assert_true (is_empty_at (list, 0));
  g_atomic_int_set (&is_broken, TRUE);
  set_shut (FALSE);
  while (given->len == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < given->len; i++)
    g_assert_true (kin_item_is_unreadable (g_ptr_array_index (given, i)));

  g_atomic_int_set (&is_broken, FALSE);
  g_assert_true (is_empty_at (list, 0));
  g_signal_handlers_disconnect_by_data (list, given);
  g_clear_pointer (&given, g_ptr_array_unref);
  while (is_empty_at (list, 0))
    g_main_context_iteration (NULL, TRUE);
  kit_close_sound (store);
}

/* A list whose first screen is late begins empty, and is whole when it says so. */
static void
test_late_list (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_store (set);
  g_autoptr (KinItemList) list = NULL;

  set_shut (TRUE);
  list = make_list (store);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  wait_complete (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_ROWS);
  set_shut (FALSE);
  kit_close_sound (store);
}

/* Nobody waits for the rows of a store that is being closed, but for the one that is being read. */
static void
test_closed_meanwhile (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_store (set);
  g_autoptr (KinItemList) list = make_list (store);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  wait_complete (list);
  set_shut (TRUE);
  g_assert_true (is_empty_at (list, 0));
  kin_record_store_close_async (store, kit_ready, &result);
  g_assert_true (is_empty_at (list, N_ROWS - 1));
  set_shut (FALSE);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_close_finish (store, done, NULL));
  g_assert_true (is_empty_at (list, N_ROWS - 1));
}

#define ADD(name, function) \
  g_test_add ("/store/row-reader/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("late", test_late);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("unreadable", test_unreadable);
  ADD ("late-list", test_late_list);
  ADD ("closed-meanwhile", test_closed_meanwhile);

  return g_test_run ();
}
