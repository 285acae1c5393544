#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person at a browser: opens a sign-in page and fills in its forms.

    robot.py [--fill NAME=VALUE]... [--person NAME] [--cancel PAGE] URL

It knows nothing of the portal but the names of the fields it may meet. It
starts at URL, fills what it can, presses the button a person would press, and
follows where that leads until the browser is sent to the app, on another
address of this computer. It never speaks to the token address: that is the
app's part.

    --fill NAME=VALUE   what to write into a field
    --person NAME       whom to choose where several people are offered
    --cancel PAGE       press Cancel on the page of that number, counted from 1
    --keep FILE         do not go back to the app: write into FILE where the browser was sent
    --answer QUERY      open no page, and come back to the app with this answer
"""

import argparse
import html.parser
import http.cookiejar
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

MOST_PAGES = 20
NO = ('cancel', 'deny', 'decline', 'abort', 'refuse', 'back')


class Page(html.parser.HTMLParser):
    """The forms and links of one page, and its visible text."""

    def __init__(self, text):
        super().__init__()
        self.forms = []
        self.links = []
        self.text = []
        self.select = None
        self.named = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = {name: value or '' for name, value in attributes}
        if tag == 'form':
            self.forms.append({'action': values.get('action', ''), 'fields': [],
                               'method': values.get('method', 'get').lower()})
        elif tag == 'a':
            self.named = {'href': values.get('href', ''), 'words': ''}
            self.links.append(self.named)
        elif tag in ('label', 'p', 'li'):
            self.named = None
        elif tag in ('input', 'button', 'select', 'textarea', 'option') and self.forms:
            self.add_field(tag, values)

    def add_field(self, tag, values):
        if tag == 'option':
            self.named = {'value': values.get('value', ''), 'words': '',
                          'chosen': 'selected' in values}
            if self.select is not None:
                self.select['options'].append(self.named)
            return
        kind = values.get('type', 'submit' if tag == 'button' else 'text').lower()
        field = {'name': values.get('name', ''), 'value': values.get('value', ''), 'words': '',
                 'kind': 'select' if tag == 'select' else kind, 'options': [],
                 'chosen': 'checked' in values}
        self.forms[-1]['fields'].append(field)
        if tag == 'select':
            self.select = field
        self.named = field

    def handle_endtag(self, tag):
        if tag == 'select':
            self.select = None
        if tag in ('button', 'a', 'option', 'select', 'label', 'form'):
            self.named = None

    def handle_data(self, words):
        self.text.append(words)
        if self.named is not None:
            self.named['words'] += words


def says_no(field):
    words = ' '.join(str(field.get(key, '')) for key in ('name', 'value', 'words', 'href'))
    return any(word in words.lower() for word in NO)


def button(form, cancel, person=None):
    """The button to press: what sends the form on, for a person if it says so, or what cancels."""
    buttons = [f for f in form['fields'] if f['kind'] in ('submit', 'image')
               and says_no(f) == cancel]
    return choose(buttons, person) if buttons else None


def choose(options, person):
    """One of several: the named person, else what the page has chosen, else the first."""
    named = [o for o in options if person and person.lower() in o['words'].lower()]
    return (named or [o for o in options if o['chosen']] or options)[0]


def filled(form, fill, person, pressed):
    """What a browser would send for @form, as (name, value) pairs."""
    pairs = []
    radios = {}
    for field in form['fields']:
        name, kind = field['name'], field['kind']
        if not name or kind in ('submit', 'image', 'button', 'reset', 'file'):
            continue
        if kind == 'radio':
            radios.setdefault(name, []).append(field)
        elif kind == 'select' and field['options']:
            pairs.append((name, choose(field['options'], person)['value']))
        elif kind == 'checkbox':
            pairs += [(name, field['value'] or 'on')] if field['chosen'] else []
        else:
            pairs.append((name, field['value'] if kind == 'hidden' else
                          fill.get(name, field['value'])))
    pairs += [(name, choose(fields, person)['value']) for name, fields in radios.items()]
    if pressed and pressed['name']:
        pairs.append((pressed['name'], pressed['value']))
    return pairs


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Browser:
    """Keeps cookies and follows redirects one by one, to see where they lead."""

    def __init__(self, url, keep=None):
        self.keep = keep
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        proxies = urllib.request.ProxyHandler({})
        self.opener = urllib.request.build_opener(proxies, cookies, NoRedirects)
        self.portal = urllib.parse.urlsplit(url).netloc
        self.url = url
        self.at_the_app = False

    def open(self, url, pairs=None):
        """Opens @url, follows redirects, and returns the text of the page."""
        sent = None if pairs is None else urllib.parse.urlencode(pairs).encode()
        for _ in range(MOST_PAGES):
            self.url = urllib.parse.urljoin(self.url, url)
            self.at_the_app = urllib.parse.urlsplit(self.url).netloc != self.portal
            if self.at_the_app and self.keep:
                Path(self.keep).write_text(self.url, encoding='utf-8')
                return ''
            status, headers, body = self.fetch(self.url, sent)
            if status not in (301, 302, 303, 307, 308):
                return body
            url = headers['Location']
            sent = sent if status in (307, 308) else None
        raise SystemExit('robot: the pages lead in a circle')

    def fetch(self, url, sent):
        try:
            with self.opener.open(url, sent, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode('utf-8', 'replace')
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode('utf-8', 'replace')


def press_cancel(browser, page):
    for form in page.forms:
        pressed = button(form, cancel=True)
        if pressed:
            return submit(browser, form, [(pressed['name'], pressed['value'])]
                          + [(f['name'], f['value']) for f in form['fields']
                             if f['kind'] == 'hidden'])
    link = next((link for link in page.links if says_no(link)), None)
    if link is None:
        raise SystemExit('robot: this page has no way to cancel')
    return browser.open(link['href'])


def submit(browser, form, pairs):
    action = form['action'] or browser.url
    if form['method'] == 'post':
        return browser.open(action, pairs)
    joint = '&' if '?' in action else '?'
    return browser.open(action + joint + urllib.parse.urlencode(pairs))


def step(browser, text, options, number):
    page = Page(text)
    if options.cancel == number:
        return press_cancel(browser, page)
    form = next((f for f in page.forms if button(f, cancel=False)), None)
    if form is None:
        words = ' '.join(' '.join(page.text).split())
        raise SystemExit(f'robot: nothing to press on this page: {words[:200]}')
    pairs = filled(form, options.fill, options.person,
                   button(form, cancel=False, person=options.person))
    return submit(browser, form, pairs)


def arguments():
    parser = argparse.ArgumentParser(description='fill in the sign-in pages of a test portal')
    parser.add_argument('--fill', action='append', default=[], metavar='NAME=VALUE')
    parser.add_argument('--person')
    parser.add_argument('--cancel', type=int, default=0)
    parser.add_argument('--keep')
    parser.add_argument('--answer')
    parser.add_argument('url')
    options = parser.parse_args()
    options.fill = dict(pair.split('=', 1) for pair in options.fill)
    return options


def come_back(browser, answer):
    """What a portal sends that goes no further than its first page."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(browser.url).query))
    page = urllib.parse.urlsplit(browser.url)
    rest = urllib.parse.urlencode({'state': asked['state'],
                                   'iss': f'{page.scheme}://{page.netloc}'})
    browser.open(f'{asked["redirect_uri"]}?{answer}&{rest}')
    return 0


def main():
    options = arguments()
    browser = Browser(options.url, options.keep)
    if options.answer:
        return come_back(browser, options.answer)
    text = browser.open(options.url)
    for number in range(1, MOST_PAGES):
        if browser.at_the_app:
            return 0
        text = step(browser, text, options, number)
    return 0 if browser.at_the_app else 'robot: too many pages'


if __name__ == '__main__':
    sys.exit(main())
