/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-type-swap"

#include "config.h"

#include <string.h>

#include "kin-allergy.h"
#include "kin-appointment.h"
#include "kin-bill.h"
#include "kin-bundle.h"
#include "kin-care-team.h"
#include "kin-condition.h"
#include "kin-document-file.h"
#include "kin-document.h"
#include "kin-field.h"
#include "kin-insurance.h"
#include "kin-meaning.h"
#include "kin-medicine.h"
#include "kin-message.h"
#include "kin-result.h"
#include "kin-scan.h"
#include "kin-summary.h"
#include "kin-vaccine.h"
#include "kin-visit.h"
#include "record-samples.h"

#define N_SAMPLES 200
#define N_SWAPS   100

/* What a value is changed into. */
static const char *const others[] = {
  "null", "7", "-1.5e300", "true", "\"\"", "\"x\"", "\"Patient/p2\"", "\"\\u0000\"", "[]", "{}",
  "[[]]", "[null]", "[{}]", "[7,\"x\"]", "{\"reference\":7}", "{\"coding\":{}}",
  "{\"coding\":[[]]}", "{\"coding\":[7]}", "{\"text\":{}}", "{\"value\":{}}", "{\"start\":[]}",
  "{\"a\":{\"a\":{\"a\":[]}}}", "\"#\"", "{\"reference\":\"#\"}", "\"9999-99-99\"",
  "\"2024-02-30T25:00\"",
};

typedef char *(*DupText) (gpointer item);
typedef GStrv (*ListText) (gpointer item);

#define DUP(function) (DupText) function
#define LIST(function) (ListText) function

/* Every question that a page may ask. */
static const struct
{
  KinSection section;
  DupText    dup[14];
  ListText   list[4];
} views[] = {
  { KIN_SECTION_RESULTS,
    { DUP (kin_result_dup_value), DUP (kin_result_dup_absent_reason),
      DUP (kin_result_dup_reference_range), DUP (kin_result_dup_interpretation),
      DUP (kin_result_dup_conclusion), DUP (kin_result_dup_specimen), DUP (kin_result_dup_method),
      DUP (kin_result_dup_performer), DUP (kin_result_dup_body_site) },
    { LIST (kin_result_list_notes) } },
  { KIN_SECTION_SCANS,
    { DUP (kin_scan_dup_conclusion), DUP (kin_scan_dup_modality), DUP (kin_scan_dup_body_site),
      DUP (kin_scan_dup_reason), DUP (kin_scan_dup_performer) } },
  { KIN_SECTION_MEDICINES,
    { DUP (kin_medicine_dup_dose), DUP (kin_medicine_dup_route), DUP (kin_medicine_dup_timing),
      DUP (kin_medicine_dup_reason), DUP (kin_medicine_dup_prescriber),
      DUP (kin_medicine_dup_pharmacy), DUP (kin_medicine_dup_quantity),
      DUP (kin_medicine_dup_refills), DUP (kin_medicine_dup_supply), DUP (kin_medicine_dup_end) },
    { LIST (kin_medicine_list_instructions), LIST (kin_medicine_list_notes) } },
  { KIN_SECTION_VACCINES,
    { DUP (kin_vaccine_dup_dose_number), DUP (kin_vaccine_dup_series_doses),
      DUP (kin_vaccine_dup_lot), DUP (kin_vaccine_dup_maker),
      DUP (kin_vaccine_dup_body_site), DUP (kin_vaccine_dup_performer),
      DUP (kin_vaccine_dup_reason_not_given) },
    { LIST (kin_vaccine_list_diseases), LIST (kin_vaccine_list_notes) } },
  { KIN_SECTION_CONDITIONS,
    { DUP (kin_condition_dup_onset), DUP (kin_condition_dup_end), DUP (kin_condition_dup_severity),
      DUP (kin_condition_dup_body_site), DUP (kin_condition_dup_stage),
      DUP (kin_condition_dup_certainty), DUP (kin_condition_dup_recorder) },
    { LIST (kin_condition_list_notes) } },
  { KIN_SECTION_ALLERGIES,
    { DUP (kin_allergy_dup_severity), DUP (kin_allergy_dup_criticality),
      DUP (kin_allergy_dup_kind_of_reaction), DUP (kin_allergy_dup_certainty),
      DUP (kin_allergy_dup_onset), DUP (kin_allergy_dup_last_time) },
    { LIST (kin_allergy_list_reactions), LIST (kin_allergy_list_notes) } },
  { KIN_SECTION_VISITS,
    { DUP (kin_visit_dup_start), DUP (kin_visit_dup_end), DUP (kin_visit_dup_manner),
      DUP (kin_visit_dup_reason), DUP (kin_visit_dup_place), DUP (kin_visit_dup_clinic),
      DUP (kin_visit_dup_outcome) },
    { LIST (kin_visit_list_people), LIST (kin_visit_list_diagnoses),
      LIST (kin_visit_list_notes) } },
  { KIN_SECTION_DOCUMENTS,
    { DUP (kin_document_dup_kind_of_document), DUP (kin_document_dup_description),
      DUP (kin_document_dup_author), DUP (kin_document_dup_clinic),
      DUP (kin_document_dup_filed) } },
  { KIN_SECTION_MESSAGES,
    { DUP (kin_message_dup_topic), DUP (kin_message_dup_sender), DUP (kin_message_dup_sent),
      DUP (kin_message_dup_received), DUP (kin_message_dup_answers) },
    { LIST (kin_message_list_recipients), LIST (kin_message_list_paragraphs) } },
  { KIN_SECTION_APPOINTMENTS,
    { DUP (kin_appointment_dup_start), DUP (kin_appointment_dup_end),
      DUP (kin_appointment_dup_minutes), DUP (kin_appointment_dup_service),
      DUP (kin_appointment_dup_reason), DUP (kin_appointment_dup_instructions),
      DUP (kin_appointment_dup_comment), DUP (kin_appointment_dup_cancel_reason) },
    { LIST (kin_appointment_list_participants) } },
  { KIN_SECTION_BILLS,
    { DUP (kin_bill_dup_paid), DUP (kin_bill_dup_total), DUP (kin_bill_dup_clinic),
      DUP (kin_bill_dup_payer), DUP (kin_bill_dup_start), DUP (kin_bill_dup_end),
      DUP (kin_bill_dup_outcome) },
    { LIST (kin_bill_list_services), LIST (kin_bill_list_notes) } },
  { KIN_SECTION_INSURANCE,
    { DUP (kin_insurance_dup_payer), DUP (kin_insurance_dup_plan),
      DUP (kin_insurance_dup_member_number), DUP (kin_insurance_dup_holder),
      DUP (kin_insurance_dup_relationship), DUP (kin_insurance_dup_start),
      DUP (kin_insurance_dup_end) } },
  { KIN_SECTION_CARE_TEAM,
    { DUP (kin_care_team_dup_reason), DUP (kin_care_team_dup_clinic) },
    { LIST (kin_care_team_list_notes) } },
};

static void
ask_lists (KinItem *item)
{
  if (KIN_IS_RESULT (item))
    {
      g_autoptr (GPtrArray) parts = kin_result_list_parts (KIN_RESULT (item));
      g_autoptr (GPtrArray) members = kin_result_list_members (KIN_RESULT (item));
      g_autoptr (KinQuantity) quantity = kin_result_dup_quantity (KIN_RESULT (item));

      g_assert_true (parts != NULL && members != NULL);
      g_assert_true (quantity == NULL || quantity->value != NULL);
    }
  if (KIN_IS_BILL (item))
    {
      g_autoptr (GPtrArray) lines = kin_bill_list_lines (KIN_BILL (item));
      g_autoptr (GPtrArray) totals = kin_bill_list_totals (KIN_BILL (item));

      g_assert_true (lines != NULL && totals != NULL);
    }
  if (KIN_IS_CARE_TEAM (item))
    {
      g_autoptr (GPtrArray) members = kin_care_team_list_members (KIN_CARE_TEAM (item));

      g_assert_nonnull (members);
    }
}

static void
ask_view (guint             view,
          KinSummary       *summary,
          KinJson          *json)
{
  KinSection section = summary->section;
  g_autoptr (KinItem) item = NULL;

  summary->section = views[view].section;
  item = kin_item_new (1, NULL, summary, 0, json);
  summary->section = section;

  for (guint i = 0; i < G_N_ELEMENTS (views[view].dup) && views[view].dup[i] != NULL; i++)
    g_free (views[view].dup[i] (item));
  for (guint i = 0; i < G_N_ELEMENTS (views[view].list) && views[view].list[i] != NULL; i++)
    g_strfreev (views[view].list[i] (item));
  ask_lists (item);
}

static void
read_resource (KinBundle *bundle,
               guint      position,
               guint      view)
{
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, position, NULL);
  g_autoptr (KinJson) json = kin_json_node_copy (kin_bundle_get_resource (bundle, position));
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (summary == NULL)
    return;

  g_assert_true (*summary->title != '\0' && *summary->id != '\0');
  g_assert_true ((summary->date == NULL) == (summary->date_key == NULL));
  fields = kin_field_list (kin_json_get_root (json));
  files = kin_document_file_list (kin_json_get_root (json));
  kin_meaning_hash (kin_json_get_root (json));
  ask_view (view, summary, json);
}

static gboolean
read_page (const char *text,
           gsize       length,
           guint       view)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  g_autoptr (KinBundle) checked = NULL;
  g_auto (GStrv) references = NULL;
  g_auto (GStrv) patients = NULL;

  if (bundle == NULL)
    return FALSE;

  checked = kin_bundle_check_person (bundle, "https://clinic.example/r4", "marta", NULL);
  references = kin_bundle_list_references (bundle, NULL);
  patients = kin_bundle_list_patient_ids (bundle);
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    read_resource (bundle, i, view);

  return TRUE;
}

/* All values of a document, as places in its text. */
static void
collect_spans (KinJsonNode  node,
               const char  *text,
               GArray      *spans)
{
  KinJsonIter iter;
  KinJsonNode value;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, NULL, &value))
    {
      gsize span[2];

      span[0] = (gsize) (kin_json_node_peek_text (value, &span[1]) - text);
      g_array_append_val (spans, span);
      collect_spans (value, text, spans);
    }
}

typedef struct
{
  GRand *random;
  guint  n_samples;
  guint  n_swaps;
  guint  n_read;
} Swapping;

static void
swap_values (KinJsonNode  resource,
             Swapping    *swapping)
{
  g_autoptr (KinJson) json = kin_json_node_copy (resource);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, 2 * sizeof (gsize));
  gsize length;
  const char *text = g_bytes_get_data (kin_json_get_bytes (json), &length);

  collect_spans (kin_json_get_root (json), text, spans);
  for (guint i = 0; i < N_SWAPS; i++)
    {
      g_autoptr (GString) page = g_string_new_len (text, (gssize) length);
      const char *other = others[g_rand_int_range (swapping->random, 0, G_N_ELEMENTS (others))];
      int chosen = g_rand_int_range (swapping->random, 0, (int) spans->len);
      const gsize *span = (const gsize *) (gpointer) spans->data + 2 * chosen;

      g_string_erase (page, (gssize) span[0], (gssize) span[1]);
      g_string_insert (page, (gssize) span[0], other);
      swapping->n_read += read_page (page->str, page->len, i % G_N_ELEMENTS (views));
      swapping->n_swaps++;
    }
  swapping->n_samples++;
}

/* Our own made-up person: she has something in every section. */
static void
swap_file (const char *path,
           Swapping   *swapping)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  bundle = kin_bundle_new (bytes, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < kin_bundle_get_n_entries (bundle) && i < 10; i++)
    swap_values (kin_bundle_get_resource (bundle, i), swapping);
}

static void
test_swaps (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autofree char *folder = g_build_filename (g_getenv ("KIN_DATA"), "practice", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  Swapping swapping = { random };
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".json"))
        swap_file (path, &swapping);
    }

  g_test_message ("%u resources, %u values swapped, %u still read", swapping.n_samples,
                  swapping.n_swaps, swapping.n_read);
  g_assert_cmpuint (swapping.n_samples, >=, N_SAMPLES);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/type-swap/swaps", test_swaps);

  return g_test_run ();
}
