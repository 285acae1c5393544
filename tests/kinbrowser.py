# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real browsers as the person's own, on the display of a Screen, used by keyboard alone."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from kinlib import Skip, wait_until
from kinscreen import browser_by_robot

# Nothing that asks, greets or calls home. Chromium's own sandbox refuses to run as root, which
# test machines often are; the pages are our own.
OPTIONS = ('--no-sandbox', '--no-first-run', '--no-default-browser-check', '--disable-gpu',
           '--password-store=basic', '--disable-sync', '--disable-background-networking',
           '--disable-component-update', '--disable-extensions', '--disable-translate',
           '--force-device-scale-factor=1')

# The same for Firefox, in its own words.
PREFERENCES = {'browser.aboutwelcome.enabled': False, 'browser.shell.checkDefaultBrowser': False,
               'browser.startup.homepage_override.mstone': 'ignore', 'browser.startup.page': 0,
               'datareporting.policy.dataSubmissionEnabled': False, 'app.update.enabled': False,
               'network.captive-portal-service.enabled': False, 'extensions.enabledScopes': 0,
               'network.connectivity-service.enabled': False,
               'browser.safebrowsing.update.enabled': False,
               'services.settings.server': 'data:,', 'app.normandy.enabled': False}

TRIES = 3


class Browser:
    """Is started by the app, with the address of a page, as any browser would be."""

    def __init__(self, screen, name, command):
        if shutil.which(command[0]) is None:
            raise Skip(f'no {command[0]}')
        self.screen = screen
        self.home = screen.home
        self.name = name
        self.note = self.home.short / 'browser.pid'
        self.command = command
        browser_by_robot(self.home, ' '.join(command), before=f'echo $$ >{self.note}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends what the app started, by the id that it left, and waits for all of it."""
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(self.note.read_text()), signal.SIGTERM)
        wait_until(lambda: not self.processes(), 30, f'{self.name} to end')

    def open(self, page):
        """Opens it on a page, when nobody else does."""
        self.note.write_text(str(self.home.start([*self.command, page]).pid), encoding='utf-8')

    def processes(self):
        """Every process of the browser has its profile in its command line."""
        profile = self.command[-1].encode()
        found = []
        for place in Path('/proc').glob('[0-9]*/cmdline'):
            with contextlib.suppress(OSError):      # it ended while it was looked at
                found += [place.parent.name] if profile in place.read_bytes() else []
        return found

    def title(self):
        """Of the window that has the keys."""
        found = subprocess.run(['xdotool', 'getactivewindow', 'getwindowname'],
                               env=self.home.env, capture_output=True, text=True, check=False)
        return found.stdout.strip()

    def wait_page(self, words):
        try:
            wait_until(lambda: words in self.title() and self.name in self.title(), 60,
                       f'the page “{words}”')
        except AssertionError as error:
            raise AssertionError(f'{error}: the window is “{self.title()}”') from None

    def fill(self, *values):
        """Writes into the field that has the focus and those after it, over what is there."""
        for number, value in enumerate(values):
            if number:
                self.screen.key('Tab')
            self.screen.key('ctrl+a')
            self.screen.type(value)

    def send(self, fill, enter, after):
        """Fills a form and sends it; a page is named before it takes keys, so perhaps again."""
        for turn in range(TRIES):
            time.sleep(2)
            fill()
            enter() if turn == 0 else self.screen.key('Return')
            try:
                wait_until(lambda: after in self.title(), 15, 'the next page')
                return
            except AssertionError:
                continue
        self.wait_page(after)

    def close(self):
        """Closes the page; the keys go back to the app."""
        self.screen.key('ctrl+w')
        wait_until(lambda: self.name not in self.title(), 30, 'the browser to close')


def chromium(screen, *options):
    return Browser(screen, 'Chromium', ['chromium', *OPTIONS, *options,
                                        f'--user-data-dir={screen.home.short / "chromium"}'])


def firefox(screen):
    profile = screen.home.short / 'firefox'
    profile.mkdir()
    (profile / 'user.js').write_text(''.join(
        f'user_pref("{name}", {json.dumps(value)});\n' for name, value in PREFERENCES.items()),
        encoding='utf-8')
    return Browser(screen, 'Firefox', ['firefox-esr', '--no-remote', '--profile', str(profile)])
