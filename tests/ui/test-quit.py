#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever leaves, or logs out, just after a choice finds it again, and nothing breaks or stays."""

import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen, Walker  # noqa: E402

NAME = 'Marta Quiroga Hallström'
BORN = '1945-05-14'
SLOW = [{'match': 'GET *', 'delay': 250, 'times': -1}]
ROUNDS = 2


def ends_well(screen):
    """Waits for the end of the app, which is none that a signal made."""
    try:
        code = screen.app.wait(30)
    except subprocess.TimeoutExpired:
        code = 'none'
    equal(code, 0, 'the end of the app')
    screen.stop()


def log_out(screen):
    screen.app.send_signal(signal.SIGTERM)
    ends_well(screen)


def quit_by_key(screen):
    screen.see('action app.quit')
    ends_well(screen)


def open_photo_page(screen):
    screen.start()
    screen.wait_title('Home')
    screen.see('action app.preferences')
    screen.press('Photo')
    screen.wait_shows('KinPhotoPage')


def choose_boat(screen):
    open_photo_page(screen)
    Screen.go_to(screen, 'A boat')
    screen.key('Return')
    screen.wait_title('Chosen: A boat')


def remove_picture(screen):
    open_photo_page(screen)
    screen.press('Remove the picture')
    screen.see('head')


def the_last_choice_is_kept():
    with Home() as home, Walker(home, 1024, 800, lambda words: words) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        for leave in (log_out, quit_by_key) * ROUNDS:
            choose_boat(screen)
            leave(screen)
            remove_picture(screen)
            leave(screen)
            open_photo_page(screen)
            screen.press('Choose a photo')
            screen.stop()


def a_clinic_that_is_asked_does_not_hold_it():
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files, faults=SLOW) as portal:
        person = home.run('person', 'add', NAME, '--birth-date', BORN).json['id']
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        with Walker(home, 1024, 800, lambda words: words) as screen:
            for leave in (log_out, quit_by_key):
                screen.start()
                screen.wait_shows('KinHomePage')
                screen.see('action win.check-for-new')
                wait_until(portal.asked, 60, 'the clinic being asked')
                leave(screen)
        portal.faults()
        home.run('sync', person)
        holds(home.run('sections', person).json['items'] > 100, 'the record is there')


def what_is_freed_does_not_stay_readable():
    with Home() as home, Walker(home, 1024, 800, lambda words: words) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.start()
        screen.wait_shows('KinHomePage')
        holds(screen.see('wiping'), 'freed memory is overwritten')


if __name__ == '__main__':
    kinlib.run_tests([
        the_last_choice_is_kept,
        a_clinic_that_is_asked_does_not_hold_it,
        what_is_freed_does_not_stay_readable,
    ])
