/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-json"

#include "kin-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Reads every node in every way, as wrong as its type may be for that. */
static void
read_node (KinJsonNode node)
{
  g_autofree char *text = kin_json_node_dup_string (node);
  g_autofree char *number = kin_json_node_dup_number (node);
  g_autoptr (GBytes) bytes = kin_json_node_get_bytes (node);
  gint64 value = 0;

  kin_json_node_get_int (node, &value);
  kin_json_node_get_length (node);
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || number == NULL);
  g_assert_nonnull (bytes);
}

/* A member that the iterator shows is found by the name it shows. */
static void
find_again (KinJsonNode object,
            KinJsonNode name,
            KinJsonNode value)
{
  g_autofree char *text = kin_json_node_dup_string (name);
  KinJsonNode found = kin_json_node_get (object, text);

  g_assert_true (kin_json_node_equals (name, text));
  g_assert_true (found.token == value.token);
}

static void
walk (KinJsonNode node)
{
  KinJsonNode name, value;
  KinJsonIter iter;
  guint count = 0;

  read_node (node);
  kin_json_iter_init (&iter, node);
  for (; kin_json_iter_next (&iter, &name, &value); count++)
    {
      if (count < 100 && kin_json_node_exists (name))
        find_again (node, name, value);
      walk (value);
    }
  g_assert_cmpuint (count, ==, kin_json_node_get_length (node));
}

/* A copy of a part says what the part says. */
static void
copy_first (KinJsonNode root)
{
  KinJsonNode part = kin_json_node_get_path (root, "0");
  g_autoptr (KinJson) copy = kin_json_node_copy (part);
  g_autoptr (GBytes) bytes = kin_json_node_get_bytes (part);

  if (copy == NULL)
    return;

  g_assert_true (g_bytes_equal (kin_json_get_bytes (copy), bytes));
  walk (kin_json_get_root (copy));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (KinJson) json = kin_json_new (bytes, NULL);
  g_autoptr (KinJson) again = NULL;

  if (json == NULL)
    return 0;

  walk (kin_json_get_root (json));
  copy_first (kin_json_get_root (json));
  again = kin_json_new (kin_json_get_bytes (json), NULL);
  g_assert_nonnull (again);

  return 0;
}
