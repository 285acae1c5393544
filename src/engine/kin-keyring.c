/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keyring"

#include "config.h"

#include <string.h>

#include <libsecret/secret.h>

#include "kin-crash-point.h"
#include "kin-engine-error.h"
#include "kin-keyring.h"

/* Attributes and label are readable while the keyring is locked: they hold random ids and
 * nothing about a person or a portal. */
#define ITEM_LABEL "Kinchart"
#define APP_NAME "kinchart"

static const SecretSchema schema = {
  "io.github.kinchart.Kinchart",
  SECRET_SCHEMA_NONE,
  {
    { "app", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "set", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "key-id", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

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

  GHashTable *held;                /* "kind set key-id" → KinSecret, while the program runs */
};

G_DEFINE_FINAL_TYPE (KinKeyring, kin_keyring, G_TYPE_OBJECT)

/* One question to the service. It runs on a thread of its own, with its own main context,
 * because unlocking may wait for as long as a person thinks. */
typedef struct _Request Request;

typedef gboolean (* RequestFunc) (Request       *request,
                                  SecretService *service,
                                  GCancellable  *cancellable,
                                  GError       **error);

struct _Request
{
  RequestFunc  run;
  GHashTable  *attributes;
  KinSecret   *secret;
};

static void
request_free (Request *request)
{
  g_hash_table_unref (request->attributes);
  g_clear_pointer (&request->secret, kin_secret_unref);
  g_free (request);
}

static gboolean
is_no_service (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_EXEC_FAILED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_CHILD_EXITED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_FAILED);
}

/* The words of a service may name items: only where and which kind is passed on. */
static void
propagate (GError    **target,
           GError     *source,
           const char *operation)
{
  KinEngineError code = KIN_ENGINE_ERROR_KEYRING_FAILED;

  if (source->domain == KIN_ENGINE_ERROR ||
      g_error_matches (source, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (target, source);
      return;
    }

  if (is_no_service (source))
    code = KIN_ENGINE_ERROR_KEYRING_NO_SERVICE;
  else if (g_error_matches (source, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = KIN_ENGINE_ERROR_KEYRING_LOCKED;

  g_set_error (target, KIN_ENGINE_ERROR, code, "Keyring, %s: %s %d", operation,
               g_quark_to_string (source->domain), source->code);
  g_error_free (source);
}

static void
set_locked (GError    **error,
            const char *operation)
{
  g_set_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_LOCKED,
               "Keyring, %s: locked", operation);
}

static SecretService *
connect_service (GCancellable *cancellable,
                 GError      **error)
{
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GError) local = NULL;
  SecretService *service;

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, &local);
  if (bus == NULL)
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE,
                             "Keyring, connect: no session bus");
      return NULL;
    }

  /* A session bus that ends must not end a program that is writing. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);

  service = secret_service_open_sync (SECRET_TYPE_SERVICE, NULL,
                                      SECRET_SERVICE_OPEN_SESSION, cancellable, &local);
  if (service == NULL)
    propagate (error, g_steal_pointer (&local), "connect");

  return service;
}

static gboolean
is_locked (SecretService *service,
           const char    *collection,
           GCancellable  *cancellable)
{
  GDBusProxy *proxy = G_DBUS_PROXY (service);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) value = NULL;

  reply = g_dbus_connection_call_sync (g_dbus_proxy_get_connection (proxy),
                                       g_dbus_proxy_get_name (proxy), collection,
                                       "org.freedesktop.DBus.Properties", "Get",
                                       g_variant_new ("(ss)",
                                                      "org.freedesktop.Secret.Collection",
                                                      "Locked"),
                                       G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                       cancellable, NULL);

  /* A keyring that does not say counts as locked: it may have the key. */
  if (reply == NULL)
    return TRUE;

  g_variant_get (reply, "(v)", &value);
  return !g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) || g_variant_get_boolean (value);
}

/* Asked for one by one: loading them through libsecret would load every item of a person. */
static gboolean
any_collection_locked (SecretService *service,
                       GCancellable  *cancellable)
{
  g_autoptr (GVariant) paths = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (service),
                                                                 "Collections");
  GVariantIter iter;
  const char *path;

  if (paths == NULL || !g_variant_is_of_type (paths, G_VARIANT_TYPE ("ao")))
    return TRUE;

  g_variant_iter_init (&iter, paths);
  while (g_variant_iter_next (&iter, "&o", &path))
    if (is_locked (service, path, cancellable))
      return TRUE;

  return FALSE;
}

static KinSecret *
dup_secret (SecretItem *item)
{
  g_autoptr (SecretValue) value = secret_item_get_secret (item);
  const char *data;
  gsize length;

  if (value == NULL)
    return NULL;

  data = secret_value_get (value, &length);
  return kin_secret_new (data, length);
}

/* Asks every keyring, also ones that are not the default, and unlocks (which may show a
 * dialog). When nothing is found, a locked keyring is never taken for an empty one. */
static gboolean
lookup (Request       *request,
        SecretService *service,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GError) local = NULL;
  gboolean locked = FALSE;
  GList *items;

  items = secret_service_search_sync (service, &schema, request->attributes,
                                      SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK |
                                        SECRET_SEARCH_LOAD_SECRETS,
                                      cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "search");
      return FALSE;
    }

  for (GList *l = items; l != NULL && request->secret == NULL; l = l->next)
    {
      request->secret = dup_secret (l->data);
      locked = locked || secret_item_get_locked (l->data);
    }
  g_list_free_full (items, g_object_unref);

  if (request->secret != NULL)
    return TRUE;

  if (locked || any_collection_locked (service, cancellable))
    set_locked (error, "search");
  else
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING,
                         "Keyring, search: no such item");

  return FALSE;
}

static gboolean
look (Request       *request,
      SecretService *service,
      GCancellable  *cancellable,
      GError       **error)
{
  if (!any_collection_locked (service, cancellable))
    return TRUE;

  set_locked (error, "look");
  return FALSE;
}

/* A keyring that stays locked is an answer, not a reason to make another one. */
static gboolean
unlock_default (SecretService *service,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GList) wanted = NULL;

  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "find the default keyring");
      return FALSE;
    }

  if (collection == NULL || !secret_collection_get_locked (collection))
    return TRUE;

  wanted = g_list_prepend (NULL, collection);
  if (secret_service_unlock_sync (service, wanted, cancellable, NULL, &local) > 0)
    return TRUE;

  if (local != NULL)
    propagate (error, g_steal_pointer (&local), "unlock");
  else
    set_locked (error, "unlock");

  return FALSE;
}

static void
wipe_and_free (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static gboolean
store (Request       *request,
       SecretService *service,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (KinSecret) wanted = NULL;
  g_autoptr (GError) local = NULL;

  if (!unlock_default (service, cancellable, error))
    return FALSE;

  value = secret_value_new_full (g_strdup (kin_secret_get_text (request->secret)), -1,
                                 "text/plain", wipe_and_free);
  kin_crash_point ("keyring.before-store");
  if (!secret_service_store_sync (service, &schema, request->attributes,
                                  SECRET_COLLECTION_DEFAULT, ITEM_LABEL, value,
                                  cancellable, &local))
    {
      if (local != NULL)
        propagate (error, g_steal_pointer (&local), "store");
      else
        set_locked (error, "store");
      return FALSE;
    }

  kin_crash_point ("keyring.stored");
  /* What was stored is read back before anyone builds on it. */
  wanted = g_steal_pointer (&request->secret);
  if (!lookup (request, service, cancellable, error))
    return FALSE;

  if (!kin_secret_equal (wanted, request->secret))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED,
                           "Keyring, store: what was read back differs");
      return FALSE;
    }

  return TRUE;
}

static gboolean
remove_item (Request       *request,
             SecretService *service,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GError) local = NULL;

  secret_service_clear_sync (service, &schema, request->attributes, cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "remove");
      return FALSE;
    }

  return TRUE;
}

/* Everything of a set: its keys, and the tokens of its connections. The service removes what is
 * open only, so it is looked once more whether something is left. */
static gboolean
remove_set (Request       *request,
            SecretService *service,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GError) local = NULL;
  GList *left = NULL;

  left = secret_service_search_sync (service, &schema, request->attributes,
                                     SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, cancellable, &local);
  g_list_free_full (g_steal_pointer (&left), g_object_unref);
  if (local == NULL)
    secret_service_clear_sync (service, &schema, request->attributes, cancellable, &local);
  if (local == NULL)
    left = secret_service_search_sync (service, &schema, request->attributes, SECRET_SEARCH_ALL,
                                       cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "remove a set");
      return FALSE;
    }
  if (left == NULL)
    return TRUE;

  g_list_free_full (left, g_object_unref);
  set_locked (error, "remove a set");
  return FALSE;
}

static gboolean
run_once (Request      *request,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (SecretService) service = connect_service (cancellable, error);

  return service != NULL && request->run (request, service, cancellable, error);
}

/* A service that dies in the middle of a call may have been started again by the bus: the
 * question is put once more, to a new one. All three questions may be put twice. */
static gboolean
run_twice_if_needed (Request      *request,
                     GCancellable *cancellable,
                     GError      **error)
{
  g_autoptr (KinSecret) wanted = NULL;
  g_autoptr (GError) local = NULL;

  if (request->secret != NULL)
    wanted = kin_secret_ref (request->secret);

  if (run_once (request, cancellable, &local))
    return TRUE;

  if (!g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED) &&
      !g_error_matches (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_NO_SERVICE))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  g_clear_pointer (&request->secret, kin_secret_unref);
  request->secret = g_steal_pointer (&wanted);
  return run_once (request, cancellable, error);
}

static void
request_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  Request *request = task_data;
  gboolean done;

  g_main_context_push_thread_default (context);
  done = run_twice_if_needed (request, cancellable, &error);

  /* What the bus still has to give back to this context is freed here. */
  while (g_main_context_iteration (context, FALSE))
    continue;
  g_main_context_pop_thread_default (context);

  if (done)
    g_task_return_pointer (task, g_steal_pointer (&request->secret),
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
  request->secret = secret != NULL ? kin_secret_ref (secret) : NULL;
  if (kind != NULL)
    request->attributes = secret_attributes_build (&schema, "app", APP_NAME, "set", set, "kind",
                                                   kind, "key-id", key_id, NULL);
  else
    request->attributes = secret_attributes_build (&schema, "app", APP_NAME, "set", set, NULL);

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
  g_hash_table_unref (KIN_KEYRING (object)->held);

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
  g_return_if_fail (KIN_IS_KEYRING (self));
  g_return_if_fail (secret != NULL);

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
  g_return_val_if_fail (KIN_IS_KEYRING (self), FALSE);

  return g_hash_table_size (self->held) > 0;
}

/**
 * kin_keyring_look_async:
 *
 * Finds out whether every keyring is open. Shows no dialog and unlocks nothing: for what nobody
 * waits for.
 */
void
kin_keyring_look_async (KinKeyring          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (KIN_IS_KEYRING (self));

  ask (self, look, kin_keyring_look_async, NULL, "", NULL, NULL, cancellable, callback, user_data);
}

/**
 * kin_keyring_look_finish:
 * @error: %KIN_ENGINE_ERROR_KEYRING_LOCKED or %KIN_ENGINE_ERROR_KEYRING_NO_SERVICE
 *
 * Returns: whether they are
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
  g_autofree char *name = make_name (kind, set, key_id);
  KinSecret *held;

  g_return_if_fail (KIN_IS_KEYRING (self));

  held = g_hash_table_lookup (self->held, name);
  if (held != NULL)
    {
      g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

      g_task_set_source_tag (task, kin_keyring_lookup_async);
      g_task_return_pointer (task, kin_secret_ref (held), (GDestroyNotify) kin_secret_unref);
      return;
    }

  ask (self, lookup, kin_keyring_lookup_async, kind, set, key_id, NULL, cancellable, callback,
       user_data);
}

/**
 * kin_keyring_lookup_finish:
 * @error: %KIN_ENGINE_ERROR_KEYRING_MISSING only when every keyring is open and none has it;
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

  ask (self, store, kin_keyring_store_async, kind, set, key_id, secret, cancellable, callback,
       user_data);
}

/**
 * kin_keyring_store_finish:
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

  g_hash_table_remove (self->held, name);
  ask (self, remove_item, kin_keyring_remove_async, kind, set, key_id, NULL, cancellable, callback,
       user_data);
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

  g_hash_table_foreach_remove (self->held, is_of_set, (gpointer) set);
  ask (self, remove_set, kin_keyring_remove_set_async, NULL, set, NULL, NULL, cancellable,
       callback, user_data);
}
