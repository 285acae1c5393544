/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-changes"

#include "config.h"

#include "kin-changes-private.h"

struct _KinChanges
{
  gatomicrefcount  references;
  GArray          *ids[KIN_N_SECTIONS];     /* of gint64; NULL where nothing changed */
  GHashTable      *all;                     /* set of ids */
};

G_DEFINE_BOXED_TYPE (KinChanges, kin_changes, kin_changes_ref, kin_changes_unref)

static gpointer
id_to_pointer (gint64 id)
{
  return (gpointer) (gintptr) id;
}

KinChanges *
kin_changes_new (void)
{
  KinChanges *self = g_new0 (KinChanges, 1);

  g_atomic_ref_count_init (&self->references);
  self->all = g_hash_table_new (NULL, NULL);

  return self;
}

/* Only the one who made it may add, and only before anyone else has it. */
void
kin_changes_add (KinChanges *self,
                 KinSection  section,
                 gint64      id)
{
  g_assert (section < KIN_N_SECTIONS);

  if (self->ids[section] == NULL)
    self->ids[section] = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (self->ids[section], id);
  g_hash_table_add (self->all, id_to_pointer (id));
}

KinChanges *
kin_changes_ref (KinChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
kin_changes_unref (KinChanges *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  for (guint i = 0; i < KIN_N_SECTIONS; i++)
    g_clear_pointer (&self->ids[i], g_array_unref);

  g_hash_table_unref (self->all);
  g_free (self);
}

/**
 * kin_changes_is_empty:
 * @self: changes
 *
 * Returns: whether nothing that a list could show has changed
 */
gboolean
kin_changes_is_empty (KinChanges *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_hash_table_size (self->all) == 0;
}

/**
 * kin_changes_get_ids:
 * @self: changes
 * @section: a section
 * @n_ids: (out): how many there are
 *
 * Which items of a section are new, other than before, or gone from it. An id
 * may be named twice.
 *
 * Returns: (transfer none) (nullable) (array length=n_ids): their ids
 */
const gint64 *
kin_changes_get_ids (KinChanges *self,
                     KinSection  section,
                     gsize      *n_ids)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (section < KIN_N_SECTIONS, NULL);
  g_return_val_if_fail (n_ids != NULL, NULL);

  *n_ids = self->ids[section] != NULL ? self->ids[section]->len : 0;

  return *n_ids > 0 ? (const gint64 *) (void *) self->ids[section]->data : NULL;
}

/**
 * kin_changes_has_id:
 * @self: changes
 * @id: of an item
 *
 * Returns: whether that item is among them
 */
gboolean
kin_changes_has_id (KinChanges *self,
                    gint64      id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_hash_table_contains (self->all, id_to_pointer (id));
}
