#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Portals for trying things out, in the real window by keyboard alone: a sample record is the only
place for what comes from there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import screens  # noqa: E402
from kinlib import Home, Practice, equal, holds  # noqa: E402
from kinscreen import Screen, browser_by_robot  # noqa: E402

NAME, BORN = 'Marta Quiroga', '1945-05-14'
LOGIN, PASSWORD = 'somebody-made-up', 'known-to-all'


def list_trials(home, portal):
    home.put_in_place('trials.ini', f"""[trials]
date=2026-11-26

[oak]
name=Oak sandbox
base={portal.url}
way=connect
login={LOGIN}
password={PASSWORD}
known=2026-08-14

[ash]
name=Ash sandbox
base=https://ash.example.org/r4
vendor=Epic
way=number
known=2026-08-14

[elm]
name=Elm test server
page=https://elm.example.org/
way=download
known=
""")


def a_sample_record_takes_whoever_is_there():
    """Marta's sample record is filled with what the trial has about another made-up person; and
    what came there is asked for again like anything else."""
    with Home() as home, Screen(home) as screen, \
            Practice(home, kinlib.made_up_person('teo')) as portal:
        list_trials(home, portal)
        browser_by_robot(home, portal.browser())
        screen.start()
        screen.wait_title('How big should words be?')
        screen.press('Next')
        screen.wait_title('Who is this for?')
        screen.press('Look around with a sample family')
        screen.wait_title('Home')
        screens.connect(screen)
        screen.press('Try it on the internet')
        screen.wait_title('Try it on the internet')
        screen.wait_text('This list was made on 26 November 2026.')
        rows = [n['name'] for n in screen.nodes() if n['role'] == 'list item']
        holds(any('Last known to work on 14 August 2026.' in row for row in rows), rows)
        holds(any('It is not known when it last worked.' in row for row in rows), rows)
        screen.shot('try')
        screen.press('\u2068Ash sandbox')
        screen.wait_title('What will happen')
        screen.press('Get a number for Kinchart')
        screen.wait_title('Number for Kinchart')
        screen.wait_text('Take the one for made-up records. It is good for nothing else.')
        screen.shot('number')
        screen.key('Escape')
        screen.wait_title('What will happen')
        screen.key('Escape')
        screen.wait_title('Try it on the internet')
        screen.press('\u2068Oak sandbox')
        screen.wait_title('What will happen')
        screen.wait_text(f'the name is \u2068{LOGIN}\u2069, the password is \u2068{PASSWORD}\u2069')
        screen.wait_text('Nobody there is real.')
        screen.shot('steps')
        screen.press('Open the clinic')
        screen.wait_title('Is this the right person?')
        screen.wait_text('Both people are made up, so it can be added to this sample record.')
        screen.shot('person')
        screen.press('Yes, add it')
        screen.wait_title('Your record is here')
        screen.wait_text('Sample. Not a real person')


def a_real_record_takes_nobody_from_there():
    with Home() as home, Screen(home) as screen, \
            Practice(home, kinlib.made_up_person()) as portal:
        list_trials(home, portal)
        home.run('person', 'add', NAME, '--birth-date', BORN)
        screen.start()
        screen.wait_title('Home')
        screens.connect(screen)
        screen.wait_text('This list was made on ')
        holds('Try it on the internet' not in screen.texts(), 'a way to try it')
        for address in (portal.url, portal.url + '/'):
            screen.go_to('Name, town')
            screen.key('ctrl+a')
            screen.type(address)
            screen.key('Return')
            screen.wait_title('Nobody at this address is real')
        screen.wait_text('never goes into the record of a real person')
        screen.shot('refused')
        equal([r['path'] for r in portal.asked()], [], 'what the portal was asked')


if __name__ == '__main__':
    kinlib.run_tests([a_sample_record_takes_whoever_is_there,
                      a_real_record_takes_nobody_from_there])
