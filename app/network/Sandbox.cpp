// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/Sandbox.h"

#include "app/network/SystemCalls.h"

#include <QFile>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CASEBOOK_SANITIZED 1
#endif

namespace casebook::network {
namespace {

constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kSpool = kRead | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;

bool limitTo(int resource, rlim_t value) {
    const rlimit limit{value, value};
    return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

bool allow(int rules, const QByteArray& path, std::uint64_t rights) {
    const int place = ::open(path.constData(), O_PATH | O_CLOEXEC);
    if (place < 0)
        return errno == ENOENT || errno == EACCES; // nothing to allow
    struct stat info{};
    landlock_path_beneath_attr rule{};
    rule.parent_fd = place;
    // Rights of folders are refused for a file.
    const bool folder = ::fstat(place, &info) == 0 && S_ISDIR(info.st_mode);
    rule.allowed_access = folder ? rights : rights & (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    const long added = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(place);
    return added == 0;
}

bool allowPort(int rules, const Order& order) {
    if (order.port <= 0)
        return true;
    landlock_net_port_attr rule{};
    rule.port = std::uint64_t(order.port);
    rule.allowed_access =
        order.verb == Verb::Listen ? LANDLOCK_ACCESS_NET_BIND_TCP : LANDLOCK_ACCESS_NET_CONNECT_TCP;
    return ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_NET_PORT, &rule, 0) == 0;
}

/// The rights that a kernel of that version can withhold: the set grew with each (landlock(7)).
bool limitAccess(const Order& order, const QByteArrayList& readable) {
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return true; // the kernel has none; system calls are filtered all the same
    landlock_ruleset_attr attributes{};
    const int rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    attributes.handled_access_fs = (std::uint64_t(1) << rights) - 1;
    if (abi >= 4)
        attributes.handled_access_net = LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP;
    if (abi >= 6)
        attributes.scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL;
    const auto rules = int(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0));
    if (rules < 0)
        return false;
    bool good = true;
    for (const QByteArray& path : readable)
        good = good && allow(rules, path, kRead);
    if (!order.spool.isEmpty())
        good = good && allow(rules, QFile::encodeName(order.spool), kSpool & attributes.handled_access_fs);
    if (abi >= 4)
        good = good && allowPort(rules, order);
    good = good && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return good;
}

} // namespace

bool enterSandbox(int socket, const Order& order, const QByteArrayList& readable) {
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    std::signal(SIGPIPE, SIG_IGN);
    // Ctrl+C on a terminal goes to all: the program decides when we end.
    std::signal(SIGINT, SIG_IGN);
    // Too large an object ends in EFBIG, not in a signal.
    std::signal(SIGXFSZ, SIG_IGN);
    bool good = ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    // A sealed object is some parts in 65,536 longer than the object.
    const auto largest = rlim_t(order.objectBytes + order.objectBytes / 1024 + 65536);
    good = good && limitTo(RLIMIT_FSIZE, largest) && limitTo(RLIMIT_CORE, 0) && limitTo(RLIMIT_NOFILE, 128);
#ifndef CASEBOOK_SANITIZED
    good = good && limitTo(RLIMIT_AS, rlim_t(6) << 30);
#endif
    return good && limitAccess(order, readable) && filterSystemCalls();
}

} // namespace casebook::network
