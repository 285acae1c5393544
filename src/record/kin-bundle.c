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
  kin_bundle_read (self, root);

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
  static const KinJsonNode none = { NULL, NULL };

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

  return place != NULL ? (KinJsonNode) { self->json, place } : (KinJsonNode) { NULL, NULL };
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

/**
 * kin_bundle_dup_updated:
 * @self: a Bundle
 *
 * Returns: (transfer full) (nullable): when the server put it together, by its own clock, as sent
 */
char *
kin_bundle_dup_updated (KinBundle *self)
{
  KinJsonNode meta;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->bundle_type == NULL)
    return NULL;

  meta = kin_json_node_get (kin_json_get_root (self->json), "meta");
  return kin_json_node_dup_string (kin_json_node_get (meta, "lastUpdated"));
}
