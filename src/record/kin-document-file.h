/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-json.h"

G_BEGIN_DECLS

/**
 * KinDocumentFile:
 * @content_type: (nullable): media type as sent
 * @url: (nullable): where the bytes are: `Binary/…`, or an address
 * @title: (nullable): what the clinic calls it
 * @hash: (nullable): SHA-1 of the bytes in base64, as sent
 * @created: (nullable): when it was written, a FHIR date
 * @size: bytes as sent, or of @data; 0 when it is not said
 * @data: (nullable): the bytes, when they came inside the resource
 * @damaged: bytes came inside the resource, and are no base64
 *
 * One form of a document, picture or letter that a resource holds or points at
 * (https://hl7.org/fhir/R4/datatypes.html#Attachment).
 */
typedef struct
{
  char     *content_type;
  char     *url;
  char     *title;
  char     *hash;
  char     *created;
  gint64    size;
  GBytes   *data;
  gboolean  damaged;
} KinDocumentFile;

GPtrArray *kin_document_file_list           (KinJsonNode      resource);
GPtrArray *kin_document_file_list_elsewhere (KinJsonNode      resource);
GPtrArray *kin_document_file_list_words     (KinJsonNode      resource);
void       kin_document_file_free           (KinDocumentFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinDocumentFile, kin_document_file_free)

G_END_DECLS
