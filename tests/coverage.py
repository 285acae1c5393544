#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many ways through the code were taken by the tests that ran on a build with
-Db_coverage=true.

    coverage.py BUILD

Prints the branches of each room and of the units on which most depends, and where a test of a
unit is missing. Exits 1 below a bar.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ROOM_BAR = 85
UNIT_BAR = 100
ROOMS = ('base', 'record', 'store', 'portal', 'engine')

# What keeps secrets, and what keeps one person's data from another's.
UNITS = {
    'keyring': ('src/engine/kin-keyring.c', 'src/engine/kin-keyring-service.c',
                'src/engine/kin-keyring-session.c'),
    'credentials': ('src/portal/kin-credentials.c', 'src/engine/kin-keyring-credentials.c',
                    'src/engine/kin-keep-secrets.c'),
    'origin check': ('src/portal/kin-origin.c',),
    'patient check': ('src/record/kin-bundle-person.c', 'src/engine/kin-person-match.c'),
    'migrations': ('src/store/kin-schema.c',),
}

# Ways inside macros of GLib's and ours: out of a mistake of the programmer, or of the compiler's
# own making. A declaration counts where it decides something.
NOT_OURS = '|'.join((
    r'^\s*(g_autoptr|g_auto|g_autofree)\b[^?&|]*$',
    r'.*\b(g_return_(val_)?if_fail|g_assert\w*|kin_worker_assert)\b.*',
    r'.*\b(G_DEFINE_\w+|G_DECLARE_\w+|g_clear_\w+|g_task_set_source_tag)\b.*',
))


class Branches:
    """How many there are, how many were taken, and where one was not."""

    def __init__(self, name, bar):
        self.name = name
        self.bar = bar
        self.total = 0
        self.taken = 0
        self.missed = []

    def add(self, file):
        for line in file['lines']:
            counts = [branch['count'] for branch in line['branches']]
            self.total += len(counts)
            self.taken += sum(count > 0 for count in counts)
            if 0 in counts:
                self.missed.append(f'{file["file"]}:{line["line_number"]}')

    def percent(self):
        """Never rounded up to a bar."""
        return 1000 * self.taken // self.total / 10 if self.total else 0

    def is_enough(self):
        return self.percent() >= self.bar

    def __str__(self):
        return (f'{self.name:14} {self.taken:6} of {self.total:6} branches, {self.percent():5} % '
                f'(at least {self.bar} %){"" if self.is_enough() else ": TOO FEW"}')


def measure(build):
    """What gcovr says of each file."""
    result = build / 'coverage.json'
    subprocess.run(['gcovr', '--root', PROJECT, '--object-directory', build, '--filter',
                    f'{re.escape(str(PROJECT))}/src/({"|".join(ROOMS)})/.*\\.c$',
                    '--branches', '--exclude-throw-branches', '--exclude-branches-by-pattern',
                    NOT_OURS, '--json', '--output', result],
                   cwd=PROJECT, check=True)
    return {file['file']: file for file in json.loads(result.read_text())['files']}


def main():
    files = measure(Path(sys.argv[1]).resolve())
    bad = False
    for room in ROOMS:
        branches = Branches(room, ROOM_BAR)
        for name, file in files.items():
            if name.startswith(f'src/{room}/'):
                branches.add(file)
        print(branches)
        bad = bad or not branches.is_enough()
    for unit, names in UNITS.items():
        branches = Branches(unit, UNIT_BAR)
        for name in names:
            if name in files:
                branches.add(files[name])
            else:
                branches.missed.append(f'{name}: nothing of it ran')
        print(branches)
        for place in branches.missed:
            print(f'    not taken: {place}')
        bad = bad or bool(branches.missed) or not branches.is_enough()
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
