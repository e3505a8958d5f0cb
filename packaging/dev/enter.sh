# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced, not run.
# shellcheck shell=sh
enter_simple() {
    bwrap --bind "$ROOT" / --dev /dev --proc /proc --tmpfs /tmp --bind "$PROJECT" "$PROJECT" --chdir "$PROJECT" -- "$@"
}
