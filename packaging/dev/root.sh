# SPDX-License-Identifier: GPL-3.0-or-later
# The private Debian root: made once per package list, shared by all clones of a user.
#   CACHE/roots/NAME         finished root; NAME says which list, suite and machine it is for
#   CACHE/roots/NAME.tmp.PID one being made, renamed when whole; left over only after a kill
#   CACHE/roots/NAME.lock    flock: two clones make it once;  NAME.log what the last set-up did
#   ROOT/.casebook/SET       stamp, one per package set; base is written last
# Sourced, not run.
# shellcheck shell=sh

ARCH=$(dpkg --print-architecture 2>/dev/null || uname -m)
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

root_name() {
    _sum=$({ base_packages; printf '%s %s %s\n' "$SUITE" "$ARCH" "$ROOT_VERSION"; } | sha256sum | cut -c1-16)
    printf '%s-%s-%s\n' "$SUITE" "$ARCH" "$_sum"
}
ROOT=$CACHE/roots/$(root_name)
LOG=$ROOT.log

host_is_debian13() { [ -r /etc/os-release ] && (. /etc/os-release; [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 13 ]); }
host_fits() { [ "${DEV_NATIVE:-0}" = 1 ] || host_is_debian13; }
root_ready() { [ -e "$ROOT/.casebook/base" ]; }
set_ready() { [ -e "$ROOT/.casebook/$1" ] && [ "$(cat "$ROOT/.casebook/$1")" = "$(set_sum "$1")" ]; }
set_sum() { package_set "$1" | LC_ALL=C sort -u | sha256sum | cut -c1-16; }

# A command in a user namespace in which we are root and a full range of ids exists, where we are
# not root already; with its own mounts in both cases.
in_namespace() {
    if is_root; then unshare --mount --propagation private -- "$@"
    else unshare --user --map-root-user --map-auto --mount --propagation private -- "$@"
    fi
}

# The same for mere file work: the files of an ordinary user's root belong to his range of ids.
as_owner() {
    if is_root; then "$@"; else unshare --user --map-root-user --map-auto -- "$@"; fi
}

# Tools on the host that make and enter a root.
ensure_host_tools() {
    _missing=
    have mmdebstrap || _missing="$_missing mmdebstrap"
    have bwrap || _missing="$_missing bubblewrap"
    have flock || _missing="$_missing util-linux"
    [ -r "$KEYRING" ] || _missing="$_missing debian-archive-keyring"
    if ! is_root; then have newuidmap || _missing="$_missing uidmap"; fi
    [ -n "$_missing" ] || return 0
    have apt-get || die "missing:$_missing (install them with this system's package manager)"
    say "installing on this host:$_missing"
    mkdir -p "$CACHE/roots"
    # shellcheck disable=SC2086
    if as_root sh -c 'apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"' \
        sh $_missing >"$LOG" 2>&1 </dev/null; then return 0; fi
    # Entering works without bubblewrap where we are root; making a root works with none of the rest.
    if is_root && have mmdebstrap && have flock && [ -r "$KEYRING" ]; then
        say "bubblewrap is not to be had; using chroot"
        return 0
    fi
    tail -n 5 "$LOG" >&2
    die "please run: apt-get install$_missing"
}

ensure_user_namespaces() {
    is_root && return 0
    if ! in_namespace true 2>/dev/null; then
        say "this user may not make user namespaces with a range of ids (needed to unpack packages)."
        say "likely cause: no line for $(id -un) in /etc/subuid and /etc/subgid, or the kernel forbids it."
        die "way out: run ./dev once as root, or: usermod --add-subuids 200000-265535 --add-subgids 200000-265535 $(id -un)"
    fi
}

# What went wrong, in the order in which one would look.
explain_failure() {
    say "the root could not be made. Last lines of $LOG:"
    tail -n 20 "$LOG" | sed 's/^/    /' >&2
    _free=$(free_mb "$CACHE")
    say "log: $LOG   free space: $_free MB   mirror: $(mirror_main || true)"
    if [ "$_free" -lt 500 ] || grep -qi 'no space left' "$LOG"; then _why="the disk is full"
    elif grep -qiE 'could not resolve|temporary failure|connection refused|could not connect|unable to connect|network is unreachable|timed? ?out|connection failed' "$LOG"; then
        _why="no network, or the mirror does not answer (CASEBOOK_MIRROR=URI names another)"
    elif grep -qiE 'NO_PUBKEY|not signed|invalid signature|EXPKEYSIG' "$LOG"; then _why="the archive's key is not known here: install a newer debian-archive-keyring"
    elif grep -qiE '404 +not found|does not have a release file' "$LOG"; then _why="the mirror has no Debian 13 ($SUITE): CASEBOOK_MIRROR=URI names another"
    elif grep -qiE 'unable to locate package|has no installation candidate' "$LOG"; then _why="the mirror lacks a package of packaging/dev/packages"
    elif grep -qiE 'newuidmap|subuid|user namespace|unshare' "$LOG"; then _why="no user namespaces for this user: run ./dev once as root"
    elif grep -qiE 'permission denied|operation not permitted' "$LOG"; then _why="no rights for a step (a container without mount rights?)"
    else _why="not known; the log says more"
    fi
    say "likely cause: $_why"
}

# One line every few seconds while a job writes to the log: people and CI must see that it lives.
watch_log() {
    _pid=$1; _start=$(date +%s)
    while kill -0 "$_pid" 2>/dev/null; do
        _i=0
        while [ $_i -lt 4 ] && kill -0 "$_pid" 2>/dev/null; do sleep 1; _i=$((_i + 1)); done
        awk -v s="$(($(date +%s) - _start))" '
            /newly installed/ {
                for (i = 1; i < NF; i++) if ($(i + 1) == "newly") n = $i
                got = unpacked = set_up = 0
            }
            /^Need to get / { need = $4 " " $5; sub(/\/.*/, "", need) }
            /^Get:[0-9]+/ { got++ }
            /^Unpacking / { unpacked++ }
            /^Setting up / { set_up++ }
            /^I: / { phase = substr($0, 4) }
            END {
                if (set_up && unpacked >= n) what = "setting up " set_up " of " n
                else if (unpacked) what = "unpacking " unpacked " of " n
                else if (n && got) what = "downloading, package " got " of " n " (" need ")"
                else what = phase == "" ? "starting" : phase
                printf "dev:   %3d s  %s\n", s, what
            }' "$LOG" >&2 || true
    done
}

# Runs a command into the log, with progress; its exit code comes back.
logged() {
    # 9 is the lock: a daemon left behind by a package must not hold it.
    "$@" >>"$LOG" 2>&1 </dev/null 9>&- &
    JOB=$!
    watch_log "$JOB"
    _rc=0; wait "$JOB" || _rc=$?
    JOB=
    return "$_rc"
}

remove_tree() {
    [ -e "$1" ] || return 0
    rm -rf --one-file-system "$1" 2>/dev/null || as_owner rm -rf --one-file-system "$1"
}

# Leftovers of runs that were killed. A live process keeps its own.
remove_leftovers() {
    for _t in "$CACHE"/roots/*.tmp.*; do
        [ -d "$_t" ] || continue
        _owner=${_t##*.tmp.}
        if ! kill -0 "$_owner" 2>/dev/null && [ ! -d "/proc/$_owner" ]; then
            say "removing what a stopped run left: $_t"
            remove_tree "$_t"
        fi
    done
}

lock_root() {
    exec 9>"$ROOT.lock"
    if ! flock -n 9; then
        say "another ./dev prepares this root; waiting for it"
        flock 9
    fi
}
unlock_root() { flock -u 9; exec 9>&-; }

make_root() {
    TMP=$ROOT.tmp.$$
    trap 'trap - INT TERM HUP; [ -z "${JOB:-}" ] || kill "$JOB" 2>/dev/null; sleep 1; remove_tree "$TMP"; exit 130' INT TERM HUP
    : >"$LOG"
    set -- --mode=root --variant=apt --verbose --keyring="$KEYRING" --architectures="$ARCH" \
        --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
        --dpkgopt=force-unsafe-io \
        --dpkgopt=path-exclude=/usr/share/locale/* \
        --dpkgopt=path-exclude=/usr/share/doc/* --dpkgopt=path-include=/usr/share/doc/*/copyright \
        --include="$(base_packages | paste -sd, -)" \
        --customize-hook='printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d"; chmod 755 "$1/usr/sbin/policy-rc.d"' \
        --customize-hook='mkdir -p "$1/.casebook"; touch "$1/etc/hosts" "$1/etc/resolv.conf"'
    _opts=$(apt_host_options)
    if [ -n "$_opts" ]; then
        while IFS= read -r _o; do set -- "$@" --aptopt="$_o"; done <<END
$_opts
END
    fi
    set -- "$@" "$SUITE" "$TMP"
    _src=$(sources_lines "$KEYRING")
    if [ -n "$_src" ]; then
        while IFS= read -r _o; do set -- "$@" "$_o"; done <<END
$_src
END
    fi
    _rc=0
    if is_root; then logged mmdebstrap "$@" || _rc=$?
    # Inside our own namespace mmdebstrap is root and the files become ours, also below a
    # private home folder, where its own unshare mode cannot go.
    else logged unshare --user --map-root-user --map-auto --mount --propagation private -- mmdebstrap "$@" || _rc=$?
    fi
    if [ "$_rc" -ne 0 ]; then
        explain_failure
        remove_tree "$TMP"
        trap - INT TERM HUP
        exit 1
    fi
    # apt's downloads and lists are not needed again; sets added later fetch their own.
    as_owner sh -c 'rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*' sh "$TMP"
    as_owner sh -c 'date -u +%Y-%m-%dT%H:%M:%SZ >"$1/.casebook/base"' sh "$TMP"
    mv -T "$TMP" "$ROOT"
    trap - INT TERM HUP
}

# Makes sure that the base root stands.
ensure_root() {
    root_ready && return 0
    ensure_host_tools
    ensure_user_namespaces
    mkdir -p "$CACHE/roots"
    lock_root
    if ! root_ready; then
        remove_leftovers
        _free=$(free_mb "$CACHE")
        _need=${CASEBOOK_DEV_NEED_MB:-8192}
        if [ "$_free" -lt "$_need" ]; then
            die "only $_free MB free at $CACHE; the root and a build need $_need MB (XDG_CACHE_HOME moves it elsewhere)"
        fi
        _begin=$(date +%s)
        say "making the private Debian 13 root, once: $ROOT"
        say "mirror: $(mirror_main || true)   packages named: $(base_packages | wc -l)"
        make_root
        say "root ready after $(($(date +%s) - _begin)) s, $(du -sm "$ROOT" 2>/dev/null | cut -f1) MB"
    fi
    unlock_root
}
