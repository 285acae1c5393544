/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinBundle:
 *
 * One answer of a portal, or one file: the bytes, their checked structure, and
 * which resources are in it. Counted, immutable, sealed: may cross threads.
 *
 * A FHIR Bundle of any type, or a single resource (read as a Bundle of one).
 */
typedef struct _KinBundle KinBundle;

#define KIN_TYPE_BUNDLE (kin_bundle_get_type ())
#define KIN_RECORD_ERROR (kin_record_error_quark ())

typedef enum
{
  KIN_RECORD_ERROR_NOT_FHIR,       /* JSON, but no resource */
  KIN_RECORD_ERROR_OTHER_PERSON,   /* the page holds data of a different patient: refuse it whole */
  KIN_RECORD_ERROR_BAD_RESOURCE,   /* no type, or no id where one is needed */
} KinRecordError;

/**
 * KinEntryState:
 * @KIN_ENTRY_MATCH: an answer to the question
 * @KIN_ENTRY_INCLUDE: sent along
 * @KIN_ENTRY_OUTCOME: an OperationOutcome: a warning, not data
 * @KIN_ENTRY_QUARANTINE: not usable, or not shown to be this person's; counted, kept apart
 */
typedef enum
{
  KIN_ENTRY_MATCH,
  KIN_ENTRY_INCLUDE,
  KIN_ENTRY_OUTCOME,
  KIN_ENTRY_QUARANTINE,
} KinEntryState;

GType          kin_bundle_get_type         (void) G_GNUC_CONST;
GQuark         kin_record_error_quark      (void);

KinBundle     *kin_bundle_new              (GBytes       *bytes,
                                            GError      **error);
KinBundle     *kin_bundle_check_person     (KinBundle    *self,
                                            const char   *base,
                                            const char   *patient_id,
                                            GError      **error);
KinBundle     *kin_bundle_ref              (KinBundle    *self);
void           kin_bundle_unref            (KinBundle    *self);
KinJson       *kin_bundle_get_json         (KinBundle    *self);
const char    *kin_bundle_get_bundle_type  (KinBundle    *self);
guint          kin_bundle_get_n_entries    (KinBundle    *self);
KinJsonNode    kin_bundle_get_resource     (KinBundle    *self,
                                            guint         position);
const char    *kin_bundle_get_type_at      (KinBundle    *self,
                                            guint         position);
const char    *kin_bundle_get_id_at        (KinBundle    *self,
                                            guint         position);
KinEntryState  kin_bundle_get_state_at     (KinBundle    *self,
                                            guint         position);
const char    *kin_bundle_get_reason_at    (KinBundle    *self,
                                            guint         position);
struct _KinSummary *
               kin_bundle_summarise        (KinBundle    *self,
                                            guint         position,
                                            GError      **error);
GStrv          kin_bundle_list_patient_ids (KinBundle    *self);
GStrv          kin_bundle_list_references  (KinBundle    *self,
                                            const char   *base);
gboolean       kin_bundle_says_error       (KinBundle    *self);
const char    *kin_bundle_get_next         (KinBundle    *self);
const char    *kin_bundle_get_self_link    (KinBundle    *self);
char          *kin_bundle_dup_updated      (KinBundle    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinBundle, kin_bundle_unref)

G_END_DECLS
