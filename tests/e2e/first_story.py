# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kinchart's main job by the window itself, by keyboard alone, with a picture of each step: the
first steps, a practice clinic, whose record it is, and what is read, found and printed of it."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import screens  # noqa: E402
from kinlib import wait_until  # noqa: E402
from kinscreen import Screen, browser_by_robot  # noqa: E402

WIDTH, HEIGHT = 1024, 768
# The first of these that holds something is read and printed.
SECTIONS = ('Test results', 'Medicines', 'Health conditions', 'Everything')
A_WORD = re.compile(r'[^\W\d_]{3,}')


def first_steps(screen, name, born):
    screen.wait_title('How big should words be?')
    screen.shot('size-of-words')
    screen.press('Next')
    screen.wait_title('Who is this for?')
    screen.shot('who')
    screen.press('Me')
    screen.wait_title('About you')
    screens.say_who(screen, name, born)
    screen.shot('about-you')
    screen.press('Next')
    screen.wait_title('Keep it private')
    screen.shot('private')
    screen.press('Next')
    screen.wait_title('Add a record')
    screen.shot('add-a-record')


def connect(screen):
    """Over the pages of the clinic, which a robot fills in, to the question whose record it is."""
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')
    screen.go_to('Name, town')
    screen.type(screen.portal.url)
    screen.shot('connect')
    screen.key('Return')
    screen.wait_title('What will happen')
    screen.shot('what-will-happen')
    screen.press('Open the clinic')
    screen.wait_title('Is this the right person?')
    screen.shot('right-person')
    screen.press('Yes, add it to')
    screen.wait_title('Your record is here')
    screen.shot('record-is-here')
    screen.press('Go on reading')
    screen.wait_title('Home')


def choose_section(screen):
    def find():
        texts = screen.texts()
        return next((section for section in SECTIONS
                     if any(text.startswith(f'{section}, ') for text in texts)), None)
    return wait_until(find, 20, 'a section that holds something')


def read(screen):
    """Opens the first entry of a section; returns the section, and what the entry is called."""
    section = choose_section(screen)
    screen.shot('home')
    screen.press(section)
    screen.wait_title(section)
    screen.go_to_row()
    screen.shot('section')
    screen.key('Return')
    wait_until(lambda: section not in (screen.title() or section), 20, 'the entry')
    screen.shot('entry')
    return section, screen.title().split(' – ')[0].strip('\u2068\u2069')


def find(screen, words):
    """Looks for a word of what was read."""
    screen.key('ctrl+f')
    screen.wait_title('Find')
    before = screen.title()
    screen.type(A_WORD.search(words).group())
    wait_until(lambda: screen.title() not in (None, before), 20, 'what is found')
    screen.wait_text(words)
    screen.shot('found')
    screen.press_row()
    wait_until(lambda: 'found' not in (screen.title() or 'found'), 20, 'what was found')


def go_home(screen):
    def is_home():
        if (screen.title() or '').startswith('Home'):
            return True
        screen.key('Escape')
        return False
    wait_until(is_home, 30, 'the way back to Home')


def print_it(screen, section, path):
    go_home(screen)
    screen.press(section)
    screen.wait_title(section)
    screen.key('ctrl+p')
    screen.wait_title(f'Print: {section}')
    screen.shot('print')
    screen.press('Save as a PDF file')
    screen.wait_title('Save as a PDF file')
    screen.key('ctrl+a')
    screen.type(str(path))
    screen.key('Return')
    screen.wait_title('The PDF file is saved')
    screen.shot('saved-as-pdf')


def tell(home, portal, person, folder):
    """Plays it for @person, as (name, birth date); returns the pictures, in order."""
    browser_by_robot(home, portal.browser())
    with Screen(home, WIDTH, HEIGHT, shots=folder, moves=True) as screen:
        screen.portal = portal
        screen.start()
        first_steps(screen, *person)
        connect(screen)
        section, entry = read(screen)
        find(screen, entry)
        print_it(screen, section, folder / 'printed.pdf')
        screen.stop()

    return sorted(folder.glob('*.png'))
