#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes from two places is listed once, and nothing of it is lost."""

import json
import sys
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds, say  # noqa: E402


def listed(home, person):
    sections = home.run('sections', person).json['sections']
    return {section['section']: section['count'] for section in sections}


def kept(home, person):
    return home.run('sections', person).json['resources']


def add_person(home, files):
    name, born = kinlib.person_of(files)
    return home.run('person', 'add', name, '--birth-date', born).json['id']


def a_file_and_its_portal():
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files) as portal:
        person = add_person(home, files)
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', person)
        once, few = listed(home, person), kept(home, person)
        holds(sum(once.values()) > 100, f'a record worth the name: {once}')
        home.run('import', person, *files, '--yes')
        say(f'{few} entries from the portal, {kept(home, person) - few} more from the file')
        holds(kept(home, person) > few + 100, 'the file is kept, too')
        equal(listed(home, person), once, 'what is listed')
        home.run('sync', person, '--full')
        home.run('import', person, *files, '--yes')
        equal(listed(home, person), once, 'what is listed after both came again')


def what_one_of_them_says_alone_is_listed():
    """The file is older: one result was corrected since, and one is of another clinic."""
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files) as portal:
        person = add_person(home, files)
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', person)
        once = listed(home, person)
        resources = [r for path in files for r in kinlib.resources(path)]
        result = next(r for r in resources if r['resourceType'] == 'Observation' and
                      'valueQuantity' in r and 'laboratory' in json.dumps(r.get('category')))
        value = {**result['valueQuantity'], 'value': result['valueQuantity']['value'] + 1}
        patient = next(r for r in resources if r['resourceType'] == 'Patient')
        path = home.short / 'older.json'
        path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': [
            {'resource': r} for r in (patient, result | {'valueQuantity': value})]}),
            encoding='utf-8')
        home.run('import', person, path, '--yes')
        equal(listed(home, person), once | {'results': once['results'] + 1}, 'what is listed')


def under_other_ids(value, names):
    """The same file as some systems make it again, with new ids for everything, the patient too."""
    if isinstance(value, list):
        return [under_other_ids(element, names) for element in value]
    if not isinstance(value, dict):
        return value
    value = {name: member if name == 'contained' else under_other_ids(member, names)
             for name, member in value.items()}
    for word in ('id', 'fullUrl', 'reference'):
        if word == 'id' and 'resourceType' not in value:
            continue                # of a part of an entry
        if isinstance(value.get(word), str) and not value[word].startswith('#'):
            place, slash, last = value[word].rpartition('/')
            last = last.removeprefix('urn:uuid:')
            names.setdefault(last, str(uuid.uuid4()))
            value[word] = f'{place}/{names[last]}' if slash else \
                names[last] if word == 'id' else f'urn:uuid:{names[last]}'
    return value


# Of medicines, visits and documents an id may be all that tells two apart.
SURE = 'conditions', 'allergies', 'measurements', 'results'


def titles(home, person):
    """What is listed, but for results that nobody says the day of: these may be two."""
    return {section: sorted(item['title'] for item in home.run('list', person, section).json
                            if section != 'results' or item['date']) for section in SURE}


def a_summary_that_is_made_anew_doubles_nothing():
    """International patient summaries of several makers."""
    paths = sorted((kinlib.SHARED / 'data' / 'ips').glob('*.json'))
    if not paths:
        raise kinlib.Skip('no shared test data')
    with Home() as home:
        path, tried = home.short / 'summary.json', 0
        for source in paths:
            summary = json.loads(source.read_text(encoding='utf-8'))
            patient = next(entry['resource'] for entry in summary['entry']
                           if entry['resource']['resourceType'] == 'Patient')
            if 'birthDate' not in patient:
                continue
            person = home.run('person', 'add', kinlib.name_of(patient), '--birth-date',
                              patient['birthDate']).json['id']
            path.write_text(json.dumps(summary), encoding='utf-8')
            if home.run('import', person, path, '--yes', expect=None).code != kinlib.DONE:
                continue            # of two people, or somebody has to look whose it is
            once = titles(home, person)
            path.write_text(json.dumps(under_other_ids(summary, {})), encoding='utf-8')
            home.run('import', person, path, '--yes')
            equal(titles(home, person), once, f'what is listed of {source.name}')
            tried += 1
        holds(tried > 15, f'{tried} summaries')


if __name__ == '__main__':
    kinlib.run_tests([a_file_and_its_portal, what_one_of_them_says_alone_is_listed,
                      a_summary_that_is_made_anew_doubles_nothing])
