#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ends the program at each place that has a name, as a power cut would: nothing is lost.

A place is a kin_crash_point() in the source. Each is met by one of the stories below, in several
trials; after each crash the story goes on and has to come to the end it comes to undisturbed.
"""

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
import story  # noqa: E402
from kinlib import equal, holds  # noqa: E402

LONG = 'KIN_LONG' in os.environ
# At each place around a refresh, on each of two portals, and at each of the others.
TRIALS, FEWER = (200, 200) if LONG else (17, 8)
# How often the whole record is compared, when it was said to be whole.
COMPARED = 5
# Of the many places that are alike within one story, the first and each so many further on.
STEP = 1 if LONG else 12
# A family with a person of 16 resources, written when record.db had its first schema. The keys are
# of these files alone.
KEPT = Path(__file__).resolve().parent / 'kept-1'
WORDS = ('person', 'allergies', 'conditions', 'files', 'documents')
FILES = [p for p in kinlib.made_up_person('teo') if any(word in p.name for word in WORDS)]
# What somebody has as files.
GIVEN = [p for p in kinlib.made_up_person('teo') if 'person' in p.name or 'vaccines' in p.name]

# Places of a story, each with how often the program comes by in it, at least: the trials crash
# at the first time, at the last, and evenly between. Where a new schema adds some: at every time,
# but of the statements, which are a hundred, at each so many.
EVERY = None
FIRST_START = {
    'keyring.before-store': 2, 'keyring.stored': 2, 'folder.file-written': 2,
    'schema.statement': EVERY, 'schema.committed': EVERY, 'family.file-made': 1,
    'family.person-made': 1, 'family.person-listed': 1, 'folder.before-move': 1}
SIGN_IN = {
    'login.code-received': 1, 'login.reply-read': 1, 'keyring.before-store': 1,
    'keyring.stored': 1, 'sign-in.connection-saved': 1}
REFRESH = {
    'refresh.before-send': 1, 'refresh.reply-read': 1, 'keyring.before-store': 1,
    'keyring.stored': 1, 'refresh.after-store': 1}
# Here the portal has taken the old token, and the new one is nowhere yet.
TOKEN_LOST = ('refresh.reply-read', 'keyring.before-store')
SYNC = {
    'sync.page-read': 20, 'sync.page-kept': 20, 'database.before-commit': 8,
    'database.committed': 8, 'attachment.half': 2}
MIGRATION = {'schema.statement': EVERY, 'schema.committed': EVERY}
FROM_COPY = {'file.set-aside': 1, 'folder.before-move': EVERY, 'schema.statement': EVERY}
BEGIN_AGAIN = {
    'database.before-commit': EVERY, 'file.set-aside': 1, 'folder.before-move': EVERY,
    'schema.statement': EVERY}
IMPORT = {'database.before-commit': 4, 'database.committed': 4}
EXPORT = {'export.half': 40}
STORIES = (FIRST_START, SIGN_IN, REFRESH, SYNC, MIGRATION, FROM_COPY, BEGIN_AGAIN, IMPORT,
           EXPORT)


def trials(places, times=FEWER):
    """Every place of a story, so many times: (name, the words for KIN_CRASH_POINT)."""
    for name, most in places.items():
        for trial in range(times):
            yield name, f'{name}:{trial * most // times + 1}'


def everywhere(places, begin):
    """Ends a story at every place of it, again and again, and yields the words for it each time.

    @begin takes the words, lets the story begin, and returns whether it came by there.
    """
    for name, most in places.items():
        if most is EVERY:
            step = STEP if name == 'schema.statement' else 1
            words = (f'{name}:{number}' for number in itertools.count(1, step))
            met = 0
            for place in itertools.takewhile(begin, words):
                yield place
                met += 1
            kinlib.say(f'{name}: {met} times, {"all" if step == 1 else f"each {step}th"}')
            holds(met > 0, f'never came by {name}')
        else:
            for _, place in trials({name: most}):
                holds(begin(place), f'did not come by {place}')
                yield place


def ends(home, place, *words):
    """Runs a command that is ended at a place; returns whether the program came by there."""
    answer = home.run(*words, expect=None, env={'KIN_CRASH_POINT': place})
    holds(answer.code in (-signal.SIGKILL, kinlib.DONE),
          f'how {words[0]} ended at {place}: {answer.code} ({answer.err})')
    return answer.code != kinlib.DONE


def crash(home, place, *words):
    """The same, where the program has to come by."""
    holds(ends(home, place, *words), f'{words[0]} did not come by {place}')


def sound(home, person):
    """Opens the record after a crash; returns how much is in it."""
    check = home.run('check', person).json
    equal(check['integrity'], True, 'integrity')
    return check['resources']


def every_place_has_a_story():
    named = {name for path in (kinlib.PROJECT / 'src').rglob('*.c')
             for name in re.findall(r'kin_crash_point \("([^"]+)"\)', path.read_text())}
    equal({name for places in STORIES for name in places}, named, 'places')


def a_first_start_that_is_cut_off_begins_again():
    with kinlib.Home() as home:
        def begin(place):
            shutil.rmtree(home.data, ignore_errors=True)
            return ends(home, place, 'person', 'add', 'Rosa Example')

        for place in everywhere(FIRST_START, begin):
            added = home.run('person', 'add', 'Rosa Example').json['id']
            found = [person['id'] for person in home.run('person', 'list').json]
            holds(added in found and len(found) <= 2, f'{len(found)} people after {place}')
            for person in found:
                sound(home, person)


def a_sign_in_that_is_cut_off_is_made_again():
    with kinlib.Home() as home, kinlib.Practice(home, FILES) as portal:
        at = story.Story(home, portal, FILES)
        end = at.whole()
        name, born = kinlib.person_of(FILES)
        for _, place in trials(SIGN_IN):
            shutil.rmtree(home.data)
            at.person = home.run('person', 'add', name, '--birth-date', born).json['id']
            crash(home, place, 'connect', at.person, portal.url, '--browser', portal.browser(),
                  '--yes')
            at.sign_in()
            at.sync()
            equal(at.exported(), end, f'the record after {place}')


def unanswered(home, person, portal):
    """Kills a sync that has sent its token and has no answer; the portal has used it up."""
    portal.faults({'match': '^POST /token', 'delay': 60000})
    sync = home.start_cli('sync', person)
    kinlib.wait_until(lambda: portal.control('GET', 'faults')[0]['played'], what='the request')
    kinlib.killed(sync)
    home.processes.remove(sync)


def crashes_around_refresh(grace):
    """At each place; returns how often the person had to sign in again."""
    signed_in = 0
    with kinlib.Home() as home, kinlib.Practice(home, FILES) as portal:
        at = story.Story(home, portal, FILES)
        at.sync()
        end = at.exported()
        places = [*trials(REFRESH, TRIALS), *[('unanswered', None)] * TRIALS]
        for number, (name, place) in enumerate(places):
            portal.faults({'match': '^POST /token', 'times': -1, 'grace': grace})
            if place:
                crash(home, place, 'sync', at.person)
            else:
                unanswered(home, at.person, portal)
                portal.faults({'match': '^POST /token', 'times': -1, 'grace': grace})
            code = at.sync(expect=None).code
            if code == kinlib.SIGN_IN:
                holds(not place or name in TOKEN_LOST, f'a new sign-in after {place}')
                signed_in += 1
                at.sign_in()
                code = at.sync().code
            equal(code, kinlib.DONE, f'the sync after {place}')
            if number % COMPARED == 0:
                equal(at.exported(), end, f'the record after {place}')
        equal(at.exported(), end, 'the record')
    return signed_in


def a_refresh_that_is_cut_off_costs_at_most_a_sign_in():
    """A portal that takes a token once, and ends everything when it comes again."""
    signed_in = crashes_around_refresh(0)
    kinlib.say(f'{signed_in} new sign-ins in {(len(REFRESH) + 1) * TRIALS} crashes')
    equal(signed_in, (len(TOKEN_LOST) + 1) * TRIALS, 'new sign-ins')


def a_portal_that_lets_a_token_be_used_again_costs_no_sign_in():
    """A minute of grace: what the old token was sent for once more is the only way back."""
    equal(crashes_around_refresh(60), 0, 'new sign-ins')


def a_sync_that_is_cut_off_goes_on():
    with kinlib.Home() as home, kinlib.Practice(home, FILES) as portal:
        at = story.Story(home, portal, FILES)
        end = at.whole()
        for _, place in trials(SYNC):
            at.start_over()
            crash(home, place, 'sync', at.person)
            sound(home, at.person)
            at.sync()
            equal(at.exported(), end, f'the record after {place}')


def kept_home(home):
    """Puts a family that an earlier program wrote into its place; returns the person."""
    shutil.rmtree(home.data, ignore_errors=True)
    shutil.copytree(KEPT / 'data', home.data)
    for folder in (home.data, *home.data.rglob('*')):
        folder.chmod(0o700 if folder.is_dir() else 0o600)
    return next((home.data / 'people').iterdir()).name


def keep_keys_of_kept(home):
    """Puts its keys into the keyring, and the family into its place; returns the person."""
    for item in json.loads((KEPT / 'keys.json').read_text(encoding='utf-8')):
        subprocess.run(['secret-tool', 'store', '--label=Kinchart', 'app', 'kinchart', 'set',
                        item['set'], 'kind', 'record-key', 'key-id', item['key-id'],
                        'xdg:schema', 'io.github.kinchart.Kinchart'],
                       input=item['secret'], env=home.env, check=True, text=True)
    return kept_home(home)


def an_older_record_whose_change_is_cut_off_is_changed_later():
    with kinlib.Home() as home:
        person = keep_keys_of_kept(home)
        end = kinlib.exported(home, person)
        equal(len(end), 16, 'resources of the kept record')

        def begin(place):
            kept_home(home)
            return ends(home, place, 'sections', person)

        for place in everywhere(MIGRATION, begin):
            equal(sound(home, person), len(end), f'resources after {place}')
            equal(kinlib.exported(home, person), end, f'the record after {place}')


def a_copy_that_takes_the_place_of_a_damaged_file_is_cut_off():
    """Where the copy is not in its place yet, it comes there the next time; the damaged file stays,
    and the person is told. A copy of an earlier schema is brought up to date on the way."""
    with kinlib.Home() as home:
        person = keep_keys_of_kept(home)
        end = kinlib.exported(home, person)
        folder = home.data / 'people' / person
        shutil.copy(KEPT / 'data' / 'people' / person / 'personal.db', folder / 'personal.db.copy')
        damage = bytearray((folder / 'personal.db').read_bytes())
        damage[100:108] = bytes(8)
        (folder / 'personal.db').write_bytes(damage)
        before = home.short / 'before'
        shutil.copytree(home.data, before)

        def begin(place):
            shutil.rmtree(home.data)
            shutil.copytree(before, home.data)
            return ends(home, place, 'sections', person)

        for place in everywhere(FROM_COPY, begin):
            said = home.run('sections', person)
            holds('was damaged' in said.err, f'{said.err} after {place}')
            equal((folder / 'personal.db.damaged-1').read_bytes(), damage, f'kept after {place}')
            equal(kinlib.exported(home, person), end, f'the record after {place}')


def a_record_that_begins_again_and_is_cut_off_is_the_old_one_or_the_new_one():
    """The damaged file is there in any case; what was noted stays; a file that was opened by hand
    is read again, and the clinic sends all the rest."""
    with kinlib.Home() as home, kinlib.Practice(home, FILES) as portal:
        name, born = kinlib.person_of(FILES)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        home.run('import', person, *GIVEN, '--yes')
        given = sorted(kinlib.exported(home, person))
        home.run('sync', person)
        end = sorted(kinlib.exported(home, person))
        folder = home.data / 'people' / person
        kinlib.damage(folder / 'record.db')
        damaged = (folder / 'record.db').read_bytes()
        before = home.short / 'before'
        shutil.copytree(home.data, before)

        def begin(place):
            shutil.rmtree(home.data)
            shutil.copytree(before, home.data)
            return ends(home, place, 'begin-again', person, '--yes')

        for place in everywhere(BEGIN_AGAIN, begin):
            home.run('begin-again', person, '--yes')
            said = home.run('sections', person)
            holds('record.db.damaged-1' in said.err, f'{said.err} after {place}')
            equal(sorted(kinlib.exported(home, person)), given, f'what was given, after {place}')
            equal((folder / 'record.db.damaged-1').read_bytes(), damaged, f'kept after {place}')
        home.run('sync', person)
        equal(sorted(kinlib.exported(home, person)), end, 'what the clinic sent again')


def an_import_that_is_cut_off_is_made_again():
    with kinlib.Home() as home:
        name, born = kinlib.person_of(FILES)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        before = home.short / 'before'
        shutil.copytree(home.data, before)
        for number, (_, place) in enumerate([('', None), *trials(IMPORT)]):
            shutil.rmtree(home.data)
            shutil.copytree(before, home.data)
            if number:
                crash(home, place, 'import', person, *FILES, '--yes')
                sound(home, person)
            home.run('import', person, *FILES, '--yes')
            found = sorted(kinlib.exported(home, person))
            end = found if number == 0 else end
            equal(found, end, f'the record after {place}')


def an_export_that_is_cut_off_leaves_whole_files():
    with kinlib.Home() as home:
        name, born = kinlib.person_of(FILES)
        person = home.run('person', 'add', name, '--birth-date', born).json['id']
        home.run('import', person, *FILES, '--yes')
        whole = sound(home, person)
        for _, place in trials(EXPORT):
            with tempfile.TemporaryDirectory(dir=home.short) as folder:
                crash(home, place, 'export', person, '--raw', folder)
                files = list(Path(folder).iterdir())
                equal(len(files), int(place.rpartition(':')[2]) - 1, f'files after {place}')
                for path in files:
                    holds(json.loads(path.read_text())['resourceType'], path.name)
        equal(sound(home, person), whole, 'resources')


if __name__ == '__main__':
    kinlib.run_tests([
        every_place_has_a_story, a_first_start_that_is_cut_off_begins_again,
        a_sign_in_that_is_cut_off_is_made_again, a_refresh_that_is_cut_off_costs_at_most_a_sign_in,
        a_portal_that_lets_a_token_be_used_again_costs_no_sign_in, a_sync_that_is_cut_off_goes_on,
        an_older_record_whose_change_is_cut_off_is_changed_later,
        a_copy_that_takes_the_place_of_a_damaged_file_is_cut_off,
        a_record_that_begins_again_and_is_cut_off_is_the_old_one_or_the_new_one,
        an_import_that_is_cut_off_is_made_again, an_export_that_is_cut_off_leaves_whole_files])
