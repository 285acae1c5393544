/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-changes"

#include "config.h"

#include <gio/gio.h>

#include "kin-changes-private.h"
#include "kin-query.h"

static void
test_sections (void)
{
  g_autoptr (KinChanges) changes = kin_changes_new ();
  const gint64 *ids;
  gsize n_ids;

  g_assert_true (kin_changes_is_empty (changes));
  kin_changes_add (changes, KIN_SECTION_RESULTS, 7);
  kin_changes_add (changes, KIN_SECTION_RESULTS, 9);
  kin_changes_add (changes, KIN_SECTION_VISITS, 7);

  g_assert_false (kin_changes_is_empty (changes));
  ids = kin_changes_get_ids (changes, KIN_SECTION_RESULTS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpint (ids[0], ==, 7);
  g_assert_cmpint (ids[1], ==, 9);
  kin_changes_get_ids (changes, KIN_SECTION_VISITS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_null (kin_changes_get_ids (changes, KIN_SECTION_BILLS, &n_ids));
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_true (kin_changes_has_id (changes, 9));
  g_assert_false (kin_changes_has_id (changes, 8));
}

/* A query is a value: it travels in a GValue and keeps what it was asked with. */
static void
test_query (void)
{
  g_autoptr (KinQuery) query = kin_query_new (KIN_SECTION_VISITS, "clinic", 2020, KIN_ITEM_UNREAD);
  g_auto (GValue) value = G_VALUE_INIT;
  KinQuery *copy;

  g_value_init (&value, KIN_TYPE_QUERY);
  g_value_set_boxed (&value, query);
  copy = g_value_get_boxed (&value);
  g_assert_cmpint (kin_query_get_section (copy), ==, KIN_SECTION_VISITS);
  g_assert_cmpstr (kin_query_get_connection (copy), ==, "clinic");
  g_assert_cmpint (kin_query_get_year (copy), ==, 2020);
  g_assert_cmpint (kin_query_get_only (copy), ==, KIN_ITEM_UNREAD);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/changes/sections", test_sections);
  g_test_add_func ("/store/query/values", test_query);

  return g_test_run ();
}
