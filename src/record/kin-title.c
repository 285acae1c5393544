/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-title"

#include "config.h"

#include "kin-bundle-private.h"
#include "kin-path-private.h"
#include "kin-reference.h"
#include "kin-resource-private.h"
#include "kin-summary-private.h"
#include "kin-words.h"

#define MAX_CHARACTERS 300

typedef struct
{
  const KinJsonMembers *resource;
  const char           *type;
  KinBundle            *bundle;
  gboolean              choosy;
  char                 *words;
  char                 *named_by;
} Search;

static char *find_title (const KinKind *kind,
                         Search        *search);

/* The name may be in a resource that stands beside this one, or comes later. */
static char *
find_name_elsewhere (Search      *search,
                     KinJsonNode  node)
{
  KinJsonNode other;
  g_autofree char *type = NULL;
  g_autoptr (KinReference) reference = NULL;

  if (kin_json_node_get_type (kin_json_node_get (node, "reference")) != KIN_JSON_STRING)
    return NULL;

  if (search->bundle != NULL)
    {
      other = kin_bundle_find_named (search->bundle, node);
      type = kin_resource_dup_type (other);
      if (type != NULL)
        {
          KinJsonMembers members;
          Search inner = { &members, type, NULL, TRUE };
          char *words;

          kin_json_members_init (&members, other);
          words = find_title (kin_kind_find (type), &inner);
          g_free (inner.named_by);
          return words;
        }
    }

  reference = kin_reference_from_node (node);
  if (search->named_by == NULL)
    search->named_by = kin_reference_dup_key (reference);

  return NULL;
}

static gboolean
take_words (KinJsonNode node,
            gpointer    user_data)
{
  Search *search = user_data;
  g_autofree char *words = kin_words_from_node (node, search->resource->object);

  if (words == NULL && search->choosy)
    words = find_name_elsewhere (search, node);
  if (words == NULL || g_ascii_strcasecmp (words, search->type) == 0
      || (search->choosy && kin_words_say_nothing (words)))
    return FALSE;

  search->words = g_steal_pointer (&words);

  return TRUE;
}

static gboolean
take_code (KinJsonNode node,
           gpointer    user_data)
{
  Search *search = user_data;

  search->words = kin_words_from_code (node, search->resource->object);

  return search->words != NULL;
}

static gboolean
look_on_paths (Search            *search,
               const char *const *paths,
               KinPathVisit       take)
{
  for (guint i = 0; paths[i] != NULL; i++)
    {
      gboolean proper = *paths[i] == '!';
      const char *path = paths[i] + (proper ? 1 : 0);

      if (kin_path_visit_in (search->resource, path, take, search)
          || (proper && kin_path_visit_in (search->resource, path, take_code, search)))
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

static char *
find_title (const KinKind *kind,
            Search        *search)
{
  KinJsonNode names = kin_json_members_get (search->resource, "name");

  if (kin_json_node_get_type (names) == KIN_JSON_ARRAY)
    search->words = choose_name (names);

  if (search->words != NULL || look_on_paths (search, kind->titles, take_words))
    {
      g_clear_pointer (&search->named_by, g_free);
      return search->words;
    }

  search->choosy = FALSE;
  if (!look_on_paths (search, kind->titles, take_code))
    look_on_paths (search, kind->titles, take_words);

  return search->words;
}

/**
 * kin_title_new:
 * @kind: what is known about the type
 * @type: the type itself
 * @resource: the members of a resource
 * @bundle: (nullable): the Bundle it is in
 * @named_by: (out): see #KinSummary
 *
 * Finds what the clinic calls @resource: words before codes, and words that say
 * something before words that say nothing. Never a web address.
 *
 * Returns: (transfer full): the title; when there is none at all, the type in
 *   words, except for an observation, of which that would say nothing: a dash
 */
char *
kin_title_new (const KinKind         *kind,
               const char            *type,
               const KinJsonMembers  *resource,
               KinBundle             *bundle,
               char                 **named_by)
{
  Search search = { resource, type, bundle, TRUE };

  find_title (kind, &search);
  *named_by = search.named_by;
  if (search.words == NULL)
    search.words = g_str_equal (type, "Observation") ? g_strdup ("—") : kin_kind_to_words (type);

  return kin_words_shorten (search.words, MAX_CHARACTERS);
}
