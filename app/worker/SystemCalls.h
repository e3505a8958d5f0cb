// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace casebook::worker {

/// Lets this process make only the system calls that reading a file from a descriptor takes. Unknown
/// ones fail with ENOSYS, as on an older kernel, so that the C library takes its other way; those that
/// only a parser in foreign hands makes (exec, ptrace, sockets, signals to others) kill the process.
/// The one socket that may be used is @p socket. Without privileges; needs PR_SET_NO_NEW_PRIVS.
/// In sanitizer builds, whose runtime needs more, this does nothing and is true.
/// @return false when the kernel or libseccomp can't do it.
[[nodiscard]] bool filterSystemCalls(int socket);

} // namespace casebook::worker
