# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ./run shows after the engine: the window, for a person or on a virtual display."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinscreen import FRAME, WINDOW, Screen  # noqa: E402

# What a window needs of the person's own session, and nothing more of it.
DISPLAY = ('DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_SESSION_TYPE', 'XDG_CURRENT_DESKTOP')
LEAST = 12


@dataclass(frozen=True)
class Look:
    """One way of looking at a screen."""

    width: int
    height: int
    text: int = 100
    dark: bool = False
    simple: bool = False

    @property
    def name(self):
        words = [f'{self.width}px', f'{self.text}']
        return '-'.join(words + ['dark'] * self.dark + ['simple'] * self.simple)


SMALL = Look(360, 760)
LARGE, DARK = Look(360, 760, text=200), Look(360, 760, dark=True)
SIMPLE = Look(800, 860, text=0, simple=True)
ALBUM = {
    'home': (SMALL, LARGE, DARK, SIMPLE),
    'item': (SMALL, LARGE),
    'preferences': (LARGE,),
}


def has_display():
    return any(os.environ.get(name) for name in ('DISPLAY', 'WAYLAND_DISPLAY'))


def environment_of_display(home):
    """The home's own environment, and the way to the person's screen."""
    env = dict(home.env)
    env.update({name: os.environ[name] for name in DISPLAY if name in os.environ})
    if 'WAYLAND_DISPLAY' in env:
        # The folder of the sockets is another one in there; an absolute path needs none.
        env['WAYLAND_DISPLAY'] = str(Path(os.environ.get('XDG_RUNTIME_DIR', '/'))
                                     / env['WAYLAND_DISPLAY'])
    env['GSETTINGS_SCHEMA_DIR'] = str(kinlib.BUILD / 'data')
    env['GSETTINGS_BACKEND'] = 'keyfile'
    return env


def show(home, portal):
    """Opens the window for a person, and waits until it is closed."""
    ready = portal.ready
    print('The window is open. A practice clinic is there to connect:')
    print(f'  web address  {portal.url}')
    print(f'  name {ready["username"]}, password {ready["password"]}, code {ready["code"]}',
          flush=True)
    return subprocess.run([str(WINDOW)], env=environment_of_display(home), check=False).returncode


def go(screen, shown):
    """To a screen; of any record the first entry, whatever it is called."""
    if shown.id != 'item':
        screens.go(screen, shown)
        return
    before = screens.chain(shown)[0]
    screens.go(screen, before)
    screen.press_row()
    kinlib.wait_until(lambda: before.title not in (screen.title() or before.title), 20, 'the entry')


def is_as_wide(screen, look):
    """Wishes it once more: a window manager that is busy loses a wish now and then."""
    screen.resize(look.width, look.height)
    time.sleep(0.3)
    return look.width - FRAME <= screen.width() <= look.width


def take(home, shown, look, path):
    home.env.pop('ADW_DEBUG_COLOR_SCHEME', None)
    with Screen(home, look.width, look.height, look.text, look.dark) as screen:
        screen.set('simple-view', look.simple)
        go(screen, shown)
        kinlib.wait_until(lambda: is_as_wide(screen, look), 20, 'a window as wide as it is to be')
        screen.picture(path)


def take_pictures(home, folder):
    """Screens in other looks, by keyboard on a virtual display; returns the pictures it took."""
    pictures = []
    for shown in screens.SCREENS:
        for look in ALBUM.get(shown.id, ()):
            pictures.append(folder / f'look-{len(pictures) + 1}-{shown.id}-{look.name}.png')
            take(home, shown, look, pictures[-1])
    return pictures
