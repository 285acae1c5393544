# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words that people see, as xgettext reads them out of the sources."""

import ast
import re
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3']
CALL = re.compile(r'(?<![\w"])(?:_|N_|C_|NC_|ngettext|g_dngettext) ?\((?:NULL,\s*)?"')


class Said:
    """One entry of the template: where it is, what it says, what translators are told."""

    def __init__(self, text):
        self.context = ''.join(re.findall(r'^msgctxt (".*")', text, re.MULTILINE))
        self.texts = re.findall(r'^msgid(?:_plural)? (".*(?:\n".*)*)', text, re.MULTILINE)
        self.texts = [''.join(ast.literal_eval(line) for line in t.splitlines())
                      for t in self.texts]
        self.places = ' '.join(re.findall(r'^#: (.*)', text, re.MULTILINE))
        self.comment = ' '.join(re.findall(r'^#\. (.*)', text, re.MULTILINE))


def files_with_words(project):
    for path in sorted((project / 'src').rglob('*')):
        if path.suffix == '.c' and CALL.search(path.read_text(encoding='utf-8')):
            yield path.relative_to(project)
        if path.suffix == '.ui' and 'translatable="yes"' in path.read_text(encoding='utf-8'):
            yield path.relative_to(project)


def listed(project):
    lines = (project / 'po' / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
    return [line for line in lines if line and not line.startswith('#')]


def template(project):
    """(the entries, what xgettext remarked)."""
    made = subprocess.run(
        ['xgettext', '--from-code=UTF-8', '--add-comments=Translators', '--no-wrap',
         *(f'--keyword={word}' for word in KEYWORDS),
         '--flag=g_strdup_printf:1:c-format', '--flag=g_string_append_printf:2:c-format',
         '--output=-', *(name for name in listed(project) if (project / name).exists())],
        cwd=project, capture_output=True, text=True, check=False)
    entries = [Said(text) for text in made.stdout.split('\n\n')[1:]]
    return entries, made.stderr.splitlines() + (['xgettext ends badly'] if made.returncode else [])
