#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sync that is stopped, or meets trouble, goes on in a new process and ends whole."""

import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from connected import Connected  # noqa: E402
from kinlib import DONE, PARTLY, SIGN_IN, holds  # noqa: E402

FHIR = '^GET /fhir/[A-Z]'
SLOW = {'match': FHIR, 'times': -1, 'delay': 60}


def a_cancelled_sync_goes_on():
    with Connected() as at:
        at.portal.faults(SLOW)
        sync = at.home.start_cli('sync', at.person)
        time.sleep(1)
        sync.send_signal(signal.SIGINT)
        holds(sync.wait(20) != DONE, 'a cancelled sync said it was done')
        some = at.home.run('sections', at.person).json['resources']
        at.portal.faults()
        at.sync()
        kinlib.say(f'{some} resources before')
        at.is_whole()


def a_type_that_is_refused_does_not_stop_the_rest():
    with Connected() as at:
        at.portal.faults({'match': '^GET /fhir/Immunization', 'times': -1, 'status': 403})
        queries = at.sync(expect=None).json['queries']
        refused = [q for q in queries if q['query'].startswith('Immunization')]
        holds(refused and all(q['state'] == 'refused' and q['reason'] for q in refused),
              f'not refused: {refused}')
        holds(sum(q['stored'] for q in queries) > 0, 'nothing else came')
        at.portal.faults()
        at.sync()
        at.is_whole()


def a_broken_part_is_named_and_the_rest_is_kept():
    with Connected() as at:
        at.portal.faults({'match': '^GET /fhir/Condition', 'times': -1, 'status': 500})
        answer = at.sync(expect=PARTLY)
        holds('condition' in answer.err.lower(), f'does not say which part: {answer.err}')
        at.portal.faults()
        at.sync()
        at.is_whole()


def tokens_that_live_one_second_are_enough():
    with Connected() as at:
        at.portal.faults({'match': '^POST /token', 'times': -1, 'token_lifetime': 1}, SLOW)
        begin = time.monotonic()
        at.sync()
        holds(time.monotonic() - begin > 1.5, 'too fast to show anything')
        refreshed = [r for r in at.portal.asked() if '/token' in r['path']]
        holds(len(refreshed) > 1, f'{len(refreshed)} refreshes')
        kinlib.say(f'{len(refreshed)} refreshes')
        at.portal.faults()
        at.is_whole()


def a_lost_reply_to_a_refresh_loses_no_record():
    with Connected() as at:
        at.sync()
        at.portal.faults({'match': '^POST /token', 'times': -1, 'lose_reply': True})
        holds(at.sync(expect=None).code != DONE, 'a sync without a token said it was done')
        at.portal.faults()
        code = at.sync(expect=None).code
        holds(code in (DONE, SIGN_IN), f'exit {code}')
        at.is_whole()


def pages_that_go_in_a_circle_come_to_an_end():
    with Connected() as at:
        at.portal.faults({'match': '^GET /fhir/Observation', 'times': -1, 'loop': True})
        answer = at.sync(expect=None)
        holds(answer.code != DONE, 'a circle of pages was taken for an answer')
        at.portal.faults()
        at.sync()
        at.is_whole()


def a_wrong_total_changes_nothing():
    with Connected() as at:
        at.portal.faults({'match': FHIR, 'times': -1, 'total': 1})
        at.sync()
        at.is_whole()


kinlib.run_tests([
    a_cancelled_sync_goes_on, a_type_that_is_refused_does_not_stop_the_rest,
    a_broken_part_is_named_and_the_rest_is_kept, tokens_that_live_one_second_are_enough,
    a_lost_reply_to_a_refresh_loses_no_record, pages_that_go_in_a_circle_come_to_an_end,
    a_wrong_total_changes_nothing])
