/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "bench-serve"

#include <libsoup/soup.h>
#include <stdio.h>

/* bench-serve CERTIFICATE KEY PAGE…: a portal over TLS that does nothing but send pages from
 * memory, so that the other side is what is measured. `/fhir/Page?number=N` is followed by
 * N + 4, so four questions have all of them. Says its address in a line, serves until its
 * input ends. */

#define STEP 4

typedef struct
{
  GPtrArray *pages;                 /* of GBytes, without the beginning that the link is put in */
  char      *base;
} Portal;

#define BEGINNING "{\"resourceType\":\"Bundle\","

static void
say (SoupServerMessage *message,
     char              *text)
{
  soup_server_message_set_response (message, "application/fhir+json", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
  soup_server_message_set_status (message, 200, NULL);
}

static void
describe (Portal            *portal,
          SoupServerMessage *message,
          gboolean           smart)
{
  if (smart)
    say (message, g_strdup_printf ("{\"authorization_endpoint\":\"%s/authorize\","
                                   "\"token_endpoint\":\"%s/token\","
                                   "\"capabilities\":[\"permission-v2\"],"
                                   "\"code_challenge_methods_supported\":[\"S256\"]}",
                                   portal->base, portal->base));
  else
    say (message, g_strdup ("{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"4.0.1\","
                            "\"format\":[\"json\"],\"rest\":[{\"mode\":\"server\","
                            "\"resource\":[{\"type\":\"Patient\"}]}]}"));
}

static void
send_page (Portal            *portal,
           SoupServerMessage *message,
           guint              number)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *link = NULL;

  if (number + STEP < portal->pages->len)
    link = g_strdup_printf (BEGINNING "\"link\":[{\"relation\":\"next\","
                            "\"url\":\"%s/Page?number=%u\"}],", portal->base, number + STEP);
  else
    link = g_strdup (BEGINNING);

  soup_message_headers_set_content_type (headers, "application/fhir+json", NULL);
  soup_message_body_append (body, SOUP_MEMORY_COPY, link, strlen (link));
  soup_message_body_append_bytes (body, g_ptr_array_index (portal->pages, number));
  soup_server_message_set_status (message, 200, NULL);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  Portal *portal = user_data;
  const char *number = query != NULL ? g_hash_table_lookup (query, "number") : NULL;
  guint64 page;

  if (g_str_has_suffix (path, "/smart-configuration"))
    describe (portal, message, TRUE);
  else if (g_str_has_suffix (path, "/metadata"))
    describe (portal, message, FALSE);
  else if (number != NULL
           && g_ascii_string_to_unsigned (number, 10, 0, portal->pages->len - 1, &page, NULL))
    send_page (portal, message, (guint) page);
  else
    soup_server_message_set_status (message, 404, NULL);
}

static gboolean
input_cb (GIOChannel   *channel,
          GIOCondition  condition,
          gpointer      user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static GPtrArray *
read_pages (char **paths)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (; *paths != NULL; paths++)
    {
      g_autoptr (GBytes) whole = NULL;
      char *contents;
      gsize length;

      if (!g_file_get_contents (*paths, &contents, &length, NULL)
          || !g_str_has_prefix (contents, BEGINNING))
        g_error ("not a page");
      whole = g_bytes_new_take (contents, length);
      g_ptr_array_add (pages, g_bytes_new_from_bytes (whole, strlen (BEGINNING),
                                                      length - strlen (BEGINNING)));
    }

  return pages;
}

static char *
listen_and_say (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;
  char *base;

  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                                 &error))
    g_error ("%s", error->message);
  uris = soup_server_get_uris (server);
  base = g_strdup_printf ("https://127.0.0.1:%d/fhir", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  printf ("%s\n", base);
  fflush (stdout);

  return base;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  Portal portal = { NULL };

  if (argc < 4)
    return 2;
  certificate = g_tls_certificate_new_from_files (argv[1], argv[2], &error);
  if (certificate == NULL)
    g_error ("%s", error->message);

  portal.pages = read_pages (argv + 3);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, "/fhir", request_cb, &portal, NULL);
  portal.base = listen_and_say (server);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, loop);
  g_main_loop_run (loop);

  soup_server_disconnect (server);
  g_ptr_array_unref (portal.pages);
  g_free (portal.base);

  return 0;
}
