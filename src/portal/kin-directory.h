/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KinDirectory:
 *
 * A list of clinics as data/clinics.tsv describes it, to be searched. Immutable.
 */
typedef struct _KinDirectory KinDirectory;

/**
 * KinDirectoryEntry:
 * @name: what people call it
 * @other_names: (nullable): names it also has, with a "|" between them
 * @town: (nullable): where it is
 * @postal_code: (nullable): the same
 * @region: (nullable): state or country
 * @base: (nullable): the address of its FHIR R4 service for patients
 * @vendor: (nullable): who made that service
 * @page: (nullable): the web page where patients sign in
 * @way: (nullable): a word for how a record comes from there
 * @made_up: whether nobody there is real
 *
 * One clinic of a list.
 */
typedef struct
{
  const char *name;
  const char *other_names;
  const char *town;
  const char *postal_code;
  const char *region;
  const char *base;
  const char *vendor;
  const char *page;
  const char *way;
  gboolean    made_up;
} KinDirectoryEntry;

KinDirectory            *kin_directory_new           (GBytes              *text,
                                                      GError             **error);
void                     kin_directory_free          (KinDirectory        *self);
const char              *kin_directory_get_date      (const KinDirectory  *self);
guint                    kin_directory_get_n_entries (const KinDirectory  *self);
const KinDirectoryEntry *kin_directory_get_entry     (const KinDirectory  *self,
                                                      guint                position);
GArray                  *kin_directory_search        (const KinDirectory  *self,
                                                      const char          *words,
                                                      guint                limit,
                                                      guint               *n_found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinDirectory, kin_directory_free)

G_END_DECLS
