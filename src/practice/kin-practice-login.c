/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-login"

#include "config.h"

#include "kin-practice-login.h"

#include "kin-practice-login-pages-private.h"
#include "kin-practice-paper.h"

#include <string.h>

#define COOKIE "practice-visit"
#define MOST_VISITS 200

typedef enum
{
  STEP_PASSWORD,
  STEP_CODE,
  STEP_PERSON,
  STEP_SHARE,
} Step;

typedef struct
{
  Step              step;
  char             *cookie;    /* so that nobody goes on with somebody else's visit */
  KinPracticeGrant *grant;     /* filled in step by step */
  char             *state;     /* or NULL */
} Visit;

struct _KinPracticeLogin
{
  KinPracticeCare     *care;     /* unowned */
  KinPracticeTokens   *tokens;   /* unowned */
  KinPracticeRegistry *registry; /* unowned */
  char                *origin;
  char                *base;

  char                *password;
  char                *code;

  GHashTable          *visits;   /* id to Visit */
};

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_free (visit->cookie);
  kin_practice_grant_unref (visit->grant);
  g_free (visit->state);
  g_free (visit);
}

/* Three groups of four, without letters and digits that look alike: somebody types it. */
static char *
new_password (void)
{
  static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
  GString *password = g_string_new (NULL);
  guint8 chance[12];

  kin_practice_random_bytes (chance, sizeof chance);
  for (guint i = 0; i < sizeof chance; i++)
    {
      if (i == 4 || i == 8)
        g_string_append_c (password, '-');
      g_string_append_c (password, letters[chance[i] % (sizeof letters - 1)]);
    }

  return g_string_free (password, FALSE);
}

static char *
new_code (void)
{
  guint32 chance;

  kin_practice_random_bytes (&chance, sizeof chance);
  return g_strdup_printf ("%06u", chance % 1000000);
}

/**
 * kin_practice_login_new:
 * @care: what the portal knows; must live longer
 * @tokens: the tokens that are out; must live longer
 * @registry: the apps that are known; must live longer
 * @origin: where this portal listens
 * @base: the FHIR base URL
 *
 * The password and the code are new each time the program starts: what is
 * served may be a person's own files, and others may use this computer.
 *
 * Returns: (transfer full): the pages
 */
KinPracticeLogin *
kin_practice_login_new (KinPracticeCare *care, KinPracticeTokens *tokens,
                        KinPracticeRegistry *registry, const char *origin, const char *base)
{
  KinPracticeLogin *self = g_new0 (KinPracticeLogin, 1);

  self->care = care;
  self->tokens = tokens;
  self->registry = registry;
  self->origin = g_strdup (origin);
  self->base = g_strdup (base);
  self->password = new_password ();
  self->code = new_code ();
  self->visits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, visit_free);

  return self;
}

/**
 * kin_practice_login_free:
 * @self: (transfer full): the pages
 *
 * Ends every visit.
 */
void
kin_practice_login_free (KinPracticeLogin *self)
{
  g_free (self->origin);
  g_free (self->base);
  g_free (self->password);
  g_free (self->code);
  g_hash_table_unref (self->visits);
  g_free (self);
}

/**
 * kin_practice_login_get_username:
 * @self: the pages
 *
 * Returns: (transfer none): the user name, the same each time
 */
const char *
kin_practice_login_get_username (KinPracticeLogin *self)
{
  return "practice";
}

/**
 * kin_practice_login_get_password:
 * @self: the pages
 *
 * Returns: (transfer none): the password of this start
 */
const char *
kin_practice_login_get_password (KinPracticeLogin *self)
{
  return self->password;
}

/**
 * kin_practice_login_get_code:
 * @self: the pages
 *
 * Returns: (transfer none): the one-time code of this start
 */
const char *
kin_practice_login_get_code (KinPracticeLogin *self)
{
  return self->code;
}

static KinPracticeAnswer *
error_page (const char *text)
{
  g_autoptr (KinPracticePaper) paper = kin_practice_paper_new ("This did not work", text, NULL);

  return kin_practice_paper_to_answer (paper, SOUP_STATUS_BAD_REQUEST, NULL);
}

/* Sends the browser back to the app, with its state and with our name (RFC 9207). */
static KinPracticeAnswer *
return_to_app (KinPracticeLogin *self, const char *redirect, const char *state, const char *name,
               const char *value)
{
  g_autofree char *issuer = g_uri_escape_string (self->origin, NULL, FALSE);
  g_autofree char *word = g_uri_escape_string (value, NULL, FALSE);
  g_autofree char *echo = state != NULL ? g_uri_escape_string (state, NULL, FALSE) : NULL;
  g_autofree char *url
      = g_strdup_printf ("%s?%s=%s%s%s&iss=%s", redirect, name, word, echo != NULL ? "&state=" : "",
                         echo != NULL ? echo : "", issuer);

  return kin_practice_answer_new_redirect (url);
}

/* What is wrong with the request of the app, or NULL. */
static const char *
find_error (KinPracticeLogin *self, KinPracticeRequest *request)
{
  const char *challenge = kin_practice_request_get (request, "code_challenge");
  const char *audience = kin_practice_request_get (request, "aud");

  if (g_strcmp0 (kin_practice_request_get (request, "response_type"), "code") != 0)
    return "unsupported_response_type";
  if (challenge == NULL || strlen (challenge) != 43
      || g_strcmp0 (kin_practice_request_get (request, "code_challenge_method"), "S256") != 0)
    return "invalid_request";
  if (g_strcmp0 (audience, self->base) != 0)
    return "invalid_request";

  return NULL;
}

static KinPracticeGrant *
begin_grant (KinPracticeRequest *request, const KinPracticeClient *client)
{
  KinPracticeGrant *grant = kin_practice_grant_new ();
  const char *scope = kin_practice_request_get (request, "scope");

  grant->client = client;
  grant->redirect = g_strdup (kin_practice_request_get (request, "redirect_uri"));
  grant->challenge = g_strdup (kin_practice_request_get (request, "code_challenge"));
  grant->nonce = g_strdup (kin_practice_request_get (request, "nonce"));
  grant->scopes = kin_practice_scopes_parse (scope != NULL ? scope : "");

  return grant;
}

static KinPracticeAnswer *
begin_visit (KinPracticeLogin *self, KinPracticeRequest *request, const KinPracticeClient *client)
{
  Visit *visit = g_new0 (Visit, 1);
  char *id = kin_practice_random_text ();
  g_autofree char *location = g_strconcat ("/sign-in/", id, NULL);
  g_autofree char *cookie = NULL;
  KinPracticeAnswer *answer = kin_practice_answer_new_redirect (location);

  visit->cookie = kin_practice_random_text ();
  visit->grant = begin_grant (request, client);
  visit->state = g_strdup (kin_practice_request_get (request, "state"));
  cookie = g_strdup_printf (COOKIE "=%s; Path=%s; HttpOnly; SameSite=Lax", visit->cookie, location);
  kin_practice_answer_set_header (answer, "Set-Cookie", cookie);
  if (g_hash_table_size (self->visits) >= MOST_VISITS)
    g_hash_table_remove_all (self->visits);
  g_hash_table_insert (self->visits, id, visit);

  return answer;
}

/**
 * kin_practice_login_begin:
 * @self: the pages
 * @request: a request to the authorization endpoint
 *
 * Starts a visit (RFC 6749 section 4.1.1). An app that is not known, or an
 * address it did not name, is told to the person and to nobody else.
 *
 * Returns: (transfer full): the way to the first page, or back to the app
 */
KinPracticeAnswer *
kin_practice_login_begin (KinPracticeLogin *self, KinPracticeRequest *request)
{
  const KinPracticeClient *client
      = kin_practice_registry_find (self->registry,
                                    kin_practice_request_get (request, "client_id"));
  const char *redirect = kin_practice_request_get (request, "redirect_uri");
  const char *error;

  if (client == NULL)
    return error_page ("The app that sent you is not known here. Nothing was shared with it.");
  if (!kin_practice_client_may_return_to (client, redirect))
    return error_page ("The app that sent you wants the answer at an address that was not agreed "
                       "on. Nothing was shared with it.");

  error = find_error (self, request);
  if (error != NULL)
    return return_to_app (self, redirect, kin_practice_request_get (request, "state"), "error",
                          error);

  return begin_visit (self, request, client);
}

static KinPracticeAnswer *
show (KinPracticeLogin *self, Visit *visit, const char *trouble)
{
  switch (visit->step)
    {
    case STEP_PASSWORD:
      return kin_practice_login_show_password (trouble);
    case STEP_CODE:
      return kin_practice_login_show_code (trouble);
    case STEP_PERSON:
      return kin_practice_login_show_person (self->care, trouble);
    case STEP_SHARE:
      return kin_practice_login_show_share (self->care, visit->grant, trouble);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_shared (KinPracticeRequest *request, const char *type)
{
  for (guint i = 0; i < request->fields->len; i++)
    {
      KinPracticePair *pair = g_ptr_array_index (request->fields, i);

      if (g_str_equal (pair->name, "share") && g_str_equal (pair->value, type))
        return TRUE;
    }

  return FALSE;
}

/* "patient/<star>.rs" becomes one scope for each type that was left ticked. */
static void
add_shared (GPtrArray *granted, KinPracticeScope *asked, KinPracticeRequest *request,
            GPtrArray *types)
{
  const char *dot = strchr (asked->text, '.');

  for (guint i = 0; i < types->len; i++)
    {
      const char *type = g_ptr_array_index (types, i);
      g_autofree char *text = g_strdup_printf ("patient/%s%s", type, dot);
      gboolean asked_for = g_str_equal (asked->type, "*") || g_str_equal (asked->type, type);

      if (asked_for && is_shared (request, type) && !kin_practice_scopes_have (granted, text))
        g_ptr_array_add (granted, kin_practice_scope_parse (text));
    }
}

static void
narrow_scopes (KinPracticeLogin *self, KinPracticeGrant *grant, KinPracticeRequest *request)
{
  g_autoptr (GPtrArray) types = kin_practice_login_list_types (self->care, grant->scopes);
  GPtrArray *granted = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_scope_free);

  for (guint i = 0; i < grant->scopes->len; i++)
    {
      KinPracticeScope *asked = g_ptr_array_index (grant->scopes, i);

      if (asked->type != NULL)
        add_shared (granted, asked, request, types);
      else if (!g_str_equal (asked->text, "offline_access")
               || kin_practice_request_get_field (request, "stay") != NULL)
        g_ptr_array_add (granted, kin_practice_scope_parse (asked->text));
    }
  g_ptr_array_unref (grant->scopes);
  grant->scopes = granted;
}

static const char *
take_password (KinPracticeLogin *self, Visit *visit, KinPracticeRequest *request)
{
  if (g_strcmp0 (kin_practice_request_get_field (request, "username"),
                 kin_practice_login_get_username (self)) != 0
      || g_strcmp0 (kin_practice_request_get_field (request, "password"), self->password) != 0)
    return "The user name or the password is not right. Please try again.";

  return NULL;
}

static const char *
take_code (KinPracticeLogin *self, Visit *visit, KinPracticeRequest *request)
{
  if (g_strcmp0 (kin_practice_request_get_field (request, "code"), self->code) != 0)
    return "This is not the code. Please try again.";

  return NULL;
}

static const char *
take_person (KinPracticeLogin *self, Visit *visit, KinPracticeRequest *request)
{
  const char *id = kin_practice_request_get_field (request, "patient");
  KinPracticePatient *patient
      = id != NULL ? kin_practice_care_get_patient (self->care, id) : NULL;

  if (patient == NULL)
    return "Please choose a person.";

  g_free (visit->grant->patient);
  visit->grant->patient = g_strdup (id);
  g_free (visit->grant->user);
  visit->grant->user = g_strdup (patient->user);
  return NULL;
}

/* The last step: the browser takes a code back to the app. */
static KinPracticeAnswer *
finish (KinPracticeLogin *self, const char *id, Visit *visit, KinPracticeRequest *request)
{
  g_autofree char *code = NULL;
  KinPracticeAnswer *answer;

  narrow_scopes (self, visit->grant, request);
  code = kin_practice_tokens_add_code (self->tokens, visit->grant);
  answer = return_to_app (self, visit->grant->redirect, visit->state, "code", code);
  g_hash_table_remove (self->visits, id);

  return answer;
}

static KinPracticeAnswer *
take (KinPracticeLogin *self, const char *id, Visit *visit, KinPracticeRequest *request)
{
  const char *(*const takers[]) (KinPracticeLogin *, Visit *, KinPracticeRequest *)
      = { take_password, take_code, take_person };
  const char *trouble;

  if (g_strcmp0 (kin_practice_request_get_field (request, "answer"), "cancel") == 0)
    {
      KinPracticeAnswer *answer = return_to_app (self, visit->grant->redirect, visit->state,
                                                 "error", "access_denied");

      g_hash_table_remove (self->visits, id);
      return answer;
    }
  if (visit->step == STEP_SHARE)
    return finish (self, id, visit, request);

  trouble = takers[visit->step](self, visit, request);
  if (trouble != NULL)
    return show (self, visit, trouble);

  visit->step++;
  /* A page of its own, so that going back or reloading sends no form twice. */
  return kin_practice_answer_new_redirect (request->path);
}

/**
 * kin_practice_login_go_on:
 * @self: the pages
 * @request: a request to one of them
 * @id: which visit
 *
 * Shows the page a visit has come to, or takes the form on it.
 *
 * Returns: (transfer full): the page, the way to the next, or the way back to the app
 */
KinPracticeAnswer *
kin_practice_login_go_on (KinPracticeLogin *self, KinPracticeRequest *request, const char *id)
{
  Visit *visit = g_hash_table_lookup (self->visits, id);
  g_autofree char *cookie = kin_practice_request_dup_cookie (request, COOKIE);

  if (visit == NULL || g_strcmp0 (cookie, visit->cookie) != 0)
    return error_page ("This page is not there any more. Please go back to the app and start "
                       "again.");
  if (g_str_equal (request->method, "POST"))
    return take (self, id, visit, request);

  return show (self, visit, NULL);
}
