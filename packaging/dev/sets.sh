# SPDX-License-Identifier: GPL-3.0-or-later
# Package sets that are added to a finished root on first need, and packages on a Debian 13 host.
# Sourced, not run.
# shellcheck shell=sh

# Installs the packages named on stdin into the root with the root's own apt.
install_in_root() {
    # shellcheck disable=SC2016
    _script='
        set -eu
        root=$1; sources=$2; options=$3; shift 3
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc"
        mount -t tmpfs casebook "$root/run"
        mount -t tmpfs casebook "$root/tmp"
        [ ! -e /etc/resolv.conf ] || mount --bind "$(readlink -f /etc/resolv.conf)" "$root/etc/resolv.conf"
        [ -z "$sources" ] || printf "%s\n" "$sources" >"$root/etc/apt/sources.list"
        printf "%s\n" "$options" | sed "/^$/d; s/\$/;/" >"$root/etc/apt/apt.conf.d/99mmdebstrap"
        export DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
        unset TMPDIR
        chroot "$root" apt-get -o APT::Sandbox::User=root update
        chroot "$root" apt-get -o APT::Sandbox::User=root -o Dpkg::Use-Pty=false --yes --no-install-recommends install "$@"
        rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    '
    _options='APT::Install-Recommends "false"
Acquire::Languages "none"
'$(apt_host_options)
    # shellcheck disable=SC2046
    set -- $(cat)
    # The key file has the same place in the root, from its own debian-archive-keyring.
    logged in_namespace sh -c "$_script" sh "$ROOT" "$(sources_lines "$KEYRING")" "$_options" "$@"
}

# Makes sure that SET is in the root. The base root must stand.
ensure_set() {
    if host_fits; then ensure_host_packages "$1"; return; fi
    ensure_root
    set_ready "$1" && return 0
    ensure_user_namespaces
    lock_root
    if ! set_ready "$1"; then
        say "adding to the root, once: $1 ($(package_set "$1" | paste -sd' ' -))"
        : >"$LOG"
        if ! package_set "$1" | install_in_root; then explain_failure; exit 1; fi
        # shellcheck disable=SC2016
        as_owner sh -c 'printf "%s\n" "$2" >"$1"' sh "$ROOT/.casebook/$1" "$(set_sum "$1")"
    fi
    unlock_root
}

# Debian 13 hosts need no root: only their own packages.
ensure_host_packages() {
    _list=$(for _s in "$@"; do package_set "$_s"; done | LC_ALL=C sort -u)
    _missing=$(for _p in $_list; do
        dpkg-query -W -f='${db:Status-Abbrev}' "$_p" 2>/dev/null | grep -q '^ii' || printf '%s ' "$_p"
    done)
    [ -n "$_missing" ] || return 0
    if [ "${DEV_NATIVE:-0}" = 1 ] && ! host_is_debian13; then
        say "--native: these packages (Debian 13 names) are not known to be here: $_missing"
        say "trying all the same"
        return 0
    fi
    say "this is Debian 13; missing packages: $_missing"
    mkdir -p "$CACHE/roots"
    if is_root || sudo -n true 2>/dev/null || { [ -t 0 ] && have sudo; }; then
        : >"$LOG"
        # shellcheck disable=SC2086
        if as_root true && logged as_root sh -c 'apt-get update && DEBIAN_FRONTEND=noninteractive \
            apt-get -o Dpkg::Use-Pty=false install -y --no-install-recommends "$@"' sh $_missing; then
            return 0
        fi
        explain_failure
    fi
    die "please run: apt-get install --no-install-recommends $_missing"
}

# Everything the base needs, in a root or on the host.
ensure_base() {
    if host_fits; then ensure_host_packages build test; else ensure_root; fi
}

# Sets that a command line of './dev exec' speaks of.
ensure_sets_for() {
    host_fits && return 0
    case " $* " in *Orthanc*|*" orthanc "*|*" Rscript "*) ensure_set peers ;; esac
    case " $* " in *clang*|*valgrind*|*gdb*|*scan-build*) ensure_set checkers ;; esac
}
