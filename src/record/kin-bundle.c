/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bundle"

#include "config.h"

#include <string.h>

#include "kin-bundle-private.h"
#include "kin-reference.h"
#include "kin-resource-private.h"
#include "kin-summary-private.h"

G_DEFINE_BOXED_TYPE (KinBundle, kin_bundle, kin_bundle_ref, kin_bundle_unref)
G_DEFINE_QUARK (kin-record-error-quark, kin_record_error)

static void read_entries (KinBundle   *self,
                          KinJsonNode  bundle);

static void
bundle_clear (gpointer data)
{
  KinBundle *self = data;

  g_clear_pointer (&self->json, kin_json_unref);
  g_clear_pointer (&self->bundle_type, g_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->self_link, g_free);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->origin, kin_bundle_unref);
}

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
  KinEntry entry = { node.index, kin_kind_find (""), "", "", NULL, FALSE, KIN_ENTRY_QUARANTINE,
                     reason };

  g_array_append_val (self->entries, entry);
}

static KinEntryState
read_state (const char  *type,
            KinJsonNode  entry)
{
  if (g_str_equal (type, "OperationOutcome"))
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

/* What belongs to nobody is what others refer to: a medicine, a clinic, a doctor. */
static void
remember_name (KinBundle      *self,
               const KinEntry *entry)
{
  g_autofree char *key = NULL;

  if (entry->kind->owner != KIN_OWNER_NO_ONE)
    return;

  key = g_strconcat (entry->type, "/", entry->id, NULL);
  g_hash_table_insert (self->names, (gpointer) keep (self, key),
                       GUINT_TO_POINTER (entry->resource));
  if (entry->address != NULL)
    g_hash_table_insert (self->names, (gpointer) entry->address,
                         GUINT_TO_POINTER (entry->resource));
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
  KinEntry added = { .resource = resource.index };
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

  added.state = read_state (added.type, entry);
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

static void
read_root (KinBundle   *self,
           KinJsonNode  root)
{
  if (!kin_json_node_equals (kin_json_node_get (root, "resourceType"), "Bundle"))
    {
      add_resource (self, root, (KinJsonNode) { NULL, 0 });
      return;
    }

  self->bundle_type = kin_json_node_dup_string (kin_json_node_get (root, "type"));
  self->next = dup_link (root, "next");
  self->self_link = dup_link (root, "self");
  read_entries (self, root);
}

/**
 * kin_bundle_new:
 * @bytes: an answer of a portal, a line of an NDJSON file, or a file
 * @error: return location, in the domain %KIN_JSON_ERROR or %KIN_RECORD_ERROR
 *
 * Reads which resources are in a FHIR Bundle of any type
 * (https://hl7.org/fhir/R4/bundle.html) or in a single resource. Bundles inside
 * it are opened. Each resource becomes one entry; one that cannot be used is in
 * quarantine. Nothing is checked about whose it is: see kin_bundle_check_person().
 *
 * Returns: (transfer full) (nullable): the Bundle; %NULL when @bytes are not
 *   JSON or not a resource
 */
KinBundle *
kin_bundle_new (GBytes  *bytes,
                GError **error)
{
  g_autoptr (KinJson) json = NULL;
  KinJsonNode root;
  KinBundle *self;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  json = kin_json_new (bytes, error);
  if (json == NULL)
    return NULL;

  root = kin_json_get_root (json);
  if (kin_json_node_get_type (kin_json_node_get (root, "resourceType")) != KIN_JSON_STRING)
    {
      g_set_error_literal (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_NOT_FHIR,
                           "The document is not a FHIR resource");
      return NULL;
    }

  self = g_atomic_rc_box_new0 (KinBundle);
  self->json = g_steal_pointer (&json);
  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (KinEntry),
                                     kin_json_node_get_length (kin_json_node_get (root, "entry")));
  self->strings = g_string_chunk_new (4096);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  read_root (self, root);

  return self;
}

/* A Bundle with the same resources in other states. */
KinBundle *
kin_bundle_new_checked (KinBundle *origin,
                        GArray    *entries)
{
  KinBundle *self = g_atomic_rc_box_new0 (KinBundle);

  self->json = kin_json_ref (origin->json);
  self->bundle_type = g_strdup (origin->bundle_type);
  self->next = g_strdup (origin->next);
  self->self_link = g_strdup (origin->self_link);
  self->entries = g_array_ref (entries);
  self->origin = kin_bundle_ref (origin);

  return self;
}

/**
 * kin_bundle_ref:
 * @self: a Bundle
 *
 * Returns: (transfer full): the same Bundle
 */
KinBundle *
kin_bundle_ref (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * kin_bundle_unref:
 * @self: (transfer full): a Bundle
 *
 * Drops a reference.
 */
void
kin_bundle_unref (KinBundle *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, bundle_clear);
}

/**
 * kin_bundle_get_json:
 * @self: a Bundle
 *
 * Returns: (transfer none): the document it was read from
 */
KinJson *
kin_bundle_get_json (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json;
}

/**
 * kin_bundle_get_bundle_type:
 * @self: a Bundle
 *
 * Returns: (nullable): its FHIR type such as `searchset`; %NULL for a single resource
 */
const char *
kin_bundle_get_bundle_type (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bundle_type;
}

/**
 * kin_bundle_get_n_entries:
 * @self: a Bundle
 *
 * Returns: how many resources are in it, those in quarantine among them
 */
guint
kin_bundle_get_n_entries (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

static const KinEntry *
get_entry (KinBundle *self,
           guint      position)
{
  return &g_array_index (self->entries, KinEntry, position);
}

/**
 * kin_bundle_get_resource:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 *
 * Returns: the resource, which borrows @self; for an entry in quarantine without
 *   one, whatever stands in its place
 */
KinJsonNode
kin_bundle_get_resource (KinBundle *self,
                         guint      position)
{
  static const KinJsonNode none = { NULL, 0 };

  g_return_val_if_fail (self != NULL, none);
  g_return_val_if_fail (position < self->entries->len, none);

  return (KinJsonNode) { self->json, get_entry (self, position)->resource };
}

/**
 * kin_bundle_get_type_at:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 *
 * Returns: the FHIR type; empty for an entry in quarantine without one
 */
const char *
kin_bundle_get_type_at (KinBundle *self,
                        guint      position)
{
  g_return_val_if_fail (self != NULL, "");
  g_return_val_if_fail (position < self->entries->len, "");

  return get_entry (self, position)->type;
}

/**
 * kin_bundle_get_id_at:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 *
 * Gets the id that a resource is kept under: its own, else the one in its
 * address in the Bundle, else one made from what it says, which is the same
 * each time. The same id may be in a Bundle twice: the newer
 * #KinSummary.updated counts.
 *
 * Returns: the id; empty for an entry in quarantine without a resource
 */
const char *
kin_bundle_get_id_at (KinBundle *self,
                      guint      position)
{
  g_return_val_if_fail (self != NULL, "");
  g_return_val_if_fail (position < self->entries->len, "");

  return get_entry (self, position)->id;
}

/**
 * kin_bundle_get_state_at:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 *
 * Returns: what the resource is in this Bundle
 */
KinEntryState
kin_bundle_get_state_at (KinBundle *self,
                         guint      position)
{
  g_return_val_if_fail (self != NULL, KIN_ENTRY_QUARANTINE);
  g_return_val_if_fail (position < self->entries->len, KIN_ENTRY_QUARANTINE);

  return get_entry (self, position)->state;
}

/**
 * kin_bundle_get_reason_at:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 *
 * Returns: (nullable): why the resource is in quarantine, for developers, with
 *   nothing in it about the person; %NULL when it is not
 */
const char *
kin_bundle_get_reason_at (KinBundle *self,
                          guint      position)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->entries->len, NULL);

  return get_entry (self, position)->reason;
}

/* The resource of this Bundle that a reference without words points at, when it
 * is one that others are named by. */
KinJsonNode
kin_bundle_find_named (KinBundle   *self,
                       KinJsonNode  reference)
{
  GHashTable *names = self->origin != NULL ? self->origin->names : self->names;
  g_autoptr (KinReference) target = kin_reference_from_node (reference);
  g_autofree char *key = kin_reference_dup_key (target);
  gpointer place = g_hash_table_lookup (names, target->text);

  if (place == NULL && key != NULL)
    place = g_hash_table_lookup (names, key);

  /* A single resource stands at 0, and nothing else stands beside it. */
  return place != NULL ? (KinJsonNode) { self->json, GPOINTER_TO_UINT (place) }
                       : (KinJsonNode) { NULL, 0 };
}

/**
 * kin_bundle_summarise:
 * @self: a Bundle
 * @position: below kin_bundle_get_n_entries()
 * @error: return location, in the domain %KIN_RECORD_ERROR
 *
 * As kin_summary_new(), for a resource in @self: with the id that it is kept
 * under, and with the name of a medicine or a clinic that stands beside it.
 *
 * Returns: (transfer full) (nullable): the summary
 */
KinSummary *
kin_bundle_summarise (KinBundle  *self,
                      guint       position,
                      GError    **error)
{
  KinJsonNode resource;
  const KinEntry *entry;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (position < self->entries->len, NULL);

  resource = kin_bundle_get_resource (self, position);
  entry = get_entry (self, position);
  if (*entry->type == '\0')
    return kin_summary_new (resource, error);

  return kin_summary_read (resource, entry->kind, entry->type, entry->id, self);
}

static gboolean
is_error (KinJsonNode outcome)
{
  KinJsonIter iter;
  KinJsonNode issue;

  kin_json_iter_init (&iter, kin_json_node_get (outcome, "issue"));
  while (kin_json_iter_next (&iter, NULL, &issue))
    {
      KinJsonNode severity = kin_json_node_get (issue, "severity");

      if (kin_json_node_equals (severity, "error") || kin_json_node_equals (severity, "fatal"))
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_bundle_says_error:
 * @self: a Bundle
 *
 * Some portals answer that they could not answer with a Bundle, in which an
 * OperationOutcome says so (https://hl7.org/fhir/R4/operationoutcome.html).
 *
 * Returns: whether one of the outcomes in it is an error, not a warning
 */
gboolean
kin_bundle_says_error (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->state == KIN_ENTRY_OUTCOME
        && is_error (kin_bundle_get_resource (self, i)))
      return TRUE;

  return FALSE;
}

/**
 * kin_bundle_get_next:
 * @self: a Bundle
 *
 * Returns: (nullable): the address of the page after this one, as it was sent
 */
const char *
kin_bundle_get_next (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->next;
}

/**
 * kin_bundle_get_self_link:
 * @self: a Bundle
 *
 * Returns: (nullable): the search as the server understood it
 */
const char *
kin_bundle_get_self_link (KinBundle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->self_link;
}
