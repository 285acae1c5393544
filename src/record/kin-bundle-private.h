/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-bundle.h"
#include "kin-kind-private.h"

G_BEGIN_DECLS

/**
 * KinEntry:
 * @resource: place of the resource in the document
 * @kind: what is known about its type
 * @type: FHIR type, empty when it has none
 * @id: its own id, else one from its address or from what it says
 * @address: (nullable): the `fullUrl`
 * @own_id: whether @id is its own
 * @state: what it is here
 * @reason: (nullable): why it is in quarantine; never freed
 */
typedef struct
{
  const KinJsonToken *resource;
  const KinKind      *kind;
  const char         *type;
  const char         *id;
  const char         *address;
  gboolean            own_id;
  KinEntryState       state;
  const char         *reason;
} KinEntry;

struct _KinBundle
{
  KinJson      *json;
  char         *bundle_type;
  char         *next;
  char         *self_link;

  GArray       *entries;        /* KinEntry */
  GStringChunk *strings;        /* what the entries point at; NULL when origin has it */
  GHashTable   *names;          /* address or Type/id → place of what has a name; NULL likewise */
  KinBundle    *origin;
};

void        kin_bundle_read        (KinBundle   *self,
                                    KinJsonNode  root);
KinBundle  *kin_bundle_new_checked (KinBundle   *origin,
                                    GArray      *entries);
KinJsonNode kin_bundle_find_named  (KinBundle   *self,
                                    KinJsonNode  reference);

G_END_DECLS
