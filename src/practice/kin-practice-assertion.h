/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What an app signs to show that it has a key (RFC 7523), and whether it is to be believed.
 */
char     *kin_practice_assertion_dup_issuer (const char *assertion);
char     *kin_practice_assertion_check      (const char *assertion,
                                             const char *keys,
                                             const char *client,
                                             const char *audience);
gboolean  kin_practice_assertion_are_keys   (const char *keys);

G_END_DECLS
