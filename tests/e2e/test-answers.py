#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the browser comes back to: open for this computer and this sign-in only, and deaf to an
answer that another clinic gave."""

import shlex
import socket
import sys
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, Practice, end_process, equal, holds, wait_until  # noqa: E402

LISTENS = '0A'
PERSON = 'Marta Quiroga Hallström'


def sockets(pid):
    """The numbers of the sockets that a process has open."""
    found = set()
    for fd in Path(f'/proc/{pid}/fd').iterdir():
        try:
            name = fd.readlink().name
        except OSError:             # closed while it was looked at
            continue
        if name.startswith('socket:['):
            found.add(name[8:-1])
    return found


def listeners(pid):
    """Address and port, in hexadecimal, of each socket that a process listens at."""
    own = sockets(pid)
    rows = [line.split() for table in ('tcp', 'tcp6')
            for line in Path(f'/proc/net/{table}').read_text().splitlines()[1:]]
    return [row[1] for row in rows if row[3] == LISTENS and row[9] in own]


def answers(address, port):
    try:
        with socket.create_connection((address, port), timeout=5):
            return True
    except OSError:
        return False


def own_address():
    """Of this computer on its network; None where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(('192.0.2.1', 9))
        except OSError:
            return None
        return probe.getsockname()[0]


def marta(home):
    files = kinlib.made_up_person()
    born = kinlib.the_patient(files)['birthDate']
    return files, home.run('person', 'add', PERSON, '--birth-date', born).json['id']


def only_this_computer_is_heard_and_only_meanwhile():
    with Home() as home:
        files, person = marta(home)
        with Practice(home, files) as portal:
            waiting = home.start_cli('connect', person, portal.url, '--browser', 'sleep 600 #',
                                     '--yes')
            try:
                heard = wait_until(lambda: listeners(waiting.pid), 30, 'somebody who listens')
                equal(len(heard), 1, 'places where an answer is heard')
                address, port = heard[0].split(':')
                equal(address, '0100007F', 'the address, which is 127.0.0.1')
                port = int(port, 16)
                holds(not answers('127.0.0.2', port), 'another address of this computer answers')
                outside = own_address()
                holds(outside is None or not answers(outside, port), 'the network is answered')
                holds(answers('127.0.0.1', port), 'this computer is not')
            finally:
                end_process(waiting)
            holds(not answers('127.0.0.1', port), 'somebody listens when nothing is awaited')
            for command in (('person', 'list'), ('sections', person)):
                home.run(*command)
            holds(not answers('127.0.0.1', port), 'somebody listens without a sign-in')


def detour(home, asked, other):
    """A browser that a hostile portal sends on to another one, with its own question."""
    base, path = other.url, home.short / 'detour.py'
    path.write_text(f'''import subprocess, sys, urllib.parse
place = urllib.parse.urlsplit(sys.argv[-1])
asked = dict(urllib.parse.parse_qsl(place.query))
asked["aud"] = {base!r}
url = sys.argv[-1].split("?")[0].replace({origin(asked.url)!r}, {origin(base)!r})
command = {shlex.split(other.browser())!r}
sys.exit(subprocess.run([*command, url + "?" + urllib.parse.urlencode(asked)]).returncode)
''')
    return f'{sys.executable} {path}'


def origin(url):
    return '{0.scheme}://{0.netloc}'.format(urllib.parse.urlsplit(url))


def token_requests(portal):
    return [request for request in portal.asked() if request['path'].endswith('/token')]


def a_code_of_one_clinic_never_goes_to_another():
    with Home() as home:
        files, person = marta(home)
        with Practice(home, files) as honest, Practice(home, files) as hostile:
            home.run('connect', person, hostile.url, '--browser', detour(home, hostile, honest),
                     '--yes', expect=kinlib.ERROR)
            holds(any('/authorize' in request['path'] for request in honest.asked()),
                  'nobody signed in at the other clinic: the test shows nothing')
            equal(token_requests(hostile), [], 'what the hostile clinic was given')
            equal(token_requests(honest), [], 'what the honest one was given')
            home.run('connect', person, honest.url, '--browser', honest.browser(), '--yes')
            equal(len(token_requests(honest)), 1, 'the control: a code that is its own')


if __name__ == '__main__':
    kinlib.run_tests([only_this_computer_is_heard_and_only_meanwhile,
                      a_code_of_one_clinic_never_goes_to_another])
