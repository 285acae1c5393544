/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-practice-answer"

#include "config.h"

#include "kin-json.h"
#include "kin-practice-answer.h"

#include <gio/gio.h>
#include <string.h>

static void
test_pieces (void)
{
  g_autoptr (KinPracticeAnswer) answer = kin_practice_answer_new (200, "text/plain");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("two", 3);
  g_autoptr (GBytes) body = NULL;

  kin_practice_answer_add_text (answer, "one");
  kin_practice_answer_add_bytes (answer, bytes);
  body = kin_practice_answer_dup_body (answer);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), (int) g_bytes_get_size (body), "onetwo", 6);
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Cache-Control"), ==, "no-store");
}

static void
test_gzip (void)
{
  g_autoptr (KinPracticeAnswer) answer = kin_practice_answer_new (200, "text/plain");
  g_autoptr (GConverter) gzip
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GInputStream) memory = NULL;
  g_autoptr (GInputStream) stream = NULL;
  char text[10] = { 0 };
  gsize length;

  kin_practice_answer_add_text (answer, "one");
  kin_practice_answer_add_text (answer, "two");
  kin_practice_answer_gzip (answer);
  packed = kin_practice_answer_dup_body (answer);
  memory = g_memory_input_stream_new_from_bytes (packed);
  stream = g_converter_input_stream_new (memory, gzip);
  g_assert_true (g_input_stream_read_all (stream, text, sizeof text, &length, NULL, NULL));
  g_assert_cmpstr (text, ==, "onetwo");
  g_assert_cmpstr (soup_message_headers_get_one (answer->headers, "Content-Encoding"), ==, "gzip");
}

static void
test_outcome (void)
{
  const char *said = "a \"quote\", a \\ and a\nline: é";
  g_autoptr (KinPracticeAnswer) answer = kin_practice_answer_new_outcome (400, "invalid", said);
  g_autoptr (GBytes) body = kin_practice_answer_dup_body (answer);
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) json = kin_json_new (body, &error);

  g_assert_no_error (error);
  g_assert_true (kin_json_node_equals (
      kin_json_node_get_path (kin_json_get_root (json), "issue.0.details.text"), said));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/answer/pieces", test_pieces);
  g_test_add_func ("/practice/answer/gzip", test_gzip);
  g_test_add_func ("/practice/answer/outcome", test_outcome);

  return g_test_run ();
}
