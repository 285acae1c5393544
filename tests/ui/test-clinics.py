#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a connected clinic in the real window, by keyboard alone: what it sent and was
allowed, a check that is stopped and goes on, a new sign-in that loses nothing, another person
with the same set-up, and the end."""

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen, browser_by_robot  # noqa: E402

# What the slow portal below needs at most for a token, in seconds.
TOKEN_TAKES = 20
MARTA = ('Marta Quiroga', '1945-05-14')
CLINIC = '\u2068A portal with made-up people'


@contextlib.contextmanager
def connected(*others, files=None, share=(), faults=None):
    """Marta, connected and checked once; the window is on her clinic's page."""
    files = files or kinlib.made_up_person()
    with Home() as home, Practice(home, files, faults) as portal, Screen(home) as screen:
        for name, born in (MARTA, *others):
            home.run('person', 'add', name, '--birth-date', born)
        home.run('connect', MARTA[0], portal.url, '--browser',
                 portal.browser('--person', 'Marta', *share), '--yes')
        home.run('sync', MARTA[0], expect=None)
        portal.asked()
        yield home, portal, screen


def open_clinic(screen, several=False):
    screen.start()
    if several:
        screen.wait_title('People')
        screen.press('\u2068Marta')
    screen.wait_title('Home')
    screens.clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press(CLINIC)
    screen.wait_title('A portal with')


def items(home, name=MARTA[0]):
    return home.run('sections', name).json['resources']


def what_it_sent_and_was_allowed_is_told():
    with connected() as (home, portal, screen):
        open_clinic(screen)
        screen.wait_text('Checked today at')
        screen.press('What this clinic sent')
        screen.wait_title('What this clinic sent')
        screen.wait_text('There may be more at the clinic.')
        screen.wait_text('What came')
        texts = screen.texts()
        holds(any(' entries came. From ' in text for text in texts), texts)
        screen.key('Escape')
        screen.wait_title('A portal with')
        screen.press('What you allowed')
        screen.wait_title('What you allowed')
        screen.wait_text('Allergies and reactions')
        screen.wait_text('without asking you to sign in each time')
        for section in ('Test results', 'Measurements', 'Scans and X-\u2060rays',
                        'Daily life, feelings and abilities'):
            holds(section in screen.texts(), section)


def a_check_is_stopped_and_goes_on():
    with connected() as (home, portal, screen):
        open_clinic(screen)
        portal.faults({'match': 'GET .*Observation', 'delay': 20000, 'times': -1})
        screen.press('Check for new')
        screen.wait_title('Your record is arriving')
        screen.wait_text('You can go on reading while it arrives')
        screen.wait_text('questions are answered')
        screen.press('Go on reading')
        screen.wait_title('A portal with')
        screen.wait_text('Checking for new things now.')
        screen.press('Check for new')
        screen.wait_title('Your record is arriving')
        screen.press('Stop')
        screen.wait_title('You stopped this')
        portal.faults()
        screen.press('Check for the rest')
        screen.wait_title('Your record is here')
        screen.wait_text('There is nothing new.')


def of_itself(portal):
    """How often the portal was asked what it is, since the last time."""
    asked = [r['path'] for r in portal.asked()]
    holds(any('/Patient/' in path for path in asked), 'nothing was asked')
    return len([p for p in asked if p.endswith(('/metadata', '/smart-configuration'))])


def check(screen, title='Your record is here'):
    screen.press('Check for new')
    screen.wait_title(title)
    screen.key('Escape')
    screen.wait_title('A portal with')


def what_a_portal_is_is_asked_once_and_again_after_trouble():
    with connected() as (home, portal, screen):
        open_clinic(screen)
        check(screen)
        equal(of_itself(portal), 2, 'asked what it is, the first time')
        check(screen)
        equal(of_itself(portal), 0, 'asked what it is, the second time')
        portal.faults({'match': 'GET .*Patient', 'status': 404, 'times': 1})
        check(screen, 'The clinic’s service has trouble')
        portal.asked()
        check(screen)
        equal(of_itself(portal), 2, 'asked what it is, after trouble')


def trouble_while_checking_is_said_and_a_new_sign_in_loses_nothing():
    cases = (
        ({'match': 'GET .*metadata', 'status': 404, 'times': -1},
         'There is no record service at this address', 'Look at the address'),
        ({'match': 'GET .*', 'reset': True, 'times': -1}, 'The clinic’s service has trouble',
         'call the clinic'),
    )
    with connected() as (home, portal, screen):
        before = items(home)
        open_clinic(screen)
        for fault, title, now in cases:
            portal.faults(fault)
            screen.press('Check for new')
            screen.wait_title(title)
            screen.wait_text(now, 5)
            screen.key('Escape')
            screen.wait_title('A portal with')
            screen.wait_text(title)
        portal.faults({'match': 'POST .*token', 'status': 400, 'times': -1,
                       'headers': {'Content-Type': 'application/json'},
                       'body': '{"error":"invalid_grant"}'})
        screen.press('Check for new')
        screen.wait_title('The clinic wants you to sign in again')
        screen.wait_text('Nothing is lost')
        portal.faults()
        browser_by_robot(home, portal.browser('--person', 'Marta'))
        screen.key('Escape')
        screen.wait_title('A portal with')
        screen.wait_text('Sign in to check for new things.')
        screen.press('Sign in and check for new')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        screen.stop()
        equal(items(home), before, 'resources')


def another_person_is_added_with_the_same_set_up():
    files = [*kinlib.made_up_person(), *kinlib.made_up_person('lucia')]
    lucia = kinlib.person_of(kinlib.made_up_person('lucia'))
    with connected(lucia, files=dict.fromkeys(files)) as (home, portal, screen):
        open_clinic(screen, several=True)
        screen.press('Add another person at this clinic')
        screen.wait_title('Who else is at this clinic?')
        holds(not any('Change person' in text for text in screen.texts()), 'it is nobody’s page')
        screen.press('\u2068Lucía')
        screen.wait_title('What will happen – Lucía')
        screen.wait_text('Your browser may still be signed in for \u2068Marta Quiroga')
        browser_by_robot(home, portal.browser('--person', 'Marta'))
        screen.press('Open the clinic')
        screen.wait_title('This record is about somebody else – Lucía')
        screen.press('Do not add')
        screen.wait_title('Nothing was added')
        screen.key('Escape')
        screen.wait_title('What will happen – Lucía')
        browser_by_robot(home, portal.browser('--person', 'Lucía'))
        screen.press('Open the clinic')
        screen.wait_title('Is this the right person? – Lucía')
        screen.press('Yes, add it to \u2068Lucía')
        screen.wait_title('Your record is here – Lucía')
        screen.stop()
        holds(items(home) > 100 and items(home, lucia[0]) > 10, 'both have their records')


def the_copy_is_erased_only_when_asked_twice():
    with connected() as (home, portal, screen):
        before = items(home)
        open_clinic(screen)
        screen.press('Disconnect')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and erase the copy')
        screen.wait_text('leaves this computer for good')
        screen.key('Escape')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and erase the copy')
        screen.wait_text('leaves this computer for good')
        screen.press('Erase it')
        screen.wait_title('The clinic is disconnected')
        screen.wait_text('Its copy is erased')
        screen.stop()
        equal((before > 100, items(home)), (True, 0), 'resources')


def the_copy_of_a_clinic_that_is_over_can_be_erased_later():
    with connected() as (home, portal, screen):
        before = items(home)
        open_clinic(screen)
        screen.press('Disconnect')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and keep the copy')
        screen.wait_title('The clinic is disconnected')
        screen.wait_text('What came from it stays here.')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.press(CLINIC)
        screen.wait_title('A portal with')
        holds('Disconnect' not in screen.texts(), 'it is disconnected already')
        portal.asked()
        screen.press('Erase what is kept from this clinic')
        screen.wait_title('Erase what is kept?')
        screen.shot('erase-kept')
        screen.press('Erase the copy')
        screen.wait_text('leaves this computer for good')
        screen.press('Keep it')
        screen.wait_title('Erase what is kept?')
        screen.press('Erase the copy')
        screen.wait_text('leaves this computer for good')
        screen.press('Erase it')
        screen.wait_title('The copy is erased')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        holds(CLINIC not in ' '.join(screen.texts()), 'the clinic is still there')
        equal(portal.asked(), [], 'what the portal was asked')
        screen.stop()
        equal((before > 100, items(home)), (True, 0), 'resources')


def secrets(home):
    """What of ours is in the keyring."""
    shown = subprocess.run(['secret-tool', 'search', '--all', 'app', 'kinchart'], env=home.env,
                           capture_output=True, text=True, check=False)
    return sorted(line.split(' = ')[1] for line in (shown.stdout + shown.stderr).splitlines()
                  if line.startswith('attribute.kind'))


def nothing_comes_back_when_it_is_erased_while_it_is_asked():
    """The new token is on its way, and is kept first whatever happens; then it goes too."""
    with connected() as (home, portal, screen):
        home.env['G_DEBUG'] = 'fatal-criticals'
        open_clinic(screen)
        portal.asked()
        portal.faults({'match': '^POST /token', 'times': -1, 'drip': 40})
        screen.press('Check for new')
        screen.wait_title('Your record is arriving')
        wait_until(lambda: any('/token' in r['path'] for r in portal.control('GET', 'ledger')),
                   what='the token to be on its way')
        begin = time.monotonic()
        screen.press('Go on reading')
        screen.wait_title('A portal with')
        screen.press('Disconnect')
        screen.wait_title('Disconnect this clinic?')
        screen.press('Disconnect, and erase the copy')
        screen.wait_text('leaves this computer for good')
        screen.press('Erase it')
        screen.wait_title('The clinic is disconnected')
        wait_until(lambda: time.monotonic() - begin > TOKEN_TAKES, what='the last of the token')
        screen.press('Go to Home')
        screen.wait_title('Home')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        holds(CLINIC not in ' '.join(screen.texts()), 'the clinic is back')
        screen.app.send_signal(signal.SIGTERM)
        equal(screen.app.wait(30), 0, 'the end of the app')
        screen.stop()
        equal((items(home), secrets(home)), (0, ['record-key', 'record-key']), 'what is left')


def a_clinic_that_asks_to_wait_is_said_to():
    with connected() as (home, portal, screen):
        portal.faults({'match': '^GET /fhir/Goal', 'times': -1, 'status': 429,
                       'headers': {'Retry-After': '3000'}})
        home.run('sync', MARTA[0], expect=kinlib.PARTLY)
        screen.start()
        screen.wait_text('did not end well. Everything saved is here.')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.wait_text('The clinic asks to wait until')
        screen.shot('waits')
        screen.press(CLINIC)
        screen.wait_title('A portal with')
        screen.wait_text('The clinic asks to wait until')


def a_clinic_that_lets_nobody_in_is_said_to():
    with connected() as (home, portal, screen):
        portal.faults({'match': '^GET /fhir/Patient/', 'times': -1, 'status': 403})
        home.run('sync', MARTA[0], expect=kinlib.ERROR)
        open_clinic(screen)
        screen.wait_text('The clinic does not let Kinchart in.')
        screen.shot('refused')


def until_when_one_stays_signed_in_is_said_where_it_is_known():
    says_how_long = {'match': '^POST /token', 'times': -1, 'reply': {'refresh_expires_in': 864000}}
    with connected(faults=[says_how_long]) as (home, portal, screen):
        open_clinic(screen)
        screen.wait_text('Signed in until')
        screen.shot('signed-in-until')
        portal.faults()
        screen.press('Check for new')
        screen.wait_title('Your record is here')
        screen.key('Escape')
        screen.wait_title('A portal with')
        holds('Signed in until' not in ' '.join(screen.texts()), 'nobody says so any more')


def a_clinic_where_one_signs_in_each_time_is_no_trouble():
    """It keeps nobody signed in. Home asks only when the record may be behind."""
    keeps_nobody = {'match': '^POST /token', 'times': -1, 'reply': {'refresh_token': None}}
    with connected(faults=[keeps_nobody]) as (home, portal, screen):
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Checked today at')
        screen.wait_text('asks you to sign in each time.')
        holds(not any('sign in again' in text or text == 'Sign in' for text in screen.texts()),
              screen.texts())
        screen.shot('home')
        screen.key('F5')
        screen.wait_title('Sign in to check for new things')
        screen.wait_text('This clinic asks you to sign in each time. Checked today at')
        screen.wait_text('Sign in and check for new')
        holds(not any('sign in again' in text.lower() for text in screen.texts()), screen.texts())
        screen.shot('check')
        screen.key('Escape')
        screen.wait_title('Home')
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.wait_text('This clinic asks you to sign in each time. Checked today at')
        screen.press(CLINIC)
        screen.wait_title('A portal with')
        screen.press('What you allowed')
        screen.wait_title('What you allowed')
        screen.wait_text('You sign in each time Kinchart checks for new things.')
        screen.stop()
        with home.days_later(8):
            screen.start()
            screen.wait_text('was last checked 8 days ago.')
            screen.shot('home-later')
            screen.press('Sign in')
            screen.wait_title('A portal with')
            screen.wait_text('Sign in and check for new')
            screen.stop()


if __name__ == '__main__':
    kinlib.run_tests([
        what_it_sent_and_was_allowed_is_told,
        a_check_is_stopped_and_goes_on,
        what_a_portal_is_is_asked_once_and_again_after_trouble,
        trouble_while_checking_is_said_and_a_new_sign_in_loses_nothing,
        another_person_is_added_with_the_same_set_up,
        the_copy_is_erased_only_when_asked_twice,
        the_copy_of_a_clinic_that_is_over_can_be_erased_later,
        nothing_comes_back_when_it_is_erased_while_it_is_asked,
        a_clinic_that_asks_to_wait_is_said_to,
        a_clinic_that_lets_nobody_in_is_said_to,
        until_when_one_stays_signed_in_is_said_where_it_is_known,
        a_clinic_where_one_signs_in_each_time_is_no_trouble,
    ])
