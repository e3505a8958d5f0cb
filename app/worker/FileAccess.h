// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace casebook::worker {

enum class FileAccess { Limited, NotSupported, Failed };

/// Leaves of the whole file system only @p folder, for reading (Landlock, kernel 5.13 or later; from
/// 6.7 no TCP, from 6.12 no signals to and no abstract sockets of other processes either).
/// NotSupported: the kernel has no Landlock or it is switched off.
[[nodiscard]] FileAccess limitFileAccess(const std::string& folder);

} // namespace casebook::worker
