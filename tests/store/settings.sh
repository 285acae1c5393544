#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# settings.sh PROBE LIBRARY: a library that takes a setting without a word and does nothing is
# found out, because each one is read back (security.md K-14).

probe=$(realpath "$1")
# Under AddressSanitizer its own library has to come first.
library=$(ldd "$probe" | awk '/libasan/ {print $3}'):$(realpath "$2")
set=$(mktemp -d)
trap 'rm -rf "$set"' EXIT
failed=0
number=0
settings=(temp_store foreign_keys journal_mode synchronous cache_size query_only)

report () {
  number=$((number + 1))
  if [ "$1" = 0 ]; then echo "ok $number $2"; else echo "not ok $number $2"; failed=1; fi
}

mkdir "$set/whole"
echo "1..$((${#settings[@]} + 1))"

LD_PRELOAD=$library "$probe" create "$set/whole"
report $? "the library in between changes nothing by itself"

for setting in "${settings[@]}"; do
  mkdir "$set/$setting"
  said=$(LD_PRELOAD=$library KIN_QUIET=$setting "$probe" create "$set/$setting" 2>&1)
  [ $? = 1 ] && grep -q "PRAGMA $setting answers" <<<"$said"
  report $? "$setting that is not taken"
done

exit $failed
