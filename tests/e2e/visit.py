# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at a portal with habits of its own, and whether all of the record came all the same."""

import json
import tempfile
from pathlib import Path

import kinlib
from kinlib import equal, holds

EVERYBODYS = ('Binary',)   # kept with the document that names it
OUTCOME = {'Content-Type': 'application/fhir+json'}


def outcome(code, text, severity='error'):
    return json.dumps({'resourceType': 'OperationOutcome', 'issue': [
        {'severity': severity, 'code': code, 'details': {'text': text}}]})


def rule(habit, match, **more):
    """A habit that lasts, unless it says how often."""
    return {'habit': habit, 'match': match, 'times': -1, **more}


def refusal(habit, match, status, code='required', **more):
    return rule(habit, match, status=status, body=outcome(code, habit), headers=OUTCOME, **more)


def only(habit, match, *bodies, headers=None):
    """Answers @bodies one after the other, each once."""
    return [rule(habit, match, times=1, body=body, headers=headers or OUTCOME) for body in bodies]


class Visit:
    """The made-up person, or whoever is in @files, at a portal that plays @rules."""

    def __init__(self, *rules, more=(), files=None, browser=()):
        self.rules = list(rules)
        self.more = list(more)
        self.files = list(files if files is not None else kinlib.made_up_person())
        self.patient = kinlib.the_patient(self.files)['id']
        self.browser = browser

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='kin-')
        if self.more:
            path = Path(self.folder.name) / 'more.json'
            path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
                {'resource': self.owned(resource)} for resource in self.more]}))
            self.files.append(path)
        self.served = kinlib.ids_by_type(self.files)
        self.home = kinlib.Home().__enter__()
        self.portal = kinlib.Practice(self.home, self.files, faults=self.rules).__enter__()
        name, born = kinlib.person_of(self.files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        return self

    def __exit__(self, *_):
        self.portal.end()
        self.home.__exit__()
        self.folder.cleanup()

    def owned(self, resource):
        """The same, of the person; {patient} stands for the id."""
        return json.loads(json.dumps(resource).replace('{patient}', self.patient))

    def connect(self, **options):
        return self.home.run('connect', self.person, self.portal.url, '--browser',
                             self.portal.browser(*self.browser), '--yes', **options)

    def sync(self, *options, **more):
        return self.home.run('sync', self.person, *options, **more)

    def lines(self, kind, answer):
        """What became of the questions about a type."""
        return [q for q in answer.json['queries'] if q['query'].split('?')[0] == kind]

    def is_whole(self, but=()):
        """All that is served is here, and nothing is here twice."""
        found = kinlib.exported(self.home, self.person)
        equal(len(found), len(set(found)), 'resources that are here twice')
        here = kinlib.ids_by_type_of(found)
        for kind in set(self.served) | set(here):
            if kind not in EVERYBODYS and kind not in but:
                equal(here[kind], self.served[kind], kind)

    def was_met(self):
        """Each habit was in the way at least once; one that would cost something, never."""
        for played in self.portal.control('GET', 'faults'):
            good = (played['played'] > 0) != played['habit'].startswith('never: ')
            holds(good, f'{played["habit"]}: {played["played"]} times')
            kinlib.say(f'{played["habit"]}: {played["played"]} times')
