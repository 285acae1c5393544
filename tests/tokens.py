# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contrast from the colours that the style names, by the formula of WCAG 2.2.

The pixels of a screen show what is drawn on it; this shows what may be drawn on any.
"""

import re
from pathlib import Path

STYLE = Path(__file__).resolve().parent.parent / 'src' / 'ui'
LEAST_TEXT, LEAST_SHAPE, LEAST_PERSON = 4.5, 3.0, 7.0
WHITE = (255, 255, 255, 1.0)
# Words on a ground, which may let another ground through.
TEXT = [('window_fg_color', 'window_bg_color'), ('view_fg_color', 'view_bg_color'),
        ('headerbar_fg_color', 'headerbar_bg_color'), ('card_fg_color', 'card_bg_color'),
        ('popover_fg_color', 'popover_bg_color'), ('dialog_fg_color', 'dialog_bg_color'),
        ('accent_fg_color', 'accent_bg_color'), ('destructive_fg_color', 'destructive_bg_color')]
FAINT_GROUNDS = ('window_bg_color', 'view_bg_color', 'card_bg_color')
# The ring around what has the focus; the edge of what is pressed or filled in.
SHAPES = [('accent_color', ground) for ground in (*FAINT_GROUNDS, 'headerbar_bg_color')]
SHAPES += [('kin_edge_color', ground) for ground in FAINT_GROUNDS]


def parsed(words):
    """rgb(…), rgba(…) or #rrggbb as (red, green, blue, opacity)."""
    if words.startswith('#'):
        return (*(int(words[i:i + 2], 16) for i in (1, 3, 5)), 1.0)
    numbers = [float(n) for n in re.findall(r'[\d.]+', words)]
    return (*numbers[:3], numbers[3] if len(numbers) > 3 else 1.0)


def over(ink, ground):
    """What is seen of @ink on an opaque ground."""
    return (*(i * ink[3] + g * (1 - ink[3]) for i, g in zip(ink[:3], ground)), 1.0)


def luminance(colour):
    parts = [c / 255 for c in colour[:3]]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ratio(ink, ground, opacity=1.0):
    seen = over((*ink[:3], ink[3] * opacity), ground)
    light, dark = sorted((luminance(seen), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faintest():
    """The least opacity that our style gives to words: (value, where)."""
    css = (STYLE / 'style.css').read_text(encoding='utf-8')
    found = [(float(value), rule.strip()) for rule, value in
             re.findall(r'([^{}]+)\{[^{}]*\bopacity: ([\d.]+);', css) if 'picture' not in rule]
    return min(found, default=(1.0, 'none'))


def person_grounds():
    css = (STYLE / 'style.css').read_text(encoding='utf-8')
    return re.findall(r'\.(kin-\w+) \{ background: (#\w{6}); \}', css)


def pairs(colours, opacity):
    """(what, ratio, least) of everything that the style may draw."""
    window = parsed(colours['window_bg_color'])

    def ground(name):
        return over(parsed(colours[name]), window)
    for ink, on in TEXT:
        yield f'{ink} on {on}', ratio(parsed(colours[ink]), ground(on)), LEAST_TEXT
    for on in FAINT_GROUNDS:
        ink = on.replace('_bg_', '_fg_')
        yield f'faint {ink} on {on}', ratio(parsed(colours[ink]), ground(on), opacity), LEAST_TEXT
    for ink, on in SHAPES:
        yield f'{ink} on {on}', ratio(parsed(colours[ink]), ground(on)), LEAST_SHAPE
    for name, colour in person_grounds():
        yield f'white on {name}', ratio(WHITE, parsed(colour)), LEAST_PERSON


def wrongs(colours, opacity=None):
    """What would be too faint, in words."""
    opacity = faintest()[0] if opacity is None else opacity
    return [f'{what}: {value:.2f}:1, at least {least}:1'
            for what, value, least in pairs(colours, opacity) if value < least]
