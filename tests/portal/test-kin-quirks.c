/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-quirks"

#include "config.h"

#include <string.h>

#include "kin-portal-private.h"

#define SMART "{\"authorization_endpoint\":\"https://clinic.example/a\"," \
              "\"token_endpoint\":\"https://clinic.example/t\"}"

/* Reads both documents of a portal at @base, as far as it has them. */
static gboolean
read_portal (KinPortalParts  *parts,
             const char      *base,
             GBytes          *smart,
             GBytes          *statement,
             GError         **error)
{
  g_autofree char *slashed = g_strconcat (base, "/", NULL);

  kin_portal_parts_init (parts);
  parts->base = g_strdup (base);
  parts->base_uri = g_uri_parse (slashed, G_URI_FLAGS_ENCODED, NULL);
  return (smart == NULL || kin_discovery_read_smart (parts, smart, error)) &&
         (statement == NULL || kin_discovery_read_fhir (parts, statement, error));
}

/* What a portal at @base with this statement is taken for. */
static const KinQuirks *
read_statement (const char *base,
                GBytes     *statement)
{
  g_auto (KinPortalParts) parts = { NULL };
  g_autoptr (GBytes) smart = g_bytes_new_static (SMART, strlen (SMART));
  g_autoptr (GError) error = NULL;

  read_portal (&parts, base, smart, statement, &error);
  g_assert_no_error (error);
  return parts.quirks;
}

/* The same, of a statement with these members; single quotes stand for double ones. */
static const KinQuirks *
find (const char *base,
      const char *members)
{
  g_autofree char *text = g_strdup_printf ("{'resourceType':'CapabilityStatement',%s%s"
                                           "'fhirVersion':'4.0.1'}", members,
                                           *members != '\0' ? "," : "");
  g_autoptr (GBytes) bytes = NULL;

  g_strdelimit (text, "'", '"');
  bytes = g_bytes_new (text, strlen (text));
  return read_statement (base, bytes);
}

#define CLINIC "https://fhir.clinic.example/api/FHIR/R4"

static void
test_vendors (void)
{
  static const struct
  {
    const char *base;
    const char *members;
    const char *vendor;
  } rows[] = {
    { CLINIC, "", "plain" },
    { CLINIC, "'software':{'name':'Something'},'publisher':'Somebody'", "plain" },
    { CLINIC, "'software':{'name':'Epic','version':'May 2026'}", "Epic" },
    { CLINIC, "'software':{'name':' EPIC '}", "Epic" },
    { "https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4", "", "Epic" },
    { CLINIC, "'publisher':'Cerner','implementation':{'description':"
              "'Cerner implementation of FHIR on top of Millennium'}", "Oracle" },
    { CLINIC, "'publisher':'Oracle Health'", "Oracle" },
    { "https://fhir-myrecord.cerner.com/r4/abc", "", "Oracle" },
    { CLINIC, "'implementation':{'url':'https://fhir-myrecord.cerner.com/r4/abc'}", "Oracle" },
    { "https://api.platform.athenahealth.com/fhir/r4", "", "athenahealth" },
    { CLINIC, "'publisher':'athenahealth'", "athenahealth" },
    { CLINIC, "'software':{'name':'Veradigm FHIR Server'}", "Veradigm" },
    { "https://open.allscripts.com/fhirroute/r4/1", "", "Veradigm" },
    { "https://sandbox-api.va.gov/services/fhir/v0/r4", "", "VA" },
    { CLINIC, "'publisher':'Department of Veterans Affairs'", "VA" },
    { "https://sandbox.bluebutton.cms.gov/v2/fhir", "", "Blue Button" },
    { "https://api.medplum.com/fhir/R4", "", "Medplum" },
    { "http://127.0.0.1:8103/fhir/R4", "'software':{'name':'medplum'}", "Medplum" },
    /* A name inside another one is another one. */
    { CLINIC, "'software':{'name':'Epicurus'},'publisher':'Cernerova'", "plain" },
    { "https://not-epic.com/fhir", "", "plain" },
    { "https://epic.com.clinic.example/fhir", "", "plain" },
    /* A clinic is not its software. */
    { CLINIC, "'implementation':{'description':'Epic Street Clinic'}", "plain" },
    /* Where they contradict each other: the software, then who made it, then the place. */
    { "https://gateway.cerner.com/x", "'software':{'name':'Epic'},'publisher':'athenahealth'",
      "Epic" },
    { "https://gateway.cerner.com/x", "'publisher':'athenahealth'", "athenahealth" },
    /* What is no text says nothing. */
    { CLINIC, "'software':{'name':7},'publisher':['Cerner'],'implementation':'x'", "plain" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const KinQuirks *quirks = find (rows[i].base, rows[i].members);

      g_test_message ("%s %s", rows[i].base, rows[i].members);
      g_assert_cmpstr (kin_quirks_get_vendor (quirks), ==, rows[i].vendor);
    }
}

/* The plain ones change nothing, so that an unknown portal is asked as the standard says. */
static void
test_plain (void)
{
  const KinQuirks *plain = find (CLINIC, "");

  g_assert_cmpuint (kin_quirks_get_page_size (plain, "Observation"), ==, 100);
  g_assert_null (kin_quirks_get_filters (plain, "Observation"));
  g_assert_false (kin_quirks_is_closed (plain, "Account"));
  g_assert_false (kin_quirks_comes_alone (plain, "Goal"));
  g_assert_null (kin_quirks_dup_practice (plain, "a-7.E-12"));
  g_assert_false (kin_quirks_since_is_day (plain));
  g_assert_false (kin_quirks_ends_empty (plain));
  g_assert_true (kin_quirks_stays_connected (plain));
  g_assert_false (kin_quirks_repeats_scope (plain));
  g_assert_true (kin_quirks_is_stale (plain, "invalid_grant"));
  g_assert_true (kin_quirks_is_stale (plain, NULL));
  g_assert_false (kin_quirks_is_stale (plain, "invalid_request"));
}

static void
test_differences (void)
{
  const KinQuirks *epic = &kin_quirks_epic;
  const KinQuirks *oracle = &kin_quirks_oracle;
  const KinQuirks *athena = &kin_quirks_athena;
  g_autofree char *practice = kin_quirks_dup_practice (athena, "a-195900.E-12");

  g_assert_true (g_strv_contains (kin_quirks_get_filters (epic, "Observation"),
                                  "category=obstetrics-gynecology"));
  g_assert_true (g_strv_contains (kin_quirks_get_filters (epic, "CarePlan"),
                                  "category=38717003"));
  g_assert_null (kin_quirks_get_filters (epic, "Goal"));
  g_assert_cmpuint (kin_quirks_get_page_size (oracle, "Observation"), ==, 200);
  g_assert_cmpuint (kin_quirks_get_page_size (oracle, "DocumentReference"), ==, 100);
  g_assert_true (kin_quirks_is_closed (oracle, "Account"));
  g_assert_false (kin_quirks_is_closed (oracle, "Coverage"));
  g_assert_true (kin_quirks_comes_alone (oracle, "Procedure"));
  g_assert_cmpstr (practice, ==, "ah-practice=Organization/a-1.Practice-195900");
  g_assert_null (kin_quirks_dup_practice (athena, "12"));
  g_assert_null (kin_quirks_dup_practice (athena, "a-12"));
  g_assert_true (kin_quirks_repeats_scope (athena));
  g_assert_false (kin_quirks_stays_connected (&kin_quirks_veradigm));
  g_assert_true (kin_quirks_ends_empty (&kin_quirks_va));
  g_assert_true (kin_quirks_is_stale (&kin_quirks_medplum, "invalid_request"));
  g_assert_false (kin_quirks_is_stale (&kin_quirks_medplum, "invalid_client"));
}

/* A file of the shared data, unpacked, or NULL where there is none. */
static GBytes *
read_shared (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("KIN_SHARED"), "data", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) converter
    = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) plain = NULL;
  g_autoptr (GOutputStream) all = g_memory_output_stream_new_resizable ();

  if (packed == NULL)
    return NULL;
  plain = g_str_has_suffix (name, ".gz") ? g_converter_input_stream_new (packed, converter)
                                         : g_object_ref (packed);
  g_output_stream_splice (all, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (all));
}

#define CAPTURED "server-responses/"
#define LAUNCHER "https://r4.smarthealthit.org"
#define HEALTH   "https://fhir-myrecord.cerner.com/r4/ec2458f2-1e24-41c8-b71b-0e701af7583d"
#define STATEMENT CAPTURED "smart-launcher-v2/CapabilityStatement.json.gz"
#define SIGN_IN   CAPTURED "fhir-kit-client/well-known.json"
#define OF_CERNER CAPTURED "lantern/authorization_cerner_smart_response.json"

/* As real ones say it: what each of them decides. */
static void
test_captured (void)
{
  static const struct
  {
    const char *base;
    const char *smart;
    const char *statement;
    int error;
    const char *vendor;
  } rows[] = {
    { LAUNCHER, SIGN_IN, STATEMENT, -1, "plain" },
    { HEALTH, OF_CERNER, STATEMENT, -1, "Oracle" },
    { LAUNCHER, NULL, STATEMENT, KIN_PORTAL_ERROR_NO_SIGN_IN, NULL },
    /* It has a version that we do not speak, wherever the sign-in is. */
    { CLINIC, NULL, CAPTURED "fhir-kit-client/no-smart-oauth-uri-capability-statement.json",
      KIN_PORTAL_ERROR_FHIR_VERSION, NULL },
    { CLINIC, SIGN_IN, CAPTURED "fhir-kit-client/no-smart-oauth-uri-capability-statement.json",
      KIN_PORTAL_ERROR_FHIR_VERSION, NULL },
    /* What is there instead of a statement. */
    { CLINIC, SIGN_IN, CAPTURED "fhir-kit-client/unknown-resource.json",
      KIN_PORTAL_ERROR_NOT_A_PORTAL, NULL },
    { CLINIC, SIGN_IN, CAPTURED "fhir-kit-client/patient-not-found.json",
      KIN_PORTAL_ERROR_NOT_A_PORTAL, NULL },
    { CLINIC, SIGN_IN, CAPTURED "fhir-kit-client/search-results-page-1.json",
      KIN_PORTAL_ERROR_NOT_A_PORTAL, NULL },
    { CLINIC, SIGN_IN, OF_CERNER, KIN_PORTAL_ERROR_NOT_A_PORTAL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (KinPortalParts) parts = { NULL };
      g_autoptr (GBytes) smart = rows[i].smart != NULL ? read_shared (rows[i].smart) : NULL;
      g_autoptr (GBytes) statement = read_shared (rows[i].statement);
      g_autoptr (GError) error = NULL;

      if (statement == NULL)
        {
          g_test_skip ("no shared test data");
          return;
        }
      g_test_message ("%s, %s", rows[i].smart, rows[i].statement);
      read_portal (&parts, rows[i].base, smart, statement, &error);
      if (rows[i].error < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, rows[i].error);
      if (rows[i].vendor != NULL)
        g_assert_cmpstr (kin_quirks_get_vendor (parts.quirks), ==, rows[i].vendor);
    }
}

/* Where a portal signs people in, and what it wants an app to prove. Neither of these takes a key,
 * and both let an app in that has no secret. */
static void
test_captured_sign_in (void)
{
  static const struct
  {
    const char *base;
    const char *smart;
    const char *token_host;
    gboolean has_issuer;
    const char *capability;
    const char *other;
  } rows[] = {
    { LAUNCHER, SIGN_IN, "launch.smarthealthit.org", FALSE, "permission-offline", "permission-v2" },
    { HEALTH, OF_CERNER, "authorization.cerner.com", TRUE, "permission-v2", "permission-offline" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (KinPortalParts) parts = { NULL };
      g_autoptr (GBytes) smart = read_shared (rows[i].smart);
      g_autoptr (GError) error = NULL;

      if (smart == NULL)
        {
          g_test_skip ("no shared test data");
          return;
        }
      read_portal (&parts, rows[i].base, smart, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_uri_get_host (parts.token), ==, rows[i].token_host);
      g_assert_nonnull (parts.authorize);
      g_assert_false (parts.wants_secret);
      g_assert_null (parts.key_algorithm);
      g_assert_null (parts.registration);
      g_assert_cmpint (parts.issuer != NULL, ==, rows[i].has_issuer);
      g_assert_true (g_hash_table_contains (parts.capabilities, rows[i].capability));
      g_assert_false (g_hash_table_contains (parts.capabilities, rows[i].other));
    }
}

/* All that a vendor's own list of clinics names. */
static void
test_addresses (void)
{
  g_autoptr (GBytes) list = read_shared ("endpoints/Cerner_Corporation_EndpointSources.json.gz");
  g_autoptr (KinJson) json = NULL;
  KinJsonIter iter;
  KinJsonNode clinic;
  guint n = 0;

  if (list == NULL)
    {
      g_test_skip ("no shared test data");
      return;
    }
  json = kin_json_new (list, NULL);
  kin_json_iter_init (&iter, kin_json_node_get (kin_json_get_root (json), "Endpoints"));
  while (kin_json_iter_next (&iter, NULL, &clinic))
    {
      g_autofree char *url = kin_json_node_dup_string (kin_json_node_get (clinic, "URL"));
      g_autoptr (GUri) base = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
      KinQuirksSigns signs = { .base = base };

      g_assert_cmpstr (kin_quirks_get_vendor (kin_quirks_find (&signs)), ==, "Oracle");
      n++;
    }
  g_assert_cmpuint (n, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/quirks/vendors", test_vendors);
  g_test_add_func ("/portal/quirks/plain", test_plain);
  g_test_add_func ("/portal/quirks/differences", test_differences);
  g_test_add_func ("/portal/quirks/captured", test_captured);
  g_test_add_func ("/portal/quirks/captured-sign-in", test_captured_sign_in);
  g_test_add_func ("/portal/quirks/addresses", test_addresses);

  return g_test_run ();
}
