#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the power of a disk: what a person was told is kept is there when it comes back.

The folder of the records is a file system of its own, which is made to forget everything that was
not written out for good. The control is a disk that lies about that: there the same cuts lose.
"""

import contextlib
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import disk  # noqa: E402
import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

CUTS = 1000 if os.environ.get('KIN_LONG') else 30
CONTROLS = 10
LYING_DISK = kinlib.BUILD / 'tests' / 'fault' / 'libno-sync.so'
SLOW = [{'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 20}]
WORDS = ('person', 'conditions', 'allergies', 'medicines', 'files', 'documents')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]


@contextlib.contextmanager
def home_on_a_disk():
    """(home, disk): a home whose folder of records lies on the disk, the keyring beside it."""
    with kinlib.Home() as home, disk.Disk(home.data) as power:
        if not power.mounted:
            raise kinlib.Skip('no disk can be mounted here')
        yield home, power


class PoweredStory(story.Story):
    """One person's record on a disk whose power fails."""

    def __init__(self, home, power, portal):
        super().__init__(home, portal, FILES)
        self.power = power

    def start_over(self):
        """The mounted folder itself stays."""
        for path in self.home.data.iterdir():
            if path.name != 'lost+found':
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.before, self.home.data, dirs_exist_ok=True)
        os.sync()

    def sound(self):
        check = self.home.run('check', self.person).json
        equal(check['integrity'], True, 'integrity')
        return check['resources']


def cut_in_a_sync(at, seconds):
    """Stops a sync somewhere, cuts the power, and brings it back."""
    sync = at.home.start_cli('sync', at.person)
    time.sleep(random.uniform(0.05, seconds))
    running = sync.poll() is None
    sync.send_signal(signal.SIGSTOP)
    at.power.cut()
    kinlib.killed(sync)
    at.home.processes.remove(sync)
    at.power.come_back()
    return running


def a_cut_in_a_sync_leaves_a_record_that_goes_on():
    with home_on_a_disk() as (home, power), kinlib.Practice(home, FILES, faults=SLOW) as portal:
        at = PoweredStory(home, power, portal)
        begin = time.monotonic()
        at.sync()
        seconds = time.monotonic() - begin
        end = at.exported()
        between = 0
        for _ in range(CUTS):
            at.start_over()
            running = cut_in_a_sync(at, seconds)
            between += running and 0 < at.sound() < len(end)
            if at.sync(expect=None).code == kinlib.SIGN_IN:
                at.sign_in()                # the token was being changed: a sign-in, nothing lost
                at.sync()
            equal(at.exported(), end, 'the record after a cut')
        kinlib.say(f'{CUTS} cuts, {between} of them with a part of the record kept')
        holds(between >= CUTS // 10, 'too few cuts between the first and the last commit')


def lost(at, whole, env):
    """Imports, is told that it is done, and loses the power: whether anything is missing."""
    at.start_over()
    equal(at.home.run('import', at.person, *FILES, '--yes', env=env).code, kinlib.DONE, 'import')
    at.power.cut()
    at.power.come_back()
    if env is None:
        at.sound()
    answer = at.home.run('check', at.person, expect=None)
    return answer.code != kinlib.DONE or not answer.json['integrity'] \
        or answer.json['resources'] < whole


def what_was_said_to_be_kept_is_kept():
    with home_on_a_disk() as (home, power), kinlib.Practice(home, FILES) as portal:
        at = PoweredStory(home, power, portal)
        home.run('import', at.person, *FILES, '--yes')
        whole = at.sound()
        equal(sum(lost(at, whole, None) for _ in range(CUTS)), 0, 'records that lost something')
        lying = sum(lost(at, whole, {'LD_PRELOAD': str(LYING_DISK)}) for _ in range(CONTROLS))
        kinlib.say(f'{CUTS} cuts lost nothing; on a disk that lies, {lying} of {CONTROLS} did')
        holds(lying > 0, 'the control has nothing to show')


random.seed(int(os.environ.get('KIN_SEED', '1')))
kinlib.run_tests([a_cut_in_a_sync_leaves_a_record_that_goes_on, what_was_said_to_be_kept_is_kept])
