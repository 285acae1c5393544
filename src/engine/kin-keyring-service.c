/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-keyring-service"

#include "config.h"

#include <string.h>

#include "kin-crash-point.h"
#include "kin-engine-error.h"
#include "kin-keyring-private.h"

/* Attributes and label are readable while the keyring is locked: they hold random ids and
 * nothing about a person or a portal. */
#define ITEM_LABEL "Kinchart"
#define APP_NAME "kinchart"

/* Where the service shows the keyring that new items go into. */
#define DEFAULT_PATH "/org/freedesktop/secrets/aliases/default"

/* In an answer to SearchItems. */
enum { OPEN, LOCKED };

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
 * kin_keyring_question_new:
 * @kind: (nullable): %NULL for all that there is of @set
 * @set: (nullable): %NULL for all that this program keeps
 * @secret: (nullable): what is to be stored
 *
 * Returns: (transfer full): what is asked
 */
KinKeyringQuestion *
kin_keyring_question_new (const char *kind,
                          const char *set,
                          const char *key_id,
                          KinSecret  *secret)
{
  KinKeyringQuestion *self = g_new0 (KinKeyringQuestion, 1);

  self->secret = secret != NULL ? kin_secret_ref (secret) : NULL;
  if (kind != NULL)
    self->attributes = secret_attributes_build (&schema, "app", APP_NAME, "set", set, "kind", kind,
                                                "key-id", key_id, NULL);
  else if (set != NULL)
    self->attributes = secret_attributes_build (&schema, "app", APP_NAME, "set", set, NULL);
  else
    self->attributes = secret_attributes_build (&schema, "app", APP_NAME, NULL);

  return self;
}

void
kin_keyring_question_free (KinKeyringQuestion *self)
{
  g_hash_table_unref (self->attributes);
  g_clear_pointer (&self->secret, kin_secret_unref);
  g_free (self);
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

  if (g_error_matches (source, G_IO_ERROR, G_IO_ERROR_CANCELLED))
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

/**
 * kin_keyring_service_connect:
 *
 * Returns: (transfer full): the password store of this session
 */
SecretService *
kin_keyring_service_connect (GCancellable  *cancellable,
                             GError       **error)
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

/* The question itself: through libsecret every item and keyring that it finds is loaded, watched
 * and let go, seven calls for each. */
static GVariant *
call (SecretService       *service,
      const char          *path,
      const char          *interface,
      const char          *method,
      GVariant            *arguments,
      const GVariantType  *reply,
      GCancellable        *cancellable,
      GError             **error)
{
  GDBusProxy *proxy = G_DBUS_PROXY (service);

  return g_dbus_connection_call_sync (g_dbus_proxy_get_connection (proxy),
                                      g_dbus_proxy_get_name (proxy), path, interface, method,
                                      arguments, reply, G_DBUS_CALL_FLAGS_NONE, -1, cancellable,
                                      error);
}

/* As it is now: what a proxy remembers may be older than the last question. */
static GVariant *
ask_property (SecretService      *service,
              const char         *path,
              const char         *interface,
              const char         *name,
              const GVariantType *type,
              GCancellable       *cancellable)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) value = NULL;

  reply = call (service, path, "org.freedesktop.DBus.Properties", "Get",
                g_variant_new ("(ss)", interface, name), G_VARIANT_TYPE ("(v)"), cancellable,
                NULL);
  if (reply == NULL)
    return NULL;

  g_variant_get (reply, "(v)", &value);
  return g_variant_is_of_type (value, type) ? g_steal_pointer (&value) : NULL;
}

/* A keyring that does not say counts as locked: it may have the key. */
static gboolean
is_locked (SecretService *service,
           const char    *collection,
           GCancellable  *cancellable)
{
  g_autoptr (GVariant) locked = ask_property (service, collection,
                                              "org.freedesktop.Secret.Collection", "Locked",
                                              G_VARIANT_TYPE_BOOLEAN, cancellable);

  return locked == NULL || g_variant_get_boolean (locked);
}

static gboolean
any_collection_locked (SecretService *service,
                       GCancellable  *cancellable)
{
  g_autoptr (GVariant) paths
      = ask_property (service, g_dbus_proxy_get_object_path (G_DBUS_PROXY (service)),
                      "org.freedesktop.Secret.Service", "Collections",
                      G_VARIANT_TYPE_OBJECT_PATH_ARRAY, cancellable);
  GVariantIter iter;
  const char *path;

  if (paths == NULL)
    return TRUE;

  g_variant_iter_init (&iter, paths);
  while (g_variant_iter_next (&iter, "&o", &path))
    if (is_locked (service, path, cancellable))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full): the paths of what has @attributes, open and locked, "(aoao)" (Secret
 * Service API, SearchItems) */
static GVariant *
find_items (SecretService  *service,
            GHashTable     *attributes,
            GCancellable   *cancellable,
            GError        **error)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer name, value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", "xdg:schema", schema.name);
  g_hash_table_iter_init (&iter, attributes);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_variant_builder_add (&builder, "{ss}", name, value);

  return call (service, g_dbus_proxy_get_object_path (G_DBUS_PROXY (service)),
               "org.freedesktop.Secret.Service", "SearchItems",
               g_variant_new ("(a{ss})", &builder), G_VARIANT_TYPE ("(aoao)"), cancellable, error);
}

static gsize
count (GVariant *items,
       gsize     which)
{
  g_autoptr (GVariant) paths = g_variant_get_child_value (items, which);

  return g_variant_n_children (paths);
}

/* Whether what has @attributes may lie in a keyring that is locked. A strange keyring matters only
 * where nothing of ours was found: it may be in there. */
static gboolean
may_be_locked (SecretService  *service,
               GHashTable     *attributes,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) items = find_items (service, attributes, cancellable, &local);

  if (items == NULL)
    {
      propagate (error, g_steal_pointer (&local), "look");
      return TRUE;
    }

  return count (items, LOCKED) > 0 ||
         (count (items, OPEN) == 0 && any_collection_locked (service, cancellable));
}

/* What lies beside what is asked for. Nothing stands for the key itself: it must not be taken for
 * lost while any keyring is locked. */
static GHashTable *
find_rest (KinKeyringQuestion *question)
{
  const char *kind = g_hash_table_lookup (question->attributes, "kind");

  if (g_strcmp0 (kind, KIN_KEYRING_RECORD_KEY) == 0)
    return g_hash_table_ref (question->attributes);

  return secret_attributes_build (&schema, "app", APP_NAME, "set",
                                  g_hash_table_lookup (question->attributes, "set"), NULL);
}

/* May show a dialog. */
static void
unlock_items (SecretService  *service,
              GHashTable     *attributes,
              GCancellable   *cancellable,
              GError        **error)
{
  GList *items = secret_service_search_sync (service, &schema, attributes,
                                             SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, cancellable,
                                             error);

  g_list_free_full (items, g_object_unref);
}

/* What is open is enough; only then it is asked to unlock. Returns: the items as then. */
static GVariant *
find_open_items (SecretService  *service,
                 GHashTable     *attributes,
                 GCancellable   *cancellable,
                 GError        **error)
{
  GVariant *items = find_items (service, attributes, cancellable, error);

  if (items == NULL || count (items, OPEN) > 0 || count (items, LOCKED) == 0)
    return items;

  /* Whatever becomes of it shows in what is open then. */
  g_variant_unref (items);
  unlock_items (service, attributes, cancellable, NULL);
  return find_items (service, attributes, cancellable, error);
}

/* The question is put here, because libsecret leaves every answer to its own behind. */
static KinSecret *
load (SecretService  *service,
      const char     *item,
      GCancellable   *cancellable,
      GError        **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) secret = NULL;
  g_autoptr (SecretValue) value = NULL;
  const char *data;
  gsize length;

  reply = call (service, item, "org.freedesktop.Secret.Item", "GetSecret",
                g_variant_new ("(o)", secret_service_get_session_dbus_path (service)),
                G_VARIANT_TYPE ("((oayays))"), cancellable, error);
  if (reply == NULL)
    return NULL;

  secret = g_variant_get_child_value (reply, 0);
  value = secret_service_decode_dbus_secret (service, secret);
  if (value == NULL)
    {
      g_set_error_literal (error, SECRET_ERROR, SECRET_ERROR_PROTOCOL, "It cannot be read");
      return NULL;
    }

  data = secret_value_get (value, &length);
  return kin_secret_new (data, length);
}

/* The first of @items that is open and can be read; NULL without an error where none is open. */
static KinSecret *
load_first (SecretService  *service,
            GVariant       *items,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GVariant) open = g_variant_get_child_value (items, OPEN);
  KinSecret *secret = NULL;

  for (gsize i = 0; secret == NULL && i < g_variant_n_children (open); i++)
    {
      const char *item;

      g_clear_error (error);
      g_variant_get_child (open, i, "&o", &item);
      secret = load (service, item, cancellable, error);
    }

  return secret;
}

/* When nothing is found, in every keyring, a locked one is never taken for an empty one. */
gboolean
kin_keyring_service_lookup (KinKeyringQuestion  *question,
                            SecretService       *service,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_autoptr (GHashTable) rest = find_rest (question);
  g_autoptr (GVariant) items = NULL;
  g_autoptr (GError) local = NULL;
  gboolean locked;

  items = find_open_items (service, question->attributes, cancellable, &local);
  if (items != NULL)
    question->secret = load_first (service, items, cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "search");
      return FALSE;
    }
  if (question->secret != NULL)
    return TRUE;

  locked = may_be_locked (service, rest, cancellable, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (locked)
    set_locked (error, "search");
  else
    g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_MISSING,
                         "Keyring, search: no such item");

  return FALSE;
}

/* Where what is stored goes. NULL without an error: there is no keyring yet. */
static SecretCollection *
find_default (SecretService *service,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GError) local = NULL;
  SecretCollection *collection;

  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, cancellable, &local);
  if (local != NULL)
    propagate (error, g_steal_pointer (&local), "find the default keyring");

  return collection;
}

/* All that we keep can be read, and the default keyring, which new tokens go into, is open. */
gboolean
kin_keyring_service_look (KinKeyringQuestion  *question,
                          SecretService       *service,
                          GCancellable        *cancellable,
                          GError             **error)
{
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) local = NULL;
  gboolean locked = may_be_locked (service, question->attributes, cancellable, &local);

  if (local == NULL)
    collection = find_default (service, cancellable, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (locked || (collection != NULL && secret_collection_get_locked (collection)))
    set_locked (error, "look");
  else
    return TRUE;

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

  if (!is_locked (service, DEFAULT_PATH, cancellable))
    return TRUE;

  collection = find_default (service, cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (collection == NULL)
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

/* Also after a dialog that would have made one. */
static gboolean
is_no_keyring (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
         g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT);
}

static void
propagate_not_stored (GError **target,
                      GError  *source)
{
  if (source == NULL)
    set_locked (target, "store");
  else if (!is_no_keyring (source))
    propagate (target, source, "store");
  else
    {
      g_set_error_literal (target, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_NONE,
                           "Keyring, store: there is none");
      g_error_free (source);
    }
}

static void
wipe_and_free (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

gboolean
kin_keyring_service_store (KinKeyringQuestion  *question,
                           SecretService       *service,
                           GCancellable        *cancellable,
                           GError             **error)
{
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (KinSecret) wanted = NULL;
  g_autoptr (GError) local = NULL;

  if (!unlock_default (service, cancellable, error))
    return FALSE;

  value = secret_value_new_full (g_strdup (kin_secret_get_text (question->secret)), -1,
                                 "text/plain", wipe_and_free);
  kin_crash_point ("keyring.before-store");
  if (!secret_service_store_sync (service, &schema, question->attributes,
                                  SECRET_COLLECTION_DEFAULT, ITEM_LABEL, value,
                                  cancellable, &local))
    {
      propagate_not_stored (error, g_steal_pointer (&local));
      return FALSE;
    }

  kin_crash_point ("keyring.stored");
  /* What was stored is read back before anyone builds on it. */
  wanted = g_steal_pointer (&question->secret);
  if (!kin_keyring_service_lookup (question, service, cancellable, error))
    return FALSE;

  if (!kin_secret_equal (wanted, question->secret))
    {
      g_set_error_literal (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_KEYRING_FAILED,
                           "Keyring, store: what was read back differs");
      return FALSE;
    }

  return TRUE;
}

gboolean
kin_keyring_service_remove (KinKeyringQuestion  *question,
                            SecretService       *service,
                            GCancellable        *cancellable,
                            GError             **error)
{
  g_autoptr (GError) local = NULL;

  secret_service_clear_sync (service, &schema, question->attributes, cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "remove");
      return FALSE;
    }

  return TRUE;
}

/* Everything of a set: its keys, and the tokens of its connections. The service removes what is
 * open only, so it is looked once more whether something is left. */
gboolean
kin_keyring_service_remove_set (KinKeyringQuestion  *question,
                                SecretService       *service,
                                GCancellable        *cancellable,
                                GError             **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) left = NULL;

  unlock_items (service, question->attributes, cancellable, &local);
  if (local == NULL)
    secret_service_clear_sync (service, &schema, question->attributes, cancellable, &local);
  if (local == NULL)
    left = find_items (service, question->attributes, cancellable, &local);
  if (local != NULL)
    {
      propagate (error, g_steal_pointer (&local), "remove a set");
      return FALSE;
    }
  if (count (left, OPEN) + count (left, LOCKED) == 0)
    return TRUE;

  set_locked (error, "remove a set");
  return FALSE;
}
