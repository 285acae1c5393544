/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-portal"

#include "config.h"

#include "kin-practice-portal.h"

#include "kin-practice-discovery.h"
#include "kin-practice-paper.h"
#include "kin-practice-plant.h"
#include "kin-practice-read.h"
#include "kin-practice-registry.h"
#include "kin-practice-token-desk.h"

#include <string.h>

struct _KinPracticePortal
{
  KinPracticeCare      *care;   /* unowned */
  char                 *origin;
  char                 *base;

  KinPracticeTokens    *tokens;
  KinPracticeRegistry  *registry;
  KinPracticeTokenDesk *desk;
  KinPracticeLogin     *login;
  KinPracticePages     *pages;
};

/**
 * kin_practice_portal_new:
 * @care: what the portal knows; must live longer
 * @origin: where it listens, such as "http://127.0.0.1:8080"
 *
 * Returns: (transfer full): the portal
 */
KinPracticePortal *
kin_practice_portal_new (KinPracticeCare *care, const char *origin)
{
  KinPracticePortal *self = g_new0 (KinPracticePortal, 1);
  g_autofree char *audience = g_strconcat (origin, "/token", NULL);

  self->care = care;
  self->origin = g_strdup (origin);
  self->base = g_strconcat (origin, "/fhir", NULL);
  self->tokens = kin_practice_tokens_new ();
  self->registry = kin_practice_registry_new (self->tokens, audience);
  self->desk = kin_practice_token_desk_new (self->tokens, self->registry, origin, self->base);
  self->login = kin_practice_login_new (care, self->tokens, self->registry, origin, self->base);
  self->pages = kin_practice_pages_new (care, self->base);

  return self;
}

/**
 * kin_practice_portal_free:
 * @self: (transfer full): the portal
 *
 * Closes the portal.
 */
void
kin_practice_portal_free (KinPracticePortal *self)
{
  kin_practice_pages_free (self->pages);
  kin_practice_login_free (self->login);
  kin_practice_token_desk_free (self->desk);
  kin_practice_tokens_free (self->tokens);
  kin_practice_registry_free (self->registry);
  g_free (self->origin);
  g_free (self->base);
  g_free (self);
}

/**
 * kin_practice_portal_get_base:
 * @self: the portal
 *
 * Returns: (transfer none): the FHIR base URL
 */
const char *
kin_practice_portal_get_base (KinPracticePortal *self)
{
  return self->base;
}

/**
 * kin_practice_portal_get_login:
 * @self: the portal
 *
 * Returns: (transfer none): the pages on which a person signs in
 */
KinPracticeLogin *
kin_practice_portal_get_login (KinPracticePortal *self)
{
  return self->login;
}

static KinPracticeAnswer *
answer_not_found (void)
{
  return kin_practice_answer_new_outcome (SOUP_STATUS_NOT_FOUND, "not-found",
                                          "There is nothing here.");
}

static KinPracticeAnswer *
answer_unauthorized (void)
{
  KinPracticeAnswer *answer = kin_practice_answer_new_outcome (
      SOUP_STATUS_UNAUTHORIZED, "login", "Please sign in, or sign in again.");

  kin_practice_answer_set_header (answer, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
  return answer;
}

/* Another patient's resource in the place of the one that was asked for. */
static KinPracticeAnswer *
answer_planted (KinPracticePortal *self, const char *type, KinPracticeGrant *grant,
                const KinPracticeRule *rule)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, "application/fhir+json");
  g_autofree char *resource
      = kin_practice_plant_new_resource (rule->plant, type, grant->patient, self->base);

  kin_practice_answer_add_text (answer, resource);
  return answer;
}

/* "/fhir/Type" and "/fhir/Type/id", for apps that a person let in. */
static KinPracticeAnswer *
answer_record (KinPracticePortal *self, KinPracticeRequest *request, const KinPracticeRule *rule)
{
  g_auto (GStrv) parts = g_strsplit (request->path + strlen ("/fhir/"), "/", -1);
  guint n = g_strv_length (parts);
  KinPracticeGrant *grant = kin_practice_tokens_find_access (self->tokens, request->bearer);
  gboolean search = n == 1 && !g_str_equal (parts[0], "Binary");

  if (grant == NULL)
    return answer_unauthorized ();
  if (n < 1 || n > 2
      || !g_ptr_array_find_with_equal_func (kin_practice_care_get_types (self->care), parts[0],
                                            g_str_equal, NULL))
    return answer_not_found ();
  if (!g_str_equal (request->method, "GET") || (n == 1 && !search))
    return kin_practice_answer_new_outcome (SOUP_STATUS_METHOD_NOT_ALLOWED, "not-supported",
                                            "This portal lets apps read and search only.");
  if (!search && rule != NULL && rule->plant != NULL)
    return answer_planted (self, parts[0], grant, rule);
  if (!search)
    return kin_practice_read (self->care, request, grant);
  if (!kin_practice_scopes_allow (grant->scopes, parts[0], 's'))
    return kin_practice_answer_new_outcome (SOUP_STATUS_FORBIDDEN, "forbidden",
                                            "This was not shared with this app.");

  return kin_practice_pages_answer (self->pages, request, parts[0], grant, rule);
}

/* "/fhir?_page=…": a page at an address that does not say of what. */
static KinPracticeAnswer *
answer_opaque (KinPracticePortal *self, KinPracticeRequest *request, const KinPracticeRule *rule)
{
  KinPracticeGrant *grant = kin_practice_tokens_find_access (self->tokens, request->bearer);

  if (kin_practice_request_get (request, "_page") == NULL)
    return NULL;
  if (grant == NULL)
    return answer_unauthorized ();

  return kin_practice_pages_answer (self->pages, request, NULL, grant, rule);
}

static KinPracticeAnswer *
answer_welcome (void)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new (
      "A portal to practise with",
      "Start in the app: choose to connect to a clinic and give it the address of this portal. "
      "The app then opens the page where you sign in.",
      NULL);

  return kin_practice_paper_to_answer (paper, SOUP_STATUS_OK, NULL);
}

/* What anybody may ask. */
static KinPracticeAnswer *
answer_public (KinPracticePortal *self, KinPracticeRequest *request, const KinPracticeRule *rule)
{
  const char *path = request->path;

  if (g_str_equal (path, "/"))
    return answer_welcome ();
  if (g_str_equal (path, "/fhir/.well-known/smart-configuration"))
    return kin_practice_discovery_smart (self->origin, self->base, self->care, rule);
  if (g_str_equal (path, "/.well-known/openid-configuration"))
    return kin_practice_discovery_openid (self->origin, self->base);
  if (g_str_equal (path, "/fhir/metadata"))
    return kin_practice_discovery_metadata (self->origin, self->base, self->care, rule);
  if (g_str_equal (path, "/jwks"))
    return kin_practice_token_desk_keys (self->desk);
  if (g_str_equal (path, "/authorize"))
    return kin_practice_login_begin (self->login, request);

  return NULL;
}

/* What comes with a form, or from an app. */
static KinPracticeAnswer *
answer_form (KinPracticePortal *self, KinPracticeRequest *request, const KinPracticeRule *rule)
{
  if (!g_str_equal (request->method, "POST"))
    return NULL;
  if (g_str_equal (request->path, "/token"))
    return kin_practice_token_desk_issue (self->desk, request, rule);
  if (g_str_equal (request->path, "/revoke"))
    return kin_practice_token_desk_revoke (self->desk, request);
  if (g_str_equal (request->path, "/register"))
    return kin_practice_registry_answer (self->registry, request);

  return NULL;
}

/**
 * kin_practice_portal_answer:
 * @self: the portal
 * @request: a request
 * @rule: (nullable): a fault to play in the answer
 *
 * Returns: (transfer full): the answer
 */
KinPracticeAnswer *
kin_practice_portal_answer (KinPracticePortal *self, KinPracticeRequest *request,
                            const KinPracticeRule *rule)
{
  KinPracticeAnswer *answer = answer_form (self, request, rule);

  if (answer == NULL && g_str_has_prefix (request->path, "/sign-in/"))
    answer = kin_practice_login_go_on (self->login, request,
                                       request->path + strlen ("/sign-in/"));
  if (answer == NULL && g_str_equal (request->method, "GET"))
    answer = answer_public (self, request, rule);
  if (answer == NULL && g_str_equal (request->path, "/fhir"))
    answer = answer_opaque (self, request, rule);
  if (answer == NULL && g_str_has_prefix (request->path, "/fhir/"))
    answer = answer_record (self, request, rule);

  return answer != NULL ? answer : answer_not_found ();
}
