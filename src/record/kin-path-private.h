/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json-members.h"

G_BEGIN_DECLS

/**
 * KinPathVisit:
 * @node: a value that the path leads to, never an array
 * @user_data: what the caller passed
 *
 * Returns: whether to stop
 */
typedef gboolean (*KinPathVisit) (KinJsonNode node,
                                  gpointer    user_data);

/* Paths, best first, as one argument. */
#define KIN_PATHS(...) ((const char *const[]) { __VA_ARGS__, NULL })

gboolean kin_path_visit       (KinJsonNode           node,
                               const char           *path,
                               KinPathVisit          visit,
                               gpointer              user_data);
gboolean kin_path_visit_in    (const KinJsonMembers *resource,
                               const char           *path,
                               KinPathVisit          visit,
                               gpointer              user_data);
char    *kin_path_dup_text    (KinJsonNode           resource,
                               const char *const    *paths);
gboolean kin_path_append_text (GString              *line,
                               const KinJsonMembers *resource,
                               const char           *path);
GStrv    kin_path_list_text   (KinJsonNode           resource,
                               const char           *path);

G_END_DECLS
