#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a sync again and again, as a power cut would: nothing is lost, nothing is doubled.

A round starts with an empty record. Each kill lands at a random moment of a sync
that goes on where the one before was killed; after each, the record opens and is
sound. After three, a sync may come to its end, and the record has to be whole.
"""

import collections
import os
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

KILLS = 1000 if os.environ.get('KIN_LONG') else 200
AT_ONCE = 2
KILLS_A_ROUND = 3
BETWEEN = KILLS * 60 // 100
# Every page is late, so that a sync is mostly time between two commits.
SLOW = [{'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 60}]
# Without documents: they are fetched when all else is there, and no count shows how far.
FILES = ('clinics', 'person', 'conditions', 'measurements', 'medicines', 'vaccines', 'visits',
         'checks')


class KilledSync(story.Story):
    """A sync that is killed, goes on, is killed again, and comes to its end at last."""

    def __init__(self, home, portal, files):
        super().__init__(home, portal, files)
        begin = time.monotonic()
        self.sync()
        self.seconds = time.monotonic() - begin
        self.end = self.exported()
        self.start_over()
        self.sign_ins = self.rounds = 0

    def one_kill(self):
        """Syncs for a random while; returns whether the kill met a running sync."""
        sync = self.home.start_cli('sync', self.person)
        time.sleep(random.uniform(0.1, self.seconds))
        running = sync.poll() is None
        kinlib.killed(sync)
        self.home.processes.remove(sync)
        if not running:
            self.settle(sync.returncode)
        return running

    def settle(self, code):
        """A sync came to its end before it was killed."""
        if code == kinlib.SIGN_IN:
            # The kill before fell between the portal's new token and its safe place.
            self.sign_ins += 1
            self.sign_in()
            return
        equal(code, kinlib.DONE, 'exit of a sync that came to its end')
        equal(self.exported(), self.end, 'the record at the end')
        self.rounds += 1
        self.start_over()


def histogram(kept):
    """Kills by how much of the record was there, in tenths."""
    for tenth in range(11):
        kinlib.say(f'{tenth * 10:3} % {"#" * kept[tenth]} {kept[tenth]}')


def kill_many(killed):
    """The number of resources in the record after each kill."""
    kept = []
    while len(kept) < KILLS // AT_ONCE:
        if killed.one_kill():
            kept.append(killed.sound())
            if len(kept) % KILLS_A_ROUND == 0:
                killed.settle(killed.sync(expect=None).code)
    return kept


def killed_stories(_):
    """One home's share of the kills: how full the record was after each, in thousandths."""
    files = [p for p in kinlib.made_up_person() if any(word in p.name for word in FILES)]
    with kinlib.Home() as home, kinlib.Practice(home, files, faults=SLOW) as portal:
        killed = KilledSync(home, portal, files)
        kept = kill_many(killed)
        killed.settle(killed.sync(expect=None).code)
        kinlib.say(f'{len(kept)} kills in {killed.rounds} rounds, {killed.sign_ins} new sign-ins')
        return [n * 1000 // len(killed.end) for n in kept]


def a_killed_sync_goes_on_and_nothing_is_doubled():
    """In two homes at once, because a sync mostly waits for the portal."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        kept = sum(pool.map(killed_stories, range(AT_ONCE)), [])
    histogram(collections.Counter(n // 100 for n in kept))
    between = sum(1 for n in kept if 0 < n < 1000)
    kinlib.say(f'{len(kept)} kills, {between} between the first and the last commit')
    holds(between >= BETWEEN, f'only {between} kills between commits, not {BETWEEN}')


random.seed(int(os.environ.get('KIN_SEED', '1')))
kinlib.run_tests([a_killed_sync_goes_on_and_nothing_is_doubled])
