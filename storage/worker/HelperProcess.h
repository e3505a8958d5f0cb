// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/dicom/Channel.h"

#include <QString>

#include <string>
#include <vector>

#include <sys/types.h>

namespace casebook {

/// A program of ours that runs beside us: its descriptor 3 is the other end of our socket.
struct HelperProcess {
    pid_t pid = -1;
    wire::Descriptor socket; ///< AF_UNIX, datagrams in order
};

/// Starts @p program with nothing to read, words to nobody (its messages could quote names; sanitizers
/// need the standard error) and an environment that knows neither the study nor the person. Any thread.
/// @return errno where it could not be started; ENOENT also for an empty path.
[[nodiscard]] tl::expected<HelperProcess, int> startHelper(const QString& program,
                                                           std::vector<std::string> words);

/// Kills it where it still runs, waits until it is gone and sets @p pid to -1.
void endHelper(pid_t& pid);

/// Where a helper lies: the file that the environment variable names; else beside this program, in
/// $CASEBOOK_BIN, ../libexec/casebook or ../bin. Empty when there is none.
[[nodiscard]] QString helperProgram(const char* variable, const QString& name);

} // namespace casebook
