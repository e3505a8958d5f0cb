// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/DisturbedStudy.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

namespace casebook::test {

/// kill -9 at random points.
class KillStudy final : public DisturbedStudy {
public:
    /// Whether the last work was killed before its end.
    [[nodiscard]] bool wasKilled() const { return wasKilled_; }

protected:
    /// The first one of a kind is not killed, to learn how long it takes.
    Outcome disturb(const QString& kind, const Start& start, int number) override {
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        start(process);
        const bool isFirst = !lengths_.contains(kind);
        QRandomGenerator random(quint32(7000 + number));
        const int length = isFirst ? 120'000 : random.bounded(lengths_[kind] / 10, lengths_[kind] * 3 / 4);
        const bool ended = process.waitForFinished(length);
        if (isFirst)
            lengths_[kind] = int(timer.elapsed());
        process.kill();
        process.waitForFinished();
        wasKilled_ = !ended;
        const bool isDone = ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        return {isDone, {}, process.readAllStandardOutput(), process.readAllStandardError()};
    }

private:
    QMap<QString, int> lengths_;
    bool wasKilled_ = false;
};

/// A row for each kill, and one before the kills of each kind that is not killed.
inline void killRows(const QList<std::pair<const char*, int>>& kinds) {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("kills");
    for (const auto& [kind, kills] : kinds)
        for (int n = 0; n <= kills; ++n)
            QTest::addRow("%s %d", kind, n) << QByteArray(kind) << n << kills;
}

/// Another point is drawn where the work had ended before it. Points that all fell behind the end would prove nothing.
inline void killOnce(KillStudy& study) {
    static QMap<QByteArray, int> killed;
    QFETCH(QByteArray, kind);
    QFETCH(int, number);
    QFETCH(int, kills);
    constexpr int most = 4, between = 1000;
    for (int point = 0; point < (number == 0 ? 1 : most); ++point) {
        QCOMPARE(disturbOnce(study, kind, number + point * between), QByteArray());
        if (study.wasKilled())
            break;
    }
    killed[kind] += study.wasKilled() ? 1 : 0;
    if (number == kills)
        QVERIFY2(killed[kind] * 10 >= kills * 7, "most ended before they were killed");
}

} // namespace casebook::test
