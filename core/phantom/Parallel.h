// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace casebook::phantom {

/// Calls `work(0)` ... `work(count - 1)`, each once, on `threads` threads (the caller's is one of them;
/// 0 = one a processor), and returns when all are done. `work` must not throw, and its result must not
/// depend on the order of calls.
void parallelFor(int count, int threads, const std::function<void(int)>& work);

} // namespace casebook::phantom
