// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/FileAccess.h"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace casebook::worker {
namespace {

/// The rights a kernel of that ABI can withhold: the set grew with each version (landlock(7)).
landlock_ruleset_attr everything(long abi) {
    landlock_ruleset_attr out{};
    const int rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    out.handled_access_fs = (std::uint64_t(1) << rights) - 1;
    if (abi >= 4)
        out.handled_access_net = LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP;
    if (abi >= 6)
        out.scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL;
    return out;
}

bool allowReading(int rules, const std::string& folder) {
    const int place = ::open(folder.c_str(), O_PATH | O_CLOEXEC);
    if (place < 0)
        return errno == ENOENT; // nothing to allow
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = place;
    const long added = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(place);
    return added == 0;
}

} // namespace

FileAccess limitFileAccess(const std::string& folder) {
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return FileAccess::NotSupported;
    const landlock_ruleset_attr attributes = everything(abi);
    const auto rules = int(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0));
    if (rules < 0)
        return FileAccess::Failed;
    const bool good = (folder.empty() || allowReading(rules, folder)) &&
                      ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    ::close(rules);
    return good ? FileAccess::Limited : FileAccess::Failed;
}

} // namespace casebook::worker
