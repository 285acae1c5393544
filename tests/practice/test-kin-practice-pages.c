/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-pages"

#include "config.h"

#include "kin-practice-pages.h"
#include "small-record.h"

#include <string.h>

#define BASE "http://127.0.0.1:1/fhir"

/* A person with @n conditions. */
static KinPracticeCare *
make_care (guint n)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Patient\",\"id\":\"rosa\"}\n"
                                           "{\"resourceType\":\"Patient\",\"id\":\"otto\"}\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            "{\"resourceType\":\"Condition\",\"id\":\"c%u\","
                            "\"subject\":{\"reference\":\"Patient/rosa\"}}\n"
                            "{\"resourceType\":\"Provenance\",\"id\":\"p%u\","
                            "\"target\":[{\"reference\":\"Condition/c%u\"}]}\n",
                            i, i / 2, i);
  return care_from_text (text->str, "a.ndjson", NULL);
}

static KinJson *
ask (KinPracticePages *pages, KinPracticeGrant *grant, const char *query, guint status)
{
  g_autoptr (KinPracticeRequest) request
      = kin_practice_request_new ("GET", "/fhir/Condition", query, NULL, NULL);
  g_autoptr (KinPracticeAnswer) answer
      = kin_practice_pages_answer (pages, request, "Condition", grant, NULL);
  g_autoptr (GBytes) body = kin_practice_answer_dup_body (answer);
  g_autoptr (GError) error = NULL;
  KinJson *json = kin_json_new (body, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, status);
  return json;
}

/* The query of the next page, or NULL. */
static char *
next_of (KinJson *page)
{
  KinJsonNode link = kin_json_node_at (kin_json_node_get (kin_json_get_root (page), "link"), 1);
  g_autofree char *url = kin_json_node_dup_string (kin_json_node_get (link, "url"));

  return url != NULL ? g_strdup (strchr (url, '?') + 1) : NULL;
}

static guint
n_entries (KinJson *page)
{
  return kin_json_node_get_length (kin_json_node_get (kin_json_get_root (page), "entry"));
}

static void
test_walk (void)
{
  const guint sizes[] = { 0, 1, 2, 3, 6, 7 };
  g_autoptr (KinPracticeGrant) grant = grant_for ("rosa", "patient/*.rs");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (KinPracticeCare) care = make_care (sizes[i]);
      g_autoptr (KinPracticePages) pages = kin_practice_pages_new (care, BASE);
      g_autofree char *query = g_strdup ("patient=rosa&_count=3");
      guint entries = 0;
      guint asked = 0;

      while (query != NULL)
        {
          g_autoptr (KinJson) page = ask (pages, grant, query, 200);

          entries += n_entries (page);
          asked++;
          g_free (query);
          query = next_of (page);
        }
      g_assert_cmpuint (entries, ==, sizes[i]);
      g_assert_cmpuint (asked, ==, MAX (1, (sizes[i] + 2) / 3));
    }
}

static void
test_again (void)
{
  g_autoptr (KinPracticeCare) care = make_care (7);
  g_autoptr (KinPracticePages) pages = kin_practice_pages_new (care, BASE);
  g_autoptr (KinPracticeGrant) rosa = grant_for ("rosa", "patient/*.rs");
  g_autoptr (KinPracticeGrant) otto = grant_for ("otto", "patient/*.rs");
  g_autoptr (KinJson) first = ask (pages, rosa, "patient=rosa&_count=3", 200);
  g_autofree char *next = next_of (first);
  g_autoptr (KinJson) once = ask (pages, rosa, next, 200);
  g_autoptr (KinJson) twice = ask (pages, rosa, next, 200);
  G_GNUC_UNUSED g_autoptr (KinJson) other = ask (pages, otto, next, 410);
  G_GNUC_UNUSED g_autoptr (KinJson) made_up = ask (pages, rosa, "_page=abc-1", 410);

  g_assert_true (g_bytes_equal (kin_json_get_bytes (once), kin_json_get_bytes (twice)));
}

/* A source of two conditions comes once in the whole answer. */
static void
test_sources (void)
{
  g_autoptr (KinPracticeCare) care = make_care (4);
  g_autoptr (KinPracticePages) pages = kin_practice_pages_new (care, BASE);
  g_autoptr (KinPracticeGrant) grant = grant_for ("rosa", "patient/*.rs");
  g_autoptr (KinPracticeGrant) few = grant_for ("rosa", "patient/Condition.rs");
  g_autoptr (KinJson) page
      = ask (pages, grant, "patient=rosa&_revinclude=Provenance:target", 200);
  g_autoptr (KinJson) hidden
      = ask (pages, few, "patient=rosa&_revinclude=Provenance:target", 200);
  gint64 total;

  g_assert_cmpuint (n_entries (page), >, 4);
  g_assert_cmpuint (n_entries (page), <, 8);
  g_assert_cmpuint (n_entries (hidden), ==, 4);
  g_assert_true (kin_json_node_get_int (kin_json_node_get (kin_json_get_root (page), "total"),
                                        &total));
  g_assert_cmpint (total, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/pages/walk", test_walk);
  g_test_add_func ("/practice/pages/again", test_again);
  g_test_add_func ("/practice/pages/sources", test_sources);

  return g_test_run ();
}
