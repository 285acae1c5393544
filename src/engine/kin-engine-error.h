/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KIN_ENGINE_ERROR (kin_engine_error_quark ())

/**
 * KinEngineError:
 *
 * What can go wrong between the parts. Each has its own next step for a person,
 * so that the words can be chosen from the code alone.
 */
typedef enum
{
  KIN_ENGINE_ERROR_FOLDER_HELD,        /* another program has the data folder open */
  KIN_ENGINE_ERROR_FOLDER_CHECKED,     /* the check has it, and was asked to end */
  KIN_ENGINE_ERROR_FOLDER,             /* the data folder cannot be used */
  KIN_ENGINE_ERROR_FOLDER_READ_ONLY,   /* nothing can be written there */

  KIN_ENGINE_ERROR_KEYRING_NO_SERVICE, /* no password store runs in this session */
  KIN_ENGINE_ERROR_KEYRING_NONE,       /* the password store has no keyring yet, and made none */
  KIN_ENGINE_ERROR_KEYRING_LOCKED,     /* the password store is locked */
  KIN_ENGINE_ERROR_KEYRING_MISSING,    /* the password store is open and has no such item */
  KIN_ENGINE_ERROR_KEYRING_FAILED,     /* the password store answered with an error */
  KIN_ENGINE_ERROR_RECOVERY_NONE,      /* no recovery page was made for these files */
  KIN_ENGINE_ERROR_RECOVERY_CODE,      /* the recovery code is not the one of these files */

  KIN_ENGINE_ERROR_NOT_FOUND,          /* no such person, connection or item */
  KIN_ENGINE_ERROR_EXISTS,             /* it is there already */
  KIN_ENGINE_ERROR_OTHER_PERSON,       /* the data are of someone else: nothing was stored */
  KIN_ENGINE_ERROR_MADE_UP,            /* nobody at this portal is real, and this person is */
  KIN_ENGINE_ERROR_MERGED,             /* the portal closed the record or joined it with another */
  KIN_ENGINE_ERROR_SEVERAL_PEOPLE,     /* the files are not of one person: nothing was stored */
  KIN_ENGINE_ERROR_NOT_CONFIRMED,      /* nobody said that this is the right person */
  KIN_ENGINE_ERROR_NEEDS_SIGN_IN,      /* the portal wants the person to sign in again */
  KIN_ENGINE_ERROR_PORTAL,             /* the portal answered, and not in a usable way */
  KIN_ENGINE_ERROR_IMPORT_FORMAT,      /* the file is not one we read */
  KIN_ENGINE_ERROR_IMPORT_LIMIT,       /* the file is larger than we unpack */
  KIN_ENGINE_ERROR_IMPORT_READ,        /* it is no plain file, or cannot be read */
  KIN_ENGINE_ERROR_IMPORT_EMPTY,       /* there is nothing in the file */
  KIN_ENGINE_ERROR_IMPORT_CUT,         /* the file is not whole, or damaged */
  KIN_ENGINE_ERROR_IMPORT_LOCKED,      /* the file wants a password */
  KIN_ENGINE_ERROR_IMPORT_UNSAFE,      /* the file is made to do harm */
  KIN_ENGINE_ERROR_PICTURE,            /* the file is no picture or letter that we read */
  KIN_ENGINE_ERROR_NO_SANDBOX,         /* files cannot be opened safely on this computer */
  KIN_ENGINE_ERROR_DAMAGED,            /* the record did not pass its check */
  KIN_ENGINE_ERROR_RECORD_LOST,        /* what clinics sent is damaged; what is noted is whole */
  KIN_ENGINE_ERROR_IMPORT_ERASED,      /* what the file brought was erased while it came */
} KinEngineError;

GQuark kin_engine_error_quark (void);

G_END_DECLS
