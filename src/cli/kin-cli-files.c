/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-files"

#include "config.h"

#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-person-record.h"

/* export PERSON --raw FOLDER */
KinCliExit
kin_cli_export (KinCli *cli)
{
  g_autoptr (GError) error = NULL;
  gint64 written;

  if (!cli->raw)
    {
      kin_cli_say ("It is used so: kinchart-cli export PERSON --raw FOLDER");
      return KIN_CLI_USAGE;
    }

  kin_person_export_async (cli->person, cli->words[1], cli->cancellable, kin_cli_done, cli);
  written = kin_person_export_finish (cli->person, kin_cli_wait (cli), &error);
  if (written < 0)
    return kin_cli_fail (error);

  kin_cli_say ("These copies are not encrypted. Anyone who can read the folder can read them.");
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      kin_cli_json_int (builder, "resources", written);
      json_builder_end_object (builder);
      kin_cli_json_print (builder);
    }
  else
    {
      kin_cli_print ("%" G_GINT64_FORMAT " entries written.", written);
    }

  return KIN_CLI_DONE;
}

static void
print_check (KinCli         *cli,
             KinRecordCheck *check)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      kin_cli_print ("Encrypted: %s (SQLCipher %s)", check->encrypted ? "yes" : "no",
                     check->cipher_version != NULL ? check->cipher_version : "unknown");
      kin_cli_print ("Sound: %s", check->integrity ? "yes" : "no");
      kin_cli_print ("Entries: %" G_GUINT64_FORMAT, check->resources);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  kin_cli_json_bool (builder, "encrypted", check->encrypted);
  kin_cli_json_string (builder, "cipher_version", check->cipher_version);
  kin_cli_json_bool (builder, "integrity", check->integrity);
  kin_cli_json_int (builder, "resources", (gint64) check->resources);
  json_builder_end_object (builder);
  kin_cli_json_print (builder);
}

/* check PERSON */
KinCliExit
kin_cli_check (KinCli *cli)
{
  g_autoptr (KinRecordCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  kin_person_check_async (cli->person, cli->cancellable, kin_cli_done, cli);
  check = kin_person_check_finish (cli->person, kin_cli_wait (cli), &error);
  if (check == NULL)
    return kin_cli_fail (error);

  print_check (cli, check);
  if (!check->encrypted || !check->integrity)
    {
      kin_cli_say ("This record did not pass its check. Nothing was changed. Bring it back from a"
                   " backup if you have one.");
      return KIN_CLI_ERROR;
    }

  return KIN_CLI_DONE;
}
