# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference portal of ../shared: a server that nobody here wrote, with a person in it."""

import json
import secrets
import shutil
import subprocess
import urllib.request

import kinlib

SOURCE = kinlib.SHARED / 'reference-portal'
COPY = kinlib.PROJECT / '_build' / 'reference-portal'
FILL = {'user': 'pat', 'pw': 'pw', 'otp': '123456'}


def install():
    """A copy of the portal with its packages, made once."""
    if not SOURCE.is_dir():
        raise kinlib.Skip('no shared test data')
    if (COPY / 'node_modules' / '.package-lock.json').exists():
        return
    COPY.mkdir(parents=True, exist_ok=True)
    for path in SOURCE.iterdir():
        shutil.copyfile(path, COPY / path.name)
    done = subprocess.run(['npm', 'install', '--no-audit', '--no-fund'], cwd=COPY, check=False,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        raise kinlib.Skip('no network')


class ReferencePortal:
    """A running reference portal that holds one person."""

    def __init__(self, home, files, token_life=60):
        self.home = home
        self.patient = kinlib.the_patient(files)
        self.files = files
        self.admin = secrets.token_urlsafe(24)
        self.token_life = token_life
        self.port = kinlib.free_port()
        self.origin = f'http://127.0.0.1:{self.port}'
        self.url = f'{self.origin}/fhir/R4'

    def __enter__(self):
        install()
        users = {'pat': {'pw': 'pw', 'otp': '123456', 'patient': self.patient['id'],
                         'name': kinlib.name_of(self.patient)}}
        self.home.env.update(ADMIN=self.admin, AT_TTL=str(self.token_life), PORT=str(self.port),
                             USERS=json.dumps(users))
        self.process = self.home.start([COPY / 'node_modules' / '.bin' / 'node', 'server.mjs'],
                                       cwd=COPY, stdout=subprocess.PIPE)
        for name in ('ADMIN', 'AT_TTL', 'PORT', 'USERS'):
            del self.home.env[name]
        while not self.process.stdout.readline().startswith(b'up in'):
            kinlib.holds(self.process.poll() is None, 'the reference portal did not start')
        self.load()
        return self

    def __exit__(self, *_):
        kinlib.end_process(self.process)

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f'{self.origin}{path}', method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={'Authorization': f'Bearer {self.admin}',
                     'Content-Type': 'application/json'})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)

    def load(self):
        """Puts the person in, then the rest in one transaction; the portal gives new ids."""
        patient = self.patient['id']
        self.ask('PUT', f'/fhir/R4/Patient/{patient}', self.patient)
        rest = [r for path in self.files for r in kinlib.resources(path) if r['id'] != patient]
        rest = json.loads(json.dumps(rest).replace(f'"urn:uuid:{patient}"', f'"Patient/{patient}"'))
        self.ask('POST', '/fhir/R4', {
            'resourceType': 'Bundle', 'type': 'transaction',
            'entry': [{'fullUrl': f'urn:uuid:{r["id"]}', 'resource': r,
                       'request': {'method': 'POST', 'url': r['resourceType']}} for r in rest]})

    def faults(self, *rules):
        """What goes wrong from now on; see the README of the reference portal."""
        self.ask('POST', '/_ctl', list(rules))

    def ids(self, kind):
        """The ids of one type, as the portal itself counts them."""
        found, path = set(), f'/fhir/R4/{kind}?_count=200'
        while path:
            page = self.ask('GET', path)
            found |= {entry['resource']['id'] for entry in page.get('entry', [])}
            links = {link['relation']: link['url'] for link in page['link']}
            path = links.get('next', '').removeprefix(self.origin)
        return found

    def browser(self, *options):
        return kinlib.robot(FILL, *options)
