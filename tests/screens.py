# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of screens: each has an id, a title, whose record it needs, a way by keyboard.

./run takes its pictures here; tests/ui/test-screens.py holds each screen to the rules.
"""

from dataclasses import dataclass
from typing import Callable

from kinlib import holds, wait_until


@dataclass(frozen=True)
class Shown:
    """One screen: @way leads to it from the first page that the app shows."""

    id: str
    title: str
    way: Callable
    fixture: str = 'record'       # a person with a record, or 'nobody'
    of_person: bool = True        # the title names the person
    page: bool = True             # a page of the window, with a heading; else a window of its own


def stay(screen):
    """The first page."""


def from_menu(words):
    """Chooses @words in the main menu."""
    def way(screen):
        screen.key('F10')
        for _ in range(24):
            focus = screen.focus()
            if focus and focus['name'] == words:
                screen.key('Return')
                return
            screen.key('Down')
            screen.settle(focus)
        raise AssertionError(f'“{words}” is not in the menu')
    return way


def by_key(keys):
    def way(screen):
        screen.key(keys)
    return way


def section(screen):
    screen.press('Test results')


def item(screen):
    section(screen)
    screen.wait_title('Test results')

    def on_row():
        screen.key('Tab')
        focus = screen.focus()
        return focus and focus['role'] == 'list item'
    wait_until(on_row, 20, 'a row of the list')
    screen.key('Return')
    wait_until(lambda: 'Test results' not in (screen.title() or 'Test results'), 20, 'the item')


SCREENS = [
    Shown('home', 'Home', stay),
    Shown('section', 'Test results', section),
    Shown('item', '', item),
    Shown('clinics', 'Connected clinics', from_menu('Connected clinics')),
    Shown('preferences', 'Preferences', by_key('ctrl+comma')),
    Shown('shortcuts', 'Keyboard shortcuts', by_key('ctrl+question')),
    Shown('about', '', from_menu('About Kinchart'), of_person=False, page=False),
    Shown('welcome', 'Welcome', stay, fixture='nobody', of_person=False),
]


def go(screen, shown):
    """Opens the app and goes to a screen."""
    screen.start()
    first = wait_until(screen.title, 30, 'the first page')
    screen.wait_title('Home' if shown.fixture == 'record' else 'Welcome')
    shown.way(screen)
    if shown.page:
        screen.wait_title(shown.title)
    else:
        wait_until(lambda: (screen.title() or '') != first, 10, f'the window of {shown.id}')
    holds(screen.title() is not None, f'{shown.id} has a title')
