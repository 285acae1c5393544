#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal is asked for what is new since the last time, and for nothing twice."""

import collections
import hashlib
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from connected import Connected, page  # noqa: E402
from kinlib import equal, holds  # noqa: E402


def all_files(home):
    """The bytes of everything that is kept, as hashes by path."""
    paths = sorted(path for path in home.data.rglob('*') if path.is_file())
    holds(any(path.name == 'record.db' for path in paths), 'there is no record')
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def written(before, after):
    """The names of the files that are not what they were, or are not there any more."""
    return sorted(path.name for path in before | after if before.get(path) != after.get(path))


def searches(portal):
    """How often each question was put: path and query to a number."""
    return collections.Counter(r['path'] for r in portal.asked() if '/fhir/' in r['path']
                               and '?' in r['path'])


def nothing_new_is_one_request_and_no_write():
    with Connected() as at:
        at.sync()
        at.portal.asked()
        before = all_files(at.home)
        answer = at.sync().json
        asked = searches(at.portal)
        questions = [q for q in answer['queries'] if q['query'] != 'Patient']
        equal(len(questions) > 40, True, 'questions are asked at all')
        equal(sum(asked.values()), len(questions), 'requests for that many questions')
        equal([path for path, times in asked.items() if times > 1], [], 'asked twice')
        equal(answer['stored'], 0, 'new')
        # Only when the clinic was last asked is put down.
        equal(written(before, all_files(at.home)), ['personal.db'], 'files that were written')
        at.is_whole()


BY_CHANGE = '^GET /fhir/.*_lastUpdated='
VACCINES_BY_DATE = '^GET /fhir/Immunization\\?.*[?&]date=ge'


def vaccine(patient, name='new-vaccine'):
    return {'resourceType': 'Immunization', 'id': name, 'status': 'completed',
            'patient': {'reference': f'Patient/{patient}'}, 'occurrenceDateTime': '2026-11-01',
            'vaccineCode': {'text': 'A vaccine of last week'}}


def of_type(asked, kind):
    return [path for path in asked if path.startswith(f'/fhir/{kind}?')]


def what_is_new_is_asked_for_in_a_way_that_the_portal_takes():
    with Connected() as at:
        at.sync()
        refuses = {'match': BY_CHANGE, 'times': -1, 'status': 400}
        at.portal.faults(refuses)
        at.sync()
        at.portal.asked()
        at.portal.faults({'match': VACCINES_BY_DATE, 'times': -1, **page(vaccine(at.patient))},
                         refuses)
        equal(at.sync().json['stored'], 1, 'new')
        asked = searches(at.portal)
        holds(not any('_lastUpdated' in path for path in asked), 'asked what was refused')
        equal([path for path, times in asked.items() if times > 1], [], 'asked twice')
        holds(all('date=ge' in path for path in of_type(asked, 'Observation')), 'asked for all')
        equal(len(of_type(asked, 'Goal')), 1, 'requests where there is no other way than all')
        found = kinlib.exported(at.home, at.person)
        holds(('Immunization', 'new-vaccine') in found, 'it did not come home')


def a_portal_that_passes_over_the_question_is_noticed():
    with Connected() as at:
        at.sync()
        old = [r for path in kinlib.made_up_person() for r in kinlib.resources(path)
               if r['resourceType'] == 'Immunization']
        deaf = {'match': '^GET /fhir/Immunization.*_lastUpdated=', 'times': -1, **page(*old)}
        at.portal.faults(deaf)
        at.portal.asked()
        at.sync()
        equal(len(of_type(searches(at.portal), 'Immunization')), 2, 'requests when it is noticed')
        at.sync()
        asked = of_type(searches(at.portal), 'Immunization')
        equal([('date=ge' in path, '_lastUpdated' in path) for path in asked], [(True, False)],
              'how it is asked from then on')
        at.is_whole()


def a_portal_that_fails_at_the_question_is_asked_otherwise():
    with Connected() as at:
        at.sync()
        at.portal.faults({'match': '^GET /fhir/Immunization\\?.*_lastUpdated=', 'times': -1,
                          'status': 500, 'headers': {'Retry-After': '0'}},
                         {'match': VACCINES_BY_DATE, 'times': -1, **page(vaccine(at.patient))})
        equal(at.sync().json['stored'], 1, 'new')
        at.portal.asked()
        at.sync()
        asked = of_type(searches(at.portal), 'Immunization')
        equal(['date=ge' in path for path in asked], [True], 'how it is asked from then on')


IN_FULL = 'http%3A%2F%2Fterminology.hl7.org%2FCodeSystem%2Fobservation-category%7Csurvey'
SURVEYS = '^GET /fhir/Observation\\?.*category='


def survey(patient):
    return {'resourceType': 'Observation', 'id': 'new-survey', 'status': 'final',
            'subject': {'reference': f'Patient/{patient}'}, 'code': {'text': 'How it went'},
            'category': [{'coding': [{'code': 'survey', 'system':
                         'http://terminology.hl7.org/CodeSystem/observation-category'}]}]}


def nothing_does_not_show_how_to_ask():
    """The code alone brings nothing here; with its system there was nothing yet."""
    with Connected(*[{'match': f'{SURVEYS}{code}', 'times': -1, **page()}
                     for code in ('survey', IN_FULL)]) as at:
        at.sync()
        at.portal.faults({'match': f'{SURVEYS}survey', 'times': -1, **page()},
                         {'match': f'{SURVEYS}{IN_FULL}', 'times': -1,
                          **page(survey(at.patient))})
        equal(at.sync().json['stored'], 1, 'new')


def a_refusal_takes_nothing_back(refusal):
    """With the system there is nothing, and the code alone is refused: there is nothing."""
    with Connected({'match': f'{SURVEYS}{IN_FULL}', 'times': -1, **page()},
                   {'match': f'{SURVEYS}survey', 'times': -1, **refusal}) as at:
        for _ in range(3):
            line, = [q for q in at.sync().json['queries'] if q['query'].endswith('=survey')]
            equal((line['state'], line['reason']), ('answered', None), f'line after {refusal}')


def a_form_that_is_refused_takes_nothing_back():
    """However it is refused, and however often it is asked for."""
    says_error = page({'resourceType': 'OperationOutcome',
                       'issue': [{'severity': 'error', 'code': 'processing'}]})
    for refusal in ({'status': 400}, {'status': 403}, says_error):
        a_refusal_takes_nothing_back(refusal)


def sync_a_week_later(at):
    command = ['faketime', '-f', '+8d', *at.home.command('sync', at.person)]
    subprocess.run(command, env=at.home.env, check=True, capture_output=True,
                   timeout=kinlib.PATIENCE)


WITHOUT_CATEGORY = '^GET /fhir/Condition\\?(?!.*category=)'


def what_is_refused_as_a_whole_is_asked_for_in_parts():
    with Connected({'match': WITHOUT_CATEGORY, 'times': -1, 'status': 400}) as at:
        at.sync()
        at.portal.asked()
        at.sync()
        asked = of_type(searches(at.portal), 'Condition')
        equal(['category=' in path for path in asked], [True] * 3, 'asked by category at once')
        sync_a_week_later(at)
        asked = of_type(searches(at.portal), 'Condition')
        holds('category=' not in asked[0], 'not asked for all a week later')


def everything_is_asked_for_once_a_week():
    with Connected() as at:
        at.sync()
        at.portal.asked()
        sync_a_week_later(at)
        asked = searches(at.portal)
        holds(len(asked) > 40, 'questions are asked at all')
        equal([path for path in asked if '_lastUpdated' in path], [], 'asked for changes only')


kinlib.run_tests([
    nothing_new_is_one_request_and_no_write,
    what_is_new_is_asked_for_in_a_way_that_the_portal_takes,
    a_portal_that_passes_over_the_question_is_noticed,
    a_portal_that_fails_at_the_question_is_asked_otherwise,
    nothing_does_not_show_how_to_ask, a_form_that_is_refused_takes_nothing_back,
    what_is_refused_as_a_whole_is_asked_for_in_parts, everything_is_asked_for_once_a_week])
