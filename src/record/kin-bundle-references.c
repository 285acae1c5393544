/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bundle-references"

#include "config.h"

#include <string.h>

#include "kin-bundle-private.h"
#include "kin-path-private.h"
#include "kin-reference.h"

#define TYPE(name) { name, sizeof (name) - 1 }

/* What is not searched for and has to be read by its reference. */
static const KinReferencePart fetched_types[] = {
  TYPE ("Practitioner"), TYPE ("PractitionerRole"), TYPE ("Organization"), TYPE ("Location"),
  TYPE ("Medication"), TYPE ("Specimen"),
};

typedef struct
{
  KinBundle   *bundle;
  const char  *base;
  GHashTable  *wanted;          /* set of `Type/id` */
} Search;

static gboolean
is_fetched (KinReferencePart type)
{
  for (guint i = 0; i < G_N_ELEMENTS (fetched_types); i++)
    {
      if (type.length == fetched_types[i].length
          && kin_json_same_text (type.start, fetched_types[i].start, type.length))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_of_server (KinReferencePart  part,
              const char       *base)
{
  g_autofree char *other = NULL;

  if (part.length == 0 || (base != NULL && kin_reference_part_equals (part, base)))
    return TRUE;

  other = g_strndup (part.start, part.length);

  return kin_base_equals (other, base);
}

/* Most are `Type/id` of something that came along: that is seen before they are read whole. */
static gboolean
may_be_fetched (KinJsonNode text)
{
  gsize length;
  const char *words = kin_json_node_peek_plain (text, &length);
  const char *slash = words != NULL ? memchr (words, '/', length) : NULL;
  KinReferencePart first = { words, (gsize) (slash - words) };

  return slash == NULL || memchr (words, ':', first.length) != NULL || is_fetched (first);
}

static void
want (Search      *search,
      KinJsonNode  text)
{
  KinReferenceView reference;
  g_autofree char *spelled_out G_GNUC_UNUSED = NULL;

  if (!may_be_fetched (text))
    return;

  spelled_out = kin_reference_view_node (&reference, text);
  if (is_fetched (reference.type) && is_of_server (reference.base, search->base))
    g_hash_table_add (search->wanted,
                      g_strdup_printf ("%.*s/%.*s", (int) reference.type.length,
                                       reference.type.start, (int) reference.id.length,
                                       reference.id.start));
}

static void
walk (Search      *search,
      KinJsonNode  resource)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  kin_json_iter_init (&iter, resource);
  while (kin_json_iter_next_name (&iter, &name, &value))
    {
      if (kin_json_node_equals (name, "reference"))
        want (search, value);
    }
}

static GStrv
steal_sorted (GHashTable *set)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) strcmp);

  for (GList *key = keys; key != NULL; key = key->next)
    g_strv_builder_add (builder, key->data);

  return g_strv_builder_end (builder);
}

/**
 * kin_bundle_list_references:
 * @self: a Bundle
 * @base: (nullable): the base address of the server it is from
 *
 * Lists the professionals, clinics, places, medicines and specimens of the same
 * server that resources in @self refer to and that are not in it: a portal
 * offers no search for them, so each is read by its reference, once.
 *
 * Returns: (transfer full): `Type/id` of each, once, sorted
 */
GStrv
kin_bundle_list_references (KinBundle  *self,
                            const char *base)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { self, base, wanted };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinEntry *entry = &g_array_index (self->entries, KinEntry, i);

      if (entry->state == KIN_ENTRY_MATCH || entry->state == KIN_ENTRY_INCLUDE)
        walk (&search, (KinJsonNode) { self->json, entry->resource });
    }

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinEntry *entry = &g_array_index (self->entries, KinEntry, i);
      g_autofree char *key = g_strconcat (entry->type, "/", entry->id, NULL);

      g_hash_table_remove (wanted, key);
    }

  return steal_sorted (wanted);
}

static gboolean
collect_patient (KinJsonNode node,
                 gpointer    user_data)
{
  Search *search = user_data;
  g_autoptr (KinReference) reference = kin_reference_from_node (node);

  if (reference->type != NULL && g_str_equal (reference->type, "Patient"))
    g_hash_table_add (search->wanted, g_strdup (reference->id));

  return FALSE;
}

/**
 * kin_bundle_list_patient_ids:
 * @self: a Bundle, or one line of an NDJSON file
 *
 * Lists whose data @self says to be, before anything is bound: for the question
 * at an import. More than one means that the file is not one person's.
 *
 * Returns: (transfer full): the ids of the patients in it or referred to as
 *   those that it is about, each once, sorted
 */
GStrv
kin_bundle_list_patient_ids (KinBundle *self)
{
  static const char *const owners[] = { "subject", "patient", "beneficiary", "for",
                                        "participant.actor" };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { self, NULL, ids };

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const KinEntry *entry = &g_array_index (self->entries, KinEntry, i);
      KinJsonNode resource = { self->json, entry->resource };

      if (g_str_equal (entry->type, "Patient"))
        g_hash_table_add (ids, g_strdup (entry->id));
      for (guint j = 0; j < G_N_ELEMENTS (owners); j++)
        kin_path_visit (resource, owners[j], collect_patient, &search);
    }

  return steal_sorted (ids);
}
