/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-sandbox"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixsocketaddress.h>

#include "engine-kit.h"
#include "kin-decoder.h"

/* A program that was taken over by a file tries all it can think of, in the real sandbox: each
 * try fails, and each of them succeeds outside, or it would show nothing. */

#define SIDE 64

typedef struct
{
  char *folder;
  char *spy;
  GSocketListener *listener; /* on this computer, and in the abstract names of sockets */
  GString *tries;
} Cell;

static guint16
listen_on (Cell           *cell,
           GSocketAddress *address)
{
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (cell->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, &effective, &error);
  g_assert_no_error (error);
  g_object_unref (address);

  return G_IS_INET_SOCKET_ADDRESS (effective)
         ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)) : 0;
}

/* The socket of the session bus. */
static char *
find_bus (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  const char *path = address != NULL ? strstr (address, "unix:path=") : NULL;

  g_assert_nonnull (path);
  path += strlen ("unix:path=");

  return g_strndup (path, strcspn (path, ",;"));
}

static void
write_tries (Cell       *cell,
             const char *secret)
{
  static const char word[] = "private";
  g_autofree char *name = g_strdup_printf ("@kin-sandbox-%d", (int) getpid ());
  g_autofree char *bus = find_bus ();
  guint16 port = listen_on (cell, g_inet_socket_address_new_from_string ("127.0.0.1", 0));

  listen_on (cell, g_unix_socket_address_new_with_type (name + 1, -1,
                                                        G_UNIX_SOCKET_ADDRESS_ABSTRACT));
  g_string_append_printf (cell->tries,
                          "read %s\nread /etc/passwd\nread /proc/self/environ\n"
                          "write %s/planted\nwrite /usr/kin-planted\n"
                          "port %u\nsocket %s\nsocket %s\n"
                          "signal %d\nmemory %d %p\ntrace %d\n",
                          secret, cell->folder, port, bus, name,
                          (int) getpid (), (int) getpid (), (const void *) word, (int) getpid ());
}

static void
set_up (Cell          *cell,
        gconstpointer  unused)
{
  g_autofree char *secret = g_build_filename (g_get_home_dir (), "secret", NULL);
  g_autofree char *path = NULL;

  cell->folder = kit_make_folder ();
  cell->spy = g_test_build_filename (G_TEST_BUILT, "engine", "sandbox-spy", NULL);
  cell->listener = g_socket_listener_new ();
  cell->tries = g_string_new (NULL);
  g_assert_true (g_file_set_contents (secret, "private", -1, NULL));
  write_tries (cell, secret);
  path = g_build_filename (cell->folder, "tries", NULL);
  g_assert_true (g_file_set_contents (path, cell->tries->str, -1, NULL));
}

static void
tear_down (Cell          *cell,
           gconstpointer  unused)
{
  kit_remove_folder (cell->folder);
  g_free (cell->folder);
  g_free (cell->spy);
  g_object_unref (cell->listener);
  g_string_free (cell->tries, TRUE);
}

/* What came of each try, in the order of the tries. */
static void
assert_came (const char *where,
             const char *said,
             const int  *wanted,
             guint       n)
{
  g_auto (GStrv) lines = g_strsplit (said, "\n", (int) n + 1);

  g_assert_cmpuint (g_strv_length (lines), ==, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const char *number = strrchr (lines[i], ' ');
      int code;

      g_assert_nonnull (number);
      code = (int) g_ascii_strtoll (number, NULL, 10);
      g_test_message ("%s: %.*s: %s", where, (int) (number - lines[i]), lines[i],
                      code == 0 ? "done" : g_strerror (code));
      g_assert_cmpint (code, ==, wanted[i]);
    }
}

/* read, read, read; write, write; port, socket, socket; signal, memory, trace. */
#define N_TRIES 11

static void
test_inside (Cell          *cell,
             gconstpointer  unused)
{
  static const int wanted[N_TRIES] = {
    ENOENT, ENOENT, ENOENT, ENOENT, EROFS, ECONNREFUSED, ENOENT, ECONNREFUSED, ESRCH, ESRCH, ESRCH,
  };
  g_autofree char *path = g_build_filename (cell->folder, "tries", NULL);
  g_autofree char *planted = g_build_filename (cell->folder, "planted", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (KitResult) result = { NULL };
  g_autofree char *said = NULL;

  kin_decoder_picture_async (cell->spy, file, SIDE, NULL, kit_done, &result);
  bytes = kin_decoder_picture_finish (kit_wait (&result), &error);
  g_assert_no_error (error);
  said = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  assert_came ("inside", said, wanted, N_TRIES);
  g_assert_false (g_file_test (planted, G_FILE_TEST_EXISTS));
}

/* The same without a sandbox. What needs rights that not everybody has is left out. */
static void
test_outside (Cell          *cell,
              gconstpointer  unused)
{
  static const int wanted[N_TRIES] = { 0 };
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *tries = NULL;
  g_autofree char *said = NULL;
  gboolean root = geteuid () == 0;
  g_auto (GStrv) parts = g_strsplit (cell->tries->str, "write /usr/kin-planted\n", 2);
  char *end = strstr (parts[1], "memory ");

  if (!root)
    *end = '\0';
  tries = g_strconcat (parts[0], parts[1], NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, cell->spy, "picture", "64", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, tries, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  assert_came ("outside", said, wanted, root ? N_TRIES - 1 : N_TRIES - 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/sandbox/inside", Cell, NULL, set_up, test_inside, tear_down);
  g_test_add ("/sandbox/outside", Cell, NULL, set_up, test_outside, tear_down);

  return g_test_run ();
}
