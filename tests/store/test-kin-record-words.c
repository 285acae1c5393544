/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-words"

#include "config.h"

#include <string.h>

#include "kin-document-words.h"
#include "kin-file-private.h"
#include "kin-store-kit.h"

/* Here nobody opens a PDF: what the decoder would find in it is said by the test. */

#define FIRST "2024-01-01T10:00:00Z"
#define LATER "2024-02-01T10:00:00Z"
#define PDF "%PDF-1.4 one"
#define OTHER_PDF "%PDF-1.4 two"
#define WORDS "The MRI showed a small meniscus tear."

static const KinFileKind kind = { "record.db", "record", TRUE };

/* One letter with its entry. */
static KinRecordStore *
make_letter (KitSet *set)
{
  KinRecordStore *store = kit_open_fine (set, KIN_STORE_CREATE);

  kit_ingest_letter (store, "d1", FIRST, "current", "\"url\":\"Binary/1\"");
  kit_save_letter (store, "Binary/1", "application/pdf", PDF);

  return store;
}

static KinUnreadLetter *
find (KinRecordStore *store,
      gint64          before)
{
  g_autoptr (GError) error = NULL;
  KinUnreadLetter *letter = NULL;

  letter = KIT_ASK (kin_record_store_find_unread_letter, store, &error, before, NULL);
  g_assert_no_error (error);

  return letter;
}

static void
assert_unread (KinRecordStore *store,
               const char     *text)
{
  g_autoptr (KinUnreadLetter) letter = find (store, G_MAXINT64);

  if (text == NULL)
    {
      g_assert_null (letter);
      return;
    }

  g_assert_nonnull (letter);
  g_assert_cmpstr (letter->kind, ==, "application/pdf");
  g_assert_cmpuint (g_bytes_get_size (letter->bytes), ==, strlen (text));
  g_assert_cmpint (memcmp (g_bytes_get_data (letter->bytes, NULL), text, strlen (text)), ==, 0);
}

static void
keep (KinRecordStore *store,
      const char     *text,
      const char     *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  KIT_ASK (kin_record_store_save_words, store, &error, bytes, words, NULL);
  g_assert_no_error (error);
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

static void
on_changed (KinRecordStore *store,
            KinChanges     *changes,
            guint          *n_changes)
{
  (*n_changes)++;
}

/* A word that stands only in the letter finds its entry, shows where, and is told to lists. */
static void
test_found (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);
  g_autoptr (GPtrArray) hits = NULL;
  guint n_changes = 0;

  assert_unread (store, PDF);
  assert_found (store, "meniscus", 0);
  g_signal_connect (store, "changed", G_CALLBACK (on_changed), &n_changes);
  keep (store, PDF, WORDS);
  g_assert_cmpuint (n_changes, ==, 1);

  hits = kit_search_hits (store, "meniscus");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[0]), ==, WORDS);
  assert_found (store, "consultation tear", 1);
  kit_close_sound (store);
}

static void
ingest_inside (KinRecordStore *store,
               const char     *updated,
               const char     *text)
{
  g_autofree char *data = g_base64_encode ((const guchar *) text, strlen (text));
  g_autofree char *form = g_strdup_printf ("\"contentType\":\"application/pdf\","
                                           "\"data\":\"%s\"", data);

  kit_ingest_letter (store, "d1", updated, "current", form);
}

/* The same for one that came inside its entry; when the entry changes, so do its words. */
static void
test_inside (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GPtrArray) hits = NULL;

  ingest_inside (store, FIRST, PDF);
  assert_unread (store, PDF);
  keep (store, PDF, WORDS);
  assert_unread (store, NULL);
  hits = kit_search_hits (store, "meniscus");
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (kin_hit_get_extract (hits->pdata[0]), ==, WORDS);

  ingest_inside (store, LATER, OTHER_PDF);
  assert_found (store, "meniscus", 0);
  assert_unread (store, OTHER_PDF);
  keep (store, OTHER_PDF, "A tear of the ligament.");
  assert_found (store, "ligament", 1);
  kit_close_sound (store);
}

/* Once, across a restart, whatever came of it. */
static void
test_once (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) before = make_letter (set);
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinUnreadLetter) letter = NULL;

  kit_ingest_letter (before, "d2", FIRST, "current", "\"url\":\"Binary/2\"");
  kit_save_letter (before, "Binary/2", "application/pdf", OTHER_PDF);
  assert_unread (before, OTHER_PDF);
  keep (before, OTHER_PDF, NULL);
  assert_unread (before, PDF);
  letter = find (before, G_MAXINT64);
  g_assert_null (find (before, letter->place));
  keep (before, PDF, WORDS);
  kit_close (before);

  store = kit_open_fine (set, KIN_STORE_OPEN);
  assert_unread (store, NULL);
  assert_found (store, "meniscus", 1);
  kit_close_sound (store);
}

/* Pictures and pages are nothing for it, nor is what no entry has, or what is far too large. */
static void
test_others (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = kit_open_fine (set, KIN_STORE_CREATE);
  g_autoptr (GString) large = g_string_new (PDF);

  kit_ingest_letter (store, "d1", FIRST, "current", "\"url\":\"Binary/1\"");
  kit_save_letter (store, "Binary/1", "application/pdf", "\x89PNG\r\n\x1a\n");
  kit_ingest_letter (store, "d2", FIRST, "current", "\"url\":\"Binary/2\"");
  kit_save_letter (store, "Binary/2", "application/pdf", "<html>A page</html>");
  kit_save_letter (store, "Binary/3", "application/pdf", PDF);
  g_string_set_size (large, KIN_DOCUMENT_MOST_DECODED + 1);
  memset (large->str, ' ', large->len);
  memcpy (large->str, PDF, strlen (PDF));
  kit_ingest_letter (store, "d4", FIRST, "current", "\"url\":\"Binary/4\"");
  kit_save_letter (store, "Binary/4", "application/pdf", large->str);
  assert_unread (store, NULL);

  kit_ingest_letter (store, "d3", FIRST, "current", "\"url\":\"Binary/3\"");
  assert_unread (store, PDF);
  kit_close_sound (store);
}

/* Others have their turn while many are looked at in vain. */
static void
test_many (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);
  gint64 before = G_MAXINT64;
  guint n_turns = 0;
  gboolean found = FALSE;

  for (guint i = 2; i < 160; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);
      g_autofree char *url = g_strdup_printf ("Binary/%u", i);
      g_autofree char *form = g_strdup_printf ("\"url\":\"%s\"", url);
      g_autofree char *picture = g_strdup_printf ("\x89PNG\r\n\x1a\n%u", i);

      kit_ingest_letter (store, id, FIRST, "current", form);
      kit_save_letter (store, url, "application/pdf", picture);
    }

  while (!found)
    {
      g_autoptr (KinUnreadLetter) letter = find (store, before);

      g_assert_nonnull (letter);
      g_assert_cmpint (letter->place, <, before);
      before = letter->place;
      found = letter->bytes != NULL;
      n_turns++;
    }
  g_assert_cmpuint (n_turns, ==, 2);
  assert_unread (store, PDF);
  kit_close_sound (store);
}

/* The same letter twice is read once; one that comes later has its words at once. */
static void
test_same_bytes (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);

  kit_ingest_letter (store, "d2", FIRST, "current", "\"url\":\"Binary/2\"");
  kit_save_letter (store, "Binary/2", "application/pdf", PDF);
  keep (store, PDF, WORDS);
  assert_found (store, "meniscus", 2);

  kit_ingest_letter (store, "d3", FIRST, "current", "\"url\":\"Binary/3\"");
  kit_save_letter (store, "Binary/3", "application/pdf", PDF);
  kit_save_letter (store, "Binary/4", "application/pdf", PDF);
  kit_ingest_letter (store, "d4", FIRST, "current", "\"url\":\"Binary/4\"");
  assert_found (store, "meniscus", 4);
  assert_unread (store, NULL);
  kit_close_sound (store);
}

/* Other bytes have other words, and those of before are not found any more. */
static void
test_replaced (KitSet        *set,
               gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);

  keep (store, PDF, WORDS);
  kit_save_letter (store, "Binary/1", "application/pdf", OTHER_PDF);
  assert_found (store, "meniscus", 0);
  /* They come from somebody who was slow. */
  keep (store, PDF, WORDS);
  assert_found (store, "meniscus", 0);
  keep (store, OTHER_PDF, "A tear of the ligament.");
  assert_found (store, "ligament", 1);
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

/* What the person hid is not read, not kept and not found; when it is back, it is. */
static void
test_hidden (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);

  set_hidden (store, TRUE);
  assert_unread (store, NULL);
  keep (store, PDF, WORDS);
  assert_found (store, "meniscus", 0);

  set_hidden (store, FALSE);
  assert_unread (store, PDF);
  keep (store, PDF, WORDS);
  assert_found (store, "meniscus", 1);
  set_hidden (store, TRUE);
  assert_found (store, "meniscus", 0);
  set_hidden (store, FALSE);
  assert_found (store, "meniscus", 1);
  kit_close_sound (store);
}

/* A letter that was a mistake is about somebody else, perhaps. */
static void
test_withdrawn (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);

  keep (store, PDF, WORDS);
  kit_ingest_letter (store, "d1", LATER, "entered-in-error", "\"url\":\"Binary/1\"");
  assert_found (store, "meniscus", 0);
  kit_save_letter (store, "Binary/1", "application/pdf", OTHER_PDF);
  assert_unread (store, NULL);
  keep (store, OTHER_PDF, "A tear of the ligament.");
  assert_found (store, "ligament", 0);
  kit_close_sound (store);
}

/* Does something to the file of a store that is closed. */
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

/* A letter of another clinic, which stays. */
static void
add_other_clinic (KinRecordStore *store)
{
  g_autofree char *page
    = kit_bundle ("{\"resourceType\":\"DocumentReference\",\"id\":\"d9\","
                  "\"status\":\"current\",\"type\":{\"text\":\"Letter\"},"
                  "\"content\":[{\"attachment\":{\"url\":\"Binary/9\"}}]}", NULL);
  KinStep step = { .query = "d9", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Come on Tuesday.", 16);
  g_autoptr (GError) error = NULL;

  kit_ingest (store, "another", page, &step, NULL, &error);
  g_assert_no_error (error);
  KIT_ASK (kin_record_store_save_attachment, store, &error, "another", "Binary/9", "text/plain",
           bytes, NULL, NULL);
  g_assert_no_error (error);
}

/* Nothing of it is in the file either, which has the words of others still. */
static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);

  keep (store, PDF, WORDS);
  add_other_clinic (store);
  kit_erase (store, KIT_CONNECTION);
  assert_found (store, "meniscus", 0);
  keep (store, PDF, WORDS);
  kit_close_sound (store);
  g_assert_cmpint (change (set, "CREATE TEMP TABLE none (n CHECK (n = 0));"
                                " INSERT INTO none SELECT count(*) FROM letter_words;"
                                " INSERT INTO none SELECT instr (root, x'656e6973637573')"
                                " FROM letter_search_segdir;"                    /* eniscus */
                                " INSERT INTO none SELECT instr (block, x'656e6973637573')"
                                " FROM letter_search_segments"),
                   ==, SQLITE_OK);
  g_assert_cmpint (change (set, "CREATE TEMP TABLE some (n CHECK (n > 0));"
                                " INSERT INTO some SELECT max (instr (root, x'75657364'))"
                                " FROM letter_search_segdir"),                   /* uesd */
                   ==, SQLITE_OK);
}

/* A newer decoder may find more; until it did, what the older one found counts. */
static void
test_newer_rules (KitSet        *set,
                  gconstpointer  unused)
{
  g_autoptr (KinRecordStore) before = make_letter (set);
  g_autoptr (KinRecordStore) store = NULL;

  keep (before, PDF, WORDS);
  kit_close (before);
  g_assert_cmpint (change (set, "UPDATE letter_words SET version = version - 1"), ==, SQLITE_OK);

  store = kit_open_fine (set, KIN_STORE_OPEN);
  assert_found (store, "meniscus", 1);
  assert_unread (store, PDF);
  keep (store, PDF, "A tear of the ligament.");
  assert_unread (store, NULL);
  assert_found (store, "meniscus", 0);
  assert_found (store, "ligament", 1);
  kit_close_sound (store);
}

/* What an older Kinchart brought home is read, too. */
static void
test_older_file (KitSet        *set,
                 gconstpointer  unused)
{
  g_autoptr (KinRecordStore) before = make_letter (set);
  g_autoptr (KinRecordStore) store = NULL;

  kit_close (before);
  g_assert_cmpint (change (set, "DROP TABLE letter_words; DROP TABLE letter_search;"
                                " DROP TABLE generation; PRAGMA user_version = 6"), ==,
                   SQLITE_OK);

  store = kit_open_fine (set, KIN_STORE_OPEN);
  assert_unread (store, PDF);
  keep (store, PDF, WORDS);
  assert_found (store, "meniscus", 1);
  kit_close_sound (store);
}

/* Of a book the first chapters are found, and no half characters are kept. */
static void
test_long (KitSet        *set,
           gconstpointer  unused)
{
  g_autoptr (KinRecordStore) store = make_letter (set);
  g_autoptr (GString) book = g_string_new ("meniscus ");

  while (book->len < 2 * KIN_DOCUMENT_MOST_WORDS)
    g_string_append (book, "är\n");
  g_string_append (book, "ligament \xff");
  keep (store, PDF, book->str);
  assert_found (store, "meniscus", 1);
  assert_found (store, "ligament", 0);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/words/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("found", test_found);
  ADD ("inside", test_inside);
  ADD ("once", test_once);
  ADD ("others", test_others);
  ADD ("same-bytes", test_same_bytes);
  ADD ("replaced", test_replaced);
  ADD ("hidden", test_hidden);
  ADD ("withdrawn", test_withdrawn);
  ADD ("erased", test_erased);
  ADD ("many", test_many);
  ADD ("newer-rules", test_newer_rules);
  ADD ("older-file", test_older_file);
  ADD ("long", test_long);

  return g_test_run ();
}
