/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-begin-again"

#include "config.h"

#include "kin-cli.h"
#include "kin-engine-error.h"
#include "kin-person-files.h"
#include "kin-person-record.h"

/* Damage in the middle of a file is met only by who reads there. */
static gboolean
is_sound (KinCli *cli)
{
  g_autoptr (KinRecordCheck) check = NULL;

  kin_person_check_async (cli->person, cli->cancellable, kin_cli_done, cli);
  check = kin_person_check_finish (cli->person, kin_cli_wait (cli), NULL);

  return check != NULL && check->encrypted && check->integrity;
}

static gboolean
close_person (KinCli  *cli,
              GError **error)
{
  kin_person_close_async (cli->person, kin_cli_done, cli);
  return kin_person_close_finish (cli->person, kin_cli_wait (cli), error);
}

static gboolean
is_wanted (KinCli *cli)
{
  g_autofree char *answer = NULL;

  if (cli->yes)
    return TRUE;

  kin_cli_say ("The file with what clinics sent is damaged or missing. If you have a backup of the"
               " folder, bring it back first. Otherwise the damaged file is kept under another"
               " name, and an empty record takes its place: clinics send again what they still"
               " have, notes stay, and files and letters that were imported are read again, as far"
               " as that can be done. Type “yes” to begin again, anything else to change nothing:");
  answer = kin_cli_read_line (cli);

  return answer != NULL && g_ascii_strcasecmp (answer, "yes") == 0;
}

static gboolean
renew (KinCli  *cli,
       GError **error)
{
  kin_person_renew_async (cli->person, cli->cancellable, kin_cli_done, cli);
  return kin_person_renew_finish (cli->person, kin_cli_wait (cli), error);
}

/* What was cut off the last time goes on. @without: what to say where nothing waited. */
static KinCliExit
read_files (KinCli     *cli,
            const char *without)
{
  g_autoptr (GError) error = NULL;
  guint n_read, n_left;

  kin_person_read_files_async (cli->person, cli->cancellable, kin_cli_done, cli);
  if (!kin_person_read_files_finish (cli->person, kin_cli_wait (cli), &n_read, &n_left, &error))
    return kin_cli_fail (error);

  if (n_read > 0)
    kin_cli_say ("Files that were imported, and are in it again: %u", n_read);
  else if (n_left == 0 && without != NULL)
    kin_cli_say ("%s", without);
  if (n_left == 0)
    return KIN_CLI_DONE;

  kin_cli_say ("Files that could not be read again, and have to be imported: %u\n%s", n_left,
               kin_person_get_files_left (cli->person));
  return KIN_CLI_PARTLY;
}

/* begin-again PERSON [--yes] */
KinCliExit
kin_cli_begin_again (KinCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) lost = NULL;

  if (kin_cli_open_person (cli, &lost) && is_sound (cli))
    return read_files (cli, "This record can be read. Nothing was changed.");
  if (lost != NULL && !g_error_matches (lost, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECORD_LOST))
    return kin_cli_fail (lost);
  if (!is_wanted (cli))
    {
      kin_cli_say ("Nothing was changed.");
      return KIN_CLI_ERROR;
    }
  if (!close_person (cli, &error) || !renew (cli, &error))
    return kin_cli_fail (error);

  if (kin_person_get_began_again (cli->person) == NULL)
    {
      kin_cli_say ("The file is whole, and something else did not pass its check. It did not begin"
                   " again.");
      return KIN_CLI_ERROR;
    }

  kin_cli_say_damage (cli->person);

  return read_files (cli, NULL);
}
