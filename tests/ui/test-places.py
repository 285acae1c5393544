#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and ways back by keyboard: a wide window, and Home's cards."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

NAME = 'Marta Quiroga Hallström'


def fill(home):
    with kinlib.Practice(home, kinlib.made_up_person()) as portal:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', NAME, expect=None)


def focus_is(screen, words):
    wait_until(lambda: words in ((screen.focus() or {}).get('name') or ''), 20,
               f'the focus on “{words}”')


def a_wide_window_has_the_sections_beside_the_page():
    with Home() as home:
        fill(home)
        with Screen(home, 1024, 768) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.press('Medicines')
            screen.wait_title('Medicines')
            said = screen.texts()
            holds('Vaccines' in said, 'the other sections show')
            holds(said.index('KinSidebar') < said.index('KinSectionPage'),
                  'a screen reader meets what is to the left first, as the eye does')
            screen.key('alt+Left')
            screen.wait_title('Home')


def what_is_put_off_comes_back():
    with Home() as home:
        fill(home)
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.press('Not now')
            screen.wait_title('Put off until')
            focus_is(screen, 'Undo')
            screen.key('Return')
            screen.wait_title('Shown again.')
            focus_is(screen, 'Not now')
            screen.key('Return')
            screen.wait_title('Put off until')
            screen.stop()
            screen.start()
            screen.wait_title('Home')
            screen.wait_text('Next appointment')
            holds('Not now' not in ' '.join(screen.texts()), 'it is still put off')


if __name__ == '__main__':
    kinlib.run_tests([a_wide_window_has_the_sections_beside_the_page,
                      what_is_put_off_comes_back])
