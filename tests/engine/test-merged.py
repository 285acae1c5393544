#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clinic puts two records together: nothing is stored until somebody has said that both are one
person, and nothing is lost when nobody does."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, SIGN_IN, equal, holds  # noqa: E402

BORN = '2015-04-05'
NAMES = {'old': ['Ada', 'Lou'], 'new': ['Lou', 'Ada']}
TOGETHER = 'joined it with another'
FHIR = {'Content-Type': 'application/fhir+json'}


def link(kind, other):
    return [{'type': kind, 'other': {'reference': f'Patient/{other}'}}]


def patient(name, **more):
    return {'resourceType': 'Patient', 'id': name, 'birthDate': BORN, 'gender': 'female',
            'identifier': [{'system': 'urn:mrn', 'value': name}],
            'name': [{'given': NAMES[name], 'family': 'Stone'}], **more}


def goal(name):
    return {'resourceType': 'Goal', 'id': f'goal-of-{name}', 'lifecycleStatus': 'active',
            'meta': {'lastUpdated': '2019-01-02T03:04:05Z'}, 'description': {'text': 'Run'},
            'subject': {'reference': f'Patient/{name}'}}


# What a portal answers instead of the record that was joined with another: HL7 and Medplum, Oracle,
# Epic in two ways, and another record in its place.
SAYS = {
    'replaced': {'body': patient('old', active=False, link=link('replaced-by', 'new'))},
    'bare': {'body': {'resourceType': 'Patient', 'id': 'old', 'active': False,
                      'link': link('replaced-by', 'new')}},
    'closed': {'body': patient('old', active=False)},
    'joined': {'body': patient('old', link=link('replaces', 'third'))},
    'another': {'body': patient('new')},
    'another with another number': {'body': patient('new', link=link('replaces', 'old'))},
    'number': {'status': 404, 'body': {'resourceType': 'OperationOutcome', 'issue': [
        {'severity': 'error', 'code': 'not-found',
         'details': {'coding': [{'system': 'urn:oid:1.2.840.114350.1.13.0.1.7.2.657369',
                                 'code': '4107'}]}}]}},
}


class Clinic:
    """A portal with two records, and somebody who has the old one here."""

    def __init__(self, **new):
        entries = [patient('old'), goal('old'), patient('new', **new), goal('new')]
        self.text = json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in entries]})

    def __enter__(self):
        self.home = kinlib.Home().__enter__()
        self.file = kinlib.temporary_file(self.text)
        self.portal = kinlib.Practice(self.home, [self.file.__enter__()]).__enter__()
        self.person = self.home.run('person', 'add', 'Ada Lou Stone', '--birth-date',
                                    BORN).json['id']
        return self

    def __exit__(self, *_):
        self.portal.end()
        self.file.__exit__(None, None, None)
        self.home.__exit__()

    def connect(self, name, *options, **more):
        return self.home.run('connect', self.person, self.portal.url, *options, '--browser',
                             self.portal.browser('--person', ' '.join(NAMES[name])), **more)

    def says(self, how, name='old'):
        answer = {**SAYS[how], 'body': json.dumps(SAYS[how]['body'])}
        self.portal.faults({'match': f'^GET /fhir/Patient/{name}$', 'times': -1, 'headers': FHIR,
                            **answer})

    def grants(self, name):
        """Whoever signs in is told the id of @name, and reads the new record by it."""
        answer = {**SAYS['another'], 'body': json.dumps(SAYS['another']['body'])}
        self.portal.faults(self.granting(name), {'match': '^GET /fhir/Patient/old$', 'times': -1,
                                                 'headers': FHIR, **answer})

    @staticmethod
    def granting(name):
        return {'match': '^POST /token$', 'times': -1, 'reply': {'patient': name}}

    def has(self):
        return sorted(i for t, i in kinlib.exported(self.home, self.person) if t == 'Goal')

    def kept(self, kind):
        """How many secrets of a kind the keyring has."""
        done = subprocess.run(['secret-tool', 'search', '--all', 'kind', kind], env=self.home.env,
                              check=False, capture_output=True, text=True)
        return done.stdout.count('secret = ')

    def connected(self, *options):
        """Somebody signed in to the old record, and it came."""
        connection = self.connect('old', '--yes').json['connection']
        self.home.run('sync', self.person, *options)
        equal(self.has(), ['goal-of-old'], 'what came')
        return connection

    def stops(self):
        """Nothing is asked but whose record it is, and nothing is stored."""
        before = kinlib.exported(self.home, self.person)
        self.portal.asked()
        answer = self.home.run('sync', self.person, expect=SIGN_IN)
        holds(TOGETHER in answer.err, answer.err)
        equal(kinlib.exported(self.home, self.person), before, 'the record')
        asked = [r['path'] for r in self.portal.asked() if r['path'].startswith('/fhir/')]
        holds(all('Patient/' in p or 'metadata' in p or 'well-known' in p for p in asked),
              f'asked {asked}')


def however_it_is_said_it_stops():
    for how in SAYS:
        kinlib.say(how)
        with Clinic() as clinic:
            clinic.connected()
            clinic.says(how)
            clinic.stops()
            # Not by itself again either, whatever the portal says now.
            clinic.portal.faults()
            clinic.stops()
            equal(clinic.has(), ['goal-of-old'], 'what is here')


def the_same_person_goes_on():
    """The portal goes on with the old record: asked about once, and not by --yes."""
    for how in ('replaced', 'closed', 'joined'):
        kinlib.say(how)
        with Clinic() as clinic:
            connection = clinic.connected()
            clinic.says(how)
            clinic.stops()
            answer = clinic.connect('old', '--yes', expect=ERROR)
            holds(TOGETHER in answer.err and 'Ada Lou Stone' in answer.err, answer.err)
            clinic.connect('old', text='no\n', expect=ERROR)
            clinic.stops()
            equal(clinic.has(), ['goal-of-old'], 'after a no')
            equal(clinic.connect('old', text='yes\n').json['connection'], connection, 'goes on')
            clinic.home.run('sync', clinic.person)
            clinic.home.run('sync', clinic.person, '--full')
            equal(clinic.connect('old', '--yes').json['connection'], connection, 'asked again')


def the_new_record_takes_the_place_of_the_old():
    """Somebody signs in to the record that is left: nothing is there twice, and nothing is lost."""
    for how, new in (('replaced', {}), ('number', {}), ('another', {}),
                     ('replaced', {'link': link('replaces', 'old')})):
        kinlib.say(f'{how} {new}')
        with Clinic(**new) as clinic:
            connection = clinic.connected()
            clinic.says(how)
            clinic.stops()
            answer = clinic.connect('new', '--yes', expect=ERROR)
            holds('Nothing was stored' in answer.err, answer.err)
            clinic.connect('new', text='no\n', expect=ERROR)
            clinic.stops()
            taken = clinic.connect('new', text='yes\n').json
            equal((taken['connection'], taken['patient']), (connection, 'new'), 'the connection')
            equal(clinic.kept('refresh-token'), 1, 'tokens')
            clinic.home.run('sync', clinic.person)
            equal(clinic.has(), ['goal-of-new', 'goal-of-old'], 'what is here')
            clinic.home.run('sync', clinic.person, '--full')
            equal(clinic.has(), ['goal-of-new', 'goal-of-old'], 'what is here later')


def the_secrets_of_the_old_go_too():
    """What belonged to the number and to the record before is not used for the ones after."""
    number = ('--client-id', 'kinchart-confidential', '--client-secret-file')
    with Clinic() as clinic, kinlib.temporary_file('practice-client-secret') as secret:
        clinic.connect('old', '--yes', *number, secret)
        clinic.home.run('sync', clinic.person)
        equal((clinic.kept('client-secret'), clinic.kept('refresh-token')), (1, 1), 'what is kept')
        clinic.says('replaced')
        clinic.stops()
        clinic.portal.faults({'match': '^POST /token$', 'times': -1,
                              'reply': {'refresh_token': None}})
        clinic.connect('new', text='yes\n')
        equal((clinic.kept('client-secret'), clinic.kept('refresh-token')), (0, 0), 'what is left')


def a_grant_for_the_old_opens_the_new():
    """The portal grants the old id and answers with the new one: it is the same connection."""
    with Clinic() as clinic:
        connection = clinic.connected()
        clinic.says('another')
        clinic.stops()
        equal(clinic.connect('old', text='yes\n').json['connection'], connection, 'goes on')
        equal(clinic.kept('refresh-token'), 1, 'tokens')
    with Clinic() as clinic:
        clinic.says('another')
        first = clinic.connect('old', text='yes\n').json
        equal(first['patient'], 'new', 'the record')
        equal(clinic.connect('old', text='yes\n').json, first, 'signed in again')
        equal(clinic.kept('refresh-token'), 1, 'tokens')


def such_a_grant_stays_good():
    """What is granted for the old id goes on bringing the new record, and opens no third one."""
    for says_so in ({}, {'link': link('replaces', 'old')}):
        kinlib.say(str(says_so))
        with Clinic(**says_so) as clinic:
            clinic.connected()
            clinic.says('another')
            clinic.stops()
            clinic.grants('old')
            clinic.connect('new', text='yes\n')
            clinic.portal.faults(clinic.granting('old'))
            for _ in range(2):
                clinic.home.run('sync', clinic.person, '--full')
            equal(clinic.has(), ['goal-of-new', 'goal-of-old'], 'what is here')
            clinic.portal.faults(clinic.granting('third'))
            clinic.home.run('sync', clinic.person, expect=SIGN_IN)


def both_were_connected():
    """The record that is left was here too: the other is not asked for any more, and is kept."""
    apart = {'identifier': [{'system': 'urn:other', 'value': 'new'}]}
    for how, name in (('replaced', 'new'), ('number', 'new'), ('another', 'old')):
        kinlib.say(f'{how} {name}')
        with Clinic(**apart) as clinic:
            clinic.connected()
            second = clinic.connect('new', text='yes\n').json
            clinic.home.run('sync', clinic.person)
            clinic.says(how)
            answer = clinic.home.run('sync', clinic.person, expect=SIGN_IN)
            holds(TOGETHER in answer.err, answer.err)
            clinic.connect(name, '--yes', expect=ERROR)
            clinic.connect(name, text='no\n', expect=ERROR)
            clinic.home.run('sync', clinic.person, expect=SIGN_IN)
            equal(clinic.connect(name, text='yes\n').json['connection'], second['connection'],
                  'what goes on')
            equal(clinic.kept('refresh-token'), 1, 'tokens')
            clinic.portal.asked()
            if name == 'new':
                clinic.home.run('sync', clinic.person, '--full')
            asked = [r['path'] for r in clinic.portal.asked()]
            holds('/fhir/Patient/old' not in asked, f'asked {asked}')
            equal(clinic.has(), ['goal-of-new', 'goal-of-old'], 'what is here')


def before_it_was_noticed():
    """Somebody signs in to the record that is left, and the old one was not looked at since."""
    with Clinic(link=link('replaces', 'old')) as clinic:
        connection = clinic.connected()
        answer = clinic.connect('new', '--yes', expect=ERROR)
        holds(TOGETHER in answer.err, answer.err)
        clinic.connect('new', text='no\n', expect=ERROR)
        # The old one is as it was.
        clinic.home.run('sync', clinic.person)
        equal(clinic.connect('new', text='yes\n').json['connection'], connection, 'the connection')
        clinic.home.run('sync', clinic.person)
        equal(clinic.has(), ['goal-of-new', 'goal-of-old'], 'what is here')


def somebody_else_is_no_merged_record():
    """Another id with another birth date is another person, whatever the portal calls it."""
    with Clinic() as clinic:
        clinic.connected()
        SAYS['other'] = {'body': patient('new', birthDate='1990-01-01',
                                         link=link('replaces', 'old'))}
        clinic.says('other')
        answer = clinic.home.run('sync', clinic.person, expect=ERROR)
        holds('someone else' in answer.err, answer.err)
        equal(clinic.has(), ['goal-of-old'], 'what is here')


def at_the_first_sign_in():
    """Nothing is here yet: somebody looks all the same."""
    for how in ('replaced', 'joined', 'another'):
        kinlib.say(how)
        with Clinic() as clinic:
            clinic.says(how)
            answer = clinic.connect('old', '--yes', expect=ERROR)
            holds(TOGETHER in answer.err, answer.err)
            clinic.connect('old', text='no\n', expect=ERROR)
            equal(clinic.home.run('ledger', clinic.person).json, [], 'what was asked')
            clinic.connect('old', text='yes\n')


def in_a_file_too():
    entries = [patient('old', active=False, link=link('replaced-by', 'new')), goal('old')]
    text = json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in entries]})
    with kinlib.Home() as home, kinlib.temporary_file(text) as path:
        person = home.run('person', 'add', 'Ada Lou Stone', '--birth-date', BORN).json['id']
        answer = home.run('import', person, path, '--yes', expect=ERROR)
        holds(TOGETHER in answer.err, answer.err)
        home.run('import', person, path, text='yes\n', expect=None)
        equal([i for t, i in kinlib.exported(home, person) if t == 'Goal'], ['goal-of-old'],
              'what is here')


kinlib.run_tests([however_it_is_said_it_stops, the_same_person_goes_on,
                  the_new_record_takes_the_place_of_the_old, the_secrets_of_the_old_go_too,
                  a_grant_for_the_old_opens_the_new, such_a_grant_stays_good,
                  both_were_connected, before_it_was_noticed,
                  somebody_else_is_no_merged_record, at_the_first_sign_in, in_a_file_too])
