// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/FaultStudy.h"

#include <QTest>

#include <algorithm>

namespace casebook::test {

/// A row for each piece of work, with faults that take turns, and which calls they meet: 0: all; else every n-th of those
/// that are the first of their kind.
inline void faultRows(const char* faults, int step) {
    // A move of the study has some 480 calls; StudyMoveTest lets each third of those of its own seam fail.
    const bool isQuick = step > 1;
    for (const QByteArray kind :
         {"import", "form", "export", "backup", "compact", "keys", "cold", "cold-back", "move"})
        if (!isQuick ||
            (kind != "move" && (QByteArray(faults) != "read" || kind == "form" || kind == "import")))
            QTest::addRow("%s, %s", kind.constData(), faults)
                << kind << QByteArray(faults).split(' ') << step;
}
inline void faultColumns() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QList<QByteArray>>("faults");
    QTest::addColumn<int>("step");
}

inline QList<int> callsToFail(const FaultStudy& study, int step) {
    QList<int> out;
    if (step == 0)
        for (int n = 1; n <= study.calls(); ++n)
            out.append(n);
    else
        for (const QList<int> first = study.firstOfEach(); const int n : first)
            if (first.indexOf(n) % step == 0 || n == first.last())
                out.append(n);
    return out;
}

/// The order of threads varies: where the work ended before that call came, it is tried again.
inline QByteArray failOne(FaultStudy& study, const QByteArray& kind, int number) {
    constexpr int most = 3;
    QByteArray found;
    for (int i = 0; i < most && found.isEmpty() && (i == 0 || study.failedCall().isEmpty()); ++i)
        found = disturbOnce(study, kind, number);
    return found;
}

/// Each fault of the row in turn at each call chosen.
inline void failInTurn(FaultStudy& study) {
    QFETCH(QByteArray, kind);
    QFETCH(QList<QByteArray>, faults);
    QFETCH(int, step);
    study.fault = faults.first();
    QCOMPARE(disturbOnce(study, kind, 0), QByteArray()); // nothing fails; tells the calls
    QList<int> numbers = callsToFail(study, step);
    if (faults.contains("short")) // only a write can be
        numbers.removeIf([&](int n) { return !study.wrote(n); });
    if (faults.contains("full")) { // what comes after the last write needs no room
        const auto last =
            std::find_if(numbers.rbegin(), numbers.rend(), [&](int n) { return study.wrote(n); });
        numbers.erase(last.base(), numbers.end());
    }
    QVERIFY(numbers.size() >= 2);
    int failed = 0, wrong = 0;
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        study.fault = faults[i % faults.size()];
        const QByteArray found = failOne(study, kind, numbers[i]);
        failed += study.failedCall().isEmpty() ? 0 : 1;
        if (found.isEmpty())
            continue;
        ++wrong;
        qWarning("%d %s %s: %s", numbers[i], study.fault.constData(), study.failedCall().constData(),
                 found.constData());
    }
    qInfo("%d of %d calls failed", failed, int(numbers.size()));
    QCOMPARE(wrong, 0);
    constexpr int mostMissed = 20; // one in so many
    QVERIFY(numbers.size() - failed <= numbers.size() / mostMissed);
}

} // namespace casebook::test
