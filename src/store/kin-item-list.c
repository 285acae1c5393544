/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-item-list"

#include "config.h"

#include "kin-record-private.h"
#include "kin-summary.h"

/* So many rows more are read with one that is asked for. */
#define BEHIND 8
#define AHEAD 30

/* So many rows that were late take their places in one go. */
#define MOST_AT_ONCE 10

/* An item that someone holds; it goes when they let go of it. */
typedef struct
{
  KinItemList *list;
  gint64       id;
  KinItem     *item;      /* weak */
} Held;

struct _KinItemList
{
  GObject         parent_instance;

  KinRecordStore *store;
  KinQuery       *query;

  GArray         *ids;         /* of gint64; lent to the worker while refreshing */
  GHashTable     *held;        /* id → Held */
  GPtrArray      *near;        /* of KinItem, what was read last: the next that are asked for are
                                * mostly among them; or NULL */
  GPtrArray      *came;        /* of KinItem, late rows that nobody was told of */
  guint           announcement;  /* a source, or 0 */
  GHashTable     *late;        /* id → whether its row changed, while it is being read */
  GArray         *years;       /* of int */
  gboolean        complete;

  gboolean        refreshing;
  GPtrArray      *pending;     /* of KinChanges that the next refresh looks at */
  GPtrArray      *looked_at;   /* of KinChanges that the present one looks at */
  GCancellable   *cancellable;
};

enum
{
  PROP_0,
  PROP_STORE,
  PROP_QUERY,
  PROP_COMPLETE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);
static void refresh (KinItemList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinItemList, kin_item_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gpointer
id_to_key (gint64 id)
{
  return (gpointer) (gintptr) id;
}

static void
on_item_gone (gpointer  user_data,
              GObject  *where_it_was)
{
  Held *held = user_data;

  g_hash_table_steal (held->list->held, id_to_key (held->id));
  g_free (held);
}

static void
held_free (gpointer data)
{
  Held *self = data;

  g_object_weak_unref (G_OBJECT (self->item), on_item_gone, self);
  g_free (self);
}

static void
hold (KinItemList *self,
      gint64       id,
      KinItem     *item)
{
  Held *held = g_new (Held, 1);

  held->list = self;
  held->id = id;
  held->item = item;
  g_object_weak_ref (G_OBJECT (item), on_item_gone, held);
  g_hash_table_insert (self->held, id_to_key (id), held);
}

/* What was not given is asked for again by whoever comes to its place anew. */
static void
hold_rows (KinItemList *self,
           GPtrArray   *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      KinItem *item = g_ptr_array_index (rows, i);
      gint64 id = kin_item_get_id (item);

      if ((!kin_item_is_empty (item) || kin_item_is_unreadable (item))
          && !g_hash_table_contains (self->held, id_to_key (id)))
        hold (self, id, item);
    }
}

static gboolean
stands_at (KinItemList *self,
           guint        position,
           gint64       id)
{
  return position < self->ids->len && g_array_index (self->ids, gint64, position) == id;
}

static guint
find_position (KinItemList *self,
               gint64       id)
{
  guint position = 0;

  while (position < self->ids->len && !stands_at (self, position, id))
    position++;

  return position;
}

static gint64
came_at (KinItemList *self,
         guint        i)
{
  return kin_item_get_id (g_ptr_array_index (self->came, i));
}

/* Says that the first of those that came have changed, as far as they stand one after another. A
 * list widget makes so many rows anew without standing still, and draws them before the next. */
static gboolean
announce (gpointer user_data)
{
  g_autoptr (KinItemList) self = g_object_ref (user_data);
  guint first = find_position (self, came_at (self, 0));
  guint n = 1;

  while (n < MOST_AT_ONCE && n < self->came->len && stands_at (self, first + n, came_at (self, n)))
    n++;
  if (first < self->ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), first, n, n);

  g_ptr_array_remove_range (self->came, 0, n);
  if (self->came->len == 0)
    self->announcement = 0;

  return self->came->len > 0;
}

/* They are late no more, and what changed while it was read is not what is there. */
static void
drop_old_rows (KinItemList  *self,
               const GArray *ids,
               GPtrArray    *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      KinItem *item = g_ptr_array_index (rows, i);
      gint64 id = kin_item_get_id (item);

      if (g_hash_table_lookup (self->late, id_to_key (id)) == NULL)
        continue;

      g_ptr_array_index (rows, i) = kin_item_new_empty (id, 0);
      g_object_unref (item);
    }

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_remove (self->late, id_to_key (g_array_index (ids, gint64, i)));
}

/* They take the places of the empty ones; what changed meanwhile is read once more when somebody
 * asks for it. What is gone keeps its place until the next refresh. */
static void
on_late_rows (GObject  *owner,
              gpointer  wanted,
              gpointer  answer)
{
  KinItemList *self = KIN_ITEM_LIST (owner);
  GPtrArray *rows = answer;

  drop_old_rows (self, wanted, rows);
  hold_rows (self, rows);
  g_ptr_array_extend (self->came, rows, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  if (self->announcement == 0 && self->came->len > 0)
    self->announcement = g_idle_add (announce, self);
}

/* Those around a place that nobody has and nobody reads: the screen moves up or down. */
static GArray *
ids_around (KinItemList *self,
            guint        position)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint end = MIN (position + AHEAD + 1, self->ids->len);

  for (guint i = position > BEHIND ? position - BEHIND : 0; i < end; i++)
    {
      gint64 id = g_array_index (self->ids, gint64, i);

      if (!g_hash_table_contains (self->held, id_to_key (id))
          && !g_hash_table_contains (self->late, id_to_key (id)))
        g_array_append_val (ids, id);
    }

  return ids;
}

static void
read_around (KinItemList *self,
             guint        position)
{
  g_autoptr (GArray) ids = ids_around (self, position);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean is_late;

  rows = kin_record_store_read_rows (self->store, g_array_ref (ids), on_late_rows, G_OBJECT (self),
                                     &is_late);
  if (rows != NULL)
    {
      g_autoptr (GPtrArray) before G_GNUC_UNUSED = g_steal_pointer (&self->near);

      self->near = g_ptr_array_ref (rows);
      hold_rows (self, rows);
    }
  for (guint i = 0; is_late && i < ids->len; i++)
    g_hash_table_insert (self->late, id_to_key (g_array_index (ids, gint64, i)),
                         GINT_TO_POINTER (FALSE));
}

static GType
get_item_type (GListModel *model)
{
  return KIN_TYPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return KIN_ITEM_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  KinItemList *self = KIN_ITEM_LIST (model);
  gpointer key;
  Held *held;

  if (position >= self->ids->len)
    return NULL;

  key = id_to_key (g_array_index (self->ids, gint64, position));
  if (!g_hash_table_contains (self->held, key) && !g_hash_table_contains (self->late, key))
    read_around (self, position);

  held = g_hash_table_lookup (self->held, key);

  /* A row that went between two signals, or is being read, keeps its place until the next one. */
  return held != NULL ? g_object_ref (held->item)
                      : kin_item_new_empty ((gint64) (gintptr) key, 0);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_changed (GPtrArray *changes,
            gpointer   key)
{
  for (guint i = 0; i < changes->len; i++)
    if (kin_changes_has_id (g_ptr_array_index (changes, i), (gint64) (gintptr) key))
      return TRUE;

  return FALSE;
}

/* A changed row is a new object: the old one is not handed out again, nor what is being read of
 * it. */
static void
let_go_of_changed (KinItemList *self,
                   GPtrArray   *changes)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (is_changed (changes, key))
      g_hash_table_iter_remove (&iter);

  g_hash_table_iter_init (&iter, self->late);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (is_changed (changes, key))
      g_hash_table_iter_replace (&iter, GINT_TO_POINTER (TRUE));
}

static void
apply_run (KinItemList      *self,
           const KinListRun *run,
           GArray           *new_ids)
{
  if (run->n_removed > 0)
    g_array_remove_range (self->ids, run->old_position, run->n_removed);

  if (run->n_added > 0)
    g_array_insert_vals (self->ids, run->old_position,
                         &g_array_index (new_ids, gint64, run->new_position), run->n_added);

  g_list_model_items_changed (G_LIST_MODEL (self), run->old_position, run->n_removed,
                              run->n_added);
}

/* From the end to the beginning, so that the places before a run still hold, and
 * the list is what it says it is at each signal. */
static void
apply_runs (KinItemList *self,
            GArray      *new_ids,
            GArray      *runs)
{
  for (guint i = runs->len; i > 0; i--)
    apply_run (self, &g_array_index (runs, KinListRun, i - 1), new_ids);
}

static void
set_complete (KinItemList *self)
{
  if (self->complete)
    return;

  self->complete = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

static void
refresh_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinItemList) self = user_data;
  g_autoptr (GArray) new_ids = NULL;
  g_autoptr (GArray) runs = NULL;
  g_autoptr (GArray) years = NULL;
  g_autoptr (GPtrArray) looked_at = NULL;
  g_autoptr (GError) error = NULL;

  new_ids = kin_record_store_refresh_finish (KIN_RECORD_STORE (object), result, &runs, &years,
                                             &error);
  if (new_ids == NULL)
    {
      self->refreshing = FALSE;
      g_clear_pointer (&self->looked_at, g_ptr_array_unref);

      /* Closed, or nobody looks any more: it stays as it is. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          && !g_error_matches (error, KIN_STORE_ERROR, KIN_STORE_ERROR_CLOSED))
        g_warning ("A list is behind: %s", error->message);

      return;
    }

  g_clear_pointer (&self->years, g_array_unref);
  self->years = g_steal_pointer (&years);
  looked_at = g_steal_pointer (&self->looked_at);
  let_go_of_changed (self, looked_at);
  apply_runs (self, new_ids, runs);
  self->refreshing = FALSE;
  set_complete (self);

  if (self->pending->len > 0)
    refresh (self);
}

static void
refresh (KinItemList *self)
{
  if (self->refreshing || g_cancellable_is_cancelled (self->cancellable))
    return;

  self->refreshing = TRUE;
  self->looked_at = g_steal_pointer (&self->pending);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_changes_unref);
  kin_record_store_refresh_async (self->store, self->query, self->ids, self->looked_at,
                                  self->cancellable, refresh_cb, g_object_ref (self));
}

static void
on_store_changed (KinRecordStore *store,
                  KinChanges     *changes,
                  KinItemList    *self)
{
  KinSection section = kin_query_get_section (self->query);
  gsize n_ids = 1;

  if (section != KIN_SECTION_NONE)
    kin_changes_get_ids (changes, section, &n_ids);

  if (n_ids == 0)
    return;

  g_ptr_array_add (self->pending, kin_changes_ref (changes));
  refresh (self);
}

static void
kin_item_list_constructed (GObject *object)
{
  KinItemList *self = KIN_ITEM_LIST (object);

  G_OBJECT_CLASS (kin_item_list_parent_class)->constructed (object);

  self->ids = kin_record_store_peek_ids (self->store, self->query);
  if (self->ids == NULL)
    self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_signal_connect_object (self->store, "changed", G_CALLBACK (on_store_changed), self, 0);
  refresh (self);
}

static void
kin_item_list_dispose (GObject *object)
{
  KinItemList *self = KIN_ITEM_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->held);
  g_clear_pointer (&self->near, g_ptr_array_unref);
  g_clear_handle_id (&self->announcement, g_source_remove);

  G_OBJECT_CLASS (kin_item_list_parent_class)->dispose (object);
}

static void
kin_item_list_finalize (GObject *object)
{
  KinItemList *self = KIN_ITEM_LIST (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->query, kin_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->late, g_hash_table_unref);
  g_clear_pointer (&self->came, g_ptr_array_unref);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->looked_at, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kin_item_list_parent_class)->finalize (object);
}

static void
kin_item_list_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  KinItemList *self = KIN_ITEM_LIST (object);

  switch (property_id)
    {
    case PROP_STORE:
      g_value_set_object (value, self->store);
      break;

    case PROP_QUERY:
      g_value_set_boxed (value, self->query);
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kin_item_list_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  KinItemList *self = KIN_ITEM_LIST (object);

  switch (property_id)
    {
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;

    case PROP_QUERY:
      self->query = g_value_dup_boxed (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kin_item_list_class_init (KinItemListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = kin_item_list_constructed;
  object_class->dispose = kin_item_list_dispose;
  object_class->finalize = kin_item_list_finalize;
  object_class->get_property = kin_item_list_get_property;
  object_class->set_property = kin_item_list_set_property;

  /**
   * KinItemList:store:
   *
   * Where the items come from.
   */
  properties[PROP_STORE] =
    g_param_spec_object ("store", NULL, NULL, KIN_TYPE_RECORD_STORE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * KinItemList:query:
   *
   * Which items are listed.
   */
  properties[PROP_QUERY] =
    g_param_spec_boxed ("query", NULL, NULL, KIN_TYPE_QUERY,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * KinItemList:complete:
   *
   * Whether all rows are known, and not only the first screen.
   */
  properties[PROP_COMPLETE] =
    g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kin_item_list_init (KinItemList *self)
{
  self->held = g_hash_table_new_full (NULL, NULL, NULL, held_free);
  self->late = g_hash_table_new (NULL, NULL);
  self->came = g_ptr_array_new_with_free_func (g_object_unref);
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_changes_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * kin_item_list_new:
 * @store: where the items come from
 * @query: which ones
 *
 * Returns: (transfer full): a live list, with its first screen of rows where
 *   they can be read at once
 */
KinItemList *
kin_item_list_new (KinRecordStore *store,
                   KinQuery       *query)
{
  g_return_val_if_fail (KIN_IS_RECORD_STORE (store), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  return g_object_new (KIN_TYPE_ITEM_LIST, "store", store, "query", query, NULL);
}

KinQuery *
kin_item_list_get_query (KinItemList *self)
{
  g_return_val_if_fail (KIN_IS_ITEM_LIST (self), NULL);

  return self->query;
}

gboolean
kin_item_list_get_complete (KinItemList *self)
{
  g_return_val_if_fail (KIN_IS_ITEM_LIST (self), FALSE);

  return self->complete;
}

/**
 * kin_item_list_get_years:
 * @self: a list that is complete
 *
 * Returns: (transfer none) (element-type int): each year that has entries, newest first; of
 *   medicines, as they stand in it
 */
GArray *
kin_item_list_get_years (KinItemList *self)
{
  g_return_val_if_fail (KIN_IS_ITEM_LIST (self), NULL);

  return self->years;
}

/**
 * kin_item_list_get_id:
 * @self: a list
 * @position: of a row
 *
 * Returns: the id of the item there, without reading it; 0 past the end
 */
gint64
kin_item_list_get_id (KinItemList *self,
                      guint        position)
{
  g_return_val_if_fail (KIN_IS_ITEM_LIST (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}
