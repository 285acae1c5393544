/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-notes"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bad-day.h"
#include "kin-family-store.h"
#include "kin-personal-store.h"
#include "kin-set-meta.h"
#include "kin-store-kit.h"

/* The small files, with each single call of the database or of the disk failing once: what is said
 * to be kept is kept, what failed changed nothing, and can be done again. */

typedef struct
{
  KitSet            set;
  KinPersonalStore *personal;
  KinFamilyStore   *family;
} Fixture;

typedef gboolean (*Ask) (Fixture  *fixture,
                         GString  *answer,
                         GError  **error);

static KinPersonalStore *
open_personal (KitSet       *set,
               KinStoreMode  mode,
               GError      **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_personal_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready,
                                 &result);
  done = kit_wait (&result);
  return kin_personal_store_open_finish (done, error);
}

static KinFamilyStore *
open_family (KitSet       *set,
             KinStoreMode  mode,
             GError      **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_family_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  return kin_family_store_open_finish (done, error);
}

static void
close_personal (KinPersonalStore *store)
{
  g_assert_true (KIT_ASK (kin_personal_store_close, store, NULL));
  g_object_unref (store);
}

static void
close_family (KinFamilyStore *store)
{
  g_assert_true (KIT_ASK (kin_family_store_close, store, NULL));
  g_object_unref (store);
}

/* Says the text at @offset of each of what was found. Returns: whether it was. */
static gboolean
say_each (GPtrArray  *found,
          GString    *answer,
          const char *word,
          glong       offset)
{
  g_autoptr (GPtrArray) owned = found;

  for (guint i = 0; owned != NULL && i < owned->len; i++)
    g_string_append_printf (answer, "%s %s\n", word,
                            G_STRUCT_MEMBER (char *, g_ptr_array_index (owned, i), offset));

  return owned != NULL;
}

static gboolean
save_connection (Fixture  *fixture,
                 GString  *answer,
                 GError  **error)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();

  note->id = g_strdup ("another");
  note->kind = g_strdup ("portal");
  note->base = g_strdup ("https://fhir.example/r4");
  note->state = g_strdup ("connected");
  return KIT_ASK (kin_personal_store_save_connection, fixture->personal, error, note, NULL);
}

static gboolean
remove_connection (Fixture  *fixture,
                   GString  *answer,
                   GError  **error)
{
  return KIT_ASK (kin_personal_store_remove_connection, fixture->personal, error, "another", NULL);
}

static gboolean
list_connections (Fixture  *fixture,
                  GString  *answer,
                  GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_connections, fixture->personal, error, NULL),
                   answer, "connection", G_STRUCT_OFFSET (KinConnectionNote, id));
}

static gboolean
save_original (Fixture  *fixture,
               GString  *answer,
               GError  **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("A letter", strlen ("A letter"));

  return KIT_ASK (kin_personal_store_save_original, fixture->personal, error, "another",
                  "letter.txt", "text/plain", bytes, NULL) != 0;
}

static gboolean
list_originals (Fixture  *fixture,
                GString  *answer,
                GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_originals, fixture->personal, error, NULL),
                   answer, "original", G_STRUCT_OFFSET (KinOriginal, name));
}

static gboolean
load_original (Fixture  *fixture,
               GString  *answer,
               GError  **error)
{
  g_autoptr (GBytes) bytes = NULL;

  bytes = KIT_ASK (kin_personal_store_load_original, fixture->personal, error, 1, NULL);
  if (bytes != NULL)
    g_string_append_printf (answer, "%08x\n", g_bytes_hash (bytes));

  return bytes != NULL;
}

static gboolean
save_note (Fixture  *fixture,
           GString  *answer,
           GError  **error)
{
  return KIT_ASK (kin_personal_store_save_note, fixture->personal, error, "apart", "one", "yes",
                  NULL);
}

static gboolean
list_notes (Fixture  *fixture,
            GString  *answer,
            GError  **error)
{
  return say_each (KIT_ASK (kin_personal_store_list_notes, fixture->personal, error, NULL),
                   answer, "note", G_STRUCT_OFFSET (KinNote, name));
}

static gboolean
save_person (Fixture  *fixture,
             GString  *answer,
             GError  **error)
{
  g_autoptr (KinPersonNote) note = kin_person_note_new ("rosa", "Rosa", "1944-03-02");

  return KIT_ASK (kin_family_store_save_person, fixture->family, error, note, NULL);
}

static gboolean
save_photo (Fixture  *fixture,
            GString  *answer,
            GError  **error)
{
  g_autoptr (GBytes) photo = g_bytes_new_static ("A face", strlen ("A face"));

  return KIT_ASK (kin_family_store_save_photo, fixture->family, error, "rosa", photo, NULL);
}

static gboolean
remove_person (Fixture  *fixture,
               GString  *answer,
               GError  **error)
{
  return KIT_ASK (kin_family_store_remove_person, fixture->family, error, "rosa", NULL);
}

static gboolean
list_people (Fixture  *fixture,
             GString  *answer,
             GError  **error)
{
  g_autoptr (GPtrArray) found = NULL;

  found = KIT_ASK (kin_family_store_list_people, fixture->family, error, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      KinPersonNote *one = g_ptr_array_index (found, i);

      g_string_append_printf (answer, "person %s %d\n", one->name, one->photo != NULL);
    }

  return found != NULL;
}

static gboolean
save_set_up (Fixture  *fixture,
             GString  *answer,
             GError  **error)
{
  g_autoptr (KinSetUpNote) note = kin_set_up_note_new ("epic", "one");

  return KIT_ASK (kin_family_store_save_set_up, fixture->family, error, note, NULL);
}

static gboolean
list_set_ups (Fixture  *fixture,
              GString  *answer,
              GError  **error)
{
  return say_each (KIT_ASK (kin_family_store_list_set_ups, fixture->family, error, NULL),
                   answer, "set up", G_STRUCT_OFFSET (KinSetUpNote, vendor));
}

/* In this order: each finds what those before it have left. */
static const Ask asks[] = {
  save_connection, list_connections, save_original, list_originals, load_original, save_note,
  list_notes, remove_connection, save_person, list_people, save_photo, save_set_up, list_set_ups,
  remove_person,
};

static void
say_all (Fixture *fixture,
         GString *said)
{
  static const Ask all[] = { list_connections, list_originals, list_notes, list_people,
                             list_set_ups };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (all[i] (fixture, said, NULL));
}

/* Asks with the call number @at failing. Returns: whether there was such a call. */
static gboolean
ask_badly (Fixture *fixture,
           Ask      ask,
           guint    at)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) now = g_string_new (NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean asked, hit;

  /* What was not asked before has its first statement yet to come. */
  if (at > 1)
    say_all (fixture, before);
  bad_day_begin (at);
  asked = ask (fixture, said, &error);
  hit = bad_day_end ();
  g_assert_true (asked != (error != NULL));
  g_assert_true (asked != hit);
  say_all (fixture, now);
  if (!asked && at > 1)
    g_assert_cmpstr (now->str, ==, before->str);

  return hit;
}

static void
test_asks (KitSet        *set,
           gconstpointer  unused)
{
  Fixture fixture = { .set = *set };
  g_autoptr (GString) left = g_string_new (NULL);

  fixture.personal = open_personal (set, KIN_STORE_CREATE, NULL);
  fixture.family = open_family (set, KIN_STORE_CREATE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      guint at = 1;

      while (ask_badly (&fixture, asks[i], at))
        at++;
      g_assert_cmpuint (at, >, 1);
    }

  say_all (&fixture, left);
  g_assert_cmpstr (left->str, ==, "original letter.txt\nnote one\nset up epic\n");
  close_personal (fixture.personal);
  close_family (fixture.family);
}

/* Opens a file that was not closed well the last time; what is in it is there again. */
static void
test_open (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (GString) before = g_string_new (NULL);
  Fixture fixture = { .set = *set };
  gboolean hit = TRUE;

  fixture.personal = open_personal (set, KIN_STORE_CREATE, NULL);
  fixture.family = open_family (set, KIN_STORE_CREATE, NULL);
  g_assert_true (save_note (&fixture, NULL, NULL));
  say_all (&fixture, before);
  for (guint at = 1; hit; at++)
    {
      g_autoptr (GString) now = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      close_personal (fixture.personal);
      bad_day_begin (at);
      fixture.personal = open_personal (set, KIN_STORE_OPEN, &error);
      hit = bad_day_end ();
      g_assert_true ((fixture.personal == NULL) == (error != NULL));
      if (fixture.personal == NULL)
        fixture.personal = open_personal (set, KIN_STORE_OPEN, NULL);
      say_all (&fixture, now);
      g_assert_cmpstr (now->str, ==, before->str);
    }

  close_personal (fixture.personal);
  close_family (fixture.family);
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
  Fixture fixture = { .set = *set };

  g_assert_cmpint (g_rename (path, aside), ==, 0);
  g_assert_cmpint (g_rename (copy, path), ==, 0);
  fixture.personal = open_personal (set, KIN_STORE_OPEN, NULL);
  g_assert_true (list_notes (&fixture, said, NULL));
  close_personal (fixture.personal);
  g_assert_cmpint (g_rename (path, copy), ==, 0);
  g_assert_cmpint (g_rename (aside, path), ==, 0);
  g_assert_nonnull (strstr (said->str, note));
}

/* A copy that could not be made leaves the one before, and says so. */
static void
test_copy (KitSet        *set,
           gconstpointer  unused)
{
  Fixture fixture = { .set = *set };
  gboolean hit = TRUE;
  guint warnings = 0;

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_handler ("kin-file", G_LOG_LEVEL_WARNING, on_warning, &warnings);
  fixture.personal = open_personal (set, KIN_STORE_CREATE, NULL);
  g_assert_true (save_note (&fixture, NULL, NULL));
  close_personal (fixture.personal);
  assert_copy_has (set, "note one");

  for (guint at = 1; hit; at++)
    {
      fixture.personal = open_personal (set, KIN_STORE_OPEN, NULL);
      g_assert_true (save_connection (&fixture, NULL, NULL));
      bad_day_begin (at);
      close_personal (fixture.personal);
      hit = bad_day_end ();
      g_assert_cmpuint (warnings, ==, hit ? at : at - 1);
      assert_copy_has (set, "note one");
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
  ADD ("/bad-notes/meta", test_meta);

  return g_test_run ();
}
