/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-resource"

#include "config.h"

#include "kin-practice-resource.h"

#include <string.h>

static char *
resolve (const char *text, gpointer user_data)
{
  return kin_practice_reference_to_name (text);
}

static KinPracticeResource *
read_resource (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) json = kin_json_new (bytes, &error);
  KinJsonNode root = kin_json_get_root (json);
  g_autofree char *id = kin_json_node_dup_string (kin_json_node_get (root, "id"));

  g_assert_no_error (error);
  return kin_practice_resource_new (root, id, bytes, 5, resolve, NULL);
}

static const struct
{
  const char *text;
  const char *patient;   /* NULL: nobody's */
} owners[] = {
  { "{\"resourceType\":\"Patient\",\"id\":\"a\"}", "a" },
  { "{\"resourceType\":\"Observation\",\"id\":\"b\",\"subject\":{\"reference\":\"Patient/a\"}}",
    "a" },
  { "{\"resourceType\":\"Immunization\",\"id\":\"b\",\"patient\":"
    "{\"reference\":\"http://x/fhir/Patient/a/_history/3\"}}",
    "a" },
  { "{\"resourceType\":\"Appointment\",\"id\":\"b\",\"participant\":[{\"actor\":"
    "{\"reference\":\"Practitioner/p\"}},{\"actor\":{\"reference\":\"Patient/a\"}}]}",
    "a" },
  { "{\"resourceType\":\"Task\",\"id\":\"b\",\"for\":{\"reference\":\"Patient/a\"}}", "a" },
  { "{\"resourceType\":\"Observation\",\"id\":\"b\",\"subject\":{\"reference\":\"Group/a\"}}",
    NULL },
  { "{\"resourceType\":\"Medication\",\"id\":\"b\",\"subject\":{\"reference\":\"Patient/a\"}}",
    NULL },
};

static void
test_owner (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      g_autoptr (KinPracticeResource) resource = read_resource (owners[i].text);

      g_test_message ("%s", owners[i].text);
      g_assert_cmpstr (resource->patient, ==, owners[i].patient);
    }
}

static const struct
{
  const char *wanted;
  gboolean    has;
} tokens[] = {
  { "laboratory", TRUE },
  { "http://c|laboratory", TRUE },
  { "http://c|", TRUE },
  { "|plain", TRUE },
  { "plain", TRUE },
  { "|laboratory", FALSE },
  { "http://c/|laboratory", FALSE },
  { "http://c|plain", FALSE },
  { "Laboratory", FALSE },
  { "second", TRUE },
  { "final", FALSE },
};

static void
test_token (void)
{
  const KinPracticeParameter *category = kin_practice_types_find ("Observation", "category");
  g_autoptr (KinPracticeResource) resource
      = read_resource ("{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\","
                       "\"category\":[{\"coding\":[{\"system\":\"http://c\","
                       "\"code\":\"laboratory\"},{\"code\":\"plain\"}]},"
                       "{\"coding\":[{\"code\":\"second\"}]},{\"text\":\"only text\"}]}");

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_test_message ("%s", tokens[i].wanted);
      g_assert_cmpint (kin_practice_resource_has_token (resource, category, tokens[i].wanted), ==,
                       tokens[i].has);
    }
}

static void
test_version (void)
{
  g_autoptr (KinPracticeResource) with
      = read_resource ("{\"resourceType\":\"Goal\",\"id\":\"g\",\"meta\":{\"versionId\":\"3\","
                       "\"lastUpdated\":\"1970-01-01T00:00:01Z\"}}");
  g_autoptr (KinPracticeResource) without
      = read_resource ("{\"resourceType\":\"Goal\",\"id\":\"g\"}");

  g_assert_cmpstr (with->etag, ==, "W/\"3\"");
  g_assert_cmpint (with->updated, ==, G_USEC_PER_SEC);
  g_assert_true (g_str_has_prefix (without->etag, "W/\""));
  g_assert_cmpint (without->updated, ==, 5);
  g_assert_cmpstr (without->name, ==, "Goal/g");
}

static void
test_reference (void)
{
  g_assert_null (kin_practice_reference_to_name ("Patient/"));
  g_assert_null (kin_practice_reference_to_name ("patient/1"));
  g_assert_null (kin_practice_reference_to_name ("Patient"));
  g_assert_null (kin_practice_reference_to_name (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/resource/owner", test_owner);
  g_test_add_func ("/practice/resource/token", test_token);
  g_test_add_func ("/practice/resource/version", test_version);
  g_test_add_func ("/practice/resource/reference", test_reference);

  return g_test_run ();
}
