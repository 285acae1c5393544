#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person at three clinics: each clinic's record is whole, what two of them sent stands once,
and leaving one of them takes nothing away."""

import contextlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds, say  # noqa: E402

PARTS = ('allergies', 'conditions', 'medicines', 'results', 'vaccines')
EVERYBODYS = ('Location', 'Organization', 'Practitioner', 'PractitionerRole')


def elsewhere(home, files, name, kinds=None):
    """The same record as another clinic knows it: every entry under a number of its own."""
    everything = [r for path in files for r in kinlib.resources(path)]
    kept = [r for r in everything if kinds is None or r['resourceType'] in (*kinds, 'Patient')]
    text = json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in kept]})
    numbers = {r['id']: f'{name}-{n}' for n, r in enumerate(everything)}
    text = re.sub(r'(?<=")(?:(\w+)/)?([A-Za-z0-9.-]{1,64})(?=")',
                  lambda found: (f'{found[1]}/' if found[1] else '') +
                  (numbers.get(found[2], found[2])), text)
    path = home.short / f'{name}.json'
    path.write_text(text, encoding='utf-8')
    return [path]


def listed(home, person):
    return {section['section']: section['count']
            for section in home.run('sections', person).json['sections']}


def kept(home, person):
    return set(kinlib.exported(home, person))


def of_the_person(files):
    return {(r['resourceType'], r['id']) for path in files for r in kinlib.resources(path)
            if r['resourceType'] not in EVERYBODYS}


def can_be_told_apart(vaccine):
    """Never by name alone, and not by a year: such a dose is listed for each clinic."""
    day = vaccine.get('occurrenceDateTime', '')
    return len(day) >= len('2026-10-13') and any(
        'system' in coding for coding in vaccine['vaccineCode'].get('coding', ()))


def three_clinics_of_one_person():
    """They know her under numbers of their own; two of them sent the same doses, results and
    medicines, the third some of them."""
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(Home())
        first = kinlib.made_up_person('marta', PARTS)
        second = elsewhere(home, first, 'north')
        third = elsewhere(home, first, 'south', ('Immunization', 'Condition'))
        name, born = kinlib.person_of(first)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        unclear = sum(not can_be_told_apart(r) for path in first for r in kinlib.resources(path)
                      if r['resourceType'] == 'Immunization')
        holds(unclear > 0, 'doses that nobody can tell apart')
        before, lists, connections = set(), [], []
        for files in (first, second, third):
            portal = stack.enter_context(Practice(home, files))
            connections.append(home.run('connect', person, portal.url, '--browser',
                                        portal.browser(), '--yes').json['connection'])
            home.run('sync', person)
            now = kept(home, person)
            lists.append(listed(home, person))
            equal(of_the_person(files) - now, set(), 'what is missing of this clinic')
            equal(before - now, set(), 'what is missing of those before')
            say(f'{len(now - before)} entries more, {sum(lists[-1].values())} listed in all')
            before = now
        equal([row['vaccines'] for row in lists],
              [lists[0]['vaccines'] + unclear * more for more in range(3)], 'doses that are listed')
        for part in ('results', 'medicines'):
            holds(lists[2][part] < 1.5 * lists[0][part], f'{part}: {lists}')

        home.run('sync', person, '--full')
        equal(kept(home, person), before, 'what is kept after all of them were asked again')
        equal(listed(home, person), lists[2], 'what is listed after that')

        home.run('disconnect', person, connections[1])
        home.run('sync', person, '--full')
        equal(kept(home, person), before, 'what is kept after one was left')
        equal(listed(home, person), lists[2], 'what is listed after that')


if __name__ == '__main__':
    kinlib.run_tests([three_clinics_of_one_person])
