// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/values/Clock.h"

#include <QDateTime>
#include <QSysInfo>

#include <chrono>

namespace casebook {

std::int64_t SystemClock::utcMs() const { return QDateTime::currentMSecsSinceEpoch(); }

std::int64_t SystemClock::monotonicMs() const {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

int SystemClock::zoneOffsetMinutes() const { return QDateTime::currentDateTime().offsetFromUtc() / 60; }

QByteArray SystemClock::bootId() const { return QSysInfo::bootUniqueId(); }

} // namespace casebook
