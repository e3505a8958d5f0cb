# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev doctor: what is here and what is missing. Changes nothing. Sourced, not run.
# shellcheck shell=sh

good() { printf '  ok       %s\n' "$*"; }
bad() { printf '  MISSING  %s\n' "$*"; DOCTOR_RC=1; }
note() { printf '  note     %s\n' "$*"; }

cmd_doctor() {
    DOCTOR_RC=0
    (. /etc/os-release && printf 'host      %s, %s, user %s\n' "${PRETTY_NAME:-unknown}" "$(uname -m)" "$(id -un)")
    if host_is_debian13; then doctor_native; else doctor_root; fi
    doctor_common
    exit $DOCTOR_RC
}

doctor_native() {
    good "this is Debian 13: no private root needed"
    _missing=$(for _p in $(base_packages); do
        dpkg-query -W -f='${db:Status-Abbrev}' "$_p" 2>/dev/null | grep -q '^ii' || printf '%s ' "$_p"
    done)
    if [ -n "$_missing" ]; then bad "packages: $_missing"; else good "all packages of the base are installed"; fi
}

doctor_root() {
    if root_ready; then
        good "root: $ROOT (made $(cat "$ROOT/.casebook/base"))"
        for _s in checkers peers; do
            if set_ready "$_s"; then good "set $_s is in the root"; else note "set $_s is added on first need"; fi
        done
    else note "no root yet for this package list; the next command makes it: $ROOT"
    fi
    for _r in "$CACHE"/roots/"$SUITE"-*; do
        case $_r in *.tmp.*) continue ;; esac
        [ ! -d "$_r" ] || [ "$_r" = "$ROOT" ] || note "older root (./dev clean root removes all): $_r"
    done
    for _t in mmdebstrap bwrap flock; do
        if have $_t; then good "$_t"
        elif root_ready && [ $_t = mmdebstrap ]; then note "$_t is not here; needed only to make a root"
        elif is_root || have sudo; then note "$_t is not here; ./dev installs it when needed"
        else bad "$_t"
        fi
    done
    if [ -r "$KEYRING" ]; then good "Debian's archive keys"; else bad "debian-archive-keyring"; fi
    if is_root; then
        if can_mount; then good "root may mount"; else bad "root may not mount here (container?): bubblewrap must do"; fi
    elif in_namespace true 2>/dev/null; then good "user namespaces with a range of ids"
    else bad "user namespaces with a range of ids (uidmap, /etc/subuid; Ubuntu: kernel.apparmor_restrict_unprivileged_userns)"
    fi
    if have bwrap && bwrap --ro-bind / / --unshare-net -- true 2>/dev/null; then good "bubblewrap works"
    elif have bwrap; then note "bubblewrap is here but may not make namespaces"
    fi
    doctor_mirror
}

doctor_mirror() {
    _m=$(mirror_main)
    if [ -z "$_m" ]; then note "no Debian mirror in apt's configuration: mmdebstrap's own default is used"; return; fi
    _get=
    if [ -x /usr/lib/apt/apt-helper ]; then
        _get=$(mktemp)
        if /usr/lib/apt/apt-helper -o Acquire::Retries=0 -o Acquire::http::Timeout=10 \
            download-file "$_m/dists/$SUITE/InRelease" "$_get" >/dev/null 2>&1; then good "mirror answers: $_m"
        else bad "mirror does not answer: $_m (CASEBOOK_MIRROR=URI names another)"
        fi
        rm -f "$_get"
    else note "mirror: $_m"
    fi
}

doctor_common() {
    _free=$(free_mb "$CACHE")
    if root_ready || host_fits; then _need=2048; else _need=8192; fi
    if [ "$_free" -ge $_need ]; then good "$_free MB free at $CACHE"; else bad "$_free MB free at $CACHE, $_need needed"; fi
    if [ -d "$CACHE/ccache" ]; then good "compiler cache: $(du -sm "$CACHE/ccache" | cut -f1) MB"; else note "compiler cache is empty"; fi
    _mem=$(awk '/^MemAvailable/ { print int($2 / 1024) }' /proc/meminfo)
    if [ "$_mem" -ge 3000 ]; then good "$_mem MB of memory to be had"; else note "only $_mem MB of memory to be had: build with CMAKE_BUILD_PARALLEL_LEVEL=1"; fi
    if [ -n "${DISPLAY:-}" ]; then good "display: $DISPLAY"; else note "no display: ./dev run walks the tour on a virtual one"; fi
    if [ -d "$PROJECT/../shared/data" ] || [ -d "${CASEBOOK_TEST_DATA:-/nonexistent}" ]; then good "public test data"
    else note "no ../shared/data (CASEBOOK_TEST_DATA): tests that need it are skipped"
    fi
}
