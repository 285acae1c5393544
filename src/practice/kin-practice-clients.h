/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinPracticeClient:
 *
 * An app this portal has been told about.
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *secret;      /* NULL: a public client */
  const char *redirect;    /* the address it may be answered at */
  gboolean    any_port;    /* on this computer, at any port (RFC 8252 section 7.3) */
  const char *keys;        /* JWK set of an app that signs (RFC 7523), or NULL */
} KinPracticeClient;

const KinPracticeClient *kin_practice_client_find          (const char              *id);
gboolean                 kin_practice_client_may_return_to (const KinPracticeClient *self,
                                                            const char              *redirect);

G_END_DECLS
