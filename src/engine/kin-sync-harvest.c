/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-sync-harvest"

#include "config.h"

#include "kin-sync-harvest-private.h"

static void
harvest_clear (gpointer data)
{
  KinSyncHarvest *self = data;

  g_hash_table_unref (self->references);
  g_hash_table_unref (self->looked_for);
  g_hash_table_unref (self->files);
}

KinSyncHarvest *
kin_sync_harvest_new (void)
{
  KinSyncHarvest *self = g_rc_box_new0 (KinSyncHarvest);

  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->looked_for = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) kin_sync_file_free);

  return self;
}

KinSyncHarvest *
kin_sync_harvest_ref (KinSyncHarvest *self)
{
  return g_rc_box_acquire (self);
}

void
kin_sync_harvest_unref (KinSyncHarvest *self)
{
  g_rc_box_release_full (self, harvest_clear);
}

/**
 * kin_sync_harvest_add_file:
 *
 * Adds a document or picture; each address once, with the most tries that are known of it.
 */
void
kin_sync_harvest_add_file (KinSyncHarvest    *self,
                           const KinSyncFile *file)
{
  KinSyncFile *known = g_hash_table_lookup (self->files, file->url);
  KinSyncFile *copy;

  if (known != NULL)
    {
      known->tries = MAX (known->tries, file->tries);
      return;
    }

  copy = kin_sync_file_copy (file);
  g_hash_table_insert (self->files, copy->url, copy);
}

/**
 * kin_sync_harvest_add:
 *
 * Adds what a page points at.
 */
void
kin_sync_harvest_add (KinSyncHarvest *self,
                      KinSyncPage    *page)
{
  for (guint i = 0; page->references[i] != NULL; i++)
    if (!g_hash_table_contains (self->looked_for, page->references[i]))
      g_hash_table_add (self->references, g_strdup (page->references[i]));

  for (guint i = 0; i < page->files->len; i++)
    kin_sync_harvest_add_file (self, g_ptr_array_index (page->files, i));
}

/**
 * kin_sync_harvest_take_references:
 *
 * Returns: (transfer full): those that were not looked for yet; from now on they were
 */
GStrv
kin_sync_harvest_take_references (KinSyncHarvest *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer reference;

  g_hash_table_iter_init (&iter, self->references);
  while (g_hash_table_iter_next (&iter, &reference, NULL))
    {
      g_strv_builder_add (builder, reference);
      g_hash_table_iter_steal (&iter);
      g_hash_table_add (self->looked_for, reference);
    }

  return g_strv_builder_end (builder);
}
