/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KinProblem:
 *
 * What went wrong, as finely as the next step for a person differs. The rooms above choose
 * their words by it and need not know the rooms below.
 */
typedef enum
{
  KIN_PROBLEM_UNKNOWN,
  KIN_PROBLEM_STOPPED,              /* the person stopped it */

  KIN_PROBLEM_FOLDER_HELD,
  KIN_PROBLEM_FOLDER,
  KIN_PROBLEM_READ_ONLY,            /* nothing can be written there */
  KIN_PROBLEM_KEYRING_NO_SERVICE,
  KIN_PROBLEM_KEYRING_NONE,         /* nothing was made that could keep a key */
  KIN_PROBLEM_KEYRING_LOCKED,
  KIN_PROBLEM_KEYRING_MISSING,
  KIN_PROBLEM_KEYRING_FAILED,
  KIN_PROBLEM_RECOVERY_NONE,        /* there is no recovery page for these files */
  KIN_PROBLEM_RECOVERY_CODE,        /* the code on the page does not open them */

  KIN_PROBLEM_RECORD_KEY,           /* the key does not open the file */
  KIN_PROBLEM_RECORD_NEWER,         /* written by a newer Kinchart */
  KIN_PROBLEM_RECORD_DAMAGED,
  KIN_PROBLEM_RECORD_LOST,          /* and it can begin again: kin_person_renew_async() */
  KIN_PROBLEM_NOT_ENCRYPTED,        /* this computer's library does not encrypt */
  KIN_PROBLEM_DISK_FULL,
  KIN_PROBLEM_DISK,

  KIN_PROBLEM_NOT_FOUND,
  KIN_PROBLEM_EXISTS,
  KIN_PROBLEM_OTHER_PERSON,
  KIN_PROBLEM_MADE_UP,              /* nobody at this portal is real, and this person is */
  KIN_PROBLEM_MERGED,               /* the clinic closed or joined the record: look first */
  KIN_PROBLEM_SEVERAL_PEOPLE,
  KIN_PROBLEM_NOT_CONFIRMED,

  KIN_PROBLEM_BAD_ADDRESS,
  KIN_PROBLEM_NOT_SECURE,
  KIN_PROBLEM_NO_NETWORK,
  KIN_PROBLEM_NETWORK_SIGN_IN,
  KIN_PROBLEM_NO_TRUST,             /* the connection is not safe */
  KIN_PROBLEM_CLOCK,
  KIN_PROBLEM_HOSTS_CHANGED,
  KIN_PROBLEM_NOT_A_PORTAL,
  KIN_PROBLEM_PORTAL_OLD,           /* it speaks a version that we do not */
  KIN_PROBLEM_PORTAL_NO_SIGN_IN,    /* it offers no safe way to sign in */
  KIN_PROBLEM_PORTAL_TROUBLE,
  KIN_PROBLEM_PORTAL_REFUSED,       /* it does not share this with apps */
  KIN_PROBLEM_PORTAL_ENOUGH,        /* much has come, and there is more */
  KIN_PROBLEM_PORTAL_BOMB,          /* it unpacks to far more than came */
  KIN_PROBLEM_TIMED_OUT,            /* the portal, or a page that nobody answered */
  KIN_PROBLEM_UNREADABLE,           /* what came makes no sense */

  KIN_PROBLEM_NEEDS_SIGN_IN,
  KIN_PROBLEM_SIGN_IN_DENIED,
  KIN_PROBLEM_SIGN_IN_CLIENT,       /* the portal does not know this app */
  KIN_PROBLEM_SIGN_IN_SCOPE,        /* the portal does not let this app ask for so much */
  KIN_PROBLEM_SIGN_IN_REFUSED,      /* it said no, and not why */
  KIN_PROBLEM_SIGN_IN_ANSWER,       /* the answer cannot be trusted */
  KIN_PROBLEM_NO_PATIENT,
  KIN_PROBLEM_REDIRECT_TAKEN,

  KIN_PROBLEM_IMPORT_FORMAT,
  KIN_PROBLEM_IMPORT_LIMIT,
  KIN_PROBLEM_PICTURE,              /* no picture that we read */
  KIN_PROBLEM_NO_SANDBOX,           /* files cannot be opened safely here */
  KIN_PROBLEM_IMPORT_READ,          /* no plain file, or not to be read */
  KIN_PROBLEM_IMPORT_EMPTY,
  KIN_PROBLEM_IMPORT_CUT,           /* not whole, or damaged */
  KIN_PROBLEM_IMPORT_LOCKED,        /* it wants a password */
  KIN_PROBLEM_IMPORT_UNSAFE,        /* made to do harm */
  KIN_PROBLEM_IMPORT_ERASED,        /* erased while it came */
} KinProblem;

#define KIN_TYPE_PROBLEM (kin_problem_get_type ())

GType      kin_problem_get_type   (void) G_GNUC_CONST;
KinProblem kin_problem_from_error (const GError *error);
gboolean   kin_problem_is_lasting (KinProblem    problem);

G_END_DECLS
