/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KIN_SET_FORMAT:
 *
 * The format of a set of files (one person's, or the family's) that this
 * program writes. It covers what cannot be read without the key: cipher, page
 * size, which files belong together. Tables have their own numbers.
 */
#define KIN_SET_FORMAT 1

/**
 * KinSetMeta:
 * @format: the format of the set
 * @key_id: which key of the keyring opens it: 32 hex digits, random, says nothing
 * @wrapped_by_family: (nullable): of a person's set: its key, wrapped with the family's
 * @wrapped_by_code: (nullable): of the family's set: its key, once for each recovery code that
 *   was printed and still holds
 * @code_was_typed: whether the first of these codes was typed back from paper
 *
 * The file `meta` beside each set, in clear, read before any database is opened.
 */
typedef struct
{
  guint  format;
  char  *key_id;

  char      *wrapped_by_family;
  char     **wrapped_by_code;
  gboolean   code_was_typed;
} KinSetMeta;

KinSetMeta *kin_set_meta_new   (const char        *key_id);
KinSetMeta *kin_set_meta_read  (const char        *folder,
                                GError           **error);
gboolean    kin_set_meta_write (const KinSetMeta  *self,
                                const char        *folder,
                                GError           **error);
void        kin_set_meta_free  (KinSetMeta        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinSetMeta, kin_set_meta_free)

G_END_DECLS
