# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up person at a practice portal, for tests of what a sync does."""

import json

import kinlib
from kinlib import equal


def page(*resources):
    """An answer of a portal, in place of its own, that holds only these."""
    return {'headers': {'Content-Type': 'application/fhir+json'}, 'body': json.dumps(
        {'resourceType': 'Bundle', 'type': 'searchset',
         'entry': [{'resource': r, 'search': {'mode': 'match'}} for r in resources]})}


class Connected:
    """The made-up person at a practice portal, signed in and not yet synced."""

    def __enter__(self):
        files = kinlib.made_up_person()
        self.home = kinlib.Home().__enter__()
        self.portal = kinlib.Practice(self.home, files).__enter__()
        name, born = kinlib.person_of(files)
        self.person = self.home.run('person', 'add', name, '--birth-date', born).json['id']
        self.home.run('connect', self.person, self.portal.url,
                      '--browser', self.portal.browser(), '--yes')
        self.patient = kinlib.the_patient(files)['id']
        self.served = kinlib.ids_by_type(files)
        return self

    def __exit__(self, *_):
        self.home.__exit__()

    def sync(self, **options):
        return self.home.run('sync', self.person, **options)

    def is_whole(self):
        found = kinlib.exported(self.home, self.person)
        equal(len(found), len(set(found)), 'resources that are here twice')
        for kind in ('Patient', 'Observation', 'Condition', 'MedicationRequest', 'Immunization'):
            equal({i for t, i in found if t == kind}, self.served[kind], kind)
