/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-cda.h"

G_BEGIN_DECLS

/* kin-cda-concept.c */
char       *kin_cda_dup_reference    (KinCda      *self,
                                      xmlNode     *text);
char       *kin_cda_dup_system       (xmlNode     *node,
                                      const char  *attribute);
JsonObject *kin_cda_concept          (KinCda      *self,
                                      xmlNode     *code);
JsonObject *kin_cda_thing            (KinCda      *self,
                                      xmlNode     *entity);
gboolean    kin_cda_has_words        (JsonObject  *concept);
JsonObject *kin_cda_code             (const char  *system,
                                      const char  *code);

/* kin-cda-time.c */
char       *kin_cda_dup_time         (xmlNode     *time);
JsonObject *kin_cda_period           (xmlNode     *interval);
char       *kin_cda_dup_start        (xmlNode     *interval);
char       *kin_cda_dup_end          (xmlNode     *interval);
void        kin_cda_set_when         (JsonObject  *object,
                                      const char  *name,
                                      xmlNode     *time);

/* kin-cda-amount.c */
char       *kin_cda_dup_number       (xmlNode     *node);
JsonObject *kin_cda_quantity         (xmlNode     *node);
void        kin_cda_set_value        (KinCda      *self,
                                      JsonObject  *object,
                                      xmlNode     *value);
void        kin_cda_set_dose         (JsonObject  *dose,
                                      const char  *name,
                                      xmlNode     *node);
JsonObject *kin_cda_usual            (KinCda      *self,
                                      xmlNode     *range);

G_END_DECLS
