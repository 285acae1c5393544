# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small disk of its own, which can be read as it would be when stolen."""

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from kinlib import BUILD, wait_until

# Put before the C library, it makes a disk say that all is written when nothing is.
LYING = BUILD / 'tests' / 'fault' / 'libno-sync.so'
SIZE = 96 * 1024 * 1024
BLOCK = 4096
# FS_IOC_SHUTDOWN of <linux/fs.h>, and that not even the journal is written out.
SHUTDOWN, NO_LOG = 0x8004587D, struct.pack('I', 2)


class Disk:
    """A file system in a file, at @folder; what was deleted from it still lies there.

    Where a disk cannot be mounted, @folder is an ordinary folder and raw() is None.
    """

    title = 'a disk that is mounted'

    def __init__(self, folder=None, size=SIZE):
        self.place = Path(tempfile.mkdtemp(prefix='kin-disk-'))
        self.image = self.place / 'image'
        self.folder = folder or self.place / 'disk'
        self.size = size
        self.mounted = False

    def __enter__(self):
        self.folder.mkdir(mode=0o700, exist_ok=True)
        with self.image.open('wb') as file:
            file.truncate(self.size)
        self.mounted = all(
            subprocess.run(words, capture_output=True, check=False).returncode == 0
            for words in (['mkfs.ext4', '-q', self.image], self.mount_words()))
        if self.mounted:
            self.folder.chmod(0o700)
        return self

    def mount_words(self):
        return ['mount', '-o', 'loop', self.image, self.folder]

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(['umount', '--lazy', self.folder], check=True)
        shutil.rmtree(self.place)

    def raw(self):
        """All that the disk holds, without the blocks that nobody has written."""
        if not self.mounted:
            return None
        subprocess.run(['sync', '--file-system', self.folder], check=True)
        with self.image.open('rb') as file:
            blocks = iter(lambda: file.read(BLOCK), b'')
            return b''.join(block for block in blocks if block.strip(b'\0'))

    def env(self, lies=False):
        """For the programs whose disk this is."""
        return {'LD_PRELOAD': str(LYING)} if lies else {}

    def begin(self):
        """What is there now is there for good."""
        os.sync()

    def cut(self):
        """The power fails: from now on nothing is written, and what was not is gone."""
        folder = os.open(self.folder, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, NO_LOG)
        os.close(folder)

    def come_back(self):
        """As after the computer was started again; nobody may hold a file of it."""
        subprocess.run(['umount', self.folder], check=True)
        # A sandbox that was just being made, of any test, holds a copy of all that is mounted.
        wait_until(lambda: not self.is_attached(), 20, 'the disk to be let go')
        subprocess.run(self.mount_words(), check=True)

    def is_attached(self):
        return subprocess.run(['losetup', '--associated', self.image], check=True,
                              capture_output=True).stdout
