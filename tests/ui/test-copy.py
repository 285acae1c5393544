#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter that asks a clinic for a copy of the record, by keyboard: it is read back from paper,
and an answer is waited for."""

import datetime
import fcntl
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402
from screens import NAME  # noqa: E402

CLINIC = 'Oak Street Clinic'
RIGHT = '45 CFR 164.524'
# What isolates names, and how PDF writers break lines.
NOT_WORDS = re.compile('[\u2066-\u2069\u200e\u200f\u202a-\u202e\\s]')
LINE = '_' * 30
RESERVED = 0x40000001                           # who writes locks this byte of a SQLite file


def squeezed(text):
    return NOT_WORDS.sub('', text)


def letter(screen, path):
    """Prints the letter into a file, goes back, and returns what is on the paper."""
    screen.press('Print a letter to the clinic')
    screen.wait_title('A copy of the health record')
    screen.press('Save as a PDF file')
    screen.wait_title('Save as a PDF file')
    screen.key('ctrl+a')
    screen.type(str(path))
    screen.key('Return')
    screen.wait_title('The PDF file is saved')
    screen.key('Escape')
    screen.wait_title('Ask for a copy')
    return subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True,
                          check=True).stdout


def has(paper, words):
    holds(squeezed(words) in squeezed(paper), f'“{words}” is not on paper: {paper}')


def open_search(home, screen, *born):
    home.run('person', 'add', NAME, *born)
    screen.start()
    screen.wait_title('Home')
    screens.connect(screen)


def the_letter_has_what_a_clinic_needs():
    with Home() as home, Screen(home) as screen:
        open_search(home, screen, '--birth-date', '1945-05-14')
        screen.go_to('Name, town')
        screen.type(CLINIC)
        screen.press('Ask for a copy')
        screen.wait_title('Ask for a copy')
        paper = letter(screen, home.short / 'plain.pdf')
        for words in (CLINIC, f'Name {NAME}', 'Birth date 14 May 1945', f'Date {LINE}',
                      f'Signature {LINE}'):
            has(paper, words)
        holds(RIGHT not in paper and 'HIPAA' not in paper, 'a law that nobody chose')
        screen.go_to('The clinic is in the United States')
        screen.key('space')
        has(letter(screen, home.short / 'right.pdf'), RIGHT)


def what_is_not_known_is_a_line_to_write_on():
    with Home() as home, Screen(home) as screen:
        open_search(home, screen)
        screen.press('Ask for a copy')
        screen.wait_title('Ask for a copy')
        paper = letter(screen, home.short / 'empty.pdf')
        has(paper, f'To {LINE}')
        has(paper, f'Birth date {LINE}')


def an_address_without_a_sign_in_leads_here():
    no_sign_in = {'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 404}
    with Home() as home, Screen(home) as screen, \
            Practice(home, kinlib.made_up_person(only=('allergies',))) as portal:
        portal.faults(no_sign_in)
        open_search(home, screen)
        screen.go_to('Name, town')
        screen.type(portal.url)
        screen.key('Return')
        screen.wait_title('There is no record service at this address')
        screen.press('Ask for a copy')
        screen.wait_title('Ask for a copy')
        screen.key('Escape')
        screen.wait_title('There is no record service at this address')
        screen.press('Download a file instead')
        screen.wait_title('Download a file instead')
        screen.press('Ask for a copy')
        screen.wait_title('Ask for a copy')


def words_of(day):
    return f'{day.day} {day:%B %Y}'


def write_day(screen, day):
    """In the fields for a day, of which the first is in front."""
    screen.key('ctrl+a')
    screen.type(str(day.day))
    screen.go_to('Month')
    screen.key('space', 'Home', *['Down'] * day.month, 'Return')
    screen.go_to('Year')
    screen.key('ctrl+a')
    screen.type(str(day.year))


def note_that_it_is_sent(screen, clinic, due=None):
    """Notes the letter as sent; without a day, by the law of the United States."""
    screen.go_to('Name of the clinic')
    screen.key('ctrl+a')
    screen.type(clinic)
    if due is None:
        screen.go_to('The clinic is in the United States')
        screen.key('space')
    screen.press('The letter is sent')
    screen.wait_title('The letter is sent')
    if due is not None:
        screen.go_to('On a day that I choose')
        screen.go_to('Day')
        write_day(screen, due)
    screen.press('Save')
    screen.wait_title('A copy you asked for')


def open_letter(screen):
    screens.connect(screen)
    screen.press('Ask for a copy')
    screen.wait_title('Ask for a copy')


def an_answer_is_due_when_the_law_says_and_the_person_is_told():
    """Not before, also after the app was closed, and not any more when it came."""
    due = words_of(datetime.date.today() + datetime.timedelta(days=30))
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        screen.start()
        screen.wait_title('Home')
        open_letter(screen)
        note_that_it_is_sent(screen, CLINIC)
        screen.wait_text(f'An answer is due on {due}.')
        screen.shot('waits')
        screen.stop()
        equal(home.readable_with(CLINIC), [], 'files with the clinic')

        with home.days_later(29):
            screen.start()
            screen.wait_title('Home')
            screens.clinics(screen)
            screen.wait_title('Connected clinics')
            screen.wait_text('Copies you asked for')
            screen.shot('clinics')
            screen.key('Escape')
            screen.wait_title('Home')
            holds('Needs you' not in screen.texts(), 'told before it is due')
            screen.stop()
        with home.days_later(31):
            screen.start()
            screen.wait_text(f'The copy you asked \u2068{CLINIC}\u2069 for was due on {due}.')
            screen.shot('needs-you')
            screen.press('Look at it')
            screen.wait_title('A copy you asked for')
            screen.wait_text(f'An answer was due on {due}.')
            screen.press('The copy came')
            screen.wait_title('It came.')
            screen.shot('came')
            equal(screen.focus()['name'], 'Open the file', 'the focus')
            screen.press('Undo')
            screen.wait_title('An answer was due')
            screen.press('The copy came')
            screen.wait_title('It came.')
            screen.key('Escape')
            screen.wait_title('Home')
            kinlib.wait_until(lambda: 'Needs you' not in screen.texts(), 20, 'nothing to do')


def elsewhere_the_person_chooses_the_day_and_may_change_her_mind():
    today = datetime.date.today()
    due, later = today + datetime.timedelta(days=20), today + datetime.timedelta(days=45)
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        screen.start()
        screen.wait_title('Home')
        open_letter(screen)
        screen.press('The letter is sent')
        screen.wait_title('The letter is sent')
        screen.press('Save')
        screen.wait_title('Type the name of the clinic')
        screen.type(CLINIC)
        screen.press('Save')
        screen.wait_title('Type the day on which an answer is due')
        screen.shot('sent')
        write_day(screen, today - datetime.timedelta(days=1))
        screen.press('Save')
        screen.wait_title('An answer cannot be due before')
        write_day(screen, due)
        screen.press('Save')
        screen.wait_text(f'An answer is due on {words_of(due)}.')
        screen.press('Choose another day')
        screen.wait_title('The letter is sent')
        screen.go_to('On a day that I choose')
        screen.go_to('Day')
        write_day(screen, later)
        screen.press('Save')
        screen.wait_title('A copy you asked for')
        screen.wait_text(f'An answer is due on {words_of(later)}.')
        screen.press('Stop waiting for it')
        screen.wait_title('You do not wait for this copy any more.')
        screen.key('Escape')
        screen.wait_title('Ask for a copy')
        screen.key('Escape')
        screen.wait_title('Connect a clinic')
        screen.key('Escape')
        screen.wait_title('Connected clinics')
        holds('Copies you asked for' not in screen.texts(), 'it is waited for')


def what_cannot_be_saved_is_said_wherever_she_went():
    """Somebody else is writing into the file, and does not end; she goes back meanwhile."""
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        screen.start()
        screen.wait_title('Home')
        open_letter(screen)
        screen.go_to('Name of the clinic')
        screen.type(CLINIC)
        screen.go_to('The clinic is in the United States')
        screen.key('space')
        screen.press('The letter is sent')
        screen.wait_title('The letter is sent')
        with next(home.data.glob('people/*/personal.db')).open('r+b') as file:
            fcntl.lockf(file, fcntl.LOCK_EX, 1, RESERVED)
            screen.press('Save')
            screen.key('Escape')
            screen.wait_title('Ask for a copy')
            screen.wait_title('Your letter was not noted')
            screen.shot('not-noted')


if __name__ == '__main__':
    kinlib.run_tests([the_letter_has_what_a_clinic_needs,
                      what_is_not_known_is_a_line_to_write_on,
                      an_answer_is_due_when_the_law_says_and_the_person_is_told,
                      elsewhere_the_person_chooses_the_day_and_may_change_her_mind,
                      what_cannot_be_saved_is_said_wherever_she_went,
                      an_address_without_a_sign_in_leads_here])
