#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Home while things change: what was not sent, and what was put off, by keyboard alone."""

import datetime
import json
import os
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen, note_pages, wait_pages  # noqa: E402

PERSON = 'Ana Ruiz'
BORN = '1950-05-02'
PAGE = 8192                # of a file of a record
NEEDS = ('Open the result', 'Open bills')
PATIENT = {'resourceType': 'Patient', 'id': 'a', 'birthDate': BORN, 'name': [{'text': PERSON}]}

# Who the clinic is, and how it can be reached.
CLINIC = {'resourceType': 'Organization', 'id': 'north', 'name': 'Northside', 'telecom': [
    {'system': 'phone', 'value': '555-0177'}, {'system': 'url', 'value': 'https://north.example/'}]}

ALLERGY = {'resourceType': 'AllergyIntolerance', 'id': 'i', 'code': {'text': 'Walnuts'},
           'patient': {'reference': 'Patient/a'}}

GOUT = {'resourceType': 'Condition', 'id': 'g', 'code': {'text': 'Gout'},
        'subject': {'reference': 'Patient/a'}}


def write(home, name, *resources, patient=PATIENT):
    path = home.short / f'{name}.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in (patient, *resources)]}))
    return path


def empty_says(screen, section, words):
    """What an empty section says of itself, from the places beside Home and back."""
    screen.press(section)
    screen.wait_title(section)
    screen.wait_text(words)
    screen.key('Escape')
    screen.wait_title('Home')


def choices(screen, filter_name):
    """Opens a filter; returns what it offers."""
    screen.go_to(filter_name)
    screen.key('space')
    wait_until(lambda: (screen.focus() or {}).get('role') == 'list item', 20, 'the choices')
    return list(dict.fromkeys(screen.texts()))


def a_list_is_filtered(screen):
    """Only years with entries are offered; of a clinic that sent nothing the list says why."""
    screen.press('Allergies and reactions')
    screen.wait_title('Allergies and reactions')
    offered = choices(screen, 'Year')
    equal([year for year in offered if year.isdigit() and year.startswith('20')],
          ['2023', '2019'], 'the years')
    screen.key('Down', 'Return')
    screen.wait_title('1 entry – Allergies')
    choices(screen, 'Clinic')
    screen.key('Down', 'Down', 'Return')
    screen.wait_title('0 entries – Allergies')
    screen.wait_text('Nothing here is from the clinic and the year that you chose.')
    screen.press('Show all')
    screen.wait_text('Hazelnuts')
    screen.wait_text('Walnuts')
    screen.key('Escape')
    screen.wait_title('Home')


def what_a_portal_keeps_is_at_the_clinic(screen):
    """Whoever looks for it in vain is led to the clinic itself: its website and its phone."""
    note_pages(screen.home)
    for section in ('Messages', 'Appointments', 'Bills'):
        screen.press(section)
        screen.wait_title(section)
        screen.wait_text('The clinics sent nothing for this part.')
        screen.wait_text('555-0177')
        screen.wait_text('Open the website of')
        if section == 'Bills':
            screen.press('Open the website of')
            wait_pages(screen.home, ['https://north.example/'])
        screen.key('Escape')
        screen.wait_title('Home')


def what_was_not_sent_is_said_when_it_is_known():
    """A clinic that has nothing but the person; the first time it does not answer."""
    of_2019 = {**ALLERGY, 'recordedDate': '2019-05-03'}
    of_2023 = {**ALLERGY, 'id': 'j', 'recordedDate': '2023-05-03', 'code': {'text': 'Hazelnuts'}}
    patient = {**PATIENT, 'managingOrganization': {'reference': 'Organization/north'}}
    with Home() as home, \
            Practice(home, [write(home, 'empty', CLINIC, patient=patient)]) as portal, \
            Screen(home, width=1200) as screen:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'record', of_2019, of_2023), '--yes')
        home.run('connect', PERSON, portal.url, '--browser', portal.browser(), '--yes')
        portal.faults({'match': 'GET /fhir/[A-Z]', 'times': -1, 'status': 503})
        home.run('sync', PERSON, expect=None)
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Allergies and reactions, 2 entries')
        holds('Not sent by' not in ' '.join(screen.texts()), 'nobody knows what it does not send')
        empty_says(screen, 'Vaccines', 'The clinics were not asked for this to the end.')
        a_list_is_filtered(screen)
        portal.faults()
        screen.key('ctrl+r')
        screen.wait_title('Your record is here')
        screen.key('Escape')
        screen.wait_title('Home')
        screen.wait_text('Not sent by the clinics: ')
        empty_says(screen, 'Vaccines', 'The clinics sent nothing for this part.')
        what_a_portal_keeps_is_at_the_clinic(screen)


def needs_of_two_kinds(home):
    """A result that is urgent, and a bill."""
    result = {'resourceType': 'Observation', 'id': 'r', 'status': 'final',
              'category': [{'coding': [{'code': 'laboratory'}]}], 'code': {'text': 'Potassium'},
              'effectiveDateTime': str(datetime.date.today()), 'valueString': 'Much',
              'interpretation': [{'coding': [{'code': 'HH'}]}],
              'subject': {'reference': 'Patient/a'}}
    bill = {'resourceType': 'Invoice', 'id': 'b', 'status': 'issued', 'date': '2026-01-05',
            'subject': {'reference': 'Patient/a'}}
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    home.run('import', PERSON, write(home, 'record', result, bill), '--yes')


def shows(screen, *buttons):
    """Of each need: whether it is there with its button, or put off."""
    def fits():
        texts = screen.texts()
        return all((button in texts) == there for button, there in zip(NEEDS, buttons))
    wait_until(fits, 20, f'{NEEDS} to be {buttons}; it says {screen.texts()}')


def each_of_two_that_were_put_off_comes_back():
    with Home() as home, Screen(home) as screen:
        needs_of_two_kinds(home)
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Open bills')
        screen.press('Not now, 1 bill')
        shows(screen, True, False)
        screen.press('Not now, The lab')
        shows(screen, False, False)
        # By the keys: the last one first.
        screen.key('ctrl+z')
        shows(screen, True, False)
        screen.key('ctrl+z')
        shows(screen, True, True)
        # By its own button the one that it stands at, and the other one stays as it was.
        screen.press('Not now, 1 bill')
        screen.press('Not now, The lab')
        screen.press('Undo, 1 bill')
        shows(screen, False, True)
        screen.key('ctrl+z')
        shows(screen, True, True)
        screen.key('ctrl+question')
        screen.wait_title('Keyboard shortcuts')
        screen.wait_text('Undo what was done last on this page')


def another(resource):
    """A rule by which the clinic sends one more of the same kind, as if it had come since."""
    found = [resource, {**resource, 'id': 'another'}]
    return {'match': f'GET .*/{resource["resourceType"]}\\?', 'times': -1, 'status': 200,
            'headers': {'Content-Type': 'application/fhir+json'},
            'body': json.dumps({'resourceType': 'Bundle', 'type': 'searchset',
                                'entry': [{'resource': r} for r in found]})}


def what_is_new_later_stands_where_it_belongs():
    """Conditions come after allergies, and stand before them."""
    condition = {**ALLERGY, 'resourceType': 'Condition', 'subject': {'reference': 'Patient/a'}}
    names = ['Health conditions, 1 new', 'Allergies and reactions, 1 new']
    with Home() as home, Screen(home) as screen, \
            Practice(home, [write(home, 'record', ALLERGY, condition)]) as portal:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('connect', PERSON, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', PERSON, expect=None)
        portal.faults(another(ALLERGY))
        home.run('sync', PERSON, expect=None)
        screen.start()
        screen.wait_title('Home')
        screen.wait_text(names[1])
        portal.faults(another(ALLERGY), another(condition))
        screen.key('ctrl+r')
        screen.wait_title('Your record is here')
        screen.key('Escape')
        screen.wait_title('Home')
        screen.wait_text(names[0])
        equal([text for text in screen.texts() if text in names], names, 'what is new, in order')


def what_is_saved_while_home_is_shown_is_counted():
    """The same entry of two files is one entry a moment after the second one came."""
    snomed = {'system': 'http://snomed.info/sct', 'code': '91936005'}
    allergy = {**ALLERGY, 'code': {'text': 'Penicillin', 'coding': [snomed]},
               'clinicalStatus': {'coding': [{'code': 'active'}]}}
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'one', allergy), '--yes')
        other = write(home, 'other', {**allergy, 'patient': {'reference': 'Patient/b'}})
        other.write_text(other.read_text().replace('"id": "a"', '"id": "b"'))
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Allergies and reactions, 1 entry')
        screen.open_file(other)
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.press('Yes, add it to')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screen.wait_text('Allergies and reactions, 1 entry')


def that_a_file_was_damaged_is_said_until_it_is_read():
    """The record opens with the copy, and Home says what happened."""
    with Home() as home:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'record', ALLERGY), '--yes')
        kinlib.damage(next(home.data.glob('people/*/personal.db')))
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.wait_text('A file of this record was damaged.')
            screen.shot('home-from-copy')
            screen.press('Read what happened')
            screen.wait_title('A file of this record was damaged')
            screen.wait_text('its own copy of this file, from ')
            screen.shot('from-copy')
            screen.key('Escape')
            screen.wait_title('Home')
            screen.press('Read what happened')
            screen.wait_title('A file of this record was damaged')
            screen.press('I have read this')
            screen.wait_title('Home')
            screen.wait_text('Allergies and reactions, 1 entry')
            holds('damaged' not in ' '.join(screen.texts()), 'it was read')
        holds('damaged' not in home.run('sections', PERSON).err, 'it was read')


def damage_deep_inside_is_found_beside_reading():
    """Home is not kept waiting for what is big; a moment later it is there from the copy."""
    with Home() as home:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'record', {**ALLERGY, 'id': 'big', 'note': [
            {'text': random.Random(1).randbytes(400000).hex()}]}), '--yes')
        file = next(home.data.glob('people/*/personal.db'))
        kinlib.damage(file, file.stat().st_size // 2)
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.wait_text('A file of this record was damaged.')
            holds(screen.went_by('Opening your records'), 'Home was there before')
            screen.wait_text('Allergies and reactions, 1 entry')
            screen.press('Read what happened')
            screen.wait_text('its own copy of this file, from ')
            screen.press('I have read this')
            screen.wait_title('Home')
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            time.sleep(2)
            holds('damaged' not in ' '.join(screen.texts()), 'it was read')
            holds(not screen.went_by('Opening your records'), 'it is whole')


def lose_the_log(home, day):
    """An older file than was there on that day."""
    mark = next(home.data.glob('people/*/record.db')).with_name('record.db.generation')
    mark.write_text(f'{99:020} {0:020}\n', encoding='utf-8')
    os.utime(mark, (day * 86400, day * 86400))


def a_loss_that_is_put_off_does_not_hide_the_next():
    with Home() as home:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'record', ALLERGY), '--yes')
        for day in (20000, 20001):
            lose_the_log(home, day)
            with Screen(home) as screen:
                screen.start()
                screen.wait_title('Home')
                screen.wait_text('What came last was lost.')
                screen.press('Not now, What came last was lost')
                wait_until(lambda: 'What came before is still here.' not in screen.texts(),
                           what='it to be put off')


def of_a_newer_kinchart(folder):
    meta = folder / 'meta'
    meta.write_text(meta.read_text().replace('format=1', 'format=2'))


def damaged(folder):
    """What was noted, and its copy: all but the page that shows whether the key is right."""
    for path in folder.glob('personal.db*'):
        content = path.read_bytes()
        path.write_bytes(content[:PAGE] + bytes(max(len(content) - PAGE, 0)))


def a_record_that_cannot_be_opened_says_why():
    """Also beside one that can, which is read as ever; nothing is changed."""
    people = (('Rosa Delgado', of_a_newer_kinchart, 'This record was saved by a newer Kinchart',
               'Update Kinchart, then open it again.'),
              ('Juan Ortega', damaged, 'A file of this record is damaged',
               'Nothing was removed. Bring the folder back from a backup'))
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        before = {}
        for name, spoil, *_ in people:
            there = set(home.data.glob('people/*'))
            home.run('person', 'add', name, '--birth-date', '1948-11-30')
            folder, = set(home.data.glob('people/*')) - there
            spoil(folder)
            before.update((path, path.read_bytes()) for path in folder.iterdir())
        screen.start()
        screen.wait_title('People')
        for name, _, title, now in people:
            screen.press(f'\u2068{name}')
            screen.wait_title(title)
            screen.wait_text(now)
            screen.key('alt+Left')
            screen.wait_title('People')
        screen.press(f'\u2068{PERSON}')
        screen.wait_title('Home – Ana')
        screen.stop()
        equal({path: path.read_bytes() for path in before}, before, 'what was spoilt')


def check_record(screen):
    screen.act('app.preferences', 'ctrl+comma')
    screen.wait_title('Preferences')
    screen.press('Check this record')


def begin_again(screen):
    screen.press('What happens then?')
    screen.wait_title('Begin this record again?')
    screen.press('Begin again, and keep the damaged file')


def damage_in_the_middle_is_found_by_who_looks_for_it():
    """A record that opens; what is damaged in it nobody has read yet."""
    with Home() as home:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'file', GOUT), '--yes')
        record = next(home.data.glob('people/*/record.db'))
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            check_record(screen)
            screen.wait_title('This record is whole')
            screen.shot('record-check')
            screen.press('Done')
            screen.wait_title('Preferences')
            screen.stop()
        whole = record.read_bytes()
        kinlib.damage(record, len(whole) // 2)
        damaged = record.read_bytes()
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            check_record(screen)
            screen.wait_title('What clinics sent cannot be read')
            equal(record.read_bytes(), damaged, 'the damaged file')
            record.write_bytes(whole)
            begin_again(screen)
            screen.wait_title('This record did not begin again')
            screen.shot('not-begun-again')
            screen.key('alt+Left')
            screen.wait_title('Home')
            record.write_bytes(damaged)
            check_record(screen)
            screen.wait_title('What clinics sent cannot be read')
            begin_again(screen)
            screen.wait_title('Home')
            screen.wait_text('This record began again.')
            screen.wait_text('Health conditions, 1 entry')
        equal(record.with_name('record.db.damaged-1').read_bytes(), damaged, 'what was kept')


def that_the_last_was_lost_is_said_until_it_is_read():
    with Home() as home:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'record', ALLERGY), '--yes')
        lose_the_log(home, 20000)
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.wait_text('What came last was lost.')
            screen.press('Read what happened')
            screen.wait_title('What came last was lost')
            screen.wait_text('clinics send it again')
            holds('Check for new' not in screen.texts(), 'there is no clinic to ask')
            screen.shot('log-lost')
            screen.press('I have read this')
            screen.wait_title('Home')
            screen.wait_text('Allergies and reactions, 1 entry')
            holds('lost' not in ' '.join(screen.texts()), 'it was read')
        holds('lost' not in home.run('sections', PERSON).err, 'it was read')


def a_damaged_record_begins_again_when_that_is_chosen():
    """First what is so, then what will happen, and what stands first there changes nothing. A file
    that was opened by hand comes back by itself; then the clinic sends everything again."""
    with Home() as home, Practice(home, [write(home, 'record', ALLERGY)]) as portal:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, write(home, 'file', GOUT), '--yes')
        home.run('connect', PERSON, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', PERSON, expect=None)
        record = next(home.data.glob('people/*/record.db'))
        kinlib.damage(record)
        damaged = record.read_bytes()
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('What clinics sent cannot be read')
            screen.press('What happens then?')
            screen.wait_title('Begin this record again?')
            screen.shot('begin-again')
            screen.press('Change nothing')
            screen.wait_title('What clinics sent cannot be read')
            equal(record.read_bytes(), damaged, 'the damaged file')
            screen.press('What happens then?')
            screen.wait_title('Begin this record again?')
            screen.press('Begin again, and keep the damaged file')
            screen.wait_title('Home')
            screen.wait_text('This record began again.')
            screen.wait_text('Health conditions, 1 entry')
            equal(record.with_name('record.db.damaged-1').read_bytes(), damaged, 'what was kept')
            screen.press('Read what happened')
            screen.wait_title('This record began again')
            screen.wait_text('record.db.damaged-1')
            screen.shot('began-again')
            screen.press('Check for new')
            screen.wait_title('Your record is here')
            screen.key('Escape')
            screen.wait_title('This record began again')
            screen.press('I have read this')
            screen.wait_title('Home')
            screen.wait_text('Allergies and reactions')
            holds('began again' not in ' '.join(screen.texts()), 'it was read')
        holds('damaged' not in home.run('sections', PERSON).err, 'it was read')
        with Screen(home) as screen:
            screen.start()
            screen.wait_title('Home')
            erase_what_came_from_the_clinic(screen)
        equal(list(record.parent.glob('*damaged*')), [], 'damaged files that are kept')


def erase_what_came_from_the_clinic(screen):
    """The damaged file may hold it, too."""
    screens.clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press('\u2068A portal with made-up people')
    screen.wait_title('A portal with')
    screen.press('Disconnect')
    screen.wait_title('Disconnect this clinic?')
    screen.press('Disconnect, and erase the copy')
    screen.wait_text('So do damaged files that were kept.')
    screen.shot('erase-damaged')
    screen.press('Erase it')
    screen.wait_title('The clinic is disconnected')


if __name__ == '__main__':
    kinlib.run_tests([what_was_not_sent_is_said_when_it_is_known,
                      each_of_two_that_were_put_off_comes_back,
                      what_is_new_later_stands_where_it_belongs,
                      what_is_saved_while_home_is_shown_is_counted,
                      that_a_file_was_damaged_is_said_until_it_is_read,
                      damage_deep_inside_is_found_beside_reading,
                      a_loss_that_is_put_off_does_not_hide_the_next,
                      a_record_that_cannot_be_opened_says_why,
                      damage_in_the_middle_is_found_by_who_looks_for_it,
                      that_the_last_was_lost_is_said_until_it_is_read,
                      a_damaged_record_begins_again_when_that_is_chosen])
