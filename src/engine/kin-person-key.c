/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-key"

#include "config.h"

#include "kin-client-key.h"
#include "kin-clinic.h"
#include "kin-person-key.h"
#include "kin-person-private.h"
#include "kin-portal.h"
#include "kin-set-ups-private.h"

/* A key is there before the number that it is given with, so that it has a place of its own among
 * the set-ups. It goes clinic → is there one already? → made → keyring. */
typedef struct
{
  char      *place;
  char      *algorithm;
  KinSecret *key;
} Making;

static void
making_free (Making *making)
{
  g_clear_pointer (&making->key, kin_secret_unref);
  g_free (making->place);
  g_free (making->algorithm);
  g_free (making);
}

static KinSetUps *
get_set_ups (GTask *task)
{
  return kin_person_get_set_ups (g_task_get_source_object (task));
}

static char *
place_of (const char *vendor)
{
  return g_strconcat ("key of ", vendor, NULL);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (kin_set_ups_save_finish (KIN_SET_UPS (source), result, &error))
    g_task_return_pointer (task, kin_secret_ref (making->key), (GDestroyNotify) kin_secret_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (KinClinic) nameless = g_object_new (KIN_TYPE_CLINIC, NULL);
  g_autoptr (KinClinic) clinic = NULL;
  GError *error = NULL;

  making->key = kin_client_key_new_finish (result, &error);
  if (making->key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  clinic = kin_clinic_new_with_set_up (nameless, NULL, making->key, NULL, NULL);
  kin_set_ups_save_async (get_set_ups (task), making->place, clinic, TRUE, NULL, saved_cb,
                          g_object_ref (task));
}

static void
make (GTask *task)
{
  Making *making = g_task_get_task_data (task);

  kin_client_key_new_async (making->algorithm, g_task_get_cancellable (task), made_cb,
                            g_object_ref (task));
}

/* Whoever copies it a second time copies the same key. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinSecret *kept = kin_credentials_load_finish (KIN_CREDENTIALS (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (kept != NULL)
    g_task_return_pointer (task, kept, (GDestroyNotify) kin_secret_unref);
  else
    make (task);
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (KinCredentials) credentials = NULL;
  GError *error = NULL;
  g_autoptr (KinPortal) portal = kin_portal_discover_finish (result, &error);

  if (portal != NULL && kin_portal_get_key_algorithm (portal) == NULL)
    g_set_error_literal (&error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_BAD_CLIENT,
                         "The portal takes no keys");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  making->algorithm = g_strdup (kin_portal_get_key_algorithm (portal));
  credentials = kin_set_ups_dup_credentials (get_set_ups (task), making->place, NULL);
  if (credentials != NULL)
    kin_credentials_load_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET,
                                g_task_get_cancellable (task), loaded_cb, g_object_ref (task));
  else
    make (task);
}

/**
 * kin_person_has_key:
 * @vendor: as kin_vendor_dup_key() names it
 *
 * Returns: whether a key was made for that vendor
 */
gboolean
kin_person_has_key (KinPerson  *self,
                    const char *vendor)
{
  g_autofree char *place = place_of (vendor);
  g_autoptr (KinCredentials) credentials = NULL;

  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  credentials = kin_set_ups_dup_credentials (kin_person_get_set_ups (self), place, NULL);
  return credentials != NULL;
}

/**
 * kin_person_make_key_async:
 * @vendor: as kin_vendor_dup_key() names it
 * @address: of a clinic of that vendor
 *
 * Makes a key for Kinchart to prove itself with at a vendor, in place of a secret, or finds the one
 * that was made. It is kept in the keyring.
 */
void
kin_person_make_key_async (KinPerson           *self,
                           const char          *vendor,
                           const char          *address,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);
  g_autofree char *base = NULL;
  GError *error = NULL;

  g_return_if_fail (KIN_IS_PERSON (self));

  making->place = place_of (vendor);
  g_task_set_source_tag (task, kin_person_make_key_async);
  g_task_set_task_data (task, making, (GDestroyNotify) making_free);
  base = kin_portal_check_base (address, &error);
  if (base == NULL)
    g_task_return_error (task, error);
  else
    kin_portal_discover_async (kin_person_get_http (self), base, cancellable, discover_cb,
                               g_object_ref (task));
}

/**
 * kin_person_make_key_finish:
 * @public: (out) (transfer full): what the vendor may know of the key, to be copied into its page
 *   for app makers: a JWK set
 * @error: %KIN_PORTAL_ERROR_BAD_CLIENT when no keys are taken there, or another one
 *
 * Returns: (transfer full): the key, which goes with a number as a secret would
 */
KinSecret *
kin_person_make_key_finish (KinPerson     *self,
                            GAsyncResult  *result,
                            char         **public,
                            GError       **error)
{
  KinSecret *key;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  key = g_task_propagate_pointer (G_TASK (result), error);
  *public = key != NULL ? kin_client_key_dup_public (key) : NULL;

  return key;
}
