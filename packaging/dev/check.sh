#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# All checks, inside the root. check.sh ALL(0|1) FIX(0|1): clang-tidy on all files or on changed ones;
# FIX lets clang-format rewrite the files instead of refusing.
set -eu
all=$1 fix=$2
here=$(dirname -- "$0")
failed=''
cores=$(nproc)

# What differs from the branch's beginning, or from the last commit on the main branch itself.
changed_files() {
    base=$(git merge-base HEAD origin/main 2>/dev/null || true)
    if [ -z "$base" ] || [ "$base" = "$(git rev-parse HEAD)" ]; then base=$(git rev-parse -q --verify HEAD~1 || true); fi
    if [ -n "$base" ]; then git diff --name-only --diff-filter=d "$base"; else git ls-files; fi
    git ls-files --others --exclude-standard
}

step() {
    name=$1; shift
    rc=0
    "$@" || rc=$?
    if [ $rc -eq 0 ]; then echo "check: $name ok"; else echo "check: $name FAILED"; failed="$failed $name"; fi
}

check_format() {
    if [ "$fix" = 1 ]; then set -- -i; else set -- --dry-run -Werror; fi
    { git ls-files '*.h' '*.cpp'; git ls-files --others --exclude-standard '*.h' '*.cpp'; } | sort -u |
        while IFS= read -r f; do [ ! -f "$f" ] || printf '%s\0' "$f"; done |
        xargs -0 -r -P "$cores" -n 40 clang-format "$@"
}

check_tidy() {
    list=$(mktemp)
    if [ "$all" = 1 ]; then git ls-files '*.cpp'; else changed_files | grep '\.cpp$' || true; fi | sort -u >"$list"
    # Only what this preset compiles; a test of another preset has no command line.
    python3 - "$list" build/release/compile_commands.json <<'END' >"$list.known"
import json, os, sys
known = {os.path.relpath(os.path.realpath(os.path.join(c["directory"], c["file"]))) for c in json.load(open(sys.argv[2]))}
print("\n".join(line.strip() for line in open(sys.argv[1]) if line.strip() in known))
END
    rc=0
    if [ -s "$list.known" ]; then
        echo "clang-tidy: $(grep -c . "$list.known") file(s)"
        grep . "$list.known" | xargs -r -P "$cores" -n 1 clang-tidy -p build/release --quiet \
            --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-optimization-argument --extra-arg=-Wno-ignored-gch 2>/dev/null || rc=1
    fi
    rm -f "$list" "$list.known"
    return $rc
}

# Other versions than last time are no fault, but the first thing to know when a picture differs.
tell_drift() {
    sh "$here/lock.sh" | awk -F= -v lock="$here/packages/lock.txt" '
        BEGIN { while ((getline < lock) > 0) known[$1] = $2 }
        ($1 in known) && known[$1] != $2 {
            print "check: note, not the version of packages/lock.txt: " $1 " " $2 " (was " known[$1] ")"
        }'
}

tell_drift
step layers python3 "$here/check_layers.py"
step lengths python3 "$here/check_lengths.py"
step texts python3 "$here/check_texts.py"
step format check_format
step tidy check_tidy
# Each header by itself; minutes, so only with --all.
if [ "$all" = 1 ] && ninja -C build/release -t query headers >/dev/null 2>&1; then
    step headers cmake --build --preset release --target headers
fi
if [ -n "$failed" ]; then echo "check: FAILED:$failed"; exit 1; fi
echo "check: all ok"
