# SPDX-License-Identifier: GPL-3.0-or-later
# Going into the root. What is seen there is written down first as a plan, one mount per line
#   KIND|SOURCE|TARGET
# and then carried out by bubblewrap or, where we are root, by mount and chroot.
# The root itself is never written to: every mount point lies on a fresh tmpfs.
#   build  checkout, ../shared, compiler cache; clean environment; no network
#   test   the same, own process ids, so that nothing survives the tests
#   user   all of the host's own folders at their places; the caller's environment and network
# Sourced, not run.
# shellcheck shell=sh

plan() { printf '%s|%s|%s\n' "$1" "$2" "${3:-$2}"; }
# A folder or file that may be absent.
plan_if() { [ ! -e "$2" ] || plan "$1" "$2" "${3:-$2}"; }

plan_system() {
    for _d in "$ROOT"/usr/*; do
        case ${_d##*/} in
        local|src) ;;   # a checkout may lie there
        *) plan ro "$_d" "/usr/${_d##*/}" ;;
        esac
    done
    for _d in bin sbin lib lib32 lib64; do
        [ ! -L "$ROOT/$_d" ] || plan link "$(readlink "$ROOT/$_d")" "/$_d"
    done
    plan ro "$ROOT/etc" /etc
    # Of /var only what programs look up; the rest is empty and may be written to.
    plan_if ro "$ROOT/var/lib/dpkg" /var/lib/dpkg
    plan_if ro "$ROOT/var/cache/fontconfig" /var/cache/fontconfig
    plan dir - /var/lib/xkb
    plan dir - /var/tmp
    plan link /run /var/run
    plan dir - /run/lock
    plan proc - /proc
    if ! is_root; then
        # The user's own name, for git and for Qt.
        plan ro /etc/passwd
        plan ro /etc/group
    fi
}

# Where git keeps its data when the checkout is a worktree of another one.
git_common_dir() {
    [ -f "$PROJECT/.git" ] || return 0
    _g=$(sed -n 's/^gitdir: //p' "$PROJECT/.git")
    [ ! -f "$_g/commondir" ] || _g=$(cd "$_g" && cd "$(cat commondir)" && pwd -P)
    [ ! -d "$_g" ] || printf '%s\n' "$_g"
}

plan_project() {
    _shared=$(dirname "$PROJECT")/shared
    if [ -d "$_shared" ]; then
        plan ro "$(cd "$_shared" && pwd -P)" "$_shared"
    fi
    if [ -n "${CASEBOOK_TEST_DATA:-}" ] && [ -d "$CASEBOOK_TEST_DATA" ]; then
        plan ro "$CASEBOOK_TEST_DATA"
    fi
    _git=$(git_common_dir)
    [ -z "$_git" ] || plan rw "$_git"
    plan rw "$CACHE/ccache"
    plan rw "$PROJECT"
}

# Folders the host keeps for itself; every other top folder is a user's and is shown.
is_system_top() {
    case $1 in bin|boot|dev|etc|lib*|proc|run|sbin|sys|tmp|usr|var|lost+found) return 0;; esac
    return 1
}

# Shows PATH, or the nearest folder above it that exists, when it lies in a top folder that is not
# shown as a whole. Folders of the system itself stay the root's own.
plan_path() {
    case $1 in /var/*|/run/*|/usr/local/*|/usr/src/*) ;; *) return 0 ;; esac
    _p=$1
    while [ ! -e "$_p" ]; do _p=$(dirname "$_p"); done
    case $_p in
    /var|/var/lib|/var/cache|/var/lib/dpkg*|/var/cache/fontconfig*|/var/run|/run|/run/lock|/usr|/usr/local|/usr/local/*bin|/usr/src) ;;
    *) plan rw "$_p" ;;
    esac
}

plan_host() {
    for _t in /*; do
        [ -d "$_t" ] || continue
        is_system_top "${_t#/}" && continue
        plan rw "$_t"
    done
    plan rw /tmp
    plan rw /dev
    plan_if ro /sys
    plan_if rw "/run/user/$(id -u)"
    plan_if rw /run/media
    # Names of the network as the host resolves them; a file can only be laid over a file.
    for _n in resolv.conf hosts; do
        if [ -e "$ROOT/etc/$_n" ] && [ -e "/etc/$_n" ]; then plan ro "$(readlink -f "/etc/$_n")" "/etc/$_n"; fi
    done
    for _p in "$PROJECT" "$CWD" "$HOME" "$CACHE" "${TMPDIR:-}" "${XAUTHORITY:-}" "${XDG_CACHE_HOME:-}" \
        "${XDG_CONFIG_HOME:-}" "${XDG_DATA_HOME:-}" "${XDG_STATE_HOME:-}" "${XDG_RUNTIME_DIR:-}" \
        "${CASEBOOK_STUDY:-}" "${CASEBOOK_PASSPHRASE_FILE:-}" "${CASEBOOK_TEST_DATA:-}" "$@"; do
        case $_p in
        /*) plan_path "$_p" ;;
        -*=/*) plan_path "${_p#*=}" ;;
        esac
    done
}

# The plan of one mode; a mount hides what lies below it, so outer folders come first.
plan_mode() {
    _mode=$1; shift
    plan_system
    case $_mode in
    build|test)
        plan devs - /dev
        plan tmp - /tmp
        plan_project ;;
    user) plan_host "$@" ;;
    esac
}

# --- environment -----------------------------------------------------------------------------

set_common_environment() {
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    CCACHE_DIR=$CACHE/ccache
    # Clones at other paths share the cache: paths below the checkout are made relative.
    CCACHE_BASEDIR=$PROJECT CCACHE_NOHASHDIR=1 CCACHE_COMPILERCHECK=content CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-4G}
    # What ccache's manual asks for where headers are precompiled.
    CCACHE_SLOPPINESS=pch_defines,time_macros
    QT_XCB_GL_INTEGRATION=xcb_glx
    export PATH CCACHE_DIR CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_COMPILERCHECK CCACHE_MAXSIZE CCACHE_SLOPPINESS \
        QT_XCB_GL_INTEGRATION
}

# Build and tests see nothing of the caller's settings but these.
set_clean_environment() {
    for _v in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
        case $_v in
        PATH|HOME|USER|LOGNAME|TERM|CI|PWD|CASEBOOK_*|NINJA_STATUS|CMAKE_BUILD_PARALLEL_LEVEL|CTEST_*|GTEST_*|QTEST_*|CCACHE_MAXSIZE) ;;
        *) unset "$_v" 2>/dev/null || true ;;
        esac
    done
    set_common_environment
    HOME=/tmp LANG=C.UTF-8
    # A checkout of another user (a container, CI) is fine for reading its version.
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=$PROJECT
    export HOME LANG GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
}

# The caller's environment, without what points into the host's own software.
set_user_environment() {
    # shellcheck disable=SC2086
    unset LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH PKG_CONFIG_PATH \
        PYTHONPATH PYTHONHOME PERL5LIB QT_PLUGIN_PATH QML2_IMPORT_PATH GTK_MODULES XDG_DATA_DIRS \
        XDG_CONFIG_DIRS FONTCONFIG_FILE FONTCONFIG_PATH CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS \
        CMAKE_PREFIX_PATH JAVA_HOME SSL_CERT_FILE SSL_CERT_DIR LIBGL_DRIVERS_PATH LOCPATH 2>/dev/null || true
    set_common_environment
    # The root has C.UTF-8 only; the language wanted is still told by LANGUAGE and LC_ALL's name.
    : "${LANG:=C.UTF-8}"
    if [ -z "${TZ:-}" ] && [ -L /etc/localtime ]; then
        TZ=$(readlink -f /etc/localtime); TZ=${TZ#*/zoneinfo/}
        case $TZ in /*) unset TZ ;; *) export TZ ;; esac
    fi
    export LANG
}

# --- carrying the plan out ---------------------------------------------------------------------

# Bubblewrap's options from a plan, NUL-separated.
bwrap_options() {
    while IFS='|' read -r _kind _src _dst; do
        case $_kind in
        rw) printf '%s\0' --dev-bind "$_src" "$_dst" ;;
        ro) printf '%s\0' --ro-bind "$_src" "$_dst" ;;
        tmp) printf '%s\0' --perms 1777 --tmpfs "$_dst" ;;
        dir) printf '%s\0' --dir "$_dst" ;;
        link) printf '%s\0' --symlink "$_src" "$_dst" ;;
        proc) printf '%s\0' --proc "$_dst" ;;
        devs) printf '%s\0' --dev "$_dst" ;;
        esac
    done
}

can_mount() { is_root && unshare --mount --propagation private -- true 2>/dev/null; }
# CASEBOOK_DEV_ENTER=chroot forces the way without bubblewrap; for tests of ./dev.
bwrap_usable() { [ "${CASEBOOK_DEV_ENTER:-}" != chroot ] && have bwrap; }

# Replaces this process by CMD inside the root: enter MODE CMD ARG...
enter() {
    ENTER_MODE=$1; shift
    case $ENTER_MODE in user) _dir=$CWD ;; *) _dir=$PROJECT ;; esac
    if host_fits; then enter_native "$_dir" "$@"; fi
    mkdir -p "$CACHE/ccache"
    _file=$(mktemp "${TMPDIR:-/tmp}/casebook-dev.XXXXXX")
    # fd 8 carries plan or options; the file has no name any more when the command starts.
    exec 8<>"$_file"
    if [ "$ENTER_MODE" = user ] && [ "${CASEBOOK_DEV_ENTER:-}" != bwrap ] && can_mount || ! bwrap_usable; then
        plan_mode "$ENTER_MODE" "$@" >"$_file"; rm -f "$_file"
        enter_chroot "$_dir" "$@"
    fi
    plan_mode "$ENTER_MODE" "$@" | bwrap_options >"$_file"; rm -f "$_file"
    enter_bwrap "$_dir" "$@"
}

enter_bwrap() {
    _dir=$1; shift
    # Through sh, so that a program that is not there gives 127 as everywhere.
    # shellcheck disable=SC2016
    set -- --die-with-parent --chdir "$_dir" -- sh -c 'exec "$@"' sh "$@"
    case $ENTER_MODE in
    build) set -- --unshare-net "$@" ;;
    test) set -- --unshare-net --unshare-pid "$@" ;;
    esac
    # Root keeps its rights when it builds (the checkout may be another user's) but not when it
    # tests: a test of an unreadable file must mean something.
    if is_root; then [ "$ENTER_MODE" = test ] || set -- --cap-add ALL "$@"; fi
    set_environment
    exec bwrap --args 8 "$@"
}

# Without bubblewrap's monitor the command keeps our process id and gets every signal itself,
# which is what a caller of ./dev cli wants; so root takes this way for commands of the user.
enter_chroot() {
    _dir=$1; shift
    can_mount || die "neither bubblewrap nor the right to mount here: install bubblewrap, or run as root"
    mkdir -p "$CACHE/roots/mnt"
    set -- /bin/sh "$DEV_DIR/enter-chroot.sh" "$CACHE/roots/mnt" "$ENTER_MODE" "$_dir" "$@"
    case $ENTER_MODE in
    user) set -- unshare --mount --propagation private -- "$@" ;;
    build) set -- unshare --mount --net --propagation private -- "$@" ;;
    test) set -- unshare --mount --net --pid --fork --kill-child --propagation private -- "$@" ;;
    esac
    set_environment
    exec "$@"
}

# On Debian 13 itself, or with --native. Tests get no network where that can be had.
enter_native() {
    cd -- "$1" || exit 1
    shift
    mkdir -p "$CACHE/ccache"
    if [ "$ENTER_MODE" = test ]; then
        if have bwrap && bwrap --dev-bind / / --unshare-net --unshare-pid --proc /proc -- true 2>/dev/null; then
            set -- bwrap --dev-bind / / --unshare-net --unshare-pid --proc /proc --die-with-parent -- "$@"
        elif is_root && unshare --net -- true 2>/dev/null; then
            set -- unshare --net -- sh -c 'python3 "$0"; exec "$@"' "$DEV_DIR/loopback.py" "$@"
        else say "note: the tests see the network here (bubblewrap would keep them off it)"
        fi
    fi
    set_environment
    exec "$@"
}

set_environment() {
    if [ "$ENTER_MODE" = user ]; then set_user_environment; else set_clean_environment; fi
}
