#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that sleeps: each read takes two seconds, and the window does not stand still meanwhile
(security.md F-29)."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds  # noqa: E402
from kinscreen import Screen  # noqa: E402

BAD_DISK = kinlib.BUILD / 'tests' / 'fault' / 'libbad-disk.so'
READ = 2000         # milliseconds
SECTION = 'Health conditions'
WAITS = 'One moment'


def rows_come_when_the_disk_gives_them():
    """A section, and an entry of it."""
    with Home() as home, Screen(home) as screen:
        name, born = kinlib.person_of(kinlib.made_up_person())
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('import', person, *kinlib.made_up_person(), '--yes')
        wanted = [item['title'] for item in home.run('list', person, 'conditions').json]
        slow = home.short / 'slow'
        screen.around = ('env', f'LD_PRELOAD={BAD_DISK}', f'KIN_BAD_DISK={home.data}',
                         f'KIN_BAD_SLOW={slow}')
        screen.start()
        screen.wait_title(f'Home – {name.split()[0]}')
        screen.wait_text(SECTION)
        screen.note_stalls()

        slow.touch()
        screen.press(SECTION)
        screen.wait_title(SECTION)
        time.sleep(15 * READ / 1000)         # asking all the time would only keep it busy
        for title in wanted:
            screen.wait_text(title)
        equal([words for words in screen.texts() if WAITS in words], [], 'what is waited for')
        screen.press_row()
        screen.wait_title(wanted[0])
        screen.key('alt+Left')
        screen.wait_title(SECTION)
        found = screen.note_stalls()
        slow.unlink()
        holds(all(int(words.split()[0]) < READ / 2 for words in found), f'it stood still: {found}')


if __name__ == '__main__':
    kinlib.run_tests([rows_come_when_the_disk_gives_them])
