/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-redirect-request"

#include "config.h"

#include <string.h>

#include "kin-redirect-private.h"

/* Undoes the escapes of one name or value of a query; %NULL when they are
 * wrong, or hide a zero byte or something that is not UTF-8. */
static char *
unescape (const char *start,
          const char *end)
{
  g_autofree char *spaced = g_strndup (start, (gsize) (end - start));
  char *plain;

  g_strdelimit (spaced, "+", ' ');
  plain = g_uri_unescape_string (spaced, NULL);
  if (plain != NULL && g_utf8_validate (plain, -1, NULL))
    return plain;
  g_free (plain);
  return NULL;
}

/* Names and values; a name that comes twice makes the whole query unusable,
 * because nobody can say which of the two was meant. */
static GHashTable *
read_query (const char *query)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  while (*query != '\0')
    {
      gsize length = strcspn (query, "&");
      const char *equals = memchr (query, '=', length);
      char *name = unescape (query, equals != NULL ? equals : query + length);
      char *value = equals != NULL ? unescape (equals + 1, query + length) : g_strdup ("");

      if (name == NULL || value == NULL || g_hash_table_contains (pairs, name))
        {
          g_free (name);
          g_free (value);
          return NULL;
        }
      g_hash_table_insert (pairs, name, value);
      query += length + (query[length] == '&' ? 1 : 0);
    }
  return g_steal_pointer (&pairs);
}

/* The request line, `GET path?query HTTP/1.x` and nothing else. */
static char *
read_target (const KinRedirectRule *rule,
             const char            *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);
  gsize length = strlen (rule->path);

  if (g_strv_length (words) != 3 || !g_str_equal (words[0], "GET") ||
      !(g_str_equal (words[2], "HTTP/1.1") || g_str_equal (words[2], "HTTP/1.0")) ||
      strncmp (words[1], rule->path, length) != 0 || words[1][length] != '?')
    return NULL;
  return g_strdup (words[1] + length + 1);
}

/* A page elsewhere that points a name of its own at this address shows in Host. */
static gboolean
has_right_host (const KinRedirectRule  *rule,
                char                  **lines)
{
  guint found = 0;

  for (int i = 1; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "Host:", strlen ("Host:")) != 0)
        continue;
      if (found++ > 0 || !g_str_equal (g_strstrip (lines[i] + strlen ("Host:")), rule->authority))
        return FALSE;
    }
  return found == 1;
}

/* The state is compared in constant time (rule T-03). */
static gboolean
has_state (GHashTable      *pairs,
           const KinSecret *wanted)
{
  const char *text = g_hash_table_lookup (pairs, "state");
  g_autoptr (KinSecret) state = text != NULL ? kin_secret_new_text (text) : NULL;

  return state != NULL && kin_secret_equal (state, wanted);
}

/* Either a code or an error, and of this sign-in. */
static KinRedirectVerdict
judge_query (const char       *query,
             const KinSecret  *state,
             GHashTable      **answer)
{
  g_autoptr (GHashTable) pairs = read_query (query);

  if (pairs == NULL ||
      g_hash_table_contains (pairs, "code") == g_hash_table_contains (pairs, "error"))
    return KIN_REDIRECT_BAD;
  if (!has_state (pairs, state))
    return KIN_REDIRECT_OTHER;
  *answer = g_steal_pointer (&pairs);
  return KIN_REDIRECT_GOOD;
}

/**
 * kin_redirect_read:
 * @rule: what is waited for
 * @bytes: what has come on a connection so far
 * @length: how much
 * @answer: (out): names and values of the query of a good request
 *
 * Judges one HTTP request (rule T-07): GET, the exact path, the literal host,
 * the state of this sign-in compared in constant time, and either a code or an
 * error. Bodies are not read. A pure function.
 *
 * Returns: whether it is the answer of the portal, or whether more has to come
 */
KinRedirectVerdict
kin_redirect_read (const KinRedirectRule  *rule,
                   const char             *bytes,
                   gsize                   length,
                   GHashTable            **answer)
{
  const char *end = g_strstr_len (bytes, (gssize) length, "\r\n\r\n");
  g_autofree char *head = NULL;
  g_autofree char *query = NULL;
  g_auto (GStrv) lines = NULL;

  if (memchr (bytes, '\0', length) != NULL || (end == NULL && length >= KIN_REDIRECT_MAX_REQUEST))
    return KIN_REDIRECT_BAD;
  if (end == NULL)
    return KIN_REDIRECT_MORE;
  head = g_strndup (bytes, (gsize) (end - bytes));
  lines = g_strsplit (head, "\r\n", -1);
  if (lines[0] != NULL)
    query = read_target (rule, lines[0]);
  if (query == NULL || !has_right_host (rule, lines))
    return KIN_REDIRECT_BAD;
  return judge_query (query, rule->state, answer) == KIN_REDIRECT_GOOD ? KIN_REDIRECT_GOOD
                                                                      : KIN_REDIRECT_BAD;
}

static const char *
skip (const char *line,
      const char *beginning)
{
  return g_str_has_prefix (line, beginning) ? line + strlen (beginning) : NULL;
}

/**
 * kin_redirect_find_query:
 * @address: of a page
 * @line: an address, as a browser shows it or a server writes it
 *
 * A browser may leave out the scheme, and it adds the path that a bare host lacks.
 *
 * Returns: (nullable): what @line asks of that page; %NULL when it is not of it, or asks nothing
 */
const char *
kin_redirect_find_query (const char *address,
                         const char *line)
{
  const char *scheme_end = strstr (address, "://");
  const char *bare = scheme_end != NULL ? skip (scheme_end, "://") : NULL;
  const char *rest = skip (line, address);

  if (rest == NULL && bare != NULL)
    rest = skip (line, bare);
  if (rest != NULL && *rest == '/' && bare != NULL && strchr (bare, '/') == NULL)
    rest++;

  return rest != NULL && *rest == '?' ? rest + 1 : NULL;
}

/**
 * kin_redirect_read_line:
 * @addresses: where this sign-in may come back to, %NULL-terminated
 * @state: of this sign-in
 * @line: what a person copied from the address line of a browser, or another program handed over
 * @answer: (out): names and values of the query of a good line
 *
 * Judges a line as kin_redirect_read() does a request. A pure function.
 *
 * Returns: whether it is the answer of the portal
 */
KinRedirectVerdict
kin_redirect_read_line (const char * const *addresses,
                        const KinSecret    *state,
                        const char         *line,
                        GHashTable        **answer)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));

  if (strlen (stripped) >= KIN_REDIRECT_MAX_REQUEST)
    return KIN_REDIRECT_BAD;
  /* What stands after a hash is not of the answer. */
  stripped[strcspn (stripped, "#")] = '\0';
  for (int i = 0; addresses[i] != NULL; i++)
    {
      const char *query = kin_redirect_find_query (addresses[i], stripped);

      if (query != NULL)
        return judge_query (query, state, answer);
    }
  return KIN_REDIRECT_BAD;
}
