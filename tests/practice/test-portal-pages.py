#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice portal as an app and a person at a browser see it."""

import base64
import collections
import gzip
import http.client
import json
import socket
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from portal_pages import (App, Portal, count, equal, holds, ids, kinlib,  # noqa: E402
                          reading, say, small_file)

EVERYTHING = reading('Patient', 'Observation', 'MedicationRequest', 'Medication', 'Provenance',
                     'DocumentReference', 'Immunization')


def signed_in(portal, scope=EVERYTHING, *options, **keywords):
    app = App(portal, **keywords)
    app.sign_in(scope, *options)
    return app


# Finding out


def an_app_finds_out_what_the_portal_can_do():
    with Portal([small_file()]) as portal:
        smart = portal.ask('/fhir/.well-known/smart-configuration').json
        equal(smart['code_challenge_methods_supported'], ['S256'], 'PKCE')
        holds('permission-v2' in smart['capabilities'], 'capabilities')
        metadata = portal.ask('/fhir/metadata').json
        equal(metadata['fhirVersion'], '4.0.1', 'version')
        types = {r['type']: r for r in metadata['rest'][0]['resource']}
        names = {p['name'] for p in types['Observation']['searchParam']}
        holds({'patient', 'category', 'date', '_lastUpdated'} <= names, f'parameters {names}')
        equal(types['MedicationRequest']['searchInclude'], ['MedicationRequest:medication'],
              'includes')
        equal(types['Binary']['interaction'], [{'code': 'read'}], 'what can be done with files')


def only_by_its_own_name():
    with Portal([small_file()]) as portal:
        equal(portal.ask('/fhir/metadata', headers={'Host': 'evil.example'}).status, 421,
              'another name')
        equal(portal.ask('/_practice/faults', 'POST', {'Content-Type': 'text/plain'},
                         '[]').status, 404, 'a form of a foreign page')


# Signing in


def a_person_signs_in_and_chooses():
    with Portal([small_file()]) as portal:
        app = signed_in(portal, EVERYTHING, '--person', 'Otto')
        equal(app.tokens['patient'], 'otto', 'the chosen person')
        equal(app.tokens['token_type'], 'Bearer', 'token type')
        claims = App.claims(app.tokens['id_token'])
        equal(claims['fhirUser'], f'{portal.base}/Patient/otto', 'who')
        equal(claims['nonce'], 'n-1', 'nonce')
        patient = app.get('/fhir/Patient/otto').json
        equal(patient['name'], [{'given': ['Otto'], 'family': 'O'}], 'name')


def cancel_on_every_page():
    with Portal([small_file()]) as portal:
        for page in '1234':
            app = App(portal)
            got, _ = app.come_back(EVERYTHING, '--cancel', page)
            equal(got, {'error': 'access_denied', 'state': app.state,
                        'iss': portal.base.removesuffix('/fhir')}, f'cancel on page {page}')


def a_wrong_password_asks_again():
    with Portal([small_file()]) as portal:
        app = App(portal)
        right = portal.ready['password']
        portal.ready['password'] = 'wrong'
        done = portal.robot(app.authorize_url('http://127.0.0.1:1/callback', EVERYTHING))
        holds('too many pages' in done.stderr, f'the robot went on: {done.stderr}')
        portal.ready['password'] = right
        url = app.authorize_url('http://127.0.0.1:1/callback', EVERYTHING)
        page, cookie, path = begin(portal, url)
        holds('<form' in page, 'a form')
        again = portal.post(path, {'username': 'practice', 'password': 'wrong'},
                            {'Cookie': cookie})
        holds(b'role="alert"' in again.body and b'name="password"' in again.body, 'said, and again')
        no_cookie = portal.post(path, {'username': 'practice', 'password': right})
        equal(no_cookie.status, 400, "somebody else's visit")


def begin(portal, url):
    answer = portal.ask(url)
    path = answer.headers['Location']
    cookie = answer.headers['Set-Cookie'].split(';')[0]
    page = portal.ask(path, headers={'Cookie': cookie}).body.decode()
    return page, cookie, path


def an_app_that_asks_wrongly_gets_nothing():
    with Portal([small_file()]) as portal:
        here = 'http://127.0.0.1:1/callback'
        for redirect, changes in [('http://127.0.0.1:1/other', {}), (here + '?x=1', {}),
                                  ('http://localhost:1/callback', {}),
                                  ('http://evil.example/callback', {}),
                                  (here, {'client_id': 'unknown'})]:
            answer = portal.ask(App(portal).authorize_url(redirect, EVERYTHING, **changes))
            equal(answer.status, 400, f'{redirect} {changes}')
        for error, changes in [('invalid_request', {'code_challenge': None}),
                               ('invalid_request', {'code_challenge_method': 'plain'}),
                               ('invalid_request', {'aud': 'https://elsewhere.example/fhir'}),
                               ('unsupported_response_type', {'response_type': 'token'})]:
            answer = portal.ask(App(portal).authorize_url(here, EVERYTHING, **changes))
            holds(f'error={error}&state=' in answer.headers['Location'], f'{changes}')
        equal(portal.ask(App(portal).authorize_url('http://[::1]:1/callback',
                                                   EVERYTHING)).status, 303, 'IPv6')


def codes_are_good_once():
    with Portal([small_file()]) as portal:
        app = App(portal)
        got, redirect = app.come_back(EVERYTHING)
        app.tokens = app.exchange(got['code'], redirect)
        equal(app.get('/fhir/Patient/rosa').status, 200, 'before')
        replay = app.token(grant_type='authorization_code', code=got['code'],
                           redirect_uri=redirect, code_verifier=app.verifier)
        equal((replay.status, replay.json['error']), (400, 'invalid_grant'), 'the code again')
        equal(app.get('/fhir/Patient/rosa').status, 401, 'after the code was shown again')
        equal(app.refresh().status, 400, 'refresh after that')


def a_wrong_verifier_is_refused():
    with Portal([small_file()]) as portal:
        for wrong in ({'code_verifier': 'x' * 43}, {'redirect_uri': 'http://127.0.0.1:1/callback'},
                      {'client_id': 'kinchart-fixed-port'}):
            app = App(portal)
            got, redirect = app.come_back(EVERYTHING)
            fields = {'grant_type': 'authorization_code', 'code': got['code'],
                      'redirect_uri': redirect, 'code_verifier': app.verifier, **wrong}
            equal(app.token(**fields).json['error'], 'invalid_grant', f'{wrong}')


def refresh_tokens_are_replaced_and_good_once():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        first = app.tokens
        second = app.refresh().json
        holds(second['refresh_token'] != first['refresh_token'], 'a new refresh token')
        equal(second['patient'], 'rosa', 'patient in the second reply')
        app.tokens = second
        equal(app.get('/fhir/Patient/rosa').status, 200, 'with the second')
        equal(app.refresh(first['refresh_token']).json['error'], 'invalid_grant', 'the first again')
        equal(app.get('/fhir/Patient/rosa').status, 401, 'the second, after that')
        equal(app.refresh().json['error'], 'invalid_grant', 'the whole family is gone')


def tokens_can_be_taken_back():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        answer = portal.post('/revoke', app.fields(token=app.tokens['refresh_token']))
        equal(answer.status, 200, 'revocation')
        equal(app.get('/fhir/Patient/rosa').status, 401, 'access after it')
        equal(app.refresh().json['error'], 'invalid_grant', 'refresh after it')


def an_app_with_a_secret_shows_it():
    with Portal([small_file()]) as portal:
        app = signed_in(portal, client='kinchart-confidential', secret='practice-client-secret')
        app.secret = 'wrong'
        equal(app.refresh().json['error'], 'invalid_client', 'a wrong secret')
        app.secret = None
        equal(app.refresh().status, 401, 'no secret')
        pair = base64.b64encode(b'kinchart-confidential:practice-client-secret').decode()
        basic = {'Authorization': f'Basic {pair}'}
        fields = {'grant_type': 'refresh_token', 'refresh_token': app.tokens['refresh_token']}
        equal(portal.post('/token', fields, basic).status, 200, 'the secret in a header')


def register(portal, headers=None, **words):
    return portal.ask('/register', 'POST', {'Content-Type': 'application/json', **(headers or {})},
                      json.dumps(words))


def an_app_makes_itself_known():
    here = {'redirect_uris': ['http://127.0.0.1:1/callback']}
    with Portal([small_file()]) as portal:
        holds('registration_endpoint' not in
              portal.ask('/fhir/.well-known/smart-configuration').json, 'announced')
        answer = register(portal, **here, token_endpoint_auth_method='client_secret_basic')
        equal(answer.status, 201, 'registered')
        app = App(portal, client=answer.json['client_id'], secret=answer.json['client_secret'])
        url = app.authorize_url('http://127.0.0.1:1/callback', EVERYTHING)
        holds('/sign-in/' in portal.ask(url).headers['Location'], 'the first page')
        url = app.authorize_url('http://127.0.0.1:2/callback', EVERYTHING)
        holds('Location' not in portal.ask(url).headers, 'another port')
        for error, words in (
                ('invalid_redirect_uri', {'token_endpoint_auth_method': 'none'}),
                ('invalid_redirect_uri', {'redirect_uris': ['http://elsewhere.example/'],
                                          'token_endpoint_auth_method': 'none'}),
                ('invalid_client_metadata', here),
                ('invalid_client_metadata', {**here, 'token_endpoint_auth_method': 'trust_me'}),
                ('invalid_client_metadata', {**here, 'token_endpoint_auth_method':
                                             'private_key_jwt'}),
                ('invalid_client_metadata', {
                    **here, 'token_endpoint_auth_method': 'private_key_jwt',
                    'jwks': {'keys': [{'kty': 'EC', 'kid': '1', 'd': 'AAAA'}]}})):
            answer = register(portal, **words)
            equal((answer.status, answer.json['error']), (400, error), f'{words}')


def somebody_leaves_the_key_of_a_device():
    keys = {'keys': [{'kty': 'EC', 'kid': '1'}]}
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        bearer = {'Authorization': f'Bearer {app.tokens["access_token"]}'}
        equal(register(portal, bearer, software_id='kinchart', jwks=keys).status, 201, 'left')
        equal(register(portal, bearer, software_id='another', jwks=keys).status, 400, 'another app')
        equal(register(portal, bearer, software_id='kinchart').status, 400, 'no key')
        stranger = {'Authorization': 'Bearer nobody'}
        equal(register(portal, stranger, software_id='kinchart', jwks=keys).status, 401,
              'a stranger')


def tokens_end_when_they_should():
    with Portal([small_file()], [{'match': 'POST /token', 'token_lifetime': 4, 'times': -1}]) as p:
        app = signed_in(p)
        equal(app.tokens['expires_in'], 4, 'expires_in')
        equal(app.get('/fhir/Patient/rosa').status, 200, 'at once')
        kinlib.wait_until(lambda: app.get('/fhir/Patient/rosa').status == 401, 20, 'its end')
        answer = app.get('/fhir/Patient/rosa')
        holds('invalid_token' in answer.headers['WWW-Authenticate'], 'says why')


def a_large_request_is_turned_away():
    with Portal([small_file()]) as portal:
        answer = portal.ask('/token', 'POST',
                            {'Content-Type': 'application/x-www-form-urlencoded'}, 'a' * 70000)
        equal(answer.status, 413, 'more than 64 KiB')
        equal(portal.ask('/fhir/metadata').status, 200, 'and goes on')


# Sharing


def only_what_was_shared():
    with Portal([small_file()]) as portal:
        app = signed_in(portal, reading('Patient', 'Immunization'))
        answer = app.get('/fhir/MedicationRequest?patient=rosa')
        equal((answer.status, answer.json['resourceType']), (403, 'OperationOutcome'), 'a search')
        equal(app.get('/fhir/MedicationRequest/r').status, 403, 'a read')
        old = signed_in(portal, 'launch/patient patient/MedicationRequest.read patient/Nothing.rs')
        equal(old.tokens['scope'], 'launch/patient patient/MedicationRequest.read', 'scope')
        holds('refresh_token' not in old.tokens, 'no refresh token without offline_access')
        equal(len(old.search('MedicationRequest?patient=rosa')), 1, 'SMART version 1')
        part = signed_in(portal, 'launch/patient patient/Observation.rs?category=vital-signs')
        equal(len(part.search('Observation?patient=rosa&category=vital-signs,laboratory')), 3,
              'one category of many')


def nothing_of_another_person():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        equal(app.get('/fhir/Patient/otto').status, 404, 'the person')
        equal(app.get('/fhir/Observation/o21').status, 404, 'an entry')
        equal(app.get('/fhir/Observation?patient=otto&category=laboratory').status, 403, 'a search')
        equal(ids(app.search('Observation?_id=o21,o1')), ['Observation/o1'], 'by id')
        otto = signed_in(portal, EVERYTHING, '--person', 'Otto')
        equal(otto.get('/fhir/Binary/b').status, 404, 'a file')
        equal(otto.get('/fhir/Provenance/p').status, 404, 'where something came from')
        first = app.get('/fhir/Observation?patient=rosa&category=laboratory&_count=2').json
        following = next(k['url'] for k in first['link'] if k['relation'] == 'next')
        equal(otto.get(following).status, 410, "somebody else's second page")
        equal(app.get(following).status, 200, 'our own')


# Searching


def a_search_comes_in_pages():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        found = app.search('Observation?patient=rosa&category=laboratory,vital-signs&_count=3')
        equal(ids(found), [f'Observation/o{n}' for n in range(1, 11)], 'all, once, in order')
        pages = [line for line in portal.ledger() if '/fhir/Observation' in line['path']]
        equal(len(pages), 4, 'pages')
        holds(all(line['bearer'] for line in pages), 'each with a token')
        empty = app.get('/fhir/Immunization?patient=rosa').json
        holds('entry' not in empty and empty['total'] == 0, 'nothing found')


def what_is_not_understood_is_refused():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        for query in ('Observation?patient=rosa', 'Observation?category=laboratory',
                      'Observation?patient=rosa&category=laboratory&nonsense=1',
                      'Observation?patient=rosa&category:not=laboratory',
                      'MedicationRequest?patient=rosa&_include=MedicationRequest:requester',
                      'MedicationRequest?patient=rosa&_lastUpdated=ge2x', 'Medication',
                      'MedicationRequest', 'Immunization?subject=rosa', 'Patient?patient=rosa',
                      'MedicationRequest?patient=rosa&_count=0'):
            answer = app.get(f'/fhir/{query}')
            if 'Observation?category' in query:
                equal(answer.status, 200, query)
                continue
            equal((answer.status, answer.json['resourceType']), (400, 'OperationOutcome'), query)
        equal(app.get('/fhir/Nonsense?patient=rosa').status, 404, 'a type that is not there')
        equal(portal.ask('/fhir/Observation/o1', 'PUT', {'Authorization':
              f'Bearer {app.token_now()}'}, '{}').status, 405, 'writing')


def searches_find_what_they_should():
    system = 'http://terminology.hl7.org/CodeSystem/observation-category'
    cases = {
        'Observation?patient=Patient/rosa&category=laboratory': 7,
        f'Observation?patient=rosa&category={system}|vital-signs': 3,
        'Observation?patient=rosa&category=http://other|vital-signs': 0,
        'Observation?patient=rosa&category=laboratory&date=ge2020-01-03&date=lt2020-01-05': 2,
        'Observation?subject=rosa&code=http://loinc.org|code-4': 1,
        'MedicationRequest?patient=rosa&intent=order,plan&status=active': 1,
        'MedicationRequest?patient=rosa&intent=plan': 0,
        'MedicationRequest?patient=rosa&_lastUpdated=gt2021-06-01T09:59:59Z': 1,
        'MedicationRequest?patient=rosa&_lastUpdated=gt2021-06-01T12:00:00%2B02:00': 0,
        'MedicationRequest?patient=rosa&_lastUpdated=ge2021-06-01T12:00:00%2B02:00': 1,
        'MedicationRequest?patient=rosa&_lastUpdated=le2021': 1,
        'Medication?_id=m': 1,
    }
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        for query, wanted in cases.items():
            equal(len(app.search(query)), wanted, query)
        brought = app.search('MedicationRequest?patient=rosa&_include=MedicationRequest:medication'
                             '&_revinclude=Provenance:target')
        equal([(e['resource']['resourceType'], e['search']['mode']) for e in brought],
              [('MedicationRequest', 'match'), ('Medication', 'include'),
               ('Provenance', 'include')], 'what comes along')


def reading_has_a_version():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        answer = app.get('/fhir/MedicationRequest/r')
        equal(answer.headers['ETag'], 'W/"7"', 'ETag')
        equal(answer.headers['Last-Modified'], 'Tue, 01 Jun 2021 10:00:00 GMT', 'Last-Modified')
        holds(answer.headers['Date'] is not None, 'Date')
        again = app.get('/fhir/MedicationRequest/r', **{'If-None-Match': 'W/"7"'})
        equal((again.status, again.body), (304, b''), 'not changed')


def files_come_raw_or_wrapped():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        raw = app.get('/fhir/Binary/b', Accept='text/plain')
        equal((raw.headers['Content-Type'], raw.body), ('text/plain', b'Hello'), 'raw')
        equal(app.get('/fhir/Binary/b').json['data'], 'SGVsbG8=', 'wrapped')
        equal(app.get('/fhir/Binary/b', Accept='application/pdf').status, 406, 'another type')


def answers_are_packed_when_asked():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        plain = app.get('/fhir/Patient/rosa')
        packed = app.get('/fhir/Patient/rosa', **{'Accept-Encoding': 'gzip'})
        equal(plain.headers['Content-Encoding'], None, 'not asked')
        equal(packed.headers['Content-Encoding'], 'gzip', 'asked')
        equal(packed.body, plain.body, 'the same')
        in_file = next(line for line in small_file().read_text().splitlines() if 'Rosa' in line)
        equal(plain.body.decode(), in_file, 'byte for byte as in the file')


# Files


def a_synthea_person_is_served_whole():
    for name in ('cd185ab5', 'Arron_Schamberger', '8a4c9c04'):
        path = kinlib.synthea(name)
        whole = kinlib.ids_by_type([path])
        with Portal([path]) as portal:
            app = signed_in(portal, reading('*'))
            found = count(portal, app, path)
            for kind, number in found.items():
                equal(number, len(whole[kind]), f'{kind} of {path.name}')
            say(f'{sum(found.values())} resources of {len(found)} types')
            patient = app.tokens['patient']
            entries = app.search(f'Encounter?patient={patient}&_count=250')
            holds(all(e['resource']['subject']['reference'] == f'Patient/{patient}'
                      for e in entries), 'references are addresses')


def names_for_hospitals_lead_to_hospitals():
    person = kinlib.synthea('cd185ab5')
    with Portal([person, kinlib.synthea('0-hospital'), kinlib.synthea('0-practitioner')]) as portal:
        app = signed_in(portal, reading('Encounter', 'Practitioner', 'Organization'))
        entry = app.search(f'Encounter?patient={app.tokens["patient"]}')[0]['resource']
        doctor = entry['participant'][0]['individual']['reference']
        equal(app.get(f'/fhir/{doctor}').json['resourceType'], 'Practitioner', doctor)
        clinic = entry['serviceProvider']['reference']
        equal(app.get(f'/fhir/{clinic}').json['resourceType'], 'Organization', clinic)


def ten_thousand_are_served():
    kinlib.skip_without_shared()
    path = kinlib.synthea('ff4188f6')
    with Portal([path]) as portal:
        app = signed_in(portal, reading('Patient', 'Observation'))
        begin_time = time.monotonic()
        found = app.search(f'Observation?patient={app.tokens["patient"]}&_count=250'
                           '&category=laboratory,vital-signs,survey,procedure,exam,imaging,'
                           'social-history,therapy')
        equal(len(set(ids(found))), len(kinlib.ids_by_type([path])['Observation']), 'results')
        say(f'{len(found)} results in {time.monotonic() - begin_time:.2f} s')


def a_file_that_is_none_is_refused():
    for text in ('', '{', '[]', '{"resourceType":"Bundle"}'):
        with kinlib.temporary_file(text) as path:
            try:
                with Portal([path]):
                    raise AssertionError(f'{text!r} was served')
            except AssertionError as error:
                equal(str(error), 'kinchart-practice did not start', text)


FAMILY = {
    'lucia': ('Lucía', 'Patient/lucia'),
    'marta': ('Marta', 'RelatedPerson/marta-daughter-lucia'),
    'ronja': ('Ronja', 'RelatedPerson/ronja-mother-lucia'),
    'teo': ('Teo', 'RelatedPerson/teo-mother-lucia'),
}


def one_user_name_opens_four_records():
    with Portal() as portal:
        for member, (name, user) in FAMILY.items():
            app = signed_in(portal, reading('*'), '--person', name)
            equal(app.tokens['patient'], member, 'whose record')
            equal(App.claims(app.tokens['id_token'])['fhirUser'], f'{portal.base}/{user}', 'who')
            whole_record_is_served(app, member)
            for other in FAMILY.keys() - {member}:
                equal(app.get(f'/fhir/Patient/{other}').status, 404, f'{other} to {member}')
                equal(app.get(f'/fhir/Condition?patient={other}').status, 403, 'conditions')


def whole_record_is_served(app, member):
    files = kinlib.made_up_person(member)
    whole = kinlib.ids_by_type(files)
    query = {'Patient': 'Patient', 'Observation': observations(files, member)}
    found = {name: len(set(ids(app.search(
        query.get(name, f'{name}?patient={member}&_count=200')))))
        for name in whole if name not in SHARED_TYPES}
    say(f'{member}: {sum(found.values())} resources of {len(found)} types')
    equal(found, {name: len(whole[name]) for name in found}, 'all of it')
    for document in app.search(f'DocumentReference?patient={member}&_count=200'):
        for content in document['resource']['content']:
            attachment = content['attachment']
            if attachment.get('url', '').startswith('Binary/'):
                answer = app.get(f'/fhir/{attachment["url"]}', Accept=attachment['contentType'])
                equal(answer.status, 200, attachment['url'])


def free_times_are_found():
    with Portal() as portal:
        app = signed_in(portal, reading('Patient', 'Appointment', 'Schedule', 'Slot'),
                        '--person', 'Lucía')
        who = 'PractitionerRole/dr-henrik-castellanos-role'
        schedule, = ids(app.search(f'Schedule?actor={who}'))
        free = app.search(f'Slot?schedule={schedule}&status=free&start=ge2026-12-01')
        equal([e['resource']['start'][:10] for e in free],
              ['2026-12-10', '2026-12-18', '2027-02-02'], 'free times')
        equal(app.get('/fhir/Slot?status=free').status, 400, 'all free times of everybody')
        equal(app.get('/fhir/Person/lucia-account').status, 404, 'what opens what')


SHARED_TYPES = ('Organization', 'Practitioner', 'PractitionerRole', 'Location', 'Medication',
                'Binary', 'Specimen', 'HealthcareService', 'Questionnaire')


def observations(files, patient):
    """A search for every category that occurs in the files."""
    categories = {coding['code'] for path in files for r in kinlib.resources(path)
                  if r['resourceType'] == 'Observation'
                  for category in r.get('category', []) for coding in category.get('coding', [])}
    return f'Observation?patient={patient}&_count=250&category={",".join(sorted(categories))}'


# Faults


SEARCH = '/fhir/Observation?patient=rosa&category=laboratory&_count=4'


def raw(portal, path, app):
    """Head and body of an answer as they come over the wire, until the connection ends."""
    with socket.create_connection(('127.0.0.1', portal.port), timeout=20) as connection:
        connection.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{portal.port}\r\n'
                           f'Authorization: Bearer {app.token_now()}\r\n\r\n'.encode())
        received = b''
        try:
            while part := connection.recv(65536):
                received += part
            end = 'closed'
        except ConnectionResetError:
            end = 'reset'
    head, _, body = received.partition(b'\r\n\r\n')
    return head.decode(), body, end


def answers_are_replaced():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        portal.set_faults([{'match': 'Observation', 'status': 429, 'times': 2,
                            'headers': {'Retry-After': '7'}},
                           {'match': 'GET /fhir/Patient', 'after': 1,
                            'body': '<p>Welcome to our hotel', 'headers': {'X-Hotel': 'yes'}}])
        for _ in range(2):
            answer = app.get(SEARCH)
            equal((answer.status, answer.headers['Retry-After']), (429, '7'), 'busy')
        equal(app.get(SEARCH).status, 200, 'after that')
        equal(app.get('/fhir/Patient/rosa').status, 200, 'the first is let through')
        hotel = app.get('/fhir/Patient/rosa')
        equal((hotel.status, hotel.body, hotel.headers['X-Hotel']),
              (200, b'<p>Welcome to our hotel', 'yes'), 'a captive page')
        equal([line['faulty'] for line in portal.ledger() if 'Patient/rosa' in line['path']],
              [False, True], 'ledger')


def answers_are_late():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        portal.set_faults([{'match': 'Observation', 'delay': 300}])
        before = time.monotonic()
        equal(app.get(SEARCH).status, 200, 'an answer')
        holds(time.monotonic() - before > 0.29, 'late')
        portal.set_faults([{'match': 'Observation', 'delay': 400}])
        connection = http.client.HTTPConnection('127.0.0.1', portal.port)
        connection.request('GET', SEARCH)
        connection.close()                      # hangs up while the answer waits
        time.sleep(0.6)
        equal(app.get(SEARCH).status, 200, 'and goes on')


def bodies_are_cut_in_every_framing():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        whole = app.get(SEARCH).body
        for framing in ('length', 'chunked', 'close', 'gzip'):
            portal.set_faults([{'match': 'Observation', 'framing': framing}])
            head, body, end = raw(portal, SEARCH, app)
            equal(end, 'closed', f'{framing}: end')
            equal(len(unframed(head, body)), len(whole), f'{framing}: nothing cut')
            for permille in (0, 1, 333, 999):
                portal.set_faults([{'match': 'Observation', 'framing': framing,
                                    'cut_permille': permille}])
                head, part, end = raw(portal, SEARCH, app)
                holds(head.startswith('HTTP/1.1 200'), f'{framing}: the head is whole')
                # The id of a page is chance, and packs now better, now worse.
                holds(abs(len(part) - len(body) * permille // 1000) <= 9,
                      f'{framing}: {len(part)} of {len(body)} bytes at {permille}')
        portal.set_faults([{'match': 'Observation', 'cut': 17}])
        equal(len(raw(portal, SEARCH, app)[1]), 17, 'cut after 17 bytes')
        portal.set_faults([{'match': 'Observation', 'cut': 17, 'reset': True}])
        equal(raw(portal, SEARCH, app)[2], 'reset', 'cut and reset')


def unframed(head, body):
    if 'chunked' in head:
        out = b''
        while body:
            size, _, body = body.partition(b'\r\n')
            out, body = out + body[:int(size, 16)], body[int(size, 16) + 2:]
        return out
    if 'gzip' in head:
        return gzip.decompress(body)
    if 'Content-Length' in head:
        holds(f'Content-Length: {len(body)}' in head, 'the length is right')
    return body


def connections_break_and_drip():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        portal.set_faults([{'match': 'Observation', 'reset': True}])
        equal(raw(portal, SEARCH, app), ('', b'', 'reset'), 'reset')
        portal.set_faults([{'match': 'Observation', 'drip': 4000}])
        before = time.monotonic()
        head, body, end = raw(portal, SEARCH, app)
        seconds = time.monotonic() - before
        holds(end == 'closed' and json.loads(body)['total'] == 7, 'whole in the end')
        holds(seconds > len(body) / 4000 * 0.8, f'{len(body)} bytes in {seconds:.2f} s')


def a_lost_reply_has_its_effect():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        portal.set_faults([{'match': 'POST /token', 'lose_reply': True}])
        try:
            app.refresh()
            raise AssertionError('the reply came')
        except (ConnectionResetError, http.client.RemoteDisconnected):
            pass
        equal(app.refresh().json['error'], 'invalid_grant', 'the token was used up all the same')


def replies_are_changed():
    with Portal([small_file()], [{'match': 'POST /token', 'reply': {
            'patient': None, 'token_type': 'bearer', 'extra': {'a': 1}}}]) as portal:
        app = signed_in(portal)
        holds('patient' not in app.tokens, 'no patient')
        equal((app.tokens['token_type'], app.tokens['extra']), ('bearer', {'a': 1}), 'changed')


def pages_lie():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        portal.set_faults([{'match': 'Observation', 'total': 4000}])
        equal(app.get(SEARCH).json['total'], 4000, 'a wrong total')
        portal.set_faults([{'match': 'Observation', 'loop': True, 'times': -1}])
        page = app.get(SEARCH).json
        links = {link['relation']: link['url'] for link in page['link']}
        equal(links['next'], links['self'], 'in a circle')
        portal.set_faults([{'match': 'Observation', 'next': 'relative'}])
        following = next_of(app.get(SEARCH).json)
        holds(following.startswith('Observation?_page='), following)
        equal(app.get(f'/fhir/{following}').status, 200, 'and it leads on')
        portal.set_faults([{'match': 'Observation', 'next': 'http://elsewhere.example/x'}])
        equal(next_of(app.get(SEARCH).json), 'http://elsewhere.example/x', 'elsewhere')


def pages_are_as_odd_as_a_vendors():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        usual = [f'Observation/o{number}' for number in range(1, 8)]
        portal.set_faults([{'match': 'Observation|_page=', 'times': -1, 'most': 1,
                            'back': 'prev', 'next': 'opaque', 'habit': 'one to a page'}])
        bundle = app.get(SEARCH).json
        found = ids(bundle['entry'])
        while any(link['relation'] == 'next' for link in bundle['link']):
            address = next_of(bundle)
            holds('/fhir?_page=' in address, address)
            holds(portal.ask('/fhir?' + address.split('?')[1]).status == 401, 'to anybody')
            before = next(l['url'] for l in bundle['link'] if l['relation'] == 'self')
            bundle = app.get('/fhir?' + address.split('?')[1]).json
            links = {link['relation']: link['url'] for link in bundle['link']}
            equal(links['prev'], before, 'the page before')
            found += ids(bundle['entry'])
        equal(found, usual, 'all of it')
        played = portal.ask('/_practice/faults').json
        equal(played, [{'habit': 'one to a page', 'played': 2 * len(usual) - 1}], 'counted')


def it_may_say_that_it_is_anothers():
    with Portal([small_file()], [{'match': 'GET /fhir/metadata', 'reply': {
            'software': {'name': 'Other'}, 'implementation': None}}]) as portal:
        statement = portal.ask('/fhir/metadata').json
        equal((statement['software']['name'], statement.get('implementation')), ('Other', None),
              'whose')
        holds(len(statement['rest'][0]['resource']) > 1, 'the rest')


def next_of(bundle):
    return next(link['url'] for link in bundle['link'] if link['relation'] == 'next')


def another_patient_is_planted():
    with Portal([small_file()]) as portal:
        app = signed_in(portal)
        plants = portal.ask('/_practice/plants').json
        usual = ids(app.get(SEARCH).json['entry'])
        places = {'first': 0, 'middle': 2, 'last': 4}
        for how in plants:
            for position, place in places.items():
                portal.set_faults([{'match': 'Observation', 'plant': how, 'position': position}])
                got = ids(app.get(SEARCH).json['entry'])
                equal(got[:place] + got[place + 1:], usual, f'{how}, {position}')
                holds(got[place] not in usual, f'{how}, {position}')
        holds(len(plants) * len(places) >= 50, 'at least 50 ways')
        portal.set_faults([{'match': 'GET /fhir/Patient', 'plant': 'patient'}])
        equal(app.get('/fhir/Patient/rosa').json['id'], 'somebody-else', 'in a read')


def a_rule_that_is_not_known_is_refused():
    with Portal([small_file()]) as portal:
        for rules in ('{}', '[{}]', '[{"match": "("}]', '[{"match": "x", "cutt": 1}]',
                      '[{"match": "x", "cut": "1"}]', '[{"match": "x", "plant": "tree"}]'):
            answer = portal.ask('/_practice/faults', 'POST', {'Content-Type': 'application/json'},
                                rules)
            equal(answer.status, 400, rules)


kinlib.run_tests([
    an_app_finds_out_what_the_portal_can_do, only_by_its_own_name, a_person_signs_in_and_chooses,
    cancel_on_every_page, a_wrong_password_asks_again, an_app_that_asks_wrongly_gets_nothing,
    codes_are_good_once, a_wrong_verifier_is_refused, refresh_tokens_are_replaced_and_good_once,
    tokens_can_be_taken_back, an_app_with_a_secret_shows_it, an_app_makes_itself_known,
    somebody_leaves_the_key_of_a_device, tokens_end_when_they_should,
    a_large_request_is_turned_away, only_what_was_shared, nothing_of_another_person,
    a_search_comes_in_pages, what_is_not_understood_is_refused, searches_find_what_they_should,
    reading_has_a_version, files_come_raw_or_wrapped, answers_are_packed_when_asked,
    a_synthea_person_is_served_whole, names_for_hospitals_lead_to_hospitals,
    ten_thousand_are_served, a_file_that_is_none_is_refused, one_user_name_opens_four_records,
    free_times_are_found,
    answers_are_replaced, answers_are_late, bodies_are_cut_in_every_framing,
    connections_break_and_drip, a_lost_reply_has_its_effect, replies_are_changed, pages_lie,
    pages_are_as_odd_as_a_vendors, it_may_say_that_it_is_anothers,
    another_patient_is_planted, a_rule_that_is_not_known_is_refused])
