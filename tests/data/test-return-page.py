#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/web/return.html may be put on any web host: it runs its own script and no other, asks for
nothing, and keeps nothing."""

import base64
import hashlib
import http.server
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinbrowser import OPTIONS  # noqa: E402
from kinlib import PROJECT, Skip, equal, holds  # noqa: E402

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


def shown_after(script):
    """What is hidden, by its id, after a real browser ran the page, which leads nowhere here, and
    a script that follows its own."""
    if shutil.which('chromium') is None:
        raise Skip('no chromium')
    page = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', '', PAGE)
    page = page.replace('location.replace(', 'void (')
    page = page.replace('</body>', f'<script>{script}</script></body>')

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_):
            """Nothing is said."""

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.handle_error = lambda *_: None       # a browser that leaves in the middle
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        try:
            dom = subprocess.run(
                ['chromium', *OPTIONS, '--headless', f'--user-data-dir={profile}', '--dump-dom',
                 f'http://127.0.0.1:{server.server_port}/?code=a&state=b'],
                capture_output=True, text=True, timeout=120, check=True).stdout
        finally:
            server.shutdown()
            server.server_close()
    return {name for name in ('back', 'nothing', 'copied', 'marked')
            if re.search(f'id="{name}"[^>]* hidden', dom)}


def it_says_copied_only_of_what_was_copied():
    """A script may not copy, a person may: so the first click fails, as it may for people too."""
    click = "document.getElementById('copy').click();"
    works = 'document.execCommand = () => true;'
    equal(shown_after(''), {'nothing', 'copied', 'marked'}, 'hidden at first')
    equal(shown_after(click), {'nothing', 'copied'}, 'hidden when it failed')
    equal(shown_after(click + works + click), {'nothing', 'marked'}, 'hidden when it worked then')


if __name__ == '__main__':
    kinlib.run_tests([only_its_own_script_and_style_may_run,
                      nothing_is_asked_for_and_nothing_kept,
                      it_says_copied_only_of_what_was_copied])
