/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kinchart-decode"

#include "config.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kin-decode-pages.h"
#include "kin-decode-picture.h"
#include "kin-decode-record.h"
#include "kin-decode-words.h"
#include "kin-process.h"

/* Started in a sandbox, for one file that is not trusted: it comes on standard input, and what
 * is in it goes to standard output. See engine/kin-decoder.c. */

/* Pages need more: the file, the fonts, and a page twice. */
#define MOST_MEMORY (512 * 1024 * 1024)
#define MOST_MEMORY_PAGES (1024 * 1024 * 1024)
#define MOST_SECONDS 10
#define MOST_FILES 32
#define USAGE 2

static gboolean
limit (int   what,
       rlim_t most)
{
  const struct rlimit value = { most, most };

  return setrlimit (what, &value) == 0;
}

#ifdef __SANITIZE_ADDRESS__
/* Leaks are looked for from another process, which the sandbox does not allow. */
const char *__asan_default_options (void);

const char *
__asan_default_options (void)
{
  return "detect_leaks=0";
}
#endif

static gboolean
limit_all (rlim_t most_memory)
{
#ifdef __SANITIZE_ADDRESS__
  /* It maps far more than it uses, before anything of ours runs. */
  most_memory = RLIM_INFINITY;
#endif
  return limit (RLIMIT_AS, most_memory) && limit (RLIMIT_CPU, MOST_SECONDS) &&
         limit (RLIMIT_NOFILE, MOST_FILES) && limit (RLIMIT_FSIZE, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status = kin_process_start (KIN_PROCESS_NO_NEW_PRIVILEGES);

  if (status != 0)
    return status;

  if (argc == 3 && g_str_equal (argv[1], "picture") && limit_all (MOST_MEMORY))
    return kin_decode_picture (STDIN_FILENO, STDOUT_FILENO, atoi (argv[2]));
  if (argc == 5 && g_str_equal (argv[1], "pages") && limit_all (MOST_MEMORY_PAGES))
    return kin_decode_pages (STDIN_FILENO, STDOUT_FILENO, atoi (argv[2]), atoi (argv[3]),
                             atoi (argv[4]));
  if (argc == 2 && g_str_equal (argv[1], "record") && limit_all (MOST_MEMORY))
    return kin_decode_record (STDIN_FILENO, STDOUT_FILENO);
  if (argc == 2 && g_str_equal (argv[1], "words") && limit_all (MOST_MEMORY_PAGES))
    return kin_decode_words (STDIN_FILENO, STDOUT_FILENO);

  return USAGE;
}
