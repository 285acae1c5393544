/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <unistd.h>

/* Put before the C library, this is a disk that says that all is written when nothing is. It is
 * the control of test-power.py: what depends on the disk's word has to get lost with it. */

int
fsync (int fd)
{
  return 0;
}

int
fdatasync (int fd)
{
  return 0;
}
