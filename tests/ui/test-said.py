#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each change of how things are is said to whoever does not see it.

On GTK 4.8 four things reach a screen reader by themselves: a new title of the window, a new name
of what has the focus, a move of the focus, a new window. A recorder on the accessibility bus
waits for one of them after each thing that a person does.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice  # noqa: E402
from kinscreen import Screen  # noqa: E402

NAME = 'Marta Quiroga Hallström'
OTHER = 'Juan Ruiz'


def with_a_record(home, portal):
    home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
    home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
    home.run('sync', NAME, expect=None)


def hearing(home):
    screen = Screen(home)
    screen.hears = True
    return screen


def what_happens_to_a_record_is_said():
    with Home() as home, Practice(home, kinlib.made_up_person()) as portal:
        with_a_record(home, portal)
        with hearing(home) as screen:
            screen.start()
            screen.heard(f'Home – {NAME.split()[0]}')
            screen.wait_text('Medicines')
            screen.press('Test results')
            screen.heard('Test results – ')
            screen.key('ctrl+f')
            screen.heard('Find')
            screen.type('rubber bands')
            screen.heard('found')
            screen.key('ctrl+a')
            screen.type('nothing like it')
            screen.heard('Nothing found')
            screen.key('Escape')
            screen.heard('Test results')
            screen.key('ctrl+r')
            screen.heard('Your record is here')
            portal.end()
            screen.key('Escape', 'ctrl+r')
            screen.heard('The clinic cannot be reached')


def what_is_wrong_is_said():
    with Home() as home, hearing(home) as screen:
        screen.start()
        screen.press('Next')
        screen.heard('Who is this for?')
        screen.press('Me')
        screen.heard('About you')
        screen.press('Next')
        screen.heard('Type a name')
        screen.type(NAME)
        screen.press('Next')
        screen.heard('Type the birth date')


def whose_record_it_is_now_is_said():
    with Home() as home, hearing(home) as screen:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.run('person', 'add', OTHER, '--birth-date', '1950-05-02')
        screen.start()
        screen.heard('People')
        screen.press(f'\u2068{OTHER}')
        screen.heard(f'Home – {OTHER.split()[0]}')
        screen.press('This is the record of')
        screen.heard('People')
        screen.press(f'\u2068{NAME}')
        screen.heard(f'Home – {NAME.split()[0]}')


if __name__ == '__main__':
    kinlib.run_tests([what_happens_to_a_record_is_said, what_is_wrong_is_said,
                      whose_record_it_is_now_is_said])
