#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each command of kinchart-cli: what it answers as JSON, and the exit code it ends with."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, PARTLY, SIGN_IN, USAGE, equal, holds  # noqa: E402

ITEM = {'id', 'section', 'title', 'subtitle', 'date', 'status', 'source'}
QUERY = {'query', 'state', 'reason', 'pages', 'stored'}
STATES = {'answered', 'refused', 'failed', 'skipped'}


def add_person(home, files):
    name, born = kinlib.person_of(files)
    return home.run('person', 'add', name, '--birth-date', born).json['id']


def connected(home, portal, files):
    person = add_person(home, files)
    answer = home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes').json
    return person, answer


def has_keys(value, keys, what):
    holds(keys <= set(value), f'{what} has {sorted(value)}, not {sorted(keys)}')


def every_answer_has_its_shape():
    files = kinlib.made_up_person()
    with kinlib.Home() as home:
        with kinlib.Practice(home, files) as portal:
            person, connection = connected(home, portal, files)
            has_keys(connection, {'connection', 'patient'}, 'connect')
            equal(connection['patient'], kinlib.the_patient(files)['id'], 'the patient')
            sync = home.run('sync', person).json
            check_sync(sync)
            again = home.run('sync', person).json
            equal(again['stored'], 0, 'stored by a second sync')
        check_reading(home, person)


def check_sync(sync):
    has_keys(sync, {'requests', 'resources', 'stored', 'unchanged', 'quarantined', 'queries'},
             'sync')
    equal(sync['resources'], sync['stored'] + sync['unchanged'] + sync['quarantined'], 'the sum')
    for query in sync['queries']:
        has_keys(query, QUERY, 'a query')
        holds(query['state'] in STATES, f'state {query["state"]}')
    holds(any(q['state'] == 'answered' and q['stored'] for q in sync['queries']), 'nothing came')


def check_reading(home, person):
    """Offline: the portal has ended, and each command is a process of its own."""
    sections = home.run('sections', person).json
    has_keys(sections, {'resources', 'items', 'sections'}, 'sections')
    equal(sections['items'], sum(row['count'] for row in sections['sections']), 'items')
    row = next(row for row in sections['sections'] if row['section'] == 'medicines')
    items = home.run('list', person, 'medicines', '--limit', 1000).json
    equal(len(items), row['count'], 'medicines')
    for item in items:
        has_keys(item, ITEM, 'an item')
        holds(item['title'].strip() and '://' not in item['title'], f'title {item["title"]!r}')
    part = home.run('list', person, 'medicines', '--limit', 2, '--offset', 1).json
    equal([i['id'] for i in part], [i['id'] for i in items[1:3]], 'a part of the list')
    check_one_item(home, person, items[0])
    check = home.run('check', person).json
    has_keys(check, {'encrypted', 'cipher_version', 'integrity', 'resources'}, 'check')
    equal(check['encrypted'], True, 'encrypted')
    equal(check['resources'], sections['resources'], 'resources')
    holds(isinstance(home.run('ledger', person).json, (list, dict)), 'no ledger')


def check_one_item(home, person, item):
    shown = home.run('show', person, item['id']).json
    equal(shown['title'], item['title'], 'title')
    raw = home.run('show', person, item['id'], '--raw').json
    holds(raw['resourceType'].startswith('Medication'), 'not a medicine')
    word = max(item['title'].split(), key=len).strip('(),')
    found = home.run('search', person, word).json
    holds(item['id'] in {i['id'] for i in found}, f'search does not find {word}')
    spoken = home.run('search', person, '-', text=word).json
    equal(spoken, found, 'the words from standard input')


def a_person_is_listed_and_named_from_standard_input():
    with kinlib.Home() as home:
        first = home.run('person', 'add', 'Rosa Example').json['id']
        second = home.run('person', 'add', '-', text='Jürgen Beispiel\n').json['id']
        people = {person['id']: person for person in home.run('person', 'list').json}
        equal(set(people), {first, second}, 'the people')
        equal(people[second]['name'], 'Jürgen Beispiel', 'the name')


def wrong_use_ends_with_2():
    with kinlib.Home() as home:
        for words in (['nonsense'], ['list'], ['person', 'add', 'A', '--birth-date', 'Tuesday'],
                      ['person', 'add', 'A', '--nonsense']):
            answer = home.run(*words, expect=USAGE)
            holds(answer.err.strip(), f'{words}: nothing on stderr')
            equal(answer.out, '', f'{words}: standard output')


def somebody_unknown_ends_with_1():
    with kinlib.Home() as home:
        answer = home.run('sections', 'nobody', expect=ERROR)
        holds(answer.err.strip(), 'nothing on stderr')


def a_cancelled_sign_in_leaves_no_connection():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person = add_person(home, files)
        for page in (1, 2, 3):
            answer = home.run('connect', person, portal.url, '--browser',
                              portal.browser('--cancel', str(page)), '--yes', expect=None)
            holds(answer.code != 0, f'cancelled on page {page} and still connected')
            holds(answer.err.strip(), 'nothing on stderr')
        holds(home.run('sync', person, expect=None).code != 0, 'there is something to sync')
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')


def somebody_else_is_not_connected_even_with_yes():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person = home.run('person', 'add', 'Somebody Else', '--birth-date', '1999-12-31')
        person = person.json['id']
        answer = home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes',
                          expect=None)
        holds(answer.code in (ERROR, PARTLY), f'exit {answer.code}')
        equal(home.run('sections', person).json['resources'], 0, 'resources')


def a_revoked_sign_in_ends_with_3():
    files = kinlib.made_up_person()
    with kinlib.Home() as home:
        with kinlib.Practice(home, files) as portal:
            person, _ = connected(home, portal, files)
            home.run('sync', person)
            port = portal.url.split(':')[2].split('/')[0]
        with kinlib.Practice(home, files, port=port):
            answer = home.run('sync', person, expect=SIGN_IN)
            holds('sign in' in answer.err.lower(), f'does not say to sign in: {answer.err}')
        holds(home.run('sections', person).json['resources'] > 0, 'the record is gone')


def without_a_portal_a_sync_fails_and_says_so():
    files = kinlib.made_up_person()
    with kinlib.Home() as home:
        with kinlib.Practice(home, files) as portal:
            person, _ = connected(home, portal, files)
            home.run('sync', person)
        answer = home.run('sync', person, expect=None)
        holds(answer.code in (ERROR, PARTLY), f'exit {answer.code}')
        holds(answer.err.strip(), 'nothing on stderr')


def a_second_instance_says_who_holds_the_folder():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person = add_person(home, files)
        holding = home.start_cli('connect', person, portal.url, '--browser', 'sleep 600 #',
                                 '--yes', stderr=subprocess.PIPE)
        # It has the folder once it asks to sign in; a look before that could take it away.
        for line in holding.stderr:
            if b'browser' in line:
                break
        answer = home.run('person', 'list', expect=ERROR)
        holds(str(holding.pid) in answer.err, f'does not say who: {answer.err}')
        kinlib.end_process(holding)
        home.run('person', 'list')


def a_disconnected_portal_is_not_asked_again():
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        person, connection = connected(home, portal, files)
        home.run('sync', person)
        before = home.run('sections', person).json
        home.run('disconnect', person, connection['connection'])
        holds(any(r['path'] == '/revoke' for r in portal.asked()), 'the sign-in was not given back')
        home.run('sync', person, expect=None)
        equal(portal.asked(), [], 'requests after the connection was ended')
        equal(home.run('sections', person).json, before, 'the record afterwards')


def what_cannot_be_interpreted_is_said_wherever_it_is_shown():
    """A modifier that nobody here knows may turn a fact into its opposite (J-07)."""
    def medicine(number, **members):
        return {'resourceType': 'MedicationRequest', 'id': f'm{number}', 'status': 'active',
                'intent': 'order', 'subject': {'reference': 'Patient/p'},
                'medicationCodeableConcept': {'text': f'Aspirin {number}'}, **members}

    odd = {'modifierExtension': [{'url': 'https://clinic.example/never', 'valueBoolean': True}]}
    people = [{'resourceType': 'Patient', 'id': 'p', 'birthDate': '1950-02-03',
               'name': [{'given': ['Anna'], 'family': 'Example'}]}]
    record = {'resourceType': 'Bundle', 'type': 'collection', 'entry': [
        {'resource': r} for r in [*people, medicine(1), medicine(2, **odd)]]}
    with kinlib.Home() as home, kinlib.temporary_file(json.dumps(record)) as path:
        person = home.run('person', 'add', 'Anna Example', '--birth-date', '1950-02-03')
        person = person.json['id']
        home.run('import', person, path, '--yes')
        for words in (['list', person, 'medicines'], ['search', person, 'aspirin']):
            said = {i['title']: i['not_interpreted'] for i in home.run(*words).json}
            equal(said, {'Aspirin 1': False, 'Aspirin 2': True}, words[0])
            lines = home.say(*words).splitlines()
            equal(['cannot interpret' in line for line in lines if 'Aspirin 2' in line], [True],
                  f'{words[0]} for people')
            equal([line for line in lines if 'Aspirin 1' in line and 'interpret' in line], [],
                  f'{words[0]} of a plain one')
        for item in home.run('list', person, 'medicines').json:
            shown = home.say('show', person, item['id'])
            equal('cannot interpret' in shown, item['not_interpreted'], item['title'])


kinlib.run_tests([
    every_answer_has_its_shape, a_person_is_listed_and_named_from_standard_input,
    wrong_use_ends_with_2, somebody_unknown_ends_with_1,
    a_cancelled_sign_in_leaves_no_connection, somebody_else_is_not_connected_even_with_yes,
    a_revoked_sign_in_ends_with_3, without_a_portal_a_sync_fails_and_says_so,
    a_second_instance_says_who_holds_the_folder, a_disconnected_portal_is_not_asked_again,
    what_cannot_be_interpreted_is_said_wherever_it_is_shown])
