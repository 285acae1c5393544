#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Places and ways back: a wide window, Home's cards and what they keep to themselves, the title."""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402
from rules import plain  # noqa: E402

NAME = 'Marta Quiroga Hallström'


def fill(home):
    with kinlib.Practice(home, kinlib.made_up_person()) as portal:
        home.run('person', 'add', NAME, '--birth-date', '1945-05-14')
        home.run('connect', NAME, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', NAME, expect=None)


def values_of(resource):
    """What a result or a measurement says: numbers with their units, and words."""
    for part in (resource, *resource.get('component', ())):
        quantity = part.get('valueQuantity', {})
        if 'value' in quantity:
            yield f'{quantity["value"]} {quantity.get("unit", "")}'.strip()
        yield part.get('valueString')
        yield part.get('valueCodeableConcept', {}).get('text')


def names_of(value):
    """Every text and display in a resource: what it is called, who is meant, what was written."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(part, (dict, list)):
            yield from names_of(part)
        elif key in ('text', 'display', 'title', 'contentString'):
            yield part


TOLD = ('Observation', 'DiagnosticReport', 'MedicationRequest', 'Condition', 'AllergyIntolerance',
        'Immunization', 'Communication', 'DocumentReference', 'Encounter')


def told_of_marta():
    """Values, names of tests and of people, and what was written."""
    told = set()
    for path in kinlib.made_up_person():
        for resource in kinlib.resources(path):
            if resource['resourceType'] in TOLD:
                told.update(filter(None, (*values_of(resource), *names_of(resource))))
            if resource['resourceType'] == 'Practitioner':
                told.add(kinlib.name_of(resource))
    own = {NAME, 'Marta Quiroga', 'Medicines', 'Messages', 'Vaccines', 'Bills', 'Insurance'}
    return {words for words in told if len(words) > 3} - own


def home_tells_nothing_of_what_is_in_the_record(screen):
    """Others may look on: no value, no name of a test, no sender."""
    texts = [plain(text) for text in screen.texts()]
    told = told_of_marta()
    for some in ('Potassium', '4.2 mmol/L', 'Ingrid Oyelaran'):
        holds(any(some in words for words in told), f'{some} is among what is looked for')
    page = '\n'.join(texts)
    found = {words for words in told if words in page and
             re.search(rf'(?<!\w){re.escape(words)}(?!\w)', page)}
    equal(found, set(), 'what Home tells of the record')


def mouse(screen, button):
    """Presses it over the page; then the pointer is out of the way again."""
    width, height = screen.size
    subprocess.run(['xdotool', 'mousemove', str(width * 2 // 3), '200', 'click', str(button),
                    'mousemove', str(width), str(height)], env=screen.home.env, check=True)


def title_becomes(screen, title):
    wait_until(lambda: screen.title() == title, 20, f'“{title}”, not “{screen.title()}”,')


def the_title_hides_the_name(screen):
    """Where the setting says so, at once; else it is the first name."""
    title_becomes(screen, 'Home – Marta')
    screen.set('name-in-title', False)
    title_becomes(screen, 'Home')
    screen.set('name-in-title', True)
    title_becomes(screen, 'Home – Marta')


def cards(screen):
    return [part['box'] for part in screen.see('look')['parts'] if part['type'] == 'KinCard']


def cards_stand_as_there_is_room(screen):
    """One below the other, two side by side from 600 to 959 px, and never wider than 720."""
    # Here the frame takes 10 px of each.
    for width, columns in ((969, 2), (610, 2), (600, 1), (360, 1)):
        holds(screen.make_wide(width, screen.size[1]), f'{width} px')
        screen.see('settle')
        boxes = cards(screen)
        equal(len({x for x, _, w, _ in boxes if w == min(w for _, _, w, _ in boxes)}), columns,
              f'columns at {width} px')
        reach = max(x + w for x, _, w, _ in boxes) - min(x for x, _, _, _ in boxes)
        holds(reach <= 720, f'{reach} px of cards in {width}')
        holds(width < 720 or reach > 600, f'{reach} px of cards only, in {width}')


def focus_is(screen, words):
    wait_until(lambda: words in ((screen.focus() or {}).get('name') or ''), 20,
               f'the focus on “{words}”')


def a_wide_window_has_the_sections_beside_the_page():
    with Home() as home:
        fill(home)
        with Screen(home, 1024, 768) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.press('Medicines')
            screen.wait_title('Medicines')
            said = screen.texts()
            holds('Vaccines' in said, 'the other sections show')
            holds(said.index('KinSidebar') < said.index('KinSectionPage'),
                  'a screen reader meets what is to the left first, as the eye does')
            screen.key('alt+Left')
            screen.wait_title('Home')
            screen.press('Vaccines')
            screen.wait_title('Vaccines')
            mouse(screen, 8)
            screen.wait_title('Home')
            screen.wait_text('1 bill is open.')
            home_tells_nothing_of_what_is_in_the_record(screen)
            the_title_hides_the_name(screen)
            cards_stand_as_there_is_room(screen)


def what_is_put_off_comes_back():
    with Home() as home:
        fill(home)
        with Screen(home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.press('Not now')
            screen.wait_title('Put off until')
            focus_is(screen, 'Undo')
            screen.key('Return')
            screen.wait_title('Shown again.')
            focus_is(screen, 'Not now')
            screen.key('Return')
            screen.wait_title('Put off until')
            screen.stop()
            screen.start()
            screen.wait_title('Home')
            screen.wait_text('Next appointment')
            holds('Not now' not in ' '.join(screen.texts()), 'it is still put off')


def turns(screen, key, words):
    """The heading keeps the focus while the page moves, until @words show."""
    title = screen.focus()
    equal(title['role'], 'heading', 'what has the focus')

    def comes():
        if not screen.shows(words):
            screen.key(key)
        return screen.shows(words)
    wait_until(comes, 20, f'“{words}” by {key}')
    equal(screen.focus(), title, 'what has the focus')


def a_page_is_turned_from_its_heading():
    with Home() as home:
        fill(home)
        with Screen(home, 360, 640) as screen:
            screen.start()
            screen.wait_title('Home')
            wait_until(lambda: screen.shows('Needs you'), 20, 'Home')
            turns(screen, 'Next', 'Letters and documents')
            turns(screen, 'Prior', 'Needs you')
            turns(screen, 'space', 'Letters and documents')
            turns(screen, 'shift+space', 'Needs you')
            screen.press('Test results')                  # a long list in place of a column
            screen.wait_title('Test results')
            wait_until(lambda: screen.shows('NT-proBNP'), 20, 'the list')
            turns(screen, 'space', 'Potassium')
            turns(screen, 'Prior', 'NT-proBNP')


if __name__ == '__main__':
    kinlib.run_tests([a_wide_window_has_the_sections_beside_the_page,
                      what_is_put_off_comes_back,
                      a_page_is_turned_from_its_heading])
