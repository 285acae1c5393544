/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-store-probe"

#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "kin-record-store.h"
#include "kin-set-meta.h"

/* kin-store-probe create|write|read FOLDER [WORD]: the store in a program of its
 * own, for tests that put another library under it. `write` adds an item with
 * the title WORD; `read` prints what is in the record. Exit 0, or 1 with an error
 * on standard error. The key is fixed: nothing in it is of anyone. */

#define KEY_ID "0123456789abcdef0123456789abcdef"

static void
ready (GObject      *object,
       GAsyncResult *result,
       gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

static void
give_up (GError *error)
{
  g_printerr ("%s\n", error->message);
  exit (EXIT_FAILURE);
}

static KinRecordStore *
open_store (const char   *folder,
            KinStoreMode  mode)
{
  g_autoptr (KinSecret) key = kin_secret_new ("an-example-key-of-32-bytes-here.", 32);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  GError *error = NULL;
  KinRecordStore *store;

  kin_record_store_open_async (folder, mode, key, KEY_ID, NULL, ready, &result);
  done = wait_for (&result);
  store = kin_record_store_open_finish (done, &error);
  if (store == NULL)
    give_up (error);

  return store;
}

static void
close_store (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_close_async (store, ready, &result);
  done = wait_for (&result);
  kin_record_store_close_finish (store, done, NULL);
  g_object_unref (store);
}

static void
create (const char *folder)
{
  g_autoptr (KinSetMeta) meta = kin_set_meta_new (KEY_ID);
  GError *error = NULL;

  if (!kin_set_meta_write (meta, folder, &error))
    give_up (error);

  close_store (open_store (folder, KIN_STORE_CREATE));
}

static void
add (KinRecordStore *store,
     const char     *word)
{
  g_autofree char *json = g_strdup_printf ("{\"resourceType\":\"Immunization\",\"id\":\"%s\","
                                           "\"status\":\"completed\",\"vaccineCode\":"
                                           "{\"text\":\"%s\"}}", word, word);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  GError *error = NULL;
  KinStep step = { .query = word, .page = 1, .answer = KIN_OUTCOME_ANSWERED };

  bundle = kin_bundle_new (bytes, &error);
  if (bundle == NULL)
    give_up (error);

  kin_record_store_ingest_async (store, "probe", bundle, &step, NULL, ready, &result);
  done = wait_for (&result);
  if (!kin_record_store_ingest_finish (store, done, NULL, &error))
    give_up (error);
}

static void
print_items (KinRecordStore *store)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_NONE, NULL, 0, 0);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GAsyncResult *result = NULL;
  GError *error = NULL;

  kin_record_store_list_async (store, query, 0, 0, NULL, ready, &result);
  done = wait_for (&result);
  items = kin_record_store_list_finish (store, done, &error);
  if (items == NULL)
    give_up (error);

  for (guint i = items->len; i > 0; i--)
    g_print ("item %s\n", kin_item_get_title (g_ptr_array_index (items, i - 1)));
}

static void
print_found (KinRecordStore *store,
             const char     *word)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GPtrArray) items = NULL;
  GAsyncResult *result = NULL;
  GError *error = NULL;

  kin_record_store_search_async (store, word, 0, NULL, ready, &result);
  done = wait_for (&result);
  items = kin_record_store_search_finish (store, done, &error);
  if (items == NULL)
    give_up (error);

  g_print ("found %u\n", items->len);
}

static void
print_check (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (KinStoreCheck) check = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_check_async (store, NULL, ready, &result);
  done = wait_for (&result);
  check = kin_record_store_check_finish (store, done, NULL);
  g_print ("cipher %s\nencrypted %d\nintegrity %d\n", check->cipher_version, check->encrypted,
           check->integrity);
}

int
main (int   argc,
      char *argv[])
{
  KinRecordStore *store;

  if (argc < 3)
    return 2;

  if (g_str_equal (argv[1], "create"))
    {
      create (argv[2]);
      return EXIT_SUCCESS;
    }

  store = open_store (argv[2], KIN_STORE_OPEN);
  if (g_str_equal (argv[1], "write"))
    {
      add (store, argv[3]);
    }
  else
    {
      print_items (store);
      print_found (store, argc > 3 ? argv[3] : "none");
      print_check (store);
    }
  close_store (store);

  return EXIT_SUCCESS;
}
