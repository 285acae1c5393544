/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bundle"

#include "config.h"

#include <string.h>

#include "kin-bundle-private.h"
#include "kin-reference.h"
#include "kin-resource-private.h"

static void read_entries (KinBundle   *self,
                          KinJsonNode  bundle);

static const char *
keep (KinBundle  *self,
      const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->strings, text) : NULL;
}

/* A string of the document, stripped of white space; NULL when nothing is left of it. */
static const char *
keep_string (KinBundle   *self,
             KinJsonNode  node)
{
  gsize length;
  const char *plain = kin_json_node_peek_plain (node, &length);
  g_autofree char *text = NULL;

  if (length > 0 && !g_ascii_isspace (plain[0]) && !g_ascii_isspace (plain[length - 1]))
    return g_string_chunk_insert_len (self->strings, plain, (gssize) length);

  text = kin_json_node_dup_string (node);

  return text != NULL && *g_strstrip (text) != '\0' ? keep (self, text) : NULL;
}

static void
quarantine (KinBundle   *self,
            KinJsonNode  node,
            const char  *reason)
{
  KinEntry entry = { node.token, kin_kind_find (""), "", "", NULL, FALSE, KIN_ENTRY_QUARANTINE,
                     reason };

  g_array_append_val (self->entries, entry);
}

static KinEntryState
read_state (const KinKind *kind,
            KinJsonNode    entry)
{
  if (kind->special == KIN_SPECIAL_OUTCOME)
    return KIN_ENTRY_OUTCOME;
  if (kin_json_node_equals (kin_json_node_get (kin_json_node_get (entry, "search"), "mode"),
                            "include"))
    return KIN_ENTRY_INCLUDE;

  return KIN_ENTRY_MATCH;
}

/* The id inside an address: of a URN what follows its kind, of a web address
 * what stands where the id of a resource of this type stands. */
static char *
dup_id_of_address (const char *address,
                   const char *type)
{
  g_autoptr (KinReference) reference = kin_reference_new (address);
  const char *colon;

  if (reference->style == KIN_REFERENCE_ABSOLUTE && g_str_equal (reference->type, type))
    return g_strdup (reference->id);

  colon = reference->style == KIN_REFERENCE_URN ? strchr (address + strlen ("urn:"), ':') : NULL;

  return colon != NULL && colon[1] != '\0' ? g_strdup (colon + 1) : NULL;
}

/* What belongs to nobody is what others refer to: a medicine, a clinic, a doctor. Beside a
 * single resource there are no others. */
static void
remember_name (KinBundle      *self,
               const KinEntry *entry)
{
  g_autofree char *key = NULL;

  if (entry->kind->owner != KIN_OWNER_NO_ONE
      || entry->resource == kin_json_get_root (self->json).token)
    return;

  key = g_strconcat (entry->type, "/", entry->id, NULL);
  g_hash_table_insert (self->names, (gpointer) keep (self, key), (gpointer) entry->resource);
  if (entry->address != NULL)
    g_hash_table_insert (self->names, (gpointer) entry->address, (gpointer) entry->resource);
}

/* Most are of the same type as the one before. */
static gboolean
read_type (KinBundle   *self,
           KinJsonNode  resource,
           KinEntry    *entry)
{
  const KinEntry *before = NULL;
  g_autofree char *type = NULL;

  if (self->entries->len > 0)
    before = &g_array_index (self->entries, KinEntry, self->entries->len - 1);
  if (before != NULL && *before->type != '\0'
      && kin_json_node_equals (kin_json_node_get (resource, "resourceType"), before->type))
    {
      entry->kind = before->kind;
      entry->type = before->type;
      return TRUE;
    }

  type = kin_resource_dup_type (resource);
  if (type == NULL)
    return FALSE;

  entry->kind = kin_kind_find (type);
  entry->type = g_string_chunk_insert_const (self->strings, type);

  return TRUE;
}

static void
add_resource (KinBundle   *self,
              KinJsonNode  resource,
              KinJsonNode  entry)
{
  g_autofree char *made = NULL;
  KinEntry added = { .resource = resource.token };
  KinJsonNode address = kin_json_node_get (entry, "fullUrl");

  if (!read_type (self, resource, &added))
    {
      quarantine (self, resource, "the resource has no type");
      return;
    }

  if (kin_json_node_get_type (address) == KIN_JSON_STRING)
    {
      g_autofree char *text = kin_json_node_dup_string (address);

      added.address = keep (self, text);
    }

  added.id = keep_string (self, kin_json_node_get (resource, "id"));
  added.own_id = added.id != NULL;
  if (added.id == NULL && added.address != NULL)
    made = dup_id_of_address (added.address, added.type);
  if (added.id == NULL && made == NULL)
    made = kin_resource_make_id (resource);
  if (added.id == NULL)
    added.id = keep (self, made);

  added.state = read_state (added.kind, entry);
  g_array_append_val (self->entries, added);
  remember_name (self, &added);
}

/* An answer to a batch or a page of a history has entries that only say how a
 * request went; what went wrong with it is in `response.outcome`. */
static void
read_entry_without_resource (KinBundle   *self,
                             KinJsonNode  entry)
{
  KinJsonNode outcome = kin_json_node_get_path (entry, "response.outcome");

  if (kin_json_node_get_type (outcome) == KIN_JSON_OBJECT)
    add_resource (self, outcome, entry);
  else if (!kin_json_node_exists (kin_json_node_get (entry, "response"))
           && !kin_json_node_exists (kin_json_node_get (entry, "request")))
    quarantine (self, entry, "the entry has no resource");
}

static void
read_entry (KinBundle   *self,
            KinJsonNode  entry)
{
  KinJsonNode resource = kin_json_node_get (entry, "resource");

  if (!kin_json_node_exists (resource))
    read_entry_without_resource (self, entry);
  else if (kin_json_node_get_type (resource) != KIN_JSON_OBJECT)
    quarantine (self, entry, "the resource is not an object");
  else if (kin_json_node_equals (kin_json_node_get (resource, "resourceType"), "Bundle"))
    read_entries (self, resource);
  else
    add_resource (self, resource, entry);
}

/* Bundles stand in Bundles when several searches were sent at once. How deep
 * that goes is bounded by the depth of the document. */
static void
read_entries (KinBundle   *self,
              KinJsonNode  bundle)
{
  KinJsonNode entries = kin_json_node_get (bundle, "entry");
  KinJsonIter iter;
  KinJsonNode entry;

  if (kin_json_node_exists (entries) && kin_json_node_get_type (entries) != KIN_JSON_ARRAY)
    quarantine (self, bundle, "the entries of the Bundle are not a list");
  if (kin_json_node_get_type (entries) != KIN_JSON_ARRAY)
    return;

  kin_json_iter_init (&iter, entries);
  while (kin_json_iter_next (&iter, NULL, &entry))
    read_entry (self, entry);
}

static char *
dup_link (KinJsonNode  bundle,
          const char  *relation)
{
  KinJsonNode links = kin_json_node_get (bundle, "link");
  KinJsonIter iter;
  KinJsonNode link;

  if (kin_json_node_get_type (links) != KIN_JSON_ARRAY)
    return NULL;

  kin_json_iter_init (&iter, links);
  while (kin_json_iter_next (&iter, NULL, &link))
    {
      if (kin_json_node_equals (kin_json_node_get (link, "relation"), relation))
        return kin_json_node_dup_string (kin_json_node_get (link, "url"));
    }

  return NULL;
}

/* Fills a new Bundle with what is in its document. */
void
kin_bundle_read (KinBundle   *self,
                 KinJsonNode  root)
{
  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "Bundle"))
    {
      add_resource (self, root, (KinJsonNode) { NULL, NULL });
      return;
    }

  self->bundle_type = kin_json_node_dup_string (kin_json_node_get (root, "type"));
  self->next = dup_link (root, "next");
  self->self_link = dup_link (root, "self");
  read_entries (self, root);
}
