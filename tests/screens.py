# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of screens: each has an id, what it shows, whose record it needs, and a way.

./run takes its pictures here; tests/ui/test-screens.py holds each screen to the rules;
check-screens.py refuses a page that is not here. A way says what is pressed in our own words: a
Screen presses it by keyboard, a Walker in any language.
"""

import json
from dataclasses import dataclass
from typing import Callable

from kinlib import list_clinic, wait_until

NAME = 'Marta Quiroga Hallström'
CLINIC = 'A portal with made-up people, for practice'
# What the app knows by name: one gives a number first, two are in one town.
CLINICS = (
    list_clinic('Fjord Hospital', 'Fjord Health', town='Ostermere', region='MN',
                base='https://fhir.fjord.example.org/r4', vendor='Epic', way='number'),
    list_clinic('Ostermere Children’s Clinic', town='Ostermere', region='MN',
                base='https://fhir.children.example.org/r4', way='connect'),
)


@dataclass(frozen=True)
class Shown:
    """One screen: @way leads to it from the first page of its fixture, or from the one before."""

    id: str
    shows: str                    # the class of the page, or of a window of its own
    title: str                    # a part of the window's title, or '' for one from the record
    way: Callable
    fixture: str = 'record'       # one of FIRST
    of_person: bool = True        # the title names the person
    page: bool = True             # a page of the window, with a heading; else a window of its own
    goes_on: bool = False         # from the screen before it in this list
    holds: str = ''               # what it is there to show, in our words or in the record's


def stay(screen):
    """The first page."""


def from_menu(words, action):
    return lambda screen: screen.menu(words, action)


def by_action(action, keys):
    return lambda screen: screen.act(action, keys)


def press(words):
    return lambda screen: screen.press(words)


def of_preferences(words):
    return lambda screen: (screen.act('app.preferences', 'ctrl+comma'),
                           screen.wait_title('Preferences'), screen.press(words))


def connect(screen):
    """Types the address of the practice clinic."""
    clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press('Connect a clinic')
    screen.wait_title('Connect a clinic')


def report(screen):
    """Several results together, whose names the clinic did not send along."""
    screen.press('Test results')
    screen.wait_title('Test results')
    screen.press('Heart and kidney blood tests')


def found(screen):
    """More than one clinic matches."""
    screen.go_to('Name, town')
    screen.type('ostermere')


def hits(screen):
    """What was found, with the words that matched."""
    screen.go_to('Words to look for')
    before = screen.title()
    screen.type('choir')
    wait_until(lambda: screen.title() != before, 20, 'hits')


def needs_number(screen):
    """A clinic that knows Kinchart by a number only."""
    connect(screen)
    screen.go_to('Name, town')
    screen.type('fjord')
    screen.key('Return')


def number(screen):
    screen.press('Get a number for Kinchart')


def address(screen):
    """The practice clinic, by its address."""
    screen.go_to('Name, town')
    screen.type(screen.portal.url)
    screen.key('Return')


def download(screen):
    """A clinic that cannot be connected."""
    connect(screen)
    screen.press('Download a file instead')


def ask_for_copy(screen):
    """The same, by letter."""
    connect(screen)
    screen.press('Ask for a copy')


def copy_sent(screen):
    """The letter is on its way."""
    ask_for_copy(screen)
    screen.wait_title('Ask for a copy')
    screen.press('The letter is sent')


def copy_asked(screen):
    """And an answer is waited for."""
    screen.go_to('Name of the clinic')
    screen.type(CLINIC)
    screen.press('In 30 days: the clinic is in the United States')
    screen.press('Save')


def file_comes(screen):
    """The person saves a file, and had asked to be told."""
    folder = screen.home.folder / 'Downloads'
    folder.mkdir(exist_ok=True)
    before = screen.title()
    screen.press('Tell me when the file is here')
    wait_until(lambda: screen.title() != before, 20, 'the wait')
    (folder / DOWNLOADED).write_text('<a/>', encoding='utf-8')


def wait(screen):
    screen.browser_idle()
    screen.press('Open the clinic’s page')


def try_it(screen):
    """What a sample record can be filled with."""
    screen.press('Next')
    screen.wait_title('Who is this for?')
    screen.press('Look around with a sample family')
    screen.wait_title('Home')
    connect(screen)
    screen.press('Try it on the internet')


def not_back(screen):
    """The browser did not find its way back."""
    connect(screen)
    address(screen)
    screen.wait_title('What will happen')
    wait(screen)
    screen.wait_title('Sign in on the clinic’s page')
    screen.press('It did not come back?')


def right_person(screen):
    screen.browser_signs_in()
    connect(screen)
    address(screen)
    screen.wait_title('What will happen')
    screen.press('Open the clinic’s page')


def clinic(screen):
    clinics(screen)
    screen.wait_title('Connected clinics')
    screen.press(CLINIC)


clinics = from_menu('Connected clinics', 'win.clinics')


def not_about_me(screen):
    """The first allergy is about somebody else."""
    screen.press('Allergies and reactions')
    screen.wait_title('Allergies and reactions')
    screen.press_row()
    screen.press('Something looks wrong?')
    screen.wait_title('Something looks wrong?')
    screen.press('It is not about me')


def letter_date(screen):
    """The letter that was kept, and where its date is typed."""
    screen.press('Letters and documents')
    screen.wait_title('Letters and documents')
    screen.press_row()
    screen.press('Change the date')


def letter_find(screen):
    """The same letter, and words that are looked for in it."""
    screen.press('Letters and documents')
    screen.wait_title('Letters and documents')
    screen.press_row()
    screen.wait_title('Letter from the clinic')
    screen.press('Find in this document')
    before = screen.title()
    screen.type('visit')
    wait_until(lambda: screen.title() != before, 20, 'the place')


def add_yourself(screen):
    """Fills in who this is for."""
    screen.press('Next')
    screen.wait_title('Type a name')
    screen.type(NAME)
    screen.go_to('Day')
    screen.type('14')
    screen.go_to('Month')
    screen.key('space', *['Down'] * 5, 'Return')
    screen.go_to('Year')
    screen.type('1945')
    screen.press('Next')


def choose_month(screen, month):
    screen.go_to('Month')
    screen.key('space')
    wait_until(lambda: (screen.focus() or {}).get('role') == 'list item', 20, 'the list')
    for _ in range(month):
        screen.key('Down')
    screen.key('Return')
    wait_until(lambda: (screen.focus() or {}).get('name', '').startswith('Month: '), 20,
               'the month')


def say_who(screen, name, born):
    """Fills in a name and a birth date, by keyboard."""
    year, month, day = born.split('-')
    screen.see('settle')            # a page that is still coming takes the focus once more
    screen.go_to('Name')
    screen.type(name)
    screen.go_to('Day')
    screen.type(str(int(day)))
    choose_month(screen, int(month))
    screen.go_to('Year')
    screen.type(year)


def opened(name, content):
    """Opens a file as a file manager does."""
    def way(screen):
        path = screen.home.short / name
        path.write_text(content, encoding='utf-8')
        screen.open_file(path)
    return way


def opened_then(name, content, button):
    def way(screen):
        opened(name, content)(screen)
        screen.wait_title('What is in this file')
        screen.press(button)
    return way


def of_clinic(button):
    def way(screen):
        clinic(screen)
        screen.wait_title(CLINIC)
        screen.press(button)
    return way


def of_clinic_that_is_over(screen):
    """Disconnected, and its copy kept."""
    of_clinic('Disconnect')(screen)
    screen.wait_title('Disconnect this clinic?')
    screen.press('Disconnect, and keep the copy')
    screen.wait_title('The clinic is disconnected')
    screen.press('Go to Home')
    screen.wait_title('Home')
    clinic(screen)


def read_next_damage(screen):
    """One was read; the other is still said."""
    screen.press('I have read this')
    screen.wait_title('Home')
    screen.press('Read what happened')


def begin_again(screen):
    screen.press('Begin again, and keep the damaged file')
    screen.wait_title('Home')
    screen.press('Read what happened')


def record_of(given, family, born):
    """A record of one allergy."""
    patient = {'resourceType': 'Patient', 'id': 'f', 'birthDate': born,
               'name': [{'given': [given], 'family': family}]}
    allergy = {'resourceType': 'AllergyIntolerance', 'id': 'g', 'code': {'text': 'Walnuts'},
               'recordedDate': '2024-05-03', 'patient': {'reference': 'Patient/f'}}
    return json.dumps({'resourceType': 'Bundle', 'type': 'collection',
                       'entry': [{'resource': r} for r in (patient, allergy)]})


OWN = record_of('Marta', 'Quiroga Hallström', '1945-05-14')
OTHER = record_of('Juan', 'Ruiz', '1950-05-02')
DOWNLOADED = 'Health summary.xml'
LETTER = 'Dear Marta, your next visit is on Tuesday.'

# The titles of the first pages.
FIRST = {'record': 'Home', 'little': 'Home', 'nobody': 'How big should words be?', 'locked out': '',
         'key gone': '', 'alike': 'People', 'damaged': 'Home',
         'lost': '', 'list damaged': '',
         'sample': 'How big should words be?'}

SCREENS = [
    Shown('home', 'KinHomePage', 'Home', stay, holds='Needs you'),
    Shown('section', 'KinSectionPage', 'Test results', press('Test results'), holds='Magnesium'),
    Shown('item', 'KinItemPage', '', press('Potassium'), goes_on=True, holds='The lab’s range'),
    Shown('wrong', 'KinWrongPage', 'Something looks wrong?', press('Something looks wrong?'),
          goes_on=True, holds='Ostermere Family Clinic'),
    Shown('report', 'KinItemPage', '', report, holds='Magnesium'),
    Shown('medicines', 'KinSectionPage', 'Medicines', press('Medicines'),
          holds='Now, as the clinic says'),
    Shown('care-team', 'KinPhonesPage', 'Care team', press('Care team'), holds='555-0110'),
    Shown('search', 'KinSearchPage', 'Find', by_action('win.find', 'ctrl+f')),
    Shown('hits', 'KinSearchPage', 'Find', hits, goes_on=True, holds='Sings in the choir'),
    Shown('people', 'KinPeoplePage', 'People', press('MQ'), of_person=False, holds=NAME),
    Shown('add-person', 'KinAddPersonPage', '', press('Add someone'), of_person=False,
          goes_on=True),
    Shown('clinics', 'KinClinicsPage', 'Connected clinics', clinics, holds=CLINIC),
    Shown('clinic', 'KinClinicPage', '', press(CLINIC), goes_on=True, holds=CLINIC),
    Shown('clinic-sent', 'KinClinicSentPage', 'What this clinic sent',
          press('What this clinic sent'), goes_on=True, holds='What came'),
    Shown('check', 'KinCheckPage', 'Your record is here',
          by_action('win.check-for-new', 'ctrl+r'), holds='Medicines'),
    Shown('connect', 'KinConnectPage', 'Connect a clinic', connect),
    Shown('connect-found', 'KinConnectPage', '', found, goes_on=True, holds='Fjord Hospital'),
    Shown('connect-steps', 'KinConnectStepsPage', 'What will happen', address, goes_on=True),
    Shown('connect-wait', 'KinConnectWaitPage', 'Sign in on the clinic’s page', wait,
          goes_on=True),
    Shown('connect-trouble', 'KinConnectTroublePage', '',
          press('The clinic’s page shows an error'), goes_on=True),
    Shown('advice', 'KinAdvicePage', '', press('The code does not come, or does not work'),
          goes_on=True),
    Shown('connect-paste', 'KinConnectPastePage', 'It did not come back?', not_back),
    Shown('connect-way', 'KinConnectStepsPage', 'What will happen', needs_number,
          holds='Needs a number for Kinchart'),
    Shown('connect-number', 'KinConnectNumberPage', 'Number for Kinchart', number, goes_on=True),
    Shown('connect-correct', 'KinConnectCorrectPage', 'Correct this clinic',
          lambda screen: (needs_number(screen), screen.wait_title('What will happen'),
                          screen.press('Correct this clinic')), holds='Fjord Hospital'),
    Shown('download', 'KinDownloadPage', 'Download a file instead', download),
    Shown('download-came', 'KinDownloadPage', '', file_comes, goes_on=True,
          holds='Look at'),
    Shown('copy', 'KinCopyPage', 'Ask for a copy', ask_for_copy),
    Shown('copy-letter', 'KinPrintPage', 'A copy of the health record',
          press('Print a letter to the clinic'), goes_on=True, holds='Save as a PDF file'),
    Shown('copy-sent', 'KinCopySentPage', 'The letter is sent', copy_sent),
    Shown('copy-asked', 'KinCopyAskedPage', 'A copy you asked for', copy_asked, goes_on=True,
          holds='The copy came'),
    Shown('clinics-copies', 'KinClinicsPage', 'Connected clinics', clinics,
          holds='Copies you asked for'),
    Shown('connect-person', 'KinConnectPersonPage', 'Is this the right person?', right_person,
          holds='Marta Inés'),
    Shown('clinic-allowed', 'KinClinicAllowedPage', 'What you allowed',
          of_clinic('What you allowed')),
    Shown('connect-other', 'KinConnectOtherPage', 'Who else is at this clinic?',
          of_clinic('Add another person'), of_person=False),
    Shown('open-file', 'KinOpenPreviewPage', 'What is in this file',
          opened('record.json', OWN), holds='Allergies and reactions'),
    Shown('open-person', 'KinOpenPersonPage', 'Is this the right person?', press('Next'),
          goes_on=True, holds=NAME),
    Shown('open-letter', 'KinOpenPreviewPage', 'What is in this file',
          opened('Letter from the clinic.txt', LETTER), holds='Letter from the clinic'),
    Shown('open-other', 'KinOpenPersonPage', 'This record is about somebody else',
          opened_then('record.json', OTHER, 'Next'), holds='Juan Ruiz'),
    Shown('open-problem', 'KinAdvicePage', 'This file is not whole',
          opened('cut.json', OWN[:-9])),
    Shown('print-choose', 'KinPrintChoosePage', 'What do you want to print?',
          by_action('win.print', 'ctrl+p'), holds='Medicines'),
    Shown('print', 'KinPrintPage', '', press('Medicines'), goes_on=True),
    Shown('disconnect', 'KinDisconnectPage', 'Disconnect this clinic?', of_clinic('Disconnect')),
    Shown('erase', 'AdwMessageDialog', '', press('Disconnect, and erase the copy'),
          of_person=False, page=False, goes_on=True),
    Shown('preferences', 'KinPreferencesPage', 'Preferences',
          by_action('app.preferences', 'ctrl+comma')),
    Shown('recovery', 'KinRecoveryPage', 'Recovery page', press('Recovery page'), goes_on=True),
    Shown('recovery-print', 'KinRecoveryPrintPage', 'Print your recovery page',
          press('Print a recovery page'), goes_on=True),
    Shown('recovery-type', 'KinRecoveryTypePage', 'Type the code back',
          press('I have it on paper'), goes_on=True),
    Shown('photo', 'KinPhotoPage', 'Photo and relation', of_preferences('Photo and relation')),
    Shown('record-check', 'KinAdvicePage', 'This record is whole',
          of_preferences('Check this record'), holds='Every part of it can be read'),
    Shown('shortcuts', 'KinShortcutsPage', 'Keyboard shortcuts',
          by_action('app.shortcuts', 'ctrl+question')),
    Shown('about', 'KinAboutPage', 'About Kinchart', from_menu('About Kinchart', 'app.about')),
    # Last of this fixture: what is hidden is hidden on all that would come after.
    Shown('not-about-me', 'KinWrongPage', 'Something looks wrong?', not_about_me,
          holds='Hide this entry'),
    Shown('hidden-now', 'KinWrongPage', 'Something looks wrong?', press('Hide this entry'),
          goes_on=True, holds='Show it again'),
    Shown('section-hidden', 'KinSectionPage', 'Allergies and reactions',
          press('Allergies and reactions'), holds='Hidden by you'),
    Shown('hidden', 'KinHiddenPage', 'Hidden by you', press('Hidden by you'), goes_on=True,
          holds='Adhesive tape and dressings'),
    Shown('item-hidden', 'KinItemPage', '', press('Adhesive tape'), goes_on=True,
          holds='Show it again'),
    Shown('clinic-over', 'KinClinicPage', '', of_clinic_that_is_over,
          holds='Erase what is kept from this clinic'),
    Shown('erase-kept', 'KinDisconnectPage', 'Erase what is kept?',
          press('Erase what is kept from this clinic'), goes_on=True, holds='Erase the copy'),
    Shown('open-first', 'KinOpenPreviewPage', 'What is in this file', opened('record.json', OWN),
          'nobody', of_person=False, holds='Allergies and reactions'),
    Shown('not-sent', 'KinNotSentPage', 'What was not sent', press('Not sent by'), 'little',
          holds='Medicines'),
    Shown('letter-date', 'KinItemPage', 'Letter from the clinic', letter_date, 'little',
          holds='Save this date'),
    Shown('letter-find', 'KinItemPage', 'Letter from the clinic', letter_find, 'little',
          holds='your next visit'),
    Shown('welcome', 'KinWelcomePage', 'How big should words be?', stay, 'nobody',
          of_person=False),
    Shown('welcome-who', 'KinWelcomeWhoPage', 'Who is this for?', press('Next'), 'nobody',
          of_person=False, goes_on=True),
    Shown('welcome-you', 'KinAddPersonPage', 'About you', press('Me'), 'nobody',
          of_person=False, goes_on=True),
    Shown('welcome-private', 'KinWelcomePrivatePage', 'Keep it private', add_yourself, 'nobody',
          goes_on=True),
    Shown('welcome-record', 'KinWelcomeRecordPage', 'Add a record', press('Next'), 'nobody',
          goes_on=True),
    Shown('welcome-done', 'KinWelcomeDonePage', 'You are ready', press('Not now'), 'nobody',
          goes_on=True),
    Shown('try', 'KinTryPage', 'Try it on the internet', try_it, 'sample', of_person=False,
          holds='SMART Health IT launcher'),
    # No recovery page was made: none is asked for.
    Shown('key-missing', 'KinProblemPage', '', stay, 'key gone', of_person=False,
          holds='Nothing was changed. Bring back the password store'),
    Shown('problem', 'KinProblemPage', '', stay, 'locked out', of_person=False,
          holds='Nothing was changed. Bring back the password store'),
    # Two people of one first name and birth date: the strip says when they were born.
    Shown('alike-people', 'KinPeoplePage', 'People', stay, 'alike', of_person=False,
          holds='Marta Quiroga Lind'),
    Shown('alike', 'KinHomePage', 'Home', press(NAME), 'alike', goes_on=True, holds=NAME),
    Shown('home-damaged', 'KinHomePage', 'Home', stay, 'damaged',
          holds='A file of this record was damaged.'),
    Shown('damage-copy', 'KinAdvicePage', 'A file of this record was damaged',
          press('Read what happened'), 'damaged', goes_on=True, holds='I have read this'),
    Shown('damage-log', 'KinAdvicePage', 'What came last was lost', read_next_damage, 'damaged',
          goes_on=True, holds='I have read this'),
    Shown('damage-list', 'KinAdvicePage', 'The list of people was damaged', stay, 'list damaged',
          of_person=False, holds='I have read this'),
    Shown('begin-again', 'KinAdvicePage', 'What clinics sent cannot be read', stay, 'lost',
          of_person=False, holds='What happens then?'),
    Shown('begin-again-ask', 'KinAdvicePage', 'Begin this record again?',
          press('What happens then?'), 'lost', of_person=False, goes_on=True,
          holds='Change nothing'),
    Shown('began-again', 'KinAdvicePage', 'This record began again', begin_again, 'lost',
          goes_on=True, holds='I have read this'),
]


# What shows nothing of a record, and is the same for everybody: to fill in, to read, to choose.
SAME_FOR_ALL = {
    'search', 'add-person', 'connect', 'connect-steps', 'connect-wait', 'connect-paste',
    'connect-trouble', 'advice', 'connect-number', 'copy', 'copy-sent', 'download',
    'clinic-allowed', 'connect-other', 'open-problem', 'print', 'disconnect', 'erase',
    'preferences', 'recovery', 'recovery-print', 'recovery-type', 'photo', 'record-check',
    'shortcuts', 'about'}

# What a walk cannot keep in front, or not get to: the script that shows it, and the page's own
# words that are looked for there.
ELSEWHERE = {'KinOpenLookPage': ('tests/ui/test-open-file.py', 'Looking at your file'),
             'KinPrintWaitPage': ('tests/ui/test-print.py', 'Getting the paper ready'),
             'KinKeyGonePage': ('tests/ui/test-recovery.py', 'does not have the key any more')}


def go(screen, shown):
    """Opens the app and goes to a screen."""
    screen.start()
    go_from_first(screen, shown)


def chain(shown):
    """The screens that lead to one, from the first page of its fixture."""
    place = SCREENS.index(shown)
    begin = place
    while SCREENS[begin].goes_on:
        begin -= 1
    return SCREENS[begin:place + 1]


def go_from_first(screen, shown):
    """Goes to a screen from the first page, and waits until it is there."""
    screen.wait_title(FIRST[shown.fixture])
    for step in chain(shown):
        go_on(screen, step)


def go_on(screen, shown):
    """Goes to a screen from the one before it, and waits until it is there."""
    before = screen.title()
    shown.way(screen)
    if shown.title:
        screen.wait_title(shown.title)
    elif shown.way is not stay:
        wait_until(lambda: screen.title() not in (None, before), 20, f'the title of {shown.id}')
