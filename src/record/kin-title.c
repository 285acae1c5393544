/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-title"

#include "config.h"

#include "kin-path-private.h"
#include "kin-quantity.h"
#include "kin-summary-private.h"
#include "kin-words.h"

#define MAX_CHARACTERS 300

typedef struct
{
  KinJsonNode resource;
  const char *type;
  gboolean    choosy;
  char       *words;
} Search;

/* What some systems fill in when nobody wrote anything. */
static gboolean
says_nothing (const char *words,
              const char *type)
{
  static const char *const empty[] = {
    "unknown", "other", "error", "document", "documents", "note", "none", "null", "n/a",
    "not available", "not applicable", "unspecified", "-", ".", "?", "nullflavor",
  };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      if (g_ascii_strcasecmp (words, empty[i]) == 0)
        return TRUE;
    }

  return g_ascii_strcasecmp (words, type) == 0;
}

static gboolean
take_words (KinJsonNode node,
            gpointer    user_data)
{
  Search *search = user_data;
  g_autofree char *words = kin_words_from_node (node, search->resource);

  if (words == NULL || g_ascii_strcasecmp (words, search->type) == 0
      || (search->choosy && says_nothing (words, search->type)))
    return FALSE;

  search->words = g_steal_pointer (&words);

  return TRUE;
}

static gboolean
take_code (KinJsonNode node,
           gpointer    user_data)
{
  Search *search = user_data;

  search->words = kin_words_from_code (node, search->resource);
  if (search->words == NULL)
    search->words = kin_value_dup_text (node);

  return search->words != NULL;
}

static gboolean
look_on_paths (Search            *search,
               const char *const *paths,
               KinPathVisit       take)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (kin_path_visit (search->resource, paths[i], take, search))
        return TRUE;
    }

  return FALSE;
}

/* A person has several names; the one in use comes first, an old one last
 * (https://hl7.org/fhir/R4/valueset-name-use.html). */
static char *
choose_name (KinJsonNode names)
{
  static const char *const uses[] = { "usual", "official", NULL };
  KinJsonIter iter;
  KinJsonNode name;

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      kin_json_iter_init (&iter, names);
      while (kin_json_iter_next (&iter, NULL, &name))
        {
          KinJsonNode use = kin_json_node_get (name, "use");
          char *words;

          if (uses[i] != NULL ? !kin_json_node_equals (use, uses[i])
                              : kin_json_node_equals (use, "old"))
            continue;
          words = kin_words_from_name (name);
          if (words != NULL)
            return words;
        }
    }

  return NULL;
}

/**
 * kin_title_new:
 * @kind: what is known about the type
 * @type: the type itself
 * @resource: a resource
 *
 * Finds what the clinic calls @resource: words before codes, and words that say
 * something before words that say nothing. Never a web address.
 *
 * Returns: (transfer full): the title; when there is none at all, the type in
 *   words, except for an observation, of which that would say nothing: a dash
 */
char *
kin_title_new (const KinKind *kind,
               const char    *type,
               KinJsonNode    resource)
{
  Search search = { resource, type, TRUE, NULL };
  KinJsonNode names = kin_json_node_get (resource, "name");

  if (kin_json_node_get_type (names) == KIN_JSON_ARRAY)
    search.words = choose_name (names);

  if (search.words == NULL && !look_on_paths (&search, kind->titles, take_words))
    {
      search.choosy = FALSE;
      if (!look_on_paths (&search, kind->titles, take_code))
        look_on_paths (&search, kind->titles, take_words);
    }

  if (search.words == NULL)
    search.words = g_str_equal (type, "Observation") ? g_strdup ("—") : kin_kind_to_words (type);

  return kin_words_shorten (search.words, MAX_CHARACTERS);
}
