# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One person, connected to a practice portal, whose record can begin again and again."""

import shutil

import kinlib
from kinlib import equal


class Story:
    """Keeps the data folder as it is after connecting, and puts it back when asked."""

    def __init__(self, home, portal, files):
        self.home = home
        self.portal = portal
        name, born = kinlib.person_of(files)
        self.person = home.run('person', 'add', name, '--birth-date', born).json['id']
        self.sign_in()
        self.before = home.short / 'before'
        shutil.copytree(home.data, self.before)

    def sign_in(self):
        self.home.run('connect', self.person, self.portal.url,
                      '--browser', self.portal.browser(), '--yes')

    def start_over(self):
        shutil.rmtree(self.home.data)
        shutil.copytree(self.before, self.home.data)

    def sync(self, **options):
        return self.home.run('sync', self.person, **options)

    def sound(self):
        """How much is in the record: it has to open, to be sound, and to miss nothing."""
        check = self.home.run('check', self.person).json
        equal(check['integrity'], True, 'integrity')
        equal([path.name for path in self.home.data.glob('people/*/record.db.*')
               if not path.name.endswith('.generation')], [], 'what is missed, or was put away')
        return check['resources']

    def exported(self):
        """(type, id) of everything in the record, sorted."""
        return sorted(kinlib.exported(self.home, self.person))

    def whole(self):
        """What the record has to be at the end: a sync that nothing disturbs brings it."""
        self.start_over()
        self.sync()
        found = self.exported()
        self.start_over()
        return found
