// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace casebook {

/// Whatever ends the program out of order, above all memory that is out where nothing can catch it (before main, in a
/// destructor, in a thread, in a library that crashes without), is told in words that need no memory: "out-of-memory" or
/// "unexpected" as an error of the command line, in English, exit code 1. LastWords.cpp sets that up before main.
/// After this call such an end changes neither what was told nor the exit code.
void wasTold(int exitCode) noexcept;

} // namespace casebook
