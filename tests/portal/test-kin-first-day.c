/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-first-day"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-login.h"
#include "kin-scope.h"
#include "kin-test-connection.h"

/* Every part of this room, in the order of a first day with a portal, against
 * kinchart-practice and through its web pages. */
typedef struct
{
  GSubprocess *program;
  char *base;
  char *fill[3];
  GPtrArray *robots;         /* browsers that may still run */
} Practice;

static char *
word_of (KinJson    *ready,
         const char *name)
{
  char *word = kin_json_node_dup_string (kin_json_node_get (kin_json_get_root (ready), name));

  g_assert_nonnull (word);
  return word;
}

static char *
field_of (KinJson    *ready,
          const char *name)
{
  g_autofree char *word = word_of (ready, name);

  return g_strdup_printf ("%s=%s", name, word);
}

static void
practice_start (Practice *practice)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "practice",
                                                    "kinchart-practice", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinJson) ready = NULL;

  practice->program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--json",
                                        NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (practice->program));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_nonnull (line);
  bytes = g_bytes_new (line, strlen (line));
  ready = kin_json_new (bytes, &error);
  g_assert_no_error (error);
  practice->base = word_of (ready, "base_url");
  practice->fill[0] = field_of (ready, "username");
  practice->fill[1] = field_of (ready, "password");
  practice->fill[2] = field_of (ready, "code");
  practice->robots = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
practice_end (Practice *practice)
{
  for (guint i = 0; i < practice->robots->len; i++)
    g_subprocess_wait (g_ptr_array_index (practice->robots, i), NULL, NULL);
  g_ptr_array_unref (practice->robots);
  g_subprocess_force_exit (practice->program);
  g_subprocess_wait (practice->program, NULL, NULL);
  g_object_unref (practice->program);
  g_free (practice->base);
  for (gsize i = 0; i < G_N_ELEMENTS (practice->fill); i++)
    g_free (practice->fill[i]);
}

/* The person: the same script that passes other portals' pages. */
static void
open_page (const char *url,
           gpointer    user_data)
{
  Practice *practice = user_data;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "robot.py", NULL);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (practice->robots,
                   g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "python3", script,
                                     "--fill", practice->fill[0], "--fill", practice->fill[1],
                                     "--fill", practice->fill[2], url, NULL));
  g_assert_no_error (error);
}

static KinPortal *
discover (KinHttp    *http,
          const char *base)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  KinPortal *portal;

  kin_portal_discover_async (http, base, NULL, wait_cb, &result);
  portal = kin_portal_discover_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  return portal;
}

static KinGrant *
sign_in (KinHttp   *http,
         KinPortal *portal,
         Practice  *practice)
{
  static const char *const types[] = { "Patient", "Immunization", NULL };
  g_autoptr (KinLogin) login = kin_login_new (http, portal, "kinchart", NULL, NULL, types);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  KinGrant *grant;

  kin_login_run_async (login, open_page, practice, NULL, wait_cb, &result);
  grant = kin_login_run_finish (login, wait_for (&result), &error);
  g_assert_no_error (error);
  return grant;
}

/* All pages of one question, with one resource on each. */
static guint
count_pages (KinClient  *client,
             const char *question,
             GHashTable *ids)
{
  g_autofree char *next = g_strdup (question);
  guint pages = 0;

  while (next != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KinAnswer) answer = test_fetch (client, next, &error);
      KinBundle *bundle;

      g_assert_no_error (error);
      bundle = kin_answer_get_bundle (answer);
      for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
        if (kin_bundle_get_state_at (bundle, i) == KIN_ENTRY_MATCH)
          g_hash_table_add (ids, g_strdup (kin_bundle_get_id_at (bundle, i)));
      g_free (next);
      next = g_strdup (kin_bundle_get_next (bundle));
      pages++;
    }
  return pages;
}

static void
read_record (KinClient *client)
{
  g_autofree char *patient = g_strdup_printf ("Patient/%s", kin_client_get_patient_id (client));
  g_autofree char *question = g_strdup_printf ("Immunization?patient=%s&_count=5",
                                               kin_client_get_patient_id (client));
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinAnswer) answer = test_fetch (client, patient, &error);
  guint pages;

  g_assert_no_error (error);
  g_assert_cmpuint (kin_bundle_get_n_entries (kin_answer_get_bundle (answer)), ==, 1);
  g_assert_cmpstr (kin_bundle_get_id_at (kin_answer_get_bundle (answer), 0), ==,
                   kin_client_get_patient_id (client));
  pages = count_pages (client, question, ids);
  g_test_message ("%u vaccines on %u pages", g_hash_table_size (ids), pages);
  g_assert_cmpuint (pages, >, 1);
  g_assert_cmpuint (g_hash_table_size (ids), >, 5);
}

static void
test_first_day (void)
{
  Practice practice = { NULL };
  g_autoptr (KinHttp) http = test_http_new ();
  g_autoptr (KinPortal) portal = NULL;
  g_autoptr (KinGrant) grant = NULL;
  g_autoptr (TestCredentials) credentials = NULL;
  g_autoptr (KinClient) client = NULL;
  g_autoptr (KinClient) later = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *first_token = NULL;

  practice_start (&practice);
  portal = discover (http, practice.base);
  g_assert_true (kin_portal_has_type (portal, "Observation"));
  grant = sign_in (http, portal, &practice);
  g_assert_nonnull (kin_grant_get_patient (grant));
  g_assert_true (kin_scope_allows (kin_grant_get_scope (grant), "Immunization", 's'));
  /* From an id_token whose signature held. */
  g_assert_nonnull (kin_grant_get_fhir_user (grant));

  first_token = g_strdup (kin_secret_get_text (kin_grant_get_refresh_token (grant)));
  credentials = test_credentials_new (first_token, NULL);
  client = kin_client_new (http, portal, "kinchart", kin_grant_get_patient (grant), NULL,
                           KIN_CREDENTIALS (credentials), grant);
  read_record (client);
  g_assert_cmpstr (test_credentials_get_token (credentials), ==, first_token);

  /* Another day: only the refresh token is left, and it is rotated. */
  later = kin_client_new (http, portal, "kinchart", kin_grant_get_patient (grant),
                          kin_grant_get_scope (grant), KIN_CREDENTIALS (credentials), NULL);
  read_record (later);
  g_assert_cmpstr (test_credentials_get_token (credentials), !=, first_token);

  kin_client_revoke_async (later, NULL, wait_cb, &result);
  g_assert_true (kin_client_revoke_finish (later, wait_for (&result), &error));
  g_assert_no_error (error);
  g_clear_object (&later);
  later = kin_client_new (http, portal, "kinchart", kin_grant_get_patient (grant),
                          kin_grant_get_scope (grant), KIN_CREDENTIALS (credentials), NULL);
  g_assert_null (test_fetch (later, "Immunization", &error));
  g_assert_error (error, KIN_PORTAL_ERROR, KIN_PORTAL_ERROR_NEEDS_SIGN_IN);
  practice_end (&practice);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/portal/first-day", test_first_day);

  return g_test_run ();
}
