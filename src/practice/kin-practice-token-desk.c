/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-token-desk"

#include "config.h"

#include "kin-practice-token-desk.h"

#define USUAL_LIFETIME 3600
#define JWT_BEARER "urn:ietf:params:oauth:grant-type:jwt-bearer"

struct _KinPracticeTokenDesk
{
  KinPracticeTokens   *tokens;     /* unowned */
  KinPracticeRegistry *registry;   /* unowned */
  KinPracticeIdentity *identity;
  char                *origin;
  char                *base;
};

/**
 * kin_practice_token_desk_new:
 * @tokens: the tokens that are out; must live longer
 * @registry: the apps that are known; must live longer
 * @origin: where this portal listens, which is also its name as an issuer
 * @base: the FHIR base URL
 *
 * Returns: (transfer full): the desk
 */
KinPracticeTokenDesk *
kin_practice_token_desk_new (KinPracticeTokens *tokens, KinPracticeRegistry *registry,
                             const char *origin, const char *base)
{
  KinPracticeTokenDesk *self = g_new0 (KinPracticeTokenDesk, 1);

  self->tokens = tokens;
  self->registry = registry;
  self->identity = kin_practice_identity_new ();
  self->origin = g_strdup (origin);
  self->base = g_strdup (base);

  return self;
}

/**
 * kin_practice_token_desk_free:
 * @self: (transfer full): the desk
 *
 * Closes the desk.
 */
void
kin_practice_token_desk_free (KinPracticeTokenDesk *self)
{
  kin_practice_identity_free (self->identity);
  g_free (self->origin);
  g_free (self->base);
  g_free (self);
}

/* RFC 6749 section 5.2. */
static KinPracticeAnswer *
refuse (guint status, const char *error, const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  KinPracticeAnswer *answer;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, error);
  json_builder_set_member_name (builder, "error_description");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);

  answer = kin_practice_answer_new_json (status, builder);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    kin_practice_answer_set_header (answer, "WWW-Authenticate", "Basic realm=\"practice\"");

  return answer;
}

/* PKCE, RFC 7636 section 4.6. */
static gboolean
verifier_fits (KinPracticeGrant *grant, const char *verifier)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *challenge = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL)
    return FALSE;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  challenge = g_base64_encode (digest, length);
  g_strdelimit (challenge, "+", '-');
  g_strdelimit (challenge, "/", '_');
  challenge[43] = '\0';

  return g_str_equal (challenge, grant->challenge);
}

static KinPracticeGrant *
exchange_code (KinPracticeTokenDesk *self, KinPracticeRequest *request,
               const KinPracticeClient *client)
{
  const char *code = kin_practice_request_get_field (request, "code");
  const char *redirect = kin_practice_request_get_field (request, "redirect_uri");
  const char *verifier = kin_practice_request_get_field (request, "code_verifier");
  g_autoptr (KinPracticeGrant) grant = NULL;

  if (kin_practice_tokens_use_code (self->tokens, code, &grant) != KIN_PRACTICE_TOKEN_GOOD
      || grant->client != client || g_strcmp0 (grant->redirect, redirect) != 0
      || !verifier_fits (grant, verifier))
    return NULL;

  return g_steal_pointer (&grant);
}

static KinPracticeGrant *
exchange_refresh (KinPracticeTokenDesk *self, KinPracticeRequest *request,
                  const KinPracticeClient *client, const KinPracticeRule *rule)
{
  const char *token = kin_practice_request_get_field (request, "refresh_token");
  gint64 grace = rule != NULL && rule->grace > 0 ? rule->grace : 0;
  g_autoptr (KinPracticeGrant) grant = NULL;

  if (kin_practice_tokens_use_refresh (self->tokens, token, client, grace, &grant)
      != KIN_PRACTICE_TOKEN_GOOD)
    return NULL;

  return g_steal_pointer (&grant);
}

static void
add_member (JsonObject *reply, const char *name, char *value)
{
  json_object_set_string_member (reply, name, value);
  g_free (value);
}

/* RFC 6749 section 5.1, with the launch context of SMART. */
static KinPracticeAnswer *
write_reply (KinPracticeTokenDesk *self, KinPracticeGrant *grant, const char *type,
             const KinPracticeRule *rule)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, "application/json");
  g_autoptr (JsonObject) reply = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  gint64 seconds = rule != NULL && rule->token_lifetime > 0 ? rule->token_lifetime
                                                             : USUAL_LIFETIME;
  g_autofree char *text = NULL;

  add_member (reply, "access_token",
              kin_practice_tokens_add_access (self->tokens, grant, seconds));
  json_object_set_string_member (reply, "token_type", "Bearer");
  json_object_set_int_member (reply, "expires_in", seconds);
  add_member (reply, "scope", kin_practice_scopes_print (grant->scopes));
  json_object_set_string_member (reply, "patient", grant->patient);
  if (kin_practice_scopes_have (grant->scopes, "offline_access")
      && !g_str_equal (type, JWT_BEARER))
    add_member (reply, "refresh_token", kin_practice_tokens_add_refresh (self->tokens, grant));
  if (g_str_equal (type, "authorization_code")
      && kin_practice_scopes_have (grant->scopes, "openid"))
    add_member (reply, "id_token",
                kin_practice_identity_new_token (self->identity, grant, self->origin, self->base));
  kin_practice_rule_change (rule, reply);

  json_node_set_object (root, reply);
  text = json_to_string (root, FALSE);
  kin_practice_answer_add_text (answer, text);
  return answer;
}

static KinPracticeAnswer *
refuse_grant (void)
{
  return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                 "This code or token is not good, or not good any more.");
}

/* A device that somebody left a key of: the key is all that it shows. */
static KinPracticeAnswer *
issue_to_device (KinPracticeTokenDesk *self, KinPracticeRequest *request,
                 const KinPracticeRule *rule)
{
  KinPracticeGrant *grant = kin_practice_registry_find_device (self->registry, request);

  return grant != NULL ? write_reply (self, grant, JWT_BEARER, rule) : refuse_grant ();
}

/**
 * kin_practice_token_desk_issue:
 * @self: the desk
 * @request: a request to the token endpoint
 * @rule: (nullable): a fault to play
 *
 * Exchanges a code, or a refresh token, which is replaced each time
 * (RFC 6749 sections 4.1.3 and 6), or takes the word of a device. A code or token shown twice ends
 * everything that came of it.
 *
 * Returns: (transfer full): tokens, or an error
 */
KinPracticeAnswer *
kin_practice_token_desk_issue (KinPracticeTokenDesk *self, KinPracticeRequest *request,
                               const KinPracticeRule *rule)
{
  const char *type = kin_practice_request_get_field (request, "grant_type");
  gboolean first = g_strcmp0 (type, "authorization_code") == 0;
  const KinPracticeClient *client;
  g_autoptr (KinPracticeGrant) grant = NULL;

  if (g_strcmp0 (type, JWT_BEARER) == 0)
    return issue_to_device (self, request, rule);

  client = kin_practice_registry_find_asking (self->registry, request);
  if (client == NULL)
    return refuse (SOUP_STATUS_UNAUTHORIZED, "invalid_client", "This app is not known here.");
  if (!first && g_strcmp0 (type, "refresh_token") != 0)
    return refuse (SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                   "Only codes, refresh tokens and the word of a device are good here.");

  grant = first ? exchange_code (self, request, client)
                : exchange_refresh (self, request, client, rule);

  return grant != NULL ? write_reply (self, grant, type, rule) : refuse_grant ();
}

/**
 * kin_practice_token_desk_revoke:
 * @self: the desk
 * @request: a request to the revocation endpoint
 *
 * Takes a token back (RFC 7009). One that is not known is as good as revoked.
 *
 * Returns: (transfer full): an empty answer, or an error
 */
KinPracticeAnswer *
kin_practice_token_desk_revoke (KinPracticeTokenDesk *self, KinPracticeRequest *request)
{
  const char *token = kin_practice_request_get_field (request, "token");
  const KinPracticeClient *client
      = kin_practice_registry_find_asking (self->registry, request);

  if (client == NULL)
    return refuse (SOUP_STATUS_UNAUTHORIZED, "invalid_client", "This app is not known here.");
  if (token == NULL)
    return refuse (SOUP_STATUS_BAD_REQUEST, "invalid_request", "Which token?");

  kin_practice_tokens_revoke (self->tokens, token, client);
  return kin_practice_answer_new (SOUP_STATUS_OK, NULL);
}

/**
 * kin_practice_token_desk_keys:
 * @self: the desk
 *
 * Returns: (transfer full): the keys with which id_tokens can be checked
 */
KinPracticeAnswer *
kin_practice_token_desk_keys (KinPracticeTokenDesk *self)
{
  g_autofree char *keys = kin_practice_identity_dup_keys (self->identity);
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, "application/json");

  kin_practice_answer_add_text (answer, keys);
  return answer;
}
