#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a clinic no longer shows is said to be so, and only when that is sure; it is never lost."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from connected import Connected, page  # noqa: E402
from kinlib import equal, holds  # noqa: E402

SEARCH = '^GET /fhir/Immunization\\?'
NEXT = f'{SEARCH}page=2'


def vaccines():
    return [r for path in kinlib.made_up_person() for r in kinlib.resources(path)
            if r['resourceType'] == 'Immunization']


def only(at, mark, section='vaccines'):
    items = at.home.run('list', at.person, section, '--only', mark).json
    return [item['resource_id'] for item in items]


def listed(at):
    return {item['resource_id'] for item in at.home.run('list', at.person, 'vaccines').json}


class Lost:
    """A portal that has one vaccine less than there were, in its lists and when asked by name."""

    def __init__(self):
        self.lost, *self.rest = vaccines()
        self.id = self.lost['id']
        self.not_listed = {'match': SEARCH, 'times': -1, **page(*self.rest)}
        self.not_there = {'match': f'^GET /fhir/Immunization/{self.id}', 'times': -1,
                          'status': 404}

    @property
    def rules(self):
        return [self.not_listed, self.not_there]


def what_is_gone_stays_and_is_said_to_be_gone():
    with Connected() as at:
        at.sync()
        before = listed(at)
        lost = Lost()
        at.portal.faults(*lost.rules)
        at.home.run('sync', at.person, '--full')
        equal(only(at, 'gone'), [lost.id], 'what the clinic no longer shows')
        equal(listed(at), before, 'what is listed')
        at.is_whole()
        at.portal.asked()
        at.home.run('sync', at.person, '--full')
        holds(not any(lost.id in r['path'] for r in at.portal.asked()), 'asked for again by name')
        at.portal.faults()
        at.home.run('sync', at.person, '--full')
        equal(only(at, 'gone'), [], 'what is not shown once it is shown again')


def spoilt(lost):
    """Why an answer is not all there is: a name, and what the portal does."""
    cut = dict(lost.not_listed)
    cut['body'] = json.dumps({**json.loads(cut['body']), 'link': [
        {'relation': 'next', 'url': 'Immunization?page=2'}]})
    there = lost.not_there
    yield 'the portal shows it when asked by name', [lost.not_listed]
    yield 'by name the portal is in trouble', [lost.not_listed, {**there, 'status': 403}]
    yield 'the answer is cut', [{'match': NEXT, 'times': -1, 'status': 500}, cut, there]
    yield 'a later page is refused', [{'match': NEXT, 'times': -1, 'status': 403}, cut, there]
    yield 'the portal asks to wait', [{'match': NEXT, 'times': -1, 'status': 429, 'headers': {
        'Retry-After': '0'}}, cut, there]
    yield 'the type is refused', [{'match': SEARCH, 'times': -1, 'status': 403}, there]
    yield 'something went wrong, it says', [{**lost.not_listed, **page(*lost.rest, {
        'resourceType': 'OperationOutcome',
        'issue': [{'severity': 'error', 'code': 'incomplete'}]})}, there]


def what_is_not_all_shows_nothing_to_be_gone():
    with Connected() as at:
        at.sync()
        lost = Lost()
        for why, rules in spoilt(lost):
            at.portal.faults(*rules)
            at.home.run('sync', at.person, '--full', expect=None)
            equal(only(at, 'gone'), [], why)
        at.portal.faults(*lost.rules)
        at.sync()
        equal(only(at, 'gone'), [], 'only changes are asked for, or it goes on where it was')
        at.home.run('sync', at.person, '--full')
        equal(only(at, 'gone'), [lost.id], 'the control')


def one_category_that_is_refused_is_enough():
    with Connected() as at:
        at.sync()
        results = [r for path in kinlib.made_up_person() for r in kinlib.resources(path)
                   if r['resourceType'] == 'Observation' and 'laboratory' in json.dumps(
                       r.get('category'))]
        lost, *rest = results
        rules = [{'match': '^GET /fhir/Observation\\?.*laboratory', 'times': -1, **page(*rest)},
                 {'match': f'^GET /fhir/Observation/{lost["id"]}', 'times': -1, 'status': 404}]
        refuses = {'match': '^GET /fhir/Observation\\?.*survey', 'times': -1, 'status': 403}
        at.portal.faults(refuses, *rules)
        at.home.run('sync', at.person, '--full', expect=None)
        equal(only(at, 'gone', 'results'), [], 'with one category refused')
        at.portal.faults(*rules)
        at.home.run('sync', at.person, '--full')
        equal(only(at, 'gone', 'results'), [lost['id']], 'the control')


def what_is_not_shared_any_more_is_not_gone():
    with Connected() as at:
        at.sync()
        lost = Lost()
        for scope in ('launch/patient offline_access patient/Patient.rs patient/Condition.rs',
                      'launch/patient offline_access patient/Patient.rs patient/Immunization.rs?'
                      'category=x'):
            at.portal.faults({'match': '^POST /token', 'times': -1, 'reply': {'scope': scope}},
                             *lost.rules)
            at.home.run('connect', at.person, at.portal.url, '--browser', at.portal.browser(),
                        '--yes')
            at.home.run('sync', at.person, '--full', expect=None)
            equal(only(at, 'gone'), [], scope)
        at.portal.faults(*lost.rules)
        at.home.run('sync', at.person, '--full')
        equal(only(at, 'gone'), [lost.id], 'the control')


MANY = [{'resourceType': 'Immunization', 'id': f'many-{n}', 'status': 'completed',
         'patient': {'reference': 'Patient/{patient}'}} for n in range(140)]


def of_many_that_are_not_listed_each_has_its_turn():
    """Most are there when asked for by name, and they are not all that is ever asked for."""
    with Connected(more=MANY) as at:
        at.sync()
        gone = MANY[-1]['id']
        at.portal.faults({'match': SEARCH, 'times': -1, **page(*vaccines())},
                         {'match': f'^GET /fhir/Immunization/{gone}$', 'times': -1, 'status': 404})
        for _ in range(40):                 # which come first is left to chance
            at.home.run('sync', at.person, '--full')
            if only(at, 'gone'):
                break
        equal(only(at, 'gone'), [gone], 'what is gone')


if __name__ == '__main__':
    kinlib.run_tests([
        what_is_gone_stays_and_is_said_to_be_gone, what_is_not_all_shows_nothing_to_be_gone,
        one_category_that_is_refused_is_enough, what_is_not_shared_any_more_is_not_gone,
        of_many_that_are_not_listed_each_has_its_turn])
