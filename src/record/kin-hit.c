/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-hit"

#include "config.h"

#include "kin-hit.h"

/**
 * KinHit:
 *
 * What a search found: an item, and why, where its title does not say it.
 */
struct _KinHit
{
  GObject   parent_instance;

  KinItem  *item;
  char     *extract;
  gboolean  in_letter;
};

G_DEFINE_FINAL_TYPE (KinHit, kin_hit, G_TYPE_OBJECT)

static void
kin_hit_finalize (GObject *object)
{
  KinHit *self = KIN_HIT (object);

  g_object_unref (self->item);
  g_free (self->extract);

  G_OBJECT_CLASS (kin_hit_parent_class)->finalize (object);
}

static void
kin_hit_class_init (KinHitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_hit_finalize;
}

static void
kin_hit_init (KinHit *self)
{
}

/**
 * kin_hit_new:
 * @item: what was found
 * @extract: (nullable): the words that matched, in their surroundings
 * @in_letter: whether the entry does not say them itself, only with its letters
 *
 * Returns: (transfer full): a hit
 */
KinHit *
kin_hit_new (KinItem    *item,
             const char *extract,
             gboolean    in_letter)
{
  KinHit *self;

  g_return_val_if_fail (KIN_IS_ITEM (item), NULL);

  self = g_object_new (KIN_TYPE_HIT, NULL);
  self->item = g_object_ref (item);
  self->extract = g_strdup (extract);
  self->in_letter = in_letter;

  return self;
}

/**
 * kin_hit_get_item:
 *
 * Returns: (transfer none): what was found
 */
KinItem *
kin_hit_get_item (KinHit *self)
{
  g_return_val_if_fail (KIN_IS_HIT (self), NULL);

  return self->item;
}

/**
 * kin_hit_get_extract:
 *
 * Returns: (nullable): the words that matched as the clinic wrote them, with what stands around
 *   them; %NULL when title and subtitle have them all
 */
const char *
kin_hit_get_extract (KinHit *self)
{
  g_return_val_if_fail (KIN_IS_HIT (self), NULL);

  return self->extract;
}

/**
 * kin_hit_get_in_letter:
 *
 * Returns: whether some of the words stand in letters of the entry only
 */
gboolean
kin_hit_get_in_letter (KinHit *self)
{
  g_return_val_if_fail (KIN_IS_HIT (self), FALSE);

  return self->in_letter;
}
