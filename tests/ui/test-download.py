#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clinic that cannot be connected: its website, and the file that comes from there.

By keyboard alone, on a real folder for downloads; what is told to the desktop is read from the bus.
"""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen, note_pages, wait_pages  # noqa: E402
from screens import NAME, OWN  # noqa: E402

APP = 'io.github.kinchart.Kinchart'
DESKTOP = 'org.freedesktop.Notifications'
OFFER = 'A new file has arrived'
LOOK = 'Look at \u2068'
WATCH = 'Tell me when the file is here'


@contextlib.contextmanager
def at_home(**options):
    """A person, an empty folder for downloads, and what a browser keeps of its own."""
    with Home() as home, Screen(home, **options) as screen:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.downloads = home.folder / 'Downloads'
        home.downloads.mkdir()
        yield home, screen


def open_page(screen):
    screen.start()
    screen.wait_title('Home')
    screens.connect(screen)
    screen.press('Download a file instead')
    screen.wait_title('Download a file instead')


def watch(screen):
    screen.press(WATCH)
    screen.wait_title('Waiting for a new file until')


def offered(screen):
    return [part['name'] for part in screen.controls() if part['name'].startswith(LOOK)]


def resources_of(home):
    return home.run('sections', NAME).json['resources']


def the_website_opens_only_where_it_is_safe():
    with at_home() as (home, screen):
        note_pages(home)
        open_page(screen)
        for wrong in ('', 'Oak Clinic', 'http://oak.example.org/', 'file:///etc/passwd'):
            screen.go_to('Web address')
            screen.key('ctrl+a')
            screen.type(wrong)
            screen.press('Open the website')
            screen.wait_title('Type a web address that begins with')
            screen.key('ctrl+a', 'BackSpace')
        screen.type('oak.example.org/login')
        screen.key('Return')
        screen.wait_title('The browser opens')
        wait_pages(home, ['https://oak.example.org/login'])
        holds(not any('begins with https://' in text for text in screen.texts()), 'what was wrong')


def a_file_is_offered_and_nothing_is_added_unasked():
    with at_home() as (home, screen):
        (home.downloads / 'old.json').write_text(OWN, encoding='utf-8')
        screen.hears = True
        open_page(screen)
        (home.downloads / 'unasked.json').write_text(OWN, encoding='utf-8')
        equal(offered(screen), [], 'offers')
        watch(screen)
        partial = home.downloads / 'record.json.part'
        partial.write_text(OWN, encoding='utf-8')
        (home.downloads / 'record.json').touch()
        partial.rename(home.downloads / 'record.json')
        screen.heard(f'{OFFER}: \u2068record.json\u2069')
        screen.wait_text(LOOK)
        equal(offered(screen), [f'{LOOK}record.json\u2069'], 'offers')
        holds(not any(text.startswith('Waiting for') for text in screen.texts()), 'no wait')
        wait_until(lambda: (screen.focus() or {}).get('name', '').startswith(LOOK), 20, 'the focus')
        screen.key('Return')
        screen.wait_title('What is in this file')
        screen.wait_text(NAME)
        screen.press('Next')
        screen.wait_title('Is this the right person?')
        screen.key('Return')
        screen.wait_title('Nothing was added')
        screen.stop()
        equal(resources_of(home), 0, 'resources')


def what_comes_after_stop_is_not_offered():
    with at_home() as (home, screen):
        open_page(screen)
        watch(screen)
        screen.press('Stop watching')
        screen.wait_title('does not watch the folder any more')
        (home.downloads / 'first.json').write_text(OWN, encoding='utf-8')
        watch(screen)
        (home.downloads / 'second.json').write_text(OWN, encoding='utf-8')
        screen.wait_text(LOOK)
        equal(len(offered(screen)), 1, 'offers')


def without_a_folder_it_is_said():
    with at_home() as (home, screen):
        home.downloads.rmdir()
        open_page(screen)
        screen.press(WATCH)
        screen.wait_title('cannot be watched')
        screen.press('I have the file already')
        screen.wait_title('Open a file')


def an_address_without_a_sign_in_leads_here():
    no_sign_in = {'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 404}
    with at_home() as (home, screen), \
            Practice(home, kinlib.made_up_person(only=('allergies',))) as portal:
        portal.faults(no_sign_in)
        screen.start()
        screen.wait_title('Home')
        screens.connect(screen)
        screen.go_to('Name, town')
        screen.type(portal.url)
        screen.key('Return')
        screen.wait_title('There is no record service at this address')
        screen.press('Download a file instead')
        screen.wait_title('Download a file instead')
        screen.key('Escape')
        screen.wait_title('There is no record service at this address')


def a_clinic_that_gives_no_number_leads_here():
    """Its website is on the host that is known."""
    with at_home() as (home, screen):
        home.list_clinics(*screens.CLINICS)
        note_pages(home)
        screen.start()
        screen.wait_title('Home')
        screens.needs_number(screen)
        screen.wait_title('What will happen')
        screens.number(screen)
        screen.wait_title('Number for Kinchart')
        screen.press('Download a file instead')
        screen.wait_title('Download a file instead')
        screen.press('Open the website')
        wait_pages(home, ['https://fhir.fjord.example.org/'])


def send(home, *words):
    subprocess.run(['dbus-send', '--session', *words], env=home.env, stdout=subprocess.DEVNULL,
                   check=True)


def told(home):
    """What the desktop was told: all that the app said before has been on the bus by then."""
    send(home, '--print-reply', f'--dest={APP}', '/' + APP.replace('.', '/'),
         'org.freedesktop.DBus.Peer.Ping')
    mark = f'mark {time.monotonic_ns()}'
    send(home, f'--dest={DESKTOP}', '/', f'{DESKTOP}.Notify', f'string:{mark}')
    wait_until(lambda: mark in (home.short / 'told').read_text(), 20, 'the bus')
    return (home.short / 'told').read_text()


def times_told(home):
    return told(home).count('A new file has arrived.')


def who_looks_elsewhere_is_told_by_the_desktop():
    """Neutral: not who, and not the name of the file."""
    with at_home() as (home, screen):
        with (home.short / 'told').open('w', encoding='utf-8') as log:
            home.start(['dbus-monitor', '--session', f"interface='{DESKTOP}',member='Notify'"],
                       stdout=log)
        wait_until(lambda: (home.short / 'told').stat().st_size, 20, 'the monitor')
        open_page(screen)
        watch(screen)
        screen.press('Ask for a copy')
        screen.wait_title('Ask for a copy')
        (home.downloads / 'Marta.json').write_text(OWN, encoding='utf-8')
        wait_until(lambda: times_told(home) == 1, 20, 'the notification')
        screen.key('Escape')
        screen.wait_title('Marta.json')
        (home.downloads / 'In front.json').write_text(OWN, encoding='utf-8')
        screen.wait_title('In front.json')
        equal(times_told(home), 1, 'notifications')
        screen.press('I have the file already')
        screen.wait_title('Open a file')
        (home.downloads / 'Second.json').write_text(OWN, encoding='utf-8')
        wait_until(lambda: times_told(home) == 2, 20, 'the second notification')
        holds('.json' not in told(home) and 'Marta' not in told(home), told(home))


if __name__ == '__main__':
    kinlib.run_tests([
        the_website_opens_only_where_it_is_safe,
        a_file_is_offered_and_nothing_is_added_unasked,
        what_comes_after_stop_is_not_offered,
        without_a_folder_it_is_said,
        an_address_without_a_sign_in_leads_here,
        a_clinic_that_gives_no_number_leads_here,
        who_looks_elsewhere_is_told_by_the_desktop,
    ])
