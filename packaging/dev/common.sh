# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by all parts of ./dev: where things are, and how we speak. Sourced, not run.
# shellcheck shell=sh

# Everything ./dev itself says goes to stderr: stdout belongs to the command that runs.
say() { printf '%s\n' "dev: $*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# Runs a command with root's rights; asks sudo only where needed.
as_root() {
    if is_root; then "$@"
    elif have sudo; then sudo "$@"
    else return 126
    fi
}

# Names of one package set, one per line, comments gone. CASEBOOK_DEV_PACKAGES replaces the base
# sets; tests of ./dev use that to make a root of a few megabytes.
package_set() {
    if [ -n "${CASEBOOK_DEV_PACKAGES:-}" ]; then
        case $1 in build|test) printf '%s\n' $CASEBOOK_DEV_PACKAGES; return;; esac
    fi
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$DEV_DIR/packages/$1.txt"
}
base_packages() { { package_set build; package_set test; } | LC_ALL=C sort -u; }

free_mb() {
    # df of the nearest folder that exists
    _p=$1
    while [ ! -d "$_p" ]; do _p=$(dirname "$_p"); done
    df -Pk "$_p" | awk 'NR == 2 { print int($4 / 1024) }'
}

SUITE=trixie
# Part of the root's name: raise it when root.sh makes roots differently.
ROOT_VERSION=1
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/casebook
