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
} Harvest;

typedef struct
{
  gsize       length;
  const char *name;
} Name;

#define NAME(name) { sizeof name - 1, name }

/* Elements with words for people. */
static const Name worded[] = {
  NAME ("display"), NAME ("text"), NAME ("title"), NAME ("description"), NAME ("name"),
  NAME ("conclusion"), NAME ("comment"), NAME ("valueString"), NAME ("contentString"),
  NAME ("summary"), NAME ("patientInstruction"), NAME ("family"), NAME ("given"),
  NAME ("disposition"), NAME ("detail"), NAME ("alias"), NAME ("deviceName"), NAME ("onsetString"),
  NAME ("noteString"), NAME ("lotNumber"), NAME ("answerString"), NAME ("diagnostics"),
};

/* Elements for machines, and the person's own name, which is on everything. */
static const Name passed_over[] = {
  NAME ("extension"), NAME ("modifierExtension"), NAME ("meta"), NAME ("identifier"), NAME ("data"),
  NAME ("subject"), NAME ("patient"), NAME ("beneficiary"), NAME ("telecom"),
  NAME ("securityLabel"),
};

static gboolean
is_in (const Name *names,
       guint       n_names,
       const char *name,
       gsize       length)
{
  for (guint i = 0; i < n_names; i++)
    {
      /* The first letter settles most of it; this runs for every member there is. */
      if (names[i].length == length && *names[i].name == *name
          && memcmp (names[i].name, name, length) == 0)
        return TRUE;
    }

  return FALSE;
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
          if (type != KIN_JSON_STRING
              && is_in (passed_over, G_N_ELEMENTS (passed_over), raw + 1, length - 2))
            continue;
          /* A narrative, made from the rest. */
          if (type == KIN_JSON_OBJECT && length == 6 && memcmp (raw + 1, "text", 4) == 0)
            continue;
          /* An object has members of its own to ask about. */
          worded_here = type != KIN_JSON_OBJECT
                        && is_in (worded, G_N_ELEMENTS (worded), raw + 1, length - 2);
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
 *
 * Gathers the text that a person may remember and look for: names, notes,
 * reasons, values in words; not codes, addresses, narrative or attachments.
 *
 * Returns: (transfer full): the text, as it was written
 */
char *
kin_search_words_new (KinJsonNode  resource,
                      const char  *title)
{
  Harvest harvest = { .words = g_string_sized_new (256) };

  g_string_append (harvest.words, title);
  harvest.seen[harvest.n_seen++] = (Span) { title, strlen (title) };
  walk (&harvest, resource, FALSE);

  return g_string_free (harvest.words, FALSE);
}
