#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program that opens files of strangers gets any file there is: it ends by itself, in time."""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import holds  # noqa: E402

DECODE = kinlib.BUILD / 'src' / 'decode' / 'kinchart-decode'
# Of the shared data every so many files; all of them with KIN_LONG.
STEP = 1 if os.environ.get('KIN_LONG') else 8
# The system ends the program after 10 s of work.
SECONDS = 60
READ, NOT_READABLE = 0, 3


def opened(path, *words):
    """How the program ended that got this file."""
    with path.open('rb') as file:
        return subprocess.run([DECODE, *words], stdin=file, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, timeout=SECONDS, check=False).returncode


def every_file_is_read_or_refused():
    kinlib.skip_without_shared()
    paths = sorted(p for p in (kinlib.SHARED / 'data').rglob('*') if p.is_file())[::STEP]
    for words in (['record'], ['pages', '0', '1', '200'], ['picture', '64']):
        ends = [opened(path, *words) for path in paths]
        kinlib.say(f'{words[0]}: {len(paths)} files, {ends.count(READ)} of them read')
        for path, end in zip(paths, ends, strict=True):
            holds(end in (READ, NOT_READABLE), f'{words[0]} of {path.name} ended with {end}')


kinlib.run_tests([every_file_is_read_or_refused])
