#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen reader for tests: answers questions about one program's accessible tree.

    reader.py PID      a question a line on standard input, an answer in JSON on standard output
    reader.py events   the same, and “events”: says a line when it listens, then waits for the PID

    title    the title of the active window
    focus    {role, name} of what has the focus
    controls {role, name} of everything that takes the focus
    headings the names of what is a heading
    nodes    what shows, in order: role, name, description, states that matter, depth, level
    events   what was said since the last time: a new name of the window or of what has the
             focus, a move of the focus, a new window
    texts    the names and texts that are showing, in order
"""

import json
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

STATES = Atspi.StateType
ROLES = Atspi.Role
ROWS = 8         # the rows of a list are alike
ACCESSIBLE = 'org.a11y.atspi.Accessible'
PROPERTIES = 'org.freedesktop.DBus.Properties'
OF_ACCESSIBLE = GLib.Variant('(s)', (ACCESSIBLE,))
NOBODY = '/org/a11y/atspi/null'
WHOLE = GLib.Variant('(ii)', (0, -1))


class Part:
    """One thing in the tree, and what was read of it."""

    def __init__(self, where, depth=0):
        self.where = where           # the program's name on the bus, and the path
        self.depth = depth
        self.states = self.role = 0
        self.name = ''
        self.parts = []

    def has(self, state):
        return bool(self.states >> state & 1)

    def all(self):
        """Itself and all in it that shows, in order."""
        yield self
        for part in self.parts:
            if part.has(STATES.VISIBLE):
                yield from part.all()


class Bus:
    """The bus of accessibility, asked many things at a time: one by one, most of the time goes by
    with waking up the program, the bus and us."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress',
                                    None, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def ask(self, parts, method, words=None, interface=ACCESSIBLE):
        """What each of @parts answers; a GLib.Error when one of them went away meanwhile.

        @words go with it: the same to all, or a list of what goes to each.
        """
        came = []

        def on_answer(bus, result, place):
            came.append((place, result))
        for place, part in enumerate(parts):
            said = words[place] if isinstance(words, list) else words
            self.bus.call(*part.where, interface, method, said, None, Gio.DBusCallFlags.NONE, -1,
                          None, on_answer, place)
        while len(came) < len(parts):
            GLib.MainContext.default().iteration(True)
        answers = [(place, self.bus.call_finish(result)) for place, result in came]
        return [answer.unpack()[0] for _, answer in sorted(answers, key=lambda each: each[0])]

    def names(self, parts):
        return [facts['Name'] for facts in self.facts(parts)]

    def facts(self, parts):
        """Name, ChildCount and what else is a property, of each."""
        return self.ask(parts, 'GetAll', OF_ACCESSIBLE, PROPERTIES)

    def texts(self, parts):
        return self.ask(parts, 'GetText', WHOLE, 'org.a11y.atspi.Text')

    def read(self, window, rows=None):
        """All that shows of @window, in order; of a list the first @rows only."""
        top = Part((window.app.bus_name, window.path))
        level = [top]
        while level:
            for part, (low, high) in zip(level, self.ask(level, 'GetState')):
                part.states = low | high << 32
            level = [part for part in level if part.has(STATES.VISIBLE)]
            facts = self.facts(level)
            for part, part.role, fact in zip(level, self.ask(level, 'GetRole'), facts):
                part.name = fact['Name']
            level = self.parts_of(level, [fact['ChildCount'] for fact in facts], rows)
        return list(top.all())

    def parts_of(self, level, counts, rows):
        """What is in each of @level, which has so many parts; of a list the first @rows only."""
        places = [(part, i) for part, count in zip(level, counts) for i in
                  range(count if rows is None or part.role != ROLES.LIST else min(count, rows))]
        found = self.ask([part for part, _ in places], 'GetChildAtIndex',
                         [GLib.Variant('(i)', (i,)) for _, i in places])
        for (part, _), where in zip(places, found):
            if where[1] != NOBODY:
                part.parts.append(Part(where, part.depth + 1))
        return [part for above in level for part in above.parts]

    def name_by_labels(self, parts):
        """A name for what has none of its own: newer GTK leaves it to readers to look there."""
        parts = [part for part in parts if not part.name]
        for part, relations in zip(parts, self.ask(parts, 'GetRelationSet')):
            labels = [Part(where) for kind, found in relations
                      if kind == Atspi.RelationType.LABELLED_BY for where in found]
            part.name = ' '.join(name or self.texts([label])[0]
                                 for label, name in zip(labels, self.names(labels)))


def application(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and child.get_process_id() == pid:
            child.set_cache_mask(Atspi.Cache.NONE)      # what is there now, not what was
            return child
    return None


def windows(pid):
    app = application(pid)
    if app is None:
        return []
    found = [app.get_child_at_index(i) for i in range(app.get_child_count())]
    return [w for w in found if w is not None]


def front(pid):
    """The window in front: a dialog before the window it belongs to."""
    found = windows(pid)
    active = [w for w in found if w.get_state_set().contains(STATES.ACTIVE)]
    return (active or found or [None])[-1]


def is_focused_in(node, window):
    """Whether @node, which may be gone or hidden by now, has the focus of @window."""
    try:
        states = node.get_state_set()
        if not states.contains(STATES.FOCUSED) or not states.contains(STATES.VISIBLE):
            return False
        while node is not None and node != window:
            node = node.get_parent()
        return node is not None
    except GLib.Error:
        return False


def focus(bus, window, told):
    """What has the focus: what it was @told last, or what is found by going through all."""
    if told is not None and is_focused_in(told, window):
        found = Part((told.app.bus_name, told.path))
        [found.role], [found.name] = bus.ask([found], 'GetRole'), bus.names([found])
    else:
        found = next((part for part in bus.read(window) if part.has(STATES.FOCUSED)), None)
    if found is None:
        return None
    bus.name_by_labels([found])
    return {'role': Atspi.role_get_name(found.role), 'name': found.name}


def controls(bus, window):
    found = [part for part in bus.read(window, ROWS) if part.has(STATES.FOCUSABLE)]
    bus.name_by_labels(found)
    return [{'role': Atspi.role_get_name(part.role), 'name': part.name} for part in found]


def nodes(bus, window):
    """Everything that shows, for the rules; of a list the first rows only."""
    found = bus.read(window, ROWS)
    bus.name_by_labels(found)
    headings = [part for part in found if part.role == ROLES.HEADING]
    levels = {part.where: attributes.get('level') for part, attributes
              in zip(headings, bus.ask(headings, 'GetAttributes'))}
    return [{'role': Atspi.role_get_name(part.role), 'name': part.name, 'depth': part.depth,
             'focusable': part.has(STATES.FOCUSABLE), 'sensitive': part.has(STATES.SENSITIVE),
             'focused': part.has(STATES.FOCUSED), 'checked': part.has(STATES.CHECKED),
             'level': levels.get(part.where)} for part in found]


def texts(bus, window):
    found = bus.read(window)
    fields = [part for part in found if part.role in (ROLES.TEXT, ROLES.ENTRY)]
    for part, said in zip(fields, bus.texts(fields)):
        part.name = f'{part.name}: {said}' if part.name else said
    return [part.name for part in found if part.name]


EVENTS = ('object:state-changed:focused', 'object:property-change:accessible-name',
          'window:create')
PATIENCE = 5        # seconds until what does not answer is taken for gone


class Recorder:
    """What a screen reader would say by itself (ux: the only things that reach one on GTK 4.8)."""

    def __init__(self, keeps):
        self.pid = 0
        self.keeps = keeps
        self.early = []                     # heard, and from what did not answer yet
        self.heard = []
        self.focus = None
        self.listener = Atspi.EventListener.new(self.on_event)
        for kind in EVENTS if keeps else EVENTS[:1]:
            self.listener.register(kind)

    def on_event(self, event):
        try:
            if event.source.get_process_id() != self.pid:
                return
            if event.type.startswith(EVENTS[0]):
                if not event.detail1:
                    return
                self.focus = event.source
        except GLib.Error:
            return                          # it went away while it was heard
        if self.keeps:
            self.early.append((time.monotonic(), event.type, event.source))
            self.name_early()

    def name_early(self):
        """Names what was heard. A window that opens speaks before its parts answer."""
        early, self.early = self.early, []
        for when, kind, source in early:
            if self.early:
                self.early.append((when, kind, source))     # after what came before it
                continue
            try:
                self.heard.append({'kind': kind, 'role': source.get_role_name(),
                                   'name': source.get_name()})
            except GLib.Error:
                if time.monotonic() < when + PATIENCE:
                    self.early.append((when, kind, source))

    def take(self):
        self.name_early()
        heard, self.heard = self.heard, []
        return heard


def answer(bus, pid, question, told):
    window = front(pid)
    if window is None or not window.get_state_set().contains(STATES.VISIBLE):
        return None
    if question == 'title':
        return window.get_name()
    if question == 'focus':
        return focus(bus, window, told)
    if question == 'controls':
        return controls(bus, window)
    if question == 'nodes':
        return nodes(bus, window)
    if question == 'headings':
        return [part.name for part in bus.read(window, ROWS) if part.role == ROLES.HEADING]
    return texts(bus, window)


def main():
    keeps = sys.argv[1] == 'events'
    Atspi.init()
    bus = Bus()
    context = GLib.MainContext.default()
    recorder = Recorder(keeps)
    if keeps:
        print('it listens', flush=True)
    pid = recorder.pid = int(sys.stdin.readline() if keeps else sys.argv[1])
    for line in sys.stdin:
        while context.iteration(False):
            pass
        try:
            said = recorder.take() if line.strip() == 'events' \
                else answer(bus, pid, line.strip(), recorder.focus)
        except GLib.Error:
            said = None                     # it went away while it was read
        print(json.dumps(said), flush=True)


if __name__ == '__main__':
    main()
