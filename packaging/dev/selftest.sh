#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of ./dev itself, on the host, with a root of a few megabytes in a cache of its own (1 to 2
# minutes, needs the mirror): packaging/dev/selftest.sh
set -u
project=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
dev=$project/dev
t=$(mktemp -d "${TMPDIR:-/tmp}/casebook-selftest.XXXXXX")
trap 'rm -rf --one-file-system "$t"' EXIT
export XDG_CACHE_HOME="$t/cache" CASEBOOK_DEV_PACKAGES=busybox CASEBOOK_DEV_NEED_MB=500
failures=0

# expect NAME WANTED GOT
expect() {
    if [ "$2" = "$3" ]; then echo "pass  $1"
    else echo "FAIL  $1: wanted '$2', got '$3'"; failures=$((failures + 1)); fi
}
code() { "$@" >"$t/out" 2>"$t/err"; echo $?; }
said() { grep -c -- "$1" "$t/err" | sed 's/^[1-9][0-9]*$/yes/; s/^0$/no/'; }

expect "unknown command: exit 2" 2 "$(code "$dev" nonsense)"
expect "no command: exit 2" 2 "$(code "$dev")"
expect "unknown preset: exit 2" 2 "$(code "$dev" build nonsense)"
expect "exec without a command: exit 2" 2 "$(code "$dev" exec)"

expect "too little space: refused" 1 "$(CASEBOOK_DEV_NEED_MB=999999999 code "$dev" exec true)"
expect "too little space: said so" yes "$(said 'MB free')"
expect "dead mirror: refused" 1 "$(CASEBOOK_MIRROR=http://127.0.0.1:9/debian code "$dev" exec true)"
expect "dead mirror: cause told" yes "$(said 'likely cause: no network')"
expect "dead mirror: log named" yes "$(said 'log: ')"
expect "dead mirror: nothing left" 0 "$(find "$t/cache/casebook/roots" -maxdepth 1 -name '*.tmp.*' | wc -l)"

# A leftover of a dead process, and two clones at once.
mkdir -p "$t/cache/casebook/roots/any.tmp.4194999/x"
"$dev" exec true >/dev/null 2>"$t/a" & a=$!
sleep 1
"$dev" exec true >/dev/null 2>"$t/b" & b=$!
wait $a; expect "first of two: done" 0 $?
wait $b; expect "second of two: done" 0 $?
expect "made once" 1 "$(cat "$t/a" "$t/b" | grep -c 'making the private')"
expect "the other waited and said so" 1 "$(grep -c 'waiting for it' "$t/b")"
expect "leftover removed" 1 "$(grep -c 'stopped run left' "$t/a")"
expect "progress was told" yes "$(cp "$t/a" "$t/err"; said 'unpacking\|downloading')"
expect "second time silent" 0 "$(code "$dev" exec true; )"
expect "second time silent on stderr" "" "$(cat "$t/err")"

for way in chroot bwrap; do
    if [ $way = bwrap ] && ! command -v bwrap >/dev/null; then continue; fi
    if [ $way = chroot ] && [ "$(id -u)" != 0 ]; then continue; fi
    export CASEBOOK_DEV_ENTER=$way
    expect "$way: exit code" 7 "$(code "$dev" exec sh -c 'exit 7')"
    expect "$way: missing program" 127 "$(code "$dev" exec no-such-program)"
    expect "$way: folder of the caller" "$t" "$(cd "$t" && "$dev" exec pwd)"
    expect "$way: home" "$HOME" "$("$dev" exec sh -c 'echo $HOME')"
    expect "$way: own variables" "1 2" "$(CASEBOOK_X=1 XDG_DATA_HOME=2 "$dev" exec sh -c 'echo $CASEBOOK_X $XDG_DATA_HOME')"
    expect "$way: libraries of the host stay out" "" "$(LD_LIBRARY_PATH=/usr/lib "$dev" exec sh -c 'echo $LD_LIBRARY_PATH')"
    expect "$way: Debian 13 inside" 13 "$("$dev" exec sh -c '. /etc/os-release; echo $VERSION_ID')"
    expect "$way: sbin in PATH" yes "$("$dev" exec sh -c 'case $PATH in */usr/sbin*) echo yes;; esac')"
    expect "$way: new file at its place" made "$("$dev" exec sh -c "echo made > '$t/new-$way'" && cat "$t/new-$way")"
    expect "$way: argument with blanks" "a  b|c" "$("$dev" exec printf '%s|%s' 'a  b' c)"
    expect "$way: input" in "$(echo in | "$dev" exec cat)"
    expect "$way: nothing of its own on stdout" "" "$("$dev" exec true 2>/dev/null)"
    "$dev" exec sleep 60 & p=$!
    sleep 1
    kill -KILL $p; wait $p 2>/dev/null
    sleep 0.5
    expect "$way: killed with its ./dev" 0 "$(pgrep -c -f '^sleep 60$')"
done
unset CASEBOOK_DEV_ENTER
if [ "$(id -u)" = 0 ]; then
    "$dev" exec sh -c 'trap "exit 9" TERM; while :; do sleep 0.1; done' & p=$!
    sleep 1; kill -TERM $p; wait $p
    expect "signals reach the command" 9 $?
fi
expect "the root was not written to" 0 "$(find "$t"/cache/casebook/roots/trixie-*/ -maxdepth 1 -name "${t#/}*" | wc -l)"

# A stopped run leaves nothing.
CASEBOOK_DEV_PACKAGES='busybox zip' "$dev" exec true >/dev/null 2>&1 & p=$!
sleep 5; kill -TERM $p; wait $p 2>/dev/null
expect "stopped while making: nothing left" 0 "$(find "$t/cache/casebook/roots" -maxdepth 1 -name '*.tmp.*' | wc -l)"

"$dev" clean root >/dev/null 2>&1
expect "clean removes the root" 0 "$(find "$t/cache/casebook/roots" -maxdepth 1 -name 'trixie-*' -type d | wc -l)"
echo "$failures failure(s)"
[ $failures -eq 0 ]
