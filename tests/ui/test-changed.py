#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An entry that the clinic changed, and then showed no longer: its page says so, and what it said
before is there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'e2e'))

import kinlib  # noqa: E402
from connected import Connected, page  # noqa: E402
from kinlib import wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

SEARCH = '^GET /fhir/Immunization\\?'


def change_and_lose(at):
    """The newest vaccine gets another lot number, and is gone the next time."""
    vaccines = [r for path in kinlib.made_up_person() for r in kinlib.resources(path)
                if r['resourceType'] == 'Immunization']
    newest = max(vaccines, key=lambda r: r.get('occurrenceDateTime', ''))
    others = [r for r in vaccines if r is not newest]
    at.portal.faults({'match': SEARCH, 'times': -1,
                      **page(*others, {**newest, 'lotNumber': 'CHANGED-1', 'meta': {}})})
    at.home.run('sync', at.person, '--full')
    at.portal.faults({'match': SEARCH, 'times': -1, **page(*others)},
                     {'match': f'^GET /fhir/Immunization/{newest["id"]}', 'times': -1,
                      'status': 410})
    at.home.run('sync', at.person, '--full')


def its_page_says_so():
    with Connected() as at:
        at.sync()
        change_and_lose(at)
        with Screen(at.home, 360, 760) as screen:
            screen.start()
            screen.wait_title('Home')
            screen.press('Vaccines')
            screen.wait_title('Vaccines')
            screen.press_row()
            wait_until(lambda: 'Vaccines' not in (screen.title() or 'Vaccines'), 20, 'the entry')
            screen.wait_text('The clinic no longer shows this entry. It is kept here.')
            screen.wait_text('The clinic changed this entry.')
            screen.wait_text('What it said before is under More.')
            screen.shot('gone')
            screen.press('More, as the clinic wrote it')
            screen.wait_text('Until')
            screen.shot('earlier')


kinlib.run_tests([its_page_says_so])
