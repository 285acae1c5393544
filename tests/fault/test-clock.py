#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer whose clock is wrong, by a day or by ten years: the record is the same.

The portal's clock is right. What came while ours was wrong is neither lost nor doubled once it is
right again, and what is new after that comes.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import equal, holds  # noqa: E402

CLOCKS = ('-3650d', '-1d', '+1d', '+3650d')
WORDS = ('person', 'conditions', 'allergies', 'medicines', 'files', 'documents')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]


def wrong(clock):
    """The environment of a program whose clock is wrong; how long things take is not."""
    library = next(Path('/usr/lib').glob('*/faketime/libfaketime.so.1'))
    return {'LD_PRELOAD': str(library), 'FAKETIME': clock, 'DONT_FAKE_MONOTONIC': '1'}


def wanted(files):
    """What a record is to hold; a document's own bytes are kept beside it."""
    return sorted({(r['resourceType'], r['id']) for p in files for r in kinlib.resources(p)
                   if r['resourceType'] != 'Binary'})


def lists(home, person, env=None):
    """What every section lists, with its dates."""
    sections = home.run('sections', person, env=env).json['sections']
    return {s['section']: [(item['title'], item['date']) for item in
                           home.run('list', person, s['section'], env=env).json]
            for s in sections}


def with_a_clock(clock):
    """A record that begins under a wrong clock."""
    with kinlib.Home() as home:
        name, born = kinlib.person_of(FILES)
        env = wrong(clock)
        person = home.run('person', 'add', name, '--birth-date', born, env=env).json['id']
        with kinlib.Practice(home, FILES) as portal:
            portal.faults({'match': '^POST /token', 'times': -1, 'token_lifetime': 1})
            home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes',
                     env=env)
            for number in range(2):
                home.run('sync', person, env=env)
                equal(sorted(kinlib.exported(home, person)), wanted(FILES),
                      f'the record after sync {number + 1} at {clock}')
            listed = lists(home, person, env)
            home.run('sync', person)
            equal(sorted(kinlib.exported(home, person)), wanted(FILES),
                  f'the record after {clock} was set right')
            equal(lists(home, person), listed, f'lists under a clock of {clock}')
            equal(home.run('check', person).json['integrity'], True, 'integrity')


def a_clock_that_is_wrong_changes_nothing():
    for clock in CLOCKS:
        with_a_clock(clock)


def changed(folder):
    """The same files, in which one condition has changed just now."""
    path = next(p for p in FILES if 'conditions' in p.name)
    bundle = json.loads(path.read_text(encoding='utf-8'))
    condition = bundle['entry'][0]['resource']
    condition['note'] = [{'text': 'Added later.'}]
    condition.setdefault('meta', {}).pop('lastUpdated', None)
    new = folder / path.name
    new.write_text(json.dumps(bundle), encoding='utf-8')
    return [new if p == path else p for p in FILES], condition['id']


def what_changed_meanwhile_comes_whatever_the_clock_said():
    """A sync under a clock ten years ahead must not hide what changes after it."""
    for clock in CLOCKS:
        with kinlib.Home() as home:
            name, born = kinlib.person_of(FILES)
            person = home.run('person', 'add', name, '--birth-date', born).json['id']
            with kinlib.Practice(home, FILES) as portal:
                port = portal.url.rsplit(':', 1)[1].split('/')[0]
                home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
                home.run('sync', person, env=wrong(clock))
            files, name = changed(home.short)
            with kinlib.Practice(home, files, port=port) as portal:
                home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
                home.run('sync', person)
            items = home.run('list', person, 'conditions').json
            item = next(i for i in items if i['resource_id'] == name)
            holds('Added later.' in home.run('show', person, item['id'], '--raw').out,
                  f'what changed after a sync at {clock} did not come')


kinlib.run_tests([a_clock_that_is_wrong_changes_nothing,
                  what_changed_meanwhile_comes_whatever_the_clock_said])
