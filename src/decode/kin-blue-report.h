/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-blue-text.h"
#include "kin-cda.h"

G_BEGIN_DECLS

/**
 * KinBlueReport:
 * @cda: what was found
 * @maker: names ids: one maker's numbers are nobody else's
 * @panel: (nullable): what holds the results together that are read
 *
 * The text of a blue button while it is read.
 */
typedef struct
{
  KinCda       cda;
  const char  *maker;
  KinCdaEntry *panel;
} KinBlueReport;

extern const char * const kin_blue_result_keys[];

KinCdaEntry        *kin_blue_add             (KinBlueReport *self,
                                              const char    *type,
                                              const char    *what,
                                              const char    *one,
                                              const char    *other);
void                kin_blue_append_note     (JsonObject    *body,
                                              KinBlueRecord *record,
                                              const char    *name);
gboolean            kin_blue_is_about_person (const char    *section);
const char * const *kin_blue_find_keys       (const char    *section);
void                kin_blue_read_record     (KinBlueReport *self,
                                              KinBlueRecord *record);

/* kin-blue-results.c */
void                kin_blue_read_result     (KinBlueReport *self,
                                              KinBlueRecord *record);
void                kin_blue_end_panel       (KinBlueReport *self);

G_END_DECLS
