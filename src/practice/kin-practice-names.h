/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinPracticeNames:
 *
 * How the resources of the files call each other, and what the portal calls
 * them. A transaction Bundle says "urn:uuid:…" or "Practitioner?identifier=…";
 * a server that takes it in gives every resource an address and puts that in
 * the place of both (https://hl7.org/fhir/R4/http.html#trules).
 */
typedef struct _KinPracticeNames KinPracticeNames;

KinPracticeNames *kin_practice_names_new     (void);
void              kin_practice_names_free    (KinPracticeNames *self);
void              kin_practice_names_add     (KinPracticeNames *self,
                                              KinJsonNode       node,
                                              const char       *full_url,
                                              const char       *id);
char             *kin_practice_names_resolve (const char       *text,
                                              gpointer          self);
GBytes           *kin_practice_names_rewrite (KinPracticeNames *self,
                                              GBytes           *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeNames, kin_practice_names_free)

G_END_DECLS
