/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-people"

#include "config.h"

#include "kin-person-private.h"
#include "kin-person-reading.h"
#include "kin-sync-run.h"
#include "practice-kit.h"

/* Several people of one family at one portal, all synced at once in one process: nothing of one
 * may ever reach the file of another (rule W-04). */

#define N_PEOPLE 5
#define N_EACH 150
#define ROUNDS 12
#define ROUNDS_LONG 500

typedef struct
{
  KinPerson     *person;
  KinConnection *connection;
  char          *name;
  KinSyncRun    *run;
  GCancellable  *cancellable;
} Member;

typedef struct
{
  char        *folder;
  KinFamily   *family;
  Practice     portal;
  Member       members[N_PEOPLE];
  guint        running;
  guint        whole;
} House;

/* The names share no word, and every resource has its owner's number in its id. */
static char *
write_record (House *house,
              guint  number)
{
  g_autofree char *name = g_strdup_printf ("record-%u.json", number);
  char *path = g_build_filename (house->folder, name, NULL);
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"collection\","
                                           "\"entry\":[");

  g_string_append_printf (text, "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p%u\","
                          "\"birthDate\":\"19%u0-01-01\",\"name\":[{\"given\":[\"Given%u\"],"
                          "\"family\":\"Family%u\"}]}}", number, number + 3, number, number);
  for (guint i = 0; i < N_EACH; i++)
    g_string_append_printf (text, ",{\"resource\":{\"resourceType\":\"%s\",\"id\":\"of-%u-%u\","
                            "\"status\":\"completed\",\"%s\":{\"reference\":\"Patient/p%u\"}}}",
                            i % 2 ? "Procedure" : "Immunization", number, i,
                            i % 2 ? "subject" : "patient", number);
  g_string_append (text, "]}");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static void
start_portal (House *house)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_PEOPLE; i++)
    g_ptr_array_add (paths, write_record (house, i));
  g_ptr_array_add (paths, NULL);
  practice_start (&house->portal, (const char * const *) paths->pdata);
}

static void
set_up (House *house)
{
  house->folder = kit_make_folder ();
  start_portal (house);
  house->family = kit_open_family (house->folder, NULL);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *born = g_strdup_printf ("19%u0-01-01", i + 3);
      Member *member = &house->members[i];
      g_autoptr (GError) error = NULL;

      member->name = g_strdup_printf ("Given%u Family%u", i, i);
      member->person = kit_add_person (house->family, member->name, born);
      member->connection = practice_sign_in (&house->portal, member->person, member->name, &error);
      g_assert_no_error (error);
    }
}

static void
tear_down (House *house)
{
  kit_close_family (house->family);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_object_unref (house->members[i].connection);
      g_object_unref (house->members[i].person);
      g_free (house->members[i].name);
    }
  g_object_unref (house->family);
  practice_stop (&house->portal);
  kit_remove_folder (house->folder);
  g_free (house->folder);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  House *house = user_data;
  g_autoptr (GError) error = NULL;

  house->running--;
  if (kin_sync_run_start_finish (KIN_SYNC_RUN (source), result, &error))
    house->whole++;
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
on_impatience (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* All at once, in another order each time; some are stopped in the middle. */
static void
one_round (House    *house,
           gboolean  impatient)
{
  guint first = (guint) g_test_rand_int_range (0, N_PEOPLE);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      Member *member = &house->members[(first + i) % N_PEOPLE];

      member->cancellable = g_cancellable_new ();
      member->run = kin_sync_run_new (member->person, member->connection, TRUE);
      house->running++;
      kin_sync_run_start_async (member->run, member->cancellable, synced_cb, house);
      if (impatient && g_test_rand_bit ())
        g_timeout_add_full (G_PRIORITY_DEFAULT, (guint) g_test_rand_int_range (0, 150),
                            on_impatience, g_object_ref (member->cancellable), g_object_unref);
    }

  while (house->running > 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_clear_object (&house->members[i].run);
      g_clear_object (&house->members[i].cancellable);
    }
}

/* What is in the file of one person: all of it is theirs. */
static guint
count_own (House *house,
           guint  number)
{
  KinRecordStore *record = kin_person_get_record (house->members[number].person);
  g_autofree char *own = g_strdup_printf ("of-%u-", number);
  g_autofree char *patient = g_strdup_printf ("p%u", number);
  g_autoptr (GPtrArray) all = NULL;
  g_auto (KitResult) result = { NULL };
  g_autoptr (GError) error = NULL;

  kin_record_store_read_raw_async (record, 0, 10 * N_EACH, NULL, kit_done, &result);
  all = kin_record_store_read_raw_finish (record, kit_wait (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    {
      const KinRawResource *resource = g_ptr_array_index (all, i);

      g_assert_true (g_str_has_prefix (resource->resource_id, own) ||
                     g_str_equal (resource->resource_id, patient));
      g_assert_cmpstr (resource->connection, ==,
                       kin_connection_get_id (house->members[number].connection));
    }

  return all->len;
}

static gboolean
is_found (Member     *member,
          const char *reference)
{
  g_auto (KitResult) result = { NULL };
  g_autoptr (KinItem) item = NULL;

  kin_person_find_async (member->person, kin_connection_get_id (member->connection), reference,
                         NULL, kit_done, &result);
  item = kin_person_find_finish (member->person, kit_wait (&result), NULL);

  return item != NULL;
}

/* The same words on another server name somebody else. */
static void
check_references (House *house)
{
  g_autofree char *base = practice_word_of (&house->portal, "base_url");
  g_autofree char *with_base = g_strconcat (base, "/Procedure/of-0-1", NULL);

  g_assert_true (is_found (&house->members[0], "Procedure/of-0-1"));
  g_assert_true (is_found (&house->members[0], with_base));
  g_assert_false (is_found (&house->members[0], "https://else.example/fhir/Procedure/of-0-1"));
  g_assert_false (is_found (&house->members[1], "Procedure/of-0-1"));
}

static void
test_at_once (void)
{
  guint rounds = g_getenv ("KIN_LONG") != NULL ? ROUNDS_LONG : ROUNDS;
  House house = { NULL };

  set_up (&house);
  for (guint i = 0; i < rounds; i++)
    {
      one_round (&house, TRUE);
      for (guint j = 0; j < N_PEOPLE; j++)
        count_own (&house, j);
    }
  g_test_message ("%u of %u runs came to their end", house.whole, rounds * N_PEOPLE);

  one_round (&house, FALSE);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_assert_cmpuint (count_own (&house, i), ==, N_EACH + 1);
  check_references (&house);
  tear_down (&house);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/at-once", test_at_once);

  return g_test_run ();
}
