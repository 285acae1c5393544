#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the app proves to a portal that it is itself, and where the keys for that are: nowhere but
in the keyring.

The secrets are read from the keyring as any program of the person's session could, and looked for
in all that is on the disk.
"""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, SIGN_IN, equal, holds  # noqa: E402
from visit import Visit, rule  # noqa: E402

SMART = '^GET /fhir/.well-known/smart-configuration'
REDIRECT = f'http://127.0.0.1:{kinlib.free_port()}/callback'
ENDS_SOON = rule('tokens end soon', '^POST /token', token_lifetime=1)


def says(habit, **members):
    """A portal whose SMART configuration says something else."""
    return rule(habit, SMART, reply=members)


def registers(**members):
    return says('apps may register', registration_endpoint='/register', **members)


def asked(visit, method, path):
    return [r for r in visit.portal.asked() if (r['method'], r['path']) == (method, path)]


def kept(visit, kind):
    """What the keyring has of one kind."""
    done = subprocess.run(['secret-tool', 'search', '--all', 'kind', kind], env=visit.home.env,
                          check=False, capture_output=True, text=True)
    return [line.removeprefix('secret = ') for line in done.stdout.splitlines()
            if line.startswith('secret = ')]


def the_key(visit, kind='client-secret'):
    key, = {json.dumps(json.loads(text), sort_keys=True) for text in kept(visit, kind)}
    return json.loads(key)


def is_nowhere_else(visit, key):
    """No file of the home has the private half."""
    wanted = key['d'].encode()
    files = [p for p in Path(visit.home.short).rglob('*') if p.is_file()]
    holds(len(files) > 5, 'files that were looked into')
    for path in files:
        holds(wanted not in path.read_bytes(), f'a private key in {path}')


def goes_on(visit):
    """Tokens are asked for again and again, in one process and in another."""
    visit.portal.faults(*visit.rules, ENDS_SOON)
    visit.sync()
    visit.sync()
    visit.is_whole()


def an_app_makes_itself_known():
    """No number is asked for; the portal gives one, for a key that was made for it."""
    with Visit(registers()) as visit:
        visit.connect()
        visit.was_met()
        equal(len(asked(visit, 'POST', '/register')), 1, 'registered')
        goes_on(visit)
        key = the_key(visit)
        equal(key['alg'], 'RS384', 'the key')
        is_nowhere_else(visit, key)
        visit.connect()
        equal(len(kept(visit, 'client-secret')), 1, 'keys after another sign-in')
        holds(the_key(visit)['kid'] != key['kid'], 'the same key for another number')
        goes_on(visit)


def an_app_makes_itself_known_without_a_key():
    with Visit(registers(token_endpoint_auth_methods_supported=['none'],
                         capabilities=['permission-v2'])) as visit:
        visit.connect()
        equal(kept(visit, 'client-secret'), [], 'secrets')
        goes_on(visit)


def an_app_makes_itself_known_and_gets_a_secret():
    with Visit(registers(token_endpoint_auth_methods_supported=['client_secret_basic'],
                         capabilities=['permission-v2'])) as visit:
        visit.connect()
        equal(len(kept(visit, 'client-secret')), 1, 'secrets')
        goes_on(visit)


def a_portal_takes_one_kind_of_key():
    with Visit(registers(token_endpoint_auth_signing_alg_values_supported=['ES384'])) as visit:
        visit.connect()
        equal(the_key(visit)['alg'], 'ES384', 'the key')
        goes_on(visit)


def a_portal_does_not_want_to_know():
    """As if it had said so on its page: a number is needed."""
    with Visit(registers(), rule('does not want to', '^POST /register', status=403,
                                 headers={'Content-Type': 'application/json'},
                                 body='{"error":"access_denied"}')) as visit:
        answer = visit.connect(expect=ERROR)
        holds('does not know this app' in answer.err, answer.err)
        visit.was_met()


def give(visit, keys):
    """The number that comes for a public key."""
    return visit.portal.register(redirect_uris=[REDIRECT], jwks=keys,
                                 token_endpoint_auth_method='private_key_jwt')


def sign_in_with_key(visit, number, **options):
    return visit.home.run('connect', visit.person, visit.portal.url, '--browser',
                          visit.portal.browser(), '--yes', '--client-id', number, '--client-key',
                          '--redirect', REDIRECT, **options)


def a_person_gives_the_key_to_a_vendor():
    """The key is made first, shown as often as one likes, and used with the number."""
    with Visit() as visit:
        keys = visit.home.run('key', visit.person, visit.portal.url).json
        equal(visit.home.run('key', visit.person, visit.portal.url).json, keys, 'shown again')
        holds('d' not in keys['keys'][0], 'the private half is shown')
        number = give(visit, keys)
        sign_in_with_key(visit, number)
        goes_on(visit)
        equal(the_key(visit)['kid'], keys['keys'][0]['kid'], 'the key')
        is_nowhere_else(visit, the_key(visit))
        # Who signs in again has the key already.
        visit.home.run('connect', visit.person, visit.portal.url, '--browser',
                       visit.portal.browser(), '--yes', '--client-id', number, '--redirect',
                       REDIRECT)
        goes_on(visit)


def another_installs_key_is_refused():
    with Visit() as visit, Visit() as other:
        visit.home.run('key', visit.person, visit.portal.url)
        keys = other.home.run('key', other.person, other.portal.url).json
        number = give(visit, keys)
        sign_in_with_key(visit, number, expect=ERROR)


def a_portal_takes_no_keys():
    """Nothing is made that is of no use."""
    with Visit(says('no keys', token_endpoint_auth_methods_supported=['none'],
                    capabilities=['permission-v2'])) as visit:
        visit.home.run('key', visit.person, visit.portal.url, expect=ERROR)
        equal(kept(visit, 'client-secret'), [], 'keys')


EPIC = [says('a word that a key signed', grant_types_supported=[
            'authorization_code', 'urn:ietf:params:oauth:grant-type:jwt-bearer']),
        rule('Epic', '^GET /fhir/metadata', reply={'software': {'name': 'Epic'}}),
        rule('no refresh token', '^POST /token', reply={'refresh_token': None, 'scope':
             'launch/patient openid fhirUser patient/Patient.rs patient/Condition.rs'})]


def a_device_leaves_its_key():
    """Where apps get no refresh token, the key of the device stands in for it (quirk 20)."""
    with Visit(*EPIC) as visit:
        connection = visit.connect().json['connection']
        visit.was_met()
        equal(len(asked(visit, 'POST', '/register')), 1, 'registered')
        for _ in range(2):
            visit.sync()
        equal(len(asked(visit, 'POST', '/token')), 2, 'tokens')
        key = the_key(visit, 'refresh-token')
        equal((key['alg'], kept(visit, 'client-secret')), ('RS384', []), 'what is kept')
        is_nowhere_else(visit, key)
        visit.home.run('disconnect', visit.person, connection)
        equal(kept(visit, 'refresh-token'), [], 'keys after the end')


def a_clinic_has_no_room_for_keys():
    """Somebody signs in each time then, and nothing is lost."""
    with Visit(*EPIC, rule('no keys here', '^POST /register', status=404)) as visit:
        visit.connect()
        visit.was_met()
        equal(kept(visit, 'refresh-token'), [], 'keys')
        answer = visit.sync(expect=SIGN_IN)
        holds('sign in again' in answer.err, answer.err)


def a_key_is_no_longer_taken():
    with Visit(*EPIC) as visit:
        visit.connect()
        # The first rule that fits is played.
        visit.portal.faults(rule('taken back', '^POST /token', status=400,
                                 headers={'Content-Type': 'application/json'},
                                 body='{"error":"invalid_grant"}'), *EPIC)
        visit.sync(expect=SIGN_IN)
        equal(kept(visit, 'refresh-token'), [], 'keys')
        visit.portal.faults(*EPIC)
        visit.connect()
        visit.sync()


def a_later_sign_in_leaves_nothing_to_go_on_with():
    """What an earlier one left in the keyring is gone then: nobody is signed in by it unasked."""
    with Visit() as visit:
        visit.connect()
        equal(len(kept(visit, 'refresh-token')), 1, 'what the first one left')
        visit.portal.faults(rule('no refresh token', '^POST /token',
                                 reply={'refresh_token': None}))
        visit.connect()
        visit.was_met()
        equal(kept(visit, 'refresh-token'), [], 'what is left now')
        visit.sync(expect=SIGN_IN)
        visit.portal.faults()
        visit.connect()
        visit.sync()


if __name__ == '__main__':
    kinlib.run_tests([
        an_app_makes_itself_known, an_app_makes_itself_known_without_a_key,
        an_app_makes_itself_known_and_gets_a_secret, a_portal_takes_one_kind_of_key,
        a_portal_does_not_want_to_know, a_person_gives_the_key_to_a_vendor,
        another_installs_key_is_refused, a_portal_takes_no_keys, a_device_leaves_its_key,
        a_later_sign_in_leaves_nothing_to_go_on_with,
        a_clinic_has_no_room_for_keys, a_key_is_no_longer_taken])
