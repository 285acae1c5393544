#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connecting a clinic in the real window, by keyboard alone: finding it, every way in which it
can go wrong and what the window says then, and whose record it is."""

import contextlib
import http.server
import json
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds, robot  # noqa: E402
from kinscreen import Screen, browser_by_robot  # noqa: E402

NAME = 'Ana Ruiz'
BORN = '1950-05-02'
SECRET = 'practice-client-secret'      # of the practice clinic


@contextlib.contextmanager
def at_home(*people, **options):
    """A home with people in it, and a window on the first of them."""
    with Home() as home, Screen(home, **options) as screen:
        for name, born in people or [(NAME, BORN)]:
            home.run('person', 'add', name, *(('--birth-date', born) if born else ()))
        yield home, screen


@contextlib.contextmanager
def a_record(name, born=BORN, number='1', **more):
    """A small file of one patient with one condition."""
    given, family = name.rsplit(' ', 1)
    patient = {'resourceType': 'Patient', 'id': f'p{number}', 'gender': 'female',
               'name': [{'use': 'official', 'given': given.split(), 'family': family}], **more}
    if born:
        patient['birthDate'] = born
    bundle = {'resourceType': 'Bundle', 'type': 'collection', 'entry': [
        {'resource': patient},
        {'resource': {'resourceType': 'Condition', 'id': f'c{number}', 'code': {'text': 'Gout'},
                      'onsetDateTime': '2020-02-03',
                      'subject': {'reference': f'Patient/p{number}'}}}]}
    with kinlib.temporary_file(json.dumps(bundle)) as path:
        yield path


def open_search(screen):
    screens.clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')
    screen.go_to('Name, town')


def look_for(screen, words):
    screen.go_to('Name, town')
    screen.key('ctrl+a')
    screen.type(words)


def ask(screen, address):
    """From the search for a clinic to what will happen: the clinic is asked."""
    look_for(screen, address)
    screen.key('Return')
    screen.wait_title('What will happen')


def attempt(screen, address):
    """From the search for a clinic to the browser."""
    ask(screen, address)
    screen.press('Open the clinic')


def back_to_search(screen):
    for _ in range(5):
        if 'Connect a clinic' in (screen.title() or ''):
            return
        screen.key('Escape')
        kinlib.wait_until(screen.title, 5, 'a title')
        screen.settle(screen.focus())
    raise AssertionError(f'no way back from “{screen.title()}”')


def rows(screen):
    return [n['name'] for n in screen.nodes() if n['role'] == 'list item']


def wait_rows(screen, count):
    """Of clinics: a host is in a line of its own, and whole for who hears it."""
    def are_there():
        return sum('.example.org\u2069\n' in row for row in rows(screen)) == count
    kinlib.wait_until(are_there, 20, f'{count} clinics')


def a_clinic_is_found_by_name_town_or_address():
    with at_home() as (home, screen), a_record(NAME) as path:
        home.list_clinics(*screens.CLINICS)
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        wait_rows(screen, 0)                # no practice clinic, and nothing typed
        for words, says, count in (('ostermere', '2 clinics match', 2),
                                   ('fjord', '1 clinic matches', 1),
                                   ('FJORD HEALTH', '1 clinic matches', 1),
                                   ('fhir.fjord.example.org', 'This is a web address', 1),
                                   ('no such place', 'No clinic of that name', 0)):
            look_for(screen, words)
            screen.wait_title(says)
            wait_rows(screen, count)
        screen.key('Return')
        screen.wait_text('Type the web address that the clinic has for apps.')
        look_for(screen, 'https://')
        screen.key('Return')
        screen.wait_title('This is not a web address of a clinic')
        with Practice(home, [path]) as portal:
            screen.key('Escape')
            screen.wait_title('Connected clinics')
            screen.press('Connect a clinic')
            screen.wait_text('On this computer')
            portal.end()
        screen.key('Escape')
        screen.wait_title('Connected clinics')
        screen.press('Connect a clinic')
        screen.wait_title('Connect a clinic')
        wait_rows(screen, 0)                # the practice clinic is gone


def says(screen, title, now):
    screen.wait_title(title, 60)
    screen.wait_text(now, 5)


def what_goes_wrong_before_the_browser_is_said():
    """Discovery: the address, the network, the portal."""
    html = {'headers': {'Content-Type': 'text/html'}, 'body': '<html>Welcome to our network'}
    fhir = {'Content-Type': 'application/fhir+json'}
    old = json.dumps({'resourceType': 'CapabilityStatement', 'fhirVersion': '3.0.2',
                      'format': ['json'], 'rest': [{'mode': 'server'}]})
    cases = (
        ([{'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 404}],
         'There is no record service at this address', 'You can also open a file'),
        ([{'match': 'GET .*metadata', 'times': -1, 'status': 200, 'headers': fhir,
          'body': old}],
         'older service', 'open the file here'),
        ([{'match': 'GET .*smart-conf', 'times': -1, 'status': 404},
          {'match': 'GET .*metadata', 'times': -1, 'status': 200, 'headers': fhir,
           'body': old.replace('3.0.2', '4.0.1')}],
         'no safe way to sign in', 'open the file here'),
        ([{'match': 'GET .*(metadata|smart-conf)', 'times': -1, 'status': 200, **html}],
         'This network wants you to sign in first', 'Open any web page'),
    )
    with at_home() as (home, screen), a_record(NAME) as path, Practice(home, [path]) as portal:
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        for faults, title, now in cases:
            portal.faults(*faults)
            ask(screen, portal.url)
            says(screen, title, now)
            back_to_search(screen)
        ask(screen, 'http://portal.example.org/fhir')
        says(screen, 'This address is not safe', 'https://')
        back_to_search(screen)
        portal.end()
        ask(screen, portal.url)
        says(screen, 'The clinic cannot be reached', 'everything that is saved')


@contextlib.contextmanager
def a_stranger(folder):
    """A server with a certificate that nobody vouches for; it is valid from now on."""
    certificate, key = folder / 'stranger.pem', folder / 'stranger.key'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
                    '-days', '9', '-subj', '/CN=made up', '-addext',
                    'subjectAltName=IP:127.0.0.1'], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), http.server.BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f'https://127.0.0.1:{server.server_port}/fhir'
    finally:
        server.shutdown()
        server.server_close()


def a_clinic_that_nobody_vouches_for_is_not_asked():
    with at_home() as (home, screen), a_stranger(home.short) as address:
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        ask(screen, address)
        says(screen, 'The connection to the clinic is not safe', 'Do not sign in on this network')


# For one program, this is what the system has in the place of those who vouch for others.
VOUCHED = 'mount --bind "$0" /etc/ssl/certs/ca-certificates.crt && exec "$@"'
OWN_FILES = ('unshare', '--map-root-user', '--mount')


def a_clock_that_is_wrong_is_said():
    """A certificate that the system trusts, and that will be valid only later."""
    if subprocess.run([*OWN_FILES, 'true'], capture_output=True, check=False).returncode:
        raise kinlib.Skip('no disk can be mounted here')
    with at_home() as (home, screen), a_stranger(home.short) as address:
        screen.around = (*OWN_FILES, 'sh', '-c', VOUCHED, home.short / 'stranger.pem')
        with home.days_later(-30):
            screen.start()
        screen.wait_title('Home')
        open_search(screen)
        ask(screen, address)
        says(screen, 'The clock of this computer looks wrong', 'Set the date and time')


def what_the_clinics_page_answers_is_said():
    """RFC 6749 §4.1.2.1, as it comes back with the browser."""
    cases = (
        ('error=access_denied', 'You did not allow it', 'start again at any time'),
        ('error=invalid_client', 'does not know Kinchart yet', 'a number for Kinchart'),
        ('error=unauthorized_client', 'does not know Kinchart yet', 'a number for Kinchart'),
        ('error=invalid_scope', 'does not let apps ask for this', 'open a file'),
        ('error=temporarily_unavailable', 'The clinic’s service has trouble', 'call the clinic'),
        ('error=interaction_required', 'broke off the sign-in', 'call the clinic'),
    )
    with at_home() as (home, screen), a_record(NAME) as path, Practice(home, [path]) as portal:
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        for answer, title, now in cases:
            browser_by_robot(home, robot({}, '--answer', answer))
            attempt(screen, portal.url)
            says(screen, title, now)
            back_to_search(screen)
        screen.stop()
        nothing_was_added(home)


def nothing_was_added(home):
    person = home.run('person', 'list').json[0]['id']
    equal(home.run('sections', person).json['resources'], 0, 'resources')


def what_goes_wrong_after_the_browser_is_said():
    """The exchange of the code, and whose record it is."""
    other = json.dumps({'resourceType': 'Patient', 'id': 'p9', 'name': [{'family': 'Other'}]})
    cases = (
        ([{'match': 'POST .*token', 'reply': {'access_token': None}}],
         'could not be trusted', 'Nothing was added'),
        ([{'match': 'GET .*/Patient/', 'status': 403, 'times': -1}],
         'does not share this with apps', 'open the file here'),
        ([{'match': 'GET .*/Patient/', 'status': 200, 'times': -1, 'body': other,
           'headers': {'Content-Type': 'application/fhir+json'}}],
         'This record is about somebody else', 'it cannot be added here'),
    )
    with at_home() as (home, screen), a_record(NAME) as path, Practice(home, [path]) as portal:
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        for faults, title, now in cases:
            portal.faults(*faults)
            attempt(screen, portal.url)
            says(screen, title, now)
            back_to_search(screen)
        screen.stop()
        nothing_was_added(home)


def a_number_from_the_clinic_is_used_and_its_address_may_be_taken():
    with kinlib.alone('fixed-port'), at_home() as (home, screen), a_record(NAME) as path, \
            Practice(home, [path]) as portal:
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        look_for(screen, portal.url)
        screen.key('Return')
        screen.wait_title('What will happen')
        screen.press('The clinic gave me a number')
        screen.wait_title('Number for Kinchart')
        screen.press('Next')
        screen.wait_title('Type the number you got')
        screen.type('kinchart-fixed-port')
        screen.go_to('Return address')
        screen.type('http://elsewhere.example.org/callback')
        screen.press('Next')
        screen.wait_title('A return address begins with')
        screen.key('ctrl+a')
        screen.type('http://127.0.0.1:47811/callback')
        screen.press('Next')
        screen.wait_title('What will happen')
        with socket.create_server(('127.0.0.1', 47811)):
            screen.press('Open the clinic')
            says(screen, 'Another program is in the way', 'then try again')
        screen.press('Try again')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')


def is_written_somewhere(home, word):
    """The files of the app and its settings that have the word in them."""
    return [path for top in ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'TMPDIR')
            if top in home.env for path in Path(home.env[top]).rglob('*')
            if path.is_file() and 'keyrings' not in path.parts
            and word.encode() in path.read_bytes()]


def a_secret_from_the_clinic_goes_to_the_keyring_only():
    """And is used again when the person signs in again, without being typed again."""
    with at_home() as (home, screen), a_record(NAME) as path, Practice(home, [path]) as portal:
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        look_for(screen, portal.url)
        screen.key('Return')
        screen.wait_title('What will happen')
        screen.press('The clinic gave me a number')
        screen.wait_title('Number for Kinchart')
        screen.write('Number for Kinchart', 'kinchart-confidential')
        screen.write('Secret that came with it', SECRET)
        holds(SECRET not in ' '.join(screen.texts()), 'the secret shows')
        screen.press('Next')
        screen.wait_title('What will happen')
        screen.press('Open the clinic')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        equal(is_written_somewhere(home, SECRET), [], 'files with the secret')
        screen.stop()
        screen.start()
        screen.wait_title('Home')
        screen.menu('Connected clinics', 'win.clinics')
        screen.wait_title('Connected clinics')
        screen.press(f'\u2068{screens.CLINIC}')
        screen.press('Sign in again')
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')


def the_right_person_is_asked_about():
    """Brothers and sisters, name order, a changed name, what is missing, somebody else."""
    cases = (
        ('Ana Ruiz', BORN, 'Is this the right person?', 'Name and birth date match.', True),
        ('Ruiz Ana', BORN, 'Is this the right person?', 'Name and birth date match.', True),
        ('Ana Maria Ruiz', BORN, 'Is this the right person?', 'Name and birth date match.', True),
        ('Bea Ruiz', BORN, 'Is this the right person?', 'a twin', True),
        ('Ana Keller', BORN, 'Is this the right person?', 'it may have changed', True),
        ('Ana Ruiz', None, 'Is this the right person?', 'a birth date is missing', True),
        ('Ana Ruiz', '1976-05-02', 'about somebody else',
         'The birth dates are not the same', False),
        ('Ana Ruiz', '1950-02-05', 'about somebody else',
         'The birth dates are not the same', False),
    )
    with at_home() as (home, screen):
        screen.start()
        screen.wait_title('Home')
        for number, (name, born, title, words, may_add) in enumerate(cases):
            kinlib.say(f'{name}, {born}')
            with a_record(name, born, number) as path, Practice(home, [path]) as portal:
                browser_by_robot(home, portal.browser())
                open_search(screen)
                attempt(screen, portal.url)
                says(screen, title, words)
                equal(any(text.startswith('Yes, add it') for text in screen.texts()), may_add,
                      'it can be added')
                # Return without a choice means no.
                screen.key('Return')
                screen.wait_title('Nothing was added')
                screen.press('Go to Home')
                screen.wait_title('Home')
                holds(any('revoke' in r['path'] for r in portal.asked()), 'it was given back')
        screen.stop()
        nothing_was_added(home)


def a_joined_record_is_asked_about():
    """The clinic joined two records: nothing new comes before somebody has looked at both."""
    merged = {'active': False,
              'link': [{'type': 'replaced-by', 'other': {'reference': 'Patient/p2'}}]}
    with at_home() as (home, screen), a_record(NAME) as path, \
            a_record(NAME, **merged) as later, Practice(home, [path]) as portal:
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        attempt(screen, portal.url)
        screen.wait_title('Is this the right person?')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        patient = next(r for r in kinlib.resources(later) if r['resourceType'] == 'Patient')
        portal.faults({'match': '^GET /fhir/Patient/p1$', 'times': -1, 'body': json.dumps(patient),
                       'headers': {'Content-Type': 'application/fhir+json'}})

        screens.clinics(screen)
        screen.press(f'\u2068{screens.CLINIC}')
        screen.press('Check for new')
        screen.wait_title('joined it with another')
        screen.wait_text('nothing is lost')
        screen.press('Sign in again')
        says(screen, 'Is this the right person?', 'What is in it may be of two people')
        screen.shot('joined')
        screen.key('Return')
        screen.wait_title('Nothing was added')
        screen.press('Go to Home')
        screen.wait_text('Stopped: it closed this record')

        screen.press('Look at this clinic')
        screen.press('Sign in again')
        says(screen, 'Is this the right person?', 'What is in it may be of two people')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        screen.stop()


def what_the_page_shows_can_be_chosen():
    """Kinchart cannot see the page; the person can, and reads what to do."""
    with at_home() as (home, screen), a_record(NAME) as path, Practice(home, [path]) as portal:
        browser_by_robot(home, 'true')
        screen.start()
        screen.wait_title('Home')
        open_search(screen)
        attempt(screen, portal.url)
        screen.wait_text('There is no hurry')
        screen.press('The clinic’s page shows an error')
        screen.wait_title('What does the clinic’s page say?')
        kinlib.wait_until(lambda: len(rows(screen)) >= 8, 20, 'the choices')
        screen.press('The return address')
        screen.wait_title('The return address')
        screen.wait_text('Details for support')
        screen.wait_text('/callback')
        screen.wait_text('Number for Kinchart: \u2068kinchart')
        screen.press('Go back')
        screen.wait_title('What does the clinic’s page say?')
        screen.press('Something else')
        screen.wait_title('Something else')
        screen.key('Escape', 'Escape')
        screen.wait_title('Sign in on the clinic’s page')
        browser_by_robot(home, portal.browser())
        screen.press('Open the page again')
        screen.wait_title('Is this the right person?')


if __name__ == '__main__':
    kinlib.run_tests([
        a_clinic_is_found_by_name_town_or_address,
        what_goes_wrong_before_the_browser_is_said,
        a_clinic_that_nobody_vouches_for_is_not_asked, a_clock_that_is_wrong_is_said,
        what_the_clinics_page_answers_is_said,
        what_goes_wrong_after_the_browser_is_said,
        a_number_from_the_clinic_is_used_and_its_address_may_be_taken,
        a_secret_from_the_clinic_goes_to_the_keyring_only,
        the_right_person_is_asked_about,
        a_joined_record_is_asked_about,
        what_the_page_shows_can_be_chosen,
    ])
