# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program beside a portal: once, again, from far away, and beside a plain client."""

import base64
import json
import os
import re
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import kinlib
from bench_tables import compare

sys.path.insert(0, str(kinlib.PROJECT / 'tests' / 'practice'))

import portal_pages  # noqa: E402

PROGRAMS = kinlib.BUILD / 'tests' / 'bench'
WORK = kinlib.PROJECT / '_build' / 'bench'
PLAIN = Path(__file__).resolve().parent / 'plain'
SQLITE = 'libsqlite3.so.0'
MIDDLE, LARGE = 10000, 25000
AT_ONCE, LATENCY = 4, 0.1
LETTERS = 40


def most_memory(child):
    """KiB that a running program has had at once; what the system says of one that has ended is
    that of whoever started it."""
    said = Path(f'/proc/{child.pid}/status').read_text(encoding='utf-8')
    found = re.search(r'^VmHWM:\s*(\d+)', said, re.MULTILINE)
    return int(found.group(1)) if found else 0


def measured(home, *words):
    """One command of kinchart-cli: what it took, and when it gave its answer, which it does after
    its last commit; n: MiB of memory at its most."""
    begin, most = time.monotonic(), 0
    child = home.start_cli(*words, stdout=subprocess.PIPE)
    ends = os.pidfd_open(child.pid)
    while not select.select([child.stdout], [], [], 0.005)[0]:
        most = max(most, most_memory(child))
    said = time.monotonic()
    while not select.select([ends], [], [], 0.005)[0]:
        most = max(most, most_memory(child))
    end = time.monotonic()
    os.close(ends)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    home.processes.remove(child)
    kinlib.equal(child.returncode, kinlib.DONE, words[0])
    return {'wall': end - begin, 'said': said, 'cpu': usage.ru_utime + usage.ru_stime,
            'n': most // 1024, 'settings': []}


def from_first_question(portal):
    """What gives, for a moment later on, the seconds since the first question from now on."""
    portal.asked()
    begin = time.monotonic()
    kinlib.fetch(portal.url.removesuffix('fhir'))

    def until(end):
        knock, first, *_ = portal.control('GET', 'ledger')
        return end - begin - (first['time'] - knock['time']) / 1000

    return until


class Record:
    """A person whose record begins again and again at one portal."""

    def __init__(self, home, portal, pages):
        self.home = home
        self.portal = portal
        self.name, self.born = kinlib.person_of(pages)

    def connect(self):
        shutil.rmtree(self.home.data, ignore_errors=True)
        self.home.run('person', 'add', self.name, '--birth-date', self.born)
        self.home.run('connect', self.name, self.portal.url, '--browser', self.portal.browser(),
                      '--yes')

    def first(self):
        self.connect()
        return self.again()

    def again(self):
        """All that the program took; asked: from its first question to its last commit."""
        until = from_first_question(self.portal)
        ran = measured(self.home, 'sync', self.name)
        return {**ran, 'asked': until(ran['said'])}


def asked(run):
    """The same run without the start of the program, and without its end."""
    ran = run()
    return {**ran, 'wall': ran['asked']}


def long_known(pages):
    """What does not say when it was changed was changed with its file, and not just now."""
    for path in pages:
        os.utime(path, (time.time() - 86400,) * 2)
    return pages


def insert(rows):
    """Plain SQLite takes the same bytes in."""
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        done = subprocess.run([PROGRAMS / 'bench-insert', SQLITE, 'plain', rows, f'{folder}/db'],
                              check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True)
    return {**json.loads(done.stdout.splitlines()[-1]), 'settings': []}


def whole(sets, rounds):
    pages = long_known(sets.pages(LARGE))
    with kinlib.Home() as home, kinlib.Practice(home, pages) as portal:
        record = Record(home, portal, pages)
        compare('from the first question to a portal to the last commit, a record of '
                '25,000; n: MiB of memory (120 at most)', {
            'plain SQLite, one index (limit)': lambda: insert(sets.rows(LARGE)),
            'from the practice portal': lambda: asked(record.first),
        }, rounds, {'from the practice portal': 3})
        compare('and asks again; n: MiB of memory', {
            'for the first time (limit)': lambda: asked(record.first),
            'nothing is new': lambda: asked(record.again),
        }, rounds, {'nothing is new': 0.05})


def far(sets, rounds):
    """A portal that takes a tenth of a second for each answer, on top of its own time."""
    pages = long_known(sets.pages(MIDDLE))
    far_away = [{'match': '^GET /fhir/', 'times': -1, 'delay': int(LATENCY * 1000)}]
    with kinlib.Home() as home, kinlib.Practice(home, pages, faults=far_away) as portal:
        record = Record(home, portal, pages)
        ran = {}

        def ideal():
            record.connect()
            portal.asked()
            ran.update(record.again())
            asked = [line for line in portal.asked() if line['path'].startswith('/fhir/')]
            return {'wall': len(asked) / AT_ONCE * LATENCY, 'cpu': ran['cpu'], 'n': len(asked),
                    'settings': []}

        compare('100 ms for each answer; n: questions', {
            'four of them at a time (limit)': ideal,
            'the program': lambda: {**ran},
        }, rounds, {'the program': 1.3})


# A plain client


def install():
    """The plain client with its packages, made once; None without a network."""
    copy = WORK / 'plain'
    if not (copy / 'node_modules').is_dir():
        shutil.copytree(PLAIN, copy, dirs_exist_ok=True)
        done = subprocess.run(['npm', 'install', '--no-audit', '--no-fund'], cwd=copy,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode:
            return None
    return copy / 'client.mjs'


class Served(portal_pages.Portal):
    """A portal that runs already, for an app of a few lines."""

    def __init__(self, practice):
        super().__init__()
        self.ready, self.base = practice.ready, practice.url
        self.port = urllib.parse.urlsplit(practice.url).port


def plain_client(program, portal, app, queries):
    """Brings everything home, into SQLite as it comes, and forgets what it knew."""
    until, before = from_first_question(portal), os.times()
    path = WORK / 'plain.db'
    path.unlink(missing_ok=True)
    lines = subprocess.run(['node', program, portal.url, app.token_now(), *queries], check=True,
                           stdout=subprocess.PIPE, text=True).stdout.splitlines()
    database = sqlite3.connect(path)
    database.execute('CREATE TABLE resource (type TEXT, id TEXT, body TEXT, '
                     'PRIMARY KEY (type, id))')
    with database:
        database.executemany('INSERT OR REPLACE INTO resource VALUES (?, ?, ?)',
                             (line.split('\t', 2) for line in lines))
    end = time.monotonic()
    database.close()
    after = os.times()
    return {'wall': until(end),
            'cpu': sum(after[:4]) - sum(before[:4]), 'n': len(lines), 'settings': []}


def questions(asked):
    """The first page of each question that was asked, as a plain client puts it."""
    paths = [line['path'] for line in asked if re.match(r'/fhir/[A-Z]\w+\?', line['path'])]
    found = []
    for path in paths:
        words = urllib.parse.parse_qsl(path.partition('?')[2])
        if 'patient' in dict(words) and not any(name.startswith('_page') for name, _ in words):
            words = [(name, value) for name, value in words if name != '_lastUpdated']
            found.append(path.removeprefix('/fhir/').partition('?')[0] + '?'
                         + urllib.parse.urlencode(words))
    return list(dict.fromkeys(found))


def beside(sets, rounds):
    """First and second time, beside a client of the usual kind at the same portal."""
    program = install()
    if program is None:
        print('\nbeside a plain client: no network to install it')
        return
    pages = long_known(sets.pages(MIDDLE))
    with kinlib.Home() as home, kinlib.Practice(home, pages) as portal:
        record = Record(home, portal, pages)
        record.connect()
        portal.asked()
        record.again()
        queries = questions(portal.asked())
        app = portal_pages.App(Served(portal))
        app.sign_in(portal_pages.reading('*'))
        compare('beside a plain client, 10,000 resources, from the first question to the last '
                'commit; n: resources or MiB', {
            'the program, first time (limit)': lambda: asked(record.first),
            'a plain client': lambda: plain_client(program, portal, app, queries),
        }, rounds, {})
        compare('and the second time', {
            'the program, nothing is new (limit)': lambda: asked(record.again),
            'a plain client': lambda: plain_client(program, portal, app, queries),
        }, rounds, {})


# Letters


def decode(sets, rounds):
    """A twentieth of a second for each letter, its process and its sandbox included."""
    folder = Path(tempfile.mkdtemp(dir=WORK))
    letters = [base64.b64decode(r['data']) for path in kinlib.made_up_family()
               if 'files' in path.name for r in kinlib.resources(path)
               if r['contentType'] == 'application/pdf']
    paths = [folder / f'{number}.pdf' for number in range(len(letters))]
    for path, letter in zip(paths, letters):
        path.write_bytes(letter)
    program = kinlib.BUILD / 'src' / 'decode' / 'kinchart-decode'

    def drawn():
        done = subprocess.run([PROGRAMS / 'bench-decode', program, str(LETTERS), *paths],
                              check=True, stdout=subprocess.PIPE, text=True)
        return {**json.loads(done.stdout), 'settings': []}

    compare('the first page of a letter, in the sandbox; n: letters', {
        'twenty a second (limit)': lambda: {'wall': LETTERS / 20, 'cpu': LETTERS / 20,
                                            'n': LETTERS, 'settings': []},
        'the decoder': drawn,
    }, rounds, {'the decoder': 1})
    shutil.rmtree(folder)


COMPARISONS = {'whole': whole, 'far': far, 'beside': beside, 'decode': decode}
