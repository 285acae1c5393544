/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda"

#include "config.h"

#include "kin-cda-narrative.h"
#include "kin-cda-statement.h"

/**
 * kin_cda_read:
 * @bytes: a file
 *
 * Takes a clinical document apart: whose it is, the document for people to read, and the entries
 * of the sections that are known. Only what the document says comes out; what is not understood
 * is left to its text.
 *
 * Returns: (transfer full) (nullable): a Bundle of FHIR R4; %NULL when it is no clinical document,
 *   or there is nothing to read in it
 */
GBytes *
kin_cda_read (GBytes *bytes)
{
  g_autoptr (xmlDoc) document = kin_cda_tree_parse (bytes);
  KinCda self = { .root = document != NULL ? xmlDocGetRootElement (document) : NULL };
  GBytes *bundle = NULL;

  if (!kin_cda_tree_is (self.root, "ClinicalDocument"))
    return NULL;

  self.narrative = kin_cda_narrative_index (self.root);
  self.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_cda_entry_free);
  if (kin_cda_read_patients (&self) && kin_cda_read_document (&self))
    {
      kin_cda_read_sections (&self);
      kin_cda_read_carers (&self);
      bundle = kin_cda_to_bundle (&self);
    }

  g_hash_table_unref (self.narrative);
  g_ptr_array_unref (self.entries);
  g_free (self.patient);

  return bundle;
}
