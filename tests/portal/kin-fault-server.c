/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-fault-server"

#include "config.h"

#include <string.h>

#include "kin-fault-server.h"

struct _FaultServer
{
  GSubprocess *process;
  GDataInputStream *output;
  guint16 port;
  gboolean tls;

  char *path;                /* of the last answer, for fault_server_then() */
  GString *answers;
};

static const char *ends[] = { "keep", "close", "reset", "hang" };

static char *
read_line (FaultServer *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static char *
command (FaultServer *self,
         const char  *text)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);

  g_assert_true (g_output_stream_write_all (input, text, strlen (text), NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (input, "\n", 1, NULL, NULL, NULL));
  return read_line (self);
}

/* Starts a server of its own for one test; arguments as fault_server.py has them. */
FaultServer *
fault_server_new (const char *first_argument,
                  ...)
{
  FaultServer *self = g_new0 (FaultServer, 1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "portal", "fault_server.py", NULL);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list arguments;

  g_ptr_array_add (words, (gpointer) "python3");
  g_ptr_array_add (words, script);
  va_start (arguments, first_argument);
  for (argument = first_argument; argument != NULL; argument = va_arg (arguments, const char *))
    {
      self->tls |= g_str_equal (argument, "--tls");
      g_ptr_array_add (words, (gpointer) argument);
    }
  va_end (arguments);
  g_ptr_array_add (words, NULL);
  self->process = g_subprocess_newv ((const char * const *) words->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = read_line (self);
  self->port = (guint16) g_ascii_strtoull (line, NULL, 10);
  self->answers = g_string_new (NULL);
  return self;
}

void
fault_server_free (FaultServer *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_string_free (self->answers, TRUE);
  g_free (self->path);
  g_free (self);
}

guint16
fault_server_get_port (FaultServer *self)
{
  return self->port;
}

char *
fault_server_url (FaultServer *self,
                  const char  *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->tls ? "https" : "http", self->port, path);
}

static void
send_answers (FaultServer *self)
{
  g_autofree char *text = g_strdup_printf ("{\"path\": \"%s\", \"answers\": [%s]}", self->path,
                                           self->answers->str);
  g_autofree char *line = command (self, text);

  g_assert_cmpstr (line, ==, "ok");
}

static void
add_answer (FaultServer *self,
            GBytes      *bytes,
            guint        repeat,
            guint        pause,
            FaultEnd     end)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *encoded = g_base64_encode (data, length);

  g_string_append_printf (self->answers,
                          "%s{\"parts\": [\"%s\"], \"repeat\": %u, \"pause\": %u, \"end\": \"%s\"}",
                          self->answers->len > 0 ? "," : "", encoded, repeat, pause, ends[end]);
}

/* What every request to @path gets from now on. */
void
fault_server_answer (FaultServer *self,
                     const char  *path,
                     GBytes      *bytes,
                     FaultEnd     end)
{
  g_free (self->path);
  self->path = g_strdup (path);
  g_string_truncate (self->answers, 0);
  add_answer (self, bytes, 1, 0, end);
  send_answers (self);
}

/* @first once, then @piece again and again with a pause after each. */
void
fault_server_drip (FaultServer *self,
                   const char  *path,
                   GBytes      *first,
                   GBytes      *piece,
                   guint        repeat,
                   guint        pause,
                   FaultEnd     end)
{
  gsize length;
  const guchar *data = g_bytes_get_data (first, &length);
  g_autofree char *head = g_base64_encode (data, length);
  g_autofree char *body = NULL;

  data = g_bytes_get_data (piece, &length);
  body = g_base64_encode (data, length);
  g_free (self->path);
  self->path = g_strdup (path);
  g_string_truncate (self->answers, 0);
  g_string_append_printf (self->answers, "{\"parts\": [\"%s\"", head);
  for (guint i = 0; i < repeat; i++)
    g_string_append_printf (self->answers, ",\"%s\"", body);
  g_string_append_printf (self->answers, "], \"pause\": %u, \"end\": \"%s\"}", pause, ends[end]);
  send_answers (self);
}

/* What the request after that gets; the last answer stays. */
void
fault_server_then (FaultServer *self,
                   GBytes      *bytes,
                   FaultEnd     end)
{
  add_answer (self, bytes, 1, 0, end);
  send_answers (self);
}

static GBytes *
whole_answer (guint       status,
              const char *headers,
              const char *body)
{
  return fault_text ("HTTP/1.1 %u Some Words\r\nContent-Length: %zu\r\n%s\r\n%s", status,
                     strlen (body), headers != NULL ? headers : "", body);
}

/* A whole answer; @headers are lines with their ends. */
void
fault_server_say (FaultServer *self,
                  const char  *path,
                  guint        status,
                  const char  *headers,
                  const char  *body)
{
  g_autoptr (GBytes) bytes = whole_answer (status, headers, body);

  fault_server_answer (self, path, bytes, FAULT_KEEP);
}

void
fault_server_then_say (FaultServer *self,
                       guint        status,
                       const char  *headers,
                       const char  *body)
{
  g_autoptr (GBytes) bytes = whole_answer (status, headers, body);

  fault_server_then (self, bytes, FAULT_KEEP);
}

void
fault_server_forget (FaultServer *self)
{
  g_autofree char *line = command (self, "{\"forget\": true}");

  g_assert_cmpstr (line, ==, "ok");
}

/* {"bytes": received, "requests": [{"method", "target", "headers", "body", "time"}]} */
KinJson *
fault_server_ledger (FaultServer *self)
{
  g_autofree char *line = command (self, "{\"ledger\": true}");
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  g_autoptr (GError) error = NULL;
  KinJson *json = kin_json_new (bytes, &error);

  g_assert_no_error (error);
  return json;
}

/* How many requests to @path came. */
guint
fault_server_count (FaultServer *self,
                    const char  *path)
{
  g_autoptr (KinJson) json = fault_server_ledger (self);
  KinJsonIter iter;
  KinJsonNode request;
  guint count = 0;

  kin_json_iter_init (&iter, kin_json_node_get (kin_json_get_root (json), "requests"));
  while (kin_json_iter_next (&iter, NULL, &request))
    {
      g_autofree char *target = kin_json_node_dup_string (kin_json_node_get (request, "target"));

      target[strcspn (target, "?")] = '\0';
      count += g_str_equal (target, path);
    }
  return count;
}

/* Whether @text came over the wire, anywhere in a request. */
gboolean
fault_server_saw (FaultServer *self,
                  const char  *text)
{
  g_autofree char *line = command (self, "{\"ledger\": true}");

  return strstr (line, text) != NULL;
}

GBytes *
fault_text (const char *format,
            ...)
{
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
fault_join (GBytes *head,
            GBytes *body)
{
  GByteArray *joined = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (head, &length);

  g_byte_array_append (joined, data, (guint) length);
  data = g_bytes_get_data (body, &length);
  g_byte_array_append (joined, data, (guint) length);
  return g_byte_array_free_to_bytes (joined);
}

GBytes *
fault_gzip (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (memory, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A ready callback that keeps the result where @user_data points. */
void
wait_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}
