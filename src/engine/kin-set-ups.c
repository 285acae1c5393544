/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-ups"

#include "config.h"

#include <string.h>

#include "kin-family-private.h"
#include "kin-keyring-credentials.h"
#include "kin-set-ups-private.h"
#include "kin-vendor.h"

/**
 * KinSetUps:
 *
 * How Kinchart is known to vendors of portals: one number serves everybody here, at all clinics of
 * a vendor. Numbers are in the family's file; a secret that belongs to one is in the keyring.
 */
struct _KinSetUps
{
  GObject         parent_instance;

  KinKeyring     *keyring;
  KinFamilyStore *store;           /* NULL until the first person is added */
  GPtrArray      *notes;           /* of KinSetUpNote */
};

G_DEFINE_FINAL_TYPE (KinSetUps, kin_set_ups, G_TYPE_OBJECT)

static void
kin_set_ups_dispose (GObject *object)
{
  KinSetUps *self = KIN_SET_UPS (object);

  g_clear_object (&self->store);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->notes, g_ptr_array_unref);

  G_OBJECT_CLASS (kin_set_ups_parent_class)->dispose (object);
}

static void
kin_set_ups_class_init (KinSetUpsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kin_set_ups_dispose;
}

static void
kin_set_ups_init (KinSetUps *self)
{
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_set_up_note_free);
}

/**
 * kin_set_ups_new:
 * @keyring: where secrets are
 *
 * Returns: (transfer full): no numbers yet
 */
KinSetUps *
kin_set_ups_new (KinKeyring *keyring)
{
  KinSetUps *self = g_object_new (KIN_TYPE_SET_UPS, NULL);

  self->keyring = g_object_ref (keyring);

  return self;
}

/**
 * kin_set_ups_set_store:
 * @store: (nullable): the family's open file, or %NULL when it is going to be closed
 */
void
kin_set_ups_set_store (KinSetUps      *self,
                       KinFamilyStore *store)
{
  g_set_object (&self->store, store);
}

/**
 * kin_set_ups_take_notes:
 * @notes: (transfer full) (element-type KinSetUpNote): as they are in the file
 */
void
kin_set_ups_take_notes (KinSetUps *self,
                        GPtrArray *notes)
{
  g_ptr_array_unref (self->notes);
  self->notes = notes;
}

static const KinSetUpNote *
find (KinSetUps  *self,
      const char *vendor)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const KinSetUpNote *note = g_ptr_array_index (self->notes, i);

      if (g_str_equal (note->vendor, vendor))
        return note;
    }

  return NULL;
}

/**
 * kin_set_ups_apply:
 * @vendor: as kin_vendor_dup_key() names it
 * @clinic: of that vendor
 * @is_ready: (out): whether the number is used, or only typed as far as it is
 *
 * Returns: (transfer full) (nullable): the same clinic, where Kinchart is known as was noted
 */
KinClinic *
kin_set_ups_apply (KinSetUps  *self,
                   const char *vendor,
                   KinClinic  *clinic,
                   gboolean   *is_ready)
{
  const KinSetUpNote *note;

  g_return_val_if_fail (KIN_IS_SET_UPS (self), NULL);

  note = find (self, vendor);
  *is_ready = note != NULL && note->is_ready;

  return note != NULL ? kin_clinic_new_with_set_up (clinic, note->client_id, NULL, note->redirect,
                                                    vendor) : NULL;
}

static KinCredentials *
credentials_of (KinSetUps  *self,
                const char *id)
{
  return kin_keyring_credentials_new (self->keyring, KIN_FAMILY_SET, id);
}

/**
 * kin_set_ups_dup_credentials:
 * @vendor: (nullable): as kin_vendor_dup_key() names it
 * @client_id: the number
 *
 * Returns: (transfer full) (nullable): where the secret is kept that belongs to this number of this
 *   vendor, if there is one; %NULL where another number is used, or none
 */
KinCredentials *
kin_set_ups_dup_credentials (KinSetUps  *self,
                             const char *vendor,
                             const char *client_id)
{
  const KinSetUpNote *note = vendor != NULL ? find (self, vendor) : NULL;

  return note != NULL && note->is_ready && g_strcmp0 (note->client_id, client_id) == 0
         ? credentials_of (self, note->id) : NULL;
}

/**
 * kin_set_ups_dup_credentials_at:
 * @address: of a portal of which nobody noted the vendor
 * @client_id: the number
 *
 * Returns: (transfer full) (nullable): where the secret is kept that belongs to this number, if it
 *   was typed for that host
 */
KinCredentials *
kin_set_ups_dup_credentials_at (KinSetUps  *self,
                                const char *address,
                                const char *client_id)
{
  g_autofree char *site = kin_vendor_dup_site (address);

  for (guint i = 0; i < self->notes->len; i++)
    {
      const KinSetUpNote *note = g_ptr_array_index (self->notes, i);
      g_autofree char *typed_at = kin_vendor_dup_site (note->address);

      if (note->is_ready && g_strcmp0 (note->client_id, client_id) == 0 && site != NULL &&
          g_strcmp0 (typed_at, site) == 0)
        return credentials_of (self, note->id);
    }

  return NULL;
}

/**
 * kin_set_ups_find_due:
 * @today: FHIR date
 * @with_trials: whether portals for trying things out count
 *
 * Returns: (transfer full) (nullable): a clinic for which somebody waits for a number, and wanted
 *   to be asked about it by now
 */
KinClinic *
kin_set_ups_find_due (KinSetUps  *self,
                      const char *today,
                      gboolean    with_trials)
{
  g_return_val_if_fail (KIN_IS_SET_UPS (self), NULL);

  for (guint i = 0; i < self->notes->len; i++)
    {
      const KinSetUpNote *note = g_ptr_array_index (self->notes, i);

      if (note->remind != NULL && strcmp (note->remind, today) <= 0 &&
          (with_trials || !g_str_has_prefix (note->vendor, KIN_TRIAL_VENDOR)))
        return g_object_new (KIN_TYPE_CLINIC, "name", note->name, "address", note->address,
                             "vendor", note->vendor, "way", KIN_WAY_NUMBER, NULL);
    }

  return NULL;
}

/* Saving goes secret → keyring → number → file. */

typedef struct
{
  KinSetUpNote *note;
  KinSetUpNote *former;            /* NULL: the first for that vendor */
  gpointer      taken;             /* which of our notes it became, while it is one */
} Saving;

static void
saving_free (Saving *saving)
{
  kin_set_up_note_free (saving->note);
  kin_set_up_note_free (saving->former);
  g_free (saving);
}

/* In place of the one for the same vendor. */
static gpointer
take_note (KinSetUps          *self,
           const KinSetUpNote *note)
{
  KinSetUpNote *taken = kin_set_up_note_copy (note);

  g_ptr_array_remove (self->notes, (gpointer) find (self, note->vendor));
  g_ptr_array_add (self->notes, taken);

  return taken;
}

static void
forget_unused_secret (KinSetUps          *self,
                      const KinSetUpNote *note)
{
  const KinSetUpNote *used = find (self, note->vendor);
  g_autoptr (KinCredentials) credentials = NULL;

  if (used != NULL && g_str_equal (used->id, note->id))
    return;

  credentials = credentials_of (self, note->id);
  kin_credentials_clear_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, NULL, NULL, NULL);
}

/* What is not in the file is not so. */
static void
fail_to_save (GTask  *task,
              GError *error)
{
  KinSetUps *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);

  if (saving->taken != NULL && find (self, saving->note->vendor) == saving->taken)
    {
      g_ptr_array_remove (self->notes, saving->taken);
      if (saving->former != NULL)
        take_note (self, saving->former);
    }
  forget_unused_secret (self, saving->note);
  g_task_return_error (task, error);
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (!kin_family_store_save_set_up_finish (KIN_FAMILY_STORE (source), result, &error))
    {
      fail_to_save (task, error);
      return;
    }

  if (saving->former != NULL)
    forget_unused_secret (g_task_get_source_object (task), saving->former);
  g_task_return_boolean (task, TRUE);
}

/* What is typed next is compared with this one, although it is not in the file yet: the file is
 * written in this order too. */
static void
save_note (GTask *task)
{
  KinSetUps *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);

  if (self->store == NULL)
    {
      fail_to_save (task, g_error_new_literal (KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                                               "The family is closed"));
      return;
    }

  saving->taken = take_note (self, saving->note);
  kin_family_store_save_set_up_async (self->store, saving->note, NULL, note_cb,
                                      g_object_ref (task));
}

static void
secret_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_credentials_save_finish (KIN_CREDENTIALS (source), result, &error))
    save_note (task);
  else
    g_task_return_error (task, error);
}

/* A secret is of the number that it came with: another number begins without one. */
static KinSetUpNote *
make_typed (const KinSetUpNote *known,
            const char         *vendor,
            KinClinic          *clinic)
{
  const char *number = kin_clinic_has_number (clinic) ? kin_clinic_get_client_id (clinic) : NULL;
  g_autofree char *id = known != NULL && g_strcmp0 (known->client_id, number) == 0
                        ? g_strdup (known->id) : g_uuid_string_random ();
  KinSetUpNote *note = kin_set_up_note_new (vendor, id);

  note->client_id = g_strdup (number);
  note->redirect = g_strdup (kin_clinic_get_redirect (clinic));
  note->name = g_strdup (kin_clinic_get_name (clinic));
  note->address = g_strdup (kin_clinic_get_address (clinic));

  return note;
}

/* A number that is used stays until another one is: what is typed meanwhile is not kept. */
static KinSetUpNote *
make_note (const KinSetUpNote *known,
           const char         *vendor,
           KinClinic          *clinic,
           gboolean            is_ready,
           const char         *remind)
{
  gboolean stays = !is_ready && known != NULL && known->is_ready;
  KinSetUpNote *note = stays ? kin_set_up_note_copy (known) : make_typed (known, vendor, clinic);

  note->is_ready = is_ready || stays;
  g_clear_pointer (&note->remind, g_free);
  if (remind == NULL && known != NULL && !is_ready)
    remind = known->remind;
  if (remind != NULL && *remind != '\0')
    note->remind = g_strdup (remind);

  return note;
}

/**
 * kin_set_ups_save_async:
 * @vendor: as kin_vendor_dup_key() names it
 * @clinic: of that vendor, with the number and the return address as far as they were typed, and
 *   the secret if one was typed: else the one that is kept stays
 * @is_ready: whether the number is used from now on; one that is used already stays until then
 * @remind: (nullable): FHIR date on which to ask whether it came, nothing for never; %NULL leaves
 *   it as it is, until a number is used
 *
 * Keeps it in place of what was kept for that vendor.
 */
void
kin_set_ups_save_async (KinSetUps           *self,
                        const char          *vendor,
                        KinClinic           *clinic,
                        gboolean             is_ready,
                        const char          *remind,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (KinCredentials) credentials = NULL;
  KinSecret *secret = kin_clinic_get_client_secret (clinic);
  const KinSetUpNote *known;
  Saving *saving = g_new0 (Saving, 1);

  g_return_if_fail (KIN_IS_SET_UPS (self));

  known = find (self, vendor);
  saving->note = make_note (known, vendor, clinic, is_ready, remind);
  saving->former = known != NULL ? kin_set_up_note_copy (known) : NULL;
  g_task_set_source_tag (task, kin_set_ups_save_async);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  if (secret == NULL || saving->note->is_ready != is_ready)
    {
      save_note (task);
      return;
    }

  credentials = credentials_of (self, saving->note->id);
  kin_credentials_save_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, secret, NULL, secret_cb,
                              g_object_ref (task));
}

/**
 * kin_set_ups_save_finish:
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_set_ups_save_finish (KinSetUps     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
