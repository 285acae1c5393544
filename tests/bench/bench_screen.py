# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a person waits before the window, on a virtual display and drawn by the processor."""

import base64
import json
import shutil
import time

import bench_data
import kinlib
from bench_tables import FRAME, compare, show_times
from kinscreen import WINDOW, Walker

PROGRAMS = kinlib.BUILD / 'tests' / 'bench'
WIDTH, HEIGHT = 1280, 800
ORDINARY, FEW, LARGE, HUGE = 10000, 1000, 25000, 1000000
LETTERS = 500
FRAMES = 200
PAST_FIRST = 60        # frames past the rows that a list shows before it knows the others
# Of a window that was never made larger or smaller, as in the settings.
SIZE = ('800', '860')
# What stands on Home when the record has been read.
CARD = 'KinCard'
TYPED = ('blood pressure', 'glucose', 'potassium', 'vaccine', 'encounter', 'hemoglobin')


# Records, made when they are needed


def letters(folder):
    """A page of letters, each as long as a discharge letter."""
    text = 'She slept well and ate a little. The next visit is in spring. ' * 120
    return bundle(folder / 'letters.json', [
        {'resourceType': 'DocumentReference', 'id': f'letter-{number}', 'status': 'current',
         'subject': {'reference': f'Patient/{bench_data.PATIENT}'},
         'date': f'2024-{number % 12 + 1:02}-{number % 28 + 1:02}T10:00:00Z',
         'description': f'Letter {number}',
         'content': [{'attachment': {
             'contentType': 'text/plain',
             'data': base64.b64encode(f'Letter {number}. {text}'.encode()).decode()}}]}
        for number in range(LETTERS)])


def bundle(path, resources):
    path.write_text(json.dumps({'resourceType': 'Bundle', 'type': 'searchset',
                                'entry': [{'resource': r} for r in resources]}),
                    encoding='utf-8')
    return path


def add_person(home, pages):
    patient = next(r for page in pages for r in kinlib.resources(page)
                   if r['resourceType'] == 'Patient')
    return home.run('person', 'add', kinlib.name_of(patient), '--birth-date',
                    patient['birthDate']).json['id']


def home_of(sets, count, with_letters=False):
    """The folder of a home whose one person has that many entries, made unless it is there."""
    pages = sets.pages(count)
    folder = pages[0].parent / ('home-with-letters' if with_letters else 'home')
    if folder.exists():
        return folder
    partial = folder.with_name('partial-home')
    shutil.rmtree(partial, ignore_errors=True)
    with kinlib.Home(partial) as home:
        more = [letters(home.short)] if with_letters else []
        home.run('import', add_person(home, pages), *pages, *more, '--yes')
    partial.rename(folder)
    return folder


# From the start to the first picture


def first_frame(screen, command, widget=''):
    """Starts a program; what it took until it drew @widget, the type of something it shows."""
    path = screen.home.short / 'first'
    path.unlink(missing_ok=True)
    screen.home.env.update(KIN_EYE_FIRST=str(path), KIN_EYE_FIRST_WIDGET=widget)
    begin = time.monotonic()
    process = screen.home.start(command)
    kinlib.wait_until(path.exists, 60, f'the first picture of {command[0]}')
    said = json.loads(path.read_text(encoding='utf-8'))
    kinlib.end_process(process)
    return {'wall': said['at'] - begin, 'cpu': said['cpu'], 'n': said['memory'] // 2**20,
            'settings': []}


def open_screen(sets, count, **options):
    """(home, screen) of a record; both are to be entered."""
    home = kinlib.Home(home_of(sets, count, **options))
    return home, Walker(home, WIDTH, HEIGHT, lambda words: words)


def first_frames(sets, rounds):
    home, screen = open_screen(sets, ORDINARY)
    others = {'gnome-calculator': lambda: first_frame(screen, ['gnome-calculator'])} \
        if shutil.which('gnome-calculator') else {}
    with home, screen:
        compare('from the start to the first picture, n: MiB of memory', {
            'an empty window (limit)': lambda: first_frame(screen, [PROGRAMS / 'bench-empty']),
            'the same, as large as ours': lambda: first_frame(
                screen, [PROGRAMS / 'bench-empty', *SIZE]),
            **others,
            'Home, 10,000 entries, keyring': lambda: first_frame(screen, [WINDOW], CARD),
        }, rounds, {'Home, 10,000 entries, keyring': 1.6}, shuffled=True)


def first_frame_of(sets, count):
    home, screen = open_screen(sets, count)
    with home, screen:
        return first_frame(screen, [WINDOW], CARD)


def sizes(sets, rounds):
    compare('the same for small and large, n: MiB of memory', {
        '1,000 entries (limit)': lambda: first_frame_of(sets, FEW),
        '1,000,000 entries': lambda: first_frame_of(sets, HUGE),
    }, rounds, {'1,000,000 entries': 1.2})


# Reading


def frames(screen):
    """The frames since the last time, in seconds."""
    said = screen.see('frames')
    return {'p50': said['p50'] / 1000, 'p99': said['p99'] / 1000, 'max': said['max'] / 1000,
            'p99_cpu': 0, 'n': said['n']}


def scroll(screen):
    """Goes through the list of everything, 120 pixels a frame."""
    screen.press('Everything')
    kinlib.wait_until(lambda: screen.see(f'scroll {PAST_FIRST}'), 60, 'all rows')
    screen.see('frames')
    kinlib.holds(screen.see(f'scroll {FRAMES}'), 'the list ended')
    times = frames(screen)
    screen.back_to_first()
    return times


def scrolling(sets, rounds):
    home, screen = open_screen(sets, LARGE)
    with home, screen:
        screen.start()
        screen.wait_shows('KinHomePage')
        show_times('a list moves by 120 pixels a frame', {
            '25,000 entries': lambda: scroll(screen),
        }, rounds, {'25,000 entries': FRAME})


def type_words(screen):
    """Types a few words letter by letter; the times until other hits are there to see."""
    screen.see('action win.find')
    screen.wait_shows('KinSearchPage')
    times = []
    for words in TYPED:
        for length in range(2, len(words) + 1):
            waited = screen.see(f'hits {words[:length]}')
            kinlib.holds(waited >= 0, f'“{words[:length]}” took too long')
            times += [waited / 1000] if waited else []
    screen.back_to_first()
    times.sort()
    return {'p50': times[len(times) // 2], 'p99': times[len(times) * 99 // 100],
            'max': times[-1], 'p99_cpu': 0, 'n': len(times)}


def typing(sets, rounds):
    home, screen = open_screen(sets, 100000)
    with home, screen:
        screen.start()
        screen.wait_shows('KinHomePage')
        show_times('from a letter typed to the hits drawn', {
            '100,000 entries': lambda: type_words(screen),
        }, rounds, {'100,000 entries': 100})


def read_meanwhile(screen, portal):
    """Scrolls while everything is asked for again from the clinic."""
    portal.asked()
    screen.see('action win.check-for-new')
    kinlib.wait_until(portal.asked, 60, 'the clinic being asked')
    times = scroll(screen)
    kinlib.holds(portal.asked(), 'nobody asked the clinic meanwhile')
    while portal.asked():
        time.sleep(1)
    return times


def meanwhile(sets, rounds):
    """25,000 entries and 500 letters are read while a clinic sends others."""
    home, screen = open_screen(sets, LARGE, with_letters=True)
    slow = [{'match': 'GET *', 'delay': 150, 'times': -1}]
    with home, kinlib.Practice(home, sets.pages(ORDINARY), faults=slow) as portal, screen:
        person = home.run('person', 'list').json[0]['id']
        home.run('connect', person, portal.url, '--browser', portal.browser(), '--yes')
        screen.start()
        screen.wait_shows('KinHomePage')
        show_times('a list moves while a clinic is asked', {
            'nothing else happens': lambda: scroll(screen),
            'a clinic is asked': lambda: read_meanwhile(screen, portal),
        }, rounds, {'a clinic is asked': FRAME})


COMPARISONS = (('first', first_frames), ('sizes', sizes), ('scroll', scrolling),
               ('type', typing), ('meanwhile', meanwhile))
