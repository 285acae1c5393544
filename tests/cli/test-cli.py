#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What kinchart-cli says to a person at a terminal: plain text, next steps, nothing that can
move the cursor or turn the words around."""

import contextlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, ERROR, PARTLY, USAGE, equal, holds  # noqa: E402


def plain(home, *words, text=None, expect=DONE):
    """A call without --json, as a person makes it."""
    done = subprocess.run([str(kinlib.CLI), *[str(word) for word in words]], env=home.env,
                          capture_output=True, text=True, check=False, input=text or '',
                          timeout=120)
    equal(done.returncode, expect, f'{words}: {done.stderr}')
    return done


def write(home, name, resources):
    path = home.short / name
    path.write_text(''.join(json.dumps(r) + '\n' for r in resources), encoding='utf-8')
    return path


def patient(**more):
    return {'resourceType': 'Patient', 'id': 'p', 'birthDate': '1944-03-02',
            'name': [{'given': ['Rosa'], 'family': 'Delgado'}], **more}


def condition(number, text):
    return {'resourceType': 'Condition', 'id': f'c{number}', 'code': {'text': text},
            'clinicalStatus': {'coding': [{'code': 'active'}]},
            'recordedDate': f'2020-01-{number + 1:02d}', 'subject': {'reference': 'Patient/p'}}


def rosa(home, *conditions):
    """A person with some conditions."""
    person = home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02').json['id']
    if conditions:
        home.run('import', person, write(home, 'a.ndjson', [patient(), *conditions]), '--yes')
    return person


def help_and_version_need_nothing():
    with kinlib.Home(keyring=False) as home:
        said = plain(home, '--help').stdout
        for command in ('person add', 'connect', 'sync', 'import', 'disconnect'):
            holds(command in said, f'{command} is not in the help')
        holds(plain(home, '--version').stdout.startswith('kinchart-cli '), 'no version')
        holds(not home.data.exists(), 'looking at the help made a folder')


def wrong_use_says_how():
    with kinlib.Home() as home:
        person = rosa(home)
        for words in ([], ['nonsense'], ['person'], ['person', 'add'], ['sync'],
                      ['sync', person, 'more'], ['list', person, 'nonsense'],
                      ['list', person, 'medicines', '--limit', 'few'],
                      ['list', person, 'medicines', '--limit', '-1'], ['show', person, 'x'],
                      ['export', person, home.short / 'out'], ['search', person, ''],
                      ['person', 'add', ''], ['person', 'add', 'A', '--birth-date', '2020-13-01'],
                      ['person', 'add', 'A', '--birth-date', '1944-03-02T10:00:00Z'],
                      ['sections', person, '--full']):
            done = plain(home, *words, expect=USAGE)
            holds(done.stderr.strip() and not done.stdout, f'{words}: {done.stdout}')
        holds('medicines' in plain(home, 'list', person, 'x', expect=USAGE).stderr,
              'the sections are not named')


def options_stand_anywhere():
    with kinlib.Home() as home:
        folder = home.short / 'elsewhere'
        person = json.loads(plain(home, 'person', 'add', 'Rosa', '--json', '--data-dir',
                                  folder).stdout)['id']
        holds((folder / 'family.db').exists(), 'not in the folder that was named')
        people = json.loads(plain(home, '--data-dir', folder, '--json', 'person', 'list').stdout)
        equal([p['id'] for p in people], [person], 'people')
        holds('Nobody is here yet' in plain(home, 'person', 'list').stderr, 'another folder')


def a_person_is_found_by_name():
    with kinlib.Home() as home:
        rosa(home)
        plain(home, 'sections', 'rosa delgado')
        holds('nothing of that name' in plain(home, 'sections', 'Rosa', expect=ERROR).stderr,
              'half a name is no name')


def what_a_clinic_wrote_cannot_touch_the_terminal():
    hostile = 'A\u001b[2Jgone\u202etxt.exe\u0007 \u2066end\r\nnew line'
    with kinlib.Home() as home:
        person = rosa(home, condition(0, hostile))
        item = home.run('list', person, 'conditions').json[0]['id']
        for words in (['list', person, 'conditions'], ['show', person, item],
                      ['search', person, 'line']):
            said = plain(home, *words).stdout
            holds('gone' in said, f'{words} shows nothing')
            for bad in ('\u001b', '\u0007', '\u202e', '\r', 'gone\n'):
                holds(bad not in said, f'{words} lets {bad!r} through')
        raw = plain(home, 'show', person, item, '--raw').stdout
        equal(json.loads(raw)['code']['text'], hostile, 'the resource itself')


def a_person_says_yes_or_no():
    """A name that only resembles is shown beside the other, and a person decides."""
    with kinlib.Home() as home:
        person = home.run('person', 'add', 'Rosa Delgado').json['id']
        married = patient(name=[{'given': ['Rosa'], 'family': 'Martin'}])
        path = write(home, 'a.ndjson', [married, condition(0, 'Asthma')])
        done = plain(home, 'import', person, path, text='no\n', expect=ERROR)
        holds('Rosa Martin' in done.stderr and 'Rosa Delgado' in done.stderr, done.stderr)
        holds('Nothing was stored' in done.stderr, done.stderr)
        plain(home, 'import', person, path, text='', expect=ERROR)
        plain(home, 'import', person, path, '--yes', text='yes\n', expect=ERROR)
        equal(home.run('sections', person).json['resources'], 0, 'resources')
        plain(home, 'import', person, path, text='yes\n')
        equal(home.run('sections', person).json['resources'], 2, 'resources')


def a_long_list_says_that_there_is_more():
    with kinlib.Home() as home:
        person = rosa(home, *[condition(n, f'Condition {n}') for n in range(5)])
        holds('more' in plain(home, 'list', person, 'conditions', '--limit', 2).stderr, 'silent')
        holds('more' not in plain(home, 'list', person, 'conditions').stderr, 'there is no more')


def a_damaged_file_gives_way_to_its_copy_and_says_so():
    with kinlib.Home() as home:
        person = rosa(home, condition(0, 'Asthma'))
        folder = home.data / 'people' / person
        holds('damaged' not in plain(home, 'sections', person).stderr, 'nothing is damaged yet')
        kinlib.damage(folder / 'personal.db')
        # Twice: nobody may have read it the first time.
        for _ in range(2):
            said = plain(home, 'list', person, 'conditions')
            holds('was damaged' in said.stderr and 'Asthma' in said.stdout, said.stderr)
        holds((folder / 'personal.db.damaged-1').exists(), 'the damaged file is gone')
        kinlib.damage(folder / 'personal.db')
        kinlib.damage(folder / 'personal.db.copy')
        said = plain(home, 'list', person, 'conditions', expect=ERROR)
        holds('Nothing was changed' in said.stderr and not said.stdout, said.stderr)


def a_damaged_list_of_people_gives_way_to_its_copy_and_says_so():
    with kinlib.Home() as home:
        person = rosa(home, condition(0, 'Asthma'))
        kinlib.damage(home.data / 'family.db')
        for _ in range(2):
            said = plain(home, 'list', person, 'conditions')
            holds('list of people was damaged' in said.stderr and 'Asthma' in said.stdout,
                  said.stderr)
        holds((home.data / 'family.db.damaged-1').exists(), 'the damaged file is gone')


def a_damaged_record_begins_again_when_that_is_wanted():
    """Files of a record come back by themselves, with the letters in them; a letter is named."""
    with kinlib.Home() as home:
        person = rosa(home, condition(0, 'Asthma'))
        packed, letter = home.short / 'packed.zip', home.short / 'Alone.txt'
        with zipfile.ZipFile(packed, 'w') as file:
            file.writestr('b.ndjson', '\n'.join(map(json.dumps, [patient(), condition(1, 'Gout')])))
            file.writestr('Packed.txt', 'Dear Rosa')
        letter.write_text('Dear Rosa, once more', encoding='utf-8')
        home.run('import', person, packed, '--yes')
        plain(home, 'import', person, letter, text='yes\n')
        record = home.data / 'people' / person / 'record.db'
        said = plain(home, 'begin-again', person, '--yes')
        holds('can be read' in said.stderr and not said.stdout, said.stderr)
        kinlib.damage(record)
        damaged = record.read_bytes()
        said = plain(home, 'list', person, 'conditions', expect=ERROR)
        holds('begin again' in said.stderr and not said.stdout, said.stderr)
        said = plain(home, 'begin-again', person, text='no\n', expect=ERROR)
        holds('backup' in said.stderr and 'Nothing was changed' in said.stderr, said.stderr)
        equal(record.read_bytes(), damaged, 'the damaged file')
        said = plain(home, 'begin-again', person, text='yes\n', expect=PARTLY)
        holds('in it again: 3' in said.stderr, said.stderr)
        holds('have to be imported: 1\nAlone\n' in said.stderr, said.stderr)
        said = plain(home, 'list', person, 'conditions')
        holds('record.db.damaged-1' in said.stderr, said.stderr)
        holds('Asthma' in said.stdout and 'Gout' in said.stdout, said.stdout)
        equal([item['title'] for item in home.run('list', person, 'documents').json], ['Packed'],
              'letters')
        equal(record.with_name('record.db.damaged-1').read_bytes(), damaged, 'the damaged file')


def damage_in_the_middle_is_found_by_who_begins_again():
    """The first pages are whole: the record opens, and its check tells. A letter comes back."""
    with kinlib.Home() as home:
        letter = home.short / 'Alone.txt'
        letter.write_text('Dear Rosa', encoding='utf-8')
        person = rosa(home)
        plain(home, 'import', person, letter, text='yes\n')
        home.run('import', person,
                 write(home, 'more.ndjson', [patient(), *[condition(number, f'Asthma {number}')
                                                          for number in range(200)]]), '--yes')
        record = home.data / 'people' / person / 'record.db'
        content = bytearray(record.read_bytes())
        for place in range(len(content) * 3 // 4, len(content), 4096):
            content[place:place + 8] = bytes(255 - byte for byte in content[place:place + 8])
        record.write_bytes(content)
        plain(home, 'check', person, expect=ERROR)
        plain(home, 'begin-again', person, '--yes')
        equal(record.with_name('record.db.damaged-1').read_bytes(), content, 'the damaged file')
        equal(home.run('check', person).json['integrity'], True, 'the new file')
        equal(home.run('check', person).json['resources'], 202, 'what was imported')
        equal([item['title'] for item in home.run('list', person, 'documents').json], ['Alone'],
              'letters')


def what_was_lost_with_a_log_is_said():
    """A program that is killed loses nothing; with the file in which the last part was, it does."""
    with kinlib.Home() as home:
        person = rosa(home, condition(0, 'Asthma'))
        record = home.data / 'people' / person / 'record.db'
        more = write(home, 'b.ndjson', [patient(), condition(1, 'Gout')])
        home.run('import', person, more, '--yes', expect=None,
                 env={'KIN_CRASH_POINT': 'database.committed:3'})
        holds(record.with_name('record.db-wal').exists(), 'there is no log')
        shutil.copytree(home.data, home.short / 'killed')
        holds('lost' not in plain(home, 'sections', person).stderr, 'nothing is lost')
        shutil.rmtree(home.data)
        shutil.copytree(home.short / 'killed', home.data)
        record.with_name('record.db-wal').unlink()
        for _ in range(2):
            said = plain(home, 'list', person, 'conditions')
            holds('was lost' in said.stderr and 'Asthma' in said.stdout, said.stderr)


def an_address_that_is_none_is_refused():
    with kinlib.Home() as home:
        person = rosa(home)
        for address, word in (('http://example.com/fhir', 'https://'),
                              ('ftp://example.com', 'https://'),
                              ('http://127.0.0.1:1/fhir', 'cannot be reached'),
                              ('https://inferno.healthit.gov/reference-server/r4',
                               'Nobody at this address is real')):
            done = plain(home, 'connect', person, address, '--browser', 'true', expect=ERROR)
            holds(word in done.stderr, f'{address}: {done.stderr}')


@contextlib.contextmanager
def not_back():
    """Signs in with a browser that does not come back: what runs, and where the browser ends."""
    files = kinlib.made_up_person()
    with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
        name, born = kinlib.person_of(files)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        kept = home.short / 'kept'
        home.env['G_MESSAGES_DEBUG'] = 'all'
        connecting = home.start_cli('connect', person, portal.url, '--paste', '--yes', '--browser',
                                    portal.browser('--keep', str(kept)), stdin=subprocess.PIPE,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        def next_line():
            line = kinlib.wait_until(lambda: kept.exists() and kept.read_text(), 60, 'the line')
            kept.unlink()
            return line

        yield portal, connecting, next_line


def the_address_line_of_the_browser_can_be_pasted():
    """Where the browser does not come back; a wrong line gets a word, and the next one counts."""
    with not_back() as (portal, connecting, next_line):
        line = next_line()
        said, words = connecting.communicate(f'{portal.url}\n{line}\n', timeout=60)
        equal(connecting.returncode, DONE, words)
        holds('does not lead back' in words, words)
        holds('patient' in said, said)
        for secret in ('code', 'state'):
            holds(line.split(f'{secret}=')[1].split('&')[0] not in words, f'the {secret} is said')


def a_portal_that_asks_again_gets_a_second_line():
    """It refuses what it was asked for; asked for less, it opens another page."""
    with not_back() as (_, connecting, next_line):
        begin, query = next_line().split('?')
        pairs = [pair for pair in query.split('&') if not pair.startswith('code=')]
        connecting.stdin.write(f'{begin}?error=invalid_scope&{"&".join(pairs)}\n')
        connecting.stdin.flush()
        said, words = connecting.communicate(f'{next_line()}\n', timeout=60)
        equal(connecting.returncode, DONE, words)
        holds('patient' in said, said)


kinlib.run_tests([
    help_and_version_need_nothing, wrong_use_says_how, options_stand_anywhere,
    a_person_is_found_by_name, what_a_clinic_wrote_cannot_touch_the_terminal,
    a_person_says_yes_or_no, a_long_list_says_that_there_is_more,
    a_damaged_file_gives_way_to_its_copy_and_says_so,
    a_damaged_list_of_people_gives_way_to_its_copy_and_says_so,
    a_damaged_record_begins_again_when_that_is_wanted,
    damage_in_the_middle_is_found_by_who_begins_again, what_was_lost_with_a_log_is_said,
    an_address_that_is_none_is_refused, the_address_line_of_the_browser_can_be_pasted,
    a_portal_that_asks_again_gets_a_second_line])
