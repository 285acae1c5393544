/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder-letter"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-decoder-private.h"
#include "kin-engine-error.h"

/* A letter in a form that holds another one: a clinical document in XML has a page, or a PDF. What
 * is inside comes out of the sandbox, and is to be trusted as little as the letter. */

typedef struct
{
  char   *program;
  GBytes *document;
} Request;

static void
request_free (Request *self)
{
  g_free (self->program);
  g_bytes_unref (self->document);
  g_free (self);
}

static gboolean
is_document (KinJsonNode resource)
{
  return kin_json_node_equals (kin_json_node_get (resource, "resourceType"), "DocumentReference");
}

/* Returns: (nullable): the first form that is there, of the first document */
static KinDocumentFile *
take_letter (KinBundle *bundle)
{
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      KinJsonNode resource = kin_bundle_get_resource (bundle, i);
      g_autoptr (GPtrArray) files = is_document (resource) ? kin_document_file_list (resource)
                                                           : NULL;

      if (files != NULL && files->len > 0
          && ((KinDocumentFile *) g_ptr_array_index (files, 0))->data != NULL)
        return g_ptr_array_steal_index (files, 0);
    }

  return NULL;
}

static void
open_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr (GBytes) record = NULL;
  g_autoptr (KinBundle) bundle = NULL;
  KinDocumentFile *letter = NULL;
  GError *error = NULL;

  record = kin_decoder_read_record (request->program, request->document, cancellable, &error);
  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  bundle = kin_bundle_new (record, NULL);
  if (bundle != NULL)
    letter = take_letter (bundle);
  if (letter != NULL)
    g_task_return_pointer (task, letter, (GDestroyNotify) kin_document_file_free);
  else
    g_task_return_new_error (task, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                             "There is no letter in the document");
}

/**
 * kin_decoder_opens_letter:
 * @kind: what kin_file_kind_find() found
 *
 * Returns: whether a document of that kind may hold a letter, for kin_decoder_open_letter_async()
 */
gboolean
kin_decoder_opens_letter (const char *kind)
{
  return g_str_equal (kind, "application/xml") || g_str_equal (kind, "text/xml");
}

/**
 * kin_decoder_open_letter_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @document: a letter of a kind that kin_decoder_opens_letter(), made by anybody
 * @cancellable: (nullable): also ends the program
 *
 * Takes what can be read out of a letter.
 */
void
kin_decoder_open_letter_async (const char          *program,
                               GBytes              *document,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->program = g_strdup (program);
  request->document = g_bytes_ref (document);
  g_task_set_source_tag (task, kin_decoder_open_letter_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * kin_decoder_open_letter_finish:
 * @error: %KIN_ENGINE_ERROR_PICTURE, or %KIN_ENGINE_ERROR_NO_SANDBOX
 *
 * Returns: (transfer full): what was in it: its bytes, and what they are said to be
 */
KinDocumentFile *
kin_decoder_open_letter_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
