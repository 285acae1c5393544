# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's glewlwyd, an OpenID provider that nobody here wrote, with a record behind it.

It knows nothing of FHIR: a few lines here serve one person's record to whoever has a token that
glewlwyd says is good, and name its addresses as a portal does.
"""

import http.cookiejar
import http.server
import json
import secrets
import shlex
import shutil
import sqlite3
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import kinlib
from kinlib import free_port

PROGRAM = shutil.which('glewlwyd')
TABLES = Path('/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3')
MODULES = Path('/usr/lib/glewlwyd')
BROWSER = Path(__file__).resolve().parent / 'glewlwyd-browser.py'
PUBLIC, CONFIDENTIAL, SECRET = 'without-secret', 'with-secret', 'not-a-secret-at-all'
TYPES = ['Patient', 'AllergyIntolerance', 'Condition', 'Immunization']
SCOPES = ['openid', 'fhirUser', 'launch/patient', 'offline_access',
          *(f'patient/{kind}.rs' for kind in TYPES)]


def opener(*handlers):
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), *handlers)


class Session:
    """Somebody at glewlwyd's own interface."""

    def __init__(self, origin, username, password):
        self.origin = origin
        self.opener = opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.ask('POST', '/auth/', {'username': username, 'password': password})

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f'{self.origin}/api{path}', method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={'Content-Type': 'application/json'})
        try:
            with self.opener.open(request, timeout=kinlib.PATIENCE) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f'glewlwyd, {method} {path}: {error.code} '
                                 f'{error.read()[:500]}') from error
        return json.loads(text) if text else None


class Glewlwyd:
    """A running glewlwyd that knows one person, and a portal in front of the person's record."""

    def __init__(self, home, files, token_life=60, **plugin):
        self.home = home
        self.files = list(files)
        self.patient = kinlib.the_patient(self.files)
        self.password = secrets.token_urlsafe(12)
        self.folder = Path(home.short) / 'glewlwyd'
        self.redirect = f'http://127.0.0.1:{free_port()}/callback'
        self.plugin = {'access-token-duration': token_life, **plugin}

    def __enter__(self):
        if PROGRAM is None:
            raise kinlib.Skip('no glewlwyd')
        self.folder.mkdir()
        self.start()
        self.set_up(Session(self.origin, 'admin', 'password'))
        self.front = Front(self)
        self.url = self.front.url
        return self

    def __exit__(self, *_):
        self.front.end()
        kinlib.end_process(self.process)

    def start(self):
        self.origin = f'http://127.0.0.1:{free_port()}'
        self.issuer = f'{self.origin}/api/oidc'
        with sqlite3.connect(self.folder / 'db') as tables:
            tables.executescript(TABLES.read_text(encoding='utf-8'))
        (self.folder / 'none').mkdir()
        settings = {
            'port': int(self.origin.rsplit(':', 1)[1]), 'bind_address': '127.0.0.1',
            'external_url': self.origin, 'login_url': 'login.html',
            'api_prefix': 'api', 'log_mode': 'file', 'log_level': 'WARNING',
            'log_file': f'{self.folder}/log', 'cookie_secure': False, 'session_key': 'SESSION',
            'session_expiration': 3600, 'admin_scope': 'g_admin', 'profile_scope': 'g_profile',
            'login_api_enabled': True, 'hash_algorithm': 'SHA512',
            'use_secure_connection': False, 'secure_connection_key_file': '',
            'secure_connection_pem_file': '', 'secure_connection_ca_file': '',
            'user_module_path': f'{MODULES}/user', 'client_module_path': f'{MODULES}/client',
            'user_middleware_module_path': f'{self.folder}/none',
            'user_auth_scheme_module_path': f'{MODULES}/scheme',
            'plugin_module_path': f'{MODULES}/plugin'}
        lines = [f'{name} = {json.dumps(value)}' for name, value in settings.items()]
        lines.append(f'database = {{ type = "sqlite3" path = "{self.folder}/db" }};')
        (self.folder / 'conf').write_text('\n'.join(lines) + '\n', encoding='utf-8')
        self.process = self.home.start([PROGRAM, '-c', self.folder / 'conf'],
                                       stdout=subprocess.DEVNULL)
        kinlib.wait_until(self.is_up, 30, 'glewlwyd')

    def is_up(self):
        kinlib.holds(self.process.poll() is None, 'glewlwyd did not start')
        try:
            opener().open(f'{self.origin}/config', timeout=5).close()
        except OSError:
            return False
        return True

    def set_up(self, admin):
        """What somebody would do on its pages: scopes, a provider, a person, an app."""
        for scope in SCOPES[1:]:
            admin.ask('POST', '/scope/', {'name': scope, 'display_name': scope,
                                          'password_required': False})
        module = admin.ask('GET', '/mod/user/database')
        module['parameters']['data-format']['fhirUser'] = {'multiple': False, 'read': True,
                                                           'write': True}
        admin.ask('PUT', '/mod/user/database', module)
        admin.ask('PUT', '/mod/user/database/reset')
        admin.ask('POST', '/mod/plugin/', {'module': 'oidc', 'name': 'oidc',
                                           'display_name': 'oidc', 'parameters': self.provider()})
        admin.ask('POST', '/user/', {
            'username': 'pat', 'password': self.password, 'enabled': True, 'name': 'Pat',
            'scope': ['g_profile', *SCOPES], 'fhirUser': f'Patient/{self.patient["id"]}'})
        app = {'enabled': True, 'redirect_uri': [self.redirect], 'scope': [],
               'authorization_type': ['code', 'refresh_token']}
        admin.ask('POST', '/client/', {
            **app, 'client_id': PUBLIC, 'name': PUBLIC, 'confidential': False,
            'token_endpoint_auth_method': ['none']})
        admin.ask('POST', '/client/', {
            **app, 'client_id': CONFIDENTIAL, 'name': CONFIDENTIAL, 'confidential': True,
            'token_endpoint_auth_method': ['client_secret_basic'], 'client_secret': SECRET,
            'authorization_type': ['code', 'refresh_token', 'client_credentials']})

    def provider(self):
        key = self.folder / 'key'
        subprocess.run(['openssl', 'genrsa', '-out', key, '2048'], check=True, capture_output=True)
        public = subprocess.run(['openssl', 'rsa', '-in', key, '-pubout'], check=True,
                                capture_output=True, text=True).stdout
        return {'iss': self.issuer, 'jwt-type': 'rsa', 'jwt-key-size': '256',
                'key': key.read_text(encoding='utf-8'), 'cert': public, 'jwks-show': True,
                'refresh-token-duration': 3600, 'code-duration': 60,
                'refresh-token-one-use': 'always', 'refresh-token-rolling': True,
                'auth-type-code-enabled': True, 'auth-type-refresh-enabled': True,
                'pkce-allowed': True, 'pkce-required': True, 'pkce-method-plain-allowed': False,
                'introspection-revocation-allowed': True, 'allowed-scope': SCOPES,
                'introspection-revocation-allow-target-client': True,
                'claims': [{'name': 'fhirUser', 'user-property': 'fhirUser', 'type': 'string',
                            'mandatory': True, 'on-demand': False, 'scope': []}],
                'client-jwks-parameter': 'jwks', **self.plugin}

    def browser(self):
        """A command for `connect --browser`: what its pages do when somebody signs in there."""
        return shlex.join([str(BROWSER), self.origin, 'pat', self.password])

    def allows(self, token):
        """Whether it says that a token of its own is good now."""
        request = urllib.request.Request(f'{self.issuer}/userinfo',
                                         headers={'Authorization': token})
        try:
            opener().open(request, timeout=kinlib.PATIENCE).close()
        except urllib.error.HTTPError:
            return False
        return True

    def said(self):
        """How it describes itself."""
        with opener().open(f'{self.issuer}/.well-known/openid-configuration') as answer:
            return json.load(answer)


class Front:
    """One person's record, as FHIR, for whoever glewlwyd has let in."""

    def __init__(self, provider):
        self.provider = provider
        self.refused = 0
        self.tokens = set()
        self.record = {kind: [r for path in provider.files for r in kinlib.resources(path)
                              if r['resourceType'] == kind] for kind in TYPES}
        front = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                status, body = front.answer(self.path, self.headers.get('Authorization'))
                text = json.dumps(body).encode()
                self.send_response(status)
                self.send_header('Content-Type', 'application/fhir+json')
                self.send_header('Content-Length', str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}/fhir'
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def end(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def smart(self):
        """glewlwyd's own words, with the few that are SMART's."""
        return {**self.provider.said(), 'capabilities': [
            'launch-standalone', 'client-public', 'sso-openid-connect', 'permission-v2',
            'permission-patient', 'permission-offline', 'context-standalone-patient']}

    def metadata(self):
        return {'resourceType': 'CapabilityStatement', 'fhirVersion': '4.0.1', 'format': ['json'],
                'rest': [{'mode': 'server', 'resource': [
                    {'type': kind, 'interaction': [{'code': 'read'}, {'code': 'search-type'}],
                     'searchParam': [{'name': 'patient', 'type': 'reference'}]}
                    for kind in TYPES]}]}

    def answer(self, address, token):
        path = urllib.parse.urlsplit(address).path.removeprefix('/fhir/')
        if path == '.well-known/smart-configuration':
            return 200, self.smart()
        if path == 'metadata':
            return 200, self.metadata()
        if token is None or not self.provider.allows(token):
            self.refused += 1
            return 401, {'resourceType': 'OperationOutcome'}
        self.tokens.add(token)
        kind, _, name = path.partition('/')
        found = [r for r in self.record.get(kind, []) if not name or r['id'] == name]
        if name:
            return (200, found[0]) if found else (404, {'resourceType': 'OperationOutcome'})
        return 200, {'resourceType': 'Bundle', 'type': 'searchset', 'total': len(found),
                     'entry': [{'fullUrl': f'{self.url}/{kind}/{r["id"]}', 'resource': r}
                               for r in found]}
