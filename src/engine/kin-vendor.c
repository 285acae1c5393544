/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-vendor"

#include "config.h"

#include <string.h>

#include "kin-scope.h"
#include "kin-sync-topic.h"
#include "kin-vendor.h"

/* The group that is about the list itself. */
#define HEAD "vendors"

#define OTHER "other"

struct _KinVendors
{
  char      *date;
  GPtrArray *vendors;        /* of KinVendor; the last one fits all */
};

static void
kin_vendor_free (KinVendor *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->page);
  g_strfreev (self->buttons);
  g_strfreev (self->steps);
  g_strfreev (self->listed);
  g_strfreev (self->hosts);
  g_free (self);
}

/* As data/vendors.ini writes them. */
static KinReturn
return_from_id (const char *id)
{
  static const char * const ids[] = { "port", "web", "scheme" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (ids[i], id) == 0)
      return (KinReturn) i;

  return KIN_RETURN_PORT;
}

/* (nullable): nothing is as good as an empty word. */
static char *
dup_word (GKeyFile   *file,
          const char *group,
          const char *key)
{
  g_autofree char *word = g_key_file_get_string (file, group, key, NULL);

  return word != NULL && *word != '\0' ? g_steal_pointer (&word) : NULL;
}

static GStrv
dup_words (GKeyFile   *file,
           const char *group,
           const char *key)
{
  GStrv words = g_key_file_get_string_list (file, group, key, NULL, NULL);

  return words != NULL ? words : g_new0 (char *, 1);
}

static KinVendor *
read_vendor (GKeyFile   *file,
             const char *group)
{
  KinVendor *self = g_new0 (KinVendor, 1);
  g_autofree char *kind = dup_word (file, group, "return");
  g_autofree char *ask = dup_word (file, group, "ask");

  self->id = g_strdup (group);
  self->name = dup_word (file, group, "name");
  self->page = dup_word (file, group, "page");
  self->kind = return_from_id (kind);
  self->asks_scopes = g_strcmp0 (ask, "types") != 0;
  self->buttons = dup_words (file, group, "buttons");
  self->steps = dup_words (file, group, "steps");
  self->listed = dup_words (file, group, "listed");
  self->hosts = dup_words (file, group, "hosts");

  return self;
}

/**
 * kin_vendors_new:
 * @resource: the path of data/vendors.ini among the resources of the app
 *
 * Returns: (transfer full): who makes portals
 */
KinVendors *
kin_vendors_new (const char *resource)
{
  KinVendors *self = g_new0 (KinVendors, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                                      &error);
  g_auto (GStrv) groups = NULL;

  g_assert_no_error (error);
  g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);

  self->vendors = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_vendor_free);
  self->date = g_key_file_get_string (file, HEAD, "date", NULL);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], HEAD))
      g_ptr_array_add (self->vendors, read_vendor (file, groups[i]));

  return self;
}

void
kin_vendors_free (KinVendors *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_ptr_array_unref (self->vendors);
  g_free (self);
}

/**
 * kin_vendors_get_date:
 *
 * Returns: the day of which the list is, as FHIR writes it
 */
const char *
kin_vendors_get_date (KinVendors *self)
{
  return self->date;
}

/* A host is of a vendor when it is its domain or stands before that and a dot. */
static gboolean
has_host (const KinVendor *self,
          const char      *host)
{
  for (guint i = 0; self->hosts[i] != NULL; i++)
    {
      gsize length = strlen (self->hosts[i]);
      gsize host_length = strlen (host);

      if (host_length >= length &&
          g_ascii_strcasecmp (host + host_length - length, self->hosts[i]) == 0 &&
          (host_length == length || host[host_length - length - 1] == '.'))
        return TRUE;
    }

  return FALSE;
}

/* Lists add what kind of company it is, and more; what goes on otherwise is another name, or a
 * host. */
static gboolean
begins_with_words (const char *name,
                   const char *words)
{
  gsize length = strlen (words);

  return g_ascii_strncasecmp (name, words, length) == 0 &&
         (name[length] == '\0' || strchr (" ,(", name[length]) != NULL);
}

static gboolean
has_name (const KinVendor *self,
          const char      *name)
{
  if (g_str_equal (self->id, name))
    return TRUE;
  for (guint i = 0; self->listed[i] != NULL; i++)
    if (begins_with_words (name, self->listed[i]))
      return TRUE;

  return FALSE;
}

static const KinVendor *
find_first (KinVendors *self,
            gboolean  (*fits) (const KinVendor *, const char *),
            const char *word)
{
  for (guint i = 0; word != NULL && i < self->vendors->len; i++)
    if (fits (g_ptr_array_index (self->vendors, i), word))
      return g_ptr_array_index (self->vendors, i);

  return NULL;
}

/**
 * kin_vendors_find:
 * @name: (nullable): what a list of clinics calls it, or its id
 * @address: (nullable): the web address of a portal
 *
 * A vendor's own host is surer than what a list says.
 *
 * Returns: (nullable) (transfer none): who made that portal, or what is said of any other
 */
const KinVendor *
kin_vendors_find (KinVendors *self,
                  const char *name,
                  const char *address)
{
  g_autoptr (GUri) uri = NULL;
  const KinVendor *vendor;

  g_return_val_if_fail (self != NULL, NULL);

  if (address != NULL)
    uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  vendor = find_first (self, has_host, uri != NULL ? g_uri_get_host (uri) : NULL);
  if (vendor == NULL)
    vendor = find_first (self, has_name, name);

  return vendor != NULL ? vendor : find_first (self, has_name, OTHER);
}

/**
 * kin_vendor_dup_site:
 * @address: (nullable): the web address of a portal
 *
 * Returns: (transfer full) (nullable): its host, with the port where it is not the usual one
 */
char *
kin_vendor_dup_site (const char *address)
{
  g_autoptr (GUri) uri = NULL;

  if (address != NULL)
    uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  return g_uri_get_port (uri) < 0
         ? g_strdup (g_uri_get_host (uri))
         : g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
}

static char *
dup_key_at (const KinVendor *self,
            const char      *address)
{
  g_autofree char *site = kin_vendor_dup_site (address);

  if (!g_str_equal (self->id, OTHER))
    return g_strdup (self->id);

  /* A host of one word may be called as a vendor is. */
  if (site != NULL && strpbrk (site, ".:") == NULL)
    return g_strconcat (site, ".", NULL);

  return g_strdup (site != NULL ? site : OTHER);
}

/**
 * kin_vendor_dup_key:
 * @clinic: of this vendor
 *
 * Returns: (transfer full): what a number is kept by: one for all portals of a vendor, and one for
 *   each host where nobody knows who made the portal; one for trying things out is good for nothing
 *   else
 */
char *
kin_vendor_dup_key (const KinVendor *self,
                    KinClinic       *clinic)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  key = dup_key_at (self, kin_clinic_get_address (clinic));

  return kin_clinic_get_is_trial (clinic) ? g_strconcat (KIN_TRIAL_VENDOR, key, NULL)
                                          : g_steal_pointer (&key);
}

/**
 * kin_vendor_dup_asked:
 *
 * Returns: (transfer full): what Kinchart reads, as the vendor's page asks for it, a line each
 */
char *
kin_vendor_dup_asked (const KinVendor *self)
{
  g_auto (GStrv) types = kin_sync_topic_dup_types (NULL);
  g_autofree char *scope = NULL;

  if (!self->asks_scopes)
    return g_strjoinv ("\n", types);

  scope = kin_scope_ask ((const char * const *) types, FALSE, TRUE);

  return g_strdelimit (g_steal_pointer (&scope), " ", '\n');
}
