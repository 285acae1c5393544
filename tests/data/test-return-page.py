#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/web/return.html may be put on any web host: it runs its own script and no other, asks for
nothing, and keeps nothing."""

import base64
import hashlib
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import PROJECT, equal, holds  # noqa: E402

PAGE = (PROJECT / 'data' / 'web' / 'return.html').read_text(encoding='utf-8')


def inside(tag):
    return re.findall(f'<{tag}>(.*?)</{tag}>', PAGE, re.DOTALL)


def only_its_own_script_and_style_may_run():
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', PAGE)[1]
    wanted = {'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'"}
    for tag, part in (('script', 'script-src'), ('style', 'style-src')):
        equal(len(inside(tag)), 1, f'how many of {tag}')
        digest = hashlib.sha256(inside(tag)[0].encode()).digest()
        wanted[part] = f"'sha256-{base64.b64encode(digest).decode()}'"
    equal(dict(part.strip().split(' ', 1) for part in policy.split(';')), wanted, 'the policy')
    holds(PAGE.index('Content-Security-Policy') < PAGE.index('<style>'), 'the policy comes first')


def nothing_is_asked_for_and_nothing_kept():
    for word in ('src=', 'url(', '@import', '<link', '<iframe', '<form', 'fetch', 'XMLHttp',
                 'sendBeacon', 'WebSocket', 'Storage', 'cookie', 'indexedDB', 'caches', 'eval',
                 'innerHTML', 'document.write', 'import('):
        holds(word not in PAGE, f'{word} is in it')
    equal(set(re.findall(r"https?://[^'\"\s]+", PAGE)), {'http://127.0.0.1:'}, 'where it leads')


if __name__ == '__main__':
    kinlib.run_tests([only_its_own_script_and_style_may_run,
                      nothing_is_asked_for_and_nothing_kept])
