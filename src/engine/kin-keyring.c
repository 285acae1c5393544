/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keyring"

#include "config.h"

#include "kin-engine-error.h"
#include "kin-keyring-private.h"
#include "kin-keyring.h"

/**
 * KinKeyring:
 *
 * The password store of the desktop, through the Secret Service.
 *
 * It says apart what libsecret's short calls do not: an item that is missing, a keyring that
 * is locked, a session without a service, and a service that fails. Nothing here ever makes a
 * key; that is for the one place that knows whether files exist.
 */
struct _KinKeyring
{
  GObject     parent_instance;

  GMutex      held_lock;
  GHashTable *held;                /* "kind set key-id" → KinSecret, while the program runs */
  KinKeyringSession *session;      /* open, and nobody is in it just now; atomic */
};

G_DEFINE_FINAL_TYPE (KinKeyring, kin_keyring, G_TYPE_OBJECT)

/* One question to the service. It runs on a thread of its own, because unlocking may wait for as
 * long as a person thinks. */
typedef gboolean (* RequestFunc) (KinKeyringQuestion  *question,
                                  SecretService       *service,
                                  GCancellable        *cancellable,
                                  GError             **error);

typedef struct
{
  RequestFunc         run;
  KinKeyringQuestion *question;
} Request;

static void
request_free (Request *request)
{
  kin_keyring_question_free (request->question);
  g_free (request);
}

/* Where a question ends leaves a session open for the next. */
static KinKeyringSession *
swap_session (KinKeyring        *self,
              KinKeyringSession *session)
{
  return g_atomic_pointer_exchange (&self->session, session);
}

static gboolean
is_trouble (const GError *error)
{
  return !g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING) &&
         !g_error_matches (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_LOCKED);
}

/* Returns: (transfer full) (nullable): a session that is entered: one that was left open, or a new
 *   one where its service has been started anew since then. */
static KinKeyringSession *
enter (KinKeyring    *self,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (KinKeyringSession) session = swap_session (self, NULL);

  if (session != NULL && kin_keyring_session_enter (session))
    return g_steal_pointer (&session);

  return kin_keyring_session_new (cancellable, error);
}

static gboolean
run_once (KinKeyring    *self,
          Request       *request,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autoptr (KinKeyringSession) session = enter (self, cancellable, error);
  g_autoptr (GError) local = NULL;
  gboolean done;

  if (session == NULL)
    return FALSE;

  done = request->run (request->question, kin_keyring_session_get_service (session), cancellable,
                       &local);
  kin_keyring_session_leave (session);
  if (done || !is_trouble (local))
    session = swap_session (self, g_steal_pointer (&session));
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  return done;
}

/* A service that dies in the middle of a call may have been started again by the bus: the question
 * is put once more, to a new one. Each of them may be put twice. */
static gboolean
run_twice_if_needed (KinKeyring    *self,
                     Request       *request,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (KinSecret) wanted = NULL;
  g_autoptr (GError) local = NULL;

  if (request->question->secret != NULL)
    wanted = kin_secret_ref (request->question->secret);

  if (run_once (self, request, cancellable, &local))
    return TRUE;

  if (!g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED) &&
      !g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_clear_pointer (&request->question->secret, kin_secret_unref);
  request->question->secret = g_steal_pointer (&wanted);
  return run_once (self, request, cancellable, error);
}

static void
request_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  Request *request = task_data;

  if (run_twice_if_needed (source_object, request, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&request->question->secret),
                           (GDestroyNotify) kin_secret_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (KinKeyring          *self,
     RequestFunc          run,
     gpointer             source_tag,
     const char          *kind,
     const char          *set,
     const char          *key_id,
     KinSecret           *secret,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->run = run;
  request->question = kin_keyring_question_new (kind, set, key_id, secret);
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, request_thread);
}

static char *
make_name (const char *kind,
           const char *set,
           const char *key_id)
{
  return g_strjoin (" ", kind, set, key_id, NULL);
}

/* Returns: (transfer full) (nullable): what is only in memory */
static KinSecret *
dup_held (KinKeyring *self,
          const char *kind,
          const char *set,
          const char *key_id)
{
  g_autofree char *name = make_name (kind, set, key_id);
  g_autoptr (GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new (&self->held_lock);
  KinSecret *secret = g_hash_table_lookup (self->held, name);

  return secret != NULL ? kin_secret_ref (secret) : NULL;
}

static gboolean
is_of_set (gpointer name,
           gpointer secret,
           gpointer set)
{
  g_auto (GStrv) words = g_strsplit (name, " ", 3);

  return g_strcmp0 (words[1], set) == 0;
}

static void
kin_keyring_finalize (GObject *object)
{
  KinKeyring *self = KIN_KEYRING (object);

  g_hash_table_unref (self->held);
  g_mutex_clear (&self->held_lock);
  g_clear_pointer (&self->session, kin_keyring_session_free);

  G_OBJECT_CLASS (kin_keyring_parent_class)->finalize (object);
}

static void
kin_keyring_class_init (KinKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_keyring_finalize;
}

static void
kin_keyring_init (KinKeyring *self)
{
  g_mutex_init (&self->held_lock);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) kin_secret_unref);
}

/**
 * kin_keyring_new:
 *
 * Returns: (transfer full): a way to the password store; nothing is asked yet
 */
KinKeyring *
kin_keyring_new (void)
{
  return g_object_new (KIN_TYPE_KEYRING, NULL);
}

/**
 * kin_keyring_hold:
 * @secret: as it would be stored
 *
 * Answers from memory for one secret, as long as this object lives: for a key that a person
 * brought, where no keyring can keep it.
 */
void
kin_keyring_hold (KinKeyring *self,
                  const char *kind,
                  const char *set,
                  const char *key_id,
                  KinSecret  *secret)
{
  g_autoptr (GMutexLocker) lock G_GNUC_UNUSED = NULL;

  g_return_if_fail (KIN_IS_KEYRING (self));
  g_return_if_fail (secret != NULL);

  lock = g_mutex_locker_new (&self->held_lock);
  g_hash_table_replace (self->held, make_name (kind, set, key_id), kin_secret_ref (secret));
}

/**
 * kin_keyring_is_holding:
 *
 * Returns: whether there is a secret that is gone when the program ends
 */
gboolean
kin_keyring_is_holding (KinKeyring *self)
{
  g_autoptr (GMutexLocker) lock G_GNUC_UNUSED = NULL;

  g_return_val_if_fail (KIN_IS_KEYRING (self), FALSE);

  lock = g_mutex_locker_new (&self->held_lock);

  return g_hash_table_size (self->held) > 0;
}

/**
 * kin_keyring_look_async:
 *
 * Finds out whether all that this program keeps can be read, and more can be stored. Shows no
 * dialog and unlocks nothing: for what nobody waits for.
 */
void
kin_keyring_look_async (KinKeyring          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (KIN_IS_KEYRING (self));

  ask (self, kin_keyring_service_look, kin_keyring_look_async, NULL, NULL, NULL, NULL,
       cancellable, callback, user_data);
}

/**
 * kin_keyring_look_finish:
 * @error: %KIN_ENGINE_ERROR_KEYRING_LOCKED or %KIN_ENGINE_ERROR_KEYRING_NO_SERVICE
 *
 * Returns: whether it can
 */
gboolean
kin_keyring_look_finish (KinKeyring    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * kin_keyring_lookup_async:
 * @kind: what it opens, e.g. %KIN_KEYRING_RECORD_KEY
 * @set: the random id of the set of files it belongs to
 * @key_id: the random id of the key or connection
 *
 * Finds one secret. May show the desktop's dialog to unlock.
 */
void
kin_keyring_lookup_async (KinKeyring          *self,
                          const char          *kind,
                          const char          *set,
                          const char          *key_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (KinSecret) held = NULL;

  g_return_if_fail (KIN_IS_KEYRING (self));

  held = dup_held (self, kind, set, key_id);
  if (held != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

      g_task_set_source_tag (task, kin_keyring_lookup_async);
      g_task_return_pointer (task, g_steal_pointer (&held), (GDestroyNotify) kin_secret_unref);
      return;
    }

  ask (self, kin_keyring_service_lookup, kin_keyring_lookup_async, kind, set, key_id, NULL,
       cancellable, callback, user_data);
}

/**
 * kin_keyring_lookup:
 *
 * As kin_keyring_lookup_async(), for a thread that may wait for as long as a person thinks.
 *
 * Returns: (transfer full): the secret text, or an error as of kin_keyring_lookup_finish()
 */
KinSecret *
kin_keyring_lookup (KinKeyring    *self,
                    const char    *kind,
                    const char    *set,
                    const char    *key_id,
                    GCancellable  *cancellable,
                    GError       **error)
{
  Request request = { kin_keyring_service_lookup, NULL };
  KinSecret *secret;

  g_return_val_if_fail (KIN_IS_KEYRING (self), NULL);

  secret = dup_held (self, kind, set, key_id);
  if (secret != NULL)
    return secret;

  request.question = kin_keyring_question_new (kind, set, key_id, NULL);
  if (run_twice_if_needed (self, &request, cancellable, error))
    secret = g_steal_pointer (&request.question->secret);
  kin_keyring_question_free (request.question);

  return secret;
}

/**
 * kin_keyring_lookup_finish:
 * @error: %KIN_ENGINE_ERROR_KEYRING_MISSING only when every keyring is open and none has it,
 *   or, of what is no key, those are open that have the rest of the set;
 *   %KIN_ENGINE_ERROR_KEYRING_LOCKED, %KIN_ENGINE_ERROR_KEYRING_NO_SERVICE or
 *   %KIN_ENGINE_ERROR_KEYRING_FAILED otherwise
 *
 * Returns: (transfer full): the secret text
 */
KinSecret *
kin_keyring_lookup_finish (KinKeyring    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * kin_keyring_store_async:
 * @secret: text without zero bytes; keys go in as hexadecimal
 *
 * Stores one secret in the default keyring, in place of an earlier one under the same ids,
 * and reads it back.
 */
void
kin_keyring_store_async (KinKeyring          *self,
                         const char          *kind,
                         const char          *set,
                         const char          *key_id,
                         KinSecret           *secret,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (KIN_IS_KEYRING (self));
  g_return_if_fail (secret != NULL);

  ask (self, kin_keyring_service_store, kin_keyring_store_async, kind, set, key_id, secret,
       cancellable, callback, user_data);
}

/**
 * kin_keyring_store_finish:
 * @error: as of kin_keyring_lookup_finish(), or %KIN_ENGINE_ERROR_KEYRING_NONE where no keyring was
 *   made yet and the person sent the dialog away that would have made one
 *
 * Returns: %TRUE when the secret is stored and was read back
 */
gboolean
kin_keyring_store_finish (KinKeyring    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_autoptr (KinSecret) secret = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  secret = g_task_propagate_pointer (G_TASK (result), error);
  return secret != NULL;
}

/**
 * kin_keyring_remove_async:
 *
 * Removes one secret. One that is not there counts as removed.
 */
void
kin_keyring_remove_async (KinKeyring          *self,
                          const char          *kind,
                          const char          *set,
                          const char          *key_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autofree char *name = make_name (kind, set, key_id);

  g_return_if_fail (KIN_IS_KEYRING (self));

  g_mutex_lock (&self->held_lock);
  g_hash_table_remove (self->held, name);
  g_mutex_unlock (&self->held_lock);
  ask (self, kin_keyring_service_remove, kin_keyring_remove_async, kind, set, key_id, NULL,
       cancellable, callback, user_data);
}

/**
 * kin_keyring_remove_finish:
 *
 * Returns: %TRUE when no such secret is left
 */
gboolean
kin_keyring_remove_finish (KinKeyring    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * kin_keyring_remove_set_async:
 * @set: the random id of a set of files
 *
 * Removes every secret of that set: afterwards nothing opens its files any more. May show the
 * desktop's dialog to unlock. Finished with kin_keyring_remove_finish().
 */
void
kin_keyring_remove_set_async (KinKeyring          *self,
                              const char          *set,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (KIN_IS_KEYRING (self));
  g_return_if_fail (set != NULL && *set != '\0');

  g_mutex_lock (&self->held_lock);
  g_hash_table_foreach_remove (self->held, is_of_set, (gpointer) set);
  g_mutex_unlock (&self->held_lock);
  ask (self, kin_keyring_service_remove_set, kin_keyring_remove_set_async, NULL, set, NULL, NULL,
       cancellable, callback, user_data);
}
