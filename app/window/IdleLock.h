// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <functional>

namespace casebook {

/// Tells when nobody has touched the program for a while. The time asleep counts: it passes for whoever opens the lid,
/// but not for timers. GUI thread.
class IdleLock : public QObject {
    Q_OBJECT
public:
    using Now = std::function<std::int64_t()>; ///< ms of a clock that goes on while the computer sleeps
    explicit IdleLock(QObject* parent = nullptr);
    ~IdleLock() override;
    void setIdle(std::chrono::milliseconds idle);
    void setNow(Now now); ///< for tests
    void start(); ///< counts from now
    void stop();

Q_SIGNALS:
    /// Also at the first key or move after too long a time, which then reaches nobody.
    void expired();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isLate() const { return now_() - last_ > idle_.count(); }
    void expire();
    Now now_;
    std::int64_t last_ = 0;
    std::chrono::milliseconds idle_;
    QTimer tick_;
};

} // namespace casebook
