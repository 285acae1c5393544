/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-clients"

#include "config.h"

#include "kin-practice-clients.h"

#include <gio/gio.h>

/* The secret is no secret: it is here so that an app can be tried that has one. */
static const KinPracticeClient clients[] = {
  { "kinchart", "Kinchart", NULL, "/callback", TRUE },
  { "kinchart-confidential", "Kinchart with a secret", "practice-client-secret", "/callback",
    TRUE },
  { "kinchart-fixed-port", "Kinchart at a fixed port", NULL, "http://127.0.0.1:47811/callback",
    FALSE },
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

/**
 * kin_practice_client_may_return_to:
 * @self: an app
 * @redirect: (nullable): where it wants to be answered
 *
 * Everything but the port must be the same, and the host must be a number and
 * not a name (RFC 8252 sections 7.3 and 8.3).
 *
 * Returns: whether the browser may be sent there
 */
gboolean
kin_practice_client_may_return_to (const KinPracticeClient *self, const char *redirect)
{
  g_autoptr (GUri) uri = NULL;

  if (redirect == NULL)
    return FALSE;
  if (!self->any_port)
    return g_str_equal (redirect, self->redirect);

  uri = g_uri_parse (redirect, G_URI_FLAGS_ENCODED, NULL);
  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "http")
         && g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL
         && (g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") == 0
             || g_strcmp0 (g_uri_get_host (uri), "::1") == 0)
         && g_str_equal (g_uri_get_path (uri), self->redirect);
}
