/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kinchart-cli"

#include "config.h"

#include <locale.h>
#include <stdio.h>

#include <glib.h>

#include "kin-cli-command.h"
#include "kin-process.h"

static void
print_to_stderr (const char *text)
{
  fputs (text, stderr);
}

int
main (int    argc,
      char **argv)
{
  int refused = kin_process_start (KIN_PROCESS_DEFAULT);

  if (refused != 0)
    return refused;

  /* Standard output is for the answer alone, whatever libraries are told to say. */
  g_log_writer_default_set_use_stderr (TRUE);
  g_set_print_handler (print_to_stderr);
  setlocale (LC_ALL, "");
  return kin_cli_command_run (argc, argv);
}
