#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal slips in what is another patient's, in every way we could think of: nothing is kept.

Each way in each place of a page; with KIN_LONG of each type, a thousand syncs in all. KIN_SEED
says with which type the first way is played.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

PLACES = ('first', 'middle', 'last')
SEED = int(os.environ.get('KIN_SEED', '0'))
LONG = 'KIN_LONG' in os.environ
# A small record will do, where there is one sync for each way.
FILES = ('person', 'conditions', 'measurements', 'medicines', 'vaccines')
TYPES = ('Condition', 'Observation', 'Immunization', 'MedicationRequest')
MORE = ('AllergyIntolerance', 'Appointment', 'CarePlan', 'CareTeam', 'Consent', 'Coverage',
        'DiagnosticReport', 'DocumentReference', 'Encounter', 'ExplanationOfBenefit', 'Goal',
        'Procedure', 'QuestionnaireResponse', 'ServiceRequest')
STRANGER = ('planted-resource', 'somebody-else')


def plant(told, how, place, kind):
    """One sync with one planted resource; returns the exit code."""
    told.start_over()
    told.portal.faults({'match': f'^GET /fhir/{kind}\\?', 'times': -1, 'plant': how,
                        'position': place})
    code = told.sync(expect=None).code
    kept = [f'{t}/{i}' for t, i in told.exported() if i in STRANGER]
    equal(kept, [], f'kept from {how}, {place} of {kind}')
    return code


def nothing_of_another_patient_is_kept():
    files = [p for p in kinlib.made_up_person() if LONG or any(word in p.name for word in FILES)]
    kinds = TYPES + MORE if LONG else TYPES
    each = len(kinds) if LONG else 1
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        told = story.Story(home, portal, files)
        whole = told.whole()
        ways = [(how, place) for how in portal.control('GET', 'plants') for place in PLACES]
        holds(len(ways) >= 50, f'only {len(ways)} ways')
        codes = {}
        for number, (how, place) in enumerate(ways):
            for i in range(each):
                kind = kinds[(SEED + number + i) % len(kinds)]
                codes.setdefault(plant(told, how, place, kind), set()).add(how)
        for code, hows in sorted(codes.items()):
            kinlib.say(f'exit {code}: {", ".join(sorted(hows))}')
        kinlib.say(f'{len(ways) * each} ways')
        portal.faults()
        told.start_over()
        told.sync()
        equal(told.exported(), whole, 'the record of an honest portal')


kinlib.run_tests([nothing_of_another_patient_is_kept])
