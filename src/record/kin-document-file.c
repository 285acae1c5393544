/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-document-file"

#include "config.h"

#include <string.h>

#include "kin-document-file.h"
#include "kin-path-private.h"
#include "kin-words.h"

/* Where resources keep attachments. A Binary is one itself. */
static const char *const places[] = {
  "content.attachment", "presentedForm", "content", "sourceAttachment", "payload.contentAttachment",
  "photo", "supportingInfo.valueAttachment", "form",
};

/* Base64 without white space and with the padding that some systems leave out:
 * GLib decodes what it can and drops the rest, and a document is whole or nothing. */
static GString *
tidy_base64 (const char *text)
{
  g_autoptr (GString) tidy = g_string_sized_new (strlen (text) + 4);
  gsize n_letters;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isspace (*c))
        continue;
      if (!g_ascii_isalnum (*c) && *c != '+' && *c != '/' && *c != '=')
        return NULL;
      g_string_append_c (tidy, *c);
    }

  n_letters = strcspn (tidy->str, "=");
  if (n_letters < 2 || n_letters % 4 == 1 || tidy->len - n_letters > 2
      || strspn (tidy->str + n_letters, "=") != tidy->len - n_letters)
    return NULL;

  g_string_truncate (tidy, n_letters);
  while (tidy->len % 4 != 0)
    g_string_append_c (tidy, '=');

  return g_steal_pointer (&tidy);
}

static GBytes *
decode (KinJsonNode node)
{
  g_autofree char *text = kin_json_node_dup_string (node);
  g_autoptr (GString) tidy = text != NULL ? tidy_base64 (text) : NULL;
  gsize length = 0;
  guchar *data;

  if (tidy == NULL)
    return NULL;

  data = g_base64_decode (tidy->str, &length);

  return g_bytes_new_take (data, length);
}

static gboolean
has_data (KinJsonNode node)
{
  KinJsonNode data = kin_json_node_get (node, "data");

  return kin_json_node_get_type (data) == KIN_JSON_STRING && !kin_json_node_equals (data, "");
}

static KinDocumentFile *
read_file (KinJsonNode node)
{
  KinDocumentFile *file = g_new0 (KinDocumentFile, 1);
  gint64 size = 0;

  file->content_type = kin_words_from_text (kin_json_node_get (node, "contentType"));
  file->url = kin_json_node_dup_string (kin_json_node_get (node, "url"));
  file->title = kin_words_from_text (kin_json_node_get (node, "title"));
  file->hash = kin_words_from_text (kin_json_node_get (node, "hash"));
  file->created = kin_words_from_text (kin_json_node_get (node, "creation"));
  file->data = decode (kin_json_node_get (node, "data"));
  if (file->data != NULL)
    file->size = (gint64) g_bytes_get_size (file->data);
  else if (kin_json_node_get_int (kin_json_node_get (node, "size"), &size) && size > 0)
    file->size = size;
  file->damaged = file->data == NULL && has_data (node);

  return file;
}

static gboolean
take_file (KinJsonNode node,
           gpointer    user_data)
{
  GPtrArray *files = user_data;
  g_autoptr (KinDocumentFile) file = read_file (node);

  if (file->data != NULL || file->url != NULL || file->damaged)
    g_ptr_array_add (files, g_steal_pointer (&file));

  return FALSE;
}

static GPtrArray *
list_by (KinJsonNode   resource,
         KinPathVisit  take)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_document_file_free);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    kin_path_visit (resource, places[i], take, files);

  return files;
}

/**
 * kin_document_file_list:
 * @resource: a DocumentReference, DiagnosticReport, Media, Binary …
 *
 * Lists the forms of the document in the clinic's order. A form with neither
 * bytes nor an address is no form, unless there is something in place of the
 * bytes that cannot be read.
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the forms
 */
GPtrArray *
kin_document_file_list (KinJsonNode resource)
{
  GPtrArray *files;

  if (!kin_json_node_equals (kin_json_node_get (resource, "resourceType"), "Binary"))
    return list_by (resource, take_file);

  files = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_document_file_free);
  take_file (resource, files);

  return files;
}

static gboolean
take_file_elsewhere (KinJsonNode node,
                     gpointer    user_data)
{
  GPtrArray *files = user_data;
  g_autoptr (KinDocumentFile) file = NULL;

  /* Bytes without an address are not decoded only to be dropped. */
  if (!kin_json_node_exists (kin_json_node_get (node, "url")))
    return FALSE;

  file = read_file (node);
  if (file->data == NULL && file->url != NULL)
    g_ptr_array_add (files, g_steal_pointer (&file));

  return FALSE;
}

/**
 * kin_document_file_list_elsewhere:
 * @resource: a DocumentReference, DiagnosticReport, Media …
 *
 * Lists the forms of the document whose bytes are not in the resource itself.
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the forms, each with
 *   an address and without data
 */
GPtrArray *
kin_document_file_list_elsewhere (KinJsonNode resource)
{
  return list_by (resource, take_file_elsewhere);
}

static gboolean
may_have_words (KinJsonNode node)
{
  static const char *const beginnings[] = {
    "text/", "application/xhtml", "application/pdf", "application/rtf",
  };
  g_autofree char *said = kin_words_from_text (kin_json_node_get (node, "contentType"));

  for (guint i = 0; said != NULL && i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (said, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
take_file_with_words (KinJsonNode node,
                      gpointer    user_data)
{
  GPtrArray *files = user_data;
  g_autoptr (KinDocumentFile) file = NULL;

  /* Pictures in the resource are not decoded only to be dropped. */
  if (!may_have_words (node) && !kin_json_node_exists (kin_json_node_get (node, "url")))
    return FALSE;

  file = read_file (node);
  if (file->data != NULL || file->url != NULL)
    g_ptr_array_add (files, g_steal_pointer (&file));

  return FALSE;
}

/**
 * kin_document_file_list_words:
 * @resource: a DocumentReference, DiagnosticReport …
 *
 * Lists the forms of the document that there may be something to read in: text, PDF and RTF in the
 * resource itself, and all that is elsewhere.
 *
 * Returns: (transfer full) (element-type KinDocumentFile): the forms, each with data or an address
 */
GPtrArray *
kin_document_file_list_words (KinJsonNode resource)
{
  return list_by (resource, take_file_with_words);
}

/**
 * kin_document_file_free:
 * @self: (transfer full) (nullable): a form of a document
 *
 * Frees it.
 */
void
kin_document_file_free (KinDocumentFile *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_free (self->url);
  g_free (self->title);
  g_free (self->hash);
  g_free (self->created);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}
