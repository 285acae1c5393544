/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-tokens"

#include "config.h"

#include "kin-practice-tokens.h"

#include <sys/random.h>

#define CODE_SECONDS 60

typedef struct
{
  KinPracticeGrant *grant;
  gint64            until;   /* monotonic time, or G_MAXINT64 */
  gint64            used;    /* monotonic time, or 0 */
} Token;

struct _KinPracticeTokens
{
  GHashTable *codes;
  GHashTable *accesses;
  GHashTable *refreshes;
};

static void
token_free (gpointer data)
{
  Token *token = data;

  kin_practice_grant_unref (token->grant);
  g_free (token);
}

/**
 * kin_practice_random_bytes:
 * @bytes: (out caller-allocates) (array length=length): what to fill
 * @length: how many, at most 256
 *
 * Fills memory with chance that nobody can foresee.
 */
void
kin_practice_random_bytes (gpointer bytes, gsize length)
{
  /* Up to 256 bytes come whole or not at all. */
  if (getrandom (bytes, length, 0) != (gssize) length)
    g_error ("no randomness");
}

/**
 * kin_practice_random_text:
 *
 * Returns: (transfer full): 256 bits of chance as 43 characters of base64url
 */
char *
kin_practice_random_text (void)
{
  guint8 chance[32];
  char *text;

  kin_practice_random_bytes (chance, sizeof chance);
  text = g_base64_encode (chance, sizeof chance);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[43] = '\0';

  return text;
}

/**
 * kin_practice_tokens_new:
 *
 * Returns: (transfer full): no tokens yet
 */
KinPracticeTokens *
kin_practice_tokens_new (void)
{
  KinPracticeTokens *self = g_new0 (KinPracticeTokens, 1);

  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, token_free);
  self->accesses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, token_free);
  self->refreshes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, token_free);

  return self;
}

/**
 * kin_practice_tokens_free:
 * @self: (transfer full): the tokens
 *
 * Forgets every token.
 */
void
kin_practice_tokens_free (KinPracticeTokens *self)
{
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->accesses);
  g_hash_table_unref (self->refreshes);
  g_free (self);
}

static char *
add (GHashTable *tokens, KinPracticeGrant *grant, gint64 seconds)
{
  Token *token = g_new0 (Token, 1);
  char *text = kin_practice_random_text ();

  token->grant = kin_practice_grant_ref (grant);
  token->until = seconds == G_MAXINT64 ? G_MAXINT64
                                       : g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_hash_table_insert (tokens, g_strdup (text), token);

  return text;
}

/**
 * kin_practice_tokens_add_code:
 * @self: the tokens
 * @grant: what was allowed
 *
 * Returns: (transfer full): a code for the app, good once and for a minute
 */
char *
kin_practice_tokens_add_code (KinPracticeTokens *self, KinPracticeGrant *grant)
{
  return add (self->codes, grant, CODE_SECONDS);
}

/**
 * kin_practice_tokens_add_access:
 * @self: the tokens
 * @grant: what was allowed
 * @seconds: for how long
 *
 * Returns: (transfer full): an access token
 */
char *
kin_practice_tokens_add_access (KinPracticeTokens *self, KinPracticeGrant *grant, gint64 seconds)
{
  return add (self->accesses, grant, seconds);
}

/**
 * kin_practice_tokens_add_refresh:
 * @self: the tokens
 * @grant: what was allowed
 *
 * Returns: (transfer full): a refresh token, good once
 */
char *
kin_practice_tokens_add_refresh (KinPracticeTokens *self, KinPracticeGrant *grant)
{
  return add (self->refreshes, grant, G_MAXINT64);
}

static Token *
find (GHashTable *tokens, const char *text)
{
  Token *token = text != NULL ? g_hash_table_lookup (tokens, text) : NULL;

  if (token == NULL || token->grant->ended || g_get_monotonic_time () >= token->until)
    return NULL;

  return token;
}

static KinPracticeVerdict
use (Token *token, gint64 grace, KinPracticeGrant **grant)
{
  gint64 now = g_get_monotonic_time ();

  if (token == NULL)
    return KIN_PRACTICE_TOKEN_NONE;
  if (token->used != 0 && now >= token->used + grace * G_USEC_PER_SEC)
    {
      /* Two hold it, and one of them is a thief: nobody keeps anything
       * (RFC 6749 section 4.1.2, RFC 9700 section 4.14.2). */
      token->grant->ended = TRUE;
      return KIN_PRACTICE_TOKEN_REPLAYED;
    }

  if (token->used == 0)
    token->used = now;
  *grant = kin_practice_grant_ref (token->grant);
  return KIN_PRACTICE_TOKEN_GOOD;
}

/**
 * kin_practice_tokens_use_code:
 * @self: the tokens
 * @code: (nullable): a code
 * @grant: (out) (transfer full): what it stands for, when it is good
 *
 * Uses a code up.
 *
 * Returns: whether it was good
 */
KinPracticeVerdict
kin_practice_tokens_use_code (KinPracticeTokens *self, const char *code, KinPracticeGrant **grant)
{
  return use (find (self->codes, code), 0, grant);
}

/**
 * kin_practice_tokens_use_refresh:
 * @self: the tokens
 * @token: (nullable): a refresh token
 * @client: who sends it
 * @grace: for how many seconds it may be used again
 * @grant: (out) (transfer full): what it stands for, when it is good
 *
 * Uses a refresh token up. One that belongs to another app is unknown and stays good.
 *
 * Returns: whether it was good
 */
KinPracticeVerdict
kin_practice_tokens_use_refresh (KinPracticeTokens *self, const char *token,
                                 const KinPracticeClient *client, gint64 grace,
                                 KinPracticeGrant **grant)
{
  Token *found = find (self->refreshes, token);

  return use (found != NULL && found->grant->client == client ? found : NULL, grace, grant);
}

/**
 * kin_practice_tokens_find_access:
 * @self: the tokens
 * @token: (nullable): an access token
 *
 * Returns: (transfer none) (nullable): what it allows now
 */
KinPracticeGrant *
kin_practice_tokens_find_access (KinPracticeTokens *self, const char *token)
{
  Token *found = find (self->accesses, token);

  return found != NULL ? found->grant : NULL;
}

/**
 * kin_practice_tokens_revoke:
 * @self: the tokens
 * @token: any token
 * @client: who sends it
 *
 * Ends the grant of a refresh token, or an access token alone (RFC 7009 section 2.1).
 * One that belongs to another app stays good.
 */
void
kin_practice_tokens_revoke (KinPracticeTokens *self, const char *token,
                            const KinPracticeClient *client)
{
  Token *refresh = find (self->refreshes, token);
  Token *access = find (self->accesses, token);

  if (refresh != NULL && refresh->grant->client == client)
    refresh->grant->ended = TRUE;
  if (access != NULL && access->grant->client == client)
    g_hash_table_remove (self->accesses, token);
}

/**
 * kin_practice_grant_new:
 *
 * Returns: (transfer full): an empty grant, to be filled in
 */
KinPracticeGrant *
kin_practice_grant_new (void)
{
  KinPracticeGrant *self = g_new0 (KinPracticeGrant, 1);

  g_atomic_ref_count_init (&self->count);
  return self;
}

/**
 * kin_practice_grant_ref:
 * @self: a grant
 *
 * Returns: (transfer full): @self
 */
KinPracticeGrant *
kin_practice_grant_ref (KinPracticeGrant *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

/**
 * kin_practice_grant_unref:
 * @self: (transfer full): a grant
 *
 * Frees the grant with its last reference.
 */
void
kin_practice_grant_unref (KinPracticeGrant *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;

  g_free (self->patient);
  g_free (self->user);
  g_clear_pointer (&self->scopes, g_ptr_array_unref);
  g_free (self->redirect);
  g_free (self->challenge);
  g_free (self->nonce);
  g_free (self);
}
