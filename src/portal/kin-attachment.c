/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-attachment"

#include "config.h"

#include <string.h>

#include "kin-answer-private.h"
#include "kin-attachment-private.h"
#include "kin-json.h"
#include "kin-portal-error.h"

/* A PDF ends with this, perhaps with a little behind it. */
#define PDF_END "%%EOF"
#define PDF_TAIL 1024

static KinAnswer *
fail (GError         **error,
      KinPortalError   code,
      const char      *message)
{
  g_set_error_literal (error, KIN_PORTAL_ERROR, (int) code, message);
  return NULL;
}

static gboolean
ends_with (GBytes       *bytes,
           const guint8 *end,
           gsize         length)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size >= length && memcmp (data + size - length, end, length) == 0;
}

/* A PDF made for reading while it loads has such a mark in the middle as well. */
static gboolean
pdf_is_whole (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize tail = MIN (size, (gsize) PDF_TAIL);

  return size > strlen (PDF_END) && memcmp (data, "%PDF-", strlen ("%PDF-")) == 0 &&
         memmem (data, tail, "/Linearized", strlen ("/Linearized")) == NULL &&
         memmem (data + size - tail, tail, PDF_END, strlen (PDF_END)) != NULL;
}

/* Whether the bytes show their own end, for answers whose wire does not. */
static gboolean
shows_its_end (GBytes *bytes)
{
  static const guint8 png_end[] = { 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  static const guint8 png_start[] = { 0x89, 'P', 'N', 'G' };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > sizeof png_start && memcmp (data, png_start, sizeof png_start) == 0)
    return ends_with (bytes, png_end, sizeof png_end);
  return pdf_is_whole (bytes);
}

/* The data of a Binary resource (https://hl7.org/fhir/R4/binary.html). */
static KinAnswer *
unwrap (KinReply  *reply,
        GError   **error)
{
  g_autoptr (KinJson) json = kin_json_new (reply->body, NULL);
  g_autofree char *type = NULL;
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  KinJsonNode root;
  guchar *decoded;
  gsize length;

  if (json == NULL)
    return fail (error, reply->proof == KIN_BODY_PROVEN ? KIN_PORTAL_ERROR_NOT_FHIR
                                                        : KIN_PORTAL_ERROR_NOT_COMPLETE,
                 "the attachment is not a readable Binary");
  root = kin_json_get_root (json);
  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "Binary"))
    return fail (error, KIN_PORTAL_ERROR_NOT_FHIR, "the answer is not a Binary");
  data = kin_json_node_dup_string (kin_json_node_get (root, "data"));
  type = kin_json_node_dup_string (kin_json_node_get (root, "contentType"));
  if (data == NULL)
    return fail (error, KIN_PORTAL_ERROR_NOT_FHIR, "the Binary holds no data");
  decoded = g_base64_decode (data, &length);
  bytes = g_bytes_new_take (decoded, length);
  return kin_answer_new (NULL, bytes, type, reply->server_time, reply->etag);
}

/**
 * kin_attachment_read:
 * @reply: a successful answer to the request for an attachment
 * @accept: the media type that was asked for
 * @size: how long the record says it is, or -1
 * @error: %KIN_PORTAL_ERROR_NOT_COMPLETE when nothing shows that it is whole
 *
 * Takes an attachment as it is, or out of the Binary resource it came in.
 *
 * Returns: (transfer full): the attachment
 */
KinAnswer *
kin_attachment_read (KinReply    *reply,
                     const char  *accept,
                     gint64       size,
                     GError     **error)
{
  gboolean asked_json = strstr (accept, "json") != NULL;
  gboolean asked_page = strstr (accept, "html") != NULL || strstr (accept, "xml") != NULL ||
                        g_str_equal (accept, "*/*");

  if (g_strcmp0 (reply->content_type, "application/fhir+json") == 0 ||
      (kin_reply_is_json (reply) && !asked_json))
    return unwrap (reply, error);
  if (!asked_page && kin_reply_is_html (reply))
    return fail (error, KIN_PORTAL_ERROR_NETWORK_SIGN_IN,
                 "a web page answered in place of the server");
  if (reply->proof == KIN_BODY_PROVEN ||
      (size > 0 && g_bytes_get_size (reply->body) == (gsize) size) ||
      shows_its_end (reply->body))
    return kin_answer_new (NULL, reply->body, reply->content_type, reply->server_time,
                           reply->etag);
  return fail (error, KIN_PORTAL_ERROR_NOT_COMPLETE,
               "nothing shows that the attachment is whole");
}
