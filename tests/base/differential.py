#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""KinJson against the json module of Python on damaged documents (security.md J-05).

What we accept, Python must accept. Ours is stricter on purpose in a few ways, and
each time we refuse what Python takes, the error must be one of those. json-glib is
asked as well: what we take and it does not has to hold half a surrogate pair or an
escaped zero, which it cannot read.

    differential.py PROGRAM [CASES [SEED]]
"""

import json
import os
import random
import re
import struct
import subprocess
import sys

CASES = 1000000 if os.environ.get('KIN_LONG') else 20000
SYNTAX, ENCODING, DEPTH, DUPLICATE, NUL, TOO_LARGE = range(6)

SEEDS = [
    '{"resourceType":"Patient","id":"p1","name":[{"family":"Ümlaut","given":["A","B"]}],'
    '"birthDate":"1943-05-17","active":true,"deceasedBoolean":false,"link":null}',
    '[0,-0,1,-1,10,1.10,0.5e3,1E+2,2e-7,12345678901234567890123,-0.0]',
    '{"a":{"b":{"c":[[],{},[{}],[[1]],"",{"":""}]}},"\\u0061b":"\\ud83e\\ude7a\\n\\/\\\\"}',
    '  [ true , false ,\tnull ,\r\n "text \\" here" , "高血圧 \U0001fa7a" ]  ',
    '"one string"', '42', '-1.5e10', 'null', '{}', '[]',
    '[' * 60 + ']' * 60,
    '{"valueQuantity":{"value":6.50,"unit":"%","system":"http://unitsofmeasure.org"}}',
]

# What tends to matter to a reader of JSON.
PIECES = [
    b'{', b'}', b'[', b']', b',', b':', b'"', b'\\', b'\\"', b'\\u', b'\\u0000', b'\\u0041',
    b'\\ud800', b'\\udc00', b'\\uD83E\\uDE7A', b'-', b'+', b'.', b'e', b'E', b'0', b'00', b'1',
    b'9', b'0x', b'true', b'false', b'null', b'NaN', b'Infinity', b'-Infinity', b'nul', b' ',
    b'\t', b'\n', b'\r', b'\f', b'\v', b'\0', b'\x1f', b'\x7f', b'\x80', b'\xc0\xaf', b'\xc3\xa9',
    b'\xed\xa0\x80', b'\xef\xbb\xbf', b'\xf0\x9f\xa9\xba', b'\xf4\x90\x80\x80', b'\xfe\xff',
    b'\xff', b'/', b'/*', b'//', b"'", b'""', b'"a":', b'"a":1,', b',,', b'[]', b'{}', b'[' * 70,
]


def damage(rng, document):
    """One to four small changes."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 4))):
        at = rng.randrange(len(document) + 1)
        to = min(len(document), at + rng.choice((0, 0, 1, 1, 2, 5)))
        what = rng.randrange(6)
        if what == 0:
            piece = b''
        elif what == 1:
            piece = bytes([rng.randrange(256)])
        elif what == 2:
            start = rng.randrange(len(document) + 1)
            piece = document[start:start + rng.randrange(30)]
        else:
            piece = rng.choice(PIECES)
        document = document[:at] + piece + document[to:]
        if rng.randrange(20) == 0:
            document = document[:rng.randrange(len(document) + 1)]
    return document


def cases(count, rng):
    seeds = [seed.encode() for seed in SEEDS]
    yield from seeds
    for seed in SEEDS:
        for encoding in ('utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-8-sig'):
            yield seed.encode(encoding)
    for _ in range(count):
        yield damage(rng, rng.choice(seeds))


def refuse_constant(word):
    raise ValueError(word)      # NaN and Infinity, which Python takes and the RFC does not


class Seen:
    """What Python makes of a document, and what in it we are stricter about."""

    def __init__(self, document):
        self.duplicate = self.zero = False
        try:
            # Numbers stay text here too: Python limits how long an integer may be.
            value = json.loads(document, object_pairs_hook=self.note_names, parse_int=str,
                               parse_float=str, parse_constant=refuse_constant)
            self.accepted = True
        except (ValueError, RecursionError):
            self.accepted = False
            return
        self.depth = self.look(value)
        try:
            document.decode('utf-8')
            self.utf8 = not document.startswith(b'\xef\xbb\xbf') and b'\0' not in document[:2]
        except UnicodeDecodeError:
            self.utf8 = False

    def note_names(self, pairs):
        # We read half a surrogate pair as U+FFFD, so two halves are one name.
        names = [''.join('\ufffd' if '\ud800' <= c <= '\udfff' else c for c in name)
                 for name, _ in pairs]
        self.duplicate |= len(set(names)) != len(names)
        self.zero |= any('\0' in name for name in names)
        return dict(pairs)

    def look(self, value):
        if isinstance(value, str):
            self.zero |= '\0' in value
            return 0
        if isinstance(value, dict):
            value = value.values()
        elif not isinstance(value, list):
            return 0
        return 1 + max((self.look(inner) for inner in value), default=0)

    def may_be_refused_with(self, code):
        return {DUPLICATE: self.duplicate, NUL: self.zero, ENCODING: not self.utf8,
                DEPTH: self.depth > 64}.get(code, False)


def beyond_json_glib(document):
    """What the RFC allows and json-glib does not read."""
    return re.search(rb'\\u[dD][89a-fA-F]|\\u0000', document) is not None


def main():
    program = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else CASES
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(2**32)
    documents = list(cases(count, random.Random(seed)))

    # json-glib does not free all of what it refuses; ours is looked at by the other tests.
    said = subprocess.run([program], check=True, stdout=subprocess.PIPE,
                          env={**os.environ, 'ASAN_OPTIONS': 'detect_leaks=0:exitcode=99'},
                          input=b''.join(struct.pack('<I', len(d)) + d for d in documents))
    verdicts = [line.split() for line in said.stdout.decode().splitlines()]

    both = neither = stricter = by_us = by_glib = 0
    wrong = []
    for document, (verdict, glib) in zip(documents, verdicts, strict=True):
        seen = Seen(document)
        by_glib += verdict != 'ok' and glib == 'yes'
        if verdict == 'ok' and glib == 'no':
            by_us += 1
            if not beyond_json_glib(document):
                wrong.append(('we accept, json-glib refuses', document))
        if verdict == 'ok':
            both += seen.accepted
            if not seen.accepted:
                wrong.append(('we accept, Python refuses', document))
        elif not seen.accepted:
            neither += 1
        else:
            stricter += 1
            if not seen.may_be_refused_with(int(verdict)):
                wrong.append((f'we refuse with {verdict}, and nothing is wrong', document))

    print('1..1')
    print(f'# seed {seed}: {len(documents)} documents, {both} accepted by both, {neither} by '
          f'neither, {stricter} by Python alone, {len(wrong)} wrong')
    print(f'# json-glib: {by_glib} that we refuse, {by_us} that it refuses and we take')
    for why, document in wrong[:20]:
        print(f'# {why}: {document!r}')
    print(f'{"not ok" if wrong else "ok"} 1 /json/differential')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
