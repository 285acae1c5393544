#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A browser that does not come back by itself, in the real window by keyboard alone: the person
copies its address line, or the desktop hands over an address of the app's own."""

import base64
import contextlib
import hashlib
import http.server
import signal
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinbrowser import TRIES, chromium, firefox  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import WINDOW, Screen, browser_by_robot  # noqa: E402

APP = 'io.github.kinchart.Kinchart'
DESKTOP = f'{APP}.desktop'
GOES_ON = 'Kinchart reads what the clinic answered'
RETURN_PAGE = kinlib.PROJECT / 'data' / 'web' / 'return.html'


@contextlib.contextmanager
def signed_in(number=None, redirect=None):
    """The pages of the clinic are done, and the browser has not come back: where it was sent."""
    files = kinlib.made_up_person(only=('allergies',))
    with Home() as home, Screen(home) as screen, Practice(home, files) as portal:
        name, born = kinlib.person_of(files)
        home.run('person', 'add', name, '--birth-date', born)
        kept = home.short / 'kept'
        browser_by_robot(home, portal.browser('--keep', str(kept)))
        screen.start()
        screen.wait_title('Home')
        screens.connect(screen)
        screen.go_to('Name, town')
        screen.type(portal.url)
        screen.key('Return')
        screen.wait_title('What will happen')
        if number is not None:
            set_up(screen, number, redirect)
        screen.press('Open the clinic')
        wait_until(lambda: kept.exists() and kept.read_text(), 60, 'the end of the pages')
        yield screen, portal, kept.read_text()


def set_up(screen, number, redirect):
    screen.press('The clinic gave me a number')
    screen.wait_title('Number for Kinchart')
    screen.write('Number for Kinchart', number)
    screen.write('Return address', redirect)
    screen.press('Next')
    screen.wait_title('What will happen')


def paste(screen, line):
    screen.write('Address line', line)
    screen.press('Go on')


def tokens_asked(portal):
    return [r['path'] for r in portal.asked() if 'token' in r['path']]


def arrives(screen):
    screen.wait_title('Is this the right person?')
    screen.press('Yes, add it')
    screen.wait_title('Your record is here')


def the_address_line_of_the_browser_can_be_pasted():
    """Wrong lines are said to be wrong, and nothing of them reaches the clinic. With the right one
    it goes on, also when the clinic takes its time."""
    with signed_in() as (screen, portal, line):
        screen.press('It did not come back?')
        screen.wait_title('It did not come back?')
        screen.shot('paste')
        for wrong, says in (('', 'This line does not lead back'),
                            (portal.url, 'This line does not lead back'),
                            (line.replace('127.0.0.1', 'portal.example.org'),
                             'This line does not lead back'),
                            (line.replace('state=', 'state=x'), 'from another sign-in')):
            paste(screen, wrong)
            screen.wait_title(says)
        screen.shot('wrong')
        equal(tokens_asked(portal), [], 'tokens asked')
        portal.process.send_signal(signal.SIGSTOP)
        paste(screen, line)
        screen.wait_title(GOES_ON)
        screen.shot('taken')
        equal(screen.focus()['name'], 'Sign in on the clinic’s page', 'the focus')
        holds('It did not come back?' not in screen.texts(), 'asked for a line once more')
        portal.process.send_signal(signal.SIGCONT)
        arrives(screen)


def a_refusal_can_be_pasted_too():
    with signed_in() as (screen, portal, line):
        screen.press('It did not come back?')
        screen.wait_title('It did not come back?')
        begin, query = line.split('?')
        pairs = [p for p in query.split('&') if not p.startswith('code=')]
        paste(screen, f'{begin}?error=access_denied&{"&".join(pairs)}')
        screen.wait_title('You did not allow it')
        equal(tokens_asked(portal), [], 'tokens asked')


def what_is_pasted_is_in_no_file():
    with signed_in() as (screen, _, line):
        code = dict(p.split('=', 1) for p in line.split('?')[1].split('&'))['code']
        screen.press('It did not come back?')
        screen.wait_title('It did not come back?')
        paste(screen, line)
        arrives(screen)
        screen.stop()
        home = screen.home
        found = [path for top in ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'TMPDIR')
                 for path in Path(home.env[top]).rglob('*')
                 if path.is_file() and code.encode() in path.read_bytes()]
        equal(found, [], 'files with the code')


def an_address_of_the_app_itself_can_be_pasted():
    with signed_in('kinchart-scheme', 'io.github.kinchart:/cb') as (screen, _, line):
        screen.press('It did not come back?')
        screen.wait_title('It did not come back?')
        paste(screen, line)
        arrives(screen)


def install(home):
    """The desktop knows the app, and what the app says that it answers. Each time that it was
    started and has ended is noted."""
    applications = Path(home.env['XDG_DATA_HOME']) / 'applications'
    home.answered = home.short / 'answered'
    home.answered.write_text('')
    program = home.short / 'kinchart'
    program.write_text(f'#!/bin/sh\n{WINDOW} "$@"\necho >> {home.answered}\n', encoding='utf-8')
    program.chmod(0o755)
    text = (kinlib.PROJECT / 'data' / DESKTOP).read_text(encoding='utf-8')
    (applications / DESKTOP).write_text(text.replace('Exec=kinchart ', f'Exec={program} '),
                                        encoding='utf-8')
    types = next(words for words in text.splitlines() if words.startswith('MimeType='))
    # As update-desktop-database writes it when a package is installed.
    (applications / 'mimeinfo.cache').write_text('[MIME Cache]\n' + ''.join(
        f'{kind}={DESKTOP};\n' for kind in types.split('=')[1].split(';') if kind),
        encoding='utf-8')


def hand_over(home, line):
    """What a desktop does with an address, until the app that runs has had it: what is on the bus
    after it is answered after it."""
    before = home.answered.stat().st_size
    subprocess.run(['gio', 'open', line], env=home.env, check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: home.answered.stat().st_size > before, 20, 'the address to be handed over')
    subprocess.run(['gdbus', 'call', '--session', '--dest', APP, '--object-path',
                    '/' + APP.replace('.', '/'), '--method', 'org.gtk.Actions.List'], env=home.env,
                   check=True, stdout=subprocess.DEVNULL)


def an_address_of_the_app_itself_leads_back():
    """The desktop starts the app anew, which hands the address to the one that runs. What nobody
    waits for changes nothing."""
    with signed_in('kinchart-scheme', 'io.github.kinchart:/cb') as (screen, portal, line):
        install(screen.home)
        hand_over(screen.home, line.replace('state=', 'state=x'))
        hand_over(screen.home, line.replace(':/cb', ':/other'))
        equal(tokens_asked(portal), [], 'tokens asked')
        holds(not screen.went_by(GOES_ON), 'a line from elsewhere is taken')
        screen.wait_title('Sign in on the clinic')
        hand_over(screen.home, line)
        arrives(screen)
        holds(screen.went_by(GOES_ON), 'nothing is said of what goes on')
        tokens_asked(portal)
        hand_over(screen.home, line)
        screen.wait_title('Your record is here')
        equal(tokens_asked(portal), [], 'tokens asked with the same line')


@contextlib.contextmanager
def leads_to(line):
    """The last page of a clinic, which sends the browser on."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header('Location', line)
            self.end_headers()

        def log_message(self, *_):
            """Nothing is said."""

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f'http://127.0.0.1:{server.server_port}/'
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def sent_on(a_browser):
    """A browser is on the last page of the clinic, which sends it on to the app."""
    with signed_in('kinchart-scheme', 'io.github.kinchart:/cb') as (screen, _, line), \
            leads_to(line) as page, a_browser(screen) as browser:
        install(screen.home)
        browser.open(page)
        wait_until(lambda: browser.name in browser.title(), 60, 'the browser')
        yield screen, browser, page


def says_yes(screen, browser, page, tabs):
    """Says yes to “Open Kinchart?”. The question takes keys some time after it stands there: asked
    again, it begins anew."""
    for _ in range(TRIES):
        time.sleep(5)
        screen.key(*['Tab'] * tabs)
        time.sleep(1)
        screen.key('Return')
        with contextlib.suppress(AssertionError):
            wait_until(lambda: 'Is this the right person?' in browser.title(), 15, 'the app')
            return
        screen.key('Escape', 'ctrl+l')
        screen.type(page)
        screen.key('Return')
    browser.wait_page('Is this the right person?')


def chromium_asks_and_hands_the_address_over():
    with sent_on(chromium) as (screen, browser, page):
        says_yes(screen, browser, page, 1)


def firefox_asks_and_hands_the_address_over():
    with sent_on(firefox) as (screen, browser, page):
        says_yes(screen, browser, page, 3)


def an_address_of_the_app_begins_nothing():
    """When nobody signs in, the app opens as it always does."""
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Ana Ruiz')
        screen.start('io.github.kinchart:/cb?code=a&state=b')
        screen.wait_title('Home')


@contextlib.contextmanager
def return_page(folder):
    """data/web/return.html at an https address, as anybody may put it there: what was asked of it,
    and by what its certificate is known."""
    certificate, key = folder / 'return.pem', folder / 'return.key'
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key, '-out', certificate,
                    '-days', '2', '-subj', '/CN=made up', '-addext',
                    'subjectAltName=IP:127.0.0.1'], check=True, capture_output=True)
    public = subprocess.run(f'openssl x509 -in {certificate} -pubkey -noout | openssl pkey -pubin'
                            ' -outform der', shell=True, check=True, capture_output=True).stdout
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(urllib.parse.urlsplit(self.path).path)
            self.send_response(200 if asked[-1] == '/return.html' else 404)
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.end_headers()
            self.wfile.write(RETURN_PAGE.read_bytes())

        def log_message(self, *_):
            """A host that keeps no list of what was asked."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 27812), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield asked, base64.b64encode(hashlib.sha256(public).digest()).decode()
    finally:
        server.shutdown()
        server.server_close()


def a_page_on_the_web_leads_a_real_browser_back():
    """With everything that it is asked for being itself."""
    with signed_in('kinchart-web', 'https://127.0.0.1:27812/return.html') as (screen, _, line), \
            return_page(screen.home.short) as (asked, known_by), \
            chromium(screen, f'--ignore-certificate-errors-spki-list={known_by}') as browser:
        browser.open(line)
        screen.wait_title('Is this the right person?')
        browser.close()
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        equal(set(asked), {'/return.html'}, 'what was asked of the page’s host')


def what_the_page_on_the_web_shows_can_be_pasted():
    """The line with its own address, as it stands on it."""
    with signed_in('kinchart-web', 'https://127.0.0.1:27812/return.html') as (screen, _, line):
        screen.press('It did not come back?')
        screen.wait_title('It did not come back?')
        paste(screen, line)
        arrives(screen)


if __name__ == '__main__':
    kinlib.run_tests([the_address_line_of_the_browser_can_be_pasted,
                      a_refusal_can_be_pasted_too,
                      what_is_pasted_is_in_no_file,
                      an_address_of_the_app_itself_can_be_pasted,
                      an_address_of_the_app_itself_leads_back,
                      chromium_asks_and_hands_the_address_over,
                      firefox_asks_and_hands_the_address_over,
                      an_address_of_the_app_begins_nothing,
                      what_the_page_on_the_web_shows_can_be_pasted,
                      a_page_on_the_web_leads_a_real_browser_back])
