/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-command"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <glib-unix.h>

#include "kin-cli-command.h"
#include "kin-cli.h"
#include "kin-data-folder.h"
#include "kin-person-notes.h"
#include "kin-person-record.h"

/**
 * Command:
 *
 * @name: one or two words
 * @shape: how it is called, for people
 * @options: which options it takes
 * @min: and @max: how many words follow
 * @person: whether the first word names a person
 * @quiet: nobody is there who could be told or asked anything
 */
typedef struct
{
  const char *name;
  const char *shape;
  const char *options;
  guint       min;
  guint       max;
  gboolean    person;
  KinCliFunc  run;
  gboolean    quiet;
} Command;

static const Command commands[] = {
  { "person add", "NAME [--birth-date DATE]", "birth-date", 1, 1, FALSE, kin_cli_person_add,
    FALSE },
  { "person list", "", "", 0, 0, FALSE, kin_cli_person_list, FALSE },
  { "connect",
    "PERSON ADDRESS [--client-id ID] [--client-secret-file FILE | --client-key] [--redirect URI]"
    " [--browser COMMAND] [--paste] [--yes]",
    "client-id client-secret-file client-key redirect browser paste yes", 2, 2, TRUE,
    kin_cli_connect, FALSE },
  { "key", "PERSON ADDRESS", "", 2, 2, TRUE, kin_cli_key, FALSE },
  { "sync", "PERSON [--full]", "full", 1, 1, TRUE, kin_cli_sync, FALSE },
  { "sync-due", "", "", 0, 0, FALSE, kin_cli_sync_due, TRUE },
  { "sections", "PERSON", "", 1, 1, TRUE, kin_cli_sections, FALSE },
  { "list", "PERSON SECTION [--only WHICH] [--limit N] [--offset N]", "only limit offset", 2,
    2, TRUE, kin_cli_list, FALSE },
  { "show", "PERSON ITEM [--raw]", "raw", 2, 2, TRUE, kin_cli_show, FALSE },
  { "search", "PERSON WORDS", "", 2, G_MAXUINT, TRUE, kin_cli_search, FALSE },
  { "import", "PERSON FILE… [--yes]", "yes", 2, G_MAXUINT, TRUE, kin_cli_import, FALSE },
  { "ledger", "PERSON", "", 1, 1, TRUE, kin_cli_ledger, FALSE },
  { "export", "PERSON --raw FOLDER", "raw", 2, 2, TRUE, kin_cli_export, FALSE },
  { "check", "PERSON", "", 1, 1, TRUE, kin_cli_check, FALSE },
  { "disconnect", "PERSON CONNECTION", "", 2, 2, TRUE, kin_cli_disconnect, FALSE },
  { "begin-again", "PERSON [--yes]", "yes", 1, 1, FALSE, kin_cli_begin_again, FALSE },
};

static void
print_usage (FILE *stream)
{
  fputs ("Usage: kinchart-cli [--data-dir FOLDER] [--json] COMMAND …\n\n", stream);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %s %s\n", commands[i].name, commands[i].shape);
  fputs ("\nNAME and WORDS may be “-”: then they are read from standard input.\n", stream);
}

static KinCliExit
usage_error (const char *words)
{
  kin_cli_say ("%s", words);
  kin_cli_say ("Run “kinchart-cli --help” to see how it is used.");
  return KIN_CLI_USAGE;
}

/* Options */

static gboolean
takes_option (const Command *command,
              const char    *name)
{
  g_auto (GStrv) options = g_strsplit (command->options, " ", -1);

  return g_strv_contains ((const char * const *) options, name);
}

/* Options that every command takes, and those that this one takes. */
static gboolean
parse (KinCli         *cli,
       const Command  *command,
       GStrv          *arguments,
       GError        **error)
{
  const GOptionEntry all[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &cli->data_dir, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, NULL, NULL },
    { "birth-date", 0, 0, G_OPTION_ARG_STRING, &cli->birth_date, NULL, NULL },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &cli->client_id, NULL, NULL },
    { "client-secret-file", 0, 0, G_OPTION_ARG_FILENAME, &cli->client_secret_file, NULL, NULL },
    { "client-key", 0, 0, G_OPTION_ARG_NONE, &cli->client_key, NULL, NULL },
    { "redirect", 0, 0, G_OPTION_ARG_STRING, &cli->redirect, NULL, NULL },
    { "browser", 0, 0, G_OPTION_ARG_STRING, &cli->browser, NULL, NULL },
    { "paste", 0, 0, G_OPTION_ARG_NONE, &cli->paste, NULL, NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &cli->yes, NULL, NULL },
    { "full", 0, 0, G_OPTION_ARG_NONE, &cli->full, NULL, NULL },
    { "raw", 0, 0, G_OPTION_ARG_NONE, &cli->raw, NULL, NULL },
    { "only", 0, 0, G_OPTION_ARG_STRING, &cli->only, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &cli->limit, NULL, NULL },
    { "offset", 0, 0, G_OPTION_ARG_INT, &cli->offset, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (i < 2 || (command != NULL && takes_option (command, all[i].long_name)))
      g_array_append_val (entries, all[i]);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, command == NULL);
  g_option_context_add_main_entries (context, (GOptionEntry *) (gpointer) entries->data, NULL);
  return g_option_context_parse_strv (context, arguments, error);
}

static const Command *
find_command (const char *first,
              const char *second,
              guint      *n_names)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (GStrv) names = g_strsplit (commands[i].name, " ", 2);

      *n_names = g_strv_length (names);
      if (g_strcmp0 (first, names[0]) == 0 &&
          (*n_names == 1 || g_strcmp0 (second, names[1]) == 0))
        return &commands[i];
    }

  return NULL;
}

/* Running one */

static gboolean
open_family (KinCli  *cli,
             GError **error)
{
  kin_family_open_async (cli->data_dir, cli->cancellable, kin_cli_done, cli);
  cli->family = kin_family_open_finish (kin_cli_wait (cli), error);

  return cli->family != NULL;
}

/* Whom the first word of the command is about. */
gboolean
kin_cli_open_person (KinCli  *cli,
                     GError **error)
{
  cli->person = kin_family_find (cli->family, cli->words[0], error);
  if (cli->person == NULL)
    return FALSE;

  kin_person_open_async (cli->person, cli->cancellable, kin_cli_done, cli);
  return kin_person_open_finish (cli->person, kin_cli_wait (cli), error);
}

static void
say_damage_of_list (KinFamily *family)
{
  const char *time = kin_family_get_from_copy (family);

  if (time != NULL)
    kin_cli_say ("The list of people was damaged, and Kinchart uses its own copy of it, from %s."
                 " Who was added after that may be missing. The damaged file was kept. To end this"
                 " message, open Kinchart and read it there.", time);
}

/* Each time, until somebody has read it in the window: nobody may have seen what is said here. */
void
kin_cli_say_damage (KinPerson *person)
{
  const char *time = kin_person_get_from_copy (person);
  const char *aside = kin_person_get_aside (person);

  if (kin_person_get_began_again (person) != NULL)
    kin_cli_say ("The file with what clinics sent was damaged or missing, and this record began"
                 " again. Run “sync” to get from the clinics what they still have. To end this"
                 " message, open Kinchart and read it on Home.");
  if (kin_person_get_began_again (person) != NULL && aside != NULL)
    kin_cli_say ("The damaged file that was kept last is “%s”, in the folder of this person.",
                 aside);

  if (time != NULL)
    kin_cli_say ("A file of this record was damaged, and Kinchart uses its own copy of it, from %s."
                 " What was noted or connected after that may be missing. The damaged file was"
                 " kept. To end this message, open Kinchart and read it on Home.", time);

  if (kin_person_get_log_lost (person) != 0)
    kin_cli_say ("What came last was lost: a file of this record was taken away, or an older one"
                 " was put in its place. Run “sync” to get it from the clinics again, and import"
                 " again what you imported last. To end this message, open Kinchart and read it on"
                 " Home.");
}

static KinCliExit
close_family (KinCli     *cli,
              KinCliExit  so_far)
{
  g_autoptr (GError) error = NULL;

  if (cli->family == NULL)
    return so_far;

  kin_family_close_async (cli->family, kin_cli_done, cli);
  if (!kin_family_close_finish (cli->family, kin_cli_wait (cli), &error))
    return kin_cli_fail (error);

  return so_far;
}

static gboolean
on_signal (gpointer user_data)
{
  KinCli *cli = user_data;

  g_cancellable_cancel (cli->cancellable);
  return G_SOURCE_CONTINUE;
}

static KinCliExit
run (KinCli        *cli,
     const Command *command)
{
  g_autoptr (GError) error = NULL;
  KinCliExit code;

  g_unix_signal_add (SIGINT, on_signal, cli);
  g_unix_signal_add (SIGTERM, on_signal, cli);

  if (command->quiet)
    kin_data_folder_be_check ();
  if (command->quiet && !kin_cli_may_open (cli))
    return KIN_CLI_DONE;

  if (!open_family (cli, &error) || (command->person && !kin_cli_open_person (cli, &error)))
    code = command->quiet ? KIN_CLI_DONE : kin_cli_fail (error);
  else
    {
      say_damage_of_list (cli->family);
      if (command->person)
        kin_cli_say_damage (cli->person);
      code = command->run (cli);
    }

  return close_family (cli, code);
}

static void
cli_clear (KinCli *cli)
{
  g_clear_object (&cli->person);
  g_clear_object (&cli->family);
  g_clear_object (&cli->result);
  g_clear_object (&cli->last);
  g_clear_object (&cli->cancellable);
  g_clear_pointer (&cli->words, g_strfreev);
  g_free (cli->data_dir);
  g_free (cli->birth_date);
  g_free (cli->client_id);
  g_free (cli->client_secret_file);
  g_free (cli->redirect);
  g_free (cli->browser);
  g_free (cli->only);
}

static GStrv
without_first (GStrv words,
               guint n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) words + MIN (n, g_strv_length (words)));
  return g_strv_builder_end (builder);
}

static KinCliExit
run_words (KinCli *cli,
           GStrv  *arguments)
{
  g_autoptr (GError) error = NULL;
  const Command *command;
  guint n_names = 0;

  /* The options before the command, then the command, then its own. */
  if (!parse (cli, NULL, arguments, &error))
    return usage_error (error->message);

  cli->words = without_first (*arguments, 1);
  if (cli->words[0] == NULL)
    return usage_error ("What should be done?");

  command = find_command (cli->words[0], cli->words[1], &n_names);
  if (command == NULL)
    return usage_error ("There is no such command.");

  /* The parser takes the first word for the name of the program. */
  g_strfreev (*arguments);
  *arguments = without_first (cli->words, n_names - 1);
  g_clear_pointer (&cli->words, g_strfreev);
  if (!parse (cli, command, arguments, &error))
    return usage_error (error->message);

  cli->words = without_first (*arguments, 1);
  cli->n_words = g_strv_length (cli->words);
  if (cli->n_words < command->min || cli->n_words > command->max)
    {
      g_autofree char *words = g_strdup_printf ("It is used so: kinchart-cli %s %s",
                                                command->name, command->shape);

      return usage_error (words);
    }

  return run (cli, command);
}

/**
 * kin_cli_command_run:
 *
 * Does what the command line says.
 *
 * Returns: the exit code
 */
int
kin_cli_command_run (int    argc,
                     char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  KinCli cli = { .limit = 50 };
  KinCliExit code;

  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_usage (stdout);
      return KIN_CLI_DONE;
    }
  if (argc > 1 && g_str_equal (argv[1], "--version"))
    {
      puts ("kinchart-cli " KIN_VERSION);
      return KIN_CLI_DONE;
    }

  cli.cancellable = g_cancellable_new ();
  code = run_words (&cli, &arguments);
  cli_clear (&cli);

  return (int) code;
}
