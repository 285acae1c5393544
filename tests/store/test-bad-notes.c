/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-notes"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bad-day.h"
#include "kin-set-meta.h"
#include "notes-kit.h"

/* The small files, with each single call of the database or of the disk failing once: what is said
 * to be kept is kept, what failed changed nothing, and can be done again. */

/* Asks with the call number @at failing. Returns: whether there was such a call. */
static gboolean
ask_badly (Notes    *notes,
           NotesAsk  ask,
           guint     at)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) now = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean asked, hit;

  /* What was not asked before has its first statement yet to come. */
  if (at > 1)
    notes_say_all (notes, before);
  bad_day_begin (at);
  asked = ask (notes, said, &error);
  hit = bad_day_end ();
  g_assert_true (asked != (error != NULL));
  g_assert_true (asked != hit);
  notes_say_all (notes, now);
  if (!asked && at > 1)
    g_assert_cmpstr (now->str, ==, before->str);

  return hit;
}

static void
test_asks (KitSet        *set,
           gconstpointer  unused)
{
  Notes notes = { NULL };
  g_autoptr (GString) left = g_string_new (NULL);

  notes.personal = notes_open_personal (set, KIN_STORE_CREATE, NULL);
  notes.family = notes_open_family (set, KIN_STORE_CREATE, NULL);
  for (gsize i = 0; notes_asks[i] != NULL; i++)
    {
      guint at = 1;

      while (ask_badly (&notes, notes_asks[i], at))
        at++;
      g_assert_cmpuint (at, >, 1);
    }

  notes_say_all (&notes, left);
  g_assert_cmpstr (left->str, ==, "note one\nset up epic\n");
  notes_close_personal (notes.personal);
  notes_close_family (notes.family);
}

/* Opens a file that was not closed well the last time; what is in it is there again. */
static void
test_open (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (GString) before = g_string_new (NULL);
  Notes notes = { NULL };
  gboolean hit = TRUE;

  notes.personal = notes_open_personal (set, KIN_STORE_CREATE, NULL);
  notes.family = notes_open_family (set, KIN_STORE_CREATE, NULL);
  g_assert_true (notes_save_note (&notes, NULL, NULL));
  notes_say_all (&notes, before);
  for (guint at = 1; hit; at++)
    {
      g_autoptr (GString) now = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      notes_close_personal (notes.personal);
      bad_day_begin (at);
      notes.personal = notes_open_personal (set, KIN_STORE_OPEN, &error);
      hit = bad_day_end ();
      g_assert_true ((notes.personal == NULL) == (error != NULL));
      if (notes.personal == NULL)
        notes.personal = notes_open_personal (set, KIN_STORE_OPEN, NULL);
      notes_say_all (&notes, now);
      g_assert_cmpstr (now->str, ==, before->str);
    }

  notes_close_personal (notes.personal);
  notes_close_family (notes.family);
}

static void
on_warning (const char     *domain,
            GLogLevelFlags  level,
            const char     *message,
            gpointer        user_data)
{
  g_assert_nonnull (strstr (message, "The copy is behind"));
  (*(guint *) user_data)++;
}

/* What is in the rolling copy, in the place of the file. */
static void
assert_copy_has (KitSet     *set,
                 const char *note)
{
  g_autofree char *path = kit_path (set, "personal.db");
  g_autofree char *copy = kit_path (set, "personal.db.copy");
  g_autofree char *aside = kit_path (set, "aside");
  g_autoptr (GString) said = g_string_new (NULL);
  Notes notes = { NULL };

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  notes.personal = notes_open_personal (set, KIN_STORE_OPEN, NULL);
  g_assert_true (notes_list_notes (&notes, said, NULL));
  notes_close_personal (notes.personal);
  g_assert_cmpint (g_rename (path, copy), ==, 0);
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  g_assert_nonnull (strstr (said->str, note));
}

/* A copy that could not be made leaves the one before, and says so. */
static void
test_copy (KitSet        *set,
           gconstpointer  unused)
{
  Notes notes = { NULL };
  gboolean hit = TRUE;
  guint warnings = 0;

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_handler ("kin-file", G_LOG_LEVEL_WARNING, on_warning, &warnings);
  notes.personal = notes_open_personal (set, KIN_STORE_CREATE, NULL);
  g_assert_true (notes_save_note (&notes, NULL, NULL));
  notes_close_personal (notes.personal);
  assert_copy_has (set, "note one");

  for (guint at = 1; hit; at++)
    {
      notes.personal = notes_open_personal (set, KIN_STORE_OPEN, NULL);
      g_assert_true (notes_save_connection (&notes, NULL, NULL));
      bad_day_begin (at);
      notes_close_personal (notes.personal);
      hit = bad_day_end ();
      g_assert_cmpuint (warnings, ==, hit ? at : at - 1);
      assert_copy_has (set, "note one");
    }
}

/* The first page becomes another one. */
static void
damage (KitSet *set)
{
  g_autofree char *path = kit_path (set, "personal.db");
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  memset (content + 100, 0, 8);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* The copy of a damaged file takes its place, or an error is told and it does so the next time. */
static void
test_use_copy (KitSet        *set,
               gconstpointer  unused)
{
  g_autofree char *first = kit_path (set, "personal.db.damaged-1");
  g_autofree char *second = kit_path (set, "personal.db.damaged-2");
  Notes notes = { NULL };
  gboolean hit = TRUE;

  notes.personal = notes_open_personal (set, KIN_STORE_CREATE, NULL);
  g_assert_true (notes_save_note (&notes, NULL, NULL));
  notes_close_personal (notes.personal);

  for (guint at = 1; hit; at++)
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      damage (set);
      bad_day_begin (at);
      notes.personal = notes_open_personal (set, KIN_STORE_OPEN, &error);
      hit = bad_day_end ();
      g_assert_true ((notes.personal == NULL) == (error != NULL));
      if (notes.personal == NULL)
        notes.personal = notes_open_personal (set, KIN_STORE_OPEN, NULL);
      g_assert_true (notes_list_notes (&notes, said, NULL));
      g_assert_nonnull (strstr (said->str, "note one"));
      g_assert_nonnull (strstr (said->str, KIN_PERSONAL_FROM_COPY));
      notes_close_personal (notes.personal);

      /* Never more than the one file that was damaged, and never none. */
      g_assert_cmpint (g_unlink (first), ==, 0);
      g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
    }
}

/* What is written beside a set is whole, the old or the new. */
static void
test_meta (KitSet        *set,
           gconstpointer  unused)
{
  gboolean hit = TRUE;

  for (guint at = 1; hit; at++)
    {
      g_autoptr (KinSetMeta) meta = kin_set_meta_read (set->folder, NULL);
      g_autoptr (KinSetMeta) found = NULL;
      g_autofree char *number = g_strdup_printf ("%032x", at);
      g_autoptr (GError) error = NULL;
      gboolean written;

      g_free (meta->key_id);
      meta->key_id = g_strdup (number);
      bad_day_begin (at);
      written = kin_set_meta_write (meta, set->folder, &error);
      hit = bad_day_end ();
      g_assert_true (written != (error != NULL));
      found = kin_set_meta_read (set->folder, &error);
      g_assert_nonnull (found);
      if (written)
        g_assert_cmpstr (found->key_id, ==, number);
    }
}

#define ADD(path, test) g_test_add (path, KitSet, NULL, kit_set_up, test, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/bad-notes/asks", test_asks);
  ADD ("/bad-notes/open", test_open);
  ADD ("/bad-notes/copy", test_copy);
  ADD ("/bad-notes/use-copy", test_use_copy);
  ADD ("/bad-notes/meta", test_meta);

  return g_test_run ();
}
