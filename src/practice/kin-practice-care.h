/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-resource.h"

G_BEGIN_DECLS

/**
 * KinPracticeListed:
 *
 * A resource in a list, with its time beside it: what was changed since some time is found
 * without a look at the others.
 */
typedef struct
{
  gint64               updated;     /* microseconds since 1970 */
  KinPracticeResource *resource;
} KinPracticeListed;

#define KIN_PRACTICE_ERROR (kin_practice_error_quark ())

typedef enum
{
  KIN_PRACTICE_ERROR_FILE,     /* a file that cannot be read, or holds nothing to serve */
  KIN_PRACTICE_ERROR_FAULTS,   /* a fault rule that cannot be followed */
  KIN_PRACTICE_ERROR_LISTEN,   /* no port to listen on */
} KinPracticeError;

/**
 * KinPracticePatient:
 *
 * Somebody whose record the portal has, as shown on the page where one chooses.
 */
typedef struct
{
  char *id;
  char *name;
  char *birth_date;    /* as written, or NULL */
  char *user;          /* who signs in for this record: "Patient/id" or "RelatedPerson/id" */
  char *relation;      /* what that person is to this one, or NULL for oneself */
} KinPracticePatient;

/**
 * KinPracticeCare:
 *
 * Everything the portal knows: the resources of its files, by person and type.
 */
typedef struct _KinPracticeCare KinPracticeCare;

GQuark               kin_practice_error_quark       (void);

KinPracticeCare     *kin_practice_care_new          (void);
void                 kin_practice_care_free         (KinPracticeCare *self);
gboolean             kin_practice_care_load         (KinPracticeCare *self,
                                                     const char      *path,
                                                     GError         **error);
void                 kin_practice_care_settle       (KinPracticeCare *self);
GPtrArray           *kin_practice_care_get_patients (KinPracticeCare *self);
KinPracticePatient  *kin_practice_care_get_patient  (KinPracticeCare *self,
                                                     const char      *id);
GPtrArray           *kin_practice_care_get_types    (KinPracticeCare *self);
KinPracticeResource *kin_practice_care_get_resource (KinPracticeCare *self,
                                                     const char      *name);
GArray              *kin_practice_care_get_list     (KinPracticeCare *self,
                                                     const char      *patient,
                                                     const char      *type);
GPtrArray           *kin_practice_care_get_sources  (KinPracticeCare *self,
                                                     const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeCare, kin_practice_care_free)

G_END_DECLS
