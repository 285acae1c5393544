/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-decode"

#include "kin-clock.h"
#include "kin-decoder.h"

#define WIDTH 800

/* bench-decode PROGRAM TIMES LETTER…: the first page of each letter, drawn by the decoder in its
 * sandbox, a process for each, one after the other. */

static void
ready (GObject      *object,
       GAsyncResult *result,
       gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
draw (const char *program,
      GBytes     *letter)
{
  g_autoptr (KinDrawnPages) pages = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  kin_decoder_draw_pages_async (program, letter, 0, 1, WIDTH, NULL, ready, &done);
  while (done == NULL)
    g_main_context_iteration (NULL, TRUE);

  pages = kin_decoder_draw_pages_finish (done, &error);
  if (pages == NULL)
    g_error ("%s", error->message);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  guint64 times = g_ascii_strtoull (argv[2], NULL, 10);
  KinClock start;

  for (int i = 3; i < argc; i++)
    {
      char *data;
      gsize length;

      if (!g_file_get_contents (argv[i], &data, &length, NULL))
        g_error ("%s cannot be read", argv[i]);
      g_ptr_array_add (letters, g_bytes_new_take (data, length));
    }

  start = kin_clock_start ();
  for (guint64 i = 0; i < times; i++)
    draw (argv[1], g_ptr_array_index (letters, i % letters->len));
  kin_clock_report (start, times);

  return 0;
}
