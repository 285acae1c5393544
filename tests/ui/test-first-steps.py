#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first steps in the real window, by keyboard alone: a sample family, a person, a clinic."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds  # noqa: E402
from kinscreen import Screen, browser_by_robot  # noqa: E402

MOST_FOR_SAMPLE = 4
SAMPLE = ('Lucía', 'Marta', 'Ronja', 'Teo')


class Counted:
    """Presses controls and counts how often."""

    def __init__(self, screen):
        self.screen = screen
        self.count = 0

    def press(self, name, then):
        self.screen.press(name)
        self.count += 1
        self.screen.wait_title(then)


def people_in(home):
    return home.run('person', 'list').json


def the_sample_family_comes_and_goes():
    with Home() as home, Screen(home) as screen:
        screen.start()
        screen.wait_title('How big should words be?')
        hand = Counted(screen)
        hand.press('Next', 'Who is this for?')
        hand.press('Look around with a sample family', 'Home')
        holds(hand.count <= MOST_FOR_SAMPLE, f'{hand.count} activations')
        screen.wait_text('Sample. Not a real person')
        screen.wait_text('Medicines')
        screen.press('This is the record of')
        screen.wait_title('People')
        for name in SAMPLE:
            screen.wait_text(name)
        screen.press('Remove the sample family')
        screen.wait_title('About you')
        screen.stop()
        equal(people_in(home), [], 'people')
        equal(list(home.data.glob('people/*')), [], 'folders of people')


def the_size_that_words_have_is_the_one_that_is_chosen():
    """Whoever chose it: the keys, or the first page; and it is kept."""
    def chosen():
        return [node['name'] for node in screen.nodes() if node['checked']
                and node['name'].startswith('Words of this size')]

    def wait_chosen(percent):
        kinlib.wait_until(lambda: chosen() == [f'Words of this size ({percent} %)'], 20,
                          f'{percent} %, not {chosen()},')
    with Home() as home, Screen(home) as screen:
        screen.start()
        screen.wait_title('How big should words be?')
        wait_chosen(100)
        screen.key(*['ctrl+plus'] * 4)
        wait_chosen(200)
        screen.go_to('Words of this size (200 %)')
        screen.key('Up')
        wait_chosen(150)
        screen.stop()
        screen.start()
        screen.wait_title('How big should words be?')
        wait_chosen(150)


def add_yourself(screen, name, born):
    """Fills in the page about oneself; a field left out is asked for where it is."""
    year, month, day = (int(part) for part in born.split('-'))
    screen.press('Next')
    screen.wait_title('Type a name')
    equal(screen.focus()['name'], 'Name', 'the focus')
    screen.type(name)
    screen.go_to('Day')
    screen.type(str(day))
    screen.go_to('Month')
    screen.key('space')
    kinlib.wait_until(lambda: (screen.focus() or {}).get('role') == 'list item', 20, 'the list')
    for _ in range(month):
        screen.key('Down')
    screen.key('Return')
    kinlib.wait_until(lambda: (screen.focus() or {}).get('name', '').startswith('Month: '), 20,
                      'the month')
    screen.go_to('Year')
    screen.type(str(year))
    screen.press('Next')


def first_steps_lead_to_a_record_that_is_there_offline():
    files = kinlib.made_up_person()
    with Home() as home, Screen(home) as screen:
        with Practice(home, files) as portal:
            browser_by_robot(home, portal.browser())
            screen.start()
            screen.wait_title('How big should words be?')
            screen.press('Next')
            screen.wait_title('Who is this for?')
            screen.press('Both')
            screen.wait_title('About you')
            add_yourself(screen, 'Juan Ortega', '1948-11-30')
            screen.wait_title('About the person you help')
            add_yourself(screen, 'Marta Quiroga', kinlib.the_patient(files)['birthDate'])
            screen.wait_title('Keep it private')
            leave_and_come_back(screen)
            screen.press('Next')
            screen.wait_title('Add a record')
            connect(screen, portal)
        screen.press('Go on reading')
        screen.wait_title('Home – Marta')
        screen.stop()
        equal([person['name'] for person in people_in(home)], ['Juan Ortega', 'Marta Quiroga'],
              'who is there')
        screen.start()
        screen.wait_title('People')
        screen.wait_text('You. Born 30 November 1948')
        holds(not any('You. Born 14 May 1945' in text for text in screen.texts()), 'Marta is me')
        screen.press('\u2068Marta')
        screen.wait_title('Home – Marta')
        screen.wait_text('Medicines')


def leave_and_come_back(screen):
    screen.stop()
    screen.start()
    screen.wait_title('Keep it private')


def connect(screen, portal):
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')
    screen.press('Next')
    screen.wait_title('Type a name, a town, a postal code or a web address')
    screen.type(portal.url)
    screen.key('Return')
    screen.wait_title('What will happen')
    screen.wait_text('127.0.0.1')
    screen.press('Open the clinic')
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it to')
    screen.wait_title('Your record is here')


def somebody_elses_record_cannot_be_added():
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files) as portal, Screen(home) as screen:
        home.run('person', 'add', 'Juan Ruiz', '--birth-date', '1950-05-02')
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        screen.key('F10')
        screen.press('Connected clinics')
        screen.wait_title('Connected clinics')
        screen.press('Connect a clinic')
        screen.wait_title('Connect a clinic')
        screen.go_to('Name, town')
        screen.type(portal.url)
        screen.key('Return')
        screen.wait_title('What will happen')
        screen.press('Open the clinic')
        screen.wait_title('somebody else')
        holds(not any(text.startswith('Yes') for text in screen.texts()), 'it can be added')
        screen.press('Do not add')
        screen.wait_title('Nothing was added')
        screen.stop()
        person = people_in(home)[0]['id']
        equal(home.run('sections', person).json['resources'], 0, 'resources')


if __name__ == '__main__':
    kinlib.run_tests([
        the_sample_family_comes_and_goes,
        the_size_that_words_have_is_the_one_that_is_chosen,
        first_steps_lead_to_a_record_that_is_there_offline,
        somebody_elses_record_cannot_be_added,
    ])
