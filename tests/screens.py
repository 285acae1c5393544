# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of screens: each has an id, a title, whose record it needs, a way by keyboard.

./run takes its pictures here; tests/ui/test-screens.py holds each screen to the rules.
"""

import json
import time
from dataclasses import dataclass
from typing import Callable

from kinlib import wait_until
from kinscreen import WINDOW


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


def connect(screen):
    from_menu('Connected clinics')(screen)
    screen.wait_title('Connected clinics')
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')
    screen.go_to('Name, town')


def typed(words, then):
    """Looks for a clinic and goes on with it."""
    def way(screen):
        connect(screen)
        screen.type(words)
        screen.key('Return')
        screen.wait_title(then)
    return way


def clinic(screen):
    from_menu('Connected clinics')(screen)
    screen.wait_title('Connected clinics')
    screen.go_to('\u2068A portal with')
    screen.key('Return')
    screen.wait_title('A portal with')


def of_clinic(button):
    def way(screen):
        clinic(screen)
        screen.press(button)
    return way


def found(screen):
    connect(screen)
    screen.type('trial')
    screen.wait_title('clinics fit')


def opened(name, content):
    """Opens a file as a file manager does."""
    def way(screen):
        path = screen.home.short / name
        path.write_text(content, encoding='utf-8')
        screen.home.start([WINDOW, path]).wait(20)
    return way


def opened_then(name, content, press):
    def way(screen):
        opened(name, content)(screen)
        screen.wait_title('What is in this file')
        screen.press(press)
    return way


def record_of(given, family, born):
    """A record of one allergy."""
    patient = {'resourceType': 'Patient', 'id': 'f', 'birthDate': born,
               'name': [{'given': [given], 'family': family}]}
    allergy = {'resourceType': 'AllergyIntolerance', 'id': 'g', 'code': {'text': 'Walnuts'},
               'recordedDate': '2024-05-03', 'patient': {'reference': 'Patient/f'}}
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in (patient, allergy)]})


OWN = record_of('Marta', 'Quiroga Hallström', '1945-05-14')
OTHER = record_of('Juan', 'Ruiz', '1950-05-02')
LETTER = 'Dear Marta, your next visit is on Tuesday.'

SCREENS = [
    Shown('home', 'Home', stay),
    Shown('section', 'Test results', section),
    Shown('item', '', item),
    Shown('clinics', 'Connected clinics', from_menu('Connected clinics')),
    Shown('clinic', 'A portal with', clinic),
    Shown('clinic-sent', 'What this clinic sent', of_clinic('What this clinic sent')),
    Shown('clinic-allowed', 'What you allowed', of_clinic('What you allowed')),
    Shown('clinic-disconnect', 'Disconnect this clinic?', of_clinic('Disconnect')),
    Shown('connect-other', 'Who else is at this clinic?', of_clinic('Add another person'),
          of_person=False),
    Shown('connect', 'Connect a clinic', connect),
    Shown('connect-found', 'clinics fit', found),
    Shown('connect-number', 'Number for Kinchart', typed('epic', 'Number for Kinchart')),
    Shown('connect-steps', 'What will happen', typed('portal.example.org', 'What will happen')),
    Shown('open-file', 'What is in this file', opened('record.json', OWN)),
    Shown('open-letter', 'What is in this file', opened('Letter from the clinic.txt', LETTER)),
    Shown('open-person', 'Is this the right person?',
          opened_then('record.json', OWN, 'Next')),
    Shown('open-other', 'This record is about somebody else',
          opened_then('record.json', OTHER, 'Next')),
    Shown('open-problem', 'This file is not whole', opened('cut.json', OWN[:-9])),
    Shown('open-first', 'What is in this file', opened('record.json', OWN), fixture='nobody',
          of_person=False),
    Shown('preferences', 'Preferences', by_key('ctrl+comma')),
    Shown('shortcuts', 'Keyboard shortcuts', by_key('ctrl+question')),
    Shown('about', '', from_menu('About Kinchart'), of_person=False, page=False),
    Shown('welcome', 'How big should words be?', stay, fixture='nobody', of_person=False),
]


FIRST = {'record': 'Home', 'nobody': 'How big should words be?'}


def go(screen, shown):
    """Opens the app and goes to a screen."""
    screen.start()
    go_from_first(screen, shown)


def go_from_first(screen, shown):
    """Goes to a screen from the first page, and waits until it is there."""
    screen.wait_title(FIRST[shown.fixture])
    first = screen.title()
    shown.way(screen)
    if shown.title:
        screen.wait_title(shown.title)
    else:
        wait_until(lambda: screen.title() not in (None, first), 20, f'the title of {shown.id}')


def return_to_first(screen, shown):
    """Back to the first page, by Escape alone."""
    for _ in range(6):
        if (screen.title() or '').startswith(FIRST[shown.fixture]):
            return
        screen.key('Escape')
        time.sleep(0.3)
    raise AssertionError(f'Escape does not lead back from {shown.id}')
