# SPDX-License-Identifier: GPL-3.0-or-later
# Where packages come from. We name no server: the host's own apt configuration says which mirror
# may be used here, and through which proxy. Sourced, not run.
# shellcheck shell=sh

# "URI suite" of every Debian archive the host uses, .list and deb822 .sources alike.
host_archives() {
    have apt-get || return 0
    apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' 2>/dev/null |
        awk '$3 == "main" && $1 ~ /\/debian(-security)?(\/|$)/ { sub(/\/$/, "", $1); print $1, $2 }' |
        awk '!seen[$0]++'
}

mirror_main() {
    if [ -n "${CASEBOOK_MIRROR:-}" ]; then printf '%s\n' "${CASEBOOK_MIRROR%/}"; return; fi
    host_archives | awk '$2 !~ /security|updates|backports|proposed/ && $1 !~ /debian-security/ { print $1; exit }'
}

mirror_security() {
    if [ -n "${CASEBOOK_SECURITY_MIRROR:-}" ]; then printf '%s\n' "${CASEBOOK_SECURITY_MIRROR%/}"; return; fi
    # An explicit main mirror is not mixed with the host's own: it may be the only one reachable.
    [ -z "${CASEBOOK_MIRROR:-}" ] || return 0
    host_archives | awk '$2 ~ /-security$/ { print $1; exit }'
}

# The root's sources.list. Empty where the host names no Debian mirror: then mmdebstrap's default.
sources_lines() {
    _main=$(mirror_main)
    [ -n "$_main" ] || return 0
    _key="[signed-by=$1]"
    printf 'deb %s %s %s main\n' "$_key" "$_main" "$SUITE"
    printf 'deb %s %s %s-updates main\n' "$_key" "$_main" "$SUITE"
    _sec=$(mirror_security)
    [ -z "$_sec" ] || printf 'deb %s %s %s-security main\n' "$_key" "$_sec" "$SUITE"
}

# How the host fetches (proxies, certificates, what it tolerates of frozen mirrors), as apt options.
apt_host_options() {
    have apt-config || return 0
    apt-config dump 2>/dev/null | sed 's/;$//' |
        grep -E '^Acquire::((https?|ftp)::([^ ]*::)?(Proxy[^ ]*|CaInfo|SslCert|SslKey|Verify-Peer|Verify-Host|Timeout)|https?::Pipeline-Depth|Retries|Check-Valid-Until|Check-Date|Max-FutureTime|ForceIPv4) ' |
        grep -v ' ""$' | sed -E 's/^([^ ]+) (.*)$/\1 \2/'
}
