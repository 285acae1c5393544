/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-letters"

#include "config.h"

#include <string.h>

#include "kin-file-private.h"
#include "kin-store-kit.h"

#define FIRST "2024-01-01T10:00:00Z"
#define LATER "2024-02-01T10:00:00Z"
#define LETTER "Binary/1"
#define PAGE                                                                     \
  "<html><head><style>p { color: teal }</style><script>var ferret = 1;</script>"  \
  "</head><body><p>Dear Mr. Demo,</p><p>The MRI showed a small "                  \
  "<b>menis</b>cus tear &amp; no fracture.<p>Sincerely</body>"

static const KinFileKind kind = { "record.db", "record", TRUE };

static void
ingest_entry (KinRecordStore *store)
{
  kit_ingest_letter (store, "d1", FIRST, "current", "\"url\":\"" LETTER "\"");
}

static void
assert_found (KinRecordStore *store,
              const char     *words,
              guint           n_hits)
{
  g_autoptr (GPtrArray) hits = kit_search_hits (store, words);

  g_test_message ("searching for %s", words);
  g_assert_cmpuint (hits->len, ==, n_hits);
}

/* Somebody remembers a word of a letter, and sees where it stands in it. */
static void
test_after_its_entry (KitSet        *set,
                      gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) hits = NULL;

  ingest_entry (store);
  assert_found (store, "meniscus", 0);
  kit_save_letter (store, LETTER, "text/html; charset=utf-8", PAGE);

  hits = kit_search_hits (store, "meniscus");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (kin_item_get_title (kin_hit_get_item (hits->pdata[0])), ==,
                   "Consultation note");
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[0]), ==,
                   "The MRI showed a small meniscus tear & no fracture.");
  /* Together with its title, and not by what nobody reads. */
  assert_found (store, "consultation fracture", 1);
  assert_found (store, "ferret", 0);
  assert_found (store, "teal", 0);
  kit_close_sound (store);
}

/* Files of a person are saved before their entries. */
static void
test_before_its_entry (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  kit_save_letter (store, LETTER, "text/plain", "A tear of the meniscus.");
  ingest_entry (store);
  kit_ingest_letter (store, "d2", FIRST, "current", "\"url\":\"" LETTER "\"");
  kit_ingest_letter (store, "d3", FIRST, "current", "\"url\":\"Binary/other\"");
  assert_found (store, "meniscus", 2);
  kit_close_sound (store);
}

/* Small portals send the letter inside its entry. */
static void
test_inside_its_entry (KitSet        *set,
                       gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autofree char *data = g_base64_encode ((const guchar *) PAGE, strlen (PAGE));
  g_autofree char *form = g_strdup_printf ("\"contentType\":\"text/html\",\"data\":\"%s\"", data);
  g_autoptr (GPtrArray) hits = NULL;

  kit_ingest_letter (store, "d1", FIRST, "current", form);
  hits = kit_search_hits (store, "meniscus");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_nonnull (kin_hit_get_extract (hits->pdata[0]));
  kit_close_sound (store);
}

/* Other bytes, and another version of the entry: only what is there now is found. */
static void
test_replaced (KitSet        *set,
               gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  ingest_entry (store);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the meniscus.");
  kit_save_letter (store, LETTER, "text/plain", "A tear of the ligament.");
  assert_found (store, "meniscus", 0);
  assert_found (store, "ligament", 1);

  kit_save_letter (store, LETTER, "application/pdf", "%PDF-1.4 ligament");
  assert_found (store, "ligament", 0);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the ligament.");
  assert_found (store, "ligament", 1);

  kit_ingest_letter (store, "d1", LATER, "current", "\"url\":\"Binary/2\"");
  assert_found (store, "ligament", 0);
  assert_found (store, "consultation", 1);
  /* It belongs to nothing any more. */
  kit_save_letter (store, LETTER, "text/plain", "The meniscus again.");
  assert_found (store, "meniscus", 0);
  kit_close_sound (store);
}

static void
set_hidden (KinRecordStore *store,
            gboolean        hidden)
{
  g_autoptr (GError) error = NULL;

  KIT_ASK (kin_record_store_set_hidden, store, &error, KIT_CONNECTION, "DocumentReference", "d1",
           hidden, NULL);
  g_assert_no_error (error);
}

/* What the person hid is not found by its letter, whenever that comes. */
static void
test_hidden (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  ingest_entry (store);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the meniscus.");
  set_hidden (store, TRUE);
  assert_found (store, "meniscus", 0);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the ligament.");
  assert_found (store, "ligament", 0);

  set_hidden (store, FALSE);
  assert_found (store, "ligament", 1);
  kit_close_sound (store);
}

/* A letter that was a mistake is about somebody else, perhaps. */
static void
test_withdrawn (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  ingest_entry (store);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the meniscus.");
  kit_ingest_letter (store, "d1", LATER, "entered-in-error", "\"url\":\"" LETTER "\"");
  assert_found (store, "meniscus", 0);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the ligament.");
  assert_found (store, "ligament", 0);

  kit_ingest_letter (store, "d1", "2024-03-01T10:00:00Z", "current", "\"url\":\"" LETTER "\"");
  assert_found (store, "ligament", 1);
  kit_close_sound (store);
}

/* Does something to the file of a store that is closed, or looks whether it has any rows. */
static int
change (KitSet     *set,
        const char *sql)
{
  g_autoptr (GError) error = NULL;
  KinDatabase *database;
  int code;

  database = kin_database_open (&kind, set->folder, kind.name, KIN_DATABASE_WRITER, set->key,
                                &error);
  g_assert_no_error (error);
  code = sqlite3_exec (kin_database_get_handle (database), sql, NULL, NULL, NULL);
  kin_database_close (database);

  return code;
}

static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);

  ingest_entry (store);
  kit_save_letter (store, LETTER, "text/plain", "A tear of the meniscus.");
  kit_erase (store, KIT_CONNECTION);
  assert_found (store, "meniscus", 0);
  ingest_entry (store);
  assert_found (store, "consultation", 1);
  assert_found (store, "meniscus", 0);
  kit_erase (store, KIT_CONNECTION);
  kit_close_sound (store);
  /* No address of a document is left either, and none of its words. */
  g_assert_cmpint (change (set, "CREATE TEMP TABLE none (n CHECK (n = 0));"
                                " INSERT INTO none SELECT count(*) FROM letter;"
                                " INSERT INTO none SELECT count(*) FROM letter_search"), ==,
                   SQLITE_OK);
}

/* What an older Kinchart took in is found by its words too, once it is read anew. */
static void
test_older_file (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) before = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;

  kit_save_letter (before, LETTER, "text/plain", "A tear of the meniscus.");
  ingest_entry (before);
  kit_ingest_letter (before, "d2", FIRST, "current", "\"url\":\"Binary/late\"");
  kit_close (before);
  g_assert_cmpint (change (set, "DROP TABLE letter; DROP TABLE letter_words; DROP TABLE generation;"
                                " DROP TABLE letter_search;"
                                " UPDATE search SET words = '';"
                                " UPDATE reading SET version = 1, after = 9223372036854775807;"
                                " PRAGMA user_version = 5"), ==, SQLITE_OK);

  store = kit_open_fine (set, KIN_STORE_OPEN);
  assert_found (store, "meniscus", 0);
  g_assert_true (KIT_ASK (kin_record_store_read_anew, store, &error, NULL));
  g_assert_no_error (error);
  assert_found (store, "meniscus", 1);

  /* And those that come from now on are. */
  kit_save_letter (store, LETTER, "text/plain", "A tear of the ligament.");
  assert_found (store, "ligament", 1);
  kit_close_sound (store);
}

/* Of a book the first chapters are found; one without end is no letter. */
static void
test_long (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GString) book = g_string_new ("meniscus ");

  ingest_entry (store);
  while (book->len < 300 * 1024)
    g_string_append (book, "är\n");
  g_string_append (book, "ligament");
  kit_save_letter (store, LETTER, "text/plain", book->str);
  assert_found (store, "meniscus", 1);
  assert_found (store, "ligament", 0);

  while (book->len <= 4 * 1024 * 1024)
    g_string_append (book, "<i>");
  kit_save_letter (store, LETTER, "text/html", book->str);
  assert_found (store, "meniscus", 0);
  assert_found (store, "consultation", 1);
  kit_close_sound (store);
}

/* Who looks for a medicine wants its own entry, not each letter that names it. */
static void
test_entries_first (KitSet        *set,
                    gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autofree char *old = kit_result ("old", NULL, "2019-03-01", "Potassium");
  g_autoptr (GPtrArray) hits = NULL;

  kit_ingest_all (store, "results", old, NULL);
  for (guint i = 0; i < 210; i++)
    {
      g_autofree char *id = g_strdup_printf ("letter%u", i);

      kit_ingest_letter (store, id, FIRST, "current", "\"url\":\"" LETTER "\"");
    }
  kit_ingest_letter (store, "about", FIRST, "current",
          "\"url\":\"" LETTER "\"}}],\"custodian\":{\"display\":\"Potassium unit\"},"
          "\"x\":[{\"y\":{");
  for (guint i = 0; i < 210; i++)
    {
      g_autofree char *id = g_strdup_printf ("later%u", i);

      kit_ingest_letter (store, id, FIRST, "current", "\"url\":\"" LETTER "\"");
    }
  kit_save_letter (store, LETTER, "text/plain", "Dear Mr. Demo, your potassium is low.");

  hits = kit_search_hits (store, "potassium");
  g_assert_cmpuint (hits->len, ==, 200);
  g_assert_cmpstr (kin_item_get_resource_id (kin_hit_get_item (hits->pdata[0])), ==, "old");
  g_assert_cmpstr (kin_item_get_resource_id (kin_hit_get_item (hits->pdata[1])), ==, "about");
  g_assert_false (kin_hit_get_in_letter (hits->pdata[1]));
  g_assert_true (kin_hit_get_in_letter (hits->pdata[2]));
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[2]), ==,
                   "Dear Mr. Demo, your potassium is low.");
  kit_close_sound (store);
}

/* Whoever types does not wait for very many long letters: the first say where the word stands. */
static void
test_many_long (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GString) book = g_string_new (NULL);
  g_autoptr (GPtrArray) hits = NULL;

  while (book->len < 250 * 1024)
    g_string_append (book, "And then we went home.\n");
  g_string_append (book, "A tear of the meniscus.");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);

      kit_ingest_letter (store, id, FIRST, "current", "\"url\":\"" LETTER "\"");
    }
  kit_save_letter (store, LETTER, "text/plain", book->str);

  hits = kit_search_hits (store, "meniscus");
  g_assert_cmpuint (hits->len, ==, 30);
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[0]), ==, "A tear of the meniscus.");
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[10]), ==, "A tear of the meniscus.");
  g_assert_null (kin_hit_get_extract (hits->pdata[29]));
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/letters/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("after-its-entry", test_after_its_entry);
  ADD ("before-its-entry", test_before_its_entry);
  ADD ("inside-its-entry", test_inside_its_entry);
  ADD ("replaced", test_replaced);
  ADD ("hidden", test_hidden);
  ADD ("withdrawn", test_withdrawn);
  ADD ("erased", test_erased);
  ADD ("older-file", test_older_file);
  ADD ("long", test_long);
  ADD ("entries-first", test_entries_first);
  ADD ("many-long", test_many_long);

  return g_test_run ();
}
