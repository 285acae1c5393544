/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-discovery"

#include "config.h"

#include <string.h>

#include "kin-fault-server.h"
#include "kin-origin-private.h"
#include "kin-portal-private.h"
#include "kin-test-connection.h"

#define BASE "https://clinic.example/fhir"

#define SMART_END "\"code_challenge_methods_supported\":[\"S256\"]}"
#define SMART                                                                                    \
  "{\"authorization_endpoint\":\"https://clinic.example/auth\","                                 \
  "\"token_endpoint\":\"https://clinic.example/token\"," SMART_END
#define FHIR                                                                                     \
  "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"format\":[\"json\"],"    \
  "\"rest\":[{\"mode\":\"server\"}]}"
#define OAUTH_URIS(authorize, token)                                                             \
  "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"rest\":[{\"mode\":" \
  "\"server\",\"security\":{\"extension\":[{\"url\":\"http://fhir-registry.smarthealthit.org/" \
  "StructureDefinition/oauth-uris\",\"extension\":[{\"url\":\"authorize\",\"valueUri\":"          \
  "\"" authorize "\"},{\"url\":\"token\",\"valueUri\":\"" token "\"}]}]}}]}"

static KinPortal *
read_documents (const char  *smart,
                const char  *fhir,
                GError     **error)
{
  g_auto (KinPortalParts) parts = { NULL };
  g_autoptr (GBytes) fhir_bytes = g_bytes_new_static (fhir, strlen (fhir));

  kin_portal_parts_init (&parts);
  parts.base = g_strdup (BASE);
  parts.base_uri = kin_origin_parse (BASE "/", NULL);
  if (smart != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (smart, strlen (smart));

      if (!kin_discovery_read_smart (&parts, bytes, error))
        return NULL;
    }
  if (!kin_discovery_read_fhir (&parts, fhir_bytes, error))
    return NULL;
  return kin_portal_new (&parts);
}

/* Each way in which a portal cannot be used has its own reason (rules T-02, T-09). */
static void
test_gates (void)
{
  static const struct
  {
    const char *smart;
    const char *fhir;
    int code;
  } cases[] = {
    { SMART, FHIR, -1 },
    { NULL, OAUTH_URIS ("https://a.example/x", "https://a.example/y"), -1 },
    { "{\"token_endpoint\":\"token\",\"authorization_endpoint\":\"/auth\"}", FHIR, -1 },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"https://a.example/y\",\"code_challenge_methods_supported\":[\"plain\",\"S256\"]}",
      FHIR, -1 },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"https://a.example/y\",\"code_challenge_methods_supported\":[\"plain\"]}",
      FHIR, KIN_PORTAL_ERROR_NO_PKCE },
    { "{\"code_challenge_methods_supported\":[]}", FHIR, KIN_PORTAL_ERROR_NO_PKCE },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"http://a.example/y\"," SMART_END, FHIR, KIN_PORTAL_ERROR_NOT_SECURE },
    { "{\"authorization_endpoint\":\"http://a.example/x\",\"token_endpoint\":"
      "\"https://a.example/y\"," SMART_END, FHIR, KIN_PORTAL_ERROR_NOT_SECURE },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"http://127.0.0.1:8080/y\"," SMART_END, FHIR, KIN_PORTAL_ERROR_NOT_SECURE },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"https://u:p@a.example/y\"," SMART_END, FHIR, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "{\"authorization_endpoint\":\"javascript:alert(1)\",\"token_endpoint\":"
      "\"https://a.example/y\"," SMART_END, FHIR, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"https://a.example/y\",\"issuer\":\"http://a.example\"," SMART_END, FHIR,
      KIN_PORTAL_ERROR_NOT_SECURE },
    { "{\"authorization_endpoint\":\"https://a.example/x\",\"token_endpoint\":"
      "\"https://a.example/y\",\"revocation_endpoint\":\"http://a.example\"," SMART_END, FHIR,
      KIN_PORTAL_ERROR_NOT_SECURE },
    { "{\"authorization_endpoint\":\"https://a.example/x\"," SMART_END, FHIR,
      KIN_PORTAL_ERROR_NO_SIGN_IN },
    { "{\"authorization_endpoint\":7,\"token_endpoint\":[]," SMART_END, FHIR,
      KIN_PORTAL_ERROR_NO_SIGN_IN },
    { "[]", FHIR, KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { "{\"a\":", FHIR, KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { NULL, FHIR, KIN_PORTAL_ERROR_NO_SIGN_IN },
    { NULL, OAUTH_URIS ("http://a.example/x", "https://a.example/y"),
      KIN_PORTAL_ERROR_NOT_SECURE },
    { SMART, "{}", KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { SMART, "<Conformance/>", KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { SMART, "{\"resourceType\":\"Conformance\",\"fhirVersion\":\"1.0.2\"}",
      KIN_PORTAL_ERROR_NOT_A_PORTAL },
    { SMART, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"3.0.1\"}",
      KIN_PORTAL_ERROR_FHIR_VERSION },
    { SMART, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"5.0.0\"}",
      KIN_PORTAL_ERROR_FHIR_VERSION },
    { SMART, "{\"resourceType\":\"CapabilityStatement\"}", KIN_PORTAL_ERROR_FHIR_VERSION },
    { SMART, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.3.0\"}", -1 },
    { SMART, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\","
             "\"format\":[\"xml\"]}", KIN_PORTAL_ERROR_NO_JSON },
    { SMART, "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\","
             "\"format\":[\"xml\",\"application/fhir+json\"]}", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinPortal) portal = read_documents (cases[i].smart, cases[i].fhir, &error);

      g_test_message ("case %zu", i);
      g_assert_cmpint (portal != NULL, ==, cases[i].code < 0);
      if (cases[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
    }
}

static void
test_abilities (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinPortal) portal = read_documents (
    "{\"authorization_endpoint\":\"https://clinic.example/auth\",\"token_endpoint\":"
    "\"https://clinic.example/token\",\"revocation_endpoint\":\"https://clinic.example/revoke\","
    "\"management_endpoint\":\"https://clinic.example/apps\",\"issuer\":\"https://clinic.example\","
    "\"capabilities\":[\"permission-v2\",7]," SMART_END,
    "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"format\":[\"json\"],"
    "\"software\":{\"name\":\"Made Up\"},\"implementation\":{\"description\":\"Hill Clinic\"},"
    "\"rest\":[{\"mode\":\"client\",\"resource\":[{\"type\":\"Goal\"}]},{\"mode\":\"server\","
    "\"resource\":[{\"type\":\"Observation\",\"interaction\":[{\"code\":\"search-type\"}],"
    "\"searchParam\":[{\"name\":\"category\"}],\"searchRevInclude\":[\"Provenance:target\"]},"
    "{\"type\":\"MedicationRequest\",\"searchInclude\":[\"*\"]},{\"type\":7},\"x\"]}]}", &error);
  g_auto (GStrv) types = NULL;

  g_assert_no_error (error);
  types = kin_portal_dup_types (portal);
  g_assert_cmpuint (g_strv_length (types), ==, 2);
  g_assert_cmpstr (kin_portal_get_name (portal), ==, "Hill Clinic");
  g_assert_cmpstr (kin_quirks_get_vendor (kin_portal_get_quirks (portal)), ==, "plain");
  g_assert_cmpstr (kin_portal_get_management (portal), ==, "https://clinic.example/apps");
  g_assert_true (kin_portal_can_revoke (portal));
  g_assert_true (kin_portal_has_capability (portal, "permission-v2"));
  g_assert_true (kin_portal_has_type (portal, "Observation"));
  g_assert_false (kin_portal_has_type (portal, "Goal"));
  g_assert_true (kin_portal_has_interaction (portal, "Observation", "search-type"));
  g_assert_false (kin_portal_has_interaction (portal, "Observation", "read"));
  g_assert_true (kin_portal_has_search (portal, "Observation", "category"));
  g_assert_false (kin_portal_has_search (portal, "MedicationRequest", "category"));
  g_assert_true (kin_portal_has_rev_include (portal, "Observation", "Provenance:target"));
  g_assert_false (kin_portal_has_include (portal, "Observation", "Observation:encounter"));
  g_assert_true (kin_portal_has_include (portal, "MedicationRequest",
                                         "MedicationRequest:medication"));
}

/* A token is not given back to a host that never had it. */
static void
test_foreign_revoke (void)
{
  g_autoptr (KinPortal) portal = read_documents (
    "{\"authorization_endpoint\":\"https://clinic.example/auth\",\"token_endpoint\":"
    "\"https://clinic.example/token\",\"revocation_endpoint\":\"https://evil.example/r\","
    SMART_END, FHIR, NULL);

  g_assert_false (kin_portal_can_revoke (portal));
}

/* Later, the portal names other hosts: nothing is sent there (rule N-04). */
static void
test_pin (void)
{
  static const struct
  {
    const char *authorize;
    const char *token;
    const char *issuer;
    gboolean same;
  } cases[] = {
    { "https://clinic.example/auth", "https://clinic.example/token", "https://i.example", TRUE },
    { "https://clinic.example/auth2", "https://CLINIC.example:443/t", "https://i.example", TRUE },
    { "https://clinic.example/auth", "https://clinic.example/token", NULL, TRUE },
    { "https://clinic.example/auth", "https://clinic.example/token", "https://j.example", FALSE },
    { "https://clinic.example/auth", "https://evil.example/token", "https://i.example", FALSE },
    { "https://evil.example/auth", "https://clinic.example/token", "https://i.example", FALSE },
    { "https://clinic.example/auth", "https://clinic.example:8443/t", "https://i.example", FALSE },
  };
  g_autofree char *pin = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *issuer = cases[i].issuer != NULL
                                  ? g_strdup_printf ("\"issuer\":\"%s\",", cases[i].issuer)
                                  : g_strdup ("");
      g_autofree char *smart = g_strdup_printf (
        "{\"authorization_endpoint\":\"%s\",\"token_endpoint\":\"%s\",%s" SMART_END,
        cases[i].authorize, cases[i].token, issuer);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinPortal) portal = read_documents (smart, FHIR, NULL);

      if (pin == NULL)
        pin = kin_portal_dup_pin (portal);
      g_assert_cmpint (kin_portal_check_pin (portal, pin, &error), ==, cases[i].same);
      if (!cases[i].same)
        g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_HOSTS_CHANGED);
      g_clear_error (&error);
      g_assert_false (kin_portal_check_pin (portal, "garbage", &error));
    }
}

static void
test_check_base (void)
{
  static const struct
  {
    const char *typed;
    const char *base;
    int code;
  } cases[] = {
    { "https://clinic.example/fhir", BASE, -1 },
    { " https://clinic.example/fhir/ ", BASE, -1 },
    { "clinic.example/fhir", BASE, -1 },
    { "https://clinic.example:443/fhir//", BASE, -1 },
    { "https://clinic.example/", "https://clinic.example", -1 },
    { "http://127.0.0.1:8080/fhir", "http://127.0.0.1:8080/fhir", -1 },
    { "https://kl\xc3\xadnik.example/fhir", "https://xn--klnik-0sa.example/fhir", -1 },
    { "http://clinic.example/fhir", NULL, KIN_PORTAL_ERROR_NOT_SECURE },
    { "http://localhost:8080/fhir", NULL, KIN_PORTAL_ERROR_NOT_SECURE },
    { "https://clinic.example/fhir?x=1", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://clinic.example/fhir#x", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://a:b@clinic.example/fhir", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "https://clinic.example/a b", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "file:///etc/passwd", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
    { "", NULL, KIN_PORTAL_ERROR_BAD_ADDRESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *base = kin_portal_check_base (cases[i].typed, &error);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (base, ==, cases[i].base);
      if (cases[i].code >= 0)
        g_assert_error (error, KIN_PORTAL_ERROR, cases[i].code);
    }
}

static GError *
discover_error (FaultServer *server)
{
  g_autoptr (KinHttp) http = test_http_new ();
  g_autofree char *base = fault_server_url (server, "/fhir");
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  g_autoptr (KinPortal) portal = NULL;

  kin_portal_discover_async (http, base, NULL, wait_cb, &result);
  portal = kin_portal_discover_finish (wait_for (&result), &error);
  g_assert_cmpint (portal != NULL, ==, error == NULL);
  return error;
}

static void
test_over_the_wire (void)
{
  g_autoptr (FaultServer) server = fault_server_new (NULL, NULL);
  g_autofree char *large = g_strnfill (3 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  error = discover_error (server);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_A_PORTAL);
  g_clear_error (&error);

  test_portal_serve (server, NULL);
  error = discover_error (server);
  g_assert_no_error (error);

  fault_server_say (server, "/fhir/.well-known/smart-configuration", 200, NULL, large);
  error = discover_error (server);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* A portal whose front page answers everything it does not know. */
  fault_server_say (server, "/fhir/.well-known/smart-configuration", 200,
                    "Content-Type: text/html\r\n", "<html>");
  error = discover_error (server);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_SIGN_IN);
  g_clear_error (&error);

  fault_server_say (server, "/fhir/metadata", 200, "Content-Type: text/html\r\n", "<html>");
  error = discover_error (server);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NETWORK_SIGN_IN);
  g_clear_error (&error);

  fault_server_say (server, "/fhir/metadata", 302, "Location: https://other.example/metadata\r\n",
                    "");
  error = discover_error (server);
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_OTHER_HOST);
}

#define PROOFS(more)                                                                             \
  "{\"authorization_endpoint\":\"/auth\",\"token_endpoint\":\"/token\"," more "," SMART_END
#define METHODS "\"token_endpoint_auth_methods_supported\":"
#define ALGORITHMS "\"token_endpoint_auth_signing_alg_values_supported\":"
#define KEYS METHODS "[\"private_key_jwt\"]"

/* What a key has to sign with, and where none is taken. RS384 goes before ES384, which is refused
 * by clinics whose vendor takes it (portal-quirks 21). */
static void
test_keys (void)
{
  static const struct
  {
    const char *smart;
    const char *algorithm;
    gboolean    wants_secret;
  } cases[] = {
    { SMART, NULL, FALSE },
    { PROOFS (METHODS "[\"none\",\"client_secret_basic\"]"), NULL, FALSE },
    { PROOFS (METHODS "[\"client_secret_basic\"]"), NULL, TRUE },
    { PROOFS (METHODS "[\"client_secret_basic\"],\"capabilities\":[\"client-public\"]"), NULL,
      FALSE },
    { PROOFS (KEYS), "RS384", FALSE },
    { PROOFS (KEYS "," ALGORITHMS "[\"ES384\",\"RS384\"]"), "RS384", FALSE },
    { PROOFS (KEYS "," ALGORITHMS "[\"ES384\",\"RS256\"]"), "ES384", FALSE },
    { PROOFS (KEYS "," ALGORITHMS "[\"RS256\",\"none\"]"), NULL, FALSE },
    { PROOFS ("\"capabilities\":[\"client-confidential-asymmetric\"]"), "RS384", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinPortal) portal = read_documents (cases[i].smart, FHIR, &error);

      g_test_message ("case %zu", i);
      g_assert_no_error (error);
      g_assert_cmpstr (kin_portal_get_key_algorithm (portal), ==, cases[i].algorithm);
      g_assert_cmpint (kin_portal_wants_secret (portal), ==, cases[i].wants_secret);
    }
}

#define EPIC                                                                                   \
  "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\",\"format\":[\"json\"],"  \
  "\"software\":{\"name\":\"Epic\"},\"rest\":[{\"mode\":\"server\"}]}"
#define REGISTRATION "\"registration_endpoint\":"
#define GRANTS "\"grant_types_supported\":"

/* Apps register at most portals that offer it, and devices at Epic's, whose documents often do not
 * say where. Nobody registers at another server. */
static void
test_registration (void)
{
  static const struct
  {
    const char *smart;
    const char *fhir;
    gboolean    apps;
    gboolean    devices;
  } cases[] = {
    { SMART, FHIR, FALSE, FALSE },
    { PROOFS (REGISTRATION "\"/register\""), FHIR, TRUE, FALSE },
    { PROOFS (REGISTRATION "\"https://other.example/register\""), FHIR, FALSE, FALSE },
    { "{" REGISTRATION "\"https://clinic.example/register\"," SMART_END,
      OAUTH_URIS ("https://clinic.example/auth", "https://clinic.example/token"), TRUE, FALSE },
    { "{" REGISTRATION "\"https://other.example/register\"," SMART_END,
      OAUTH_URIS ("https://clinic.example/auth", "https://clinic.example/token"), FALSE, FALSE },
    { SMART, EPIC, FALSE, TRUE },
    { PROOFS (REGISTRATION "\"/register\""), EPIC, FALSE, TRUE },
    { PROOFS (GRANTS "[\"authorization_code\"]"), EPIC, FALSE, FALSE },
    { PROOFS (GRANTS "[\"urn:ietf:params:oauth:grant-type:jwt-bearer\"]"), EPIC, FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (KinPortal) portal = read_documents (cases[i].smart, cases[i].fhir, NULL);

      g_test_message ("case %zu", i);
      g_assert_cmpint (kin_portal_can_register (portal), ==, cases[i].apps);
      g_assert_cmpint (kin_portal_takes_devices (portal), ==, cases[i].devices);
      if (cases[i].devices)
        {
          g_autofree char *url = g_uri_to_string (kin_portal_get_registration (portal));

          g_assert_cmpstr (url, ==, "https://clinic.example/register");
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/discovery/gates", test_gates);
  g_test_add_func ("/portal/discovery/abilities", test_abilities);
  g_test_add_func ("/portal/discovery/foreign-revoke", test_foreign_revoke);
  g_test_add_func ("/portal/discovery/pin", test_pin);
  g_test_add_func ("/portal/discovery/check-base", test_check_base);
  g_test_add_func ("/portal/discovery/keys", test_keys);
  g_test_add_func ("/portal/discovery/registration", test_registration);
  g_test_add_func ("/portal/discovery/over-the-wire", test_over_the_wire);

  return g_test_run ();
}
