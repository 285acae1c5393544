# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The looks that each screen is held to: style, size of words, width, language."""

import itertools
from dataclasses import astuple, dataclass

STYLES = ('light', 'dark', 'contrast')
TEXTS = (100, 200)
WIDTHS = (360, 1024)
LANGUAGES = ('en', 'xx', 'xr')       # xx: longer words; xr: from right to left (pseudo.py)
HEIGHT = 1300                        # tall: what has to be scrolled to is not drawn, nor measured


@dataclass(frozen=True)
class Look:
    style: str
    text: int
    width: int
    language: str
    view: str = ''                   # or "simple": large and simple

    def __str__(self):
        return '-'.join(str(part) for part in astuple(self) if part)


# Any two of these meet in one of the nine; the longest words at their largest are narrow.
PAIRWISE = [
    Look('light', 100, 360, 'en'), Look('dark', 200, 1024, 'en'), Look('contrast', 200, 360, 'en'),
    Look('light', 200, 360, 'xx'), Look('dark', 100, 1024, 'xx'), Look('contrast', 100, 360, 'xx'),
    Look('light', 200, 1024, 'xr'), Look('dark', 200, 360, 'xr'), Look('contrast', 100, 1024, 'xr'),
]
ALL = [Look(*parts) for parts in itertools.product(STYLES, TEXTS, WIDTHS, LANGUAGES)]

# The large and simple view, for whoever needs it most: narrow, and with the largest words.
SIMPLE = [Look(*parts, 'simple') for parts in (
    ('light', 100, 360, 'en'), ('light', 200, 360, 'en'), ('dark', 200, 1024, 'en'),
    ('contrast', 200, 360, 'en'), ('light', 200, 360, 'xx'), ('light', 200, 360, 'xr'))]

# Two styles at once: a few screens hold everything that is drawn.
BOTH = Look('dark-contrast', 100, 360, 'en')
SHOWN_IN_BOTH = ('home', 'section', 'item', 'letter-date')


def missing_pairs(looks):
    """The pairs of values that no look has."""
    def pairs(look):
        parts = list(enumerate(astuple(look)))
        return set(itertools.combinations(parts, 2))
    return set().union(*map(pairs, ALL)) - set().union(*map(pairs, looks))
