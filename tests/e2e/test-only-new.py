#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portal is asked for what is new since the last time, and for nothing twice."""

import collections
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from connected import Connected  # noqa: E402
from kinlib import equal, holds  # noqa: E402


def record_files(home):
    """The bytes of everything that makes up the record, as hashes by name."""
    paths = sorted(home.data.glob('people/*/record.db*'))
    holds(paths, 'there is no record')
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def searches(portal):
    """How often each question was put: path and query to a number."""
    return collections.Counter(r['path'] for r in portal.asked() if '/fhir/' in r['path']
                               and '?' in r['path'])


def nothing_new_is_one_request_and_no_write():
    with Connected() as at:
        at.sync()
        at.portal.asked()
        before = record_files(at.home)
        answer = at.sync().json
        asked = searches(at.portal)
        questions = [q for q in answer['queries'] if q['query'] != 'Patient']
        equal(len(questions) > 40, True, 'questions are asked at all')
        equal(sum(asked.values()), len(questions), 'requests for that many questions')
        equal([path for path, times in asked.items() if times > 1], [], 'asked twice')
        equal(answer['stored'], 0, 'new')
        equal(record_files(at.home), before, 'the files of the record')
        at.is_whole()


kinlib.run_tests([nothing_new_is_one_request_and_no_write])
