/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-wire"

#include "config.h"

#include "kin-practice-wire.h"

#include <string.h>
#include <sys/socket.h>

#define CHUNK 4096
#define BEAT 100   /* milliseconds between two drips */

/* An answer on its way past the HTTP library, byte by byte. */
typedef struct
{
  GIOStream *stream;
  GSocket   *socket;
  GBytes    *bytes;   /* head and body, as far as they are sent at all */
  gsize      sent;
  gsize      head;    /* this much goes at once */
  gint64     drip;    /* bytes a second, or 0 */
  gboolean   reset;   /* at the end: break the connection instead of closing it */
} Sending;

static void send_more (Sending *sending);

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->stream);
  g_object_unref (sending->socket);
  g_bytes_unref (sending->bytes);
  g_free (sending);
}

/* Closing with a linger time of zero makes TCP say RST and not FIN. */
static void
break_connection (GSocket *socket)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

static void
finish_sending (Sending *sending)
{
  if (sending->reset)
    break_connection (sending->socket);
  g_io_stream_close (sending->stream, NULL, NULL);
  sending_free (sending);
}

static gboolean
on_beat (gpointer user_data)
{
  send_more (user_data);
  return G_SOURCE_REMOVE;
}

static void
write_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sending *sending = user_data;
  gsize written = 0;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, &written, NULL))
    {
      finish_sending (sending);
      return;
    }

  sending->sent += written;
  if (sending->sent >= g_bytes_get_size (sending->bytes))
    finish_sending (sending);
  else if (sending->drip > 0)
    g_timeout_add (BEAT, on_beat, sending);
  else
    send_more (sending);
}

static void
send_more (Sending *sending)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (sending->bytes, &length);
  gsize rest = length - sending->sent;

  if (sending->drip > 0 && sending->sent < sending->head)
    rest = MIN (rest, sending->head - sending->sent);
  else if (sending->drip > 0)
    rest = MIN (rest, (gsize) MAX (1, sending->drip * BEAT / 1000));
  if (rest == 0)
    {
      finish_sending (sending);
      return;
    }

  g_output_stream_write_all_async (g_io_stream_get_output_stream (sending->stream),
                                   data + sending->sent, rest, G_PRIORITY_DEFAULT, NULL, write_cb,
                                   sending);
}

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

static GString *
write_head (KinPracticeAnswer *answer, KinPracticeFraming framing, gsize length)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  GString *head = g_string_new (NULL);

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\nDate: %s\r\nConnection: close\r\n",
                          answer->status, soup_status_get_phrase (answer->status), date);
  soup_message_headers_foreach (answer->headers, append_header, head);
  if (framing == KIN_PRACTICE_FRAMING_CHUNKED)
    g_string_append (head, "Transfer-Encoding: chunked\r\n");
  else if (framing == KIN_PRACTICE_FRAMING_LENGTH)
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", length);
  g_string_append (head, "\r\n");

  return head;
}

/* RFC 9112 section 7.1. */
static GBytes *
chunk (GBytes *body)
{
  GByteArray *out = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  for (gsize at = 0; at < length; at += CHUNK)
    {
      guint size = (guint) MIN (CHUNK, length - at);
      g_autofree char *line = g_strdup_printf ("%x\r\n", size);

      g_byte_array_append (out, (const guint8 *) line, (guint) strlen (line));
      g_byte_array_append (out, data + at, size);
      g_byte_array_append (out, (const guint8 *) "\r\n", 2);
    }
  g_byte_array_append (out, (const guint8 *) "0\r\n\r\n", 5);

  return g_byte_array_free_to_bytes (out);
}

/* How much of @length bytes is sent. */
static gsize
cut_to (KinPracticeRule *rule, gsize length)
{
  if (rule->cut >= 0)
    return MIN (length, (gsize) rule->cut);
  if (rule->cut_permille >= 0)
    return length * (gsize) MIN (rule->cut_permille, 1000) / 1000;

  return length;
}

static Sending *
prepare (KinPracticeAnswer *answer, KinPracticeRule *rule)
{
  Sending *sending = g_new0 (Sending, 1);
  KinPracticeFraming framing = rule->framing != KIN_PRACTICE_FRAMING_USUAL
                                   ? rule->framing
                                   : KIN_PRACTICE_FRAMING_LENGTH;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) framed = NULL;
  GString *head;

  if (framing == KIN_PRACTICE_FRAMING_GZIP
      && soup_message_headers_get_one (answer->headers, "Content-Encoding") == NULL)
    kin_practice_answer_gzip (answer);
  body = kin_practice_answer_dup_body (answer);
  framed = framing == KIN_PRACTICE_FRAMING_CHUNKED ? chunk (body) : g_bytes_ref (body);
  head = write_head (answer, framing, g_bytes_get_size (body));

  sending->head = head->len;
  sending->drip = rule->drip;
  sending->reset = rule->reset;
  g_string_append_len (head, g_bytes_get_data (framed, NULL),
                       (gssize) cut_to (rule, g_bytes_get_size (framed)));
  sending->bytes = g_string_free_to_bytes (head);

  return sending;
}

/* A reset with nothing before it, with or without having done what was asked. */
static void
send_nothing (GIOStream *stream, GSocket *socket)
{
  break_connection (socket);
  g_io_stream_close (stream, NULL, NULL);
}

static void
send_raw (SoupServerMessage *message, KinPracticeAnswer *answer, KinPracticeRule *rule)
{
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  Sending *sending;

  if (rule->lose_reply || (rule->reset && rule->cut < 0 && rule->cut_permille < 0))
    {
      send_nothing (stream, socket);
      return;
    }

  sending = prepare (answer, rule);
  sending->stream = g_steal_pointer (&stream);
  sending->socket = g_steal_pointer (&socket);
  send_more (sending);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

static void
send_usual (SoupServerMessage *message, KinPracticeAnswer *answer)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) bytes = kin_practice_answer_dup_body (answer);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_foreach (answer->headers, copy_header,
                                soup_server_message_get_response_headers (message));
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
}

/**
 * kin_practice_wire_send:
 * @message: a message that is being handled
 * @answer: the answer to it
 * @rule: (nullable): a fault to play on the way
 *
 * Sends an answer, through the HTTP library or, for faults below it, on the
 * bare connection.
 */
void
kin_practice_wire_send (SoupServerMessage *message, KinPracticeAnswer *answer,
                        KinPracticeRule *rule)
{
  if (kin_practice_rule_is_raw (rule))
    send_raw (message, answer, rule);
  else
    send_usual (message, answer);
}
