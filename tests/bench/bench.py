#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast, beside what the machine can do at all.

    bench.py [--rounds N] [--scale N] [COMPARISON…]     on the build in _build

Each comparison runs a limit and some variants one after the other, in every
round anew, and shows the median of each with its ratio to the limit of the same
round. A bar is what we hold ourselves to; nothing here decides whether a test passes.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import bench_data  # noqa: E402
import bench_portal  # noqa: E402
import bench_screen  # noqa: E402
import kinlib  # noqa: E402
from bench_tables import FRAME, compare, show_times  # noqa: E402

WORK = kinlib.PROJECT / '_build' / 'bench'
PROGRAMS = kinlib.BUILD / 'tests' / 'bench'
SQLITE = 'libsqlite3.so.0'
SQLCIPHER = 'libsqlcipher.so.0'

# 31,750 resources are 50 MB.
LARGE, MIDDLE, SMALL, HUGE = 31750, 10000, 1000, 100000
MILLION = 1000000
CLINICS = 50000


def fresh_folder(name='fresh'):
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run(words, env=None):
    """Runs one program; a word FOLDER stands for a fresh one. Returns its last line."""
    folder = fresh_folder() if any('FOLDER' in str(word) for word in words) else None
    words = [str(word).replace('FOLDER', str(folder)) for word in words]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          env=env, text=True)
    *settings, last = done.stdout.splitlines()
    return {**json.loads(last), 'settings': settings}


# Sets, made when they are needed


class Sets:
    """Pages and records of a given number of resources; --scale makes all of them smaller."""

    def __init__(self, scale):
        self.scale = scale

    def folder(self, count):
        return bench_data.make(WORK, max(count // self.scale, 1000))

    def rows(self, count):
        return self.folder(count) / 'rows'

    def pages(self, count):
        return sorted(self.folder(count).glob('page-*.json'))

    def record(self, count):
        """The folder of a record with that many resources in it, as it is written today."""
        folder = fresh_folder(f'record-{count}')
        subprocess.run([PROGRAMS / 'bench-ingest', folder, *self.pages(count)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return folder


# Comparisons


def columns(sets, rounds):
    pages = sets.pages(LARGE)
    compare('bundle to slices and columns', {
        'read and copy (limit)': lambda: run([PROGRAMS / 'bench-bundle', 'read', *pages]),
        'slices': lambda: run([PROGRAMS / 'bench-bundle', 'slices', *pages]),
        'slices and columns': lambda: run([PROGRAMS / 'bench-bundle', 'columns', *pages]),
        'the same in two threads': lambda: run([PROGRAMS / 'bench-bundle', 'program', *pages]),
    }, rounds, {'slices and columns': 4, 'the same in two threads': 4})


def insert(library, way, rows):
    return lambda: run([PROGRAMS / 'bench-insert', library, way, rows, 'FOLDER/record.db'])


def ingest(sets, rounds):
    pages = sets.pages(LARGE)

    def take_in(program):
        return lambda: run([PROGRAMS / program, 'FOLDER', *pages])

    compare('ingest, from memory to committed, keyed with indexes and search', {
        'plain SQLite, one index (limit)': insert(SQLITE, 'plain', sets.rows(LARGE)),
        'record': take_in('bench-ingest'),
        'record without compression': take_in('bench-ingest-unpacked'),
    }, rounds, {'record': 1.6, 'record without compression': 2.3})


def million(sets, rounds):
    """The whole of it is in memory before anything is measured: 1.6 GB, twice."""
    pages = sets.pages(MILLION)
    compare('ingest of a million', {
        'plain SQLite, one index (limit)': insert(SQLITE, 'plain', sets.rows(MILLION)),
        'record': lambda: run([PROGRAMS / 'bench-ingest', 'FOLDER', *pages]),
    }, min(rounds, 1), {'record': 1.6})


def encryption(sets, rounds):
    rows = sets.rows(LARGE)
    compare('encryption alone', {
        'plain SQLite (limit)': insert(SQLITE, 'plain', rows),
        'SQLCipher without a key': insert(SQLCIPHER, 'plain', rows),
        'SQLCipher with a key': insert(SQLCIPHER, 'keyed', rows),
    }, rounds, {'SQLCipher with a key': 1.4})


def certificate():
    """A certificate of our own for 127.0.0.1, which the client is given to trust."""
    folder = fresh_folder('tls')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=127.0.0.1', '-addext',
                    'subjectAltName=IP:127.0.0.1', '-keyout', folder / 'key.pem', '-out',
                    folder / 'certificate.pem'], check=True, stderr=subprocess.DEVNULL)
    return folder / 'certificate.pem', folder / 'key.pem'


def fetch(sets, rounds):
    trusted, key = certificate()
    server = subprocess.Popen([PROGRAMS / 'bench-serve', trusted, key, *sets.pages(MIDDLE)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        base = server.stdout.readline().strip()
        compare('over TLS on this machine to committed and searchable', {
            'plain SQLite, defaults (limit)': insert(SQLITE, 'defaults', sets.rows(MIDDLE)),
            'four questions at a time': lambda: run([PROGRAMS / 'bench-fetch', 'FOLDER', base,
                                                     trusted]),
        }, rounds, {'four questions at a time': 2.5})
    finally:
        kinlib.end_process(server)


def search(sets, rounds):
    record = sets.record(HUGE)
    show_times('search for two words', {
        '100,000 resources': lambda: run([PROGRAMS / 'bench-search', record,
                                          *sets.pages(MIDDLE)]),
    }, rounds, {'100,000 resources': FRAME})


def directory(sets, rounds):
    path = bench_data.make_directory(WORK, max(CLINICS // sets.scale, 1000))
    show_times('a clinic in the list, while one types', {
        '50,000 clinics': lambda: run([PROGRAMS / 'bench-directory', 'search', path]),
        'the list is read (not in the window)': lambda: run([PROGRAMS / 'bench-directory', 'load',
                                                             path]),
    }, rounds, {'50,000 clinics': 5})


def window(sets, rounds):
    record, pages = sets.record(MIDDLE), sets.pages(LARGE)

    def copy_and_read(way):
        folder = fresh_folder('window')
        shutil.copytree(record, folder, dirs_exist_ok=True)
        return run([PROGRAMS / 'bench-window', way, folder, *pages])

    show_times('50 rows for a window', {
        'nothing else happens': lambda: copy_and_read('idle'),
        '50 MB are taken in meanwhile': lambda: copy_and_read('busy'),
    }, rounds, {'50 MB are taken in meanwhile': 5})


def start(sets, rounds):
    few, many = sets.record(SMALL), sets.record(HUGE)
    with kinlib.Home() as home:
        env = {**os.environ, **home.env}
        subprocess.run([PROGRAMS / 'bench-start', 'keep', few], env=env, check=True)
        compare('from the keyring to the first 50 rows', {
            '1,000 resources (limit)': lambda: run([PROGRAMS / 'bench-start', 'open', few], env),
            '100,000 resources': lambda: run([PROGRAMS / 'bench-start', 'open', many], env),
        }, max(rounds, 9), {'100,000 resources': 1.5})


COMPARISONS = {name: function for name, function in (
    ('columns', columns), ('ingest', ingest), ('million', million),
    ('encryption', encryption), ('fetch', fetch),
    ('search', search), ('directory', directory), ('window', window),
    ('start', start),
    *bench_portal.COMPARISONS.items(), *bench_screen.COMPARISONS)}


def arguments():
    parser = argparse.ArgumentParser(description='how fast, beside what the machine can do')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--scale', type=int, default=1, help='sets that many times smaller')
    parser.add_argument('comparison', nargs='*', metavar='COMPARISON',
                        help=', '.join(COMPARISONS) + '; all of them without')
    return parser.parse_args()


def main():
    options = arguments()
    print(f'{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, '
          f'resources of {bench_data.sources()[0]}'
          + (f', sets {options.scale} times smaller' if options.scale > 1 else ''))
    WORK.mkdir(parents=True, exist_ok=True)
    sets = Sets(options.scale)
    for name in options.comparison or COMPARISONS:
        COMPARISONS[name](sets, options.rounds)


if __name__ == '__main__':
    main()
