/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-bundle"

#include "kin-bundle.h"
#include "kin-document-file.h"
#include "kin-field.h"
#include "kin-item.h"
#include "kin-meaning.h"
#include "kin-summary.h"

#define BASE "https://clinic.example/fhir"
#define PATIENT "p1"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A resource that may be stored can also be listed, or is refused with a reason. */
static void
summarise (KinBundle *bundle,
           guint      position)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, position, &error);
  g_autoptr (KinJson) json = kin_json_node_copy (kin_bundle_get_resource (bundle, position));
  KinJsonNode resource = kin_json_get_root (json);
  g_autoptr (GPtrArray) fields = kin_field_list (resource);
  g_autoptr (GPtrArray) files = kin_document_file_list (resource);
  g_autoptr (KinItem) item = NULL;

  g_assert_true ((summary == NULL) == (error != NULL));
  g_assert_true (fields != NULL && files != NULL);
  g_assert_cmphex (kin_meaning_hash (resource), ==,
                   kin_meaning_hash (kin_bundle_get_resource (bundle, position)));
  if (summary == NULL)
    return;

  item = kin_item_new (1, NULL, summary, 0, json);
  g_assert_nonnull (kin_item_get_title (item));
  kin_item_has_modifier (item);
}

static void
read_bundle (KinBundle *bundle)
{
  g_auto (GStrv) references = kin_bundle_list_references (bundle, BASE);
  g_auto (GStrv) patients = kin_bundle_list_patient_ids (bundle);

  g_assert_true (references != NULL && patients != NULL);
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      KinEntryState state = kin_bundle_get_state_at (bundle, i);

      if (state == KIN_ENTRY_MATCH || state == KIN_ENTRY_INCLUDE)
        summarise (bundle, i);
      else if (state == KIN_ENTRY_QUARANTINE)
        g_assert_nonnull (kin_bundle_get_reason_at (bundle, i));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  g_autoptr (KinBundle) checked = NULL;
  g_autoptr (KinBundle) from_file = NULL;

  if (bundle == NULL)
    return 0;

  checked = kin_bundle_check_person (bundle, BASE, PATIENT, NULL);
  if (checked != NULL)
    read_bundle (checked);
  from_file = kin_bundle_check_person (bundle, NULL, PATIENT, NULL);

  return 0;
}
