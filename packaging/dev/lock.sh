#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Inside the root: prints "package=version" of the packages named in packages/*.txt.
#   ./dev exec sh packaging/dev/lock.sh > packaging/dev/packages/lock.txt
set -eu
cd "$(dirname -- "$0")/packages"
sed -e 's/#.*//' -e '/^[[:space:]]*$/d' build.txt test.txt checkers.txt peers.txt | LC_ALL=C sort -u |
    xargs dpkg-query -W -f='${Package}=${Version}\n' 2>/dev/null || true
