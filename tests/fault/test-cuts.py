#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that break off, at two hundred places in four framings: no page is kept in part.

The control is a client that believes what the HTTP library tells it: it takes
cut answers for whole ones, so the same cuts would show here if we did too.
"""

import collections
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

PLACES = range(0, 1000, 5)
FRAMINGS = ('length', 'chunked', 'close', 'gzip')
TYPES = ('AllergyIntolerance', 'Condition', 'Immunization', 'Observation', 'Encounter',
         'MedicationRequest', 'DiagnosticReport', 'FamilyMemberHistory', 'Device',
         'MedicationDispense', 'Appointment', 'CareTeam', 'CarePlan', 'Goal', 'Flag', 'List',
         'Communication', 'Consent', 'Coverage', 'ExplanationOfBenefit', 'ImagingStudy',
         'Procedure', 'ServiceRequest', 'Task', 'Specimen')
PLAIN = kinlib.BUILD / 'tests' / 'fault' / 'plain-client'


def cut(kind, framing, place):
    return {'match': f'^GET /fhir/{kind}[?/]', 'times': -1, 'framing': framing,
            'cut_permille': place}


def in_groups(things, size):
    return [things[begin:begin + size] for begin in range(0, len(things), size)]


def cut_everywhere(framing):
    """A record from a portal that cuts at every place, one type of resource for each."""
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        told = story.Story(home, portal, files)
        whole = told.whole()
        for places in in_groups(PLACES, len(TYPES)):
            told.start_over()
            portal.faults(*[cut(kind, framing, place) for kind, place in zip(TYPES, places)])
            answer = told.sync(expect=None)
            holds(answer.code != kinlib.DONE,
                  f'a sync with cut answers said it was done: {framing} {places}')
            kept = sorted({t for t, _ in told.exported()} & set(TYPES[:len(places)]))
            equal(kept, [], f'types that were kept in part, of {framing} {places}')
        portal.faults()
        told.sync()
        equal(told.exported(), whole, 'the record, once answers are whole')


def no_cut_page_is_kept():
    """All framings at once: most of the time is that between one try and the next."""
    with ThreadPoolExecutor(len(FRAMINGS)) as pool:
        list(pool.map(cut_everywhere, FRAMINGS))
    kinlib.say(f'{len(FRAMINGS) * len(PLACES)} cuts')


def a_client_that_believes_the_library_keeps_cut_pages():
    taken = collections.Counter()
    with kinlib.Home() as home, kinlib.Practice(home, kinlib.made_up_person()) as portal:
        for framing in FRAMINGS:
            for place in PLACES:
                portal.faults({'match': 'metadata', 'framing': framing, 'cut_permille': place})
                said = subprocess.run([PLAIN, f'{portal.url}/metadata'], env=home.env,
                                      capture_output=True, text=True, check=False)
                taken[framing] += said.returncode == 0
    for framing in FRAMINGS:
        kinlib.say(f'{framing}: {taken[framing]} of {len(PLACES)} cut answers taken for whole')
    holds(sum(taken.values()) >= len(PLACES), 'the control has nothing to show')


kinlib.run_tests([a_client_that_believes_the_library_keeps_cut_pages, no_cut_page_is_kept])
