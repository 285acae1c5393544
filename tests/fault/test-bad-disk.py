#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that fails: each read, write, sync, open, once and for good, and one that is full.

Whatever the program says then is true: what it says is kept is there, what it says failed can be
done again, and nothing that was there before is lost.
"""

import hashlib
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

# Of the whole program about so many places of each kind; all of them with KIN_LONG.
MOST = 10**6 if os.environ.get('KIN_LONG') else 4
PROBE = kinlib.BUILD / 'tests' / 'store' / 'kin-store-probe'
BAD_DISK = kinlib.BUILD / 'tests' / 'fault' / 'libbad-disk.so'
CALLS = ('open', 'read', 'write', 'sync')
# No failures: less was read or written than was asked for, or a signal came first.
HARMLESS = ('short', 'signal')
WORDS = ('person', 'conditions', 'allergies', 'files', 'documents')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]


class Trouble:
    """One command on one person's records, tried while the disk has bad days."""

    def __init__(self, home, command, end):
        self.home = home
        self.command = command
        self.end = end                  # what is there when the command was done well
        self.before = home.short / 'before-trouble'
        shutil.copytree(home.data, self.before)

    def start_over(self):
        shutil.rmtree(self.home.data)
        shutil.copytree(self.before, self.home.data)

    def run(self, call, at=0, long=False):
        """The command on a bad disk; returns (answer, how many such calls it made)."""
        count = self.home.short / 'count'
        count.unlink(missing_ok=True)
        answer = self.home.run(*self.command, expect=None,
                               env=bad_day(self.home.data, call, at, long, count))
        return answer, int(count.read_text()) if count.exists() else None

    def found(self):
        """Everything in the records of everybody, on a disk that is well again."""
        people = self.home.run('person', 'list').json
        for person in people:
            check = self.home.run('check', person['id']).json
            equal(check['integrity'], True, 'integrity')
        return sorted((person['name'], *what) for person in people
                      for what in kinlib.exported(self.home, person['id']))

    def try_at(self, call, at, long, had):
        where = f'{call} {at}{" and all after it" if long else ""}'
        self.start_over()
        answer, _ = self.run(call, at, long)
        holds(answer.code in (kinlib.DONE, kinlib.ERROR, kinlib.PARTLY),
              f'{self.command[0]} ended with {answer.code} after {where}')
        holds(answer.code == kinlib.DONE or answer.err.strip(), f'nothing was said of {where}')
        found = self.found()
        if answer.code == kinlib.DONE:
            equal(found, self.end, f'what was said to be kept, after {where}')
        holds(set(had) <= set(found), f'something was lost by {where}')
        if answer.code != kinlib.DONE and self.command[0] != 'person':
            self.home.run(*self.command)
            equal(self.found(), self.end, f'what is there when it is done again, after {where}')
        return answer.code == kinlib.DONE

    def try_everywhere(self, calls_of=CALLS):
        """Returns (places tried, how often it was done nevertheless)."""
        self.start_over()
        had, tried, done = self.found(), 0, 0
        for call in calls_of:
            self.start_over()
            _, calls = self.run(call)
            for at, long in itertools.product(places(calls), (False, True)):
                done += self.try_at(call, at, long, had)
                tried += 1
        kinlib.say(f'{self.command[0]}: {tried} places, {done} times done nevertheless')


def places(calls, most=MOST):
    """Where the disk fails, from the first of so many calls to the last."""
    return sorted({1 + (calls - 1) * n // (most - 1) for n in range(most)}) if calls > most \
        else range(1, calls + 1)


def bad_day(folder, call, at=0, long=False, count=None):
    """The environment of a program whose disk fails in @folder."""
    return {'LD_PRELOAD': str(BAD_DISK), 'KIN_BAD_DISK': str(folder), 'KIN_BAD_CALL': call,
            'KIN_BAD_AT': str(at), **({'KIN_BAD_COUNT': str(count)} if count else {}),
            **({'KIN_BAD_LONG': 'FOREVER'} if long else {})}


def probe(folder, *words, env=None):
    """The store alone, in a program of its own: (exit, what it printed)."""
    ran = subprocess.run([PROBE, words[0], folder, *words[1:]], capture_output=True, text=True,
                         env={**os.environ, **(env or {})}, timeout=kinlib.PATIENCE, check=False)
    return ran.returncode, ran.stdout


def titles(folder):
    """What is in a record on a disk that is well again; it has to be sound."""
    code, said = probe(folder, 'read', 'first')
    equal(code, 0, 'exit of reading')
    holds('integrity 1' in said.splitlines(), said)
    return {line.removeprefix('item ') for line in said.splitlines() if line.startswith('item ')}


def a_record_outlives_every_single_bad_call():
    """All the places there are, of the store alone."""
    with tempfile.TemporaryDirectory() as place:
        before, folder, count = (Path(place) / name for name in ('before', 'record', 'count'))
        before.mkdir(mode=0o700)
        equal(probe(before, 'create')[0], 0, 'making a record')
        equal(probe(before, 'write', 'first')[0], 0, 'the first entry')
        tried = kept = 0
        for call in CALLS:
            shutil.copytree(before, folder)
            equal(probe(folder, 'write', 'second', env=bad_day(folder, call, count=count))[0], 0,
                  'writing on a good disk')
            calls = int(count.read_text())
            holds(calls > 0, f'there was no {call}')
            for at, long in itertools.product(range(1, calls + 1), (False, True)):
                shutil.rmtree(folder)
                shutil.copytree(before, folder)
                code, _ = probe(folder, 'write', 'second', env=bad_day(folder, call, at, long))
                holds(code in (0, 1), f'exit {code} at {call} {at}')
                found = titles(folder)
                holds('first' in found, f'the first entry was lost at {call} {at}')
                holds(code == 1 or 'second' in found, f'said to be kept, and lost at {call} {at}')
                tried, kept = tried + 1, kept + (code == 0)
            shutil.rmtree(folder)
        kinlib.say(f'{tried} places, {kept} times it was kept nevertheless')


def what_is_no_failure_is_none():
    """Each read and write that is short, and each that a signal interrupts, at all the places."""
    with tempfile.TemporaryDirectory() as place:
        before, folder, count = (Path(place) / name for name in ('before', 'record', 'count'))
        before.mkdir(mode=0o700)
        equal(probe(before, 'create')[0], 0, 'making a record')
        equal(probe(before, 'write', 'first')[0], 0, 'the first entry')
        for call in HARMLESS:
            shutil.copytree(before, folder)
            equal(probe(folder, 'write', 'second', env=bad_day(folder, call, count=count))[0], 0,
                  'writing on a good disk')
            calls = int(count.read_text())
            holds(calls > 0, f'there was no {call}')
            for at in range(1, calls + 1):
                shutil.rmtree(folder)
                shutil.copytree(before, folder)
                equal(probe(folder, 'write', 'second', env=bad_day(folder, call, at))[0], 0,
                      f'writing with a {call} at {at}')
                equal(titles(folder), {'first', 'second'}, f'what is there after a {call} at {at}')
            shutil.rmtree(folder)
            kinlib.say(f'{call}: {calls} places')


def a_record_that_cannot_be_read_is_left_alone():
    """Each read fails, once and for good: what is said is about the disk, no file is taken for a
    damaged one, and nothing of the record changes."""
    with kinlib.Home() as home:
        rosa = person(home)
        home.run('import', rosa, *FILES, '--yes')
        wanted = home.run('list', rosa, 'conditions').json
        count, before = home.short / 'count', hashes(home.data)
        home.run('list', rosa, 'conditions', env=bad_day(home.data, 'read', count=count))
        calls, said = int(count.read_text()), set()
        for at, long in itertools.product(places(calls, 6 * MOST), (False, True)):
            answer = home.run('list', rosa, 'conditions', expect=None,
                              env=bad_day(home.data, 'read', at, long))
            holds(answer.code in (kinlib.DONE, kinlib.ERROR), f'exit {answer.code} at {at}')
            if answer.code == kinlib.DONE:
                equal(answer.json, wanted, f'what is listed, after {at}')
            else:
                said.add(answer.err.strip())
            equal(hashes(home.data), before, f'the files, after {at}')
        kinlib.say(f'{calls} reads; what is said: {said}')
        holds(said, 'no read that failed was met')
        holds(all('disk' in words or 'could not be read' in words for words in said), said)


def hashes(folder):
    """Every file of a record, whole, but for what is there only while it is open."""
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob('*')
            if path.is_file() and not path.name.endswith(('-wal', '-shm', '-journal', 'lock'))}


def person(home):
    name, born = kinlib.person_of(FILES)
    return home.run('person', 'add', name, '--birth-date', born).json['id']


def an_import_on_a_bad_disk_is_whole_or_not_done():
    with kinlib.Home() as home:
        rosa = person(home)
        words = ['import', rosa, *FILES, '--yes']
        trouble = Trouble(home, words, None)
        home.run(*words)
        trouble.end = trouble.found()
        trouble.try_everywhere()


def a_sync_on_a_bad_disk_is_whole_or_not_done():
    with kinlib.Home() as home, kinlib.Practice(home, FILES) as portal:
        portal.faults({'match': '^POST /token', 'times': -1, 'grace': 600})
        at = story.Story(home, portal, FILES)
        trouble = Trouble(home, ['sync', at.person], None)
        at.sync()
        trouble.end = trouble.found()
        trouble.try_everywhere((*CALLS, 'statement'))


def a_second_person_on_a_bad_disk_takes_nothing_from_the_first():
    with kinlib.Home() as home:
        home.run('import', person(home), *FILES, '--yes')
        words = ['person', 'add', 'Rosa Example']
        trouble = Trouble(home, words, None)
        home.run(*words)
        trouble.end = trouble.found()
        trouble.try_everywhere()


def a_full_disk_is_said_and_is_no_end():
    """A small disk: the import says so, what was there can be read, and with room it is done."""
    with kinlib.Home() as home:
        small = ['mount', '-t', 'tmpfs', '-o', 'size=900k,mode=700', 'tmpfs', str(home.data)]
        home.data.mkdir(mode=0o700)
        if subprocess.run(small, capture_output=True, check=False).returncode:
            raise kinlib.Skip('no disk can be mounted here')
        try:
            rosa = person(home)
            some = [path for path in FILES if 'allergies' in path.name or 'person' in path.name]
            home.run('import', rosa, *some, '--yes')
            before = home.run('list', rosa, 'allergies').json
            files = kinlib.made_up_person('teo')
            answer = home.run('import', rosa, *files, '--yes', expect=None)
            holds(answer.code in (kinlib.ERROR, kinlib.PARTLY), f'exit {answer.code}')
            holds('disk is full' in answer.err, answer.err)
            equal(home.run('list', rosa, 'allergies').json, before, 'what was there')
            subprocess.run(['mount', '-o', 'remount,size=64m', str(home.data)], check=True)
            home.run('import', rosa, *files, '--yes')
            equal(home.run('check', rosa).json['integrity'], True, 'integrity')
            wanted = {(r['resourceType'], r['id']) for p in files
                      for r in kinlib.resources(p)}
            equal(set(kinlib.exported(home, rosa)), wanted, 'the record')
        finally:
            subprocess.run(['umount', '--lazy', str(home.data)], check=True)


def a_disk_that_became_read_only_is_said_and_loses_nothing():
    """A system makes a disk read-only when it finds errors on it: at the start, or meanwhile."""
    with kinlib.Home() as home:
        home.data.mkdir(mode=0o700)
        mount = ['mount', '-t', 'tmpfs', '-o', 'size=64m,mode=700', 'tmpfs', str(home.data)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            raise kinlib.Skip('no disk can be mounted here')
        try:
            rosa = person(home)
            home.run('import', rosa, *FILES, '--yes')
            listed, before = home.run('list', rosa, 'conditions').json, hashes(home.data)
            subprocess.run(['mount', '-o', 'remount,ro', str(home.data)], check=True)
            for words in (['person', 'list'], ['list', rosa, 'conditions'],
                          ['import', rosa, *FILES, '--yes'], ['begin-again', rosa, '--yes']):
                answer = home.run(*words, expect=kinlib.ERROR)
                holds('read-only' in answer.err and 'have the disk checked' in answer.err,
                      answer.err)
                equal(hashes(home.data), before, f'the files after {words[0]}')
            subprocess.run(['mount', '-o', 'remount,rw', str(home.data)], check=True)
            equal(home.run('list', rosa, 'conditions').json, listed, 'what is listed')
            equal(home.run('check', rosa).json['integrity'], True, 'integrity')
        finally:
            subprocess.run(['umount', '--lazy', str(home.data)], check=True)


kinlib.run_tests([
    a_record_outlives_every_single_bad_call, what_is_no_failure_is_none,
    a_record_that_cannot_be_read_is_left_alone, a_full_disk_is_said_and_is_no_end,
    a_disk_that_became_read_only_is_said_and_loses_nothing,
    an_import_on_a_bad_disk_is_whole_or_not_done, a_sync_on_a_bad_disk_is_whole_or_not_done,
    a_second_person_on_a_bad_disk_takes_nothing_from_the_first])
