#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses a screen that is not in the registry (screens.py), and an entry without its screen.

A screen is a page, or a window of its own, that something in the app opens. Of its buttons the
suggested one comes first, for the eye and for the keyboard.

    check-screens.py                 check this tree
    check-screens.py --self-test     plant wrongs and see each one refused
"""

import re
import sys
import tempfile
import xml.etree.ElementTree as Tree
from dataclasses import replace
from pathlib import Path

from screens import FIRST, ELSEWHERE, SAME_FOR_ALL, SCREENS

PROJECT = Path(__file__).resolve().parent.parent
PAGE = re.compile(r'G_DEFINE_(?:FINAL_)?TYPE\w* \((\w+), (\w+),\s*KIN_TYPE_PAGE\b')
WINDOW = re.compile(r'\badw_(message_dialog|about_window|window|preferences_window)_new\b|'
                    r'g_object_new \(ADW_TYPE_(\w*(?:WINDOW|DIALOG))\b')
OWN_WINDOW = re.compile(r'G_DEFINE_(?:FINAL_)?TYPE\w* \((\w+), (\w+),\s*'
                        r'(?:ADW|GTK)_TYPE_(?:\w*_)?(?:WINDOW|DIALOG)\b')
# The frame of all pages is no screen itself.
FRAME = 'KinWindow'


def sources(project):
    return {path: path.read_text(encoding='utf-8')
            for path in sorted((project / 'src' / 'ui').rglob('*.c'))}


def type_name(words):
    return ''.join(word.capitalize() for word in words.split('_'))


def screens_in(project):
    """The classes of all pages that something opens, and of windows beside the main one."""
    texts = sources(project)
    for path, text in texts.items():
        for name, function in (*PAGE.findall(text), *OWN_WINDOW.findall(text)):
            opened = any(re.search(rf'\b{function}_(?:new\w*|open) \(', other)
                         for where, other in texts.items() if where != path)
            if opened and name != FRAME:
                yield name
        yield from ('Adw' + type_name((call or made).lower())
                    for call, made in WINDOW.findall(text))


def words_of(project, name):
    """The sources of one page: the words on it are there, and nowhere else."""
    stem = re.sub(r'(?<!^)(?=[A-Z])', '-', name).lower()
    return '\n'.join(path.read_text(encoding='utf-8')
                     for path in (project / 'src' / 'ui').rglob(f'{stem}.*'))


def late_buttons(project):
    """The suggested buttons that come after another one of the same column."""
    for path in sorted((project / 'src' / 'ui').rglob('*.ui')):
        for column in Tree.parse(path).iter():
            buttons = column.findall("child/object[@class='KinWideButton']")
            yield from (f'{path.name}: the suggested button “{button.get("id")}” is not the first'
                        for button in buttons[1:]
                        if button.find("style/class[@name='suggested-action']") is not None)


def wrongs(project, screens, elsewhere=ELSEWHERE):
    yield from late_buttons(project)
    there = set(screens_in(project))
    shown = {screen.shows for screen in screens}
    there -= {name for name, (test, words) in elsewhere.items()
              if words in (PROJECT / test).read_text(encoding='utf-8')}
    yield from (f'tests/screens.py: “{words}” are no words of {name}'
                for name, (_, words) in elsewhere.items() if words not in words_of(project, name))
    yield from (f'{name} is not in tests/screens.py' for name in sorted(there - shown))
    yield from (f'tests/screens.py: nothing opens {name}' for name in sorted(shown - there))
    ids = [screen.id for screen in screens]
    yield from (f'tests/screens.py: two screens are called {name}'
                for name in sorted({n for n in ids if ids.count(n) > 1}))
    yield from (f'tests/screens.py: {screen.id} has no fixture “{screen.fixture}”'
                for screen in screens if screen.fixture not in FIRST)
    yield from (f'tests/screens.py: what is {screen.id} there to show?' for screen in screens
                if not screen.holds and screen.id not in SAME_FOR_ALL
                and screen.fixture in ('record', 'little', 'alike'))
    yield from (f'tests/screens.py: {screen.id} has no way' for screen in screens
                if not callable(screen.way))


def planted_page(folder):
    """A tree with one page more, which its own file and another one know."""
    ui = Path(folder) / 'src' / 'ui'
    ui.mkdir(parents=True)
    for path in (*sources(PROJECT), *(PROJECT / 'src' / 'ui').rglob('*.ui')):
        text = path.read_text(encoding='utf-8')
        (ui / path.name).write_text(text, encoding='utf-8')
    (ui / 'kin-planted-page.c').write_text(
        'G_DEFINE_FINAL_TYPE (KinPlantedPage, kin_planted_page, KIN_TYPE_PAGE)\n', encoding='utf-8')
    (ui / 'kin-planted-page.ui').write_text(
        '<interface><child><object class="KinWideButton"/></child><child><object id="planted" '
        'class="KinWideButton"><style><class name="suggested-action"/></style></object></child>'
        '</interface>', encoding='utf-8')
    (ui / 'planted.c').write_text('kin_page_push (page, kin_planted_page_new ());\n',
                                  encoding='utf-8')
    return Path(folder)


def self_test():
    with tempfile.TemporaryDirectory(prefix='kin-screens-') as folder:
        planted = list(wrongs(planted_page(folder), SCREENS))
        cases = [
            ('the tree as it is', wrongs(PROJECT, SCREENS), None),
            ('a page without an entry', planted, 'KinPlantedPage'),
            ('a suggested button that is not the first', planted, 'the suggested button “planted”'),
            ('an entry without a page', wrongs(PROJECT, [*SCREENS, replace(
                SCREENS[0], id='new', shows='KinNoPage')]), 'nothing opens KinNoPage'),
            ('the words of another page', wrongs(PROJECT, SCREENS, {
                **ELSEWHERE, 'KinOpenLookPage': ('tests/ui/test-open-file.py',
                                                 'What is in this file')}), 'no words of'),
            ('words that no script looks for', wrongs(PROJECT, SCREENS, {
                **ELSEWHERE, 'KinOpenLookPage': ('tests/ui/test-print.py',
                                                 'Looking at your file')}), 'KinOpenLookPage'),
            ('one name twice', wrongs(PROJECT, [*SCREENS, SCREENS[0]]), 'two screens'),
            ('no fixture', wrongs(PROJECT, [*SCREENS, replace(
                SCREENS[0], id='new', fixture='none')]), 'no fixture'),
            ('nothing to show', wrongs(PROJECT, [replace(s, holds='') if s.id == 'hits' else s
                                                 for s in SCREENS]), 'what is hits'),
            ('no way', wrongs(PROJECT, [*SCREENS, replace(SCREENS[0], id='new', way=None)]),
             'no way'),
            ('a screen that is taken out', wrongs(PROJECT, [s for s in SCREENS
                                                           if s.shows != 'KinHomePage']),
             'KinHomePage'),
        ]
        cases = [(title, list(found), answer) for title, found, answer in cases]
    failed = 0
    print(f'1..{len(cases)}')
    for number, (title, found, answer) in enumerate(cases, start=1):
        good = any(answer in wrong for wrong in found) if answer else not found
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {title}')
        if not good:
            print(f'# {found}')
    return 1 if failed else 0


def main(arguments):
    if arguments == ['--self-test']:
        return self_test()
    found = list(wrongs(PROJECT, SCREENS))
    print('\n'.join(found), end='\n' if found else '')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
