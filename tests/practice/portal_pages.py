#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app of a few lines that signs in to kinchart-practice and reads a record.

It shares nothing with Kinchart but the way TAP is printed: what it reads, it
reads with Python's own library.
"""

import atexit
import base64
import collections
import gzip
import hashlib
import http.client
import http.server
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402  (found through the line above)
from kinlib import equal, holds, say  # noqa: E402

PROGRAM = Path(os.environ.get('KIN_PRACTICE', kinlib.PRACTICE))
OFFLINE = 'openid fhirUser launch/patient offline_access'


class Portal:
    """A running kinchart-practice."""

    def __init__(self, files=(), faults=None):
        self.command = [str(PROGRAM), '--json']
        for path in files:
            self.command += ['--data', str(path)]
        self.faults = faults

    def __enter__(self):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
            if self.faults is not None:
                json.dump(self.faults, file)
                file.flush()
                self.command += ['--faults', file.name]
            family = os.environ.get('KINCHART_PRACTICE_DATA', str(kinlib.PRACTICE_DATA))
            self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE,
                                            env={**os.environ, 'KINCHART_PRACTICE_DATA': family})
            line = self.process.stdout.readline()
        if not line:
            raise AssertionError('kinchart-practice did not start')
        self.ready = json.loads(line)
        self.base = self.ready['base_url']
        self.port = urllib.parse.urlsplit(self.base).port
        return self

    def __exit__(self, *_):
        kinlib.end_process(self.process)

    def ask(self, path, method='GET', headers=None, body=None):
        """One request on a connection of its own."""
        url = urllib.parse.urlsplit(path)
        path = (url.path or '/') + (f'?{url.query}' if url.query else '')
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def post(self, path, fields, headers=None):
        return self.ask(path, 'POST', {'Content-Type': 'application/x-www-form-urlencoded',
                                       **(headers or {})}, urllib.parse.urlencode(fields))

    def set_faults(self, rules):
        answer = self.ask('/_practice/faults', 'POST', {'Content-Type': 'application/json'},
                          json.dumps(rules))
        equal(answer.status, 204, 'setting faults')

    def ledger(self):
        return self.ask('/_practice/ledger').json

    def robot(self, url, *options):
        fill = {name: self.ready[name] for name in ('username', 'password', 'code')}
        words = [sys.executable, str(kinlib.ROBOT)]
        for name, value in fill.items():
            words += ['--fill', f'{name}={value}']
        return subprocess.run([*words, *options, url], capture_output=True, text=True,
                              timeout=60, check=False)


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = gzip.decompress(body) if headers['Content-Encoding'] == 'gzip' else body

    @property
    def json(self):
        return json.loads(self.body)


class Callback:
    """Where the browser comes back to: one request, on a free port of this computer."""

    def __enter__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urllib.parse.urlsplit(self.path)
                outer.got = dict(urllib.parse.parse_qsl(parts.query))
                outer.path = parts.path
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b'Done.')

            def log_message(self, *_):
                pass

        self.got = None
        self.server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}/callback'
        self.thread = threading.Thread(target=self.server.handle_request)
        self.server.timeout = 60
        self.thread.start()
        return self

    def wait(self):
        self.thread.join()
        return self.got

    def __exit__(self, *_):
        if self.thread.is_alive():      # nobody came: come ourselves, so that the thread ends
            http.client.HTTPConnection('127.0.0.1', self.server.server_port).request('GET', '/end')
        self.thread.join()
        self.server.server_close()


class App:
    """What an app keeps of one sign-in."""

    def __init__(self, portal, client='kinchart', secret=None):
        self.portal = portal
        self.client = client
        self.secret = secret
        self.verifier = secrets.token_urlsafe(32)
        self.state = secrets.token_urlsafe(32)
        self.tokens = None

    @staticmethod
    def claims(token):
        """What an id_token says; whether it is signed well is for others to check."""
        part = token.split('.')[1]
        return json.loads(base64.urlsafe_b64decode(part + '=' * (-len(part) % 4)))

    def challenge(self):
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b'=').decode()

    def authorize_url(self, redirect, scope, **changes):
        smart = self.portal.ask('/fhir/.well-known/smart-configuration').json
        query = {'response_type': 'code', 'client_id': self.client, 'redirect_uri': redirect,
                 'scope': scope, 'state': self.state, 'aud': self.portal.base, 'nonce': 'n-1',
                 'code_challenge': self.challenge(), 'code_challenge_method': 'S256', **changes}
        query = {name: value for name, value in query.items() if value is not None}
        return smart['authorization_endpoint'] + '?' + urllib.parse.urlencode(query)

    def come_back(self, scope, *options, **changes):
        """Goes through the pages; what the browser brings back, and the redirect address."""
        with Callback() as callback:
            url = self.authorize_url(callback.url, scope, **changes)
            done = self.portal.robot(url, *options)
            equal(done.returncode, 0, f'the robot: {done.stderr}')
            return callback.wait(), callback.url

    def sign_in(self, scope, *options):
        got, redirect = self.come_back(scope, *options)
        equal(got['state'], self.state, 'state')
        self.tokens = self.exchange(got['code'], redirect)
        return self.tokens

    def fields(self, **fields):
        secret = {} if self.secret is None else {'client_secret': self.secret}
        return {'client_id': self.client, **secret, **fields}

    def token(self, **fields):
        return self.portal.post('/token', self.fields(**fields))

    def exchange(self, code, redirect):
        answer = self.token(grant_type='authorization_code', code=code, redirect_uri=redirect,
                            code_verifier=self.verifier)
        equal(answer.status, 200, f'the token reply: {answer.body}')
        return answer.json

    def refresh(self, token=None):
        return self.token(grant_type='refresh_token',
                          refresh_token=token or self.tokens['refresh_token'])

    def get(self, path, **headers):
        return self.portal.ask(path, headers={'Authorization': f'Bearer {self.token_now()}',
                                              'Accept': 'application/fhir+json', **headers})

    def token_now(self):
        return self.tokens['access_token']

    def search(self, query):
        """Every page of a search, as a list of entries."""
        entries = []
        url = f'/fhir/{query}'
        while url:
            answer = self.get(url)
            equal(answer.status, 200, url)
            bundle = answer.json
            entries += bundle.get('entry', [])
            url = next((link['url'] for link in bundle['link'] if link['relation'] == 'next'),
                       None)
        return entries


def reading(*types):
    return ' '.join([OFFLINE, *[f'patient/{name}.rs' for name in types]])


# A record of our own, small enough to know by heart.


def observation(number, category, patient='rosa', **more):
    return {'resourceType': 'Observation', 'id': f'o{number}', 'status': 'final',
            'category': [{'coding': [{'system': 'http://terminology.hl7.org/CodeSystem/'
                                                'observation-category', 'code': category}]}],
            'code': {'coding': [{'system': 'http://loinc.org', 'code': f'code-{number}'}]},
            'subject': {'reference': f'Patient/{patient}'},
            'effectiveDateTime': f'2020-01-{number:02}', **more}


def small_record():
    """Two people, so that one can be kept from the other."""
    return [
        {'resourceType': 'Patient', 'id': 'rosa', 'name': [{'text': 'Rosa'}],
         'birthDate': '1950-01-01'},
        {'resourceType': 'Patient', 'id': 'otto', 'name': [{'given': ['Otto'], 'family': 'O'}]},
        *[observation(n, 'laboratory' if n < 8 else 'vital-signs') for n in range(1, 11)],
        observation(21, 'laboratory', 'otto'),
        {'resourceType': 'Medication', 'id': 'm', 'code': {'text': 'Drops'}},
        {'resourceType': 'MedicationRequest', 'id': 'r', 'status': 'active', 'intent': 'order',
         'medicationReference': {'reference': 'Medication/m'},
         'subject': {'reference': 'Patient/rosa'},
         'meta': {'lastUpdated': '2021-06-01T10:00:00Z', 'versionId': '7'}},
        {'resourceType': 'Provenance', 'id': 'p',
         'target': [{'reference': 'MedicationRequest/r'}], 'recorded': '2021-06-01T10:00:00Z'},
        {'resourceType': 'DocumentReference', 'id': 'd', 'status': 'current',
         'subject': {'reference': 'Patient/rosa'},
         'content': [{'attachment': {'contentType': 'text/plain', 'url': 'Binary/b'}}]},
        {'resourceType': 'Binary', 'id': 'b', 'contentType': 'text/plain', 'data': 'SGVsbG8='},
        {'resourceType': 'Immunization', 'id': 'i', 'status': 'completed',
         'patient': {'reference': 'Patient/otto'}},
    ]


def small_file(name='record.ndjson'):
    folder = tempfile.mkdtemp(prefix='kin-')
    atexit.register(shutil.rmtree, folder)
    path = Path(folder) / name
    path.write_text('\n'.join(json.dumps(resource) for resource in small_record()))
    return path


def ids(entries):
    return [f"{e['resource']['resourceType']}/{e['resource']['id']}" for e in entries]


def count(portal, app, path):
    """Distinct ids by type, over every search that lists a whole type."""
    found = collections.Counter()
    for name in kinlib.ids_by_type([path]):
        if name == 'Patient':
            found[name] = len(set(ids(app.search('Patient'))))
        elif name == 'Observation':
            found[name] = len(set(ids(app.search(f'Observation?patient={app.tokens["patient"]}'
                                                 '&_count=250&category=laboratory,vital-signs,'
                                                 'survey,procedure,exam'))))
        elif name in ('Medication', 'Organization', 'Practitioner'):
            continue
        else:
            found[name] = len(set(ids(app.search(
                f'{name}?patient={app.tokens["patient"]}&_count=100'))))
    return found
