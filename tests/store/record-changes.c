/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "record-changes"

#include "config.h"

#include <string.h>

#include "record-asks.h"

#define ELSEWHERE "connection-2"

static char *
dose (const char *id,
      const char *updated,
      const char *title)
{
  return g_strdup_printf ("{\"resourceType\":\"Immunization\",\"id\":\"%s\","
                          "\"meta\":{\"lastUpdated\":\"%s\"},\"status\":\"completed\","
                          "\"patient\":{\"reference\":\"Patient/1\"},"
                          "\"vaccineCode\":{\"text\":\"%s\",\"coding\":[{\"code\":\"140\","
                          "\"system\":\"http://hl7.org/fhir/sid/cvx\"}]},"
                          "\"occurrenceDateTime\":\"2024-03-01\"}",
                          id, updated, title);
}

static gboolean
take_in (KinRecordStore  *store,
         const char      *connection,
         const char      *updated,
         const char      *title,
         GError         **error)
{
  KinStep step = { .query = "Immunization", .page = 1, .answer = KIN_OUTCOME_ANSWERED,
                   .server_time = "2026-11-01T00:00:00Z", .full = TRUE,
                   .unsettles = "references" };
  g_autofree char *first = dose ("i1", updated, title);
  g_autofree char *second = dose ("i2", updated, "Influenza");
  g_autofree char *page = kit_bundle (first, second, "{\"resourceType\":\"Observation\"}",
                                      "{\"resourceType\":\"Observation\",\"id\":\"o1\","
                                      "\"status\":\"entered-in-error\",\"code\":{\"text\":\"X\"}}",
                                      NULL);

  return kit_ingest (store, connection, page, &step, NULL, error);
}

static gboolean
ingest_more (KinRecordStore  *store,
             GString         *answer,
             GError         **error)
{
  return take_in (store, "connection-3", "2024-05-01T00:00:00Z", "Measles", error);
}

static gboolean
ingest_changed (KinRecordStore  *store,
                GString         *answer,
                GError         **error)
{
  return take_in (store, KIT_CONNECTION, "2024-06-01T00:00:00Z", "Influenza, another", error);
}

static gboolean
ingest_many (KinRecordStore  *store,
             GString         *answer,
             GError         **error)
{
  KinStep step = { .query = "Observation", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autoptr (GString) page = g_string_new ("{\"resourceType\":\"Bundle\",\"type\":\"searchset\","
                                           "\"entry\":[");

  for (guint i = 0; i < 110; i++)
    {
      g_autofree char *id = g_strdup_printf ("many-%u", i);
      g_autofree char *result = kit_result (id, NULL, "2024-03-01", "Potassium");

      g_string_append_printf (page, "%s{\"resource\":%s}", i > 0 ? "," : "", result);
    }
  g_string_append (page, "]}");

  return kit_ingest (store, KIT_CONNECTION, page->str, &step, NULL, error);
}

static gboolean
note_line (KinRecordStore  *store,
           GString         *answer,
           GError         **error)
{
  KinStep step = { .query = "Goal", .answer = KIN_OUTCOME_REFUSED, .reason = "403" };

  return kit_ingest (store, KIT_CONNECTION, NULL, &step, NULL, error);
}

static gboolean
forget_ledger (KinRecordStore  *store,
               GString         *answer,
               GError         **error)
{
  return KIT_ASK (kin_record_store_forget_ledger, store, error, KIT_CONNECTION, NULL);
}

static gboolean
mark_gone (KinRecordStore  *store,
           GString         *answer,
           GError         **error)
{
  const char *gone[] = { "Immunization/i2", NULL };

  return KIT_ASK (kin_record_store_mark_gone, store, error, KIT_CONNECTION, gone, NULL);
}

static gboolean
hide (KinRecordStore  *store,
      GString         *answer,
      GError         **error)
{
  return KIT_ASK (kin_record_store_set_hidden, store, error, KIT_CONNECTION, "Immunization", "i1",
                  TRUE, NULL);
}

static gboolean
erase (KinRecordStore  *store,
       GString         *answer,
       GError         **error)
{
  return KIT_ASK (kin_record_store_erase, store, error, KIT_CONNECTION, NULL);
}

static gboolean
match (KinRecordStore  *store,
       GString         *answer,
       GError         **error)
{
  char *apart[] = { NULL };

  return KIT_ASK (kin_record_store_match, store, error, apart, NULL);
}

static gboolean
save_document (KinRecordStore  *store,
               GString         *answer,
               GError         **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("Another letter", strlen ("Another letter"));

  return KIT_ASK (kin_record_store_save_attachment, store, error, KIT_CONNECTION, "Binary/2",
                  "text/plain", bytes, NULL, NULL);
}

static gboolean
save_words (KinRecordStore  *store,
            GString         *answer,
            GError         **error)
{
  g_autoptr (KinUnreadLetter) letter = NULL;

  letter = KIT_ASK (kin_record_store_find_unread_letter, store, error, G_MAXINT64, NULL);
  if (letter == NULL)
    return *error == NULL;

  return KIT_ASK (kin_record_store_save_words, store, error, letter->bytes, "A tear", NULL);
}

static gboolean
mark_read (KinRecordStore  *store,
           GString         *answer,
           GError         **error)
{
  gint64 ids[] = { 1, 2 };

  return KIT_ASK (kin_record_store_mark_read, store, error, ids, G_N_ELEMENTS (ids), NULL);
}

const RecordAsk record_changes[] = {
  { "ingest-more", ingest_more }, { "ingest-changed", ingest_changed },
  { "ingest-many", ingest_many }, { "note-line", note_line },
  { "forget-ledger", forget_ledger }, { "mark-gone", mark_gone }, { "hide", hide },
  { "erase", erase }, { "match", match }, { "save-document", save_document },
  { "save-words", save_words }, { "mark-read", mark_read }, { NULL },
};

/* An entry that waits for the bytes of its letter, and has another one that nobody read yet. */
static void
take_in_letter (KinRecordStore  *store,
                GError         **error)
{
  KinStep step = { .query = "DocumentReference", .page = 1, .answer = KIN_OUTCOME_ANSWERED };
  g_autofree char *page = kit_bundle ("{\"resourceType\":\"DocumentReference\",\"id\":\"d1\","
                                      "\"status\":\"current\",\"type\":{\"text\":\"Note\"},"
                                      "\"content\":[{\"attachment\":{\"url\":\"Binary/2\"}},"
                                      "{\"attachment\":{\"url\":\"Binary/3\"}}]}",
                                      NULL);

  kit_ingest (store, KIT_CONNECTION, page, &step, NULL, error);
}

/* A set with a record in it that has something of everything. */
void
record_fill (KitSet *set)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("A letter", strlen ("A letter"));
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF-1.4", strlen ("%PDF-1.4"));
  g_autoptr (KinRecordStore) store = NULL;
  g_autoptr (GError) error = NULL;

  kit_set_up (set, NULL);
  store = kit_open (set, KIN_STORE_CREATE, &error);
  take_in (store, KIT_CONNECTION, "2024-04-01T00:00:00Z", "Influenza", &error);
  take_in (store, KIT_CONNECTION, "2024-05-01T00:00:00Z", "Influenza, one", &error);
  take_in (store, ELSEWHERE, "2024-04-01T00:00:00Z", "Influenza", &error);
  match (store, NULL, &error);
  take_in_letter (store, &error);
  KIT_ASK (kin_record_store_save_attachment, store, &error, KIT_CONNECTION, "Binary/1",
           "text/plain", bytes, NULL, NULL);
  KIT_ASK (kin_record_store_save_attachment, store, &error, KIT_CONNECTION, "Binary/3",
           "application/pdf", pdf, NULL, NULL);
  g_assert_no_error (error);
  kit_close (store);
}
