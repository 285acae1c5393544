/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-words"

#include "config.h"

#include <string.h>

#include "kin-reference.h"
#include "kin-text.h"
#include "kin-words.h"

/* Adds words to a line, or leaves it as it is. */
typedef gboolean (* Append) (GString     *line,
                             KinJsonNode  node,
                             KinJsonNode  resource);

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

/* What begins like `http:` or `urn:` and has a colon soon. */
static inline gboolean
may_be_address (const char *text,
                gsize       length)
{
  return (text[0] == 'h' || text[0] == 'H' || text[0] == 'u' || text[0] == 'U')
         && memchr (text, ':', MIN (length, strlen ("https:"))) != NULL;
}

/* Whether kin_words_clean() would surely leave it as it is. */
static gboolean
is_clean (const char *text,
          gsize       length)
{
  gsize i = 1;

  if (length == 0 || text[0] == ' ' || text[0] == 0x7f || text[length - 1] == ' '
      || may_be_address (text, length))
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

static gboolean
has_words (KinJsonNode node)
{
  g_autofree char *words = NULL;
  gsize length;

  if (kin_json_node_get_type (node) != KIN_JSON_STRING)
    return FALSE;
  if (peek_words (node, &length) != NULL)
    return TRUE;
  words = kin_words_from_text (node);

  return words != NULL;
}

/* The clinician's own choice first, then the first with a name. Codes that say
 * "unknown" are of use only when there is nothing else. */
static KinJsonNode
choose_display (KinJsonNode codings)
{
  KinJsonNode best = missing;
  KinJsonNode unknown = missing;
  KinJsonIter iter;
  KinJsonNode coding;

  kin_json_iter_init (&iter, codings);
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      KinJsonNode display = kin_json_node_get (coding, "display");

      if (kin_json_node_get_length (codings) == 1)
        return display;
      if (!has_words (display))
        continue;
      if (kin_json_node_get_type (kin_json_node_get (coding, "userSelected")) == KIN_JSON_TRUE)
        return display;
      if (!kin_json_node_exists (best) && !is_null_flavor (coding))
        best = display;
      else if (!kin_json_node_exists (unknown))
        unknown = display;
    }

  return kin_json_node_exists (best) ? best : unknown;
}

static gboolean
is_one_of_the_codes (KinJsonNode  codings,
                     const char  *text,
                     gsize        length)
{
  KinJsonIter iter;
  KinJsonNode coding;

  kin_json_iter_init (&iter, codings);
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      if (kin_json_node_reads (kin_json_node_get (coding, "code"), text, length))
        return TRUE;
    }

  return FALSE;
}

/* Some systems copy the code into `text`; then a display says more. */
static gboolean
append_concept (GString     *line,
                KinJsonNode  concept)
{
  KinJsonNode codings = kin_json_node_get (concept, "coding");
  gsize start = line->len;
  gsize end;

  if (!kin_words_append (line, kin_json_node_get (concept, "text")))
    return kin_words_append (line, choose_display (codings));

  end = line->len;
  if (is_one_of_the_codes (codings, line->str + start, end - start)
      && kin_words_append (line, choose_display (codings)))
    g_string_erase (line, (gssize) start, (gssize) (end - start));

  return TRUE;
}

/* What a contained resource is called: a medicine by its code, a person by a name. */
static gboolean
append_contained (GString     *line,
                  KinJsonNode  reference,
                  KinJsonNode  resource,
                  Append       append)
{
  static const char *const names[] = { "code", "name", "type", "title", "description" };
  g_autoptr (KinReference) target = kin_reference_from_node (reference);
  KinJsonNode contained;

  if (target->style != KIN_REFERENCE_CONTAINED || !kin_json_node_exists (resource))
    return FALSE;

  contained = kin_contained_find (resource, target->id);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      /* Looking no further inside keeps two that point at each other harmless. */
      if (append (line, kin_json_node_get (contained, names[i]), missing))
        return TRUE;
    }

  return FALSE;
}

static gboolean
append_object (GString     *line,
               KinJsonNode  node,
               KinJsonNode  resource)
{
  static const char *const names[] = { "display", "title", "concept" };

  if (append_concept (line, node))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      KinJsonNode inner = kin_json_node_get (node, names[i]);

      /* R5 puts the concept one level deeper; nothing goes further down. */
      if (kin_json_node_get_type (inner) == KIN_JSON_OBJECT ? append_concept (line, inner)
                                                            : kin_words_append (line, inner))
        return TRUE;
    }

  return kin_words_append_name (line, node)
         || (kin_json_node_exists (kin_json_node_get (node, "reference"))
             && append_contained (line, node, resource, kin_words_append_node));
}

/**
 * kin_words_append_node:
 * @line: text to add to
 * @node: a string, CodeableConcept, Coding, Reference, HumanName, Annotation or
 *   Attachment, or an array of them
 * @resource: the resource it is in, for references to what that contains
 *
 * Adds what the clinic wrote for people to read: `text`, else the best `display`, else a
 * title or a name. Where there is only a code, @line stays as it is.
 *
 * Returns: whether there were words
 */
gboolean
kin_words_append_node (GString     *line,
                       KinJsonNode  node,
                       KinJsonNode  resource)
{
  KinJsonIter iter;
  KinJsonNode element;

  if (kin_json_node_get_type (node) == KIN_JSON_OBJECT)
    return append_object (line, node, resource);
  if (kin_json_node_get_type (node) != KIN_JSON_ARRAY)
    return kin_words_append (line, node);

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, NULL, &element))
    {
      if (kin_json_node_get_type (element) == KIN_JSON_OBJECT
            ? append_object (line, element, resource) : kin_words_append (line, element))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_words_append_code:
 * @line: text to add to
 * @node: as for kin_words_append_node(), or an Identifier
 * @resource: the resource it is in
 *
 * Adds the first code or number itself, for when nobody wrote any words.
 *
 * Returns: whether there was one
 */
gboolean
kin_words_append_code (GString     *line,
                       KinJsonNode  node,
                       KinJsonNode  resource)
{
  KinJsonIter iter;
  KinJsonNode coding;

  if (kin_json_node_get_type (node) == KIN_JSON_ARRAY)
    node = kin_json_node_at (node, 0);

  kin_json_iter_init (&iter, kin_json_node_get (node, "coding"));
  while (kin_json_iter_next (&iter, NULL, &coding))
    {
      if (kin_words_append (line, kin_json_node_get (coding, "code")))
        return TRUE;
    }

  return kin_words_append (line, kin_json_node_get (node, "code"))
         || kin_words_append (line, kin_json_node_get (node, "value"))
         || kin_words_append (line, kin_json_node_get_path (node, "identifier.value"))
         || (kin_json_node_exists (kin_json_node_get (node, "reference"))
             && append_contained (line, node, resource, kin_words_append_code));
}

static void
append_part (GString     *line,
             gsize        start,
             KinJsonNode  part)
{
  gsize end = line->len;

  if (end > start)
    g_string_append_c (line, ' ');
  if (!kin_words_append (line, part))
    g_string_truncate (line, end);
}

static void
append_parts (GString     *line,
              gsize        start,
              KinJsonNode  parts)
{
  KinJsonIter iter;
  KinJsonNode part;

  if (kin_json_node_get_type (parts) == KIN_JSON_STRING)
    append_part (line, start, parts);

  kin_json_iter_init (&iter, parts);
  while (kin_json_iter_next (&iter, NULL, &part))
    append_part (line, start, part);
}

/**
 * kin_words_append_name:
 * @line: text to add to
 * @name: a HumanName, or anything else
 *
 * Adds the name as the clinic wrote it in one piece, else its parts in the order of
 * https://hl7.org/fhir/R4/datatypes.html#HumanName
 *
 * Returns: whether there was one
 */
gboolean
kin_words_append_name (GString     *line,
                       KinJsonNode  name)
{
  static const char *const parts[] = { "prefix", "given", "family", "suffix" };
  gsize start = line->len;

  if (kin_json_node_get_type (name) != KIN_JSON_OBJECT)
    return FALSE;
  if (kin_words_append (line, kin_json_node_get (name, "text")))
    return TRUE;
  if (!kin_json_node_exists (kin_json_node_get (name, "family"))
      && !kin_json_node_exists (kin_json_node_get (name, "given")))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    append_parts (line, start, kin_json_node_get (name, parts[i]));

  return line->len > start;
}

/* What is added to a line, as a line of its own. */
static char *
dup_added (Append      append,
           KinJsonNode node,
           KinJsonNode resource)
{
  g_autoptr (GString) line = g_string_new (NULL);

  return append (line, node, resource) ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}

/**
 * kin_words_from_node:
 * @node: as for kin_words_append_node()
 * @resource: the resource it is in
 *
 * Returns: (transfer full) (nullable): one line; %NULL when there is only a code
 */
char *
kin_words_from_node (KinJsonNode node,
                     KinJsonNode resource)
{
  return dup_added (kin_words_append_node, node, resource);
}

/**
 * kin_words_from_code:
 * @node: as for kin_words_append_code()
 * @resource: the resource it is in
 *
 * Returns: (transfer full) (nullable): the first code
 */
char *
kin_words_from_code (KinJsonNode node,
                     KinJsonNode resource)
{
  return dup_added (kin_words_append_code, node, resource);
}

/**
 * kin_words_from_name:
 * @name: as for kin_words_append_name()
 *
 * Returns: (transfer full) (nullable): the name in one line
 */
char *
kin_words_from_name (KinJsonNode name)
{
  g_autoptr (GString) line = g_string_new (NULL);

  return kin_words_append_name (line, name) ? g_string_free (g_steal_pointer (&line), FALSE) : NULL;
}
