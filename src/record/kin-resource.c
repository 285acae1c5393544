/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-resource"

#include "config.h"

#include <string.h>

#include "kin-meaning.h"
#include "kin-resource-private.h"

/* The longest name in R4 has 27 letters. */
#define MAX_TYPE_LENGTH 64

/**
 * kin_resource_dup_type:
 * @resource: a resource, or anything else
 *
 * Returns: (transfer full) (nullable): its type; %NULL when `resourceType` is
 *   missing or could be no type of any version of FHIR
 */
char *
kin_resource_dup_type (KinJsonNode resource)
{
  g_autofree char *type = kin_json_node_dup_string (kin_json_node_get (resource, "resourceType"));

  if (type == NULL || !g_ascii_isupper (*type) || strlen (type) > MAX_TYPE_LENGTH)
    return NULL;

  for (const char *letter = type; *letter != '\0'; letter++)
    {
      if (!g_ascii_isalpha (*letter))
        return NULL;
    }

  return g_steal_pointer (&type);
}

/**
 * kin_resource_dup_id:
 * @resource: a resource
 *
 * Real ids are longer than the 64 characters of FHIR and hold other characters;
 * they are kept as they are.
 *
 * Returns: (transfer full) (nullable): its own id; %NULL when it has none
 */
char *
kin_resource_dup_id (KinJsonNode resource)
{
  g_autofree char *id = kin_json_node_dup_string (kin_json_node_get (resource, "id"));

  return id != NULL && *g_strstrip (id) != '\0' ? g_steal_pointer (&id) : NULL;
}

/**
 * kin_resource_make_id:
 * @resource: a resource without an id
 *
 * Files often hold resources without an id. One that is made from what the
 * resource says is the same when the same file is read again.
 *
 * Returns: (transfer full): an id
 */
char *
kin_resource_make_id (KinJsonNode resource)
{
  return g_strdup_printf ("kin-%016" G_GINT64_MODIFIER "x", kin_meaning_hash (resource));
}

/**
 * kin_resource_has_modifier:
 * @resource: a resource, or a part of one
 *
 * Looks in all of it, as deep as the document, which KinJson bounds.
 *
 * Returns: whether there is a `modifierExtension` anywhere
 */
gboolean
kin_resource_has_modifier (KinJsonNode resource)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  kin_json_iter_init (&iter, resource);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      if (kin_json_node_equals (name, "modifierExtension"))
        return TRUE;
      if (kin_json_node_get_type (value) >= KIN_JSON_ARRAY && kin_resource_has_modifier (value))
        return TRUE;
    }

  return FALSE;
}
