/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-due"

#include "config.h"

#include "kin-cli.h"
#include "kin-keyring.h"
#include "kin-schedule.h"

/* What a timer of this computer calls, with nobody there: it says nothing, asks nobody for a
 * password, and leaves for the next time whatever cannot be done now. */

/**
 * kin_cli_may_open:
 *
 * Returns: whether the keyring is open, so that nobody would be asked for its password
 */
gboolean
kin_cli_may_open (KinCli *cli)
{
  g_autoptr (KinKeyring) keyring = kin_keyring_new ();

  kin_keyring_look_async (keyring, cli->cancellable, kin_cli_done, cli);
  return kin_keyring_look_finish (keyring, kin_cli_wait (cli), NULL);
}

static void
check (KinCli    *cli,
       KinPerson *person)
{
  KinSchedule *schedule = kin_person_get_schedule (person);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  kin_person_open_async (person, cli->cancellable, kin_cli_done, cli);
  if (!kin_person_open_finish (person, kin_cli_wait (cli), NULL))
    return;

  kin_schedule_check_due (schedule, g_network_monitor_get_default (), now);
  while (kin_schedule_get_run (schedule) != NULL)
    {
      if (g_cancellable_is_cancelled (cli->cancellable))
        kin_schedule_stop (schedule);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* sync-due */
KinCliExit
kin_cli_sync_due (KinCli *cli)
{
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (cli->family));

  for (guint i = 0; i < n_people && !g_cancellable_is_cancelled (cli->cancellable); i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (cli->family), i);

      check (cli, person);
    }

  return KIN_CLI_DONE;
}
