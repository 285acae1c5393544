/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sign-in"

#include "config.h"

#include "kin-sign-in-private.h"

G_DEFINE_FINAL_TYPE (KinSignIn, kin_sign_in, G_TYPE_OBJECT)

static void
kin_sign_in_finalize (GObject *object)
{
  KinSignIn *self = KIN_SIGN_IN (object);

  g_object_unref (self->person);
  g_free (self->base);
  g_free (self->client_id);
  g_clear_pointer (&self->client_secret, kin_secret_unref);
  g_free (self->redirect_uri);
  g_free (self->vendor);
  g_free (self->number_from);
  g_clear_object (&self->portal);
  g_clear_object (&self->login);
  g_clear_pointer (&self->grant, kin_grant_unref);
  g_free (self->connection_id);
  g_clear_object (&self->credentials);
  g_clear_object (&self->client);
  g_clear_pointer (&self->identity, kin_identity_unref);
  g_clear_object (&self->joined);

  G_OBJECT_CLASS (kin_sign_in_parent_class)->finalize (object);
}

static void
kin_sign_in_class_init (KinSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_sign_in_finalize;
}

static void
kin_sign_in_init (KinSignIn *self)
{
  self->match = KIN_MATCH_OTHER;
}

/**
 * kin_sign_in_new:
 * @person: whose record it is to be; open
 * @base: the FHIR base URL, as it was typed
 * @client_id: (nullable): our id at this portal; %NULL: nobody gave us one, so that the portal is
 *   asked for one where it gives them by itself
 * @client_secret: (nullable): for portals that gave the person one; who signs in again need not
 *   say it again
 * @redirect_uri: (nullable): for portals that compare it whole; else a free loopback port
 *
 * Returns: (transfer full): an attempt, not begun
 */
KinSignIn *
kin_sign_in_new (KinPerson  *person,
                 const char *base,
                 const char *client_id,
                 KinSecret  *client_secret,
                 const char *redirect_uri)
{
  KinSignIn *self = g_object_new (KIN_TYPE_SIGN_IN, NULL);

  self->person = g_object_ref (person);
  self->base = g_strdup (base);
  self->client_id = g_strdup (client_id);
  self->client_secret = client_secret != NULL ? kin_secret_ref (client_secret) : NULL;
  self->redirect_uri = g_strdup (redirect_uri);

  return self;
}

/**
 * kin_sign_in_set_vendor:
 * @vendor: (nullable): who made the portal: the connection remembers it, and a secret that
 *   #KinSetUps keeps for our id there is used
 */
void
kin_sign_in_set_vendor (KinSignIn  *self,
                        const char *vendor)
{
  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_free (self->vendor);
  self->vendor = g_strdup (vendor);
}

/**
 * kin_sign_in_set_number_from:
 * @number_from: (nullable): where our id came from, as #KinConnectionNote has it: one that the
 *   portal gave by itself is asked for anew where its secret is not here
 */
void
kin_sign_in_set_number_from (KinSignIn  *self,
                             const char *number_from)
{
  g_return_if_fail (KIN_IS_SIGN_IN (self));

  g_free (self->number_from);
  self->number_from = g_strdup (number_from);
}

/**
 * kin_sign_in_take_return:
 * @line: the address that the browser was sent to after the portal's pages, as the person copied it
 *   or the desktop handed it over
 *
 * For a browser that does not come back by itself. What the portal says in it is checked as if it
 * had; it counts once.
 *
 * Returns: whether the sign-in goes on with it
 */
KinSignInReturn
kin_sign_in_take_return (KinSignIn  *self,
                         const char *line)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_SIGN_IN_RETURN_TOO_LATE);

  if (self->login == NULL)
    return KIN_SIGN_IN_RETURN_TOO_LATE;
  switch (kin_login_take_return (self->login, line))
    {
    case KIN_RETURNED_TAKEN:
      return KIN_SIGN_IN_RETURN_TAKEN;
    case KIN_RETURNED_OTHER:
      return KIN_SIGN_IN_RETURN_OTHER;
    case KIN_RETURNED_TOO_LATE:
      return KIN_SIGN_IN_RETURN_TOO_LATE;
    case KIN_RETURNED_NOT_IT:
    default:
      return KIN_SIGN_IN_RETURN_NOT_IT;
    }
}

/**
 * kin_sign_in_can_return_to:
 * @redirect: a return address, as it was typed
 *
 * Returns: whether a browser can come back to this app by it
 */
gboolean
kin_sign_in_can_return_to (const char *redirect)
{
  return kin_login_can_return_to (redirect);
}

/**
 * kin_sign_in_get_portal_name:
 *
 * Returns: (nullable): what the portal calls itself
 */
const char *
kin_sign_in_get_portal_name (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), NULL);

  return self->portal != NULL ? kin_portal_get_name (self->portal) : NULL;
}

/**
 * kin_sign_in_get_identity:
 *
 * Returns: (nullable) (transfer none): whose record it is, as the portal says
 */
KinIdentity *
kin_sign_in_get_identity (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), NULL);

  return self->identity;
}

/**
 * kin_sign_in_get_match:
 *
 * Returns: how well that fits the person
 */
KinMatch
kin_sign_in_get_match (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_MATCH_OTHER);

  return self->match;
}

/**
 * kin_sign_in_get_merge:
 *
 * Returns: what the portal says, or shows, about records that it joined
 */
KinMerge
kin_sign_in_get_merge (KinSignIn *self)
{
  g_return_val_if_fail (KIN_IS_SIGN_IN (self), KIN_MERGE_NONE);

  return self->merge;
}
