/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-bundle-person"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "record-samples.h"

#define BASE "https://clinic.example/r4"
#define OWN  "p1"

/* What has to happen with a page: R refused whole, Q its first resource set
 * aside, A accepted. Every page is for Patient/p1 at BASE. */
typedef struct
{
  char        verdict;
  const char *entries;
} Page;

#define OBS(members) "{'resource':{'resourceType':'Observation','id':'o'," members "}}"
#define SUBJECT(text) OBS ("'subject':{'reference':'" text "'}")
#define RES(type, members) "{'resource':{'resourceType':'" type "','id':'x'," members "}}"
#define AT(url, members) "{'fullUrl':'" url "','resource':{" members "}}"
#define PERSON(url, id) AT (url, "'resourceType':'Patient','id':'" id "'")
#define OTHER "'reference':'Patient/p2'"
#define MINE "'reference':'Patient/p1'"

/* Another patient, planted in every place that we could think of. */
static const Page planted[] = {
  { 'R', SUBJECT ("Patient/p2") },
  { 'R', SUBJECT ("Patient/p2/_history/1") },
  { 'R', SUBJECT (BASE "/Patient/p2") },
  { 'R', SUBJECT ("http://CLINIC.example:80/r4/Patient/p2/_history/3") },
  { 'R', SUBJECT ("Patient\\/p2") },
  { 'R', SUBJECT ("\\u0050atient/p2") },
  { 'R', SUBJECT ("Patient/P1") },
  { 'R', SUBJECT ("Patient/p11") },
  { 'R', SUBJECT ("Patient/p") },
  { 'R', "{'resource':{'resourceType':'Patient','id':'p2'}}" },
  { 'R', "{'resource':{'resourceType':'Patient','id':'p2'},'search':{'mode':'include'}}" },
  { 'R', "{'resource':{'resourceType':'Bundle','entry':[" SUBJECT ("Patient/p2") "]}}" },
  { 'R', PERSON ("urn:uuid:2", "p2") "," SUBJECT ("urn:uuid:2") },
  { 'R', OBS ("'subject':[{" MINE "},{" OTHER "}]") },
  { 'R', OBS ("'subject':{" MINE "},'patient':{" OTHER "}") },
  { 'R', RES ("Immunization", "'patient':{" OTHER "}") },
  { 'R', RES ("Coverage", "'beneficiary':{" OTHER "}") },
  { 'R', RES ("Task", "'for':{" OTHER "}") },
  { 'R', RES ("ResearchSubject", "'individual':{" OTHER "}") },
  { 'R', RES ("EnrollmentRequest", "'candidate':{" OTHER "}") },
  { 'R', RES ("Appointment", "'participant':[{'actor':{" MINE "}},{'actor':{" OTHER "}}]") },
  { 'R', RES ("AppointmentResponse", "'actor':{" OTHER "}") },
  { 'R', RES ("Schedule", "'actor':[{" OTHER "}]") },
  { 'R', RES ("RelatedPerson", "'patient':{" OTHER "}") },
  { 'R', RES ("Account", "'subject':[{" MINE "},{" OTHER "}]") },
  { 'R', RES ("Provenance", "'target':[{" OTHER "}]") },
  { 'R', RES ("Binary", "'securityContext':{" OTHER "}") },
  { 'R', RES ("Device", "'patient':{" OTHER "}") },
  { 'R', RES ("Communication", "'sender':{" OTHER "}") },
  { 'R', RES ("Communication",
              "'recipient':[{" OTHER "}],'sender':{'reference':'Practitioner/1'}") },
  { 'R', RES ("Invoice", "'recipient':{" OTHER "}") },
  { 'R', RES ("QuestionnaireResponse", "'source':{" OTHER "}") },
  { 'R', RES ("SupplyRequest", "'deliverTo':{" OTHER "}") },
  { 'R', RES ("Person", "'link':[{'target':{" OTHER "}}]") },
  { 'R', RES ("Group", "'member':[{'entity':{" OTHER "}}]") },
  { 'R', RES ("FutureThing", "'subject':{" OTHER "}") },
  { 'R', RES ("Organization",
              "'contained':[{'resourceType':'Observation','subject':{" OTHER "}}]") },
  { 'R', OBS ("'subject':{" MINE "},'contained':[{'resourceType':'Coverage','beneficiary':{" OTHER
              "}}]") },
  { 'R', RES ("Patient", "'contained':[{'resourceType':'RelatedPerson','patient':{" OTHER "}}]") },
  { 'Q', SUBJECT ("https://other.example/r4/Patient/p1") },
  { 'Q', SUBJECT ("https://clinic.example/r4b/Patient/p1") },
  { 'Q', SUBJECT ("https://clinic.example@other.example/r4/Patient/p1") },
  { 'Q', SUBJECT ("https://other.example/r4/Patient/p2") },
  { 'Q', SUBJECT ("patient/p1") },
  { 'Q', SUBJECT ("Patient/p1?x") },
  { 'Q', SUBJECT ("Patient/p2?x") },
  { 'Q', SUBJECT ("Patient/p1#x") },
  { 'Q', SUBJECT ("Patient/p1 ") },
  { 'Q', SUBJECT ("Patient%2Fp1") },
  { 'Q', SUBJECT ("/Patient/p1") },
  { 'Q', SUBJECT ("Patient/../Patient/p1") },
  { 'Q', SUBJECT ("Patient?identifier=x|1") },
  { 'Q', SUBJECT ("urn:uuid:nowhere") },
  { 'Q', SUBJECT ("") },
  { 'Q', SUBJECT ("p1") },
  { 'Q', SUBJECT ("Group/1") },
  { 'Q', SUBJECT ("Practitioner/p1") },
  { 'Q', SUBJECT ("Device/p1") },
  { 'Q', SUBJECT ("#p1") },
  { 'Q', OBS ("'subject':{'reference':'#p1'},'contained':[{'resourceType':'Patient','id':'p1'}]") },
  { 'Q', OBS ("'subject':{'identifier':{'system':'s','value':'p1'}}") },
  { 'Q', OBS ("'subject':{'display':'Ana Ruiz'}") },
  { 'Q', OBS ("'subject':{'type':'Patient','identifier':{'value':'p1'}}") },
  { 'Q', OBS ("'subject':'Patient/p1'") },
  { 'Q', OBS ("'subject':{'reference':['Patient/p1']}") },
  { 'Q', OBS ("'subject':[{" MINE "},{'display':'Ben'}]") },
  { 'Q', OBS ("'_subject':{" MINE "}") },
  { 'Q', OBS ("'performer':[{" MINE "}]") },
  { 'Q', OBS ("'status':'final'") },
  { 'Q', AT ("https://other.example/r4/Observation/o", "'resourceType':'Observation','id':'o',"
             "'subject':{" MINE "}") },
  { 'Q', PERSON ("https://other.example/r4/Patient/p1", "p1") },
  { 'Q', PERSON ("https://clinic.example/r4/Patient/p2", "p1") },
  { 'Q', SUBJECT ("urn:uuid:1") "," PERSON ("urn:uuid:1", "p1") ","
         AT ("urn:uuid:1", "'resourceType':'Practitioner','id':'d'") },
  { 'Q', SUBJECT ("urn:uuid:1") "," PERSON ("urn:uuid:1", "p1") ","
         AT ("urn:uuid:1", "'resourceType':'Practitioner','id':'p1'") ","
         PERSON ("urn:uuid:1", "p1") },
  { 'R', SUBJECT ("urn:uuid:1") "," PERSON ("urn:uuid:1", "p1") "," PERSON ("urn:uuid:1", "p2") },
  { 'Q', SUBJECT ("https://other.example/r4/Group/1") },
  { 'Q', SUBJECT ("https://other.example/r4/Practitioner/1") },
  { 'Q', SUBJECT (BASE "/Group/1") },
  { 'Q', OBS ("'subject':{'reference':'#d'},"
              "'contained':[{'resourceType':'Practitioner','id':'d'}]") },
  { 'Q', OBS ("'subject':{'reference':'#g'},'contained':[{'resourceType':'Group','id':'g'}]") },
  { 'Q', AT ("https://other.example/r4/Observation/o", "'resourceType':'Observation','id':'o',"
             "'subject':{'reference':'Practitioner/1'}") },
  { 'Q', SUBJECT ("https://other.example/r4/Patient/p1") ","
         PERSON ("https://other.example/r4/Patient/p1", "p1") },
  { 'Q', "{'resource':{'resourceType':'Patient','id':'p1','link':[{'type':'replaced-by',"
         "'other':{" OTHER "}}]}}" },
  { 'Q', "{'resource':{'resourceType':'Patient'}}" },
  { 'Q', RES ("Appointment", "'participant':[{'actor':{'display':'Ana'}}]") },
  { 'Q', RES ("Group", "'member':[]") },
  { 'Q', RES ("Parameters", "'parameter':[]") },
};

/* What is this person's, or nobody's, in all the ways that portals write it. */
static const Page welcome[] = {
  { 'A', SUBJECT ("Patient/p1") },
  { 'A', SUBJECT ("Patient/p1/_history/4") },
  { 'A', SUBJECT (BASE "/Patient/p1") },
  { 'A', SUBJECT ("http://clinic.example/r4/Patient/p1") },
  { 'A', PERSON (BASE "/Patient/p1", "p1") },
  { 'A', SUBJECT ("urn:uuid:1") "," PERSON ("urn:uuid:1", "p1") },
  { 'A', SUBJECT ("urn:uuid:1") "," PERSON ("urn:uuid:1", "p1") "," PERSON ("urn:uuid:1", "p1") },
  { 'A', SUBJECT ("urn:uuid:p1") "," AT ("urn:uuid:p1", "'resourceType':'Patient'") },
  { 'A', AT (BASE "/Observation/o", "'resourceType':'Observation','id':'o','subject':{" MINE "}") },
  { 'A', AT ("Observation/o", "'resourceType':'Observation','id':'o','subject':{" MINE "}") },
  { 'A', AT ("resource:1", "'resourceType':'Observation','id':'o','subject':{" MINE "}") },
  { 'A', OBS ("'subject':{" MINE "},'contained':['subject',['Patient/p2'],{'id':'d'}]") },
  { 'A', OBS ("'subject':{" MINE ",'identifier':{'value':'7'}},'performer':[{" OTHER "}]") },
  { 'A', OBS ("'subject':{" MINE "},'focus':[{" OTHER "}]") },
  { 'A', OBS ("'subject':{" MINE "},'contained':[{'resourceType':'Practitioner','id':'d'}]") },
  { 'A', RES ("Coverage", "'beneficiary':{" MINE "},'subscriber':{" OTHER "}") },
  { 'A', RES ("Communication", "'subject':{" MINE "},'sender':{" OTHER "}") },
  { 'A', RES ("Communication", "'recipient':[{" MINE "}]") },
  { 'A', RES ("Appointment", "'participant':[{'actor':{'display':'Dr. A'}},{'actor':{" MINE "}},"
              "{'actor':{'reference':'Location/p2'}}]") },
  { 'A', RES ("Practitioner", "'name':[{'family':'Ito'}]") },
  { 'A', RES ("Organization", "'name':'Oak'") },
  { 'A', RES ("Location", "'name':'Oak'") },
  { 'A', RES ("Medication", "'code':{}") },
  { 'A', RES ("Device", "'type':{}") },
  { 'A', RES ("Binary", "'contentType':'text/plain'") },
  { 'A', RES ("Provenance", "'target':[{'reference':'Observation/o'},{'display':'x'}]") },
  { 'A', RES ("Slot", "'schedule':{'reference':'Schedule/1'}") },
  { 'A', "{'resource':{'resourceType':'Patient','id':'p1','link':[{'type':'seealso',"
         "'other':{" OTHER "}}]}}" },
  { 'A', "{'resource':{'resourceType':'OperationOutcome'}}" },
};

static KinBundle *
check_text (const char *text,
            const char *base,
            const char *patient_id,
            GError    **error)
{
  g_autoptr (GBytes) bytes = sample_bytes (text);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);

  g_assert_nonnull (bundle);

  return kin_bundle_check_person (bundle, base, patient_id, error);
}

static char
judge (const char *entries,
       const char *base,
       const char *patient_id)
{
  g_autofree char *text = g_strdup_printf ("{'resourceType':'Bundle','type':'searchset',"
                                           "'entry':[%s]}", entries);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinBundle) bundle = check_text (text, base, patient_id, &error);

  if (bundle == NULL)
    {
      g_assert_error (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON);
      return 'R';
    }

  return kin_bundle_get_state_at (bundle, 0) == KIN_ENTRY_QUARANTINE ? 'Q' : 'A';
}

static char
judge_page (const char *entries)
{
  return judge (entries, BASE, OWN);
}

static void
judge_pages (const Page *pages,
             guint       n_pages)
{
  for (guint i = 0; i < n_pages; i++)
    {
      g_test_message ("%s", pages[i].entries);
      g_assert_cmpint (judge_page (pages[i].entries), ==, pages[i].verdict);
    }
}

static void
test_planted (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (planted), >=, 50);
  judge_pages (planted, G_N_ELEMENTS (planted));
}

static void
test_welcome (void)
{
  judge_pages (welcome, G_N_ELEMENTS (welcome));
}

#define UUID  "2f1c7a6e-53d4-4b0a-8f0e-6a1d5c9b7e24"
#define INNER "http://inner.example/fhir"

/* A file may name a server that nobody knows. Short ids are given out by every server, so that one
 * says nothing where the file does not bring its patient's address. */
static void
test_files (void)
{
  static const struct
  {
    char        verdict;
    const char *patient_id;
    const char *entries;
  } files[] = {
    { 'A', UUID, SUBJECT (INNER "/Patient/" UUID) },
    { 'Q', UUID, SUBJECT (INNER "/Patient/p2") },
    { 'Q', UUID, SUBJECT (INNER "/Group/1") },
    { 'Q', OWN, SUBJECT (INNER "/Patient/" OWN) },
    { 'A', OWN, SUBJECT (INNER "/Patient/" OWN) "," PERSON (INNER "/Patient/" OWN, OWN) },
    { 'Q', OWN, SUBJECT (INNER "/Patient/" OWN) ","
                AT (INNER "/Patient/p2", "'resourceType':'Patient'") },
    { 'R', OWN, SUBJECT (INNER "/Patient/p2") "," PERSON (INNER "/Patient/" OWN, OWN) },
    { 'R', OWN, SUBJECT ("Patient/" OWN) "," PERSON (INNER "/Patient/p2", "p2") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_test_message ("%s", files[i].entries);
      g_assert_cmpint (judge (files[i].entries, NULL, files[i].patient_id), ==, files[i].verdict);
    }
}

/* One of another person among a hundred: nothing of the page is taken. */
static void
test_whole_page (void)
{
  g_autoptr (GString) entries = g_string_new (SUBJECT ("Patient/p1"));

  for (guint i = 0; i < 99; i++)
    g_string_append (entries, "," SUBJECT ("Patient/p1"));
  g_assert_cmpint (judge_page (entries->str), ==, 'A');
  g_string_append (entries, "," SUBJECT ("Patient/p2"));
  g_assert_cmpint (judge_page (entries->str), ==, 'R');
}

/* A server that calls itself by another name in its links may do so in its answers. */
static void
test_own_name (void)
{
  static const char page[]
      = "{'resourceType':'Bundle','link':[{'relation':'self',"
        "'url':'https://inner.example/fhir/Observation?patient=p1'}],'entry':["
        AT ("https://inner.example/fhir/Observation/o", "'resourceType':'Observation','id':'o',"
            "'subject':{'reference':'%s'}") "]}";
  g_autofree char *own = g_strdup_printf (page, "https://inner.example/fhir/Patient/p1");
  g_autofree char *relative = g_strdup_printf (page, "Patient/p1");
  g_autofree char *other = g_strdup_printf (page, "https://inner.example/fhir/Patient/p2");
  g_autoptr (KinBundle) a = check_text (own, BASE, OWN, NULL);
  g_autoptr (KinBundle) b = check_text (relative, BASE, OWN, NULL);

  g_assert_cmpint (kin_bundle_get_state_at (a, 0), ==, KIN_ENTRY_MATCH);
  g_assert_cmpint (kin_bundle_get_state_at (b, 0), ==, KIN_ENTRY_MATCH);
  g_assert_null (check_text (other, BASE, OWN, NULL));
}

/* A link that makes no sense names no server. */
static void
test_odd_links (void)
{
  static const char *const links[] = {
    "", "/", "://", "https://", "https:///", "https://a", "Observation?x=://", "a/b://c/Patient",
    "https://Patient", "https://other.example/?next=" BASE "/Observation", "?", "#",
  };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *page
          = g_strdup_printf ("{'resourceType':'Bundle','link':[{'relation':'self','url':'%s'}],"
                             "'entry':[" SUBJECT ("https://other.example/Patient/p1") "]}",
                             links[i]);
      g_autoptr (KinBundle) bundle = check_text (page, BASE, OWN, NULL);

      g_test_message ("%s", links[i]);
      g_assert_cmpint (kin_bundle_get_state_at (bundle, 0), ==, KIN_ENTRY_QUARANTINE);
    }
}

/* The check leaves the Bundle as it was, and the new one keeps all that it had. */
static void
test_unchanged (void)
{
  g_autoptr (GBytes) bytes = sample_bytes ("{'resourceType':'Bundle','type':'searchset','link':["
                                           "{'relation':'next','url':'n'}],'entry':["
                                           OBS ("'status':'final'") "]}");
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  g_autoptr (KinBundle) checked = kin_bundle_check_person (bundle, BASE, OWN, NULL);

  g_assert_cmpint (kin_bundle_get_state_at (bundle, 0), ==, KIN_ENTRY_MATCH);
  g_assert_cmpint (kin_bundle_get_state_at (checked, 0), ==, KIN_ENTRY_QUARANTINE);
  g_clear_pointer (&bundle, kin_bundle_unref);
  g_assert_cmpstr (kin_bundle_get_next (checked), ==, "n");
  g_assert_cmpstr (kin_bundle_get_id_at (checked, 0), ==, "o");
  g_assert_nonnull (kin_bundle_get_reason_at (checked, 0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle-person/planted", test_planted);
  g_test_add_func ("/bundle-person/welcome", test_welcome);
  g_test_add_func ("/bundle-person/files", test_files);
  g_test_add_func ("/bundle-person/whole-page", test_whole_page);
  g_test_add_func ("/bundle-person/own-name", test_own_name);
  g_test_add_func ("/bundle-person/odd-links", test_odd_links);
  g_test_add_func ("/bundle-person/unchanged", test_unchanged);

  return g_test_run ();
}
