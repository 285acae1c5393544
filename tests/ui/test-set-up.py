#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clinic that lets in only apps with a number, in the real window by keyboard alone: how one is
had, what is kept of it, that it is good for everybody here, and when one is asked about it."""

import contextlib
import json
import signal
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, list_clinic, wait_until  # noqa: E402
from kinscreen import Screen, browser_by_robot, note_pages, wait_pages  # noqa: E402

NUMBER = 'kinchart-fixed-port'                  # of the practice clinic, at this address
FEW = ('allergies', 'bills')                     # what is in a record does not matter here
REDIRECT = 'http://127.0.0.1:47811/callback'
SECRET_NUMBER, SECRET = 'kinchart-confidential', 'practice-client-secret'
LATER = 3                                       # days, one more than until one is reminded

NUMBER_FIELD = 'Number for Kinchart'
SECRET_FIELD = 'Secret that came with it'
REMIND = 'Remind me in 2 days'
QUESTION = 'Has the number for Kinchart come?'
KEY_GIVEN = 'I gave Kinchart’s public key when I asked for this number'
KNOWN, NOT_KNOWN = 'The clinic knows this number', 'The clinic does not know this number'


@contextlib.contextmanager
def two_clinics(vendor='Veradigm', other=None, both=False, **options):
    """Two people, each with a record at a clinic of its own, or @both at one; both clinics are of
    one vendor, unless @other made the second."""
    people = [kinlib.made_up_person(who, FEW) for who in ('marta', 'lucia')]
    served = [people[0] + people[1]] if both else people
    with contextlib.ExitStack() as stack:
        stack.enter_context(kinlib.alone('fixed-port'))
        home = stack.enter_context(Home())
        screen = stack.enter_context(Screen(home, **options))
        portals = [stack.enter_context(Practice(home, dict.fromkeys(files))) for files in served]
        names = [kinlib.person_of(files)[0] for files in people]
        for files in people:
            name, born = kinlib.person_of(files)
            home.run('person', 'add', name, '--birth-date', born)
        home.list_clinics(*(list_clinic(clinic, town='Ostermere', base=portal.url, vendor=made,
                                        way='number')
                            for clinic, portal, made in (('Oak', portals[0], vendor),
                                                         ('Elm', portals[-1], other or vendor))))
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
    screen.wait_title('1 clinic matches')
    screen.key('Return')
    screen.wait_title('What will happen')


def get_number(screen, clinic='oak', button='Get a number for Kinchart'):
    find(screen, clinic)
    screen.press(button)
    screen.wait_title('Number for Kinchart')


def take(screen):
    screen.press('Next')
    screen.wait_title('What will happen')


def sign_in(screen, portal, *options):
    browser_by_robot(screen.home, portal.browser(*options))
    screen.press('Open the clinic')
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it')
    screen.wait_title('Your record is here')


def asks_as(screen):
    """Goes on with what is written, and returns what the page of the clinic is asked with."""
    note_pages(screen.home)
    take(screen)
    screen.press('Open the clinic')
    page = wait_until(screen.home.visited.read_text, 20, 'the page of the clinic')
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(page.strip()).query))


def tries(screen, number, says):
    screen.write(NUMBER_FIELD, number)
    screen.press('Try it')
    screen.wait_title(says)


def one_number_is_good_for_all_people_and_clinics_of_a_vendor():
    with two_clinics() as (home, screen, portals, names):
        start(screen, names[0])
        find(screen, 'oak')
        screen.wait_text('Needs a number for Kinchart')
        screen.press('Get a number for Kinchart')
        screen.wait_title('Number for Kinchart')
        screen.wait_text('with \u2068Veradigm (FollowMyHealth)\u2069')
        screen.wait_text('1. Open the page for app makers')
        screen.wait_text('These steps were last checked on ')
        screen.shot('number')
        tries(screen, 'nobody-knows-it', NOT_KNOWN)
        tries(screen, NUMBER, KNOWN)
        screen.shot('tried')
        equal([r['path'] for r in portals[0].asked() if 'token' in r['path']], [], 'tokens asked')
        take(screen)
        screen.wait_text('Connect now')
        sign_in(screen, portals[0])
        screen.stop()
        equal(home.readable_with(NUMBER), [], 'files with the number')

        start(screen, names[1])
        find(screen, 'elm')
        screen.wait_text('Connect now')
        sign_in(screen, portals[1])


def an_answer_never_stands_beside_another_number():
    """One that was there when the number changed, and one that comes too late."""
    with two_clinics() as (_, screen, portals, names):
        start(screen, names[0])
        get_number(screen)
        tries(screen, NUMBER, KNOWN)
        screen.write(NUMBER_FIELD, 'another')
        wait_until(lambda: not any(KNOWN in text for text in screen.texts()), 20,
                   'nothing to be said of another number')
        slow = {'match': '^GET /authorize', 'times': 1, 'delay': 3000}
        portals[0].asked()
        portals[0].faults(slow)
        screen.press('Try it')
        wait_until(lambda: any('/authorize' in r['path'] for r in portals[0].asked()), 20,
                   'the clinic to be asked')
        screen.write(NUMBER_FIELD, NUMBER, 'shift+Tab')
        # The second answer is as slow as the first one, and comes after it.
        portals[0].faults(slow)
        screen.press('Try it')
        screen.wait_title(KNOWN)
        holds(not screen.went_by(NOT_KNOWN), 'the answer about the first number was said')


def what_was_typed_is_there_after_the_app_was_closed():
    """The number and the return address, encrypted; the secret only once it is said to be right."""
    with two_clinics() as (home, screen, _, names):
        start(screen, names[0])
        get_number(screen)
        screen.write(NUMBER_FIELD, 'half-a-num')
        screen.write(SECRET_FIELD, SECRET)
        screen.write('Return address', 'https://return.example.org/kin')
        screen.stop()
        for word in ('half-a-num', 'return.example.org', SECRET):
            equal(home.readable_with(word), [], f'files with {word}')

        start(screen, names[1])
        find(screen, 'elm')
        screen.wait_text('Needs a number for Kinchart')
        screen.press('Get a number for Kinchart')
        screen.wait_title('Number for Kinchart')
        screen.shot('kept')
        asked = asks_as(screen)
        equal(asked['client_id'], 'half-a-num', 'the number')
        equal(asked['redirect_uri'], 'https://return.example.org/kin', 'the return address')


def a_number_with_its_secret_is_there_for_everybody_until_the_next_is_taken():
    """For the next person at the same clinic and at another; what is only typed changes nothing."""
    with two_clinics(both=True) as (home, screen, portals, names):
        start(screen, names[0])
        get_number(screen)
        screen.write(NUMBER_FIELD, SECRET_NUMBER)
        screen.write(SECRET_FIELD, SECRET)
        screen.key('Return', 'Return')
        screen.wait_title('What will happen')
        screen.key('Escape')
        screen.wait_title('Number for Kinchart')
        take(screen)
        sign_in(screen, portals[0], '--person', 'Marta')
        screen.stop()
        equal(home.readable_with(SECRET), [], 'files with the secret')

        start(screen, names[0])
        get_number(screen, button='The clinic gave me a number')
        holds(REMIND not in screen.texts(), 'asks to be reminded of a number that is there')
        screen.write(NUMBER_FIELD, 'a-slip-of-the-finger')
        screen.key('Escape')
        screen.wait_title('What will happen')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.press(f'\u2068{screens.CLINIC}')
        screen.press('Add another person at this clinic')
        screen.wait_title('Who else is at this clinic?')
        screen.press(f'\u2068{names[1]}')
        screen.wait_title('What will happen')
        sign_in(screen, portals[0], '--person', 'Lucía')
        screen.stop()

        start(screen, names[1])
        find(screen, 'elm')
        screen.wait_text('Connect now')
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
        screen.press('Get a number for Kinchart')
        for secret in (SECRET, 'not-the-secret', SECRET):
            screen.wait_title('Number for Kinchart')
            screen.write(NUMBER_FIELD, SECRET_NUMBER)
            screen.write(SECRET_FIELD, secret)
            take(screen)
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


def no_browser(home):
    """The desktop has one, which does not start."""
    note_pages(home)
    robot = Path(home.env['XDG_DATA_HOME']) / 'applications' / 'robot.desktop'
    robot.write_text(robot.read_text(encoding='utf-8') + 'Path=/nowhere\n', encoding='utf-8')


def press_and_see(screen, button, says):
    """What it says is in view, for those who read large words in a small window, too."""
    screen.press(button)
    screen.wait_title(says)
    wait_until(lambda: screen.shows(says), 20, f'“{says}” to be in view')


def copies(screen, button, says, wanted):
    press_and_see(screen, button, says)
    screen.write(NUMBER_FIELD, 'it-is-')
    screen.key('ctrl+v')
    wait_until(lambda: screen.see('field').startswith(f'it-is-{wanted}'), 20, f'{button} copies')


def the_page_for_app_makers_opens_and_what_it_asks_can_be_copied():
    with two_clinics(vendor='Epic', text=200) as (home, screen, _, names):
        no_browser(home)
        start(screen, names[0])
        get_number(screen)
        press_and_see(screen, 'Open the page for app makers',
                      'Copy this address into one: \u2068https://fhir.epic.com/Developer/Apps')
        screen.shot('no-browser')
        copies(screen, 'Copy the address of that page', 'The address is copied', 'https://fhir.')
        note_pages(home)
        screen.press('Open the page for app makers')
        wait_pages(home, ['https://fhir.epic.com/Developer/Apps'])
        copies(screen, 'Copy the app name', 'The app name is copied', 'Kinchart')
        copies(screen, 'Copy what Kinchart reads', 'what Kinchart reads is copied', 'Patient')
        copies(screen, 'Copy the return address', 'The return address is copied',
               'https://127.0.0.1/callback')
        screen.shot('copied')
        press_and_see(screen, 'Try it', NOT_KNOWN)
        screen.shot('tried')
        press_and_see(screen, REMIND, 'Kinchart asks you on')
        screen.shot('reminded')
        screen.write('Return address', ' ')
        screen.press('Copy the return address')
        screen.wait_title('There is no return address yet')
        screen.write(NUMBER_FIELD, 'it-is-')
        screen.key('ctrl+v')
        wait_until(lambda: screen.see('field') == 'it-is-https://127.0.0.1/callback', 20,
                   'what was copied before')
        screen.write('Return address', 'https://127.0.0.1/callback')
        asks_as(screen)
        screen.wait_text('and choose “It did not come back?”')


def a_vendor_that_asks_for_a_public_key_gets_one():
    """Its number comes another day, and goes with the key then."""
    with two_clinics() as (home, screen, portals, names):
        start(screen, names[0])
        get_number(screen)
        holds(KEY_GIVEN not in screen.texts(), 'asked about a key that nobody has')
        press_and_see(screen, 'Copy Kinchart’s public key', 'The public key is copied')
        screen.shot('key-copied')
        screen.write(NUMBER_FIELD, ' ')
        screen.key('ctrl+v')
        keys = json.loads(wait_until(lambda: screen.see('field').strip(), 20, 'what was copied'))
        holds('d' not in keys['keys'][0], 'the private half')
        screen.stop()

        number = portals[0].register(redirect_uris=[REDIRECT], jwks=keys,
                                     token_endpoint_auth_method='private_key_jwt')
        start(screen, names[0])
        get_number(screen)
        screen.wait_text(KEY_GIVEN)
        screen.write(NUMBER_FIELD, number)
        screen.write('Return address', REDIRECT)
        take(screen)
        sign_in(screen, portals[0])

        # Nothing else is good for that number.
        holds(any(r['path'] == '/token' and r['status'] == 200 for r in portals[0].asked()),
              'no tokens')


REGISTERS = {'match': '^GET /fhir/.well-known/smart-configuration', 'times': -1,
             'reply': {'registration_endpoint': '/register'}}


def a_portal_gives_a_number_by_itself():
    """Nobody is asked for one, also where the list says that one is needed."""
    files = kinlib.made_up_person('marta', FEW)
    name, born = kinlib.person_of(files)
    for way in ('connect', 'number'):
        with Home() as home, Screen(home) as screen, \
                Practice(home, files, faults=[REGISTERS]) as portal:
            home.run('person', 'add', name, '--birth-date', born)
            home.list_clinics(list_clinic('Oak', town='Ostermere', base=portal.url, way=way))
            screen.start()
            screen.wait_title('Home')
            find(screen, 'oak')
            screen.wait_text('Connect now')
            sign_in(screen, portal)
            asked = [r['path'] for r in portal.asked()]
            equal(asked.count('/register'), 1, 'registered')
            holds(asked.index('/register') < asked.index('/token'), 'registered too late')
            screen.stop()


def where_the_list_is_right_a_number_is_asked_for():
    """The clinic gives none by itself, or cannot be reached."""
    with Home() as home, Screen(home) as screen, Practice(home) as portal:
        home.run('person', 'add', 'Ada Stone', '--birth-date', '1980-01-02')
        home.list_clinics(list_clinic('Oak', town='Ostermere', base=portal.url, way='number'))
        screen.start()
        for _ in range(2):
            screen.wait_title('Home')
            find(screen, 'oak')
            screen.wait_text('Needs a number for Kinchart')
            screen.press('Get a number for Kinchart')
            screen.wait_title('Number for Kinchart')
            for _ in range(4):
                screen.key('Escape')
            portal.end()


def a_number_that_a_portal_forgot_is_had_again():
    """It gave one by itself, and does not know it any more: nobody is asked for one."""
    unknown = {'match': '^POST /token$', 'status': 401, 'times': 1,
               'headers': {'Content-Type': 'application/json'},
               'body': '{"error":"invalid_client"}'}
    files = kinlib.made_up_person('marta', FEW)
    name, born = kinlib.person_of(files)
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', name, '--birth-date', born)
        with Practice(home, files, faults=[REGISTERS]) as portal:
            home.run('connect', name, portal.url, '--browser', portal.browser(), '--yes')
            screen.start()
            browser_by_robot(home, portal.browser())
            portal.asked()
            portal.faults(REGISTERS, unknown)
            sign_in_again(screen)
            equal(registered(portal), 1, 'after its secret was not known')
            port = portal.url.rsplit(':', 1)[1].split('/')[0]
        with Practice(home, files, faults=[REGISTERS], port=port) as portal:
            browser_by_robot(home, portal.browser())
            sign_in_again(screen)
            equal(registered(portal), 1, 'after it was not known at all')


def registered(portal):
    return [r['path'] for r in portal.asked()].count('/register')


def sign_in_again(screen):
    screen.wait_title('Home')
    open_clinic(screen)
    screen.press('Sign in again')
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it')
    screen.wait_title('Your record is here')
    screen.key('Escape')


def a_number_that_a_portal_gave_is_had_again():
    """What belongs to it is with one connection only: another person gets another number, and so
    does whoever comes back after the end of it."""
    people = [kinlib.made_up_person(who, FEW) for who in ('marta', 'lucia')]
    with Home() as home, Screen(home) as screen, \
            Practice(home, dict.fromkeys(people[0] + people[1]), faults=[REGISTERS]) as portal:
        for files in people:
            name, born = kinlib.person_of(files)
            home.run('person', 'add', name, '--birth-date', born)
        home.list_clinics(list_clinic('Oak', town='Ostermere', base=portal.url, way='connect'))

        start(screen, kinlib.person_of(people[0])[0])
        find(screen, 'oak')
        sign_in(screen, portal, '--person', 'Marta')
        equal(registered(portal), 1, 'the first number')
        screen.key('Escape')
        sign_in_again(screen)
        equal(registered(portal), 0, 'numbers while the first is good')
        screen.wait_title('Home')
        open_clinic(screen)
        screen.press('Add another person at this clinic')
        screen.wait_title('Who else is at this clinic?')
        screen.press('\u2068Lucía')
        screen.wait_title('What will happen – Lucía')
        browser_by_robot(home, portal.browser('--person', 'Lucía'))
        screen.press('Open the clinic')
        screen.wait_title('Is this the right person? – Lucía')
        screen.press('Yes, add it to \u2068Lucía')
        screen.wait_title('Your record is here – Lucía')
        equal(registered(portal), 1, 'the number of the other')
        screen.stop()

        start(screen, kinlib.person_of(people[0])[0])
        browser_by_robot(home, portal.browser('--person', 'Marta'))
        open_clinic(screen)
        screen.press('Disconnect')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and keep')
        screen.wait_title('The clinic is disconnected')
        screen.press('Go to Home')
        sign_in_again(screen)
        equal(registered(portal), 1, 'the number after the end')


def add_bill(home, files):
    """Something that Home speaks of, together with all else that needs the person."""
    name, born = kinlib.person_of(files)
    patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': born, 'name': [{'text': name}]}
    bill = {'resourceType': 'Invoice', 'id': 'b', 'status': 'issued', 'date': '2026-01-05',
            'subject': {'reference': 'Patient/a'}}
    path = home.short / 'bill.json'
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                                'entry': [{'resource': r} for r in (patient, bill)]}))
    home.run('import', name, path, '--yes')


def asks(screen, name):
    """Whether Home asks about a number."""
    start(screen, name)
    screen.wait_text('Open bills')
    return QUESTION in screen.texts()


def home_asks_about_a_number_when_the_person_wanted_it():
    """From then on, until nobody wants it; what was typed stays, with its secret."""
    with two_clinics() as (home, screen, portals, names):
        add_bill(home, kinlib.made_up_person('marta', FEW))
        start(screen, names[0])
        get_number(screen)
        screen.write(NUMBER_FIELD, SECRET_NUMBER)
        screen.write(SECRET_FIELD, SECRET)
        home.keyring.send_signal(signal.SIGSTOP)
        screen.press(REMIND)
        screen.press('Copy the app name')
        screen.wait_title('The app name is copied')
        holds(not screen.went_by('Kinchart asks you on'), 'said before it is kept')
        home.keyring.send_signal(signal.SIGCONT)
        screen.wait_title('Kinchart asks you on')
        screen.stop()
        equal(home.readable_with(SECRET), [], 'files with the secret')
        holds(not asks(screen, names[0]), 'asked too early')
        screen.stop()

        with home.days_later(LATER):
            holds(asks(screen, names[0]), 'not asked')
        screen.shot('asked')
        screen.press('Type the number')
        screen.wait_title('Number for Kinchart')
        screen.wait_text('with \u2068Veradigm (FollowMyHealth)\u2069')
        screen.key('Escape')
        screen.wait_title('Home')
        screen.press('Do not ask again')
        screen.wait_title('Kinchart does not ask again')
        screen.shot('never')
        screen.press(f'Undo, {QUESTION}')
        screen.wait_title('Shown again')
        screen.press('Do not ask again')
        screen.wait_title('Kinchart does not ask again')
        screen.stop()
        with home.days_later(LATER):
            holds(not asks(screen, names[0]), 'asked again')
        screen.stop()
        start(screen, names[0])
        get_number(screen)
        take(screen)
        sign_in(screen, portals[0])


def of_two_numbers_each_is_asked_about_again():
    """The second is asked while the first is ended; both are taken back, the last one first."""
    with two_clinics(other='MEDITECH') as (home, screen, portals, names):
        add_bill(home, kinlib.made_up_person('marta', FEW))
        home.run('connect', names[0], portals[0].url, '--browser', portals[0].browser(), '--yes')
        home.run('sync', names[0], expect=None)
        start(screen, names[0])
        for clinic in ('oak', 'elm'):
            get_number(screen, clinic)
            screen.press(REMIND)
            screen.wait_title('Kinchart asks you on')
            screen.key('Escape', 'Escape', 'Escape', 'Escape')
            screen.wait_title('Home')
        screen.stop()
        with home.days_later(LATER):
            # Home checks for new by itself, and looks again when that is over.
            portals[0].process.send_signal(signal.SIGSTOP)
            holds(asks(screen, names[0]), 'not asked')
            screen.press('Do not ask again')
            screen.wait_title('Kinchart does not ask again')
            portals[0].process.send_signal(signal.SIGCONT)
            wait_until(lambda: 'Do not ask again' in screen.texts(), 60, 'the second question')
            screen.press('Do not ask again')
            wait_until(lambda: 'Do not ask again' not in screen.texts(), 20, 'both to be ended')
            screen.shot('both-never')
            for number in (1, 2):
                screen.key('ctrl+z')
                wait_until(lambda n=number: screen.texts().count('Do not ask again') == n, 20,
                           f'{number} to be asked about again')
            screen.stop()
            for number in (1, 2):
                holds(asks(screen, names[0]), f'{number} of two is not asked about')
                screen.press('Do not ask again')
                screen.wait_title('Kinchart does not ask again')
                screen.stop()


if __name__ == '__main__':
    kinlib.run_tests([one_number_is_good_for_all_people_and_clinics_of_a_vendor,
                      an_answer_never_stands_beside_another_number,
                      what_was_typed_is_there_after_the_app_was_closed,
                      a_number_with_its_secret_is_there_for_everybody_until_the_next_is_taken,
                      a_secret_outlives_the_connection_and_the_newest_is_used,
                      the_page_for_app_makers_opens_and_what_it_asks_can_be_copied,
                      a_vendor_that_asks_for_a_public_key_gets_one,
                      a_portal_gives_a_number_by_itself,
                      where_the_list_is_right_a_number_is_asked_for,
                      a_number_that_a_portal_forgot_is_had_again,
                      a_number_that_a_portal_gave_is_had_again,
                      home_asks_about_a_number_when_the_person_wanted_it,
                      of_two_numbers_each_is_asked_about_again])
