/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-ups"

#include "config.h"

#include <string.h>

#include "kin-family-private.h"
#include "kin-keyring-credentials.h"
#include "kin-set-ups-private.h"

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
 * kin_set_ups_find_due:
 * @today: FHIR date
 *
 * Returns: (transfer full) (nullable): a clinic for which somebody waits for a number, and wanted
 *   to be asked about it by now
 */
KinClinic *
kin_set_ups_find_due (KinSetUps  *self,
                      const char *today)
{
  g_return_val_if_fail (KIN_IS_SET_UPS (self), NULL);

  for (guint i = 0; i < self->notes->len; i++)
    {
      const KinSetUpNote *note = g_ptr_array_index (self->notes, i);

      if (!note->is_ready && note->remind != NULL && strcmp (note->remind, today) <= 0)
        return g_object_new (KIN_TYPE_CLINIC, "name", note->name, "address", note->address,
                             "vendor", note->vendor, "way", KIN_WAY_NUMBER, NULL);
    }

  return NULL;
}

/* Saving goes secret → keyring → number → file. */

static void
take_note (KinSetUps          *self,
           const KinSetUpNote *note)
{
  for (guint i = 0; i < self->notes->len; i++)
    if (g_str_equal (((const KinSetUpNote *) self->notes->pdata[i])->vendor, note->vendor))
      {
        g_ptr_array_remove_index (self->notes, i);
        break;
      }
  g_ptr_array_add (self->notes, kin_set_up_note_copy (note));
}

static void
note_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (kin_family_store_save_set_up_finish (KIN_FAMILY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_note (GTask *task)
{
  KinSetUps *self = g_task_get_source_object (task);
  const KinSetUpNote *note = g_task_get_task_data (task);

  if (self->store == NULL)
    {
      g_task_return_new_error (task, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED,
                               "The family is closed");
      return;
    }

  take_note (self, note);
  kin_family_store_save_set_up_async (self->store, note, NULL, note_cb, g_object_ref (task));
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
static char *
dup_id (KinSetUps          *self,
        const KinSetUpNote *known,
        KinClinic          *clinic)
{
  g_autoptr (KinCredentials) credentials = NULL;

  if (known == NULL)
    return g_uuid_string_random ();
  if (!known->is_ready ||
      g_strcmp0 (known->client_id, kin_clinic_get_client_id (clinic)) == 0)
    return g_strdup (known->id);

  credentials = credentials_of (self, known->id);
  kin_credentials_clear_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET, NULL, NULL, NULL);

  return g_uuid_string_random ();
}

static KinSetUpNote *
make_note (KinSetUps  *self,
           const char *vendor,
           KinClinic  *clinic,
           gboolean    is_ready,
           const char *remind)
{
  const KinSetUpNote *known = find (self, vendor);
  g_autofree char *id = dup_id (self, known, clinic);
  KinSetUpNote *note = kin_set_up_note_new (vendor, id);

  if (kin_clinic_has_number (clinic))
    note->client_id = g_strdup (kin_clinic_get_client_id (clinic));
  note->redirect = g_strdup (kin_clinic_get_redirect (clinic));
  note->is_ready = is_ready;
  if (!is_ready)
    note->remind = g_strdup (remind != NULL || known == NULL ? remind : known->remind);
  note->name = g_strdup (kin_clinic_get_name (clinic));
  note->address = g_strdup (kin_clinic_get_address (clinic));

  return note;
}

/**
 * kin_set_ups_save_async:
 * @vendor: as kin_vendor_dup_key() names it
 * @clinic: of that vendor, with the number and the return address as far as they were typed, and
 *   the secret if one was typed: else the one that is kept stays
 * @is_ready: whether the number is used from now on
 * @remind: (nullable): FHIR date on which to ask whether it came; %NULL leaves it as it is
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
  KinSetUpNote *note = make_note (self, vendor, clinic, is_ready, remind);

  g_return_if_fail (KIN_IS_SET_UPS (self));

  g_task_set_source_tag (task, kin_set_ups_save_async);
  g_task_set_task_data (task, note, (GDestroyNotify) kin_set_up_note_free);
  if (kin_clinic_get_client_secret (clinic) == NULL)
    {
      save_note (task);
      return;
    }

  credentials = credentials_of (self, note->id);
  kin_credentials_save_async (credentials, KIN_CREDENTIAL_CLIENT_SECRET,
                              kin_clinic_get_client_secret (clinic), NULL, secret_cb,
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
