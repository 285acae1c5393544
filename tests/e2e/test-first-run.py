#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The story that ./run tells, for the made-up person and for people nobody here made up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import first_run  # noqa: E402
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


def one_helper_brings_the_family_home():
    with kinlib.Home() as home, kinlib.Practice(home) as portal:
        for member, name in HELPED.items():
            files = kinlib.made_up_person(member)
            full, born = kinlib.person_of(files)
            person = home.run('person', 'add', full, '--birth-date', born).json['id']
            home.run('connect', person, portal.url, '--browser',
                     portal.browser('--person', name), '--yes')
            home.run('sync', person)
            found = kinlib.ids_by_type_of(kinlib.exported(home, person))
            for kind, ids in kinlib.ids_by_type(files).items():
                if kind not in SHARED:
                    kinlib.equal(found[kind], ids, f'{kind} of {member}')
            kinlib.say(f'{member}: {sum(map(len, found.values()))} resources')


def a_synthea_person_comes_home():
    tell([kinlib.synthea(first_run.SYNTHEA)])


def a_person_with_accents_comes_home():
    tell([kinlib.synthea('d614dcb6')])


def a_person_of_2019_comes_home():
    tell([kinlib.synthea('Patria_Schamberger')])


kinlib.run_tests([the_made_up_person_comes_home, one_helper_brings_the_family_home,
                  a_synthea_person_comes_home, a_person_with_accents_comes_home,
                  a_person_of_2019_comes_home])
