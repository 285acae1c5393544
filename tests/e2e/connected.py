# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The made-up person at a practice portal, for tests of what a sync does."""

import json

from visit import Visit


def page(*resources):
    """An answer of a portal, in place of its own, that holds only these."""
    return {'headers': {'Content-Type': 'application/fhir+json'}, 'body': json.dumps(
        {'resourceType': 'Bundle', 'type': 'searchset',
         'entry': [{'resource': r, 'search': {'mode': 'match'}} for r in resources]})}


class Connected(Visit):
    """The made-up person at a practice portal, signed in and not yet synced."""

    def __enter__(self):
        super().__enter__()
        self.connect()
        return self
