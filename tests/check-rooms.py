#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every room to its arrows (README.md, "The rooms").

Reads each #include under src, follows it through the headers it opens, and
reads the meson.build of each room. Prints one line per wrong and exits 1.

    check-rooms.py [PROJECT]     check a source tree, by default this one
    check-rooms.py --self-test   plant wrongs in a copy and see each one refused
"""

import re
import shutil
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

# Which rooms a room may include, besides itself.
ARROWS = {
    'base': [],
    'record': ['base'],
    'explain': ['record', 'base'],
    'store': ['record', 'base'],
    'portal': ['record', 'base'],
    'exchange': ['explain', 'record', 'base'],
    'engine': ['store', 'portal', 'exchange', 'explain', 'record', 'base'],
    'practice': ['base'],
    'decode': ['base'],
    'ui': ['engine', 'exchange', 'explain', 'record', 'base'],
    'cli': ['engine', 'exchange', 'explain', 'record', 'base'],
    'main': ['ui', 'base'],
}

# Which rooms may open the headers of a library that is the business of few.
LIBRARIES = {
    'gtk/': ['ui', 'main'],
    'gdk/': ['ui', 'main'],
    'adwaita.h': ['ui', 'main'],
    'gdk-pixbuf/': ['decode'],
    'poppler.h': ['decode'],
    'libxml/': ['decode'],
    'libsoup/': ['portal', 'practice'],
    'libsecret/': ['engine'],
    'sqlcipher/': ['store'],
    'sqlite3.h': ['store'],
}

# Words that may stand in the sources of the named rooms only.
WORDS = {
    r'\bSoupServer\b|\bsoup_server_|soup-server': ['practice'],
    r'\bSoupCookieJarDB\b|\bSoupHSTSEnforcerDB\b': [],
}

GENERATED = {'config.h'}
INCLUDE = re.compile(r'^\s*#\s*include(?:_next)?\s+(["<]?)([^">\s]+)[">]?', re.MULTILINE)
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
STRING = re.compile(r"'(?:[^'\\]|\\.)*'")


def room_of(path, src):
    parts = path.relative_to(src).parts
    return parts[0] if len(parts) > 1 else 'main'


def read(path):
    return path.read_text(encoding='utf-8')


def quoted_includes(path):
    """The names in #include "…" lines, in order."""
    return [name for mark, name in INCLUDE.findall(read(path)) if mark == '"']


class Tree:
    """The C sources of one project, with an index of its own headers."""

    def __init__(self, project):
        self.project = project
        self.src = project / 'src'
        self.files = sorted(p for p in self.src.rglob('*') if p.suffix in ('.c', '.h'))
        self.headers = {}
        self.wrongs = []
        for path in self.files:
            if path.suffix == '.h':
                self.add_header(path)

    def wrong(self, path, text):
        self.wrongs.append(f'{path.relative_to(self.project)}: {text}')

    def add_header(self, path):
        if path.name in self.headers:
            self.wrong(path, 'a second header of this name')
        self.headers[path.name] = path

    def room(self, path):
        return room_of(path, self.src)

    def check(self):
        for path in self.files:
            if self.room(path) not in ARROWS:
                self.wrong(path, f'no room is called {self.room(path)}')
                continue
            self.check_lines(path)
            self.check_closure(path)
            self.check_words(path)
        for path in sorted(self.project.rglob('meson.build')):
            if '_build' not in path.parts:
                self.check_meson(path)
        return self.wrongs

    def check_lines(self, path):
        for mark, name in INCLUDE.findall(read(path)):
            if mark == '<':
                self.check_library(path, name)
            elif mark != '"':
                self.wrong(path, f'includes {name}, which only the preprocessor can read')
            elif '/' in name:
                self.wrong(path, f'includes "{name}": ours are included by plain name')
            elif name not in GENERATED and name not in self.headers:
                self.wrong(path, f'includes "{name}", which is nowhere under src')

    def check_library(self, path, name):
        if Path(name).name in self.headers:
            self.wrong(path, f'includes <{name}>: ours are included in double quotes')
        for prefix, rooms in LIBRARIES.items():
            if name.startswith(prefix) and self.room(path) not in rooms:
                self.wrong(path, f'includes <{name}>, which is the business of {", ".join(rooms)}')

    def check_closure(self, path):
        """Follows the includes of @path as the compiler does, arrow by arrow."""
        room = self.room(path)
        allowed = {room, *ARROWS[room]}
        ways = [(path,)]
        seen = {path}
        while ways:
            way = ways.pop()
            for name in quoted_includes(way[-1]):
                header = self.headers.get(Path(name).name)
                if header is None or header in seen:
                    continue
                seen.add(header)
                ways.append(way + (header,))
                self.check_arrow(path, way, header, allowed)

    def check_arrow(self, path, way, header, allowed):
        room = self.room(header)
        through = ''.join(f', through {step.name}' for step in way[1:])
        if room not in allowed:
            self.wrong(path, f'sees {room} in {header.name}{through}')
        elif header.stem.endswith('-private') and room != self.room(path):
            self.wrong(path, f'sees {header.name}, private to {room}{through}')

    def check_words(self, path):
        text = COMMENT.sub('', read(path))
        for pattern, rooms in WORDS.items():
            found = re.search(pattern, text)
            if found and self.room(path) not in rooms:
                self.wrong(path, f'uses {found.group(0)}')

    def check_meson(self, path):
        text = re.sub(r'#[^\n]*', '', read(path))
        if re.search(r"dependency\(\s*'sqlite3'", text):
            self.wrong(path, "dependency('sqlite3'): SQLCipher is the only SQLite here")
        if self.src not in path.parents or path.parent == self.src:
            return
        for function, arguments in calls(text):
            self.check_target(path, function, arguments)

    def check_target(self, path, function, arguments):
        if function in ('static_library', 'library', 'shared_library', 'executable'):
            if not re.search(r'implicit_include_directories\s*:\s*false', arguments):
                self.wrong(path, f'{function} without implicit_include_directories: false')
            self.check_dependencies(path, arguments)
        elif function == 'declare_dependency':
            extra = set(re.findall(r'(\w+)\s*:', arguments)) - {'include_directories', 'link_with'}
            if extra:
                self.wrong(path, f'a room offers its own headers and library only, '
                                 f'not {", ".join(sorted(extra))}')

    def check_dependencies(self, path, arguments):
        room = path.relative_to(self.src).parts[0]
        for name in re.findall(r'\b(\w+)_dep\b', arguments):
            if name in ARROWS and name not in [room, *ARROWS.get(room, [])]:
                self.wrong(path, f'{room} lists {name}_dep')


def calls(text):
    """Each `name(arguments)` of a meson file, with balanced brackets."""
    for found in re.finditer(r'\b(\w+)\s*\(', text):
        depth, end = 1, found.end()
        while end < len(text) and depth:
            depth += {'(': 1, ')': -1}.get(text[end], 0)
            end += 1
        yield found.group(1), STRING.sub("''", text[found.end():end - 1])


# One planted wrong each: a name, the file it goes to, its text, and a word of the answer.
PLANTED = [
    ('transitive', 'src/cli/kin-planted.c', '#include "kin-planted-engine.h"\n', 'sees store'),
    ('room/x.h', 'src/store/kin-planted.c', '#include "record/kin-planted-record.h"\n',
     'plain name'),
    ('../room/x.h', 'src/record/kin-planted.c', '#include "../store/kin-planted-store.h"\n',
     'plain name'),
    ('direct', 'src/base/kin-planted.c', '#include "kin-planted-record.h"\n', 'sees record'),
    ('angle', 'src/base/kin-planted.c', '#include <kin-planted-record.h>\n', 'double quotes'),
    ('private', 'src/engine/kin-planted.c', '#include "kin-planted-private.h"\n', 'private to'),
    ('server', 'src/portal/kin-planted.c', 'SoupServer *server;\n', 'uses SoupServer'),
    ('library', 'src/record/kin-planted.c', '#include <libsoup/soup.h>\n', 'the business of'),
    ('second sqlite', 'data/meson.build', "d = dependency('sqlite3')\n", 'only SQLite'),
    ('leaking meson', 'src/base/meson.build',
     "x_dep = declare_dependency(link_with: x, dependencies: [gio_dep])\n", 'headers and library'),
    ('implicit', 'src/base/meson.build', "x = static_library('x', 'x.c')\n",
     'implicit_include_directories'),
    ('arrow in meson', 'src/record/meson.build',
     "x = static_library('x', implicit_include_directories: false, dependencies: [store_dep])\n",
     'lists store_dep'),
]

PLANTED_HEADERS = {
    'src/store/kin-planted-store.h': '#pragma once\n',
    'src/store/kin-planted-private.h': '#pragma once\n',
    'src/record/kin-planted-record.h': '#pragma once\n',
    'src/engine/kin-planted-engine.h': '#pragma once\n#include "kin-planted-store.h"\n',
}


def copy_of_the_tree(folder):
    copy = Path(folder) / 'tree'
    shutil.copytree(PROJECT / 'src', copy / 'src')
    shutil.copytree(PROJECT / 'data', copy / 'data')
    shutil.copy(PROJECT / 'meson.build', copy)
    for name, text in PLANTED_HEADERS.items():
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return copy


def plant(copy, name, text):
    """Adds @text to a file of the copy; returns how to take it away again."""
    path = copy / name
    before = read(path) if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((before or '') + text, encoding='utf-8')
    return (lambda: path.write_text(before, encoding='utf-8')) if before else path.unlink


def self_test():
    failed = 0
    print(f'1..{len(PLANTED) + 1}')
    with tempfile.TemporaryDirectory(prefix='kin-rooms-') as folder:
        copy = copy_of_the_tree(folder)
        clean = Tree(copy).check()
        failed += report(1, 'the tree as it is', not clean, clean)
        for number, (title, name, text, word) in enumerate(PLANTED, start=2):
            take_away = plant(copy, name, text)
            wrongs = Tree(copy).check()
            take_away()
            refused = any(word in line for line in wrongs)
            failed += report(number, f'planted: {title}', refused, wrongs or ['nothing was found'])
    return failed


def report(number, title, good, lines):
    print(f'{"ok" if good else "not ok"} {number} {title}')
    if not good:
        print(''.join(f'# {line}\n' for line in lines), end='')
    return 0 if good else 1


def main(arguments):
    if arguments == ['--self-test']:
        return 1 if self_test() else 0
    wrongs = Tree(Path(arguments[0]).resolve() if arguments else PROJECT).check()
    for line in wrongs:
        print(line)
    return 1 if wrongs else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
