// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/values/Result.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QObject>

#include <functional>

namespace casebook::bench {

/// Beats every 5 ms in the window's thread while something else goes on, and keeps the longest pause between two
/// beats: so long no key or click would have been answered.
class Pulse final : public QObject {
public:
    /// Seconds until `done`, which is asked at each beat. Error "bench-never-ends" after ten minutes.
    [[nodiscard]] Result<double> until(const std::function<bool()>& done);
    [[nodiscard]] double longest() const { return longest_; } ///< s, since the last forget()
    void forget() { longest_ = 0; }

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    QElapsedTimer sinceBeat_;
    double longest_ = 0;
};

/// "VmRSS:" or "VmHWM:" of this process, in MB.
[[nodiscard]] double memoryOf(const char* what);
/// From here on VmHWM counts anew.
void forgetPeak();

} // namespace casebook::bench
