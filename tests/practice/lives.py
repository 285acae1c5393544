#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the lives of the made-up family could have been lived, and its codes be looked up.

Dates fit birth dates, code systems are ones that the world knows, whoever is named in the
address book is met by somebody, and the household opens what it should. Says TAP.
"""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import family as made_up  # noqa: E402

TERMINOLOGY = re.compile(r'http://terminology\.hl7\.org/CodeSystem/[\w-]+')
CODE_SYSTEMS = {
    'http://loinc.org', 'http://snomed.info/sct', 'http://unitsofmeasure.org',
    'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/cvx',
    'http://hl7.org/fhir/sid/icd-10-cm', 'http://hl7.org/fhir/administrative-gender',
    'http://dicom.nema.org/resources/ontology/DCM', 'urn:ietf:bcp:47',
    'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType',
    'http://hl7.org/fhir/us/core/CodeSystem/careplan-category',
    'http://hl7.org/fhir/us/core/CodeSystem/condition-category',
    'http://hl7.org/fhir/us/core/CodeSystem/us-core-category',
    'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
    # The one local code that is there on purpose.
    'https://birchwater.example.org/visit-class',
}
CODES = {
    'http://loinc.org': r'(LA|LP)?\d{1,8}-\d',
    'http://snomed.info/sct': r'\d{6,18}',
    'http://www.nlm.nih.gov/research/umls/rxnorm': r'\d{2,8}',
    'http://hl7.org/fhir/sid/cvx': r'\d{2,3}',
    'http://hl7.org/fhir/sid/icd-10-cm': r'[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?',
}
# What is older than the person, or belongs to somebody else.
OTHERS_DATES = {'FamilyMemberHistory', 'RelatedPerson'}
CHILDREN = {'ronja', 'teo'}
GONE_WITHOUT = {'teo': {'scans'}}
GROWING = ('Height', 'Length', 'Head size around')


def check_code_systems(family):
    for resource in family.all:
        for _, value in made_up.walk(resource):
            if not isinstance(value, dict) or 'code' not in value or 'system' not in value:
                continue
            system, code = value['system'], value['code']
            if system not in CODE_SYSTEMS and not TERMINOLOGY.fullmatch(system):
                yield f'{made_up.name_of(resource)}: {system}'
            if not re.fullmatch(CODES.get(system, r'\S+'), code):
                yield f'{made_up.name_of(resource)}: {code} is no code of {system}'


def check_check_digits(family):
    """LOINC (mod 10) and SNOMED CT (Verhoeff) both end with a digit that shows slips."""
    for resource in family.all:
        for _, value in made_up.walk(resource):
            system = value.get('system') if isinstance(value, dict) else None
            code = value.get('code', '') if system else ''
            if (system == 'http://loinc.org' and not code.startswith('L') and not luhn(code)
                    or system == 'http://snomed.info/sct' and not verhoeff(code)):
                yield f'{made_up.name_of(resource)}: {code} has a slip'


def luhn(code):
    digits, check = code.split('-')
    doubled = str(int(digits[::-1][::2][::-1]) * 2)
    rest = digits[::-1][1::2][::-1]
    return (10 - sum(map(int, doubled + rest)) % 10) % 10 == int(check)


def turned(digit, times):
    """The permutation of Verhoeff, applied some times."""
    for _ in range(times % 8):
        digit = int('1576283094'[digit])
    return digit


def added(one, other):
    """In the dihedral group of ten."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


def verhoeff(code):
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = added(check, turned(int(digit), place))
    return check == 0


def owner_of(resource):
    return resource['id'].split('-')[0] if resource['resourceType'] not in made_up.SHARED else None


def births(family):
    return {patient['id']: patient['birthDate'] for patient in family.of('Patient')}


def check_births(family):
    """Nothing happened to anybody before the day of birth, or after a hundred years."""
    born = births(family)
    for resource in family.all:
        birth = born.get(owner_of(resource))
        if birth is None or resource['resourceType'] in OTHERS_DATES:
            continue
        for key, value in made_up.walk(resource):
            if not isinstance(value, str) or not made_up.DATED.search(key):
                continue
            if made_up.moment_of(value) is None:
                continue
            if value[:10] < birth[:len(value)]:
                yield f'{made_up.name_of(resource)}: {key} {value}, born {birth}'
            if int(value[:4]) > int(birth[:4]) + 100:
                yield f'{made_up.name_of(resource)}: {key} {value} is too far ahead'


def check_periods(family):
    for resource in family.all:
        for key, value in made_up.walk(resource):
            if not isinstance(value, dict) or not {'start', 'end'} <= value.keys():
                continue
            start, end = map(made_up.moment_of, (value['start'], value['end']))
            if start and end and end < start and value['end'][:4] != value['start'][:4]:
                yield f'{made_up.name_of(resource)}: {key} ends before it begins'


def check_growth(family):
    """Children only grow, and their doctors measure it."""
    for child in sorted(CHILDREN):
        for name in GROWING:
            points = sorted((o['effectiveDateTime'], float(o['valueQuantity']['value']))
                            for o in family.of('Observation') if owner_of(o) == child
                            and o['code'].get('text') == name)
            sizes = [size for _, size in points]
            if sizes != sorted(sizes):
                yield f'{child}: {name} {sizes}'
        heights = [o for o in family.of('Observation') if owner_of(o) == child
                   and o['code'].get('text') in ('Height', 'Length')]
        if len(heights) < 5:
            yield f'{child} was measured {len(heights)} times only'


def check_doses(family):
    """The doses of one vaccine are counted in the order in which they were given."""
    given = {}
    for vaccine in family.of('Immunization'):
        dose = vaccine['protocolApplied'][0].get('doseNumberPositiveInt')
        if vaccine['status'] == 'completed' and dose and owner_of(vaccine) in CHILDREN:
            key = owner_of(vaccine), vaccine['vaccineCode']['text']
            given.setdefault(key, []).append((vaccine['occurrenceDateTime'], int(dose)))
    for key, doses in given.items():
        numbers = [dose for _, dose in sorted(doses)]
        if numbers != sorted(set(numbers)):
            yield f'{key}: doses {numbers}'
    if len(given) < 20:
        yield f'only {len(given)} series of vaccines'


def check_address_book(family):
    """Whoever is in it is met by somebody."""
    named = {value['reference'] for resource in family.all
             for _, value in made_up.walk(resource)
             if isinstance(value, dict) and isinstance(value.get('reference'), str)}
    for kind in sorted(made_up.SHARED - {'Slot', 'Binary'}):
        for resource in family.of(kind):
            name = made_up.name_of(resource)
            if name not in named:
                yield f'nobody meets {name}'


def check_household(family):
    person, = family.of('Person')
    opened = Counter()
    for link in person['link']:
        target = family.by_name[link['target']['reference']]
        patient = target.get('patient', {'reference': made_up.name_of(target)})
        opened[patient['reference'].split('/')[1]] += 1
    if opened != Counter(made_up.MEMBERS):
        yield f'the user name opens {dict(opened)}'


def check_members(family):
    """Everybody has something in every section."""
    for member in sorted(made_up.MEMBERS):
        for section, (kind, code) in made_up.SECTIONS.items():
            there = [r for r in family.of(kind) if owner_of(r) == member
                     and (code in made_up.categories(r) or code is None)]
            if not there and section not in GONE_WITHOUT.get(member, ()):
                yield f'nothing of {member} in {section}'


CHECKS = (check_code_systems, check_check_digits, check_births, check_periods, check_growth,
          check_doses, check_address_book, check_household, check_members)

if __name__ == '__main__':
    sys.exit(made_up.run(CHECKS, made_up.Family(made_up.FOLDER)))
