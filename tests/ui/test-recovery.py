#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery page by keyboard alone: printed, typed back, and used when the keyring is destroyed.

The keyring is a real gnome-keyring, and its files are really deleted."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import ERROR, Home, Practice, equal, holds  # noqa: E402
from kinscreen import DISPLAY, Screen  # noqa: E402

GONE = 'This computer does not have the key any more'
N_GROUPS = 13
LENGTH = 5


def files_in_temporary_folders(home):
    folders = (home.short / 'tmp', home.short / 'run')
    return sorted(str(path) for folder in folders for path in folder.rglob('*') if path.is_file())


def read_paper(path):
    """The groups on the printed page, in order, and all its words."""
    text = subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True,
                          text=True).stdout
    lines = [line.split() for line in text.splitlines()]
    groups = [line[1] for line in lines
              if len(line) == 2 and line[0].isdigit() and len(line[1]) == LENGTH]
    return groups, text


def print_page(screen):
    """By the button that the focus is next to; then it is said what became of it."""
    screen.key('Tab')
    equal(screen.focus()['name'], 'Print', 'the focus')
    screen.key('Return')
    screen.answer_print_dialog('alt+v')
    screen.wait_title('It is not printed yet')
    screen.press('Print')
    paper = screen.print_to_file()
    screen.wait_title('It is on its way to the printer. – Print your recovery page')
    return paper


def make_page(home, screen):
    screen.press('Print a recovery page')
    screen.wait_title('Print your recovery page')
    groups, text = read_paper(print_page(screen))
    equal(len(groups), N_GROUPS, f'groups on paper: {text}')
    holds('Page 1 of 1' in text, 'the foot of the page')
    return groups


def make_first_page(home, screen):
    screen.key('ctrl+comma')
    screen.wait_title('Preferences')
    screen.press('Recovery page')
    screen.wait_title('Recovery page')
    screen.wait_text('You have no recovery page yet')
    return make_page(home, screen)


def other_letter(group):
    """One letter of it typed wrong."""
    return group[:2] + ('7' if group[2] != '7' else '8') + group[3:]


def type_back_with_a_mistake(screen, groups):
    screen.press('I have it on paper')
    screen.wait_title('Type the code back')
    screen.go_to('Group 1')
    screen.type(''.join(groups[:4]).lower() + other_letter(groups[4]) + ''.join(groups[5:]))
    equal(screen.focus()['name'], 'Next', 'the focus after the last group')
    screen.key('Return')
    screen.wait_title('Group 5 is not as on the page')
    equal(screen.focus()['name'], 'Group 5', 'the focus')
    screen.key('ctrl+a')
    screen.type(groups[4])
    screen.press('Next')
    screen.wait_title('Your recovery page works')


def open_with(screen, groups):
    screen.wait_title(GONE)
    screen.go_to('Group 1')
    screen.type(''.join(groups))
    screen.press('Open my records')


def everything_opens_after_the_keyring_is_destroyed():
    with Home() as home, Screen(home, width=1024) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.start()
        screen.wait_title('Home')
        groups = make_first_page(home, screen)
        equal(files_in_temporary_folders(home), [], 'files in temporary folders')
        type_back_with_a_mistake(screen, groups)
        screen.wait_text('You have a recovery page, and it works')
        screen.press('Print a new recovery page')
        screen.wait_title('Print your recovery page')
        screen.key('Escape')
        screen.wait_text('A new one was made')
        screen.go_to('Type the code back')
        screen.stop()
        home.run('person', 'add', 'Juan Ruiz', '--birth-date', '1950-05-02')

        home.destroy_keyring()
        home.run('person', 'list', expect=ERROR)
        screen.start()
        wrong = [*groups[:-1], groups[0]]
        open_with(screen, wrong)
        screen.wait_title('Group 13 is not as on the page')
        equal(screen.focus()['name'], 'Group 13', 'the focus')
        screen.key('ctrl+a')
        screen.type(groups[-1])
        screen.press('Open my records')
        screen.wait_title('People')
        screen.press('\u2068Juan Ruiz')
        screen.wait_title('Home')
        screen.stop()

        equal({person['name'] for person in home.run('person', 'list').json},
              {'Rosa Delgado', 'Juan Ruiz'}, 'people')
        for person in home.run('person', 'list').json:
            home.run('sections', person['id'])
        the_code_is_nowhere(home, groups)


def files_with_the_code(home, groups):
    """Two groups after each other are enough: one alone may be there by chance."""
    signs = [(a + between + b).encode(encoding) for a, b in zip(groups, groups[1:])
             for between in ('', ' ', '-', '\n', '\0') for encoding in ('ascii', 'utf-16-le')]
    return [path for path in sorted(home.short.rglob('*'))
            if path.is_file() and path.name not in ('Kinchart.pdf', DISPLAY) and
            any(sign in path.read_bytes().upper() for sign in signs)]


def the_code_is_nowhere(home, groups):
    """In no file but the one that a person asked for; and where it is, it is found."""
    equal(files_with_the_code(home, groups), [], 'files with a part of the code')
    control = home.short / 'control'
    control.write_text(f'12 {groups[-2]} {groups[-1]}'.lower(), encoding='ascii')
    equal(files_with_the_code(home, groups), [control], 'the control')
    control.unlink()


def page_of(home):
    """A page that was printed and not typed back: it holds all the same."""
    home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
    with Screen(home, width=1024) as screen:
        screen.start()
        screen.wait_title('Home')
        return make_first_page(home, screen)


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob('*') if path.is_file()}


def a_page_of_somebody_else_opens_nothing():
    with Home() as other:
        foreign = page_of(other)
    with Home() as home:
        own = page_of(home)
        home.destroy_keyring()
        before = contents(home.data)
        with Screen(home, width=1024) as screen:
            screen.start()
            open_with(screen, foreign)
            screen.wait_title('This code does not open your records')
            equal(screen.focus()['name'], 'Group 1', 'the focus')
            equal(contents(home.data), before, 'the files')
            screen.key('ctrl+a')
            screen.type(''.join(own))
            screen.press('Open my records')
            screen.wait_title('Home')


def a_key_that_the_keyring_does_not_take_is_asked_for_again():
    with Home() as home:
        groups = page_of(home)
        kinlib.end_process(home.keyring)
        home.start_keyring('not the password of this keyring')
        with Screen(home, width=1024) as screen:
            screen.start()
            screen.wait_title('The password store (keyring) of this computer is locked')
            screen.go_to('Group 1')
            screen.type(''.join(groups))
            screen.press('Open my records')
            screen.wait_title('Keep your recovery page')
            screen.wait_text('asks for this code again when it starts')
            equal(screen.focus()['name'], 'Go on', 'the focus')
            screen.shot('held')
            screen.key('Return')
            screen.wait_title('Home')
            screen.stop()
            screen.start()
            screen.wait_title('The password store (keyring) of this computer is locked')


def whoever_is_chosen_for_a_clinic_is_brought_back_too():
    files = kinlib.made_up_person()
    name, born = kinlib.person_of(files)
    with Home() as home, Practice(home, files) as portal, Screen(home, width=1024) as screen:
        home.run('person', 'add', name, '--birth-date', born)
        home.run('connect', name, portal.url, '--browser', portal.browser(), '--yes')
        rosa = home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02').json['id']
        screen.start()
        screen.wait_title('People')
        screen.press('\u2068' + name)
        screen.wait_title('Home')
        groups = make_first_page(home, screen)
        subprocess.run(['secret-tool', 'clear', 'app', 'kinchart', 'set', rosa], env=home.env,
                       check=True)
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.press('\u2068A portal with')
        screen.wait_title('A portal with')
        screen.press('Add another person at this clinic')
        screen.wait_title('Who else is at this clinic?')
        screen.press('\u2068Rosa')
        open_with(screen, groups)
        screen.wait_title('The key is in the password store again – Who else is at this clinic?')
        screen.press('\u2068Rosa')
        screen.wait_title('What will happen – Rosa')


def the_first_steps_offer_it():
    with Home() as home, Screen(home, width=1024) as screen:
        screen.start()
        screen.wait_title('How big should words be?')
        screen.press('Next')
        screen.press('Me')
        screen.wait_title('About you')
        screen.go_to('Name')
        screen.type('Marta Quiroga')
        screen.go_to('Day')
        screen.type('4')
        screen.go_to('Month')
        screen.key('space', 'Down', 'Down', 'Return')
        screen.go_to('Month')
        screen.go_to('Year')
        screen.type('1950')
        screen.press('Next')
        screen.wait_title('Keep it private')
        screen.wait_text('Anyone signed in to this computer account can read this.')
        type_back_with_a_mistake(screen, make_page(home, screen))
        screen.wait_title('Keep it private')
        screen.stop()

        home.destroy_keyring()
        screen.start()
        groups, _ = read_paper(home.folder / 'Kinchart.pdf')
        open_with(screen, groups)
        screen.wait_title('Keep it private')
        screen.wait_text('You have a recovery page, and it works')
        screen.press('Next')
        screen.wait_title('Add a record')


if __name__ == '__main__':
    kinlib.run_tests([
        everything_opens_after_the_keyring_is_destroyed,
        a_page_of_somebody_else_opens_nothing,
        a_key_that_the_keyring_does_not_take_is_asked_for_again,
        whoever_is_chosen_for_a_clinic_is_brought_back_too,
        the_first_steps_offer_it,
    ])
