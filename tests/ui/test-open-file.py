#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files in the real window, by keyboard alone: a record, a letter, and what cannot be opened."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import WINDOW, Screen  # noqa: E402

MOST_FOR_FILE = 6
PERSON = 'Marta Inés Quiroga Hallström'
BORN = '1945-05-14'
# One page that says Hello, written by hand.
PDF = b'''%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R
/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 36>>stream
BT /F 18 Tf 20 40 Td (Hello) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
'''


def everything():
    return [r for path in kinlib.made_up_person() for r in kinlib.resources(path)]


def bundle(resources):
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in resources]})


def write(home, name, content):
    path = home.short / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def resources_of(home):
    person = home.run('person', 'list').json[0]['id']
    return home.run('sections', person).json['resources']


def choose(screen, path):
    """Types a path into the window that asks for a file."""
    screen.wait_title('Open a file')
    screen.key('slash')
    screen.type(str(path)[1:])
    screen.key('Return')
    screen.pressed += 1


def a_downloaded_file_opens_in_six_activations():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'download.json', '\ufeff' + bundle(everything()))
        screen.start()
        screen.wait_title('How big should words be?')
        screen.pressed = 0
        screen.press('Next')
        screen.wait_title('Who is this for?')
        screen.press('Open a file I have')
        choose(screen, path)
        screen.wait_title('What is in this file')
        holds(screen.went_by('Looking at your file'), 'nothing says what takes time')
        screen.wait_text(PERSON)
        screen.wait_text('Medicines')
        screen.press('This is me')
        screen.wait_title('Keep it private')
        screen.press('Next')
        screen.wait_title('You are ready')
        screen.press('Start')
        holds(screen.pressed <= MOST_FOR_FILE, f'{screen.pressed} activations')
        screen.wait_title('Home')
        screen.wait_text('Medicines')
        screen.stop()
        equal(home.run('person', 'list').json[0]['name'], PERSON, 'who was added')
        for kept in Path(home.env['XDG_DATA_HOME']).glob('recently-used*'):
            holds('download.json' not in kept.read_text(), 'the desktop lists what was opened')


def pressing_on_while_it_is_saved_adds_one_person_and_the_file():
    with Home() as home, Screen(home) as screen:
        whose = {'reference': f"Patient/{kinlib.the_patient(kinlib.made_up_person())['id']}"}
        many = [{'resourceType': 'Observation', 'id': f'n{i}', 'status': 'final',
                 'code': {'text': f'Number {i}'}, 'subject': whose} for i in range(20000)]
        path = write(home, 'download.json', bundle(everything() + many))
        screen.start(path)
        screen.wait_title('What is in this file')
        screen.press('This is me')
        screen.key('Escape')

        def goes_on():
            if any(control['name'] == 'This is me' for control in screen.controls()):
                screen.press('This is me')
            return 'Keep it private' in (screen.title() or '')
        kinlib.wait_until(goes_on, what='the next step')
        screen.stop()
        equal(len(home.run('person', 'list').json), 1, 'people')
        equal(resources_of(home), len(everything()) + len(many), 'resources')


def opened_with(home, screen, path, title):
    """Opens a file as a file manager does, for the person who is there."""
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    screen.start(path)
    screen.wait_title(title)


BLUE_BUTTON = """--------------- MY HEALTHEVET PERSONAL INFORMATION REPORT ---------------
                           24 Sep 2012 @ 1139

Name: QUIROGA HALLSTRÖM, MARTA INÉS             Date of Birth: 14 May 1945

-------------------------- VA MEDICATION HISTORY ----------------------

Medication: LISINOPRIL 10MG TAB
Instructions: TAKE ONE TABLET BY MOUTH DAILY
Status: Active
Initially Ordered On: 1 Jul 2010
Prescription Number: 2718954

---------------------------- VA ALLERGIES -------------------------

Allergy Name:        TRAMADOL
Date Entered:        09 Mar 2011

--------------------- SELF REPORTED FOOD JOURNAL ----------------------

Soup on Monday
"""


def the_text_of_a_blue_button_becomes_entries_and_can_be_read():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'mhv.txt', BLUE_BUTTON)
        opened_with(home, screen, path, 'What is in this file')
        screen.wait_text('Allergies and reactions')
        screen.wait_text('Medicines')
        screen.shot('preview')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.wait_text('Name and birth date match.')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screen.press('Medicines')
        screen.wait_title('Medicines')
        screen.wait_text('· From a file')
        screen.shot('medicines')
        screen.go_to_row()
        assert '· From a file' in screen.focus()['name'], screen.focus()
        screen.key('Return')
        screen.wait_title('LISINOPRIL 10MG TAB')
        screen.wait_text('TAKE ONE TABLET BY MOUTH DAILY')
        screen.wait_text('Files you opened')
        screen.shot('medicine')
        screen.key('Escape')
        screen.wait_title('Medicines')
        screen.key('Escape')
        screen.wait_title('Home')
        screen.press('Letters and documents')
        screen.wait_title('Letters and documents')
        screen.press_row()
        screen.wait_title('VA Blue Button')
        screen.wait_text('Soup on Monday')
        screen.shot('text')
        screen.key('ctrl+f')
        screen.wait_title('Find')
        screen.type('lisinopril')
        screen.wait_text('· From a file')
        screen.shot('hits')


def a_record_is_added_once_its_person_is_confirmed():
    with Home() as home, Screen(home) as screen:
        path = home.short / 'export.zip'
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as file:
            file.writestr('export/all.ndjson', '\n'.join(json.dumps(r) for r in everything()))
            file.writestr('export/Letter from the clinic.pdf', PDF)
        opened_with(home, screen, path, 'What is in this file')
        screen.wait_text('Letter from the clinic')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')
        screen.wait_text('1 letter is kept')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screen.wait_text('Medicines')
        screen.stop()
        equal(resources_of(home), len(everything()) + 1, 'resources')


def return_without_a_choice_adds_nothing():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'record.json', bundle(everything()))
        opened_with(home, screen, path, 'What is in this file')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.key('Return')
        screen.wait_title('Nothing was added')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screen.stop()
        equal(resources_of(home), 0, 'resources')


def record_of_juan(home):
    patient = {'resourceType': 'Patient', 'id': 'j', 'birthDate': '1950-05-02',
               'name': [{'given': ['Juan'], 'family': 'Ruiz'}]}
    return write(home, 'other.json', bundle([patient]))


def somebody_elses_file_cannot_be_added():
    with Home() as home, Screen(home) as screen:
        opened_with(home, screen, record_of_juan(home), 'What is in this file')
        screen.wait_text('Juan Ruiz')
        screen.press('Next')
        screen.wait_title('somebody else')
        holds(not any(text.startswith('Yes') for text in screen.texts()), 'it can be added')
        screen.press('Do not add')
        screen.wait_title('Nothing was added')
        screen.stop()
        equal(resources_of(home), 0, 'resources')


def go_to_choose_another(home, screen):
    opened_with(home, screen, record_of_juan(home), 'What is in this file')
    screen.press('Next')
    screen.wait_title('somebody else')
    screen.press('Choose another person')
    screen.wait_title('Choose whose file this is')


def somebody_elses_file_is_opened_for_who_is_chosen():
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Juan Ruiz', '--birth-date', '1950-05-02')
        path = record_of_juan(home)
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        screen.start(path)
        screen.wait_title('Choose whose file this is')
        screen.press(PERSON)
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.wait_title('somebody else')
        screen.shot('other')
        screen.press('Choose another person')
        screen.wait_title('Choose whose file this is')
        screen.wait_text('Choose whose file this is')
        screen.shot('whose')
        screen.press('Juan Ruiz')
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.wait_text('Name and birth date match.')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')


def looks_at_files(screen):
    return sum('Looking at your file' in title for title in screen.see('titles'))


def who_turns_back_from_the_choice_opens_nothing():
    with Home() as home, Screen(home) as screen:
        go_to_choose_another(home, screen)
        before = looks_at_files(screen)
        screen.key('Escape')
        screen.wait_title('somebody else')
        screen.key('Escape', 'Escape')
        screen.wait_title('Home')
        screen.press('This is the record of')
        screen.wait_title('People')
        screen.press(PERSON)
        screen.wait_title('Home')
        equal(looks_at_files(screen), before, 'how often a file was opened')


def finds_when_it_was_read(screen, word):
    """By a word that stands in the letter only: a moment after the window is there, by itself."""
    screen.key('ctrl+f')
    screen.wait_title('Find')

    def is_found():
        screen.key('ctrl+a')
        screen.type(word)
        return '1 found' in (screen.title() or '')
    kinlib.wait_until(is_found, what='a word of the letter')


def an_ordinary_pdf_is_found_as_a_letter():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'From Dr Vega.pdf', PDF)
        os.utime(path, (1785758400, 1785758400))
        opened_with(home, screen, path, 'What is in this file')
        screen.wait_text('PDF document, kept under 3 August 2026')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')
        screen.press('Go to Letters and documents')
        screen.wait_title('Letters and documents')
        screen.wait_text('From Dr Vega')
        screen.stop()
        screen.start()
        screen.wait_title('Home')
        screen.press('Letters and documents')
        screen.wait_text('From Dr Vega')
        finds_when_it_was_read(screen, 'hello')
        screen.stop()
        for found in home.data.rglob('*'):
            holds(not found.is_file() or b'Hello' not in found.read_bytes(),
                  f'the letter can be read in {found.name}')


def a_zip_of_letters_is_as_many_letters():
    with Home() as home, Screen(home) as screen:
        path = home.short / 'letters.zip'
        with zipfile.ZipFile(path, 'w') as file:
            file.writestr('From Dr Vega.pdf', PDF)
            file.writestr('Note of 4 May.txt', 'Drink more')
        opened_with(home, screen, path, 'What is in this file')
        screen.wait_text('These files are kept as letters')
        screen.wait_text('From Dr Vega')
        screen.wait_text('Note of 4 May')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')
        screen.wait_text('2 letters are kept')
        screen.stop()


def a_zip(home, name, entry='a.json', locked=False):
    """Of one entry; of a @locked one both headers say that it wants a password."""
    path = home.short / name
    with zipfile.ZipFile(path, 'w') as file:
        file.writestr(entry, bundle(everything()[:1]))
    if locked:
        content = bytearray(path.read_bytes())
        for header, flags in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
            content[content.index(header) + flags] |= 1
        path.write_bytes(content)
    return path


def what_cannot_be_opened_is_said_in_words():
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        large = home.short / 'large.bin'
        with large.open('wb') as file:
            file.truncate(200 * 1024 * 1024)
        bomb = home.short / 'bomb.zip'
        with zipfile.ZipFile(bomb, 'w', zipfile.ZIP_DEFLATED) as file:
            file.writestr('a.json', '{' + ' ' * (60 * 1024 * 1024))
        pipe = home.short / 'pipe'
        os.mkfifo(pipe)
        bad = [
            (write(home, 'empty.json', ''), 'This file is empty'),
            (write(home, 'cut.json', bundle(everything())[:-50]), 'This file is not whole'),
            (large, 'This file is too large'),
            (bomb, 'This file is too large'),
            (a_zip(home, 'locked.zip', locked=True), 'This file is locked with a password'),
            (a_zip(home, 'unsafe.zip', '../../outside.json'), 'This file is not safe to open'),
            (pipe, 'This file cannot be opened'),
            (home.short, 'This file cannot be opened'),
            (Path('/dev/zero'), 'This file cannot be opened'),
            ('sftp://nowhere/record.json', 'This file cannot be opened'),
        ]
        screen.start()
        screen.wait_title('Home')
        for path, words in bad:
            home.start([WINDOW, path]).wait(20)
            screen.wait_title(words)
            screen.wait_text('Choose another file')
            screen.key('Escape')
            screen.wait_title('Home')
        screen.stop()
        equal(resources_of(home), 0, 'resources')
        equal(list(home.short.parent.glob('outside.json')), [], 'what an unsafe file left')


def a_record_that_was_cut_can_be_kept_as_a_letter():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'cut.json', bundle(everything())[:-50])
        opened_with(home, screen, path, 'This file is not whole')
        screen.press('Keep it as a letter')
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it to')
        screen.wait_title('Your file is saved')
        screen.stop()
        equal(resources_of(home), 1, 'resources')


LONG = 120_000


def save_a_long_file(home, screen):
    """Saving it takes some seconds."""
    patient = next(r for r in everything() if r['resourceType'] == 'Patient')
    goals = [{'resourceType': 'Goal', 'id': f'g{number}', 'lifecycleStatus': 'active',
              'description': {'text': f'Walk {number} steps'},
              'subject': {'reference': 'Patient/' + patient['id']}}
             for number in range(LONG)]
    path = write(home, 'long.ndjson', '\n'.join(json.dumps(r) for r in [patient] + goals))
    opened_with(home, screen, path, 'What is in this file')
    screen.press('Next')
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it to')
    screen.wait_title('Saving your file')


def back_while_it_is_saved_loses_nothing():
    """It goes on, wherever one is."""
    with Home() as home, Screen(home) as screen:
        save_a_long_file(home, screen)
        screen.key('alt+Left')
        screen.wait_title('What is in this file')
        screen.key('alt+Left')
        screen.wait_title('Home')

        def all_is_there():
            screen.key('ctrl+f')
            screen.wait_title('Find')
            screen.key('alt+Left')
            screen.wait_title('Home')
            return any(str(LONG) in text.replace(',', '') for text in screen.texts())
        kinlib.wait_until(all_is_there, 60, 'all of it at Home')
        screen.stop()
        equal(resources_of(home), LONG + 1, 'resources')


def what_cannot_be_saved_is_said_wherever_one_is():
    with Home() as home, Screen(home) as screen:
        save_a_long_file(home, screen)
        screen.key('Escape')
        subprocess.run(['prlimit', '--pid', str(screen.app.pid), '--fsize=100000'], check=True)
        screen.wait_title('Your file was not saved')
        screen.wait_text('The disk cannot be read or written')


def what_came_before_stop_stays():
    with Home() as home, Screen(home) as screen:
        save_a_long_file(home, screen)
        screen.press('Stop')
        screen.wait_title('You stopped this')
        screen.wait_text('Open the file again to add the rest.')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screen.stop()
        holds(resources_of(home) < LONG, 'all of it came')


def with_two_people_it_is_asked_whose_it_is():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'record.json', bundle(everything()))
        home.run('person', 'add', 'Juan Ruiz', '--birth-date', '1950-05-02')
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        screen.start(path)
        screen.wait_title('Choose whose file this is')
        screen.press('\u2068' + PERSON)
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.wait_text('Name and birth date match')


def how_old_the_last_file_is_is_said():
    with Home() as home, Screen(home) as screen:
        path = write(home, 'download.json', bundle(everything()))
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        subprocess.run(['faketime', '-f', '-36d', *home.command('import', PERSON, path, '--yes')],
                       env=home.env, check=True, capture_output=True)
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Everything here is saved on this computer. The last file came 5 weeks')
        screen.shot('home')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.wait_text('Kept as you opened them. The last file came 5 weeks ago.')
        screen.press('Files you opened')
        screen.wait_text('The last file came 5 weeks ago.')
        screen.shot('files')
        screen.press('Get a newer file')
        screen.wait_title('Download a file instead')
        screen.stop()
        home.run('import', PERSON, path, '--yes')
        screen.start()
        screen.wait_text('The last file came today.')


if __name__ == '__main__':
    kinlib.run_tests([
        a_downloaded_file_opens_in_six_activations,
        the_text_of_a_blue_button_becomes_entries_and_can_be_read,
        pressing_on_while_it_is_saved_adds_one_person_and_the_file,
        a_record_is_added_once_its_person_is_confirmed,
        return_without_a_choice_adds_nothing,
        somebody_elses_file_cannot_be_added,
        somebody_elses_file_is_opened_for_who_is_chosen,
        who_turns_back_from_the_choice_opens_nothing,
        an_ordinary_pdf_is_found_as_a_letter,
        a_zip_of_letters_is_as_many_letters,
        what_cannot_be_opened_is_said_in_words,
        a_record_that_was_cut_can_be_kept_as_a_letter,
        what_came_before_stop_stays,
        back_while_it_is_saved_loses_nothing,
        what_cannot_be_saved_is_said_wherever_one_is,
        with_two_people_it_is_asked_whose_it_is,
        how_old_the_last_file_is_is_said,
    ])
