#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and ways back by keyboard: a wide window, and Home's cards."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
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


def turns(screen, key, words):
    """The heading keeps the focus while the page moves, until @words show."""
    title = screen.focus()
    equal(title['role'], 'heading', 'what has the focus')

    def comes():
        if not screen.shows(words):
            screen.key(key)
        return screen.shows(words)
    wait_until(comes, 20, f'“{words}” by {key}')
    equal(screen.focus(), title, 'what has the focus')


def a_page_is_turned_from_its_heading():
    with Home() as home:
        fill(home)
        with Screen(home, 360, 640) as screen:
            screen.start()
            screen.wait_title('Home')
            wait_until(lambda: screen.shows('Needs you'), 20, 'Home')
            turns(screen, 'Next', 'Letters and documents')
            turns(screen, 'Prior', 'Needs you')
            turns(screen, 'space', 'Letters and documents')
            turns(screen, 'shift+space', 'Needs you')
            screen.press('Test results')                  # a long list in place of a column
            screen.wait_title('Test results')
            wait_until(lambda: screen.shows('NT-proBNP'), 20, 'the list')
            turns(screen, 'space', 'Potassium')
            turns(screen, 'Prior', 'NT-proBNP')


if __name__ == '__main__':
    kinlib.run_tests([a_wide_window_has_the_sections_beside_the_page,
                      what_is_put_off_comes_back,
                      a_page_is_turned_from_its_heading])
