// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace casebook::raycast {

/// Threads that wait for work and have low priority: the window and its planes go first. A list of jobs is
/// shared by one counter. One run() at a time; its thread works, too.
class Pool {
public:
    explicit Pool(int threads); ///< the caller's included; 0 = one a processor
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// Calls work(0) .. work(count - 1), each once, in this order by whoever is free; returns when all are
    /// done. `work` must not throw.
    void run(int count, const std::function<void(int)>& work);
    [[nodiscard]] int threads() const { return int(helpers_.size()) + 1; }

private:
    struct Round;
    void help(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any begun_, left_;
    Round* round_ = nullptr; ///< under mutex_, as are the next two
    unsigned number_ = 0; ///< of the round
    int inside_ = 0; ///< helpers at work on it
    std::vector<std::jthread> helpers_; ///< last: they use what is above
};

} // namespace casebook::raycast
