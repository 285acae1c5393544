#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-certificates.sh FOLDER: two authorities, of which tests trust one, and the
# certificates of several servers. The authorities begin in 2020.
set -e
cd "$1"

ec='ec -pkeyopt ec_paramgen_curve:prime256v1'

authority() {
  faketime '2020-01-01 00:00:00' openssl req -x509 -newkey $ec -nodes -keyout "$1.key" \
    -out "$1.pem" -days 14600 -subj "/CN=$1"
}

# name, issuer, subject alternative name, key, digest, when, days
certificate() {
  openssl req -newkey $4 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=made up"
  echo "subjectAltName=$3" > "$1.ext"
  faketime "$6" openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial \
    -"$5" -extfile "$1.ext" -days "$7" -out "$1.pem"
}

authority trusted
authority stranger
certificate good     trusted  IP:127.0.0.1      "$ec"    sha256 now                    20
certificate unknown  stranger IP:127.0.0.1      "$ec"    sha256 now                    20
certificate name     trusted  DNS:other.example "$ec"    sha256 now                    20
certificate expired  trusted  IP:127.0.0.1      "$ec"    sha256 '2021-01-01 00:00:00'  20
certificate early    trusted  IP:127.0.0.1      "$ec"    sha256 '2050-01-01 00:00:00'  20
certificate digest   trusted  IP:127.0.0.1      "$ec"    sha1   now                    20
certificate short    trusted  IP:127.0.0.1      rsa:1024 sha256 now                    20
