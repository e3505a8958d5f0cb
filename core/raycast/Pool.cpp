// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/raycast/Pool.h"

#include <algorithm>
#include <atomic>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace casebook::raycast {

struct Pool::Round {
    int count = 0;
    const std::function<void(int)>* work = nullptr;
    std::atomic<int> next{0};

    void take() {
        for (int n = next++; n < count; n = next++)
            (*work)(n);
    }
};

namespace {

constexpr int kLower = 5;

/// On Linux a thread has a priority of its own. Relative to the caller's: a helper far below what else runs
/// would be left holding a tile that everybody waits for. Refused or unknown: the usual one.
void lowerPriority() {
#ifdef __linux__
    const auto self = id_t(syscall(SYS_gettid));
    setpriority(PRIO_PROCESS, self, getpriority(PRIO_PROCESS, self) + kLower);
#endif
}

} // namespace

Pool::Pool(int threads) {
    const int wanted = threads > 0 ? threads : int(std::max(1u, std::thread::hardware_concurrency()));
    for (int n = 1; n < wanted; ++n)
        helpers_.emplace_back([this](const std::stop_token& stop) { help(stop); });
}

Pool::~Pool() {
    for (std::jthread& helper : helpers_)
        helper.request_stop();
}

void Pool::help(const std::stop_token& stop) {
    lowerPriority();
    unsigned seen = 0;
    std::unique_lock lock(mutex_);
    while (begun_.wait(lock, stop, [&] { return round_ != nullptr && number_ != seen; })) {
        seen = number_;
        Round& round = *round_;
        ++inside_;
        lock.unlock();
        round.take();
        lock.lock();
        if (--inside_ == 0)
            left_.notify_one();
    }
}

void Pool::run(int count, const std::function<void(int)>& work) {
    Round round;
    round.count = count;
    round.work = &work;
    {
        const std::scoped_lock lock(mutex_);
        round_ = &round;
        ++number_;
    }
    if (count > 1)
        begun_.notify_all();
    round.take();
    std::unique_lock lock(mutex_);
    round_ = nullptr; // a helper that wakes late finds nothing
    left_.wait(lock, [&] { return inside_ == 0; });
}

} // namespace casebook::raycast
