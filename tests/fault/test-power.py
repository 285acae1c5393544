#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the power of a disk: what a person was told is kept is there when it comes back.

The folder of the records is a file system of its own, which is made to forget everything that was
not written out for good. For this it has to be mounted, as root may. Anywhere, each story is told
of a disk that is worked out too (forgetful.py). The control is a disk that lies about what it has
written: there the same cuts lose.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import disk  # noqa: E402
import forgetful  # noqa: E402
import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

CUTS = 1000 if os.environ.get('KIN_LONG') else 30
CONTROLS = 10
SLOW = [{'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 20}]
WORDS = ('person', 'conditions', 'allergies', 'medicines', 'files', 'documents')
# What is done in a folder without any of our programs, and what has to be left of it.
CALLS = """
import os
def opened(name, text=b'', flags=0):
    file = os.open(name, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    os.write(file, text)
    return file
folder = os.open('.', os.O_RDONLY)
kept, longer, shorter, gone, moved, over = (
    opened(name, b'0123') for name in ('kept', 'longer', 'shorter', 'gone', 'moved', 'over'))
for file in (kept, longer, shorter, gone, moved, over, folder):
    os.fsync(file)
os.ftruncate(kept, 2)
os.pwrite(kept, b'xy', 3)
os.fdatasync(kept)
os.pwrite(kept, b'lost', 0)
os.write(longer, b'lost')
os.ftruncate(shorter, 1)
opened('shorter', flags=os.O_TRUNC)
os.unlink('gone', dir_fd=folder)
os.rename('moved', 'over', src_dir_fd=folder, dst_dir_fd=folder)
os.fsync(opened('unnamed', b'0123'))
os.mkdir('below', dir_fd=folder)
below = os.open('below', os.O_RDONLY)
os.fsync(opened('below/out-of-reach', b'0123'))
os.fsync(below)
"""
LEFT = {'kept': b'01\0xy', **dict.fromkeys(('longer', 'shorter', 'gone', 'moved', 'over'), b'0123')}
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]


@contextlib.contextmanager
def home_on(kind):
    """(home, disk): a home whose folder of records lies on the disk, the keyring beside it."""
    with kinlib.Home() as home, kind(home.data) as power:
        if kind is disk.Disk and not power.mounted:
            raise kinlib.Skip('no disk can be mounted here')
        yield home, power


def put_in_place(home, power, folder):
    """The records that lie in @folder are those on the disk, for good."""
    for path in home.data.iterdir():
        if path.name != 'lost+found':
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(folder, home.data, dirs_exist_ok=True)
    power.begin()


class PoweredStory(story.Story):
    """One person's record on a disk whose power fails."""

    def __init__(self, home, power, portal):
        super().__init__(home, portal, FILES)
        self.power = power

    def start_over(self):
        put_in_place(self.home, self.power, self.before)

    def found(self):
        """How much is there, -1 if it is not sound."""
        answer = self.home.run('check', self.person, expect=None)
        sound = answer.code == kinlib.DONE and answer.json['integrity']
        return answer.json['resources'] if sound else -1


def cut_in_a_sync(at, seconds):
    """Stops a sync somewhere, cuts the power, and brings it back."""
    sync = at.home.start_cli('sync', at.person, env=at.power.env())
    time.sleep(random.uniform(0.05, seconds))
    running = sync.poll() is None
    sync.send_signal(signal.SIGSTOP)
    at.power.cut()
    kinlib.killed(sync)
    at.home.processes.remove(sync)
    at.power.come_back()
    return running


def a_cut_in_a_sync_leaves_a_record_that_goes_on(kind):
    with home_on(kind) as (home, power), kinlib.Practice(home, FILES, faults=SLOW) as portal:
        at = PoweredStory(home, power, portal)
        begin = time.monotonic()
        at.sync(env=at.power.env())
        seconds = time.monotonic() - begin
        end = at.exported()
        between = 0
        for _ in range(CUTS):
            at.start_over()
            portal.faults(*SLOW)
            running = cut_in_a_sync(at, seconds)
            portal.faults()
            between += running and 0 < at.sound() < len(end)
            if at.sync(expect=None).code == kinlib.SIGN_IN:
                at.sign_in()                # the token was being changed: a sign-in, nothing lost
                at.sync()
            equal(at.exported(), end, 'the record after a cut')
        kinlib.say(f'{CUTS} cuts, {between} of them with a part of the record kept')
        holds(between >= CUTS // 10, 'too few cuts between the first and the last commit')


def lost(at, whole, lies):
    """Imports, is told that it is done, and loses the power: whether anything is missing."""
    at.start_over()
    env = at.power.env(lies)
    equal(at.home.run('import', at.person, *FILES, '--yes', env=env).code, kinlib.DONE, 'import')
    at.power.cut()
    at.power.come_back()
    if not lies:
        at.sound()
    return at.found() < whole


def lost_of_what_was_committed(at, commits, lies):
    """Ends an import right after a commit, and loses the power: whether anything is missing of
    what would be there had only the program ended."""
    at.start_over()
    at.home.run('import', at.person, *FILES, '--yes', expect=-signal.SIGKILL,
                env={**at.power.env(lies), 'KIN_CRASH_POINT': f'database.committed:{commits}'})
    with tempfile.TemporaryDirectory(dir=at.home.short) as there:
        shutil.copytree(at.home.data, there, dirs_exist_ok=True)
        at.power.cut()
        at.power.come_back()
        left = at.found()
        put_in_place(at.home, at.power, there)
        return left < at.sound()


def what_was_committed_is_kept(kind):
    with home_on(kind) as (home, power), kinlib.Practice(home, FILES) as portal:
        at = PoweredStory(home, power, portal)
        equal(sum(lost_of_what_was_committed(at, n, False) for n in range(1, CONTROLS + 1)), 0,
              'commits that lost something')
        lying = sum(lost_of_what_was_committed(at, n, True) for n in range(1, CONTROLS + 1))
        kinlib.say(f'{CONTROLS} commits lost nothing; on a disk that lies, {lying} did')
        holds(lying > 0, 'the control has nothing to show')


def what_was_said_to_be_kept_is_kept(kind):
    with home_on(kind) as (home, power), kinlib.Practice(home, FILES) as portal:
        at = PoweredStory(home, power, portal)
        home.run('import', at.person, *FILES, '--yes')
        whole = at.sound()
        equal(sum(lost(at, whole, False) for _ in range(CUTS)), 0, 'records that lost something')
        lying = sum(lost(at, whole, True) for _ in range(CONTROLS))
        kinlib.say(f'{CUTS} cuts lost nothing; on a disk that lies, {lying} of {CONTROLS} did')
        holds(lying > 0, 'the control has nothing to show')


def is_added(home, power, name, lies):
    """Adds a person, is told that it is done, and loses the power: whether the record is there."""
    power.begin()
    person = home.run('person', 'add', name, env=power.env(lies)).json['id']
    power.cut()
    power.come_back()
    answer = home.run('check', person, expect=None)
    return answer.code == kinlib.DONE and answer.json['integrity']


def who_was_added_is_there(kind):
    with home_on(kind) as (home, power):
        there = sum(is_added(home, power, f'Rosa {n}', False) for n in range(CONTROLS))
        equal(len(home.run('person', 'list').json), CONTROLS, 'people who are listed')
        equal(there, CONTROLS, 'people whose record is there')
        before, lying = home.short / 'before', 0
        shutil.copytree(home.data, before)
        for _ in range(CONTROLS):
            lying += not is_added(home, power, 'Teo', True)
            put_in_place(home, power, before)
        kinlib.say(f'{CONTROLS} people are there; on a disk that lies, {lying} others are not')
        holds(lying > 0, 'the control has nothing to show')


def a_disk_that_is_worked_out_forgets_what_was_not_synced():
    with tempfile.TemporaryDirectory() as place, \
            forgetful.ForgetfulDisk(Path(place) / 'disk') as power:
        subprocess.run([sys.executable, '-c', CALLS], cwd=power.folder, check=True,
                       env={**os.environ, **power.env()})
        power.cut()
        holds(power.tells_all(), 'the log and the folder are not alike')
        power.come_back(0)
        equal({path.name: path.read_bytes() for path in power.folder.iterdir()}, LEFT, 'is left')


def a_disk_that_is_worked_out_is_the_real_one_until_a_cut():
    """Programs make no call to the disk that forgetful-disk.c does not know."""
    with home_on(forgetful.ForgetfulDisk) as (home, power):
        home.env.update(power.env())
        with kinlib.Practice(home, FILES) as portal:
            at = PoweredStory(home, power, portal)
            at.sync()
            home.run('import', at.person, *FILES, '--yes')
            home.run('begin-again', at.person, '--yes')
            power.cut()
            holds(power.tells_all(), 'the log and the folder are not alike')


def on(kind, story_of_it):
    """The test of a story on one kind of disk."""
    def test():
        story_of_it(kind)
    test.__name__ = f'{kind.title}: {story_of_it.__name__}'.replace(' ', '_')
    return test


STORIES = (a_cut_in_a_sync_leaves_a_record_that_goes_on, what_was_said_to_be_kept_is_kept,
           what_was_committed_is_kept, who_was_added_is_there)

random.seed(int(os.environ.get('KIN_SEED', '1')))
kinlib.run_tests([
    *(on(disk.Disk, story_of_it) for story_of_it in STORIES),
    *(on(forgetful.ForgetfulDisk, story_of_it) for story_of_it in STORIES),
    a_disk_that_is_worked_out_forgets_what_was_not_synced,
    a_disk_that_is_worked_out_is_the_real_one_until_a_cut])
