// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phantom/Parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace casebook::phantom {

void parallelFor(int count, int threads, const std::function<void(int)>& work) {
    const int wanted = threads > 0 ? threads : int(std::max(1u, std::thread::hardware_concurrency()));
    std::atomic<int> next{0};
    const auto run = [&] {
        for (int n = next++; n < count; n = next++)
            work(n);
    };
    std::vector<std::jthread> helpers;
    for (int n = 1; n < std::min(wanted, count); ++n)
        helpers.emplace_back(run);
    run();
}

} // namespace casebook::phantom
