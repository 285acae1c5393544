#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No room between the wire and the disk remembers anything outside an object (security.md W-04).

    check-globals.py LIBRARY...
    check-globals.py --self-test

A variable of the process, such as "the person who is open now", is how one person's answer ends
up in another one's record. Every variable that can be written is looked up in what was compiled,
where none can be overlooked; what GObject makes for each type is known.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

# A line of objdump: address, flags (d is a section itself), section, size, name.
LINE = re.compile(r'^[0-9a-f]+ [^d]{7} (\S+)\s+[0-9a-f]+\s+(?:\.hidden )?(\S+)$')
WRITABLE = re.compile(r'^(?:\.data|\.bss|\.tdata|\.tbss|\*COM\*)(?!\.rel\.ro)')
OF_GOBJECT = re.compile(r'^(?:\w+_parent_class|\w+_private_offset|properties|signals|q|once'
                        r'|(?:static_)?g_define_type\w*|static_resource)(?:\.\d+)?$')
# The compilers' own, under sanitizers and for coverage.
OF_COMPILERS = re.compile(r'^(?:__|\.L|_?_?odr_asan)')


def variables(library):
    """The names of what can be written in a library, but for what every type has."""
    said = subprocess.run(['objdump', '--syms', library], capture_output=True, text=True,
                          check=True).stdout
    for line in said.splitlines():
        found = LINE.match(line)
        if found and WRITABLE.match(found[1]) and not OF_GOBJECT.match(found[2]) \
                and not OF_COMPILERS.match(found[2]):
            yield found[2]


def compiled(text, folder):
    source = Path(folder) / 'planted.c'
    source.write_text(text, encoding='utf-8')
    library = Path(folder) / 'planted.o'
    subprocess.run([*shlex.split(os.environ.get('CC', 'cc')), '-c', '-fPIE', '-o', library, source],
                   check=True)
    return set(variables(library))


PLANTED = {
    'static int current; int *f (void) { return &current; }': 'current',
    'char *patient; char **f (void) { return &patient; }': 'patient',
    'static int count = 7; int f (void) { return count++; }': 'count',
    'int f (void) { static char *last; last = ""; return last != 0; }': 'last',
    '_Thread_local int here; int *f (void) { return &here; }': 'here',
    'static const char *names[] = { "a" }; const char **f (void) { return names; }': 'names',
}
HARMLESS = ('static const char *const names[] = { "a" };'
            'const char *const *f (void) { return names; }'
            'static void *kin_thing_parent_class;'
            'void **g (void) { return &kin_thing_parent_class; }')


def self_test():
    print(f'1..{len(PLANTED) + 1}')
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (text, name) in enumerate(PLANTED.items(), start=1):
            found = {found.split('.')[0] for found in compiled(text, folder)}
            good = found == {name}
            failed += not good
            print(f'{"ok" if good else "not ok"} {number} {name} is found')
        good = not compiled(HARMLESS, folder)
        print(f'{"ok" if good else "not ok"} {len(PLANTED) + 1} constants and types are not')
    return failed + (not good)


def main():
    if sys.argv[1:] == ['--self-test']:
        return 1 if self_test() else 0
    found = [f'{library}: {name}' for library in sys.argv[1:] for name in variables(library)]
    print('\n'.join(found) if found else 'nothing is remembered outside an object')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
