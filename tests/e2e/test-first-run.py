#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story that ./run tells, for the made-up person and for people nobody here made up."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import first_run  # noqa: E402
import first_story  # noqa: E402
import first_window  # noqa: E402
import kinlib  # noqa: E402


# Attachments are kept inside the document that names them.
BY_NAME = {'Binary'}


def tell(files):
    """Plays the story of ./run; here every type that is searched has to be whole."""
    with kinlib.Home() as home:
        plain = kinlib.unpacked(files, home.short)
        whole = set(kinlib.ids_by_type(plain)) - BY_NAME
        for line in first_run.play(home, plain, whole):
            kinlib.say(line)


def the_made_up_person_comes_home():
    tell(kinlib.made_up_person())


# The family shares its clinics: a record brings home those that it names.
SHARED = {'Organization', 'Location', 'Practitioner', 'PractitionerRole', 'Medication', 'Binary'}
HELPED = {'lucia': 'Lucía', 'ronja': 'Ronja', 'teo': 'Teo'}


def bring_home(home, portal, patient, words):
    """Type to the ids that came home of @patient, who is chosen on the portal's page by @words."""
    born = ['--birth-date', patient['birthDate']] if 'birthDate' in patient else []
    person = home.run('person', 'add', kinlib.name_of(patient), *born).json['id']
    home.run('connect', person, portal.url, '--browser', portal.browser('--person', words), '--yes')
    home.run('sync', person)
    return kinlib.ids_by_type_of(kinlib.exported(home, person))


def one_helper_brings_the_family_home():
    with kinlib.Home() as home, kinlib.Practice(home) as portal:
        for member, name in HELPED.items():
            files = kinlib.made_up_person(member)
            found = bring_home(home, portal, kinlib.the_patient(files), name)
            for kind, ids in kinlib.ids_by_type(files).items():
                if kind not in SHARED:
                    kinlib.equal(found[kind], ids, f'{kind} of {member}')
            kinlib.say(f'{member}: {sum(map(len, found.values()))} resources')


def people_who_are_alike_stay_apart():
    """Two of one first name and birth date, and one without a birth date."""
    there = kinlib.resources(kinlib.corner_people()[0])
    with kinlib.Home() as home, kinlib.Practice(home, kinlib.corner_people()) as portal:
        for patient in (r for r in there if r['resourceType'] == 'Patient'):
            found = bring_home(home, portal, patient, patient['name'][0]['text'])
            owned = {r['id'] for r in there if r['resourceType'] == 'Observation'
                     and r['subject']['reference'] == f'Patient/{patient["id"]}'}
            kinlib.equal(found['Patient'], {patient['id']}, 'whose record it is')
            kinlib.equal(found['Observation'], owned, f'results of {patient["id"]}')


def a_synthea_person_comes_home():
    tell([kinlib.synthea(first_run.SYNTHEA)])


def a_person_with_accents_comes_home():
    tell([kinlib.synthea('d614dcb6')])


def a_person_of_2019_comes_home():
    tell([kinlib.synthea('Patria_Schamberger')])


def the_window_is_played_where_there_is_no_display():
    """With a record in which nothing is called as the made-up person's."""
    with kinlib.Home() as home:
        path = home.short / 'zinc.json'
        path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
            {'resource': {'resourceType': 'Patient', 'id': 'p1', 'birthDate': '1950-05-02',
                          'name': [{'given': ['Ana'], 'family': 'Ruiz'}]}},
            {'resource': {'resourceType': 'Observation', 'id': 'o1', 'status': 'final',
                          'subject': {'reference': 'Patient/p1'}, 'code': {'text': 'Zinc'},
                          'category': [{'coding': [{'code': 'laboratory'}]}],
                          'effectiveDateTime': '2026-01-02', 'valueString': 'a little'}}]}))
        folder = home.short / 'pictures'
        with kinlib.Practice(home, [path]) as portal:
            pictures = first_story.tell(home, portal, ('Ana Ruiz', '1950-05-02'), folder)
        kinlib.holds(len(pictures) >= first_window.LEAST, f'{len(pictures)} pictures')
        kinlib.holds(all(picture.stat().st_size > 0 for picture in pictures), 'pictures')
        text = subprocess.run(['pdftotext', folder / 'printed.pdf', '-'], capture_output=True,
                              text=True, check=True).stdout
        kinlib.holds('Zinc' in text and 'a little' in text, f'what is printed: {text}')
        pictures = first_window.take_pictures(home, folder)
        kinlib.holds(pictures and all(p.stat().st_size > 0 for p in pictures), 'more pictures')


kinlib.run_tests([the_made_up_person_comes_home, one_helper_brings_the_family_home,
                  people_who_are_alike_stay_apart, a_synthea_person_comes_home,
                  a_person_with_accents_comes_home, a_person_of_2019_comes_home,
                  the_window_is_played_where_there_is_no_display])
