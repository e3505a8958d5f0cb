// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace casebook {

/// What long work gets from its caller: when to stop, and whom to tell how far it is.
/// `core` and `storage` start no thread for it; the caller chooses one.
struct Job {
    std::stop_token stop;
    std::function<void(std::int64_t done, std::int64_t total)> progress;

    [[nodiscard]] bool stopped() const { return stop.stop_requested(); }
    void report(std::int64_t done, std::int64_t total) const {
        if (progress)
            progress(done, total);
    }
};

} // namespace casebook
