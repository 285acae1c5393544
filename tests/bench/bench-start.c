/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-start"

#include "kin-bench.h"
#include "kin-keyring.h"

#define ROWS 50
#define SET "bench"

/* bench-start keep|open FOLDER: puts the key into the keyring; or from the start of a program
 * over the keyring and the record to the first 50 rows of its list. */

static void
keep_key (KinKeyring *keyring)
{
  g_autoptr (KinSecret) key = bench_key_new ();
  g_autoptr (KinSecret) hex = kin_secret_to_hex (key);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_keyring_store_async (keyring, KIN_KEYRING_RECORD_KEY, SET, BENCH_KEY_ID, hex, NULL,
                           bench_ready, &result);
  done = bench_wait (&result);
  if (!kin_keyring_store_finish (keyring, done, &error))
    g_error ("%s", error->message);
}

static KinSecret *
find_key (KinKeyring *keyring)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSecret) hex = NULL;
  GAsyncResult *result = NULL;

  kin_keyring_lookup_async (keyring, KIN_KEYRING_RECORD_KEY, SET, BENCH_KEY_ID, NULL,
                            bench_ready, &result);
  done = bench_wait (&result);
  hex = kin_keyring_lookup_finish (keyring, done, &error);
  if (hex == NULL)
    g_error ("%s", error != NULL ? error->message : "no key");

  return kin_secret_from_hex (kin_secret_get_text (hex));
}

static void
read_first_rows (KinRecordStore *store)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_NONE, NULL, 0, 0);
  g_autoptr (KinItemList) list = kin_record_store_get_items (store, query);

  for (guint i = 0; i < ROWS; i++)
    {
      g_autoptr (KinItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (item == NULL || kin_item_get_title (item) == NULL)
        g_error ("a row cannot be read");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (KinKeyring) keyring = NULL;
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (KinSecret) key = NULL;
  KinClock start = kin_clock_start ();

  bench_begin (argc, 3);
  keyring = kin_keyring_new ();
  if (g_str_equal (argv[1], "keep"))
    {
      keep_key (keyring);
      return 0;
    }

  key = find_key (keyring);
  store = bench_open (argv[2], key);
  read_first_rows (store);
  kin_clock_report (start, ROWS);

  bench_close (store);

  return 0;
}
