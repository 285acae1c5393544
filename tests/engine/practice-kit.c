/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "practice-kit"

#include "config.h"

#include <string.h>

#include "kin-sign-in.h"
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

/* Signs in as the patient @name, and says that it is the person. */
KinConnection *
practice_sign_in (Practice    *self,
                  KinPerson   *person,
                  const char  *name,
                  GError     **error)
{
  g_autofree char *base = practice_word_of (self, "base_url");
  g_autoptr (KinSignIn) sign_in = kin_sign_in_new (person, base, "kinchart", NULL, NULL);
  Visitor visitor = { self, name };
  g_auto (KitResult) signed_in = { NULL };
  g_auto (KitResult) confirmed = { NULL };

  kin_sign_in_run_async (sign_in, open_page, &visitor, NULL, kit_done, &signed_in);
  if (!kin_sign_in_run_finish (sign_in, kit_wait (&signed_in), error))
    return NULL;

  g_assert_cmpint (kin_sign_in_get_match (sign_in), ==, KIN_MATCH_SAME);
  kin_sign_in_confirm_async (sign_in, NULL, kit_done, &confirmed);
  return kin_sign_in_confirm_finish (sign_in, kit_wait (&confirmed), error);
}
