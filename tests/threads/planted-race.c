/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>

/* The control of what is shown about threads: the first number goes through a queue and is no
 * race, the others are. With "quiet" only the first is played. Two threads that write at the very
 * same moment are not always seen, so there are many of the others. */

#define MANY 1000

static int handed_on;
static int planted[MANY];

static void
write_all (void)
{
  for (int i = 0; i < MANY; i++)
    planted[i]++;
}

static gpointer
other_thread (gpointer data)
{
  GAsyncQueue *queue = data;

  handed_on++;
  write_all ();
  g_async_queue_push (queue, queue);

  return NULL;
}

int
main (int   argc,
      char *argv[])
{
  GAsyncQueue *queue = g_async_queue_new ();
  GThread *thread = g_thread_new ("other", other_thread, queue);

  if (argc < 2)
    write_all ();
  g_async_queue_pop (queue);
  handed_on++;
  g_thread_join (thread);
  g_async_queue_unref (queue);

  return 0;
}
