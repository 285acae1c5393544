/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kinchart-practice"

#include "config.h"

#include "kin-practice-care.h"
#include "kin-practice-family.h"
#include "kin-practice-notice.h"
#include "kin-practice-server.h"
#include "kin-process.h"

#include <glib-unix.h>
#include <stdio.h>

typedef struct
{
  int      port;
  GStrv    files;
  char    *faults;
  gboolean json;
} Options;

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static gboolean
load_care (KinPracticeCare *care, GStrv files, GError **error)
{
  g_auto (GStrv) family = files == NULL ? kin_practice_family_list_files () : NULL;
  GStrv chosen = files != NULL ? files : family;

  for (guint i = 0; chosen[i] != NULL; i++)
    if (!kin_practice_care_load (care, chosen[i], error))
      return FALSE;

  kin_practice_care_settle (care);
  if (kin_practice_care_get_patients (care)->len > 0)
    return TRUE;

  g_set_error (error, KIN_PRACTICE_ERROR, KIN_PRACTICE_ERROR_FILE,
               "there is no Patient in the files, and so no record to serve");
  return FALSE;
}

static gboolean
load_faults (KinPracticeFaults *faults, const char *path, GError **error)
{
  g_autoptr (GBytes) json = NULL;
  char *text;
  gsize length;

  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &text, &length, error))
    return FALSE;

  json = g_bytes_new_take (text, length);
  return kin_practice_faults_set (faults, json, error);
}

/* One line for whoever started us, who may be a program or a person. */
static void
say_ready (KinPracticePortal *portal, gboolean json)
{
  KinPracticeLogin *login = kin_practice_portal_get_login (portal);
  const char *base = kin_practice_portal_get_base (portal);
  const char *username = kin_practice_login_get_username (login);
  const char *password = kin_practice_login_get_password (login);
  const char *code = kin_practice_login_get_code (login);

  if (json)
    printf ("{\"base_url\":\"%s\",\"username\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}\n", base,
            username, password, code);
  else
    {
      fprintf (stderr, "User name %s, password %s, code %s. Ctrl+C ends the portal.\n", username,
               password, code);
      printf ("%s\n", base);
    }
  fflush (stdout);
}

static gboolean
serve (Options *options, GError **error)
{
  g_autoptr (KinPracticeCare) care = kin_practice_care_new ();
  g_autoptr (KinPracticeFaults) faults = kin_practice_faults_new ();
  g_autoptr (KinPracticeServer) server = NULL;
  g_autoptr (KinPracticeNotice) notice = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (!load_care (care, options->files, error) || !load_faults (faults, options->faults, error))
    return FALSE;

  server = kin_practice_server_new (care, faults, (guint) options->port, error);
  if (server == NULL)
    return FALSE;

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  notice = kin_practice_notice_new (kin_practice_portal_get_base
                                    (kin_practice_server_get_portal (server)));
  say_ready (kin_practice_server_get_portal (server), options->json);
  g_main_loop_run (loop);

  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) files = NULL;
  g_autofree char *faults = NULL;
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, "Listen here (default: any free port)", "N" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files,
      "Serve this Bundle or NDJSON file (default: the made-up family)", "FILE" },
    { "faults", 0, 0, G_OPTION_ARG_FILENAME, &faults, "Play these faults, for tests", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Say in JSON how to sign in", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context
      = g_option_context_new ("- a patient portal on this computer, to practise with");
  g_autoptr (GError) error = NULL;
  int status = kin_process_start (KIN_PROCESS_NO_NEW_PRIVILEGES);

  if (status != 0)
    return status;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1 || options.port < 0
      || options.port > 65535)
    {
      fprintf (stderr, "kinchart-practice: %s\n",
               error != NULL ? error->message : "see kinchart-practice --help");
      return 2;
    }

  options.files = files;
  options.faults = faults;
  if (!serve (&options, &error))
    {
      fprintf (stderr, "kinchart-practice: %s\n", error->message);
      return 1;
    }

  return 0;
}
