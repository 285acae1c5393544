/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-search-words"

#include "config.h"

#include <string.h>

#include "kin-summary-private.h"

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
  Span     seen[N_SEEN];
  guint    n_seen;
  gboolean modified;
} Harvest;

typedef struct
{
  gsize       length;
  const char *name;
} Name;

#define MAX_NAMES 7
#define NAME(name) { sizeof name - 1, name }

/* Names by their first letter, since they are compared with every member there is. */
typedef Name Names['z' - 'a' + 1][MAX_NAMES];

#define AT(letter) [letter - 'a']

/* Elements with words for people. */
static const Names worded = {
  AT ('a') = { NAME ("alias"), NAME ("answerString") },
  AT ('c') = { NAME ("conclusion"), NAME ("comment"), NAME ("contentString") },
  AT ('d') = { NAME ("display"), NAME ("description"), NAME ("disposition"), NAME ("detail"),
               NAME ("deviceName"), NAME ("diagnostics") },
  AT ('f') = { NAME ("family") },
  AT ('g') = { NAME ("given") },
  AT ('l') = { NAME ("lotNumber") },
  AT ('n') = { NAME ("name"), NAME ("noteString") },
  AT ('o') = { NAME ("onsetString") },
  AT ('p') = { NAME ("patientInstruction") },
  AT ('s') = { NAME ("summary") },
  AT ('t') = { NAME ("text"), NAME ("title") },
  AT ('v') = { NAME ("valueString") },
};

/* Elements for machines, and the person's own name, which is on everything. */
static const Names passed_over = {
  AT ('b') = { NAME ("beneficiary") },
  AT ('d') = { NAME ("data") },
  AT ('e') = { NAME ("extension") },
  AT ('i') = { NAME ("identifier") },
  AT ('m') = { NAME ("modifierExtension"), NAME ("meta") },
  AT ('p') = { NAME ("patient") },
  AT ('s') = { NAME ("subject"), NAME ("securityLabel") },
  AT ('t') = { NAME ("telecom") },
};

static gboolean
is_in (const Names names,
       const char *name,
       gsize       length)
{
  const Name *known;

  if (*name < 'a' || *name > 'z')
    return FALSE;

  for (known = names[*name - 'a']; known->name != NULL; known++)
    {
      if (known->length == length && memcmp (known->name, name, length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_modifier (const char *name,
             gsize       length)
{
  static const Name modifier = NAME ("modifierExtension");

  return length == modifier.length && memcmp (name, modifier.name, length) == 0;
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
  const char *raw = kin_json_node_peek_text (node, &length);

  if (length <= 2 || was_seen (harvest, raw + 1, length - 2)
      || harvest->words->len + length > MAX_BYTES)
    return;

  g_string_append_c (harvest->words, ' ');
  if (memchr (raw, '\\', length) == NULL)
    {
      g_string_append_len (harvest->words, raw + 1, (gssize) length - 2);
    }
  else
    {
      g_autofree char *text = kin_json_node_dup_string (node);

      g_string_append (harvest->words, text);
    }
}

/* Goes as deep as the document, which KinJson bounds. */
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
      gboolean worded_here = wanted;
      const char *raw;
      gsize length;

      if (type < KIN_JSON_STRING)
        continue;

      if (kin_json_node_exists (name))
        {
          raw = kin_json_node_peek_text (name, &length);
          if (type != KIN_JSON_STRING && is_in (passed_over, raw + 1, length - 2))
            {
              harvest->modified |= is_modifier (raw + 1, length - 2);
              continue;
            }
          /* A narrative, made from the rest. */
          if (type == KIN_JSON_OBJECT && length == 6 && memcmp (raw + 1, "text", 4) == 0)
            continue;
          /* An object has members of its own to ask about. */
          worded_here = type != KIN_JSON_OBJECT && is_in (worded, raw + 1, length - 2);
        }

      if (type != KIN_JSON_STRING)
        walk (harvest, value, worded_here);
      else if (worded_here)
        take (harvest, value);
    }
}

/**
 * kin_search_words_new:
 * @resource: a resource
 * @title: its title, which comes first
 * @modified: (out): whether there is a `modifierExtension`; where FHIR has none, inside a name
 *   or a reference, and behind escapes in a name it is not looked for
 *
 * Gathers the text that a person may remember and look for: names, notes,
 * reasons, values in words; not codes, addresses, narrative or attachments.
 *
 * Returns: (transfer full): the text, as it was written
 */
char *
kin_search_words_new (KinJsonNode  resource,
                      const char  *title,
                      gboolean    *modified)
{
  Harvest harvest = { .words = g_string_sized_new (256) };

  g_string_append (harvest.words, title);
  harvest.seen[harvest.n_seen++] = (Span) { title, strlen (title) };
  walk (&harvest, resource, FALSE);
  *modified = harvest.modified;

  return g_string_free (harvest.words, FALSE);
}
