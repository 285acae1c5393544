#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What glewlwyd's pages do when somebody signs in there and allows what an app asks for.

Its pages are scripts, which tests/robot.py does not run: this asks what they ask.

    glewlwyd-browser.py ORIGIN USER PASSWORD ADDRESS
"""

import http.cookiejar
import json
import sys
import urllib.error
import urllib.parse
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    """Where a page sends on to is looked at first."""

    def redirect_request(self, *_):
        return None


def main(origin, user, password, address):
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), Stay(),
        urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def send(method, path, body):
        opener.open(urllib.request.Request(
            f'{origin}/api{path}', method=method, data=json.dumps(body).encode(),
            headers={'Content-Type': 'application/json'})).close()

    def go(url):
        try:
            opener.open(url).close()
        except urllib.error.HTTPError as error:
            if error.code in (302, 303):
                return error.headers['Location']
            raise
        return None

    def sign_in(asked):
        first = go(address)
        if not first.startswith(f'{origin}/login.html'):
            return None
        send('POST', '/auth/', {'username': user, 'password': password})
        client = urllib.parse.quote(asked['client_id'], safe='')
        send('PUT', f'/auth/grant/{client}/', {'scope': asked['scope']})
        return go(f'{address}&g_continue')

    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    back = f'{asked["redirect_uri"]}?error=server_error&state={asked["state"]}'
    try:
        back = sign_in(asked) or back
    finally:
        go(back)


if __name__ == '__main__':
    main(*sys.argv[1:])
