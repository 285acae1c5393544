/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-clients"

#include "config.h"

#include "kin-practice-clients.h"

#include <string.h>

/* The secret is no secret: it is here so that an app can be tried that has one. */
static const KinPracticeClient clients[] = {
  { "kinchart", "Kinchart", NULL, "/callback", TRUE, NULL },
  { "kinchart-confidential", "Kinchart with a secret", "practice-client-secret", "/callback",
    TRUE, NULL },
  { "kinchart-fixed-port", "Kinchart at a fixed port", NULL, "http://127.0.0.1:47811/callback",
    FALSE, NULL },
  { "kinchart-web", "Kinchart over a page on the web", NULL, "https://127.0.0.1:27812/return.html",
    FALSE, NULL },
  { "kinchart-scheme", "Kinchart at an address of its own", NULL, "io.github.kinchart:/cb", FALSE,
    NULL },
};

/**
 * kin_practice_client_find:
 * @id: (nullable): a client id
 *
 * Returns: (nullable): that app
 */
const KinPracticeClient *
kin_practice_client_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    if (g_strcmp0 (clients[i].id, id) == 0)
      return &clients[i];

  return NULL;
}

/* What follows the host and the port, if @redirect begins with @host. */
static const char *
skip_host (const char *redirect, const char *host)
{
  if (!g_str_has_prefix (redirect, host))
    return NULL;

  redirect += strlen (host);
  if (*redirect == ':')
    redirect += 1 + strspn (redirect + 1, "0123456789");

  return redirect;
}

/**
 * kin_practice_client_may_return_to:
 * @self: an app
 * @redirect: (nullable): where it wants to be answered
 *
 * Everything but the port must be the same letter by letter, and the host must
 * be a number and not a name (RFC 8252 sections 7.3 and 8.3).
 *
 * Returns: whether the browser may be sent there
 */
gboolean
kin_practice_client_may_return_to (const KinPracticeClient *self, const char *redirect)
{
  const char *const hosts[] = { "http://127.0.0.1", "http://[::1]" };

  if (redirect == NULL)
    return FALSE;
  if (!self->any_port)
    return g_str_equal (redirect, self->redirect);

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    if (g_strcmp0 (skip_host (redirect, hosts[i]), self->redirect) == 0)
      return TRUE;

  return FALSE;
}
