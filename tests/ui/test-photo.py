#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A photo of a person, by keyboard alone: chosen, kept, taken away; and nothing of it readable."""

import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, holds, wait_until  # noqa: E402
from kinscreen import DISPLAY, Screen  # noqa: E402

# As rows of pixels, of which the record has three bytes each and a window four.
GREEN = [bytes(pixel) * 40 for pixel in ((10, 200, 30), (10, 200, 30, 255), (30, 200, 10, 255))]


def choose(screen, path):
    """In the desktop's own dialog: the path is typed."""
    screen.press('Choose a')
    screen.wait_title('Choose a photo')
    wait_until(screen.focus, 20, 'the dialog to take keys')
    screen.key('ctrl+l')
    screen.type(str(path))
    screen.key('Return')


def open_photo_page(screen):
    screen.wait_title('Home')
    screen.key('ctrl+comma')
    screen.wait_title('Preferences')
    screen.press('Photo')
    screen.wait_title('Photo')


def readable(folder, but):
    """The files with pixels of the photo, the photo itself, or its name, somewhere in clear."""
    signs = [*GREEN, but.read_bytes()[-200:], but.name.encode()]
    return [str(path) for path in sorted(folder.rglob('*'))
            if path.is_file() and path not in (but, folder / DISPLAY) and
            any(sign in path.read_bytes() for sign in signs)]


def each_lie_is_found(home, portrait):
    """The control: what would be a photo in clear is seen to be one."""
    lies = home.folder / 'lies'
    lies.mkdir()
    for number, content in enumerate((*[b'before' + row + b'after' for row in GREEN],
                                      b'a copy: ' + portrait.read_bytes(),
                                      b'<bookmark href="file:///portrait.png"/>')):
        (lies / f'{number}').write_bytes(content)
    equal(len(readable(home.folder, portrait)), 5, 'what is in clear')
    shutil.rmtree(lies)


def a_photo_is_kept_and_goes():
    with Home() as home, Screen(home, width=1024) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        portrait = home.folder / 'portrait.png'
        subprocess.run(['convert', '-size', '400x300', 'xc:rgb(10,200,30)', portrait], check=True)
        text = home.folder / 'text.jpg'
        text.write_text('This is not a picture.', encoding='utf-8')

        screen.start()
        open_photo_page(screen)
        choose(screen, text)
        screen.wait_title('Kinchart cannot read this picture')
        screen.wait_text('Choose a JPEG or PNG')
        choose(screen, portrait)
        screen.wait_title('The photo is chosen')
        equal(screen.focus()['name'], 'Choose another photo', 'the focus')
        screen.stop()
        each_lie_is_found(home, portrait)
        equal(readable(home.short, portrait), [], 'what of the photo is in clear')

        screen.start()
        open_photo_page(screen)
        screen.press('Remove the picture')
        screen.wait_title('The picture is removed')
        screen.stop()
        screen.start()
        open_photo_page(screen)
        equal(screen.go_to('Choose a')['name'], 'Choose a photo', 'the button')


def a_drawing_stands_for_who_has_no_photo():
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.start()
        open_photo_page(screen)
        screen.press('A boat')
        screen.wait_title('Chosen: A boat')
        screen.shot('a-drawing')
        screen.stop()
        screen.start()
        open_photo_page(screen)
        equal(screen.go_to('Choose a')['name'], 'Choose another photo', 'the button')
        screen.press('Remove the picture')
        screen.wait_title('The picture is removed')


def side_of_picture(screen):
    """In the strip: how large it is drawn."""
    screen.see('settle')
    return max(part['box'][2] for part in screen.see('look')['parts']
               if part['type'] == 'GtkImage' and part['in'] == 'KinPersonMark')


def the_picture_grows_with_the_words():
    """Whoever needs larger words needs a larger face, too."""
    with Home() as home, Screen(home) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        screen.start()
        open_photo_page(screen)
        screen.press('A boat')
        screen.wait_title('Chosen: A boat')
        small = side_of_picture(screen)
        screen.set('text-size', 200)
        screen.shot('twice-as-large')
        large = side_of_picture(screen)
        holds(47 <= small <= 49, f'{small} px at 100 %')
        holds(2 * small - 1 <= large <= 2 * small + 1, f'{small} px at 100 %, {large} px at 200 %')


class FullHome(Home):
    """A file that gets too large is an error here, as on a full disk, and not the end."""

    def start(self, command, **options):
        return super().start(command, restore_signals=False, **options)


def fill_disk(home, screen):
    """Leaves room for the files of one more person, and none for one photo more."""
    room = max(path.stat().st_size for path in home.data.glob('people/*/record.db')) + 8192
    subprocess.run(['prlimit', '--pid', str(screen.app.pid), f'--fsize={room}'], check=True)


def fill_in(screen, name, portrait):
    """All of a person but for the last button, from the list of people on."""
    screen.press('Add someone')
    screen.go_to('Name')
    screen.type(name)
    screen.go_to('Day')
    screen.type('2')
    screen.go_to('Month')
    screen.key('space', 'Down', 'Down', 'Return')
    screen.go_to('Year')
    screen.type('1950')
    choose(screen, portrait)
    screen.wait_title('The photo is chosen')


def go_to_people(screen):
    screen.press('This is the record of')
    screen.wait_title('People')


def a_photo_that_cannot_be_kept_is_said_to_be():
    with FullHome() as home, Screen(home, width=1024) as screen:
        home.run('person', 'add', 'Rosa Delgado', '--birth-date', '1944-03-02')
        portrait = home.folder / 'portrait.png'
        subprocess.run(['convert', '-size', '400x300', 'xc:rgb(10,200,30)', portrait], check=True)
        screen.start()
        open_photo_page(screen)
        choose(screen, portrait)
        screen.wait_title('The photo is chosen')
        screen.key('Escape', 'Escape')
        screen.wait_title('Home')
        go_to_people(screen)
        fill_in(screen, 'Eva Ruiz', portrait)
        screen.press('Next')
        screen.wait_title('Home – Eva')
        go_to_people(screen)
        fill_in(screen, 'Juan Ruiz', portrait)
        fill_disk(home, screen)
        screen.press('Next')
        screen.wait_title('The photo was not saved')
        equal(screen.focus()['name'], 'Next', 'the focus')
        screen.shot('not-saved')
        screen.key('Return')
        screen.wait_title('Home – Juan')
        screen.stop()
        equal({person['name'] for person in home.run('person', 'list').json},
              {'Rosa Delgado', 'Eva Ruiz', 'Juan Ruiz'}, 'people')


if __name__ == '__main__':
    kinlib.run_tests([
        a_photo_is_kept_and_goes,
        a_photo_that_cannot_be_kept_is_said_to_be,
        a_drawing_stands_for_who_has_no_photo,
        the_picture_grows_with_the_words,
    ])
