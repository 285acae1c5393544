/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-discovery"

#include "config.h"

#include <string.h>

#include "kin-http-private.h"
#include "kin-origin-private.h"
#include "kin-outcome-private.h"
#include "kin-portal-private.h"

#define OAUTH_URIS "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris"

#define JWT_BEARER "urn:ietf:params:oauth:grant-type:jwt-bearer"

#define MAX_NAME 80

/* One look at a portal: its SMART configuration, then its CapabilityStatement. */
typedef struct
{
  KinHttp *http;
  KinPortalParts parts;
  GBytes *smart;
  GBytes *fhir;
  GError *error;             /* what the first document that matters failed with */
  guint waiting;             /* documents on their way */
} Discovery;

static void
discovery_free (Discovery *discovery)
{
  g_clear_object (&discovery->http);
  kin_portal_parts_clear (&discovery->parts);
  g_clear_pointer (&discovery->smart, g_bytes_unref);
  g_clear_pointer (&discovery->fhir, g_bytes_unref);
  g_clear_error (&discovery->error);
  g_free (discovery);
}

/* Where a document sends people or tokens: https, or http on this machine when
 * the portal itself was typed that way (rule T-09). */
static GUri *
read_endpoint (KinPortalParts  *parts,
               KinJsonNode      node,
               GError         **error)
{
  g_autofree char *text = kin_json_node_dup_string (node);
  g_autoptr (GUri) uri = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  uri = kin_origin_resolve (parts->base_uri, text, error);
  if (uri == NULL)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (uri), "http") &&
      !g_str_equal (g_uri_get_scheme (parts->base_uri), "http"))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_SECURE,
                           "the portal names an address that is not https");
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static gboolean
read_endpoint_into (KinPortalParts  *parts,
                    KinJsonNode      node,
                    GUri           **uri,
                    GError         **error)
{
  g_autoptr (GError) problem = NULL;
  GUri *found = read_endpoint (parts, node, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (found != NULL)
    {
      g_clear_pointer (uri, g_uri_unref);
      *uri = found;
    }
  return TRUE;
}

static gboolean
list_contains (KinJsonNode  list,
               const char  *text)
{
  KinJsonIter iter;
  KinJsonNode value;

  kin_json_iter_init (&iter, list);
  while (kin_json_iter_next (&iter, NULL, &value))
    if (kin_json_node_equals (value, text))
      return TRUE;
  return FALSE;
}

/* Code interception on this machine is only defended by PKCE, and only by its
 * S256 form (RFC 7636; rule T-02). A portal that does not list methods gets it
 * all the same. */
static gboolean
check_pkce (KinJsonNode   root,
            GError      **error)
{
  KinJsonNode methods = kin_json_node_get (root, "code_challenge_methods_supported");

  if (!kin_json_node_exists (methods))
    {
      g_debug ("the portal does not say whether it supports PKCE");
      return TRUE;
    }
  if (list_contains (methods, "plain"))
    g_debug ("the portal also offers plain PKCE, which is not used");
  if (list_contains (methods, "S256"))
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_PKCE,
                       "the portal does not offer PKCE with S256");
  return FALSE;
}

static void
read_capabilities (KinPortalParts *parts,
                   KinJsonNode     list)
{
  KinJsonIter iter;
  KinJsonNode value;

  kin_json_iter_init (&iter, list);
  while (kin_json_iter_next (&iter, NULL, &value))
    {
      char *text = kin_json_node_dup_string (value);

      if (text != NULL)
        g_hash_table_add (parts->capabilities, text);
    }
}

/* The issuer is compared as text, but it has to be a safe address to be one. */
static gboolean
read_issuer (KinPortalParts  *parts,
             KinJsonNode      node,
             GError         **error)
{
  g_autoptr (GUri) uri = NULL;

  if (!read_endpoint_into (parts, node, &uri, error))
    return FALSE;
  if (uri != NULL)
    parts->issuer = kin_json_node_dup_string (node);
  return TRUE;
}

/* How apps prove themselves. SMART names two algorithms, and a portal that takes keys takes both.
 * Some take the newer one at their centre and refuse it at a clinic (portal-quirks 21). */
static void
read_proofs (KinPortalParts *parts,
             KinJsonNode     root)
{
  KinJsonNode methods = kin_json_node_get (root, "token_endpoint_auth_methods_supported");
  KinJsonNode algorithms = kin_json_node_get (root,
                                              "token_endpoint_auth_signing_alg_values_supported");

  parts->wants_secret = list_contains (methods, "client_secret_basic") &&
                        !list_contains (methods, "none") &&
                        !g_hash_table_contains (parts->capabilities, "client-public");
  if (!list_contains (methods, "private_key_jwt") &&
      !g_hash_table_contains (parts->capabilities, "client-confidential-asymmetric"))
    return;
  if (!kin_json_node_exists (algorithms) || list_contains (algorithms, "RS384"))
    parts->key_algorithm = "RS384";
  else if (list_contains (algorithms, "ES384"))
    parts->key_algorithm = "ES384";
}

/* Tokens go to the hosts that know them: to be given back, or to be let in with. */
static void
drop_foreign (KinPortalParts  *parts,
              GUri           **uri)
{
  if (*uri == NULL || parts->token == NULL)
    return;
  if (!kin_origin_equal (*uri, parts->token) && !kin_origin_equal (*uri, parts->base_uri))
    g_clear_pointer (uri, g_uri_unref);
}

/**
 * kin_discovery_read_smart:
 * @parts: (inout): what is known of the portal
 * @bytes: `.well-known/smart-configuration`
 * @error: why the portal cannot be used
 *
 * Reads http://hl7.org/fhir/smart-app-launch/conformance.html. Optional
 * addresses that are not safe make the document unusable as a whole: a portal
 * that writes one is not to be trusted with the others.
 *
 * Returns: whether the document is usable
 */
gboolean
kin_discovery_read_smart (KinPortalParts  *parts,
                          GBytes          *bytes,
                          GError         **error)
{
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  g_autoptr (GUri) management = NULL;
  KinJsonNode root, grants;

  if (json == NULL || kin_json_node_get_type (kin_json_get_root (json)) != KIN_JSON_OBJECT)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_A_PORTAL,
                           "the SMART configuration is not readable");
      return FALSE;
    }
  root = kin_json_get_root (json);
  grants = kin_json_node_get (root, "grant_types_supported");
  if (!check_pkce (root, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "authorization_endpoint"),
                           &parts->authorize, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "token_endpoint"),
                           &parts->token, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "revocation_endpoint"),
                           &parts->revoke, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "registration_endpoint"),
                           &parts->registration, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "jwks_uri"), &parts->jwks, error) ||
      !read_endpoint_into (parts, kin_json_node_get (root, "management_endpoint"),
                           &management, error) ||
      !read_issuer (parts, kin_json_node_get (root, "issuer"), error))
    return FALSE;
  if (management != NULL)
    parts->management = g_uri_to_string (management);
  parts->sends_issuer = kin_json_node_get_type (kin_json_node_get (
    root, "authorization_response_iss_parameter_supported")) == KIN_JSON_TRUE;
  parts->takes_assertions = !kin_json_node_exists (grants) || list_contains (grants, JWT_BEARER);
  read_capabilities (parts, kin_json_node_get (root, "capabilities"));
  read_proofs (parts, root);
  drop_foreign (parts, &parts->revoke);
  drop_foreign (parts, &parts->registration);
  return TRUE;
}

static gboolean
check_version (KinPortalParts  *parts,
               KinJsonNode      root,
               GError         **error)
{
  parts->fhir_version = kin_json_node_dup_string (kin_json_node_get (root, "fhirVersion"));
  if (parts->fhir_version != NULL && (g_str_has_prefix (parts->fhir_version, "4.0.") ||
                                      g_str_has_prefix (parts->fhir_version, "4.3.")))
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_FHIR_VERSION,
                       "the portal does not speak FHIR R4");
  return FALSE;
}

/* The statement came as JSON; only one that lists formats without it says no. */
static gboolean
check_format (KinJsonNode   root,
              GError      **error)
{
  KinJsonNode formats = kin_json_node_get (root, "format");

  if (kin_json_node_get_length (formats) == 0 || list_contains (formats, "json") ||
      list_contains (formats, "application/fhir+json") ||
      list_contains (formats, "application/json"))
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_JSON,
                       "the portal does not send JSON");
  return FALSE;
}

static KinJsonNode
find_server (KinJsonNode root)
{
  KinJsonIter iter;
  KinJsonNode rest;

  kin_json_iter_init (&iter, kin_json_node_get (root, "rest"));
  while (kin_json_iter_next (&iter, NULL, &rest))
    if (kin_json_node_equals (kin_json_node_get (rest, "mode"), "server"))
      return rest;
  return (KinJsonNode) { NULL, NULL };
}

/* Elements are either texts, or objects with the text under @name. */
static void
read_facts (KinPortalParts *parts,
            const char     *type,
            char            kind,
            KinJsonNode     list,
            const char     *name)
{
  KinJsonIter iter;
  KinJsonNode element;

  kin_json_iter_init (&iter, list);
  while (kin_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *value = kin_json_node_dup_string (
        name != NULL ? kin_json_node_get (element, name) : element);

      if (value != NULL)
        g_hash_table_add (parts->facts, kin_portal_fact (type, kind, value));
    }
}

static void
read_types (KinPortalParts *parts,
            KinJsonNode     server)
{
  KinJsonIter iter;
  KinJsonNode resource;

  kin_json_iter_init (&iter, kin_json_node_get (server, "resource"));
  while (kin_json_iter_next (&iter, NULL, &resource))
    {
      char *type = kin_json_node_dup_string (kin_json_node_get (resource, "type"));

      if (type == NULL)
        continue;
      g_ptr_array_add (parts->types, type);
      read_facts (parts, type, KIN_PORTAL_FACT_INTERACTION,
                  kin_json_node_get (resource, "interaction"), "code");
      read_facts (parts, type, KIN_PORTAL_FACT_SEARCH,
                  kin_json_node_get (resource, "searchParam"), "name");
      read_facts (parts, type, KIN_PORTAL_FACT_INCLUDE,
                  kin_json_node_get (resource, "searchInclude"), NULL);
      read_facts (parts, type, KIN_PORTAL_FACT_REV_INCLUDE,
                  kin_json_node_get (resource, "searchRevInclude"), NULL);
    }
}

/* The older place for the addresses, in the CapabilityStatement. */
static gboolean
read_oauth_uris (KinPortalParts  *parts,
                 KinJsonNode      server,
                 GError         **error)
{
  KinJsonIter outer, inner;
  KinJsonNode extension, child;

  kin_json_iter_init (&outer, kin_json_node_get_path (server, "security.extension"));
  while (kin_json_iter_next (&outer, NULL, &extension))
    {
      if (!kin_json_node_equals (kin_json_node_get (extension, "url"), OAUTH_URIS))
        continue;
      kin_json_iter_init (&inner, kin_json_node_get (extension, "extension"));
      while (kin_json_iter_next (&inner, NULL, &child))
        {
          KinJsonNode url = kin_json_node_get (child, "url");
          GUri **uri = kin_json_node_equals (url, "authorize") ? &parts->authorize
                       : kin_json_node_equals (url, "token")   ? &parts->token
                       : kin_json_node_equals (url, "revoke")  ? &parts->revoke
                                                               : NULL;

          if (uri != NULL &&
              !read_endpoint_into (parts, kin_json_node_get (child, "valueUri"), uri, error))
            return FALSE;
        }
    }
  /* The SMART configuration may have said these before a token endpoint was known. */
  drop_foreign (parts, &parts->revoke);
  drop_foreign (parts, &parts->registration);
  return TRUE;
}

static gboolean
is_name (const char *text)
{
  return text != NULL && *text != '\0' && g_utf8_strlen (text, -1) <= MAX_NAME;
}

static void
read_name (KinPortalParts *parts,
           KinJsonNode     root)
{
  g_autofree char *name = kin_json_node_dup_string (
    kin_json_node_get_path (root, "implementation.description"));
  g_autofree char *software = kin_json_node_dup_string (
    kin_json_node_get_path (root, "software.name"));

  if (is_name (name))
    parts->name = g_steal_pointer (&name);
  else if (is_name (software))
    parts->name = g_steal_pointer (&software);
  else
    parts->name = g_strdup (g_uri_get_host (parts->base_uri));
}

/* Whose software it is, by what it says of itself and by where it is. */
static void
read_vendor (KinPortalParts *parts,
             KinJsonNode     root)
{
  g_autofree char *software = kin_json_node_dup_string (
    kin_json_node_get_path (root, "software.name"));
  g_autofree char *publisher = kin_json_node_dup_string (kin_json_node_get (root, "publisher"));
  g_autofree char *implementation = kin_json_node_dup_string (
    kin_json_node_get_path (root, "implementation.description"));
  g_autofree char *url = kin_json_node_dup_string (
    kin_json_node_get_path (root, "implementation.url"));
  g_autoptr (GUri) own_base = url != NULL ? kin_origin_parse (url, NULL) : NULL;
  KinQuirksSigns signs = { software, publisher, implementation, parts->base_uri, own_base };

  parts->quirks = kin_quirks_find (&signs);
  /* Named in no document of many, and always beside the token endpoint. */
  if (parts->registration == NULL && kin_quirks_registers_devices (parts->quirks))
    parts->registration = kin_origin_resolve (parts->token, "register", NULL);
  g_debug ("the vendor is %s", kin_quirks_get_vendor (parts->quirks));
}

/**
 * kin_discovery_read_fhir:
 * @parts: (inout): what is known of the portal, its SMART configuration first
 * @bytes: `metadata`
 * @error: why the portal cannot be used
 *
 * Reads a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html)
 * and asks whether all that is needed to connect is there.
 *
 * Returns: whether the portal can be used
 */
gboolean
kin_discovery_read_fhir (KinPortalParts  *parts,
                         GBytes          *bytes,
                         GError         **error)
{
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  KinJsonNode root, server;

  root = json != NULL ? kin_json_get_root (json) : (KinJsonNode) { NULL, NULL };
  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "CapabilityStatement"))
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_A_PORTAL,
                           "there is no CapabilityStatement at this address");
      return FALSE;
    }
  server = find_server (root);
  if (!check_version (parts, root, error) || !check_format (root, error))
    return FALSE;
  if ((parts->authorize == NULL || parts->token == NULL) &&
      !read_oauth_uris (parts, server, error))
    return FALSE;
  if (parts->authorize == NULL || parts->token == NULL)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_SIGN_IN,
                           "the portal does not say where to sign in");
      return FALSE;
    }
  read_name (parts, root);
  read_vendor (parts, root);
  read_types (parts, server);
  return TRUE;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Discovery *discovery = task_data;
  GError *error = NULL;

  if ((discovery->smart != NULL &&
       !kin_discovery_read_smart (&discovery->parts, discovery->smart, &error)) ||
      !kin_discovery_read_fhir (&discovery->parts, discovery->fhir, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, kin_portal_new (&discovery->parts), g_object_unref);
}

static void
ask (GTask               *task,
     const char          *path,
     const char          *accept,
     gsize                cap,
     GAsyncReadyCallback  callback)
{
  Discovery *discovery = g_task_get_task_data (task);
  g_autoptr (GUri) uri = kin_origin_resolve (discovery->parts.base_uri, path, NULL);
  g_autoptr (KinRequest) request = kin_request_new (uri, accept, cap);

  request->wants_json = TRUE;
  discovery->waiting++;
  kin_http_send_async (discovery->http, request, g_task_get_cancellable (task), callback,
                       g_object_ref (task));
}

/* Both are asked for at once, and read when both are there. Some statements are several
 * megabytes: too long for the main thread. */
static void
part_done (GTask *task)
{
  Discovery *discovery = g_task_get_task_data (task);

  if (--discovery->waiting > 0)
    return;
  if (discovery->error != NULL)
    g_task_return_error (task, g_steal_pointer (&discovery->error));
  else
    g_task_run_in_thread (task, read_in_thread);
}

static void
fhir_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discovery *discovery = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);

  if (reply != NULL && (reply->status == 404 || reply->status == 410))
    g_set_error_literal (&error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NOT_A_PORTAL,
                         "there is no CapabilityStatement at this address");
  else if (reply != NULL)
    kin_reply_check (reply, &error);
  if (error == NULL)
    discovery->fhir = g_bytes_ref (reply->body);
  else if (discovery->error == NULL)
    discovery->error = error;
  else
    g_error_free (error);
  part_done (task);
}

static void
smart_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Discovery *discovery = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);

  /* A portal without this document may answer with a page of its own; whether
   * it is a portal at all is for its metadata to show. */
  if (reply == NULL &&
      !g_error_matches (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NETWORK_SIGN_IN))
    {
      g_clear_error (&discovery->error);
      discovery->error = g_steal_pointer (&error);
    }
  if (reply != NULL && reply->status == 200)
    discovery->smart = g_bytes_ref (reply->body);
  part_done (task);
}

/**
 * kin_portal_discover_async:
 * @http: the way onto the network
 * @base: a FHIR base address, as kin_portal_check_base() reads it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the portal is known
 * @user_data: for @callback
 *
 * Asks a portal what it is and where to sign in (portal-standards 1.1 to 1.3).
 */
void
kin_portal_discover_async (KinHttp             *http,
                           const char          *base,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *slashed = NULL;
  Discovery *discovery;
  GError *error = NULL;

  g_return_if_fail (KIN_IS_HTTP (http));
  g_return_if_fail (base != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, kin_portal_discover_async);
  discovery = g_new0 (Discovery, 1);
  g_task_set_task_data (task, discovery, (GDestroyNotify) discovery_free);
  discovery->http = g_object_ref (http);
  kin_portal_parts_init (&discovery->parts);
  discovery->parts.base = kin_portal_check_base (base, &error);
  if (discovery->parts.base == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  slashed = g_strconcat (discovery->parts.base, "/", NULL);
  discovery->parts.base_uri = kin_origin_parse (slashed, &error);
  if (discovery->parts.base_uri == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  ask (task, ".well-known/smart-configuration", "application/json", KIN_CAP_DISCOVERY, smart_cb);
  ask (task, "metadata", "application/fhir+json", KIN_CAP_CAPABILITY, fhir_cb);
}

/**
 * kin_portal_discover_finish:
 * @result: the result
 * @error: %KIN_PORTAL_ERROR, with the reason why it cannot be used
 *
 * Returns: (transfer full): the portal
 */
KinPortal *
kin_portal_discover_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
