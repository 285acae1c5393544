#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside the page in a wide window: how much is new is true at once, and never said of somebody
else; and the places come when the first steps are left."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

# Of each, one entry of one section is new.
PEOPLE = {'Rosa Delgado': ('1944-03-02', 'AllergyIntolerance', 'Allergies and reactions'),
          'Juan Ortega': ('1948-11-30', 'Condition', 'Health conditions')}


def bundle(kind, *resources):
    return json.dumps({'resourceType': 'Bundle', 'type': kind,
                       'entry': [{'resource': r} for r in resources]})


def entry(kind, number):
    return {'resourceType': kind, 'id': f'i{number}', 'code': {'text': f'Number {number}'},
            'recordedDate': '2024-05-03', 'subject': {'reference': 'Patient/p'},
            'patient': {'reference': 'Patient/p'}}


def with_something_new(home, name):
    """A person whose clinic had one entry, and another one when it was asked again."""
    born, kind, _ = PEOPLE[name]
    given, family = name.split()
    patient = {'resourceType': 'Patient', 'id': 'p', 'birthDate': born,
               'name': [{'given': [given], 'family': family}]}
    path = home.short / f'{given}.json'
    path.write_text(bundle('collection', patient, entry(kind, 1)), encoding='utf-8')
    home.run('person', 'add', name, '--birth-date', born)
    with Practice(home, [path]) as portal:
        home.run('connect', name, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', name, expect=None)
        portal.faults({'match': f'GET .*/{kind}\\?', 'times': -1, 'status': 200,
                       'headers': {'Content-Type': 'application/fhir+json'},
                       'body': bundle('searchset', entry(kind, 1), entry(kind, 2))})
        home.run('sync', name, expect=None)


def counts_are_of_the_person_in_the_bar():
    with Home() as home, Screen(home, width=1200) as screen:
        for name in PEOPLE:
            with_something_new(home, name)
        screen.start()
        first, second = PEOPLE
        screen.wait_title('People')
        screen.press('\u2068' + first)
        screen.wait_title(f'Home – {first.split()[0]}')
        screen.wait_text(f'{PEOPLE[first][2]}, 1 new')
        screen.press('This is the record of')
        screen.wait_title('People')
        screen.press('\u2068' + second)
        screen.wait_title(f'Home – {second.split()[0]}')
        turned = screen.see('turned')
        holds(PEOPLE[second][2] in turned, f'the places are not there yet: {turned}')
        equal([words for words in turned if words.endswith('new')], [], 'new before it is counted')
        screen.wait_text(f'{PEOPLE[second][2]}, 1 new')


def what_is_read_is_new_no_more():
    """The page of the entry is still in front when what was read of it is on the disk."""
    name = list(PEOPLE)[0]
    section = PEOPLE[name][2]
    with Home() as home, Screen(home, width=1200) as screen:
        with_something_new(home, name)
        screen.start()
        screen.wait_title(f'Home – {name.split()[0]}')
        screen.wait_text(f'{section}, 1 new')
        screen.press(section)
        screen.wait_title(section)
        screen.press('New, \u2068Number 2')
        screen.wait_title('Number 2')
        wait_until(lambda: f'{section}, 1 new' not in screen.texts(), 20, 'nothing new')


def places(screen):
    return [node['name'] for node in screen.nodes() if node['role'] == 'list item']


def it_comes_after_the_first_steps():
    with Home() as home, Screen(home, width=1200) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.set('welcome-page', 'record')
        screen.start()
        screen.wait_title('Add a record')
        screen.press('Connect a clinic')
        screen.wait_title('Connect a clinic')
        equal(places(screen), [], 'places beside what a first step led to')
        screen.key('Escape')
        screen.wait_title('Add a record')
        screen.press('Not now')
        screen.wait_title('You are ready')
        equal(places(screen), [], 'places beside the last step')
        screen.press('Start')
        screen.wait_title('Home')
        wait_until(lambda: 'Home' in places(screen), 20, 'the places')
        screen.press('Vaccines')
        screen.wait_title('Vaccines')
        screen.wait_text('No clinic is connected yet.')
        screen.press('Connect a clinic')
        screen.wait_title('Connect a clinic')


if __name__ == '__main__':
    kinlib.run_tests([counts_are_of_the_person_in_the_bar, what_is_read_is_new_no_more,
                      it_comes_after_the_first_steps])
