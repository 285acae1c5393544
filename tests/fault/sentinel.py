# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that must be nowhere: how to make them, and how to look for them."""

import base64
import os
import re
import secrets
import threading
import time
import zlib
from pathlib import Path

LARGEST = 256 * 1024 * 1024
GZIP = b'\x1f\x8b\x08'


def new_word(what):
    """A word that occurs nowhere by chance, and reads as what it stands for."""
    return f'kin{what}{secrets.token_hex(8)}'


def forms_of(word):
    """The word as it may lie in a file: name of the form to its bytes."""
    plain = word.encode()
    forms = {'utf-8': plain, 'upper': plain.upper(), 'utf-16le': word.encode('utf-16-le'),
             'utf-16be': word.encode('utf-16-be'), 'hex': plain.hex().encode(),
             'HEX': plain.hex().upper().encode()}
    if re.fullmatch('(?:[0-9a-f]{2}){16,}', word):
        # A key, which may also lie as the bytes it stands for.
        forms['bytes'] = bytes.fromhex(word)
        forms['base64 of the bytes'] = base64.b64encode(bytes.fromhex(word)).rstrip(b'=')
    for shift in range(3):
        # What stands before and after the word decides the first and last letters.
        packed = base64.b64encode(b'\0' * shift + plain)
        forms[f'base64 {shift}'] = packed[4 if shift else 0:-4]
    return forms


def gzip_members(data):
    """What is packed in @data, from wherever a packed member begins."""
    begin = data.find(GZIP)
    while begin >= 0:
        try:
            yield zlib.decompressobj(wbits=31).decompress(data[begin:begin + LARGEST], LARGEST)
        except zlib.error:
            pass                                    # three bytes by chance
        begin = data.find(GZIP, begin + 1)


class Scanner:
    """Looks for words, in every form, in files, texts and processes."""

    def __init__(self, words):
        self.forms = [(f'{what} as {form}', data) for what, word in words.items()
                      for form, data in forms_of(word).items()]
        self.scanned = 0
        self.found = []

    def look(self, place, data):
        self.scanned += len(data)
        self.found += [f'{name} in {place}' for name, form in self.forms if form in data]
        for member in gzip_members(data):
            self.found += [f'{name} in gzip in {place}' for name, form in self.forms
                           if form in member]

    def look_at_file(self, path):
        self.look(f'the name of {path}', os.fsencode(str(path)))
        try:
            if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST:
                self.look(path, path.read_bytes())
        except OSError:
            pass                                    # gone again: a temporary file

    def look_under(self, folder):
        for path in Path(folder).rglob('*'):
            self.look_at_file(path)

    def look_at_new_files(self, folder, since):
        """Files of a shared folder that are newer than @since; other file systems are not ours."""
        device = os.stat(folder).st_dev
        for here, folders, names in os.walk(folder):
            folders[:] = [f for f in folders if is_on(device, os.path.join(here, f))]
            for name in names:
                path = Path(here) / name
                if is_on(device, path, since):
                    self.look_at_file(path)


def is_on(device, path, since=0):
    """Whether something is on this file system, and has changed @since."""
    try:
        status = os.lstat(path)
    except OSError:
        return False                                # gone again, or somebody else's
    return status.st_dev == device and status.st_mtime >= since


class ProcessWatch(threading.Thread):
    """Keeps the command line and the environment of every process that it sees."""

    def __init__(self):
        super().__init__(daemon=True)
        self.seen = {}
        self.samples = 0
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            self.samples += 1
            for process in Path('/proc').glob('[0-9]*'):
                self.look_at(process, 'cmdline')
                self.look_at(process, 'environ')
            time.sleep(0.02)

    def look_at(self, process, name):
        try:
            data = (process / name).read_bytes()
        except OSError:
            return
        if data:
            self.seen.setdefault(data, f'{name} of process {process.name}')

    def stop(self):
        self.done.set()
        self.join()
