# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on a virtual display: keys go in, and what a screen reader gets comes out.

    with Home() as home, Screen(home) as screen:
        screen.start()
        screen.wait_title('Welcome')
        screen.press('Next')
"""

import configparser
import json
import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path

from kinlib import BUILD, PATIENCE, PROJECT, end_process, wait_until

# What a clinic wrote begins with it, whatever direction it is read in.
ISOLATE = '\u2068'
WINDOW = BUILD / 'src' / 'kinchart'
# The system's own: the accessibility bindings are among its packages.
PYTHON = '/usr/bin/python3'
# Where GSettings keeps our settings in a file of keys.
SETTINGS = 'io/github/kinchart/Kinchart'
READER = PROJECT / 'tests' / 'reader.py'
DESKTOP = PROJECT / 'tests' / 'desktop.py'
# Loaded into the app by GIO: it watches the main loop and sees what is drawn (tests/ui/kin-eye.c).
EYE = BUILD / 'tests' / 'ui' / 'libkineye.so'
SHOTS = Path(os.environ['KIN_SHOTS']) if 'KIN_SHOTS' in os.environ else None
# What the virtual display shows, as a file of the home that it is for.
DISPLAY = 'Xvfb_screen0'
FRAME = 16          # pixels that the window manager may take of a width


class Screen:
    """A virtual display with a window manager, the app, and a reader of its accessible tree."""

    def __init__(self, home, width=360, height=800, text=100, dark=False, shots=SHOTS,
                 moves=False):
        self.home = home
        self.moves = moves           # whether pages come in moving, as most people have it
        self.size = (width, height)
        self.app = None
        self.reader = None
        self.desktop = None
        # One xdotool for all keys: to start it takes longer than a key. Another for windows: to one
        # that an xdotool found, it sends its keys past the window manager.
        self.hands = self.finder = None
        self.stalls = []
        self.hears = False           # whether what is said is recorded: see heard()
        self.portal = None           # a Practice, for what needs a clinic
        self.around = ()             # what starts the app
        self.display = []
        self.folder = shots
        self.shots = 0
        home.env.update({
            'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'),
            'GSETTINGS_BACKEND': 'keyfile',
            'GDK_BACKEND': 'x11',
            'GSK_RENDERER': 'cairo',
            'GDK_DEBUG': 'gl-disable',
            'GTK_A11Y': 'atspi',
            'ADW_DISABLE_PORTAL': '1',
            'NO_AT_BRIDGE': '0',
        })
        if dark:
            home.env['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        if EYE.exists():
            home.env['GIO_EXTRA_MODULES'] = str(EYE.parent)
        self.text = text

    def __enter__(self):
        display = self.home.start(
            ['Xvfb', '-displayfd', '1', '-screen', '0', f'{self.size[0]}x{self.size[1]}x24',
             '-dpi', '96', '-nolisten', 'tcp', '-noreset', '-extension', 'GLX', '-fbdir',
             self.home.short],
            stdout=subprocess.PIPE)
        self.display = [display]
        self.home.env['DISPLAY'] = ':' + display.stdout.readline().decode().strip()
        self.start_manager()
        self.hands, self.finder = [
            self.home.start(['xdotool', '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            text=True) for _ in range(2)]
        self.display += [self.hands, self.finder]
        self.pin_font()
        self.set('text-size', self.text)
        return self

    def start_manager(self):
        """A window that comes while the window manager begins is taken down by it, now and then."""
        there = self.home.short / 'managed'
        there.unlink(missing_ok=True)
        self.display.append(self.home.start(['openbox', '--sm-disable', '--startup',
                                             f'touch {there}'], stdout=subprocess.DEVNULL))
        wait_until(there.exists, 30, 'the window manager')

    def pin_font(self):
        """GNOME's font and size: a bare display would have smaller words than any desktop."""
        settings = Path(self.home.env['XDG_CONFIG_HOME']) / 'gtk-4.0' / 'settings.ini'
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('[Settings]\ngtk-font-name=Cantarell 11\n'
                            f'gtk-enable-animations={int(self.moves)}\n', encoding='utf-8')

    def __exit__(self, kind, *_):
        self.stop()
        for process in reversed(self.display):
            end_process(process)
        if self.stalls:
            print(f'# the window stood still for {self.stalls}', flush=True)

    def start_desktop(self):
        """A desktop whose looks change while the app runs: see look_like()."""
        self.desktop = self.home.start([PYTHON, DESKTOP], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.desktop.stdout.readline()
        self.home.env.pop('ADW_DISABLE_PORTAL')

    def look_like(self, look):
        """light, dark, contrast or dark-contrast."""
        self.desktop.stdin.write(look + '\n')
        self.desktop.stdin.flush()

    def set(self, key, value):
        """Changes a setting where GSettings keeps it; an app that runs follows at once."""
        path = Path(self.home.env['XDG_CONFIG_HOME']) / 'glib-2.0' / 'settings' / 'keyfile'
        path.parent.mkdir(parents=True, exist_ok=True)
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(path, encoding='utf-8')
        settings[SETTINGS] = {**(settings[SETTINGS] if SETTINGS in settings else {}),
                              key: json.dumps(value)}
        written = path.with_suffix('.new')
        with written.open('w', encoding='utf-8') as file:
            settings.write(file, space_around_delimiters=False)
        written.replace(path)

    # The app

    def start(self, *arguments):
        """Opens the window; it fills the display."""
        if self.hears:
            self.start_reader('events')
            self.reader.stdout.readline()        # it listens before there is something to hear
        self.app = self.home.start([*self.around, WINDOW, *arguments], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True,
                                   stderr=None if 'KIN_SHOTS' in os.environ
                                   else subprocess.DEVNULL)
        if self.hears:
            self.reader.stdin.write(f'{self.app.pid}\n')
            self.reader.stdin.flush()
        else:
            self.start_reader(self.app.pid)
        wait_until(self.shown_window, 30, 'the window')
        self.resize(*self.size)
        # A pointer that rests over a list chooses what is under it.
        self.do('mousemove', *map(str, self.size))
        wait_until(self.title, 30, 'the accessible window')
        self.see('watch')

    def start_reader(self, what):
        self.reader = self.home.start([PYTHON, READER, str(what)], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, text=True)

    def resize(self, width, height):
        window = self.window()
        self.tell(self.finder, 'windowsize', window, str(width), str(height),
                  'windowmove', window, '0', '0')

    def make_wide(self, width, height):
        """Resizes until the window is as wide, but for what the frame takes; False: it cannot.

        A window manager that is busy loses a wish now and then.
        """
        for _ in range(5):
            self.resize(width, height)
            end = time.monotonic() + 3
            while time.monotonic() < end:
                if width - FRAME <= self.see('head').get('width', 0) <= width:
                    return True
                time.sleep(0.05)
        return False

    def see(self, question):
        """Asks the eye in the app; None where there is no eye."""
        if not EYE.exists():
            return None
        self.app.stdin.write(question + '\n')
        self.app.stdin.flush()
        line = self.app.stdout.readline()
        return json.loads(line)[0] if line else None

    def shows(self, words):
        """Whether a text with @words is in view as a whole, as it is drawn."""
        return any(words in part.get('text', '') and part['contrast'] > 0
                   for part in self.see('look')['parts'])

    def went_by(self, words):
        """Whether the window had such a title, however short."""
        return any(words in title for title in self.see('titles'))

    def note_stalls(self):
        """Collects how often the app was busy for longer than a person notices."""
        found = self.see('stalls') if self.app.poll() is None else None
        self.stalls += found or []
        return found or []

    def window(self):
        """The app's own on the display, the one in front where there are two; None before."""
        found = self.tell(self.finder, 'search', '--onlyvisible', '--class', 'kinchart')
        return found[-1] if found else None

    def shown_window(self):
        self.alive()
        return self.window()

    def stop(self):
        if self.app is not None:
            self.note_stalls()
        for process in (self.reader, self.app):
            if process is not None:
                end_process(process)
        self.app = self.reader = None

    # Keys

    def do(self, *words):
        """Has xdotool do something that is said in plain words, and waits until it is done."""
        self.tell(self.hands, *words)

    def tell(self, xdotool, *words):
        """What it answers, once it has done what it is told."""
        xdotool.stdin.write(f'{" ".join(words)}\ngetmouselocation\n')
        xdotool.stdin.flush()
        said = []
        while (line := xdotool.stdout.readline()) and not line.startswith('x:'):
            said.append(line.strip())
        if not line:
            raise AssertionError(f'xdotool ended at {words}')
        return said

    def key(self, *keys):
        self.do('key', '--delay', '30', *keys)
        time.sleep(0.05)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '15', text], env=self.home.env, check=True)
        time.sleep(0.1)

    def go_to(self, name, most=60, role='', key='Tab'):
        """Presses @key, and arrows inside lists, until the focus is on what is called @name."""
        last = None
        for _ in range(most):
            focus = self.focus()
            if focus and role in focus['role'] and \
                    focus['name'].lstrip(ISOLATE).startswith(name.lstrip(ISOLATE)):
                return focus
            if focus is None:
                self.activate()
            self.key('Down' if focus and focus['role'] == 'list item' and focus != last
                     else key)
            last = focus
            self.settle(focus)
        raise AssertionError(f'no way to “{name}” by keyboard, only to {last}; the page says '
                             f'{self.texts()}')

    def activate(self):
        """Like a click on the frame: a window that opens on a busy desktop may get no keys."""
        subprocess.run(['xdotool', 'windowactivate', self.window()], env=self.home.env,
                       check=False, stderr=subprocess.DEVNULL)

    def settle(self, before):
        """Waits a moment for the focus to move."""
        end = time.monotonic() + 0.5
        while time.monotonic() < end and self.focus() == before:
            time.sleep(0.03)

    def write(self, field, words, key='Tab'):
        """Goes to a field and types in place of what it holds."""
        self.go_to(field, role='text', key=key)
        self.key('ctrl+a', 'BackSpace')
        self.type(words)

    def press(self, name):
        """Goes to a control and activates it, all by keyboard."""
        self.go_to(name)
        self.key('Return')

    # What a screen reader gets

    def ask(self, question):
        self.reader.stdin.write(question + '\n')
        self.reader.stdin.flush()
        return json.loads(self.reader.stdout.readline())

    def read(self, question):
        """The answer, which is never that of a tree that changed while it was read.

        What could not be read must not pass for an empty page.
        """
        answer = None

        def is_read():
            nonlocal answer
            self.alive()
            answer = self.ask(question)
            return answer is not None
        wait_until(is_read, 20, f'{question}, as a screen reader gets them')
        return answer

    def title(self):
        return self.ask('title')

    def focus(self):
        return self.ask('focus')

    def texts(self):
        """Every text that is showing, in order."""
        return self.read('texts')

    def wait_title(self, words, seconds=PATIENCE):
        def has():
            self.alive()
            title = self.title() or ''
            return title if words in title else None
        try:
            return wait_until(has, seconds, f'the title “{words}”')
        except AssertionError as error:
            raise AssertionError(f'{error}: it is “{self.title()}”; {self.texts()}') from None

    def wait_text(self, words, seconds=PATIENCE):
        def has():
            self.alive()
            return any(words in text for text in self.texts())
        try:
            wait_until(has, seconds, f'the text “{words}”')
        except AssertionError as error:
            raise AssertionError(f'{error}: the page says {self.texts()}') from None

    def alive(self):
        if self.app.poll() is not None:
            raise AssertionError(f'the app ended with {self.app.returncode}')

    def shot(self, name):
        """A picture for people to look at; KIN_SHOTS or the maker of the screen names a folder."""
        if self.folder is None:
            return
        time.sleep(0.4)
        self.shots += 1
        self.picture(self.folder / f'{self.shots:02}-{name}.png')

    def copy_picture(self, path):
        """What the display holds, at once and as it is (xwd): for many pictures."""
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self.home.short / DISPLAY, path)

    def picture(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(['import', '-window', 'root', path], env=self.home.env, check=True)

    def width(self):
        """How wide the window is; it cannot be narrower than what is in it."""
        said = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', self.window()],
                              env=self.home.env, capture_output=True, text=True, check=True)
        return int(dict(line.split('=') for line in said.stdout.split())['WIDTH'])

    def controls(self):
        """{role, name} of everything that the keyboard reaches."""
        return self.read('controls')

    def headings(self):
        return self.read('headings')

    def heard(self, words, seconds=PATIENCE):
        """Waits until a screen reader has been told something with @words."""
        heard = []

        def has():
            self.alive()
            heard.extend(self.ask('events') or [])
            return any(words in event['name'] for event in heard)
        try:
            wait_until(has, seconds, f'“{words}” to be said')
        except AssertionError as error:
            raise AssertionError(f'{error}; what was said: {heard}') from None

    def nodes(self):
        """Everything that shows, as a screen reader gets it, in order."""
        return self.read('nodes')

    def go_to_row(self):
        """The row of a list: the first one, or where the focus was before."""
        def on_row():
            if (self.focus() or {}).get('role') == 'list item':
                return True
            self.key('Tab')
            return False
        wait_until(on_row, 20, 'a row of the list')

    def press_row(self):
        self.go_to_row()
        self.key('Return')

    def answer_print_dialog(self, keys):
        """Chooses the only printer in the desktop's own dialog, which is a file, and answers."""
        def can_print():
            return any(n['role'] == 'push button' and n['name'].endswith('Print') and
                       n['sensitive'] for n in self.nodes())
        wait_until(lambda: self.title() == 'Print', 20, 'the print dialog')
        wait_until(lambda: any(n['name'] == 'Print to File' for n in self.nodes()), 20,
                   'the printer')
        self.key('Tab', 'space')
        wait_until(can_print, 20, 'a chosen printer')
        self.key(keys)

    def print_to_file(self):
        """Answers the print dialog, and returns the file once it is whole."""
        self.answer_print_dialog('alt+p')
        paper = self.home.folder / 'Kinchart.pdf'
        wait_until(lambda: paper.exists() and paper.read_bytes().rstrip().endswith(b'%%EOF'), 20,
                   'the printed file')
        return paper

    def open_file(self, path):
        """Opens a file with the app that is there, as a file manager does."""
        subprocess.run([WINDOW, path], env=self.home.env, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)

    def browser_signs_in(self):
        """The person's browser fills in the pages of the clinic."""
        browser_by_robot(self.home, self.portal.browser())

    def browser_idle(self):
        """The person's browser opens, and nobody is there."""
        browser_by_robot(self.home, 'true')

    # By what it says, whatever the language: Walker says it in others

    def menu(self, words, action):
        """Chooses @words in the main menu."""
        self.key('F10')
        for _ in range(24):
            focus = self.focus()
            if focus and focus['name'] == words:
                self.key('Return')
                return
            self.key('Down')
            self.settle(focus)
        raise AssertionError(f'“{words}” is not in the menu, for {action}')

    def act(self, action, keys):
        """An action by its keys."""
        self.key(keys)


class Walker(Screen):
    """A screen where the eye walks: in any language, without a key and without waiting.

    That the keys lead there too is shown by the scripts that use a Screen.
    """

    def __init__(self, home, width, height, words):
        super().__init__(home, width, height)
        self.words = words           # from our words to those of the language

    def title(self):
        head = self.see('head')
        return head and head.get('title')

    def press(self, name):
        words = self.words(name)
        try:
            wait_until(lambda: self.see(f'press {words}'), 10, f'“{words}”')
        except AssertionError:
            head = self.see('look')
            said = [part['text'] for part in head['parts'] if 'text' in part]
            raise AssertionError(f'“{words}” is not on {head["shows"]}: {said}') from None

    def wait_title(self, words, seconds=PATIENCE):
        said = self.words(words)

        def has():
            self.alive()
            title = self.title() or ''
            return title if said in title else None
        try:
            return wait_until(has, seconds, f'the title “{said}”')
        except AssertionError as error:
            raise AssertionError(f'{error}: it is “{self.title()}”') from None

    def wait_shows(self, widget, seconds=30):
        def shows():
            self.alive()
            return self.see('head').get('shows') == widget
        try:
            wait_until(shows, seconds, widget)
        except AssertionError as error:
            raise AssertionError(f'{error}: it is {self.see("head")}') from None

    def press_row(self):
        wait_until(lambda: self.see('press-row'), 20, 'a row of the list')

    def back_to_first(self):
        """Leaves every page and window but the first."""
        for _ in range(12):
            if not self.see('back'):
                return
            self.see('settle')

    def menu(self, words, action):
        self.see(f'action {action}')

    def act(self, action, keys):
        self.see(f'action {action}')

    def type(self, text):
        self.see(f'write {text}')

    def go_to(self, name, most=60):
        """The field, or what is pressed, that has these words."""
        words = self.words(name)
        wait_until(lambda: self.see(f'focus {words}'), 10, f'“{words}”')


def browser_by_robot(home, command, before=':'):
    """Makes @command the person's browser: it is started with the address of a page."""
    applications = Path(home.env['XDG_DATA_HOME']) / 'applications'
    applications.mkdir(parents=True, exist_ok=True)
    script = home.short / 'browser'
    script.write_text(f'#!/bin/sh\n{before}\nexec {command} "$1"\n', encoding='utf-8')
    script.chmod(0o755)
    (applications / 'robot.desktop').write_text(
        '[Desktop Entry]\nType=Application\nName=Robot\n'
        f'Exec={shlex.quote(str(script))} %u\n'
        'MimeType=x-scheme-handler/http;x-scheme-handler/https;\n', encoding='utf-8')
    (Path(home.env['XDG_CONFIG_HOME']) / 'mimeapps.list').write_text(
        '[Default Applications]\nx-scheme-handler/http=robot.desktop\n'
        'x-scheme-handler/https=robot.desktop\n', encoding='utf-8')


def note_pages(home):
    """The person's browser writes down where it is sent to."""
    home.visited = home.short / 'visited'
    home.visited.write_text('')
    browser_by_robot(home, f'sh -c \'echo "$0" >> {home.visited}\'')


def wait_pages(home, pages):
    wait_until(lambda: home.visited.read_text().split() == pages, 20, f'{pages}')
