#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clinical documents (HL7 C-CDA) come in as entries of the record: by themselves and in a zip."""

import base64
import collections
import gzip
import json
import socket
import sys
import time
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, SHARED, equal, holds  # noqa: E402

HL7 = '{urn:hl7-org:v3}'
PERSON = ('Mirela', 'Testova', '19610418')
WRITTEN = '<effectiveTime value="20240203101500+0100"/>'
SECRET = 'notforanybody'
HEAD = ('<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="CDA.xsl"?>'
        '<ClinicalDocument xmlns="urn:hl7-org:v3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">')


def problem(key, words, code='', attributes=''):
    return (f'<entry><act classCode="ACT" moodCode="EVN"><statusCode code="active"/>'
            f'<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"'
            f' {attributes}><id root="1.2.3" extension="{key}"/>'
            f'<code code="55607006" codeSystem="2.16.840.1.113883.6.96"/>'
            f'<statusCode code="completed"/><effectiveTime><low value="20150102"/></effectiveTime>'
            f'<value xsi:type="CD" code="{code or key}" codeSystem="2.16.840.1.113883.6.96"'
            f' displayName="{words}"/></observation></entryRelationship></act></entry>')


def section(code, title, text, entries=''):
    return (f'<component><section><code code="{code}" codeSystem="2.16.840.1.113883.6.1"/>'
            f'<title>{title}</title><text>{text}</text>{entries}</section></component>')


def problems(*entries):
    return section('11450-4', 'Problems', '<paragraph>As of today</paragraph>', ''.join(entries))


def document(body, person=PERSON, number='7', key='d1', extra=''):
    given, family, born = person
    return (f'{HEAD}<id root="1.2.9" extension="{key}"/>{extra}<title>Summary of care</title>'
            f'{WRITTEN}<recordTarget><patientRole><id root="1.2.4" extension="{number}"/><patient>'
            f'<name use="L"><given>{given}</given><family>{family}</family></name>'
            f'<administrativeGenderCode code="F"/><birthTime value="{born}"/>'
            f'</patient></patientRole></recordTarget>'
            f'<component>{body}</component></ClinicalDocument>')


def structured(*sections):
    return f'<structuredBody>{"".join(sections)}</structuredBody>'


def person_of(home, person=PERSON):
    given, family, born = person
    return home.run('person', 'add', f'{given} {family}', '--birth-date',
                    f'{born[:4]}-{born[4:6]}-{born[6:]}').json['id']


def put(home, name, text):
    path = home.short / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def packed(home, name, files):
    path = home.short / name
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
        for inner, text in files.items():
            file.writestr(inner, text)
    return path


def titles(home, person, name):
    return sorted(item['title'] for item in home.run('list', person, name).json)


def sections(home, person):
    return {s['section']: s['count'] for s in home.run('sections', person).json['sections']}


def it_becomes_entries_and_a_letter():
    with kinlib.Home() as home:
        person = person_of(home)
        path = put(home, 'care.xml', document(structured(problems(problem('1', 'Asthma')))))
        counts = home.run('import', person, path, '--yes').json
        equal(counts['letters'], 0, 'letters')
        equal(counts['stored'], 3, 'stored: the patient, the document, the problem')
        equal(sections(home, person), {'conditions': 1, 'documents': 1}, 'sections')
        equal(titles(home, person, 'conditions'), ['Asthma'], 'conditions')
        equal(titles(home, person, 'documents'), ['Summary of care'], 'documents')


def the_same_twice_and_a_newer_one_double_nothing():
    with kinlib.Home() as home:
        person = person_of(home)
        version = '<setId root="1.2.9" extension="s"/><versionNumber value="{}"/>'
        old = put(home, 'old.xml', document(structured(problems(problem('1', 'Asthma'))),
                                            extra=version.format(1)))
        new = put(home, 'new.xml', document(structured(problems(problem('1', 'Mild asthma', '2'),
                                                                problem('3', 'Migraine'))),
                                            key='d2', extra=version.format(2)))
        home.run('import', person, old, '--yes')
        equal(home.run('import', person, old, '--yes').json['stored'], 0, 'stored the second time')
        home.run('import', person, new, '--yes')
        equal(titles(home, person, 'conditions'), ['Migraine', 'Mild asthma'], 'conditions')
        equal(sections(home, person)['documents'], 1, 'documents')


def an_older_one_that_is_opened_later_takes_back_nothing():
    with kinlib.Home() as home:
        person = person_of(home)
        new = document(structured(problems(problem('1', 'Mild asthma', '2'))), key='d2')
        old = document(structured(problems(problem('1', 'Asthma'), problem('4', 'Cough'))))
        old = old.replace(WRITTEN, '<effectiveTime value="20090101"/>')
        for name, text in (('new.xml', new), ('old.xml', old)):
            home.run('import', person, put(home, name, text), '--yes')
        equal(titles(home, person, 'conditions'), ['Cough', 'Mild asthma'], 'conditions')


def a_name_that_is_written_otherwise_is_asked_about():
    with kinlib.Home() as home:
        person = person_of(home)
        own = put(home, 'own.xml', document(structured(problems(problem('2', 'Gout')))))
        given, family, _ = PERSON
        other = put(home, 'other.json', json.dumps(
            {'resourceType': 'Patient', 'id': 'p9', 'birthDate': '1961-04-18', 'gender': 'female',
             'name': [{'given': [given, 'Luz'], 'family': family}]}))
        together = packed(home, 'both.zip', {'a.xml': own.read_bytes(),
                                             'b.json': other.read_bytes()})
        answer = home.run('import', person, together, '--yes', expect=ERROR)
        holds('Somebody has to look' in answer.out + answer.err, answer.out + answer.err)
        equal(sections(home, person).get('conditions', 0), 0, 'conditions')


def one_id_for_two_things_loses_neither():
    with kinlib.Home() as home:
        person = person_of(home)
        path = put(home, 'care.xml',
                   document(structured(problems(problem('1', 'Asthma'), problem('1', 'Gout'),
                                                problem('1', 'Gout')))))
        home.run('import', person, path, '--yes')
        equal(titles(home, person, 'conditions'), ['Asthma', 'Gout'], 'conditions')


def somebody_elses_document_stays_out():
    with kinlib.Home() as home:
        person = person_of(home)
        other = put(home, 'other.xml', document(structured(problems(problem('1', 'Asthma'))),
                                                ('Mirela', 'Testova', '19990101')))
        home.run('import', person, other, '--yes', expect=ERROR)
        own = put(home, 'own.xml', document(structured(problems(problem('2', 'Gout')))))
        second = put(home, 'second.xml', document(structured(problems(problem('3', 'Cough'))),
                                                  ('Bruno', 'Other', '19700101'), '8'))
        answer = home.run('import', person, own, second, '--yes', expect=ERROR)
        holds('more than one person' in answer.err, answer.err)
        together = packed(home, 'both.zip', {'a.xml': own.read_bytes(),
                                             'b.xml': second.read_bytes()})
        answer = home.run('import', person, together, '--yes', expect=ERROR)
        holds('more than one person' in answer.err, answer.err)
        equal(home.run('sections', person).json['resources'], 0, 'resources')


def a_document_of_another_source_stays_a_letter():
    """A source has one patient: an export with both kinds of files, and two clinics at once."""
    record = ('{"resourceType":"Patient","id":"1","birthDate":"1961-04-18",'
              '"name":[{"given":["Mirela"],"family":"Testova"}],"gender":"female"}')
    text = document(structured(problems(problem('1', 'Asthma'))))
    other = document(structured(problems(problem('2', 'Gout'))), number='8').replace(
        'root="1.2.4"', 'root="1.2.5"')
    for name, files in {'export.zip': {'a.xml': text, 'b.ndjson': record},
                        'clinics.zip': {'a.xml': text, 'b.xml': other}}.items():
        with kinlib.Home() as home:
            person = person_of(home)
            counts = home.run('import', person, packed(home, name, files), '--yes').json
            equal(counts['letters'], 1, f'{name}: letters')


def a_package_of_a_clinic():
    """IHE XDM: the document, and around it what shows it on another computer."""
    with kinlib.Home() as home:
        person = person_of(home)
        text = document(structured(problems(problem('1', 'Asthma'))))
        folder = 'IHE_XDM/SUBSET01'
        path = packed(home, 'record.zip', {
            'INDEX.HTM': '<html>Open DOC0001.XML</html>', 'README.TXT': 'Read me',
            f'{folder}/METADATA.XML': '<a/>', f'{folder}/CDA.XSL': '<xsl/>',
            f'{folder}/DOC0001.XML': text, f'{folder}/SCAN.PDF': b'%PDF-1.4 small'})
        counts = home.run('import', person, path, '--yes').json
        equal(counts['letters'], 1, 'letters: the scan')
        equal(sections(home, person), {'conditions': 1, 'documents': 2}, 'sections')


def what_is_no_document_is_a_letter():
    """Hostile or not readable: nothing is opened, and the file is kept as it is."""
    deep = '<a>' * 100_000 + '</a>' * 100_000
    bomb = ''.join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    kind = '<!DOCTYPE ClinicalDocument [<!ENTITY e0 "ha">{}]>'
    good = document(structured(problems(problem('1', 'Asthma'))))
    root = good[good.index('<ClinicalDocument'):]
    with socket.create_server(('127.0.0.1', 0)) as trap, kinlib.temporary_file(SECRET) as secret:
        trap.setblocking(False)
        web, file = f'http://127.0.0.1:{trap.getsockname()[1]}/x', Path(secret).as_uri()
        each_is_a_letter(hostile_files(good, root, kind, bomb, deep, web, file))
        try:
            trap.accept()
            raise AssertionError('somebody was asked on the network')
        except BlockingIOError:
            pass


def hostile_files(good, root, kind, bomb, deep, web, file):
    return {
        'laughs': kind.format(bomb) + root.replace('As of today', '&e9;'),
        'attribute': kind.format(bomb) + root.replace('"Asthma"', '"&e9;"'),
        'outside': kind.format('<!ENTITY x SYSTEM "' + file + '">')
        + root.replace('As of today', '&x;'),
        'parameter': kind.format(f'<!ENTITY % x SYSTEM "{web}"> %x;') + root,
        'type': f'<!DOCTYPE ClinicalDocument SYSTEM "{web}.dtd">' + root,
        'include': good.replace('<paragraph>', f'<xi:include href="{file}" xmlns:xi='
                                '"http://www.w3.org/2001/XInclude"/><paragraph>'),
        'deep': good.replace('As of today', deep),
        'long': good.replace('As of today', 'x' * 33 * 1024 * 1024),
        'cut': good[:-30],
        'nobody': f'{HEAD}<title>x</title></ClinicalDocument>',
        'other': '<x xmlns="urn:hl7-org:v3"><!-- ClinicalDocument --></x>',
    }


def each_is_a_letter(hostile):
    for name, text in hostile.items():
        with kinlib.Home() as home:
            person = person_of(home)
            path = put(home, f'{name}.xml', text)
            before = time.monotonic()
            counts = home.run('import', person, path, text='yes\n').json
            took = time.monotonic() - before
            print(f'# {name}: {took:.2f} s', flush=True)
            conditions = sections(home, person).get('conditions', 0)
            equal(home.run('search', person, SECRET).json, [], f'{name}: what lies in another file')
            if name == 'include':
                equal(conditions, 1, 'an include is passed over')
                continue
            equal(counts['letters'], 1, f'{name}: letters')
            equal(conditions, 0, f'{name}: conditions')


def a_letter_inside_a_document():
    with kinlib.Home() as home:
        person = person_of(home)
        pdf = base64.b64encode(b'%PDF-1.4 made up').decode()
        body = (f'<nonXMLBody><text mediaType="application/pdf" representation="B64">{pdf}</text>'
                f'</nonXMLBody>')
        home.run('import', person, put(home, 'scan.xml', document(body)), '--yes')
        equal(titles(home, person, 'documents'), ['Summary of care'], 'documents')


def a_document_in_wide_letters():
    """UTF-16, as some programs write it, in both orders."""
    text = document(structured(problems(problem('1', 'Asthma'))))
    for encoding in ('utf-16-le', 'utf-16-be'):
        with kinlib.Home() as home:
            person = person_of(home)
            wide = ('\ufeff' + text.replace('UTF-8', 'UTF-16')).encode(encoding)
            counts = home.run('import', person, put(home, 'wide.xml', wide), '--yes').json
            equal(counts['letters'], 0, 'letters')
            equal(titles(home, person, 'conditions'), ['Asthma'], 'conditions')


# What others made


def name_and_birth(text):
    """As a person would type them in; None where the document has none."""
    root = ElementTree.fromstring(text)
    patient = root.find(f'{HL7}recordTarget/{HL7}patientRole/{HL7}patient')
    if root.tag != f'{HL7}ClinicalDocument' or patient is None:
        return None
    name = patient.find(f'{HL7}name')
    words = [part.text.strip() for part in (name if name is not None else ())
             if part.text and part.tag in (f'{HL7}given', f'{HL7}family')]
    birth = patient.find(f'{HL7}birthTime')
    born = birth.get('value', '')[:8] if birth is not None else ''
    if len(born) != 8:
        born = ''
    return ' '.join(words) or 'Nobody', born


def read(path):
    bytes_ = path.read_bytes()
    return gzip.decompress(bytes_) if path.suffix == '.gz' else bytes_


def every_document_of_others():
    """Each comes in for a person of its own; the same file again changes nothing."""
    kinlib.skip_without_shared()
    for name in ('ccda-hl7', 'ccda-onc', 'ccda-vendors'):
        totals = collections.Counter()
        paths = [path for path in sorted((SHARED / 'data' / name).rglob('*'))
                 if path.suffix.lower() in ('.xml', '.ccda', '.gz')]
        holds(paths, f'nothing in {name}')
        with kinlib.Home() as home:
            for path in paths:
                totals.update(import_one(home, path))
        print(f'# {name}: {len(paths)} files: '
              + ', '.join(f'{key} {value}' for key, value in sorted(totals.items())), flush=True)
        holds(totals['allergies'] and totals['conditions'] and totals['medicines'], name)


def import_one(home, path):
    text = read(path)
    try:
        who = name_and_birth(text)
    except ElementTree.ParseError:
        who = None
    name, born = who or ('Nobody', '')
    person = home.run('person', 'add', name, *(('--birth-date', born[:4] + '-' + born[4:6] + '-'
                                                + born[6:]) if born else ())).json['id']
    file = put(home, 'document.xml', text)
    counts = home.run('import', person, file, text='yes\n').json
    equal(counts['quarantined'], 0, f'{path.name}: quarantined')
    equal(home.run('import', person, file, text='yes\n').json['stored'], 0, f'{path.name}: again')
    found = collections.Counter(sections(home, person))
    found['(as a letter)'] = counts['letters']
    return found


kinlib.run_tests([it_becomes_entries_and_a_letter, the_same_twice_and_a_newer_one_double_nothing,
                  an_older_one_that_is_opened_later_takes_back_nothing,
                  a_name_that_is_written_otherwise_is_asked_about,
                  one_id_for_two_things_loses_neither, somebody_elses_document_stays_out,
                  a_document_of_another_source_stays_a_letter, a_package_of_a_clinic,
                  what_is_no_document_is_a_letter, a_letter_inside_a_document,
                  a_document_in_wide_letters,
                  every_document_of_others])
