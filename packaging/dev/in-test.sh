#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs ctest where the tests run: a throw-away home, a private runtime folder, software OpenGL.
#   in-test.sh BUILD_FOLDER CTEST_ARG...
set -eu
here=$(dirname -- "$0")
build=$1
shift
t=$(mktemp -d "${TMPDIR:-/tmp}/casebook-test.XXXXXX")
trap 'rm -rf "$t"' EXIT
mkdir -m 0700 "$t/home" "$t/run" "$t/tmp"
HOME=$t/home XDG_RUNTIME_DIR=$t/run TMPDIR=$t/tmp
LANG=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 LP_NUM_THREADS=2 QT_XCB_GL_INTEGRATION=xcb_glx QT_SCALE_FACTOR=1
# llvmpipe's pictures depend on the width of its vectors.
LP_NATIVE_VECTOR_WIDTH=256
export HOME XDG_RUNTIME_DIR TMPDIR LANG LIBGL_ALWAYS_SOFTWARE LP_NUM_THREADS QT_XCB_GL_INTEGRATION \
    QT_SCALE_FACTOR LP_NATIVE_VECTOR_WIDTH
unset XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME LC_ALL 2>/dev/null || true
rc=0
sh "$here/with-display.sh" ctest --test-dir "$build" --output-on-failure --no-tests=error -j2 "$@" || rc=$?
exit "$rc"
