#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking for words by keyboard: hits as they are typed, why each was found, and the way back."""

import base64
import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, holds, wait_until  # noqa: E402
from kinscreen import Screen, Walker  # noqa: E402

NAME = 'Marta Quiroga Hallström'


def what_was_found_says_why():
    with Home() as home:
        with kinlib.Practice(home, kinlib.made_up_person()) as portal:
            home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
            home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
            home.run('sync', NAME, expect=None)
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.type('choir')
            screen.wait_title('found')
            screen.wait_text('Sings in the choir again')
            screen.shot('found')
            assert not any('From a file' in text for text in screen.texts())
            found = screen.title()
            screen.press_row()
            wait_until(lambda: 'found' not in (screen.title() or 'found'), 20, 'an entry')
            screen.key('alt+Left')
            screen.wait_title(found)
            screen.wait_text('Sings in the choir again')


def a_vaccine_is_found_by_the_name_that_is_shown():
    """The clinic sent a number and no word; people look for what they read."""
    dose = {'resourceType': 'Immunization', 'id': 'v1', 'status': 'completed',
            'occurrenceDateTime': '2021-05-04', 'patient': {'reference': 'Patient/p1'},
            'vaccineCode': {'coding': [{'system': 'http://hl7.org/fhir/sid/cvx', 'code': '207'}]}}
    flu = {**dose, 'id': 'v2', 'vaccineCode': {'coding': [{'system': 'http://hl7.org/fhir/sid/cvx',
                                                         'code': '88'}]}}
    patient = {'resourceType': 'Patient', 'id': 'p1', 'birthDate': '1950-05-02',
               'name': [{'given': ['Ana'], 'family': 'Ruiz'}]}
    record = {'resourceType': 'Bundle', 'type': 'collection',
              'entry': [{'resource': r} for r in (patient, dose, flu)]}
    with Home() as home, kinlib.temporary_file(json.dumps(record)) as path:
        person = home.run('person', 'add', 'Ana Ruiz', '--birth-date', '1950-05-02').json['id']
        home.run('import', person, path, '--yes')
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.type('moderna')
            screen.wait_title('1 found')
            screen.wait_text('COVID-19 (Moderna)')
            screen.key('ctrl+a')
            screen.type('influenza')
            screen.wait_title('Nothing found')
            screen.key('ctrl+a')
            screen.type('207')
            screen.wait_title('1 found')


def letters(word, count):
    """A file with one old result of that name, and so many letters that have it in their text."""
    patient = {'resourceType': 'Patient', 'id': 'p1', 'birthDate': '1950-05-02',
               'name': [{'given': ['Ana'], 'family': 'Ruiz'}]}
    result = {'resourceType': 'Observation', 'id': 'o1', 'status': 'final',
              'subject': {'reference': 'Patient/p1'}, 'effectiveDateTime': '2015-01-01',
              'code': {'text': word}, 'valueQuantity': {'value': 4, 'unit': 'mmol/L'}}
    text = base64.b64encode(f'Your {word.lower()} was looked at again.'.encode()).decode()
    notes = [{'resourceType': 'DocumentReference', 'id': f'd{number}', 'status': 'current',
              'subject': {'reference': 'Patient/p1'}, 'type': {'text': 'Visit note'},
              'date': f'{date(2024, 1, 1) + timedelta(days=number)}T10:00:00Z',
              'content': [{'attachment': {'contentType': 'text/plain', 'data': text}}]}
             for number in range(count)]
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in (patient, result, *notes)]})


def an_entry_comes_before_letters_that_name_it():
    """A word that is in more letters than are shown: the result itself stands on top."""
    with Home() as home, kinlib.temporary_file(letters('Potassium', 70)) as path:
        person = home.run('person', 'add', 'Ana Ruiz', '--birth-date', '1950-05-02').json['id']
        home.run('import', person, path, '--yes')
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.type('potassium')
            screen.wait_title('The first 60')
            screen.wait_text('4 mmol/L')
            screen.wait_text('In the text of letters')
            screen.shot('letters-last')
            screen.press_row()
            screen.wait_title('Potassium')


RTF = {name: f'{{\\rtf1\\ansi Dear Ana,\\par {words}\\par}}' for name, words in (
    ('one', 'The MRI showed a meniscus tear.'), ('two', 'The meniscus has to be seen again.'))}


def make_sandbox(home, words):
    """A program of our own, and first of all these words, stands in the way into the sandbox."""
    script = home.short / 'bin' / 'bwrap'
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\n{words}\nexec /usr/bin/bwrap "$@"\n')
    script.chmod(0o755)
    home.env['PATH'] = f'{script.parent}:{os.environ["PATH"]}'


def words_of_letters_are_found_when_they_were_read():
    """Whoever looked for them before sees that it may take a moment, and then the hits."""
    with Home() as home:
        person = home.run('person', 'add', 'Ana Ruiz', '--birth-date', '1950-05-02').json['id']
        make_sandbox(home, 'exit 1')
        for name, text in RTF.items():
            path = home.short / f'{name}.rtf'
            path.write_text(text)
            home.run('import', person, path, text='yes\n')
        gate = home.short / 'go'
        make_sandbox(home, f'while [ ! -e {gate} ]; do sleep 0.1; done')
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.type('meniscus')
            screen.wait_title('Nothing found yet')
            screen.wait_text('Some letters are still being read')
            screen.shot('letters-being-read')
            gate.touch()
            screen.wait_title('2 found')
            wait_until(lambda: not screen.shows('still being read'), 20, 'the end of reading')
            screen.press_row()
            wait_until(lambda: 'found' not in (screen.title() or 'found'), 20, 'a letter')


def pulses(count):
    """A file with so many results, one a day."""
    patient = {'resourceType': 'Patient', 'id': 'p1', 'birthDate': '1950-05-02',
               'name': [{'given': ['Ana'], 'family': 'Ruiz'}]}
    results = [{'resourceType': 'Observation', 'id': f'o{number}', 'status': 'final',
                'subject': {'reference': 'Patient/p1'},
                'effectiveDateTime': str(date(2020, 1, 1) + timedelta(days=number)),
                'code': {'text': f'Pulse number{number:03}'},
                'valueQuantity': {'value': 60, 'unit': '/min'}} for number in range(count)]
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in (patient, *results)]})


def reach(screen, words):
    """Scrolls to the end, which is the entry with these words."""
    wait_until(lambda: not screen.see('scroll 100') and screen.shows(words), 20, words)


def many_are_all_there_and_give_way_at_once():
    """More than a screen of them, few, one: in place of those before, and not after none."""
    with Home() as home, kinlib.temporary_file(pulses(45)) as path:
        person = home.run('person', 'add', 'Ana Ruiz', '--birth-date', '1950-05-02').json['id']
        home.run('import', person, path, '--yes')
        with Walker(home, 360, 760, lambda words: words) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.see('action win.find')
            screen.wait_title('Find')
            for words, count, last in (('pulse', 45, 'number000'), ('number00', 10, 'number000'),
                                       ('numb', 45, 'number000'), ('number017', 1, 'number017'),
                                       ('number', 45, 'number000')):
                screen.type(words)
                screen.wait_title(f'{count} found')
                reach(screen, last)
            titles = screen.see('titles')
            first = next(n for n, title in enumerate(titles) if 'found' in title)
            holds(all('found' in title for title in titles[first:]), f'a gap: {titles}')
            screen.type('')
            wait_until(lambda: 'found' not in screen.title(), 20, 'the page as it was')
            wait_until(lambda: not screen.shows('Pulse'), 20, 'no hits')
            screen.stop()


if __name__ == '__main__':
    kinlib.run_tests([what_was_found_says_why, a_vaccine_is_found_by_the_name_that_is_shown,
                      an_entry_comes_before_letters_that_name_it,
                      words_of_letters_are_found_when_they_were_read,
                      many_are_all_there_and_give_way_at_once])
