#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files come in as a portal's answers do: FHIR JSON and NDJSON, plain, gzip and zip."""

import base64
import gzip
import json
import sys
import zipfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, equal, holds  # noqa: E402


def everything():
    return [r for path in kinlib.made_up_person() for r in kinlib.resources(path)]


def bundle(resources):
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in resources]})


def lines(resources):
    return ''.join(json.dumps(r) + '\n' for r in resources)


def comes_in(write):
    """Imports what @write puts into a folder; the record then holds exactly that."""
    with kinlib.Home() as home:
        paths = write(home.short)
        name, born = kinlib.person_of(kinlib.made_up_person())
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        counts = home.run('import', person, *paths, '--yes').json
        equal(counts['resources'], counts['stored'] + counts['unchanged'] + counts['quarantined'],
              'the sum')
        equal(sorted(kinlib.exported(home, person)),
              sorted((r['resourceType'], r['id']) for r in everything()), 'what came in')
        again = home.run('import', person, *paths, '--yes').json
        equal(again['stored'], 0, 'stored when it comes in again')


def write_text(path, text):
    path.write_text(text, encoding='utf-8')
    return [path]


def a_bundle():
    comes_in(lambda folder: write_text(folder / 'record.json', bundle(everything())))


def one_line_for_each_resource():
    comes_in(lambda folder: write_text(folder / 'record.ndjson', lines(everything())))


def a_packed_file():
    def write(folder):
        path = folder / 'record.ndjson.gz'
        path.write_bytes(gzip.compress(lines(everything()).encode()))
        return [path]
    comes_in(write)


def a_zip_of_an_export():
    def write(folder):
        path = folder / 'export.zip'
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
            for kind in sorted({r['resourceType'] for r in everything()}):
                of_kind = [r for r in everything() if r['resourceType'] == kind]
                file.writestr(f'export/{kind}.ndjson', lines(of_kind))
        return [path]
    comes_in(write)


def documents(*names):
    return [{'resourceType': 'DocumentReference', 'id': name, 'status': 'current',
             'subject': {'reference': 'Patient/p'}, 'type': {'text': 'Clinical document'},
             'description': f'About my {name}',
             'content': [{'attachment': {'contentType': 'application/pdf',
                                         'url': f'./documents/{name}.pdf'}}]} for name in names]


def an_export_that_names_files_it_does_not_hold():
    """The entries come, each under a name that tells it from the others and without a date that
    nobody said; a file that is in the package after all is kept."""
    person = {'resourceType': 'Patient', 'id': 'p', 'birthDate': '1950-01-02',
              'name': [{'given': ['Rosa'], 'family': 'Lind'}]}
    text = bundle([person, *documents('knee', 'hip', 'eyes')])
    with kinlib.Home() as home:
        who = home.run('person', 'add', 'Rosa Lind', '--birth-date', '1950-01-02').json['id']
        path = write_text(home.short / 'export.json', text)[0]
        equal(home.run('import', who, path, '--yes').json['stored'], 4, 'stored')
        said = home.say('list', who, 'documents')
        for name in ('knee', 'hip', 'eyes'):
            equal(said.count(f'About my {name}'), 1, name)
        equal((said.count('no date'), '1970' in said), (3, False), f'dates in\n{said}')
        package = home.short / 'export.zip'
        with zipfile.ZipFile(package, 'w') as file:
            file.writestr('export/export.json', text)
            file.writestr('export/documents/knee.pdf', b'%PDF-1.4 a knee %%EOF')
        answer = home.run('import', who, package, '--yes').json
        equal((answer['stored'], answer['letters'], answer['left_out']), (0, 1, 0), 'the package')


def somebody_elses_file_stays_out():
    with kinlib.Home() as home:
        path = write_text(home.short / 'record.json', bundle(everything()))[0]
        name, _ = kinlib.person_of(kinlib.made_up_person())
        person = home.run('person', 'add', name, '--birth-date', '1999-12-31').json['id']
        answer = home.run('import', person, path, '--yes', expect=None)
        equal(answer.code, ERROR, 'exit for a different birth date')
        equal(home.run('sections', person).json['resources'], 0, 'resources')


def two_people_with_one_id_are_two_people():
    """Every server has a patient “1”: the second file names another one."""
    def about(patient, kind):
        return bundle([patient, {'resourceType': kind, 'id': 'x', 'status': 'active',
                                 'subject': {'reference': 'Patient/1'}}])

    anna = {'resourceType': 'Patient', 'id': '1', 'birthDate': '1950-02-03',
            'name': [{'given': ['Anna'], 'family': 'Example'}]}
    others = [{**anna, 'birthDate': '1980-05-06'},
              {**anna, 'name': [{'given': ['Bruno'], 'family': 'Other'}]},
              {**anna, 'name': [{'given': ['Anna'], 'family': 'Example'}], 'gender': 'male'}]
    for number, other in enumerate(others):
        with kinlib.Home() as home:
            paths = [*write_text(home.short / 'one.json', about(anna, 'Goal')),
                     *write_text(home.short / 'two.json', about(other, 'Task'))]
            person = home.run('person', 'add', 'Anna Example', '--birth-date', '1950-02-03')
            person = person.json['id']
            answer = home.run('import', person, *paths, '--yes', expect=ERROR)
            holds('othing was stored' in answer.err, f'{number}: {answer.err}')
            equal(home.run('sections', person).json['resources'], 0, f'resources of {number}')
            home.run('import', person, paths[0], '--yes')


def short_ids_of_two_clinics_do_not_meet():
    """One person at two clinics that both begin to count at 1, and a file that names nobody."""
    def record(clinic):
        return bundle([{'resourceType': 'Patient', 'id': '1', 'birthDate': '1950-02-03',
                        'name': [{'given': ['Anna'], 'family': 'Example'}],
                        'identifier': [{'system': f'urn:{clinic}', 'value': '7'}]},
                       condition(clinic)])

    def condition(words):
        return {'resourceType': 'Condition', 'id': '1', 'code': {'text': words},
                'subject': {'reference': 'Patient/1'}}

    def titles(home, person):
        return sorted(i['title'] for i in home.run('list', person, 'conditions').json)

    with kinlib.Home() as home:
        person = home.run('person', 'add', 'Anna Example', '--birth-date', '1950-02-03')
        person = person.json['id']
        for clinic in ('Asthma', 'Migraine', 'Asthma'):
            path = write_text(home.short / 'record.json', record(clinic))[0]
            home.run('import', person, path, '--yes')
        equal(titles(home, person), ['Asthma', 'Migraine'], 'what two clinics said')
        path = write_text(home.short / 'record.json', bundle([condition('Gout')]))[0]
        home.run('import', person, path, '--yes', expect=ERROR)
        equal(titles(home, person), ['Asthma', 'Migraine'], 'after a file that names nobody')


def health_card(entries):
    """A SMART Health Card as a clinic issues it; its signature is nobody's."""
    def encode(data):
        return base64.urlsafe_b64encode(data).rstrip(b'=').decode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = json.dumps({'iss': 'https://clinic.example', 'nbf': 1.5, 'vc': {'credentialSubject': {
        'fhirBundle': {'resourceType': 'Bundle', 'type': 'collection', 'entry': [
            {'fullUrl': f'resource:{n}', 'resource': r} for n, r in enumerate(entries)]}}}})
    packed = packer.compress(body.encode()) + packer.flush()
    return f'{encode(b"""{"alg":"ES256","zip":"DEF"}""")}.{encode(packed)}.{encode(b"signed")}'


def vaccines_on_a_health_card():
    """The same card twice, then a newer one as the text of its QR code."""
    anna = {'resourceType': 'Patient', 'birthDate': '1950-02-03',
            'name': [{'given': ['Anna'], 'family': 'Example'}]}

    def dose(day):
        return {'resourceType': 'Immunization', 'status': 'completed', 'occurrenceDateTime': day,
                'patient': {'reference': 'resource:0'}, 'vaccineCode': {'coding': [
                    {'system': 'http://hl7.org/fhir/sid/cvx', 'code': '140'}]}}

    def days(home, person):
        return [i['date'] for i in home.run('list', person, 'vaccines').json]

    with kinlib.Home() as home:
        person = home.run('person', 'add', 'Anna Example', '--birth-date', '1950-02-03')
        person = person.json['id']
        path = write_text(home.short / 'mine.smart-health-card', json.dumps(
            {'verifiableCredential': [health_card([anna, dose('2023-10-02')])]}))[0]
        home.run('import', person, path, '--yes')
        equal(home.run('import', person, path, '--yes').json['stored'], 0, 'stored the 2nd time')
        newer = health_card([anna, dose('2024-10-09'), dose('2023-10-02')])
        path = write_text(home.short / 'qr.txt', 'shc:/' + ''.join(
            f'{ord(letter) - 45:02}' for letter in newer))[0]
        home.run('import', person, path, '--yes')
        equal(days(home, person), ['2024-10-09', '2023-10-02'], 'the doses')
        other = home.run('person', 'add', 'Bruno Other', '--birth-date', '1980-01-01').json['id']
        home.run('import', other, path, '--yes', expect=ERROR)
        equal(days(home, other), [], 'the doses of somebody else')


def what_is_on_a_card_without_its_signature():
    """The bundle of a card as programs save it: the entries name each other by their place."""
    anna = {'resourceType': 'Patient', 'birthDate': '1950-02-03',
            'name': [{'given': ['Anna'], 'family': 'Example'}]}
    dose = {'resourceType': 'Immunization', 'status': 'completed', 'vaccineCode': {'text': 'Flu'},
            'occurrenceDateTime': '2023-10-02', 'patient': {'reference': 'resource:0'}}
    bundle = {'resourceType': 'Bundle', 'type': 'collection', 'entry': [
        {'fullUrl': f'resource:{n}', 'resource': r} for n, r in enumerate((anna, dose))]}
    texts = (json.dumps(bundle), '\ufeff' + json.dumps(bundle, indent=2), json.dumps(
        {'iss': 'https://clinic.example', 'vc': {'credentialSubject': {'fhirBundle': bundle}}}))
    for text in texts:
        kinlib.say(text[:30])
        with kinlib.Home() as home:
            people = [home.run('person', 'add', name, '--birth-date', born).json['id']
                      for name, born in (('Anna Example', '1950-02-03'), ('Bo', '1980-01-01'))]
            path = write_text(home.short / 'card.json', text)[0]
            home.run('import', people[0], path, '--yes')
            equal([i['date'] for i in home.run('list', people[0], 'vaccines').json],
                  ['2023-10-02'], 'the dose')
            equal(home.run('import', people[0], path, '--yes').json['stored'], 0, 'stored twice')
            home.run('import', people[1], path, '--yes', expect=ERROR)
            equal(home.run('list', people[1], 'vaccines').json, [], 'the dose of somebody else')


def a_broken_file_loses_nothing():
    with kinlib.Home() as home:
        whole = write_text(home.short / 'record.json', bundle(everything()))[0]
        broken = write_text(home.short / 'broken.json', bundle(everything())[:-100])[0]
        name, born = kinlib.person_of(kinlib.made_up_person())
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('import', person, whole, '--yes')
        before = sorted(kinlib.exported(home, person))
        answer = home.run('import', person, broken, '--yes', expect=None)
        equal(answer.code, ERROR, 'exit for a broken file')
        holds(answer.err.strip(), 'nothing on stderr')
        equal(sorted(kinlib.exported(home, person)), before, 'the record after a broken file')


kinlib.run_tests([a_bundle, one_line_for_each_resource, a_packed_file, a_zip_of_an_export,
                  an_export_that_names_files_it_does_not_hold,
                  somebody_elses_file_stays_out, two_people_with_one_id_are_two_people,
                  short_ids_of_two_clinics_do_not_meet, vaccines_on_a_health_card,
                  what_is_on_a_card_without_its_signature,
                  a_broken_file_loses_nothing])
