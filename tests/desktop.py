#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a desktop, which a test changes while the app runs.

Answers org.freedesktop.portal.Settings on the session bus, as a desktop's portal does. A look a
line comes on standard input: light, dark, contrast or dark-contrast.
"""

import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

INTERFACE = '''<node><interface name="org.freedesktop.portal.Settings">
  <method name="ReadAll"><arg type="as" direction="in"/>
    <arg type="a{sa{sv}}" direction="out"/></method>
  <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="v" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface></node>'''
NAME = 'org.freedesktop.portal.Desktop'
PATH = '/org/freedesktop/portal/desktop'
SCHEME = ('org.freedesktop.appearance', 'color-scheme')       # 0: no wish, 1: dark
CONTRAST = ('org.gnome.desktop.a11y.interface', 'high-contrast')


class Desktop:
    def __init__(self):
        self.values = {SCHEME: GLib.Variant('u', 0), CONTRAST: GLib.Variant('b', False)}
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        node = Gio.DBusNodeInfo.new_for_xml(INTERFACE)
        self.bus.register_object(PATH, node.interfaces[0], self.on_call, self.on_get, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                       lambda *_: print('ready', flush=True), None)

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, call):
        if method == 'ReadAll':
            groups = {}
            for (group, key), value in self.values.items():
                groups.setdefault(group, {})[key] = value
            call.return_value(GLib.Variant('(a{sa{sv}})', (groups,)))
        elif parameters.unpack() in self.values:
            value = GLib.Variant('v', self.values[parameters.unpack()])
            call.return_value(GLib.Variant('(v)', (value,)))
        else:
            call.return_dbus_error('org.freedesktop.portal.Error.NotFound', 'no such setting')

    def on_get(self, *_):
        return GLib.Variant('u', 1)

    def change(self, setting, value):
        self.values[setting] = value
        self.bus.emit_signal(None, PATH, 'org.freedesktop.portal.Settings', 'SettingChanged',
                             GLib.Variant('(ssv)', (*setting, value)))

    def look(self, name):
        self.change(SCHEME, GLib.Variant('u', 1 if name.startswith('dark') else 0))
        self.change(CONTRAST, GLib.Variant('b', name.endswith('contrast')))


def main():
    desktop = Desktop()
    loop = GLib.MainLoop()

    def on_line(channel, _condition):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        desktop.look(line.strip())
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP,
                      on_line)
    loop.run()


if __name__ == '__main__':
    main()
