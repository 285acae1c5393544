# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small disk of its own, which can be read as it would be when stolen."""

import shutil
import subprocess
import tempfile
from pathlib import Path

SIZE = 96 * 1024 * 1024
BLOCK = 4096


class Disk:
    """A file system in a file; what was deleted from it still lies there.

    Where a disk cannot be mounted, @folder is an ordinary folder and raw() is None.
    """

    def __init__(self):
        self.place = Path(tempfile.mkdtemp(prefix='kin-disk-'))
        self.image = self.place / 'image'
        self.folder = self.place / 'disk'
        self.mounted = False

    def __enter__(self):
        self.folder.mkdir()
        with self.image.open('wb') as file:
            file.truncate(SIZE)
        self.mounted = all(
            subprocess.run(words, capture_output=True, check=False).returncode == 0
            for words in (['mkfs.ext4', '-q', self.image],
                          ['mount', '-o', 'loop', self.image, self.folder]))
        return self

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
