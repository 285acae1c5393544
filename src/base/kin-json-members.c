/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-json"

#include "config.h"

#include "kin-json-members.h"
#include "kin-json-private.h"

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
  members->filter = filter;
}

/**
 * kin_json_members_find:
 * @members: the members of an object
 * @name: a member name, as it reads without escapes; no zero byte is needed after it
 * @length: its length in bytes
 * @mark: its kin_json_mark()
 *
 * Returns: the member's value, or a missing node
 */
KinJsonNode
kin_json_members_find (const KinJsonMembers *members,
                       const char           *name,
                       gsize                 length,
                       guint32               mark)
{
  KinJson *json = members->object.json;
  guint n = members->filter & KIN_JSON_MARK_BIT (mark) ? members->n_in_a_row : 0;

  for (guint i = 0; i < n; i++)
    {
      const KinJsonToken *token;

      if (members->marks[i] != mark)
        continue;
      token = &json->tape[members->values[i] - 1];
      if (token->end - token->start - 2 == length
          && kin_json_same_text (json->text + token->start + 1, name, length))
        return (KinJsonNode) { json, members->values[i] };
    }

  return members->complete ? (KinJsonNode) { NULL, 0 }
                           : kin_json_node_get_member (members->object, name, length);
}
