/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-login-patient"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-http-private.h"
#include "kin-id-token-private.h"
#include "kin-login-patient-private.h"
#include "kin-origin-private.h"
#include "kin-portal-private.h"
#include "kin-token-private.h"

/* Finding out whose record a fresh grant opens. */
typedef struct
{
  KinHttp *http;
  KinPortal *portal;
  KinGrant *grant;
  char *client_id;
  KinSecret *nonce;
  char *fhir_user;           /* from an id_token that was checked */
} Search;

/* An id_token with what it is checked against, for a thread. */
typedef struct
{
  KinSecret *token;
  KinSecret *nonce;
  GBytes *keys;
  char *issuer;
  char *client_id;
} IdCheck;

static void
search_free (Search *search)
{
  g_object_unref (search->http);
  g_object_unref (search->portal);
  kin_grant_unref (search->grant);
  kin_secret_unref (search->nonce);
  g_free (search->client_id);
  g_free (search->fhir_user);
  g_free (search);
}

static void
id_check_free (IdCheck *check)
{
  kin_secret_unref (check->token);
  kin_secret_unref (check->nonce);
  g_clear_pointer (&check->keys, g_bytes_unref);
  g_free (check->issuer);
  g_free (check->client_id);
  g_free (check);
}

/* The portal gave a Patient with the sign-in, or the token names one. */
static void
search_end (GTask      *task,
            const char *patient)
{
  Search *search = g_task_get_task_data (task);

  g_task_return_pointer (task, kin_grant_with_user (search->grant, search->fhir_user, patient),
                         (GDestroyNotify) kin_grant_unref);
}

/* The one Patient that the token can see, or none. */
static char *
find_only_patient (GBytes *body)
{
  g_autoptr (KinBundle) bundle = kin_bundle_new (body, NULL);
  const char *id = NULL;

  if (bundle == NULL)
    return NULL;
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      if (!g_str_equal (kin_bundle_get_type_at (bundle, i), "Patient"))
        continue;
      if (id != NULL || !kin_token_is_id (kin_bundle_get_id_at (bundle, i)))
        return NULL;
      id = kin_bundle_get_id_at (bundle, i);
    }
  return g_strdup (id);
}

static void
patient_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *patient = NULL;
  GError *error = NULL;
  g_autoptr (KinReply) reply = kin_http_send_finish (KIN_HTTP (object), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (reply->status == 200)
    patient = find_only_patient (reply->body);
  if (patient == NULL)
    g_task_return_new_error (task, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NO_PATIENT,
                             "the portal does not say whose record it opened");
  else
    search_end (task, patient);
}

/* Some portals open a record without saying whose (portal-quirks 26). */
static void
ask_for_patient (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  GUri *base = kin_portal_get_base_uri (search->portal);
  g_autoptr (GUri) uri = kin_origin_resolve (base, "Patient", NULL);
  g_autoptr (KinRequest) request = kin_request_new (uri, "application/fhir+json",
                                                    KIN_CAP_DISCOVERY);

  request->wants_json = TRUE;
  kin_request_set_bearer (request, base, kin_grant_get_access_token (search->grant));
  kin_http_send_async (search->http, request, g_task_get_cancellable (task), patient_cb,
                       g_object_ref (task));
}

static void
take_user (GTask *task,
           char  *fhir_user)
{
  Search *search = g_task_get_task_data (task);

  search->fhir_user = fhir_user;
  if (kin_grant_get_patient (search->grant) != NULL)
    search_end (task, NULL);
  else if (fhir_user != NULL && g_str_has_prefix (fhir_user, "Patient/"))
    search_end (task, fhir_user + strlen ("Patient/"));
  else
    ask_for_patient (task);
}

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  IdCheck *check = task_data;
  KinIdTokenRule rule = { check->issuer, check->client_id, kin_secret_get_text (check->nonce),
                          g_get_real_time () / G_USEC_PER_SEC };
  GError *error = NULL;
  char *fhir_user = NULL;

  if (kin_id_token_check (kin_secret_get_text (check->token), check->keys, &rule, &fhir_user,
                          &error))
    g_task_return_pointer (task, fhir_user, g_free);
  else
    g_task_return_error (task, error);
}

/* A token that fails is not used at all: no label from it. Where it would have
 * to say whose record this is, the sign-in ends (architecture 8). */
static void
check_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  char *fhir_user = g_task_propagate_pointer (G_TASK (result), &error);

  if (error == NULL)
    take_user (task, fhir_user);
  else if (kin_grant_get_patient (search->grant) != NULL)
    {
      g_error_free (error);
      search_end (task, NULL);
    }
  else
    g_task_return_error (task, error);
}

static void
keys_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GTask) child = NULL;
  g_autoptr (KinReply) reply = NULL;
  IdCheck *check;

  reply = kin_http_send_finish (KIN_HTTP (object), result, NULL);
  child = g_task_new (NULL, g_task_get_cancellable (task), check_cb, g_object_ref (task));
  check = g_new0 (IdCheck, 1);
  check->token = kin_secret_ref (kin_grant_get_id_token (search->grant));
  check->nonce = kin_secret_ref (search->nonce);
  check->keys = reply != NULL && reply->status == 200 ? g_bytes_ref (reply->body)
                                                      : g_bytes_new_static ("{}", 2);
  check->issuer = g_strdup (kin_portal_get_issuer (search->portal));
  check->client_id = g_strdup (search->client_id);
  g_task_set_task_data (child, check, (GDestroyNotify) id_check_free);
  g_task_run_in_thread (child, check_in_thread);
}

/* Without keys or an issuer nothing can be proven, so nothing is taken from it. */
static void
check_id_token (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  GUri *jwks = kin_portal_get_jwks (search->portal);
  g_autoptr (KinRequest) request = NULL;

  if (kin_grant_get_id_token (search->grant) == NULL || jwks == NULL ||
      kin_portal_get_issuer (search->portal) == NULL)
    {
      take_user (task, NULL);
      return;
    }
  request = kin_request_new (jwks, "application/json", KIN_CAP_DISCOVERY);
  kin_http_send_async (search->http, request, g_task_get_cancellable (task), keys_cb,
                       g_object_ref (task));
}

/**
 * kin_login_patient_async:
 * @http: the way onto the network
 * @portal: where the sign-in was
 * @grant: what was granted
 * @client_id: who this app is there
 * @nonce: what an id_token has to repeat
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known, or cannot be
 * @user_data: for @callback
 *
 * Finds out whose record @grant opens: the portal said so with the token
 * (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html), or the
 * id_token names a Patient, or there is only one to see.
 */
void
kin_login_patient_async (KinHttp             *http,
                         KinPortal           *portal,
                         KinGrant            *grant,
                         const char          *client_id,
                         KinSecret           *nonce,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->http = g_object_ref (http);
  search->portal = g_object_ref (portal);
  search->grant = kin_grant_ref (grant);
  search->client_id = g_strdup (client_id);
  search->nonce = kin_secret_ref (nonce);

  g_task_set_source_tag (task, kin_login_patient_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  check_id_token (task);
}

/**
 * kin_login_patient_finish:
 * @result: the result
 * @error: %KIN_PORTAL_ERROR_NO_PATIENT, or what was wrong with the id_token
 *
 * Returns: (transfer full): the grant, now for one patient
 */
KinGrant *
kin_login_patient_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
