#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# encryption.sh PROBE: a store that finds plain SQLite in the place of SQLCipher refuses to
# run, writes nothing and deletes nothing (security.md K-01).

probe=$(realpath "$1")
set=$(mktemp -d)
trap 'rm -rf "$set"' EXIT
failed=0
number=0

report () {
  number=$((number + 1))
  if [ "$1" = 0 ]; then echo "ok $number $2"; else echo "not ok $number $2"; failed=1; fi
}

fingerprint () {
  (cd "$set" && find . -type f -exec sha256sum {} + | sort)
}

plain=$(ldconfig -p | awk '/libsqlite3\.so\.0 /{print $NF; exit}')
# Under AddressSanitizer its own library has to come first.
plain=$(ldd "$probe" | awk '/libasan/ {print $3}'):$plain
echo "1..7"

readelf -d "$probe" | grep -q 'NEEDED.*libsqlcipher'
report $? "the program needs libsqlcipher itself"
! readelf -d "$probe" | grep -q 'NEEDED.*libsqlite3'
report $? "and no second engine"

said=$(LD_PRELOAD=$plain "$probe" create "$set" 2>&1)
[ $? = 1 ] && grep -q 'does not encrypt' <<<"$said"
report $? "with plain SQLite in its place no record is made"
[ "$(ls "$set")" = meta ]
report $? "and no file"

"$probe" create "$set" && "$probe" write "$set" Sentinel
[ $? = 0 ] && [ "$(head -c 15 "$set/record.db" | grep -c SQLite)" = 0 ] \
  && ! grep -q Sentinel "$set"/*
report $? "with SQLCipher it is made, and not in clear"

before=$(fingerprint)
said=$(LD_PRELOAD=$plain "$probe" read "$set" 2>&1)
[ $? = 1 ] && grep -q 'does not encrypt' <<<"$said"
report $? "with plain SQLite in its place it is not opened"
[ "$before" = "$(fingerprint)" ]
report $? "and no byte of it is changed"

exit $failed
