#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clinic sent is the same in every country: a number or a date that is read, kept or given
back under another locale never changes (a comma for a point, an i without a dot, other digits).

The control is the C library: in one of the locales it writes a number otherwise.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import equal, holds  # noqa: E402

LOCALES = ('de_DE', 'tr_TR', 'ar_EG', *(('fa_IR', 'hi_IN', 'fr_CH') if 'KIN_LONG' in os.environ
                                        else ()))
WORDS = ('person', 'measurements', 'medicines', 'bills', 'appointments')
FILES = [p for p in kinlib.made_up_person() if any(word in p.name for word in WORDS)]
PRINTF = ['bash', '-c', 'printf "%.1f" 1']


@contextlib.contextmanager
def countries(home):
    """(locale, its environment) of each, made here: a machine of tests has none of them."""
    folder = home.short / 'locales'
    folder.mkdir()
    for name in LOCALES:
        subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', folder / f'{name}.UTF-8'],
                       check=False, capture_output=True)
        holds((folder / f'{name}.UTF-8' / 'LC_NUMERIC').exists(), f'{name} was not made')
    yield {name: {'LOCPATH': str(folder), 'LC_ALL': f'{name}.UTF-8'} for name in LOCALES}


def given_back(home, person, env=None):
    """Everything that a program says of a record: the lists, and each resource as it was sent."""
    sections = home.run('sections', person, env=env).json['sections']
    lists = [[{**item, 'source': ''} for item in
              home.run('list', person, s['section'], env=env).json] for s in sections]
    target = home.short / 'given-back'
    home.run('export', person, '--raw', target, env=env)
    files = {path.name: path.read_bytes() for path in target.iterdir()}
    for path in target.iterdir():
        path.unlink()
    target.rmdir()
    return sections, lists, files


def imported(env=None):
    """A record that was read in a country, and what is given back of it there."""
    with kinlib.Home() as home:
        name, born = kinlib.person_of(FILES)
        person = home.run('person', 'add', name, '--birth-date', born, env=env).json['id']
        home.run('import', person, *FILES, '--yes', env=env)
        return given_back(home, person, env), given_back(home, person)


def nothing_changes_under_another_locale():
    with kinlib.Home() as home, countries(home) as environments:
        wanted, _ = imported()
        holds(len(wanted[2]) > 50, 'a record')
        printed = {subprocess.run(PRINTF, env={**os.environ, **env}, capture_output=True,
                                  check=True).stdout for env in environments.values()}
        holds(printed != {b'1.0'}, 'the control writes numbers alike everywhere')
        for name, env in environments.items():
            there, at_home = imported(env)
            for what, got in ((f'given back in {name}', there), (f'read in {name}', at_home)):
                for place, part in enumerate(('sections', 'lists', 'resources')):
                    equal(got[place] == wanted[place], True, f'{part}, {what}')


if __name__ == '__main__':
    kinlib.run_tests([nothing_changes_under_another_locale])
