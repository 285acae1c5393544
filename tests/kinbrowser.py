# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Chromium as the person's browser, on the display of a Screen, used by keyboard alone."""

import contextlib
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

TRIES = 3


class Chromium:
    """Is started by the app, with the address of a page, as any browser would be."""

    def __init__(self, screen, *options):
        if shutil.which('chromium') is None:
            raise Skip('no chromium')
        self.screen = screen
        self.home = screen.home
        self.note = self.home.short / 'chromium.pid'
        self.profile = self.home.short / 'chromium'
        self.command = ['chromium', *OPTIONS, *options, f'--user-data-dir={self.profile}']
        command = ' '.join(self.command)
        browser_by_robot(self.home, command, before=f'echo $$ >{self.note}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """Ends what the app started, by the id that it left, and waits for all of it."""
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(self.note.read_text()), signal.SIGTERM)
        wait_until(lambda: not self.processes(), 30, 'Chromium to end')

    def open(self, page):
        """Opens it on a page, when nobody else does."""
        self.note.write_text(str(self.home.start([*self.command, page]).pid), encoding='utf-8')

    def processes(self):
        """Every process of the browser has its profile in its command line."""
        profile = f'--user-data-dir={self.profile}'.encode()
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
            wait_until(lambda: words in self.title() and 'Chromium' in self.title(), 60,
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
        wait_until(lambda: 'Chromium' not in self.title(), 30, 'the browser to close')
