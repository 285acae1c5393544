#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is slow is waited for, and the window does not stand still meanwhile: a disk whose reads
take two seconds each, a keyring that thinks, a name whose address is long looked for (F-29)."""

import contextlib
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402

BAD_DISK = kinlib.BUILD / 'tests' / 'fault' / 'libbad-disk.so'
SLOW = 2000         # milliseconds
SECTION = 'Health conditions'
WAITS = 'One moment'


@contextlib.contextmanager
def slow_home():
    """Somebody with a record, a window, and the file that makes everything slow."""
    with Home() as home, Screen(home) as screen:
        name, born = kinlib.person_of(kinlib.made_up_person())
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('import', person, *kinlib.made_up_person(), '--yes')
        slow = home.short / 'slow'
        screen.around = ('env', f'LD_PRELOAD={BAD_DISK}', f'KIN_BAD_DISK={home.data}',
                         f'KIN_BAD_SLOW={slow}')
        yield home, screen, slow, person


def open_home(screen):
    screen.start()
    screen.wait_title('Home – ')
    screen.wait_text(SECTION)
    screen.note_stalls()


def assert_moved(screen):
    """What a busy machine takes is no matter; what is slow takes two seconds."""
    found = screen.note_stalls()
    holds(all(int(words.split()[0]) < SLOW / 2 for words in found), f'it stood still: {found}')


def rows_come_when_the_disk_gives_them():
    """A section, and an entry of it."""
    with slow_home() as (home, screen, slow, person):
        wanted = [item['title'] for item in home.run('list', person, 'conditions').json]
        open_home(screen)
        slow.touch()
        screen.press(SECTION)
        screen.wait_title(SECTION)
        screen.wait_text(WAITS)
        screen.press_row()
        screen.wait_title(WAITS)
        time.sleep(15 * SLOW / 1000)         # asking all the time would only keep it busy
        for title in wanted:
            screen.wait_text(title)
        equal([words for words in screen.texts() if WAITS in words], [], 'what is waited for')
        screen.press_row()
        screen.wait_title(wanted[0])
        screen.key('alt+Left')
        screen.wait_title(SECTION)
        assert_moved(screen)
        slow.unlink()


def a_keyring_that_thinks_is_waited_for():
    with slow_home() as (home, screen, *_):
        home.keyring.send_signal(signal.SIGSTOP)
        screen.start()
        screen.wait_text('This takes a moment')
        screen.key('Tab')
        assert_moved(screen)
        home.keyring.send_signal(signal.SIGCONT)
        screen.wait_title('Home – ')
        assert_moved(screen)


def an_address_that_is_long_looked_for_is_waited_for():
    with slow_home() as (_, screen, slow, _):
        open_home(screen)
        screens.clinics(screen)
        screen.wait_title('Connected clinics')
        screen.press('Connect a clinic')
        screen.wait_title('Connect a clinic')
        slow.touch()
        screen.go_to('Name, town')
        screen.type('https://nobody.example.org/r4')
        screen.key('Return')
        screen.wait_title('The clinic cannot be reached')
        assert_moved(screen)
        slow.unlink()


if __name__ == '__main__':
    kinlib.run_tests([rows_come_when_the_disk_gives_them, a_keyring_that_thinks_is_waited_for,
                      an_address_that_is_long_looked_for_is_waited_for])
