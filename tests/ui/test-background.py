#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check once a day, also while Kinchart is closed: off until it is turned on by keyboard, and
offered only where the computer has it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

# As much of a systemd as is asked: no test may turn on a timer of this computer.
SYSTEMD = '''
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
    invocation.return_value(GLib.Variant('(s)', ('disabled',)) if method[:3] == 'Get' else None)
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
bus.register_object('/org/freedesktop/systemd1',
                    Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0], on_call, None, None)
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.systemd1', 0, None, None)
GLib.MainLoop().run()
'''
ROW = 'Check while Kinchart is closed'


def open_preferences(screen):
    screen.start()
    screen.menu('Preferences', 'app.preferences')
    screen.wait_title('Preferences')


def told(log):
    return log.read_text().split('\n')[:-1] if log.exists() else []


def it_is_turned_on_and_off_again():
    with Home() as home:
        log = home.short / 'told'
        home.start(['/usr/bin/python3', '-c', SYSTEMD, log])
        wait_until(lambda: home.bus_has('org.freedesktop.systemd1'), what='the manager')
        with Screen(home, 360, 760) as screen:
            open_preferences(screen)
            screen.wait_text(ROW)
            equal(told(log), [], 'what was turned on by itself')
            screen.press(ROW)
            wait_until(lambda: told(log) == ['enable kinchart-check.timer',
                                             'start kinchart-check.timer'], what='it to be on')
            screen.shot('on')
            screen.press(ROW)
            wait_until(lambda: told(log)[2:] == ['stop kinchart-check.timer',
                                                 'disable kinchart-check.timer'],
                       what='it to be off')


def it_is_not_offered_where_there_is_none():
    with Home() as home, Screen(home, 360, 760) as screen:
        open_preferences(screen)
        screen.wait_text('Text size')
        holds(ROW not in screen.texts(), 'offered')


if __name__ == '__main__':
    kinlib.run_tests([it_is_turned_on_and_off_again, it_is_not_offered_where_there_is_none])
