/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli"

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

#include "kin-cli.h"
#include "kin-problem.h"
#include "kin-text.h"

/**
 * kin_cli_done:
 * @user_data: the #KinCli
 *
 * The ready callback of everything that is waited for.
 */
void
kin_cli_done (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  KinCli *cli = user_data;

  g_set_object (&cli->result, result);
}

/**
 * kin_cli_wait:
 *
 * Lets the program's loop turn until what was begun with kin_cli_done() is done.
 *
 * Returns: (transfer none): its result, until the next call
 */
GAsyncResult *
kin_cli_wait (KinCli *cli)
{
  while (cli->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&cli->last);
  cli->last = g_steal_pointer (&cli->result);
  return cli->last;
}

/**
 * kin_cli_safe:
 * @text: (nullable): what a clinic or a portal wrote
 *
 * Returns: (transfer full): one line that cannot move the cursor or turn the text around
 */
char *
kin_cli_safe (const char *text)
{
  return kin_text_isolate (text != NULL ? text : "");
}

/**
 * kin_cli_say:
 *
 * Says one line to the person, on standard error.
 */
void
kin_cli_say (const char *format,
             ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stderr, format, arguments);
  va_end (arguments);
  fputc ('\n', stderr);
}

/**
 * kin_cli_print:
 *
 * Prints one line of the answer, on standard output.
 */
void
kin_cli_print (const char *format,
               ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
}

/**
 * kin_cli_read_line:
 *
 * Reads one line of standard input; can be stopped.
 *
 * Returns: (transfer full) (nullable): the line
 */
char *
kin_cli_read_line (KinCli *cli)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  char *line;

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, cli->cancellable, kin_cli_done,
                                       cli);
  line = g_data_input_stream_read_line_finish_utf8 (lines, kin_cli_wait (cli), NULL, NULL);

  return line != NULL ? g_strstrip (line) : NULL;
}

/**
 * kin_cli_dup_word:
 *
 * Returns: (transfer full) (nullable): the word at @position, from standard input if it is “-”
 */
char *
kin_cli_dup_word (KinCli *cli,
                  guint   position)
{
  if (g_strcmp0 (cli->words[position], "-") == 0)
    return kin_cli_read_line (cli);

  return g_strdup (cli->words[position]);
}

/* What happened, and what to do now. */
static const char * const problems[] = {
  [KIN_PROBLEM_UNKNOWN] = "Something went wrong. Please try again.",
  [KIN_PROBLEM_STOPPED] = "Stopped. Everything that was already here is kept.",
  [KIN_PROBLEM_FOLDER_HELD] =
    "Another Kinchart program is using your records. Close it, then try again.",
  [KIN_PROBLEM_FOLDER] =
    "The folder cannot be used. Check that it is yours and that it can be written to.",
  [KIN_PROBLEM_READ_ONLY] =
    "The folder or its disk cannot be written to, and then Kinchart opens no record. A computer"
    " makes a disk read-only when it finds errors on it: restart it, and have the disk checked if"
    " this stays so. Nothing was changed.",
  [KIN_PROBLEM_KEYRING_NO_SERVICE] =
    "No password store (keyring) is running here. Your records are locked with a key that is kept"
    " in it. Start a keyring, such as GNOME Keyring, and try again. Nothing was changed.",
  [KIN_PROBLEM_KEYRING_NONE] =
    "There is no keyring here yet. Try again, and choose a password for it when you are asked for"
    " one. Nothing was changed.",
  [KIN_PROBLEM_KEYRING_LOCKED] =
    "Your keyring is locked. Unlock it and try again. Nothing was changed.",
  [KIN_PROBLEM_KEYRING_MISSING] =
    "The key to your records is not in your keyring. The records are still there, but they cannot"
    " be opened without it. If you have a backup of your keyring, bring it back and try again."
    " Nothing was changed.",
  [KIN_PROBLEM_KEYRING_FAILED] =
    "Your keyring answered with an error. Try again, or sign out and in again. Nothing was"
    " changed.",
  [KIN_PROBLEM_RECOVERY_NONE] =
    "No recovery page was made for these records. Nothing was changed.",
  [KIN_PROBLEM_RECOVERY_CODE] =
    "This recovery code does not open these records. Nothing was changed.",
  [KIN_PROBLEM_RECORD_KEY] =
    "The key in your keyring does not open this record. Nothing was changed. If you moved the"
    " record here from another computer, bring its keyring too.",
  [KIN_PROBLEM_RECORD_NEWER] =
    "This record was written by a newer Kinchart. Install that version to open it. Nothing was"
    " changed.",
  [KIN_PROBLEM_RECORD_DAMAGED] =
    "A file of this record is damaged or missing. Nothing was changed. Bring it back from a backup"
    " if you have one.",
  [KIN_PROBLEM_RECORD_LOST] =
    "The file with what clinics sent is damaged or missing. Nothing was changed. Bring it back from"
    " a backup, or let this record begin again, in Kinchart or with “begin-again”; the damaged file"
    " is kept.",
  [KIN_PROBLEM_NOT_ENCRYPTED] =
    "The database library on this computer does not encrypt, so Kinchart does not use it. Install"
    " SQLCipher. Nothing was written.",
  [KIN_PROBLEM_DISK_FULL] = "The disk is full. Make room, then try again. What is here is safe.",
  [KIN_PROBLEM_DISK] =
    "A file could not be read or written. Check the disk and who may write to the folder.",
  [KIN_PROBLEM_NOT_FOUND] = "There is nothing of that name here.",
  [KIN_PROBLEM_EXISTS] = "It is there already.",
  [KIN_PROBLEM_OTHER_PERSON] =
    "This is the record of someone else: the birth date or a number does not match. Nothing was"
    " stored. Choose the right person, or sign in with the right account.",
  [KIN_PROBLEM_MADE_UP] =
    "Nobody at this address is real, so it never goes into the record of a real person. Nothing was"
    " asked there. It can be tried in the window, in a sample record.",
  [KIN_PROBLEM_MERGED] =
    "The portal closed this record or joined it with another. Nothing was stored, and what is here"
    " is kept. Run “connect” again with the same address and look whose record it is now.",
  [KIN_PROBLEM_SEVERAL_PEOPLE] =
    "These files hold the records of more than one person. Nothing was stored. Bring in the files"
    " of one person at a time.",
  [KIN_PROBLEM_NOT_CONFIRMED] =
    "Nobody said that this is the right person, so nothing was stored.",
  [KIN_PROBLEM_BAD_ADDRESS] =
    "This is not the address of a portal. It should begin with https:// .",
  [KIN_PROBLEM_NOT_SECURE] =
    "This address is not protected. Kinchart only talks to addresses that begin with https:// .",
  [KIN_PROBLEM_NO_NETWORK] =
    "The portal cannot be reached. Check the address and your connection to the internet, then"
    " try again.",
  [KIN_PROBLEM_NETWORK_SIGN_IN] =
    "This network wants you to sign in first. Open a web page in your browser, sign in to the"
    " network, then try again.",
  [KIN_PROBLEM_NO_TRUST] =
    "The connection to the portal is not safe, so it was not used. Try from another network. If it"
    " happens again, tell the clinic.",
  [KIN_PROBLEM_CLOCK] =
    "The date of this computer looks wrong, so the portal cannot be trusted. Set the clock and try"
    " again.",
  [KIN_PROBLEM_HOSTS_CHANGED] =
    "The portal now sends people to other servers than when you first signed in. Connect again if"
    " the clinic told you about a change.",
  [KIN_PROBLEM_NOT_A_PORTAL] =
    "There is no patient portal at this address. Ask the clinic for its “FHIR” address.",
  [KIN_PROBLEM_PORTAL_OLD] =
    "This portal speaks an old version that Kinchart does not read. Ask the clinic for its FHIR R4"
    " address.",
  [KIN_PROBLEM_PORTAL_NO_SIGN_IN] =
    "This portal does not offer a safe way for apps to sign in.",
  [KIN_PROBLEM_PORTAL_TROUBLE] =
    "The portal gave an answer that could not be used. Try again later.",
  [KIN_PROBLEM_PORTAL_REFUSED] =
    "The portal does not share this with apps. Ask the clinic for it.",
  [KIN_PROBLEM_PORTAL_ENOUGH] =
    "Much has come, and there is more. Run “sync” once more for the rest.",
  [KIN_PROBLEM_PORTAL_BOMB] =
    "What came was packed so that it can do harm, and nothing of it was kept. Tell the clinic.",
  [KIN_PROBLEM_TIMED_OUT] = "It took too long. Try again later. What is already here is kept.",
  [KIN_PROBLEM_UNREADABLE] =
    "What came could not be read, and nothing of it was kept. Try again later.",
  [KIN_PROBLEM_NEEDS_SIGN_IN] =
    "The portal wants you to sign in again. Run “connect” again with the same address. What is"
    " already here is kept.",
  [KIN_PROBLEM_SIGN_IN_DENIED] =
    "You were not signed in: it was cancelled, or the portal said no. You can try again.",
  [KIN_PROBLEM_SIGN_IN_CLIENT] =
    "The portal does not know this app. Give the id that the clinic gave you with --client-id.",
  [KIN_PROBLEM_SIGN_IN_SCOPE] =
    "The portal does not let this app ask for so much. Tell the clinic.",
  [KIN_PROBLEM_SIGN_IN_REFUSED] =
    "The portal broke off the sign-in, so nothing was stored. Try again in a few minutes.",
  [KIN_PROBLEM_SIGN_IN_ANSWER] =
    "The answer to the sign-in could not be trusted, so it was not used. Try again.",
  [KIN_PROBLEM_NO_PATIENT] =
    "You signed in, but the portal did not say whose record this is. Choose a person on the"
    " portal's page.",
  [KIN_PROBLEM_REDIRECT_TAKEN] =
    "Another program uses the address for the way back from the browser. Close it, then try"
    " again.",
  [KIN_PROBLEM_IMPORT_FORMAT] =
    "This file is not a health record that Kinchart reads. It reads FHIR files: JSON and NDJSON,"
    " also in gzip or zip.",
  [KIN_PROBLEM_IMPORT_LIMIT] = "This file is too large when it is unpacked, so it was not read.",
  [KIN_PROBLEM_IMPORT_READ] =
    "This is not a file that can be read. Look whether it is still there, then try again.",
  [KIN_PROBLEM_IMPORT_EMPTY] = "This file is empty. Download it again.",
  [KIN_PROBLEM_IMPORT_CUT] =
    "This file is not whole, so nothing of it was stored. Download it again.",
  [KIN_PROBLEM_IMPORT_ERASED] =
    "What this file brought was erased while it was being stored, so nothing of it is here. Import"
    " it again if you want it.",
  [KIN_PROBLEM_IMPORT_LOCKED] =
    "This file is locked with a password. Unpack it, then import what is in it.",
  [KIN_PROBLEM_IMPORT_UNSAFE] =
    "This file is made in a way that could do harm, so it was not read.",
};

/**
 * kin_cli_fail:
 *
 * Says what went wrong and what to do now.
 *
 * Returns: how the program ends
 */
KinCliExit
kin_cli_fail (const GError *error)
{
  KinProblem problem = kin_problem_from_error (error);

  kin_cli_say ("%s", problems[problem]);
  if (problem == KIN_PROBLEM_UNKNOWN || problem == KIN_PROBLEM_FOLDER_HELD ||
      problem == KIN_PROBLEM_FOLDER || problem == KIN_PROBLEM_READ_ONLY)
    kin_cli_say ("(%s)", error->message);

  return problem == KIN_PROBLEM_NEEDS_SIGN_IN || problem == KIN_PROBLEM_MERGED
         ? KIN_CLI_NEEDS_SIGN_IN : KIN_CLI_ERROR;
}
