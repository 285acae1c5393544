#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A network that goes away in the middle: cut, stalled, and swallowing everything.

The whole test is in a network of its own, where nothing is but this computer, so that the network
can be taken away for good.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

OWN_NETWORK = ['unshare', '--map-root-user', '--net']
WORDS = ('person', 'conditions', 'allergies', 'medicines', 'vaccines')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]
# In the middle: some pages have come, and some have not.
SLOW = [{'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 200}]


def network(way):
    subprocess.run(['ip', 'link', 'set', 'lo', way], check=True)


class Away(contextlib.ExitStack):
    """A sync in the middle of which something goes away."""

    def __enter__(self):
        self.home = self.enter_context(kinlib.Home())
        self.portal = self.enter_context(kinlib.Practice(self.home, FILES))
        self.callback(lambda: self.portal.process.send_signal(signal.SIGCONT))
        self.told = story.Story(self.home, self.portal, FILES)
        self.end = self.told.whole()
        self.portal.faults(*SLOW)
        self.portal.asked()
        self.sync = self.home.start_cli('sync', self.told.person, stderr=subprocess.PIPE)
        kinlib.wait_until(lambda: len(self.portal.control('GET', 'ledger')) > 4, what='some pages')
        return self

    def ends(self):
        """Waits for the sync to end; (exit, what it said)."""
        code = self.sync.wait(kinlib.PATIENCE * 5)
        return code, self.sync.stderr.read().decode()

    def goes_on(self):
        """With the network back, a sync brings the rest."""
        self.portal.faults()
        self.told.sync()
        equal(self.told.exported(), self.end, 'the record in the end')


def a_network_that_is_away_for_moments_costs_nothing():
    with Away() as away:
        for _ in range(3):
            network('down')
            time.sleep(1)
            network('up')
            time.sleep(1)
        code, said = away.ends()
        holds(code in (kinlib.DONE, kinlib.PARTLY), said)
        away.goes_on()


def a_network_that_is_gone_is_said_and_the_rest_comes_later():
    with Away() as away:
        network('down')
        begin = time.monotonic()
        code, said = away.ends()
        kinlib.say(f'exit {code} after {time.monotonic() - begin:.0f} s: {said[-200:]}')
        holds(code in (kinlib.ERROR, kinlib.PARTLY), f'exit {code}')
        network('up')
        away.goes_on()


def a_clinic_that_stalls_is_waited_for():
    with Away() as away:
        away.portal.process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        away.portal.process.send_signal(signal.SIGCONT)
        code, said = away.ends()
        equal(code, kinlib.DONE, said)
        away.goes_on()


def a_clinic_that_swallows_everything_is_given_up():
    with Away() as away:
        away.portal.process.send_signal(signal.SIGSTOP)
        begin = time.monotonic()
        code, said = away.ends()
        kinlib.say(f'exit {code} after {time.monotonic() - begin:.0f} s: {said[-200:]}')
        holds(code in (kinlib.ERROR, kinlib.PARTLY), f'exit {code}')
        away.portal.process.send_signal(signal.SIGCONT)
        away.goes_on()


# The other end of a cable that nobody reads: what is sent there is swallowed, as by a firewall.
HERE, NOWHERE = '10.9.9.1/24', '10.9.9.2'
BLACK_HOLE = ['link add hole type veth peer name far', f'addr add {HERE} dev hole',
              'link set hole up', 'link set far up',
              f'neigh replace {NOWHERE} lladdr 02:00:00:00:00:01 dev hole nud permanent']
# A look at an address is given up after 15 s, and is not made again: with time for a slow computer.
SOONEST, LATEST = 5, 60


def a_black_hole_is_given_up_and_said():
    """Nothing refuses, and nothing answers: not even that somebody is there."""
    for words in BLACK_HOLE:
        if subprocess.run(['ip', *words.split()], capture_output=True, check=False).returncode:
            raise kinlib.Skip('no network of its own can be made here')
    with kinlib.Home() as home:
        person = home.run('person', 'add', 'Rosa Example').json['id']
        begin = time.monotonic()
        answer = home.run('connect', person, f'https://{NOWHERE}/fhir', '--browser', 'true',
                          '--yes', expect=kinlib.ERROR)
        took = time.monotonic() - begin
        kinlib.say(f'given up after {took:.0f} s: {answer.err}')
        holds('The portal cannot be reached.' in answer.err, answer.err)
        holds(SOONEST < took < LATEST, f'{took:.0f} s')
        equal(home.run('check', person).json['integrity'], True, 'integrity')


def main():
    if os.environ.get('KIN_OWN_NETWORK'):
        network('up')
        kinlib.run_tests([
            a_network_that_is_away_for_moments_costs_nothing,
            a_network_that_is_gone_is_said_and_the_rest_comes_later,
            a_clinic_that_stalls_is_waited_for, a_black_hole_is_given_up_and_said,
            *([a_clinic_that_swallows_everything_is_given_up] if os.environ.get('KIN_LONG')
              else [])])
    if subprocess.run([*OWN_NETWORK, 'true'], capture_output=True, check=False).returncode:
        print('1..0 # SKIP no network of its own can be made here')
        sys.exit(0)
    sys.exit(subprocess.run([*OWN_NETWORK, sys.executable, __file__, *sys.argv[1:]], check=False,
                            env={**os.environ, 'KIN_OWN_NETWORK': '1'}).returncode)


main()
