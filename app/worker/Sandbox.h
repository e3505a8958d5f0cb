// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace casebook::worker {

struct Limits {
    std::int64_t memoryBytes = std::int64_t(4) << 30; ///< address space; not set in sanitizer builds
    int cpuSeconds = 60;                              ///< processor time of one request
    std::string readable; ///< the only folder whose files may be opened, and only for reading
};

/// Gives up what the worker does not need, for good: new privileges, being traced and dumped, memory
/// without end, writing to files, further processes, every descriptor but the socket and the standard
/// three, all of the file system but Limits::readable (Landlock, where the kernel has it), and all
/// system calls but those of a parser (SystemCalls.h). Called once, before the first foreign byte.
/// @return false when @p socket is no socket (started by hand), a limit could not be set, or system
///         calls can't be filtered: then nothing may be parsed.
[[nodiscard]] bool enterSandbox(int socket, const Limits& limits);

/// Starts the processor time of a request anew; the process dies of SIGPROF when it is used up. The
/// clock stands still while the worker waits.
void startClock(const Limits& limits);

} // namespace casebook::worker
