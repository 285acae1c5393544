/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-path"

#include "config.h"

#include <string.h>

#include "kin-path-private.h"
#include "kin-quantity.h"
#include "kin-words.h"

#define CHOICE "[x]"

static gboolean
is_choice (const char *step,
           gsize       length)
{
  return step[length - 1] == ']';
}

static KinJsonNode
get_step (KinJsonNode  node,
          const char  *step,
          gsize        length)
{
  return is_choice (step, length) ? kin_choice_find (node, step, length - strlen (CHOICE))
                                  : kin_json_node_get_member (node, step, length);
}

/**
 * kin_path_visit:
 * @node: where to start
 * @path: element names with points between them, such as `content.attachment.title`;
 *   a choice of types is written as FHIR does it: `effective[x]`
 * @visit: called for each value
 * @user_data: passed to @visit
 *
 * Visits every value that @path leads to, in the order of the text. A list on
 * the way, or where FHIR allows only one value, means each of its elements.
 * The path, not the document, limits how deep this goes.
 *
 * Returns: whether @visit stopped it
 */
gboolean
kin_path_visit (KinJsonNode   node,
                const char   *path,
                KinPathVisit  visit,
                gpointer      user_data)
{
  KinJsonType type = kin_json_node_get_type (node);
  const char *point;
  KinJsonIter iter;
  KinJsonNode element;

  if (type == KIN_JSON_ARRAY)
    {
      kin_json_iter_init (&iter, node);
      while (kin_json_iter_next (&iter, NULL, &element))
        {
          /* A list in a list is not FHIR and has nothing to say. */
          if (kin_json_node_get_type (element) != KIN_JSON_ARRAY
              && kin_path_visit (element, path, visit, user_data))
            return TRUE;
        }
      return FALSE;
    }

  if (*path == '\0')
    return type > KIN_JSON_NULL && visit (node, user_data);

  if (type != KIN_JSON_OBJECT)
    return FALSE;

  point = strchrnul (path, '.');
  element = get_step (node, path, (gsize) (point - path));

  return kin_json_node_exists (element)
         && kin_path_visit (element, *point == '.' ? point + 1 : point, visit, user_data);
}

/**
 * kin_path_visit_in:
 * @resource: the members of a resource
 * @path: as for kin_path_visit()
 * @visit: called for each value
 * @user_data: passed to @visit
 *
 * kin_path_visit() for a resource that many paths are followed in.
 *
 * Returns: whether @visit stopped it
 */
gboolean
kin_path_visit_in (const KinJsonMembers *resource,
                   const char           *path,
                   KinPathVisit          visit,
                   gpointer              user_data)
{
  const char *point = strchrnul (path, '.');
  gsize length = (gsize) (point - path);
  KinJsonNode element;
  KinJsonType type;

  element = is_choice (path, length)
              ? get_step (resource->object, path, length)
              : kin_json_members_find (resource, path, length, kin_json_mark (path, length));

  type = kin_json_node_get_type (element);
  if (*point == '\0' && type != KIN_JSON_ARRAY)
    return type > KIN_JSON_NULL && visit (element, user_data);

  return type != KIN_JSON_MISSING
         && kin_path_visit (element, *point == '.' ? point + 1 : point, visit, user_data);
}

typedef struct
{
  KinJsonNode   resource;
  GString      *line;
  GStrvBuilder *all;
} Reading;

static gboolean
append_first (KinJsonNode node,
              gpointer    user_data)
{
  Reading *reading = user_data;

  return kin_amount_append (reading->line, node)
         || kin_words_append_node (reading->line, node, reading->resource)
         || kin_words_append_code (reading->line, node, reading->resource);
}

static gboolean
take_all (KinJsonNode node,
          gpointer    user_data)
{
  Reading *reading = user_data;

  g_string_truncate (reading->line, 0);
  if (append_first (node, reading))
    g_strv_builder_add (reading->all, reading->line->str);

  return FALSE;
}

/**
 * kin_path_dup_text:
 * @resource: a resource, or a part of one
 * @paths: (array zero-terminated=1): paths as for kin_path_visit(), best first
 *
 * Returns: (transfer full) (nullable): the first value on the first path that
 *   has words, on one line; a code where there is nothing else
 */
char *
kin_path_dup_text (KinJsonNode        resource,
                   const char *const *paths)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Reading reading = { resource, line, NULL };

  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (kin_path_visit (resource, paths[i], append_first, &reading))
        return g_string_free (g_steal_pointer (&line), FALSE);
    }

  return NULL;
}

/**
 * kin_path_append_text:
 * @line: text to add to
 * @resource: the members of a resource
 * @path: as for kin_path_visit()
 *
 * Adds what kin_path_dup_text() finds on one path. Where there is nothing, @line stays as it is.
 *
 * Returns: whether there was something
 */
gboolean
kin_path_append_text (GString              *line,
                      const KinJsonMembers *resource,
                      const char           *path)
{
  Reading reading = { resource->object, line, NULL };

  return kin_path_visit_in (resource, path, append_first, &reading);
}

/**
 * kin_path_list_text:
 * @resource: a resource, or a part of one
 * @path: as for kin_path_visit()
 *
 * Returns: (transfer full): every value on @path, each on one line
 */
GStrv
kin_path_list_text (KinJsonNode  resource,
                    const char  *path)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_autoptr (GString) line = g_string_new (NULL);
  Reading reading = { resource, line, all };

  kin_path_visit (resource, path, take_all, &reading);

  return g_strv_builder_end (all);
}
