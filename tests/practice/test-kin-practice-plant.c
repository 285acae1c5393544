/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-plant"

#include "config.h"

#include "kin-json.h"
#include "kin-practice-plant.h"

#include <string.h>

/* Each is well-formed, so that it is refused for what it says, and none is the patient's own. */
static void
test_entries (void)
{
  const char *const types[] = { "Observation", "Immunization", "Coverage", "Patient" };
  const char *const *plants = kin_practice_plant_list ();

  for (guint i = 0; plants[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (types); j++)
      {
        g_autofree char *text
            = kin_practice_plant_new_entry (plants[i], types[j], "me", "http://127.0.0.1:1/fhir");
        g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
        g_autoptr (GError) error = NULL;
        g_autoptr (KinJson) json = kin_json_new (bytes, &error);
        KinJsonNode resource;

        g_assert_no_error (error);
        resource = kin_json_node_get (kin_json_get_root (json), "resource");
        g_assert_true (kin_json_node_exists (kin_json_node_get (resource, "id")));
        g_assert_false (kin_json_node_equals (
            kin_json_node_get_path (resource, "subject.reference"), "Patient/me")
                        && !g_str_equal (plants[i], "two-owners"));
        g_assert_null (strchr (text, '%'));
      }
}

static void
test_known (void)
{
  g_assert_true (kin_practice_plant_is_known ("relative"));
  g_assert_false (kin_practice_plant_is_known ("nonsense"));
}

static void
test_member (void)
{
  g_autofree char *result = kin_practice_plant_new_resource ("relative", "Observation", "me", "b");
  g_autofree char *vaccine
      = kin_practice_plant_new_resource ("relative", "Immunization", "me", "b");

  g_assert_cmpstr (result, ==,
                   "{\"resourceType\":\"Observation\",\"id\":\"planted-resource\",\"subject\":"
                   "{\"reference\":\"Patient/somebody-else\"}}");
  g_assert_nonnull (strstr (vaccine, "\"patient\":{"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/plant/entries", test_entries);
  g_test_add_func ("/practice/plant/known", test_known);
  g_test_add_func ("/practice/plant/member", test_member);

  return g_test_run ();
}
