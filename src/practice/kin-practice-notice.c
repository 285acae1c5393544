/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-notice"

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kin-practice-notice.h"

struct _KinPracticeNotice
{
  char *path;
  int   fd;
};

/* The lock goes with the process, so that a notice that a crash left behind is known for old.
 * Whoever comes second finds it taken and stays without one. */
static gboolean
write_notice (int         fd,
              const char *base)
{
  size_t length = strlen (base);

  return flock (fd, LOCK_EX | LOCK_NB) == 0 && ftruncate (fd, 0) == 0 &&
         write (fd, base, length) == (ssize_t) length;
}

/**
 * kin_practice_notice_new:
 * @base: the FHIR base URL of this portal
 *
 * Tells the app of the same session where to find the practice portal. A notice that cannot be
 * left is no reason not to serve: the address can be typed.
 *
 * Returns: (transfer full) (nullable): the notice, which is there until it is freed
 */
KinPracticeNotice *
kin_practice_notice_new (const char *base)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), KIN_PRACTICE_NOTICE, NULL);
  KinPracticeNotice *self;
  int fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return NULL;
  if (!write_notice (fd, base))
    {
      close (fd);
      return NULL;
    }

  self = g_new0 (KinPracticeNotice, 1);
  self->path = g_steal_pointer (&path);
  self->fd = fd;

  return self;
}

void
kin_practice_notice_free (KinPracticeNotice *self)
{
  unlink (self->path);
  close (self->fd);
  g_free (self->path);
  g_free (self);
}
