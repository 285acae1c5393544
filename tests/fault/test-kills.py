#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a sync again and again, as a power cut would: nothing is lost, nothing is doubled.

Each kill lands at a random moment of a sync that goes on where the one before
was killed. After each, the record opens and is sound; when a sync comes to its
end, the record is whole. Then it starts again with an empty record.
"""

import collections
import os
import random
import shutil
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import equal, holds  # noqa: E402

KILLS = 1000 if os.environ.get('KIN_LONG') else 100
BETWEEN = KILLS * 60 // 100
SLOW = [{'match': '^GET .*/fhir.*', 'times': -1, 'delay': 25}]


class Story:
    """One person, connected; the record can be set back to before the first sync."""

    def __init__(self, home, portal, files):
        self.home = home
        self.portal = portal
        name, born = kinlib.person_of(files)
        self.person = home.run('person', 'add', name, '--birth-date', born).json['id']
        self.sign_in()
        self.before = home.short / 'before'
        shutil.copytree(home.data, self.before)
        self.whole, self.seconds = self.first_sync()
        self.kept = collections.Counter()
        self.sign_ins = self.rounds = 0

    def sign_in(self):
        self.home.run('connect', self.person, self.portal.url,
                      '--browser', self.portal.browser(), '--yes')

    def first_sync(self):
        """The record as it has to be at the end, and how long a sync takes unharmed."""
        begin = time.monotonic()
        self.home.run('sync', self.person)
        seconds = time.monotonic() - begin
        return sorted(kinlib.exported(self.home, self.person)), seconds

    def start_over(self):
        shutil.rmtree(self.home.data)
        shutil.copytree(self.before, self.home.data)
        self.rounds += 1

    def resources(self):
        """How much is in the record after a kill: it has to open, and to be sound."""
        check = self.home.run('check', self.person).json
        equal(check['integrity'], True, 'integrity')
        return check['resources']

    def one_kill(self):
        """Syncs for a random while; returns whether the kill met a running sync."""
        sync = self.home.start_cli('sync', self.person)
        time.sleep(random.uniform(0.05, self.seconds * 0.6))
        running = sync.poll() is None
        kinlib.killed(sync)
        self.home.processes.remove(sync)
        if running:
            return True
        self.settle(sync.returncode)
        return False

    def settle(self, code):
        """A sync came to its end before it was killed."""
        if code == kinlib.SIGN_IN:
            # The kill before fell between the portal's new token and its safe place.
            self.sign_ins += 1
            self.sign_in()
            return
        equal(code, kinlib.DONE, 'exit of a sync that came to its end')
        self.is_whole()
        self.start_over()

    def is_whole(self):
        equal(sorted(kinlib.exported(self.home, self.person)), self.whole, 'the record at the end')


def histogram(kept):
    """Kills by how much of the record was there, in tenths."""
    for tenth in range(11):
        kinlib.say(f'{tenth * 10:3} % {"#" * kept[tenth]} {kept[tenth]}')


def a_killed_sync_goes_on_and_nothing_is_doubled():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files, faults=SLOW) as portal:
        story = Story(home, portal, files)
        story.start_over()
        kept = kill_many(story)
        story.finish = home.run('sync', story.person, expect=None)
        story.settle(story.finish.code)
        histogram(collections.Counter(n * 10 // len(story.whole) for n in kept))
        between = sum(1 for n in kept if 0 < n < len(story.whole))
        kinlib.say(f'{len(kept)} kills in {story.rounds} rounds, {between} between the first '
                   f'and the last commit, {story.sign_ins} new sign-ins')
        holds(between >= BETWEEN, f'only {between} kills between commits, not {BETWEEN}')


def kill_many(story):
    """The number of resources in the record after each kill."""
    kept = []
    while len(kept) < KILLS:
        if story.one_kill():
            kept.append(story.resources())
    return kept


random.seed(int(os.environ.get('KIN_SEED', '1')))
kinlib.run_tests([a_killed_sync_goes_on_and_nothing_is_doubled])
