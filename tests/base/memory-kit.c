/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "memory-kit"

#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "memory-kit.h"

#define CHUNK (1024 * 1024)

static guint
count_in_buffer (const guint8 *buffer,
                 gsize         length,
                 const guint8 *inverted,
                 gsize         n_inverted)
{
  guint found = 0;

  for (gsize i = 0; i + n_inverted <= length; i++)
    {
      gsize n = 0;

      while (n < n_inverted && (buffer[i + n] ^ inverted[n]) == 0xff)
        n++;
      found += n == n_inverted;
    }

  return found;
}

/* How often a pattern is in the writable and the secret memory of this process. It comes inverted,
 * so that it is never found in what the caller holds. */
guint
memory_count (const guint8 *inverted,
              gsize         length)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint found = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize from, to;
      char mode[5];

      /* What sanitizers reserve and never touch is left out by its size. */
      if (sscanf (lines[i], "%zx-%zx %4s", &from, &to, mode) != 3 || mode[0] != 'r'
          || mode[2] == 'x' || to - from > 256 * CHUNK)
        continue;

      for (gsize at = from; at < to; at += CHUNK - length)
        {
          gssize n = pread (memory, buffer, MIN (CHUNK, to - at), (off_t) at);

          if (n > 0)
            found += count_in_buffer (buffer, (gsize) n, inverted, length);
          /* The buffer is memory of this process too. */
          explicit_bzero (buffer, CHUNK);
        }
    }
  close (memory);

  return found;
}
