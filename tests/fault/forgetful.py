# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk whose power fails where none can be mounted: what it holds then is worked out.

forgetful-disk.c writes down what a program does to it. From that, and from what was there before,
comes what such a disk may hold after a cut. It is as forgetful as POSIX lets a disk be, more than
any that is sold: bytes and length of a file stay when that file was synced, and names when their
folder was. To sync a new file is not enough for its name, or for those of the folders above it,
though file systems of Linux keep them then: what holds here holds everywhere.
"""

import os
import random
import shutil
import struct
import tempfile
from pathlib import Path

import disk
import kinlib

ENTRY = struct.Struct('c7xQQQ')
SECTOR = 512
LIBRARY = kinlib.BUILD / 'tests' / 'fault' / 'libforgetful-disk.so'



class File:
    """What a file holds for good, and what was done to it since then."""

    def __init__(self, content=b''):
        self.kept = bytearray(content)
        self.pending = []

    def sync(self):
        self.kept = self.content(always)
        self.pending.clear()

    def content(self, stays):
        """With what was not synced, as far as it stays: each length, and each sector by itself,
        which is the most that a disk writes at once."""
        content = bytearray(self.kept)
        for place, data in self.pending:
            if data is None and stays():
                resize(content, place)
            for begin, end in sectors(place, data or b''):
                if stays():
                    resize(content, max(len(content), end))
                    content[begin:end] = data[begin - place:end - place]
        return content


def sectors(place, data):
    """(begin, end) of each part of a sector that is written."""
    edges = [place, *range(place - place % SECTOR + SECTOR, place + len(data), SECTOR)]
    return zip(edges, [*edges[1:], place + len(data)], strict=True) if data else ()


def resize(content, length):
    del content[length:]
    content.extend(bytes(length - len(content)))


def always():
    return True


class Names:
    """Which files there are for good, and what was done to names since then. A folder is None.

    A change is (path that is no more, path that is new, its file).
    """

    def __init__(self, there):
        self.kept = there
        self.pending = []

    def now(self):
        return self.after(self.pending)

    def after(self, changes):
        names = dict(self.kept)
        for gone, new, file in changes:
            names.pop(gone, None)
            names.update({new: file} if new else {})
        return names

    def sync(self, folder):
        """What is in this folder stays, and nothing else: not even where the folder itself is."""
        done = [change for change in self.pending if folder in folders_of(change)]
        self.kept = self.after(done)
        self.pending = [change for change in self.pending if change not in done]

    def left(self, stays):
        """What is there after a cut. What was done in a folder stays up to some point."""
        done, lost = [], set()
        for change in self.pending:
            if lost & folders_of(change) or not stays():
                lost |= folders_of(change)
            else:
                done.append(change)
        names = self.after(done)
        return {path: file for path, file in names.items()
                if all(str(above) in names for above in Path(path).parents if str(above) != '.')}


def folders_of(change):
    return {str(Path(path).parent) for path in change[:2] if path}


class ForgetfulDisk:
    """Like disk.Disk, of a folder that is an ordinary one; env() is for the programs on it."""

    title = 'a disk that is worked out'

    def __init__(self, folder):
        self.place = Path(tempfile.mkdtemp(prefix='kin-disk-'))
        self.folder = folder
        self.log = self.place / 'log'
        self.files, self.names, self.cuts = {}, None, 0

    def __enter__(self):
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.begin()
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.place)

    def env(self, lies=False):
        libraries = [disk.LYING, LIBRARY] if lies else [LIBRARY]
        return {'LD_PRELOAD': ':'.join(map(str, libraries)), 'KIN_DISK_LOG': str(self.log),
                'KIN_DISK': str(self.folder.resolve())}

    def begin(self):
        """What is there now is there for good."""
        self.log.write_bytes(b'')
        paths = sorted(self.folder.rglob('*'))
        self.files = {path.stat().st_ino: File(path.read_bytes())
                      for path in paths if path.is_file()}
        self.names = Names({str(path.relative_to(self.folder)): self.files.get(path.stat().st_ino)
                            for path in paths})

    def cut(self):
        """The power fails: what is done from now on is not even tried."""
        log, at = self.log.read_bytes(), 0
        self.log.write_bytes(b'')
        while at + ENTRY.size <= len(log):
            call, file, place, length = ENTRY.unpack_from(log, at)
            at += ENTRY.size + length
            if at <= len(log):
                self.do(call.decode(), file, place, log[at - length:at])

    def do(self, call, number, place, data):
        """One call that a program made."""
        if call in 'wt':
            self.files[number].pending.append((place, data if call == 'w' else None))
        elif call == 's':
            self.files[number].sync()
        else:
            names = [os.path.relpath(name, self.folder.resolve())
                     for name in data.decode().split('\0')]
            self.do_names(call, number, names)

    def do_names(self, call, number, names):
        if call == 'd':
            self.names.sync(names[0])
        elif call == 'u':
            self.names.pending.append((names[0], None, None))
        elif call == 'r':
            file = self.names.now()[names[0]]
            kinlib.holds(file, 'nobody knows what becomes of a folder that gets another name')
            self.names.pending.append((*names, file))
        else:
            file = File() if call == 'c' else None
            self.files[number] = file
            self.names.pending.append((None, names[0], file))

    def tells_all(self):
        """Whether the log says of each file what it holds now, but for what is only shared."""
        there = {str(path.relative_to(self.folder)): path.read_bytes() if path.is_file() else None
                 for path in self.folder.rglob('*') if not path.name.endswith('-shm')}
        return there == {path: file and bytes(file.content(always))
                         for path, file in self.names.now().items() if not path.endswith('-shm')}

    def come_back(self, likely=None):
        """With what it holds after the cut: what was synced, and as @likely what was not. By turns
        none of it and some."""
        self.cuts += 1
        if likely is None:
            likely = random.random() if self.cuts % 2 else 0
        left = self.names.left(lambda: random.random() < likely)
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path, file in sorted(left.items()):
            if file is None:
                (self.folder / path).mkdir(mode=0o700)
            else:
                (self.folder / path).touch(mode=0o600)
                (self.folder / path).write_bytes(file.content(lambda: random.random() < likely))
        self.begin()
