/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

#define KIN_JSON_MEMBERS_AT_HAND 40

/**
 * KinJsonMembers:
 * @object: whose members they are
 *
 * The members of an object that is asked for many of them: where each one is, by its mark, so
 * that looking for one is no walk through the document. A plain value that borrows it, as
 * #KinJsonNode does.
 */
typedef struct
{
  KinJsonNode object;

  /*< private >*/
  gboolean    complete;
  guint8      first[64];        /* by the upper bits of a mark: the number of a name, or 0 */
  guint8      other[KIN_JSON_MEMBERS_AT_HAND + 1];    /* another name with the same bits, or 0 */
  guint32     names[KIN_JSON_MEMBERS_AT_HAND + 1];    /* how many tokens behind @object */
} KinJsonMembers;

void        kin_json_members_init (KinJsonMembers       *members,
                                   KinJsonNode           object);
KinJsonNode kin_json_members_look (const KinJsonMembers *members,
                                   const char           *name,
                                   gsize                 length,
                                   guint32               mark);

/**
 * kin_json_members_find:
 * @members: the members of an object
 * @name: a member name, as it reads without escapes; no zero byte is needed after it
 * @length: its length in bytes
 * @mark: its kin_json_mark()
 *
 * Most that is looked for is not there, which is seen here.
 *
 * Returns: the member's value, or a missing node
 */
static inline KinJsonNode
kin_json_members_find (const KinJsonMembers *members,
                       const char           *name,
                       gsize                 length,
                       guint32               mark)
{
  return members->first[mark >> 26] != 0 || !members->complete
           ? kin_json_members_look (members, name, length, mark) : (KinJsonNode) { NULL, NULL };
}

/**
 * kin_json_members_get:
 * @members: the members of an object
 * @name: a member name, as it reads without escapes
 *
 * Returns: the member's value, or a missing node
 */
static inline KinJsonNode
kin_json_members_get (const KinJsonMembers *members,
                      const char           *name)
{
  return kin_json_members_find (members, name, strlen (name), kin_json_mark (name, strlen (name)));
}

G_END_DECLS
