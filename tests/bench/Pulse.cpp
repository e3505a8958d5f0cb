// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/Pulse.h"

#include <malloc.h>

#include <QCoreApplication>
#include <QFile>
#include <QTimerEvent>

#include <algorithm>

namespace casebook::bench {

namespace {

constexpr double mostSeconds = 600;

double seconds(const QElapsedTimer& timer) { return double(timer.nsecsElapsed()) * 1e-9; }

} // namespace

void Pulse::timerEvent(QTimerEvent*) {
    longest_ = std::max(longest_, seconds(sinceBeat_));
    sinceBeat_.restart();
}

Result<double> Pulse::until(const std::function<bool()>& done) {
    QBasicTimer beat;
    beat.start(std::chrono::milliseconds(5), Qt::PreciseTimer, this);
    QElapsedTimer whole;
    whole.start();
    sinceBeat_.restart();
    while (!done()) {
        if (seconds(whole) > mostSeconds)
            return fail(ErrorKind::System, "bench-never-ends");
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    const double took = seconds(whole);
    QCoreApplication::processEvents(QEventLoop::AllEvents); // what the answer has left to be painted
    longest_ = std::max(longest_, seconds(sinceBeat_));
    return took;
}

double memoryOf(const char* what) {
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (line.startsWith(what))
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

void forgetPeak() {
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}

} // namespace casebook::bench
