/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-compression"

#include "config.h"

#include <string.h>

#include "kin-store-kit.h"

/* 2,500 resources of four types that resemble each other within a type. */
#define N_RESOURCES 2500
#define PER_PAGE 250

static char *
make_resource (guint number)
{
  static const char * const types[] = { "Condition", "Immunization", "Observation", "Procedure" };
  const char *type = types[number % G_N_ELEMENTS (types)];

  return g_strdup_printf ("{\"resourceType\":\"%s\",\"id\":\"%s-%u\",\"status\":\"final\","
                          "\"code\":{\"coding\":[{\"system\":\"http://%s.example/codes\","
                          "\"code\":\"%u\",\"display\":\"What the clinic calls it in %s\"}],"
                          "\"text\":\"Number %u of %s\"},\"subject\":{\"reference\":"
                          "\"Patient/a-rather-long-identifier-0001\"},\"note\":[{\"text\":"
                          "\"%08x\"}]}",
                          type, type, number, type, number, type, number, type,
                          number * 2654435761U);
}

static void
ingest (KinRecordStore *store,
        guint           from)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                                           "\"entry\":[");
  g_autoptr (GError) error = NULL;
  g_autofree char *query = g_strdup_printf ("question %u", from);
  KinStep step = { .query = query, .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  for (guint i = 0; i < PER_PAGE; i++)
    {
      g_autofree char *resource = make_resource (from + i);

      g_string_append_printf (text, "%s{\"resource\":%s}", i > 0 ? "," : "", resource);
    }
  g_string_append (text, "]}");

  kit_ingest (store, KIT_CONNECTION, text->str, &step, NULL, &error);
  g_assert_no_error (error);
}

static gint64
file_size (KitSet *set)
{
  g_autofree char *path = kit_path (set, "record.db");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            NULL);

  return g_file_info_get_size (info);
}

static GPtrArray *
read_portion (KinRecordStore *store,
              gint64          after)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *portion;

  kin_record_store_read_raw_async (store, after, 333, NULL, kit_ready, &result);
  done = kit_wait (&result);
  portion = kin_record_store_read_raw_finish (store, done, &error);
  g_assert_no_error (error);

  return portion;
}

/* Every byte comes out as it went in, in portions, in this process and the next. */
static void
assert_as_received (KinRecordStore *store)
{
  gint64 after = 0;
  guint n = 0;

  while (TRUE)
    {
      g_autoptr (GPtrArray) portion = read_portion (store, after);

      if (portion->len == 0)
        break;

      for (guint i = 0; i < portion->len; i++)
        {
          KinRawResource *raw = g_ptr_array_index (portion, i);
          g_autofree char *expected = make_resource (n++);

          g_assert_cmpuint (g_bytes_get_size (raw->bytes), ==, strlen (expected));
          g_assert_true (memcmp (g_bytes_get_data (raw->bytes, NULL), expected,
                                 strlen (expected)) == 0);
          g_assert_true (g_str_has_prefix (raw->resource_id, raw->type));
          g_assert_cmpstr (raw->connection, ==, KIT_CONNECTION);
          after = raw->id;
        }
    }

  g_assert_cmpuint (n, ==, N_RESOURCES);
}

static void
test_round (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  gsize received = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_RESOURCES; i++)
    {
      g_autofree char *resource = make_resource (i);

      received += strlen (resource);
    }

  for (guint i = 0; i < N_RESOURCES / PER_PAGE / 2; i++)
    ingest (store, i * PER_PAGE);
  kit_close_sound (store);
  g_clear_object (&store);

  /* Another process goes on with the dictionaries of the first. */
  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  for (guint i = N_RESOURCES / PER_PAGE / 2; i < N_RESOURCES / PER_PAGE; i++)
    ingest (store, i * PER_PAGE);
  assert_as_received (store);
  kit_close_sound (store);
  g_clear_object (&store);

  store = kit_open (set, KIN_STORE_OPEN, &error);
  g_assert_no_error (error);
  assert_as_received (store);
  kit_close (store);

  g_test_message ("%" G_GSIZE_FORMAT " bytes received, %" G_GINT64_FORMAT " in the file, with"
                  " indexes", received, file_size (set));
}

/* A version that was packed is unpacked all the same. */
static void
test_versions (KitSet        *set,
               gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autofree char *before = make_resource (2498);
  g_autoptr (GString) changed = g_string_new (before);
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  GBytes *bytes;

  for (guint i = 0; i < N_RESOURCES / PER_PAGE; i++)
    ingest (store, i * PER_PAGE);

  g_string_replace (changed, "Number", "Another number", 1);
  kit_ingest_all (store, "Observation", changed->str, NULL);
  item = kit_find (store, "Observation", "Observation-2498");
  bytes = kin_json_get_bytes (kin_item_get_json (item));
  g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), changed->str, changed->len) == 0);

  versions = kit_history (store, kin_item_get_id (item));
  g_assert_cmpuint (versions->len, ==, 1);
  bytes = kin_json_get_bytes (kin_item_get_json (((KinItemVersion *)
                                                  g_ptr_array_index (versions, 0))->item));
  g_assert_true (memcmp (g_bytes_get_data (bytes, NULL), before, strlen (before)) == 0);
  kit_close_sound (store);
}

#define ADD(name, function) \
  g_test_add ("/store/compression/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round", test_round);
  ADD ("versions", test_versions);

  return g_test_run ();
}
