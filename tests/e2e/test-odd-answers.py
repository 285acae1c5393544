#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that never end, or are none: they come to an end, with a reason a person can read."""

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, PARTLY, equal, holds  # noqa: E402

FHIR = {'Content-Type': 'application/fhir+json'}


class Visit:
    """The made-up person, connected, at a portal whose answers about vaccines are odd."""

    def __init__(self, more=()):
        self.more = list(more)

    def __enter__(self):
        files = kinlib.made_up_person()
        self.patient = kinlib.the_patient(files)['id']
        self.home = kinlib.Home().__enter__()
        self.portal = kinlib.Practice(self.home, files + self.more).__enter__()
        name, born = kinlib.person_of(files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        self.home.run('connect', self.person, self.portal.url,
                      '--browser', self.portal.browser(), '--yes')
        return self

    def __exit__(self, *_):
        self.portal.end()
        self.home.__exit__()

    def page(self, resources, following=None, mode='match'):
        links = [{'relation': 'next', 'url': f'{self.portal.url}/{following}'}] if following else []
        return json.dumps({'resourceType': 'Bundle', 'type': 'searchset', 'link': links,
                           'entry': [{'resource': r, 'search': {'mode': mode}}
                                     for r in resources]}, separators=(',', ':'))

    def answers(self, *pages):
        """Pages by what their address has to match."""
        self.portal.faults(*[{'match': f'^GET /fhir/Immunization{match}', 'times': -1,
                              'body': body, 'headers': FHIR, 'framing': 'length'}
                             for match, body in pages])

    def vaccine(self):
        return {'resourceType': 'Immunization', 'id': 'v', 'status': 'completed',
                'patient': {'reference': f'Patient/{self.patient}'}}

    def outcome(self, severity):
        return {'resourceType': 'OperationOutcome',
                'issue': [{'severity': severity, 'code': 'exception'}]}

    def asked(self):
        """How the portal was asked for vaccines since the last time."""
        return [r['path'] for r in self.portal.asked() if '/fhir/Immunization?' in r['path']]

    def sync(self, expect):
        """The line about vaccines after a sync."""
        queries = self.home.run('sync', self.person, expect=expect).json['queries']
        return next(q for q in queries if q['query'].startswith('Immunization'))


def two_pages_that_point_at_each_other():
    with Visit() as visit:
        visit.answers((r'\?turn=b', visit.page([visit.vaccine()], 'Immunization?turn=a')),
                      ('', visit.page([visit.vaccine()], 'Immunization?turn=b')))
        line = visit.sync(PARTLY)
        equal((line['state'], line['reason']), ('failed', 'the portal repeats its pages'), 'line')
        holds(line['pages'] <= 3, f'{line["pages"]} pages')


def an_answer_that_grows_without_end():
    many = 40000
    with Visit() as visit:
        def page(number):
            return visit.page([visit.vaccine()] * many, f'Immunization?more={number}')

        visit.answers(*[(rf'\?more={n}', page(n + 1)) for n in range(1, 8)], ('', page(1)))
        line = visit.sync(PARTLY)
        equal((line['state'], line['reason']), ('failed', 'the answer has too many entries'),
              'line')
        equal(line['pages'], 5, 'pages of 40,000')


def an_error_with_status_200_is_not_an_empty_answer():
    with Visit() as visit:
        visit.answers(('', visit.page([visit.outcome('error')], mode='outcome')))
        line = visit.sync(DONE)
        equal(line['state'], 'refused', 'state')
        holds(line['reason'], 'no reason')
        visit.portal.faults()
        holds(visit.sync(DONE)['stored'] > 0, 'vaccines never came')


def a_warning_beside_nothing_is_an_empty_answer():
    with Visit() as visit:
        visit.answers(('', visit.page([visit.outcome('warning')], mode='outcome')))
        equal(visit.sync(DONE)['state'], 'answered', 'state')


def an_error_in_the_middle_is_not_the_end():
    with Visit() as visit:
        visit.answers((r'\?more=1', visit.page([visit.outcome('error')], mode='outcome')),
                      ('', visit.page([visit.vaccine()], 'Immunization?more=1')))
        line = visit.sync(PARTLY)
        equal((line['state'], line['stored']), ('failed', 1), 'line')


TROUBLED = ('failed', 'the portal says that something went wrong')


def is_asked_for_everything(visit):
    visit.portal.faults()
    visit.asked()
    visit.sync(DONE)
    path, = visit.asked()
    holds('_lastUpdated' not in path and 'date=' not in path, f'asked for what is new: {path}')


def an_error_beside_entries_is_not_all_there_is():
    """What came is kept, and what did not is asked for the next time: nothing has been whole."""
    with Visit() as visit:
        visit.answers(('', visit.page([visit.vaccine(), visit.outcome('error')])))
        line = visit.sync(PARTLY)
        equal(((line['state'], line['reason']), line['stored']), (TROUBLED, 1), 'line')
        is_asked_for_everything(visit)


def an_error_is_not_forgotten_when_it_goes_on():
    """A page says so, the next breaks off; a later run goes on there, and still knows."""
    with Visit() as visit:
        first = ('', visit.page([visit.vaccine(), visit.outcome('error')], 'Immunization?more=1'))
        visit.answers((r'\?more=1', 'no page'), first)
        visit.sync(PARTLY)
        visit.answers((r'\?more=1', visit.page([])), first)
        visit.asked()
        line = visit.sync(PARTLY)
        equal(set(visit.asked()), {'/fhir/Immunization?more=1'}, 'where it goes on')
        equal((line['state'], line['reason']), TROUBLED, 'line')
        is_asked_for_everything(visit)


def a_document_that_is_not_what_the_record_says():
    """Whole on the wire, and still another file: the hash or the length that the record gives."""
    pdf = '%PDF-1.4 something else %%EOF'
    with Visit() as visit:
        visit.portal.faults({'match': '^GET /fhir/Binary/', 'body': pdf, 'framing': 'length',
                             'headers': {'Content-Type': 'application/pdf'}})
        answer = visit.home.run('sync', visit.person)
        holds('could not be had: 1' in answer.err, answer.err)
        visit.portal.asked()
        answer = visit.home.run('sync', visit.person)
        holds('could not be had' not in answer.err, answer.err)
        asked = [r['path'] for r in visit.portal.asked() if '/Binary/' in r['path']]
        equal(len(asked), 1, 'documents asked for again')


def named_document():
    """A document of the made-up person whose length is not said, in a file of its own."""
    patient = kinlib.the_patient(kinlib.made_up_person())['id']
    document = {'resourceType': 'DocumentReference', 'id': 'large', 'status': 'current',
                'subject': {'reference': f'Patient/{patient}'}, 'type': {'text': 'A large scan'},
                'content': [{'attachment': {'contentType': 'image/png', 'url': 'Binary/large'}}]}
    handle, path = tempfile.mkstemp(prefix='kin-', suffix='.json')
    with os.fdopen(handle, 'w', encoding='ascii') as file:
        json.dump({'resourceType': 'Bundle', 'type': 'collection',
                   'entry': [{'resource': document}]}, file)
    return Path(path)


def a_large_document_comes_when_it_is_asked_for():
    """26 MiB do not come by themselves (N-10); nothing is lost, it says that one is missing."""
    path = named_document()
    try:
        with Visit([path]) as visit:
            visit.portal.faults({'match': '^GET /fhir/Binary/large', 'times': -1,
                                 'headers': {'Content-Type': 'image/png'}, 'framing': 'length',
                                 'body': 'x' * 1024 * 1024, 'repeat': 25})
            answer = visit.home.run('sync', visit.person)
            holds('could not be had: 1' in answer.err, answer.err)
            answer = visit.home.run('sync', visit.person, '--full')
            holds('could not be had' not in answer.err, answer.err)
    finally:
        path.unlink()


def peak_of_a_sync(visit):
    """The most memory a sync had at any time, in MiB."""
    sync = visit.home.start_cli('sync', visit.person)
    _, status, used = os.wait4(sync.pid, 0)
    sync.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_maxrss // 1024


def an_answer_packed_small_does_not_fill_the_memory():
    """256 MiB in a small packet: the page is given up long before it is unpacked (N-10)."""
    with Visit() as visit:
        usual = peak_of_a_sync(visit)
        visit.portal.faults({'match': '^GET /fhir/Immunization', 'times': -1, 'headers': FHIR,
                             'framing': 'gzip', 'body': ' ' * 1024 * 1024, 'repeat': 255})
        line = visit.sync(PARTLY)
        equal((line['state'], line['reason']),
              ('failed', 'the answer is packed so that it can do harm'), 'line')
        packed = peak_of_a_sync(visit)
        kinlib.say(f'{usual} MiB as usual, {packed} MiB with an answer of 256 MiB')
        holds(packed < usual + 64, f'{packed} MiB, {usual} as usual')


kinlib.run_tests([
    two_pages_that_point_at_each_other, an_answer_that_grows_without_end,
    an_error_with_status_200_is_not_an_empty_answer, a_warning_beside_nothing_is_an_empty_answer,
    an_error_in_the_middle_is_not_the_end, an_error_beside_entries_is_not_all_there_is,
    an_error_is_not_forgotten_when_it_goes_on, a_document_that_is_not_what_the_record_says,
    a_large_document_comes_when_it_is_asked_for,
    an_answer_packed_small_does_not_fill_the_memory])
