#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for words by keyboard: hits as they are typed, why each was found, and the way back."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

NAME = 'Marta Quiroga Hallström'


def what_was_found_says_why():
    with Home() as home:
        with kinlib.Practice(home, kinlib.made_up_person()) as portal:
            home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
            home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
            home.run('sync', NAME, expect=None)
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.type('choir')
            screen.wait_title('found')
            screen.wait_text('Sings in the choir again')
            screen.shot('found')
            found = screen.title()
            screen.press_row()
            wait_until(lambda: 'found' not in (screen.title() or 'found'), 20, 'an entry')
            screen.key('alt+Left')
            screen.wait_title(found)
            screen.wait_text('Sings in the choir again')


if __name__ == '__main__':
    kinlib.run_tests([what_was_found_says_why])
