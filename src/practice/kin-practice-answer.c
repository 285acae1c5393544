/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-answer"

#include "config.h"

#include "kin-practice-answer.h"

#include <gio/gio.h>
#include <string.h>

/**
 * kin_practice_answer_new:
 * @status: an HTTP status
 * @content_type: (nullable): the media type of the body
 *
 * Starts an answer with no body yet. Nothing a portal says may be kept by a cache.
 *
 * Returns: (transfer full): the answer
 */
KinPracticeAnswer *
kin_practice_answer_new (guint status, const char *content_type)
{
  KinPracticeAnswer *self = g_new0 (KinPracticeAnswer, 1);

  self->status = status;
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  soup_message_headers_replace (self->headers, "Cache-Control", "no-store");
  if (content_type != NULL)
    soup_message_headers_replace (self->headers, "Content-Type", content_type);

  return self;
}

/**
 * kin_practice_answer_new_json:
 * @status: an HTTP status
 * @builder: a finished document
 *
 * Returns: (transfer full): an answer of type application/json
 */
KinPracticeAnswer *
kin_practice_answer_new_json (guint status, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);
  KinPracticeAnswer *self = kin_practice_answer_new (status, "application/json");

  kin_practice_answer_add_text (self, text);
  return self;
}

/**
 * kin_practice_answer_new_outcome:
 * @status: an HTTP status
 * @code: an issue type of FHIR
 * @text: what is wrong, in English
 *
 * Says what went wrong the way FHIR says it
 * (https://hl7.org/fhir/R4/operationoutcome.html).
 *
 * Returns: (transfer full): an answer whose body is an OperationOutcome
 */
KinPracticeAnswer *
kin_practice_answer_new_outcome (guint status, const char *code, const char *text)
{
  KinPracticeAnswer *self = kin_practice_answer_new (status, "application/fhir+json");
  g_autoptr (GString) body = g_string_new ("{\"resourceType\":\"OperationOutcome\",\"issue\":"
                                           "[{\"severity\":\"error\",\"code\":");

  kin_practice_append_json_string (body, code);
  g_string_append (body, ",\"details\":{\"text\":");
  kin_practice_append_json_string (body, text);
  g_string_append (body, "}}]}");
  kin_practice_answer_add_text (self, body->str);

  return self;
}

/**
 * kin_practice_answer_new_redirect:
 * @location: where the browser goes next, with GET
 *
 * Returns: (transfer full): a 303 answer
 */
KinPracticeAnswer *
kin_practice_answer_new_redirect (const char *location)
{
  KinPracticeAnswer *self = kin_practice_answer_new (SOUP_STATUS_SEE_OTHER, NULL);

  kin_practice_answer_set_header (self, "Location", location);
  return self;
}

/**
 * kin_practice_answer_free:
 * @self: (transfer full): an answer
 *
 * Frees an answer.
 */
void
kin_practice_answer_free (KinPracticeAnswer *self)
{
  soup_message_headers_unref (self->headers);
  g_ptr_array_unref (self->pieces);
  g_free (self);
}

/**
 * kin_practice_answer_add_text:
 * @self: an answer
 * @text: what the body goes on with
 *
 * Adds text to the end of the body.
 */
void
kin_practice_answer_add_text (KinPracticeAnswer *self, const char *text)
{
  g_ptr_array_add (self->pieces, g_bytes_new (text, strlen (text)));
}

/**
 * kin_practice_answer_add_bytes:
 * @self: an answer
 * @bytes: what the body goes on with
 *
 * Adds bytes to the end of the body without copying them.
 */
void
kin_practice_answer_add_bytes (KinPracticeAnswer *self, GBytes *bytes)
{
  g_ptr_array_add (self->pieces, g_bytes_ref (bytes));
}

/**
 * kin_practice_answer_set_header:
 * @self: an answer
 * @name: a header
 * @value: its only value
 *
 * Sets a header, whatever it was before.
 */
void
kin_practice_answer_set_header (KinPracticeAnswer *self, const char *name, const char *value)
{
  soup_message_headers_replace (self->headers, name, value);
}

/**
 * kin_practice_answer_dup_body:
 * @self: an answer
 *
 * Returns: (transfer full): the whole body in one piece
 */
GBytes *
kin_practice_answer_dup_body (KinPracticeAnswer *self)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  for (guint i = 0; i < self->pieces->len; i++)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (self->pieces, i), &length);

      g_byte_array_append (body, data, (guint) length);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/**
 * kin_practice_answer_set_body:
 * @self: an answer
 * @body: the new body
 *
 * Puts @body in the place of whatever the body was.
 */
void
kin_practice_answer_set_body (KinPracticeAnswer *self, GBytes *body)
{
  g_ptr_array_set_size (self->pieces, 0);
  kin_practice_answer_add_bytes (self, body);
}

static GBytes *
pack (GPtrArray *pieces)
{
  g_autoptr (GConverter) gzip
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (packed, gzip);

  for (guint i = 0; i < pieces->len; i++)
    {
      gsize length;
      const void *data = g_bytes_get_data (g_ptr_array_index (pieces, i), &length);

      g_output_stream_write_all (stream, data, length, NULL, NULL, NULL);
    }
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
}

/**
 * kin_practice_answer_gzip:
 * @self: an answer
 *
 * Packs the body and says so. Level 1, because the other end is on this machine; and what is kept
 * is not packed again, so that whoever measures an app here does not measure this.
 */
void
kin_practice_answer_gzip (KinPracticeAnswer *self)
{
  g_autoptr (GBytes) body = NULL;

  if (self->packed != NULL && *self->packed != NULL)
    body = g_bytes_ref (*self->packed);
  else
    body = pack (self->pieces);
  if (self->packed != NULL && *self->packed == NULL)
    *self->packed = g_bytes_ref (body);

  kin_practice_answer_set_body (self, body);
  kin_practice_answer_set_header (self, "Content-Encoding", "gzip");
}

/**
 * kin_practice_append_json_string:
 * @out: where to write
 * @text: UTF-8 text
 *
 * Writes @text as a JSON string, with its quotes (RFC 8259 section 7).
 */
void
kin_practice_append_json_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (out, "\\%c", *c);
      else if ((guchar) *c < 0x20)
        g_string_append_printf (out, "\\u%04x", (guchar) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}
