#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check once a day, also while Kinchart is closed: off until it is turned on by keyboard, and
offered only where the computer has it."""

import contextlib
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

# As much of a systemd as is asked: no test may turn on a timer of this computer.
SYSTEMD = '''
import os
import sys
from gi.repository import Gio, GLib
INTERFACE = """<node><interface name="org.freedesktop.systemd1.Manager">
<method name="GetUnitFileState"><arg type="s"/><arg type="s" direction="out"/></method>
<method name="EnableUnitFiles"><arg type="as"/><arg type="b"/><arg type="b"/></method>
<method name="DisableUnitFiles"><arg type="as"/><arg type="b"/></method>
<method name="Reload"/>
<method name="StartUnit"><arg type="s"/><arg type="s"/></method>
<method name="StopUnit"><arg type="s"/><arg type="s"/></method>
</interface></node>"""
WORDS = {'EnableUnitFiles': 'enable', 'DisableUnitFiles': 'disable', 'StartUnit': 'start',
         'StopUnit': 'stop'}
def on_call(bus, sender, path, interface, method, arguments, invocation):
    if method in WORDS:
        name = arguments.unpack()[0]
        with open(sys.argv[1], 'a') as log:
            print(WORDS[method], name if isinstance(name, str) else name[0], file=log)
    answer = GLib.Variant('(s)', ('disabled',)) if method[:3] == 'Get' else None
    def on_time():
        busy = method in WORDS and os.path.exists(sys.argv[1] + '.busy')
        if not busy:
            invocation.return_value(answer)
        return busy
    if on_time():
        GLib.timeout_add(20, on_time)
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object('/org/freedesktop/systemd1',
                    Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, None, None)
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.systemd1', 0, None, None)
GLib.MainLoop().run()
'''
A_DAY_LATER = ['faketime', '-f', '+1d']
ROW = 'Check while Kinchart is closed'


def open_preferences(screen):
    screen.start()
    screen.menu('Preferences', 'app.preferences')
    screen.wait_title('Preferences')


def told(log):
    return log.read_text().split('\n')[:-1] if log.exists() else []


ON = ['enable kinchart-check.timer', 'start kinchart-check.timer']
OFF = ['disable kinchart-check.timer', 'stop kinchart-check.timer']


def start_manager(home):
    """Returns where it writes down what it is told."""
    log = home.short / 'told'
    home.start(['/usr/bin/python3', '-c', SYSTEMD, log])
    wait_until(lambda: home.bus_has('org.freedesktop.systemd1'), what='the manager')
    return log


def it_is_turned_on_and_off_again():
    with Home() as home:
        log = start_manager(home)
        with Screen(home, 360, 760) as screen:
            open_preferences(screen)
            screen.wait_text(ROW)
            equal(told(log), [], 'what was turned on by itself')
            screen.press(ROW)
            wait_until(lambda: told(log) == ON, what='it to be on')
            screen.shot('on')
            screen.press(ROW)
            wait_until(lambda: told(log) == ON + OFF, what='it to be off')


def is_on(screen):
    return next(n for n in screen.nodes()
                if n['role'] == 'check box' and n['name'] == ROW)['checked']


def whoever_is_quick_is_understood():
    """One thing after the other, however fast it is chosen, and the last choice holds."""
    with Home() as home:
        log = start_manager(home)
        busy = log.with_suffix('.busy')
        with Screen(home, 360, 760) as screen:
            open_preferences(screen)
            screen.wait_text(ROW)
            busy.touch()
            screen.press(ROW)
            wait_until(lambda: told(log) == ON[:1], what='the first choice')
            for on in (False, True, False):
                screen.press(ROW)
                wait_until(lambda: is_on(screen) == on, what=f'the switch to say {on}')
            busy.unlink()
            wait_until(lambda: len(told(log)) >= 4, what='it to be off')
            equal(told(log), ON + OFF, 'what was told')


def it_is_not_offered_where_there_is_none():
    with Home() as home, Screen(home, 360, 760) as screen:
        open_preferences(screen)
        screen.wait_text('Text size')
        holds(ROW not in screen.texts(), 'offered')


@contextlib.contextmanager
def slow_clinic():
    """A person at a clinic that takes its time to answer."""
    files = kinlib.made_up_person()
    with Home() as home, Practice(home, files) as portal:
        name, born = kinlib.person_of(files)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        portal.faults({'match': '^GET /fhir/[A-Z]', 'times': -1, 'delay': 2000})
        portal.asked()
        yield home, portal, person


def the_check_makes_room_for_the_window():
    with slow_clinic() as (home, portal, _), Screen(home, 360, 760) as screen:
        checking = home.start([*A_DAY_LATER, kinlib.CLI, 'sync-due'])
        wait_until(portal.asked, what='the check that holds the record')
        screen.start()
        screen.wait_title('Home')
        holds(not screen.went_by('already open'), 'told that it is open already')
        equal(checking.wait(kinlib.PATIENCE), 0, 'the end of the check')


def what_holds_it_is_waited_for_in_words():
    """A check that does not come to its end at once."""
    with slow_clinic() as (home, portal, _), Screen(home, 360, 760) as screen:
        checking = home.start([*A_DAY_LATER, kinlib.CLI, 'sync-due'])
        wait_until(portal.asked, what='the check that holds the record')
        check = int(Path(f'/proc/{checking.pid}/task/{checking.pid}/children').read_text())
        os.kill(check, signal.SIGSTOP)
        screen.start()
        screen.wait_title('Opening your records')
        screen.shot('waits')
        os.kill(check, signal.SIGCONT)
        screen.wait_title('Home')


def another_program_is_not_ended():
    with slow_clinic() as (home, portal, person), Screen(home, 360, 760) as screen:
        running = home.start_cli('sync', person)
        wait_until(portal.asked, what='somebody who holds the record')
        screen.start()
        screen.wait_title('Kinchart is already open')
        equal(running.poll(), None, 'the end of what holds it')


if __name__ == '__main__':
    kinlib.run_tests([
        it_is_turned_on_and_off_again, whoever_is_quick_is_understood,
        it_is_not_offered_where_there_is_none,
        the_check_makes_room_for_the_window, what_holds_it_is_waited_for_in_words,
        another_program_is_not_ended])
