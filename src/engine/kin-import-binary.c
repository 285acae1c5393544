/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-import-binary"

#include "config.h"

#include "kin-document-file.h"
#include "kin-import-binary.h"

static KinImportBinary *
read_binary (KinJsonNode  resource,
             const char  *id)
{
  g_autoptr (GPtrArray) files = kin_document_file_list (resource);
  const KinDocumentFile *file = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;
  KinImportBinary *binary;

  if (file == NULL || (file->data == NULL && !file->damaged))
    return NULL;

  binary = g_new0 (KinImportBinary, 1);
  binary->url = g_strconcat ("Binary/", id, NULL);
  binary->media_type = g_strdup (file->content_type);
  binary->bytes = file->data != NULL ? g_bytes_ref (file->data) : NULL;

  return binary;
}

/**
 * kin_import_binary_list:
 * @bundle: a page of a file, checked
 *
 * Takes the documents out of the Binary resources of a page
 * (https://hl7.org/fhir/R4/binary.html). May take longer than a frame: not for the main thread.
 *
 * Returns: (transfer full) (element-type KinImportBinary): them, each ready to be kept, or damaged
 */
GPtrArray *
kin_import_binary_list (KinBundle *bundle)
{
  GPtrArray *binaries = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_import_binary_free);
  guint n_entries = kin_bundle_get_n_entries (bundle);

  for (guint i = 0; i < n_entries; i++)
    {
      const char *id = kin_bundle_get_id_at (bundle, i);
      KinImportBinary *binary = NULL;

      if (id != NULL && g_strcmp0 (kin_bundle_get_type_at (bundle, i), "Binary") == 0 &&
          kin_bundle_get_state_at (bundle, i) != KIN_ENTRY_QUARANTINE)
        binary = read_binary (kin_bundle_get_resource (bundle, i), id);
      if (binary != NULL)
        g_ptr_array_add (binaries, binary);
    }

  return binaries;
}

void
kin_import_binary_free (KinImportBinary *self)
{
  g_free (self->url);
  g_free (self->media_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}
