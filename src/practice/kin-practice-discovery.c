/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-discovery"

#include "config.h"

#include "kin-practice-discovery.h"

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_url (JsonBuilder *builder, const char *name, const char *origin, const char *path)
{
  g_autofree char *url = g_strconcat (origin, path, NULL);

  add_text (builder, name, url);
}

static void
add_texts (JsonBuilder *builder, const char *name, const char *const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

/* What smart-configuration and openid-configuration both say. */
static void
add_authorization (JsonBuilder *builder, const char *origin)
{
  const char *const grants[] = { "authorization_code", "refresh_token", NULL };
  const char *const responses[] = { "code", NULL };
  const char *const challenges[] = { "S256", NULL };
  const char *const clients[]
      = { "none", "client_secret_basic", "client_secret_post", "private_key_jwt", NULL };
  const char *const signatures[] = { "RS384", "ES384", NULL };

  add_text (builder, "issuer", origin);
  add_url (builder, "jwks_uri", origin, "/jwks");
  add_url (builder, "authorization_endpoint", origin, "/authorize");
  add_url (builder, "token_endpoint", origin, "/token");
  add_url (builder, "revocation_endpoint", origin, "/revoke");
  add_texts (builder, "grant_types_supported", grants);
  add_texts (builder, "response_types_supported", responses);
  add_texts (builder, "code_challenge_methods_supported", challenges);
  add_texts (builder, "token_endpoint_auth_methods_supported", clients);
  add_texts (builder, "token_endpoint_auth_signing_alg_values_supported", signatures);
  json_builder_set_member_name (builder, "authorization_response_iss_parameter_supported");
  json_builder_add_boolean_value (builder, TRUE);
}

static void
add_scopes (JsonBuilder *builder, KinPracticeCare *care)
{
  GPtrArray *types = kin_practice_care_get_types (care);
  const char *const plain[] = { "openid", "fhirUser", "launch/patient", "offline_access", NULL };

  json_builder_set_member_name (builder, "scopes_supported");
  json_builder_begin_array (builder);
  for (guint i = 0; plain[i] != NULL; i++)
    json_builder_add_string_value (builder, plain[i]);
  for (guint i = 0; i < types->len; i++)
    {
      g_autofree char *second
          = g_strdup_printf ("patient/%s.rs", (char *) g_ptr_array_index (types, i));
      g_autofree char *first
          = g_strdup_printf ("patient/%s.read", (char *) g_ptr_array_index (types, i));

      json_builder_add_string_value (builder, second);
      json_builder_add_string_value (builder, first);
    }
  json_builder_end_array (builder);
}

static KinPracticeAnswer *
changed_answer (JsonBuilder *builder, const char *type, const KinPracticeRule *rule)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, type);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  kin_practice_rule_change (rule, json_node_get_object (root));
  text = json_to_string (root, FALSE);
  kin_practice_answer_add_text (answer, text);
  return answer;
}

/**
 * kin_practice_discovery_smart:
 * @origin: where this portal listens
 * @base: the FHIR base URL
 * @care: what the portal knows
 * @rule: (nullable): what to say differently
 *
 * Says how to sign in (https://hl7.org/fhir/smart-app-launch/conformance.html).
 *
 * Returns: (transfer full): the smart-configuration
 */
KinPracticeAnswer *
kin_practice_discovery_smart (const char *origin, const char *base, KinPracticeCare *care,
                              const KinPracticeRule *rule)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const capabilities[]
      = { "launch-standalone",    "client-public",     "client-confidential-symmetric",
          "client-confidential-asymmetric",
          "sso-openid-connect",   "permission-offline", "context-standalone-patient",
          "permission-patient",   "permission-v1",     "permission-v2",
          NULL };

  json_builder_begin_object (builder);
  add_authorization (builder, origin);
  add_scopes (builder, care);
  add_texts (builder, "capabilities", capabilities);
  json_builder_end_object (builder);

  return changed_answer (builder, "application/json", rule);
}

/**
 * kin_practice_discovery_openid:
 * @origin: where this portal listens
 * @base: the FHIR base URL
 *
 * Says how an id_token can be checked (OpenID Connect Discovery 1.0 section 3).
 *
 * Returns: (transfer full): the openid-configuration
 */
KinPracticeAnswer *
kin_practice_discovery_openid (const char *origin, const char *base)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const subjects[] = { "public", NULL };
  const char *const signatures[] = { "RS256", NULL };

  json_builder_begin_object (builder);
  add_authorization (builder, origin);
  add_texts (builder, "subject_types_supported", subjects);
  add_texts (builder, "id_token_signing_alg_values_supported", signatures);
  json_builder_end_object (builder);

  return kin_practice_answer_new_json (SOUP_STATUS_OK, builder);
}

static void
add_code (JsonBuilder *builder, const char *code)
{
  json_builder_begin_object (builder);
  add_text (builder, "code", code);
  json_builder_end_object (builder);
}

static void
add_parameter (JsonBuilder *builder, const char *name, const char *kind)
{
  json_builder_begin_object (builder);
  add_text (builder, "name", name);
  add_text (builder, "type", kind);
  json_builder_end_object (builder);
}

static void
add_parameters (JsonBuilder *builder, const char *type)
{
  guint n;
  const KinPracticeParameter *first = kin_practice_types_first (type, &n);

  json_builder_set_member_name (builder, "searchParam");
  json_builder_begin_array (builder);
  add_parameter (builder, "_id", "token");
  add_parameter (builder, "_lastUpdated", "date");
  if (kin_practice_types_by_patient (type))
    add_parameter (builder, "patient", "reference");
  if (kin_practice_types_by_subject (type))
    add_parameter (builder, "subject", "reference");
  for (guint i = 0; i < n; i++)
    add_parameter (builder, first[i].name, kin_practice_kind_to_string (first[i].kind));
  json_builder_end_array (builder);
}

static void
add_includes (JsonBuilder *builder, const char *type)
{
  const char *const sources[] = { "Provenance:target", NULL };
  guint n;
  const KinPracticeParameter *first = kin_practice_types_first (type, &n);

  json_builder_set_member_name (builder, "searchInclude");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    if (first[i].kind == KIN_PRACTICE_REFERENCE)
      {
        g_autofree char *include = g_strdup_printf ("%s:%s", type, first[i].name);

        json_builder_add_string_value (builder, include);
      }
  json_builder_end_array (builder);
  add_texts (builder, "searchRevInclude", sources);
}

static void
add_type (JsonBuilder *builder, const char *type)
{
  json_builder_begin_object (builder);
  add_text (builder, "type", type);
  json_builder_set_member_name (builder, "interaction");
  json_builder_begin_array (builder);
  add_code (builder, "read");
  if (!g_str_equal (type, "Binary"))
    add_code (builder, "search-type");
  json_builder_end_array (builder);
  if (!g_str_equal (type, "Binary"))
    {
      add_parameters (builder, type);
      add_includes (builder, type);
    }
  json_builder_end_object (builder);
}

static void
add_oauth_uris (JsonBuilder *builder, const char *origin)
{
  const char *const uris[][2]
      = { { "authorize", "/authorize" }, { "token", "/token" }, { "revoke", "/revoke" } };

  json_builder_set_member_name (builder, "security");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "extension");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_text (builder, "url",
            "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris");
  json_builder_set_member_name (builder, "extension");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "url", uris[i][0]);
      add_url (builder, "valueUri", origin, uris[i][1]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_rest (JsonBuilder *builder, const char *origin, KinPracticeCare *care)
{
  GPtrArray *types = kin_practice_care_get_types (care);

  json_builder_set_member_name (builder, "rest");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_text (builder, "mode", "server");
  add_oauth_uris (builder, origin);
  json_builder_set_member_name (builder, "resource");
  json_builder_begin_array (builder);
  for (guint i = 0; i < types->len; i++)
    add_type (builder, g_ptr_array_index (types, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/**
 * kin_practice_discovery_metadata:
 * @origin: where this portal listens
 * @base: the FHIR base URL
 * @care: what the portal knows
 * @rule: (nullable): what to say differently
 *
 * Says what can be read and searched for
 * (https://hl7.org/fhir/R4/capabilitystatement.html).
 *
 * Returns: (transfer full): the CapabilityStatement
 */
KinPracticeAnswer *
kin_practice_discovery_metadata (const char *origin, const char *base, KinPracticeCare *care,
                                 const KinPracticeRule *rule)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *const formats[] = { "json", "application/fhir+json", NULL };

  json_builder_begin_object (builder);
  add_text (builder, "resourceType", "CapabilityStatement");
  add_text (builder, "status", "active");
  add_text (builder, "date", "2026-01-01");
  add_text (builder, "kind", "instance");
  json_builder_set_member_name (builder, "software");
  json_builder_begin_object (builder);
  add_text (builder, "name", "Kinchart practice portal");
  add_text (builder, "version", KIN_VERSION);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "implementation");
  json_builder_begin_object (builder);
  add_text (builder, "description", "A portal with made-up people, for practice");
  add_text (builder, "url", base);
  json_builder_end_object (builder);
  add_text (builder, "fhirVersion", "4.0.1");
  add_texts (builder, "format", formats);
  add_rest (builder, origin, care);
  json_builder_end_object (builder);

  return changed_answer (builder, "application/fhir+json", rule);
}
