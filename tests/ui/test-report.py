#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report of several tests, by keyboard: each with its result, and a way to it; of one test, the
result, and a way to the report."""

import json
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


def a_report_of_one_test_shows_once():
    """As its result, which has the value, and leads to the report; the counts say the same."""
    person = {'resourceType': 'Patient', 'id': 'p', 'birthDate': '1944-03-02',
              'name': [{'given': ['Rosa'], 'family': 'Delgado'}]}
    test = {'status': 'final', 'code': {'text': 'Ferritin'}, 'effectiveDateTime': '2026-08-03',
            'subject': {'reference': 'Patient/p'}, 'category': [{'coding': [{
                'system': 'http://terminology.hl7.org/CodeSystem/observation-category',
                'code': 'laboratory'}]}]}
    report = {**test, 'resourceType': 'DiagnosticReport', 'id': 'r',
              'result': [{'reference': 'Observation/o'}], 'conclusion': 'Iron stores as wished'}
    result = {**test, 'resourceType': 'Observation', 'id': 'o',
              'valueQuantity': {'value': 88, 'unit': 'ng/mL'}}
    with Home() as home, Screen(home, width=1200) as screen:
        path = home.short / 'record.ndjson'
        path.write_text('\n'.join(json.dumps(r) for r in (person, report, result)))
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        home.run('import', 'Rosa Delgado', path, '--yes')
        screen.start()
        screen.wait_title('Home')
        screen.wait_text('Test results, 1 entry')
        screen.press('Test results')
        screen.wait_title('Test results')
        screen.wait_text('88 ng/mL')
        shown = [node['name'] for node in screen.nodes() if node['role'] == 'list item']
        equal(sum('Ferritin' in row for row in shown), 1, 'the report and its result')
        screen.press_row()
        screen.wait_title('Ferritin')
        screen.wait_text('Report of this test')
        screen.shot('of-report')
        screen.go_to('\u2068Ferritin\u2069, \u2068Iron stores as wished', role='list item')
        screen.key('Return')
        screen.wait_text('Conclusion, as the lab wrote it')
        screen.wait_text('Tests in it')
        screen.key('ctrl+f')
        screen.wait_title('Find')
        screen.type('stores')
        screen.wait_text('Iron stores as wished')


kinlib.run_tests([a_report_leads_to_its_results, a_report_of_one_test_shows_once])
