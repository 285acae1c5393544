#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One habit of real portals at a time: what a person would lose by it, and does not."""

import json
import signal
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import kinlib  # noqa: E402
from kinlib import DONE, ERROR, PARTLY, SIGN_IN, equal, holds  # noqa: E402
from visit import Visit, refusal, rule  # noqa: E402


def nobody_stays_signed_in():
    """The record comes with the sign-in, and later syncs say what to do."""
    with Visit(rule('no refresh token', '^POST /token', reply={'refresh_token': None})) as visit:
        visit.connect()
        visit.is_whole()
        visit.was_met()
        answer = visit.sync(expect=SIGN_IN)
        holds('sign in again' in answer.err, answer.err)
        visit.is_whole()
        visit.connect()
        visit.is_whole()


def a_form_is_refused_as_if_it_were_a_right():
    """403 to whatever is more than the person's id; 200 to that."""
    with Visit(refusal('not in this form', r'^GET /fhir/\w+\?.*(_count|_revinclude|http)', 403,
                       'forbidden')) as visit:
        visit.connect()
        visit.sync()
        visit.is_whole(but=['Provenance'])      # which comes along with others only
        visit.was_met()


def a_right_that_is_missing_costs_two_requests():
    with Visit(refusal('no goals', '^GET /fhir/Goal', 403, 'forbidden')) as visit:
        visit.connect()
        line, = visit.lines('Goal', visit.sync())
        equal((line['state'], line['reason']), ('refused', 'not shared with this app'), 'line')
        equal(len([r for r in visit.portal.asked() if '/Goal' in r['path']]), 2, 'requests')
        visit.is_whole(but=['Goal', 'Provenance'])


def a_type_without_end_does_not_cost_the_others():
    """The person comes first; what never ends is given up, and named."""
    with Visit(rule('no end', '^GET /fhir/Condition', loop=True)) as visit:
        visit.connect()
        visit.portal.asked()
        line, = visit.lines('Condition', visit.sync(expect=PARTLY))
        equal((line['state'], line['reason']), ('failed', 'the portal repeats its pages'), 'it')
        asked = [r['path'] for r in visit.portal.asked() if r['bearer']]
        holds(asked[0].startswith('/fhir/Patient/'), f'first {asked[0]}')
        visit.is_whole(but=['Condition', 'Provenance'])
        visit.was_met()


def who_signs_in_again_has_one_record():
    with Visit() as visit:
        first = visit.connect().json['connection']
        visit.sync()
        equal(visit.connect().json['connection'], first, 'the connection')
        equal(visit.sync().json['stored'], 0, 'stored again')
        visit.is_whole()


def nobody_says_whose_record_it_is():
    """Neither the token nor an id_token: there is one person to see, and it is that one."""
    with Visit(rule('does not say whose', '^POST /token',
                    reply={'patient': None, 'id_token': None})) as visit:
        equal(visit.connect().json['patient'], visit.patient, 'whose')
        visit.sync()
        visit.is_whole()
        visit.was_met()


def what_is_pointed_at_is_not_there():
    with Visit(more=[{
            'resourceType': 'Procedure', 'id': 'points-nowhere', 'status': 'completed',
            'code': {'text': 'Stitches'}, 'subject': {'reference': 'Patient/{patient}'},
            'encounter': {'reference': 'Encounter/{patient}_e1'},
            'performer': [{'actor': {'reference': 'Practitioner/gone', 'display': 'Dr. Gone'}},
                          {'actor': {'reference': 'https://other.example/Practitioner/1'}},
                          {'actor': {'reference': '#none'}}]}]) as visit:
        visit.connect()
        visit.sync()
        visit.is_whole()
        said = visit.home.say('search', visit.person, 'Stitches')
        holds('Stitches' in said, said)


def people_of(asked):
    return {r['path'].split('?')[0] for r in asked if '/Practitioner/' in r['path']}


def trouble_with_people(match, **more):
    return rule('fails at them', f'^GET /fhir/Practitioner/{match}', status=500,
                headers={'Retry-After': '0'}, **more)


def what_is_pointed_at_comes_another_time():
    """A server that fails, or rests, does so for a while only."""
    with Visit(trouble_with_people('')) as visit:
        visit.connect()
        line, = visit.lines('References', visit.sync(expect=PARTLY))
        equal((line['state'], line['reason']), ('failed', 'the portal has trouble'), 'the line')
        visit.was_met()
        visit.portal.faults()
        visit.sync()
        visit.is_whole()


def who_is_never_shown_is_not_asked_for_each_time():
    one, *_ = sorted(kinlib.ids_by_type(kinlib.made_up_person())['Practitioner'])
    with Visit(trouble_with_people(f'{one}$')) as visit:
        visit.connect()
        visit.sync(expect=PARTLY)
        visit.portal.asked()
        visit.sync()
        equal(people_of(visit.portal.asked()), {f'/fhir/Practitioner/{one}'}, 'asked once more')
        visit.sync()
        equal(people_of(visit.portal.asked()), set(), 'asked for each time')


def ids_are_longer_than_they_may_be():
    long, dotted = 'e' + 'LongId.' * 30 + '3', 'a-195900.E-12'
    with Visit(more=[{'resourceType': kind, 'id': name, 'status': 'final',
                      'category': [{'coding': [{'code': 'laboratory', 'system':
                       'http://terminology.hl7.org/CodeSystem/observation-category'}]}],
                      'code': {'text': 'Sodium'}, 'subject': {'reference': 'Patient/{patient}'}}
                     for kind in ('Observation', 'DiagnosticReport')
                     for name in (long, long + '4', dotted)]) as visit:
        visit.connect()
        visit.sync()
        holds({long, long + '4', dotted} < visit.served['Observation'], 'not served')
        visit.is_whole()


def one_result_in_two_categories_is_one():
    system = 'http://terminology.hl7.org/CodeSystem/observation-category'
    with Visit(more=[{'resourceType': 'Observation', 'id': 'in-two', 'status': 'final',
                      'category': [{'coding': [{'code': code, 'system': system}]}
                                   for code in ('laboratory', 'vital-signs', 'survey')],
                      'code': {'text': 'Oxygen in the blood'}, 'valueString': 'enough',
                      'subject': {'reference': 'Patient/{patient}'}}]) as visit:
        visit.connect()
        visit.sync()
        visit.is_whole()
        said = visit.home.run('search', visit.person, 'Oxygen').json
        equal(len([r for r in said if 'Oxygen in the blood' in json.dumps(r)]), 1, 'found')


def so_many_documents_a_day():
    """What is over the limit is missing, and said; another day brings it, and nothing twice."""
    with Visit(refusal('enough documents for today', '^GET /fhir/Binary/', 403, 'throttled',
                       after=3)) as visit:
        visit.connect()
        for _ in range(6):
            answer = visit.sync()
            holds('could not be had' in answer.err, answer.err)
        visit.was_met()
        visit.portal.faults()
        visit.portal.asked()
        answer = visit.sync()
        holds('could not be had' not in answer.err, answer.err)
        asked = [r['path'] for r in visit.portal.asked() if '/Binary/' in r['path']]
        equal(len(asked), len(visit.served['Binary']) - 3, 'documents asked for')
        equal(len(asked), len(set(asked)), 'documents asked for twice')


def documents_of(asked):
    return [r['path'] for r in asked if '/Binary/' in r['path']]


def trouble_with(match):
    return rule('fails at it', f'^GET /fhir/Binary/{match}', status=500,
                headers={'Retry-After': '0'})


def a_document_that_always_fails_costs_no_other():
    """Once the server rests after its failures, the others are not asked: they are first then."""
    with Visit(trouble_with('')) as visit:
        visit.connect()
        visit.sync()
        broken = set(documents_of(visit.portal.asked()))
        holds(0 < len(broken) < len(visit.served['Binary']), f'{len(broken)} documents failed')
        visit.portal.faults(trouble_with('(' + '|'.join(p.split('/')[-1] for p in broken) + ')$'))
        holds(f'could not be had: {len(broken)}' in visit.sync().err, 'others did not come')
        # Whichever fails last before the server rests has its tries later.
        visit.portal.asked()
        for _ in range(5 * len(broken)):
            visit.sync()
            asked = documents_of(visit.portal.asked())
            if not asked:
                break
        equal(asked, [], 'asked for, after so many tries')
        for days, wanted in ((8, broken), (8, set()), (16, broken)):
            later = ['faketime', '-f', f'+{days}d', *visit.home.command('sync', visit.person)]
            subprocess.run(later, env=visit.home.env, check=True, capture_output=True,
                           timeout=kinlib.PATIENCE)
            equal(set(documents_of(visit.portal.asked())), wanted, f'asked {days} days later')


def a_page_of_trouble_and_no_way_back():
    """An unknown client or address: the browser stays at the portal, and nothing is left here."""
    with Visit(rule('an error page', '^GET /authorize', status=400,
                    headers={'Content-Type': 'text/html'},
                    body='<html><body>Invalid OAuth 2.0 request</body></html>')) as visit:
        waiting = visit.home.start_cli('connect', visit.person, visit.portal.url, '--browser',
                                       visit.portal.browser(), '--yes')
        kinlib.wait_until(lambda: any('/authorize' in r['path'] for r in visit.portal.asked()),
                          60, 'the page')
        waiting.send_signal(signal.SIGINT)
        holds(waiting.wait(60) != DONE, 'it says that it is connected')
        answer = visit.sync(expect=ERROR)
        holds('No portal is connected' in answer.err, answer.err)
        visit.portal.faults()
        visit.connect()


def an_app_without_a_secret_is_turned_away():
    with Visit(rule('wants a secret', '^POST /token', status=401,
                    headers={'Content-Type': 'application/json'},
                    body='{"error":"invalid_client"}')) as visit:
        answer = visit.connect(expect=ERROR)
        holds('does not know this app' in answer.err, answer.err)
        holds('No portal is connected' in visit.sync(expect=ERROR).err, 'a connection is left')
        visit.portal.faults()
        visit.connect()


def less_was_shared_than_was_asked_for():
    """What was not shared is said, and is no empty answer; another sign-in may share it."""
    with Visit(rule('shares results only', '^POST /token', reply={
            'scope': 'launch/patient offline_access patient/Patient.r patient/Observation.rs'
        })) as visit:
        visit.connect()
        answer = visit.sync()
        for kind in ('Condition', 'Immunization'):
            line, = visit.lines(kind, answer)
            equal((line['state'], line['reason']), ('skipped', 'not shared with this app'), kind)
        here = kinlib.ids_by_type_of(kinlib.exported(visit.home, visit.person))
        equal(here['Observation'], visit.served['Observation'], 'results')
        equal(here['Condition'], set(), 'conditions')
        visit.was_met()
        visit.portal.faults()
        visit.connect()
        visit.sync()
        visit.is_whole(but=['Provenance'])
        visit.sync('--full')                    # brings along what the results came without
        visit.is_whole()


def a_web_page_is_no_answer():
    """With 200 too: the type is named, the rest comes, and then it does."""
    with Visit(rule('a page for people', r'^GET /fhir/Immunization\?', status=200,
                    headers={'Content-Type': 'text/html; charset=utf-8'},
                    body='<html><body>Be right back</body></html>')) as visit:
        visit.connect()
        line, = visit.lines('Immunization', visit.sync(expect=PARTLY))
        equal(line['state'], 'failed', 'state')
        holds(line['reason'], 'no reason')
        visit.is_whole(but=['Immunization', 'Provenance'])
        visit.was_met()
        visit.portal.faults()
        visit.sync()
        visit.is_whole()


def documents_are_somewhere_else():
    """A redirect within the portal is followed; one to elsewhere takes no token along."""
    files = kinlib.made_up_person()
    first, second = sorted(kinlib.ids_by_type(files)['Binary'])[:2]
    with Visit(rule('moved', f'^GET /fhir/Binary/{first}$', status=302,
                    headers={'Location': f'/fhir/Binary/{first}?there=1'}),
               rule('moved far', f'^GET /fhir/Binary/{second}$', status=302,
                    headers={'Location': 'https://elsewhere.invalid/secret'})) as visit:
        visit.connect()
        answer = visit.sync()
        holds('could not be had: 1' in answer.err, answer.err)
        visit.was_met()


def what_was_withdrawn_is_hidden_and_kept():
    """Blanked, with a blank after the status; and a medicine inside that has no id."""
    subject = {'reference': 'Patient/{patient}'}
    category = [{'coding': [{'system': 'http://terminology.hl7.org/CodeSystem/'
                                       'observation-category', 'code': 'laboratory'}]}]
    with Visit(more=[
            {'resourceType': 'Observation', 'id': 'blanked', 'status': 'entered-in-error ',
             'category': category, 'code': {'text': 'Blanked entry'}, 'subject': subject},
            {'resourceType': 'MedicationRequest', 'id': 'inside', 'status': 'active',
             'intent': 'order', 'subject': subject, 'medicationReference': {'reference': '#m'},
             'contained': [{'resourceType': 'Medication', 'code': {'text': 'Nameless'}},
                           {'resourceType': 'Medication', 'id': 'm',
                            'code': {'text': 'Quinine 200 mg'}}]}]) as visit:
        visit.connect()
        visit.sync()
        visit.is_whole()
        for words, count in (('Blanked', 0), ('Quinine', 1)):
            found = json.dumps(visit.home.run('search', visit.person, words).json)
            equal(found.count(f'"title": "{words}'), count, words)


def a_letter_is_found_by_its_words():
    """As text, as a page, inside its entry, as a PDF and in RTF; not one about somebody else."""
    with Visit() as visit:
        visit.connect()
        visit.sync()
        for words, letter in (('jury service', 'marta-letter-jury-2019'),
                              ('rubber bands', 'marta-letter-cast-2022'),
                              ('little shelter', 'marta-letter-results-2018-11'),
                              ('airline border wheelchair', 'marta-letter-travel-2026'),
                              ('piano como una lata', 'marta-note-2022-11-15'),
                              ('belonged to somebody else', None)):
            found = visit.home.run('search', visit.person, words).json
            raw = [visit.home.run('show', visit.person, item['id'], '--raw').json['id']
                   for item in found]
            equal(raw, [letter] if letter else [], words)


if __name__ == '__main__':
    kinlib.run_tests([
        nobody_stays_signed_in, a_form_is_refused_as_if_it_were_a_right,
        a_right_that_is_missing_costs_two_requests, a_type_without_end_does_not_cost_the_others,
        who_signs_in_again_has_one_record, nobody_says_whose_record_it_is,
        what_is_pointed_at_is_not_there, what_is_pointed_at_comes_another_time,
        who_is_never_shown_is_not_asked_for_each_time, ids_are_longer_than_they_may_be,
        one_result_in_two_categories_is_one, so_many_documents_a_day,
        a_document_that_always_fails_costs_no_other, a_page_of_trouble_and_no_way_back,
        an_app_without_a_secret_is_turned_away,
        less_was_shared_than_was_asked_for, a_web_page_is_no_answer,
        documents_are_somewhere_else, what_was_withdrawn_is_hidden_and_kept,
        a_letter_is_found_by_its_words])
