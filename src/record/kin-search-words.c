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

#define MAX_ELEMENTS 9
#define ELEMENT(name, use) { KIN_JSON_MARK_OF (name), sizeof name - 1, use, name }

/* Elements by their first letter, since every name there is is looked for here. */
static const Element elements['z' - 'a' + 1][MAX_ELEMENTS] = {
#define AT(letter) [letter - 'a']
  AT ('a') = { ELEMENT ("alias", TAKE), ELEMENT ("answerString", TAKE) },
  AT ('b') = { ELEMENT ("beneficiary", PASS_OVER) },
  AT ('c') = { ELEMENT ("conclusion", TAKE), ELEMENT ("comment", TAKE),
               ELEMENT ("contentString", TAKE) },
  AT ('d') = { ELEMENT ("display", TAKE), ELEMENT ("description", TAKE),
               ELEMENT ("disposition", TAKE), ELEMENT ("detail", TAKE),
               ELEMENT ("deviceName", TAKE), ELEMENT ("diagnostics", TAKE),
               ELEMENT ("data", PASS_OVER) },
  AT ('e') = { ELEMENT ("extension", PASS_OVER) },
  AT ('f') = { ELEMENT ("family", TAKE) },
  AT ('g') = { ELEMENT ("given", TAKE) },
  AT ('i') = { ELEMENT ("identifier", PASS_OVER) },
  AT ('l') = { ELEMENT ("lotNumber", TAKE) },
  AT ('m') = { ELEMENT ("meta", PASS_OVER), ELEMENT ("modifierExtension", MODIFIER) },
  AT ('n') = { ELEMENT ("name", TAKE), ELEMENT ("noteString", TAKE) },
  AT ('o') = { ELEMENT ("onsetString", TAKE) },
  AT ('p') = { ELEMENT ("patient", PASS_OVER), ELEMENT ("patientInstruction", TAKE) },
  AT ('s') = { ELEMENT ("subject", PASS_OVER), ELEMENT ("summary", TAKE),
               ELEMENT ("securityLabel", PASS_OVER) },
  AT ('t') = { ELEMENT ("text", TEXT), ELEMENT ("title", TAKE), ELEMENT ("telecom", PASS_OVER) },
  AT ('v') = { ELEMENT ("valueString", TAKE) },
#undef AT
};

static Use
find_use (KinJsonNode name)
{
  guint32 mark = kin_json_node_get_mark (name);
  guint32 letter = KIN_JSON_MARK_LETTER (mark);
  const Element *element;

  if (letter < 'a' || letter > 'z')
    return NOTHING;

  for (element = elements[letter - 'a']; element->mark != 0; element++)
    {
      if (element->mark == mark && kin_json_node_reads (name, element->name, element->length))
        return (Use) element->use;
    }

  return NOTHING;
}

static gboolean
was_seen (Harvest    *harvest,
          const char *text,
          gsize       length)
{
  for (guint i = 0; i < harvest->n_seen; i++)
    {
      if (harvest->seen[i].length == length && *harvest->seen[i].text == *text
          && memcmp (harvest->seen[i].text, text, length) == 0)
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

  g_string_append_c (harvest->words, ' ');
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

/* A list is taken or not with its name; what it holds stands in one row with the rest,
 * unless it is the other way round in there. Goes as deep as the document, which KinJson
 * bounds. */
static void
walk (Harvest     *harvest,
      KinJsonNode  node,
      gboolean     wanted)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  kin_json_iter_init (&iter, node);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      KinJsonType type = kin_json_node_get_type (value);
      Use use = wanted ? TAKE : NOTHING;

      if (type < KIN_JSON_STRING)
        continue;
      if (kin_json_node_exists (name))
        use = find_use (name);

      if (type == KIN_JSON_STRING)
        {
          if (use >= TAKE)
            take (harvest, value);
        }
      else if (use == PASS_OVER || use == MODIFIER)
        harvest->modified |= use == MODIFIER;
      else if (type == KIN_JSON_ARRAY && (use >= TAKE) != wanted)
        walk (harvest, value, use >= TAKE);
      else if (type == KIN_JSON_ARRAY || use != TEXT)
        kin_json_iter_enter (&iter, value);
    }
}

/**
 * kin_search_words_append:
 * @words: text to add to
 * @resource: a resource
 * @title: its title, which comes first
 *
 * Gathers the text that a person may remember and look for: names, notes,
 * reasons, values in words; not codes, addresses, narrative or attachments. All of it is
 * added as it was written.
 *
 * Returns: whether there is a `modifierExtension`; where FHIR has none, inside a name
 *   or a reference, and behind escapes in a name it is not looked for
 */
gboolean
kin_search_words_append (GString     *words,
                         KinJsonNode  resource,
                         const char  *title)
{
  Harvest harvest = { .words = words, .end = words->len + MAX_BYTES };
  gsize length = strlen (title);

  kin_text_append (words, title, length);
  harvest.seen[harvest.n_seen++] = (Span) { title, length };
  walk (&harvest, resource, FALSE);

  return harvest.modified;
}
