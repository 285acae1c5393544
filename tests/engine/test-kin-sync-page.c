/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sync-page"

#include "config.h"

#include <string.h>

#include "kin-portal-error.h"
#include "kin-sync-extras-private.h"
#include "kin-sync-harvest-private.h"
#include "kin-sync-page-private.h"

#define BASE "https://portal.example/fhir"

/* A page with these entries; single quotes stand for double ones. */
static KinBundle *
make_bundle (const char *resources)
{
  g_autofree char *text = g_strdup_printf (
    "{'resourceType':'Bundle','type':'searchset','entry':[%s]}", resources);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  KinBundle *bundle;

  g_strdelimit (text, "'", '"');
  bytes = g_bytes_new (text, strlen (text));
  bundle = kin_bundle_new (bytes, &error);
  g_assert_no_error (error);
  return bundle;
}

static KinSyncPage *
read_page (const char *resources)
{
  g_autoptr (KinBundle) bundle = make_bundle (resources);
  g_autoptr (GError) error = NULL;
  KinSyncPage *page = kin_sync_page_new (bundle, BASE, "p", &error);

  g_assert_no_error (error);
  return page;
}

#define MATCH(members) "{'resource':{" members "},'search':{'mode':'match'}}"
#define OF_P "'subject':{'reference':'Patient/p'}"

static void
test_what_it_points_at (void)
{
  g_autoptr (KinSyncPage) page = read_page (
    MATCH ("'resourceType':'DocumentReference','id':'d','status':'current'," OF_P ","
           "'author':[{'reference':'Practitioner/1'},{'reference':'" BASE "/Organization/2'},"
           "{'reference':'https://other.example/fhir/Practitioner/9'},"
           "{'reference':'Patient/p'}],"
           "'content':[{'attachment':{'url':'Binary/1','contentType':'text/plain','size':7}},"
           "{'attachment':{'data':'aGk='}},{'attachment':{'url':'" BASE "/Binary/2'}}]") ","
    MATCH ("'resourceType':'DiagnosticReport','id':'r','status':'final'," OF_P ","
           "'presentedForm':[{'url':'Binary/3','contentType':'application/pdf'}]"));
  g_autofree char *references = g_strjoinv (" ", page->references);
  KinSyncFile *file;

  g_assert_cmpuint (page->matches, ==, 2);
  g_assert_false (page->says_error);
  g_assert_cmpstr (references, ==, "Organization/2 Practitioner/1");
  g_assert_cmpuint (page->files->len, ==, 3);
  file = g_ptr_array_index (page->files, 0);
  g_assert_cmpstr (file->url, ==, "Binary/1");
  g_assert_cmpstr (file->content_type, ==, "text/plain");
  g_assert_cmpint (file->size, ==, 7);
  file = g_ptr_array_index (page->files, 1);
  g_assert_cmpint (file->size, ==, -1);
}

/* A warning is no answer to the question, and an error in a 200 is a refusal. */
static void
test_outcomes (void)
{
  g_autoptr (KinSyncPage) warning = read_page (
    "{'resource':{'resourceType':'OperationOutcome','issue':[{'severity':'warning',"
    "'code':'processing'}]},'search':{'mode':'outcome'}}");
  g_autoptr (KinSyncPage) error = read_page (
    "{'resource':{'resourceType':'OperationOutcome','issue':[{'severity':'information',"
    "'code':'x'},{'severity':'error','code':'invalid'}]},'search':{'mode':'outcome'}}");

  g_assert_cmpuint (warning->matches, ==, 0);
  g_assert_false (warning->says_error);
  g_assert_true (error->says_error);
}

/* What is set aside was an answer all the same: a page of it is not the end. */
static void
test_set_aside (void)
{
  g_autoptr (KinSyncPage) page = read_page (
    MATCH ("'resourceType':'Condition','id':'whose'"));

  g_assert_cmpint (kin_bundle_get_state_at (page->bundle, 0), ==, KIN_ENTRY_QUARANTINE);
  g_assert_cmpuint (page->matches, ==, 1);
}

/* One page of someone else is refused whole. */
static void
test_someone_else (void)
{
  g_autoptr (KinBundle) bundle = make_bundle (
    MATCH ("'resourceType':'Condition','id':'a'," OF_P) ","
    MATCH ("'resourceType':'Condition','id':'b','subject':{'reference':'Patient/q'}"));
  g_autoptr (GError) error = NULL;

  g_assert_null (kin_sync_page_new (bundle, BASE, "p", &error));
  g_assert_error (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON);
}

/* Each thing is looked for once in a run, however often it is pointed at. */
static void
test_harvest (void)
{
  g_autoptr (KinSyncHarvest) harvest = kin_sync_harvest_new ();
  g_autoptr (KinSyncPage) first = read_page (
    MATCH ("'resourceType':'Procedure','id':'a','status':'completed'," OF_P ","
           "'performer':[{'actor':{'reference':'Practitioner/1'}}]"));
  g_autoptr (KinSyncPage) second = read_page (
    MATCH ("'resourceType':'Procedure','id':'b','status':'completed'," OF_P ","
           "'performer':[{'actor':{'reference':'Practitioner/1'}},"
           "{'actor':{'reference':'Practitioner/2'}}]"));
  g_auto (GStrv) once = NULL;
  g_auto (GStrv) twice = NULL;
  g_auto (GStrv) never = NULL;

  kin_sync_harvest_add (harvest, first);
  once = kin_sync_harvest_take_references (harvest);
  kin_sync_harvest_add (harvest, second);
  twice = kin_sync_harvest_take_references (harvest);
  never = kin_sync_harvest_take_references (harvest);

  g_assert_cmpstr (once[0], ==, "Practitioner/1");
  g_assert_null (once[1]);
  g_assert_cmpstr (twice[0], ==, "Practitioner/2");
  g_assert_null (twice[1]);
  g_assert_null (never[0]);
}

/* A file that is never taken is not said to come when everything is asked for. */
static void
test_large_files (void)
{
  static const struct
  {
    gint64      size;
    gsize       most;
    const char *says;
  } cases[] = {
    { -1, KIN_CLIENT_ASK_ABOVE, "asked for when everything" },
    { KIN_CLIENT_MAX_ATTACHMENT, KIN_CLIENT_ASK_ABOVE, "asked for when everything" },
    { KIN_CLIENT_MAX_ATTACHMENT + 1, KIN_CLIENT_ASK_ABOVE, "the answer is too large" },
    { -1, KIN_CLIENT_MAX_ATTACHMENT, "the answer is too large" },
  };
  g_autoptr (GError) error = g_error_new_literal (KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE,
                                                  "too large");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_nonnull (strstr (kin_sync_file_reason (error, cases[i].size, cases[i].most),
                              cases[i].says));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync-page/what-it-points-at", test_what_it_points_at);
  g_test_add_func ("/sync-page/outcomes", test_outcomes);
  g_test_add_func ("/sync-page/set-aside", test_set_aside);
  g_test_add_func ("/sync-page/someone-else", test_someone_else);
  g_test_add_func ("/sync-harvest/once", test_harvest);
  g_test_add_func ("/sync-files/large", test_large_files);

  return g_test_run ();
}
