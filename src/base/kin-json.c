/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-private.h"

static const KinJsonNode missing = { NULL, NULL };

G_DEFINE_BOXED_TYPE (KinJson, kin_json, kin_json_ref, kin_json_unref)
G_DEFINE_QUARK (kin-json-error-quark, kin_json_error)

static void
kin_json_clear (gpointer data)
{
  KinJson *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->tape);
}

static inline const KinJsonToken *
get_token (KinJsonNode node)
{
  g_assert (node.json == NULL || node.token < node.json->tape + node.json->n_tokens);

  return node.json != NULL ? node.token : NULL;
}

static inline gboolean
is_type (const KinJsonToken *token,
         KinJsonType         type)
{
  return token != NULL && KIN_JSON_TOKEN_TYPE (token) == type;
}

/**
 * kin_json_new:
 * @bytes: the whole document
 * @error: return location, in the domain %KIN_JSON_ERROR
 *
 * Checks a document (RFC 8259) and keeps its bytes without copying them.
 *
 * Stricter than the RFC where a record must not depend on luck: UTF-8 without a
 * byte order mark, at most %KIN_JSON_MAX_DEPTH levels, no name twice in one
 * object, no U+0000, strings up to 16 MiB, five million values. How long a
 * document may be is for the caller to say. Half a surrogate pair is accepted
 * and read as U+FFFD. The message gives a place and a rule, no text of the document.
 *
 * Returns: (transfer full) (nullable): the document
 */
KinJson *
kin_json_new (GBytes  *bytes,
              GError **error)
{
  g_autofree KinJsonToken *tape = NULL;
  const char *text;
  guint32 n_tokens = 0;
  KinJson *self;
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  text = g_bytes_get_data (bytes, &length);
  if (text == NULL)
    text = "";
  tape = kin_json_scan (text, length, &n_tokens, error);
  if (tape == NULL)
    return NULL;

  self = g_atomic_rc_box_new0 (KinJson);
  self->bytes = g_bytes_ref (bytes);
  self->text = text;
  self->tape = g_steal_pointer (&tape);
  self->n_tokens = n_tokens;

  return self;
}

/**
 * kin_json_ref:
 * @self: a document
 *
 * Returns: (transfer full): the same document
 */
KinJson *
kin_json_ref (KinJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * kin_json_unref:
 * @self: (transfer full): a document
 *
 * Drops a reference.
 */
void
kin_json_unref (KinJson *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, kin_json_clear);
}

/**
 * kin_json_get_bytes:
 * @self: a document
 *
 * Returns: (transfer none): the bytes it was made from
 */
GBytes *
kin_json_get_bytes (KinJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bytes;
}

/**
 * kin_json_get_root:
 * @self: a document
 *
 * Returns: the outermost value, which borrows @self
 */
KinJsonNode
kin_json_get_root (KinJson *self)
{
  g_return_val_if_fail (self != NULL, missing);

  return (KinJsonNode) { self, self->tape };
}

/**
 * kin_json_get_depth:
 * @self: a document
 *
 * Returns: how many levels it has: 0 for a number or a text alone, 1 for `[]`
 */
guint
kin_json_get_depth (KinJson *self)
{
  guint32 ends[KIN_JSON_MAX_DEPTH];
  guint depth = 0;
  guint most = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint32 i = 0; i < self->n_tokens; i++)
    {
      KinJsonType type = KIN_JSON_TOKEN_TYPE (&self->tape[i]);

      while (depth > 0 && ends[depth - 1] <= i)
        depth--;
      if (type == KIN_JSON_OBJECT || type == KIN_JSON_ARRAY)
        ends[depth++] = i + self->tape[i].n_tokens;
      most = MAX (most, depth);
    }

  return most;
}

static char *
dup_plain (KinJsonNode         node,
           const KinJsonToken *token)
{
  const char *raw = node.json->text + token->start + 1;
  gsize length = token->end - token->start - 2;
  char *plain = g_malloc (length + 1);

  if (token->kind & KIN_JSON_TOKEN_ESCAPED)
    {
      kin_json_unescape (raw, length, plain);
    }
  else
    {
      memcpy (plain, raw, length);
      plain[length] = '\0';
    }

  return plain;
}

/* Of kin_json_node_reads(): a string with escapes. */
gboolean
kin_json_escaped_reads (KinJsonNode  node,
                        const char  *text,
                        gsize        length)
{
  g_autofree char *plain = dup_plain (node, get_token (node));

  return strlen (plain) == length && memcmp (plain, text, length) == 0;
}

/**
 * kin_json_node_at:
 * @array: an array, or anything else
 * @position: from 0
 *
 * Walks to it; use #KinJsonIter to see all of them.
 *
 * Returns: the element, or a missing node
 */
KinJsonNode
kin_json_node_at (KinJsonNode array,
                  guint       position)
{
  const KinJsonToken *token = get_token (array);

  if (!is_type (token, KIN_JSON_ARRAY) || position >= KIN_JSON_TOKEN_COUNT (token))
    return missing;

  for (token++; position > 0; position--)
    token += token->n_tokens;

  return (KinJsonNode) { array.json, token };
}

/**
 * kin_json_node_get_length:
 * @node: an array, an object, or anything else
 *
 * Returns: how many elements or members it has; 0 for anything else
 */
guint
kin_json_node_get_length (KinJsonNode node)
{
  const KinJsonToken *token = get_token (node);

  return kin_json_node_get_type (node) >= KIN_JSON_ARRAY ? KIN_JSON_TOKEN_COUNT (token) : 0;
}

/**
 * kin_json_node_dup_string:
 * @node: a string, or anything else
 *
 * Returns: (transfer full) (nullable): its text, without quotes and escapes, in
 *   UTF-8; %NULL for anything but a string
 */
char *
kin_json_node_dup_string (KinJsonNode node)
{
  const KinJsonToken *token = get_token (node);

  return is_type (token, KIN_JSON_STRING) ? dup_plain (node, token) : NULL;
}

/**
 * kin_json_node_dup_number:
 * @node: a number, or anything else
 *
 * A FHIR decimal says how precise it is by its digits
 * (https://hl7.org/fhir/R4/datatypes.html#decimal), so it stays text.
 *
 * Returns: (transfer full) (nullable): the number as it is written; %NULL for
 *   anything but a number
 */
char *
kin_json_node_dup_number (KinJsonNode node)
{
  const KinJsonToken *token = get_token (node);

  if (!is_type (token, KIN_JSON_NUMBER))
    return NULL;

  return g_strndup (node.json->text + token->start, token->end - token->start);
}

/**
 * kin_json_node_get_int:
 * @node: a number, or anything else
 * @value: (out): the number
 *
 * Only whole numbers written without point and exponent, inside 64 bits, are
 * integers; any other number is text. @value is left alone otherwise.
 *
 * Returns: whether it is an integer
 */
gboolean
kin_json_node_get_int (KinJsonNode  node,
                       gint64      *value)
{
  g_autofree char *number = kin_json_node_dup_number (node);

  g_return_val_if_fail (value != NULL, FALSE);

  return number != NULL
         && g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/**
 * kin_json_node_get_bytes:
 * @node: a value, or none
 *
 * The value as it is written, a slice that keeps the whole document alive and
 * copies nothing. A string comes with its quotes, so that a slice is always a
 * JSON document of its own.
 *
 * Returns: (transfer full) (nullable): its bytes; %NULL for a missing node
 */
GBytes *
kin_json_node_get_bytes (KinJsonNode node)
{
  const KinJsonToken *token = get_token (node);

  if (token == NULL)
    return NULL;

  return g_bytes_new_from_bytes (node.json->bytes, token->start, token->end - token->start);
}

/**
 * kin_json_node_copy:
 * @node: a value, or none
 *
 * A document of its own for one value, with its own bytes: it can be kept
 * without keeping the page it came in. Not scanned again.
 *
 * Returns: (transfer full) (nullable): the document; %NULL for a missing node
 */
KinJson *
kin_json_node_copy (KinJsonNode node)
{
  const KinJsonToken *token = get_token (node);
  KinJson *copy;

  if (token == NULL)
    return NULL;

  copy = g_atomic_rc_box_new0 (KinJson);
  copy->bytes = g_bytes_new (node.json->text + token->start, token->end - token->start);
  copy->text = g_bytes_get_data (copy->bytes, NULL);
  copy->n_tokens = token->n_tokens;
  copy->tape = g_new (KinJsonToken, copy->n_tokens);
  for (guint32 i = 0; i < copy->n_tokens; i++)
    {
      copy->tape[i] = token[i];
      copy->tape[i].start -= token->start;
      copy->tape[i].end -= token->start;
    }

  return copy;
}
