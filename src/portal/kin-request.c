/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-request"

#include "config.h"

#include <string.h>

#include "kin-origin-private.h"
#include "kin-request-private.h"

#define PAGE_DEADLINE (120 * 1000)

/* Header values of a server may come back in our own requests: none of them may
 * start a new line or run on for ever (rule N-16). */
#define MAX_HEADER 1024

/**
 * kin_request_new:
 * @uri: where to
 * @accept: the media type asked for
 * @cap: how many bytes the answer may unpack to
 *
 * Returns: (transfer full): a GET without credentials, with two minutes to finish
 */
KinRequest *
kin_request_new (GUri       *uri,
                 const char *accept,
                 gsize       cap)
{
  KinRequest *self = g_new0 (KinRequest, 1);

  g_ref_count_init (&self->ref_count);
  self->uri = g_uri_ref (uri);
  self->accept = g_strdup (accept);
  self->cap = cap;
  self->deadline = PAGE_DEADLINE;
  return self;
}

KinRequest *
kin_request_ref (KinRequest *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
kin_request_unref (KinRequest *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_uri_unref (self->uri);
  g_free (self->accept);
  g_clear_pointer (&self->bearer, kin_secret_unref);
  g_clear_pointer (&self->bearer_base, g_uri_unref);
  g_clear_pointer (&self->form, kin_secret_unref);
  g_clear_pointer (&self->basic, kin_secret_unref);
  g_free (self);
}

/**
 * kin_request_set_bearer:
 * @self: a request
 * @base: the FHIR base that the token was given for
 * @token: an access token
 *
 * Gives the request a token; it is sent only where kin_request_may_bear().
 */
void
kin_request_set_bearer (KinRequest *self,
                        GUri       *base,
                        KinSecret  *token)
{
  g_clear_pointer (&self->bearer, kin_secret_unref);
  g_clear_pointer (&self->bearer_base, g_uri_unref);
  self->bearer = kin_secret_ref (token);
  self->bearer_base = g_uri_ref (base);
}

/**
 * kin_request_may_bear:
 * @self: a request
 *
 * Asked again before every hop, last thing before sending (rule N-06).
 *
 * Returns: whether there is a token and this URL may see it
 */
gboolean
kin_request_may_bear (KinRequest *self)
{
  return self->bearer != NULL && kin_origin_is_under (self->bearer_base, self->uri);
}

KinReply *
kin_reply_ref (KinReply *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
kin_reply_unref (KinReply *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self->location);
  g_free (self->etag);
  g_free (self->retry_after);
  g_free (self->rate_reset);
  g_free (self);
}

/* Whether the first thing in the body, after blanks, is @first. */
static gboolean
body_starts_with (KinReply   *self,
                  const char *first)
{
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);
  gsize start = 0;

  while (start < length && g_ascii_isspace (text[start]))
    start++;
  return start < length && strchr (first, text[start]) != NULL;
}

/**
 * kin_reply_is_html:
 * @self: a reply
 *
 * Returns: whether it is a web page, by its type or by its first character
 */
gboolean
kin_reply_is_html (KinReply *self)
{
  if (g_strcmp0 (self->content_type, "text/html") == 0 ||
      g_strcmp0 (self->content_type, "application/xhtml+xml") == 0)
    return TRUE;
  return !kin_reply_is_json (self) && body_starts_with (self, "<");
}

/**
 * kin_reply_is_json:
 * @self: a reply
 *
 * Returns: whether it says that it is JSON, of whatever kind
 */
gboolean
kin_reply_is_json (KinReply *self)
{
  const char *type = self->content_type;

  return type != NULL && (g_str_has_suffix (type, "/json") || g_str_has_suffix (type, "+json"));
}

/**
 * kin_header_is_plain:
 * @value: (nullable): what a server sent
 *
 * Returns: whether it is short, printable ASCII (RFC 9110, section 5.5)
 */
gboolean
kin_header_is_plain (const char *value)
{
  gsize length = value != NULL ? strlen (value) : 0;

  if (length == 0 || length > MAX_HEADER)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (value[i]))
      return FALSE;
  return TRUE;
}
