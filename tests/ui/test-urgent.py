#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clinic marked as needing quick attention: Home, the list and the page say the same."""

import datetime
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home  # noqa: E402
from kinscreen import Screen  # noqa: E402

PERSON = 'Ana Ruiz'
BORN = '1950-05-02'
NAMES = ('systolic', 'diastolic')


def coded(code, **more):
    return {'coding': [{'code': code, **more}]}


def blood_pressure(days_ago, marks):
    """Measured at a visit, with marks at its parts."""
    day = datetime.date.today() - datetime.timedelta(days=days_ago)
    return {'resourceType': 'Observation', 'id': 'pressure', 'status': 'final',
            'subject': {'reference': 'Patient/a'}, 'category': [coded('vital-signs')],
            'code': {'text': 'Blood pressure'}, 'effectiveDateTime': str(day),
            'component': [{'code': {'text': name}, 'interpretation': [coded(mark)],
                           'valueQuantity': {'value': 60, 'unit': 'mm[Hg]'}}
                          for name, mark in zip(NAMES, marks)]}


def with_a_record(home, *observations):
    patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': BORN, 'name': [{'text': PERSON}]}
    path = home.short / 'record.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in (patient, *observations)]}))
    person = home.run('person', 'add', PERSON, '--birth-date', BORN).json['id']
    home.run('import', person, path, '--yes')


def a_part_of_a_measurement_is_urgent_everywhere():
    with Home() as home, Screen(home) as screen:
        with_a_record(home, blood_pressure(3, ['N', 'LL']))
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('The lab marked a result as needing quick attention.')
        screen.press('Open the result')
        screen.wait_title('Blood pressure')
        screen.wait_text('The lab marked this result as needing quick attention.')
        screen.wait_text('Call your clinic now.')
        screen.shot('page')
        screen.key('alt+Left')
        screen.wait_title('Home')
        screen.press('Measurements')
        screen.wait_text('The lab marked it as needing quick attention')
        screen.shot('list')


def sugar(number):
    """One of the readings that a sensor sends all day."""
    moment = datetime.datetime.now() - datetime.timedelta(minutes=5 * number)
    return {'resourceType': 'Observation', 'id': f'sugar-{number}', 'status': 'final',
            'subject': {'reference': 'Patient/a'}, 'category': [coded('vital-signs')],
            'code': {'text': 'Blood sugar'}, 'effectiveDateTime': f'{moment:%Y-%m-%dT%H:%M:%SZ}',
            'valueQuantity': {'value': 110, 'unit': 'mg/dL'}}


def many_readings_since_then_do_not_hide_it():
    with Home() as home, Screen(home) as screen:
        with_a_record(home, blood_pressure(6, ['N', 'LL']), *[sugar(n) for n in range(700)])
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('The lab marked a result as needing quick attention.')


def what_is_long_past_is_said_in_other_words():
    with Home() as home, Screen(home) as screen:
        with_a_record(home, blood_pressure(40, ['HH', 'N']))
        screen.start()
        screen.wait_title('Home')
        screen.press('Measurements')
        screen.wait_title('Measurements')
        screen.press_row()
        screen.wait_title('Blood pressure')
        screen.wait_text('as needing quick attention.')
        screen.wait_text('If nobody has talked with you about it, ask.')
        kinlib.holds(not any('Call your clinic now' in text for text in screen.texts()),
                     'an old mark calls for a call now')


if __name__ == '__main__':
    kinlib.run_tests([a_part_of_a_measurement_is_urgent_everywhere,
                      many_readings_since_then_do_not_hide_it,
                      what_is_long_past_is_said_in_other_words])
