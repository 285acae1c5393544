#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print in the real window, by keyboard alone; the paper is read back from a PDF."""

import json
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402

PERSON = 'Rosa Delgado'
BORN = '1944-03-02'
WHO = 'Rosa Delgado, born 2 March 1944'
SAMPLE = 'Sample. Not a real person'
MANY = 300
ODD_NAMES = ['أسبرين للأطفال', '阿司匹林肠溶片', 'Acetylsalicyl' + 'x' * 120 + 'end', '<b>Bold</b> & more']
# What isolates names on the page, and how PDF writers break lines.
NOT_WORDS = re.compile('[\u2066-\u2069\u200e\u200f\u202a-\u202e\\s]')


def record(folder):
    """A person with many medicines, and one allergy."""
    names = [f'Medicine number {n}' for n in range(MANY)] + ODD_NAMES
    resources = [{'resourceType': 'Patient', 'id': 'p', 'birthDate': BORN,
                  'name': [{'given': ['Rosa'], 'family': 'Delgado'}]}]
    resources += [{'resourceType': 'MedicationRequest', 'id': f'm{n}', 'status': 'active',
                   'intent': 'order', 'subject': {'reference': 'Patient/p'},
                   'authoredOn': '2026-08-03', 'medicationCodeableConcept': {'text': name},
                   'dosageInstruction': [{'text': f'Take {n} drops a day'}]}
                  for n, name in enumerate(names)]
    resources += [{'resourceType': 'AllergyIntolerance', 'id': 'a', 'code': {'text': 'Penicillin'},
                   'patient': {'reference': 'Patient/p'},
                   'reaction': [{'manifestation': [{'text': 'Rash'}]}]}]
    path = folder / 'record.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in resources]}))
    return path, names


def with_record(home):
    path, names = record(home.short)
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    home.run('import', PERSON, path, '--yes')
    return names


def save(screen, path):
    """Saves what the preview shows, and returns its pages as text."""
    screen.press('Save as a PDF file')
    screen.wait_title('Save as a PDF file')
    screen.key('ctrl+a')
    screen.type(str(path))
    screen.key('Return')
    screen.wait_title('The PDF file is saved')
    return pages(path)


def pages(path):
    text = subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout
    return text.split('\f')[:-1]


def squeezed(text):
    return NOT_WORDS.sub('', text)


def each_page_says_whose_it_is(sheets):
    for number, sheet in enumerate(sheets, start=1):
        said = squeezed(sheet)
        holds(squeezed(WHO) in said, f'page {number} does not say whose it is: {sheet[-200:]}')
        holds(squeezed(f'Page {number} of {len(sheets)}') in said, f'page {number}: its number')
        holds('Printed' in said, f'page {number}: when it was printed')
        holds(squeezed(SAMPLE) not in said, f'page {number} says that a real person is made up')


def no_files_in_temporary_folders(home):
    left = [p for p in Path(home.env['TMPDIR']).rglob('*') if p.is_file()]
    equal(left, [], 'files in the temporary folder')


def a_long_list_loses_no_line():
    with Home() as home, Screen(home) as screen:
        names = with_record(home)
        screen.start()
        screen.wait_title('Home')
        screen.key('ctrl+p')
        screen.wait_title('What do you want to print?')
        screen.press('Medicines')
        screen.wait_title('Print: Medicines')
        holds(screen.went_by('Getting the paper ready'), 'nothing says what takes time')
        no_files_in_temporary_folders(home)
        sheets = save(screen, home.short / 'medicines.pdf')
        holds(len(sheets) > 10, f'{len(sheets)} pages')
        each_page_says_whose_it_is(sheets)
        said = squeezed(''.join(sheets))
        for number, name in enumerate(names):
            holds(squeezed(f'Take {number} drops a day') in said, f'the dose of medicine {number}')
            if name.isascii():
                holds(squeezed(name) in said or len(name) > 100, name)
        whole = squeezed(''.join(re.sub(r'.*Printed.*', '', sheet) for sheet in sheets))
        holds(squeezed(ODD_NAMES[2]) in whole, 'a word longer than the line')
        holds(ODD_NAMES[1] in said, 'a name in Chinese')
        no_files_in_temporary_folders(home)


def each_page_of_the_sample_family_says_that_it_is_made_up():
    with Home() as home, Screen(home) as screen:
        screen.start()
        screen.wait_title('How big should words be?')
        screen.press('Next')
        screen.wait_title('Who is this for?')
        screen.press('Look around with a sample family')
        screen.wait_title('Home')
        screen.key('ctrl+p')
        screen.wait_title('What do you want to print?')
        screen.press('Test results')
        screen.wait_title('Print: Test results')
        sheets = save(screen, home.short / 'results.pdf')
        holds(len(sheets) > 1, f'{len(sheets)} pages')
        for number, sheet in enumerate(sheets, start=1):
            holds(squeezed(SAMPLE) in squeezed(sheet), f'page {number} looks real: {sheet[-200:]}')


def the_section_in_front_is_printed():
    with Home() as home, Screen(home) as screen:
        with_record(home)
        screen.start()
        screen.wait_title('Home')
        screen.press('Allergies and reactions')
        screen.wait_title('Allergies and reactions')
        screen.wait_text('Penicillin')
        screen.key('ctrl+p')
        screen.wait_title('Print: Allergies and reactions')
        sheets = save(screen, home.short / 'allergies.pdf')
        equal(len(sheets), 1, 'pages')
        each_page_says_whose_it_is(sheets)
        holds('Penicillin' in sheets[0] and 'Rash' in sheets[0], sheets[0])


def a_list_that_grows_is_printed_as_it_was():
    """Entries come in while others are read for the paper: each of those is on it once."""
    with Home() as home, Screen(home) as screen:
        names = with_record(home)
        newer = [{'resourceType': 'Patient', 'id': 'p', 'birthDate': BORN,
                  'name': [{'given': ['Rosa'], 'family': 'Delgado'}]}]
        newer += [{'resourceType': 'MedicationRequest', 'id': f'n{n}', 'status': 'active',
                   'intent': 'order', 'subject': {'reference': 'Patient/p'},
                   'authoredOn': '2026-09-03', 'medicationCodeableConcept': {'text': f'Newer {n}'}}
                  for n in range(20000)]
        path = home.short / 'newer.ndjson'
        path.write_text('\n'.join(json.dumps(r) for r in newer))
        screen.start()
        screen.wait_title('Home')
        screen.key('ctrl+p')
        screen.wait_title('What do you want to print?')
        screen.go_to('Medicines')
        screen.open_file(path)
        screen.wait_title('What is in this file')
        screen.press('Next')
        screen.press('Yes, add it to')
        screen.key('Escape', 'Escape')
        screen.wait_title('What do you want to print?')
        screen.key('Return')
        screen.wait_title('Print: Medicines')
        sheets = save(screen, home.short / 'medicines.pdf')
        text = squeezed(''.join(re.sub(r'.*Printed.*', '', sheet) for sheet in sheets))
        amount = int(re.search(squeezed(WHO) + r'(\d+)entries,asthe', text).group(1))
        ours = [name for name in names if name.isascii() and len(name) < 100]
        equal([name for name in ours if squeezed(name) not in text], [], 'what is not on paper')
        equal(text.count(squeezed('Medicine number')), MANY, 'those that were there before')
        equal(text.count('Newer') + len(names), amount, 'entries on paper')
        kinlib.say(f'{text.count("Newer")} of those that came in were listed already')


def what_has_not_arrived_is_said_on_paper():
    with Home() as home, Screen(home) as screen:
        whose = {'reference': 'Patient/p'}
        letters = [{'resourceType': 'DocumentReference', 'id': name, 'status': 'current',
                    'subject': whose, 'date': '2026-08-03', 'description': name,
                    'content': [{'attachment': attachment}]}
                   for name, attachment in (
                       ('awaited', {'contentType': 'application/pdf', 'url': 'Binary/none'}),
                       ('damaged', {'contentType': 'application/pdf', 'data': '%'}))]
        patient = {'resourceType': 'Patient', 'id': 'p', 'birthDate': BORN,
                   'name': [{'given': ['Rosa'], 'family': 'Delgado'}]}
        path = home.short / 'letters.ndjson'
        path.write_text('\n'.join(json.dumps(r) for r in (patient, *letters)))
        home.run('person', 'add', PERSON, '--birth-date', BORN)
        home.run('import', PERSON, path, '--yes')
        screen.start()
        screen.wait_title('Home')
        for name, words in (('awaited', 'has not arrived'), ('damaged', 'came damaged')):
            screen.press('Letters and documents')
            screen.wait_title('Letters and documents')
            screen.press('\u2068' + name)
            screen.wait_text(words)
            screen.press('Print')
            screen.wait_title('Print: ')
            sheets = save(screen, home.short / f'{name}.pdf')
            holds(words in ' '.join(sheets[0].split()), sheets[0])
            holds('Save a copy' not in sheets[0], 'a copy can be saved of what is not here')
            for _ in range(3):
                screen.key('Escape')
            screen.wait_title('Home')


def one_entry_is_printed_from_its_page():
    with Home() as home, Screen(home) as screen:
        with_record(home)
        screen.start()
        screen.wait_title('Home')
        screen.press('Allergies and reactions')
        screen.wait_title('Allergies and reactions')
        screen.press_row()
        screen.wait_text('Where this came from')
        screen.press('Print')
        screen.wait_title('Print: ')
        sheets = save(screen, home.short / 'entry.pdf')
        each_page_says_whose_it_is(sheets)
        holds('Penicillin' in sheets[0] and 'Where this came from' in sheets[0], sheets[0])


def height_of(word, path):
    """How tall a word is on paper, in points."""
    text = subprocess.run(['pdftotext', '-bbox', path, '-'], capture_output=True, text=True,
                          check=True).stdout
    top, bottom = re.search(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{word}<',
                            text).groups()
    return float(bottom) - float(top)


def words_are_as_large_as_was_chosen():
    """16 point at first; and they stay so the next time."""
    with Home() as home, Screen(home) as screen:
        with_record(home)
        heights = []
        for size in ('', 'Very large (20 point)', ''):
            screen.start()
            screen.wait_title('Home')
            screen.press('Allergies and reactions')
            screen.wait_title('Allergies and reactions')
            screen.wait_text('Penicillin')
            screen.key('ctrl+p')
            screen.wait_title('Print: Allergies and reactions')
            if size:
                # Tab goes to the one that is chosen, arrows to the others.
                screen.go_to('Ordinary (16 point)')
                for _ in range(4):
                    if not (screen.focus() or {}).get('name') == size:
                        screen.key('Down')
                screen.key('space')
                screen.shot('size')
            path = home.short / f'allergies-{len(heights)}.pdf'
            screen.go_to('Main menu')
            each_page_says_whose_it_is(save(screen, path))
            heights.append(height_of('Rash', path))
            screen.stop()
        holds(1.2 < heights[1] / heights[0] < 1.3, f'20 point are not 16: {heights}')
        equal(heights[2], heights[1], 'the size after a new start')


def the_print_dialog_prints_to_a_file():
    with Home() as home, Screen(home) as screen:
        with_record(home)
        screen.start()
        screen.wait_title('Home')
        screen.key('ctrl+p')
        screen.wait_title('What do you want to print?')
        screen.press('Allergies and reactions')
        screen.wait_title('Print: Allergies and reactions')
        screen.key('ctrl+p')
        screen.answer_print_dialog('alt+v')
        screen.wait_title('It is not printed yet')
        holds(not (home.folder / 'Kinchart.pdf').exists(), 'a preview was written to a file')
        screen.key('ctrl+p')
        written = screen.print_to_file()
        screen.wait_title('It is on its way')
        sheets = pages(written)
        written.unlink()
        each_page_says_whose_it_is(sheets)
        holds('Penicillin' in sheets[0], sheets[0])
        no_files_in_temporary_folders(home)


# What a clinic says of each, in no order: name, type, status, date.
STANDINGS = [('Ramipril', 'MedicationRequest', 'stopped', '2026-08-03'),
             ('Insulin', 'MedicationRequest', 'active', '2019-02-01'),
             ('Aspirin', 'MedicationStatement', 'active', '2024-05-06'),
             ('Codeine', 'MedicationRequest', 'on-hold', '2026-07-01'),
             ('Vitamin D', 'MedicationDispense', 'completed', '2026-08-30'),
             ('Amoxicillin', 'MedicationRequest', 'completed', '2026-09-01'),
             ('Zinc', 'MedicationStatement', 'unknown', '2026-09-02')]
SORTED = ['Now, as the clinic says', 'Aspirin', 'Insulin', 'Not sure', 'Zinc', 'Codeine',
          'Earlier, as the clinic says', 'Amoxicillin', 'Ramipril', 'Handed out or given',
          'Vitamin D']


def with_standings(home):
    resources = [{'resourceType': 'Patient', 'id': 'p', 'birthDate': BORN,
                  'name': [{'given': ['Rosa'], 'family': 'Delgado'}]}]
    resources += [{'resourceType': kind, 'id': f'm{n}', 'status': status, 'intent': 'order',
                   'authoredOn': date, 'effectiveDateTime': date, 'whenHandedOver': date,
                   'subject': {'reference': 'Patient/p'},
                   'medicationCodeableConcept': {'text': name}}
                  for n, (name, kind, status, date) in enumerate(STANDINGS)]
    path = home.short / 'standings.ndjson'
    path.write_text('\n'.join(json.dumps(r) for r in resources))
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    home.run('import', PERSON, path, '--yes')


def medicines_of_now_come_first_in_the_list_and_on_paper():
    with Home() as home, Screen(home) as screen:
        with_standings(home)
        screen.start()
        screen.wait_title('Home')
        screen.press('Medicines')
        screen.wait_title('Medicines')
        screen.wait_text('Vitamin D')
        said = [text.strip('\u2068\u2069') for text in screen.texts()]
        equal([text for text in said if text in SORTED], SORTED, 'what the list says')
        screen.key('ctrl+p')
        screen.wait_title('Print: Medicines')
        text = ''.join(save(screen, home.short / 'medicines.pdf'))
        places = [text.index(words) for words in SORTED]
        equal(places, sorted(places), 'the order on paper')


if __name__ == '__main__':
    kinlib.run_tests([
        a_long_list_loses_no_line,
        each_page_of_the_sample_family_says_that_it_is_made_up,
        the_section_in_front_is_printed,
        a_list_that_grows_is_printed_as_it_was,
        what_has_not_arrived_is_said_on_paper,
        one_entry_is_printed_from_its_page,
        words_are_as_large_as_was_chosen,
        the_print_dialog_prints_to_a_file,
        medicines_of_now_come_first_in_the_list_and_on_paper,
    ])
