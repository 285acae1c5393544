#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaving a portal: it is told, the secrets leave the keyring, the copy stays; and a program
that is told to end does so at once, with everything in order."""

import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, equal, holds  # noqa: E402


def kinds(home):
    """What of ours is in the keyring."""
    shown = subprocess.run(['secret-tool', 'search', '--all', 'app', 'kinchart'], env=home.env,
                           capture_output=True, text=True, check=False)
    return sorted(line.split(' = ')[1] for line in (shown.stdout + shown.stderr).splitlines()
                  if line.startswith('attribute.kind'))


def connected(home, portal, files):
    name, born = kinlib.person_of(files)
    person = home.run('person', 'add', name, '--birth-date', born).json['id']
    answer = home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes').json
    return person, answer['connection']


def leaving_a_portal_keeps_the_copy():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person, connection = connected(home, portal, files)
        home.run('sync', person)
        before = home.run('sections', person).json
        equal(kinds(home), ['record-key', 'record-key', 'refresh-token'], 'the keyring')
        equal(home.run('disconnect', person, connection).json['revoked'], True, 'revoked')
        equal(kinds(home), ['record-key', 'record-key'], 'the keyring afterwards')
        equal(home.run('sections', person).json, before, 'the copy')
        answer = home.run('sync', person, expect=ERROR)
        holds('No portal is connected' in answer.err, answer.err)


def a_portal_that_is_gone_keeps_nobody():
    files = kinlib.made_up_person()
    with kinlib.Home() as home:
        with kinlib.Practice(home, files) as portal:
            person, connection = connected(home, portal, files)
        answer = home.run('disconnect', person, connection)
        equal(answer.json['revoked'], False, 'revoked')
        holds('could not be told' in answer.err, answer.err)
        equal(kinds(home), ['record-key', 'record-key'], 'the keyring')


def a_sync_that_is_told_to_end_ends():
    """Within two seconds, with what was committed, and the next one goes on."""
    files = kinlib.made_up_person()
    slow = [{'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 300}]
    for number in (signal.SIGTERM, signal.SIGINT):
        with kinlib.Home() as home, kinlib.Practice(home, files, faults=slow) as portal:
            person, _ = connected(home, portal, files)
            sync = home.start_cli('sync', person)
            time.sleep(1.5)
            begin = time.monotonic()
            sync.send_signal(number)
            code = sync.wait(30)
            kinlib.say(f'{number.name}: exit {code} after {time.monotonic() - begin:.2f} s')
            holds(code in (ERROR, kinlib.PARTLY), f'exit {code}')
            equal(home.run('check', person).json['integrity'], True, 'integrity')
            portal.faults()
            home.run('sync', person)


def a_token_that_is_on_its_way_is_kept():
    """The portal has taken the old one and sends the new one while the program is told to end:
    it is kept first, so that nobody has to sign in again."""
    files = kinlib.made_up_person()
    slow = [{'match': '^POST /token', 'times': -1, 'drip': 1500}]
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person, _ = connected(home, portal, files)
        for _ in range(3):
            portal.asked()
            portal.faults(*slow)
            sync = home.start_cli('sync', person)
            kinlib.wait_until(lambda: any('/token' in r['path']
                                          for r in portal.control('GET', 'ledger')))
            sync.send_signal(signal.SIGTERM)
            holds(sync.wait(30) != kinlib.DONE, 'it went on')
            portal.faults()
            home.run('sync', person)


def a_limit_on_files_is_said_and_survived():
    """A file that may not grow is an error that is said, not a sudden end."""
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person, _ = connected(home, portal, files)
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))  # noqa: E731
        done = subprocess.run(home.command('sync', person), env=home.env, preexec_fn=limit,
                              capture_output=True, text=True, check=False, timeout=120)
        holds(done.returncode in (ERROR, kinlib.PARTLY), f'exit {done.returncode}')
        holds(done.stderr.strip(), 'nothing is said')
        equal(home.run('check', person).json['integrity'], True, 'integrity')
        home.run('sync', person)


kinlib.run_tests([leaving_a_portal_keeps_the_copy, a_portal_that_is_gone_keeps_nobody,
                  a_sync_that_is_told_to_end_ends,
                  a_token_that_is_on_its_way_is_kept, a_limit_on_files_is_said_and_survived])
