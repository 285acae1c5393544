/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-members.h"
#include "kin-json-private.h"

static const KinJsonNode missing = { NULL, 0 };

/* A name with escapes has no mark. */
static G_NO_INLINE KinJsonNode
find_escaped (KinJsonNode  object,
              const char  *name,
              gsize        length)
{
  const KinJsonToken *tape = object.json->tape;

  for (guint32 i = object.index + 1; i < tape[object.index].next; i = tape[i + 1].next)
    {
      if (kin_json_node_reads ((KinJsonNode) { object.json, i }, name, length))
        return (KinJsonNode) { object.json, i + 1 };
    }

  return missing;
}

/**
 * kin_json_node_find:
 * @object: an object, or anything else
 * @name: a member name, as it reads without escapes; no zero byte is needed after it
 * @length: its length in bytes
 * @mark: its kin_json_mark()
 *
 * What kin_json_node_get() does, with what can be known of a name beforehand.
 *
 * Returns: the member's value, or a missing node
 */
KinJsonNode
kin_json_node_find (KinJsonNode  object,
                    const char  *name,
                    gsize        length,
                    guint32      mark)
{
  const KinJsonToken *tape;

  if (kin_json_node_get_type (object) != KIN_JSON_OBJECT)
    return missing;

  tape = object.json->tape;
  if (G_UNLIKELY (tape[object.index].kind & KIN_JSON_TOKEN_ESCAPED))
    return find_escaped (object, name, length);

  for (guint32 i = object.index + 1, end = tape[object.index].next; i < end; i = tape[i + 1].next)
    {
      if ((tape[i].kind & KIN_JSON_MARK_MASK) == mark
          && kin_json_plain_reads (object.json, i, name, length))
        return (KinJsonNode) { object.json, i + 1 };
    }

  return missing;
}

/**
 * kin_json_node_get_path:
 * @node: where to start
 * @path: member names and array positions with points between them, such as
 *   `code.coding.0.display`
 *
 * Positions count from 0 and apply to arrays; in an object every step is a name.
 * Names with a point in them, which FHIR has none of, need kin_json_node_get().
 *
 * Returns: the value there, or a missing node
 */
KinJsonNode
kin_json_node_get_path (KinJsonNode  node,
                        const char  *path)
{
  g_return_val_if_fail (path != NULL, missing);

  while (node.json != NULL && path != NULL)
    {
      const char *point = strchrnul (path, '.');

      if (kin_json_node_get_type (node) != KIN_JSON_ARRAY)
        {
          node = kin_json_node_get_member (node, path, (gsize) (point - path));
        }
      else
        {
          g_autofree char *step = g_strndup (path, (gsize) (point - path));
          guint64 position;

          if (!g_ascii_string_to_unsigned (step, 10, 0, G_MAXUINT, &position, NULL))
            return missing;
          node = kin_json_node_at (node, (guint) position);
        }

      path = *point == '.' ? point + 1 : NULL;
    }

  return node;
}

/**
 * kin_json_members_init:
 * @members: (out caller-allocates): the members
 * @object: an object, or anything else, which has none
 *
 * Reads which members @object has.
 */
void
kin_json_members_init (KinJsonMembers *members,
                       KinJsonNode     object)
{
  const KinJsonToken *tape = object.json != NULL ? object.json->tape : NULL;
  guint32 index = object.index + 1;
  guint32 end = 0;
  guint64 filter = 0;
  guint n = 0;

  g_return_if_fail (members != NULL);

  /* Where a name has escapes, it has no mark. */
  if (kin_json_node_get_type (object) == KIN_JSON_OBJECT)
    end = tape[object.index].next;
  if (end > 0 && !(tape[object.index].kind & KIN_JSON_TOKEN_ESCAPED))
    {
      for (; index < end && n < KIN_JSON_MEMBERS_IN_A_ROW; index = tape[index + 1].next, n++)
        {
          members->marks[n] = tape[index].kind & KIN_JSON_MARK_MASK;
          members->values[n] = index + 1;
          filter |= KIN_JSON_MARK_BIT (members->marks[n]);
        }
    }

  members->object = object;
  members->n_in_a_row = n;
  members->complete = index >= end;
  members->filter = members->complete ? filter : G_MAXUINT64;
}

/* Looks for a member that may be there. */
KinJsonNode
kin_json_members_look (const KinJsonMembers *members,
                       const char           *name,
                       gsize                 length,
                       guint32               mark)
{
  KinJson *json = members->object.json;

  for (guint i = 0; i < members->n_in_a_row; i++)
    {
      if (members->marks[i] == mark
          && kin_json_plain_reads (json, members->values[i] - 1, name, length))
        return (KinJsonNode) { json, members->values[i] };
    }

  return members->complete ? missing : kin_json_node_find (members->object, name, length, mark);
}
