// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace casebook::network {

/// Lets this process make only the system calls that talking over TCP and writing into an open folder take.
/// Unknown ones fail with ENOSYS, as on an older kernel; those that only a process in foreign hands makes
/// (exec, ptrace, signals to others, mounts) kill it. Nothing in sanitizer builds, whose runtime needs more.
/// @return false when the kernel or libseccomp can't do it.
[[nodiscard]] bool filterSystemCalls();

} // namespace casebook::network
