/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-problem-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-problem-words.h"

/* What happened, and what to do now: two short sentences in the words of the pages. */
static const KinProblemWords problems[] = {
  [KIN_PROBLEM_UNKNOWN] = {
    N_("That did not work"),
    N_("Try once more. What is saved on this computer is still here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_STOPPED] = {
    N_("You stopped this"),
    N_("Nothing was lost. It can go on from here at any time."),
    NULL, NULL,
  },
  [KIN_PROBLEM_FOLDER_HELD] = {
    N_("Kinchart is already open"),
    N_("Go to the window that is open, or close it first."),
    NULL, NULL,
  },
  [KIN_PROBLEM_FOLDER] = {
    N_("The folder with your records cannot be used"),
    N_("Look whether the disk can be written to, then open Kinchart again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_READ_ONLY] = {
    N_("Kinchart cannot write to the disk with your records"),
    N_("What was saved before is still there. Restart the computer. If this stays so, look whether "
       "the folder is yours, and have the disk checked."),
    NULL, NULL,
  },
  [KIN_PROBLEM_KEYRING_NO_SERVICE] = {
    N_("The password store (keyring) of this computer is not running"),
    N_("Log out and in again. Your records stay locked and safe until then."),
    NULL, NULL,
  },
  [KIN_PROBLEM_KEYRING_NONE] = {
    N_("There is no password store (keyring) on this computer yet"),
    N_("Try once more, and choose a password for it when you are asked for one. "
       "Nothing was changed."),
    NULL, NULL,
  },
  [KIN_PROBLEM_KEYRING_LOCKED] = {
    N_("The password store (keyring) of this computer is locked"),
    N_("Unlock it with your login password, then open Kinchart again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_KEYRING_MISSING] = {
    N_("The key to your records is not in the password store"),
    N_("Nothing was changed. Bring back the password store (keyring) of this computer "
       "from a backup, or ask for help before you go on."),
    NULL, NULL,
  },
  [KIN_PROBLEM_KEYRING_FAILED] = {
    N_("The password store (keyring) of this computer did not answer"),
    N_("Wait a moment and open Kinchart again. Your records were not changed."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECOVERY_NONE] = {
    N_("There is no recovery page for these records"),
    N_("Nothing was changed. Bring back the password store (keyring) of this computer "
       "from a backup, or ask for help before you go on."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECOVERY_CODE] = {
    N_("This code does not open your records"),
    N_("Nothing was changed. Look for another recovery page: a newer one replaces an older one."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECORD_KEY] = {
    N_("The key does not open this record"),
    N_("Nothing was changed. Bring back the password store (keyring) of this computer "
       "from a backup, or ask for help before you go on."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECORD_NEWER] = {
    N_("This record was saved by a newer Kinchart"),
    N_("Update Kinchart, then open it again. The record was not changed."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECORD_DAMAGED] = {
    N_("A file of this record is damaged"),
    N_("Nothing was removed. Bring the folder back from a backup, "
       "or ask for help before you go on."),
    NULL, NULL,
  },
  [KIN_PROBLEM_RECORD_LOST] = {
    N_("What clinics sent cannot be read"),
    N_("Nothing was removed. Bring the folder back from a backup, or choose the person under "
       "People to begin again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NOT_ENCRYPTED] = {
    N_("This computer cannot lock your records"),
    N_("Kinchart keeps nothing without a lock. Install Kinchart again from its own packages."),
    NULL, NULL,
  },
  [KIN_PROBLEM_DISK_FULL] = {
    N_("The disk is full"),
    N_("Make some space, then try again. Nothing was lost."),
    NULL, NULL,
  },
  [KIN_PROBLEM_DISK] = {
    N_("The disk cannot be read or written"),
    N_("Look whether it is still connected. What was saved before is not changed."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NOT_FOUND] = {
    N_("This is not here any more"),
    N_("Go back to Home and look in its section."),
    NULL, NULL,
  },
  [KIN_PROBLEM_EXISTS] = {
    N_("This is here already"),
    N_("There is nothing more to do."),
    NULL, NULL,
  },
  [KIN_PROBLEM_OTHER_PERSON] = {
    N_("This record is about somebody else"),
    N_("Nothing of it was added. Choose the right person, or sign "
       "in again with the right login."),
    NULL, NULL,
  },
  [KIN_PROBLEM_MADE_UP] = {
    N_("Nobody at this address is real"),
    N_("It can be tried in a sample record, and never goes into the record of a real person."),
    NULL, NULL,
  },
  [KIN_PROBLEM_MERGED] = {
    N_("The clinic closed this record or joined it with another"),
    N_("Nothing was added, and nothing is lost. Sign in again to see whose record it is now."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SEVERAL_PEOPLE] = {
    N_("These files are about more than one person"),
    N_("Nothing of it was added. Open the files of one person at a time."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NOT_CONFIRMED] = {
    N_("Nothing was added"),
    N_("You can add it later."),
    NULL, NULL,
  },
  [KIN_PROBLEM_BAD_ADDRESS] = {
    N_("This is not a web address of a clinic"),
    N_("Look at the address for a missing letter. It begins with https://."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NOT_SECURE] = {
    N_("This address is not safe"),
    N_("Ask the clinic for an address that begins with https://."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NO_NETWORK] = {
    N_("The clinic cannot be reached"),
    N_("Look at its address, and whether other web pages open. You can read everything that is"
       " saved."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NETWORK_SIGN_IN] = {
    N_("This network wants you to sign in first"),
    N_("Open any web page, sign in to the network, then try again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NO_TRUST] = {
    N_("The connection to the clinic is not safe"),
    N_("Do not sign in on this network. Try again on another one, or call the clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_CLOCK] = {
    N_("The clock of this computer looks wrong"),
    N_("Set the date and time, then try again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_HOSTS_CHANGED] = {
    N_("The clinic’s sign-in page has moved"),
    N_("Ask the clinic whether this is right before you sign in again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NOT_A_PORTAL] = {
    N_("There is no record service at this address"),
    N_("Look at the address, or ask the clinic for it. You can also open a file you have."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_OLD] = {
    N_("This clinic uses an older service that Kinchart cannot read"),
    N_("Download your record on the clinic’s website, then open the file here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_NO_SIGN_IN] = {
    N_("This clinic has no safe way to sign in from an app"),
    N_("Download your record on the clinic’s website, then open the file here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_TROUBLE] = {
    N_("The clinic’s service has trouble"),
    N_("Try again later. You can read everything that is saved. If "
       "it is urgent, call the clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_REFUSED] = {
    N_("The clinic does not share this with apps"),
    N_("Ask the clinic for it, or download it on its website and open the file here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_ENOUGH] = {
    N_("Much has come, and there is more"),
    N_("What came is saved. Choose “Check for new” for the rest."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PORTAL_BOMB] = {
    N_("What came was packed so that it can do harm"),
    N_("Nothing of it was kept, and what was saved before is here. Tell the clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_TIMED_OUT] = {
    N_("It took too long"),
    N_("Try again later. You can read everything that is saved. If it is urgent, call the"
       " clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_UNREADABLE] = {
    N_("What came could not be read"),
    N_("Nothing of it was kept, and what was saved before is here. Try again later, or tell the"
       " clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NEEDS_SIGN_IN] = {
    N_("The clinic wants you to sign in again"),
    N_("Nothing is lost. Sign in, and the rest comes."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SIGN_IN_DENIED] = {
    N_("You did not allow it on the clinic’s page"),
    N_("Nothing was added. You can start again at any time."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SIGN_IN_CLIENT] = {
    N_("This clinic does not know Kinchart yet"),
    N_("Ask the clinic for a number for Kinchart, or download your record on its website."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SIGN_IN_SCOPE] = {
    N_("The clinic does not let apps ask for this"),
    N_("Tell its help desk that a permission was refused. Until then, open a file from its"
       " website."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SIGN_IN_REFUSED] = {
    N_("The clinic broke off the sign-in"),
    N_("Nothing was added. Start again in a few minutes. If this comes back, call the clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_SIGN_IN_ANSWER] = {
    N_("The clinic’s answer could not be trusted"),
    N_("Nothing was added. Start again. If this comes back, call the clinic."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NO_PATIENT] = {
    N_("The clinic did not say whose record it is"),
    N_("Sign in again, and choose a person on the clinic’s page."),
    NULL, NULL,
  },
  [KIN_PROBLEM_REDIRECT_TAKEN] = {
    N_("Another program is in the way of signing in"),
    N_("Close other programs that are signing in, then try again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_FORMAT] = {
    N_("Kinchart cannot read this kind of file"),
    N_("Nothing was added. Ask the clinic for a file in another form."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_LIMIT] = {
    N_("This file is too large to open safely"),
    N_("Nothing was added. Ask the clinic for smaller files."),
    NULL, NULL,
  },
  [KIN_PROBLEM_PICTURE] = {
    N_("Kinchart cannot read this picture"),
    N_("Nothing was changed. Choose a JPEG or PNG picture of usual size."),
    NULL, NULL,
  },
  [KIN_PROBLEM_NO_SANDBOX] = {
    N_("Pictures cannot be opened safely on this computer"),
    N_("Install the program bubblewrap, then try again. Nothing was changed."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_READ] = {
    N_("This file cannot be opened"),
    N_("Look whether it is still there and whether it is a file, not a folder. Then choose it"
       " again."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_EMPTY] = {
    N_("This file is empty"),
    N_("Nothing was added. Download it again, then open it here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_CUT] = {
    N_("This file is not whole"),
    N_("A part is missing or damaged, so nothing was added. Download it again, then open it"
       " here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_ERASED] = {
    N_("What this file brought was erased"),
    N_("That was done while it was being saved, so nothing of it is here. Open the file again if"
       " you want it."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_LOCKED] = {
    N_("This file is locked with a password"),
    N_("Nothing was added. Unpack it in the Files app, then open what is in it here."),
    NULL, NULL,
  },
  [KIN_PROBLEM_IMPORT_UNSAFE] = {
    N_("This file is not safe to open"),
    N_("Nothing was added. Tell whoever gave it to you, and ask the clinic for another one."),
    NULL, NULL,
  },
};

/**
 * kin_problem_get_words:
 *
 * Returns: (transfer none): the words for it, not translated yet
 */
const KinProblemWords *
kin_problem_get_words (KinProblem problem)
{
  g_return_val_if_fail (problem < G_N_ELEMENTS (problems), &problems[KIN_PROBLEM_UNKNOWN]);

  return problems[problem].what != NULL ? &problems[problem] : &problems[KIN_PROBLEM_UNKNOWN];
}
