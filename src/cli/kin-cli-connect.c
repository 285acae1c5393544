/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-connect"

#include "config.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

#include "kin-cli-confirm.h"
#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-disconnect.h"
#include "kin-person-key.h"
#include "kin-process.h"
#include "kin-sign-in.h"

/* The browser */

static gboolean
spawn_browser (const char  *command,
               const char  *url,
               GError     **error)
{
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) environment = kin_process_dup_outside_environment ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) whole = NULL;

  if (!g_shell_parse_argv (command, NULL, &words, error))
    return FALSE;

  g_strv_builder_addv (builder, (const char **) words);
  g_strv_builder_add (builder, url);
  whole = g_strv_builder_end (builder);

  return g_spawn_async (NULL, whole, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                        NULL, NULL, NULL, error);
}

static void
say_where_to_go (const char *url)
{
  kin_cli_say ("No browser could be opened. Open this page yourself:\n\n%s\n", url);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree char *url = user_data;

  if (!g_app_info_launch_default_for_uri_finish (result, NULL))
    say_where_to_go (url);
}

static void
open_page (const char *url,
           gpointer    user_data)
{
  KinCli *cli = user_data;

  kin_cli_say ("Sign in to the portal in your browser. This may take a while; Ctrl+C stops.");
  if (cli->paste)
    kin_cli_say ("If it does not come back, paste the whole address line of the browser here:");
  if (cli->browser == NULL)
    g_app_info_launch_default_for_uri_async (url, NULL, cli->cancellable, launched_cb,
                                             g_strdup (url));
  else if (!spawn_browser (cli->browser, url, NULL))
    say_where_to_go (url);
}

/* A browser that does not come back: its address line is typed, line by line as long as the sign-in
 * lasts. A portal may ask a second time, after it refused what it was asked for first. */

typedef struct
{
  KinSignIn        *sign_in;
  GDataInputStream *lines;
  GCancellable     *cancellable;   /* nobody waits for a line any more */
} Paste;

static void read_pasted (Paste *paste);

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);
  Paste *paste = user_data;

  /* Cancelled: whoever asked is gone. */
  if (line == NULL)
    return;

  switch (kin_sign_in_take_return (paste->sign_in, line))
    {
    case KIN_SIGN_IN_RETURN_TAKEN:
    case KIN_SIGN_IN_RETURN_TOO_LATE:
      break;
    case KIN_SIGN_IN_RETURN_OTHER:
      kin_cli_say ("This line is from another sign-in. Take that of the page that is open now:");
      break;
    case KIN_SIGN_IN_RETURN_NOT_IT:
    default:
      kin_cli_say ("This line does not lead back. Sign in first, then copy the whole line:");
      break;
    }
  read_pasted (paste);
}

static void
read_pasted (Paste *paste)
{
  g_data_input_stream_read_line_async (paste->lines, G_PRIORITY_DEFAULT, paste->cancellable,
                                       pasted_cb, paste);
}

static gboolean
run_sign_in (KinCli     *cli,
             KinSignIn  *sign_in,
             GError    **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Paste paste = { sign_in, lines, cancellable };
  gboolean is_done;

  kin_sign_in_run_async (sign_in, open_page, cli, cli->cancellable, kin_cli_done, cli);
  if (cli->paste)
    read_pasted (&paste);
  is_done = kin_sign_in_run_finish (sign_in, kin_cli_wait (cli), error);

  /* The reading ends before what it writes to does. */
  g_cancellable_cancel (cancellable);
  while (g_input_stream_has_pending (G_INPUT_STREAM (lines)))
    g_main_context_iteration (NULL, TRUE);

  return is_done;
}

static KinCliExit
take_back (KinCli     *cli,
           KinSignIn  *sign_in)
{
  kin_sign_in_refuse_async (sign_in, kin_cli_done, cli);
  kin_sign_in_refuse_finish (sign_in, kin_cli_wait (cli), NULL);

  return KIN_CLI_ERROR;
}

static void
print_connection (KinCli        *cli,
                  KinConnection *connection)
{
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      kin_cli_json_string (builder, "connection", kin_connection_get_id (connection));
      kin_cli_json_string (builder, "patient", kin_connection_get_patient_id (connection));
      json_builder_end_object (builder);
      kin_cli_json_print (builder);
    }
  else
    {
      kin_cli_print ("Connected: %s", kin_connection_get_id (connection));
      if (!kin_connection_is_for_now (connection))
        kin_cli_say ("Bring the record home with “sync”.");
    }
}

static gboolean
read_client_secret (KinCli     *cli,
                    KinSecret **secret,
                    GError    **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (cli->client_secret_file == NULL)
    return TRUE;
  if (!g_file_get_contents (cli->client_secret_file, &text, &length, error))
    return FALSE;

  g_strchomp (text);
  *secret = kin_secret_new_text (text);
  explicit_bzero (text, length);
  return TRUE;
}

/* (nullable): the key that this portal is shown, and in @public what it may know of it. */
static KinSecret *
get_key (KinCli  *cli,
         char   **public,
         GError **error)
{
  const char *address = cli->words[1];

  kin_person_make_key_async (cli->person, address, address, cli->cancellable, kin_cli_done, cli);

  return kin_person_make_key_finish (cli->person, kin_cli_wait (cli), public, error);
}

/* key PERSON ADDRESS: what a portal has to know before "connect --client-key" */
KinCliExit
kin_cli_key (KinCli *cli)
{
  g_autofree char *public = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSecret) key = get_key (cli, &public, &error);

  if (key == NULL)
    return kin_cli_fail (error);

  kin_cli_print ("%s", public);
  kin_cli_say ("Give this to the portal with the number that you ask for. It is no secret.");
  return KIN_CLI_DONE;
}

/* connect PERSON ADDRESS */
KinCliExit
kin_cli_connect (KinCli *cli)
{
  g_autoptr (KinSecret) secret = NULL;
  g_autoptr (KinSignIn) sign_in = NULL;
  g_autoptr (KinConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_client_secret (cli, &secret, &error))
    {
      kin_cli_say ("The file with the client secret cannot be read.");
      return KIN_CLI_ERROR;
    }

  if (cli->client_key && secret == NULL)
    {
      g_autofree char *public = NULL;

      secret = get_key (cli, &public, &error);
      if (secret == NULL)
        return kin_cli_fail (error);
    }

  sign_in = kin_sign_in_new (cli->person, cli->words[1], cli->client_id, secret, cli->redirect);
  if (!run_sign_in (cli, sign_in, &error))
    {
      take_back (cli, sign_in);
      return kin_cli_fail (error);
    }

  if (!kin_cli_confirm (cli, "The portal says:", kin_sign_in_get_identity (sign_in),
                        kin_sign_in_get_match (sign_in), kin_sign_in_get_merge (sign_in)))
    return take_back (cli, sign_in);

  kin_sign_in_confirm_async (sign_in, cli->cancellable, kin_cli_done, cli);
  connection = kin_sign_in_confirm_finish (sign_in, kin_cli_wait (cli), &error);
  if (connection == NULL)
    {
      take_back (cli, sign_in);
      return kin_cli_fail (error);
    }

  print_connection (cli, connection);
  return kin_connection_is_for_now (connection) ? kin_cli_sync_now (cli, connection)
                                                : KIN_CLI_DONE;
}

/* disconnect PERSON CONNECTION */
KinCliExit
kin_cli_disconnect (KinCli *cli)
{
  KinConnection *connection = kin_person_find_connection (cli->person, cli->words[1]);
  g_autofree char *management = NULL;
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (connection == NULL)
    {
      kin_cli_say ("There is no such connection.");
      return KIN_CLI_ERROR;
    }

  kin_disconnect_async (cli->person, connection, cli->cancellable, kin_cli_done, cli);
  if (!kin_disconnect_finish (kin_cli_wait (cli), &revoked, &management, &error))
    return kin_cli_fail (error);

  if (!revoked)
    {
      g_autofree char *page = kin_cli_safe (management);

      kin_cli_say ("This portal could not be told. To end its side too, remove Kinchart on the"
                   " portal's page for connected apps%s%s.", *page != '\0' ? ": " : "", page);
    }

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      kin_cli_json_string (builder, "connection", kin_connection_get_id (connection));
      kin_cli_json_bool (builder, "revoked", revoked);
      json_builder_end_object (builder);
      kin_cli_json_print (builder);
    }
  else
    {
      kin_cli_print ("Disconnected. What came from this portal stays here.");
    }

  return KIN_CLI_DONE;
}
