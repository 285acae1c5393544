#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter that asks a clinic for a copy of the record, by keyboard; it is read back from paper."""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402
from screens import NAME  # noqa: E402

CLINIC = 'Oak Street Clinic'
RIGHT = '45 CFR 164.524'
# What isolates names, and how PDF writers break lines.
NOT_WORDS = re.compile('[\u2066-\u2069\u200e\u200f\u202a-\u202e\\s]')
LINE = '_' * 30


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
            Practice(home, kinlib.made_up_person()) as portal:
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


if __name__ == '__main__':
    kinlib.run_tests([the_letter_has_what_a_clinic_needs,
                      what_is_not_known_is_a_line_to_write_on,
                      an_address_without_a_sign_in_leads_here])
