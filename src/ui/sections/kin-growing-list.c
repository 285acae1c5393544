/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-growing-list"

#include "config.h"

#include "kin-growing-list.h"

/**
 * KinGrowingList:
 *
 * A long list that is shown from its beginning, some more each time. GTK 4.8 makes two hundred
 * rows at once of a list that has them, and the window would stand still for as long as that takes.
 */
struct _KinGrowingList
{
  GObject     parent_instance;

  GListModel *all;
  guint       limit;               /* so many of them are in the list; %G_MAXUINT: all */
};

/* So many are made in one go: a screen of them, and no more than a person has to wait for. */
#define PORTION 20

/* GTK has rows for no more of them than this, and of those that follow it only has the number. */
#define MOST_ROWS 220

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinGrowingList, kin_growing_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (KIN_GROWING_LIST (model)->all);
}

static guint
get_n_items (GListModel *model)
{
  KinGrowingList *self = KIN_GROWING_LIST (model);

  return MIN (g_list_model_get_n_items (self->all), self->limit);
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  KinGrowingList *self = KIN_GROWING_LIST (model);

  return position < self->limit ? g_list_model_get_item (self->all, position) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Where some are left out, those after the change move over the end of the list. */
static void
on_items_changed (KinGrowingList *self,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GListModel     *all)
{
  guint n_after = g_list_model_get_n_items (all);
  guint n_before = n_after - added + removed;

  if (position >= self->limit)
    return;

  if (MAX (n_before, n_after) > self->limit)
    {
      removed = MIN (n_before, self->limit) - position;
      added = MIN (n_after, self->limit) - position;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
kin_growing_list_finalize (GObject *object)
{
  g_object_unref (KIN_GROWING_LIST (object)->all);

  G_OBJECT_CLASS (kin_growing_list_parent_class)->finalize (object);
}

static void
kin_growing_list_class_init (KinGrowingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kin_growing_list_finalize;
}

static void
kin_growing_list_init (KinGrowingList *self)
{
  self->limit = PORTION;
}

/**
 * kin_growing_list_new:
 * @all: a list
 *
 * Returns: (transfer full): the first of it
 */
GListModel *
kin_growing_list_new (GListModel *all)
{
  KinGrowingList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (all), NULL);

  self = g_object_new (KIN_TYPE_GROWING_LIST, NULL);
  self->all = g_object_ref (all);
  g_signal_connect_object (all, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);

  return G_LIST_MODEL (self);
}

/**
 * kin_growing_list_grow:
 * @list: a #KinGrowingList
 *
 * Takes some more into the list; after two hundred, all that are left.
 *
 * Returns: %G_SOURCE_CONTINUE while some may be left out
 */
gboolean
kin_growing_list_grow (gpointer list)
{
  KinGrowingList *self = list;
  guint n_before;
  guint n_after;

  g_return_val_if_fail (KIN_IS_GROWING_LIST (self), FALSE);

  n_before = get_n_items (G_LIST_MODEL (self));
  self->limit = self->limit < MOST_ROWS ? self->limit + PORTION : G_MAXUINT;
  n_after = get_n_items (G_LIST_MODEL (self));
  if (n_after > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, n_after - n_before);

  return self->limit < G_MAXUINT;
}
