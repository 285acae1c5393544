/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-grant"

#include "config.h"

#include "kin-client-key.h"
#include "kin-grant-private.h"
#include "kin-scope.h"

/* A new token is fetched when less than a minute or a tenth of its life is left,
 * so that no request starts with one that ends on the way (portal-standards 2.4). */
#define MARGIN_SECONDS 60
#define MARGIN_SHARE 10

struct _KinGrant
{
  gatomicrefcount ref_count;

  KinGrantParts parts;
  gint64 received;           /* monotonic, microseconds */
};

G_DEFINE_BOXED_TYPE (KinGrant, kin_grant, kin_grant_ref, kin_grant_unref)

void
kin_grant_parts_clear (KinGrantParts *parts)
{
  g_clear_pointer (&parts->access_token, kin_secret_unref);
  g_clear_pointer (&parts->refresh_token, kin_secret_unref);
  g_clear_pointer (&parts->id_token, kin_secret_unref);
  g_clear_pointer (&parts->scope, g_free);
  g_clear_pointer (&parts->patient, g_free);
  g_clear_pointer (&parts->fhir_user, g_free);
}

/* Takes over what @parts holds and leaves it empty. */
KinGrant *
kin_grant_new (KinGrantParts *parts)
{
  KinGrant *self = g_new0 (KinGrant, 1);

  g_assert (parts->access_token != NULL && parts->lifetime > 0);

  g_atomic_ref_count_init (&self->ref_count);
  self->parts = *parts;
  if (self->parts.announced == 0)
    self->parts.announced = self->parts.lifetime;
  self->received = g_get_monotonic_time ();
  *parts = (KinGrantParts) { NULL };
  return self;
}

static KinSecret *
secret_copy (KinSecret *secret)
{
  return secret != NULL ? kin_secret_ref (secret) : NULL;
}

static KinGrant *
grant_copy (KinGrant *self)
{
  KinGrantParts parts = self->parts;
  KinGrant *copy;

  parts.access_token = secret_copy (parts.access_token);
  parts.refresh_token = secret_copy (parts.refresh_token);
  parts.id_token = secret_copy (parts.id_token);
  parts.scope = g_strdup (parts.scope);
  parts.patient = g_strdup (parts.patient);
  parts.fhir_user = g_strdup (parts.fhir_user);
  copy = kin_grant_new (&parts);
  copy->received = self->received;
  return copy;
}

/* A copy that knows who signed in, and for whom. */
KinGrant *
kin_grant_with_user (KinGrant   *self,
                     const char *fhir_user,
                     const char *patient)
{
  KinGrant *copy = grant_copy (self);

  g_free (copy->parts.fhir_user);
  copy->parts.fhir_user = g_strdup (fhir_user);
  if (copy->parts.patient == NULL)
    copy->parts.patient = g_strdup (patient);
  return copy;
}

/* A copy that goes on with the earlier refresh token: a server that does not
 * rotate sends none. Whoever has left a key instead stays, whatever the scope says. */
KinGrant *
kin_grant_with_refresh (KinGrant  *self,
                        KinSecret *refresh_token)
{
  KinGrant *copy = grant_copy (self);

  g_clear_pointer (&copy->parts.refresh_token, kin_secret_unref);
  copy->parts.refresh_token = secret_copy (refresh_token);
  if (kin_client_key_is (refresh_token) && !kin_scope_has (copy->parts.scope, "offline_access"))
    {
      g_autofree char *scope = copy->parts.scope;

      copy->parts.scope = g_strconcat (scope, " offline_access", NULL);
    }
  return copy;
}

KinSecret *
kin_grant_get_id_token (KinGrant *self)
{
  return self->parts.id_token;
}

gint64
kin_grant_get_lifetime (KinGrant *self)
{
  return self->parts.lifetime;
}

/* When it was received, as g_get_monotonic_time() counts. */
gint64
kin_grant_get_received (KinGrant *self)
{
  return self->received;
}

/* Whether the server itself would say that it has not ended yet. Servers count
 * in whole seconds, so the last one may be missing. */
gboolean
kin_grant_is_in_time (KinGrant *self)
{
  return g_get_monotonic_time () <
         self->received + (self->parts.announced - 1) * G_USEC_PER_SEC;
}

/**
 * kin_grant_ref:
 * @self: a grant
 *
 * Returns: (transfer full): @self, held once more
 */
KinGrant *
kin_grant_ref (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * kin_grant_unref:
 * @self: (transfer full): a grant
 *
 * Lets it go; the last one wipes the tokens.
 */
void
kin_grant_unref (KinGrant *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  kin_grant_parts_clear (&self->parts);
  g_free (self);
}

/**
 * kin_grant_get_access_token:
 * @self: a grant
 *
 * Returns: (transfer none): the token that requests carry
 */
KinSecret *
kin_grant_get_access_token (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parts.access_token;
}

/**
 * kin_grant_get_refresh_token:
 * @self: a grant
 *
 * Returns: (transfer none) (nullable): what the next access token is asked
 *   with; %NULL when the portal gave none
 */
KinSecret *
kin_grant_get_refresh_token (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parts.refresh_token;
}

/**
 * kin_grant_get_expiry:
 * @self: a grant
 *
 * Returns: when the access token ends, as g_get_monotonic_time() counts
 */
gint64
kin_grant_get_expiry (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->received + self->parts.lifetime * G_USEC_PER_SEC;
}

/**
 * kin_grant_get_stay:
 * @self: a grant
 *
 * Returns: for how many seconds from now it can be renewed, as the server said; 0 where that is not
 *   known, or over
 */
gint64
kin_grant_get_stay (KinGrant *self)
{
  gint64 end;

  g_return_val_if_fail (self != NULL, 0);

  if (self->parts.refresh_token == NULL)
    return 0;

  end = self->received + self->parts.stays * G_USEC_PER_SEC;

  return MAX ((end - g_get_monotonic_time ()) / G_USEC_PER_SEC, 0);
}

/**
 * kin_grant_is_fresh:
 * @self: a grant
 *
 * Returns: whether more than a minute and more than a tenth of its life is left;
 *   for a token that lives under two minutes, whether half of it is left
 */
gboolean
kin_grant_is_fresh (KinGrant *self)
{
  gint64 margin;

  g_return_val_if_fail (self != NULL, FALSE);

  margin = MAX ((gint64) MARGIN_SECONDS, self->parts.lifetime / MARGIN_SHARE);
  margin = MIN (margin, self->parts.lifetime / 2);
  return kin_grant_get_expiry (self) - g_get_monotonic_time () > margin * G_USEC_PER_SEC;
}

/**
 * kin_grant_get_scope:
 * @self: a grant
 *
 * Returns: what was granted, which may be less than was asked
 */
const char *
kin_grant_get_scope (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parts.scope;
}

/**
 * kin_grant_get_patient:
 * @self: a grant
 *
 * Returns: (nullable): the id of the Patient whose record was opened
 */
const char *
kin_grant_get_patient (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parts.patient;
}

/**
 * kin_grant_get_fhir_user:
 * @self: a grant
 *
 * Returns: (nullable): who signed in, as `Type/id`; only from an id_token that
 *   was proven, and only good for a label
 */
const char *
kin_grant_get_fhir_user (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->parts.fhir_user;
}

/**
 * kin_grant_get_needs_banner:
 * @self: a grant
 *
 * Returns: whether the portal wants the person's name to be shown with the record
 */
gboolean
kin_grant_get_needs_banner (KinGrant *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->parts.needs_banner;
}
