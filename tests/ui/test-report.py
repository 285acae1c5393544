#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report of several tests, by keyboard: each with its result, and a way to it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal  # noqa: E402
from kinscreen import Screen  # noqa: E402

REPORT = 'Heart and kidney blood tests'
# The clinic says only where they are.
TESTS = ['Creatinine (kidney)', 'Kidney filtering rate (eGFR)', 'Potassium', 'Sodium']


def a_report_leads_to_its_results():
    files = [path for path in kinlib.made_up_person()
             if path.stem.endswith(('-person', '-results'))]
    with Home() as home, Practice(home, files) as portal, Screen(home) as screen:
        name, born = kinlib.person_of(files)
        home.run('person', 'add', name, '--birth-date', born)
        home.run('connect', name, portal.url, '--browser', portal.browser(), '--yes')
        home.run('sync', name)
        screen.start()
        screen.wait_title('Home')
        screens.report(screen)
        screen.wait_title(REPORT)
        screen.wait_text('mmol/L')
        shown = [node['name'] for node in screen.nodes() if node['role'] == 'list item']
        for test in TESTS:
            equal(sum(test in row and any(c.isdigit() for c in row) for row in shown), 1, test)
        equal(sum('Magnesium' in row and 'Being measured' in row for row in shown), 1, 'to come')
        screen.press('Potassium')
        screen.wait_title('Potassium')
        screen.wait_text('The lab’s range')
        screen.key('Escape')
        screen.wait_title(REPORT)


kinlib.run_tests([a_report_leads_to_its_results])
