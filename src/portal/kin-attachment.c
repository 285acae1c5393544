/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-attachment"

#include "config.h"

#include <string.h>

#include "kin-answer-private.h"
#include "kin-attachment-private.h"
#include "kin-document-file.h"
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

static gboolean
is_binary (KinJson *json)
{
  return json != NULL &&
         kin_json_node_equals (kin_json_node_get (kin_json_get_root (json), "resourceType"),
                               "Binary");
}

static KinAnswer *
unwrap (KinReply  *reply,
        KinJson   *json,
        GError   **error)
{
  g_autoptr (GPtrArray) files = kin_document_file_list (kin_json_get_root (json));
  const KinDocumentFile *file = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;

  if (file == NULL || file->data == NULL)
    return fail (error, KIN_PORTAL_ERROR_NOT_FHIR, "the Binary holds no readable data");
  return kin_answer_new (NULL, file->data, file->content_type, reply->server_time, reply->etag);
}

/**
 * kin_attachment_read:
 * @reply: a successful answer to the request for an attachment
 * @accept: the media type that was asked for
 * @size: how long the record says it is, or -1
 * @error: %KIN_PORTAL_ERROR_NOT_COMPLETE when nothing shows that it is whole
 *
 * Takes an attachment as it is, or out of the Binary resource it came in
 * (https://hl7.org/fhir/R4/binary.html), which some portals send whatever was asked for.
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
  gboolean is_json = kin_reply_is_json (reply);
  g_autoptr (KinJson) json = is_json ? kin_json_new (reply->body, NULL) : NULL;

  if (is_binary (json))
    return unwrap (reply, json, error);
  if (g_strcmp0 (reply->content_type, "application/fhir+json") == 0 || (is_json && !asked_json))
    return fail (error, json != NULL || reply->proof == KIN_BODY_PROVEN
                          ? KIN_PORTAL_ERROR_NOT_FHIR : KIN_PORTAL_ERROR_NOT_COMPLETE,
                 "the answer is not a readable Binary");
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
