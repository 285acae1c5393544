#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to call, by keyboard alone: numbers that hold today, and nothing said before it is known."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402
from rules import plain  # noqa: E402

PERSON = 'Ana Ruiz'
BORN = '1950-05-02'
TITLE = 'Care team'
NONE = 'No phone number is here yet'


def phone(number, **more):
    return {'system': 'phone', 'value': number, **more}


def member(who, **more):
    return {'member': {'reference': f'Practitioner/{who}', 'display': f'Dr. {who}'}, **more}


def practitioner(who, *phones):
    return {'resourceType': 'Practitioner', 'id': who, 'name': [{'text': f'Dr. {who}'}],
            'telecom': list(phones)}


def team(name, *members, **more):
    return {'resourceType': 'CareTeam', 'id': name, 'name': f'Team {name}', 'status': 'active',
            'subject': {'reference': 'Patient/a'}, 'participant': list(members), **more}


RECORD = [
    team('now', member('Bell', role=[{'text': 'Heart doctor'}]),
         member('Gone', period={'end': '2020-01-01'}), telecom=[phone('555-0100'),
                                                                phone('555-0109')],
         note=[{'text': 'By day 555-0100, at night 555-0109.'}]),
    team('before', member('Past'), status='inactive'),
    team('ended', member('Over'), period={'end': '2024-02-01'}, telecom=[phone('555-0107')]),
    practitioner('Over', phone('555-0108')),
    practitioner('Bell', phone('555-0101'), phone('555-0102', use='old'),
                 phone('555-0103', period={'end': '2021-05-03'}), phone('555-0104', use='work')),
    practitioner('Gone', phone('555-0105')),
    practitioner('Past', phone('555-0106')),
]
CALLED = ('555-0100', '555-0109', '555-0101', '555-0104')
NOT_CALLED = ('555-0102', '555-0103', '555-0105', '555-0106', '555-0107',
              '555-0108')


def with_a_record(home, resources):
    patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': BORN, 'name': [{'text': PERSON}]}
    path = home.short / 'record.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in [patient, *resources]]}))
    person = home.run('person', 'add', PERSON, '--birth-date', BORN).json['id']
    home.run('import', person, path, '--yes')


def only_numbers_of_today(screen):
    for number in CALLED:
        screen.wait_text(number)
    texts = ' '.join(screen.texts())
    for number in NOT_CALLED:
        holds(number not in texts, f'{number} is called, and should not be')


def a_second_number_is_no_mistake(screen):
    """Nobody stands there twice without a word, and the clinic's own words say which is which."""
    rows = [plain(node['name']) for node in screen.nodes() if node['role'] == 'list item']
    for row in ('Team now, 555-0100', 'Team now, another number, 555-0109',
                'Dr. Bell, Heart doctor, 555-0101',
                'Dr. Bell, Heart doctor, another number, 555-0104'):
        holds(row in rows, f'“{row}” is not in {rows}')
    screen.wait_text('By day 555-0100, at night 555-0109.')


def numbers_are_near(screen):
    """From any page about the person: the menu, and one thing in it."""
    for keys, title in (('', 'Team now'), ('ctrl+f', 'Find'), ('ctrl+comma', 'Preferences'),
                        ('ctrl+p', '')):
        if keys:
            screen.key(keys)
            screen.wait_title(title or 'print?')
        screen.menu('Phone numbers', 'win.phones')
        screen.wait_title(TITLE)
        screen.wait_text('555-0104')


def only_those_who_can_be_called_are_there():
    with Home() as home, Screen(home) as screen:
        with_a_record(home, RECORD)
        screen.start()
        screen.wait_title('Home')
        screen.press(TITLE)
        screen.wait_title(TITLE)
        holds(not any(NONE in words for words in screen.see('turned')),
              'it is called empty before it was looked at')
        only_numbers_of_today(screen)
        screen.wait_text('Dr. Bell, Heart doctor')
        a_second_number_is_no_mistake(screen)
        screen.shot('phones')
        screen.go_to('Save the number')
        screen.press('\u2068Team now')
        screen.wait_title('Team now')
        only_numbers_of_today(screen)
        numbers_are_near(screen)


def a_number_that_was_typed_stays_until_it_is_removed():
    with Home() as home, Screen(home) as screen:
        with_a_record(home, [team('before', member('Past'), status='inactive'), RECORD[-1]])
        screen.start()
        screen.wait_title('Home')
        screen.press(TITLE)
        screen.wait_title(TITLE)
        screen.wait_text(NONE)
        screen.go_to('Name')
        screen.type('Marco')
        screen.go_to('Phone number')
        screen.type('555-0199')
        screen.press('Save the number')
        screen.wait_text('555-0199')
        holds(not any(NONE in text for text in screen.texts()), 'a number is there, and is not')
        screen.press('Remove the number of')
        screen.wait_text(NONE)
        screen.press('Undo')
        screen.wait_text('555-0199')
        screen.press('Remove the number of')
        screen.wait_text(NONE)
        screen.key('ctrl+z')
        screen.wait_text('555-0199')


if __name__ == '__main__':
    kinlib.run_tests([only_those_who_can_be_called_are_there,
                      a_number_that_was_typed_stays_until_it_is_removed])
