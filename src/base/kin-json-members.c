/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-members.h"
#include "kin-json-private.h"

static const KinJsonNode missing = { NULL, NULL };

/* A name with escapes has no mark. */
static G_NO_INLINE KinJsonNode
find_escaped (KinJsonNode  object,
              const char  *name,
              gsize        length)
{
  KinJsonIter iter;
  KinJsonNode found, value;

  kin_json_iter_init (&iter, object);
  while (kin_json_iter_next (&iter, &found, &value))
    {
      if (kin_json_node_reads (found, name, length))
        return value;
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
  const KinJsonToken *token = object.token;
  const KinJsonToken *end;

  if (kin_json_node_get_type (object) != KIN_JSON_OBJECT)
    return missing;
  if (G_UNLIKELY (token->kind & KIN_JSON_TOKEN_ESCAPED))
    return find_escaped (object, name, length);

  end = token + token->n_tokens;
  for (token++; token < end; token += 1 + token[1].n_tokens)
    {
      if ((token->kind & KIN_JSON_MARK_MASK) == mark
          && kin_json_plain_reads (object.json, token, name, length))
        return (KinJsonNode) { object.json, token + 1 };
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
  const KinJsonToken *token = object.token;
  guint32 end = 0;
  guint32 at = 1;
  guint8 n = 0;

  g_return_if_fail (members != NULL);

  /* Where a name has escapes, it has no mark. */
  if (kin_json_node_get_type (object) == KIN_JSON_OBJECT)
    end = token->n_tokens;
  members->object = object;
  members->complete = end == 0 || !(token->kind & KIN_JSON_TOKEN_ESCAPED);
  memset (members->first, 0, sizeof members->first);
  if (!members->complete)
    return;

  for (; at < end && n < KIN_JSON_MEMBERS_AT_HAND; at += 1 + token[at + 1].n_tokens)
    {
      guint8 *first = &members->first[token[at].kind >> 26];

      members->names[++n] = at;
      members->other[n] = *first;
      *first = n;
    }
  members->complete = at >= end;
}

/* Looks for a member that may be there. */
KinJsonNode
kin_json_members_look (const KinJsonMembers *members,
                       const char           *name,
                       gsize                 length,
                       guint32               mark)
{
  const KinJsonNode object = members->object;

  for (guint i = members->first[mark >> 26]; i > 0; i = members->other[i])
    {
      const KinJsonToken *token = object.token + members->names[i];

      if ((token->kind & KIN_JSON_MARK_MASK) == mark
          && kin_json_plain_reads (object.json, token, name, length))
        return (KinJsonNode) { object.json, token + 1 };
    }

  return members->complete ? missing : kin_json_node_find (object, name, length, mark);
}
