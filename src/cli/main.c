/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kinchart-cli"

#include "config.h"

#include <locale.h>

#include "kin-cli-command.h"
#include "kin-process.h"

int
main (int    argc,
      char **argv)
{
  int refused = kin_process_start (KIN_PROCESS_DEFAULT);

  if (refused != 0)
    return refused;

  setlocale (LC_ALL, "");
  return kin_cli_command_run (argc, argv);
}
