#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter on its page, by keyboard alone: whatever is pressed, the focus is not lost."""

import base64
import json
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import Home, equal, wait_until  # noqa: E402
from kinscreen import Screen  # noqa: E402

PERSON = 'Ana Ruiz'
BORN = '1950-05-02'
PAGES = 18                 # more than are drawn at once, twice


def pdf(n_pages):
    """Pages that say their number, written by hand."""
    parts = ['<</Type/Catalog/Pages 2 0 R>>',
             f'<</Type/Pages/Kids[{" ".join(f"{3 + 2 * i} 0 R" for i in range(n_pages))}]'
             f'/Count {n_pages}>>']
    for i in range(n_pages):
        text = f'BT /F 18 Tf 20 40 Td (Page {i + 1}) Tj ET'
        parts += ['<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]'
                  f'/Contents {4 + 2 * i} 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1'
                  '/BaseFont/Helvetica>>>>>>>>',
                  f'<</Length {len(text)}>>stream\n{text}\nendstream']
    objects = ''.join(f'{i + 1} 0 obj{part}endobj\n' for i, part in enumerate(parts))
    return f'%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n%%EOF\n'.encode()


def open_letter_of(home, screen, name, content):
    path = home.short / 'record.zip'
    patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': BORN, 'name': [{'text': PERSON}]}
    with zipfile.ZipFile(path, 'w') as file:
        file.writestr('all.ndjson', json.dumps(patient))
        file.writestr(name, content)
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    home.run('import', PERSON, path, '--yes')
    screen.start()
    screen.wait_title('Home')
    screen.press('Letters and documents')
    screen.wait_title('Letters and documents')
    screen.press_row()
    screen.wait_title(name.split('.', maxsplit=1)[0])


def open_letter(home, screen):
    open_letter_of(home, screen, 'Letter.pdf', pdf(PAGES))
    screen.wait_text('Show the words only')


# As portals attach it, with a table that is for machines.
CCDA = '''<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="CDA.xsl"?>
<ClinicalDocument xmlns="urn:hl7-org:v3">
<realmCode code="US"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<id root="1.2.3" extension="7"/><title>Summary of care</title>
<effectiveTime value="20260302"/>
<recordTarget><patientRole><id root="1.2.3.4" extension="1"/><patient><name><given>Ana</given>
<family>Ruiz</family></name><birthTime value="19500502"/></patient></patientRole></recordTarget>
<component>%s</component></ClinicalDocument>'''
SECTION = '''<structuredBody><component><section><title>Diet and rest</title><text>
<table><caption>Performance Information</caption><tbody><tr><td>0.5 s</td></tr></tbody></table>
<paragraph>Walk for an hour each day.</paragraph></text></section></component></structuredBody>'''


RTF = (rb'{\rtf1\ansi{\fonttbl{\f0 Times New Roman;}}\f0\fs24 Dear Ana,\par\par '
       rb'Walk for an {\b hour} each day, se\'f1ora.\par}')


def open_note(home, screen, *forms, beside=()):
    """A note whose forms came in it, each as (media type, bytes), and what is @beside it."""
    path = home.short / 'record.ndjson'
    patient = {'resourceType': 'Patient', 'id': 'a', 'birthDate': BORN, 'name': [{'text': PERSON}]}
    note = {'resourceType': 'DocumentReference', 'id': 'n', 'status': 'current',
            'subject': {'reference': 'Patient/a'}, 'description': 'Note', 'date': '2026-03-02',
            'content': [{'attachment': {'contentType': kind,
                                        'data': base64.b64encode(content).decode()}}
                        for kind, content in forms]}
    path.write_text('\n'.join(map(json.dumps, (patient, note, *beside))), encoding='utf-8')
    home.run('person', 'add', PERSON, '--birth-date', BORN)
    home.run('import', PERSON, path, '--yes')
    screen.start()
    screen.wait_title('Home')
    screen.press('Letters and documents')
    screen.wait_title('Letters and documents')
    screen.press_row()
    screen.wait_title('Note')


def a_clinical_document_is_read():
    """What Epic and Oracle attach: its page, or the letter in it; nothing meant for machines."""
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('application/cda+xml', (CCDA % SECTION).encode()))
        screen.wait_text('Walk for an hour each day.')
        screen.shot('clinical-document')
        assert not any('0.5 s' in text or 'cannot be shown' in text for text in screen.texts())
    inside = base64.b64encode(pdf(1)).decode()
    body = ('<nonXMLBody><text mediaType="application/pdf" representation="B64">'
            f'{inside}</text></nonXMLBody>')
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('text/xml', (CCDA % body).encode()))
        screen.wait_text('Show the words only')


def a_letter_in_rtf_is_read():
    """Older programs of clinics write it: its words, and nothing of what is for machines."""
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('application/rtf', RTF))
        screen.wait_text('Walk for an hour each day, señora.')
        screen.shot('rtf')
        assert not any('Roman' in text or 'cannot be shown' in text for text in screen.texts())
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('application/rtf', b'{\\rtf1{\\pict 00}}'))
        screen.wait_text('This document cannot be shown here.')


def what_reads_best_is_open():
    """The forms of one note: the page is open, and of the others there are copies, in order."""
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('text/plain', b'Plain words.'), ('application/zip', b'PK\3\4'),
                  ('text/html', b'<p>Words of the page.</p>'))
        screen.wait_text('Words of the page.')
        texts = [text for text in screen.texts() if text.startswith('The same document')]
        assert [text[-6:] for text in texts] == ['.txt).', '.zip).'], texts
        assert not any('cannot be shown' in text or 'Plain' in text for text in screen.texts())
        screen.press('Show this file')
        screen.wait_text('Plain words.')
        stays_on(screen, 'Save a copy')
        screen.shot('forms')


def a_scan_is_shown():
    with Home() as home, Screen(home) as screen:
        scan = home.short / 'scan.tif'
        subprocess.run(['convert', '-size', '300x200', 'xc:white', 'xc:gray', str(scan)],
                       check=True)
        open_note(home, screen, ('image/tiff', scan.read_bytes()))
        screen.wait_text('This is a picture.')
        screen.shot('scan')
        screen.go_to('Larger')


def save(screen, button, path):
    """Presses it, types where to, and returns what is in the file."""
    screen.press(button)
    screen.wait_title('Save a copy')
    screen.key('ctrl+a')
    screen.type(str(path))
    screen.key('Return')
    wait_until(lambda: path.exists() and path.stat().st_size, 20, f'{path.name}')
    screen.wait_title('saved')
    return path.read_bytes()


def lines_of(calendar):
    """The lines of a calendar file, put together where they go on in the next one (RFC 5545)."""
    text = calendar.decode()
    equal(text.count('\n'), text.count('\r\n'), 'lines that end as they should')
    return dict(line.partition(':')[::2] for line in
                text.replace('\r\n ', '').split('\r\n') if line)


# Later than today, whenever this is run; with a zone.
VISIT = {'resourceType': 'Appointment', 'id': 'v', 'status': 'booked',
         'description': 'Eye check, left; then right', 'start': '2093-03-02T09:30:00-05:00',
         'end': '2093-03-02T10:00:00-05:00', 'patientInstruction': 'Bring your glasses.',
         'participant': [{'actor': {'reference': 'Patient/a'}, 'status': 'accepted'},
                         {'actor': {'display': 'Northside Eyes'}, 'status': 'accepted'}]}


def an_appointment_is_saved_for_the_calendar(screen, path):
    screen.key('Escape')
    screen.wait_title('Letters and documents')
    screen.key('Escape')
    screen.wait_title('Home')
    screen.press('Appointments')
    screen.wait_title('Appointments')
    screen.press_row()
    screen.wait_title('Eye check')
    lines = lines_of(save(screen, 'Save for my calendar', path))
    for name, value in {'BEGIN': 'VEVENT', 'VERSION': '2.0', 'DTSTART': '20930302T143000Z',
                        'DTEND': '20930302T150000Z', 'LOCATION': 'Northside Eyes',
                        'SUMMARY': 'Eye check\\, left\\; then right',
                        'DESCRIPTION': 'Bring your glasses.'}.items():
        equal(lines.get(name), value, name)


def what_is_no_letter_is_saved():
    """On purpose only, as it came; and an appointment as a calendar reads it."""
    content = b'<?xml version="1.0"?><a>Walk</a>'
    with Home() as home, Screen(home) as screen:
        open_note(home, screen, ('application/xml', content), beside=[VISIT])
        screen.wait_text('This document cannot be shown here.')
        equal(home.readable_with('Walk'), [], 'files with the words before it was asked for')
        equal(save(screen, 'Save a copy', home.short / 'copy.xml'), content, 'the copy')
        an_appointment_is_saved_for_the_calendar(screen, home.short / 'visit.ics')


def stays_on(screen, name):
    def is_there():
        return ((screen.focus() or {}).get('name') or '').startswith(name)
    wait_until(is_there, 20, f'the focus on “{name}”; it is on {screen.focus()}')


def the_focus_stays():
    with Home() as home, Screen(home) as screen:
        open_letter(home, screen)
        screen.press('Show the words only')
        stays_on(screen, 'Show the pages')
        screen.key('Return')
        stays_on(screen, 'Show the words only')
        # Also where it is as small, or as large, as it gets.
        for name in ('Smaller', 'Larger', 'Larger', 'Larger', 'Larger', 'Larger'):
            screen.press(name)
            stays_on(screen, name)
        screen.press('Show more pages')
        screen.wait_text('Page 16 of')
        stays_on(screen, 'Show more pages')
        screen.key('Return')
        screen.wait_text('Page 18 of')
        screen.shot('end')
        stays_on(screen, 'Save a copy')


def a_letter_gets_its_own_date():
    """The file knows only when it was scanned; the person knows the day of the letter."""
    with Home() as home, Screen(home) as screen:
        open_letter_of(home, screen, 'X-ray.txt', 'Dear Ana, your X-ray is enclosed.')
        screen.press('Change the date')
        screen.go_to('Day')
        screen.key('ctrl+a')
        screen.type('31')
        screen.go_to('Month')
        screen.key('space', 'Home', 'Down', 'Down', 'Return')
        screen.go_to('Year')
        screen.key('ctrl+a')
        screen.type('2003')
        screen.press('Save this date')
        screen.wait_title('Type the date of the letter')
        screen.key('ctrl+a')
        screen.type('14')
        screen.press('Save this date')
        screen.wait_title('The date is saved.')
        screen.wait_text('14 February 2003')
        screen.wait_text('Date of the file')
        screen.shot('dated')
        screen.key('alt+Left')
        screen.wait_title('Letters and documents')
        screen.wait_text('2003')
        screen.press_row()
        screen.wait_title('X-ray')
        screen.press('Change the date')
        screen.press('Use the date of the file')
        screen.wait_title('The date is saved.')
        stays_on(screen, 'Save this date')
        wait_until(lambda: not any('2003' in text for text in screen.texts()), 20,
                   'the typed year to go')


def heard_as(screen, words):
    screen.wait_title(words)
    screen.wait_text(words)


def words_are_found_in_a_letter():
    """By keyboard: each place in turn, whatever the capitals and accents, and how many are said."""
    with Home() as home, Screen(home) as screen:
        lines = [f'Line {i}.' for i in range(60)]
        lines[5] = 'Walk for an hour each day, Señora.'
        lines[50] = 'An HOUR of rest, señora, and one more hour.'
        open_letter_of(home, screen, 'Visit.txt', '\n'.join(lines))
        screen.go_to('Find in this document')
        screen.key('Return')
        stays_on(screen, 'Words to')
        screen.type('hour')
        heard_as(screen, '1 of 3')
        screen.shot('found')
        screen.key('Return')
        heard_as(screen, '2 of 3')
        screen.shot('found-next')
        screen.key('shift+Return', 'shift+Return')
        heard_as(screen, '3 of 3')
        screen.press('Next')
        heard_as(screen, '1 of 3')
        screen.go_to('Words to', key='shift+Tab')
        screen.key('ctrl+a')
        screen.type('senora')
        heard_as(screen, '1 of 2')
        # One word after the other, and not each by itself.
        screen.key('ctrl+a')
        screen.type('rest senora')
        heard_as(screen, '1 of 1')
        screen.key('ctrl+a')
        screen.type('bread')
        heard_as(screen, 'Not found')
        screen.shot('found-none')
        # Escape closes the field, and the page stays; so do the keys open it again.
        screen.key('Escape')
        stays_on(screen, 'Find in this document')
        assert 'Visit' in screen.title() and 'Not found' not in screen.title(), screen.title()
        screen.key('ctrl+shift+f')
        heard_as(screen, 'Not found')
        screen.key('ctrl+a')
        screen.type('day')
        heard_as(screen, '1 of 1')
        screen.key('Escape')
        wait_until(lambda: 'Walk for an hour' in screen.focus()['name'], 20, 'the place found')
        screen.key('Escape')
        screen.wait_title('Letters and documents')


def words_are_found_on_every_page():
    """Also on pages that are not drawn yet: the words of all are read."""
    with Home() as home, Screen(home) as screen:
        open_letter(home, screen)
        screen.key('ctrl+shift+f')
        screen.type('page 17')
        heard_as(screen, '1 of 1')
        stays_on(screen, 'Words to')
        screen.shot('found-page')
        screen.press('Show the pages')
        stays_on(screen, 'Show the words only')
        wait_until(lambda: not any(text == '1 of 1' for text in screen.texts()), 20, 'the end')
        # What was read stands there once, however its pages come later.
        screen.press('Show more pages')
        screen.wait_text('Page 16 of')
        screen.press('Show the words only')
        wait_until(lambda: sum('Page 12' == text.strip('\u2068\u2069') for text in screen.texts())
                   == 1, 20, 'page 12, once')


if __name__ == '__main__':
    kinlib.run_tests([the_focus_stays, words_are_found_in_a_letter, words_are_found_on_every_page,
                      a_letter_gets_its_own_date, a_clinical_document_is_read,
                      a_letter_in_rtf_is_read, what_reads_best_is_open, a_scan_is_shown,
                      what_is_no_letter_is_saved])
