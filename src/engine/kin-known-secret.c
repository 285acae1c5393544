/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-known-secret"

#include "config.h"

#include "kin-client-key.h"
#include "kin-connection-private.h"
#include "kin-keyring-credentials.h"
#include "kin-known-secret-private.h"
#include "kin-person-private.h"
#include "kin-set-ups-private.h"

/* Who signs in again does not type the secret again, nor does who signs in where somebody of this
 * family has a number: it is in the keyring. */
typedef struct
{
  KinPerson  *person;
  KinPortal  *portal;
  char       *client_id;
  GList      *places;              /* of KinCredentials, best first */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->person);
  g_object_unref (search->portal);
  g_free (search->client_id);
  g_clear_list (&search->places, g_object_unref);
  g_free (search);
}

static void look (GTask *task);

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  KinSecret *secret = kin_credentials_load_finish (KIN_CREDENTIALS (source), result, &error);

  /* A key is of use only where keys are taken. */
  if (kin_client_key_is (secret) && kin_portal_get_key_algorithm (search->portal) == NULL)
    g_clear_pointer (&secret, kin_secret_unref);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) kin_secret_unref);
  else
    look (task);
}

static void
look (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (KinCredentials) place = NULL;

  if (search->places == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  place = search->places->data;
  search->places = g_list_delete_link (search->places, search->places);
  kin_credentials_load_async (place, KIN_CREDENTIAL_CLIENT_SECRET, g_task_get_cancellable (task),
                              load_cb, g_object_ref (task));
}

/* Whether it is signed in to this portal under the same number, and at the same servers: a secret
 * goes to no others. */
static gboolean
has_same_set_up (Search        *search,
                 KinConnection *connection)
{
  const KinConnectionNote *note = kin_connection_get_note (connection);

  return kin_connection_get_is_portal (connection) &&
         !kin_connection_state_is_over (kin_connection_get_state (connection)) &&
         g_strcmp0 (note->base, kin_portal_get_base (search->portal)) == 0 &&
         g_strcmp0 (note->client_id, search->client_id) == 0 && note->issuer != NULL &&
         kin_portal_check_pin (search->portal, note->issuer, NULL);
}

/* Whose number it is was not noted for connections that are older than that: then it is looked for
 * among the numbers that were typed at this place. */
static KinCredentials *
dup_of_number (Search     *search,
               const char *vendor)
{
  KinSetUps *set_ups = kin_person_get_set_ups (search->person);
  GListModel *connections = G_LIST_MODEL (search->person);

  if (vendor != NULL)
    return kin_set_ups_dup_credentials (set_ups, vendor, search->client_id);

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (connections, i);

      if (has_same_set_up (search, connection))
        return kin_set_ups_dup_credentials_at (set_ups, kin_portal_get_base (search->portal),
                                               search->client_id);
    }

  return NULL;
}

/* A connection keeps the secret that it was made with, and only while it lasts; what belongs to the
 * number may be newer. */
static void
find_places (Search     *search,
             const char *vendor)
{
  GListModel *connections = G_LIST_MODEL (search->person);
  KinCredentials *of_number = dup_of_number (search, vendor);

  if (of_number != NULL)
    search->places = g_list_append (search->places, of_number);
  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (connections, i);

      if (has_same_set_up (search, connection))
        search->places = g_list_append (search->places, kin_keyring_credentials_new (
          kin_person_get_keyring (search->person), kin_person_get_id (search->person),
          kin_connection_get_id (connection)));
    }
}

/**
 * kin_known_secret_find_async:
 * @portal: where somebody is about to sign in
 * @vendor: (nullable): who made it, as kin_vendor_dup_key() says
 * @client_id: the number of Kinchart there
 *
 * Finds what Kinchart proves itself with under that number.
 */
void
kin_known_secret_find_async (KinPerson           *person,
                             KinPortal           *portal,
                             const char          *vendor,
                             const char          *client_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->person = g_object_ref (person);
  search->portal = g_object_ref (portal);
  search->client_id = g_strdup (client_id);
  find_places (search, vendor);
  g_task_set_source_tag (task, kin_known_secret_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  look (task);
}

/**
 * kin_known_secret_find_finish:
 * @error: when the keyring cannot be read
 *
 * Returns: (transfer full) (nullable): a secret or a key; %NULL without an error when none is known
 */
KinSecret *
kin_known_secret_find_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
