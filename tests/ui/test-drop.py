#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that is dragged from another window and dropped on ours, with the mouse."""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

DRAGGER = kinlib.BUILD / 'tests' / 'ui' / 'kin-dragger'
WIDTH, HEIGHT = 1024, 760
LEFT = 700                  # what is to the right of it belongs to the other window


def mouse(home, *words):
    subprocess.run(['xdotool', *map(str, words)], env=home.env, check=True,
                   stdout=subprocess.DEVNULL)


def window_called(home, name):
    found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', name], env=home.env,
                           capture_output=True, text=True, check=False)
    return found.stdout.split()[-1] if found.stdout.split() else None


def drag(home, begin, end):
    mouse(home, 'mousemove', *begin, 'mousedown', 1)
    for part in range(1, 11):
        mouse(home, 'mousemove', *(int(a + (b - a) * part / 10) for a, b in zip(begin, end)),
              'sleep', 0.05)
    mouse(home, 'mouseup', 1)


def is_dropped(home, screen):
    drag(home, (LEFT + 120, 380), (LEFT // 2, HEIGHT // 2))
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if 'Home' not in (screen.title() or 'Home'):
            return True
        time.sleep(0.05)
    return False


def a_letter_that_is_dropped_is_opened():
    with Home() as home, Screen(home, WIDTH, HEIGHT) as screen:
        letter = home.short / 'letter from my sister.txt'
        letter.write_text('Mother had her shot on the 3rd of May.', encoding='utf-8')
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.start()
        screen.wait_title('Home')
        holds(screen.make_wide(LEFT, HEIGHT), 'our window makes room for the other')
        home.start([DRAGGER, letter], stdout=subprocess.DEVNULL)
        other = wait_until(lambda: window_called(home, 'Dragger'), 20, 'the other window')
        mouse(home, 'windowmove', '--sync', other, LEFT + 40, 300)
        # A busy display server calls a drag off when nobody has answered yet.
        wait_until(lambda: is_dropped(home, screen), 60, 'a drag that is taken')
        screen.wait_title('What is in this file')
        screen.wait_text('letter from my sister')


if __name__ == '__main__':
    kinlib.run_tests([a_letter_that_is_dropped_is_opened])
