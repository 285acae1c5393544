/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <dlfcn.h>
#include <libsecret/secret.h>

#include "bad-keyring.h"
#include "keyring-kit.h"

static BadKeyring kind;
static gint left;               /* how many answers, with the bad one; 0 on a good day */
static gint hit;
static gboolean stays;
static GQuark bad_domain;
static int bad_code;

void
bad_keyring_begin (BadKeyring bad,
                   guint      at,
                   gboolean   for_good,
                   GQuark     domain,
                   int        code)
{
  kind = bad;
  stays = for_good;
  bad_domain = domain;
  bad_code = code;
  g_atomic_int_set (&hit, FALSE);
  g_atomic_int_set (&left, (gint) at);
}

/* Returns: whether there was such an answer. */
gboolean
bad_keyring_end (void)
{
  g_atomic_int_set (&left, 0);
  return g_atomic_int_get (&hit);
}

static gpointer
real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

static gboolean
is_bad (BadKeyring bad)
{
  int now = g_atomic_int_get (&left);

  if (bad != kind || now == 0 || (now > 1 && g_atomic_int_add (&left, -1) > 1))
    return FALSE;

  if (!stays)
    g_atomic_int_set (&left, 0);
  g_atomic_int_set (&hit, TRUE);
  return TRUE;
}

static gboolean
refuses (GError **error)
{
  if (!is_bad (BAD_KEYRING_REFUSES))
    return FALSE;

  if (bad_domain != 0)
    g_set_error_literal (error, bad_domain, bad_code, "An answer that did not come");
  return TRUE;
}

GList *
secret_service_search_sync (SecretService       *service,
                            const SecretSchema  *schema,
                            GHashTable          *attributes,
                            SecretSearchFlags    flags,
                            GCancellable        *cancellable,
                            GError             **error)
{
  GList *(*next) (SecretService *, const SecretSchema *, GHashTable *, SecretSearchFlags,
                  GCancellable *, GError **) = real ("secret_service_search_sync");

  return refuses (error) ? NULL : next (service, schema, attributes, flags, cancellable, error);
}

gboolean
secret_service_store_sync (SecretService       *service,
                           const SecretSchema  *schema,
                           GHashTable          *attributes,
                           const char          *collection,
                           const char          *label,
                           SecretValue         *value,
                           GCancellable        *cancellable,
                           GError             **error)
{
  gboolean (*next) (SecretService *, const SecretSchema *, GHashTable *, const char *,
                    const char *, SecretValue *, GCancellable *, GError **)
    = real ("secret_service_store_sync");

  if (is_bad (BAD_KEYRING_LIES))
    return TRUE;

  return !refuses (error) && next (service, schema, attributes, collection, label, value,
                                   cancellable, error);
}

gboolean
secret_service_clear_sync (SecretService       *service,
                           const SecretSchema  *schema,
                           GHashTable          *attributes,
                           GCancellable        *cancellable,
                           GError             **error)
{
  gboolean (*next) (SecretService *, const SecretSchema *, GHashTable *, GCancellable *, GError **)
    = real ("secret_service_clear_sync");

  if (is_bad (BAD_KEYRING_LIES))
    return TRUE;

  return !refuses (error) && next (service, schema, attributes, cancellable, error);
}

gint
secret_service_unlock_sync (SecretService  *service,
                            GList          *objects,
                            GCancellable   *cancellable,
                            GList         **unlocked,
                            GError        **error)
{
  gint (*next) (SecretService *, GList *, GCancellable *, GList **, GError **)
    = real ("secret_service_unlock_sync");

  if (is_bad (BAD_KEYRING_UNLOCKED))
    kit_keyring_unlock ();

  return refuses (error) ? 0 : next (service, objects, cancellable, unlocked, error);
}

SecretCollection *
secret_collection_for_alias_sync (SecretService          *service,
                                  const char             *alias,
                                  SecretCollectionFlags   flags,
                                  GCancellable           *cancellable,
                                  GError                **error)
{
  SecretCollection *(*next) (SecretService *, const char *, SecretCollectionFlags, GCancellable *,
                             GError **) = real ("secret_collection_for_alias_sync");

  return refuses (error) ? NULL : next (service, alias, flags, cancellable, error);
}

GVariant *
g_dbus_connection_call_sync (GDBusConnection     *bus,
                             const gchar         *name,
                             const gchar         *path,
                             const gchar         *interface,
                             const gchar         *method,
                             GVariant            *arguments,
                             const GVariantType  *type,
                             GDBusCallFlags       flags,
                             gint                 timeout,
                             GCancellable        *cancellable,
                             GError             **error)
{
  GVariant *(*next) (GDBusConnection *, const gchar *, const gchar *, const gchar *, const gchar *,
                     GVariant *, const GVariantType *, GDBusCallFlags, gint, GCancellable *,
                     GError **) = real ("g_dbus_connection_call_sync");
  g_autoptr (GVariant) kept = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  gboolean is_property = g_str_equal (method, "Get");

  gboolean is_secret = g_str_equal (method, "GetSecret");

  if (((g_str_equal (method, "SearchItems") || is_secret) && refuses (error)) ||
      (is_property && is_bad (BAD_KEYRING_SILENT)))
    return NULL;
  if (is_secret && is_bad (BAD_KEYRING_GARBLES))
    return g_variant_ref_sink (g_variant_new_parsed ("((%o, [byte 1], [byte 2], %s),)", "/",
                                                     "text/plain"));
  if (is_property && is_bad (BAD_KEYRING_STRANGE))
    return g_variant_ref_sink (g_variant_new ("(v)", g_variant_new_string ("no")));

  return next (bus, name, path, interface, method, kept, type, flags, timeout, cancellable, error);
}
