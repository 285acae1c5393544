#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each row of portal-quirks.ini names tests that are run, or says why there can be none.

    check-quirks.py [FILE]
    check-quirks.py --self-test
"""

import configparser
import re
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROWS = 54
WAYS = ('test', 'reason', 'later')


def runs(path, name):
    """Whether a program has the function and, in another place, gives it to what runs tests."""
    text = path.read_text(encoding='utf-8')
    defined = rf'^def {name}\(' if path.suffix == '.py' else rf'^{name} \('
    used = len(re.findall(rf'\b{name}\b', text)) > len(re.findall(rf'\b{name} ?\(', text))
    return used and re.search(defined, text, re.MULTILINE)


def wrongs_of_test(line):
    place, _, name = line.partition(' ')
    path = TESTS / place
    if not re.fullmatch(r'\w+', name):
        yield f'"{line}" is not a file and a function'
    elif not path.is_file():
        yield f'there is no {place}'
    elif not runs(path, name):
        yield f'{place} runs no {name}'


def wrongs_of_row(row):
    ways = [way for way in WAYS if row.get(way, '').strip()]
    unknown = set(row) - {'name', *WAYS}
    if not row.get('name', '').strip():
        yield 'it has no name'
    if len(ways) != 1:
        yield f'it wants one of {", ".join(WAYS)}, and has {len(ways)}'
    yield from (f'nobody knows "{word}"' for word in sorted(unknown))
    for line in row.get('test', '').splitlines():
        yield from wrongs_of_test(line.strip())


def wrongs(text):
    table = configparser.ConfigParser(interpolation=None)
    table.read_string(text)
    numbers = [str(number) for number in range(1, ROWS + 1)]
    if table.sections() != numbers:
        yield f'the rows are not 1 to {ROWS}, in order'
    for number in table.sections():
        yield from (f'row {number}: {wrong}' for wrong in wrongs_of_row(table[number]))


def check(path):
    text = path.read_text(encoding='utf-8')
    found = list(wrongs(text))
    print('\n'.join(found) if found else
          f'{ROWS} rows, {len(re.findall("^later =", text, re.MULTILINE))} for later')
    return 1 if found else 0


GOOD = 'name = X\ntest = engine/test-kin-sync-query.c test_forms'
PLANTED = {
    GOOD: None,
    'name = X\nreason = Nobody can.': None,
    f'{GOOD}\n  e2e/test-resume.py a_wrong_total_changes_nothing': None,
    'test = engine/test-kin-sync-query.c test_forms': 'no name',
    'name = X': 'wants one',
    f'{GOOD}\nreason = Both.': 'wants one',
    f'{GOOD}\nmaybe = 1': 'nobody knows',
    'name = X\ntest = engine/test-kin-sync-query.c': 'not a file and a function',
    'name = X\ntest = engine/test-nothing.c test_forms': 'there is no',
    'name = X\ntest = engine/test-kin-sync-query.c test_form': 'runs no',
    # A helper is no test, in either language.
    'name = X\ntest = engine/test-kin-sync-query.c plan_laboratory': 'runs no',
    'name = X\ntest = e2e/test-odd-answers.py named_document': 'runs no',
}


def self_test():
    print(f'1..{len(PLANTED) + 1}')
    failed = 0
    for number, (row, wrong) in enumerate(PLANTED.items(), start=1):
        text = ''.join(f'[{i}]\n{row if i == 7 else GOOD}\n' for i in range(1, ROWS + 1))
        found = list(wrongs(text))
        good = len(found) == 1 and wrong in found[0] if wrong else not found
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {wrong or "a good row"}')
    good = len(list(wrongs(f'[1]\n{GOOD}\n'))) == 1
    print(f'{"ok" if good else "not ok"} {len(PLANTED) + 1} a row is missing')
    return failed + (not good)


if __name__ == '__main__':
    if sys.argv[1:] == ['--self-test']:
        sys.exit(1 if self_test() else 0)
    sys.exit(check(Path(sys.argv[1]) if sys.argv[1:] else TESTS / 'portal-quirks.ini'))
