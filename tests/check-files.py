#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every file to the few rules that a script can see (CONTRIBUTING.md).

Two SPDX lines, at most 100 columns, files of at most 800 lines, functions of at
most 100, no marks of unfinished work, no tabs, no SQL that is put together at run time, no
server text as markup, no answer to a bad certificate, no function in Python that a later one of
its name hides.
"""

import ast
import os
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TEXT = {'.c', '.h', '.py', '.build', '.md', '.sql', '.txt', '.supp', '.html', '.xml'}
SCRIPTS = {'run', 'check', 'soak', 'install-packages', 'meson_options.txt'}
SPDX = ('SPDX-FileCopyrightText: 20', 'SPDX-License-Identifier: GPL-3.0-or-later')
# security.md J-09, J-10, N-03: what must not even be tried.
FORBIDDEN = {
    'SQL put together at run time': re.compile(
        r'(?:printf|strconcat|append\w*|strjoin\w*) \([^;]*'
        r'"[^"]*\b(?:SELECT|INSERT|UPDATE|DELETE FROM|PRAGMA|WHERE|ORDER BY)\b'),
    'markup': re.compile(r'set_markup\b|pango_parse_markup|use.markup\W+TRUE'),
    'an answer to a bad certificate': re.compile(
        r'accept-certificate|set_tls_verification|G_TLS_CERTIFICATE_NO_FLAGS|ssl-strict'),
    # A thread that has just woken a context still holds it for a moment.
    'a main context that may end while another thread wakes it': re.compile(r'main_context_new'),
}
# Nobody wakes a session that has been answered.
MAY = {'kin-keyring-session.c': 'a main context that may end while another thread wakes it'}
MARKS = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')


def files():
    """Our text files; everything that is built lies in _build."""
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = sorted(set(folders) - {'_build', '.git'})
        paths = [Path(folder) / name for name in sorted(names)]
        yield from (p for p in paths if p.suffix in TEXT or p.name in SCRIPTS)


def long_functions(lines):
    """(first line, length) of each C function over 100 lines."""
    begin = 0
    for number, line in enumerate(lines, start=1):
        if line.startswith('{'):
            begin = number
        elif line.startswith('}') and begin:
            if number - begin > 100:
                yield begin, number - begin
            begin = 0


def hidden_functions(text):
    """(line, name) of each function at the top of a script that stands there a second time."""
    names = set()
    for part in ast.parse(text).body:
        if isinstance(part, ast.FunctionDef):
            if part.name in names:
                yield part.lineno, part.name
            names.add(part.name)


def wrongs(path):
    lines = path.read_text(encoding='utf-8').splitlines()
    head = '\n'.join(lines[:5])
    yield from (f'no line "{word}"' for word in SPDX if word not in head)
    for number, line in enumerate(lines, start=1):
        if MARKS.search(line):
            yield f'{number}: a mark of unfinished work'
        if path.suffix in ('.c', '.h', '.py') and len(line) > 100:
            yield f'{number}: {len(line)} columns'
        if '\t' in line and path.suffix in ('.c', '.h', '.py'):
            yield f'{number}: a tab'
    if path.suffix in ('.c', '.h', '.py') and len(lines) > 800:
        yield f'{len(lines)} lines'
    if path.suffix in ('.c', '.ui') and 'src' in path.relative_to(PROJECT).parts:
        text = '\n'.join(lines)
        for what, pattern in FORBIDDEN.items():
            yield from (f'{text.count(chr(10), 0, found.start()) + 1}: {what}'
                        for found in pattern.finditer(text) if MAY.get(path.name) != what)
    if path.suffix == '.py':
        yield from (f'{number}: {name} is here twice'
                    for number, name in hidden_functions('\n'.join(lines)))
    if path.suffix == '.c':
        yield from (f'{begin}: a function of {size} lines' for begin, size in long_functions(lines))


def main():
    found = [f'{path.relative_to(PROJECT)}: {text}' for path in files() for text in wrongs(path)]
    print('\n'.join(found), end='\n' if found else '')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
