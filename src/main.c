/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kinchart"

#include "config.h"

#include <libintl.h>

#include "kin-application.h"
#include "kin-process.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (KinApplication) application = NULL;
  int status = kin_process_start (KIN_PROCESS_WIPES_LATER | KIN_PROCESS_DRAWS);

  if (status != 0)
    return status;

  bindtextdomain (GETTEXT_PACKAGE, KIN_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = kin_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
