/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-bad-days"

#include "config.h"

#include <string.h>

#include "bad-day.h"
#include "engine-kit.h"
#include "kin-disconnect.h"
#include "kin-import.h"
#include "kin-person-clinics.h"
#include "kin-person-copies.h"
#include "kin-person-hidden.h"
#include "kin-person-history.h"
#include "kin-person-letters.h"
#include "kin-person-notes.h"
#include "kin-person-phones.h"
#include "kin-person-private.h"
#include "kin-person-reading.h"
#include "kin-person-record.h"
#include "kin-person-twins.h"
#include "kin-person-urgent.h"
#include "kin-recovery.h"
#include "kin-set-ups.h"

/* What a person does, with a call of the database or of the disk failing once: it is done or said
 * not to be, nothing that was there is lost, and it can be done again. */

typedef struct
{
  char          *folder;
  char          *letter;        /* a file */
  KinFamily     *family;
  KinPerson     *person;
  KinConnection *connection;
  KinPerson     *luis;
  KinItem       *shown;         /* the letter, with its resource */
  GPtrArray     *teams;
  KinSecret     *code;
  GCancellable  *stop;
  gboolean       closes;
} Fixture;

typedef gboolean (*Ask) (Fixture  *fixture,
                         GError  **error);

#define FILE_URL "https://oak.example.org/fhir/Binary/9"

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  kin_person_close_finish (KIN_PERSON (source), result, NULL);
}

/* The window of the person is closed while something is on its way. */
static void
close_meanwhile (Fixture *fixture)
{
  if (!fixture->closes || !kin_person_get_is_open (fixture->person))
    return;

  fixture->closes = FALSE;
  kin_person_close_async (fixture->person, closed_cb, NULL);
}

/* Calls METHOD_async and METHOD_finish of @object. */
#define ASK(method, object, error, ...) \
  ({ \
    g_auto (KitResult) asked = { NULL }; \
    method##_async (object, __VA_ARGS__ __VA_OPT__ (, ) kit_done, &asked); \
    close_meanwhile (fixture); \
    method##_finish (object, kit_wait (&asked), error); \
  })

static gboolean
clear_list (GPtrArray *list)
{
  if (list != NULL)
    g_ptr_array_unref (list);
  return list != NULL;
}

static gboolean
clear_object (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
  return object != NULL;
}

static gboolean
plain (gboolean done)
{
  return done;
}

/* An ask of the person, or of the family, that METHOD alone is; TAKE lets go of what it gives. */
#define ASK_OF(whom, name, take, method, ...) \
  static gboolean \
  name (Fixture  *fixture, \
        GError  **error) \
  { \
    return take (ASK (method, fixture->whom, error, __VA_ARGS__ __VA_OPT__ (, ) fixture->stop)); \
  }

static gboolean
import (Fixture  *fixture,
        GError  **error)
{
  const char *paths[] = { fixture->letter, NULL };
  g_autoptr (KinImport) import = kin_import_new (fixture->person, paths);
  KinImportCounts counts = { 0 };
  g_auto (KitResult) saved = { NULL };

  if (!ASK (kin_import_look, import, error, fixture->stop))
    return FALSE;

  kin_import_confirm_async (import, fixture->stop, kit_done, &saved);
  return kin_import_confirm_finish (import, kit_wait (&saved), &counts, error);
}

ASK_OF (person, set_letter_date, plain, kin_person_set_letter_date, fixture->shown, "2020-02-03")
ASK_OF (person, set_hidden, plain, kin_person_set_hidden, fixture->shown, TRUE)
ASK_OF (person, list_hidden, clear_list, kin_person_list_hidden, KIN_SECTION_NONE)
ASK_OF (person, set_apart, plain, kin_person_set_apart, g_ptr_array_index (fixture->teams, 0),
        fixture->shown, TRUE)
ASK_OF (person, set_together, plain, kin_person_set_apart, g_ptr_array_index (fixture->teams, 0),
        fixture->shown, FALSE)
ASK_OF (person, list_twins_of_other, clear_list, kin_person_list_twins,
        g_ptr_array_index (fixture->teams, 1))
ASK_OF (person, list_twins, clear_list, kin_person_list_twins,
        g_ptr_array_index (fixture->teams, 0))

static gboolean
save_copy (Fixture  *fixture,
           GError  **error)
{
  g_autoptr (KinAskedCopy) copy = kin_asked_copy_new ("1", "Oak", "2026-11-01", NULL);
  g_auto (KitResult) result = { NULL };

  kin_person_save_copy_async (fixture->person, copy, TRUE, kit_done, &result);
  return kin_person_save_copy_finish (fixture->person, kit_wait (&result), error);
}

static gboolean
save_phone (Fixture  *fixture,
            GError  **error)
{
  gboolean saved = ASK (kin_person_save_phone, fixture->person, error, "Oak", "555 0100",
                        fixture->stop);
  g_autoptr (GPtrArray) phones = kin_person_list_phones (fixture->person);

  g_assert_true (!saved || phones->len == 1);
  return saved;
}

ASK_OF (person, list_phones, clear_list, kin_person_list_team_phones, fixture->teams)
ASK_OF (person, list_urgent, clear_list, kin_person_list_urgent)

static gboolean
save_clinic (Fixture  *fixture,
             GError  **error)
{
  g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address", NULL,
                                               "key", "Oak\nOstermere", "way", KIN_WAY_PAPER, NULL);

  return ASK (kin_person_save_clinic, fixture->person, error, clinic, TRUE, fixture->stop);
}

ASK_OF (person, search, clear_list, kin_person_search, "x-ray", 10)
ASK_OF (person, load, clear_object, kin_person_load, kin_item_get_id (fixture->shown))

static gboolean
find (Fixture  *fixture,
      GError  **error)
{
  g_autofree char *reference = g_strdup_printf ("%s/%s", kin_item_get_kind (fixture->shown),
                                                kin_item_get_resource_id (fixture->shown));

  return clear_object (ASK (kin_person_find, fixture->person, error,
                            kin_item_get_source (fixture->shown), reference, fixture->stop));
}

static gboolean
read_file (Fixture  *fixture,
           GError  **error)
{
  GBytes *bytes = ASK (kin_person_file, fixture->person, error,
                       kin_item_get_source (fixture->shown), FILE_URL, fixture->stop);

  g_clear_pointer (&bytes, g_bytes_unref);
  return error == NULL || *error == NULL;
}

ASK_OF (person, get_history, clear_list, kin_person_history, kin_item_get_id (fixture->shown))
ASK_OF (person, get_ledger, clear_object, kin_person_ledger, fixture->connection)

static gboolean
count (Fixture  *fixture,
       GError  **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (GArray) counts = NULL;

  kin_person_count_async (fixture->person, fixture->stop, kit_done, &result);
  counts = kin_person_count_finish (fixture->person, kit_wait (&result), NULL, error);
  return counts != NULL;
}

/* Nobody waits for it: the next time it is done again. */
static gboolean
mark_read (Fixture  *fixture,
           GError  **error)
{
  kin_person_mark_read (fixture->person, fixture->shown);
  return count (fixture, error);
}

static gboolean
set_mark (Fixture  *fixture,
          GError  **error)
{
  kin_person_set_mark (fixture->person, "looked", NULL);
  kin_person_set_mark (fixture->person, "looked", "2026-11-27");
  g_assert_cmpstr (kin_person_get_mark (fixture->person, "looked"), ==, "2026-11-27");
  return count (fixture, error);
}

static gboolean
export (Fixture  *fixture,
        GError  **error)
{
  g_autofree char *to = kit_make_folder ();
  gint64 kept = ASK (kin_person_export, fixture->person, error, to, fixture->stop);

  kit_remove_folder (to);
  return kept >= 0;
}

static gboolean
set_photo (Fixture  *fixture,
           GError  **error)
{
  g_autoptr (GBytes) photo = g_bytes_new_static ("\x89PNG", 4);

  return ASK (kin_family_set_photo, fixture->family, error, fixture->person, photo, fixture->stop);
}

static gboolean
save_connection (Fixture  *fixture,
                 GError  **error)
{
  g_autoptr (KinConnectionNote) note = kin_connection_note_new ();

  note->id = g_strdup ("3a0f0b1e-0000-4000-8000-000000000001");
  note->kind = g_strdup (KIN_CONNECTION_KIND_PORTAL);
  note->base = g_strdup ("https://oak.example.org/fhir");
  note->patient_id = g_strdup ("p");
  note->binding = g_strdup ("{\"id\":\"p\"}");
  note->state = g_strdup ("ready");
  g_clear_object (&fixture->connection);
  fixture->connection = ASK (kin_person_save_connection, fixture->person, error, note,
                             fixture->stop);
  return fixture->connection != NULL;
}

ASK_OF (person, forget_connection, plain, kin_person_forget_connection, fixture->connection)

static gboolean
save_set_up (Fixture  *fixture,
             GError  **error)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "name", "Oak", "address",
                                               "https://oak.example.org/fhir", "key", "Oak", NULL);
  KinSetUps *set_ups = kin_person_get_set_ups (fixture->person);

  kin_set_ups_save_async (set_ups, "epic", clinic, FALSE, "2026-12-01", kit_done, &result);
  return kin_set_ups_save_finish (set_ups, kit_wait (&result), error);
}

static gboolean
make_code (Fixture  *fixture,
           GError  **error)
{
  g_clear_pointer (&fixture->code, kin_secret_unref);
  fixture->code = ASK (kin_recovery_make, fixture->family, error, fixture->stop);
  return fixture->code != NULL;
}

ASK_OF (family, bring_back, plain, kin_recovery_bring_back, fixture->code)
ASK_OF (family, type_code, plain, kin_recovery_type, fixture->code)
ASK_OF (family, forget_code, plain, kin_recovery_forget)

static gboolean
add_person (Fixture  *fixture,
            GError  **error)
{
  g_clear_object (&fixture->luis);
  fixture->luis = ASK (kin_family_add, fixture->family, error, "Luis", NULL, NULL,
                       KIN_PERSON_NO_FLAGS, fixture->stop);
  return fixture->luis != NULL;
}

ASK_OF (family, remove_person, plain, kin_family_remove, fixture->luis)

static gboolean
open_person (Fixture  *fixture,
             GError  **error)
{
  g_auto (KitResult) closed = { NULL };

  kin_person_close_async (fixture->person, kit_done, &closed);
  kin_person_close_finish (fixture->person, kit_wait (&closed), NULL);
  return ASK (kin_person_open, fixture->person, error, fixture->stop);
}

/* Lets go of all that belongs to an open family. */
static void
leave (Fixture *fixture)
{
  if (fixture->family != NULL)
    kit_close_family (fixture->family);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->luis);
  g_clear_object (&fixture->person);
  g_clear_object (&fixture->family);
}

static gboolean
open_again (Fixture  *fixture,
            GError  **error)
{
  leave (fixture);
  fixture->family = kit_open_family (fixture->folder, error);
  if (fixture->family == NULL)
    return FALSE;

  fixture->person = kin_family_find (fixture->family, "Teo", NULL);
  return ASK (kin_person_open, fixture->person, error, fixture->stop);
}

static gboolean
open_by_code (Fixture  *fixture,
              GError  **error)
{
  g_auto (KitResult) result = { NULL };

  leave (fixture);
  kin_recovery_open_async (fixture->folder, fixture->code, fixture->stop, kit_done, &result);
  fixture->family = kin_recovery_open_finish (kit_wait (&result), error);
  if (fixture->family == NULL)
    return FALSE;

  fixture->person = kin_family_find (fixture->family, "Teo", NULL);
  return ASK (kin_person_open, fixture->person, error, fixture->stop);
}

static gboolean
erase (Fixture  *fixture,
       KinItem  *item,
       GError  **error)
{
  KinConnection *source = kin_person_find_connection (fixture->person,
                                                      kin_item_get_source (item));
  g_auto (KitResult) result = { NULL };

  /* It was done before. */
  if (source == NULL)
    return TRUE;

  kin_source_erase_async (fixture->person, source, fixture->stop, kit_done, &result);
  close_meanwhile (fixture);
  return kin_source_erase_finish (kit_wait (&result), error);
}

static gboolean
erase_record (Fixture  *fixture,
              GError  **error)
{
  return erase (fixture, g_ptr_array_index (fixture->teams, 0), error);
}

static gboolean
erase_letters (Fixture  *fixture,
               GError  **error)
{
  return erase (fixture, fixture->shown, error);
}

static gboolean
is_erasing (Ask ask)
{
  return ask == erase_record || ask == erase_letters;
}

/* In this order: each finds what those before it have left. */
static const struct
{
  const char *name;
  Ask         ask;
  gboolean    is_of_family;     /* asked without the person being open, or for that */
} asks[] = {
  { "save-connection", save_connection }, { "get-ledger", get_ledger }, { "import", import },
  { "set-letter-date", set_letter_date }, { "list-twins", list_twins }, { "set-apart", set_apart },
  { "list-twins-apart", list_twins }, { "list-twins-of-other", list_twins_of_other },
  { "set-together", set_together }, { "list-phones", list_phones },
  { "list-urgent", list_urgent }, { "save-copy", save_copy }, { "save-phone", save_phone },
  { "save-clinic", save_clinic }, { "search", search }, { "load", load }, { "find", find },
  { "read-file", read_file }, { "history", get_history }, { "count", count },
  { "mark-read", mark_read }, { "set-mark", set_mark }, { "export", export },
  { "set-photo", set_photo, TRUE },
  { "save-set-up", save_set_up, TRUE }, { "set-hidden", set_hidden },
  { "list-hidden", list_hidden }, { "make-code", make_code, TRUE },
  { "add-person", add_person, TRUE }, { "type-code", type_code, TRUE },
  { "bring-back", bring_back, TRUE }, { "remove-person", remove_person, TRUE },
  { "open-person", open_person, TRUE }, { "forget-connection", forget_connection },
  { "open-by-code", open_by_code, TRUE }, { "forget-code", forget_code, TRUE },
  { "open-again", open_again, TRUE }, { "erase-record", erase_record },
  { "erase-letters", erase_letters, TRUE },
};

static void
import_made_up (KinPerson  *person,
                const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("KIN_DATA"), "practice", name, NULL);

  kit_import (person, path);
}

static void
set_up (Fixture *fixture)
{
  g_autoptr (GPtrArray) letters = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fixture->folder = kit_make_folder ();
  fixture->letter = g_build_filename (fixture->folder, "An X-ray.txt", NULL);
  g_assert_true (g_file_set_contents (fixture->letter, "Dear Teo", -1, NULL));
  fixture->family = kit_open_family (fixture->folder, NULL);
  fixture->person = kit_add_person (fixture->family, "Teo", NULL);
  import_made_up (fixture->person, "teo-person.json");
  import_made_up (fixture->person, "teo-care.json");
  kit_import (fixture->person, fixture->letter);
  letters = ASK (kin_person_list, fixture->person, NULL, KIN_SECTION_DOCUMENTS, 0, 0, 0, NULL);
  fixture->shown = ASK (kin_person_load, fixture->person, NULL,
                        kin_item_get_id (g_ptr_array_index (letters, 0)), NULL);
  bytes = g_bytes_new_static ("A picture", strlen ("A picture"));
  g_assert_true (ASK (kin_record_store_save_attachment, kin_person_get_record (fixture->person),
                      NULL, kin_item_get_source (fixture->shown), FILE_URL, "text/plain", bytes,
                      NULL, NULL));
  fixture->teams = ASK (kin_person_list, fixture->person, NULL, KIN_SECTION_CARE_TEAM, 0, 0, 0,
                        NULL);
  g_assert_cmpuint (fixture->teams->len, >, 0);
}

static void
tear_down (Fixture *fixture)
{
  kit_close_family (fixture->family);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->luis);
  g_object_unref (fixture->shown);
  g_ptr_array_unref (fixture->teams);
  g_clear_pointer (&fixture->code, kin_secret_unref);
  g_object_unref (fixture->person);
  g_object_unref (fixture->family);
  kit_remove_folder (fixture->folder);
  g_free (fixture->letter);
  g_free (fixture->folder);
}

/* Every call of the first eight, then ever fewer; with KIN_LONG every one. */
static guint
next (guint at)
{
  return at + 1 + (g_getenv ("KIN_LONG") != NULL ? 0 : at / 8);
}

/* What is stopped before it has begun is done all the same, or says that it was stopped. */
static void
ask_and_stop (Fixture    *fixture,
              const char *name,
              Ask         ask)
{
  g_autoptr (GError) error = NULL;

  fixture->stop = g_cancellable_new ();
  g_cancellable_cancel (fixture->stop);
  if (!ask (fixture, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error ("%s, stopped: %s", name, error != NULL ? error->message : "no error");
  g_clear_object (&fixture->stop);
  if (fixture->family == NULL)
    g_assert_true (open_again (fixture, NULL));
}

/* What is on its way when the person is closed is done, or said not to be. */
static void
ask_and_close (Fixture    *fixture,
               const char *name,
               Ask         ask)
{
  g_autoptr (GError) error = NULL;
  guint64 before = kit_count (fixture->person);

  fixture->closes = TRUE;
  if (ask (fixture, &error) == (error != NULL))
    g_error ("%s, closed: %s", name, error != NULL ? error->message : "no error");
  fixture->closes = FALSE;
  g_test_message ("%s, closed: %s", name, error != NULL ? error->message : "done");
  if (!is_erasing (ask))
    g_assert_cmpuint (kit_count (fixture->person), >=, before);
}

static void
ask_on_bad_days (Fixture    *fixture,
                 const char *name,
                 Ask         ask)
{
  guint64 before = kit_count (fixture->person);
  gboolean hit = TRUE;
  guint at = 1;

  for (; hit; at = next (at))
    {
      guint n_people = g_list_model_get_n_items (G_LIST_MODEL (fixture->family));
      g_autoptr (GError) error = NULL;
      gboolean asked;

      bad_day_begin (at);
      asked = ask (fixture, &error);
      hit = bad_day_end ();
      if (asked == (error != NULL) || (!asked && !hit))
        g_error ("%s at call %u: %s", name, at, error != NULL ? error->message : "no error");
      if (fixture->family == NULL)
        g_assert_true (open_again (fixture, NULL));
      if (!is_erasing (ask))
        g_assert_cmpuint (kit_count (fixture->person), >=, before);
      if (!asked)
        g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->family)), ==, n_people);
    }

  g_test_message ("%s: %u", name, at);
}

static void
test_asks (void)
{
  Fixture fixture = { NULL };

  set_up (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      /* Who is removed all the same would not be there any more. */
      if (asks[i].ask != remove_person)
        ask_and_stop (&fixture, asks[i].name, asks[i].ask);
      if (!asks[i].is_of_family)
        ask_and_close (&fixture, asks[i].name, asks[i].ask);
      ask_on_bad_days (&fixture, asks[i].name, asks[i].ask);
    }
  tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Some of what fails here has nobody who waits for it: that is said in the log. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  g_test_add_func ("/bad-days/asks", test_asks);

  return g_test_run ();
}
