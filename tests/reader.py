#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen reader for tests: answers questions about one program's accessible tree.

    reader.py PID    a question a line on standard input, an answer in JSON on standard output

    title    the title of the active window
    focus    {role, name} of what has the focus
    controls {role, name} of everything that takes the focus
    headings the names of what is a heading
    nodes    what shows, in order: role, name, description, states that matter, depth, level
    events   what was said since the last time: a new name of the window or of what has the
             focus, a move of the focus, a new window (with the word “events” after PID)
    texts    the names and texts that are showing, in order
"""

import json
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

STATES = Atspi.StateType
LABELLED_BY = Atspi.RelationType.LABELLED_BY
ROWS = 8         # the rows of a list are alike


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


def showing(node, rows=None):
    """(node, states) of all that shows, in order; of a list the first @rows only."""
    states = node.get_state_set().get_states()
    if STATES.VISIBLE not in states:
        return
    yield node, states
    count = node.get_child_count()
    if rows is not None and count > rows and node.get_role() == Atspi.Role.LIST:
        count = rows
    for i in range(count):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from showing(child, rows)


def focused(window, told):
    """What has the focus: what it was @told last, or what is found by going through all."""
    if told is not None and is_focused_in(told, window):
        return told
    return next((n for n, states in showing(window) if STATES.FOCUSED in states), None)


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


def name_of(node):
    """Its own name, or that of its label: newer GTK leaves it to readers to look there."""
    return node.get_name() or ' '.join(text_of(r.get_target(i)) for r in node.get_relation_set()
                                       if r.get_relation_type() == LABELLED_BY
                                       for i in range(r.get_n_targets()))


def text_of(label):
    return label.get_name() or (Atspi.Text.get_text(label, 0, -1) if label.is_text() else '')


def nodes(node, depth=0):
    """Everything that shows, for the rules; of a list the first rows only."""
    states = node.get_state_set().get_states()
    if STATES.VISIBLE not in states:
        return
    role = node.get_role_name()
    yield {'role': role, 'name': name_of(node), 'depth': depth,
           'focusable': STATES.FOCUSABLE in states, 'sensitive': STATES.SENSITIVE in states,
           'focused': STATES.FOCUSED in states, 'checked': STATES.CHECKED in states,
           'level': node.get_attributes().get('level') if role == 'heading' else None}
    count = node.get_child_count()
    if role == 'list':
        count = min(count, ROWS)
    for i in range(count):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from nodes(child, depth + 1)


def words(node):
    if node.get_role() in (Atspi.Role.TEXT, Atspi.Role.ENTRY):
        said = Atspi.Text.get_text(node, 0, -1)
        return f'{node.get_name()}: {said}' if node.get_name() else said
    return node.get_name()


EVENTS = ('object:state-changed:focused', 'object:property-change:accessible-name',
          'window:create')


class Recorder:
    """What a screen reader would say by itself (ux: the only things that reach one on GTK 4.8)."""

    def __init__(self, pid, keeps):
        self.pid = pid
        self.keeps = keeps
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
            if not self.keeps:
                return
            self.heard.append({'kind': event.type, 'role': event.source.get_role_name(),
                               'name': event.source.get_name()})
        except GLib.Error:
            pass                            # it went away while it was heard

    def take(self):
        heard, self.heard = self.heard, []
        return heard


def answer(pid, question, focus):
    window = front(pid)
    if window is None or not window.get_state_set().contains(STATES.VISIBLE):
        return None
    if question == 'title':
        return window.get_name()
    if question == 'focus':
        node = focused(window, focus)
        return node and {'role': node.get_role_name(), 'name': name_of(node)}
    if question == 'controls':
        return [{'role': n.get_role_name(), 'name': name_of(n)}
                for n, states in showing(window, ROWS)
                if STATES.FOCUSABLE in states]
    if question == 'nodes':
        return list(nodes(window))
    if question == 'headings':
        return [n.get_name() for n, _ in showing(window, ROWS)
                if n.get_role() == Atspi.Role.HEADING]
    return [w for w in (words(node) for node, _ in showing(window)) if w]


def main():
    pid = int(sys.argv[1])
    Atspi.init()
    context = GLib.MainContext.default()
    recorder = Recorder(pid, keeps='events' in sys.argv[2:])
    for line in sys.stdin:
        while context.iteration(False):
            pass
        try:
            said = recorder.take() if line.strip() == 'events' \
                else answer(pid, line.strip(), recorder.focus)
        except GLib.Error:
            said = None                     # it went away while it was read
        print(json.dumps(said), flush=True)


if __name__ == '__main__':
    main()
