#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What data/update-portals makes of the lists of vendors."""

import contextlib
import gzip
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import equal, holds  # noqa: E402

SCRIPT = kinlib.PROJECT / 'data' / 'update-portals'
DATE = '2026-08-03'
COLUMNS = ('name', 'others', 'town', 'postal', 'region', 'base', 'vendor', 'page', 'way', 'made up')
EXTENSION = 'http://hl7.org/fhir/StructureDefinition/'


@contextlib.contextmanager
def a_folder():
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def run(folder, *lists, date=DATE):
    """(exit code, what it said)"""
    done = subprocess.run([SCRIPT, '--date', date, '--output', folder / 'directory.tsv',
                           *map(str, lists)], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def made_of(*files, vendor=''):
    """The lines that are made of these contents, as a dict by column each."""
    with a_folder() as folder:
        arguments = []
        for number, content in enumerate(files):
            path = folder / f'list-{number}'
            path.write_text(content if isinstance(content, str) else json.dumps(content),
                            encoding='utf-8')
            arguments.append(f'{vendor}={path}' if vendor else path)
        equal(run(folder, *arguments), (0, ''), 'exit code')
        return lines_of(folder)


def lines_of(folder):
    first, *lines = (folder / 'directory.tsv').read_text(encoding='utf-8').splitlines()
    equal(first, f'Kinchart directory 1\t{DATE}', 'first line')
    return [dict(zip(COLUMNS, line.split('\t'), strict=True)) for line in lines]


def flat(*clinics):
    """As Lantern keeps lists: (name, base, postal code)."""
    return {'Endpoints': [{'URL': base, 'OrganizationName': name, 'OrganizationZipCode': postal,
                           'NPIID': ''} for name, base, postal in clinics]}


def endpoint(number, address, version='4.0.1', **more):
    return {'resourceType': 'Endpoint', 'id': f'e{number}', 'status': 'active', 'address': address,
            'extension': [{'url': EXTENSION + 'endpoint-fhir-version', 'valueCode': version}],
            **more}


def organization(number, name, portal=None, **more):
    extensions = [{'url': EXTENSION + 'organization-portal', 'extension': [
        {'url': key, ('valueReference' if isinstance(value, dict) else 'valueUrl'): value}
        for key, value in portal.items()]}] if portal else []
    return {'resourceType': 'Organization', 'id': f'o{number}', 'active': True, 'name': name,
            'extension': extensions, **more}


def bundle(*resources):
    return {'resourceType': 'Bundle', 'type': 'collection', 'timestamp': '2026-08-01T00:00:00Z',
            'entry': [{'fullUrl': f'https://ehr.example.org/{r["resourceType"]}/{r["id"]}',
                       'resource': r} for r in resources]}


def address(town, postal, state='MN'):
    return {'city': town, 'postalCode': postal, 'state': state, 'country': 'US'}


def brands():
    """A brand with a facility in another town, one with a portal only, one with nothing."""
    return bundle(
        organization(1, 'Ostermere Health', {
            'portalName': 'My Ostermere', 'portalUrl': 'https://my.ostermere.example.org/',
            'portalEndpoint': {'reference': 'Endpoint/e1'}},
            alias=['Ostermere Clinics'], address=[address('Ostermere', '55401-1234')]),
        organization(2, 'Lindvik Hospital', address=[address('Lindvik', '55402')],
                     partOf={'reference': 'Organization/o1'}),
        organization(3, 'Birch Practice', {'portalUrl': 'https://birch.example.org/portal'},
                     address=[address('Birch', '55403')]),
        organization(4, 'Alder Practice', {'portalUrl': 'http://alder.example.org'},
                     address=[address('Alder', '55404')]),
        organization(5, None, address=[address('Nowhere', '55405')]),
        organization(6, 'Closed Practice', active=False),
        endpoint(1, 'https://fhir.ostermere.example.org/R4/'))


def brands_are_clinics_with_what_they_are_a_part_of():
    lines = {line['name']: line for line in made_of(brands(), vendor='Epic Systems')}
    equal(sorted(lines), ['Alder Practice', 'Birch Practice', 'Lindvik Hospital',
                          'Ostermere Health'], 'names')
    equal(lines['Ostermere Health'], {
        'name': 'Ostermere Health', 'others': 'Ostermere Clinics|My Ostermere',
        'town': 'Ostermere', 'postal': '55401', 'region': 'MN',
        'base': 'https://fhir.ostermere.example.org/R4', 'vendor': 'Epic',
        'page': 'https://my.ostermere.example.org', 'way': 'number', 'made up': ''}, 'the brand')
    facility = lines['Lindvik Hospital']
    equal((facility['base'], facility['town']),
          ('https://fhir.ostermere.example.org/R4', 'Lindvik'), 'the facility')
    holds('Ostermere Health' in facility['others'], 'not found by its brand')
    equal([lines[name]['way'] for name in ('Birch Practice', 'Alder Practice')],
          ['download', 'ask'], 'ways')
    equal(lines['Alder Practice']['page'], '', 'a page that is not safe')


def endpoints_name_their_clinic_inside():
    inside = {'contained': [{'resourceType': 'Organization', 'id': 'x', 'name': 'Clínica San José',
                             'address': [address('San Pedro', '55406')]}]}
    old = endpoint(2, 'https://old.example.org/api/FHIR/DSTU2', '1.0.2', name='Old Clinic')
    off = endpoint(3, 'https://off.example.org/R4', name='Off Clinic', status='off')
    lines = made_of(bundle(endpoint(1, 'https://joe.example.org/R4', **inside), old, off))
    equal([(line['name'], line['town'], line['way']) for line in lines],
          [('Clínica San José', 'San Pedro', '')], 'clinics')


def a_csv_has_several_names_for_an_address():
    text = ('url,api_information_source_name,certified_api_developer_name,capability_fhir_version\n'
            'https://a.example.org/fhir,"Oak Clinic;Elm Clinic, East","Epic Systems Corporation",'
            '4.0.1\nhttps://b.example.org/fhir,Old Clinic,Other,1.0.2\n'
            'https://c.example.org/fhir,New Clinic,Other,\n')
    equal([(line['name'], line['others'], line['vendor'], line['way']) for line in made_of(text)],
          [('New Clinic', '', 'Other', ''), ('Oak Clinic', 'Elm Clinic, East', 'Epic', 'number')],
          'clinics')


def only_safe_addresses_for_patients_are_kept():
    for base in ('http://a.example.org/r4', 'https://user@a.example.org/r4', 'https://a/r4',
                 'https://a.example.org/r4?x=1', 'https://a.example.org:99999/r4', 'a.example.org',
                 'https://a.example.org/dstu2/x', 'https://a.example.org/v2/argonaut/v1',
                 'https://fhir-ehr.cerner.com/r4/x', 'javascript:alert(1)', None, 5):
        lines = made_of(flat(('Bad', base, ''), ('Good', 'https://GOOD.example.org:443/r4/', '')))
        equal([line['base'] for line in lines], ['https://good.example.org/r4'], f'of {base}')


def one_clinic_is_one_line():
    """Duplicates, several names of an address, names that are nearly the same."""
    lines = made_of(flat(
        ('Oak Mem Hosp', 'https://oak.example.org/r4', '55401-1234'),
        ('OAK MEM. HOSP', 'https://oak.example.org/r4/', '55401'),
        ('Oak Memorial Hospital', 'https://oak.example.org:443/r4', ''),
        ('Elm Clinic', 'https://oak.example.org/r4', '55499')),
        flat(('Oak Memorial Hospital', 'https://other.example.org/r4', '55409')))
    equal([(line['name'], line['postal'], line['base'].split('.')[0]) for line in lines],
          [('Elm Clinic', '55499', 'https://oak'),
           ('Oak Memorial Hospital', '55401', 'https://oak'),
           ('Oak Memorial Hospital', '55409', 'https://other')], 'clinics')


def what_one_list_leaves_out_another_says():
    """An address with no place, and a clinic of which one list knows no address."""
    oak = organization(1, 'Oak Clinic', {'portalUrl': 'https://oak.example.org'},
                       address=[address('Ostermere', '55401')])
    known = organization(2, 'Oak Clinic', address=[address('Ostermere', '55401')],
                         endpoint=[{'reference': 'Endpoint/e1'}])
    lines = made_of(bundle(oak), bundle(known, endpoint(1, 'https://fhir.oak.example.org/r4')),
                    flat(('Oaks', 'https://fhir.oak.example.org/r4', '')))
    equal([(line['name'], line['others'], line['town'], line['base'], line['page'])
           for line in lines],
          [('Oak Clinic', 'Oaks', 'Ostermere', 'https://fhir.oak.example.org/r4',
            'https://oak.example.org')], 'clinics')


def what_cannot_be_told_apart_is_numbered():
    lines = made_of(flat(*(('Oak', f'https://x.example.org/{n}', '55401') for n in (2, 1))))
    equal([(line['name'], line['base'][-1]) for line in lines],
          [('Oak (1)', '1'), ('Oak (2)', '2')], 'clinics')


def short_names_are_also_found_in_full():
    line, = made_of(flat(('St. Åsa Reg Med Ctr', 'https://a.example.org/r4', '')))
    holds('Saint Asa Regional Medical Center' in line['others'].split('|'), line['others'])
    line, = made_of(flat(('Saint Åsa', 'https://a.example.org/r4', '')))
    holds('St Asa' in line['others'].split('|'), line['others'])


def what_a_vendor_says_of_its_computers_is_no_name():
    names = ('Oak County Hospital MaaS Pod 006 07', 'Oak County Hospital Expanse (Hosted by Cloud)',
             'Oak County Hospital (C/S)', 'Oak County Hospital - Expanse READY LEV 4')
    for name in names:
        line, = made_of(flat((name, 'https://a.example.org/v1/uscore/R4', '')), vendor='MEDITECH')
        equal((line['name'], line['way']), ('Oak County Hospital', ''), f'of {name}')


def a_name_cannot_break_a_line():
    line, = made_of(flat(('Oak\tClinic\n|\u202eeast\u0000', 'https://a.example.org/r4', '5\t5')))
    equal((line['name'], line['postal']), ('Oak Clinic /east', '5 5'), 'name and postal code')


def the_same_input_makes_the_same_bytes():
    """Whatever the order in it, plain or in gzip."""
    clinics = [(f'{word} Clinic', f'https://{word}.example.org/r4', str(n % 3))
               for n, word in enumerate(('oak', 'elm', 'Árbol', 'birch', 'alder', 'OAK'))]
    results = set()
    for seed in range(5):
        random.Random(seed).shuffle(clinics)
        with a_folder() as folder:
            path = folder / 'list.json.gz'
            path.write_bytes(gzip.compress(json.dumps(flat(*clinics)).encode()))
            equal(run(folder, path), (0, ''), 'exit code')
            results.add((folder / 'directory.tsv').read_bytes())
    equal(len(results), 1, 'results')


def bad_input_is_said_and_nothing_is_written():
    cases = (('', 'neither JSON nor'), ('{', 'Expecting'), ('[]', 'not an object'),
             ('<html>', 'neither JSON nor'), ('{"a": 1}', 'no list of "Endpoints"'),
             ('{"Endpoints": [7]}', 'not an object'), ('{"Endpoints": []}', 'no clinic in it'),
             ('{"resourceType": "Bundle", "entry": [{}]}', 'entry 0 has no resource'),
             ('{"resourceType": "Bundle", "entry": 5}', 'not a list'),
             ('url,api_information_source_name\nhttps://a.example.org\n', 'line 2 has not 2'),
             (b'\xff\xfe', 'decode'), (gzip.compress(b'{"Endpoints": []}')[:-9], ''))
    for content, words in cases:
        with a_folder() as folder:
            (folder / 'good').write_text(json.dumps(flat(('Oak', 'https://a.example.org', ''))),
                                         encoding='utf-8')
            bad = folder / 'bad'
            bad.write_bytes(content if isinstance(content, bytes) else content.encode())
            (folder / 'directory.tsv').write_text('before', encoding='utf-8')
            lists = [bad] if 'no clinic' in words else [folder / 'good', bad]
            code, said = run(folder, *lists)
            equal(code, 1, f'exit code of {content}')
            holds(said.startswith('update-portals: ') and words in said and str(bad) in said, said)
            holds('Traceback' not in said, said)
            equal(sorted(p.name for p in folder.iterdir()), ['bad', 'directory.tsv', 'good'],
                  'files')
            equal((folder / 'directory.tsv').read_text(encoding='utf-8'), 'before', 'the list')


def a_full_disk_leaves_the_list_before():
    with a_folder() as folder:
        path = folder / 'list'
        clinics = ((f'Oak {n}', f'https://a.example.org/{n}', '') for n in range(99))
        path.write_text(json.dumps(flat(*clinics)), encoding='utf-8')
        (folder / 'directory.tsv').write_text('before', encoding='utf-8')
        done = subprocess.run(['prlimit', '--fsize=1024', SCRIPT, '--output',
                               folder / 'directory.tsv', path], capture_output=True, text=True,
                              check=False)
        equal(done.returncode, 1, 'exit code')
        holds(done.stderr.startswith('update-portals: '), done.stderr)
        equal(sorted(p.name for p in folder.iterdir()), ['directory.tsv', 'list'], 'files')
        equal((folder / 'directory.tsv').read_text(encoding='utf-8'), 'before', 'the list')


def a_list_has_a_real_date():
    with a_folder() as folder:
        path = folder / 'list'
        path.write_text(json.dumps(flat(('Oak', 'https://a.example.org', ''))), encoding='utf-8')
        equal(run(folder, path, date='2026-02-30')[0], 2, 'exit code')
        holds(not (folder / 'directory.tsv').exists(), 'a list without a date')


def the_lists_of_vendors_become_thousands_of_clinics():
    kinlib.skip_without_shared()
    lists = kinlib.SHARED / 'data' / 'endpoints'
    with a_folder() as folder:
        equal(run(folder, *(f'{vendor}={path}' for vendor, path in (
            ('Epic', lists / 'EpicEndpointSourcesR4.json.gz'),
            ('Oracle Health', lists / 'Cerner_Corporation_EndpointSources.json.gz'),
            ('MEDITECH', lists / ('Medical_Information_Technology_Inc_MEDITECH_'
                                  'EndpointSources.json'))))), (0, ''), 'exit code')
        lines = lines_of(folder)
    holds(len(lines) > 2000, f'{len(lines)} clinics')
    for line in lines:
        holds(line['name'] and line['base'].startswith('https://'), line)
        holds('dstu2' not in line['base'] and ':443' not in line['base'], line['base'])
    told = [(line['name'], line['postal'], line['base'].split('/')[2]) for line in lines]
    equal(len(set(told)), len(told), 'clinics that can be told apart')


if __name__ == '__main__':
    kinlib.run_tests([brands_are_clinics_with_what_they_are_a_part_of,
                      endpoints_name_their_clinic_inside,
                      a_csv_has_several_names_for_an_address,
                      only_safe_addresses_for_patients_are_kept,
                      one_clinic_is_one_line,
                      what_one_list_leaves_out_another_says,
                      what_cannot_be_told_apart_is_numbered,
                      short_names_are_also_found_in_full,
                      what_a_vendor_says_of_its_computers_is_no_name,
                      a_name_cannot_break_a_line,
                      the_same_input_makes_the_same_bytes,
                      bad_input_is_said_and_nothing_is_written,
                      a_full_disk_leaves_the_list_before,
                      a_list_has_a_real_date,
                      the_lists_of_vendors_become_thousands_of_clinics])
