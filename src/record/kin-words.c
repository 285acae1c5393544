/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-words"

#include "config.h"

#include <string.h>

#include "kin-reference.h"
#include "kin-text.h"
#include "kin-words.h"

static const KinJsonNode missing = { NULL, NULL };

#define EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (guint8) (byte))

static inline gboolean
has_zero_byte (guint64 bytes)
{
  return ((bytes - EACH_BYTE (1)) & ~bytes & EACH_BYTE (0x80)) != 0;
}

/* Whether among eight bytes, with one before them, is a space behind a space or a control
 * character: all but this one are always written with an escape. */
static inline gboolean
has_gap (const char *text)
{
  guint64 bytes, before;

  memcpy (&bytes, text, sizeof bytes);
  memcpy (&before, text - 1, sizeof before);

  return has_zero_byte ((bytes ^ EACH_BYTE (' ')) | (before ^ EACH_BYTE (' ')))
         || has_zero_byte (bytes ^ EACH_BYTE (0x7f));
}

/* Whether kin_words_clean() would surely leave it as it is. An address has a colon soon. */
static gboolean
is_clean (const char *text,
          gsize       length)
{
  gsize i = 1;

  if (length == 0 || text[0] == ' ' || text[0] == 0x7f || text[length - 1] == ' '
      || memchr (text, ':', MIN (length, strlen ("https:"))) != NULL)
    return FALSE;

  for (; length - i >= 8; i += 8)
    {
      if (has_gap (text + i))
        return FALSE;
    }
  if (length > 8)
    return !has_gap (text + length - 8);

  while (i < length && text[i] != 0x7f && (text[i] != ' ' || text[i - 1] != ' '))
    i++;

  return i == length;
}

/* The text where it stands, when it is one line of words already. */
static const char *
peek_words (KinJsonNode  node,
            gsize       *length)
{
  const char *text = kin_json_node_peek_plain (node, length);

  return text != NULL && is_clean (text, *length) ? text : NULL;
}

/**
 * kin_words_append:
 * @line: text to add to
 * @node: a string, or anything else
 *
 * Adds the string as one line of words. Where there are none, @line stays as it is.
 *
 * Returns: whether there were words
 */
gboolean
kin_words_append (GString     *line,
                  KinJsonNode  node)
{
  g_autofree char *words = NULL;
  const char *text;
  gsize length;

  if (kin_json_node_get_type (node) != KIN_JSON_STRING)
    return FALSE;

  text = peek_words (node, &length);
  if (text == NULL)
    {
      text = words = kin_words_from_text (node);
      if (words == NULL)
        return FALSE;
      length = strlen (words);
    }
  kin_text_append (line, text, length);

  return TRUE;
}

/**
 * kin_words_from_text:
 * @node: a string, or anything else
 *
 * Returns: (transfer full) (nullable): the string as one line of words
 */
char *
kin_words_from_text (KinJsonNode node)
{
  gsize length;
  const char *text;

  if (kin_json_node_get_type (node) != KIN_JSON_STRING)
    return NULL;

  text = peek_words (node, &length);

  return text != NULL ? g_strndup (text, length)
                      : kin_words_clean (kin_json_node_dup_string (node));
}

/**
 * kin_words_from_number:
 * @node: a number, a string or a truth value
 *
 * Returns: (transfer full) (nullable): it, as it was sent: `1.10` stays `1.10`
 */
char *
kin_words_from_number (KinJsonNode node)
{
  switch (kin_json_node_get_type (node))
    {
    case KIN_JSON_NUMBER:
      return kin_json_node_dup_number (node);
    case KIN_JSON_STRING:
      return kin_words_from_text (node);
    case KIN_JSON_TRUE:
      return g_strdup ("true");
    case KIN_JSON_FALSE:
      return g_strdup ("false");
    case KIN_JSON_MISSING:
    case KIN_JSON_NULL:
    case KIN_JSON_ARRAY:
    case KIN_JSON_OBJECT:
    default:
      return NULL;
    }
}

static gboolean
is_null_flavor (KinJsonNode coding)
{
  KinJsonNode system = kin_json_node_get (coding, "system");
  gsize length;
  const char *text = kin_json_node_peek_text (system, &length);

  return text != NULL && g_strstr_len (text, (gssize) length, "NullFlavor") != NULL;
}

/* The clinician's own choice first, then the first with a name. Codes that say
 * "unknown" are of use only when there is nothing else. */
static char *
words_from_codings (KinJsonNode codings)
{
  g_autofree char *best = NULL;
  g_autofree char *unknown = NULL;
  KinJsonIter iter;
  KinJsonNode coding;

  kin_json_iter_init (&iter, codings);
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      g_autofree char *display = kin_words_from_text (kin_json_node_get (coding, "display"));
      KinJsonNode chosen = kin_json_node_get (coding, "userSelected");

      if (display == NULL)
        continue;
      if (kin_json_node_get_type (chosen) == KIN_JSON_TRUE)
        return g_steal_pointer (&display);
      if (is_null_flavor (coding))
        {
          if (unknown == NULL)
            unknown = g_steal_pointer (&display);
        }
      else if (best == NULL)
        {
          best = g_steal_pointer (&display);
        }
    }

  return best != NULL ? g_steal_pointer (&best) : g_steal_pointer (&unknown);
}

static gboolean
is_one_of_the_codes (KinJsonNode  codings,
                     const char  *text)
{
  KinJsonIter iter;
  KinJsonNode coding;

  kin_json_iter_init (&iter, codings);
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      if (kin_json_node_equals (kin_json_node_get (coding, "code"), text))
        return TRUE;
    }

  return FALSE;
}

/* Some systems copy the code into `text`; then a display says more. */
static char *
words_from_concept (KinJsonNode concept,
                    KinJsonNode text)
{
  KinJsonNode codings = kin_json_node_get (concept, "coding");
  g_autofree char *words = kin_words_from_text (text);
  g_autofree char *display = NULL;

  if (words != NULL && !is_one_of_the_codes (codings, words))
    return g_steal_pointer (&words);

  display = words_from_codings (codings);

  return display != NULL ? g_steal_pointer (&display) : g_steal_pointer (&words);
}

/* What a contained resource is called: a medicine by its code, a person by a name. */
static char *
words_from_contained (KinJsonNode reference,
                      KinJsonNode resource,
                      char     *(*read) (KinJsonNode node, KinJsonNode resource))
{
  static const char *const names[] = { "code", "name", "type", "title", "description" };
  g_autoptr (KinReference) target = kin_reference_from_node (reference);
  KinJsonNode contained;

  if (target->style != KIN_REFERENCE_CONTAINED || !kin_json_node_exists (resource))
    return NULL;

  contained = kin_contained_find (resource, target->id);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      /* Looking no further inside keeps two that point at each other harmless. */
      char *words = read (kin_json_node_get (contained, names[i]), missing);

      if (words != NULL)
        return words;
    }

  return NULL;
}

static char *
words_from_object (KinJsonNode node,
                   KinJsonNode resource)
{
  static const char *const names[] = { "display", "title", "concept" };
  char *words = words_from_concept (node, kin_json_node_get (node, "text"));

  for (guint i = 0; words == NULL && i < G_N_ELEMENTS (names); i++)
    {
      KinJsonNode inner = kin_json_node_get (node, names[i]);

      /* R5 puts the concept one level deeper; nothing goes further down. */
      words = kin_json_node_get_type (inner) == KIN_JSON_OBJECT
                  ? words_from_concept (inner, kin_json_node_get (inner, "text"))
                  : kin_words_from_text (inner);
    }

  if (words == NULL)
    words = kin_words_from_name (node);
  if (words == NULL && kin_json_node_exists (kin_json_node_get (node, "reference")))
    words = words_from_contained (node, resource, kin_words_from_node);

  return words;
}

/**
 * kin_words_from_node:
 * @node: a string, CodeableConcept, Coding, Reference, HumanName, Annotation or
 *   Attachment, or an array of them
 * @resource: the resource it is in, for references to what that contains
 *
 * Reads what the clinic wrote for people to read: `text`, else the best
 * `display`, else a title or a name.
 *
 * Returns: (transfer full) (nullable): one line; %NULL when there is only a code
 */
char *
kin_words_from_node (KinJsonNode node,
                     KinJsonNode resource)
{
  KinJsonType type = kin_json_node_get_type (node);
  KinJsonIter iter;
  KinJsonNode element;

  if (type == KIN_JSON_STRING)
    return kin_words_from_text (node);
  if (type == KIN_JSON_OBJECT)
    return words_from_object (node, resource);
  if (type != KIN_JSON_ARRAY)
    return NULL;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, NULL, &element))
    {
      KinJsonType inner = kin_json_node_get_type (element);
      char *words = NULL;

      if (inner == KIN_JSON_STRING)
        words = kin_words_from_text (element);
      else if (inner == KIN_JSON_OBJECT)
        words = words_from_object (element, resource);
      if (words != NULL)
        return words;
    }

  return NULL;
}

/**
 * kin_words_from_code:
 * @node: as for kin_words_from_node(), or an Identifier
 * @resource: the resource it is in
 *
 * Reads the code or number itself, for when nobody wrote any words.
 *
 * Returns: (transfer full) (nullable): the first code
 */
char *
kin_words_from_code (KinJsonNode node,
                     KinJsonNode resource)
{
  KinJsonIter iter;
  KinJsonNode coding;
  char *code;

  if (kin_json_node_get_type (node) == KIN_JSON_ARRAY)
    node = kin_json_node_at (node, 0);

  kin_json_iter_init (&iter, kin_json_node_get (node, "coding"));
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      code = kin_words_from_text (kin_json_node_get (coding, "code"));
      if (code != NULL)
        return code;
    }

  code = kin_words_from_text (kin_json_node_get (node, "code"));
  if (code == NULL)
    code = kin_words_from_text (kin_json_node_get (node, "value"));
  if (code == NULL)
    code = kin_words_from_text (kin_json_node_get_path (node, "identifier.value"));
  if (code == NULL && kin_json_node_exists (kin_json_node_get (node, "reference")))
    code = words_from_contained (node, resource, kin_words_from_code);

  return code;
}

static void
append_parts (GString     *text,
              KinJsonNode  parts)
{
  KinJsonIter iter;
  KinJsonNode part;

  if (kin_json_node_get_type (parts) == KIN_JSON_STRING)
    {
      g_autofree char *words = kin_words_from_text (parts);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words);
      return;
    }

  kin_json_iter_init (&iter, parts);
  while (kin_json_iter_next (&iter, NULL, &part))
    {
      if (kin_json_node_get_type (part) == KIN_JSON_STRING)
        append_parts (text, part);
    }
}

/**
 * kin_words_from_name:
 * @name: a HumanName, or anything else
 *
 * Returns: (transfer full) (nullable): the name as the clinic wrote it in one
 *   piece, else its parts in the order of
 *   https://hl7.org/fhir/R4/datatypes.html#HumanName
 */
char *
kin_words_from_name (KinJsonNode name)
{
  static const char *const parts[] = { "prefix", "given", "family", "suffix" };
  g_autoptr (GString) text = NULL;
  char *whole;

  if (kin_json_node_get_type (name) != KIN_JSON_OBJECT)
    return NULL;

  whole = kin_words_from_text (kin_json_node_get (name, "text"));
  if (whole != NULL)
    return whole;

  if (!kin_json_node_exists (kin_json_node_get (name, "family"))
      && !kin_json_node_exists (kin_json_node_get (name, "given")))
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    append_parts (text, kin_json_node_get (name, parts[i]));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
