#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each vendor's habits, played by the practice portal: the whole record comes, and nothing twice.

The habits are in tests/practice/vendors. One whose name begins with "never" would cost something:
it must not be met. All others must be, or the test shows nothing.
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, SIGN_IN, equal, holds  # noqa: E402
from visit import Visit, rule  # noqa: E402

VENDORS = kinlib.PROJECT / 'tests' / 'practice' / 'vendors'
SNOMED = 'http://snomed.info/sct'


def vendor(name, **options):
    rules = json.loads((VENDORS / f'{name}.json').read_text(encoding='utf-8'))
    return Visit(*rules, **options)


def comes_home(visit, but=(), left='could not be had'):
    """Connects and syncs twice: the second time brings what a limit held back, and nothing new."""
    visit.connect()
    first = visit.sync()
    second = visit.sync()
    equal(second.json['stored'], 0, 'stored by a second sync')
    holds(left not in second.err, second.err)
    visit.is_whole(but=but)
    visit.was_met()
    return first


def us_core():
    with vendor('us-core') as visit:
        comes_home(visit)


def epic():
    """Its own categories bring what no other question does."""
    with vendor('epic', more=[
            {'resourceType': 'Observation', 'id': f'eOwn.{code}', 'status': 'final',
             'category': [{'coding': [{'system': 'urn:oid:1.2.840', 'code': code}]}],
             'code': {'text': 'A line'}, 'subject': {'reference': 'Patient/{patient}'}}
            for code in ('LDA', 'obstetrics-gynecology')] + [
            {'resourceType': 'CarePlan', 'id': 'eLong', 'status': 'active', 'intent': 'plan',
             'category': [{'coding': [{'system': SNOMED, 'code': '38717003'}]}],
             'title': 'Over the years', 'subject': {'reference': 'Patient/{patient}'}}]) as visit:
        answer = comes_home(visit, but=['Media', 'Flag'])
        holds('could not be had: 3' in answer.err, answer.err)
        equal({q['state'] for q in visit.lines('Observation', answer)}, {'answered'}, 'results')
        for kind in ('Media', 'Flag'):
            equal([q['state'] for q in visit.lines(kind, answer)], ['refused'], kind)


def oracle():
    """Appointments of a period only; what is closed to people is not wished for."""
    with vendor('oracle') as visit:
        comes_home(visit, but=['Appointment', 'Account', 'Communication', 'Provenance'])
        here = kinlib.ids_by_type_of(kinlib.exported(visit.home, visit.person))
        holds(len(here['Appointment']) > 15, f'{len(here["Appointment"])} appointments')
        holds(here['Appointment'] < visit.served['Appointment'], 'appointments')


def renamed(folder, old, new):
    """The made-up person's files, of somebody whose id has a practice in it."""
    for path in kinlib.made_up_person():
        text = path.read_text(encoding='utf-8')
        text = text.replace(f'"Patient/{old}"', f'"Patient/{new}"')
        target = Path(folder) / path.name
        target.write_text(text.replace(f'"id": "{old}"', f'"id": "{new}"'), encoding='utf-8')
        yield target


def athena():
    with tempfile.TemporaryDirectory(prefix='kin-') as folder:
        files = list(renamed(folder, 'marta', 'a-195900.E-60178'))
        with vendor('athena', files=files) as visit:
            equal(visit.patient, 'a-195900.E-60178', 'the id')
            comes_home(visit)


def veradigm():
    """One run with each sign-in, and references that no id fits."""
    with vendor('veradigm', more=[
            {'resourceType': 'Procedure', 'id': 'p1', 'status': 'completed',
             'code': {'text': 'Stitches'}, 'subject': {'reference': 'Patient/{patient}'},
             'encounter': {'reference': 'Encounter/{patient}_v1'}}]) as visit:
        visit.connect()
        visit.is_whole()
        visit.was_met()
        visit.sync(expect=SIGN_IN)
        visit.is_whole()


def veterans_affairs():
    with vendor('va') as visit:
        comes_home(visit)


def a_payer():
    """Claims and nothing else are a record too."""
    files = [kinlib.PRACTICE_DATA / f'marta-{part}.json' for part in ('person', 'insurance')]
    with vendor('payer', files=[*kinlib.clinics_of('marta'), *files]) as visit:
        holds(len(visit.served['ExplanationOfBenefit']) > 4, 'claims')
        comes_home(visit, but=['Practitioner', 'PractitionerRole', 'Location', 'Organization',
                               'Medication', 'Specimen'])


def medplum():
    """A refresh token that is too old is an invalid request there: sign in again, lose nothing."""
    with vendor('medplum') as visit:
        comes_home(visit, but=['Flag'])
        visit.portal.faults(rule('stale', '^POST /token', status=400,
                                 headers={'Content-Type': 'application/json'},
                                 body='{"error":"invalid_request"}'))
        answer = visit.sync(expect=SIGN_IN)
        holds('sign in again' in answer.err, answer.err)
        visit.was_met()
        visit.portal.faults()
        visit.connect()
        equal(visit.sync(expect=DONE).json['queries'] != [], True, 'questions')
        visit.is_whole()


if __name__ == '__main__':
    kinlib.run_tests([us_core, epic, oracle, athena, veradigm, veterans_affairs, a_payer, medplum])
