#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same thing from two places, by keyboard alone: once in lists, both one step away, undone."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

TITLE = 'Penicillin'


def a_file(home, name, more):
    """A file of one of two clinics, which both know of an allergy."""
    patient = {'resourceType': 'Patient', 'id': name, 'birthDate': '1944-03-02',
               'name': [{'given': ['Rosa'], 'family': 'Delgado'}],
               'identifier': [{'system': f'urn:{name}', 'value': '7'}]}
    allergy = {'resourceType': 'AllergyIntolerance', 'id': name,
               'clinicalStatus': {'coding': [{'code': 'active'}]},
               'code': {'text': TITLE, 'coding': [{'system': 'http://snomed.info/sct',
                                                   'code': '91936005'}]},
               'patient': {'reference': f'Patient/{name}'}, **more}
    path = home.short / f'{name}.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
        {'resource': patient}, {'resource': allergy}]}), encoding='utf-8')
    return path


def listed(screen):
    """How many entries the list of allergies has, as it says itself."""
    return sum(TITLE in node['name'] for node in screen.nodes() if node['role'] == 'list item')


def the_same_allergy_at_two_clinics():
    with Home() as home, Screen(home) as screen:
        person = home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02').json['id']
        for name, more in (('northside', {'onsetDateTime': '1988'}), ('harbor', {})):
            home.run('import', person, a_file(home, name, more), '--yes')
        screen.start()
        screen.wait_title('Home')
        screen.press('Allergies and reactions')
        screen.wait_title('Allergies and reactions')
        wait_until(lambda: listed(screen) == 1, 20, 'one entry')
        screen.press('\u2068' + TITLE)
        screen.wait_title(TITLE)
        screen.wait_text('the same code for the allergy')
        screen.go_to('Show both in lists')
        screen.shot('twice')
        screen.key('Return')
        screen.wait_title('Lists show both of them now')
        equal(screen.focus()['name'], 'Show them as one', 'the focus')
        screen.shot('apart')
        screen.key('Escape')
        screen.wait_title('Allergies and reactions')
        wait_until(lambda: listed(screen) == 2, 20, 'two entries')
        screen.press('\u2068' + TITLE)
        screen.wait_title(TITLE)
        screen.wait_text('You show this entry and another one as two')
        screen.press('Show them as one')
        screen.wait_title('Lists show one of them now')
        screen.key('shift+Tab')
        holds(screen.focus()['role'] == 'list item', f'a way to the other one: {screen.focus()}')
        screen.key('Return')
        wait_until(lambda: not screen.title().startswith('Lists show'), 20, 'the other one')
        screen.wait_text('the same code for the allergy')
        screen.stop()
        screen.start()
        screen.wait_title('Home')
        screen.press('Allergies and reactions')
        wait_until(lambda: listed(screen) == 1, 20, 'one entry')


if __name__ == '__main__':
    kinlib.run_tests([the_same_allergy_at_two_clinics])
