/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-search-words"

#include "config.h"

#include <string.h>

#include "kin-summary-private.h"
#include "kin-text.h"

/* Enough for a long letter; the rest of a longer one is found by opening it. */
#define MAX_BYTES 32768

/* Texts that were taken, to leave out what a resource says twice. More than
 * this many are rare and then merely doubled. */
#define N_SEEN 24

typedef struct
{
  const char *text;
  gsize       length;
} Span;

typedef struct
{
  GString *words;
  gsize    end;                 /* how long that may become */
  Span     seen[N_SEEN];
  guint    n_seen;
  gboolean modified;
} Harvest;

/* What to do with an element: most have parts of their own, and no more. */
typedef enum
{
  NOTHING,
  PASS_OVER,                    /* for machines, or the person's own name, which is on everything */
  MODIFIER,
  TAKE,                         /* words for people */
  TEXT,                         /* the same; of an object a narrative, made from the rest */
} Use;

typedef struct
{
  guint32     mark;
  guint16     length;
  guint16     use;
  const char *name;
} Element;

/* Every name there is is looked for here, and most are not there, so each element stands where
 * its mark says. That has to be known to the compiler, which counts on no letter of a string. */
#define PLACE(mark) ((mark) >> 22 & 0x1ffu)
#define ELEMENT(a, b, c, d, name, use) \
  [PLACE (KIN_JSON_MARK_OF (a, b, c, d, sizeof name - 1))] \
    = { KIN_JSON_MARK_OF (a, b, c, d, sizeof name - 1), sizeof name - 1, use, name }

static const Element elements[PLACE (G_MAXUINT32) + 1] = {
  ELEMENT ('a', 'l', 'i', 'a', "alias", TAKE),
  ELEMENT ('a', 'n', 's', 'w', "answerString", TAKE),
  ELEMENT ('c', 'o', 'm', 'm', "comment", TAKE),
  ELEMENT ('c', 'o', 'n', 'c', "conclusion", TAKE),
  ELEMENT ('c', 'o', 'n', 't', "contentString", TAKE),
  ELEMENT ('d', 'e', 's', 'c', "description", TAKE),
  ELEMENT ('d', 'e', 't', 'a', "detail", TAKE),
  ELEMENT ('d', 'e', 'v', 'i', "deviceName", TAKE),
  ELEMENT ('d', 'i', 'a', 'g', "diagnostics", TAKE),
  ELEMENT ('d', 'i', 's', 'p', "display", TAKE),
  ELEMENT ('d', 'i', 's', 'p', "disposition", TAKE),
  ELEMENT ('f', 'a', 'm', 'i', "family", TAKE),
  ELEMENT ('g', 'i', 'v', 'e', "given", TAKE),
  ELEMENT ('l', 'o', 't', 'N', "lotNumber", TAKE),
  ELEMENT ('n', 'a', 'm', 'e', "name", TAKE),
  ELEMENT ('n', 'o', 't', 'e', "noteString", TAKE),
  ELEMENT ('o', 'n', 's', 'e', "onsetString", TAKE),
  ELEMENT ('p', 'a', 't', 'i', "patientInstruction", TAKE),
  ELEMENT ('s', 'u', 'm', 'm', "summary", TAKE),
  ELEMENT ('t', 'i', 't', 'l', "title", TAKE),
  ELEMENT ('v', 'a', 'l', 'u', "valueString", TAKE),
  ELEMENT ('t', 'e', 'x', 't', "text", TEXT),
  ELEMENT ('m', 'o', 'd', 'i', "modifierExtension", MODIFIER),
  ELEMENT ('b', 'e', 'n', 'e', "beneficiary", PASS_OVER),
  ELEMENT ('d', 'a', 't', 'a', "data", PASS_OVER),
  ELEMENT ('e', 'x', 't', 'e', "extension", PASS_OVER),
  ELEMENT ('i', 'd', 'e', 'n', "identifier", PASS_OVER),
  ELEMENT ('m', 'e', 't', 'a', "meta", PASS_OVER),
  ELEMENT ('p', 'a', 't', 'i', "patient", PASS_OVER),
  ELEMENT ('s', 'e', 'c', 'u', "securityLabel", PASS_OVER),
  ELEMENT ('s', 'u', 'b', 'j', "subject", PASS_OVER),
  ELEMENT ('t', 'e', 'l', 'e', "telecom", PASS_OVER),
};

static Use
find_use (KinJsonNode name)
{
  guint32 mark = kin_json_node_get_mark (name);
  const Element *element = &elements[PLACE (mark)];

  return element->mark == mark && element->use != NOTHING
         && kin_json_node_reads (name, element->name, element->length)
           ? (Use) element->use : NOTHING;
}

static gboolean
was_seen (Harvest    *harvest,
          const char *text,
          gsize       length)
{
  for (guint i = 0; i < harvest->n_seen; i++)
    {
      if (harvest->seen[i].length == length && *harvest->seen[i].text == *text
          && kin_json_same_text (harvest->seen[i].text, text, length))
        return TRUE;
    }

  if (harvest->n_seen < N_SEEN)
    harvest->seen[harvest->n_seen++] = (Span) { text, length };

  return FALSE;
}

static void
take (Harvest     *harvest,
      KinJsonNode  node)
{
  gsize length;
  gsize n_plain;
  const char *raw = kin_json_node_peek_text (node, &length);
  const char *plain = kin_json_node_peek_plain (node, &n_plain);

  if (length <= 2 || was_seen (harvest, raw + 1, length - 2)
      || harvest->words->len + length > harvest->end)
    return;

  g_string_append_c (harvest->words, '\n');
  if (plain != NULL)
    {
      kin_text_append (harvest->words, plain, n_plain);
    }
  else
    {
      g_autofree char *text = kin_json_node_dup_string (node);

      g_string_append (harvest->words, text);
    }
}

static void take_list (Harvest     *harvest,
                       KinJsonNode  list);

/* Everything in there in one row, but for the lists that are taken. */
static void
walk (Harvest     *harvest,
      KinJsonNode  node)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next_name (&iter, &name, &value))
    {
      Use use = find_use (name);
      KinJsonType type = kin_json_node_get_type (value);

      if (use == NOTHING || type < KIN_JSON_STRING || (use == TAKE && type == KIN_JSON_OBJECT))
        continue;

      if (type == KIN_JSON_STRING && use >= TAKE)
        take (harvest, value);
      else if (type == KIN_JSON_ARRAY && use >= TAKE)
        take_list (harvest, value);
      else if (type >= KIN_JSON_ARRAY)
        harvest->modified |= use == MODIFIER;
      kin_json_iter_pass_over (&iter, value);
    }
}

/* Goes as deep as the document, which KinJson bounds. */
static void
take_list (Harvest     *harvest,
           KinJsonNode  list)
{
  KinJsonIter iter;
  KinJsonNode element;

  kin_json_iter_init (&iter, list);
  while (kin_json_iter_next (&iter, NULL, &element))
    {
      KinJsonType type = kin_json_node_get_type (element);

      if (type == KIN_JSON_STRING)
        take (harvest, element);
      else if (type == KIN_JSON_ARRAY)
        take_list (harvest, element);
      else if (type == KIN_JSON_OBJECT)
        walk (harvest, element);
    }
}

/**
 * kin_search_words_append:
 * @words: text that ends with the title of a resource
 * @resource: the resource
 * @title: the title again, in memory that stays where it is
 *
 * Gathers the text that a person may remember and look for: names, notes,
 * reasons, values in words; not codes, addresses, narrative or attachments. All of it is
 * added as it was written, each text on a line.
 *
 * Returns: whether there is a `modifierExtension`; where FHIR has none, inside a name
 *   or a reference, and behind escapes in a name it is not looked for
 */
gboolean
kin_search_words_append (GString     *words,
                         KinJsonNode  resource,
                         const char  *title)
{
  gsize length = strlen (title);
  Harvest harvest = {
    .words = words,
    .end = words->len - length + MAX_BYTES,
    .seen = { { title, length } },
    .n_seen = 1,
  };

  walk (&harvest, resource);

  return harvest.modified;
}
