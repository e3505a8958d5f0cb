// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QThreadPool>

namespace casebook::test {

/// Everything that was asked in the background is answered, and what its answers asked in turn. Without a clock: where
/// the machine stands still a minute the answers are late, and a test that waits so long only would call them lost.
/// Not for what waits for a timer or comes from the writer's own thread (drafts): QTRY_….
inline void settle() {
    constexpr int deepest = 10; // a turn with nothing to do costs nothing
    for (int turn = 0; turn < deepest; ++turn) {
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
    }
}

} // namespace casebook::test
