#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that is read while more comes in keeps its place."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, holds, wait_until  # noqa: E402
from kinscreen import Walker  # noqa: E402

NAME = 'Marta Quiroga Hallström'
BORN = '1945-05-14'
# Of 120 pixels each: far from the end of what is there.
STEPS = 200
SLOW = [{'match': 'GET *', 'delay': 250, 'times': -1}]


def kept(home, person):
    return home.run('sections', person).json['resources']


def whoever_scrolls_while_entries_come_stays_in_the_list():
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files, faults=SLOW) as portal:
        person = home.run('person', 'add', NAME, '--birth-date', BORN).json['id']
        home.run('import', person, *files, '--yes')
        before = kept(home, person)
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        with Walker(home, 1024, 800, lambda words: words) as screen:
            screen.start()
            screen.wait_shows('KinHomePage')
            screen.see('action win.check-for-new')
            wait_until(portal.asked, 60, 'the clinic being asked')
            screen.press('Everything')
            wait_until(lambda: screen.see('scroll 1'), 60, 'a list')
            for step in range(STEPS):
                holds(screen.see('scroll 1'), f'the end of the list after {step} steps')
            holds(portal.asked(), 'nothing came meanwhile')
            screen.stop()
        holds(kept(home, person) > before + 100, 'nothing was added')


if __name__ == '__main__':
    kinlib.run_tests([whoever_scrolls_while_entries_come_stays_in_the_list])
