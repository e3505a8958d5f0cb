// SPDX-License-Identifier: GPL-3.0-or-later
//
// When the program counts as left alone: without a key or a move for long enough, also where the computer slept.
#include "app/window/IdleLock.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace casebook;
using namespace std::chrono_literals;

class IdleLockTest final : public QObject {
    Q_OBJECT
    std::int64_t now_ = 1'000;

private Q_SLOTS:
    /// Timers stand still meanwhile: the clock alone jumps.
    void timeAsleepCounts() {
        IdleLock idle;
        idle.setNow([this] { return now_; });
        idle.setIdle(10min);
        idle.start();
        QSignalSpy expired(&idle, &IdleLock::expired);
        QLineEdit field;
        field.show();
        now_ += std::chrono::milliseconds(9min).count();
        QTest::keyClick(&field, Qt::Key_A);
        QCOMPARE(field.text(), QStringLiteral("a"));
        now_ += std::chrono::milliseconds(8h).count();
        QTest::keyClick(&field, Qt::Key_B); // the first key after waking
        QCOMPARE(field.text(), QStringLiteral("a"));
        QTRY_COMPARE(expired.size(), 1);
        QTest::keyClick(&field, Qt::Key_C); // locked: a passphrase is typed
        QCOMPARE(field.text(), QStringLiteral("ac"));
        QCOMPARE(expired.size(), 1);
    }

    void withoutAKeyToo() {
        IdleLock idle;
        idle.setNow([this] { return now_; });
        idle.setIdle(20ms);
        QSignalSpy expired(&idle, &IdleLock::expired);
        idle.start();
        now_ += 21;
        QTRY_COMPARE(expired.size(), 1);
    }

    void stoppedItSaysNothing() {
        IdleLock idle;
        idle.setNow([this] { return now_; });
        idle.setIdle(10min);
        QSignalSpy expired(&idle, &IdleLock::expired);
        idle.start();
        idle.stop();
        now_ += std::chrono::milliseconds(8h).count();
        QLineEdit field;
        field.show();
        QTest::keyClick(&field, Qt::Key_A);
        QCOMPARE(field.text(), QStringLiteral("a"));
        QCOMPARE(expired.size(), 0);
    }
};

QTEST_MAIN(IdleLockTest)
#include "IdleLockTest.moc"
