/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is the matter with an answer of the keyring. */
typedef enum
{
  BAD_KEYRING_REFUSES,          /* it is an error, or nothing where there is no error either */
  BAD_KEYRING_LIES,             /* it is said that something is stored or removed, and it is not */
  BAD_KEYRING_SILENT,           /* what is asked about a keyring is not said */
  BAD_KEYRING_STRANGE,          /* what is asked about a keyring is said in another way */
  BAD_KEYRING_GARBLES,          /* a secret comes as nobody can read it */
  BAD_KEYRING_UNLOCKED,         /* the right password is typed into the dialog; nothing is bad */
} BadKeyring;

/* Linked into a test, this is a bad day of a real keyring: of the answers that can be bad in the
 * way of @bad, the one with the number @at is, or all from there on. */
void     bad_keyring_begin (BadKeyring bad,
                            guint      at,
                            gboolean   for_good,
                            GQuark     domain,
                            int        code);
gboolean bad_keyring_end   (void);

G_END_DECLS
