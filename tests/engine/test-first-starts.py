#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many first starts at once: one writer at a time, and no damage."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, ERROR, equal, holds  # noqa: E402

STARTS = 200


def many_first_starts():
    with kinlib.Home() as home:
        running = [subprocess.Popen(home.command('person', 'add', f'Person {number}'),
                                    env=home.env, stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for number in range(STARTS)]
        added, refused = set(), 0
        for process in running:
            out, err = process.communicate()
            if process.returncode == DONE:
                added.add(kinlib.json.loads(out)['id'])
            else:
                equal(process.returncode, ERROR, err)
                holds('Another Kinchart program' in err, err)
                refused += 1
        kinlib.say(f'{len(added)} wrote, one after the other; {refused} were told who held it')
        holds(added, 'nobody could write')
        equal({p['id'] for p in home.run('person', 'list').json}, added, 'the people')
        equal({path.name for path in (home.data / 'people').iterdir()}, added, 'their folders')
        for person in sorted(added)[:20]:
            check = home.run('check', person).json
            equal((check['encrypted'], check['integrity']), (True, True), person)


kinlib.run_tests([many_first_starts])
