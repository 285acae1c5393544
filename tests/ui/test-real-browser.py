#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a record through a real Chromium, by keyboard alone: from the first page of the app
over the clinic's own pages with the one-time code to three items that are read; then the clinic
is disconnected and gone, and the record is still there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinbrowser import chromium  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

MOST_FOR_CLINIC = 12
MARTA = 'Marta Quiroga'


class Hand:
    """Presses things and counts how often; what is written into fields is not counted."""

    def __init__(self, screen):
        self.screen = screen
        self.count = 0

    def press(self, name, then=None):
        self.screen.press(name)
        self.pressed(then)

    def enter(self, then=None):
        """Return, where the focus is."""
        self.screen.key('Return')
        self.pressed(then)

    def pressed(self, then):
        self.count += 1
        if then is not None:
            self.screen.wait_title(then)


def first_pages(hand, born):
    screen = hand.screen
    screen.wait_title('How big should words be?')
    hand.press('Next', 'Who is this for?')
    hand.press('Me', 'About you')
    screens.say_who(screen, MARTA, born)
    hand.press('Next', 'Keep it private')
    hand.press('Next', 'Add a record')


def on_the_clinics_pages(hand, browser, portal):
    """User name and password, the code, whose record, what to share: Return sends each form."""
    ready = portal.ready
    browser.wait_page('Sign in')
    browser.send(lambda: browser.fill(ready['username'], ready['password']), hand.enter,
                 'Enter your code')
    browser.send(lambda: browser.fill(ready['code']), hand.enter, 'Choose a person')
    browser.send(lambda: go_to_marta(hand.screen, portal), hand.enter, 'Choose what to share')
    browser.send(lambda: hand.screen.key('Tab'), hand.enter, 'Kinchart')


def go_to_marta(screen, portal):
    """A button for each person, in the order of the portal's files."""
    patients = [r for path in portal.files for r in kinlib.resources(path)
                if r['resourceType'] == 'Patient']
    place = next(i for i, p in enumerate(patients) if kinlib.name_of(p).startswith('Marta'))
    screen.key(*['Tab'] * (place + 1))


def connect(hand, browser, portal):
    screen = hand.screen
    hand.press('Connect a clinic', 'Connect a clinic')
    screen.go_to('Name, town')
    screen.type('practice')
    screen.wait_title('1 clinic matches')
    hand.enter('What will happen')
    hand.press('Open the clinic')
    on_the_clinics_pages(hand, browser, portal)
    browser.close()
    screen.wait_title('Is this the right person?')
    screen.wait_text('Name and birth date match')
    hand.press('Yes, add it to', 'Your record is')


def read_items(screen, section):
    """Opens the first items of a section, one after the other; returns their titles."""
    titles = []
    screen.press(section)
    screen.wait_title(section)
    for number in range(3):
        screen.go_to_row()
        if number:
            screen.key('Down')
        screen.key('Return')
        wait_until(lambda: not (screen.title() or section).startswith(section), 20, 'the item')
        titles.append(screen.title())
        holds(len(screen.texts()) > 10, 'an item with nothing in it')
        screen.key('Escape')
        screen.wait_title(section)
    screen.key('Escape')
    screen.wait_title('Home')
    return titles


def disconnect(screen):
    screens.clinics(screen)
    screen.wait_title('Connected clinics')
    screen.go_to('\u2068A portal with')
    screen.key('Return')
    screen.wait_title('A portal with')
    screen.press('Disconnect')
    screen.wait_title('Disconnect this clinic?')
    screen.press('Disconnect, and keep')
    screen.wait_title('The clinic is disconnected')
    screen.press('Go to Home')
    screen.wait_title('Home')


def a_record_comes_home_through_a_real_browser_and_stays():
    files = kinlib.made_up_person()
    others = kinlib.made_up_person('lucia')
    born = kinlib.the_patient(files)['birthDate']
    with Home() as home, Screen(home, 1024, 768, moves=True) as screen:
        with Practice(home, dict.fromkeys([*others, *files])) as portal, \
                chromium(screen) as browser:
            screen.start()
            hand = Hand(screen)
            first_pages(hand, born)
            connect(hand, browser, portal)
            kinlib.say(f'{hand.count} activations')
            holds(hand.count <= MOST_FOR_CLINIC, f'{hand.count} activations')
            screen.wait_title('Your record is here')
            screen.shot('arrived')
            screen.press('Go on reading')
            screen.wait_title('Home')
            titles = read_items(screen, 'Test results')
            disconnect(screen)
            asked = [request['path'] for request in portal.asked()]
            holds(any('revoke' in path for path in asked), 'the clinic was not told')
            screen.stop()
        equal(read_again(screen), titles, 'what is read with the clinic gone')


def read_again(screen):
    screen.start()
    screen.wait_title('Home')
    return read_items(screen, 'Test results')


if __name__ == '__main__':
    kinlib.run_tests([a_record_comes_home_through_a_real_browser_and_stays])
