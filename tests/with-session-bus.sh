#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Kinchart contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-session-bus.sh [--keyring=STATE] COMMAND...
#
# Runs a command with a home, a session bus and a real gnome-keyring of its own;
# nothing of them is left behind, and nothing of the person's own is touched.
#
# STATE says how the keyring starts: "unlocked" (the default), "locks" (the same; the command locks
# it later), "locked" (it has a password that was not given), "new" (none was made yet), "none" (no
# service on the bus, and none that could be started). The command sees it as KIN_TEST_KEYRING.
# What KIN_PRELOAD names is put before the libraries of the command alone.
set -euo pipefail

state=unlocked
case ${1-} in
  --keyring=*) state=${1#--keyring=}; shift ;;
esac
export KIN_TEST_KEYRING=$state
# Kept short: the path of a socket has at most 108 bytes.
scratch=$(mktemp -d /tmp/kin.XXXXXX)
trap 'code=$?; [ "$code" = 0 ] || cat "$scratch/services" >&2; rm -rf "$scratch"; exit "$code"' EXIT
: >"$scratch/services"
if [[ $state = @(lock*|new) ]] && [ -n "${LSAN_OPTIONS-}" ]; then
  cat "$(dirname "$0")"/lsan{,-locked}.supp >"$scratch/lsan.supp"
  export LSAN_OPTIONS="suppressions=$scratch/lsan.supp:print_suppressions=0"
fi

export HOME=$scratch/home
export XDG_RUNTIME_DIR=$scratch/run TMPDIR=$scratch/tmp
export XDG_DATA_HOME=$HOME/.local/share XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache
mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR" "$TMPDIR"
unset DBUS_SESSION_BUS_ADDRESS DISPLAY WAYLAND_DISPLAY LD_PRELOAD GNOME_KEYRING_CONTROL || true
# The command is held to warnings as errors, and the services of the session are not.
debug=${G_DEBUG-}
unset G_DEBUG
export LC_ALL=C.UTF-8 TZ=UTC GIO_USE_VFS=local GSETTINGS_BACKEND=memory

bus=()
if [ "$state" = none ]; then
  cat > "$scratch/bus.conf" <<EOF
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=$TMPDIR</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
EOF
  bus=(--config-file "$scratch/bus.conf")
fi

# The password of the keyring in tests is one word, and not a secret.
# A service may outlive its bus: whoever reads what the command says would wait for its end.
exec 3>&1 4>&2
unlock='echo test | gnome-keyring-daemon --unlock --components=secrets 3>&- 4>&-'
case $state in
  unlocked | locks) prepare=$unlock ;;
  locked)
    dbus-run-session -- bash -c "$unlock"'
      echo seed | secret-tool store --label=seed seed one' >>"$scratch/services" 2>&1 3>&- 4>&-
    prepare='echo wrong | gnome-keyring-daemon --unlock --components=secrets 3>&- 4>&-' ;;
  new | none) prepare=: ;;
  *) echo "--keyring: unlocked, locks, locked, new or none" >&2; exit 2 ;;
esac

dbus-run-session "${bus[@]}" -- bash -c "$prepare"'
  exec env G_DEBUG="$0" ${KIN_PRELOAD:+LD_PRELOAD="$KIN_PRELOAD"} "$@" >&3 2>&4 3>&- 4>&-' \
  "$debug" "$@" >>"$scratch/services" 2>&1
