#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs CMD with a virtual display of its own and a window manager: with-display.sh CMD ARG...
# Like xvfb-run, but the X server itself picks a free number, so two runs never meet.
set -eu
t=$(mktemp -d "${TMPDIR:-/tmp}/casebook-display.XXXXXX")
xvfb='' wm='' cmd=''
finish() {
    [ -z "$cmd" ] || { kill "$cmd" 2>/dev/null && wait "$cmd" 2>/dev/null; } || true
    [ -z "$wm" ] || kill "$wm" 2>/dev/null || true
    [ -z "$xvfb" ] || { kill "$xvfb" 2>/dev/null && wait "$xvfb" 2>/dev/null; } || true
    rm -rf "$t"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

Xvfb -displayfd 7 -screen 0 "${CASEBOOK_DISPLAY_SIZE:-1920x1200}x24" -nolisten tcp -noreset 7>"$t/number" >"$t/xvfb.log" 2>&1 &
xvfb=$!
i=0
while [ ! -s "$t/number" ]; do
    i=$((i + 1))
    if [ $i -gt 300 ] || ! kill -0 "$xvfb" 2>/dev/null; then
        echo "dev: the virtual display did not start:" >&2
        tail -n 5 "$t/xvfb.log" >&2
        exit 1
    fi
    sleep 0.1
done
DISPLAY=:$(cat "$t/number")
export DISPLAY
unset WAYLAND_DISPLAY XAUTHORITY
openbox >"$t/wm.log" 2>&1 &
wm=$!
# In the background, so that a signal to us ends the command at once; its input stays ours.
exec 6<&0
"$@" <&6 &
cmd=$!
rc=0
wait "$cmd" || rc=$?
cmd=''
exit "$rc"
