/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

/**
 * KinQuery:
 *
 * Which items a list shows, newest first; medicines by #KinMedicineGroup, then newest first.
 * Immutable and counted.
 *
 * Section %KIN_SECTION_NONE stands for all sections together. Items without a
 * section are never listed.
 */
typedef struct _KinQuery KinQuery;

#define KIN_TYPE_QUERY (kin_query_get_type ())

GType       kin_query_get_type       (void) G_GNUC_CONST;
KinQuery   *kin_query_new            (KinSection      section,
                                      const char     *connection,
                                      int             year,
                                      KinItemMarks    only);
KinQuery   *kin_query_ref            (KinQuery       *self);
void        kin_query_unref          (KinQuery       *self);
KinSection  kin_query_get_section    (const KinQuery *self);
const char *kin_query_get_connection (const KinQuery *self);
int         kin_query_get_year       (const KinQuery *self);
KinItemMarks kin_query_get_only      (const KinQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinQuery, kin_query_unref)

G_END_DECLS
