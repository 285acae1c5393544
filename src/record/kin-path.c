/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-path"

#include "config.h"

#include <string.h>

#include "kin-path-private.h"
#include "kin-quantity.h"
#include "kin-words.h"

/* Element names of FHIR are short; what does not fit is no element name. */
#define MAX_STEP 64

static KinJsonNode
get_step (KinJsonNode  node,
          char        *step)
{
  char *choice = strchr (step, '[');

  if (choice == NULL)
    return kin_json_node_get (node, step);

  *choice = '\0';

  return kin_value_find (node, step);
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
  const char *point = strchrnul (path, '.');
  char step[MAX_STEP];
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

  if (type != KIN_JSON_OBJECT || (gsize) (point - path) >= sizeof step)
    return FALSE;

  memcpy (step, path, (gsize) (point - path));
  step[point - path] = '\0';
  element = get_step (node, step);

  return kin_json_node_exists (element)
         && kin_path_visit (element, *point == '.' ? point + 1 : point, visit, user_data);
}

static gboolean
take_first_text (KinJsonNode node,
                 gpointer    user_data)
{
  char **text = user_data;

  *text = kin_value_dup_text (node);

  return *text != NULL;
}

/**
 * kin_path_dup_text:
 * @node: where to start
 * @path: as for kin_path_visit()
 *
 * Returns: (transfer full) (nullable): the first value on @path that has words,
 *   as by kin_value_dup_text()
 */
char *
kin_path_dup_text (KinJsonNode  node,
                   const char  *path)
{
  char *text = NULL;

  kin_path_visit (node, path, take_first_text, &text);

  return text;
}

static gboolean
collect_text (KinJsonNode node,
              gpointer    user_data)
{
  GStrvBuilder *builder = user_data;
  g_autofree char *text = kin_value_dup_text (node);

  if (text != NULL)
    g_strv_builder_add (builder, text);

  return FALSE;
}

/**
 * kin_path_list_text:
 * @node: where to start
 * @path: as for kin_path_visit()
 *
 * Returns: (transfer full): the words of every value on @path
 */
GStrv
kin_path_list_text (KinJsonNode  node,
                    const char  *path)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  kin_path_visit (node, path, collect_text, builder);

  return g_strv_builder_end (builder);
}
