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
    /// How many kills came before the end. Points that all fell behind it would prove nothing.
    [[nodiscard]] int unfinished() const { return unfinished_; }

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
        unfinished_ += ended ? 0 : 1;
        return {ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, {}};
    }

private:
    QMap<QString, int> lengths_;
    int unfinished_ = 0;
};

/// A row for each kill, and one before the kills of each kind that is not killed.
inline void killRows(const QList<std::pair<const char*, int>>& kinds) {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("number");
    for (const auto& [kind, kills] : kinds)
        for (int n = 0; n <= kills; ++n)
            QTest::addRow("%s %d", kind, n) << QByteArray(kind) << n;
}

inline void killOnce(KillStudy& study) {
    QFETCH(QByteArray, kind);
    QFETCH(int, number);
    QCOMPARE(disturbOnce(study, kind, number), QByteArray());
}

} // namespace casebook::test
