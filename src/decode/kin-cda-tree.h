/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/* Names and codes are short; what goes on longer is a text, and is read in the document. */
#define KIN_CDA_LONGEST_NAME 300

xmlDoc  *kin_cda_tree_parse      (GBytes      *bytes);
xmlNode *kin_cda_tree_next       (xmlNode     *node,
                                  const char  *name);
xmlNode *kin_cda_tree_get        (xmlNode     *node,
                                  const char  *path);
gboolean kin_cda_tree_is         (xmlNode     *node,
                                  const char  *name);
char    *kin_cda_tree_dup        (xmlNode     *node,
                                  const char  *attribute);
char    *kin_cda_tree_dup_type   (xmlNode     *node);
gboolean kin_cda_tree_has        (xmlNode     *node,
                                  const char  *attribute,
                                  const char  *value);
gboolean kin_cda_tree_is_null    (xmlNode     *node);
char    *kin_cda_tree_dup_text   (xmlNode     *node,
                                  gsize        most);

/* Each child of a name that the document says something with. */
#define KIN_CDA_FOR_EACH(child, node, name)                                                     \
  for (xmlNode *child = kin_cda_tree_next ((node) != NULL ? (node)->children : NULL, (name));   \
       child != NULL; child = kin_cda_tree_next (child->next, (name)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

G_END_DECLS
