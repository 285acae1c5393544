#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in, staying signed in and ending it, at Debian's glewlwyd."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import glewlwyd  # noqa: E402
import kinlib  # noqa: E402
from kinlib import equal, holds  # noqa: E402


class Visit:
    """A person at a portal that signs people in with glewlwyd."""

    def __init__(self, **options):
        self.options = options

    def __enter__(self):
        files = kinlib.made_up_person()
        self.home = kinlib.Home().__enter__()
        try:
            self.portal = glewlwyd.Glewlwyd(self.home, files, **self.options).__enter__()
        except BaseException:
            self.home.__exit__()
            raise
        name, born = kinlib.person_of(files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        return self

    def __exit__(self, *_):
        self.portal.__exit__()
        self.home.__exit__()

    def connect(self, *options, **more):
        return self.home.run('connect', self.person, self.portal.url, '--browser',
                             self.portal.browser(), '--yes', *options, **more)

    def connect_as(self, client, *options, **more):
        return self.connect('--client-id', client, '--redirect', self.portal.redirect, *options,
                            **more)

    def goes_on(self):
        """In one process after another, with tokens that are new each time."""
        front = self.portal.front
        for _ in range(3):
            kinlib.wait_until(lambda: not any(map(self.portal.allows, front.tokens)), 20,
                              'the end of the last token')
            before = set(front.tokens)
            self.sync()
            holds(front.tokens > before, 'a new token')
        self.is_whole()

    def sync(self, **options):
        return self.home.run('sync', self.person, **options)

    def is_whole(self):
        found = kinlib.exported(self.home, self.person)
        equal(len(found), len(set(found)), 'resources that are here twice')
        here = kinlib.ids_by_type_of(found)
        for kind, served in self.portal.front.record.items():
            equal(here[kind], {r['id'] for r in served}, kind)


def a_person_signs_in_and_stays():
    """By a code with PKCE; whose record it is says an id_token that glewlwyd signed."""
    with Visit(token_life=2) as visit:
        answer = visit.connect_as(glewlwyd.PUBLIC)
        equal(answer.json['patient'], visit.portal.patient['id'], 'whose')
        visit.goes_on()


def an_app_with_a_secret_ends_it():
    """What is given back is of no use to whoever has it still."""
    with Visit() as visit, kinlib.temporary_file(glewlwyd.SECRET, '.txt') as file:
        connection = visit.connect_as(glewlwyd.CONFIDENTIAL, '--client-secret-file',
                                      file).json['connection']
        visit.sync()
        answer = visit.home.run('disconnect', visit.person, connection)
        equal(answer.json['revoked'], True, 'revoked')
        visit.is_whole()


def an_app_makes_itself_known_and_signs():
    """RFC 7591, then a key in place of a secret at each request for tokens (RFC 7523)."""
    with Visit(token_life=2, **{
            'register-client-allowed': True, 'register-client-auth-scope': [],
            'register-client-credentials-scope': [], 'request-parameter-allow': True}) as visit:
        holds('private_key_jwt' in visit.portal.said()['token_endpoint_auth_methods_supported'],
              'takes no keys')
        visit.connect()
        visit.goes_on()


if __name__ == '__main__':
    kinlib.run_tests([a_person_signs_in_and_stays, an_app_with_a_secret_ends_it,
                      an_app_makes_itself_known_and_signs])
