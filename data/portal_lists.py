# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the lists of clinics that vendors publish, for data/update-portals."""

import csv
import gzip
import io
import json
import re
import unicodedata
import urllib.parse
from dataclasses import dataclass

EXTENSION = 'http://hl7.org/fhir/StructureDefinition/'
VENDORS = (('epic', 'Epic'), ('oracle', 'Oracle Health'), ('cerner', 'Oracle Health'),
           ('medical information technology', 'MEDITECH'), ('meditech', 'MEDITECH'))

NOT_R4 = re.compile(r'/(?:dstu2?|stu3|r2|r3|argonaut)(?:/|$)', re.IGNORECASE)
# Of the same vendor, but for people who work there.
NOT_FOR_PATIENTS = {'fhir-ehr.cerner.com', 'fhir-ehr-code.cerner.com', 'fhir-open.cerner.com'}


class BadInput(Exception):
    """Why a file cannot be used, for the person who runs this."""


@dataclass
class Clinic:
    """One line: names, the one that is shown first; what is not known is empty."""

    names: list
    town: str = ''
    postal: str = ''
    region: str = ''
    base: str = ''
    vendor: str = ''
    page: str = ''
    is_brand: bool = True


# Words and addresses


def clean(text):
    """One line without tabs and what nobody sees; '' for what is no text."""
    if not isinstance(text, str):
        return ''
    text = unicodedata.normalize('NFC', text).replace('|', '/')
    text = ''.join(' ' if unicodedata.category(c) in ('Cc', 'Zl', 'Zp') else c for c in text
                   if unicodedata.category(c) not in ('Cf', 'Cs'))
    return ' '.join(text.split())


def words(name):
    """As names are compared: without case, accents and marks."""
    plain = unicodedata.normalize('NFKD', name.casefold().replace('’', "'").replace("'", ''))
    return re.findall(r'\w+', ''.join(c for c in plain if not unicodedata.combining(c)))


def safe_address(text):
    """An https address without what may differ, or ''."""
    try:
        parts = urllib.parse.urlsplit(text.strip() if isinstance(text, str) else '')
        port = parts.port
    except ValueError:
        return ''
    host = parts.hostname or ''
    if (parts.scheme.lower() != 'https' or '.' not in host or parts.username is not None
            or not re.fullmatch(r'[!-~]+', parts.geturl())):
        return ''
    where = host.lower() + (f':{port}' if port not in (None, 443) else '')
    query = f'?{parts.query}' if parts.query else ''
    return f'https://{where}{parts.path.rstrip("/")}{query}'


def patient_base(text):
    """The base of a FHIR R4 service for patients, or ''."""
    base = safe_address(text)
    host = urllib.parse.urlsplit(base).hostname
    return '' if '?' in base or NOT_R4.search(base) or host in NOT_FOR_PATIENTS else base


def postal_code(text):
    """Of the United States without the four digits that name a street."""
    return re.sub(r'^(\d{5})-?\d{4}$', r'\1', clean(text))


def vendor_of(text):
    text = clean(text)
    return next((name for begin, name in VENDORS if text.lower().startswith(begin)), text)


# Reading


def need(condition, where, what):
    if not condition:
        raise BadInput(f'{where}: {what}')


def members(value, where):
    """The elements of a list of objects that may be left out."""
    need(isinstance(value, list | None), where, 'not a list')
    for element in value or []:
        need(isinstance(element, dict), where, 'not an object')
        yield element


def extension(resource, name, where):
    """The parts of each extension of that name: lists of (name, value)."""
    for found in members(resource.get('extension'), where):
        if found.get('url') == EXTENSION + name:
            yield [(str(part.get('url')), value_of(part))
                   for part in members(found.get('extension'), where)]


def value_of(extension_part):
    return next((v for k, v in extension_part.items() if k.startswith('value')), None)


class Bundle:
    """Endpoints and Organizations that point to each other."""

    def __init__(self, bundle, where):
        self.where = where
        self.resources = {}
        self.endpoints, self.organizations = [], []
        for number, entry in enumerate(members(bundle.get('entry'), where)):
            resource = entry.get('resource')
            need(isinstance(resource, dict), where, f'entry {number} has no resource')
            kind = resource.get('resourceType')
            for name in (str(entry.get('fullUrl')), f'{kind}/{resource.get("id")}'):
                self.resources[name] = resource
            if kind == 'Endpoint':
                self.endpoints.append(resource)
            elif kind == 'Organization':
                self.organizations.append(resource)

    def find(self, reference):
        name = reference.get('reference') if isinstance(reference, dict) else None
        if not isinstance(name, str):
            return None
        return self.resources.get(name) or self.resources.get('/'.join(name.split('/')[-2:]))

    def chain(self, organization):
        """It and what it is a part of."""
        found = []
        while organization is not None and organization not in found:
            found.append(organization)
            organization = self.find(organization.get('partOf'))
        return found

    def base(self, references):
        """Of the first of these endpoints that a patient can use."""
        endpoints = filter(None, map(self.find, references))
        return next(filter(None, (base_of(e, self.where) for e in endpoints)), '')

    def clinics(self):
        if self.organizations:
            for organization in self.organizations:
                if organization.get('active') is not False:
                    yield from self.of_organization(organization)
        else:
            for endpoint in self.endpoints:
                yield from self.of_endpoint(endpoint)

    def of_organization(self, organization):
        chain = self.chain(organization)
        portals = [dict(p) for o in chain for p in extension(o, 'organization-portal', self.where)]
        references = [p.get('portalEndpoint') for p in portals]
        references += [e for o in chain for e in members(o.get('endpoint'), self.where)]
        base = self.base(references)
        page = next(filter(None, (safe_address(p.get('portalUrl')) for p in portals)), '')
        names = [organization.get('name'), *aliases(organization),
                 *(o.get('name') for o in chain[1:]), *(p.get('portalName') for p in portals)]
        for town, postal, region in places(organization, self.where):
            yield Clinic(names, town, postal, region, base, page=page, is_brand=len(chain) == 1)

    def of_endpoint(self, endpoint):
        contained = list(members(endpoint.get('contained'), self.where))
        organization = next((c for c in contained if c.get('resourceType') == 'Organization'), {})
        base = base_of(endpoint, self.where)
        names = [organization.get('name'), endpoint.get('name'), *aliases(organization)]
        if base:
            for town, postal, region in places(organization, self.where):
                yield Clinic(names, town, postal, region, base)


def base_of(endpoint, where):
    versions = [v.get('valueCode') for v in members(endpoint.get('extension'), where)
                if v.get('url') == EXTENSION + 'endpoint-fhir-version']
    is_r4 = not versions or any(isinstance(v, str) and v.startswith('4') for v in versions)
    is_active = endpoint.get('status', 'active') == 'active'
    return patient_base(endpoint.get('address')) if is_r4 and is_active else ''


def aliases(organization):
    found = organization.get('alias')
    return found if isinstance(found, list) else []


def places(organization, where):
    """(town, postal code, region) of each address, or one of nothing."""
    found = []
    for address in members(organization.get('address'), where):
        country = clean(address.get('country'))
        region = [clean(address.get('state')), '' if country in ('US', 'USA') else country]
        found.append((clean(address.get('city')), postal_code(address.get('postalCode')),
                      ', '.join(filter(None, region))))
    return list(dict.fromkeys(filter(any, found))) or [('', '', '')]


def from_flat(value, where):
    """A list of base, name and postal code."""
    need(isinstance(value.get('Endpoints'), list), where, 'no list of "Endpoints"')
    for entry in members(value['Endpoints'], where):
        base = patient_base(entry.get('URL'))
        if base:
            yield Clinic([entry.get('OrganizationName')],
                         postal=postal_code(entry.get('OrganizationZipCode')), base=base)


def from_csv(text, where):
    """Lantern: a line an address, with all its names."""
    rows = csv.DictReader(io.StringIO(text), skipinitialspace=True)
    columns = rows.fieldnames or []
    vendor = next((c for c in ('certified_api_developer_name', 'api_developer_name', 'vendor_name')
                   if c in columns), None)
    need('url' in columns and 'api_information_source_name' in columns, where,
         'neither JSON nor a CSV with the columns "url" and "api_information_source_name"')
    for row in rows:
        need(None not in row and None not in row.values(), where,
             f'line {rows.line_num} has not {len(columns)} columns')
        base = patient_base(row['url'])
        if base and re.match(r'4|No Cap Stat|$', row.get('capability_fhir_version', '')):
            yield Clinic(row['api_information_source_name'].split(';'), base=base,
                         vendor=vendor_of(row[vendor]) if vendor else '')


def read_text(path):
    try:
        content = path.read_bytes()
        if content.startswith(b'\x1f\x8b'):
            content = gzip.decompress(content)
        return content.decode('utf-8-sig')
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadInput(f'{path}: {error}') from error


def read(path):
    """The clinics of one file."""
    text = read_text(path)
    if not text.lstrip().startswith(('{', '[')):
        return from_csv(text, path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f'{path}: {error}') from error
    need(isinstance(value, dict), path, 'not an object')
    if value.get('resourceType') == 'Bundle':
        return Bundle(value, path).clinics()
    return from_flat(value, path)
