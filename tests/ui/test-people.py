#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose record it is stays plain, also where two people are alike; by keyboard alone."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402


def the_strip_tells_alike_people_apart():
    patients = [r for r in kinlib.resources(kinlib.corner_people()[0])
                if r['resourceType'] == 'Patient' and 'birthDate' in r]
    with Home() as home, Screen(home) as screen:
        for patient in patients:
            home.run('person', 'add', kinlib.name_of(patient), '--birth-date',
                     patient['birthDate'])
        home.run('person', 'add', 'Juan Ortega', '--birth-date', '1948-11-30')
        screen.start()
        screen.wait_title('People')
        screen.press('\u2068Ana Ruiz Mora')
        screen.wait_title('Home – Ana Ruiz Mora')
        screen.wait_text('Born 2 May 1950')
        screen.press('This is the record of')
        screen.wait_title('People')
        screen.press('\u2068Juan')
        screen.wait_title('Home – Juan')
        equal(screen.title(), 'Home – Juan', 'of whom nobody is like, only the first name')
        holds(not any('Born' in text for text in screen.texts()), 'nobody is like Juan')


def the_strip_says_what_somebody_is_to_the_reader():
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Juan Ortega', '--birth-date', '1948-11-30')
        screen.start()
        screen.wait_title('Home – Juan')
        screen.key('ctrl+comma')
        screen.wait_title('Preferences')
        screen.press('Photo and relation')
        screen.wait_title('Photo and relation')
        screen.go_to('What this person is to you')
        screen.type('  Uncle and neighbour ')
        screen.key('Return')
        screen.wait_title('Saved')
        screen.shot('strip-relation')
        screen.stop()
        screen.start()
        screen.wait_title('Home – Juan')
        screen.wait_text('Uncle and neighbour')
        screen.go_to('This is the record of \u2068Juan Ortega\u2069. \u2068Uncle and neighbour')
        screen.key('Return')
        screen.wait_title('People')
        screen.wait_text('Uncle and neighbour')
        screen.press('Add someone')
        screen.go_to('Name')
        screen.type('Rosa Delgado')
        screen.go_to('What this person is to you')
        screen.type('Mother')
        screen.shot('add-relation')
        screen.go_to('Day')
        screen.type('2')
        screen.go_to('Month')
        screen.key('space')
        for _ in range(3):
            screen.key('Down')
        screen.key('Return')
        screen.go_to('Year')
        screen.type('1944')
        screen.press('Next')
        screen.wait_title('Home – Rosa')
        screen.wait_text('Mother')
        screen.set('text-size', 200)
        screen.shot('strip-relation-200')


def what_was_typed_is_kept_without_the_button():
    """Whoever goes back, or closes the window, loses no word."""
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Juan Ortega', '--birth-date', '1948-11-30')
        for words, leave in (('Uncle', 'Escape'), ('Uncle Juan', 'ctrl+q')):
            screen.start()
            screen.wait_title('Home – Juan')
            screen.key('ctrl+comma')
            screen.wait_title('Preferences')
            screen.press('Photo and relation')
            screen.wait_title('Photo and relation')
            screen.go_to('What this person is to you')
            screen.key('ctrl+a')
            screen.type(words)
            screen.key(leave)
            if leave == 'Escape':
                screen.wait_title('Preferences')
            screen.stop()
            screen.start()
            screen.wait_title('Home – Juan')
            screen.wait_text(words)
            screen.stop()


ABOUT_PERSON = ('Find', 'Phone numbers', 'Check for new', 'Connected clinics', 'Print')


def offered(screen):
    """What the main menu has."""
    names = []
    screen.key('F10')
    for _ in range(24):
        focus = screen.focus()
        if focus and focus['name'] in names:
            break
        names.append(focus['name'] if focus else '')
        screen.key('Down')
        screen.settle(focus)
    screen.key('Escape')
    return names


def the_menu_offers_only_what_it_can_do():
    with Home() as home, Screen(home) as screen:
        screen.start()
        screen.wait_title('How big should words be?')
        names = offered(screen)
        holds('Preferences' in names and 'People' in names, names)
        equal([n for n in ABOUT_PERSON if n in names], [], 'what does nothing for nobody')
        screen.stop()
        home.run('person', 'add', 'Ana Ruiz', '--birth-date', '1950-05-02')
        home.run('person', 'add', 'Juan Ortega', '--birth-date', '1948-11-30')
        screen.start()
        screen.wait_title('People')
        equal([n for n in ABOUT_PERSON if n in offered(screen)], [], 'before a person is chosen')
        screen.press('\u2068Juan')
        screen.wait_title('Home – Juan')
        names = offered(screen)
        equal([n for n in ABOUT_PERSON if n not in names], [], 'what is missing for a person')


if __name__ == '__main__':
    kinlib.run_tests([the_strip_tells_alike_people_apart,
                      the_strip_says_what_somebody_is_to_the_reader,
                      what_was_typed_is_kept_without_the_button,
                      the_menu_offers_only_what_it_can_do])
