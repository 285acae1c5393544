#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Synthea person comes home from the reference portal, whatever happens on the way."""

import contextlib
import functools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import refportal  # noqa: E402
from kinlib import equal, holds  # noqa: E402

PERSON = 'cd185ab5'
WHOLE = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Immunization',
         'Encounter', 'DiagnosticReport', 'DocumentReference', 'Procedure', 'CareTeam', 'CarePlan']
WIFI = ('<!doctype html><title>Welcome</title><h1>Hotel Wi-Fi</h1>'
        '<form><button>Accept</button></form>')
# What ends with the last test.
ENDS = contextlib.ExitStack()
DATA = 'GET /fhir/R4/(?!metadata|.well-known)'


@functools.cache
def portal(token_life):
    """One for all who sign in: it takes longer to start than anything that is asked of it."""
    kinlib.skip_without_shared()
    shared = ENDS.enter_context(kinlib.Home(keyring=False))
    return ENDS.enter_context(
        refportal.ReferencePortal(shared, [kinlib.synthea(PERSON)], token_life))


class Visit:
    """A person at the reference portal, signed in and not yet synced."""

    def __init__(self, token_life=60):
        self.portal = portal(token_life)
        self.home = kinlib.Home()

    def __enter__(self):
        self.home.__enter__()
        try:
            self.sign_in()
        except BaseException:
            self.home.__exit__()
            raise
        return self

    def sign_in(self):
        self.portal.faults()
        name, born = kinlib.person_of(self.portal.files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        self.home.run('connect', self.person, self.portal.url, '--client-id', 'desktop',
                      '--browser', self.portal.browser(), '--yes')

    def __exit__(self, *_):
        self.home.__exit__()

    def sync(self, **options):
        return self.home.run('sync', self.person, **options)

    def is_whole(self):
        """Every id of every type is here, once, and no other."""
        found = kinlib.exported(self.home, self.person)
        equal(len(found), len(set(found)), 'resources that are here twice')
        for kind in WHOLE:
            equal({i for t, i in found if t == kind}, self.portal.ids(kind), kind)
        kinlib.say(f'{len(found)} resources')


def comes_whole_after(*faults):
    """One sync with faults, at most two without: whole at the end, nothing doubled."""
    with Visit() as visit:
        visit.portal.faults(*faults)
        first = visit.sync(expect=None)
        holds(first.code in (kinlib.DONE, kinlib.PARTLY, kinlib.ERROR), f'exit {first.code}')
        visit.portal.faults()
        visit.sync()
        visit.is_whole()


def a_person_comes_home_with_a_one_time_code():
    with Visit() as visit:
        visit.sync()
        visit.is_whole()
        equal(visit.sync().json['stored'], 0, 'stored by a second sync')


def tokens_expire_in_the_middle():
    with Visit(token_life=2) as visit:
        visit.portal.faults({'match': DATA, 'delay': 700, 'times': 10000})
        begin = time.monotonic()
        visit.sync()
        seconds = time.monotonic() - begin
        holds(seconds > 4, f'the sync took {seconds:.1f} s, too short for two tokens')
        visit.portal.faults()
        visit.is_whole()


def too_many_requests():
    comes_whole_after({'match': DATA + 'Observation', 'status': 429, 'times': 2,
                       'headers': {'Retry-After': '1'}},
                      {'match': DATA + 'Condition', 'status': 429, 'times': 1,
                       'headers': {'RateLimit': '"requests";r=0;t=1'}})


def busy_for_a_while():
    comes_whole_after({'match': DATA + 'Observation', 'status': 503, 'times': 3},
                      {'match': DATA + 'Encounter', 'status': 502, 'times': 1},
                      {'match': DATA + 'Immunization', 'status': 504, 'times': 1})


def connections_are_reset():
    comes_whole_after({'match': DATA + 'Observation', 'reset': True, 'times': 2},
                      {'match': DATA + 'Procedure', 'reset': True, 'times': 5})


def bodies_are_cut():
    comes_whole_after({'match': DATA + 'Observation', 'cut': 3000, 'times': 2},
                      {'match': DATA + 'Encounter', 'cut': 1, 'times': 5},
                      {'match': DATA + 'Condition', 'cut': 500, 'times': 1})


def a_hotel_answers_instead():
    page = {'status': 200, 'headers': {'Content-Type': 'text/html'}, 'body': WIFI}
    comes_whole_after({'match': DATA, 'times': 3, **page},
                      {'match': DATA + 'Observation', 'times': 5, **page})


def everything_goes_wrong_at_once():
    comes_whole_after({'match': DATA, 'status': 503, 'times': 2},
                      {'match': DATA, 'reset': True, 'times': 2},
                      {'match': DATA, 'cut': 700, 'times': 2},
                      {'match': DATA, 'status': 429, 'times': 2, 'headers': {'Retry-After': '1'}})


def cancel_is_an_answer():
    with Visit() as visit:
        person = visit.home.run('person', 'add', 'Second', '--birth-date', '1950-01-01')
        answer = visit.home.run('connect', person.json['id'], visit.portal.url, '--client-id',
                                'desktop', '--browser', visit.portal.browser('--cancel', '2'),
                                '--yes', expect=None)
        holds(answer.code != 0 and answer.err.strip(), 'a cancelled sign-in connected')


with ENDS:
    kinlib.run_tests([
        a_person_comes_home_with_a_one_time_code, tokens_expire_in_the_middle, too_many_requests,
        busy_for_a_while, connections_are_reset, bodies_are_cut, a_hotel_answers_instead,
        everything_goes_wrong_at_once, cancel_is_an_answer])
