#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast, beside what the machine can do at all.

    bench.py [--rounds N] [--megabytes N] [COMPARISON…]

Each comparison runs a limit and some variants one after the other, in every
round anew, and shows the median of each with its ratio to the limit of the same
round. Nothing here decides whether a test passes.
"""

import argparse
import json
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402

WORK = kinlib.PROJECT / '_build' / 'bench'
BUILD = WORK / 'build'
PAGE = 250
SQLITE = 'libsqlite3.so.0'
SQLCIPHER = 'libsqlcipher.so.0'


def build():
    if not (BUILD / 'build.ninja').exists():
        subprocess.run(['meson', 'setup', BUILD, kinlib.PROJECT, '-Dbuildtype=release'],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run(['ninja', '-C', BUILD, '--quiet', 'tests/bench/bench-bundle',
                    'tests/bench/bench-insert'], check=True)


# Data: a Synthea person, again and again with other ids


def clones(megabytes):
    """Resources until there are enough bytes, each (type, id, JSON text) with an id of its own."""
    originals = [(r['resourceType'], r['id'], json.dumps(r, separators=(',', ':')))
                 for r in kinlib.resources(kinlib.synthea('72b9ff2f'))]
    size, copy = 0, 0
    while size < megabytes * 1e6:
        copy += 1
        for kind, name, text in originals:
            fresh = f'{copy:04x}{name[4:]}'
            body = text.replace(f'"id":"{name}"', f'"id":"{fresh}"', 1)
            size += len(body)
            yield kind, fresh, body


def make_data(megabytes):
    """Pages as a portal sends them, and the same resources as rows."""
    folder = WORK / f'data-{megabytes}'
    if not folder.exists():
        partial = WORK / 'data-partial'
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        found = list(clones(megabytes))
        with (partial / 'rows').open('w', encoding='utf-8') as rows:
            rows.writelines(f'{kind}\t{name}\t{body}\n' for kind, name, body in found)
        for begin in range(0, len(found), PAGE):
            entries = ','.join('{"resource":%s,"search":{"mode":"match"}}' % body
                               for _, _, body in found[begin:begin + PAGE])
            (partial / f'page-{begin:08}.json').write_text(
                '{"resourceType":"Bundle","type":"searchset","entry":[%s]}' % entries,
                encoding='utf-8')
        partial.rename(folder)
    return folder


# Comparisons: name to variants, the limit first; a variant is a command


def columns(data):
    pages = sorted(data.glob('page-*.json'))
    program = BUILD / 'tests/bench/bench-bundle'
    return {'read and copy (limit)': [program, 'read', *pages],
            'slices and columns': [program, 'columns', *pages]}


def encryption(data):
    program = BUILD / 'tests/bench/bench-insert'
    return {'plain SQLite (limit)': [program, SQLITE, 'plain', data / 'rows', 'DB'],
            'SQLCipher without a key': [program, SQLCIPHER, 'plain', data / 'rows', 'DB'],
            'SQLCipher with a key': [program, SQLCIPHER, 'keyed', data / 'rows', 'DB']}


COMPARISONS = {'columns': columns, 'encryption': encryption}


def run(words):
    """One run in a fresh folder; a word DB stands for a database in it."""
    fresh = WORK / 'fresh'
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    words = [str(fresh / 'record.db') if word == 'DB' else str(word) for word in words]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def compare(name, variants, rounds):
    results = {title: [] for title in variants}
    for _ in range(rounds):
        for title, words in variants.items():
            results[title].append(run(words))
    limit = next(iter(results.values()))
    print(f'\n{name}: median of {rounds} interleaved rounds')
    print(f'{"":28} {"wall s":>9} {"cpu s":>9} {"x wall":>7} {"x cpu":>7} {"n":>10}')
    for title, runs in results.items():
        wall, cpu = (statistics.median(r[key] for r in runs) for key in ('wall', 'cpu'))
        times = [statistics.median(r[key] / base[key] for r, base in zip(runs, limit))
                 for key in ('wall', 'cpu')]
        print(f'{title:28} {wall:9.4f} {cpu:9.4f} {times[0]:7.2f} {times[1]:7.2f} '
              f'{runs[0]["n"]:10}', flush=True)


def arguments():
    parser = argparse.ArgumentParser(description='how fast, beside what the machine can do')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--megabytes', type=int, default=50)
    parser.add_argument('comparison', nargs='*', default=list(COMPARISONS), metavar='COMPARISON')
    return parser.parse_args()


def main():
    options = arguments()
    build()
    data = make_data(options.megabytes)
    print(f'{platform.machine()}, {options.megabytes} MB of Synthea resources')
    for name in options.comparison:
        compare(name, COMPARISONS[name](data), options.rounds)


if __name__ == '__main__':
    main()
