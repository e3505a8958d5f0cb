#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs in a fresh mount namespace as root: mounts the plan on fd 8 below MOUNTPOINT and becomes CMD
# in it. Nothing has to be unmounted: the namespace goes with the last process.
#   enter-chroot.sh MOUNTPOINT MODE FOLDER CMD ARG...
set -eu
m=$1 mode=$2 folder=$3
shift 3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

mount -t tmpfs -o mode=0755 casebook "$m"
while IFS='|' read -r kind src dst; do
    case $kind in
    rw|ro)
        if [ -d "$src" ]; then [ -d "$m$dst" ] || mkdir -p "$m$dst"
        elif [ ! -e "$m$dst" ]; then mkdir -p "$m${dst%/*}"; : >"$m$dst"
        fi
        if [ "$kind" = rw ]; then mount --rbind "$src" "$m$dst"; else mount -o bind,ro "$src" "$m$dst"; fi ;;
    tmp) mkdir -p "$m$dst"; mount -t tmpfs -o mode=1777 casebook "$m$dst" ;;
    dir) mkdir -p "$m$dst" ;;
    link) mkdir -p "$m${dst%/*}"; ln -s "$src" "$m$dst" ;;
    proc)
        mkdir -p "$m$dst"
        # A container may forbid a new one; its own shows the same processes.
        mount -t proc proc "$m$dst" 2>/dev/null || mount --rbind /proc "$m$dst" ;;
    devs) mkdir -p "$m$dst"; mount --rbind /dev "$m$dst" ;;
    esac
done <&8
exec 8<&-

if [ "$mode" = test ]; then
    # Tests have no network but need the loopback device, which is down in a new namespace.
    chroot "$m" python3 "$here/loopback.py" || echo "dev: no loopback device; tests of the network may fail" >&2
fi
# shellcheck disable=SC2016
exec chroot "$m" /bin/sh -c 'cd -- "$1" || exit 1; shift; exec "$@"' sh "$folder" "$@"
