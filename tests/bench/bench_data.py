# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: Synthea people again and again, as one person's record, and a list of clinics.

Made in _build/bench when they are needed. Without the shared test data the
made-up person is taken instead.
"""

import functools
import json
import random
import shutil

import kinlib

PATIENT = 'bench-patient'
PAGE = 250
# Stands in a template after each id that a copy has anew.
MARK = '\u0001'
MARK_JSON = '\\u0001'


def sources():
    """The files to take from: (their name, paths)."""
    if (kinlib.SHARED / 'data' / 'synthea').is_dir():
        return 'Synthea', sorted((kinlib.SHARED / 'data' / 'synthea').rglob('*.json*'))
    return 'the made-up person', kinlib.made_up_person()


def with_marks(value, kinds):
    """The same value with a mark in every reference to one of @kinds (id to type)."""
    if isinstance(value, list):
        return [with_marks(element, kinds) for element in value]
    if not isinstance(value, dict):
        return value
    value = {name: with_marks(member, kinds) for name, member in value.items()}
    target = value.get('reference')
    if isinstance(target, str):
        name = target.removeprefix('urn:uuid:').rpartition('/')[2]
        if kinds.get(name) == 'Patient':
            value['reference'] = f'Patient/{PATIENT}'
        elif name in kinds:
            value['reference'] = f'{kinds[name]}/{name}{MARK}'
    return value


@functools.cache
def templates():
    """Each resource once: (type, id, JSON), with marks; the one patient comes first."""
    _, paths = sources()
    resources = {(r['resourceType'], r['id']): r for p in paths for r in kinlib.resources(p)}
    kinds = {name: kind for kind, name in resources}
    found, patient = [], None
    for (kind, name), resource in resources.items():
        resource = with_marks(resource, kinds)
        resource['id'] = PATIENT if kind == 'Patient' else name + MARK
        text = json.dumps(resource, separators=(',', ':'), ensure_ascii=False)
        text = text.replace(MARK, MARK_JSON)
        if kind != 'Patient':
            found.append((kind, name + MARK, text))
        else:
            patient = patient or (kind, PATIENT, text)
    random.Random(1).shuffle(found)
    return [patient, *found]


def copies(originals, count):
    """@count resources; when the originals are used up, the same ones under other ids."""
    patient, *others = originals
    yield patient
    for number in range(count - 1):
        kind, name, text = others[number % len(others)]
        copy = f'-{number // len(others):x}'
        yield kind, name.replace(MARK, copy), text.replace(MARK_JSON, copy)


def pages_by_turns(resources):
    """Pages of one type each. The types take turns, as in a sync with several questions at once."""
    by_type = {}
    for kind, _, text in resources:
        by_type.setdefault(kind, []).append(text)
    queues = {kind: [texts[i:i + PAGE] for i in range(0, len(texts), PAGE)]
              for kind, texts in by_type.items()}
    while queues:
        for kind in list(queues):
            yield queues[kind].pop(0)
            if not queues[kind]:
                del queues[kind]


def write(folder, resources):
    """Pages as a portal sends them, and the same resources as lines of type, id and JSON."""
    resources = list(resources)
    with (folder / 'rows').open('w', encoding='utf-8') as rows:
        rows.writelines('\t'.join(resource) + '\n' for resource in resources)
    for number, texts in enumerate(pages_by_turns(resources)):
        entries = ','.join('{"resource":%s,"search":{"mode":"match"}}' % text for text in texts)
        (folder / f'page-{number:05}.json').write_text(
            '{"resourceType":"Bundle","type":"searchset","entry":[%s]}' % entries,
            encoding='utf-8')


def make(work, count):
    """The folder of a set of @count resources, made unless it is there."""
    name, _ = sources()
    folder = work / f'{name.split()[-1].lower()}-{count}'
    if not folder.exists():
        partial = work / 'partial'
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        write(partial, copies(templates(), count))
        partial.rename(folder)
    return folder


# As many kinds of names as there are in lists of vendors: few words are in most of them.
KINDS = ('Clinic', 'Hospital', 'Medical Center', 'Family Practice', 'Pediatrics', 'Health System')
SYLLABLES = ('os', 'ter', 'mere', 'lind', 'vik', 'oak', 'san', 'jo', 'sé', 'ma', 'ri', 'en', 'bo',
             'ral', 'ken', 'tho', 'burg', 'ville', 'new', 'west')


def clinic_lines(count):
    chance = random.Random(1)

    def word():
        return ''.join(chance.choices(SYLLABLES, k=chance.randint(1, 3))).title()

    towns = [(' '.join(word() for _ in range(chance.randint(1, 2))),
              f'{chance.randint(0, 99999):05}',
              f'{chance.choice("ACIMNOTW")}{chance.choice("ADLNTY")}') for _ in range(count // 5)]
    for number in range(count):
        town, postal, region = chance.choice(towns)
        name = f'{word()} {word()} {chance.choice(KINDS)}'
        yield '\t'.join([name, f'{word()} {word()}', town, postal, region,
                         f'https://{word().encode("idna").decode()}.example.org/r4/{number}',
                         'Epic', '', '', '']) + '\n'


def make_directory(work, count):
    """A list of @count clinics as data/update-portals writes it, made unless it is there."""
    path = work / f'directory-{count}.tsv'
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        partial = work / 'partial.tsv'
        partial.write_text('Kinchart directory 1\t2026-08-03\n'
                           + ''.join(sorted(clinic_lines(count))), encoding='utf-8')
        partial.rename(path)
    return path
