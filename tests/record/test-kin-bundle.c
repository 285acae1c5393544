/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-bundle"

#include "config.h"

#include "kin-bundle.h"
#include "kin-summary.h"
#include "record-samples.h"

static KinBundle *
read_bundle (const char *text)
{
  g_autoptr (GBytes) bytes = sample_bytes (text);
  g_autoptr (GError) error = NULL;
  KinBundle *bundle = kin_bundle_new (bytes, &error);

  g_assert_no_error (error);

  return bundle;
}

#define BUNDLE(entries) "{'resourceType':'Bundle','type':'searchset','entry':[" entries "]}"

static void
test_page (void)
{
  g_autoptr (KinBundle) bundle
      = read_bundle ("{'resourceType':'Bundle','meta':{'lastUpdated':'2026-03-04T05:06:07+02:00'},"
                     "'type':'searchset','total':9,'link':["
                     "{'relation':'self','url':'https://a.example/Device?patient=1'},"
                     "{'relation':'next','url':'https://a.example?x=\\u0026y=%20 z'}],'entry':["
                     "{'resource':{'resourceType':'Device','id':'a'},'search':{'mode':'match'}},"
                     "{'resource':{'resourceType':'Patient','id':'b'},'search':{'mode':'include'}},"
                     "{'resource':{'resourceType':'OperationOutcome'},'search':{'mode':'match'}},"
                     "{'resource':{'resourceType':'Goal','id':'c'}}]}");
  g_autofree char *updated = kin_bundle_dup_updated (bundle);
  static const KinEntryState states[] = {
    KIN_ENTRY_MATCH, KIN_ENTRY_INCLUDE, KIN_ENTRY_OUTCOME, KIN_ENTRY_MATCH,
  };

  g_assert_cmpstr (kin_bundle_get_bundle_type (bundle), ==, "searchset");
  g_assert_cmpstr (kin_bundle_get_self_link (bundle), ==, "https://a.example/Device?patient=1");
  g_assert_cmpstr (kin_bundle_get_next (bundle), ==, "https://a.example?x=&y=%20 z");
  g_assert_cmpstr (updated, ==, "2026-03-04T05:06:07+02:00");
  g_assert_cmpuint (kin_bundle_get_n_entries (bundle), ==, G_N_ELEMENTS (states));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_cmpint (kin_bundle_get_state_at (bundle, i), ==, (int) states[i]);
  g_assert_cmpstr (kin_bundle_get_type_at (bundle, 3), ==, "Goal");
  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 3), ==, "c");
}

/* One bad resource is set aside; the rest is there. */
static void
test_bad_resources (void)
{
  g_autoptr (KinBundle) bundle
      = read_bundle (BUNDLE ("{},7,{'resource':7},{'resource':{}},"
                             "{'resource':{'resourceType':'x'}},"
                             "{'resource':[{'resourceType':'Goal'}]},{'response':{'status':'204'}},"
                             "{'request':{'method':'DELETE'}},"
                             "{'resource':{'resourceType':'Goal','id':'c'}}"));
  guint n = kin_bundle_get_n_entries (bundle);

  g_assert_cmpuint (n, ==, 7);
  for (guint i = 0; i < n - 1; i++)
    {
      g_autoptr (GBytes) bytes = kin_json_node_get_bytes (kin_bundle_get_resource (bundle, i));

      g_assert_cmpint (kin_bundle_get_state_at (bundle, i), ==, KIN_ENTRY_QUARANTINE);
      g_assert_nonnull (kin_bundle_get_reason_at (bundle, i));
      g_assert_nonnull (bytes);
      g_assert_null (kin_bundle_summarise (bundle, i, NULL));
    }
  g_assert_cmpint (kin_bundle_get_state_at (bundle, n - 1), ==, KIN_ENTRY_MATCH);
  g_assert_null (kin_bundle_get_reason_at (bundle, n - 1));
}

static void
test_shapes (void)
{
  g_autoptr (KinBundle) single = read_bundle ("{'resourceType':'Patient','id':'p'}");
  g_autoptr (KinBundle) empty = read_bundle ("{'resourceType':'Bundle','type':'searchset'}");
  g_autoptr (KinBundle) broken = read_bundle ("{'resourceType':'Bundle','entry':{'resource':{}}}");
  g_autoptr (KinBundle) nested
      = read_bundle ("{'resourceType':'Bundle','type':'batch-response','entry':[{'resource':"
                     BUNDLE ("{'resource':{'resourceType':'Goal','id':'a'}},"
                             "{'resource':{'resourceType':'Goal','id':'b'}}")
                     "},{'response':{'outcome':{'resourceType':'OperationOutcome'}}}]}");

  g_assert_null (kin_bundle_get_bundle_type (single));
  g_assert_cmpuint (kin_bundle_get_n_entries (single), ==, 1);
  g_assert_cmpstr (kin_bundle_get_id_at (single, 0), ==, "p");
  g_assert_cmpuint (kin_bundle_get_n_entries (empty), ==, 0);
  g_assert_null (kin_bundle_get_next (empty));
  g_assert_cmpuint (kin_bundle_get_n_entries (broken), ==, 1);
  g_assert_cmpint (kin_bundle_get_state_at (broken, 0), ==, KIN_ENTRY_QUARANTINE);
  g_assert_cmpuint (kin_bundle_get_n_entries (nested), ==, 3);
  g_assert_cmpstr (kin_bundle_get_id_at (nested, 1), ==, "b");
  g_assert_cmpint (kin_bundle_get_state_at (nested, 2), ==, KIN_ENTRY_OUTCOME);
}

static void
test_ids (void)
{
  g_autoptr (KinBundle) bundle
      = read_bundle (BUNDLE ("{'fullUrl':'urn:uuid:77','resource':{'resourceType':'Goal'}},"
                             "{'fullUrl':'https://a.example/Goal/8',"
                             "'resource':{'resourceType':'Goal'}},"
                             "{'fullUrl':'https://a.example/List/8',"
                             "'resource':{'resourceType':'Goal'}},"
                             "{'fullUrl':'urn:uuid:9',"
                             "'resource':{'resourceType':'Goal','id':'own'}},"
                             "{'resource':{'resourceType':'Goal'}}"));
  g_autoptr (KinSummary) summary = kin_bundle_summarise (bundle, 0, NULL);

  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 0), ==, "77");
  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 1), ==, "8");
  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 3), ==, "own");
  g_assert_true (g_str_has_prefix (kin_bundle_get_id_at (bundle, 2), "kin-"));
  g_assert_cmpstr (kin_bundle_get_id_at (bundle, 2), ==, kin_bundle_get_id_at (bundle, 4));
  g_assert_cmpstr (summary->id, ==, "77");
}

static void
test_not_fhir (void)
{
  static const char *const wrong[] = { "{}", "[]", "7", "'Patient'", "{'resourceType':7}" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) bytes = sample_bytes (wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (kin_bundle_new (bytes, &error));
      g_assert_error (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_NOT_FHIR);
    }
}

#define PRESCRIPTION(reference)                                                                   \
  "{'resource':{'resourceType':'MedicationRequest','id':'r',"                                     \
  "'medicationReference':{'reference':'" reference "'}}}"
#define MEDICATION                                                                                \
  "{'fullUrl':'urn:uuid:5','resource':{'resourceType':'Medication','id':'m',"                     \
  "'code':{'text':'Warfarin'}}}"

/* A prescription is called what its medicine is called. */
static void
test_names (void)
{
  g_autoptr (KinBundle) bundle = read_bundle (BUNDLE (MEDICATION "," PRESCRIPTION ("Medication/m")
                                                      "," PRESCRIPTION ("urn:uuid:5")
                                                      "," PRESCRIPTION ("Medication/x")));
  g_autoptr (KinSummary) by_id = kin_bundle_summarise (bundle, 1, NULL);
  g_autoptr (KinSummary) by_address = kin_bundle_summarise (bundle, 2, NULL);
  g_autoptr (KinSummary) unknown = kin_bundle_summarise (bundle, 3, NULL);

  g_assert_cmpstr (by_id->title, ==, "Warfarin");
  g_assert_cmpstr (by_id->named_by, ==, "Medication/m" KIN_NAMED_BY_CODES);
  g_assert_cmpstr (by_address->title, ==, "Warfarin");
  g_assert_cmpstr (unknown->title, ==, "Medication request");
  g_assert_cmpstr (unknown->named_by, ==, "Medication/x");
}

/* What has to be fetched besides, and whose file it is. */
static void
test_lists (void)
{
  g_autoptr (KinBundle) bundle
      = read_bundle (BUNDLE (MEDICATION "," PRESCRIPTION ("Medication/m") ","
                             PRESCRIPTION ("Medication/x/_history/2") ","
                             "{'resource':{'resourceType':'Observation','id':'o',"
                             "'subject':{'reference':'Patient/2'},'performer':["
                             "{'reference':'https://a.example/r4/Practitioner/1'},"
                             "{'reference':'https://b.example/Practitioner/2'},"
                             "{'reference':'Patient/3'},{'reference':'#c'}]}},"
                             "{'resource':{'resourceType':'Patient','id':'1'}}"));
  g_auto (GStrv) references = kin_bundle_list_references (bundle, "https://a.example/r4/");
  g_auto (GStrv) patients = kin_bundle_list_patient_ids (bundle);
  g_autofree char *wanted = g_strjoinv (" ", references);
  g_autofree char *people = g_strjoinv (" ", patients);

  g_assert_cmpstr (wanted, ==, "Medication/x Practitioner/1");
  g_assert_cmpstr (people, ==, "1 2");
}

/* A warning comes with an answer; an error comes in place of one. */
static void
test_outcomes (void)
{
#define OUTCOME(issues) "{'resource':{'resourceType':'OperationOutcome','issue':" issues "}}"
#define SAYS(severity) "{'severity':'" severity "'}"
  static const struct
  {
    const char *entries;
    gboolean    error;
  } table[] = {
    { OUTCOME ("[" SAYS ("warning") "," SAYS ("information") "]"), FALSE },
    { OUTCOME ("[" SAYS ("warning") "," SAYS ("error") "]"), TRUE },
    { OUTCOME ("[" SAYS ("fatal") "]"), TRUE },
    { OUTCOME ("[]"), FALSE },
    { OUTCOME ("'error'"), FALSE },
    { "{'resource':{'resourceType':'Goal','id':'g','issue':[" SAYS ("error") "]}}", FALSE },
    { "{'response':{'outcome':{'resourceType':'OperationOutcome',"
      "'issue':[" SAYS ("error") "]}}}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = g_strdup_printf (BUNDLE ("%s"), table[i].entries);
      g_autoptr (KinBundle) bundle = read_bundle (text);

      g_test_message ("%s", table[i].entries);
      g_assert_cmpint (kin_bundle_says_error (bundle), ==, table[i].error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/page", test_page);
  g_test_add_func ("/bundle/bad-resources", test_bad_resources);
  g_test_add_func ("/bundle/shapes", test_shapes);
  g_test_add_func ("/bundle/ids", test_ids);
  g_test_add_func ("/bundle/not-fhir", test_not_fhir);
  g_test_add_func ("/bundle/names", test_names);
  g_test_add_func ("/bundle/lists", test_lists);
  g_test_add_func ("/bundle/outcomes", test_outcomes);

  return g_test_run ();
}
