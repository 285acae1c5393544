/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KinBlueRecord:
 * @section: the heading it stands below, in capitals; "" before the first one
 * @fields: (element-type utf8 utf8): what it says, by the name that the file has for it
 *
 * One thing in a Blue Button text: a medicine, an allergy, a claim.
 */
typedef struct
{
  char       *section;
  GHashTable *fields;
} KinBlueRecord;

/**
 * KinBlueKeysFunc:
 * @section: a heading, in capitals
 *
 * Returns: (nullable): the names of fields below that heading; %NULL: they are not read
 */
typedef const char * const *(*KinBlueKeysFunc) (const char *section);

char       *kin_blue_text_dup   (GBytes          *bytes);
gboolean    kin_blue_is_va      (const char      *text);
gboolean    kin_blue_is_cms     (const char      *text);
GPtrArray  *kin_blue_list       (const char      *text,
                                 KinBlueKeysFunc  keys);
const char *kin_blue_get        (KinBlueRecord   *record,
                                 const char      *name);
char       *kin_blue_dup_date   (const char      *words);
char       *kin_blue_dup_moment (const char      *text);
char       *kin_blue_dup_amount (const char      *words);

G_END_DECLS
