/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-growing-list"

#include "config.h"

#include "kin-growing-list.h"

#define MANY 1000

/* What a window has of a list: it hears of changes only. */
typedef struct
{
  GListStore *all;
  GListModel *list;
  GPtrArray  *rows;
  guint       n_signals;
  guint       most_added;
} Window;

static void
on_items_changed (Window     *window,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *list)
{
  window->n_signals++;
  window->most_added = MAX (window->most_added, added);
  if (removed > 0)
    g_ptr_array_remove_range (window->rows, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (window->rows, (int) i, g_list_model_get_item (list, i));
}

static void
add (Window *window,
     guint   position,
     guint   n_items)
{
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_object_new (G_TYPE_OBJECT, NULL);

      g_list_store_insert (window->all, position, item);
    }
}

static void
set_up (Window        *window,
        gconstpointer  user_data)
{
  window->all = g_list_store_new (G_TYPE_OBJECT);
  window->rows = g_ptr_array_new_with_free_func (g_object_unref);
  window->list = kin_growing_list_new (G_LIST_MODEL (window->all));
  g_signal_connect_swapped (window->list, "items-changed", G_CALLBACK (on_items_changed), window);
}

static void
tear_down (Window        *window,
           gconstpointer  user_data)
{
  g_ptr_array_unref (window->rows);
  g_object_unref (window->list);
  g_object_unref (window->all);
}

/* The rows of the window are the first of the list. */
static void
assert_same (Window *window)
{
  g_assert_cmpuint (window->rows->len, ==, g_list_model_get_n_items (window->list));
  for (guint i = 0; i < window->rows->len; i++)
    {
      g_autoptr (GObject) shown = g_list_model_get_item (window->list, i);
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (window->all), i);

      g_assert_true (shown == item);
      g_assert_true (g_ptr_array_index (window->rows, i) == item);
    }
}

static void
test_a_little_at_a_time (Window        *window,
                         gconstpointer  user_data)
{
  guint n_shown;

  add (window, 0, MANY);
  n_shown = window->rows->len;
  g_assert_cmpuint (n_shown, >, 0);
  g_assert_cmpuint (n_shown, <, 50);
  assert_same (window);

  while (window->rows->len < 200)
    {
      window->most_added = 0;
      g_assert_true (kin_growing_list_grow (window->list));
      g_assert_cmpuint (window->rows->len, >, n_shown);
      g_assert_cmpuint (window->most_added, <, 50);
      n_shown = window->rows->len;
      assert_same (window);
    }

  while (kin_growing_list_grow (window->list))
    ;
  g_assert_cmpuint (window->rows->len, ==, MANY);
  assert_same (window);
}

static void
test_short_is_whole_at_once (Window        *window,
                             gconstpointer  user_data)
{
  add (window, 0, 3);
  g_assert_cmpuint (window->rows->len, ==, 3);

  window->n_signals = 0;
  while (kin_growing_list_grow (window->list))
    ;
  g_assert_cmpuint (window->n_signals, ==, 0);
  assert_same (window);
}

/* Whatever comes and goes, before, at and after the end of what is shown. */
static void
change_somewhere (Window *window,
                  GRand  *chance)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (window->all));
  guint position = (guint) g_rand_int_range (chance, 0, (gint32) n_items + 1);
  guint most = MIN (n_items - position, 40);
  guint n_removed = (guint) g_rand_int_range (chance, 0, (gint32) most + 1);

  g_list_store_splice (window->all, position, n_removed, NULL, 0);
  assert_same (window);
  add (window, position, (guint) g_rand_int_range (chance, 0, 40));
  assert_same (window);
}

static void
test_what_changes_meanwhile (Window        *window,
                             gconstpointer  user_data)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);

  for (guint i = 0; i < 300; i++)
    {
      change_somewhere (window, chance);
      if (i % 20 == 19)
        kin_growing_list_grow (window->list);
      assert_same (window);
    }
}

/* Then it says no more than the list does: a row above moves none of those below. */
static void
test_grown_says_what_changed_only (Window        *window,
                                   gconstpointer  user_data)
{
  add (window, 0, MANY);
  while (kin_growing_list_grow (window->list))
    ;

  window->most_added = 0;
  add (window, 5, 1);
  g_assert_cmpuint (window->most_added, ==, 1);
  assert_same (window);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/growing-list/" path, Window, NULL, set_up, function, tear_down)
  ADD ("a-little-at-a-time", test_a_little_at_a_time);
  ADD ("short-is-whole-at-once", test_short_is_whole_at_once);
  ADD ("what-changes-meanwhile", test_what_changes_meanwhile);
  ADD ("grown-says-what-changed-only", test_grown_says_what_changed_only);
#undef ADD

  return g_test_run ();
}
