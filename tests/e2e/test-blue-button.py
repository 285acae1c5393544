#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The texts of blue buttons (VA, Medicare) come in as entries of the record."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, SHARED, equal, holds  # noqa: E402

PERSON = ('Mirela Testova', '1961-04-18')
# What can mean one thing only in the texts that others publish, counted by hand; and the text.
PUBLISHED = {
    'VA_My_HealtheVet_Blue_Button_Sample_Version_12_2.txt':
        ('One Mhvveteran', '1948-03-01',
         {'results': 41, 'medicines': 21, 'allergies': 7, 'vaccines': 7, 'documents': 1}),
    'sample.txt':
        ('Isabella Isa Jones', '1975-05-01',
         {'medicines': 2, 'allergies': 2, 'vaccines': 4, 'conditions': 2, 'bills': 2,
          'documents': 1}),
}


def report(day, status, name='TESTOVA, MIRELA', born='18 Apr 1961'):
    return (f'------ MY HEALTHEVET PERSONAL INFORMATION REPORT ------\n{day} @ 1139\n\n'
            f'Name: {name}        Date of Birth: {born}\n\n------ VA MEDICATION HISTORY ------\n\n'
            f'Medication: LISINOPRIL 10MG TAB\nStatus: {status}\nPrescription Number: 7\n\n')


def put(home, name, text):
    path = home.short / name
    path.write_text(text, encoding='utf-8')
    return path


def listed(home, person):
    """How many entries each section has."""
    return {section['section']: section['count']
            for section in home.run('sections', person).json['sections'] if section['count']}


def status_of_medicine(home, person):
    return [item['status'] for item in home.run('list', person, 'medicines').json]


def what_others_publish_becomes_entries_and_doubles_nothing():
    kinlib.skip_without_shared()
    for name, (who, born, wanted) in PUBLISHED.items():
        with kinlib.Home() as home:
            person = home.run('person', 'add', who, '--birth-date', born).json['id']
            file = SHARED / 'data' / 'bluebutton-text' / name
            equal(home.run('import', person, file, text='yes\n').json['quarantined'], 0, name)
            equal(listed(home, person), wanted, name)
            equal(home.run('import', person, file, text='yes\n').json['stored'], 0, 'again')
            equal(listed(home, person), wanted, name)


def a_newer_one_replaces_and_an_older_one_takes_back_nothing():
    with kinlib.Home() as home:
        person = home.run('person', 'add', PERSON[0], '--birth-date', PERSON[1]).json['id']
        for day, status, now in (('24 Sep 2012', 'Active', 'active'),
                                 ('2 Oct 2013', 'Discontinued', 'stopped'),
                                 ('1 Jan 2011', 'Active', 'stopped')):
            home.run('import', person, put(home, 'mhv.txt', report(day, status)), '--yes')
            equal(status_of_medicine(home, person), [now], f'after {day}')
        equal(listed(home, person), {'medicines': 1, 'documents': 3}, 'all texts can be read')


def somebody_elses_text_stays_out():
    with kinlib.Home() as home:
        person = home.run('person', 'add', PERSON[0], '--birth-date', PERSON[1]).json['id']
        text = report('24 Sep 2012', 'Active', born='19 Apr 1961')
        home.run('import', person, put(home, 'mhv.txt', text), '--yes', expect=ERROR)
        holds(not listed(home, person), 'something of somebody else')


kinlib.run_tests([what_others_publish_becomes_entries_and_doubles_nothing,
                  a_newer_one_replaces_and_an_older_one_takes_back_nothing,
                  somebody_elses_text_stays_out])
