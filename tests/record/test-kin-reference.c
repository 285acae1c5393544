/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-reference"

#include "config.h"

#include "kin-reference.h"
#include "record-samples.h"

static const struct
{
  const char        *text;
  KinReferenceStyle  style;
  const char        *key;
  const char        *base;
} references[] = {
  { "", KIN_REFERENCE_NONE, NULL, NULL },
  { "Patient/1", KIN_REFERENCE_RELATIVE, "Patient/1", NULL },
  { "Patient/1/_history/2", KIN_REFERENCE_RELATIVE, "Patient/1", NULL },
  { "Patient/e.Qx_-7~" "", KIN_REFERENCE_RELATIVE, "Patient/e.Qx_-7~", NULL },
  { "https://a.example/r4/Patient/1", KIN_REFERENCE_ABSOLUTE, "Patient/1", "https://a.example/r4" },
  { "http://a.example/Patient/1", KIN_REFERENCE_ABSOLUTE, "Patient/1", "http://a.example" },
  { "https://a.example/x/y/Patient/1/_history/9", KIN_REFERENCE_ABSOLUTE, "Patient/1",
    "https://a.example/x/y" },
  { "#p", KIN_REFERENCE_CONTAINED, NULL, NULL },
  { "#", KIN_REFERENCE_CONTAINED, NULL, NULL },
  { "urn:uuid:0f3a", KIN_REFERENCE_URN, NULL, NULL },
  { "urn:oid:1.2.3", KIN_REFERENCE_URN, NULL, NULL },
  { "Patient", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/", KIN_REFERENCE_ODD, NULL, NULL },
  { "/Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "./Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "../Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "x/Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient//1", KIN_REFERENCE_ODD, NULL, NULL },
  { "patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1 ", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1?x=y", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1#x", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient%2F1", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/%31", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/..", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1/_history", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1/_history/", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient/1/2", KIN_REFERENCE_ODD, NULL, NULL },
  { "Patient?identifier=a|b", KIN_REFERENCE_ODD, NULL, NULL },
  { "https://Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
  { "https://a.example/Patient", KIN_REFERENCE_ODD, NULL, NULL },
  { "https://a.example/Patient/1?x", KIN_REFERENCE_ODD, NULL, NULL },
  { "ftp://a.example/Patient/1", KIN_REFERENCE_ODD, NULL, NULL },
};

static void
test_styles (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (KinReference) reference = kin_reference_new (references[i].text);
      g_autofree char *key = kin_reference_dup_key (reference);

      g_test_message ("%s", references[i].text);
      g_assert_cmpint (reference->style, ==, references[i].style);
      g_assert_cmpstr (key, ==, references[i].key);
      g_assert_cmpstr (reference->base, ==, references[i].base);
    }
}

/* What is there and of the wrong shape is not the same as nothing. */
static void
test_shapes (void)
{
  static const struct
  {
    const char        *json;
    KinReferenceStyle  style;
  } shapes[] = {
    { "{'reference':'Patient/1'}", KIN_REFERENCE_RELATIVE },
    { "{'reference':'Patient\\/1'}", KIN_REFERENCE_RELATIVE },
    { "{'display':'Ana'}", KIN_REFERENCE_NONE },
    { "{}", KIN_REFERENCE_NONE },
    { "{'reference':7}", KIN_REFERENCE_ODD },
    { "{'reference':['Patient/1']}", KIN_REFERENCE_ODD },
    { "{'reference':null}", KIN_REFERENCE_ODD },
    { "'Patient/1'", KIN_REFERENCE_ODD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (KinJson) json = sample_parse (shapes[i].json);
      g_autoptr (KinReference) reference = kin_reference_from_node (kin_json_get_root (json));

      g_test_message ("%s", shapes[i].json);
      g_assert_cmpint (reference->style, ==, shapes[i].style);
    }
}

static void
test_bases (void)
{
  g_assert_true (kin_base_equals ("https://a.example/r4", "https://a.example/r4/"));
  g_assert_true (kin_base_equals ("https://a.example/r4", "http://A.EXAMPLE:80/r4"));
  g_assert_true (kin_base_equals ("https://a.example", "https://a.example:443/"));
  g_assert_false (kin_base_equals ("https://a.example/r4", "https://a.example/R4"));
  g_assert_false (kin_base_equals ("https://a.example/r4", "https://a.example/r4b"));
  g_assert_false (kin_base_equals ("https://a.example/r4", "https://b.example/r4"));
  g_assert_false (kin_base_equals ("https://a.example:8443/r4", "https://a.example/r4"));
  g_assert_false (kin_base_equals ("https://a.example@b.example/r4", "https://a.example/r4"));
  g_assert_false (kin_base_equals (NULL, "https://a.example"));
  g_assert_false (kin_base_equals (NULL, NULL));
}

static void
test_contained (void)
{
  g_autoptr (KinJson) json = sample_parse ("{'contained':[7,{'id':'a'},{'id':'b','x':1}]}");
  KinJsonNode root = kin_json_get_root (json);

  g_assert_true (kin_json_node_exists (kin_json_node_get (kin_contained_find (root, "b"), "x")));
  g_assert_false (kin_json_node_exists (kin_contained_find (root, "c")));
  g_assert_false (kin_json_node_exists (kin_contained_find (root, "")));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reference/styles", test_styles);
  g_test_add_func ("/reference/shapes", test_shapes);
  g_test_add_func ("/reference/bases", test_bases);
  g_test_add_func ("/reference/contained", test_contained);

  return g_test_run ();
}
