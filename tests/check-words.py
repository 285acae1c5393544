#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the words that people see to the rules that a script can see.

Every file with words is in po/POTFILES.in, xgettext reads them without a remark, and each
string is plain: short sentences, none of the words that frighten or that only makers use, whole
sentences with their placeholders in any order, and a comment where a translator could guess
wrong.

    check-words.py                 check this tree
    check-words.py --update        write po/POTFILES.in anew
    check-words.py --self-test     plant wrongs and see each one refused
"""

import re
import sys
import tempfile
from pathlib import Path

from kinwords import PROJECT, files_with_words, listed, template

MOST_WORDS = 20
MOST_SENTENCES = 3               # of a paragraph (ux.md U-39)
MOST_GRADE = 8                   # Flesch-Kincaid, of what is long enough to have one
LEAST_FOR_GRADE = 10
MOST_EXCUSES = 7                 # HARD and ALLOWED: fewer is better

# What is harder to read by that measure, and why it stays.
HARD = {
    'Tetanus, diphtheria, whooping cough, hepatitis B and polio': 'names of illnesses',
    'Tetanus, diphtheria, whooping cough, polio, Hib': 'names of illnesses',
    'Checked automatically against our accessibility rules': 'what may be claimed (ux.md 6.6)',
    'It has been checked automatically for accessibility': 'what may be claimed (ux.md 6.6)',
}

# A word that people should not have to read, and where it is right all the same.
FORBIDDEN = re.compile(
    r'\b(invalid|errors?|illegal|abort(?:ed)?|fatal|failed|please|sorry|oops|normal|abnormal|'
    r'positive|negative|resources?|sync(?:ing|ed)?|servers?|fhir|tokens?|null|prox(?:y|ies)|'
    r'endpoints?|non-compliant|denies|database|json)\b', re.IGNORECASE)
# What stands between the parts of a list.
BETWEEN = (', ',)
ALLOWED = {
    'The clinic’s page shows an error': 'the words that a person looks for on that page',
    'Found (positive): ': 'with what it means',
    'Not found (negative): ': 'with what it means',
}
# What the desktop calls it in its own questions, and nobody else.
KEYRING, EXPLAINED = re.compile(r'\bkeyrings?\b', re.IGNORECASE), 'password store (keyring)'
# A number and what it counts: not "5 of 7", and not "group 5 is".
COUNTED = re.compile(r'%(?:\d\$)?l?[du] (?!(?:of|is)\b)[a-z]')
PLACEHOLDER = re.compile(r'%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[diouxXfeEgGsc]')


def potfiles_wrongs(project):
    there = {str(path) for path in files_with_words(project)}
    names = listed(project)
    yield from (f'{name} has words and is not in po/POTFILES.in' for name in
                sorted(there - set(names)))
    yield from (f'po/POTFILES.in names {name}, which has no words' for name in names
                if name.startswith('src/') and name not in there)
    if names != sorted(names):
        yield 'po/POTFILES.in is not in order'


def sentences(text):
    return [s for s in re.split(r'(?<=[.?!:])\s+|\n+', text) if s]


def syllables(word):
    """Near enough for a sum over many words."""
    letters = re.sub('[^a-z]', '', word.lower())
    count = len(re.findall('[aeiouy]+', letters))
    silent = re.search('[^l]e$', letters) and not letters.endswith('ee') or \
        re.search('[^td]ed$', letters)
    return max(count - bool(silent), 1)


def grade_of(text):
    """The school year that it takes to read it, by Flesch and Kincaid; 0 for a few words."""
    words = [word for word in text.split() if re.search(r'[^\W\d_]', word)]
    if len(words) < LEAST_FOR_GRADE:
        return 0
    return 0.39 * len(words) / len(sentences(text)) - 15.59 + \
        11.8 * sum(map(syllables, words)) / len(words)


def hard_to_read(text):
    """ux.md U-39."""
    for paragraph in re.split(r'\n+', text):
        count = len(re.findall(r'\w[.?!”)]*[.?!](?=\s|$)', re.sub(r'^\d+\. ', '', paragraph)))
        if count > MOST_SENTENCES:
            yield f'a paragraph of {count} sentences'
    if round(grade_of(text)) > MOST_GRADE and not any(words in text for words in HARD):
        yield f'it takes {grade_of(text):.0f} years of school to read'


def wrongs_of(text, comment, plural=False):
    """What is not plain in one string."""
    yield from hard_to_read(text)
    if COUNTED.search(text) and not plural:
        yield 'a number of things without a plural: use ngettext'
    if text != text.strip() and text not in BETWEEN:
        yield 'a piece of a sentence: begin and end with words'
    for sentence in sentences(text):
        count = len(sentence.split())
        if count > MOST_WORDS:
            yield f'a sentence of {count} words'
    word = FORBIDDEN.search(text)
    if word and not any(allowed in text for allowed in ALLOWED):
        yield f'the word “{word.group()}”'
    if KEYRING.search(text.replace(EXPLAINED, '')):
        yield f'a keyring that is not explained: write “{EXPLAINED}”'
    if '!' in text:
        yield 'an exclamation mark'
    if '...' in text or re.search(r"\w'\w|\"", text):
        yield 'typewriter marks: use “ ” ’ …'
    if text.strip() == '%':
        yield 'a text that ends at a macro: write %u or %lu'
    if '(s)' in text:
        yield 'a plural in brackets: use ngettext'
    if re.search(r'</?\w+>|&\w+;', text):
        yield 'markup'
    holders = [h for h in PLACEHOLDER.findall(text.replace('%%', ''))]
    if len(holders) > 1 and not all('$' in h for h in holders):
        yield 'placeholders without a number: write %1$s'
    if holders and not comment:
        yield 'a placeholder without a comment for translators'


def string_wrongs(entries):
    for said in entries:
        if '.desktop' in said.places and 'src/' not in said.places:
            continue                       # lists of search words
        for text in said.texts:
            for wrong in wrongs_of(text, said.comment, len(said.texts) > 1):
                yield f'{said.places}: “{text[:60]}”: {wrong}'


def check(project):
    entries, remarks = template(project)
    # About files whose names tell it nothing, and entries of a list.
    found = [r for r in remarks if 'gschema' not in r or 'warning' in r]
    return [*potfiles_wrongs(project), *found, *unused(project, entries), *string_wrongs(entries)]


def unused(project, entries):
    """What is excused, and is nowhere: the lists may only grow shorter."""
    texts = '\n'.join(text for said in entries for text in said.texts)
    if project == PROJECT:
        yield from (f'excused, and nowhere: “{words}”' for words in (*HARD, *ALLOWED)
                    if words not in texts)
        if len(HARD) + len(ALLOWED) > MOST_EXCUSES:
            yield f'{len(HARD) + len(ALLOWED)} strings are excused: {MOST_EXCUSES} are the most'


PLANTED = [
    ('a long paragraph', 'It is. It was. It can be. It will be.', 'a paragraph of 4 sentences'),
    ('hard words', 'Authentication necessitates verification of administrative credentials '
     'notwithstanding organisational particularities, additionally.', 'years of school'),
    ('a number of things', '%u letters', 'without a plural'),
    ('a piece', 'and also ', 'a piece of a sentence'),
    ('a file that is not listed', None, 'not in po/POTFILES.in'),
    ('a long sentence', 'one two three four five ' * 4 + 'six', 'a sentence of 21 words'),
    ('a word of makers', 'The server does not answer.', 'the word “server”'),
    ('a word that frightens', 'Failed to open it.', 'the word “Failed”'),
    ('a keyring', 'Unlock the keyring.', 'not explained'),
    ('shouting', 'It is done!', 'exclamation'),
    ('typewriter marks', "It isn't here.", 'typewriter'),
    ('a plural in brackets', '3 result(s)', 'ngettext'),
    ('markup', 'It is <b>here</b>.', 'markup'),
    ('placeholders in one order only', '%s of %s', 'write %1$s'),
    ('no comment', 'Hello %s', 'comment for translators'),
    ('cut at a macro', '%', 'ends at a macro'),
]


def planted_tree(folder, words):
    project = Path(folder)
    (project / 'src').mkdir()
    (project / 'po').mkdir()
    source = f'_({chr(34)}{words or "Good day"}{chr(34)});\n'
    (project / 'src' / 'planted.c').write_text(source, encoding='utf-8')
    (project / 'po' / 'POTFILES.in').write_text('src/planted.c\n' if words else '# none\n',
                                               encoding='utf-8')
    return project


def self_test():
    failed = 0
    print(f'1..{len(PLANTED) + 1}')
    for number, (title, words, answer) in enumerate([*PLANTED, ('a good one', 'Good day', None)],
                                                    start=1):
        with tempfile.TemporaryDirectory(prefix='kin-words-') as folder:
            found = check(planted_tree(folder, words)) if words else \
                list(potfiles_wrongs(planted_tree(folder, words)))
        good = any(answer in wrong for wrong in found) if answer else not found
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} {title}')
        if not good:
            print(f'# {found}')
    return 1 if failed else 0


def update():
    path = PROJECT / 'po' / 'POTFILES.in'
    lines = path.read_text(encoding='utf-8').splitlines()
    kept = [line for line in lines if line.startswith('data/')]
    names = sorted([*kept, *map(str, files_with_words(PROJECT))])
    head = [line for line in lines if line.startswith('#')]
    path.write_text('\n'.join([*head, *names]) + '\n', encoding='utf-8')


def main(arguments):
    if arguments == ['--update']:
        update()
        return 0
    if arguments == ['--self-test']:
        return self_test()
    found = check(PROJECT)
    print('\n'.join(found), end='\n' if found else '')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
