# SPDX-License-Identifier: GPL-3.0-or-later
# The commands of ./dev that build, test and run. Sourced, not run.
# shellcheck shell=sh

PRESETS='release debug asan tsan coverage fuzz'

built() { printf '%s\n' "$PROJECT/build/${CASEBOOK_PRESET:-release}/bin/$1"; }

need_built() {
    [ -x "$(built "$1")" ] || die "$1 is not built yet: ./dev build"
}

# A command inside, without giving up this process.
inside() { ( enter "$@" ) }

configure_and_build() {
    _preset=$1; shift
    inside build cmake --preset "$_preset" "$@"
    inside build cmake --build --preset "$_preset"
}

cmd_build() {
    _preset=${1:-release}
    case " $PRESETS " in *" $_preset "*) ;; *) say "no such preset: $_preset ($PRESETS)"; exit 2 ;; esac
    ensure_base
    [ "$_preset" != fuzz ] || ensure_set checkers
    configure_and_build "$_preset"
}

# --- tests -------------------------------------------------------------------------------------

set_test_environment() {
    if [ -z "${CASEBOOK_TEST_DATA:-}" ] && [ -d "$PROJECT/../shared/data" ]; then
        CASEBOOK_TEST_DATA=$(dirname "$PROJECT")/shared/data
    fi
    [ -z "${CASEBOOK_TEST_DATA:-}" ] || export CASEBOOK_TEST_DATA
    # On a CI machine a test whose data is absent fails instead of being skipped.
    if [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; then CASEBOOK_CI=1; export CASEBOOK_CI; fi
}

cmd_test() {
    _all=0 _filter=
    while [ $# -gt 0 ]; do
        case $1 in
        --all) _all=1; shift ;;
        -R) [ $# -ge 2 ] || { say "-R needs an expression"; exit 2; }
            _filter=$2; shift 2 ;;
        -R*) _filter=${1#-R}; shift ;;
        *) say "usage: ./dev test [--all] [-R REGEX]"; exit 2 ;;
        esac
    done
    ensure_base
    [ $_all -eq 0 ] || { ensure_set peers; ensure_set checkers; }
    set_test_environment
    configure_and_build release -DCASEBOOK_WERROR=ON
    [ $_all -eq 0 ] || configure_and_build asan -DCASEBOOK_WERROR=ON
    set --
    [ -z "$_filter" ] || set -- -R "$_filter"
    _rc=0
    if [ $_all -eq 1 ]; then
        say "with sanitizers:"
        inside test sh "$DEV_DIR/in-test.sh" build/asan -L asan-ok "$@" || _rc=$?
        inside test sh "$DEV_DIR/in-test.sh" build/release "$@" || _rc=$?
        if [ -z "$_filter" ]; then
            say "fuzz targets, ${CASEBOOK_FUZZ_SECONDS:-600} s each:"
            configure_and_build fuzz
            inside test python3 tests/fuzz/run.py build/fuzz || _rc=$?
        fi
    else
        inside test sh "$DEV_DIR/in-test.sh" build/release -LE long "$@" || _rc=$?
    fi
    exit $_rc
}

# --- the programs --------------------------------------------------------------------------------

cmd_cli() {
    ensure_base
    need_built casebook-cli
    # Only a 3D picture needs a display; everything else must not wait for one.
    if [ -z "${DISPLAY:-}" ]; then
        case " $* " in
        *" 3d "*|*"=3d "*|*" bench "*) enter user sh "$DEV_DIR/with-display.sh" "$(built casebook-cli)" "$@" ;;
        esac
    fi
    enter user "$(built casebook-cli)" "$@"
}

cmd_app() {
    ensure_base
    need_built casebook
    enter user "$(built casebook)" "$@"
}

cmd_exec() {
    [ $# -gt 0 ] || { say "usage: ./dev exec CMD..."; exit 2; }
    ensure_base
    ensure_sets_for "$@"
    enter user "$@"
}

cmd_shell() {
    ensure_base
    say "inside the root; the checkout and your folders are at their usual places"
    enter user bash -i
}

display_works() { [ -n "${DISPLAY:-}" ] && inside user xdpyinfo >/dev/null 2>&1; }

# The recovery words of a study that is made without a person at the window: a file that this user alone can read.
words_to_file() {
    _words=$1/recovery-words-$(basename "$2").txt
    say "recovery words: $_words"
}

cmd_run() {
    _words=
    _data=${XDG_DATA_HOME:-$HOME/.local/share}/casebook
    if [ $# -gt 0 ]; then
        [ -d "$1" ] || die "no such folder: $1"
        _folder=$(CDPATH='' cd -- "$1" && pwd -P)
        _study=$_data/$(basename "$_folder")-$(date +%Y%m%d-%H%M%S)
        set -- --import "$_folder" --study "$_study"
    else
        set -- --demo
    fi
    ensure_base
    configure_and_build release
    _tour=$PROJECT/build/tour
    mkdir -p "$_tour"
    if display_works; then
        [ "$1" != --import ] || [ -z "${CASEBOOK_PASSPHRASE_FILE:-}" ] || words_to_file "$_tour" "$_study"
        enter user "$(built casebook)" "$@" ${_words:+--recovery-file "$_words"}
    fi
    say "no display here: walking the tour on a virtual one"
    if [ "$1" = --import ] && [ -z "${CASEBOOK_PASSPHRASE_FILE:-}" ]; then
        # Nobody can type one. Made up once per study, readable by this user only.
        CASEBOOK_PASSPHRASE_FILE=$_tour/passphrase-$(basename "$_study").txt
        export CASEBOOK_PASSPHRASE_FILE
        (umask 077; head -c 18 /dev/urandom | base64 >"$CASEBOOK_PASSPHRASE_FILE")
        say "study: $_study   its passphrase was made up: $CASEBOOK_PASSPHRASE_FILE"
    fi
    [ "$1" != --import ] || words_to_file "$_tour" "$_study"
    _rc=0
    inside user env LIBGL_ALWAYS_SOFTWARE=1 LP_NUM_THREADS=2 sh "$DEV_DIR/with-display.sh" \
        "$(built casebook)" "$@" --tour "$_tour" ${_words:+--recovery-file "$_words"} >"$_tour/tour.log" || _rc=$?
    [ $_rc -eq 0 ] || tail -n 20 "$_tour/tour.log" >&2
    say "pictures: $_tour   log: $_tour/tour.log"
    exit $_rc
}

# Each language in each theme at 100 % goes to docs/images; the same at 200 % is only for looking at.
cmd_pictures() {
    ensure_base
    configure_and_build release
    _own=$PROJECT/build/pictures
    # The Study page shows where its folder lies: not in anybody's home.
    _world=${TMPDIR:-/tmp}/casebook-pictures
    rm -rf "$_own" "$_world"
    mkdir -p "$PROJECT/docs/images" "$_own/2x" "$_world/data" "$_world/config" "$_world/state"
    for _scale in 1 2; do
        for _lang in en zh; do
            for _theme in light dark; do
                [ $_scale = 1 ] && _to=$PROJECT/docs/images || _to=$_own/2x
                say "pictures: $_lang, $_theme, $_scale x"
                inside user env XDG_DATA_HOME="$_world/data" XDG_CONFIG_HOME="$_world/config" XDG_STATE_HOME="$_world/state" \
                    LIBGL_ALWAYS_SOFTWARE=1 LP_NUM_THREADS=2 LP_NATIVE_VECTOR_WIDTH=256 QT_SCALE_FACTOR=$_scale \
                    CASEBOOK_DISPLAY_SIZE=2880x1800 sh "$DEV_DIR/with-display.sh" "$(built casebook)" \
                    --pictures "$_to" --lang $_lang --theme $_theme >"$_own/$_scale-$_lang-$_theme.log" 2>&1 || {
                    tail -n 20 "$_own/$_scale-$_lang-$_theme.log" >&2
                    die "the pictures of $_lang, $_theme, $_scale x were not made"
                }
            done
        done
    done
    rm -rf "$_world"
    say "pictures: docs/images   at 200 %: build/pictures/2x"
}

cmd_bench() {
    [ $# -gt 0 ] || set -- import open slice volume3d lists objects verify
    ensure_base
    case " $* " in *" import-orthanc "*) ensure_set peers ;; esac
    set_test_environment
    configure_and_build release
    set -- python3 "$DEV_DIR/bench.py" "$(built casebook-cli)" "$PROJECT/build/bench.json" "$@"
    [ -n "${DISPLAY:-}" ] || set -- sh "$DEV_DIR/with-display.sh" "$@"
    enter user "$@"
}

cmd_package() {
    say "./dev package is not made yet: .deb and portable tarball come with a later issue"
    exit 1
}

# --- checks, cleaning ------------------------------------------------------------------------------

cmd_check() {
    _all=0 _fix=0
    for _a in "$@"; do
        case $_a in
        --all) _all=1 ;;
        --fix) _fix=1 ;;
        *) say "usage: ./dev check [--all] [--fix]"; exit 2 ;;
        esac
    done
    ensure_base
    ensure_set checkers
    # clang-tidy reads compile commands and the headers that the build makes.
    [ -f "$PROJECT/build/release/build.ninja" ] || configure_and_build release
    enter build sh "$DEV_DIR/check.sh" "$_all" "$_fix"
}

cmd_clean() {
    case ${1:-build} in
    build) rm -rf "$PROJECT/build"; say "removed: build" ;;
    root)
        if [ -d "$CACHE/roots" ]; then
            for _r in "$CACHE"/roots/*-*-*; do
                [ -d "$_r" ] || continue
                say "removing $_r"
                remove_tree "$_r"
                rm -f "$_r.lock" "$_r.log"
            done
        fi ;;
    all) rm -rf "$PROJECT/build"; cmd_clean root; rm -rf "$CACHE/ccache" ;;
    *) say "usage: ./dev clean [build|root|all]"; exit 2 ;;
    esac
}
