/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sign-in"

#include "config.h"

#include "kin-connection-private.h"
#include "kin-sign-in-private.h"

/* What Kinchart is known by at the portal, which may just have given it. */
void
kin_sign_in_take_number (KinSignIn *self)
{
  KinSecret *secret = kin_login_get_client_secret (self->login);

  if (self->client_id == NULL)
    kin_sign_in_set_number_from (self, secret != NULL ? KIN_NUMBER_FROM_PORTAL : NULL);
  g_free (self->client_id);
  self->client_id = g_strdup (kin_login_get_client_id (self->login));
  g_free (self->redirect_uri);
  self->redirect_uri = g_strdup (kin_login_get_redirect_uri (self->login));
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  if (secret != NULL)
    self->client_secret = kin_secret_ref (secret);
}

gboolean
kin_sign_in_can_have_again (KinSignIn *self)
{
  return self->client_id != NULL && self->number_from != NULL &&
         kin_portal_can_register (self->portal);
}

/* A number that the portal gave by itself is of no use without what went with it, nor where the
 * portal does not know it any more. */
gboolean
kin_sign_in_forget_number (KinSignIn *self)
{
  if (!kin_sign_in_can_have_again (self))
    return FALSE;

  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_clear_pointer (&self->redirect_uri, g_free);
  return TRUE;
}
