#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words planted in the record and in tokens are nowhere in the clear (K-10, T-01).

A whole session is played with them: sign-in, sync, reading, searching, a refused
sign-in. Then every file it could have written is searched, in several encodings,
with what it wrote to its log, and what its processes showed to others.
"""

import base64
import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import disk  # noqa: E402
import kinlib  # noqa: E402
import sentinel  # noqa: E402
from kinlib import equal, holds  # noqa: E402

DUMP = kinlib.BUILD / 'tests' / 'fault' / 'plain-dump'
LOUD = {'G_MESSAGES_DEBUG': 'all', 'G_DBUS_DEBUG': 'all', 'SECRET_DEBUG': 'all',
        'SOUP_DEBUG': '3', 'GNUTLS_DEBUG_LEVEL': '9', 'GIO_USE_TLS_DEBUG': '1',
        'JSON_GLIB_DEBUG': 'all', 'SQLITE_DEBUG': '1', 'KIN_DEBUG': 'all', 'DEBUG': '1'}
WORDS = {what: sentinel.new_word(what) for what in
         ('given', 'family', 'drug', 'note', 'reason', 'value', 'clinic', 'file', 'letter',
          'narrative', 'unknown', 'access', 'refresh')}
BORN = '1950-02-03'
# Whether the session had a disk of its own, and what was found on it.
DISK = {}
# The question whether this is the right person, which has to name them.
TO_THE_PERSON = ('The portal says:', 'You chose:')


def about(kind, number, **members):
    return {'resourceType': kind, 'id': f'{kind.lower()}-{number}', 'status': 'active',
            'subject': {'reference': 'Patient/p'}, **members}


def a_record():
    """A small record with a planted word in every place a word can be."""
    w = WORDS
    letter = base64.b64encode(f'Dear {w["letter"]}, all is well.'.encode()).decode()
    resources = [
        {'resourceType': 'Patient', 'id': 'p', 'birthDate': BORN,
         'name': [{'given': [w['given']], 'family': w['family']}],
         'text': {'status': 'generated',
                  'div': f'<div xmlns="http://www.w3.org/1999/xhtml">{w["narrative"]}</div>'}},
        about('MedicationRequest', 1, intent='order', authoredOn='2024-05-01',
              medicationCodeableConcept={'text': f'{w["drug"]} 10 mg'},
              note=[{'text': w['note']}], reasonCode=[{'text': w['reason']}]),
        about('Observation', 1, code={'text': 'Blood type'}, valueString=w['value'],
              effectiveDateTime='2024-05-02', performer=[{'display': w['clinic']}],
              category=[{'coding': [{'code': 'laboratory', 'system': 'http://terminology.hl7.org/'
                                     'CodeSystem/observation-category'}]}]),
        about('Condition', 1, code={'text': w['reason']}, recordedDate='2023-01-01',
              extension=[{'url': 'https://clinic.example/x', 'valueString': w['unknown']}]),
        about('DocumentReference', 1, type={'text': 'Letter'}, date='2024-05-03T10:00:00Z',
              description=w['file'], content=[{'attachment': {
                  'contentType': 'text/plain', 'data': letter, 'title': f'{w["file"]}.txt'}}]),
    ]
    return {'resourceType': 'Bundle', 'type': 'collection',
            'entry': [{'resource': resource} for resource in resources]}


class Session:
    """What the programs say while everything is switched on that makes them talk."""

    def __init__(self, home):
        self.home = home
        self.log = []

    def run(self, *words, text=None, shown=False, expect=kinlib.DONE):
        """Runs a command and keeps what it says, but for what is said to the person.

        Libraries write to standard output too when they are told to talk: the answer
        is the line that is JSON.
        """
        answer = self.home.run(*words, text=text, env=LOUD, expect=expect)
        lines = answer.out.splitlines()
        answers = [line for line in lines if line.startswith(('{', '['))]
        self.log += [line for line in lines if line not in answers or not shown]
        self.log += [line for line in answer.err.splitlines() if not line.startswith(TO_THE_PERSON)]
        return answers[-1] if answers else None


def everything_a_person_does(session, portal):
    """Signs in, fetches, reads; the words are seen only where a person reads them."""
    name = f'{WORDS["given"]} {WORDS["family"]}'
    person = json.loads(session.run('person', 'add', '-', '--birth-date', BORN, text=name))['id']
    session.run('connect', person, portal.url, '--browser', portal.browser(), '--yes',
                shown=True)
    session.run('sync', person)
    items = json.loads(session.run('search', person, '-', text=WORDS['drug'], shown=True))
    equal(len(items), 1, 'medicines found by their planted name')
    session.run('show', person, items[0]['id'], shown=True)
    session.run('show', person, items[0]['id'], '--raw', shown=True)
    session.run('list', person, 'medicines', shown=True)
    for command in ('sections', 'ledger', 'check'):
        session.run(command, person)
    session.run('sync', person, '--full')
    return person


def a_portal_refuses_tokens(session, home, files):
    """Both tokens are planted words here; the portal takes neither, and the sign-in has to end."""
    reply = [{'match': '^POST .*token', 'times': -1,
              'reply': {'access_token': WORDS['access'], 'refresh_token': WORDS['refresh']}}]
    with kinlib.Practice(home, files, faults=reply) as portal:
        name = f'{WORDS["given"]} {WORDS["family"]}'
        added = session.run('person', 'add', '-', '--birth-date', BORN, text=name)
        person = json.loads(added)['id']
        session.run('connect', person, portal.url, '--browser', portal.browser(), '--yes',
                    shown=True, expect=kinlib.SIGN_IN)
        session.run('sync', person, expect=kinlib.ERROR)


def items_of(home):
    """Our items in the keyring, each as a dictionary of what secret-tool says."""
    said = subprocess.run(['secret-tool', 'search', '--all', '--unlock', 'app', 'kinchart'],
                          env=home.env, check=True, capture_output=True, text=True)
    return [dict(line.split(' = ', 1) for line in item.splitlines() if ' = ' in line)
            for item in re.split(r'^\[', said.stdout, flags=re.MULTILINE) if 'secret = ' in item]


def secrets_of(home):
    """The real tokens and keys, as the keyring has them: they too must lie nowhere else."""
    found = [item['secret'] for item in items_of(home)]
    holds(len(found) >= 3, f'{len(found)} secrets in the keyring')
    return {f'secret {number}': secret for number, secret in enumerate(found)}


def decrypted(path, keys):
    """Every value in an encrypted file, opened with the one of @keys that fits."""
    for key in keys:
        said = subprocess.run([DUMP, path], input=key, capture_output=True, encoding='latin-1',
                              check=False)
        if said.returncode == 0:
            return said.stdout.encode('latin-1')
    raise AssertionError(f'no key opens {path.name}')


def no_token_is_in_the_files(home):
    """Not in the clear, and not encrypted with the record either (T-01)."""
    secrets = secrets_of(home)
    keys = [secret for secret in secrets.values() if re.fullmatch('[0-9a-f]{64}', secret)]
    scanner = sentinel.Scanner({**secrets, 'access': WORDS['access'], 'refresh': WORDS['refresh']})
    seen = b''
    for path in sorted(home.data.rglob('*.db')):
        values = decrypted(path, keys)
        scanner.look(path.name, values)
        seen += values
    equal(scanner.found, [], 'tokens and keys in the decrypted files')
    # The control: what does belong there is seen.
    for what in ('given', 'family', 'drug'):
        holds(WORDS[what].encode() in seen, f'the {what} is not seen in the decrypted files')


def no_planted_word_is_anywhere():
    since = time.time()
    watch = sentinel.ProcessWatch()
    served = Path(tempfile.mkdtemp(prefix='kin-served-'))
    path = served / 'record.json'
    path.write_text(json.dumps(a_record()), encoding='utf-8')
    watch.start()
    try:
        with disk.Disk() as stolen, kinlib.Home(stolen.folder / 'home') as home:
            DISK['mounted'] = stolen.mounted
            session = Session(home)
            with kinlib.Practice(home, [path]) as portal:
                everything_a_person_does(session, portal)
                known = secrets_of(home)
            a_portal_refuses_tokens(session, home, [path])
            watch.stop()
            no_token_is_in_the_files(home)
            path.unlink()                           # what the portal served is no trace
            scanner = sentinel.Scanner({**WORDS, **known})
            look_everywhere(scanner, home, session, watch, since)
            DISK.update(look_at_the_disk(known, stolen))
    finally:
        shutil.rmtree(served)
    kinlib.say(f'{scanner.scanned // 1024} KiB looked at, {len(watch.seen)} command lines and '
               f'environments seen in {watch.samples} rounds')
    equal(sorted(set(scanner.found)), [], 'places where a planted word was found')


def look_everywhere(scanner, home, session, watch, since):
    holds(list(home.data.rglob('record.db')), 'no record to look at')
    for faults in home.short.glob('*.json'):
        faults.unlink()                             # our own order to the portal, not a trace
    for data, place in watch.seen.items():
        scanner.look(place, data)
    scanner.look('the log', '\n'.join(session.log).encode())
    scanner.look_under(home.short)
    scanner.look_under(home.folder)
    for folder in ('/tmp', '/var/tmp', '/dev/shm'):
        scanner.look_at_new_files(folder, since)


def look_at_the_disk(known, stolen):
    """What was written and deleted again is still on the disk itself."""
    if not stolen.mounted:
        return {}
    control = sentinel.new_word('deleted')
    trace = stolen.folder / 'trace'
    trace.write_text(control, encoding='ascii')
    stolen.raw()
    trace.unlink()
    scanner = sentinel.Scanner({**WORDS, **known})
    raw = stolen.raw()
    scanner.look('the raw disk', raw)
    return {'the control is seen': control.encode() in raw, 'found': sorted(set(scanner.found))}


def no_planted_word_is_on_the_raw_disk():
    """Of the session before, as whoever steals the disk would see it."""
    if DISK.get('mounted') is False:
        raise kinlib.Skip('no disk can be mounted here')
    holds(DISK['the control is seen'], 'the control, a deleted file, is not seen on the disk')
    equal(DISK['found'], [], 'planted words on the raw disk')


def the_search_finds_what_is_there():
    """The control: each form of a word is found where it does lie in the clear."""
    word = sentinel.new_word('control')
    sentence = f'before {word} after'
    lies = [sentence.encode(), sentence.upper().encode(), sentence.encode('utf-16-le'),
            sentence.encode('utf-16-be'), sentence.encode().hex().encode(),
            b'before' + gzip.compress(sentence.encode()),
            *[base64.b64encode(b'x' * shift + sentence.encode()) for shift in range(3)]]
    for number, data in enumerate(lies):
        scanner = sentinel.Scanner({'control': word})
        scanner.look('a lie', data)
        holds(scanner.found, f'lie {number} was not found')
    scanner = sentinel.Scanner({'control': word})
    scanner.look('the truth', sentence.replace(word, 'nothing').encode())
    equal(scanner.found, [], 'found where nothing is')


kinlib.run_tests([
    the_search_finds_what_is_there,
    no_planted_word_is_anywhere,
    no_planted_word_is_on_the_raw_disk,
])
