/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

KinJsonNode kin_item_get_node   (KinItem           *self);
GStrv       kin_item_list_first (KinItem           *self,
                                 const char *const *paths);

/* A typed view adds functions to an item and nothing else: no members, no
 * state, and so nothing to set up or to take down. */
#define KIN_DEFINE_VIEW(TypeName, type_name)                                                      \
  struct _##TypeName                                                                              \
  {                                                                                               \
    KinItem parent_instance;                                                                      \
  };                                                                                              \
                                                                                                  \
  G_DEFINE_FINAL_TYPE (TypeName, type_name, KIN_TYPE_ITEM)                                        \
                                                                                                  \
  static void                                                                                     \
  type_name##_class_init (TypeName##Class *klass)                                                 \
  {                                                                                               \
  }                                                                                               \
                                                                                                  \
  static void                                                                                     \
  type_name##_init (TypeName *self)                                                               \
  {                                                                                               \
  }

G_END_DECLS
