#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clinic that lets in only apps with a number, in the real window by keyboard alone: how one is
had, what is kept of it, that it is good for everybody here, and when one is asked about it."""

import contextlib
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds  # noqa: E402
from kinscreen import Screen, browser_by_robot, note_pages, wait_pages  # noqa: E402

RESOURCE = '/io/github/kinchart/Kinchart/directory.tsv'
NUMBER = 'kinchart-fixed-port'                  # of the practice clinic, at this address
REDIRECT = 'http://127.0.0.1:47811/callback'
SECRET_NUMBER, SECRET = 'kinchart-confidential', 'practice-client-secret'
LATER = 3                                       # days, one more than until one is reminded


def line(name, base, vendor):
    return '\t'.join([name, '', 'Ostermere', '', '', base, vendor, '', 'number', '']) + '\n'


@contextlib.contextmanager
def two_clinics(vendor='Veradigm', people=('marta', 'lucia'), both=False):
    """Two people, each with a record at a clinic of its own, or @both at one; both clinics are of
    one vendor."""
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(Home())
        screen = stack.enter_context(Screen(home))
        portals, names = [], []
        for who in people:
            files = kinlib.made_up_person(who)
            served = [f for w in people for f in kinlib.made_up_person(w)] if both else files
            portals.append(stack.enter_context(Practice(home, dict.fromkeys(served))))
            name, born = kinlib.person_of(files)
            names.append(name)
            home.run('person', 'add', name, '--birth-date', born)
        path = home.short / 'directory.tsv'
        path.write_text('Kinchart directory 1\t2026-08-03\n' + line('Oak', portals[0].url, vendor)
                        + line('Elm', portals[-1].url, vendor), encoding='utf-8')
        home.env['G_RESOURCE_OVERLAYS'] = f'{RESOURCE}={path}'
        yield home, screen, portals, names


def start(screen, name):
    """Opens the app on somebody's Home."""
    screen.start()
    screen.wait_title('People')
    screen.press(f'\u2068{name}')
    screen.wait_title('Home')


def find(screen, clinic):
    screens.connect(screen)
    screen.go_to('Name, town')
    screen.type(clinic)
    screen.wait_title('1 clinic fits')
    screen.key('Return')
    screen.wait_title('What will happen')


def write(screen, field, words):
    screen.go_to(field)
    screen.key('ctrl+a')
    screen.type(words)


def sign_in(screen, portal, *options):
    browser_by_robot(screen.home, portal.browser(*options))
    screen.press('Open the clinic')
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it')
    screen.wait_title('Your record is here')


def asks_as(screen):
    """Goes on with what is written, and returns what the page of the clinic is asked with."""
    note_pages(screen.home)
    screen.press('Next')
    screen.wait_title('What will happen')
    screen.press('Open the clinic')
    page = kinlib.wait_until(screen.home.visited.read_text, 20, 'the page of the clinic')
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.strip()).query))


def one_number_is_good_for_all_people_and_clinics_of_a_vendor():
    with two_clinics() as (home, screen, portals, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.wait_text('Needs a set-up number')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        screen.wait_text('with \u2068Veradigm (FollowMyHealth)\u2069')
        screen.wait_text('1. Open the page for app makers')
        screen.wait_text('These steps are of ')
        screen.shot('number')
        write(screen, 'Number the clinic gave', 'nobody-knows-it')
        screen.press('Try it')
        screen.wait_title('The clinic does not know this number')
        write(screen, 'Number the clinic gave', NUMBER)
        screen.press('Try it')
        screen.wait_title('The clinic knows this number')
        screen.shot('tried')
        equal([r['path'] for r in portals[0].asked() if 'token' in r['path']], [], 'tokens asked')
        screen.press('Next')
        screen.wait_title('What will happen')
        screen.wait_text('Connect now')
        sign_in(screen, portals[0])
        screen.stop()
        equal(home.readable_with(NUMBER), [], 'files with the number')

        start(screen, names[1])
        find(screen, 'elm')
        screen.wait_text('Connect now')
        sign_in(screen, portals[1])


def what_was_typed_is_there_after_the_app_was_closed():
    """The number and the return address, encrypted; the secret only once it is said to be right."""
    with two_clinics(people=('marta', 'lucia')) as (home, screen, _, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        write(screen, 'Number the clinic gave', 'half-a-num')
        write(screen, 'Secret the clinic gave', SECRET)
        write(screen, 'Return address', 'https://return.example.org/kin')
        screen.stop()
        for word in ('half-a-num', 'return.example.org', SECRET):
            equal(home.readable_with(word), [], f'files with {word}')

        start(screen, names[1])
        find(screen, 'elm')
        screen.wait_text('Needs a set-up number')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        screen.shot('kept')
        asked = asks_as(screen)
        equal(asked['client_id'], 'half-a-num', 'the number')
        equal(asked['redirect_uri'], 'https://return.example.org/kin', 'the return address')


def a_secret_goes_with_the_number_to_the_next_person():
    with two_clinics() as (home, screen, portals, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        write(screen, 'Number the clinic gave', SECRET_NUMBER)
        write(screen, 'Secret the clinic gave', SECRET)
        screen.press('Next')
        screen.wait_title('What will happen')
        sign_in(screen, portals[0])
        screen.stop()
        equal(home.readable_with(SECRET), [], 'files with the secret')
        start(screen, names[1])
        find(screen, 'elm')
        sign_in(screen, portals[1])


def a_secret_is_there_for_another_person_at_the_same_clinic():
    with two_clinics(both=True) as (_, screen, portals, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        write(screen, 'Number the clinic gave', SECRET_NUMBER)
        write(screen, 'Secret the clinic gave', SECRET)
        screen.press('Next')
        screen.wait_title('What will happen')
        sign_in(screen, portals[0], '--person', 'Marta')
        screen.stop()
        start(screen, names[0])
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.press(f'\u2068{screens.CLINIC}')
        screen.press('Add another person at this clinic')
        screen.wait_title('Who else is at this clinic?')
        screen.press(f'\u2068{names[1]}')
        screen.wait_title('What will happen')
        sign_in(screen, portals[0], '--person', 'Lucía')


def open_clinic(screen):
    screens.clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press(f'\u2068{screens.CLINIC}')
    screen.wait_title('A portal with')


def a_secret_outlives_the_connection_and_the_newest_is_used():
    with two_clinics() as (_, screen, portals, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        for secret in (SECRET, 'not-the-secret', SECRET):
            screen.wait_title('Number for Kinchart')
            write(screen, 'Number the clinic gave', SECRET_NUMBER)
            write(screen, 'Secret the clinic gave', secret)
            screen.press('Next')
            screen.wait_title('What will happen')
            if secret == SECRET:
                sign_in(screen, portals[0])
                screen.key('Escape')
                screen.wait_title('Home')
                open_clinic(screen)
                screen.press('Sign in again')
                screen.wait_title('Is this the right person?')
                screen.press('Yes, add it')
                screen.wait_title('Your record is here')
                screen.key('Escape')
                screen.wait_title('Home')
                find(screen, 'oak')
                screen.press('The clinic gave me a number')
            else:
                screen.press('Open the clinic')
                screen.wait_title('This clinic does not know Kinchart yet')
                screen.press('The clinic gave me a number')
        screen.key('Escape')
        screen.stop()
        start(screen, names[0])
        open_clinic(screen)
        screen.press('Disconnect')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and keep')
        screen.wait_title('The clinic is disconnected')
        screen.press('Go to Home')
        screen.wait_title('Home')
        open_clinic(screen)
        screen.press('Sign in again')
        screen.wait_title('Is this the right person?')


def the_page_for_app_makers_opens_and_what_it_asks_can_be_copied():
    with two_clinics(vendor='Epic') as (home, screen, _, names):
        note_pages(home)
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        screen.press('Open the page for app makers')
        wait_pages(home, ['https://fhir.epic.com/Developer/Apps'])
        for button, wanted in (('Copy the app name', 'Kinchart'),
                               ('Copy the return address', 'https://127.0.0.1/callback'),
                               ('Copy what Kinchart reads', 'Patient')):
            screen.press(button)
            screen.wait_title('Copied')
            write(screen, 'Number the clinic gave', 'it-is-')
            screen.key('ctrl+v')
            holds(asks_as(screen)['client_id'].startswith(f'it-is-{wanted}'), f'{button} copies')
            screen.wait_text('and choose “It did not come back?”')
            screen.key('Escape')
            screen.wait_title('What will happen')
            screen.key('Escape')
            screen.wait_title('Number for Kinchart')


def home_asks_about_a_number_when_the_person_wanted_it():
    with two_clinics() as (home, screen, _, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.press('Get a set-up number')
        screen.wait_title('Number for Kinchart')
        screen.press('Remind me in 2 days')
        screen.wait_title('Kinchart asks you on')
        screen.stop()
        start(screen, names[0])
        holds('Has the number for Kinchart come?' not in screen.texts(), 'asked too early')
        screen.stop()
        with home.days_later(LATER):
            start(screen, names[0])
        screen.wait_text('Has the number for Kinchart come?')
        screen.shot('asked')
        screen.press('Type the number')
        screen.wait_title('Number for Kinchart')
        screen.wait_text('with \u2068Veradigm (FollowMyHealth)\u2069')
        write(screen, 'Number the clinic gave', NUMBER)
        screen.press('Next')
        screen.wait_title('What will happen')
        screen.stop()
        start(screen, names[0])
        holds('Has the number for Kinchart come?' not in screen.texts(), 'asked again')


if __name__ == '__main__':
    kinlib.run_tests([one_number_is_good_for_all_people_and_clinics_of_a_vendor,
                      what_was_typed_is_there_after_the_app_was_closed,
                      a_secret_goes_with_the_number_to_the_next_person,
                      a_secret_is_there_for_another_person_at_the_same_clinic,
                      a_secret_outlives_the_connection_and_the_newest_is_used,
                      the_page_for_app_makers_opens_and_what_it_asks_can_be_copied,
                      home_asks_about_a_number_when_the_person_wanted_it])
