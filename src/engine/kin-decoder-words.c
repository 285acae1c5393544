/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decoder-words"

#include "config.h"

#include <string.h>

#include "kin-decoder-private.h"
#include "kin-document-words.h"
#include "kin-engine-error.h"

/* A letter goes into the sandbox, and words come out: text and nothing else, and not more than was
 * agreed, whoever wrote the letter. */

typedef struct
{
  char   *program;
  GBytes *letter;
} Request;

static void
request_free (Request *self)
{
  g_free (self->program);
  g_bytes_unref (self->letter);
  g_free (self);
}

/* Returns: (nullable): all that came, when it is text, and not too much. */
static gpointer
read_words (KinHatch   *hatch,
            const void *request)
{
  g_autofree char *words = g_malloc (KIN_DOCUMENT_MOST_WORDS + 1);
  gssize length = kin_hatch_read (hatch, words, KIN_DOCUMENT_MOST_WORDS + 1);

  if (length < 0 || length > KIN_DOCUMENT_MOST_WORDS || !g_utf8_validate (words, length, NULL))
    return NULL;
  words[length] = '\0';

  return g_steal_pointer (&words);
}

static void
read_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const Request *request = task_data;
  const char * const what[] = { "words", NULL };
  char *words = NULL;
  GError *error = NULL;
  int fd = -1;

  if (g_bytes_get_size (request->letter) > KIN_DOCUMENT_MOST_DECODED)
    g_set_error_literal (&error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_PICTURE,
                         "The letter is too large");
  else if ((fd = kin_decoder_put_in_memory (request->letter)) < 0)
    /* That passes: nothing is known of the letter. */
    g_set_error_literal (&error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_NO_SANDBOX,
                         "There is no room for the letter");
  else
    words = kin_decoder_run (request->program, what, fd, read_words, request, g_free, cancellable,
                             &error);

  if (words != NULL)
    g_task_return_pointer (task, words, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * kin_decoder_reads_words:
 * @kind: what kin_file_kind_find() found
 *
 * Returns: whether the words are all that can be shown of a document of that kind, with
 *   kin_decoder_read_words_async()
 */
gboolean
kin_decoder_reads_words (const char *kind)
{
  return g_str_equal (kind, "application/rtf");
}

/**
 * kin_decoder_read_words_async:
 * @program: (nullable): kinchart-decode, or %NULL to find it
 * @letter: one of a kind that kin_document_is_decoded(), made by anybody
 * @cancellable: (nullable): also ends the program
 *
 * Reads the words in a letter, for search and for reading them as text: the first 256 KiB.
 */
void
kin_decoder_read_words_async (const char          *program,
                              GBytes              *letter,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->program = g_strdup (program);
  request->letter = g_bytes_ref (letter);
  g_task_set_source_tag (task, kin_decoder_read_words_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * kin_decoder_read_words_finish:
 * @error: %KIN_ENGINE_ERROR_PICTURE, %KIN_ENGINE_ERROR_NO_SANDBOX, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the words, in UTF-8; "" where there are none
 */
char *
kin_decoder_read_words_finish (GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
