# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two languages that nobody speaks, made from the sources for the tests.

xx: every text longer, with accents, between brackets: what shows no bracket is not translated,
and what shows one bracket is cut off. xr: written from right to left, and so is the window.

    folder = make(folder)        # <folder>/xx/LC_MESSAGES/kinchart.mo and …/xr/…
"""

import gettext
import re
import subprocess
from pathlib import Path

from kinwords import PROJECT, template

DOMAIN = 'kinchart'
LANGUAGES = ('xx', 'xr')
ACCENTS = str.maketrans('aeiouAEIOUcnsyz', 'áéíóúÁÉÍÓÚçñšýž')
# Of printf and of dates alike; a time of day is one thing.
MARK = r'%(?:\d+\$)?[-+#0_^]*\d*(?:\.\d+)?l{0,2}[A-Za-z%]'
KEPT = re.compile(f'({MARK}(?:[:/]{MARK})*|\n)')
PADDING = ' one two three four five six seven eight nine ten'
# The override alone would draw numbers beside it to itself, as no real language does.
RIGHT_TO_LEFT, END = '\u2067\u202e', '\u202c\u2069'


def longer(text):
    """Accents, 40 % more, brackets."""
    parts = KEPT.split(text)
    accented = ''.join(part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(parts))
    return f'[{accented}{PADDING[:max(4, len(text) * 4 // 10)].rstrip()}]'


def mirrored(text):
    """The same letters, written from the right."""
    parts = KEPT.split(text)
    return '\u200f' + ''.join(part if i % 2 or not part.strip() else
                              RIGHT_TO_LEFT + part + END for i, part in enumerate(parts))


def translated(language, said):
    if said.context == '"text direction"':
        return ['default:RTL' if language == 'xr' else 'default:LTR']
    return [(mirrored if language == 'xr' else longer)(text) for text in said.texts]


def quoted(text):
    escaped = text.replace('\\', r'\\').replace('"', r'\"').replace('\n', r'\n')
    return f'"{escaped}"'


def entry(language, said):
    lines = [f'msgctxt {said.context}'] if said.context else []
    lines.append(f'msgid {quoted(said.texts[0])}')
    texts = translated(language, said)
    if len(texts) == 1:
        lines.append(f'msgstr {quoted(texts[0])}')
    else:
        lines.append(f'msgid_plural {quoted(said.texts[1])}')
        lines += [f'msgstr[{i}] {quoted(text)}' for i, text in enumerate(texts)]
    return '\n'.join(lines)


def catalogue(language, entries):
    head = (f'msgid ""\nmsgstr "Language: {language}\\n"\n'
            '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
            '"Content-Transfer-Encoding: 8bit\\n"\n'
            '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"')
    return '\n\n'.join([head, *(entry(language, said) for said in entries if said.texts)]) + '\n'


def make(folder):
    entries, _ = template(PROJECT)
    for language in LANGUAGES:
        place = Path(folder) / language / 'LC_MESSAGES'
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(['msgfmt', '--check-format', '-', '-o', place / f'{DOMAIN}.mo'],
                       input=catalogue(language, entries), text=True, check=True)
    return Path(folder)


def words_of(folder, language):
    """How @language says what the sources say, whole or by its beginning."""
    if language == 'en':
        return lambda words: words
    catalogue_of = gettext.translation(DOMAIN, folder, [language])
    entries, _ = template(PROJECT)
    texts = [said.texts[0] for said in entries if said.texts]

    def shown(text):
        return catalogue_of.gettext(text).replace('_', '')

    def say(words):
        whole = next((t for t in texts if t.replace('_', '') == words), None)
        text = whole or next((t for t in texts if t.replace('_', '').startswith(words)), None)
        return shown(text).split('%')[0] if text else words
    return say
