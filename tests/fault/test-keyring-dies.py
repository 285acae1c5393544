#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyring's service dies while it is asked, and comes back: no crash, no new key, no loss."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

TRIALS = 200 if os.environ.get('KIN_LONG') else 6
WORDS = ('person', 'conditions', 'allergies', 'medicines')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]
# Each token lasts for a moment only, so that the keyring is asked all the time.
BUSY = [{'match': '^POST /token', 'times': -1, 'token_lifetime': 1, 'grace': 60},
        {'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 40}]


def keys(home):
    """Which keys of records the keyring holds."""
    said = subprocess.run(['secret-tool', 'search', '--all', 'kind', 'record-key'], env=home.env,
                          capture_output=True, text=True, check=False)
    return sorted(line for line in (said.stdout + said.stderr).splitlines() if 'key-id' in line)


def service(home):
    """The process that is the keyring now; None without one."""
    said = subprocess.run(
        ['dbus-send', '--session', '--dest=org.freedesktop.DBus', '--print-reply', '/',
         'org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets'],
        env=home.env, capture_output=True, text=True, check=False).stdout
    return int(said.split()[-1]) if 'uint32' in said else None


def begin_again(home):
    """Who asks a dead service has the bus start one, which is locked: a person opens it then.

    Behind one that ends another may wait for its name, so all of them have to go.
    """
    def is_gone():
        pid = service(home)
        if pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return pid is None

    kinlib.wait_until(is_gone, what='its end')
    home.start_keyring()


def one_death(home, person, seconds):
    """Kills the service somewhere in a sync; how the sync ended."""
    sync = home.start_cli('sync', person)
    time.sleep(random.uniform(0, seconds))
    os.kill(service(home), signal.SIGKILL)
    home.start_keyring()
    code = sync.wait(kinlib.PATIENCE)
    home.processes.remove(sync)
    return code


def a_keyring_that_dies_costs_no_record_and_no_key():
    ends, locked = {}, 0
    with kinlib.Home() as home, kinlib.Practice(home, FILES, faults=BUSY) as portal:
        told = story.Story(home, portal, FILES)
        begin = time.monotonic()
        told.sync()
        seconds = time.monotonic() - begin
        end, had = told.exported(), keys(home)
        equal(len(had), 2, 'keys')
        for _ in range(TRIALS):
            told.start_over()
            code = one_death(home, told.person, seconds)
            holds(code >= 0, f'the program ended by signal {-code}')
            ends[code] = ends.get(code, 0) + 1
            if 'locked' in told.sync(expect=None).err:
                begin_again(home)
                locked += 1
            if told.sync(expect=None).code != kinlib.DONE:
                told.sign_in()
                told.sync()
            equal(told.exported(), end, 'the record')
            equal(keys(home), had, 'keys')
    kinlib.say(f'how the syncs ended (exit: times): {ends}; {locked} '
               'times the new service was locked')


random.seed(int(os.environ.get('KIN_SEED', '1')))
kinlib.run_tests([a_keyring_that_dies_costs_no_record_and_no_key])
