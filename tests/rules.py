# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for every screen, one short function each, over what was seen of it.

A rule yields what is wrong, in words. test-rules.py plants a wrong for each.
"""

import functools
import re
from dataclasses import dataclass, field

LEAST_TARGET = 44
LEAST_LARGE_TARGET = 48, 56          # in the large and simple view
LEAST_ANY_TARGET = 24
MOST_WIDTH = 360           # without the frame that is drawn where no compositor is
FRAME = 10
LEAST_TEXT = 4.5
LEAST_TEXT_OF_LARGE = 7.0         # in the large and simple view and in high contrast
LEAST_SHAPE = 3.0
CLASS_NAME = re.compile(r'^(Gtk|Adw|Gdk|Kin)[A-Z]|-symbolic$|\.(svg|png)$')
MARKS = re.compile('[\u200e\u200f\u202a-\u202e\u2066-\u2069]')
NUMBERS_FOR_A_DATE = re.compile(r'\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d)\b|'
                                r'\b\d{4}([/.-])\d\d?\2\d\d?\b')
# What is left where words were not filled in, or were made for a machine.
LEFT_OVERS = re.compile(r'%(?:\d\$)?(?:l?[du]|s)|\(null\)|</?[a-z]+>|&(?:amp|lt|gt|quot);')
# What stands between the parts of a text.
BETWEEN = re.compile(r'[,;:=\n·–()]|\. ')
A_WORD = re.compile(r'[^\W\d_]{2}')
# A part of a recovery code, as it is printed.
LEAST_PASSAGE = 4
CODE = re.compile(r'(?:\s*\d*\s+[A-Z0-9]{5}\s*)+$')
# Where the buttons of the window itself are.
FRAME_BUTTONS = ('GtkWindowControls', 'GtkMenuButton')
FIELDS = ('text', 'entry', 'password text', 'combo box', 'spin button')
# Not ours, and small by design: inside something larger that does the same.
PARTS_OF_LARGER = ('GtkSwitch', 'GtkText')
# What GTK and libadwaita do themselves: (rule, screen or None, role or type, name).
# Each with the version that does it; the list may only grow shorter.
STOCK = {
    # GTK 4.8: the item inside a drop-down, and its page for nothing, which is behind another.
    ('R2', None, 'filler', 'GtkListItemWidget'),
    ('R5', None, 'label', '(None)'),
    # GTK 4.8: the faint signs inside a switch, whose state is in its place and colour.
    ('R14', None, 'GtkSwitch', 'GtkImage'),
}
MOST_STOCK = 3
# What of it was met: what is excused and is nowhere any more has to go.
MET = set()


@dataclass
class Seen:
    """One screen in one look: what was drawn, and what a screen reader gets."""

    id: str
    page: bool = True
    person: str = ''                  # the name that the title must hold, or ''
    language: str = 'en'
    text: int = 100
    style: str = 'light'
    view: str = ''                    # or "simple"
    head: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    stops: list = field(default_factory=list)
    nodes: list = field(default_factory=list)      # empty: not read in this look
    record: str = ''                  # every text of the record


def plain(text):
    """Without the marks that keep directions apart."""
    return MARKS.sub('', text or '')


def is_stock(rule, seen, kind, name):
    met = {(rule, screen, kind, name) for screen in (None, seen.id)} & STOCK
    MET.update(met)
    return bool(met)


def focusable(seen):
    return [node for node in seen.nodes if node['focusable'] and node['sensitive']]


def labels(seen):
    return [part for part in seen.parts if 'text' in part]


def inside(seen, index):
    """The nodes below the one at @index."""
    depth = seen.nodes[index]['depth']
    for node in seen.nodes[index + 1:]:
        if node['depth'] <= depth:
            return
        yield node


def in_combo_boxes(seen):
    """What is inside a combo row is GTK's own, and on 4.8 it has no names."""
    return {id(child) for index, node in enumerate(seen.nodes) if node['role'] == 'combo box'
            for child in inside(seen, index)}


def wrong_name(node, may_double=False):
    """What is wrong with the name of a node, or None."""
    name = node['name'] or ''
    words = plain(name).replace(',', ' ').split()
    half = len(words) // 2
    if not words:
        return f'a {node["role"]} has no name'
    if any(CLASS_NAME.search(part) for part in (name, *words)):
        return f'a {node["role"]} is called “{name}”'
    if words[:half] * 2 == words and not may_double:
        return f'a {node["role"]} says everything twice: “{name}”'
    return None


def r1_names(seen):
    """U-27: what can take the focus, now or when it may be pressed, has a name people know."""
    inner = in_combo_boxes(seen)
    # libadwaita 1.2 doubles the words on the buttons of a message dialog.
    doubles = seen.head.get('shows') == 'AdwMessageDialog'
    for node in seen.nodes:
        wrong = wrong_name(node, doubles and node['role'] == 'push button')
        if node['focusable'] and id(node) not in inner and node['role'] != 'list item' \
                and not is_stock('R1', seen, node['role'], node['name']) and wrong:
            yield wrong


def r2_roles(seen):
    """What takes the focus says what it is."""
    for node in focusable(seen):
        if node['role'] in ('filler', 'panel', 'unknown', 'invalid') \
                and not is_stock('R2', seen, node['role'], node['name']):
            yield f'“{node["name"]}” takes the focus and is a {node["role"]}'


def r3_fields(seen):
    """A field to write in says what belongs there."""
    for node in focusable(seen):
        if node['role'] in FIELDS and (not node['name'] or CLASS_NAME.search(node['name'])):
            yield f'a {node["role"]} without a label'


def r4_images(seen):
    """A picture says what it shows, or is left out."""
    inner = in_combo_boxes(seen)
    for node in seen.nodes:
        if node['role'] == 'image' and CLASS_NAME.search(node['name'] or '') \
                and id(node) not in inner:
            yield f'a picture is called “{node["name"]}”'


def r5_visible_label(seen):
    """U-28: the words on a button are part of its name."""
    for index, node in enumerate(seen.nodes):
        if node['role'] not in ('push button', 'toggle button', 'radio button', 'check box'):
            continue
        for child in inside(seen, index):
            words = plain(child['name'])
            if child['role'] == 'label' and len(words) > 2 and node['focusable'] \
                    and not is_stock('R5', seen, 'label', words) \
                    and words not in plain(node['name']):
                yield f'a {node["role"]} shows “{words}” and is called “{plain(node["name"])}”'


def r6_twins(seen):
    """Two buttons of one name do not do two things."""
    names = [node['name'] for node in focusable(seen) if node['role'] == 'push button']
    for name in sorted({n for n in names if names.count(n) > 1}):
        # libadwaita 1.2: a message dialog has each button twice, one hidden, its words doubled.
        if seen.head.get('shows') == 'AdwMessageDialog' and names.count(name) == 2:
            continue
        yield f'{names.count(name)} buttons are called “{plain(name)}”'


def before(one, other, language):
    """Whether a reader meets @one before @other."""
    (x1, y1, w1, h1), (x2, y2, w2, h2) = one, other
    if y1 + h1 / 2 <= y2 or y2 + h2 / 2 <= y1:
        return y1 <= y2
    return x1 + w1 >= x2 + w2 if language == 'xr' else x1 <= x2


def overlap(one, other):
    (x1, y1, w1, h1), (x2, y2, w2, h2) = one, other
    return min(x1 + w1, x2 + w2) > max(x1, x2) and min(y1 + h1, y2 + h2) > max(y1, y2)


def r7_order(seen):
    """U-22: Tab goes the way one reads, and is never lost."""
    if None in seen.stops:
        yield 'the focus is lost on the way'
    stops = [s for s in seen.stops if s and s['mapped']]
    for one, other in zip(stops, stops[1:]):
        if not overlap(one['box'], other['box']) \
                and not before(one['box'], other['box'], seen.language) \
                and not beside(one['box'], other['box'], seen.language):
            yield f'Tab goes back from {one["type"]} {one["box"]} to {other["type"]} ' \
                  f'{other["box"]}'


def beside(one, other, language):
    """From a sidebar to the page beside it, or from one column to the top of the next: it is where
    one reads on, and not where one came from."""
    if language == 'xr':
        one, other = other, one
    return one[0] + one[2] <= other[0]


def r8_rows(seen):
    """U-30: every row of a list has a name of its own."""
    inner = in_combo_boxes(seen)
    for node in seen.nodes:
        if node['role'] == 'list item' and id(node) not in inner and wrong_name(node):
            yield wrong_name(node)


def r9_targets(seen):
    """U-10: what is pressed is large enough for an unsteady hand."""
    for part in seen.parts:
        if not part.get('target'):
            continue
        width, height = part['box'][2:]
        least = (LEAST_TARGET, LEAST_TARGET)
        if part['type'] in PARTS_OF_LARGER:
            least = (LEAST_ANY_TARGET, LEAST_ANY_TARGET)
        elif seen.view:
            least = LEAST_LARGE_TARGET
        if is_stock('R9', seen, part['type'], part.get('id', '')):
            continue
        if part['type'] != 'GtkText' and (width < least[0] or height < least[1]):
            yield f'a {part["type"]} {part.get("id", "")} is {width} × {height}'


def r10_heading(seen):
    """A page has one heading of its own, and it takes the focus (U-23)."""
    if seen.page and seen.nodes:
        count = sum(node['role'] == 'heading' and node['focusable'] for node in seen.nodes)
        if count != 1:
            yield f'{count} headings of the page'


def r11_person(seen):
    """The title says whose record it is."""
    title = plain(seen.head.get('title'))
    if not title.strip():
        yield 'the window has no title'
    if seen.person not in title:
        yield f'the title is “{title}”'


def r12_cut_off(seen):
    """U-03: no words are cut off, and no word of ours goes on in the next line."""
    for part in labels(seen):
        if part.get('ellipsized'):
            yield f'cut off: “{plain(part["text"])}”'
        if 'broken' in part and seen.language == 'en' and not is_of_record(plain(part['text']),
                                                                          seen.record):
            yield f'a word goes on as “{part["broken"][:20]}”: “{plain(part["text"])[:60]}”'


def r13_fits(seen):
    """U-01: it fits on 360 pixels, whatever the size of words."""
    if seen.head.get('least-width', 0) > MOST_WIDTH - (FRAME if seen.page else 0):
        yield f'{seen.head["least-width"]} px wide at the least'
    right = seen.head.get('width', 0)
    for part in seen.parts:
        x, _, width, _ = part['box']
        if x < -1 or x + width > right + 1:
            yield f'{part["type"]} reaches out of the window: {part["box"]}, ' \
                  f'“{plain(part.get("text", ""))[:40]}”'


def r14_contrast(seen):
    """U-15: words 4.5:1, in high contrast and the large view 7:1, shapes 3:1; 0: not to be seen."""
    least_text = LEAST_TEXT_OF_LARGE if 'contrast' in seen.style or seen.view == 'simple' \
        else LEAST_TEXT
    for part in seen.parts:
        ratio = part.get('contrast', 0)
        least = least_text if 'text' in part else LEAST_SHAPE
        if not ratio or ratio >= least or is_stock('R14', seen, part.get('in'), part['type']):
            continue
        if plain(part.get('text', 'shape')).strip():
            yield f'{ratio}:1, “{plain(part.get("text", part["type"]))[:40]}”'


def r15_words(seen):
    """U-62: dates in words, and nothing left open; also in what is only read aloud."""
    known = known_of(seen.record)
    texts = [plain(part['text']) for part in labels(seen)]
    texts += [plain(node['name']) for node in focusable(seen)]
    for text in dict.fromkeys(texts):
        for piece in pieces(text):
            if NUMBERS_FOR_A_DATE.search(piece) and piece not in known and text not in known:
                yield f'a date in numbers: “{text[:60]}”'
        if LEFT_OVERS.search(text) and text not in known:
            yield f'“{LEFT_OVERS.search(text).group()}” in “{text[:60]}”'


def pieces(text):
    return [piece.strip(' ."“”') for piece in BETWEEN.split(plain(text))]


@functools.lru_cache(4)
def known_of(record):
    """The texts of a record: whole, in lines and in pieces, and no parts of them."""
    return frozenset(known for line in record.split('\n')
                     for known in (plain(line).strip(), *pieces(line)) if known)


def is_made_of(piece, known):
    """Whether texts of the record, and numbers, one after the other make @piece."""
    words = piece.split()
    reached = {0}
    for end in range(1, len(words) + 1):
        runs = (' '.join(words[begin:end]) for begin in reached)
        if any(not A_WORD.search(run) or run.strip('."“”') in known for run in runs):
            reached.add(end)
    return len(words) in reached


@functools.lru_cache(4)
def spaced(record):
    return f' {" ".join(plain(record).split())} '


def is_passage(text, record):
    """Whether @text is a passage of what a clinic wrote, with an “…” where it is cut.

    Fewer words stand somewhere in a long letter by chance.
    """
    words = plain(text).strip(' …').split()
    return '…' in text and len(words) >= LEAST_PASSAGE and f' {" ".join(words)} ' in spaced(record)


def is_of_record(text, record):
    """Whether @text is what a clinic wrote, or has no words in it; it may be cut with an “…”."""
    known = known_of(record)
    if plain(text).strip() in known or CODE.match(text) or is_passage(text, record):
        return True
    return all(
        is_made_of(piece, known)
        or (piece.endswith('…') and any(k.startswith(piece[:-1]) for k in known))
        for piece in pieces(text))


def outside_brackets(text):
    """What is in no brackets at all."""
    depth, kept = 0, []
    for letter in text:
        depth += letter == '['
        kept.append(' ' if depth else letter)
        depth -= letter == ']'
    return ''.join(kept)


def r16_translated(seen):
    """U-69: in the language of brackets, every text has brackets or is the record's."""
    if seen.language != 'xx':
        return
    for part in labels(seen):
        text = plain(part['text'])
        bare = outside_brackets(text)
        if not is_of_record(bare, seen.record):
            yield f'not translated: “{text[:60]}”'


def r17_no_dead_end(seen):
    """U-61: every page leads somewhere: there is more to press than the window's own buttons."""
    if seen.page and seen.parts and not any(part.get('target') and part['type'] != 'GtkText'
                                            and part.get('in') not in FRAME_BUTTONS
                                            for part in seen.parts):
        yield 'nothing here leads on or back'


def r18_mnemonics(seen):
    """U-26: a letter with Alt leads to one place."""
    keys = [part['mnemonic'] for part in labels(seen) if 'mnemonic' in part]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield f'Alt+{chr(key)} leads to {keys.count(key)} places'


def r19_marked(seen):
    """No words look marked that nobody marked: one only came by with the keyboard."""
    for part in labels(seen):
        if part.get('selected'):
            yield f'marked: “{plain(part["text"])[:40]}”'


def r20_round(seen):
    """The initials stand in a circle."""
    for part in labels(seen):
        width, height = part['box'][2:]
        if part.get('in') == 'KinPersonMark' and width != height:
            yield f'not round: {width} × {height}'


def r21_edges(seen):
    """In high contrast one sees where what can be pressed begins."""
    for part in seen.parts if seen.page and 'contrast' in seen.style else []:
        edge = part.get('edge', 0)
        if edge and edge < LEAST_SHAPE and part.get('in') not in FRAME_BUTTONS[:1]:
            yield f'{edge}:1 is the edge of a {part["type"]} {part.get("id", "")} {part["box"]}'


RULES = [r1_names, r2_roles, r3_fields, r4_images, r5_visible_label, r6_twins, r7_order, r8_rows,
         r9_targets, r10_heading, r11_person, r12_cut_off, r13_fits, r14_contrast, r15_words,
         r16_translated, r17_no_dead_end, r18_mnemonics, r19_marked,
         r20_round, r21_edges]


def wrongs(seen):
    """Everything that is wrong with one screen, each once."""
    found = []
    for rule in RULES:
        number = rule.__name__.split('_')[0].upper()
        found += [f'{number} {text}' for text in rule(seen) if f'{number} {text}' not in found]
    return found
