#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal slips in what is another patient's, in every way we could think of: nothing is kept."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

PLACES = ('first', 'middle', 'last')
TYPES = ('Condition', 'Observation', 'Immunization', 'MedicationRequest')
# A small record will do: there is one sync for each way.
FILES = ('person', 'conditions', 'measurements', 'medicines', 'vaccines')
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
    files = [p for p in kinlib.made_up_person() if any(word in p.name for word in FILES)]
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        told = story.Story(home, portal, files)
        whole = told.whole()
        ways = [(how, place) for how in portal.control('GET', 'plants') for place in PLACES]
        holds(len(ways) >= 50, f'only {len(ways)} ways')
        codes = {}
        for number, (how, place) in enumerate(ways):
            codes.setdefault(plant(told, how, place, TYPES[number % len(TYPES)]), set()).add(how)
        for code, hows in sorted(codes.items()):
            kinlib.say(f'exit {code}: {", ".join(sorted(hows))}')
        kinlib.say(f'{len(ways)} ways')
        portal.faults()
        told.start_over()
        told.sync()
        equal(told.exported(), whole, 'the record of an honest portal')


kinlib.run_tests([nothing_of_another_patient_is_kept])
