#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A keyring that does not give the key costs nobody a record: each state of a real
gnome-keyring, with a record and without one. In every failed state the folder stays as it is,
byte for byte, and no key is made."""

import configparser
import contextlib
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import ERROR, equal, holds  # noqa: E402

PASSWORD = 'practice'


def hashes(folder):
    """Every file of the folder and what is in it."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob('*')) if path.is_file()}


def key_ids(home):
    """The ids of our items in the keyring, as they can be seen while it is locked."""
    shown = subprocess.run(['secret-tool', 'search', '--all', 'app', 'kinchart'], env=home.env,
                           capture_output=True, text=True, check=False)
    return sorted(line for line in (shown.stdout + shown.stderr).splitlines()
                  if line.startswith('attribute.key-id'))


class Session(kinlib.Home):
    """A home whose keyring can be ended and begun again."""

    def environment(self):
        """What libsecret leaves behind of a dismissed dialog is let off here."""
        env = super().environment()
        if 'LSAN_OPTIONS' in env:
            path = self.short / 'lsan.supp'
            path.write_text(''.join((kinlib.PROJECT / 'tests' / name).read_text()
                                    for name in ('lsan.supp', 'lsan-locked.supp')))
            env['LSAN_OPTIONS'] = f'suppressions={path}:print_suppressions=0'
        return env

    def end_keyring(self):
        kinlib.end_process(self.keyring)

    def begin_keyring(self, password=PASSWORD):
        self.start_keyring(password)

    def lock(self):
        """The keyring is there and its password was not given."""
        self.end_keyring()
        self.begin_keyring('wrong')

    def clear(self):
        subprocess.run(['secret-tool', 'clear', 'app', 'kinchart'], env=self.env, check=True)

    def call(self, *words):
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets', *words],
                       env=self.env, check=True, capture_output=True)

    def other_collection(self):
        """Another keyring is the default one now; it is open and has none of our items."""
        secrets = '/org/freedesktop/secrets'
        self.call('--object-path', secrets, '--method',
                  'org.freedesktop.Secret.Service.SetAlias', 'default',
                  f'{secrets}/collection/session')


@contextlib.contextmanager
def session(with_record):
    with Session() as home:
        person = None
        if with_record:
            person = home.run('person', 'add', 'Rosa Example').json['id']
        else:
            # Some item of somebody else, so that there is a keyring to be locked.
            subprocess.run(['secret-tool', 'store', '--label=seed', 'seed', 'one'], input='seed',
                           env=home.env, check=True, text=True)
        yield home, person


def stays_as_it_is(home, person, word, env=None):
    """Each command ends with an error that names the next step, and changes nothing."""
    before = hashes(home.data)
    for words in (['person', 'list'], ['sections', person], ['person', 'add', 'Second']):
        answer = home.run(*words, expect=ERROR, env=env)
        holds(word in answer.err, f'{words}: {answer.err}')
        holds('Nothing was changed' in answer.err, f'{words} says nothing about the record')
        equal(hashes(home.data), before, f'the folder after {words}')


def makes_nothing(home, word, env=None):
    """Without a record: no key, no file of a record."""
    answer = home.run('person', 'add', 'Rosa Example', expect=ERROR, env=env)
    holds(word in answer.err, answer.err)
    equal(sorted(hashes(home.data)), ['lock'], 'files')


NO_BUS = {'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus'}


def none_with_a_record():
    with session(True) as (home, person):
        stays_as_it_is(home, person, 'keyring', NO_BUS)
        home.run('sections', person)


def none_without_a_record():
    with session(False) as (home, _):
        makes_nothing(home, 'keyring', NO_BUS)
        equal(key_ids(home), [], 'keys')


def locked_with_a_record():
    with session(True) as (home, person):
        keys = key_ids(home)
        home.lock()
        stays_as_it_is(home, person, 'locked')
        home.end_keyring()
        home.begin_keyring()
        equal(key_ids(home), keys, 'keys')
        home.run('sections', person)


def locked_without_a_record():
    with session(False) as (home, _):
        home.lock()
        makes_nothing(home, 'locked')
        home.end_keyring()
        home.begin_keyring()
        equal(key_ids(home), [], 'keys')


def missing_with_a_record():
    with session(True) as (home, person):
        home.clear()
        stays_as_it_is(home, person, 'not in your keyring')
        equal(key_ids(home), [], 'keys')


def missing_without_a_record():
    with session(False) as (home, _):
        person = home.run('person', 'add', 'Rosa Example').json['id']
        home.run('sections', person)


def new_without_a_record():
    """No keyring was made yet, and the dialog that would make one is sent away."""
    with Session(keyring=False) as home:
        makes_nothing(home, 'no keyring here yet')
        equal(key_ids(home), [], 'keys')


def new_with_a_record():
    """As after the folder of the keyrings was lost: nothing takes its place unasked."""
    with session(True) as (home, person):
        home.end_keyring()
        shutil.rmtree(Path(home.env['XDG_DATA_HOME']) / 'keyrings')
        stays_as_it_is(home, person, 'not in your keyring')
        equal(key_ids(home), [], 'keys')


def unlocked_with_a_record():
    with session(True) as (home, person):
        keys = key_ids(home)
        home.run('sections', person)
        equal(key_ids(home), keys, 'keys')
        equal(len(keys), 2, 'one key for the family and one for the person')


def killed_with_a_record():
    """The bus starts the service again, and nobody gives it the password."""
    with session(True) as (home, person):
        kinlib.killed(home.keyring)
        stays_as_it_is(home, person, 'locked')


def killed_without_a_record():
    with session(False) as (home, _):
        kinlib.killed(home.keyring)
        makes_nothing(home, 'locked')


def another_collection_with_a_record():
    """The key is found where it is."""
    with session(True) as (home, person):
        home.other_collection()
        keys = key_ids(home)
        home.run('sections', person)
        equal(key_ids(home), keys, 'keys')


def a_strange_collection_that_is_locked():
    """It is in nobody's way; and a key that may be in it is not said to be lost."""
    with session(True) as (home, person):
        home.add_strange_keyring()
        keys = key_ids(home)
        home.run('sections', person)
        home.run('person', 'add', 'Second')
        holds(set(keys) < set(key_ids(home)), 'a key of the second one')
        home.clear()
        stays_as_it_is(home, person, 'locked')


def a_key_that_is_lost_in_another_collection():
    with session(True) as (home, person):
        home.clear()
        home.other_collection()
        stays_as_it_is(home, person, 'not in your keyring')
        equal(key_ids(home), [], 'keys')


def another_key_does_not_open_and_does_not_harm():
    """The right item with a wrong key in it, as after a keyring was mixed up."""
    with session(True) as (home, person):
        meta = configparser.ConfigParser()
        meta.read(next(home.data.glob('people/*/meta')))
        key_id = meta['set']['key-id']
        subprocess.run(['secret-tool', 'store', '--label=Kinchart', 'app', 'kinchart', 'set',
                        person, 'kind', 'record-key', 'key-id', key_id, 'xdg:schema',
                        'io.github.kinchart.Kinchart'],
                       input='ab' * 32, env=home.env, check=True, text=True)
        before = hashes(home.data)
        answer = home.run('sections', person, expect=ERROR)
        holds('does not open' in answer.err, answer.err)
        equal(hashes(home.data), before, 'the folder')


def a_person_who_was_cut_off_from_the_keyring_comes_back():
    """The same record after a night of a locked keyring."""
    with session(True) as (home, person):
        home.lock()
        home.run('sections', person, expect=ERROR)
        home.end_keyring()
        home.begin_keyring()
        equal(home.run('check', person).json['integrity'], True, 'integrity')


kinlib.run_tests([
    none_with_a_record, none_without_a_record, locked_with_a_record, locked_without_a_record,
    missing_with_a_record, missing_without_a_record, new_with_a_record, new_without_a_record,
    unlocked_with_a_record, killed_with_a_record, killed_without_a_record,
    another_collection_with_a_record, a_strange_collection_that_is_locked,
    a_key_that_is_lost_in_another_collection, another_key_does_not_open_and_does_not_harm,
    a_person_who_was_cut_off_from_the_keyring_comes_back])
