/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-record-attachments"

#include "config.h"

#include "kin-store-kit.h"

static void
save (KinRecordStore *store,
      const char     *url,
      GBytes         *bytes,
      const char     *reason)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_save_attachment_async (store, KIT_CONNECTION, url,
                                          bytes != NULL ? "application/pdf" : NULL, bytes, reason,
                                          NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_save_attachment_finish (store, done, &error);
  g_assert_no_error (error);
}

static GBytes *
load (KinRecordStore  *store,
      const char      *url,
      GError         **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_load_attachment_async (store, KIT_CONNECTION, url, NULL, kit_ready, &result);
  done = kit_wait (&result);

  return kin_record_store_load_attachment_finish (store, done, error);
}

static GPtrArray *
list (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *attachments;

  kin_record_store_get_attachments_async (store, KIT_CONNECTION, NULL, kit_ready, &result);
  done = kit_wait (&result);
  attachments = kin_record_store_get_attachments_finish (store, done, &error);
  g_assert_no_error (error);

  return attachments;
}

static GBytes *
make_bytes (gsize length)
{
  guint8 *content = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    content[i] = (guint8) (i * 7 % 253);

  return g_bytes_new_take (content, length);
}

static void
test_documents (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (GBytes) bytes = make_bytes (1000 * 1000);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GPtrArray) attachments = NULL;
  KinAttachment *first, *second, *third;

  g_assert_no_error (error);
  save (store, "Binary/1", NULL, "busy");
  save (store, "Binary/1", NULL, "busy");
  g_assert_null (load (store, "Binary/1", &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  save (store, "Binary/1", bytes, NULL);
  save (store, "Binary/2", bytes, NULL);
  /* A failure later takes nothing away. */
  save (store, "Binary/2", NULL, "gone");
  /* One that was not looked for is wanted all the same, and has no try against it. */
  save (store, "Binary/3", NULL, NULL);

  read = load (store, "Binary/1", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (read, bytes));
  again = load (store, "Binary/2", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, bytes));

  attachments = list (store);
  g_assert_cmpuint (attachments->len, ==, 3);
  first = g_ptr_array_index (attachments, 0);
  second = g_ptr_array_index (attachments, 1);
  g_assert_cmpuint (first->size, ==, 1000 * 1000);
  g_assert_cmpuint (first->tries, ==, 2);
  g_assert_null (first->reason);
  g_assert_cmpstr (first->hash, ==, second->hash);
  g_assert_cmpstr (second->reason, ==, "gone");
  g_assert_cmpstr (first->content_type, ==, "application/pdf");
  third = g_ptr_array_index (attachments, 2);
  g_assert_cmpuint (third->tries, ==, 0);
  g_assert_null (third->hash);
  kit_close (store);
}

/* The same bytes lie in the file once. */
static void
test_kept_once (KitSet        *set,
                gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (GBytes) bytes = make_bytes (1000 * 1000);
  g_autofree char *path = kit_path (set, "record.db");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *url = g_strdup_printf ("Binary/%u", i);

      save (store, url, bytes, NULL);
    }
  kit_close (store);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_file_info_get_size (info), <, 2 * 1000 * 1000);
}

static void
test_erased (KitSet        *set,
             gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinRecordStore) store = kit_open (set, KIN_STORE_CREATE, &error);
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (GPtrArray) attachments = NULL;

  save (store, "Binary/1", bytes, NULL);
  kit_erase (store, KIT_CONNECTION);
  attachments = list (store);
  g_assert_cmpuint (attachments->len, ==, 0);
  g_assert_null (load (store, "Binary/1", &error));
  g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);
  kit_close (store);
}

#define ADD(name, function) \
  g_test_add ("/store/attachments/" name, KitSet, NULL, kit_set_up, function, kit_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("documents", test_documents);
  ADD ("kept-once", test_kept_once);
  ADD ("erased", test_erased);

  return g_test_run ();
}
