/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-files"

#include "config.h"

#include "kin-cli-confirm.h"
#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-import.h"
#include "kin-person-record.h"
#include "kin-person-words.h"

static void
print_counts (KinCli                *cli,
              const KinImportCounts *counts)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      kin_cli_print ("%" G_GUINT64_FORMAT " entries came in: %" G_GUINT64_FORMAT
                     " new or changed, %" G_GUINT64_FORMAT " already here.", counts->resources,
                     counts->stored, counts->unchanged);
      if (counts->letters > 0)
        kin_cli_print ("%" G_GUINT64_FORMAT " are kept under Letters and documents.",
                       counts->letters);
      if (counts->left_out > 0)
        kin_cli_print ("%" G_GUINT64_FORMAT " parts came from no clinic and were left out.",
                       counts->left_out);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  kin_cli_json_int (builder, "resources", (gint64) counts->resources);
  kin_cli_json_int (builder, "stored", (gint64) counts->stored);
  kin_cli_json_int (builder, "unchanged", (gint64) counts->unchanged);
  kin_cli_json_int (builder, "quarantined", (gint64) counts->quarantined);
  kin_cli_json_int (builder, "letters", (gint64) counts->letters);
  kin_cli_json_int (builder, "left_out", (gint64) counts->left_out);
  json_builder_end_object (builder);
  kin_cli_json_print (builder);
}

/* Letters that came are found by their words; one that cannot be read is no failure. */
void
kin_cli_read_letters (KinCli *cli)
{
  g_autoptr (GError) error = NULL;

  kin_person_read_letters_async (cli->person, NULL, cli->cancellable, kin_cli_done, cli);
  if (!kin_person_read_letters_finish (cli->person, kin_cli_wait (cli), &error))
    g_debug ("Some letters are not found by their words yet: %s", error->message);
}

/* import PERSON FILE… [--yes] */
KinCliExit
kin_cli_import (KinCli *cli)
{
  g_autoptr (KinImport) import = kin_import_new (cli->person,
                                                 (const char * const *) cli->words + 1);
  g_autoptr (GError) error = NULL;
  KinImportCounts counts = { 0 };
  KinIdentity *identity;

  kin_import_look_async (import, cli->cancellable, kin_cli_done, cli);
  if (!kin_import_look_finish (import, kin_cli_wait (cli), &error))
    return kin_cli_fail (error);

  identity = kin_import_get_identity (import);
  if (!kin_cli_confirm (cli, "The file says:", identity, kin_import_get_match (import),
                        identity != NULL ? kin_merge_find (identity) : KIN_MERGE_NONE))
    return KIN_CLI_ERROR;

  kin_import_confirm_async (import, cli->cancellable, kin_cli_done, cli);
  if (!kin_import_confirm_finish (import, kin_cli_wait (cli), &counts, &error))
    return kin_cli_fail (error);

  print_counts (cli, &counts);
  kin_cli_read_letters (cli);
  if (counts.quarantined > 0)
    {
      kin_cli_say ("%" G_GUINT64_FORMAT " entries could not be used and were set aside.",
                   counts.quarantined);
      return KIN_CLI_PARTLY;
    }

  return KIN_CLI_DONE;
}

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
                   " backup if you have one; if you have none, see “begin-again”.");
      return KIN_CLI_ERROR;
    }

  return KIN_CLI_DONE;
}
