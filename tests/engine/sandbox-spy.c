/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

/* Stands in the place of kinchart-decode, and tries what a program would try that was taken over
 * by a file: sandbox-spy "picture" SIDE, with what to try as lines of words on standard input. It
 * says for each what came of it, 0 or an errno, and ends with as many bytes as a picture has. */

#define MOST_LINE 512

static int
came (long result)
{
  return result >= 0 ? 0 : errno;
}

static int
try_open (const char *path,
          int         flags)
{
  return came (open (path, flags, 0600));
}

static int
try_connect (int                    family,
             const struct sockaddr *address,
             size_t                 length)
{
  int fd = socket (family, SOCK_STREAM, 0);

  return fd < 0 ? errno : came (connect (fd, address, (socklen_t) length));
}

static int
try_port (const char *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET };

  address.sin_port = htons ((in_port_t) atoi (port));
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);

  return try_connect (AF_INET, (const struct sockaddr *) &address, sizeof address);
}

/* A name that begins with @ has no file. */
static int
try_socket (const char *name)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  size_t length = strlen (name);

  memcpy (address.sun_path, name, length);
  if (*name == '@')
    address.sun_path[0] = '\0';

  return try_connect (AF_UNIX, (const struct sockaddr *) &address,
                      offsetof (struct sockaddr_un, sun_path) + length);
}

static int
try_memory (pid_t       pid,
            const char *where)
{
  char byte;
  struct iovec here = { &byte, 1 };
  struct iovec there = { (void *) strtoul (where, NULL, 16), 1 };

  return came (process_vm_readv (pid, &here, 1, &there, 1, 0));
}

static int
try_one (const char *what,
         const char *first,
         const char *second)
{
  pid_t pid = (pid_t) atoi (first);

  if (strcmp (what, "read") == 0)
    return try_open (first, O_RDONLY);
  if (strcmp (what, "write") == 0)
    return try_open (first, O_WRONLY | O_CREAT);
  if (strcmp (what, "port") == 0)
    return try_port (first);
  if (strcmp (what, "socket") == 0)
    return try_socket (first);
  if (strcmp (what, "signal") == 0)
    return came (kill (pid, 0));
  if (strcmp (what, "trace") == 0)
    return came (ptrace (PTRACE_SEIZE, pid, NULL, NULL));
  if (strcmp (what, "memory") == 0)
    return try_memory (pid, second);

  return 0;
}

int
main (int   argc,
      char *argv[])
{
  char line[MOST_LINE];
  size_t left = argc == 3 ? (size_t) atoi (argv[2]) * (size_t) atoi (argv[2]) * 3 : 0;

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      char what[16], first[256], second[64] = "";

      if (sscanf (line, "%15s %255s %63s", what, first, second) < 2)
        return 3;
      left -= (size_t) printf ("%s %s %d\n", what, first, try_one (what, first, second));
    }
  while (left-- > 0)
    putchar ('.');

  return 0;
}
