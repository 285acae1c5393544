#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs and other people of the same computer can see: who may read the files,
what the keyring shows while it is locked, what the browser is told."""

import json
import os
import re
import stat
import subprocess
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, equal, holds  # noqa: E402

BORN = '1950-02-03'
NAME = 'Quentin Sampleford'
PATIENT = 'patient-of-quentin'

# RFC 6749, 7636 and 9207, SMART, OpenID: what a sign-in page is asked with.
PARAMETERS = {'response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'aud',
              'code_challenge', 'code_challenge_method', 'nonce', 'prompt'}


def a_record():
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
        {'resource': {'resourceType': 'Patient', 'id': PATIENT, 'birthDate': BORN,
                      'name': [{'given': ['Quentin'], 'family': 'Sampleford'}]}},
        {'resource': {'resourceType': 'Condition', 'id': 'c', 'code': {'text': 'Gout'},
                      'subject': {'reference': f'Patient/{PATIENT}'}}}]})


def secrets_of(home):
    """(attributes, secret) of each of our items in the keyring."""
    said = subprocess.run(['secret-tool', 'search', '--all', '--unlock', 'app', 'kinchart'],
                          env=home.env, check=True, capture_output=True, text=True)
    lines = (said.stdout + said.stderr).splitlines()
    secrets = [line.removeprefix('secret = ') for line in lines if line.startswith('secret = ')]
    attributes = [line for line in lines if line.startswith(('attribute.', 'label', 'schema'))]
    return secrets, attributes


def modes(folder):
    """(path, mode) of everything below that somebody else could open, and every link."""
    for path in [folder, *folder.rglob('*')]:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode) or stat.S_IMODE(status.st_mode) & 0o077:
            yield str(path.relative_to(folder.parent)), oct(status.st_mode)


def every_file_is_for_its_owner_alone():
    """Also with a umask that gives everything to everybody (K-16)."""
    before = os.umask(0)
    try:
        with kinlib.Home() as home, kinlib.temporary_file(a_record()) as path, \
                kinlib.Practice(home, [path]) as portal:
            person = home.run('person', 'add', NAME, '--birth-date', BORN).json['id']
            home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
            home.run('sync', person)
            home.run('import', person, path, '--yes')
            export = home.short / 'export'
            home.run('export', person, '--raw', export)
            runtime = Path(home.env['XDG_RUNTIME_DIR']) / 'kinchart'
            for folder in (home.data, export, runtime):
                holds(list(folder.rglob('*')) or folder == runtime, f'nothing in {folder}')
                equal(list(modes(folder)), [], 'open to others')
    finally:
        os.umask(before)


def a_link_in_the_folder_is_not_followed():
    """Whoever can plant one does not lead a record elsewhere (K-16)."""
    for name in ('record.db', 'personal.db', 'meta'):
        with kinlib.Home() as home:
            person = home.run('person', 'add', NAME).json['id']
            planted = home.data / 'people' / person / name
            elsewhere = home.short / 'elsewhere'
            planted.rename(elsewhere)
            planted.symlink_to(elsewhere)
            before = elsewhere.read_bytes()
            home.run('sections', person, expect=ERROR)
            equal(elsewhere.read_bytes(), before, f'what the link {name} leads to')


def the_keyring_shows_random_ids_only():
    """Attributes and labels can be read while it is locked (K-03, K-04)."""
    with kinlib.Home() as home, kinlib.temporary_file(a_record()) as path, \
            kinlib.Practice(home, [path]) as portal:
        person = home.run('person', 'add', NAME, '--birth-date', BORN).json['id']
        home.run('person', 'add', 'Second')
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        secrets, attributes = secrets_of(home)
        keys = [secret for secret in secrets if re.fullmatch('[0-9a-f]{64}', secret)]
        equal(len(set(keys)), 3, 'keys of 32 bytes, each another: the family and two people')
        shown = '\n'.join(attributes)
        for word in (*NAME.split(), BORN, PATIENT, '127.0.0.1', portal.url.split(':')[2], 'Gout',
                     'practice', *secrets):
            holds(word.lower() not in shown.lower(), f'the keyring shows {word}')
        names = {line.split(' = ')[0].removeprefix('attribute.') for line in attributes
                 if line.startswith('attribute.')}
        equal(names - {'xdg:schema'}, {'app', 'set', 'kind', 'key-id'}, 'attributes')


def what_the_browser_is_told():
    """The address is in the arguments of other programs: it names nobody, also not when the
    person is known already (T-14). Nor does the browser inherit anything of ours."""
    with kinlib.Home() as home, kinlib.temporary_file(a_record()) as path, \
            kinlib.Practice(home, [path]) as portal:
        told = home.short / 'told'
        browser = home.short / 'browser'
        browser.write_text('#!/bin/sh\nfor last; do :; done\n'
                           f'{{ echo "$last"; env; ls -l /proc/self/fd; }} >> {told}\n'
                           f'exec {portal.browser()} "$last"\n', encoding='utf-8')
        browser.chmod(0o700)
        person = home.run('person', 'add', NAME, '--birth-date', BORN).json['id']
        home.run('connect', person, portal.url, '--browser', browser, '--yes')
        home.run('sync', person)
        home.run('connect', person, portal.url, '--browser', browser, '--yes')
        said = told.read_text(encoding='utf-8')
        pages = [urllib.parse.urlsplit(line) for line in said.splitlines()
                 if line.startswith('http')]
        equal(len(pages), 2, 'pages')
        asked = [dict(urllib.parse.parse_qsl(page.query, strict_parsing=True)) for page in pages]
        for query in asked:
            equal(set(query) - PARAMETERS, set(), 'parameters')
        for name in ('state', 'nonce', 'code_challenge'):
            holds(asked[0][name] != asked[1][name], f'{name} was used twice')
        secrets, _ = secrets_of(home)
        for word in (*NAME.split(), BORN, PATIENT, person, 'record.db', *secrets):
            holds(word.lower() not in said.lower(), f'the browser is told {word}')
        holds('G_TLS_GNUTLS_PRIORITY' not in said, 'the browser inherits our environment')


kinlib.run_tests([every_file_is_for_its_owner_alone, a_link_in_the_folder_is_not_followed,
                  the_keyring_shows_random_ids_only, what_the_browser_is_told])
