/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "record-readings"

#include "config.h"

#include "record-asks.h"

static gboolean
get_ledger (KinRecordStore  *store,
            GString         *answer,
            GError         **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  lines = KIT_ASK (kin_record_store_get_ledger, store, error, KIT_CONNECTION, NULL);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      KinLedgerEntry *line = g_ptr_array_index (lines, i);

      g_string_append_printf (answer, "asked %s %s %u %u %s\n", line->query,
                              kin_outcome_get_id (line->answer), line->pages, line->rounds,
                              line->since);
    }

  return lines != NULL;
}

static gboolean
say_texts (GStrv    texts,
           GString *answer)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    g_string_append_printf (answer, "%s\n", texts[i]);

  return texts != NULL;
}

static gboolean
find_missing (KinRecordStore  *store,
              GString         *answer,
              GError         **error)
{
  const char *wanted[] = { "Immunization/i1", "Practitioner/p1", NULL };
  g_auto (GStrv) missing = NULL;

  missing = KIT_ASK (kin_record_store_find_missing, store, error, KIT_CONNECTION, wanted, NULL);
  return say_texts (missing, answer);
}

static gboolean
list_unseen (KinRecordStore  *store,
             GString         *answer,
             GError         **error)
{
  const char *types[] = { "Immunization", NULL };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) unseen = NULL;

  g_hash_table_add (seen, (gpointer) "Immunization/i1");
  unseen = KIT_ASK (kin_record_store_list_unseen, store, error, KIT_CONNECTION, types, seen, NULL);
  return say_texts (unseen, answer);
}

static gboolean
load_document (KinRecordStore  *store,
               GString         *answer,
               GError         **error)
{
  g_autoptr (GBytes) bytes = NULL;

  bytes = KIT_ASK (kin_record_store_load_attachment, store, error, KIT_CONNECTION, "Binary/1",
                   NULL);
  if (bytes != NULL)
    g_string_append_len (answer, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));

  return bytes != NULL;
}

static gboolean
list_documents (KinRecordStore  *store,
                GString         *answer,
                GError         **error)
{
  g_autoptr (GPtrArray) found = NULL;

  found = KIT_ASK (kin_record_store_get_attachments, store, error, KIT_CONNECTION, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      KinAttachment *one = g_ptr_array_index (found, i);

      g_string_append_printf (answer, "document %s %" G_GUINT64_FORMAT " %s %u\n", one->url,
                              one->size, one->reason, one->tries);
    }

  return found != NULL;
}

static void
say_item (GString *answer,
          KinItem *item)
{
  g_string_append_printf (answer, "item %s %s %d %d\n", kin_item_get_source (item),
                          kin_item_get_title (item), kin_item_has_mark (item, KIN_ITEM_UNREAD),
                          kin_item_has_mark (item, KIN_ITEM_GONE));
}

static gboolean
list (KinRecordStore  *store,
      GString         *answer,
      GError         **error)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_VACCINES, KIT_CONNECTION, 2024, 0);
  g_autoptr (GPtrArray) items = NULL;

  items = KIT_ASK (kin_record_store_list, store, error, query, 0, 10, NULL);
  for (guint i = 0; items != NULL && i < items->len; i++)
    say_item (answer, g_ptr_array_index (items, i));

  return items != NULL;
}

static gboolean
load (KinRecordStore  *store,
      GString         *answer,
      GError         **error)
{
  g_autoptr (KinItem) item = NULL;

  item = KIT_ASK (kin_record_store_load, store, error, 1, NULL);
  if (item != NULL)
    say_item (answer, item);

  return item != NULL;
}

static gboolean
find (KinRecordStore  *store,
      GString         *answer,
      GError         **error)
{
  g_autoptr (KinItem) item = NULL;

  item = KIT_ASK (kin_record_store_find, store, error, KIT_CONNECTION, "Immunization", "i1", NULL);
  if (item != NULL)
    say_item (answer, item);

  return item != NULL;
}

static gboolean
get_history (KinRecordStore  *store,
             GString         *answer,
             GError         **error)
{
  g_autoptr (GPtrArray) versions = NULL;

  versions = KIT_ASK (kin_record_store_history, store, error, 1, NULL);
  for (guint i = 0; versions != NULL && i < versions->len; i++)
    say_item (answer, ((KinItemVersion *) g_ptr_array_index (versions, i))->item);

  return versions != NULL;
}

static gboolean
search (KinRecordStore  *store,
        GString         *answer,
        GError         **error)
{
  g_autoptr (GPtrArray) hits = NULL;

  hits = KIT_ASK (kin_record_store_search, store, error, "influenza", 10, NULL);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    say_item (answer, kin_hit_get_item (g_ptr_array_index (hits, i)));

  return hits != NULL;
}

static gboolean
list_twins (KinRecordStore  *store,
            GString         *answer,
            GError         **error)
{
  g_autoptr (GPtrArray) twins = NULL;

  twins = KIT_ASK (kin_record_store_list_twins, store, error, 1, NULL);
  for (guint i = 0; twins != NULL && i < twins->len; i++)
    say_item (answer, ((KinTwin *) g_ptr_array_index (twins, i))->item);

  return twins != NULL;
}

static gboolean
count (KinRecordStore  *store,
       GString         *answer,
       GError         **error)
{
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  guint64 resources = 0;

  kin_record_store_get_sections_async (store, NULL, NULL, kit_ready, &result);
  done = kit_wait (&result);
  counts = kin_record_store_get_sections_finish (store, done, &resources, error);
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      KinSectionCount *one = &g_array_index (counts, KinSectionCount, i);

      g_string_append_printf (answer, "section %d %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
                              one->section, one->count, one->unread);
    }

  return counts != NULL;
}

static gboolean
read_raw (KinRecordStore  *store,
          GString         *answer,
          GError         **error)
{
  g_autoptr (GPtrArray) found = NULL;

  found = KIT_ASK (kin_record_store_read_raw, store, error, 0, 1000, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      KinRawResource *one = g_ptr_array_index (found, i);

      g_string_append_printf (answer, "kept %s %s/%s %08x\n", one->connection, one->type,
                              one->resource_id, g_bytes_hash (one->bytes));
    }

  return found != NULL;
}

/* A record that cannot be read through is not sound: that is an answer. */
static gboolean
check (KinRecordStore  *store,
       GString         *answer,
       GError         **error)
{
  g_autoptr (KinStoreCheck) found = NULL;

  found = KIT_ASK (kin_record_store_check, store, error, NULL);
  if (found != NULL && found->encrypted && found->integrity)
    return TRUE;

  if (found != NULL)
    g_set_error_literal (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CORRUPT, "Not sound");
  return FALSE;
}

const RecordAsk record_readings[] = {
  { "get-ledger", get_ledger }, { "find-missing", find_missing }, { "list-unseen", list_unseen },
  { "load-document", load_document }, { "list-documents", list_documents }, { "list", list },
  { "load", load }, { "find", find }, { "history", get_history }, { "search", search },
  { "list-twins", list_twins }, { "count", count }, { "read-raw", read_raw }, { "check", check },
  { NULL },
};

/* All that a person can see of a record, as one text. */
char *
record_dump (KinRecordStore *store)
{
  static const RecordAskFunc everything[] = {
    get_ledger, list_documents, count, read_raw, get_history, list_twins, list_unseen, search,
    check,
  };
  g_autoptr (GString) said = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (everything); i++)
    {
      g_autoptr (GError) error = NULL;

      everything[i] (store, said, &error);
      g_assert_no_error (error);
    }

  return g_string_free (g_steal_pointer (&said), FALSE);
}
