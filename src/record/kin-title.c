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
  GString              *line;
  const KinJsonMembers *resource;
  const char           *type;
  KinBundle            *bundle;
  gboolean              choosy;
  char                 *named_by;
} Search;

static gboolean append_title (const KinKind *kind,
                              Search        *search);

/* The name may be in a resource that stands beside this one, or comes later. */
static gboolean
append_name_from_elsewhere (Search      *search,
                            KinJsonNode  node)
{
  KinJsonNode other;
  g_autofree char *type = NULL;
  g_autoptr (KinReference) reference = NULL;

  if (kin_json_node_get_type (kin_json_node_get (node, "reference")) != KIN_JSON_STRING)
    return FALSE;

  if (search->bundle != NULL)
    {
      other = kin_bundle_find_named (search->bundle, node);
      type = kin_resource_dup_type (other);
      if (type != NULL)
        {
          KinJsonMembers members;
          Search inner = { search->line, &members, type, NULL, TRUE, NULL };
          gboolean found;

          kin_json_members_init (&members, other);
          found = append_title (kin_kind_find (type), &inner);
          g_free (inner.named_by);
          return found;
        }
    }

  reference = kin_reference_from_node (node);
  if (search->named_by == NULL)
    search->named_by = kin_reference_dup_key (reference);

  return FALSE;
}

static gboolean
take_words (KinJsonNode node,
            gpointer    user_data)
{
  Search *search = user_data;
  GString *line = search->line;
  gsize start = line->len;

  if ((kin_words_append_node (line, node, search->resource->object)
       || (search->choosy && append_name_from_elsewhere (search, node)))
      && g_ascii_strcasecmp (line->str + start, search->type) != 0
      && !(search->choosy && kin_words_say_nothing (line->str + start)))
    return TRUE;

  g_string_truncate (line, start);

  return FALSE;
}

static gboolean
take_code (KinJsonNode node,
           gpointer    user_data)
{
  Search *search = user_data;

  return kin_words_append_code (search->line, node, search->resource->object);
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
static gboolean
append_best_name (GString     *line,
                  KinJsonNode  names)
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

          if ((uses[i] != NULL ? kin_json_node_equals (use, uses[i])
                               : !kin_json_node_equals (use, "old"))
              && kin_words_append_name (line, name))
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
append_title (const KinKind *kind,
              Search        *search)
{
  KinJsonNode names = kin_json_members_get (search->resource, "name");

  if ((kin_json_node_get_type (names) == KIN_JSON_ARRAY && append_best_name (search->line, names))
      || look_on_paths (search, kind->titles, take_words))
    {
      g_clear_pointer (&search->named_by, g_free);
      return TRUE;
    }

  search->choosy = FALSE;

  return look_on_paths (search, kind->titles, take_code)
         || look_on_paths (search, kind->titles, take_words);
}

/**
 * kin_title_append:
 * @line: text to add to
 * @kind: what is known about the type
 * @type: the type itself
 * @resource: the members of a resource
 * @bundle: (nullable): the Bundle it is in
 * @named_by: (out): see #KinSummary
 *
 * Finds what the clinic calls @resource: words before codes, and words that say
 * something before words that say nothing. Never a web address. When there is none at all it
 * is the type in words, except for an observation, of which that would say nothing: a dash.
 *
 * Returns: whether words were found
 */
gboolean
kin_title_append (GString               *line,
                  const KinKind         *kind,
                  const char            *type,
                  const KinJsonMembers  *resource,
                  KinBundle             *bundle,
                  char                 **named_by)
{
  Search search = { line, resource, type, bundle, TRUE, NULL };
  gsize start = line->len;

  if (!append_title (kind, &search))
    {
      g_autofree char *words = kin_kind_to_words (type);

      g_string_append (line, g_str_equal (type, "Observation") ? "—" : words);
    }
  *named_by = search.named_by;

  kin_words_shorten_line (line, start, MAX_CHARACTERS);

  return search.choosy;
}
