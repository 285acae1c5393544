#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that answers exactly as it is told, also wrongly.

    fault_server.py [--tls CERT KEY] [--tls-max 1.0|1.1|1.2|1.3] [--ciphers LIST]

Prints its port, then obeys one JSON command a line on standard input:

    {"path": P, "answers": [{"parts": [BASE64...], "pause": MS, "repeat": N,
                             "end": "close|keep|reset|hang"}]}
        what the next requests to P get, in turn; the last one stays
    {"ledger": true}    prints what was received so far, as one JSON line
    {"forget": true}    empties ledger and answers

Bytes go out as they are: nothing here knows what HTTP should look like.
"""

import argparse
import base64
import json
import socket
import ssl
import struct
import sys
import threading
import time

MOST = 1 << 20


class Server:
    def __init__(self, options):
        self.lock = threading.Lock()
        self.answers = {}
        self.ledger = []
        self.bytes = 0
        self.tls = self.make_tls(options) if options.tls else None
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=64)
        self.port = self.listener.getsockname()[1]

    @staticmethod
    def make_tls(options):
        versions = {'1.0': ssl.TLSVersion.TLSv1, '1.1': ssl.TLSVersion.TLSv1_1,
                    '1.2': ssl.TLSVersion.TLSv1_2, '1.3': ssl.TLSVersion.TLSv1_3}
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = versions[options.tls_max]
        context.set_ciphers(options.ciphers)
        context.load_cert_chain(*options.tls)
        return context

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            threading.Thread(target=self.visit, args=(connection,), daemon=True).start()

    def visit(self, connection):
        try:
            if self.tls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            while self.exchange(connection):
                pass
        except (OSError, ValueError):
            pass
        connection.close()

    def exchange(self, connection):
        """One request; true when the connection may carry another."""
        request = self.receive(connection)
        if request is None:
            return False
        with self.lock:
            self.ledger.append(request)
            queue = self.answers.get(request['target'].split('?')[0], [])
            answer = queue.pop(0) if len(queue) > 1 else queue[0] if queue else None
        if answer is None:
            answer = {'parts': [base64.b64encode(
                b'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n').decode()]}
        return self.answer(connection, answer)

    def receive(self, connection):
        data = b''
        while b'\r\n\r\n' not in data:
            piece = connection.recv(65536)
            with self.lock:
                self.bytes += len(piece)
            if not piece or len(data) > MOST:
                return None
            data += piece
        head, _, body = data.partition(b'\r\n\r\n')
        lines = head.decode('latin-1').split('\r\n')
        method, target, _ = lines[0].split(' ', 2)
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(':')
            headers[name.strip().lower()] = value.strip()
        while len(body) < int(headers.get('content-length', 0)):
            body += connection.recv(65536)
        return {'method': method, 'target': target, 'headers': headers,
                'body': body.decode('latin-1'), 'time': time.monotonic()}

    @staticmethod
    def answer(connection, answer):
        for _ in range(answer.get('repeat', 1)):
            for part in answer['parts']:
                connection.sendall(base64.b64decode(part))
                time.sleep(answer.get('pause', 0) / 1000)
        end = answer.get('end', 'keep')
        if end == 'reset':
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        elif end == 'hang':
            time.sleep(60)
        elif end == 'close':
            # Half closed, so that what was sent still arrives.
            try:
                if isinstance(connection, ssl.SSLSocket):
                    connection = connection.unwrap()
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
        return end == 'keep'

    def obey(self, command):
        with self.lock:
            if 'path' in command:
                self.answers[command['path']] = command['answers']
                return 'ok'
            if 'ledger' in command:
                return json.dumps({'bytes': self.bytes, 'requests': self.ledger})
            self.answers.clear()
            self.ledger.clear()
            self.bytes = 0
            return 'ok'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--tls', nargs=2)
    parser.add_argument('--tls-max', default='1.3')
    parser.add_argument('--ciphers', default='DEFAULT:@SECLEVEL=0')
    server = Server(parser.parse_args())
    threading.Thread(target=server.serve, daemon=True).start()
    print(server.port, flush=True)
    for line in sys.stdin:
        print(server.obey(json.loads(line)), flush=True)


if __name__ == '__main__':
    main()
