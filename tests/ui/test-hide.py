#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An entry that is about somebody else: hidden by keyboard, gone everywhere, and taken back."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

NAME = 'Marta Quiroga Hallström'
SECTION = 'Allergies and reactions'


def listed(home):
    """The titles of the section, as the file has them now."""
    return [item['title'] for item in home.run('list', NAME, 'allergies').json]


def found(home, words):
    return [item['title'] for item in home.run('search', NAME, words).json]


def hide_the_first(screen):
    """Says of the first entry that it is about somebody else; returns its title."""
    screen.press(SECTION)
    screen.wait_title(SECTION)
    screen.press_row()
    wait_until(lambda: SECTION not in (screen.title() or SECTION), 20, 'the entry')
    entry = screen.title().split(' – ')[0]
    screen.press('Something looks wrong?')
    screen.wait_title('Something looks wrong?')
    holds('Hide this entry' not in screen.texts(), 'it is offered where it can help only')
    screen.go_to('It is not about me')
    screen.key('space')
    screen.wait_text('You can show it again at any time.')
    screen.press('Hide this entry')
    screen.wait_title('The entry is hidden')
    screen.wait_text('Show it again')
    return entry.strip('\u2068\u2069')


def what_is_not_about_me_is_hidden_and_shown_again():
    with Home() as home:
        with kinlib.Practice(home, kinlib.made_up_person()) as portal:
            home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
            home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
            home.run('sync', NAME, expect=None)
            before = listed(home)
            with Screen(home, 360, 760) as screen:
                screen.start()
                screen.wait_title('Home')
                entry = hide_the_first(screen)
                screen.shot('hidden')
                screen.key('alt+Left')
                screen.wait_text('You hid this entry.')
                screen.key('alt+Left')
                screen.wait_title(SECTION)
                screen.wait_text('Hidden by you')
                holds(entry not in ' '.join(screen.texts()), 'the list does not have it')
                screen.stop()
                after = listed(home)
                equal(len(after), len(before) - 1, 'entries that are listed')
                holds(entry in before, 'it was there')
                holds(entry not in found(home, entry), 'search does not find it')

                # The clinic is asked again: it is still not hers.
                home.run('sync', NAME, '--full', expect=None)
                equal(listed(home), after, 'what is listed')

                screen.start()
                screen.wait_title('Home')
                screen.press('Everything')
                screen.wait_title('Everything')
                screen.press('Hidden by you')
                screen.wait_title('Hidden by you')
                screen.press(f'\u2068{entry}')
                screen.wait_text('You hid this entry.')
                screen.press('Show it again')
                screen.wait_title('The entry shows again')
                screen.shot('shown-again')
                screen.key('alt+Left')
                screen.wait_title('Nothing is hidden any more.')
                screen.stop()
                equal(listed(home), before, 'what is listed')


def whoever_shows_one_again_goes_on_at_the_next():
    with Home() as home:
        with kinlib.Practice(home, kinlib.made_up_person()) as portal:
            home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
            home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
            home.run('sync', NAME, expect=None)
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            first = hide_the_first(screen)
            screen.key('alt+Left', 'alt+Left', 'alt+Left')
            screen.wait_title('Home')
            second = hide_the_first(screen)
            screen.key('alt+Left', 'alt+Left')
            screen.wait_title(SECTION)
            screen.press('Hidden by you')
            screen.wait_title('Hidden by you')
            screen.press(f'\u2068{first}')
            screen.wait_text('You hid this entry.')
            screen.press('Show it again')
            screen.wait_title('The entry shows again')
            screen.key('alt+Left')
            wait_until(lambda: first not in ' '.join(screen.texts()), 20, 'the row to go')
            wait_until(lambda: second in (screen.focus() or {}).get('name', ''), 20,
                       'the focus on the next')


def what_was_hidden_last_comes_back_by_the_keys():
    with Home() as home, Screen(home) as screen:
        allergy = {'resourceType': 'AllergyIntolerance', 'id': 'x', 'code': {'text': 'Penicillin'},
                   'patient': {'reference': 'Patient/a'}}
        patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': '1945-05-14',
                   'name': [{'text': NAME}]}
        path = home.short / 'record.ndjson'
        path.write_text('\n'.join(json.dumps(r) for r in (patient, allergy)))
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.run('import', NAME, path, '--yes')
        screen.start()
        screen.wait_title('Home')
        hide_the_first(screen)
        screen.key('alt+Left', 'alt+Left')
        screen.wait_title(SECTION)
        screen.wait_text('You hid what was here.')
        screen.press('Hidden by you')
        screen.wait_title('Hidden by you')
        screen.press('\u2068Penicillin')
        screen.wait_text('You hid this entry.')
        screen.press('Show it again')
        screen.wait_title('The entry shows again')
        screen.press('Hide this entry')
        screen.wait_title('The entry is hidden')
        screen.key('ctrl+z')
        screen.wait_title('The entry shows again')
        screen.wait_text('Hide this entry')
        screen.stop()
        equal(listed(home), ['Penicillin'], 'what is listed')


if __name__ == '__main__':
    kinlib.run_tests([what_was_hidden_last_comes_back_by_the_keys,
                      what_is_not_about_me_is_hidden_and_shown_again,
                      whoever_shows_one_again_goes_on_at_the_next])
