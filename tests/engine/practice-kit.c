/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "practice-kit"

#include "config.h"

#include <string.h>

#include "practice-kit.h"

/* Starts it, and waits until it can be asked. */
void
practice_start (Practice            *self,
                const char * const  *paths)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "practice",
                                                    "kinchart-practice", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  g_strv_builder_add_many (builder, program, "--json", NULL);
  for (guint i = 0; paths[i] != NULL; i++)
    g_strv_builder_add_many (builder, "--data", paths[i], NULL);
  words = g_strv_builder_end (builder);
  self->process = g_subprocess_newv ((const char * const *) words, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  bytes = g_bytes_new (line, strlen (line));
  self->ready = kin_json_new (bytes, &error);
  g_assert_no_error (error);
}

void
practice_stop (Practice *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  g_clear_pointer (&self->ready, kin_json_unref);
}

char *
practice_word_of (Practice   *self,
                  const char *name)
{
  return kin_json_node_dup_string (kin_json_node_get (kin_json_get_root (self->ready), name));
}

typedef struct
{
  Practice   *practice;
  const char *name;
} Visitor;

static void
open_page (const char *url,
           gpointer    user_data)
{
  Visitor *visitor = user_data;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "robot.py", NULL);
  g_autofree char *password = practice_word_of (visitor->practice, "password");
  g_autofree char *code = practice_word_of (visitor->practice, "code");
  g_autofree char *fill_password = g_strconcat ("password=", password, NULL);
  g_autofree char *fill_code = g_strconcat ("code=", code, NULL);
  g_autoptr (GSubprocess) robot = NULL;
  g_autoptr (GError) error = NULL;

  robot = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "python3", script,
                            "--fill", "username=practice", "--fill", fill_password,
                            "--fill", fill_code, "--person", visitor->name, url, NULL);
  g_assert_no_error (error);
}

/* Has the portal answer by rules, as kin_practice_faults_set() takes them, from now on. */
void
practice_set_faults (Practice   *self,
                     const char *rules)
{
  g_autofree char *base = practice_word_of (self, "base_url");
  g_autoptr (GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) answer = NULL;
  g_autofree char *request = NULL;
  g_autofree char *line = NULL;

  connection = g_socket_client_connect_to_host (client, g_uri_get_host (uri),
                                                (guint16) g_uri_get_port (uri), NULL, NULL);
  request = g_strdup_printf ("POST /_practice/faults HTTP/1.1\r\nHost: %s:%d\r\n"
                             "Content-Type: application/json\r\nConnection: close\r\n"
                             "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                             g_uri_get_host (uri), g_uri_get_port (uri), strlen (rules), rules);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, NULL);
  answer = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  line = g_data_input_stream_read_line (answer, NULL, NULL, NULL);
  g_assert_true (g_str_has_prefix (line, "HTTP/1.1 2"));
}

/* Opens the portal in a browser, as the patient @name. */
gboolean
practice_visit (Practice    *self,
                KinSignIn   *sign_in,
                const char  *name,
                GError     **error)
{
  Visitor visitor = { self, name };
  g_auto (KitResult) signed_in = { NULL };

  kin_sign_in_run_async (sign_in, open_page, &visitor, NULL, kit_done, &signed_in);
  return kin_sign_in_run_finish (sign_in, kit_wait (&signed_in), error);
}

/* Signs in as the patient @name, and says that it is the person. */
KinConnection *
practice_sign_in (Practice    *self,
                  KinPerson   *person,
                  const char  *name,
                  GError     **error)
{
  g_autofree char *base = practice_word_of (self, "base_url");
  g_autoptr (KinSignIn) sign_in = kin_sign_in_new (person, base, "kinchart", NULL, NULL);
  g_auto (KitResult) confirmed = { NULL };

  if (!practice_visit (self, sign_in, name, error))
    return NULL;

  g_assert_cmpint (kin_sign_in_get_match (sign_in), ==, KIN_MATCH_SAME);
  kin_sign_in_confirm_async (sign_in, NULL, kit_done, &confirmed);
  return kin_sign_in_confirm_finish (sign_in, kit_wait (&confirmed), error);
}

static void
start_of_teo (Practice *practice)
{
  static const char * const parts[] = { "person", "care", "documents", "files", "vaccines",
                                        "results", "letters" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *name = g_strconcat ("teo-", parts[i], ".json", NULL);

      g_ptr_array_add (paths, g_build_filename (g_getenv ("KIN_DATA"), "practice", name, NULL));
    }
  g_ptr_array_add (paths, NULL);
  practice_start (practice, (const char * const *) paths->pdata);
}

void
kit_visit_set_up (KitVisit *self)
{
  start_of_teo (&self->practice);
  self->folder = kit_make_folder ();
  self->family = kit_open_family (self->folder, NULL);
  self->person = kit_add_person (self->family, TEO, "2023-06-02");
}

void
kit_visit_tear_down (KitVisit *self)
{
  kit_close_family (self->family);
  g_clear_object (&self->connection);
  g_object_unref (self->person);
  g_object_unref (self->family);
  practice_stop (&self->practice);
  kit_remove_folder (self->folder);
  g_free (self->folder);
}

gboolean
kit_visit_sign_in (KitVisit  *self,
                   GError   **error)
{
  g_clear_object (&self->connection);
  self->connection = practice_sign_in (&self->practice, self->person, TEO, error);
  return self->connection != NULL;
}
