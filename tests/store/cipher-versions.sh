#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cipher-versions.sh PROBE PROFILE: one file is written and read in turn with the SQLCipher of
# Debian 12 (3.4.1) and that of Debian 13 (4.6.1, from bookworm-backports, unpacked beside:
# nothing is installed). Skips where the installed one is 4.x already. Only the development profile
# can be cut off at a named place.

probe=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set=$work/set
mkdir -m 700 "$set"

skip () {
  echo "1..0 # SKIP $1"
  exit 0
}

[ -e "$(ldconfig -p | awk '/libsqlcipher\.so\.0 /{print $NF; exit}')" ] \
  || skip "the installed SQLCipher is a newer one"

# An apt of its own, that neither sees nor changes the machine's.
mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
     "http://deb.debian.org/debian bookworm-backports main" > "$work/apt/sources.list"
apt=(apt-get -q -o Dir::State::lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache"
     -o Dir::Etc::sourcelist="$work/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
     -o APT::Sandbox::User=root -o Debug::NoLocking=1)
"${apt[@]}" update > "$work/apt.log" 2>&1 && cd "$work" \
  && "${apt[@]}" download libsqlcipher1 >> "$work/apt.log" 2>&1 \
  && dpkg -x libsqlcipher1_*.deb "$work/newer" 2>> "$work/apt.log" || skip "no network"

# The program asks for the older name; the calls it makes are in both.
newer=$work/newer/lib
mkdir -p "$newer"
ln -s "$(find "$work/newer/usr" -name 'libsqlcipher.so.1*' -type f)" "$newer/libsqlcipher.so.0"

with_older () { "$probe" "$@"; }
with_newer () { LD_LIBRARY_PATH=$newer "$probe" "$@"; }

failed=0
number=0
report () {
  number=$((number + 1))
  if [ "$1" = 0 ]; then echo "ok $number $2"; else echo "not ok $number $2"; failed=1; fi
}

# Reads with one version what is there after $1 rounds, and says whether all is well.
reads () {
  local said
  said=$("$2" read "$set" word)
  echo "$said" | sed 's/^/# /'
  [ "$(grep -c '^item ' <<<"$said")" = "$1" ] && grep -q "^found $1$" <<<"$said" \
    && grep -q "^cipher $3" <<<"$said" && grep -q '^encrypted 1$' <<<"$said" \
    && grep -q '^integrity 1$' <<<"$said"
}

[ "$2" = development ] && rounds=(6 7 8) || rounds=()
echo "1..$((14 + 4 * ${#rounds[@]}))"
with_older create "$set" && with_older write "$set" word0
report $? "the older one makes a record"
reads 1 with_newer 4.; report $? "the newer one reads it"
for round in 1 2 3 4 5; do
  if [ $((round % 2)) = 1 ]; then writer=with_newer reader=with_older version=3.
  else writer=with_older reader=with_newer version=4.; fi
  "$writer" write "$set" "word$round"
  report $? "round $round: ${writer#with_} writes"
  reads $((round + 1)) "$reader" "$version"
  report $? "round $round: ${reader#with_} reads"
done

# Ends a writer as a power cut would: before the commit nothing of it may be there for the other
# one, after it all of it, which is in the log still.
crashes () {
  KIN_CRASH_POINT=$1 "$2" write "$set" "$3" 2> /dev/null
  [ $? = 137 ] && { [ "$1" = database.before-commit ] || [ -s "$set/record.db-wal" ]; }
}
there=6
for round in "${rounds[@]}"; do
  if [ $((round % 2)) = 1 ]; then writer=with_newer reader=with_older version=3.
  else writer=with_older reader=with_newer version=4.; fi
  crashes database.before-commit "$writer" "word$round"
  report $? "round $round: ${writer#with_} is cut off before its commit"
  reads $there "$reader" "$version"
  report $? "round $round: ${reader#with_} finds what was there"
  crashes database.committed "$writer" "word$round"
  report $? "round $round: ${writer#with_} is cut off after its commit"
  there=$((there + 1))
  reads $there "$reader" "$version"
  report $? "round $round: ${reader#with_} finds what was kept"
done

rm -rf "$set" && mkdir -m 700 "$set"
with_newer create "$set" && with_newer write "$set" word0
report $? "the newer one makes a record"
reads 1 with_older 3.; report $? "the older one reads it"

exit $failed
