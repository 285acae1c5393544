/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  KIN_PRACTICE_TOKEN,
  KIN_PRACTICE_DATE,
  KIN_PRACTICE_REFERENCE,
} KinPracticeKind;

/**
 * KinPracticeParameter:
 *
 * A search parameter: its name and the elements it looks at, separated by `|`.
 * Names are interned, so that two of them are equal when the pointers are.
 */
typedef struct
{
  const char     *type;
  const char     *name;
  KinPracticeKind kind;
  const char     *paths;
} KinPracticeParameter;

const KinPracticeParameter *kin_practice_types_find       (const char *type,
                                                           const char *name);
const KinPracticeParameter *kin_practice_types_first      (const char *type,
                                                           guint      *n);
const char * const         *kin_practice_types_list       (void);
gboolean                    kin_practice_types_is_shared  (const char *type);
gboolean                    kin_practice_types_by_patient (const char *type);
gboolean                    kin_practice_types_by_subject (const char *type);
const char                 *kin_practice_kind_to_string   (KinPracticeKind kind);

G_END_DECLS
