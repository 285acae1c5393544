#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a timer of the computer calls: nobody is told or asked anything, and no portal twice a
day."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from connected import Connected  # noqa: E402
from kinlib import equal  # noqa: E402


def call(at, *before):
    """Calls it as the timer does; returns what it says and what the portal is asked."""
    at.portal.asked()
    process = subprocess.run([*before, str(kinlib.CLI), 'sync-due'], env=at.home.env, check=False,
                             capture_output=True, text=True, stdin=subprocess.DEVNULL,
                             timeout=kinlib.PATIENCE)
    said = [line for line in (process.stdout + process.stderr).splitlines()
            if 'as root' not in line]
    return process.returncode, said, len(at.portal.asked())


def nobody_is_asked_twice_a_day():
    with Connected() as at:
        at.sync()
        equal(call(at), (0, [], 0), 'exit, words and requests')


def a_locked_keyring_is_left_alone():
    with Connected() as at:
        at.sync()
        kinlib.end_process(at.home.keyring)
        at.home.start_keyring('wrong')
        equal(call(at), (0, [], 0), 'exit, words and requests')


def a_strange_keyring_that_is_locked_does_not_matter():
    with Connected() as at:
        at.sync()
        at.home.add_strange_keyring()
        code, said, requests = call(at, 'faketime', '-f', '+1d')
        equal((code, said, requests > 40), (0, [], True), 'exit, words and requests')


def a_window_that_is_open_is_left_alone():
    with Connected() as at:
        at.portal.faults({'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 200})
        running = at.home.start_cli('sync', at.person)
        kinlib.wait_until(at.portal.asked, what='somebody who holds the record')
        equal(call(at)[:2], (0, []), 'exit and words')
        kinlib.end_process(running)


def whoever_comes_is_let_in():
    """The check ends at its next page, and what has come is kept."""
    with Connected() as at:
        at.sync()
        at.portal.faults({'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 400})
        at.portal.asked()
        checking = at.home.start(['faketime', '-f', '+1d', kinlib.CLI, 'sync-due'])
        kinlib.wait_until(at.portal.asked, what='the check that holds the record')
        kinlib.holds(at.home.run('sections', at.person).json['items'] > 100, 'the record is there')
        equal(checking.wait(kinlib.PATIENCE), 0, 'the end of the check')
        kinlib.holds(len(at.portal.asked()) < 40, 'it went on asking')


def a_day_later_it_asks():
    with Connected() as at:
        at.sync()
        code, said, requests = call(at, 'faketime', '-f', '+1d')
        equal((code, said, requests > 40), (0, [], True), 'exit, words and requests')


kinlib.run_tests([nobody_is_asked_twice_a_day, a_locked_keyring_is_left_alone,
                  a_strange_keyring_that_is_locked_does_not_matter,
                  a_window_that_is_open_is_left_alone,
                  whoever_comes_is_let_in, a_day_later_it_asks])
