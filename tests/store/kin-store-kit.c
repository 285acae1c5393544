/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-store-kit"

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "kin-set-meta.h"
#include "kin-store-kit.h"

void
kit_set_up (KitSet        *set,
            gconstpointer  unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSetMeta) meta = NULL;

  set->folder = g_dir_make_tmp ("kin-store-XXXXXX", &error);
  g_assert_no_error (error);
  set->key = kin_secret_new_random (32);
  set->key_id = g_strdup ("0123456789abcdef0123456789abcdef");

  meta = kin_set_meta_new (set->key_id);
  kin_set_meta_write (meta, set->folder, &error);
  g_assert_no_error (error);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
}

void
kit_tear_down (KitSet        *set,
               gconstpointer  unused)
{
  empty_folder (set->folder);
  g_assert_cmpint (g_rmdir (set->folder), ==, 0);
  g_free (set->folder);
  g_free (set->key_id);
  kin_secret_unref (set->key);
}

char *
kit_path (KitSet     *set,
          const char *name)
{
  return g_build_filename (set->folder, name, NULL);
}

static const char * const state_names[KIT_STATE_FILES] = {
  "record.db", "record.db-wal", "record.db.generation",
};

static GBytes *
read_file (KitSet     *set,
           const char *name)
{
  g_autofree char *path = kit_path (set, name);
  char *content = NULL;
  gsize length;

  return g_file_get_contents (path, &content, &length, NULL) ? g_bytes_new_take (content, length)
                                                             : NULL;
}

KitState *
kit_see (KitSet *set)
{
  KitState *self = g_new0 (KitState, 1);

  for (guint i = 0; i < KIT_STATE_FILES; i++)
    self->files[i] = read_file (set, state_names[i]);

  return self;
}

/* Puts the files of @state from @first to @last in the place of those that are there. */
void
kit_put_back (KitSet         *set,
              const KitState *state,
              guint           first,
              guint           last)
{
  for (guint i = first; i <= last; i++)
    {
      g_autofree char *path = kit_path (set, state_names[i]);
      GBytes *bytes = state->files[i];

      g_unlink (path);
      if (bytes != NULL)
        g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                            (gssize) g_bytes_get_size (bytes), NULL));
    }
}

void
kit_state_free (KitState *self)
{
  for (guint i = 0; i < KIT_STATE_FILES; i++)
    g_clear_pointer (&self->files[i], g_bytes_unref);
  g_free (self);
}

/* Ends a store as a kill would: what is on the disk stays as it is now. */
void
kit_end_badly (KitSet         *set,
               KinRecordStore *store)
{
  KitState *state = kit_see (set);

  kit_close (store);
  kit_put_back (set, state, 0, KIT_STATE_FILES - 1);
  kit_state_free (state);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* Names and bytes of all files of a set, as one hash: untouched means equal. */
char *
kit_fingerprint (KitSet *set)
{
  g_autoptr (GDir) dir = g_dir_open (set->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = kit_path (set, g_ptr_array_index (names, i));
      g_autofree char *content = NULL;
      gsize length = 0;

      g_checksum_update (sum, g_ptr_array_index (names, i), -1);
      if (g_file_get_contents (path, &content, &length, NULL))
        g_checksum_update (sum, (const guchar *) content, (gssize) length);
    }

  return g_strdup (g_checksum_get_string (sum));
}

void
kit_ready (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

GAsyncResult *
kit_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_steal_pointer (result);
}

KinRecordStore *
kit_open (KitSet        *set,
          KinStoreMode   mode,
          GError       **error)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_open_async (set->folder, mode, set->key, set->key_id, NULL, kit_ready, &result);
  done = kit_wait (&result);

  return kin_record_store_open_finish (done, error);
}

static void
assert_sound (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (KinStoreCheck) check = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_check_async (store, NULL, kit_ready, &result);
  done = kit_wait (&result);
  check = kin_record_store_check_finish (store, done, NULL);
  g_assert_true (check->encrypted);
  g_assert_true (check->integrity);
  g_assert_cmpuint (check->resources, ==, kit_count (store, KIN_N_SECTIONS, NULL));
}

/* Closes a store after a look at whether it is sound: every test ends with one. */
void
kit_close_sound (KinRecordStore *store)
{
  assert_sound (store);
  kit_close (store);
}

KinRecordStore *
kit_open_fine (KitSet       *set,
               KinStoreMode  mode)
{
  g_autoptr (GError) error = NULL;
  KinRecordStore *store = kit_open (set, mode, &error);

  g_assert_no_error (error);

  return store;
}

void
kit_close (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_close_async (store, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_close_finish (store, done, &error);
  g_assert_no_error (error);
}

static KinBundle *
make_bundle (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  KinBundle *bundle = kin_bundle_new (bytes, &error);

  g_assert_no_error (error);

  return bundle;
}

gboolean
kit_ingest (KinRecordStore   *store,
            const char       *connection,
            const char       *json,
            const KinStep    *step,
            KinIngestCounts  *counts,
            GError          **error)
{
  g_autoptr (KinBundle) bundle = json != NULL ? make_bundle (json) : NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_ingest_async (store, connection, bundle, step, NULL, kit_ready, &result);
  done = kit_wait (&result);

  return kin_record_store_ingest_finish (store, done, counts, error);
}

void
kit_limit_files (rlim_t limit)
{
  struct rlimit limits;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limits), ==, 0);
  limits.rlim_cur = MIN (limit, limits.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limits), ==, 0);
}

/* A question that is answered whole with one page. */
void
kit_ingest_all (KinRecordStore  *store,
                const char      *query,
                const char      *json,
                KinIngestCounts *counts)
{
  KinStep step = { .query = query, .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autoptr (GError) error = NULL;

  kit_ingest (store, KIT_CONNECTION, json, &step, counts, &error);
  g_assert_no_error (error);
}

void
kit_ingest_letter (KinRecordStore *store,
                   const char     *id,
                   const char     *updated,
                   const char     *status,
                   const char     *form)
{
  g_autofree char *resource
    = g_strdup_printf ("{\"resourceType\":\"DocumentReference\",\"id\":\"%s\","
                       "\"meta\":{\"lastUpdated\":\"%s\"},\"status\":\"%s\","
                       "\"type\":{\"text\":\"Consultation note\"},\"date\":\"2024-01-01\","
                       "\"content\":[{\"attachment\":{%s}}]}", id, updated, status, form);
  g_autofree char *page = kit_bundle (resource, NULL);

  kit_ingest_all (store, id, page, NULL);
}

void
kit_save_letter (KinRecordStore *store,
                 const char     *url,
                 const char     *content_type,
                 const char     *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;

  KIT_ASK (kin_record_store_save_attachment, store, &error, KIT_CONNECTION, url, content_type,
           bytes, NULL, NULL);
  g_assert_no_error (error);
}

GPtrArray *
kit_ledger (KinRecordStore *store)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *lines;

  kin_record_store_get_ledger_async (store, KIT_CONNECTION, NULL, kit_ready, &result);
  done = kit_wait (&result);
  lines = kin_record_store_get_ledger_finish (store, done, &error);
  g_assert_no_error (error);

  return lines;
}

void
kit_forget_ledger (KinRecordStore *store,
                   const char     *connection)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_forget_ledger_async (store, connection, NULL, kit_ready, &result);
  done = kit_wait (&result);
  g_assert_true (kin_record_store_forget_ledger_finish (store, done, &error));
  g_assert_no_error (error);
}

GPtrArray *
kit_history (KinRecordStore *store,
             gint64          id)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *versions;

  kin_record_store_history_async (store, id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  versions = kin_record_store_history_finish (store, done, &error);
  g_assert_no_error (error);

  return versions;
}

/* How many are in a section, or with KIN_N_SECTIONS how many resources in all. */
guint64
kit_count (KinRecordStore *store,
           KinSection      section,
           guint64        *unread)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = NULL;
  GAsyncResult *result = NULL;
  guint64 resources = 0;

  kin_record_store_get_sections_async (store, NULL, NULL, kit_ready, &result);
  done = kit_wait (&result);
  counts = kin_record_store_get_sections_finish (store, done, &resources, &error);
  g_assert_no_error (error);

  if (section == KIN_N_SECTIONS)
    return resources;

  for (guint i = 0; i < counts->len; i++)
    {
      KinSectionCount *count = &g_array_index (counts, KinSectionCount, i);

      if (count->section == section)
        {
          if (unread != NULL)
            *unread = count->unread;
          return count->count;
        }
    }

  return 0;
}

void
kit_mark_read (KinRecordStore *store,
               gint64          id)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_mark_read_async (store, &id, 1, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_mark_read_finish (store, done, &error);
  g_assert_no_error (error);
}

void
kit_erase (KinRecordStore *store,
           const char     *connection)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  kin_record_store_erase_async (store, connection, NULL, kit_ready, &result);
  done = kit_wait (&result);
  kin_record_store_erase_finish (store, done, &error);
  g_assert_no_error (error);
}

GPtrArray *
kit_list (KinRecordStore *store,
          KinSection      section)
{
  g_autoptr (KinQuery) query = kin_query_new (section, NULL, 0, 0);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *items;

  kin_record_store_list_async (store, query, 0, 0, NULL, kit_ready, &result);
  done = kit_wait (&result);
  items = kin_record_store_list_finish (store, done, &error);
  g_assert_no_error (error);

  return items;
}

GPtrArray *
kit_search_hits (KinRecordStore *store,
                 const char     *words)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  GPtrArray *hits;

  kin_record_store_search_async (store, words, 0, NULL, kit_ready, &result);
  done = kit_wait (&result);
  hits = kin_record_store_search_finish (store, done, &error);
  g_assert_no_error (error);

  return hits;
}

/* The items of the hits. */
GPtrArray *
kit_search (KinRecordStore *store,
            const char     *words)
{
  g_autoptr (GPtrArray) hits = kit_search_hits (store, words);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (items, g_object_ref (kin_hit_get_item (g_ptr_array_index (hits, i))));

  return items;
}

KinItem *
kit_find (KinRecordStore *store,
          const char     *type,
          const char     *id)
{
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  KinItem *item;

  kin_record_store_find_async (store, KIT_CONNECTION, type, id, NULL, kit_ready, &result);
  done = kit_wait (&result);
  item = kin_record_store_find_finish (store, done, &error);
  if (item == NULL)
    g_assert_error (error, KIN_STORE_ERROR, KIN_STORE_ERROR_NOT_FOUND);

  return item;
}

/* One laboratory result; @updated may be NULL. */
char *
kit_result (const char *id,
            const char *updated,
            const char *date,
            const char *title)
{
  g_autofree char *meta = NULL;

  if (updated != NULL)
    meta = g_strdup_printf ("\"meta\":{\"versionId\":\"%s\",\"lastUpdated\":\"%s\"},",
                            updated, updated);

  return g_strdup_printf ("{\"resourceType\":\"Observation\",\"id\":\"%s\",%s"
                          "\"status\":\"final\",\"category\":[{\"coding\":[{\"code\":"
                          "\"laboratory\"}]}],\"code\":{\"text\":\"%s\"},"
                          "\"effectiveDateTime\":\"%s\",\"valueQuantity\":{\"value\":1.10}}",
                          id, meta != NULL ? meta : "", title, date);
}

/* A page of a search with these resources. */
char *
kit_bundle (const char *first,
            ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *resource = first;
  va_list rest;

  g_string_append (text, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[");
  va_start (rest, first);
  while (resource != NULL)
    {
      g_string_append_printf (text, "%s{\"resource\":%s}",
                              g_str_has_suffix (text->str, "[") ? "" : ",", resource);
      resource = va_arg (rest, const char *);
    }
  va_end (rest);
  g_string_append (text, "]}");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
