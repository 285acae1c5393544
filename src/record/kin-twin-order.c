/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-twin-order"

#include "config.h"

#include <string.h>

#include "kin-item-private.h"
#include "kin-path-private.h"
#include "kin-twin-private.h"

/* The numbers of the orders that a result answers. Whoever asked for it gives one (the placer), and
 * the lab another (the filler): numbers are compared with those of the same side, or system. */

/* What comes before a number that is only compared, and proves nothing: who gave it. */
#define SIDE '@'

static void
add_entry (GHashTable *orders,
           const char *scope,
           const char *value)
{
  g_hash_table_add (orders, g_strdup_printf ("%s\n%s", scope, value));
}

static gboolean
find_side (KinJsonNode node,
           gpointer    user_data)
{
  const char **side = user_data;

  if (kin_json_node_equals (node, "PLAC"))
    *side = "@PLAC";
  else if (kin_json_node_equals (node, "FILL"))
    *side = "@FILL";

  return *side != NULL;
}

/* See https://terminology.hl7.org/CodeSystem-v2-0203.html for PLAC and FILL. */
static const char *
get_side (KinJsonNode number)
{
  const char *side = NULL;

  kin_path_visit (number, "type.coding.code", find_side, &side);

  return side;
}

static gboolean
add_order (KinJsonNode number,
           gpointer    user_data)
{
  g_autofree char *system = kin_json_node_dup_string (kin_json_node_get (number, "system"));
  g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (number, "value"));
  g_autofree char *use = kin_json_node_dup_string (kin_json_node_get (number, "use"));
  const char *side = get_side (number);

  if (value == NULL || *value == '\0' || g_strcmp0 (use, "old") == 0)
    return FALSE;

  if (system != NULL && *system != '\0' && *system != SIDE)
    add_entry (user_data, system, value);
  if (side != NULL)
    add_entry (user_data, side, value);

  return FALSE;
}

/* Most numbers of a result are its own, and not of its order. */
static gboolean
add_if_order (KinJsonNode number,
              gpointer    user_data)
{
  return get_side (number) != NULL && add_order (number, user_data);
}

static gboolean
add_contained (KinJsonNode resource,
               gpointer    user_data)
{
  if (kin_json_node_equals (kin_json_node_get (resource, "resourceType"), "ServiceRequest"))
    kin_path_visit (resource, "identifier", add_order, user_data);

  return FALSE;
}

static GHashTable *
list_orders (KinItem *item)
{
  GHashTable *orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  KinJsonNode root = kin_item_get_node (item);

  kin_path_visit (root, "basedOn.identifier", add_order, orders);
  kin_path_visit (root, "contained", add_contained, orders);
  kin_path_visit (root, "identifier", add_if_order, orders);

  return orders;
}

static gboolean
is_answer (KinItem *item)
{
  return g_str_equal (kin_item_get_kind (item), "Observation") ||
         g_str_equal (kin_item_get_kind (item), "DiagnosticReport");
}

/* Whether there is a number of the same side or system in @others. */
static gboolean
has_scope (GHashTable *others,
           const char *order)
{
  gsize length = (gsize) (strchr (order, '\n') - order) + 1;
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &other, NULL))
    if (strncmp (order, other, length) == 0)
      return TRUE;

  return FALSE;
}

/* Whether one of the numbers of @orders, in the scope of @order, is among @others. */
static gboolean
shares_in_scope (GHashTable *orders,
                 GHashTable *others,
                 const char *order)
{
  gsize length = (gsize) (strchr (order, '\n') - order) + 1;
  GHashTableIter iter;
  gpointer one;

  g_hash_table_iter_init (&iter, orders);
  while (g_hash_table_iter_next (&iter, &one, NULL))
    if (strncmp (order, one, length) == 0 && g_hash_table_contains (others, one))
      return TRUE;

  return FALSE;
}

/* Whether two results answer two orders: then they are two, however alike they are. */
gboolean
kin_twin_orders_differ (KinItem *one,
                        KinItem *other)
{
  g_autoptr (GHashTable) orders = NULL;
  g_autoptr (GHashTable) others = NULL;
  GHashTableIter iter;
  gpointer order;

  if (!is_answer (one) || !is_answer (other))
    return FALSE;

  orders = list_orders (one);
  others = list_orders (other);
  g_hash_table_iter_init (&iter, orders);
  while (g_hash_table_iter_next (&iter, &order, NULL))
    if (has_scope (others, order) && !shares_in_scope (orders, others, order))
      return TRUE;

  return FALSE;
}

/* Whether two results answer one order. A panel does so with many results, and a series with the
 * same one at several times: more has to be the same. */
gboolean
kin_twin_share_order (KinItem *one,
                      KinItem *other)
{
  g_autoptr (GHashTable) orders = list_orders (one);
  g_autoptr (GHashTable) others = list_orders (other);
  GHashTableIter iter;
  gpointer order;

  g_hash_table_iter_init (&iter, orders);
  while (g_hash_table_iter_next (&iter, &order, NULL))
    if (*(const char *) order != SIDE && g_hash_table_contains (others, order))
      return !kin_twin_orders_differ (one, other);

  return FALSE;
}
