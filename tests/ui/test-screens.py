#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each screen of the registry in the real window, held to the rules, in many looks.

One run of the app for each language; on each screen the style, the size of words and the width
change while it is there, as a person would change them. Nine looks hold every pair of them; with
KIN_LONG it is all of them, and the large and simple view, which is what KIN_SIMPLE is without the
others. The pictures go to _build/screens, with KIN_SHEETS on sheets, too; what
a screen reader gets of each screen goes to _build/screens/read, for people to read.

    KIN_SCREENS='home item' test-screens.py
"""

import base64
import html
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import pseudo  # noqa: E402
from kinscreen import Walker  # noqa: E402
from looks import (ALL, BOTH, HEIGHT, LANGUAGES, PAIRWISE, SHOWN_IN_BOTH,  # noqa: E402
                   SIMPLE, WIDTHS)
from rules import MET, STOCK, Seen, plain, wrongs  # noqa: E402
import tokens  # noqa: E402
from screens import (CLINIC, CLINICS, DOWNLOADED, FIRST, LETTER, NAME, OTHER,  # noqa: E402
                     OWN, SCREENS, go_on)

LONG = 'KIN_LONG' in os.environ
LOOKS = (SIMPLE if 'KIN_SIMPLE' in os.environ else ALL + SIMPLE if LONG else PAIRWISE)
PICTURES = kinlib.PROJECT / '_build' / 'screens'
FIXTURES = list(FIRST)
ALIKE = 'Marta Quiroga Lind'
# What only holds others, whose name is that of its class.
UNHEARD = ('filler', 'scroll bar')
# What a clinic has that keeps little.
LITTLE = ('-person', '-allergies')


def words_of_letter(data):
    """What can be read of a letter that stands inside an entry."""
    content = base64.b64decode(data)
    if content.startswith(b'%PDF-'):
        return subprocess.run(['pdftotext', '-', '-'], input=content, capture_output=True,
                              check=True).stdout.decode()
    return html.unescape(re.sub('<[^>]*>', ' ', content.decode('utf-8', 'replace')))


def texts_of_record(portal_url):
    """Every text of the made-up person, and what names the clinic."""
    def texts(value):
        if isinstance(value, dict):
            for name, part in value.items():
                if name == 'data' and isinstance(part, str) and 'contentType' in value:
                    yield words_of_letter(part)
                else:
                    yield from texts(part)
        elif isinstance(value, list):
            for part in value:
                yield from texts(part)
        elif isinstance(value, (str, int, float)):
            yield str(value)
    found = [NAME, ALIKE, CLINIC, portal_url, 'Kinchart', 'MQ', '127.0.0.1', LETTER,
             'Letter from the clinic', 'Juan Ruiz', DOWNLOADED,
             # Of a letter of today, and of the answer to one; the system's own words.
             time.strftime('%B'), time.strftime('%B', time.localtime(time.time() + 30 * 86400))]
    trials = (kinlib.PROJECT / 'data' / 'trials.ini').read_text(encoding='utf-8')
    found += ['LH', *re.findall('name=(.*)', trials)]         # the first of the sample family
    found += ''.join(CLINICS).replace('|', '\t').split('\t')
    # A host may go on in the next line.
    found += [host.replace('.', '.\u200b') for host in re.findall('//([^/]*)', ''.join(CLINICS))]
    found += [*texts(json.loads(OWN)), *texts(json.loads(OTHER))]
    for path in kinlib.made_up_person():
        found += texts(json.loads(path.read_text(encoding='utf-8')))
    return '\n'.join(found)


def heard(node):
    level = f'level {node["level"]}' if node['level'] else ''
    states = ('focused', 'checked')
    return ' · '.join(filter(None, (node['role'], level, node['name'],
                                    *(state for state in states if node[state]),
                                    '' if node['sensitive'] else 'not to be used')))


def write_down(shown, nodes):
    """What a screen reader gets: a line for each thing that has a name."""
    path = PICTURES / 'read' / f'{shown.id}.txt'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(''.join(f'{heard(node)}\n' for node in nodes
                            if node['name'] and node['role'] not in UNHEARD), encoding='utf-8')


class Walk:
    """One language: all screens of all fixtures, in the looks of that language."""

    def __init__(self, language):
        self.language = language
        self.looks = [look for look in LOOKS if look.language == language]
        self.wrongs = []
        self.stalls = []
        self.count = 0

    def note(self, shown, look, found):
        for wrong in found:
            self.wrongs.append(f'{shown.id}, {look}: {wrong}')
            kinlib.say(self.wrongs[-1])          # at once: a walk may be broken off

    def close(self, screen, shown):
        """A dialog is as large as the window lets it be when it opens, and covers it."""
        screen.see('back')
        kinlib.wait_until(lambda: screen.see('head').get('shows') != shown.shows, 20,
                          f'{shown.id} to close')

    def wait_for_safe_answer(self, screen):
        """Also where the answers stand one above the other, and this one last."""
        safe = screen.words('Keep it')
        kinlib.wait_until(lambda: (screen.focus() or {'name': ''})['name'].startswith(safe), 20,
                          'the focus on the safe answer')

    def wait_for_head(self, screen, shown, look, key, wanted):
        kinlib.wait_until(lambda: screen.see('head').get(key) == wanted, 20,
                          f'{shown.id} in {look}')

    def put_on(self, screen, shown, look):
        """Changes style, words and width, and waits until it is drawn."""
        if not shown.page:
            self.close(screen, shown)
        screen.look_like(look.style)
        screen.set('simple-view', bool(look.view))
        self.wait_for_head(screen, shown, look, 'simple', int(bool(look.view)))
        # Only now: a view that comes begins with words of its own size.
        screen.set('text-size', look.text)
        self.wait_for_head(screen, shown, look, 'percent', look.text)
        if not screen.make_wide(look.width, HEIGHT):
            self.note(shown, look, [f'the window stays {screen.see("head")["width"]} px wide'])
        if not shown.page:
            go_on(screen, shown)
            screen.wait_shows(shown.shows)
            self.wait_for_safe_answer(screen)
        screen.see('top')
        screen.see('settle')

    def see_in(self, screen, shown, look, nodes):
        self.put_on(screen, shown, look)
        name = NAME if shown.fixture == 'alike' else NAME.split()[0]
        seen = Seen(shown.id, shown.page, name if shown.of_person else '', self.language,
                    look.text, look.style, look.view, nodes=nodes, record=self.record)
        picture = screen.see('look')
        seen.head, seen.parts = picture, picture['parts']
        if picture['shows'] != shown.shows:
            self.note(shown, look, [f'it is {picture["shows"]}'])
        self.note(shown, look, tokens.wrongs(screen.see('colours')))
        screen.copy_picture(PICTURES / 'raw' / f'{shown.id}-{look}.xwd')
        seen.stops = screen.see('tab') if look is self.looks[0] or look.view or LONG else []
        self.note(shown, look, wrongs(seen))
        self.count += 1

    def wait_for_what_it_holds(self, screen, shown):
        """A page without what it is there to show proves nothing."""
        if shown.holds:
            words = plain(screen.words(shown.holds))

            def holds():
                return any(words in plain(part.get('text'))
                           for part in screen.see('look')['parts'])
            kinlib.wait_until(holds, 20, f'{shown.id}, which is there to show “{words}”,')

    def make_whole(self, screen):
        """The ways are those of the whole view; of a list only what is near is there to press."""
        screen.set('simple-view', False)
        screen.set('text-size', 100)
        screen.make_wide(max(WIDTHS), HEIGHT)
        screen.see('top')
        screen.see('settle')

    def visit(self, screen, shown):
        go_on(screen, shown)
        screen.wait_shows(shown.shows)
        self.wait_for_what_it_holds(screen, shown)
        screen.see('settle')
        self.stalls += screen.note_stalls()
        nodes = screen.nodes()
        if self.language == LANGUAGES[0]:
            write_down(shown, nodes)
        for look in self.looks:
            self.see_in(screen, shown, look, nodes)
        if self.language == BOTH.language and (LONG or shown.id in SHOWN_IN_BOTH):
            self.see_in(screen, shown, BOTH, nodes)
        self.make_whole(screen)
        screen.note_stalls()                     # a new style and size for everything at once

    def visit_all_of(self, screen, fixture):
        lost = False
        wanted = os.environ.get('KIN_SCREENS', '').split()
        for shown in (s for s in SCREENS if s.fixture == fixture
                      and (not wanted or s.id in wanted)):
            if lost and shown.goes_on:
                continue
            try:
                if not shown.goes_on:
                    screen.back_to_first()
                self.visit(screen, shown)
                lost = False
            except AssertionError as error:
                self.note(shown, self.language, [str(error)[:400]])
                lost = True
                screen.alive()

    def walk_fixture(self, fixture, portal_for=None):
        files = [path for path in kinlib.made_up_person()
                 if fixture != 'little' or path.stem.endswith(LITTLE)]
        with kinlib.Home() as home, kinlib.Practice(home, files) as portal:
            prepare(home, fixture, portal)
            locale = pseudo.make(home.short / 'locale')
            home.env.update({'KIN_EYE_LOCALE': str(locale), 'LANGUAGE': self.language})
            self.record = texts_of_record(portal.url)
            with Walker(home, max(WIDTHS), HEIGHT,
                        pseudo.words_of(locale, self.language)) as screen:
                screen.portal = portal
                screen.start_desktop()
                screen.start()
                self.visit_all_of(screen, fixture)
                screen.note_stalls()
                screen.stalls = []               # counted already, in words

    def walk(self):
        wanted = os.environ.get('KIN_SCREENS', '').split()
        for fixture in FIXTURES:
            if not wanted or any(s.id in wanted and s.fixture == fixture for s in SCREENS):
                self.walk_fixture(fixture)
        return self


def damage(home):
    """A file that its copy takes the place of, and one that is older than it was."""
    record = home.short / 'record.json'
    record.write_text(OWN, encoding='utf-8')
    home.run('import', NAME, record, '--yes')
    notes = next(home.data.glob('people/*/personal.db'))
    kinlib.damage(notes)
    (notes.parent / 'record.db.generation').write_text(f'{99:020} {0:020}\n', encoding='utf-8')


def prepare(home, fixture, portal):
    home.list_clinics(*CLINICS)
    if fixture in ('nobody', 'sample'):
        return
    home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
    if fixture in ('record', 'little'):
        home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', NAME, expect=None)
    if fixture == 'little':
        record = home.short / 'record.zip'
        with zipfile.ZipFile(record, 'w') as file:
            file.writestr('record.json', OWN)
            file.writestr('Letter from the clinic.txt', LETTER)
        home.run('import', NAME, record, '--yes')
    if fixture == 'alike':
        home.run('person', 'add', ALIKE, '--birth-date', '1945-05-14')
    if fixture == 'damaged':
        damage(home)
    if fixture == 'lost':
        kinlib.damage(next(home.data.glob('people/*/record.db')))
    if fixture == 'key gone':
        home.destroy_keyring()
    if fixture == 'locked out':
        for name in ('family.db', 'family.db.copy'):
            (home.data / name).write_bytes(b'not a file of ours' * 400)
    if fixture == 'list damaged':
        kinlib.damage(home.data / 'family.db')


def walk_all():
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda language: Walk(language).walk(), LANGUAGES))


WALKS = []


def say_how_often_the_window_stood_still():
    """For people to read: how long a thing takes decides nothing here."""
    stalls = [stall for walk in WALKS for stall in walk.stalls]
    kinlib.say(f'it stood still over 100 ms {len(stalls)} times: {stalls}')


def each_screen_keeps_the_rules():
    begin = time.monotonic()
    WALKS.extend(walk_all())
    say_how_often_the_window_stood_still()
    found = [wrong for walk in WALKS for wrong in walk.wrongs]
    kinlib.say(f'{sum(w.count for w in WALKS)} screens in their looks, '
               f'{time.monotonic() - begin:.0f} s')
    kinlib.equal(len(found), 0, 'wrongs')


def nothing_is_excused_that_is_not_there():
    """What GTK did once, and does no more, is held to the rules again."""
    if 'KIN_SCREENS' in os.environ:
        raise kinlib.Skip('only some screens')
    kinlib.equal(STOCK - MET, set(), 'excused, and on no screen')


def contact_sheets():
    """For people to look at: sheets of as many pictures as one can read."""
    for look in LOOKS:
        pictures = [p for p in (PICTURES / 'raw' / f'{shown.id}-{look}.xwd' for shown in SCREENS)
                    if p.exists()]
        width, tiles, count = (304, '5x', 5) if look.width < 600 else (512, '3x', 6)
        for number, first in enumerate(range(0, len(pictures), count)):
            subprocess.run(['montage', *[f'xwd:{p}' for p in pictures[first:first + count]],
                            '-crop', f'{look.width}x{HEIGHT}+0+0', '+repage',
                            '-resize', f'{width}x', '-geometry', '+4+4', '-tile', tiles,
                            '-background', 'gray50',
                            PICTURES / f'sheet-{look}-{number:02}.png'], check=True)


if __name__ == '__main__':
    SHEETS = [contact_sheets] if LONG or 'KIN_SHEETS' in os.environ else []
    kinlib.run_tests([each_screen_keeps_the_rules, nothing_is_excused_that_is_not_there, *SHEETS])
