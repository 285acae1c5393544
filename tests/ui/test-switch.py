#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From one person to another and back, by keyboard alone and with the clinic out of reach: the
bar, the title and what is read are of the same person each time."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402

# Each has one allergy, which nobody else has.
PEOPLE = {'Rosa Delgado': ('1944-03-02', 'Walnuts'),
          'Juan Ortega': ('1948-11-30', 'Penicillin'),
          'Mia Larsen': ('2016-07-19', 'Cat hair')}
ROUND = ('Juan Ortega', 'Mia Larsen', 'Rosa Delgado', 'Mia Larsen')


def record_of(name, born, allergy):
    given, family = name.split()
    patient = {'resourceType': 'Patient', 'id': 'p', 'birthDate': born,
               'name': [{'given': [given], 'family': family}]}
    item = {'resourceType': 'AllergyIntolerance', 'id': 'a', 'code': {'text': allergy},
            'recordedDate': '2024-05-03', 'patient': {'reference': 'Patient/p'}}
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in (patient, item)]})


def fill(home):
    for name, (born, allergy) in PEOPLE.items():
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        path = home.short / f'{person}.json'
        path.write_text(record_of(name, born, allergy), encoding='utf-8')
        home.run('import', person, path, '--yes')


def is_of(screen, name):
    """Everything that shows is of this person and of nobody else."""
    first = name.split()[0]
    screen.wait_title(f'Home – {first}')
    screen.press('Allergies and reactions')
    screen.wait_title('Allergies and reactions')
    screen.wait_text(PEOPLE[name][1])
    equal(screen.title(), f'Allergies and reactions – {first}', 'the title')
    texts = ' '.join(screen.texts())
    for other, (_, allergy) in PEOPLE.items():
        equal(allergy in texts, other == name, f'on the page of {name}: {allergy}')
        equal(other in texts, other == name, f'on the page of {name}: {other}')


def each_page_is_of_the_one_in_the_bar():
    with Home() as home, Screen(home) as screen:
        fill(home)
        screen.start()
        screen.wait_title('People')
        for name in ROUND:
            screen.press('\u2068' + name)
            is_of(screen, name)
            screen.press('This is the record of')
            screen.wait_title('People')
        screen.stop()
        screen.start()
        screen.wait_title('People')
        screen.press('\u2068' + ROUND[0])
        is_of(screen, ROUND[0])


if __name__ == '__main__':
    kinlib.run_tests([each_page_is_of_the_one_in_the_bar])
