// SPDX-License-Identifier: GPL-3.0-or-later
//
// What follows from an export's key: same key, same answers; subjects have nothing in common.
#include "storage/export/ExportKeys.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace casebook;

namespace {

Uuid subject(int n) {
    return Uuid::fromString(QStringLiteral("00000000-0000-7000-8000-%1").arg(n, 12, 10, QLatin1Char('0')));
}

ExportKeys keysOf(char seed) { return ExportKeys(QByteArray(32, seed)); }

} // namespace

class ExportKeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// T28: a frame of reference or a default UID that two people share links nobody.
    void t28UidsOfTwoSubjects() {
        const ExportKeys keys = keysOf('a');
        const QString shared = QStringLiteral("1.2.826.0.1.900");
        QVERIFY(keys.uid(subject(1), shared) != keys.uid(subject(2), shared));
        QCOMPARE(keys.uid(subject(1), shared), keysOf('a').uid(subject(1), shared));
        QVERIFY(keys.uid(subject(1), shared) != keysOf('b').uid(subject(1), shared));
        static const QRegularExpression shape(QStringLiteral("^2\\.25\\.[1-9]\\d{30,38}$"));
        QSet<QString> seen;
        for (int i = 0; i < 2000; ++i) {
            const QString uid = keys.uid(subject(1), QStringLiteral("1.2.3.%1").arg(i));
            QVERIFY2(shape.match(uid).hasMatch() && uid.size() <= 44, qPrintable(uid));
            seen.insert(uid);
        }
        QCOMPARE(seen.size(), 2000);
    }

    void offsetsAreEveryonesOwn() {
        const ExportKeys keys = keysOf('a');
        QSet<int> seen;
        for (int i = 0; i < 300; ++i) {
            const int days = keys.dayOffset(subject(i));
            QVERIFY(days >= -1825 && days <= -30);
            QCOMPARE(keysOf('a').dayOffset(subject(i)), days);
            seen.insert(days);
        }
        QVERIFY2(seen.size() > 250, QByteArray::number(seen.size()));
        QVERIFY(keysOf('b').dayOffset(subject(1)) != keys.dayOffset(subject(1)));
    }

    void pseudonymsAreNotTheOrder() {
        const QStringList names = keysOf('a').pseudonyms(200);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 200);
        QStringList sorted = names;
        sorted.sort();
        QVERIFY(names != sorted);
        QCOMPARE(sorted.first().right(4), QStringLiteral("0001"));
        QCOMPARE(sorted.last().right(4), QStringLiteral("0200"));
        QVERIFY(keysOf('b').pseudonyms(1)[0].left(4) != names[0].left(4));
    }

    void readersAreShuffled() {
        QList<int> order = keysOf('a').readerOrder(50);
        QVERIFY(!std::is_sorted(order.begin(), order.end()));
        std::sort(order.begin(), order.end());
        for (int i = 0; i < 50; ++i)
            QCOMPARE(order[i], i);
    }

    void freshKeysDiffer() {
        QSet<QByteArray> seen;
        for (int i = 0; i < 50; ++i)
            seen.insert(ExportKeys::freshKey());
        QCOMPARE(seen.size(), 50);
        QCOMPARE(seen.begin()->size(), 32);
    }
};

QTEST_GUILESS_MAIN(ExportKeysTest)
#include "ExportKeysTest.moc"
