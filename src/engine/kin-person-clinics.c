/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-clinics"

#include "config.h"

#include "kin-login.h"
#include "kin-person-clinics.h"
#include "kin-person-private.h"
#include "kin-portal.h"
#include "kin-problem.h"
#include "kin-sync-topic.h"
#include "kin-task.h"

/* What the person knows better about a clinic than the list that comes with the app: its address
 * and how a record comes from there. Each is a note by the clinic's key: the way, a space, the
 * address. */

#define KIND_CLINIC "clinic"

static const char *
find_correction (KinPerson *self,
                 KinClinic *clinic)
{
  const char *key = kin_clinic_get_key (clinic);
  guint position;

  if (key == NULL || !kin_person_find_note (self, KIND_CLINIC, key, &position))
    return NULL;

  return ((const KinNote *) g_ptr_array_index (kin_person_get_notes (self), position))->value;
}

/**
 * kin_person_has_corrected_clinic:
 *
 * Returns: whether the person said something else about @clinic than the list does
 */
gboolean
kin_person_has_corrected_clinic (KinPerson *self,
                                 KinClinic *clinic)
{
  g_return_val_if_fail (KIN_IS_PERSON (self), FALSE);

  return find_correction (self, clinic) != NULL;
}

/**
 * kin_person_correct_clinic:
 * @clinic: (inout) (transfer full): of the list
 *
 * Puts in place of a clinic what the person said about it.
 */
void
kin_person_correct_clinic (KinPerson  *self,
                           KinClinic **clinic)
{
  const char *correction, *address;
  g_auto (GStrv) parts = NULL;
  g_autoptr (KinClinic) listed = NULL;

  g_return_if_fail (KIN_IS_PERSON (self));

  correction = find_correction (self, *clinic);
  if (correction == NULL)
    return;

  parts = g_strsplit (correction, " ", 2);
  listed = *clinic;
  address = parts[1] != NULL && *parts[1] != '\0' ? parts[1] : NULL;
  *clinic = kin_clinic_new_with_way (listed, address, kin_way_from_id (parts[0]));
}

static char *
correction_of (KinClinic *clinic)
{
  const char *address = kin_clinic_get_address (clinic);

  return g_strjoin (" ", kin_way_to_id (kin_clinic_get_way (clinic)),
                    address != NULL ? address : "", NULL);
}

static gboolean
check_address (KinClinic  *clinic,
               GError    **error)
{
  const char *address = kin_clinic_get_address (clinic);
  g_autofree char *base = address != NULL ? kin_portal_check_base (address, error) : NULL;

  return address == NULL || base != NULL;
}

/**
 * kin_person_save_clinic_async:
 * @clinic: of the list, with what the person says about it
 * @is_corrected: %FALSE: the list is right after all
 *
 * Keeps what the person says, whatever a later list says.
 */
void
kin_person_save_clinic_async (KinPerson           *self,
                              KinClinic           *clinic,
                              gboolean             is_corrected,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *correction = is_corrected ? correction_of (clinic) : NULL;
  const char *key = kin_clinic_get_key (clinic);
  GError *error = NULL;

  g_return_if_fail (kin_person_get_is_open (self));
  g_return_if_fail (key != NULL);

  g_task_set_source_tag (task, kin_person_save_clinic_async);
  if (is_corrected && !check_address (clinic, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  kin_person_keep_note (task, KIND_CLINIC, key, correction);
}

/**
 * kin_person_save_clinic_finish:
 * @error: %KIN_PORTAL_ERROR_BAD_ADDRESS or %KIN_PORTAL_ERROR_NOT_SECURE when nothing can be had at
 *   its address, or an error of the disk
 *
 * Returns: whether it is on the disk
 */
gboolean
kin_person_save_clinic_finish (KinPerson     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Asking the clinic */

/* A clinic of the list at which nobody can sign in has its record elsewhere. A refusal, and what is
 * wrong with an address that somebody typed, have words of their own. */
static gboolean
is_answer (KinClinic    *clinic,
           const GError *error)
{
  KinProblem problem = kin_problem_from_error (error);

  return kin_clinic_get_key (clinic) != NULL && kin_problem_is_lasting (problem) &&
         problem != KIN_PROBLEM_PORTAL_REFUSED;
}

/* (nullable): %NULL where its answer says nothing about the way. */
static KinClinic *
find_way (KinClinic  *clinic,
          KinPortal  *portal,
          GError    **error)
{
  const char *address = kin_clinic_get_address (clinic);

  /* It is known that one can sign in there, but maybe not that the number comes by itself. */
  if (kin_clinic_get_way (clinic) == KIN_WAY_NUMBER)
    return portal != NULL && kin_portal_can_register (portal)
           ? kin_clinic_new_with_way (clinic, address, KIN_WAY_CONNECT) : g_object_ref (clinic);
  if (portal == NULL && !is_answer (clinic, *error))
    return NULL;

  g_clear_error (error);
  return kin_clinic_new_with_way (clinic, address,
                                  portal != NULL ? KIN_WAY_CONNECT : KIN_WAY_DOWNLOAD);
}

static void
discover_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinClinic *clinic = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinPortal) portal = kin_portal_discover_finish (result, &error);
  KinClinic *found = find_way (clinic, portal, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * kin_person_probe_clinic_async:
 * @clinic: with an address, of which nobody said how a record comes from there, or with a number
 *
 * Asks the clinic's service whether one can sign in there, or whether it gives the number by
 * itself. Nothing about the person is sent.
 */
void
kin_person_probe_clinic_async (KinPerson           *self,
                               KinClinic           *clinic,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (KIN_IS_PERSON (self));
  g_return_if_fail (kin_clinic_get_address (clinic) != NULL);

  g_task_set_source_tag (task, kin_person_probe_clinic_async);
  g_task_set_task_data (task, g_object_ref (clinic), g_object_unref);
  kin_portal_discover_async (kin_person_get_http (self), kin_clinic_get_address (clinic),
                             cancellable, discover_cb, g_object_ref (task));
}

/**
 * kin_person_probe_clinic_finish:
 * @error: why nothing can be said: the clinic refused, could not be reached, or there is none at an
 *   address that was typed
 *
 * Returns: (transfer full): the clinic, with the way that it offers
 */
KinClinic *
kin_person_probe_clinic_finish (KinPerson     *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Trying a number goes service → page where one would sign in. */

static void
tried_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  kin_task_return_done (task, kin_login_try_finish (result, &error), &error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  KinClinic *clinic = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (KinPortal) portal = kin_portal_discover_finish (result, &error);
  g_auto (GStrv) types = NULL;

  if (portal == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  types = kin_sync_topic_dup_types (portal);
  kin_login_try_async (kin_person_get_http (g_task_get_source_object (task)), portal,
                       kin_clinic_get_client_id (clinic), kin_clinic_get_redirect (clinic),
                       (const char * const *) types, g_task_get_cancellable (task), tried_cb,
                       g_object_ref (task));
}

/**
 * kin_person_try_number_async:
 * @clinic: with an address, and the number that Kinchart has there
 *
 * Asks the clinic's service whether it knows the number, as far as can be told before anybody signs
 * in. Nothing about the person is sent.
 */
void
kin_person_try_number_async (KinPerson           *self,
                             KinClinic           *clinic,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *base = NULL;
  GError *error = NULL;

  g_return_if_fail (KIN_IS_PERSON (self));
  g_return_if_fail (kin_clinic_get_address (clinic) != NULL);

  g_task_set_source_tag (task, kin_person_try_number_async);
  g_task_set_task_data (task, g_object_ref (clinic), g_object_unref);
  base = kin_portal_check_base (kin_clinic_get_address (clinic), &error);
  if (base == NULL)
    g_task_return_error (task, error);
  else
    kin_portal_discover_async (kin_person_get_http (self), base, cancellable, found_cb,
                               g_object_ref (task));
}

/**
 * kin_person_try_number_finish:
 *
 * Returns: whether nothing speaks against the number
 */
gboolean
kin_person_try_number_finish (KinPerson     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
