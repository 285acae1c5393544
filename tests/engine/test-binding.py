#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection belongs to the person who was confirmed: each sync looks again, before anything
is stored."""

import copy
import json
import socket
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, ERROR, SIGN_IN, equal, holds  # noqa: E402

PATIENT = r'^GET /fhir/Patient/'


class Visit:
    """A person who is connected, and a portal that may say something else about them."""

    def __enter__(self):
        files = kinlib.made_up_person()
        self.patient = kinlib.the_patient(files)
        self.home = kinlib.Home().__enter__()
        self.portal = kinlib.Practice(self.home, files).__enter__()
        name, born = kinlib.person_of(files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        self.connect()
        return self

    def __exit__(self, *_):
        self.portal.end()
        self.home.__exit__()

    def connect(self):
        self.home.run('connect', self.person, self.portal.url, '--browser', self.portal.browser(),
                      '--yes')

    def says(self, **changes):
        """From now on the portal says this about the person."""
        patient = copy.deepcopy(self.patient)
        patient.update(changes)
        patient = {name: value for name, value in patient.items() if value is not None}
        self.portal.faults({'match': PATIENT, 'times': -1, 'body': json.dumps(patient),
                            'headers': {'Content-Type': 'application/fhir+json'}})

    def resources(self):
        return self.home.run('sections', self.person).json['resources']

    def is_refused(self):
        before = self.resources()
        answer = self.home.run('sync', self.person, expect=ERROR)
        holds('someone else' in answer.err, answer.err)
        equal(self.resources(), before, 'resources')

    def identifiers(self, change):
        """The identifiers of the patient, the first with a system changed."""
        found = copy.deepcopy(self.patient['identifier'])
        first = next(i for i in found if 'system' in i)
        first['value'] = change(first['value'])
        return found


def another_birth_date():
    with Visit() as visit:
        visit.says(birthDate='1901-01-01')
        visit.is_refused()


def another_number():
    with Visit() as visit:
        holds(any('system' in i for i in visit.patient.get('identifier', [])), 'no number')
        visit.says(identifier=visit.identifiers(lambda value: value + '0'))
        visit.is_refused()


def another_id():
    """Of somebody else; of the same person it is a record that was joined: test-merged.py."""
    with Visit() as visit:
        visit.says(id='somebody-else', name=[{'family': 'Else', 'given': ['Somebody']}])
        visit.is_refused()


def after_a_whole_sync_too():
    with Visit() as visit:
        visit.home.run('sync', visit.person)
        holds(visit.resources() > 100, 'nothing came')
        visit.says(birthDate='1901-01-01')
        visit.is_refused()


def another_name_is_no_other_person():
    """People marry."""
    with Visit() as visit:
        visit.says(name=[{'family': 'Married', 'given': ['Someone']}])
        visit.home.run('sync', visit.person, expect=DONE)


def two_children_behind_one_login():
    """As alike as two can be, in one portal: the second is never taken for the first by itself."""
    names = {1: ['Ada', 'Lou'], 2: ['Lou', 'Ada']}

    def child(number):
        return {'resourceType': 'Patient', 'id': f'child-{number}', 'birthDate': '2015-04-05',
                'name': [{'given': names[number], 'family': 'Twin'}], 'gender': 'female'}

    def records(*children):
        return json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
            {'resource': r} for c in children for r in (c, {
                'resourceType': 'Goal', 'id': f'goal-of-{c["id"]}', 'lifecycleStatus': 'active',
                'subject': {'reference': f'Patient/{c["id"]}'}, 'description': {'text': 'Run'}})]})

    with kinlib.Home() as home, \
            kinlib.temporary_file(records(child(1), child(2))) as path, \
            kinlib.Practice(home, [path]) as portal:
        person = home.run('person', 'add', 'Ada Twin', '--birth-date', '2015-04-05').json['id']

        def connect(number, **options):
            return home.run('connect', person, portal.url, '--yes', '--browser',
                            portal.browser('--person', ' '.join(names[number])), **options)

        equal(connect(1).json['patient'], 'child-1', 'the first child')
        home.run('sync', person)
        answer = connect(2, expect=ERROR)
        holds('Nothing was stored' in answer.err, answer.err)
        holds('Ada' in answer.err and '2015-04-05' in answer.err, 'the two are not shown')
        home.run('sync', person)
        equal([i for t, i in kinlib.exported(home, person) if t == 'Goal'], ['goal-of-child-1'],
              'goals')
        # The same record again is no question.
        equal(connect(1).json['patient'], 'child-1', 'the first child again')


def a_refresh_that_names_another_patient():
    """The token of a sync says that it is for somebody else: nothing is asked with it."""
    with Visit() as visit:
        visit.portal.faults({'match': '^POST /token', 'times': -1,
                             'reply': {'patient': 'somebody-else'}})
        visit.portal.asked()
        visit.home.run('sync', visit.person, expect=SIGN_IN)
        asked = [r['path'] for r in visit.portal.asked() if '/Patient/' in r['path']]
        equal(asked, [], 'what was asked with the token')
        equal(visit.resources(), 0, 'resources')


def what_is_left_out_is_no_contradiction():
    """A portal that shows less than before is still the same portal."""
    for left_out in ('birthDate', 'identifier', 'gender'):
        with Visit() as visit:
            visit.says(**{left_out: None})
            visit.home.run('sync', visit.person, expect=DONE)


def a_portal_that_moves():
    """It sends people and tokens to another server than when they signed in: nothing goes there,
    nor to the portal, until somebody has signed in again (N-04)."""
    with Visit() as visit, socket.create_server(('127.0.0.1', 0)) as other:
        where = f'http://127.0.0.1:{other.getsockname()[1]}'
        own = visit.portal.url.removesuffix('/fhir')
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f'{visit.portal.url}/.well-known/smart-configuration') as page:
            known = json.load(page)
        for moved in ('token_endpoint', 'authorization_endpoint'):
            told = {**known, moved: known[moved].replace(own, where)}
            visit.portal.faults({'match': 'smart-configuration', 'times': -1,
                                 'body': json.dumps(told),
                                 'headers': {'Content-Type': 'application/json'}})
            visit.portal.asked()
            answer = visit.home.run('sync', visit.person, expect=ERROR)
            holds('other servers' in answer.err, answer.err)
            asked = {r['path'] for r in visit.portal.asked()}
            holds(not any('token' in p or '/Patient' in p for p in asked), f'asked {asked}')
            other.setblocking(False)
            try:
                other.accept()
                raise AssertionError('the other server was asked')
            except BlockingIOError:
                pass
        visit.portal.faults()
        visit.home.run('sync', visit.person)


def stopped_until_somebody_looks():
    """A connection that brought someone else's data is not asked again by itself."""
    with Visit() as visit:
        visit.says(birthDate='1901-01-01')
        visit.is_refused()
        visit.portal.faults()
        visit.home.run('sync', visit.person, expect=SIGN_IN)
        equal(visit.resources(), 0, 'resources')
        visit.connect()
        visit.home.run('sync', visit.person)
        holds(visit.resources() > 100, 'nothing came')


kinlib.run_tests([another_birth_date, another_number, another_id, after_a_whole_sync_too,
                  another_name_is_no_other_person, two_children_behind_one_login,
                  a_refresh_that_names_another_patient, what_is_left_out_is_no_contradiction,
                  a_portal_that_moves,
                  stopped_until_somebody_looks])
