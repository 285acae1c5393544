/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "kin-cda-tree.h"

G_BEGIN_DECLS

/**
 * KinCda:
 * @root: (nullable): the clinical document
 * @moment: (nullable): when it was made, where @root does not say it
 * @narrative: (element-type utf8 xmlNode): pieces of its text by the name that entries call them
 * @entries: (element-type KinCdaEntry): what was found
 * @patient: `Patient/` and the id that everything found is about
 *
 * A clinical document (HL7 C-CDA, https://hl7.org/cda/) while it is read.
 */
typedef struct
{
  xmlNode    *root;
  char       *moment;
  GHashTable *narrative;
  GPtrArray  *entries;
  char       *patient;
} KinCda;

/**
 * KinCdaEntry:
 * @type: of the resource
 * @key: (nullable): the id that the document gives it
 * @body: what it says
 * @members: (element-type KinCdaEntry) (nullable): results of a report
 */
typedef struct
{
  const char *type;
  char       *key;
  JsonObject *body;
  GPtrArray  *members;
} KinCdaEntry;

GBytes      *kin_cda_read          (GBytes       *bytes);

/* kin-cda-bundle.c */
KinCdaEntry *kin_cda_entry_new     (const char   *type,
                                    xmlNode      *statement);
void         kin_cda_entry_free    (KinCdaEntry  *entry);
KinCdaEntry *kin_cda_add           (KinCda       *self,
                                    const char   *type,
                                    xmlNode      *statement);
char        *kin_cda_dup_key       (xmlNode      *statement);
char        *kin_cda_write_object  (JsonObject   *object);
char        *kin_cda_write_without (JsonObject   *object,
                                    const char * const *names);
char        *kin_cda_dup_hash      (const char   *text,
                                    const char   *more);
GBytes      *kin_cda_to_bundle     (KinCda       *self);
void         kin_cda_set           (JsonObject   *object,
                                    const char   *name,
                                    const char   *text);
void         kin_cda_take          (JsonObject   *object,
                                    const char   *name,
                                    char         *text);
void         kin_cda_set_number    (JsonObject   *object,
                                    const char   *name,
                                    const char   *number);
void         kin_cda_put           (JsonObject   *object,
                                    const char   *name,
                                    JsonObject   *value);
void         kin_cda_append        (JsonObject   *object,
                                    const char   *name,
                                    JsonObject   *value);
JsonObject  *kin_cda_text_new      (const char   *name,
                                    char         *text);

/* kin-cda-header.c */
gboolean     kin_cda_read_patients (KinCda       *self);
gboolean     kin_cda_read_document (KinCda       *self);

/* kin-cda-sections.c */
void         kin_cda_read_sections (KinCda       *self);

/* kin-cda-letter.c */
JsonObject  *kin_cda_letter        (xmlNode      *text);

G_END_DECLS
