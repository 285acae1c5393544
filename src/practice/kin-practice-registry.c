/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-registry"

#include "config.h"

#include "kin-practice-registry.h"

#include "kin-practice-assertion.h"

#include <string.h>

#define JWT_ASSERTION "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#define MOST 1000

struct _KinPracticeRegistry
{
  KinPracticeTokens *tokens;     /* unowned */
  char              *audience;   /* the token endpoint */
  GHashTable        *apps;       /* of Entry, by client id */
  GHashTable        *devices;    /* of Entry, by client id */
  GHashTable        *used;       /* assertions, which are good once */
};

/* Who asked to be known. */
typedef struct
{
  KinPracticeClient client;
  KinPracticeGrant *grant;       /* of the person whose device it is, or NULL */
  char             *id;
  char             *name;
  char             *secret;
  char             *redirect;
  char             *keys;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->grant, kin_practice_grant_unref);
  g_free (entry->id);
  g_free (entry->name);
  g_free (entry->secret);
  g_free (entry->redirect);
  g_free (entry->keys);
  g_free (entry);
}

/**
 * kin_practice_registry_new:
 * @tokens: the tokens that are out; must live longer
 * @audience: the address of the token endpoint
 *
 * Returns: (transfer full): nobody but those who are known from the beginning
 */
KinPracticeRegistry *
kin_practice_registry_new (KinPracticeTokens *tokens, const char *audience)
{
  KinPracticeRegistry *self = g_new0 (KinPracticeRegistry, 1);

  self->tokens = tokens;
  self->audience = g_strdup (audience);
  self->apps = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * kin_practice_registry_free:
 * @self: (transfer full): the registry; no grant may be left of an app in it
 *
 * Forgets everybody.
 */
void
kin_practice_registry_free (KinPracticeRegistry *self)
{
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->apps);
  g_hash_table_unref (self->used);
  g_free (self->audience);
  g_free (self);
}

/**
 * kin_practice_registry_find:
 * @self: the registry
 * @id: (nullable): a client id
 *
 * Returns: (nullable): that app
 */
const KinPracticeClient *
kin_practice_registry_find (KinPracticeRegistry *self, const char *id)
{
  Entry *entry = id != NULL ? g_hash_table_lookup (self->apps, id) : NULL;

  return entry != NULL ? &entry->client : kin_practice_client_find (id);
}

/* Whether this was signed with one of the keys, and is shown for the first time. */
static gboolean
believe (KinPracticeRegistry *self, const char *assertion, const KinPracticeClient *client)
{
  char *name = kin_practice_assertion_check (assertion, client->keys, client->id,
                                             self->audience);

  return name != NULL && g_hash_table_add (self->used, name);
}

static const KinPracticeClient *
find_with_key (KinPracticeRegistry *self, KinPracticeRequest *request, const char *assertion)
{
  const char *kind = kin_practice_request_get_field (request, "client_assertion_type");
  g_autofree char *id = kin_practice_assertion_dup_issuer (assertion);
  const KinPracticeClient *client = kin_practice_registry_find (self, id);

  return client != NULL && client->keys != NULL && g_strcmp0 (kind, JWT_ASSERTION) == 0
         && believe (self, assertion, client) ? client : NULL;
}

/**
 * kin_practice_registry_find_asking:
 * @self: the registry
 * @request: to the token endpoint
 *
 * An app with a secret has to show it, one with a key has to sign, one with neither has nothing to
 * show.
 *
 * Returns: (nullable): which app is asking
 */
const KinPracticeClient *
kin_practice_registry_find_asking (KinPracticeRegistry *self, KinPracticeRequest *request)
{
  const char *assertion = kin_practice_request_get_field (request, "client_assertion");
  const char *id = request->basic_user != NULL
                       ? request->basic_user
                       : kin_practice_request_get_field (request, "client_id");
  const char *secret = request->basic_user != NULL
                           ? request->basic_password
                           : kin_practice_request_get_field (request, "client_secret");
  const KinPracticeClient *client;

  if (assertion != NULL)
    return find_with_key (self, request, assertion);

  client = kin_practice_registry_find (self, id);
  return client != NULL && client->keys == NULL && g_strcmp0 (client->secret, secret) == 0
         ? client : NULL;
}

/**
 * kin_practice_registry_find_device:
 * @self: the registry
 * @request: to the token endpoint, with an assertion as its grant (RFC 7523 section 2.1)
 *
 * Returns: (nullable) (transfer none): what the person allowed who left the key
 */
KinPracticeGrant *
kin_practice_registry_find_device (KinPracticeRegistry *self, KinPracticeRequest *request)
{
  const char *assertion = kin_practice_request_get_field (request, "assertion");
  const char *id = kin_practice_request_get_field (request, "client_id");
  Entry *entry = id != NULL ? g_hash_table_lookup (self->devices, id) : NULL;

  if (entry == NULL || assertion == NULL || !believe (self, assertion, &entry->client))
    return NULL;

  return entry->grant->ended ? NULL : entry->grant;
}

/* Registering */

static KinPracticeAnswer *
refuse (guint status, const char *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, error);
  json_builder_end_object (builder);

  return kin_practice_answer_new_json (status, builder);
}

static const char *
get_text (JsonObject *words, const char *name)
{
  JsonNode *node = json_object_get_member (words, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

/* (nullable): the keys in @words, when they are keys that may be known. */
static char *
dup_keys (JsonObject *words)
{
  JsonNode *node = json_object_get_member (words, "jwks");
  g_autofree char *keys = node != NULL ? json_to_string (node, FALSE) : NULL;

  return keys != NULL && kin_practice_assertion_are_keys (keys) ? g_steal_pointer (&keys) : NULL;
}

static char *
dup_redirect (JsonObject *words)
{
  JsonNode *node = json_object_get_member (words, "redirect_uris");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                 : NULL;
  const char *redirect = list != NULL && json_array_get_length (list) == 1
                             ? json_array_get_string_element (list, 0) : NULL;

  return redirect != NULL
         && (g_str_has_prefix (redirect, "http://127.0.0.1:")
             || g_str_has_prefix (redirect, "https://")) ? g_strdup (redirect) : NULL;
}

/* Says what is now known; takes the entry over. */
static KinPracticeAnswer *
keep (GHashTable *entries, Entry *entry, const char *method)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  entry->id = kin_practice_random_text ();
  entry->client = (KinPracticeClient) { entry->id, entry->name, entry->secret, entry->redirect,
                                        FALSE, entry->keys };
  if (g_hash_table_size (entries) >= MOST)
    {
      entry_free (entry);
      return refuse (SOUP_STATUS_SERVICE_UNAVAILABLE, "temporarily_unavailable");
    }
  g_hash_table_insert (entries, entry->id, entry);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "client_id");
  json_builder_add_string_value (builder, entry->id);
  json_builder_set_member_name (builder, "token_endpoint_auth_method");
  json_builder_add_string_value (builder, method);
  if (entry->secret != NULL)
    {
      json_builder_set_member_name (builder, "client_secret");
      json_builder_add_string_value (builder, entry->secret);
    }
  json_builder_end_object (builder);

  return kin_practice_answer_new_json (SOUP_STATUS_CREATED, builder);
}

/* RFC 7591 section 3. */
static KinPracticeAnswer *
register_app (KinPracticeRegistry *self, JsonObject *words)
{
  const char *method = get_text (words, "token_endpoint_auth_method");
  g_autofree char *redirect = dup_redirect (words);
  g_autofree char *keys = dup_keys (words);
  gboolean has_key = g_strcmp0 (method, "private_key_jwt") == 0;
  gboolean has_secret = g_strcmp0 (method, "client_secret_basic") == 0;
  Entry *entry;

  if (redirect == NULL)
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_redirect_uri");
  if (has_key != (keys != NULL) || !(has_key || has_secret || g_strcmp0 (method, "none") == 0))
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_client_metadata");

  entry = g_new0 (Entry, 1);
  entry->name = g_strdup (get_text (words, "client_name"));
  entry->redirect = g_steal_pointer (&redirect);
  entry->keys = g_steal_pointer (&keys);
  entry->secret = has_secret ? kin_practice_random_text () : NULL;

  return keep (self->apps, entry, method);
}

/* Somebody who has signed in leaves the key of a device, as at Epic's portals. */
static KinPracticeAnswer *
register_device (KinPracticeRegistry *self, JsonObject *words, const char *bearer)
{
  KinPracticeGrant *grant = kin_practice_tokens_find_access (self->tokens, bearer);
  g_autofree char *keys = dup_keys (words);
  Entry *entry;

  if (grant == NULL)
    return refuse (SOUP_STATUS_UNAUTHORIZED, "invalid_token");
  if (keys == NULL || g_strcmp0 (get_text (words, "software_id"), grant->client->id) != 0)
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_client_metadata");

  entry = g_new0 (Entry, 1);
  entry->grant = kin_practice_grant_ref (grant);
  entry->keys = g_steal_pointer (&keys);

  return keep (self->devices, entry, "none");
}

/**
 * kin_practice_registry_answer:
 * @self: the registry
 * @request: to the registration endpoint
 *
 * Returns: (transfer full): who the app or the device is from now on, or why it is nobody
 */
KinPracticeAnswer *
kin_practice_registry_answer (KinPracticeRegistry *self, KinPracticeRequest *request)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  const char *text = NULL;
  gsize length = 0;
  JsonNode *root;

  if (request->body != NULL)
    text = g_bytes_get_data (request->body, &length);
  if (length == 0 || g_strcmp0 (request->content_type, "application/json") != 0
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_client_metadata");

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_client_metadata");

  return request->bearer != NULL
         ? register_device (self, json_node_get_object (root), request->bearer)
         : register_app (self, json_node_get_object (root));
}
