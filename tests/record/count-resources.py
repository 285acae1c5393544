#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count the resources of a folder by another reading than ours.

Prints `document <tab> type <tab> resources <tab> with a date`, for every JSON
document and every line of NDJSON that Python's json accepts.
"""

import gzip
import json
import lzma
import os
import re
import sys

DATE = re.compile(r'^\d{4}(-\d\d(-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?|-\d\d)?)?$')

# Elements that say when something happened, wherever they stand at the top of a resource.
WHEN = re.compile(r'^(effective|performed|occurrence|onset|timing|identified|serviced|created|'
                  r'start)(DateTime|Date|Period|Instant)$|^(period|servicePeriod|'
                  r'billablePeriod|date|dateTime|issued|recorded|recordedDate|authoredOn|authored|'
                  r'sent|started|start|dateAsserted|whenHandedOver|whenPrepared|dateWritten|'
                  r'dateRecorded)$')

# For these a date says something else: a birth, a publication, how long a job is held.
NOT_ASKED = {'Practitioner', 'Organization', 'Person', 'Parameters', 'Substance',
             'HealthcareService', 'Group', 'MessageHeader', 'Device', 'CodeSystem', 'ValueSet',
             'StructureDefinition', 'Binary', 'OperationOutcome'}


def is_date(value):
    if isinstance(value, str):
        return bool(DATE.match(value.strip())) and plausible(value.strip())
    if isinstance(value, dict):
        return is_date(value.get('start')) or is_date(value.get('end'))
    return False


def plausible(text):
    parts = re.findall(r'\d+', text.split('T')[0])
    month = int(parts[1]) if len(parts) > 1 else 1
    day = int(parts[2]) if len(parts) > 2 else 1
    return 1 <= month <= 12 and 1 <= day <= 31


def has_date(resource):
    return resource['resourceType'] not in NOT_ASKED and any(
        WHEN.match(name) and is_date(value) for name, value in resource.items())


def resources(document):
    if not isinstance(document, dict) or not isinstance(document.get('resourceType'), str):
        return
    if document['resourceType'] != 'Bundle':
        yield document
        return
    for entry in document.get('entry') or []:
        if 'resource' in entry:
            yield from resources(entry['resource'])
        elif isinstance(entry.get('response', {}).get('outcome'), dict):
            yield entry['response']['outcome']


def documents(path):
    opener = gzip.open if path.endswith('.gz') else lzma.open if path.endswith('.xz') else open
    with opener(path, 'rb') as file:
        data = file.read()
    name = os.path.basename(path)
    if '.ndjson' in name:
        for number, line in enumerate(data.split(b'\n'), 1):
            if line:
                yield f'{name}:{number}', line
    else:
        yield name, data


def main(folder):
    for where, _, names in os.walk(folder):
        for file_name in names:
            if '.json' not in file_name and '.ndjson' not in file_name:
                continue
            for name, data in documents(os.path.join(where, file_name)):
                try:
                    document = json.loads(data.decode('utf-8'))
                except ValueError:
                    continue
                counts = {}
                for resource in resources(document):
                    count = counts.setdefault(resource['resourceType'], [0, 0])
                    count[0] += 1
                    count[1] += has_date(resource)
                for kind, (number, dated) in sorted(counts.items()):
                    print(f'{name}\t{kind}\t{number}\t{dated}')


main(sys.argv[1])
