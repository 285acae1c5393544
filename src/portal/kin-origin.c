/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-origin"

#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "kin-origin-private.h"

/* Long enough for every paging cursor seen, short enough for every proxy. */
#define MAX_URL (16 * 1024)

/* A URL is ASCII without blanks, controls, quotes or backslashes (RFC 3986,
 * section 2). Programs disagree about what the others mean, and such a
 * disagreement is how a token gets to another host. */
static gboolean
has_plain_characters (const char *text)
{
  gsize i;

  for (i = 0; text[i] != '\0'; i++)
    if (!g_ascii_isgraph (text[i]) || strchr ("\\\"<>^`{}", text[i]) != NULL)
      return FALSE;
  return i > 0 && i <= MAX_URL;
}

/* Who and where: no user part, no escapes, and only the characters of a host
 * name or an IP literal, so that a zone id or a second `@` cannot hide there. */
static gboolean
has_plain_authority (const char *text)
{
  const char *start = strstr (text, "://");
  gsize length;

  if (start == NULL)
    return !g_str_has_prefix (text, "//");
  start += strlen ("://");
  length = strcspn (start, "/?#");
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (start[i]) && strchr (".-:[]_", start[i]) == NULL)
      return FALSE;
  return length > 0;
}

/* Whether a path keeps its place however often it is unescaped: no `.` or `..`
 * segment, no backslash. */
static gboolean
has_plain_path (const char *path)
{
  g_autofree char *now = g_strdup (path);

  for (int round = 0; round < 4; round++)
    {
      g_autofree char *framed = g_strconcat ("/", now, "/", NULL);
      char *plain;

      if (strstr (framed, "/../") != NULL || strstr (framed, "/./") != NULL ||
          strchr (framed, '\\') != NULL)
        return FALSE;
      plain = g_uri_unescape_string (now, NULL);
      if (plain == NULL)
        return FALSE;
      if (g_str_equal (plain, now))
        {
          g_free (plain);
          return TRUE;
        }
      g_free (now);
      now = plain;
    }
  return FALSE;
}

static gboolean
check_text (const char  *text,
            GError     **error)
{
  g_autofree char *path = NULL;

  if (has_plain_characters (text) && has_plain_authority (text))
    {
      path = g_strndup (text, strcspn (text, "?#"));
      if (has_plain_path (path))
        return TRUE;
    }
  g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                       "the address is not a plain URL");
  return FALSE;
}

/* https, or http to a literal loopback address (N-01). A host name that only
 * resolves to loopback does not count: names can be pointed elsewhere. */
static gboolean
check_scheme (GUri    *uri,
              GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                           "the address has no host");
      return FALSE;
    }
  if (g_str_equal (scheme, "https"))
    return TRUE;
  if (g_str_equal (scheme, "http") && kin_origin_is_loopback (uri))
    return TRUE;
  g_set_error_literal (error, KIN_PORTAL_ERROR,
                       g_str_equal (scheme, "http") ? KIN_PORTAL_ERROR_NOT_SECURE
                                                    : KIN_PORTAL_ERROR_BAD_ADDRESS,
                       "the address is not https");
  return FALSE;
}

/**
 * kin_origin_parse:
 * @text: an absolute URL
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS or %KIN_PORTAL_ERROR_NOT_SECURE
 *
 * Reads a URL that may be sent to (RFC 3986; security rules N-01, N-06). Path
 * and query stay escaped as they were; the default port is filled in.
 *
 * Returns: (transfer full): the URL, or %NULL
 */
GUri *
kin_origin_parse (const char  *text,
                  GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (!check_text (text, error))
    return NULL;
  uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                           "the address is not a URL");
      return NULL;
    }
  if (!check_scheme (uri, error))
    return NULL;
  return g_steal_pointer (&uri);
}

/**
 * kin_origin_resolve:
 * @base: what a relative reference is relative to
 * @reference: what a server wrote
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS or %KIN_PORTAL_ERROR_NOT_SECURE
 *
 * Makes an absolute URL of a link, reference or Location. Whether it may get a
 * token is another question: see kin_origin_is_under().
 *
 * Returns: (transfer full): the URL, or %NULL
 */
GUri *
kin_origin_resolve (GUri        *base,
                    const char  *reference,
                    GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (base != NULL && reference != NULL, NULL);

  if (!check_text (reference, error))
    return NULL;
  uri = g_uri_parse_relative (base, reference, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_set_error_literal (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_ADDRESS,
                           "the reference is not a URL");
      return NULL;
    }
  if (!check_scheme (uri, error))
    return NULL;
  return g_steal_pointer (&uri);
}

/**
 * kin_origin_is_loopback:
 * @uri: a URL
 *
 * Returns: whether its host is literally `127.0.0.1` or `[::1]`
 */
gboolean
kin_origin_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0;
}

/**
 * kin_origin_equal:
 * @a: a URL
 * @b: another
 *
 * Returns: whether scheme, host and port are the same (RFC 6454, section 5).
 *   A trailing dot makes another host: a server may tell them apart.
 */
gboolean
kin_origin_equal (GUri *a,
                  GUri *b)
{
  const char *host_a = g_uri_get_host (a);
  const char *host_b = g_uri_get_host (b);

  return host_a != NULL && host_b != NULL && g_ascii_strcasecmp (host_a, host_b) == 0 &&
         g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_uri_get_port (a) == g_uri_get_port (b) &&
         g_uri_get_userinfo (a) == NULL && g_uri_get_userinfo (b) == NULL;
}

/**
 * kin_origin_is_under:
 * @base: the FHIR base of a connection
 * @uri: where a request would go
 *
 * The one question before a token is sent (security rule N-06).
 *
 * Returns: whether @uri has the origin of @base and its path is the base path
 *   or below it
 */
gboolean
kin_origin_is_under (GUri *base,
                     GUri *uri)
{
  const char *root = g_uri_get_path (base);
  const char *path = g_uri_get_path (uri);
  gsize length = strlen (root);

  if (!kin_origin_equal (base, uri) || !has_plain_path (path))
    return FALSE;
  while (length > 0 && root[length - 1] == '/')
    length--;
  return strncmp (path, root, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/**
 * kin_origin_to_string:
 * @uri: a URL
 *
 * Returns: (transfer full): its origin, such as `https://fhir.example:443`
 */
char *
kin_origin_to_string (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gboolean literal = strchr (host, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%d", g_uri_get_scheme (uri), literal ? "[" : "", host,
                          literal ? "]" : "", g_uri_get_port (uri));
}
