#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of clinics in the real window, by keyboard alone: how a record comes from each is said
in the list and again before the browser opens, and where nobody knows it the clinic is asked."""

import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, list_clinic  # noqa: E402
from kinscreen import Screen, note_pages, wait_pages  # noqa: E402

NAME = 'Ana Ruiz'
WEBSITE = 'Open the clinic’s website'
# By name: what the list says of it, and what is on the page before the browser opens.
WAYS = {
    'connect': ('Connect now', 'Open the clinic’s page'),
    'number': ('Needs a number for Kinchart', 'Get a number for Kinchart'),
    'download': ('Download a file instead', 'Download a file instead'),
    'ask': ('Ask for a copy', 'Ask for a copy'),
    'paper': ('Paper', 'Ask for a copy'),
}


@contextlib.contextmanager
def at_home(*lines, **options):
    """A home with a person, and a window whose list has these clinics."""
    with Home() as home, Screen(home, **options) as screen:
        home.list_clinics(*lines)
        home.run('person', 'add', NAME)
        screen.start()
        screen.wait_title('Home')
        screens.connect(screen)
        yield home, screen


def look_for(screen, words):
    screen.go_to('Name, town')
    screen.key('ctrl+a')
    screen.type(words)


def rows(screen):
    """What is heard of each clinic that fits."""
    return [n['name'].replace('\u2068', '').replace('\u2069', '')
            for n in screen.nodes() if n['role'] == 'list item' and '\n' in n['name']]


def wait_rows(screen, wanted):
    kinlib.wait_until(lambda: rows(screen) == wanted, 20, f'{wanted}, not {rows(screen)}')


def choose(screen, name):
    """From the search to the page before the browser opens."""
    look_for(screen, name)
    screen.wait_title('1 clinic matches')
    screen.key('Return')
    screen.wait_title('What will happen')
    screen.wait_text(name)


def back_to_search(screen):
    for _ in range(4):
        if 'Connect a clinic' in (screen.title() or ''):
            return
        screen.key('Escape')
        screen.settle(screen.focus())
    raise AssertionError(f'no way back from “{screen.title()}”')


def search_anew(screen):
    screen.key('Escape')
    screen.wait_title('Connected clinics')
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')


def each_way_is_said_in_the_list_and_before_the_browser():
    lines = [list_clinic(f'Clinic of {way}', town='Ostermere', region='MN', postal='55401', way=way,
                         base=f'https://{way}.example.org/r4') for way in WAYS]
    with at_home(*lines) as (_, screen):
        screen.wait_text('This list was made on 3 August 2026.')
        look_for(screen, 'clinic')
        screen.wait_title('5 clinics match')
        wait_rows(screen, [f'Clinic of {way}, Ostermere, MN 55401\n{way}.example.org\n{words}'
                           for way, (words, _) in WAYS.items()])
        screen.shot('ways')
        for way, (words, button) in WAYS.items():
            choose(screen, f'Clinic of {way}')
            screen.wait_text(words)
            screen.shot(way)
            screen.go_to(button)
            said = screen.texts()
            equal('Open the clinic’s page' in said, way == 'connect', f'a browser for {way}')
            back_to_search(screen)


def ways_lead_to_their_pages():
    lines = [list_clinic('Oak', page='https://my.oak.example.org/portal', way='download',
                         vendor='Epic'),
             list_clinic('Elm', way='ask'), list_clinic('Birch', way='paper'),
             list_clinic('Fir', base='https://fir.example.org/r4', way='ask')]
    with at_home(*lines) as (home, screen):
        note_pages(home)
        choose(screen, 'Oak')
        screen.press('Download a file instead')
        screen.wait_title('Download a file instead')
        screen.wait_text('Look for “Download My Record”')
        screen.shot('oak')
        screen.press('Open the website')
        wait_pages(home, ['https://my.oak.example.org/portal'])
        back_to_search(screen)
        for name in ('Elm', 'Birch'):
            choose(screen, name)
            holds(WEBSITE not in screen.texts(), f'a website of {name}')
            screen.press('Ask for a copy')
            screen.wait_title('Ask for a copy')
            back_to_search(screen)
        choose(screen, 'Fir')
        screen.shot('fir')
        screen.press(WEBSITE)
        wait_pages(home, ['https://my.oak.example.org/portal', 'https://fir.example.org/'])
        screen.go_to('Open a file I have')


def clinics_of_nearly_one_name_show_where_they_are():
    with at_home(list_clinic('Mercy Clinic', town='Birch', region='WI', postal='53001', way='ask'),
                 list_clinic('Mercy Clinic', town='Lindvik', region='WI', way='ask'),
                 list_clinic('Mercy Clinics', postal='53009', way='ask'),
                 list_clinic('Oak Hospital', others='Elms|Merciful Sisters', town='Mercy Town',
                             way='ask')) as (_, screen):
        look_for(screen, 'merc')
        screen.wait_title('4 clinics match')
        wait_rows(screen, ['Mercy Clinic, Birch, WI 53001\nAsk for a copy',
                           'Mercy Clinic, Lindvik, WI\nAsk for a copy',
                           'Mercy Clinics, 53009\nAsk for a copy',
                           'Oak Hospital, Also called Merciful Sisters\nMercy Town\n'
                           'Ask for a copy'])
        look_for(screen, '53001')
        screen.wait_title('1 clinic matches')
        look_for(screen, 'lindvik')
        screen.wait_title('1 clinic matches')


def a_clinic_of_which_nobody_said_it_is_asked():
    """What it offers is said; nothing can be said while it does not answer."""
    not_there = {'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 404}
    with Home() as other, Practice(other, kinlib.made_up_person(only=('allergies',))) as portal, \
            at_home(list_clinic('Oak', base=portal.url)) as (_, screen):
        look_for(screen, 'oak')
        screen.wait_title('1 clinic matches')
        wait_rows(screen, ['Oak, 127.0.0.1\nKinchart asks the clinic what it offers'])
        choose(screen, 'Oak')
        screen.wait_title('Connect now')
        screen.go_to('Open the clinic’s page')
        back_to_search(screen)
        wait_rows(screen, ['Oak, 127.0.0.1\nConnect now'])
        search_anew(screen)
        portal.faults(not_there)
        choose(screen, 'Oak')
        screen.wait_title('Download a file instead')
        holds('Open the clinic’s page' not in screen.texts(), 'a page to sign in')
        screen.go_to('Download a file instead')
        back_to_search(screen)
        wait_rows(screen, ['Oak, 127.0.0.1\nDownload a file instead'])
        search_anew(screen)
        portal.end()
        choose(screen, 'Oak')
        screen.wait_title('The clinic cannot be reached')
        screen.go_to('Open the clinic’s page')
        screen.go_to('Ask for a copy')


def a_clinic_that_refuses_is_told_apart():
    """It may let people in, and this address is not for them."""
    refusal = {'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 403}
    with Home() as other, Practice(other, kinlib.made_up_person(only=('allergies',))) as portal, \
            at_home(list_clinic('Oak', base=portal.url)) as (_, screen):
        portal.faults(refusal)
        choose(screen, 'Oak')
        screen.wait_title('The clinic does not share this with apps')
        screen.wait_text('Ask the clinic for it')
        holds('You cannot sign in' not in ' '.join(screen.texts()), 'told that nobody can')
        screen.shot('refused')
        back_to_search(screen)
        wait_rows(screen, ['Oak, 127.0.0.1\nKinchart asks the clinic what it offers'])


def an_address_that_was_typed_is_asked_too():
    """Before the browser opens, and what is wrong with it is said in its own words."""
    not_there = {'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 404}
    with Home() as other, Practice(other, kinlib.made_up_person(only=('allergies',))) as portal, \
            at_home() as (_, screen):
        for faults, says, button in (((), 'Connect now', 'Open the clinic’s page'),
                                     ((not_there,), 'There is no record service at this address',
                                      'Download a file instead')):
            portal.faults(*faults)
            look_for(screen, portal.url)
            screen.wait_title('This is a web address')
            screen.key('Return')
            screen.wait_title(says)
            screen.go_to(button)
            equal('Open the clinic’s page' in screen.texts(), not faults, 'a page to sign in')
            back_to_search(screen)


def correct(screen):
    screen.press('Correct this clinic')
    screen.wait_title('Correct this clinic')


def a_person_corrects_a_clinic_and_it_is_kept():
    """Also when the app starts again, encrypted, until she takes what the list says."""
    wrong = ['Oak, Ostermere\nold.example.org\nPaper']
    right = ['Oak, Ostermere\nnew.example.org\nNeeds a number for Kinchart']
    with at_home(list_clinic('Oak', town='Ostermere', base='https://old.example.org/r4',
                             way='paper')) as (home, screen):
        look_for(screen, 'oak')
        wait_rows(screen, wrong)
        choose(screen, 'Oak')
        correct(screen)
        screen.shot('correct')
        screen.go_to('It gives paper only')
        screen.key('Up', 'Up', 'Up')
        screen.go_to('It gives a number for Kinchart first')
        for typed, says in (('no address', 'Type the web address'), ('', 'Type the web address'),
                            ('http://new.example.org/r4', 'This address is not safe')):
            screen.go_to('Web address for health apps')
            screen.key('ctrl+a', 'BackSpace')
            screen.type(typed)
            screen.press('Save')
            screen.wait_title(says)
            holds(screen.focus()['name'].startswith('Web address'), 'the focus on the address')
        screen.shot('not-safe')
        screen.key('ctrl+a')
        screen.type('new.example.org/r4')
        screen.press('Save')
        screen.wait_title('What will happen')
        screen.wait_text('You corrected this clinic.')
        screen.wait_text('Needs a number for Kinchart')
        screen.shot('corrected')
        back_to_search(screen)
        wait_rows(screen, right)
        screen.stop()
        equal(home.readable_with('new.example.org'), [], 'files with the address')
        screen.start()
        screen.wait_title('Home')
        screens.connect(screen)
        choose(screen, 'Oak')
        screen.wait_text('You corrected this clinic.')
        correct(screen)
        screen.press('Use what the list says')
        screen.wait_title('What will happen')
        screen.wait_text('Paper')
        holds('You corrected this clinic.' not in screen.texts(), 'a correction')
        back_to_search(screen)
        wait_rows(screen, wrong)


if __name__ == '__main__':
    kinlib.run_tests([each_way_is_said_in_the_list_and_before_the_browser,
                      ways_lead_to_their_pages,
                      clinics_of_nearly_one_name_show_where_they_are,
                      a_clinic_of_which_nobody_said_it_is_asked,
                      a_clinic_that_refuses_is_told_apart,
                      an_address_that_was_typed_is_asked_too,
                      a_person_corrects_a_clinic_and_it_is_kept])
