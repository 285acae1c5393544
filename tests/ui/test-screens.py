#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each screen of the registry in a real window, 360 px wide, held to the rules.

It fits, whatever takes the focus has a name that people know, the page has its heading, and
the title says whose record it is. The pictures go to _build/screens.
"""

import itertools
import re
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinscreen import Screen  # noqa: E402
from screens import SCREENS, go_from_first, return_to_first  # noqa: E402

NAME = 'Marta Quiroga Hallström'
PICTURES = kinlib.PROJECT / '_build' / 'screens'
WIDTH = 360
# What GTK draws around a window of its own where no compositor draws shadows.
FRAME = 10
CLASS_NAME = re.compile(r'^(Gtk|Adw|Gdk|Kin)[A-Z]')
# What GTK 4.8 and libadwaita 1.2 call things in windows that are theirs: (screen, name).
STOCK = set()


def wrongs(screen, shown):
    """What is not as it should be, in words."""
    time.sleep(0.5)
    found = []
    if screen.width() > WIDTH + (0 if shown.page else FRAME):
        found.append(f'{screen.width()} px wide')
    for control in screen.controls():
        if (not control['name'] or CLASS_NAME.match(control['name'])) \
                and (shown.id, control['name']) not in STOCK:
            found.append(f'a {control["role"]} is called “{control["name"]}”')
    if shown.page and not screen.headings():
        found.append('no heading')
    if shown.of_person and NAME not in screen.title():
        found.append(f'the title is “{screen.title()}”')
    return found


def visit(screen, shown, look):
    """Goes to one screen, holds it to the rules and takes its picture; returns the wrongs."""
    try:
        go_from_first(screen, shown)
        found = wrongs(screen, shown)
        screen.picture(PICTURES / f'{shown.id}-{look}.png')
        return_to_first(screen, shown)
    except AssertionError as error:
        found = [str(error)[:300]]
        screen.stop()
        screen.start()                  # the next one begins anew
    for wrong in found:
        kinlib.say(f'{shown.id}, {look}: {wrong}')
    return len(found)


def visit_all_in(home, fixture, text, dark):
    """Every screen of one fixture, in one run of the app."""
    look = f'{text}-{"dark" if dark else "light"}'
    home.env.pop('ADW_DEBUG_COLOR_SCHEME', None)
    with Screen(home, WIDTH, 760, text, dark) as screen:
        screen.start()
        return sum(visit(screen, shown, look) for shown in SCREENS if shown.fixture == fixture)


def with_a_record(home):
    with kinlib.Practice(home, kinlib.made_up_person()) as portal:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', NAME, expect=None)


def visit_all(fixture):
    with kinlib.Home() as home:
        if fixture == 'record':
            with_a_record(home)
        count = sum(visit_all_in(home, fixture, text, dark)
                    for text, dark in itertools.product((100, 200), (False, True)))
    kinlib.equal(count, 0, 'wrongs')


def each_screen_of_a_record_keeps_the_rules():
    visit_all('record')


def each_screen_without_a_record_keeps_the_rules():
    visit_all('nobody')


def contact_sheet():
    pictures = sorted(PICTURES.glob('*-*.png'))
    kinlib.holds(pictures, 'there are pictures')
    subprocess.run(['montage', *pictures, '-geometry', '270x570+6+6', '-tile', '8x',
                    PICTURES / 'contact-sheet.png'], check=True)


if __name__ == '__main__':
    kinlib.run_tests([each_screen_of_a_record_keeps_the_rules,
                      each_screen_without_a_record_keeps_the_rules,
                      contact_sheet])
