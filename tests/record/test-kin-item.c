/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-item"

#include "config.h"

#include <string.h>

#include "kin-allergy.h"
#include "kin-appointment.h"
#include "kin-bill.h"
#include "kin-care-team.h"
#include "kin-condition.h"
#include "kin-document-file.h"
#include "kin-document.h"
#include "kin-insurance.h"
#include "kin-medicine.h"
#include "kin-message.h"
#include "kin-result.h"
#include "kin-scan.h"
#include "kin-summary.h"
#include "kin-vaccine.h"
#include "kin-visit.h"
#include "record-samples.h"

static KinItem *
make_item (const char *text)
{
  g_autoptr (KinJson) json = sample_parse (text);
  g_autoptr (KinSummary) summary = kin_summary_new (kin_json_get_root (json), NULL);

  return kin_item_new (7, "clinic", summary, KIN_ITEM_UNREAD, json);
}

static void
assert_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
assert_list (GStrv       list,
             const char *expected)
{
  g_autofree char *joined = g_strjoinv ("|", list);

  g_assert_cmpstr (joined, ==, expected);
  g_strfreev (list);
}

static void
test_snapshot (void)
{
  g_autoptr (KinItem) item = make_item ("{'resourceType':'Goal','id':'g',"
                                        "'lifecycleStatus':'active',"
                                        "'description':{'text':'Walk'},'startDate':'2020-01-01'}");
  g_autofree char *title = NULL;
  g_autofree char *source = NULL;
  KinSection section;
  gboolean unread;

  g_object_get (item, "title", &title, "source", &source, "section", &section, "unread", &unread,
                NULL);
  g_assert_cmpstr (title, ==, "Walk");
  g_assert_cmpstr (source, ==, "clinic");
  g_assert_cmpint (section, ==, KIN_SECTION_OTHER);
  g_assert_true (unread);
  g_assert_cmpint (kin_item_get_id (item), ==, 7);
  g_assert_cmpstr (kin_item_get_kind (item), ==, "Goal");
  g_assert_cmpstr (kin_item_get_resource_id (item), ==, "g");
  g_assert_cmpstr (kin_item_get_status (item), ==, "active");
  g_assert_cmpstr (kin_item_get_date (item), ==, "2020-01-01");
  g_assert_nonnull (kin_item_get_json (item));
  g_assert_true (G_OBJECT_TYPE (item) == KIN_TYPE_ITEM);
}

static void
assert_property (KinItem    *item,
                 const char *name,
                 const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_auto (GValue) text = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (item), name, &value);
  g_value_init (&text, G_TYPE_STRING);
  g_assert_true (g_value_transform (&value, &text));
  g_test_message ("%s", name);
  g_assert_cmpstr (g_value_get_string (&text), ==, expected);
}

/* What a row of a list is bound to: there for every kind of item, and never written. */
static void
test_properties (void)
{
  g_autoptr (KinItem) item
      = make_item ("{'resourceType':'Observation','id':'o','status':'final',"
                   "'category':[{'coding':[{'code':'laboratory'}]}],'code':{'text':'Potassium'},"
                   "'effectiveDateTime':'2024-05-06','interpretation':[{'coding':[{'code':'H'}]}],"
                   "'valueQuantity':{'value':5.90,'unit':'mmol/L'}}");
  g_autoptr (KinItem) bare = make_item ("{'resourceType':'Goal'}");
  g_autofree GParamSpec **properties = NULL;
  guint n_properties;

  assert_property (item, "id", "7");
  assert_property (item, "section", "KIN_SECTION_RESULTS");
  assert_property (item, "kind", "Observation");
  assert_property (item, "title", "Potassium");
  assert_property (item, "subtitle", "5.90 mmol/L");
  assert_property (item, "date", "2024-05-06");
  assert_property (item, "status", "final");
  assert_property (item, "source", "clinic");
  assert_property (item, "flag", "H");
  assert_property (item, "unread", "TRUE");
  assert_property (bare, "subtitle", NULL);
  assert_property (bare, "date", NULL);

  properties = g_object_class_list_properties (G_OBJECT_GET_CLASS (item), &n_properties);
  g_assert_cmpuint (n_properties, ==, 10);
  for (guint i = 0; i < n_properties; i++)
    g_assert_cmpuint (properties[i]->flags & G_PARAM_READWRITE, ==, G_PARAM_READABLE);
}

static void
test_result (void)
{
  g_autoptr (KinItem) item
      = make_item ("{'resourceType':'Observation','category':[{'coding':[{'code':'laboratory'}]}],"
                   "'code':{'text':'Potassium'},'valueQuantity':{'value':4.10,'unit':'mmol/L'},"
                   "'referenceRange':[{'low':{'value':3.5,'unit':'mmol/L'},"
                   "'high':{'value':5.1,'unit':'mmol/L'}}],'interpretation':[{'text':'Normal'}],"
                   "'note':[{'text':'a'},{'text':'b'}],'hasMember':[{'reference':'Observation/2'}],"
                   "'component':[{'code':{'text':'x'},'valueString':'y'},{}]}");
  g_autoptr (KinQuantity) quantity = kin_result_dup_quantity (KIN_RESULT (item));
  g_autoptr (GPtrArray) parts = kin_result_list_parts (KIN_RESULT (item));
  g_autoptr (GPtrArray) members = kin_result_list_members (KIN_RESULT (item));

  assert_text (kin_result_dup_value (KIN_RESULT (item)), "4.10 mmol/L");
  assert_text (kin_result_dup_reference_range (KIN_RESULT (item)), "3.5 mmol/L – 5.1 mmol/L");
  assert_text (kin_result_dup_interpretation (KIN_RESULT (item)), "Normal");
  assert_text (kin_result_dup_absent_reason (KIN_RESULT (item)), NULL);
  assert_list (kin_result_list_notes (KIN_RESULT (item)), "a|b");
  g_assert_cmpuint (members->len, ==, 1);
  g_assert_cmpstr (((KinResultMember *) g_ptr_array_index (members, 0))->reference, ==,
                   "Observation/2");
  g_assert_cmpstr (quantity->value, ==, "4.10");
  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_cmpstr (((KinResultPart *) g_ptr_array_index (parts, 0))->value, ==, "y");
}

static void
test_medicine (void)
{
  g_autoptr (KinItem) item
      = make_item ("{'resourceType':'MedicationRequest','medicationCodeableConcept':{'text':'A'},"
                   "'dosageInstruction':[{'text':'one'},{'text':'two','route':{'text':'oral'},"
                   "'doseAndRate':[{'doseQuantity':{'value':2.50,'unit':'mg'}}]}],"
                   "'requester':{'reference':'#d'},'contained':[{'resourceType':'Practitioner',"
                   "'id':'d','name':[{'family':'Ito'}]}],'dispenseRequest':{"
                   "'numberOfRepeatsAllowed':3,'quantity':{'value':90,'unit':'tablet'}}}");

  assert_list (kin_medicine_list_instructions (KIN_MEDICINE (item)), "one|two");
  assert_text (kin_medicine_dup_dose (KIN_MEDICINE (item)), "2.50 mg");
  assert_text (kin_medicine_dup_route (KIN_MEDICINE (item)), "oral");
  assert_text (kin_medicine_dup_prescriber (KIN_MEDICINE (item)), "Ito");
  assert_text (kin_medicine_dup_refills (KIN_MEDICINE (item)), "3");
  assert_text (kin_medicine_dup_quantity (KIN_MEDICINE (item)), "90 tablet");
  assert_text (kin_medicine_dup_reason (KIN_MEDICINE (item)), NULL);
}

static void
test_document (void)
{
  g_autoptr (KinItem) item
      = make_item ("{'resourceType':'DocumentReference','type':{'text':'Letter'},'content':["
                   "{'attachment':{'contentType':'application/pdf','url':'Binary/1','size':12}},"
                   "{'attachment':{'contentType':'text/plain','data':'SGVsbG8='}},"
                   "{'attachment':{'data':'?!'}},{'attachment':{}},7]}");
  g_autoptr (GPtrArray) files = kin_document_list_files (KIN_DOCUMENT (item));
  KinDocumentFile *pdf = g_ptr_array_index (files, 0);
  KinDocumentFile *text = g_ptr_array_index (files, 1);
  KinDocumentFile *damaged = g_ptr_array_index (files, 2);

  g_assert_cmpuint (files->len, ==, 3);
  g_assert_cmpstr (pdf->url, ==, "Binary/1");
  g_assert_cmpint (pdf->size, ==, 12);
  g_assert_null (pdf->data);
  g_assert_cmpuint (g_bytes_get_size (text->data), ==, 5);
  g_assert_true (memcmp (g_bytes_get_data (text->data, NULL), "Hello", 5) == 0);
  g_assert_cmpint (text->size, ==, 5);
  g_assert_true (damaged->damaged && damaged->data == NULL && !text->damaged);
}

static void
test_bill (void)
{
  g_autoptr (KinItem) item
      = make_item ("{'resourceType':'ExplanationOfBenefit','provider':{'display':'Oak'},"
                   "'item':[{'productOrService':{'text':'X-ray'},"
                   "'net':{'value':50.00,'currency':'USD'}}],'total':[{'category':{'coding':["
                   "{'code':'submitted','display':'Submitted'}]},"
                   "'amount':{'value':70.00,'currency':'USD'}}]}");
  g_autoptr (GPtrArray) lines = kin_bill_list_lines (KIN_BILL (item));
  g_autoptr (GPtrArray) totals = kin_bill_list_totals (KIN_BILL (item));
  KinBillLine *total = g_ptr_array_index (totals, 0);

  assert_text (kin_bill_dup_clinic (KIN_BILL (item)), "Oak");
  assert_list (kin_bill_list_services (KIN_BILL (item)), "X-ray");
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (((KinBillLine *) g_ptr_array_index (lines, 0))->amount, ==, "50.00 USD");
  g_assert_cmpstr (total->name, ==, "Submitted");
  g_assert_cmpstr (total->amount, ==, "70.00 USD");
}

/* Each section has its view, and each view answers with nothing when there is nothing. */
static void
test_empty_views (void)
{
  static const struct
  {
    KinSection  section;
    GType     (*get_type) (void);
  } views[] = {
    { KIN_SECTION_RESULTS, kin_result_get_type }, { KIN_SECTION_MEASUREMENTS, kin_result_get_type },
    { KIN_SECTION_SCANS, kin_scan_get_type }, { KIN_SECTION_MEDICINES, kin_medicine_get_type },
    { KIN_SECTION_VACCINES, kin_vaccine_get_type },
    { KIN_SECTION_CONDITIONS, kin_condition_get_type },
    { KIN_SECTION_ALLERGIES, kin_allergy_get_type }, { KIN_SECTION_VISITS, kin_visit_get_type },
    { KIN_SECTION_DOCUMENTS, kin_document_get_type },
    { KIN_SECTION_MESSAGES, kin_message_get_type },
    { KIN_SECTION_APPOINTMENTS, kin_appointment_get_type },
    { KIN_SECTION_BILLS, kin_bill_get_type }, { KIN_SECTION_INSURANCE, kin_insurance_get_type },
    { KIN_SECTION_CARE_TEAM, kin_care_team_get_type }, { KIN_SECTION_OTHER, kin_item_get_type },
  };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      KinSummary summary = { .type = (char *) "X", .title = (char *) "x",
                             .section = views[i].section };
      g_autoptr (KinItem) item = kin_item_new (1, NULL, &summary, 0, NULL);

      g_assert_true (G_OBJECT_TYPE (item) == views[i].get_type ());
      g_assert_null (kin_item_get_json (item));
      g_assert_false (kin_item_has_modifier (item));
      if (KIN_IS_RESULT (item))
        assert_text (kin_result_dup_value (KIN_RESULT (item)), NULL);
      if (KIN_IS_VISIT (item))
        assert_list (kin_visit_list_people (KIN_VISIT (item)), "");
    }
}

/* Only what a clinic calls active is taken now, and only what it calls over is not. */
static void
test_medicine_groups (void)
{
  static const struct
  {
    const char       *kind;
    const char       *status;
    const char       *flag;
    KinMedicineGroup  group;
  } cases[] = {
    { "MedicationRequest", "active", NULL, KIN_MEDICINE_NOW },
    { "MedicationStatement", "active", NULL, KIN_MEDICINE_NOW },
    { "MedicationRequest", "active", KIN_FLAG_NOT_KNOWN, KIN_MEDICINE_NOT_SURE },
    { "MedicationRequest", "completed", NULL, KIN_MEDICINE_EARLIER },
    { "MedicationRequest", "stopped", NULL, KIN_MEDICINE_EARLIER },
    { "MedicationRequest", "cancelled", NULL, KIN_MEDICINE_EARLIER },
    { "MedicationStatement", "not-taken", NULL, KIN_MEDICINE_EARLIER },
    { "MedicationRequest", "on-hold", NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationRequest", "draft", NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationStatement", "intended", NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationStatement", "unknown", NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationStatement", "Active", NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationStatement", NULL, NULL, KIN_MEDICINE_NOT_SURE },
    { "MedicationDispense", "completed", NULL, KIN_MEDICINE_HANDED_OUT },
    { "MedicationAdministration", "in-progress", NULL, KIN_MEDICINE_HANDED_OUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (kin_medicine_choose_group (cases[i].kind, cases[i].status, cases[i].flag), ==,
                     cases[i].group);
}

/* What a modifier says is not known here, so it may be the opposite. */
static void
test_modifier (void)
{
  g_autoptr (KinItem) plain = make_item ("{'resourceType':'Goal','extension':[{'url':'x'}]}");
  g_autoptr (KinItem) at_root = make_item ("{'resourceType':'Goal','modifierExtension':[{}]}");
  g_autoptr (KinItem) deep = make_item ("{'resourceType':'MedicationRequest','dosageInstruction':["
                                        "{'timing':{'modifierExtension':[{'url':'x'}]}}]}");

  g_assert_false (kin_item_has_modifier (plain));
  g_assert_true (kin_item_has_modifier (at_root));
  g_assert_true (kin_item_has_modifier (deep));
}

/* A list has no resource, and does not show such a thing as a plain fact either. */
static void
test_modifier_in_list (void)
{
  static const struct
  {
    const char *text;
    gboolean    has;
    const char *flag;
  } rows[] = {
    { "{'resourceType':'Observation','interpretation':[{'coding':[{'code':'H'}]}]}", FALSE, "H" },
    { "{'resourceType':'Observation','interpretation':[{'coding':[{'code':'H'}]}],"
      "'modifierExtension':[{'url':'x'}]}", TRUE, KIN_FLAG_NOT_KNOWN },
    { "{'resourceType':'Observation','modifier\\u0045xtension':[{'url':'x'}]}", TRUE,
      KIN_FLAG_NOT_KNOWN },
    { "{'resourceType':'MedicationRequest','doNotPerform':true}", TRUE, KIN_FLAG_NOT_KNOWN },
    { "{'resourceType':'MedicationRequest','doNotPerform':false}", FALSE, NULL },
    { "{'resourceType':'Observation','note':[{'text':'modifierExtension \\u0041'}]}", FALSE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (KinJson) json = sample_parse (rows[i].text);
      g_autoptr (KinSummary) summary = kin_summary_new (kin_json_get_root (json), NULL);
      g_autoptr (KinItem) item = kin_item_new (7, "clinic", summary, KIN_ITEM_UNREAD, NULL);

      g_assert_cmpint (kin_item_has_modifier (item), ==, rows[i].has);
      g_assert_cmpstr (kin_item_get_flag (item), ==, rows[i].flag);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/item/snapshot", test_snapshot);
  g_test_add_func ("/item/properties", test_properties);
  g_test_add_func ("/item/result", test_result);
  g_test_add_func ("/item/medicine", test_medicine);
  g_test_add_func ("/item/medicine-groups", test_medicine_groups);
  g_test_add_func ("/item/document", test_document);
  g_test_add_func ("/item/bill", test_bill);
  g_test_add_func ("/item/empty-views", test_empty_views);
  g_test_add_func ("/item/modifier", test_modifier);
  g_test_add_func ("/item/modifier-in-list", test_modifier_in_list);

  return g_test_run ();
}
