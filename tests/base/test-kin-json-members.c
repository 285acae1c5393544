/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-json-members"

#include "config.h"

#include "kin-json-members.h"

static const char visit[] =
  "{\"resourceType\":\"Encounter\",\"id\":\"e1\",\"\":\"nameless\","
  "\"period\":{\"start\":\"2024-03-05\"},\"none\":null,"
  "\"type\":[{\"coding\":[{\"code\":\"AMB\"},[\"x\"]],\"text\":\"At the doctor\"}],"
  "\"count\":1.10,\"e\\u006dpty\":{},\"list\":[]}";

static KinJson *
parse_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  KinJson *json = kin_json_new (bytes, &error);

  g_assert_no_error (error);

  return json;
}

/* Found one by one, and found in a row, with and without escapes in a name. */
static void
assert_members (KinJsonNode object)
{
  KinJsonMembers members;
  KinJsonNode name, value;
  KinJsonIter iter;

  kin_json_members_init (&members, object);
  kin_json_iter_init (&iter, object);
  while (kin_json_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = kin_json_node_dup_string (name);

      g_assert_true (kin_json_members_get (&members, text).token == value.token);
      g_assert_true (kin_json_node_get (object, text).token == value.token);
      if (kin_json_node_get_mark (name) != 0)
        g_assert_cmphex (kin_json_node_get_mark (name), ==, kin_json_mark (text, strlen (text)));
    }

  g_assert_false (kin_json_node_exists (kin_json_members_get (&members, "nobody")));
}

static void
test_members_in_a_row (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (KinJson) json = parse_text (visit);
  g_autoptr (KinJson) many = NULL;

  assert_members (kin_json_get_root (json));
  assert_members (kin_json_node_get (kin_json_get_root (json), "period"));
  assert_members (kin_json_node_get (kin_json_get_root (json), "id"));
  assert_members ((KinJsonNode) { NULL, NULL });

  /* Names of every length with the same beginning, and more of them than fit in a row. */
  for (guint i = 1; i < 2 * KIN_JSON_MEMBERS_AT_HAND; i++)
    g_string_append_printf (text, "%s\"%.*s\":%u", i > 1 ? "," : "", (int) i,
                            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
                            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", i);
  g_string_append_c (text, '}');
  many = parse_text (text->str);
  assert_members (kin_json_get_root (many));
}

/* Two names with one mark are still two names. */
static void
test_members_marks (void)
{
  g_autoptr (KinJson) json = parse_text ("{\"status1\":1,\"status2\":2}");
  KinJsonNode root = kin_json_get_root (json);
  KinJsonMembers members;

  kin_json_members_init (&members, root);
  g_assert_cmphex (kin_json_mark ("status1", 7), ==, kin_json_mark ("status2", 7));
  g_assert_cmphex (kin_json_mark ("status1", 7), ==, KIN_JSON_MARK_OF ('s', 't', 'a', 't', 7));
  g_assert_true (kin_json_node_get (root, "status2").token == root.token + 4);
  g_assert_true (kin_json_members_get (&members, "status2").token == root.token + 4);
  g_assert_false (kin_json_node_exists (kin_json_node_get (root, "status3")));
  g_assert_false (kin_json_node_exists (kin_json_members_get (&members, "status3")));
}

static void
test_members_walk (void)
{
  g_autoptr (KinJson) json = parse_text (visit);
  g_autoptr (GString) found = g_string_new (NULL);
  KinJsonIter iter;
  KinJsonNode name, value;

  kin_json_iter_init (&iter, kin_json_get_root (json));
  while (kin_json_iter_next_name (&iter, &name, &value))
    {
      g_autofree char *text = kin_json_node_dup_string (value);

      if (text != NULL)
        g_string_append_printf (found, "%s;", text);
      if (kin_json_node_equals (name, "period"))
        kin_json_iter_pass_over (&iter, value);
    }

  g_assert_cmpstr (found->str, ==, "Encounter;e1;nameless;AMB;At the doctor;");
}

static void
test_members_plain (void)
{
  g_autoptr (KinJson) json = parse_text ("[\"\",\"plain \u00e9\",\"one \\\" two\",7,{}]");
  KinJsonNode root = kin_json_get_root (json);
  const char *text;
  gsize length;

  text = kin_json_node_peek_plain (kin_json_node_at (root, 0), &length);
  g_assert_cmpuint (length, ==, 0);
  text = kin_json_node_peek_plain (kin_json_node_at (root, 1), &length);
  g_assert_cmpmem (text, (int) length, "plain \u00e9", (int) strlen ("plain \u00e9"));
  for (guint i = 2; i <= 5; i++)
    {
      g_assert_null (kin_json_node_peek_plain (kin_json_node_at (root, i), &length));
      g_assert_cmpuint (length, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-members/in-a-row", test_members_in_a_row);
  g_test_add_func ("/json-members/marks", test_members_marks);
  g_test_add_func ("/json-members/walk", test_members_walk);
  g_test_add_func ("/json-members/plain", test_members_plain);

  return g_test_run ();
}
