/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-secret.h"

G_BEGIN_DECLS

#define KIN_STORE_ERROR (kin_store_error_quark ())

/**
 * KinStoreError:
 * @KIN_STORE_ERROR_NOT_ENCRYPTED: the library or the file does not encrypt: nothing was written
 * @KIN_STORE_ERROR_WRONG_KEY: another key, or not a file of ours; never a reason to delete it
 * @KIN_STORE_ERROR_NEWER_FORMAT: written by a newer Kinchart; nothing was opened or changed
 * @KIN_STORE_ERROR_LOCKED: another program holds the file
 * @KIN_STORE_ERROR_CORRUPT: the file is damaged, or empty where it must not be
 * @KIN_STORE_ERROR_NO_SPACE: the disk is full; nothing of this step was kept
 * @KIN_STORE_ERROR_READ_ONLY: the disk or the file cannot be written
 * @KIN_STORE_ERROR_NOT_FOUND: no such file, item, attachment
 * @KIN_STORE_ERROR_EXISTS: a file of the set exists where a new one was asked for
 * @KIN_STORE_ERROR_UNSAFE_PATH: a symbolic link, or something that is no plain file
 * @KIN_STORE_ERROR_OUT_OF_ORDER: this page does not follow the last committed one
 * @KIN_STORE_ERROR_CLOSED: the store was closed
 * @KIN_STORE_ERROR_IO: reading or writing failed: whether it was kept is known after reopening
 * @KIN_STORE_ERROR_FAILED: anything else
 */
typedef enum
{
  KIN_STORE_ERROR_NOT_ENCRYPTED,
  KIN_STORE_ERROR_WRONG_KEY,
  KIN_STORE_ERROR_NEWER_FORMAT,
  KIN_STORE_ERROR_LOCKED,
  KIN_STORE_ERROR_CORRUPT,
  KIN_STORE_ERROR_NO_SPACE,
  KIN_STORE_ERROR_READ_ONLY,
  KIN_STORE_ERROR_NOT_FOUND,
  KIN_STORE_ERROR_EXISTS,
  KIN_STORE_ERROR_UNSAFE_PATH,
  KIN_STORE_ERROR_OUT_OF_ORDER,
  KIN_STORE_ERROR_CLOSED,
  KIN_STORE_ERROR_IO,
  KIN_STORE_ERROR_FAILED,
} KinStoreError;

/**
 * KinStoreMode:
 * @KIN_STORE_OPEN: the file must be there
 * @KIN_STORE_OPEN_EARLY: the same, for who looks at once: a file that has a copy is read whole not
 *   now, but before the first change, or when somebody asks
 * @KIN_STORE_CREATE: no part of the file may be there: its name with or without a suffix
 * @KIN_STORE_RENEW: a file that is damaged or gone, which looks like a wrong key as well, is set
 *   aside, and an empty one takes its place; only where something else was opened with the key
 */
typedef enum
{
  KIN_STORE_OPEN,
  KIN_STORE_OPEN_EARLY,
  KIN_STORE_CREATE,
  KIN_STORE_RENEW,
} KinStoreMode;

/**
 * KinStoreKeyFunc:
 * @owner: who knows
 * @cancellable: (nullable): of who opens the file
 * @key: (out): 32 bytes
 * @key_id: (out): the name of @key in `meta`
 *
 * Finds the key of a file, on a thread that may wait. Sets either both or an error.
 *
 * Returns: whether there is one
 */
typedef gboolean (* KinStoreKeyFunc) (GObject       *owner,
                                      GCancellable  *cancellable,
                                      KinSecret    **key,
                                      char         **key_id,
                                      GError       **error);

GQuark   kin_store_error_quark     (void);
gboolean kin_store_error_is_damage (const GError *error);

G_END_DECLS
