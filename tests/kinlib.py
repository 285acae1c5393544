# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every end-to-end test needs: a home of its own, a portal, the program, a count.

    with Home() as home, Practice(home, files) as portal:
        person = home.run('person', 'add', 'Rosa').json['id']
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
"""

import collections
import contextlib
import fcntl
import gzip
import json
import lzma
import os
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BUILD = Path(os.environ.get('KIN_BUILD', PROJECT / '_build'))
SHARED = Path(os.environ.get('KIN_SHARED', PROJECT.parent / 'shared'))
PRACTICE_DATA = PROJECT / 'data' / 'practice'
CLI = BUILD / 'src' / 'cli' / 'kinchart-cli'
PRACTICE = BUILD / 'src' / 'practice' / 'kinchart-practice'
ROBOT = PROJECT / 'tests' / 'robot.py'
PATIENCE = int(os.environ.get('KIN_PATIENCE', '120'))

# Exit codes of kinchart-cli.
DONE, ERROR, USAGE, SIGN_IN, PARTLY = 0, 1, 2, 3, 4

# What a person's own session must never lend to a test.
FOREIGN = ('DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY', 'GNOME_KEYRING_CONTROL',
           'SSH_AUTH_SOCK', 'http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY',
           'HTTPS_PROXY', 'ALL_PROXY', 'LD_PRELOAD')


class Skip(Exception):
    """A test that cannot be run here, with the reason."""


def skip_without_shared():
    if not (SHARED / 'data').is_dir():
        raise Skip('no shared test data')


# Processes


def wait_until(question, seconds=PATIENCE, what='the condition'):
    """Asks until the answer is true and returns it. What takes long to answer is left in peace for
    as long: the program that is waited for has work to do."""
    end = time.monotonic() + seconds
    while (begin := time.monotonic()) < end:
        answer = question()
        if answer:
            return answer
        time.sleep(min(max(time.monotonic() - begin, 0.02), 0.5))
    raise AssertionError(f'waited {seconds} s for {what}')


def free_port():
    """A port of this computer that nobody listens at just now."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def alone(name):
    """Of the programs of tests that run at once, one at a time: for what a computer has once."""
    with (Path(tempfile.gettempdir()) / f'kinchart-tests-{name}').open('w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def end_process(process):
    """Ends one process that we started, by its id, and waits for it."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


class Answer:
    """What a finished program said."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr

    @property
    def json(self):
        return json.loads(self.out)


class Home:
    """A home folder with a session bus and a real gnome-keyring of its own.

    Nothing of the person's own session is seen from inside. With @folder the
    home stays there afterwards; without, it is temporary.
    """

    def __init__(self, folder=None, keyring=True):
        # Sockets live here: their paths may have 107 bytes, so it must be short.
        self.short = Path(tempfile.mkdtemp(prefix='kin-', dir='/tmp'))
        self.folder = Path(folder) if folder else self.short / 'home'
        self.wants_keyring = keyring
        self.processes = []
        self.keyring = None
        self.env = self.environment()

    def environment(self):
        env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        env.update({
            'HOME': str(self.folder),
            'XDG_DATA_HOME': str(self.folder / '.local/share'),
            'XDG_CONFIG_HOME': str(self.folder / '.config'),
            'XDG_CACHE_HOME': str(self.folder / '.cache'),
            'XDG_STATE_HOME': str(self.folder / '.local/state'),
            'XDG_RUNTIME_DIR': str(self.short / 'run'),
            'TMPDIR': str(self.short / 'tmp'),
            'DBUS_SESSION_BUS_ADDRESS': f'unix:path={self.short}/bus',
            'GIO_USE_VFS': 'local',
            'GSETTINGS_BACKEND': 'memory',
            'LC_ALL': 'C.UTF-8',
            'TZ': 'UTC',
        })
        return env

    @property
    def data(self):
        return Path(self.env['XDG_DATA_HOME']) / 'kinchart'

    def __enter__(self):
        for name in ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'TMPDIR'):
            Path(self.env[name]).mkdir(parents=True, exist_ok=True)
        Path(self.env['XDG_RUNTIME_DIR']).mkdir(mode=0o700)
        self.start_bus()
        if self.wants_keyring:
            self.start_keyring()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            end_process(process)
        shutil.rmtree(self.short, ignore_errors=True)

    def start_bus(self):
        bus = self.start(['dbus-daemon', '--session', '--nofork', '--nopidfile',
                          '--print-address', '--address', self.env['DBUS_SESSION_BUS_ADDRESS']],
                         stdout=subprocess.PIPE)
        if not bus.stdout.readline():
            raise AssertionError('the session bus did not start')

    def start_keyring(self, password='practice'):
        keyring = self.start(['gnome-keyring-daemon', '--foreground', '--unlock',
                              '--components=secrets'],
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        keyring.stdin.write(f'{password}\n'.encode())
        keyring.stdin.close()
        wait_until(lambda: self.bus_has('org.freedesktop.secrets'), 20, 'the keyring')
        self.keyring = keyring

    def add_strange_keyring(self):
        """Besides the person's keyring there is another, whose password nobody knows."""
        end_process(self.keyring)
        with Home() as other:
            subprocess.run(['secret-tool', 'store', '--label=seed', 'seed', 'one'], input='seed',
                           env=other.env, check=True, text=True)
            made = Path(other.env['XDG_DATA_HOME']) / 'keyrings' / 'login.keyring'
            text = made.read_bytes()
        (Path(self.env['XDG_DATA_HOME']) / 'keyrings' / 'strange.keyring').write_bytes(text)
        self.start_keyring()

    def destroy_keyring(self):
        """The daemon ends, its files are gone, and a new one knows nothing of them."""
        end_process(self.keyring)
        shutil.rmtree(Path(self.env['XDG_DATA_HOME']) / 'keyrings')
        self.start_keyring('another')

    def bus_has(self, name):
        asked = subprocess.run(
            ['dbus-send', '--session', '--dest=org.freedesktop.DBus', '--print-reply', '/',
             'org.freedesktop.DBus.NameHasOwner', f'string:{name}'],
            env=self.env, capture_output=True, text=True, check=False)
        return 'boolean true' in asked.stdout

    def start(self, command, **options):
        """Starts a program inside; it ends with the home."""
        options.setdefault('stdin', subprocess.DEVNULL)
        options.setdefault('stderr', subprocess.DEVNULL)
        env = {**self.env, **options.pop('env', {})}
        process = subprocess.Popen([str(word) for word in command], env=env, **options)
        self.processes.append(process)
        return process

    # kinchart-cli

    def command(self, *words):
        return [str(CLI), '--json', *[str(word) for word in words]]

    def run(self, *words, expect=DONE, text=None, env=None):
        """Runs one command of kinchart-cli and checks its exit code (None: any)."""
        process = subprocess.run(
            self.command(*words), env={**self.env, **(env or {})}, check=False,
            capture_output=True, text=True, timeout=PATIENCE * 5,
            **({'input': text} if text is not None else {'stdin': subprocess.DEVNULL}))
        answer = Answer(process)
        if expect is not None and answer.code != expect:
            raise AssertionError(f'kinchart-cli {words[0]}: exit {answer.code}, not {expect}\n'
                                 f'{answer.err}{answer.out[:2000]}')
        return answer

    def say(self, *words):
        """What one command says to people, without --json."""
        return subprocess.run([str(CLI), *[str(word) for word in words]], env=self.env, check=True,
                              capture_output=True, text=True, timeout=PATIENCE * 5).stdout

    def start_cli(self, *words, **options):
        """Starts kinchart-cli and does not wait."""
        options.setdefault('stdout', subprocess.DEVNULL)
        return self.start(self.command(*words), **options)

    @contextlib.contextmanager
    def days_later(self, days):
        """Programs that are started meanwhile think that some days have passed, or are to come."""
        said = subprocess.run(['faketime', '-f', f'{days:+}d', 'printenv', 'LD_PRELOAD',
                               'FAKETIME'], capture_output=True, text=True, check=True)
        fake = dict(zip(('LD_PRELOAD', 'FAKETIME'), said.stdout.split(), strict=True))
        self.env.update(fake)
        yield
        for name in fake:
            del self.env[name]

    def put_in_place(self, name, text):
        """Has GLib put a text of ours in the place of a list that was built into the app."""
        path = self.short / name
        path.write_text(text, encoding='utf-8')
        overlays = self.env.get('G_RESOURCE_OVERLAYS')
        self.env['G_RESOURCE_OVERLAYS'] = ':'.join(
            filter(None, (overlays, f'/io/github/kinchart/Kinchart/{name}={path}')))

    def list_clinics(self, *lines):
        """The app knows these clinics, as list_clinic() writes them, and no others."""
        self.put_in_place('directory.tsv', 'Kinchart directory 1\t2026-08-03\n' + ''.join(lines))

    def readable_with(self, word):
        """The files of the app and its settings that have the word in them for all to read; what
        is in the keyring is not for all."""
        return [path for top in ('XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'TMPDIR')
                if top in self.env for path in Path(self.env[top]).rglob('*')
                if path.is_file() and 'keyrings' not in path.parts
                and word.encode() in path.read_bytes()]


def fetch(request):
    """What a portal of ours answers to a request or an address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as answer:
        return answer.read()


class Practice:
    """A running kinchart-practice."""

    def __init__(self, home, files=(), faults=None, port=None, arguments=()):
        self.home = home
        self.files = list(files)
        command = [PRACTICE, '--json', *arguments]
        for path in self.files:
            command += ['--data', path]
        if faults is not None:
            command += ['--faults', self.write_faults(faults)]
        if port is not None:
            command += ['--port', port]
        self.command = command
        self.process = None

    def write_faults(self, faults):
        handle, path = tempfile.mkstemp(suffix='.json', dir=self.home.short)
        with os.fdopen(handle, 'w', encoding='utf-8') as file:
            json.dump(faults, file)
        return path

    def __enter__(self):
        with tempfile.TemporaryFile('w+', dir=self.home.short) as log:
            self.process = self.home.start(self.command, stdout=subprocess.PIPE, stderr=log)
            line = self.process.stdout.readline()
            if not line:
                log.seek(0)
                raise AssertionError(f'kinchart-practice did not start: {log.read()}')
        self.ready = json.loads(line)
        self.url = self.ready['base_url']
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        end_process(self.process)

    def control(self, method, name, value=None):
        """Speaks to the part of the portal that is for tests; see tests/practice/README.md."""
        request = urllib.request.Request(
            self.url.removesuffix('/fhir') + f'/_practice/{name}', method=method,
            data=None if value is None else json.dumps(value).encode(),
            headers={'Content-Type': 'application/json'})
        text = fetch(request)
        return json.loads(text) if text else None

    def faults(self, *rules):
        """What goes wrong from now on, in place of what did before."""
        self.control('POST', 'faults', list(rules))

    def asked(self):
        """Every request since the last time, as the portal saw it."""
        return self.control('DELETE', 'ledger')

    def register(self, **words):
        """Makes an app known, as a person does on a vendor's page; returns its number."""
        request = urllib.request.Request(
            self.url.removesuffix('/fhir') + '/register', method='POST',
            data=json.dumps(words).encode(), headers={'Content-Type': 'application/json'})
        return json.loads(fetch(request))['client_id']

    def browser(self, *options):
        """A command for `connect --browser` that signs in with the robot."""
        return robot({'username': self.ready['username'], 'password': self.ready['password'],
                      'code': self.ready['code']}, *options)


def robot(fill, *options):
    """The command line of a robot that fills in the fields of @fill."""
    words = [sys.executable, str(ROBOT)]
    for name, value in fill.items():
        words += ['--fill', f'{name}={value}']
    return shlex.join([*words, *options])


def list_clinic(name, others='', town='', postal='', region='', base='', vendor='', page='',
                way='', made_up=''):
    """A line of the list of clinics (data/clinics.tsv)."""
    return '\t'.join([name, others, town, postal, region, base, vendor, page, way, made_up]) + '\n'


def killed(process):
    """Kills a process that we started, as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


# FHIR files, read here in a few lines of their own: the program's reading is what is tested.


def open_text(path):
    opener = {'.gz': gzip.open, '.xz': lzma.open}.get(Path(path).suffix, open)
    return opener(path, 'rt', encoding='utf-8')


def resources(path):
    """Each resource of a Bundle, a single resource or an NDJSON file."""
    with open_text(path) as file:
        if '.ndjson' in Path(path).name:
            return [json.loads(line) for line in file if line.strip()]
        top = json.load(file)
    if top['resourceType'] != 'Bundle':
        return [top]
    return [entry['resource'] for entry in top.get('entry', []) if 'resource' in entry]


def unpacked(paths, folder):
    """The same files, with the compressed ones unpacked into @folder."""
    plain = []
    for path in map(Path, paths):
        if path.suffix in ('.gz', '.xz'):
            plain.append(Path(folder) / path.stem)
            with open_text(path) as packed, plain[-1].open('w', encoding='utf-8') as file:
                shutil.copyfileobj(packed, file)
        else:
            plain.append(path)
    return plain


def ids_by_type(paths):
    """Type to the set of ids, over several files."""
    found = collections.defaultdict(set)
    for path in paths:
        for resource in resources(path):
            found[resource['resourceType']].add(resource['id'])
    return found


def the_patient(paths):
    """The first Patient of the files."""
    patients = (r for path in paths for r in resources(path) if r['resourceType'] == 'Patient')
    return next(patients)


def name_of(patient):
    name = next((n for n in patient['name'] if n.get('use') == 'official'), patient['name'][0])
    return ' '.join([*name.get('given', []), name.get('family', '')]).strip()


def person_of(paths):
    """(name, birth date) of the first Patient, for `person add`."""
    patient = the_patient(paths)
    return name_of(patient), patient['birthDate']


def clinics_of(name):
    """Ostermere's are everybody's; Marta has never been at a clinic of Corvane."""
    return sorted(PRACTICE_DATA.glob('clinics.json' if name == 'marta' else 'clinics*.json'))


def made_up_person(name='marta', only=()):
    """The files of one member of the made-up family, and those of the clinics; @only the person and
    those with one of these words, where the rest would only take time."""
    files = sorted(PRACTICE_DATA.glob(f'{name}-*.json'))
    if not files:
        raise AssertionError(f'data/practice has no {name}')
    return [path for path in (*clinics_of(name), *files)
            if not only or any(word in path.name for word in ('clinics', 'person', *only))]


def made_up_family():
    """All files of the made-up family."""
    return sorted(PRACTICE_DATA.glob('*.json'))


def corner_people():
    """Two who are alike, and somebody whose results are odder than any laboratory's."""
    return [PROJECT / 'tests' / 'practice' / 'corner-people.json']


def synthea(name):
    """A Synthea file of the shared test data whose path contains @name."""
    skip_without_shared()
    return next(p for p in sorted((SHARED / 'data' / 'synthea').rglob('*.json*')) if name in str(p))


def exported(home, person):
    """(type, id) of every resource in the record, read from it by a new process."""
    with tempfile.TemporaryDirectory(dir=home.short) as folder:
        home.run('export', person, '--raw', folder)
        paths = sorted(p for p in Path(folder).rglob('*') if p.suffix in ('.json', '.ndjson'))
        return [(r['resourceType'], r['id']) for p in paths for r in resources(p)]


def ids_by_type_of(pairs):
    """Type to the set of ids, of (type, id) pairs."""
    found = collections.defaultdict(set)
    for kind, name in pairs:
        found[kind].add(name)
    return found


# Test programs


def damage(path, place=100):
    """Some bytes of a file become others, as on a disk that goes bad."""
    content = bytearray(path.read_bytes())
    content[place:place + 8] = bytes(255 - byte for byte in content[place:place + 8])
    path.write_bytes(content)


def run_tests(tests):
    """Runs functions as TAP tests, in order; ends the process with the verdict."""
    wanted = sys.argv[1:]
    tests = [t for t in tests if not wanted or t.__name__ in wanted]
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for number, test in enumerate(tests, start=1):
        failed += run_test(number, test)
    sys.exit(1 if failed else 0)


def run_test(number, test):
    title = test.__name__.replace('_', ' ')
    begin, busy = time.monotonic(), processor_seconds()
    try:
        test()
    except Skip as reason:
        print(f'ok {number} {title} # SKIP {reason}', flush=True)
        return 0
    except Exception as error:                       # every failure is a verdict, not a crash
        say(f'{type(error).__name__}: {error}')
        print(f'not ok {number} {title}', flush=True)
        return 1
    say(f'{time.monotonic() - begin:.1f} s, {processor_seconds() - busy:.1f} s of processor')
    print(f'ok {number} {title}', flush=True)
    return 0


def processor_seconds():
    """What this program, and those that it started and that have ended, took of the processors."""
    return sum(sum(resource.getrusage(whose)[:2])
               for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def say(text):
    """A remark in the output of a test program."""
    for line in str(text).splitlines():
        print(f'# {line}', flush=True)


def equal(got, wanted, what):
    if got != wanted:
        raise AssertionError(f'{what}: {got!r}, not {wanted!r}')


def holds(condition, what):
    if not condition:
        raise AssertionError(what)


@contextlib.contextmanager
def temporary_file(text, suffix='.json'):
    with tempfile.NamedTemporaryFile('w', suffix=suffix, encoding='utf-8') as file:
        file.write(text)
        file.flush()
        yield Path(file.name)
