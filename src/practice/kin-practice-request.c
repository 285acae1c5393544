/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-request"

#include "config.h"

#include "kin-practice-request.h"

#include <string.h>

static void
pair_free (gpointer data)
{
  KinPracticePair *pair = data;

  g_free (pair->name);
  g_free (pair->value);
  g_free (pair);
}

static GPtrArray *
parse_pairs (const char *text, gsize length)
{
  GPtrArray *pairs = g_ptr_array_new_with_free_func (pair_free);
  GUriParamsIter iter;
  char *name;
  char *value;

  if (text == NULL)
    return pairs;

  g_uri_params_iter_init (&iter, text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      KinPracticePair *pair = g_new0 (KinPracticePair, 1);

      pair->name = name;
      pair->value = value;
      g_ptr_array_add (pairs, pair);
    }

  return pairs;
}

static void
parse_basic (KinPracticeRequest *self, const char *encoded)
{
  gsize length;
  g_autofree guchar *decoded = g_base64_decode (encoded, &length);
  g_autofree char *text = g_strndup ((const char *) decoded, length);
  char *colon = strchr (text, ':');

  if (colon == NULL)
    return;

  *colon = '\0';
  /* RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
  self->basic_user = g_uri_unescape_string (text, NULL);
  self->basic_password = g_uri_unescape_string (colon + 1, NULL);
}

static void
parse_authorization (KinPracticeRequest *self, const char *authorization)
{
  if (authorization == NULL)
    return;
  if (g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    self->bearer = g_strstrip (g_strdup (authorization + 7));
  else if (g_ascii_strncasecmp (authorization, "Basic ", 6) == 0)
    parse_basic (self, authorization + 6);
}

static gboolean
is_form (KinPracticeRequest *self)
{
  return self->content_type != NULL
         && g_ascii_strncasecmp (self->content_type, "application/x-www-form-urlencoded",
                                 strlen ("application/x-www-form-urlencoded")) == 0;
}

/**
 * kin_practice_request_new:
 * @method: the HTTP method
 * @path: the decoded path
 * @query: (nullable): the query as sent
 * @headers: (nullable): the request headers
 * @body: (nullable): the request body
 *
 * Reads a request once, so that no part of the portal reads it a second way.
 *
 * Returns: (transfer full): the request
 */
KinPracticeRequest *
kin_practice_request_new (const char *method, const char *path, const char *query,
                          SoupMessageHeaders *headers, GBytes *body)
{
  KinPracticeRequest *self = g_new0 (KinPracticeRequest, 1);
  const char *form = NULL;
  gsize length = 0;

  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->query = g_strdup (query);
  if (headers != NULL)
    {
      self->accept = g_strdup (soup_message_headers_get_list (headers, "Accept"));
      self->cookie = g_strdup (soup_message_headers_get_list (headers, "Cookie"));
      self->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
      self->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
      parse_authorization (self, soup_message_headers_get_one (headers, "Authorization"));
    }
  if (body != NULL)
    self->body = g_bytes_ref (body);
  if (body != NULL && is_form (self))
    form = g_bytes_get_data (body, &length);
  self->parameters = parse_pairs (query, query != NULL ? strlen (query) : 0);
  self->fields = parse_pairs (form, length);

  return self;
}

/**
 * kin_practice_request_free:
 * @self: (transfer full): a request
 *
 * Frees a request.
 */
void
kin_practice_request_free (KinPracticeRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->bearer);
  g_free (self->basic_user);
  g_free (self->basic_password);
  g_free (self->accept);
  g_free (self->cookie);
  g_free (self->if_none_match);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_ptr_array_unref (self->parameters);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static const char *
find (GPtrArray *pairs, const char *name)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      KinPracticePair *pair = g_ptr_array_index (pairs, i);

      if (g_str_equal (pair->name, name))
        return pair->value;
    }

  return NULL;
}

/**
 * kin_practice_request_get:
 * @self: a request
 * @name: a parameter of the query
 *
 * Returns: (nullable): the first value of that name
 */
const char *
kin_practice_request_get (KinPracticeRequest *self, const char *name)
{
  return find (self->parameters, name);
}

/**
 * kin_practice_request_get_field:
 * @self: a request
 * @name: a field of the form in the body
 *
 * Returns: (nullable): the first value of that name
 */
const char *
kin_practice_request_get_field (KinPracticeRequest *self, const char *name)
{
  return find (self->fields, name);
}

/**
 * kin_practice_request_dup_cookie:
 * @self: a request
 * @name: a cookie
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
kin_practice_request_dup_cookie (KinPracticeRequest *self, const char *name)
{
  g_auto (GStrv) cookies = NULL;
  gsize length = strlen (name);

  if (self->cookie == NULL)
    return NULL;

  cookies = g_strsplit (self->cookie, ";", -1);
  for (guint i = 0; cookies[i] != NULL; i++)
    {
      const char *cookie = g_strstrip (cookies[i]);

      if (g_str_has_prefix (cookie, name) && cookie[length] == '=')
        return g_strdup (cookie + length + 1);
    }

  return NULL;
}
