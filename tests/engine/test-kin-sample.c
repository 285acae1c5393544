/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sample"

#include "config.h"

#include "bad-day.h"
#include "engine-kit.h"
#include "kin-person-record.h"
#include "kin-sample.h"

static KinPerson *
add (KinFamily    *family,
     GCancellable *cancellable,
     GError      **error)
{
  g_auto (KitResult) result = { NULL };

  kin_sample_add_async (family, cancellable, kit_done, &result);
  return kin_sample_add_finish (kit_wait (&result), error);
}

static gboolean
remove_all (KinFamily    *family,
            GCancellable *cancellable,
            GError      **error)
{
  g_auto (KitResult) result = { NULL };

  kin_sample_remove_async (family, cancellable, kit_done, &result);
  return kin_sample_remove_finish (kit_wait (&result), error);
}

static guint
count_people (KinFamily *family,
              gboolean   made_up)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (family)); i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (family), i);

      count += kin_person_get_is_sample (person) == made_up;
    }

  return count;
}

static guint64
count_kept (KinPerson *person)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GArray) counts = NULL;
  guint64 resources = 0;

  kin_person_count_async (person, NULL, kit_done, &result);
  counts = kin_person_count_finish (person, kit_wait (&result), &resources, NULL);
  return resources;
}

/* The whole family comes, can be told from people, and goes without them; also what is left of one
 * that was stopped, or could not be written. */
static void
test_come_and_go (void)
{
  g_autofree char *folder = kit_make_folder ();
  g_autoptr (KinFamily) family = kit_open_family (folder, NULL);
  g_autoptr (KinPerson) rosa = kit_add_person (family, "Rosa", NULL);
  g_autoptr (KinPerson) first = NULL;
  g_autoptr (KinPerson) none = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  none = add (family, cancellable, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  for (guint at = 1; at < 1000; at *= 3)
    {
      bad_day_begin (at);
      none = add (family, NULL, &error);
      g_assert_true (bad_day_end ());
      g_assert_true ((none == NULL) == (error != NULL));
      g_clear_object (&none);
      g_clear_error (&error);
      g_assert_true (remove_all (family, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_people (family, TRUE), ==, 0);
    }

  first = add (family, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (kin_person_get_is_sample (first));
  g_assert_cmpuint (count_kept (first), >, 100);
  g_assert_cmpuint (count_people (family, TRUE), >, 1);
  g_clear_object (&first);
  g_assert_false (remove_all (family, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_people (family, TRUE), >, 1);
  g_assert_true (remove_all (family, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_people (family, TRUE), ==, 0);
  g_assert_cmpuint (count_people (family, FALSE), ==, 1);
  g_assert_true (kin_person_get_is_open (rosa));
  kit_close_family (family);
  kit_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A copy that cannot be made has nobody who waits for it: that is said in the log. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/sample/come-and-go", test_come_and_go);

  return g_test_run ();
}
