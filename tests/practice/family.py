#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the made-up family (data/practice) together.

Whatever the practice portal serves must be one believable record: nothing points
into the void, nothing is filed under another person, no sentence stands twice, and
every section of the app has something to show. Says TAP.
"""

import base64
import datetime
import hashlib
import html
import json
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

FOLDER = Path(os.environ.get('KIN_DATA') or Path(__file__).parents[2] / 'data') / 'practice'
MEMBERS = {'marta', 'lucia', 'ronja', 'teo'}

# The family shares its clinics: these belong to no one.
SHARED = {'Organization', 'Location', 'Practitioner', 'PractitionerRole', 'Medication', 'Binary',
          'Schedule', 'Slot'}
OWNER = ('subject', 'patient', 'beneficiary', 'for')

# Where the record room puts each type, in the order of the app's sections.
SECTIONS = {
    'results': ('DiagnosticReport', 'LAB'),
    'scans': ('DiagnosticReport', 'RAD'),
    'measurements': ('Observation', 'vital-signs'),
    'medicines': ('MedicationRequest', None),
    'vaccines': ('Immunization', None),
    'conditions': ('Condition', None),
    'allergies': ('AllergyIntolerance', None),
    'visits': ('Encounter', None),
    'visit notes': ('DocumentReference', 'clinical-note'),
    'documents': ('DocumentReference', None),
    'messages': ('Communication', None),
    'appointments': ('Appointment', None),
    'bills': ('Invoice', None),
    'insurance': ('Coverage', None),
    'what insurance paid': ('ExplanationOfBenefit', None),
    'care team': ('CareTeam', None),
}

# Also served, and shown somewhere.
OTHERS = '''Account CarePlan Consent Device FamilyMemberHistory Flag Goal ImagingStudy
ImmunizationRecommendation List Media MedicationDispense MedicationStatement Patient Procedure
Provenance QuestionnaireResponse RelatedPerson ServiceRequest Specimen Task'''.split()

# Each is a way in which real portals write a result.
SHAPES = {
    'a comparator': lambda o: 'comparator' in o.get('valueQuantity', {}),
    'a range': lambda o: 'valueRange' in o,
    'a ratio': lambda o: 'valueRatio' in o,
    'words': lambda o: 'valueString' in o,
    'a code': lambda o: 'valueCodeableConcept' in o,
    'a whole number': lambda o: 'valueInteger' in o,
    'components': lambda o: 'component' in o,
    'members': lambda o: 'hasMember' in o,
    'no range': lambda o: 'valueQuantity' in o and 'referenceRange' not in o,
    'several ranges': lambda o: len(o.get('referenceRange', [])) > 1,
    'a range in words': lambda o: any(set(r) == {'text'} for r in o.get('referenceRange', [])),
    'text and no code': lambda o: 'coding' not in o['code'],
    'a zero': lambda o: o.get('valueInteger') == '0',
    'less than zero': lambda o: value_of(o).startswith('-'),
    'a zero at the end': lambda o: re.search(r'\.\d*0$', value_of(o)),
    'a year': lambda o: re.fullmatch(r'\d{4}', o.get('effectiveDateTime', '')),
    'a month': lambda o: re.fullmatch(r'\d{4}-\d\d', o.get('effectiveDateTime', '')),
    'UTC': lambda o: o.get('effectiveDateTime', '').endswith('Z'),
    'summer time': lambda o: o.get('effectiveDateTime', '').endswith('-05:00'),
    'winter time': lambda o: o.get('effectiveDateTime', '').endswith('-06:00'),
    'no value, and why': lambda o: 'dataAbsentReason' in o,
    'a value that parents do not see': lambda o: 'masked' in marks_of(o, 'dataAbsentReason'),
    'no date': lambda o: not any(key.startswith('effective') for key in o),
    'members that have members': lambda o: len(o.get('hasMember', [])) > 1 and any(
        m.get('display') == 'Animals' for m in o['hasMember']),
    'a name of a hundred letters': lambda o: len(o['code'].get('text', '')) > 100,
    'a value on its lower limit': lambda o: value_of(o) and value_of(o) == limit_of(o, 'low'),
    'a value on its upper limit': lambda o: value_of(o) and value_of(o) == limit_of(o, 'high'),
    'a range without an end': lambda o: limit_of(o, 'low') and not limit_of(o, 'high'),
    'a range without a beginning': lambda o: limit_of(o, 'high') and not limit_of(o, 'low'),
    'a range for an age': lambda o: any('age' in r for r in o.get('referenceRange', [])),
    'another unit than the range': lambda o: {'mmol/L', 'mg/dL'} <= units_of(o),
    'one unit in two spellings': lambda o: {'mmol/l', 'mmol/L'} <= units_of(o),
    'a value without a unit': lambda o: value_of(o) and 'unit' not in o['valueQuantity'],
    'a share as a fraction': lambda o: '19926-5' in marks_of(o, 'code') and value_of(o) < '1',
    'a titer': lambda o: o.get('valueRatio', {}).get('numerator') == {'value': '1'},
    'a plus': lambda o: o.get('valueString') == '1+',
    'a trace': lambda o: o.get('valueString') == 'Trace',
    'a paragraph': lambda o: '\n' in o.get('valueString', ''),
    'a decimal comma': lambda o: re.search(r'\d,\d', o.get('valueString', '')),
    'a mark that is no code': lambda o: 'H*' in texts_of(o, 'interpretation'),
    'a mark that does not agree': lambda o: 'N' in marks_of(o, 'interpretation') and limit_of(
        o, 'low') and float(value_of(o)) < float(limit_of(o, 'low')),
    **{f'the mark {mark}': lambda o, mark=mark: mark in marks_of(o, 'interpretation')
       for mark in 'H L HH LL A POS NEG IND S I R'.split()},
}
STATUSES = 'registered preliminary final corrected cancelled entered-in-error'.split()
CATEGORIES = '''laboratory vital-signs social-history survey sdoh exam imaging procedure activity
functional-status treatment-intervention-preference'''.split()
ATTACHED = {
    'application/pdf': b'%PDF-', 'image/png': b'\x89PNG\r\n', 'application/rtf': b'{\\rtf',
    'text/html': b'<!DOCTYPE html>', 'text/plain': b'',
}
PROSE = {'conclusion', 'contentString', 'comment', 'disposition', 'patientInstruction'}
HOSTS = re.compile(r'(?:https?://|@)([\w.-]+)')
OUR_HOSTS = re.compile(r'(?:^|\.)(?:example\.org|invalid)$')
STANDARD_HOSTS = {'hl7.org', 'terminology.hl7.org', 'loinc.org', 'snomed.info',
                  'unitsofmeasure.org', 'www.nlm.nih.gov', 'dicom.nema.org', 'www.w3.org'}
VITAL_SIGNS = {'85354-9', '8867-4', '29463-7', '8302-2', '8310-5', '9279-1', '59408-5', '39156-5',
               '9843-4', '59576-9', '77606-2', '8289-1'}
TODAY = datetime.datetime(2026, 11, 26, tzinfo=datetime.timezone.utc)
PAST = {'lastUpdated', 'sent', 'received', 'issued', 'recorded', 'effectiveDateTime'}
DATE = re.compile(r'\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?)?)?')
DATED = re.compile(r'(date|dateTime|start|end|issued|sent|received|recorded|authored\w*|created|'
                   r'lastUpdated|\w+Date|\w+DateTime|when\w+)$', re.ASCII)


def no_twins(pairs):
    keys = Counter(key for key, _ in pairs)
    assert max(keys.values(), default=1) == 1, f'a key twice: {keys.most_common(1)}'
    return dict(pairs)


def refuse(word):
    raise ValueError(f'{word} is not JSON')


def read(path):
    """Numbers stay text, so that 1.10 is not 1.1."""
    return json.loads(path.read_text(encoding='utf-8'), parse_float=str, parse_int=str,
                      parse_constant=refuse, object_pairs_hook=no_twins)


def walk(value, key=''):
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)


class Family:
    def __init__(self, folder):
        self.bundles = {path.name: read(path) for path in sorted(folder.glob('*.json'))}
        self.all = [entry['resource'] for bundle in self.bundles.values()
                    for entry in bundle['entry']]
        self.by_name = {name_of(r): r for r in self.all}

    def of(self, kind):
        return [r for r in self.all if r['resourceType'] == kind]


def name_of(resource):
    return f'{resource["resourceType"]}/{resource["id"]}'


def categories(resource):
    concepts = resource.get('category', [])
    return {coding.get('code') for concept in concepts if isinstance(concept, dict)
            for coding in concept.get('coding', [])}


def value_of(observation):
    return observation.get('valueQuantity', {}).get('value', '')


def concepts_of(resource, key):
    concepts = resource.get(key, [])
    return concepts if isinstance(concepts, list) else [concepts]


def marks_of(resource, key):
    return {coding.get('code') for concept in concepts_of(resource, key)
            for coding in concept.get('coding', [])}


def texts_of(resource, key):
    return {concept.get('text') for concept in concepts_of(resource, key)}


def limit_of(observation, end):
    ranges = observation.get('referenceRange', [])
    return ranges[0].get(end, {}).get('value') if len(ranges) == 1 else None


def units_of(observation):
    quantities = [observation.get('valueQuantity', {})]
    quantities += [r.get(end, {}) for r in observation.get('referenceRange', [])
                   for end in ('low', 'high')]
    return {quantity.get('unit') for quantity in quantities}


def check_bundles(family):
    for file, bundle in family.bundles.items():
        if (bundle['resourceType'], bundle['type']) != ('Bundle', 'collection'):
            yield f'{file} is no collection'
        if file != bundle['id'] + '.json':
            yield f'{file} calls itself {bundle["id"]}'
        for entry in bundle['entry']:
            if not entry['fullUrl'].endswith('/' + name_of(entry['resource'])):
                yield f'{file}: {entry["fullUrl"]}'


def check_ids(family):
    for name, times in Counter(map(name_of, family.all)).items():
        if times > 1:
            yield f'{name} is there {times} times'
        if not re.fullmatch(r'[A-Za-z0-9.-]{1,64}', name.split('/')[1]):
            yield f'{name} is not an id'


def check_references(family):
    for resource in family.all:
        for key, value in walk(resource):
            points = key == 'reference' or (key == 'url' and str(value).startswith('Binary/'))
            if points and isinstance(value, str) and value not in family.by_name:
                yield f'{name_of(resource)} points to {value}'


def check_patient(family):
    for resource in family.all:
        kind = resource['resourceType']
        owners = [resource[key] for key in OWNER if isinstance(resource.get(key), (dict, list))]
        found = {person['reference'] for owner in owners
                 for person in (owner if isinstance(owner, list) else [owner])
                 if person.get('reference', '').startswith('Patient/')}
        found |= {part['actor']['reference'] for part in resource.get('participant', [])
                  if part.get('actor', {}).get('reference', '').startswith('Patient/')}
        if kind in SHARED and found:
            yield f'{name_of(resource)} is shared and yet belongs to {found}'
        if kind not in SHARED | {'Patient', 'Provenance', 'Person'}:
            member = resource['id'].split('-')[0]
            if member not in MEMBERS or found != {f'Patient/{member}'}:
                yield f'{name_of(resource)} belongs to {found or "nobody"}'


def moment_of(text):
    """The first moment of a FHIR date; None for what is no date."""
    if not DATE.fullmatch(text):
        return None
    try:
        moment = datetime.datetime.fromisoformat((text + '-01-01')[:10] + text[10:])
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc)


def check_dates(family):
    for resource in family.all:
        for key, value in walk(resource):
            if not isinstance(value, str) or not DATED.search(key) or not value[:2].isdigit():
                continue
            moment = moment_of(value)
            if moment is None:
                yield f'{name_of(resource)}: {key} {value} is no date'
            elif key in PAST and moment > TODAY:
                yield f'{name_of(resource)}: {key} {value} is still to come'
        if not resource['meta']['lastUpdated'].endswith('Z'):
            yield f'{name_of(resource)}: lastUpdated without Z'


def check_visits(family):
    """What was measured at a visit was measured during it, or on the same day."""
    for resource in family.of('Observation'):
        visit = family.by_name.get(resource.get('encounter', {}).get('reference'))
        day = resource.get('effectiveDateTime', '')[:10]
        if visit and len(day) == 10:
            first = visit['period']['start'][:10]
            last = visit['period'].get('end', first)[:10]
            if not first <= day <= last:
                yield f'{name_of(resource)}: {day} is outside {first} to {last}'


def check_observations(family):
    found, statuses, shapes = Counter(), Counter(), Counter()
    for resource in family.of('Observation'):
        codes = categories(resource)
        if not codes & set(CATEGORIES):
            yield f'{name_of(resource)}: no category that a portal is asked for'
        found.update(codes)
        statuses[resource['status']] += 1
        shapes.update(shape for shape, test in SHAPES.items() if test(resource))
        loinc = {coding['code'] for coding in resource['code'].get('coding', [])}
        if bool(loinc & VITAL_SIGNS) != ('vital-signs' in codes):
            yield f'{name_of(resource)}: category and code do not agree'
    yield from (f'no observation in {c}' for c in CATEGORIES if not found[c])
    yield from (f'no observation is {s}' for s in STATUSES if not statuses[s])
    yield from (f'no observation with {s}' for s in SHAPES if not shapes[s])


def attachments(family):
    """Yields (resource, content type, bytes, attachment) of all that can be opened."""
    for resource in family.all:
        if resource['resourceType'] == 'Binary':
            yield resource, resource['contentType'], resource['data'], {}
        for _, value in walk(resource):
            if isinstance(value, dict) and 'contentType' in value and value is not resource:
                holder = family.by_name.get(value.get('url'), value)
                yield resource, value['contentType'], holder.get('data', ''), value


def check_attachments(family):
    kinds = set()
    for resource, kind, data, attachment in attachments(family):
        content = base64.b64decode(data, validate=True)
        plain = kind.split(';')[0]
        kinds.add(plain)
        if not content or not content.startswith(ATTACHED[plain]):
            yield f'{name_of(resource)} is no {plain}'
        if 'size' in attachment and attachment['size'] != str(len(content)):
            yield f'{name_of(resource)}: size {attachment["size"]}, has {len(content)}'
        hashed = base64.b64encode(hashlib.sha1(content).digest()).decode()
        if attachment.get('hash', hashed) != hashed:
            yield f'{name_of(resource)}: wrong hash'
    yield from (f'no {kind}' for kind in ATTACHED if kind not in kinds)


def prose(family):
    """Yields (name, text) of everything that somebody wrote."""
    for resource in family.all:
        if resource['resourceType'] == 'Binary' and resource['contentType'].startswith('text/'):
            text = base64.b64decode(resource['data']).decode()
            yield name_of(resource), html.unescape(re.sub(r'<[^>]+>', '\n', text))
        for key, value in walk(resource):
            if key in PROSE and isinstance(value, str):
                yield name_of(resource), value
            elif key == 'note' and isinstance(value, dict):
                yield name_of(resource), value['text']


def check_sentences(family):
    places = defaultdict(list)
    for name, text in prose(family):
        for sentence in re.split(r'(?<=[.!?…])\s+|\n+', text):
            words = sentence.split()
            if len(words) >= 4:
                places[' '.join(words).casefold()].append(name)
    for sentence, names in places.items():
        if len(names) > 1:
            yield f'“{sentence}” stands in {", ".join(names)}'
    if len(places) < 800:
        yield f'only {len(places)} sentences'


def check_series(family):
    """Bodies do not repeat a number for ever, nor climb in even steps."""
    series = defaultdict(list)
    for resource in family.of('Observation'):
        quantity = resource.get('valueQuantity', {})
        if quantity and 'comparator' not in quantity and resource['status'] != 'entered-in-error':
            point = resource.get('effectiveDateTime', ''), quantity['value']
            series[resource['subject']['reference'], resource['code']['text']].append(point)
    for name, points in series.items():
        values = [float(value) for _, value in sorted(points)]
        steps = [round(b - a, 6) for a, b in zip(values, values[1:])]
        if any(len(set(steps[i:i + 3])) == 1 for i in range(len(steps) - 2)):
            yield f'{name}: four values in even steps: {values}'


def check_sums(family):
    for bill in family.of('Invoice'):
        lines = sum(float(part['amount']['value']) for line in bill['lineItem']
                    for part in line['priceComponent'])
        if abs(lines - float(bill['totalGross']['value'])) > 0.001:
            yield f'{name_of(bill)}: {lines}'
    for paid in family.of('ExplanationOfBenefit'):
        for item in paid['item']:
            amount = {part['category']['coding'][0]['code']: float(part['amount']['value'])
                      for part in item['adjudication']}
            if abs(amount['eligible'] - amount['benefit'] - amount['copay']) > 0.001:
                yield f'{name_of(paid)}: {amount}'


def check_sections(family):
    for section, (kind, code) in SECTIONS.items():
        if not [r for r in family.of(kind) if code in categories(r) or code is None]:
            yield f'nothing in {section}'
    yield from (f'no {kind}' for kind in OTHERS if not family.of(kind))
    ahead = [a for a in family.of('Appointment') if a.get('start', '') > '2026-11-26']
    if not any(a['status'] == 'booked' for a in ahead):
        yield 'no appointment to look forward to'


def check_nobody_real(family):
    """Telephone numbers and hosts that can belong to nobody."""
    for resource in family.all:
        for key, value in walk(resource):
            if not isinstance(value, str) or key == 'data':
                continue
            for host in HOSTS.findall(value):
                if host not in STANDARD_HOSTS and not OUR_HOSTS.search(host):
                    yield f'{name_of(resource)}: {host}'
            for number in re.findall(r'\b555-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b', value):
                if not number.startswith('555-01'):
                    yield f'{name_of(resource)}: {number}'


CHECKS = (check_bundles, check_ids, check_references, check_patient, check_dates, check_visits,
          check_observations, check_attachments, check_sentences, check_series, check_sums,
          check_sections, check_nobody_real)


def run(checks, family):
    """Says of each check whether it found something; returns the exit code."""
    print(f'1..{len(checks)}')
    failed = 0
    for number, check in enumerate(checks, start=1):
        found = list(check(family))
        name = check.__name__.removeprefix('check_').replace('_', ' ')
        print(f'{"not ok" if found else "ok"} {number} - {name}')
        for line in found[:20]:
            print(f'# {line}')
        failed += bool(found)
    return 1 if failed else 0


def main():
    family = Family(FOLDER)
    code = run(CHECKS, family)
    counts = Counter(r['resourceType'] for r in family.all)
    print('# ' + ', '.join(f'{kind} {count}' for kind, count in counts.most_common()))
    return code


if __name__ == '__main__':
    sys.exit(main())
