#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants a wrong for each rule of rules.py and sees it found; and sees a good screen pass."""

import sys

from looks import ALL, PAIRWISE, missing_pairs
from rules import MET, MOST_STOCK, RULES, STOCK, Seen, wrongs
import tokens


def node(role, name, depth=1, focusable=True):
    return {'role': role, 'name': name, 'depth': depth, 'focusable': focusable,
            'sensitive': True, 'focused': False}


def label(text, box=(18, 100, 100, 20), **more):
    return {'type': 'GtkLabel', 'box': box, 'text': text, 'contrast': 9.0, **more}


def button(box=(18, 200, 120, 44), **more):
    return {'type': 'GtkButton', 'box': box, 'target': 1, **more}


def stop(x, y):
    return {'type': 'GtkButton', 'box': (x, y, 100, 44), 'mapped': 1}


def seen(nodes=(), parts=(), stops=(), **more):
    """A good screen, and something more on it."""
    return Seen('planted', person='Ana', **{
        'head': {'title': 'Home – Ana', 'least-width': 300, 'width': 350, 'height': 800},
        'nodes': [node('heading', 'Home'), node('push button', 'Next'), *nodes],
        'parts': [label('Home'), button(), *parts],
        'stops': [stop(18, 60), stop(18, 200), *stops], **more})


PLANTED = {
    'r1_names': [seen([node('push button', '')]), seen([node('push button', 'GtkMenuButton')]),
                 seen([node('push button', 'Undo Undo')]),
                 seen([node('push button', 'go-next-symbolic')]),
                 seen([node('push button', 'Not now Not now')]),
                 seen([node('push button', 'Open KinHomePage')]),
                 seen([{**node('push button', ''), 'sensitive': False}])],
    'r2_roles': [seen([node('filler', 'Card')])],
    'r3_fields': [seen([node('text', 'GtkEntry')])],
    'r4_images': [seen([node('image', 'GtkImage', focusable=False)])],
    'r5_visible_label': [seen([node('push button', 'Go'),
                               node('label', 'Check for new', 2, False)])],
    'r6_twins': [seen([node('push button', 'Next')])],
    'r7_order': [seen(stops=[stop(18, 10)]), seen(stops=[None]),
                 seen(stops=[stop(400, 300), stop(18, 220)])],
    'r8_rows': [seen([node('list item', ' ', focusable=False)]), seen([node('list item', '')]),
                seen([node('list item', 'GtkListItemWidget')]),
                # The excuse for what is in a combo box ends with it.
                seen([node('combo box', 'Month'), node('list item', '', 2),
                      node('list item', '')])],
    'r9_targets': [seen(parts=[button((18, 300, 34, 34))]),
                   seen(view='simple', parts=[button((18, 300, 48, 48))]),
                   seen(parts=[{'type': 'GtkSwitch', 'box': (0, 0, 48, 20), 'target': 1}])],
    'r10_heading': [seen([node('heading', 'Another')]), seen(nodes=[], page=True)],
    'r11_person': [seen(head={'title': 'Home', 'width': 350}), seen(head={'title': ' '})],
    'r12_cut_off': [seen(parts=[label('Acetylsali…', ellipsized=1)]),
                    seen(parts=[label('Measurements', broken='ts')])],
    'r13_fits': [seen(head={'title': 'Ana', 'least-width': 361, 'width': 350}),
                 seen(parts=[label('far out', (300, 0, 90, 20))])],
    'r14_contrast': [seen(parts=[label('faint', contrast=3.2)]),
                     seen(parts=[label('paler', contrast=6.1)], style='dark-contrast'),
                     seen(parts=[label('paler', contrast=6.1)], view='simple'),
                     seen(parts=[{'type': 'GtkImage', 'box': (0, 0, 16, 16), 'contrast': 1.4}])],
    'r15_words': [seen(parts=[label('Born 03/04/1950')]), seen(parts=[label('2026-11-25')]),
                  seen(parts=[label('on 03/04/05')], record='see 03/04/05 too'),
                  seen(parts=[label('on 03-04-05')]), seen(parts=[label('2026/8/3')]),
                  seen([node('push button', 'Born 03/04/1950')]),
                  seen(parts=[label('%s is new')]), seen(parts=[label('by (null)')]),
                  seen(parts=[label('<b>New</b>')]), seen(parts=[label('A &amp; B')])],
    'r16_translated': [seen(parts=[label('Not translated')], language='xx', record='Sodium'),
                       seen(parts=[label('Sodium, more words')], language='xx', record='Sodium'),
                       # In the record by chance, as a part of something else.
                       seen(parts=[label('Date')], language='xx', record='Update of 3 May'),
                       seen(parts=[label('Save a copy')], language='xx',
                            record='We save a copy\nSave a copy of it'),
                       seen(parts=[label('Loading…')], language='xx', record='Was loading a car'),
                       seen(parts=[label('…ave a copy of it…')], language='xx',
                            record='We save a copy of it now')],
    'r17_no_dead_end': [seen()],
    'r18_mnemonics': [seen(parts=[label('Name', mnemonic=110), label('Number', mnemonic=110)])],
    'r19_marked': [seen(parts=[label('A paragraph', selected=1)])],
    'r20_round': [seen(parts=[label('MQ', (0, 0, 62, 44), **{'in': 'KinPersonMark'})])],
    'r21_edges': [seen(parts=[button(edge=1.2)], style='contrast')],
}
PLANTED['r17_no_dead_end'][0].parts = [label('Home'), button(**{'in': 'GtkWindowControls'})]
PLANTED['r10_heading'][1].nodes = [node('push button', 'Next')]
GOOD = [
    seen(),
    seen([node('combo box', 'Month'), node('list item', '', 2), node('image', 'GtkImage', 2)],
         [label('100 %'), label('5 % of it'), label('555-01-0100'), label('< 5 and > 3')]),
    Seen('good', person='Ana', language='xx', record='Sodium\nmmol/L',
         head={'title': '[Hómé] – Ana', 'least-width': 300, 'width': 350},
         parts=[label('[Hómé one]'), label('Sodium, 4.1 mmol/L'), label('[Fróm] Sodium'),
                label('Sodium 4.1 mmol/L (Sodium)'), label('Sod…')]),
    Seen('passage', person='Ana', language='xx', record='It showed a tear\nof the knee. Later',
         head={'title': '[Hómé] – Ana', 'least-width': 300, 'width': 350},
         parts=[label('…showed a tear of the knee.'), label('[Fróm one]')]),
    Seen('dates', person='Ana', record='Written on 03/04/05\n2026-11-25',
         head={'title': 'Home – Ana', 'least-width': 300, 'width': 350},
         nodes=[node('heading', 'Home'), node('push button', 'Next')],
         parts=[label('Written on 03/04/05'), label('Note: 2026-11-25'), button()]),
]


# The light style with our blue, and what libadwaita 1.2 has instead.
COLOURS = {
    'window_bg_color': 'rgb(250,250,250)', 'view_bg_color': 'rgb(255,255,255)',
    'headerbar_bg_color': 'rgb(235,235,235)', 'card_bg_color': 'rgb(255,255,255)',
    'popover_bg_color': 'rgb(255,255,255)', 'dialog_bg_color': 'rgb(250,250,250)',
    'accent_bg_color': '#1a5fb4', 'accent_fg_color': 'rgb(255,255,255)',
    'accent_color': 'rgb(28,113,216)', 'destructive_bg_color': 'rgb(192,28,40)',
    'destructive_fg_color': 'rgb(255,255,255)', 'kin_edge_color': 'rgba(0,0,0,0.48)',
    **{f'{name}_fg_color': 'rgba(0,0,0,0.8)' for name in ('window', 'view', 'headerbar', 'card',
                                                          'popover', 'dialog')}}
FAINT = [
    ('the style as it is', tokens.wrongs(COLOURS), None),
    ('their blue', tokens.wrongs({**COLOURS, 'accent_bg_color': '#3584e4'}), 'accent_fg_color'),
    ('their edges', tokens.wrongs({**COLOURS, 'kin_edge_color': 'rgba(0,0,0,0.1)'}), 'edge'),
    ('their second lines', tokens.wrongs(COLOURS, 0.55), 'faint'),
]


def excuses_are_met():
    """An excuse that is used is noted: test-screens.py asks for those that are not."""
    MET.clear()
    wrongs(seen([node('filler', 'GtkListItemWidget')]))
    return MET == {('R2', None, 'filler', 'GtkListItemWidget')}


def report(number, title, good, why):
    print(f'{"ok" if good else "not ok"} {number} {title}')
    if not good:
        print(f'# {why}')
    return not good


def main():
    print(f'1..{len(RULES) + len(GOOD) + 2 + len(FAINT)}')
    failed = 0
    for number, rule in enumerate(RULES, start=1):
        name = rule.__name__
        missed = [s for s in PLANTED[name] if not list(rule(s))]
        failed += report(number, f'planted: {name}', not missed, missed)
    for number, screen in enumerate(GOOD, start=len(RULES) + 1):
        found = wrongs(screen)
        failed += report(number, f'a good screen in {screen.language}',
                         not [w for w in found if screen.language == 'en' or w[:3] in ('R16',)],
                         found)
    gap = missing_pairs(PAIRWISE)
    failed += report(len(RULES) + len(GOOD) + 1, f'{len(PAIRWISE)} of {len(ALL)} looks hold every '
                     'pair', not gap and missing_pairs(PAIRWISE[1:]), gap)
    for number, (title, found, answer) in enumerate(FAINT, start=len(RULES) + len(GOOD) + 2):
        good = any(answer in wrong for wrong in found) if answer else not found
        failed += report(number, f'colours: {title}', good, found)
    failed += report(len(RULES) + len(GOOD) + 2 + len(FAINT), 'excuses grow fewer, and are met',
                     len(STOCK) <= MOST_STOCK and excuses_are_met(), STOCK)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
