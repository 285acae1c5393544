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

static gboolean
has_right_state (const KinRedirectRule *rule,
                 GHashTable            *pairs)
{
  const char *text = g_hash_table_lookup (pairs, "state");
  g_autoptr (KinSecret) state = text != NULL ? kin_secret_new_text (text) : NULL;

  return state != NULL && kin_secret_equal (state, rule->state);
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
  g_autoptr (GHashTable) pairs = NULL;

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
  pairs = read_query (query);
  if (pairs == NULL || !has_right_state (rule, pairs) ||
      g_hash_table_contains (pairs, "code") == g_hash_table_contains (pairs, "error"))
    return KIN_REDIRECT_BAD;
  *answer = g_steal_pointer (&pairs);
  return KIN_REDIRECT_GOOD;
}
