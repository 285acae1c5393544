/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-cda-values.h"

G_BEGIN_DECLS

/* kin-cda-statement.c */
char       *kin_cda_dup_who            (xmlNode     *participation);
JsonObject *kin_cda_who                (xmlNode     *statement,
                                        const char  *name);
gboolean    kin_cda_is_section         (xmlNode     *section,
                                        const char  *code);
gboolean    kin_cda_is_earlier         (xmlNode     *section);
gboolean    kin_cda_is_denied          (xmlNode     *statement);
gboolean    kin_cda_denies_nothing     (xmlNode     *statement,
                                        xmlNode     *code);
char       *kin_cda_dup_denial         (KinCda      *self,
                                        xmlNode     *statement,
                                        xmlNode     *section);
gboolean    kin_cda_has_own_words      (KinCda      *self,
                                        xmlNode     *statement);
gboolean    kin_cda_says_no            (JsonObject  *concept);
JsonObject *kin_cda_choose_name        (KinCda      *self,
                                        xmlNode     *statement,
                                        JsonObject  *concept);
xmlNode    *kin_cda_find_related       (xmlNode     *statement,
                                        const char  *relation,
                                        const char  *name,
                                        const char  *code);
char       *kin_cda_dup_status         (xmlNode     *statement);
const char *kin_cda_find_status        (xmlNode             *statement,
                                        const char * const (*rows)[2],
                                        guint                n_rows);
const char *kin_cda_get_standing       (xmlNode     *statement);
void        kin_cda_set_recorded       (JsonObject  *object,
                                        const char  *name,
                                        xmlNode     *statement);
void        kin_cda_append_reasons     (KinCda      *self,
                                        JsonObject  *object,
                                        xmlNode     *statement);
void        kin_cda_append_notes       (KinCda      *self,
                                        JsonObject  *object,
                                        xmlNode     *statement);

/* What the sections are made of: each takes the entries out of one of them. */
void        kin_cda_read_allergy       (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_problem       (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_medicine      (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_vaccine       (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_result        (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_vital_sign    (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_social        (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_procedure     (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_encounter     (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);

void        kin_cda_read_status            (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_family            (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_payer             (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_team              (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_carers            (KinCda      *self);
void        kin_cda_read_equipment         (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);
void        kin_cda_read_plan              (KinCda      *self,
                                        xmlNode     *entry,
                                        xmlNode     *section);

/* kin-cda-absence.c */
typedef enum
{
  KIN_CDA_SOMETHING,
  KIN_CDA_NO_ALLERGY,
  KIN_CDA_NO_DRUG_ALLERGY,
  KIN_CDA_NO_FOOD_ALLERGY,
  KIN_CDA_NO_PROBLEM,
  KIN_CDA_NO_MEDICINE,
} KinCdaAbsence;

JsonObject *kin_cda_absence            (KinCdaAbsence absence,
                                        char         *words);
gboolean    kin_cda_is_absence         (JsonObject   *concept);

/* kin-cda-pressure.c */
void        kin_cda_join_pressures     (KinCda      *self,
                                        GPtrArray   *members);

/* Each statement of a kind that stands in a relation to another. */
#define KIN_CDA_FOR_EACH_RELATED(related, statement, relation, name)                           \
  KIN_CDA_FOR_EACH (related##_link, (statement), "entryRelationship")                          \
    if ((relation) == NULL || kin_cda_tree_has (related##_link, "typeCode", (relation)))       \
      KIN_CDA_FOR_EACH (related, related##_link, (name))

G_END_DECLS
