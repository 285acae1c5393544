/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-problem"

#include "config.h"

#include <gio/gio.h>

#include "kin-bundle.h"
#include "kin-engine-error.h"
#include "kin-json.h"
#include "kin-portal-error.h"
#include "kin-problem.h"
#include "kin-store-error.h"

G_DEFINE_ENUM_TYPE (KinProblem, kin_problem,
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_FOLDER_HELD, "folder-held"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_FOLDER, "folder"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_READ_ONLY, "read-only"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_KEYRING_NO_SERVICE, "keyring-no-service"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_KEYRING_NONE, "keyring-none"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_KEYRING_LOCKED, "keyring-locked"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_KEYRING_MISSING, "keyring-missing"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_KEYRING_FAILED, "keyring-failed"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECOVERY_NONE, "recovery-none"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECOVERY_CODE, "recovery-code"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECORD_KEY, "record-key"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECORD_NEWER, "record-newer"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECORD_DAMAGED, "record-damaged"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_RECORD_LOST, "record-lost"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NOT_ENCRYPTED, "not-encrypted"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_DISK_FULL, "disk-full"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_DISK, "disk"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NOT_FOUND, "not-found"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_EXISTS, "exists"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_OTHER_PERSON, "other-person"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_MADE_UP, "made-up"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_MERGED, "merged"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SEVERAL_PEOPLE, "several-people"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NOT_CONFIRMED, "not-confirmed"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_BAD_ADDRESS, "bad-address"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NOT_SECURE, "not-secure"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NO_NETWORK, "no-network"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NETWORK_SIGN_IN, "network-sign-in"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NO_TRUST, "no-trust"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_CLOCK, "clock"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_HOSTS_CHANGED, "hosts-changed"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NOT_A_PORTAL, "not-a-portal"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_OLD, "portal-old"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_NO_SIGN_IN, "portal-no-sign-in"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_TROUBLE, "portal-trouble"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_REFUSED, "portal-refused"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_ENOUGH, "portal-enough"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PORTAL_BOMB, "portal-bomb"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_UNREADABLE, "unreadable"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NEEDS_SIGN_IN, "needs-sign-in"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SIGN_IN_DENIED, "sign-in-denied"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SIGN_IN_CLIENT, "sign-in-client"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SIGN_IN_SCOPE, "sign-in-scope"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SIGN_IN_REFUSED, "sign-in-refused"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_SIGN_IN_ANSWER, "sign-in-answer"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NO_PATIENT, "no-patient"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_REDIRECT_TAKEN, "redirect-taken"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_FORMAT, "import-format"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_LIMIT, "import-limit"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_PICTURE, "picture"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_NO_SANDBOX, "no-sandbox"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_READ, "import-read"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_EMPTY, "import-empty"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_CUT, "import-cut"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_LOCKED, "import-locked"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_UNSAFE, "import-unsafe"),
                    G_DEFINE_ENUM_VALUE (KIN_PROBLEM_IMPORT_ERASED, "import-erased"))

static KinProblem
from_engine (KinEngineError code)
{
  switch (code)
    {
    case KIN_ENGINE_ERROR_FOLDER_HELD:
    case KIN_ENGINE_ERROR_FOLDER_CHECKED:
      return KIN_PROBLEM_FOLDER_HELD;
    case KIN_ENGINE_ERROR_FOLDER:
      return KIN_PROBLEM_FOLDER;
    case KIN_ENGINE_ERROR_FOLDER_READ_ONLY:
      return KIN_PROBLEM_READ_ONLY;
    case KIN_ENGINE_ERROR_KEYRING_NO_SERVICE:
      return KIN_PROBLEM_KEYRING_NO_SERVICE;
    case KIN_ENGINE_ERROR_KEYRING_NONE:
      return KIN_PROBLEM_KEYRING_NONE;
    case KIN_ENGINE_ERROR_KEYRING_LOCKED:
      return KIN_PROBLEM_KEYRING_LOCKED;
    case KIN_ENGINE_ERROR_KEYRING_MISSING:
      return KIN_PROBLEM_KEYRING_MISSING;
    case KIN_ENGINE_ERROR_KEYRING_FAILED:
      return KIN_PROBLEM_KEYRING_FAILED;
    case KIN_ENGINE_ERROR_RECOVERY_NONE:
      return KIN_PROBLEM_RECOVERY_NONE;
    case KIN_ENGINE_ERROR_RECOVERY_CODE:
      return KIN_PROBLEM_RECOVERY_CODE;
    case KIN_ENGINE_ERROR_NOT_FOUND:
      return KIN_PROBLEM_NOT_FOUND;
    case KIN_ENGINE_ERROR_EXISTS:
      return KIN_PROBLEM_EXISTS;
    case KIN_ENGINE_ERROR_OTHER_PERSON:
      return KIN_PROBLEM_OTHER_PERSON;
    case KIN_ENGINE_ERROR_MADE_UP:
      return KIN_PROBLEM_MADE_UP;
    case KIN_ENGINE_ERROR_MERGED:
      return KIN_PROBLEM_MERGED;
    case KIN_ENGINE_ERROR_SEVERAL_PEOPLE:
      return KIN_PROBLEM_SEVERAL_PEOPLE;
    case KIN_ENGINE_ERROR_NOT_CONFIRMED:
      return KIN_PROBLEM_NOT_CONFIRMED;
    case KIN_ENGINE_ERROR_NEEDS_SIGN_IN:
      return KIN_PROBLEM_NEEDS_SIGN_IN;
    case KIN_ENGINE_ERROR_PORTAL:
      return KIN_PROBLEM_PORTAL_TROUBLE;
    case KIN_ENGINE_ERROR_IMPORT_FORMAT:
      return KIN_PROBLEM_IMPORT_FORMAT;
    case KIN_ENGINE_ERROR_IMPORT_LIMIT:
      return KIN_PROBLEM_IMPORT_LIMIT;
    case KIN_ENGINE_ERROR_IMPORT_READ:
      return KIN_PROBLEM_IMPORT_READ;
    case KIN_ENGINE_ERROR_IMPORT_EMPTY:
      return KIN_PROBLEM_IMPORT_EMPTY;
    case KIN_ENGINE_ERROR_IMPORT_CUT:
      return KIN_PROBLEM_IMPORT_CUT;
    case KIN_ENGINE_ERROR_IMPORT_LOCKED:
      return KIN_PROBLEM_IMPORT_LOCKED;
    case KIN_ENGINE_ERROR_IMPORT_UNSAFE:
      return KIN_PROBLEM_IMPORT_UNSAFE;
    case KIN_ENGINE_ERROR_IMPORT_ERASED:
      return KIN_PROBLEM_IMPORT_ERASED;
    case KIN_ENGINE_ERROR_PICTURE:
      return KIN_PROBLEM_PICTURE;
    case KIN_ENGINE_ERROR_NO_SANDBOX:
      return KIN_PROBLEM_NO_SANDBOX;
    case KIN_ENGINE_ERROR_DAMAGED:
      return KIN_PROBLEM_RECORD_DAMAGED;
    case KIN_ENGINE_ERROR_RECORD_LOST:
      return KIN_PROBLEM_RECORD_LOST;
    default:
      return KIN_PROBLEM_UNKNOWN;
    }
}

static KinProblem
from_store (KinStoreError code)
{
  switch (code)
    {
    case KIN_STORE_ERROR_NOT_ENCRYPTED:
      return KIN_PROBLEM_NOT_ENCRYPTED;
    case KIN_STORE_ERROR_WRONG_KEY:
      return KIN_PROBLEM_RECORD_KEY;
    case KIN_STORE_ERROR_NEWER_FORMAT:
      return KIN_PROBLEM_RECORD_NEWER;
    case KIN_STORE_ERROR_CORRUPT:
      return KIN_PROBLEM_RECORD_DAMAGED;
    case KIN_STORE_ERROR_NO_SPACE:
      return KIN_PROBLEM_DISK_FULL;
    case KIN_STORE_ERROR_NOT_FOUND:
      return KIN_PROBLEM_NOT_FOUND;
    case KIN_STORE_ERROR_EXISTS:
      return KIN_PROBLEM_EXISTS;
    case KIN_STORE_ERROR_READ_ONLY:
      return KIN_PROBLEM_READ_ONLY;
    case KIN_STORE_ERROR_LOCKED:
    case KIN_STORE_ERROR_UNSAFE_PATH:
    case KIN_STORE_ERROR_IO:
      return KIN_PROBLEM_DISK;
    case KIN_STORE_ERROR_OUT_OF_ORDER:
    case KIN_STORE_ERROR_CLOSED:
    case KIN_STORE_ERROR_FAILED:
    default:
      return KIN_PROBLEM_UNKNOWN;
    }
}

static KinProblem
from_portal (KinPortalError code)
{
  switch (code)
    {
    case KIN_PORTAL_ERROR_BAD_ADDRESS:
      return KIN_PROBLEM_BAD_ADDRESS;
    case KIN_PORTAL_ERROR_NOT_SECURE:
      return KIN_PROBLEM_NOT_SECURE;
    case KIN_PORTAL_ERROR_HOSTS_CHANGED:
      return KIN_PROBLEM_HOSTS_CHANGED;
    case KIN_PORTAL_ERROR_NO_NETWORK:
      return KIN_PROBLEM_NO_NETWORK;
    case KIN_PORTAL_ERROR_TIMED_OUT:
      return KIN_PROBLEM_TIMED_OUT;
    case KIN_PORTAL_ERROR_ENOUGH:
      return KIN_PROBLEM_PORTAL_ENOUGH;
    case KIN_PORTAL_ERROR_BOMB:
      return KIN_PROBLEM_PORTAL_BOMB;
    case KIN_PORTAL_ERROR_NOT_FHIR:
      return KIN_PROBLEM_UNREADABLE;
    case KIN_PORTAL_ERROR_REFUSED_TYPE:
    case KIN_PORTAL_ERROR_REFUSED:
      return KIN_PROBLEM_PORTAL_REFUSED;
    case KIN_PORTAL_ERROR_MERGED:
      return KIN_PROBLEM_MERGED;
    case KIN_PORTAL_ERROR_NETWORK_SIGN_IN:
      return KIN_PROBLEM_NETWORK_SIGN_IN;
    case KIN_PORTAL_ERROR_TLS_CLOCK:
      return KIN_PROBLEM_CLOCK;
    case KIN_PORTAL_ERROR_TLS_OLD:
    case KIN_PORTAL_ERROR_TLS_UNKNOWN_ISSUER:
    case KIN_PORTAL_ERROR_TLS_OTHER_NAME:
    case KIN_PORTAL_ERROR_TLS_EXPIRED:
    case KIN_PORTAL_ERROR_TLS_WEAK:
    case KIN_PORTAL_ERROR_TLS_FAILED:
      return KIN_PROBLEM_NO_TRUST;
    case KIN_PORTAL_ERROR_NOT_A_PORTAL:
    case KIN_PORTAL_ERROR_NO_JSON:
      return KIN_PROBLEM_NOT_A_PORTAL;
    case KIN_PORTAL_ERROR_FHIR_VERSION:
      return KIN_PROBLEM_PORTAL_OLD;
    case KIN_PORTAL_ERROR_NO_SIGN_IN:
    case KIN_PORTAL_ERROR_NO_PKCE:
      return KIN_PROBLEM_PORTAL_NO_SIGN_IN;
    case KIN_PORTAL_ERROR_NEEDS_SIGN_IN:
      return KIN_PROBLEM_NEEDS_SIGN_IN;
    case KIN_PORTAL_ERROR_DENIED:
      return KIN_PROBLEM_SIGN_IN_DENIED;
    case KIN_PORTAL_ERROR_BAD_SCOPE:
      return KIN_PROBLEM_SIGN_IN_SCOPE;
    case KIN_PORTAL_ERROR_BAD_CLIENT:
      return KIN_PROBLEM_SIGN_IN_CLIENT;
    case KIN_PORTAL_ERROR_SIGN_IN_REFUSED:
      return KIN_PROBLEM_SIGN_IN_REFUSED;
    case KIN_PORTAL_ERROR_BAD_STATE:
    case KIN_PORTAL_ERROR_OTHER_ISSUER:
    case KIN_PORTAL_ERROR_BAD_TOKEN_REPLY:
    case KIN_PORTAL_ERROR_BAD_ID_TOKEN:
      return KIN_PROBLEM_SIGN_IN_ANSWER;
    case KIN_PORTAL_ERROR_NO_PATIENT:
      return KIN_PROBLEM_NO_PATIENT;
    case KIN_PORTAL_ERROR_REDIRECT_TAKEN:
      return KIN_PROBLEM_REDIRECT_TAKEN;
    default:
      return KIN_PROBLEM_PORTAL_TROUBLE;
    }
}

static KinProblem
from_io (GIOErrorEnum code)
{
  switch (code)
    {
    case G_IO_ERROR_CANCELLED:
      return KIN_PROBLEM_STOPPED;
    case G_IO_ERROR_NO_SPACE:
      return KIN_PROBLEM_DISK_FULL;
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return KIN_PROBLEM_DISK;
    case G_IO_ERROR_TIMED_OUT:
      return KIN_PROBLEM_TIMED_OUT;
    default:
      return KIN_PROBLEM_UNKNOWN;
    }
}

/**
 * kin_problem_from_error:
 * @error: of any room
 *
 * Returns: what it means for a person
 */
KinProblem
kin_problem_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, KIN_PROBLEM_UNKNOWN);

  if (error->domain == G_IO_ERROR)
    return from_io ((GIOErrorEnum) error->code);
  if (g_error_matches (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON))
    return KIN_PROBLEM_OTHER_PERSON;
  if (error->domain == KIN_RECORD_ERROR || error->domain == KIN_JSON_ERROR)
    return KIN_PROBLEM_UNREADABLE;
  if (error->domain == KIN_ENGINE_ERROR)
    return from_engine ((KinEngineError) error->code);
  if (error->domain == KIN_STORE_ERROR)
    return from_store ((KinStoreError) error->code);
  if (error->domain == KIN_PORTAL_ERROR)
    return from_portal ((KinPortalError) error->code);

  return KIN_PROBLEM_UNKNOWN;
}

/**
 * kin_problem_is_lasting:
 *
 * Returns: whether a clinic cannot be connected at this address for now, however often it is tried
 */
gboolean
kin_problem_is_lasting (KinProblem problem)
{
  switch (problem)
    {
    case KIN_PROBLEM_MADE_UP:
    case KIN_PROBLEM_BAD_ADDRESS:
    case KIN_PROBLEM_NOT_SECURE:
    case KIN_PROBLEM_NOT_A_PORTAL:
    case KIN_PROBLEM_PORTAL_OLD:
    case KIN_PROBLEM_PORTAL_NO_SIGN_IN:
    case KIN_PROBLEM_PORTAL_REFUSED:
    case KIN_PROBLEM_SIGN_IN_CLIENT:
    case KIN_PROBLEM_SIGN_IN_SCOPE:
      return TRUE;
    default:
      return FALSE;
    }
}
