// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace casebook::worker {

struct Limits {
    std::int64_t memoryBytes = std::int64_t(4) << 30; ///< address space; not set in sanitizer builds
};

/// Gives up what the worker does not need: new privileges, being traced and dumped, memory without
/// end, files, further processes, and every descriptor but the socket and the standard three.
/// @return false when @p socket is no socket (started by hand) or a limit could not be set.
[[nodiscard]] bool enterSandbox(int socket, const Limits& limits);

} // namespace casebook::worker
